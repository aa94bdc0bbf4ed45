"""``migrate``: what keeps a store in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goodoffices.cli.options import Settings

__all__ = ["migrate"]


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
