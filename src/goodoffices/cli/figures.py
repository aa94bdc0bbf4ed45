"""Options for figures, and where they are written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodoffices.cli.options import write_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.cli.options import Settings

__all__ = ["figure_options", "write_figures"]

_FILE = click.Path(dir_okay=False, path_type=Path)


def figure_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--svg`` and ``--html`` to a command."""
    page = click.option("--html", "html_path", type=_FILE, default=None, metavar="FILE",
                        help="Also write a printable page with the figure.")  # fmt: skip
    picture = click.option("--svg", "svg_path", type=_FILE, default=None, metavar="FILE",
                           help="Also draw the figure into this file.")  # fmt: skip
    return picture(page(command))


def write_figures(
    settings: Settings,
    svg: tuple[Path | None, Callable[[], str]],
    html: tuple[Path | None, Callable[[], str]],
) -> None:
    """Write what was asked for; nothing is drawn that was not."""
    for path, render in (svg, html):
        if path is not None:
            write_file(path, render())
            settings.say(f"written: {path}")
