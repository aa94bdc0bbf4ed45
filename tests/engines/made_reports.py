"""Reports made for the tests of engines: none, a few that tie everywhere, and many at random."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from goodoffices.ledger.segments import stored_schema
from goodoffices.ontology import acts
from goodoffices.tables import arrow_schema

sys.path.insert(0, str(Path(__file__).parent))

ACTORS = ("TUR", "RUS", "KAZ", "AZE", "SUN", "XKX", "NATO", "UN", None)
"""States, one of the past, one de facto, organisations, and nobody."""
FEEDS = ("gdelt", "icews")
FIRST = dt.date(1969, 12, 20)
"""Days lie on both sides of 1970: engines count days from there."""


def table_of(rows: list[dict[str, Any]], *, is_stored: bool = False) -> pa.Table:
    """Return rows in the columns of reports; what a row leaves out is null."""
    schema = stored_schema("reports") if is_stored else arrow_schema("reports")
    return pa.Table.from_pylist([{c: row.get(c) for c in schema.names} for row in rows], schema)


def tie_heavy() -> pa.Table:
    """Return reports of which many agree in all but one column."""
    day = dt.date(2016, 6, 27)
    shared = {"day": day, "known_at": day, "feed": "gdelt", "source": "TUR", "target": "RUS",
              "code": "055", "goldstein": 7.0, "slot": "gdelt:1"}  # fmt: skip
    rows = [
        {**shared, "url": "https://a.example/1", "publisher": "a.example"},
        {**shared, "url": "https://a.example/1", "publisher": "a.example"},
        {**shared, "url": "https://b.example/1", "publisher": "b.example", "goldstein": None},
        {**shared, "source": "RUS", "target": "TUR", "url": "https://a.example/1"},
        {**shared, "code": "0553", "url": "https://a.example/1"},
        {**shared, "code": "042", "url": "https://a.example/1"},
        {**shared, "feed": "icews", "story": "7", "url": "https://a.example/1"},
        {**shared, "feed": "icews", "story": "7", "url": "https://c.example/1"},
        {**shared},
        {**shared},
        {**shared, "source": "TUR", "target": "TUR"},
        {**shared, "target": "NATO"},
        {**shared, "target": None},
        {**shared, "day": day - dt.timedelta(days=400), "is_root": True, "n_mentions": 3},
        {**shared, "known_at": day + dt.timedelta(days=1), "is_root": False},
    ]
    return table_of([{**row, "report_id": f"r{place}"} for place, row in enumerate(rows)])


def at_random(n: int, seed: int = 2016) -> pa.Table:
    """Return many reports; a fifth of the cells that may be null are."""
    draw = np.random.default_rng(seed)
    codes, states = list(acts()), np.array(ACTORS, object)
    days = (draw.integers(0, 500, n) * draw.integers(1, 40, n)) % 15_000
    lags = draw.integers(0, 3, n)

    def some(values: list[Any]) -> list[Any]:
        return [
            None if gone else value
            for value, gone in zip(values, draw.random(n) < 0.2, strict=True)
        ]

    feeds = [FEEDS[k] for k in draw.integers(0, 2, n)]
    rows = {
        "report_id": [str(k) for k in range(n)],
        "feed": feeds,
        "day": [FIRST + dt.timedelta(days=int(d)) for d in days],
        "known_at": [
            FIRST + dt.timedelta(days=int(d + k)) for d, k in zip(days, lags, strict=True)
        ],
        "source": list(states[draw.integers(0, len(states), n)]),
        "target": list(states[draw.integers(0, len(states), n)]),
        "code": [codes[k] for k in draw.integers(0, len(codes), n)],
        "goldstein": some([round(float(x), 1) for x in draw.uniform(-10, 10, n)]),
        "is_root": some([bool(x) for x in draw.integers(0, 2, n)]),
        "n_mentions": some([int(x) for x in draw.integers(0, 9, n)]),
        "url": some([f"https://p{x % 7}.example/{x}" for x in draw.integers(0, n // 3, n)]),
        "publisher": some([f"p{x}.example" for x in draw.integers(0, 7, n)]),
        "story": [
            str(x) if feed == "icews" and x % 2 else None
            for x, feed in zip(draw.integers(0, 50, n), feeds, strict=True)
        ],
        "slot": [f"{feed}:{k % 40:02d}" for k, feed in enumerate(feeds)],
    }
    schema = arrow_schema("reports")
    return pa.table(
        [pa.array(rows.get(field.name, [None] * n), field.type) for field in schema],
        schema=schema,
    )


def stored_slots() -> pa.Table:
    """Return a ledger of slots with a correction, a missing slot, and a note after a load."""
    shared = {"opens_at": "2016-06-27T00:00:00+00:00", "closes_at": "2016-06-27T00:15:00+00:00",
              "noted_at": "2016-06-28T00:00:00+00:00"}  # fmt: skip
    told = [
        ("gdelt:01", "loaded", 0, None, 10, 1),
        ("gdelt:01", "replaced", 1, dt.date(2016, 7, 5), 12, 5),
        ("gdelt:02", "expected", None, None, None, 1),
        ("gdelt:02", "missing", None, None, None, 2),
        ("gdelt:03", "failed", None, None, None, 2),
        ("gdelt:03", "loaded", 0, None, 4, 3),
        ("icews:04", "loaded", 0, None, 7, 4),
        ("icews:04", "replaced", 1, None, 8, 6),
    ]
    rows = [
        {**shared, "slot": slot, "feed": slot[:5], "status": status, "revision": revision,
         "since": since, "n_rows": n_rows, "n_kept": n_rows, "commit": commit}
        for slot, status, revision, since, n_rows, commit in told
    ]  # fmt: skip
    schema = arrow_schema("feed_slots")
    return pa.Table.from_pylist([{c: row.get(c) for c in schema.names} for row in rows], schema)


def stored_reports() -> pa.Table:
    """Return what the store holds of those slots, each report named after slot and revision."""
    day = dt.date(2016, 6, 27)
    held = [("gdelt:01", 0), ("gdelt:01", 1), ("gdelt:03", 0), ("icews:04", 0), ("icews:04", 1)]
    return table_of(
        [
            {"report_id": f"{slot} {revision} {k}", "feed": slot[:5], "day": day,
             "known_at": dt.date(2016, 7, 5) if (slot, revision) == ("gdelt:01", 1) else day,
             "source": "TUR", "target": "RUS", "code": "055", "slot": slot, "revision": revision}
            for slot, revision in held
            for k in range(2)
        ],
        is_stored=True,
    )  # fmt: skip
