"""From rows of acts by day to the tallies of a pair and of both sides' other dyads."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices import ontology
from goodoffices.errors import InputError
from goodoffices.relations.cooperation import constants as c
from goodoffices.relations.cooperation.kinds import KINDS, kinds_of
from goodoffices.relations.cooperation.records import Tally, Window

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import pyarrow as pa

    from goodoffices.records import ActorId

    Ints = np.ndarray[Any, np.dtype[np.int64]]
    Blocks = Mapping[int, Ints]

__all__ = ["Counts", "count_acts"]

_NEEDED = ("day", "source", "target", "code", "n")
_LEAST_BLOCKS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Tallies of the pair and of its donors, for each kind; donors in the order of their counts.

    ``dispersion`` is how much more the weeks of a window differ than chance lets them.
    ``told`` are the kinds that some row can belong to: without contexts in the rows a shared
    challenge that no code names is never told.
    """

    before: Window | None
    after: Window | None
    own: Mapping[str, Tally]
    donors: Mapping[str, tuple[Tally, ...]]
    dispersion: Mapping[str, float]
    told: frozenset[str]
    n_unknown_codes: int


def count_acts(
    rows: pa.Table,
    pair: tuple[ActorId, ActorId],
    rupture: dt.date,
    as_of: dt.date,
    *,
    before_days: int,
    after_days: int,
    leave_out: Collection[frozenset[str]] = (),
) -> Counts:
    """Return the tallies around a rupture from rows of acts by day, dyad and code.

    Rows have day, source, target, code and n (how many such acts); known_at and contexts (a list of
    words) may be there. A row counts when its day and its known_at are not after ``as_of``; rows
    without known_at are taken as known on their day. Both directions of a dyad count together.
    Donors are the dyads of one of the two with third actors, without those of ``leave_out``. Rows
    without a source or target, or with the same on both sides, are no acts between two.
    """
    rows = _typed(rows)
    known = _known(rows, as_of)
    kept = _near(known, pair, rupture, before_days, after_days)
    windows = _windows(known, rupture, as_of, before_days, after_days)
    grouped, n_unknown = _group(kept, rupture)
    own = grouped.pop(frozenset(pair), {})
    left_out = set(leave_out)
    donors = [blocks for dyad, blocks in grouped.items() if dyad not in left_out]
    spans = [_windows_of(own)[0], *(span for blocks in donors for span in _windows_of(blocks))]
    spans.sort(key=_in_order)
    has_contexts = "contexts" in rows.column_names
    by_code = {kind for code in ontology.acts() for kind in kinds_of(code)}
    return Counts(
        before=windows[0],
        after=windows[1],
        own={kind: _tally(own, place) for place, kind in enumerate(KINDS)},
        donors={
            kind: tuple(sorted(_tally(blocks, place) for blocks in donors))
            for place, kind in enumerate(KINDS)
        },
        dispersion={kind: _dispersion(spans, place) for place, kind in enumerate(KINDS)},
        told=frozenset(KINDS) if has_contexts else frozenset(by_code),
        n_unknown_codes=n_unknown,
    )


