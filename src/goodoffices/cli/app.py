"""The command group, its options, and how errors reach the user."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING

import click

from goodoffices import __version__
from goodoffices.cli.options import Settings
from goodoffices.errors import GoodOfficesError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn

__all__ = ["app", "main"]

# Which module holds a command; imported only when the command runs, so that help is quick.
_COMMANDS = {
    "init": "store",
    "status": "store",
    "load": "store",
    "check": "upkeep",
    "migrate": "upkeep",
    "export": "upkeep",
    "import": "upkeep",
    "load-feed": "feedfiles",
    "feeds": "feedfiles",
    "fetch": "feeds",
    "watch": "feeds",
    "health": "health",
    "read": "read",
    "who": "answers",
    "changes": "changes",
    "relation": "relation",
    "network": "network",
    "state": "state",
    "mediators": "answers",
    "brief": "answers",
    "explain": "explain",
}
_STOPPED = 130


class _LazyGroup(click.Group):
    """A group that lists its commands from a table and imports one only when it is asked for."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        with _reader_may_leave():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> object:
        with _reader_may_leave():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        command = getattr(import_module(f"goodoffices.cli.{module}"), name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if args and args[0] not in _COMMANDS:
                known = ", ".join(_COMMANDS)
                raise click.UsageError(f"{error.message} The commands are: {known}.") from None
            raise


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        # The reader of our output went away (| head); that is its right, where click calls it 1.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(0) from None


@click.command(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  goodoffices init
  goodoffices load path/to/case
  goodoffices read report.txt --published 2016-06-27
  goodoffices relation TUR RUS --as-of 2016-07-05
  goodoffices mediators TUR RUS --as-of 2016-07-05
  goodoffices brief TUR RUS --as-of 2016-07-05 --html brief.html""",
)
@click.option(
    "--store",
    "store_path",
    envvar="GOODOFFICES_STORE",
    default="store",
    show_default=True,
    metavar="FOLDER",
    help="Where the ledger is kept (or set GOODOFFICES_STORE).",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but results and errors.")
@click.version_option(__version__, prog_name="goodoffices")
@click.pass_context
def app(ctx: click.Context, store_path: str, *, quiet: bool) -> None:
    """Who has the standing to help when two states fall out, and why.

    Give it news texts and curated events; ask how two states stand, what is in force between
    them, who could help, and which steps come next. Every sentence of an answer has a source, and
    every answer is as of a date.
    """
    ctx.obj = Settings(store_path=store_path, is_quiet=quiet)


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    try:
        # Without its standalone mode click returns the code of an Exit instead of raising it.
        code = app(standalone_mode=False)
    except click.Abort:
        _fail("stopped", _STOPPED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GoodOfficesError as error:
        _fail(str(error), 1)
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        _fail(f"{error.strerror or error}{place}", 1)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"goodoffices: {message}", err=True)
    sys.exit(code)
