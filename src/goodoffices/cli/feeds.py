"""``fetch`` and ``watch``: what machine-coded feeds publish, into the store."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.options import DAY, Settings, json_option, print_json
from goodoffices.errors import InputError, StoreLocked

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.ledger import SlotOutcome

__all__ = ["fetch", "watch"]

_BASE = "https://storage.googleapis.com/data.gdeltproject.org/gdeltv2"
_LIST = "masterfilelist.txt"
_FIRST = dt.datetime(2015, 2, 18, tzinfo=dt.UTC)
_GRACE = dt.timedelta(hours=1)
_TAIL_BYTES = 2_000_000
"""End of the list that ``watch`` reads: about a month of slots."""
_SLOTS_TO_NAME = 20


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--base-url", default=_BASE, show_default=True, metavar="URL",
                     help="Where the list and the files are: the feed itself or a mirror."),
        click.option("--folder", type=click.Path(file_okay=False, path_type=Path),
                     default=Path("downloads"), show_default=True,
                     help="Where the files are kept."),
        click.option("--discard", is_flag=True, help="Remove a file once its rows are in."),
        click.option("--workers", type=click.IntRange(1, 16), default=4, show_default=True,
                     help="How many files are fetched at once."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command(
    epilog="""\b
Examples:
  goodoffices fetch gdelt --since 2016-06-01 --until 2016-06-30
  goodoffices fetch gdelt --since 2016-06-29 --base-url http://127.0.0.1:8000/gdeltv2"""
)
@click.argument("feed", type=click.Choice(["gdelt"]))
@click.option("--since", type=DAY, required=True, metavar="YYYY-MM-DD", help="First day.")
@click.option("--until", type=DAY, default=None, metavar="YYYY-MM-DD",
              help="Last day.  [default: --since]")  # fmt: skip
@_shared
@json_option
@click.pass_obj
def fetch(
    settings: Settings,
    feed: str,
    since: dt.date,
    until: dt.date | None,
    base_url: str,
    folder: Path,
    workers: int,
    *,
    discard: bool,
    is_json: bool,
) -> None:
    """Fetch what a feed published on some days, and load it: each slot of 15 minutes once.

    This uses the network. Files are checked against the size and digest that the feed announces. A
    run that was broken off goes on where it was; a slot that the feed corrected is replaced; one
    that it never published is noted as missing.
    """
    from goodoffices.feeds.memory import keep_freed_memory

    keep_freed_memory()
    last = until or since
    if last < since:
        raise click.UsageError(f"--until {last} lies before --since {since}")
    opens, closes = _midnight(since), _midnight(last) + dt.timedelta(days=1)
    outcomes = _sync(settings, base_url, folder / feed, workers, opens, closes, discard=discard)
    _tell(settings, outcomes, is_json=is_json)


@click.command(
    epilog="""\b
Examples:
  goodoffices watch gdelt
  goodoffices watch gdelt --once --hours 6"""
)
@click.argument("feed", type=click.Choice(["gdelt"]))
@click.option("--hours", type=click.IntRange(1, 24 * 28), default=24, show_default=True,
              help="How far back to look for slots that are not in yet.")  # fmt: skip
@click.option("--every", type=click.IntRange(1, 24 * 60), default=15, show_default=True,
              metavar="MINUTES", help="How often to look.")  # fmt: skip
@click.option("--once", is_flag=True, help="Look once and end.")
@_shared
@click.pass_obj
def watch(
    settings: Settings,
    feed: str,
    hours: int,
    every: int,
    base_url: str,
    folder: Path,
    workers: int,
    *,
    once: bool,
    discard: bool,
) -> None:
    """Follow a feed: every quarter of an hour load what is new, until you stop it (Ctrl-C).

    This uses the network. The store is open for writing while it looks, and free in between.
    """
    while True:
        now = dt.datetime.now(dt.UTC)
        since = now - dt.timedelta(hours=hours)
        try:
            outcomes = _sync(settings, base_url, folder / feed, workers, since, now,
                             discard=discard, tail_bytes=_TAIL_BYTES)  # fmt: skip
            settings.say(f"{now:%Y-%m-%d %H:%M} UTC: {_counts(outcomes)}")
        except (InputError, StoreLocked) as error:
            if once:
                raise
            settings.say(f"{now:%Y-%m-%d %H:%M} UTC: {error}; the next look may do better")
        if once:
            return
        time.sleep(every * 60)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)


def _sync(
    settings: Settings,
    base_url: str,
    folder: Path,
    workers: int,
    since: dt.datetime,
    until: dt.datetime,
    *,
    discard: bool,
    tail_bytes: int = 0,
) -> list[SlotOutcome]:
    from goodoffices.feeds.download import Downloader, FetchSettings
    from goodoffices.feeds.gdelt import Gdelt
    from goodoffices.feeds.manifest import read_gdelt_manifest
    from goodoffices.ledger import open_store, sync_slots

    now = dt.datetime.now(dt.UTC)
    since, until = max(since, _FIRST), min(until, now)
    where = f"{base_url.rstrip('/')}/{_LIST}"
    with (
        open_store(Path(settings.store_path), mode="write") as store,
        Downloader(folder=folder, settings=FetchSettings(n_workers=workers)) as downloader,
    ):
        text = downloader.text(where, tail_bytes=tail_bytes)
        manifest = read_gdelt_manifest(
            text, since=since, until=until, base_url=base_url, where=where
        )
        followed = settings.track(manifest.slots, "Loading slots", len(manifest.slots))
        outcomes = list(
            sync_slots(
                store,
                Gdelt(),
                downloader,
                followed,
                is_due_before=now - _GRACE,
                keeps_files=not discard,
            )
        )
        store.compact(spares_newest=True)
        return outcomes


def _counts(outcomes: list[SlotOutcome]) -> str:
    found = Counter(one.status for one in outcomes)
    n_kept = sum(one.n_kept for one in outcomes if one.status in {"loaded", "replaced"})
    words = ", ".join(f"{n:,} {status}" for status, n in sorted(found.items())) or "no slots"
    return f"{words}; {n_kept:,} reports added"


def _tell(settings: Settings, outcomes: list[SlotOutcome], *, is_json: bool) -> None:
    """Say what became of the slots; exit with 1 if any could not be had or read."""
    if is_json:
        print_json(outcomes)
    failed = [one for one in outcomes if one.status == "failed"]
    missing = [one for one in outcomes if one.status == "missing"]
    for one in failed[:_SLOTS_TO_NAME]:
        settings.say(f"failed     {one.slot}: {one.reason}")
    for one in missing[:_SLOTS_TO_NAME]:
        settings.say(f"missing    {one.slot}: {one.reason}")
    unsaid = len(failed[_SLOTS_TO_NAME:]) + len(missing[_SLOTS_TO_NAME:])
    if unsaid:
        settings.say(f"... and {unsaid:,} more; --json names them all")
    n_rejected = sum(one.n_rejected for one in outcomes)
    if n_rejected:
        settings.say(f"{n_rejected:,} rows were set aside with their reasons")
    settings.say(_counts(outcomes))
    if failed:
        raise click.exceptions.Exit(1)
