"""Write the reference pages that are generated: commands and tables.

Run ``python tools/build_docs.py`` after a change to a command or a table; a test fails when the
pages are stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goodoffices.cli.app import app
from goodoffices.tables import TABLES, columns

DOCS = Path(__file__).parent.parent / "docs" / "reference"
WIDTH = 100


def cli_page() -> str:
    """Return the page of commands, from the help texts themselves."""
    parts = [
        "# Commands\n",
        (
            "Made from `--help`; do not edit. Exit codes: 0 done, 1 something was wrong with the "
            "input or the store, 2 wrong usage, 130 stopped by the user.\n"
        ),
        f"```text\n{_help([], app)}\n```\n",
    ]
    context = click.Context(app, info_name="goodoffices")
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        assert command is not None, name  # noqa: S101 - the table of commands names it
        parts.append(f"## {name}\n\n```text\n{_help([name], command)}\n```\n")
    return "\n".join(parts)


def tables_page() -> str:
    """Return the page of table columns, from the schema files."""
    parts = [
        "# Tables\n",
        (
            "Made from `src/goodoffices/tables/*.csv`; do not edit. These are the columns of the "
            "ledger. A column that is not required may be empty, and empty means not known.\n"
        ),
    ]
    for table in TABLES:
        parts.append(f"## {table}\n\n| column | type | unit | required | description |")
        parts.append("|---|---|---|---|---|")
        parts.extend(
            f"| {c.column} | {c.type} | {c.unit} | {'yes' if c.is_required else ''} "
            f"| {c.description} |"
            for c in columns(table)
        )
        parts.append("")
    return "\n".join(parts)


def pages() -> dict[Path, str]:
    """Return every generated page with its text."""
    return {DOCS / "cli.md": cli_page(), DOCS / "tables.md": tables_page()}


def _help(path: list[str], command: click.Command) -> str:
    context = click.Context(
        app, info_name="goodoffices", terminal_width=WIDTH, **app.context_settings
    )
    for name in path:
        context = click.Context(command, info_name=name, parent=context)
    text = command.get_help(context)
    return "\n".join(line.rstrip() for line in text.splitlines())


def main() -> None:
    """Write the pages and say which changed."""
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path.name} written\n")


if __name__ == "__main__":
    main()
