"""``explain``: why one event was coded as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.options import Settings, as_of_option, json_option, print_json, today

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["explain"]


@click.command(
    epilog="""\b
Examples:
  goodoffices explain tur-rus-2015/006
  goodoffices explain evt-88eaeb98bfe8 --json"""
)
@click.argument("event_id", metavar="EVENT")
@as_of_option
@json_option
@click.pass_obj
def explain(settings: Settings, event_id: str, as_of: dt.date | None, *, is_json: bool) -> None:
    """Show why an event was coded as it was: its words, the rules, and the code that lost.

    EVENT is an id as shown by "relation", "brief --json" or "mediators --why". For an event that
    a program read, the sentence is shown with its parts marked; for one that a person wrote down,
    the addresses, the confidence and the note.
    """
    from rich.console import Console

    from goodoffices.ledger import open_store
    from goodoffices.reading import explain_event, explanation_json, render_explanation

    with open_store(Path(settings.store_path), mode="read") as store:
        found = explain_event(store.view(as_of or today()), event_id)
    if is_json:
        print_json(explanation_json(found))
    else:
        Console(highlight=False).print(render_explanation(found))
