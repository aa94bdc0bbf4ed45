"""``load-feed`` and ``feeds``: files of event data into the store, and what is in of each feed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodoffices.cli.options import DAY, Settings, json_option, print_json

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from goodoffices.ledger import FeedSummary, FileOutcome

__all__ = ["feeds", "load_feed"]

_KIND_NAMES = ("gdelt", "gdelt1", "icews-daily", "icews", "icews-quads", "polecat", "ucdp-ged",
               "acled", "news")  # fmt: skip
_PROBLEMS_TO_NAME = 20


@click.command(
    "load-feed",
    epilog="""\b
Examples:
  goodoffices load-feed events.2018.tab
  goodoffices load-feed --kind polecat weekly-files/
  goodoffices load-feed --released 2024-06-15 ged241-csv.zip
  goodoffices load-feed news.rss""",
)
@click.argument(
    "targets",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE|FOLDER|ZIP ...",
)
@click.option("--kind", type=click.Choice(_KIND_NAMES), default=None,
              help="Layout of the files.  [default: told by the header of each]")  # fmt: skip
@click.option("--released", type=DAY, default=None, metavar="YYYY-MM-DD",
              help="Day on which the files came out; no row is known before it.")  # fmt: skip
@click.option("--replace", "is_replacing", is_flag=True,
              help="Let a file take the place of one that held more rows.")  # fmt: skip
@json_option
@click.pass_obj
def load_feed(
    settings: Settings,
    targets: tuple[Path, ...],
    kind: str | None,
    released: dt.date | None,
    *,
    is_replacing: bool,
    is_json: bool,
) -> None:
    """Load files of event data: ICEWS, POLECAT, UCDP GED, ACLED, GDELT, and news feeds.

    The layout is told by the header. A row that cannot be read is set aside with its line and
    reason, and counted. What is in already is left alone, so a load that was broken off goes on
    where it was. News feeds (RSS, Atom, RDF, JSON Feed) are read like texts, entry by entry. See
    `goodoffices feeds --headers` for the columns that are expected.
    """
    from goodoffices.feeds.memory import keep_freed_memory

    keep_freed_memory()
    from goodoffices.ledger import (
        FilingOptions,
        list_feed_files,
        load_feed_files,
        open_store,
    )
    from goodoffices.reading import ReaderPool

    paths = list_feed_files(targets)
    options = FilingOptions(
        kind=kind or "",
        released=released,
        is_replacing=is_replacing,
        found=frozenset(paths) - frozenset(targets),
    )
    followed = settings.track(paths, "Loading files", len(paths))
    with open_store(Path(settings.store_path), mode="write") as store, ReaderPool(1) as pool:
        outcomes = list(load_feed_files(store, followed, options, pool))
    if is_json:
        print_json(outcomes)
    _tell(settings, outcomes)
    if any(one.problems for one in outcomes):
        raise click.exceptions.Exit(1)


def _tell(settings: Settings, outcomes: Sequence[FileOutcome]) -> None:
    heard: set[tuple[str, str]] = set()
    for one in outcomes:
        slots = ", ".join(f"{n:,} {status}" for status, n in one.n_slots.items())
        if one.n_slots and set(one.n_slots) != {"refused"}:
            settings.say(f"{one.kind:<11} {one.file}: {slots}; {_rows(one)}")
        elif not one.kind and one.notes:
            settings.say(f"{one.file} {one.notes[0]}")
            continue
        elif not one.problems:
            settings.say(f"{one.kind:<11} {one.file}: no rows")
        for reason, n in one.reasons.items():
            settings.say(f"            {n:,} set aside: {reason}")
        for note in one.notes:
            if (one.kind, note) not in heard:
                heard.add((one.kind, note))
                settings.say(f"            {note}")
        for problem in one.problems[:_PROBLEMS_TO_NAME]:
            settings.say(f"failed      {problem}")
        more = len(one.problems) - _PROBLEMS_TO_NAME
        if more > 0:
            settings.say(f"            and {more:,} more; --json names them all")


def _rows(one: FileOutcome | FeedSummary) -> str:
    """Return how many rows became what, only what there is."""
    parts = [f"{one.n_rows:,} rows", f"{one.n_kept:,} kept"]
    if one.n_rejected:
        parts.append(f"{one.n_rejected:,} set aside")
    if one.n_duplicates:
        parts.append(f"{one.n_duplicates:,} repeats")
    return ", ".join(parts)


@click.command(
    epilog="""\b
Examples:
  goodoffices feeds
  goodoffices feeds --headers
  goodoffices feeds --json"""
)
@click.option("--headers", is_flag=True, help="List every column that a layout may have.")
@json_option
@click.pass_obj
def feeds(settings: Settings, *, headers: bool, is_json: bool) -> None:
    """List the layouts of event data that can be loaded, and what is in the store of each feed."""
    from goodoffices.errors import StoreMissing
    from goodoffices.feeds.kinds import KINDS
    from goodoffices.ledger import open_store, summarise_feeds

    held: tuple[FeedSummary, ...] | None
    try:
        with open_store(Path(settings.store_path), mode="read") as store:
            held = summarise_feeds(store)
    except StoreMissing:
        held = None
    layouts = [
        {
            "kind": kind.name,
            "title": kind.title,
            "slots": kind.slots,
            "required": kind.header.required if kind.header else (),
            "optional": (*kind.header.optional, *kind.header.unused) if kind.header else (),
        }
        for kind in KINDS
    ]
    if is_json:
        print_json({"layouts": layouts, "feeds": held})
        return
    click.echo("\n".join([*_held_lines(held, settings.store_path), "", "Layouts:"]))
    for layout in layouts:
        click.echo("\n".join(_layout_lines(layout, is_full=headers)))
    click.echo(f"  {'news':<12} News feeds: RSS 2.0, RSS 1.0 (RDF), Atom, JSON Feed")


def _held_lines(held: Sequence[FeedSummary] | None, store_path: str) -> list[str]:
    if held is None:
        return [f"There is no store in {store_path} yet; make one with `goodoffices init`."]
    if not held:
        return [f"Nothing of a feed is in the store {store_path} yet."]
    lines = [f"In the store {store_path}:"]
    for one in held:
        slots = ", ".join(f"{n:,} {status}" for status, n in one.n_slots.items())
        span = f"{one.first_day} to {one.last_day}" if one.first_day else "no reports"
        published = f", last published {one.last_published}" if one.last_published else ""
        lines.append(f"  {one.feed:<12} slots: {slots}; {_rows(one)}; {span}{published}")
    return lines


def _layout_lines(layout: dict[str, Any], *, is_full: bool) -> list[str]:
    lines = [f"  {layout['kind']:<12} {layout['title']}; {layout['slots']} is a slot"]
    if layout["required"]:
        lines.append(f"{'':15}header: {', '.join(layout['required'])}")
    if is_full and layout["optional"]:
        lines.append(f"{'':15}may have: {', '.join(layout['optional'])}")
    return lines
