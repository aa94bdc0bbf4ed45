"""Slots of a made feed in the shape of GDELT: Zipf dyads and codes, growing, a few old happenings.

Only the shape is like the real thing; no row tells of anything.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from goodoffices.feeds import ParsedSlot
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

FEED: Final = "made"
N_ACTORS: Final = 200
N_CODES: Final = 160
SLOTS_A_DAY: Final = 96
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACTORS: Final = [f"{_LETTERS[n // 26]}{_LETTERS[n % 26]}X" for n in range(N_ACTORS)]
"""Names in the order of how often they act."""
IN_TIME_SHARE: Final = 0.97
NO_TARGET_SHARE: Final = 0.25
ROOT_SHARE: Final = 0.6
EPOCH: Final = dt.date(1970, 1, 1)


def slots_of_day(
    day: dt.date, n_rows: int, *, n_slots: int = SLOTS_A_DAY, mentions_each: int = 0, seed: int = 7
) -> list[ParsedSlot]:
    """Return the slots of one day with so many reports in all."""
    rng = np.random.default_rng([seed, day.toordinal()])
    edges = np.linspace(0, n_rows, n_slots + 1).astype(int)
    reports = _reports(day, n_rows, rng)
    start = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    step = dt.timedelta(days=1) / n_slots
    return [
        _slot(start + step * number, step, reports.slice(low, high - low), mentions_each)
        for number, (low, high) in enumerate(pairwise(edges))
    ]


def days_of(first: dt.date, last: dt.date, n_rows: int, growth: float = 1.12) -> Iterator[tuple]:  # type: ignore[type-arg]
    """Yield each day with its number of rows, so that the whole has about ``n_rows``."""
    days = np.arange((last - first).days + 1)
    weights = growth ** (days / 365.25)
    shares = np.diff(np.floor(np.cumsum(weights) / weights.sum() * n_rows), prepend=0)
    for number, rows in zip(days, shares.astype(int), strict=True):
        yield first + dt.timedelta(days=int(number)), int(rows)


def _reports(day: dt.date, n: int, rng: np.random.Generator) -> pa.Table:
    known = (day - EPOCH).days
    lags = np.where(
        rng.random(n) < IN_TIME_SHARE, rng.integers(0, 3, n), rng.choice([30, 365, 3650], n)
    )
    source = _zipf(rng, n, N_ACTORS, 1.0)
    target = _zipf(rng, n, N_ACTORS, 1.0)
    is_open = rng.random(n) < NO_TARGET_SHARE
    numbers = np.arange(n) + day.toordinal() * 1_000_000
    texts = numbers.astype("U12")
    counts = np.minimum(rng.zipf(1.8, n), 10_000)
    names = pa.array(ACTORS)
    codes = pa.array([f"{root:02d}{leaf}" for root in range(1, 21) for leaf in range(8)])
    cells = {
        "report_id": pa.array(texts),
        "day": pa.array((known - lags).astype("int32")).cast(pa.date32()),
        "known_at": pa.array(np.full(n, known, "int32")).cast(pa.date32()),
        "source": names.take(pa.array(source)),
        "source_role": pa.array(["GOV", "MIL", ""]).take(pa.array(rng.integers(0, 3, n))),
        "target": names.take(pa.array(target, mask=is_open)),
        "code": codes.take(pa.array(_zipf(rng, n, N_CODES, 1.1))),
        "goldstein": pa.array(np.round(rng.uniform(-10, 10, n), 1)),
        "is_root": pa.array(rng.random(n) < ROOT_SHARE),
        "n_mentions": pa.array(counts.astype("int32")),
        "n_sources": pa.array(np.minimum(counts, 50).astype("int32")),
        "n_articles": pa.array(counts.astype("int32")),
        "tone": pa.array(np.round(rng.normal(-2, 3, n), 3)),
        "url": pa.array(np.char.add("https://news.example.org/a-title-of-some-words/", texts)),
        "publisher": pa.array([f"paper{n}.example.org" for n in range(2000)]).take(
            pa.array(_zipf(rng, n, 2000, 1.0))
        ),
    }
    schema = arrow_schema("reports")
    nulls = {field.name: pa.nulls(n, field.type) for field in schema if field.name not in cells}
    table = pa.table({**cells, **nulls}).select(schema.names)
    return table.cast(pa.schema([field.with_nullable(True) for field in schema]))


def _zipf(rng: np.random.Generator, n: int, kinds: int, exponent: float) -> np.ndarray:
    weights = 1 / np.arange(1, kinds + 1) ** exponent
    return rng.choice(kinds, n, p=weights / weights.sum())


def _slot(
    opens: dt.datetime, step: dt.timedelta, reports: pa.Table, mentions_each: int
) -> ParsedSlot:
    name = f"{FEED}:{opens:%Y%m%d%H%M%S}"
    n = reports.num_rows
    marked = {
        "feed": pa.repeat(pa.scalar(FEED), n),
        "slot": pa.repeat(pa.scalar(name), n),
    }
    for column, values in marked.items():
        place = reports.schema.get_field_index(column)
        reports = reports.set_column(place, column, values)
    return ParsedSlot(
        slot=name,
        feed=FEED,
        opens_at=opens,
        closes_at=opens + step,
        digest=hashlib.sha256(name.encode()).hexdigest(),
        size=n * 450,
        url=f"https://example.org/{name}",
        n_rows=n,
        n_duplicates=0,
        reports=reports,
        mentions=_mentions(reports, mentions_each, marked),
        rejects=arrow_schema("rejects").empty_table(),
    )


def _mentions(reports: pa.Table, each: int, marked: dict[str, pa.Array]) -> pa.Table:
    schema = arrow_schema("mentions")
    if not each:
        return schema.empty_table()
    rows = pa.table(
        {
            "report_id": reports["report_id"],
            "feed": marked["feed"],
            "known_at": reports["known_at"],
            "publisher": reports["publisher"],
            "url": reports["url"],
            "confidence": pa.repeat(pa.scalar(0.5), reports.num_rows),
            "slot": marked["slot"],
        }
    )
    return pa.concat_tables([rows] * each)
