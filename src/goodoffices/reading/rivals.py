"""Why an act got its code: the next best row of the table of acts, and why it lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.reading.triggers import failed_condition, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.reading.triggers import Trigger

__all__ = ["RunnerUp", "find_runner_up"]

_LATER = "stands later in the table of acts"
_NO_SIDES = "its sides are not told here"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """A row that was close to being taken: its code and why it was not."""

    code: str
    row: str
    why: str


def find_runner_up(
    taken: Trigger, others: Sequence[Trigger], failed: frozenset[str]
) -> RunnerUp | None:
    """Return the rival of a taken row with another code, if there is one.

    ``others`` are the rows that fit the same word, ``failed`` those of them whose sides were not
    told. Where no other row fits, the nearest row of the same word whose conditions fail is named.
    """
    code = taken.row.code
    for rival in others:
        if rival.row.row != taken.row.row and rival.row.code != code:
            why = _NO_SIDES if rival.row.row in failed else _LATER
            return RunnerUp(code=rival.row.code, row=rival.row.row, why=why)
    for row in rows_of(taken.token):
        if row.code != code and (row.pos == "N") == taken.is_noun:
            why = failed_condition(taken.token, row)
            if why:
                return RunnerUp(code=row.code, row=row.row, why=why)
    return None