def _typed(rows: pa.Table) -> pa.Table:
    """Return rows with the types they need, or refuse them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    missing = [name for name in _NEEDED if name not in rows.column_names]
    if missing:
        raise InputError(f"rows of acts lack {', '.join(missing)}; they need {', '.join(_NEEDED)}")
    kinds = {"day": pa.date32(), "known_at": pa.date32(), "n": pa.int64()}
    kinds |= dict.fromkeys(("source", "target", "code"), pa.string())
    for name in [name for name in rows.column_names if name in kinds]:
        try:
            column = rows[name].cast(kinds[name])
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise InputError(f"{name} of rows of acts must be {kinds[name]}: {error}") from error
        rows = rows.set_column(rows.column_names.index(name), name, column)
    for name in ("day", "code", "n"):
        if rows[name].null_count:
            raise InputError(f"a row of acts has no {name}")
    if rows.num_rows and pc.min(rows["n"]).as_py() < 0:
        raise InputError("a row of acts has n below 0")
    return rows


def _known(rows: pa.Table, as_of: dt.date) -> pa.Table:
    """Return the rows between two different actors that were past and known on a day."""
    import pyarrow.compute as pc

    keep = pc.less_equal(rows["day"], as_of)
    if "known_at" in rows.column_names:
        known_at = pc.coalesce(rows["known_at"], rows["day"])
        keep = pc.and_(keep, pc.less_equal(known_at, as_of))
    across = pc.fill_null(pc.not_equal(rows["source"], rows["target"]), fill_value=False)
    return rows.filter(pc.and_(keep, across))


def _near(
    known: pa.Table, pair: tuple[str, str], rupture: dt.date, before_days: int, after_days: int
) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    sides = pa.array(sorted(pair))
    first = rupture - dt.timedelta(days=before_days)
    last = rupture + dt.timedelta(days=after_days - 1)
    is_near = pc.and_(
        pc.greater_equal(known["day"], first),
        pc.less_equal(known["day"], last),
    )
    takes_part = pc.or_(pc.is_in(known["source"], sides), pc.is_in(known["target"], sides))
    return known.filter(pc.and_(is_near, takes_part))


def _windows(
    known: pa.Table, rupture: dt.date, as_of: dt.date, before_days: int, after_days: int
) -> tuple[Window | None, Window | None]:
    """Return the days before and from the rupture on that lie within the days of the rows."""
    import pyarrow.compute as pc

    if not known.num_rows:
        return (None, None)
    ends = pc.min_max(known["day"]).as_py()
    one = dt.timedelta(days=1)
    first = max(rupture - before_days * one, ends["min"])
    last = min(rupture + (after_days - 1) * one, as_of, ends["max"])
    before = Window(first=first, last=rupture - one) if first < rupture else None
    return (before, Window(first=rupture, last=last) if last >= rupture else None)


def _group(kept: pa.Table, rupture: dt.date) -> tuple[dict[frozenset[str], Blocks], int]:
    """Return the acts of each dyad by block of days, counted from the rupture on; before is < 0.

    Axis of an array: kinds, and then all acts together.
    """
    found: dict[frozenset[str], Blocks] = defaultdict(lambda: defaultdict(_zeros))
    n_unknown = 0
    has_contexts = "contexts" in kept.column_names
    columns = [kept[name].to_pylist() for name in ("day", "source", "target", "code", "n")]
    contexts = kept["contexts"].to_pylist() if has_contexts else [None] * kept.num_rows
    masks: dict[tuple[str, tuple[str, ...] | None], Ints] = {}
    for day, source, target, code, n, words in zip(*columns, contexts, strict=True):
        told = tuple(words or ()) if has_contexts else None
        mask = masks.get((code, told))
        if mask is None:
            kinds = kinds_of(code, told)
            mask = np.array([*(kind in kinds for kind in KINDS), True], dtype=np.int64)
            masks[code, told] = mask
        block = (day - rupture).days // c.BLOCK_DAYS
        found[frozenset((source, target))][block] += n * mask
        n_unknown += n if code not in ontology.acts() else 0
    return dict(found), n_unknown


def _zeros() -> Ints:
    return np.zeros(len(KINDS) + 1, dtype=np.int64)


def _tally(blocks: Blocks, place: int) -> Tally:
    before = sum((cells for block, cells in blocks.items() if block < 0), _zeros())
    after = sum((cells for block, cells in blocks.items() if block >= 0), _zeros())
    return Tally(
        volume_before=int(before[-1]),
        volume_after=int(after[-1]),
        kind_before=int(before[place]),
        kind_after=int(after[place]),
    )


def _dispersion(windows: Iterable[Sequence[Ints]], place: int) -> float:
    """Return how much more the blocks of a window differ than chance lets them, pooled; 1 or more.

    Pearson's statistic of equal shares over the blocks of each window, summed, by its degrees of
    freedom (McCullagh and Nelder 1989, section 4.5).
    """
    statistic, freedom = 0.0, 0
    for window in windows:
        cells = np.array(window, dtype=np.float64).reshape(-1, len(KINDS) + 1)
        volume, hits = cells[:, -1], cells[:, place]
        total = float(volume.sum())
        share = float(hits.sum()) / total if total else 0.0
        if len(cells) < _LEAST_BLOCKS or not 0.0 < share < 1.0:
            continue
        expected = volume * share
        statistic += float(((hits - expected) ** 2 / (expected * (1.0 - share))).sum())
        freedom += len(cells) - 1
    return max(statistic / freedom, 1.0) if freedom else 1.0


def _in_order(span: Sequence[Ints]) -> list[list[int]]:
    """Return a key by counts alone, so that names of states change no last digit of a sum."""
    return [cells.tolist() for cells in span]


def _windows_of(blocks: Blocks) -> tuple[list[Ints], list[Ints]]:
    """Return the blocks with acts before and from the rupture on, in order."""
    told = [(block, cells) for block, cells in sorted(blocks.items()) if cells[-1]]
    before = [cells for block, cells in told if block < 0]
    return before, [cells for block, cells in told if block >= 0]
