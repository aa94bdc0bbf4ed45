"""``check``, ``migrate``, ``export`` and ``import``: what keeps a store in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.options import json_option, print_json

if TYPE_CHECKING:
    from goodoffices.cli.options import Settings

__all__ = ["check", "export", "import_", "migrate"]


@click.command(epilog="Example:  goodoffices --store desk check")
@click.option("--quick", is_flag=True, help="Do not read every file for its digest.")
@json_option
@click.pass_obj
def check(settings: Settings, *, quick: bool, is_json: bool) -> None:
    """Say whether a store is whole; exit with 1 if anything is damaged.

    Checked are the chain of commits, the logs and files of all tables with their digests, and that
    the rows of each slot are those that its load brought. Nothing is changed.
    """
    from goodoffices.ledger import check_store

    found = check_store(Path(settings.store_path), is_quick=quick)
    if is_json:
        print_json(found)
    else:
        click.echo(
            f"Checked {settings.store_path}: commit {found.commit}, {found.n_files:,} files, "
            f"{found.n_rows:,} rows, {found.size_bytes / 1e6:.1f} MB"
        )
        for note in found.notes:
            click.echo(f"note: {note}")
        for damage in found.damage:
            click.echo(f"damage: {damage}")
        click.echo(
            "The store is whole."
            if found.is_whole
            else "The store is damaged: restore the folder from a copy, or load into a new store."
        )
    if not found.is_whole:
        raise click.exceptions.Exit(1)


@click.command(epilog="Example:  goodoffices --store desk migrate")
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Bring a store that an older version made up to date.

    It is done wholly or not at all; older versions cannot read the store afterwards. Loading does
    the same by itself.
    """
    from goodoffices.ledger import open_store

    with open_store(Path(settings.store_path), mode="write") as store:
        settings.say(f"The store is up to date: {settings.store_path} (commit {store.commit})")


@click.command(epilog="Example:  goodoffices --store desk export desk-2016-07")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def export(settings: Settings, folder: Path) -> None:
    """Write all that the store holds to a new FOLDER, as Parquet files with a manifest."""
    from goodoffices.ledger import export_store

    found = export_store(Path(settings.store_path), folder)
    settings.say(
        f"Exported commit {found.commit} to {folder}: {len(found.files):,} files, "
        f"{found.n_rows:,} rows"
    )


@click.command(name="import", epilog="Example:  goodoffices --store copy import desk-2016-07")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def import_(settings: Settings, folder: Path) -> None:
    """Make a new store of what ``export`` wrote to FOLDER; every file is checked first."""
    from goodoffices.ledger import import_store

    found = import_store(folder, Path(settings.store_path))
    settings.say(
        f"The store is ready: {settings.store_path} (commit {found.commit}, {found.n_rows:,} rows)"
    )
