"""``init``, ``status`` and ``load``: the store and what is put into it by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.options import Settings, json_option, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.ledger import LoadOutcome

__all__ = ["finish", "init", "load", "status"]


@click.command(epilog="Example:  goodoffices --store desk init")
@click.pass_obj
def init(settings: Settings) -> None:
    """Make an empty store (does nothing where one is already)."""
    from goodoffices.ledger import init_store

    init_store(Path(settings.store_path))
    settings.say(f"The store is ready: {settings.store_path}")


@click.command(epilog="Example:  goodoffices status --json")
@json_option
@click.pass_obj
def status(settings: Settings, *, is_json: bool) -> None:
    """Say what the store holds: rows, feeds, days covered, last load."""
    from goodoffices.ledger import open_store

    with open_store(Path(settings.store_path), mode="read") as store:
        found = store.status()
    if is_json:
        print_json(found)
        return
    from goodoffices.cli.tables import status_lines

    click.echo("\n".join(status_lines(found, dt.datetime.now(dt.UTC))))


@click.command(
    epilog="""\b
Examples:
  goodoffices load path/to/my-case
  goodoffices load src/goodoffices/casebook/cases/*"""
)
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.option("--shipped", is_flag=True, help="Load the cases that come with the package.")
@click.pass_obj
def load(settings: Settings, folders: tuple[Path, ...], *, shipped: bool) -> None:
    """Load cases of the casebook (folders with case.toml and events.csv).

    A case that is in already and has not changed is left alone; a changed one replaces its rows.
    """
    from goodoffices.casebook import case_folders
    from goodoffices.ledger import load_cases, open_store

    chosen = [*folders, *(case_folders() if shipped else ())]
    if not chosen:
        raise click.UsageError("name at least one case folder, or give --shipped")
    with open_store(Path(settings.store_path), mode="write") as store:
        outcomes = load_cases(store, settings.track(chosen, "Loading", len(chosen)))
    finish(settings, outcomes)


def finish(settings: Settings, outcomes: Sequence[LoadOutcome]) -> None:
    """Say what became of each item; exit with 1 if any failed."""
    from goodoffices.cli.tables import outcome_lines

    lines, n_failed = outcome_lines(outcomes)
    for line in lines:
        settings.say(line)
    if n_failed:
        raise click.exceptions.Exit(1)
