"""Keep the state of a day beside the store, so that tomorrow reads no older report.

A checkpoint is files that can be thrown away at any time: the state, and in parts what was found up
to it: pairs that surprised, days, and tones at the ends of months. It is of a day so long past that
no report still to come can move it, and it is used only while no slot that could hold such a report
was loaded after it.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.state import DailyState, DayActs

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

__all__ = ["Checkpoint", "Past", "load_checkpoint", "save_checkpoint"]

_FORMAT: Final = 7
"""To be raised with any change to what a state or a part holds: an older file is no use."""
_STATE: Final = "state.npz"
_ARRAYS: Final = ("slow", "fast", "window")
_MOST_PARTS: Final = 60
_NUMBERS: Final = ("day", "slow_volume", "window_volume", "learnt_days", "n_dyads")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Past:
    """What was found on the way to a state: rows of `Walked.pairs` and those of a `Recorder`."""

    pairs: pa.Table
    days: pa.Table
    months: pa.Table

    def until(self, day: int) -> Past:
        """Return the rows of the days up to one, in days since 1970."""
        import pyarrow as pa
        import pyarrow.compute as pc

        last = pa.scalar(day, pa.int32()).cast(pa.date32())
        tables = {
            one.name: (table := getattr(self, one.name)).filter(pc.less_equal(table["day"], last))
            for one in fields(self)
        }
        return Past(**tables)

    def then(self, later: Past) -> Past:
        """Return these rows and later ones."""
        import pyarrow as pa

        tables = {
            one.name: pa.concat_tables([getattr(self, one.name), getattr(later, one.name)])
            for one in fields(self)
        }
        return Past(**tables)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Checkpoint:
    """The state of a day and what was found on the way to it, as worked out at a commit.

    ``parts`` name the files that hold the past, one after the other.
    """

    commit: int
    state: DailyState
    past: Past
    parts: tuple[str, ...]


def settings_key() -> str:
    """Return a text that changes with any number that steers the daily numbers."""
    named = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in vars(c).items()
        if name.isupper()
    }
    return f"{_FORMAT} " + " ".join(f"{name}={named[name]}" for name in sorted(named))


def save_checkpoint(
    folder: Path, commit: int, state: DailyState, fresh: Past, before: Checkpoint | None
) -> None:
    """Write a checkpoint, wholly or not at all; a folder that cannot be written to has none.

    ``fresh`` is the past of the days after the checkpoint ``before``, whose files are kept:
    history is not written again each day. After `_MOST_PARTS` parts all are written as one.
    """
    first, parts = 0, before.parts if before else ()
    if before is not None and len(parts) >= _MOST_PARTS:
        fresh, parts = before.past.then(fresh), ()
    elif before is not None:
        first = before.state.day + 1
    part = f"{first}-{state.day}-{commit}.arrow"
    names = (*parts, part)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for one in fields(fresh):
            _write(folder, f"{one.name}-{part}", getattr(fresh, one.name))
        with (folder / f".{_STATE}.writing").open("wb") as file:
            np.savez(file, **_packed(state, commit, names))
        (folder / f".{_STATE}.writing").replace(folder / _STATE)
        for other in folder.glob("*.arrow"):
            if other.name.partition("-")[2] not in names:
                other.unlink()


def _write(folder: Path, name: str, table: pa.Table) -> None:
    import pyarrow as pa

    whole = table.unify_dictionaries()
    with pa.ipc.new_file(folder / f".{name}.writing", whole.schema) as file:
        file.write_table(whole)
    (folder / f".{name}.writing").replace(folder / name)


def _packed(state: DailyState, commit: int, parts: tuple[str, ...]) -> dict[str, Any]:
    return {
        "key": np.str_(settings_key()),
        "parts": np.array(parts, dtype=np.str_),
        "commit": np.int64(commit),
        "actors": np.array(state.actors, dtype=np.str_),
        **{one: getattr(state, one) for one in _ARRAYS},
        **{one: np.float64(getattr(state, one)) for one in _NUMBERS},
        "slow_totals": state.slow_totals,
        "recent_days": np.array([one.day for one in state.recent], dtype=np.int64),
        "recent_sizes": np.array([len(one.cells) for one in state.recent], dtype=np.int64),
        "recent_volumes": np.array([one.volume for one in state.recent]),
        "recent_cells": np.concatenate(
            [np.zeros(0, np.int64), *(one.cells for one in state.recent)]
        ),
        "recent_counts": np.concatenate(
            [np.zeros((len(c.CLASSES) + 1, 0)), *(one.counts for one in state.recent)], axis=1
        ),
        "recent_squares": np.concatenate([np.zeros(0), *(one.squares for one in state.recent)]),
    }


def load_checkpoint(folder: Path, actors: tuple[str, ...]) -> Checkpoint | None:
    """Return the checkpoint of a folder; None if there is none that fits, or it is damaged."""
    import pyarrow as pa

    try:
        with np.load(folder / _STATE, allow_pickle=False) as held:
            if str(held["key"]) != settings_key() or tuple(held["actors"].tolist()) != actors:
                return None
            state = _state(held, actors)
            commit, parts = int(held["commit"]), tuple(held["parts"].tolist())
        tables = {
            one.name: pa.concat_tables([_mapped(folder / f"{one.name}-{part}") for part in parts])
            for one in fields(Past)
        }
    except (OSError, ValueError, KeyError, EOFError, pa.ArrowException):
        return None
    n = len(actors) ** 2
    is_whole = all(getattr(state, one).shape[-1] == n for one in _ARRAYS)
    found = Checkpoint(commit=commit, state=state, past=Past(**tables), parts=parts)
    return found if is_whole else None


def _mapped(file: Path) -> pa.Table:
    """Return a table that is read from its file only as far as it is used."""
    import pyarrow as pa

    return pa.ipc.open_file(pa.memory_map(str(file))).read_all()


def _state(held: Any, actors: tuple[str, ...]) -> DailyState:
    ends = np.cumsum(held["recent_sizes"])
    starts = ends - held["recent_sizes"]
    cells, counts, squares = (held[f"recent_{one}"] for one in ("cells", "counts", "squares"))
    recent = tuple(
        DayActs(
            day=int(day),
            volume=float(volume),
            cells=cells[start:end],
            counts=counts[:, start:end],
            squares=squares[start:end],
        )
        for day, volume, start, end in zip(
            held["recent_days"], held["recent_volumes"], starts, ends, strict=True
        )
    )
    return DailyState(
        actors=actors,
        day=int(held["day"]),
        slow=held["slow"],
        slow_volume=float(held["slow_volume"]),
        slow_totals=held["slow_totals"],
        n_dyads=int(held["n_dyads"]),
        fast=held["fast"],
        window=held["window"],
        window_volume=float(held["window_volume"]),
        recent=recent,
        learnt_days=int(held["learnt_days"]),
    )
