"""The history of loads of records: the rows of ``slots``, in the order of their commits."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from goodoffices.ledger.settings import DATA_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.ledger.batch import Load

__all__ = ["History", "LoadResult", "SlotRow", "read_history"]


Status = Literal["loaded", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What became of a load: its status, its commit and the number of records by table."""

    slot: str
    status: Status
    commit: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    """One row of ``slots``: what a commit did to one slot, and the versions that it named."""

    commit: int
    slot: str
    feed: str
    digest: str
    status: Status
    n_documents: int
    n_events: int
    n_statements: int
    n_measures: int
    loaded_at: str
    program: str
    documents_version: int
    events_version: int
    statements_version: int
    measures_version: int

    @classmethod
    def of_load(
        cls,
        load: Load,
        *,
        commit: int,
        is_known: bool,
        loaded_at: str,
        program: str,
        versions: Mapping[str, int],
    ) -> SlotRow:
        """Return the row that commits a load."""
        return cls(
            commit=commit,
            slot=load.slot,
            feed=load.feed,
            digest=load.digest,
            status="replaced" if is_known else "loaded",
            loaded_at=loaded_at,
            program=program,
            **{f"n_{table}": len(getattr(load.batch, table)) for table in DATA_TABLES},
            **{f"{table}_version": version for table, version in versions.items()},
        )

    def as_row(self) -> dict[str, Any]:
        """Return the row as the table holds it."""
        return asdict(self)

    def counts(self) -> dict[str, int]:
        """Return the number of records by table."""
        return {table: getattr(self, f"n_{table}") for table in DATA_TABLES}


def read_history(rows: Sequence[dict[str, Any]]) -> History:
    """Return the history of loads of records."""
    found = sorted((SlotRow(**row) for row in rows), key=lambda row: (row.commit, row.slot))
    return History(rows=tuple(found))


@dataclass(frozen=True, kw_only=True)
class History:
    """All loads of records up to the commit at which the store was opened, oldest first."""

    rows: tuple[SlotRow, ...]

    def plus(self, rows: Sequence[SlotRow]) -> History:
        """Return the history with the rows of one more commit."""
        return History(rows=(*self.rows, *rows))

    @cached_property
    def newest(self) -> dict[str, SlotRow]:
        """The newest row of each slot."""
        return {row.slot: row for row in self.rows}

    def find(self, slot: str, digest: str | None) -> LoadResult | None:
        """Return what a slot holds, or None if it is not in (with this digest, if one is given)."""
        row = self.newest.get(slot)
        if row is None or digest not in (None, row.digest):
            return None
        return self.result_of(slot, is_new=False)

    def n_records(self, slot: str, table: str) -> int:
        """Return how many records of a table a slot holds now."""
        return self.newest[slot].counts()[table] if slot in self.newest else 0

    def result_of(self, slot: str, *, is_new: bool) -> LoadResult:
        """Return what became of a slot that is in: what its row says, or "unchanged"."""
        row = self.newest[slot]
        return LoadResult(
            slot=slot,
            status=row.status if is_new else "unchanged",
            commit=row.commit,
            counts=row.counts(),
        )
