"""What the commands share: settings, dates, and where words and results go."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from goodoffices.ledger import View
    from goodoffices.relations.daily import Assessed
    from goodoffices.world import World

__all__ = [
    "DAY",
    "Settings",
    "as_of_option",
    "json_option",
    "need_feeds",
    "print_json",
    "today",
    "two_actors",
    "write_file",
]


_Item = TypeVar("_Item")
_WORTH_A_BAR = 3
_OLD_DAYS = 7
"""Feeds whose newest report is older than a week tell little of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was given before the verb."""

    store_path: str
    is_quiet: bool

    def say(self, words: str) -> None:
        """Tell the user about the work, on stderr."""
        if not self.is_quiet:
            click.echo(words, err=True)

    def assess(self, view: View) -> Assessed | None:
        """Return the daily numbers of all pairs, None if no feed tells of two states by the day.

        A checkpoint is kept beside the store, so that the next call reads only what is new.
        """
        from pathlib import Path

        from goodoffices.relations.daily import assess

        return assess(view, Path(self.store_path) / "derived" / "daily")

    def track(self, items: Iterable[_Item], doing: str, total: int) -> Iterable[_Item]:
        """Yield the items; show a progress bar on stderr if that is a terminal."""
        if self.is_quiet or total < _WORTH_A_BAR or not sys.stderr.isatty():
            return items
        from rich.console import Console
        from rich.progress import track

        return track(items, doing, total=total, console=Console(stderr=True), transient=True)


class _Day(click.ParamType[dt.date]):
    """A day written YYYY-MM-DD."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as YYYY-MM-DD, as in 2016-07-05", param, ctx)


DAY = _Day()


def today() -> dt.date:
    """Return the day it is now in UTC."""
    return dt.datetime.now(dt.UTC).date()


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--as-of`` to a command."""
    return click.option(
        "--as-of",
        "as_of",
        type=DAY,
        default=None,
        metavar="YYYY-MM-DD",
        help="Answer with what was known by the end of this day.  [default: today]",
    )(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--json`` to a command."""
    return click.option("--json", "is_json", is_flag=True, help="Print JSON for programs.")(command)


def print_json(value: Any) -> None:
    """Print any record as indented JSON."""
    import msgspec

    text = value if isinstance(value, bytes) else msgspec.json.encode(value)
    click.echo(msgspec.json.format(text, indent=2).decode())


def need_feeds(settings: Settings, view: View) -> Assessed:
    """Return the daily numbers of all pairs, or say which feed to load or which day to ask for."""
    from goodoffices.errors import InputError

    found = settings.assess(view)
    spans = view.feed_spans()
    if found is not None:
        _warn_if_old(settings, view.as_of, [span["newest_at"] for span in spans])
        return found
    begun = [span["first_at"][:10] for span in spans]
    if begun:
        raise InputError(
            f"no report between two states is known by {view.as_of}; the feeds begin on "
            f"{min(begun)}: ask for a later day with --as-of"
        )
    raise InputError(
        f"no feed is known by {view.as_of}, and this is told from feeds: load a file with "
        "`goodoffices load-feed FILE`, fetch one with `goodoffices fetch gdelt`, or ask for a "
        "later day with --as-of"
    )


def _warn_if_old(settings: Settings, day: dt.date, newest: list[str | None]) -> None:
    days = [dt.date.fromisoformat(one[:10]) for one in newest if one]
    n_days = (day - max(days, default=day)).days
    if n_days > _OLD_DAYS:
        settings.say(
            f"the newest report is {n_days} days older than {day}: since then every tie has "
            "faded; ask for an earlier day with --as-of, or load what is newer"
        )


def two_actors(world: World, first: str, second: str, day: dt.date) -> tuple[Any, Any]:
    """Return the two actor ids that the user named, or raise a usage error if they are one."""
    low, high = world.parse(first, day), world.parse(second, day)
    if low == high:
        raise click.UsageError(f"{first!r} and {second!r} are the same: name two different states")
    return low, high


def write_file(path: Path, text: str) -> None:
    """Write a whole file or none: a reader never sees half of it."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle = tempfile.NamedTemporaryFile(  # noqa: SIM115 - renamed, not closed away
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    )
    unfinished = path.parent / handle.name
    try:
        with handle:
            handle.write(text)
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
