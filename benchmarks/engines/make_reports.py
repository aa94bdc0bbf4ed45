"""Make a large archive of reports as Parquet, in the layout of the store: a file for each month.

Run: python benchmarks/engines/make_reports.py FOLDER --rows 50000000

Nothing in it is real. Actors follow Zipf's law (power 1) on both sides, codes with power 1.1 and
mentions with 1.8; a quarter of the reports name one actor only; volume grows by 12 % a year, and
three reports on average rest on one article. That is a hard case: real dyads are sparser.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

sys.path.insert(0, str(Path(__file__).parents[1] / "feeds"))
from synthetic_gdelt import zipf

from goodoffices.ledger.lookups import states_table
from goodoffices.ledger.segments import stored_schema, write_segment
from goodoffices.ontology import acts

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = dt.date(2006, 1, 1)
N_YEARS = 20
GROWTH = 1.12
N_ACTORS = 200
N_PUBLISHERS = 3000
ROWS_AN_ARTICLE = 3
SHARE_ONE_SIDED = 0.25
MONTHS = 12


def make_archive(folder: Path, n_rows: int, seed: int = 7) -> list[str]:
    """Write about ``n_rows`` reports and return the names of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = GROWTH ** (np.arange(N_YEARS * MONTHS) / MONTHS)
    counts = (weights / weights.sum() * n_rows).astype(int)
    files = []
    start = 0
    for place, n in enumerate(counts.tolist()):
        rows = _month(np.random.default_rng((seed, place)), place, n, start)
        month = _first_day(place)
        segment = write_segment(folder, "reports", rows, group=f"{month:%Y-%m}")
        files.append(str(folder / segment.name))
        start += n
    return files


def _first_day(month: int) -> dt.date:
    return dt.date(FIRST.year + month // MONTHS, month % MONTHS + 1, 1)


def _month(draw: np.random.Generator, month: int, n: int, start: int) -> pa.Table:
    """Return the reports of a month, in no order."""
    first, last = _first_day(month), _first_day(month + 1)
    days = np.sort(draw.integers(0, (last - first).days, n)).astype(np.int32)
    day = pa.array(days + (first - dt.date(1970, 1, 1)).days, pa.int32()).cast(pa.date32())
    code = zipf(draw, len(_codes()), n, 1.1)
    gone = draw.random(n) < SHARE_ONE_SIDED
    numbers = pa.array(np.arange(start, start + n)).cast(pa.string())
    article = pa.array(start + draw.integers(0, max(1, n // ROWS_AN_ARTICLE), n))
    publisher = _texts(
        article.to_numpy() % N_PUBLISHERS, [f"p{k}.example" for k in range(N_PUBLISHERS)]
    )
    parts = (
        "https://www.",
        publisher.dictionary_decode(),
        "/world/story-",
        article.cast(pa.string()),
    )
    url = pc.binary_join_element_wise(*parts, "")
    given = {
        "report_id": numbers,
        "feed": _texts(np.zeros(n, int), ["gdelt"]),
        "day": day,
        "known_at": day,
        "source": _texts(zipf(draw, N_ACTORS, n), _actors()),
        "target": _texts(zipf(draw, N_ACTORS, n), _actors(), gone),
        "code": _texts(code, _codes()),
        "goldstein": pa.array(np.array([acts()[one].goldstein for one in _codes()])[code]),
        "is_root": pa.array(draw.integers(0, 2, n).astype(bool)),
        "n_mentions": pa.array((zipf(draw, 200, n, 1.8) + 1).astype(np.int32)),
        "url": url,
        "publisher": publisher,
        "slot": _texts(
            days, [f"gdelt:{first + dt.timedelta(days=k):%Y%m%d}000000" for k in range(31)]
        ),
        "revision": pa.array(np.zeros(n, np.int32)),
    }
    columns = [given.get(field.name, pa.nulls(n, field.type)) for field in stored_schema("reports")]
    return pa.table(columns, names=stored_schema("reports").names)


def _texts(places: np.ndarray, kinds: Sequence[str], gone: np.ndarray | None = None) -> pa.Array:
    indices = pa.array(places.astype(np.int32), mask=gone)
    return pa.DictionaryArray.from_arrays(indices, pa.array(kinds, pa.string()))


def _actors() -> list[str]:
    return states_table()["actor_id"].to_pylist()[:N_ACTORS]


def _codes() -> list[str]:
    return [code for code in acts() if len(code) > 2][:160]  # noqa: PLR2004 - roots are no codes


def main(argv: Sequence[str]) -> int:
    """Make the archive that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=50_000_000)
    arguments = parser.parse_args(argv)
    began = time.process_time()
    files = make_archive(arguments.folder, arguments.rows)
    size = sum(Path(file).stat().st_size for file in files)
    spent = time.process_time() - began
    print(f"{len(files)} files, {size / 1e6:,.0f} MB, {spent:.0f} s of processor time")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
