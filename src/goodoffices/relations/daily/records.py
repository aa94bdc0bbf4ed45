"""The records of the daily numbers: a dyad on a day, a pair as feeds tell it, a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.relations.daily.alarms import Alarm
    from goodoffices.relations.records import Phase, Spell

__all__ = ["Change", "ChangeKind", "ClassCount", "DyadNumbers", "FeedRelation", "PairTone"]

ChangeKind = Literal["opened", "deepened", "thawed", "normalised", "relapsed", "faded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCount:
    """Acts of one class in the window beside what was to be expected.

    ``expected_low`` and ``expected_high`` hold 90 % of the counts that were to be expected;
    ``surprise`` is -log10 of the probability of at least as many as were seen, 0 where there were
    no more than expected, None where nothing can surprise yet.
    """

    name: str
    seen: int
    expected: float
    expected_low: int
    expected_high: int
    surprise: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTone:
    """How warm a dyad or a pair is, from -9 to 9, with a 90 % interval.

    ``n_acts`` are the acts behind it, decayed; ``past`` the mean that few acts are held to, and
    ``prior`` the slow prior in it, None where none is known. ``usual`` is the tone of other pairs
    that are about as busy on that day, None where no other pair was looked at.
    """

    value: float
    low: float
    high: float
    n_acts: float
    past: float
    prior: float | None
    usual: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadNumbers:
    """Activity, tone and surprise of one directed dyad at the end of a day.

    ``counts`` has a row for each class of acts, the first is all acts. ``tone`` is None for a dyad
    of which no act was ever reported.
    """

    source: str
    target: str
    day: dt.date
    window_days: int
    counts: tuple[ClassCount, ...]
    tone: PairTone | None
    is_paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRelation:
    """How two states stand as feeds tell it: phases, numbers of both directions, alarms.

    Ids of ``spells`` are reports, written feed:id. ``tone`` is that of both directions together.
    """

    low: str
    high: str
    as_of: dt.date
    spells: tuple[Spell, ...]
    there: DyadNumbers
    back: DyadNumbers
    tone: PairTone | None
    alarms: tuple[Alarm, ...]

    @property
    def phase(self) -> Phase:
        """The phase on the day of the view."""
        return self.spells[-1].phase if self.spells else "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A relation that moved: from which phase to which, on which day, and why.

    ``cited`` are ids behind it, the first one the top event: of reports (feed:id) if ``told_by`` is
    "feeds", of events if it is "records". ``score`` is the surprise of that day, None for records.
    """

    kind: ChangeKind
    low: str
    high: str
    day: dt.date
    before: Phase
    after: Phase
    why: str
    cited: tuple[str, ...]
    told_by: Literal["feeds", "records"]
    score: float | None
    tone: PairTone | None
    tone_change: float | None
