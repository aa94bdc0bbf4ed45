"""``changes``: what moved between states since a day."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodoffices.cli.options import DAY, Settings, as_of_option, json_option, print_json, today

if TYPE_CHECKING:
    from goodoffices.ledger import View
    from goodoffices.relations.daily import Change, CitedReport

__all__ = ["changes"]

_SPAN = re.compile(r"([1-9]\d{0,3})([dw])")
_DAYS = {"d": 1, "w": 7}
_LONGEST_DAYS = 1096


class _Since(click.ParamType[Any]):
    """A day, or a span before the day of the answer: 7d, 4w."""

    name = "since"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date | dt.timedelta:
        found = _SPAN.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            return DAY.convert(value, param, ctx)
        return dt.timedelta(days=int(found[1]) * _DAYS[found[2]])


@click.command(
    epilog="""\b
Examples:
  goodoffices changes
  goodoffices changes --since 4w --as-of 2016-07-05
  goodoffices changes --since 2018-08-01 --as-of 2018-08-14 --json"""
)
@click.option("--since", default="7d", show_default=True, type=_Since(), metavar="SPAN|DAY",
              help="Changes after this day, or of the last days (7d) or weeks (4w).")  # fmt: skip
@click.option("--top", default=20, show_default=True, type=click.IntRange(1, 10_000),
              help="How many of the changes of each kind of evidence.")  # fmt: skip
@as_of_option
@json_option
@click.pass_obj
def changes(
    settings: Settings,
    since: dt.date | dt.timedelta,
    top: int,
    as_of: dt.date | None,
    *,
    is_json: bool,
) -> None:
    """Tell which relations opened a rift, deepened it, thawed or became normal again, and why.

    Cases and texts are one kind of evidence, reports of feeds another; they are told apart. A
    change names its phases, the tone between the two with its 90 % interval, how improbable the
    acts of the day were, and the report or event behind it.
    """
    from goodoffices.ledger import open_store
    from goodoffices.relations.daily import feed_changes, record_changes

    day = as_of or today()
    first = day - since if isinstance(since, dt.timedelta) else since
    if not dt.timedelta() < day - first <= dt.timedelta(days=_LONGEST_DAYS):
        raise click.UsageError(
            f"--since must lie 1 to {_LONGEST_DAYS} days before {day}, found {first}"
        )
    with open_store(Path(settings.store_path), mode="read") as store:
        view = store.view(day)
        by_records = record_changes(view, store.view(first))
        assessed = settings.assess(view)
        by_feeds = feed_changes(view, assessed, first) if assessed else []
        shown = (by_records[:top], by_feeds[:top])
        reports = _reports(view, shown[1])
        said = _said(view, shown[0])
    if is_json:
        print_json(
            {
                "as_of": day,
                "since": first,
                "feeds": assessed is not None,
                "n_changes": len(by_records) + len(by_feeds),
                "changes": [*shown[0], *shown[1]],
                "reports": list(reports.values()),
            }
        )
        return
    from goodoffices.cli.monitor import print_changes

    print_changes(shown, (len(by_records), len(by_feeds)), (first, day), reports, said,
                  has_feeds=assessed is not None)  # fmt: skip


def _reports(view: View, found: list[Change]) -> dict[str, CitedReport]:
    from goodoffices.relations.daily import cited_reports

    told: dict[str, CitedReport] = {}
    for change in found:
        told |= cited_reports(view, change.low, change.high, change.cited[:1])
    return told


def _said(view: View, found: list[Change]) -> dict[str, str]:
    """Return the words of the top event of each change that records tell."""
    events = (view.event(change.cited[0]) for change in found if change.cited)
    return {event.id: event.what for event in events if event is not None}
