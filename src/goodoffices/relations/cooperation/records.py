"""The records of cooperation lost: windows, counts, losses, and suspended mechanisms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.records import ActorId

__all__ = ["CooperationLost", "Loss", "MechanismLedger", "Suspension", "Tally", "Window"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A span of days, both ends counted, that lies within the days of the rows."""

    first: dt.date
    last: dt.date

    @property
    def n_days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Tally:
    """Acts of one dyad before and after a day: of the kind looked at, and of all kinds."""

    volume_before: int
    volume_after: int
    kind_before: int
    kind_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Acts of one kind that are missing after a rupture: ``lost`` = ``expected`` - ``observed``.

    ``low`` and ``high`` bound ``lost`` with 90 % probability; a loss below 0 is a gain.
    ``expected`` is what the amount of reporting after the rupture would hold if the share of the
    kind had gone on as before, moved as in the control group: ``shift`` is that move in log odds,
    ``spread`` how much it differs between dyads, ``dispersion`` how much more the weeks differ than
    by chance. Where it cannot be measured all these are None and ``reason`` says why.
    """

    kind: str
    tally: Tally
    observed: int
    expected: float | None
    lost: float | None
    low: float | None
    high: float | None
    shift: float | None
    spread: float | None
    dispersion: float | None
    n_donors: int
    reason: str

    @property
    def is_measured(self) -> bool:
        """Whether there is a number."""
        return self.lost is not None

    @property
    def share_before(self) -> float | None:
        """Share of the kind in the pair's acts before; None without acts."""
        volume = self.tally.volume_before
        return self.tally.kind_before / volume if volume else None

    @property
    def share_after(self) -> float | None:
        """Share of the kind in the pair's acts after; None without acts."""
        volume = self.tally.volume_after
        return self.tally.kind_after / volume if volume else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationLost:
    """What is missing between two states since a rupture, one loss for each kind."""

    low: ActorId
    high: ActorId
    rupture: dt.date
    as_of: dt.date
    before: Window | None
    after: Window | None
    losses: tuple[Loss, ...]
    n_unknown_codes: int

    def loss(self, kind: str) -> Loss:
        """Return the loss of one kind."""
        return next(loss for loss in self.losses if loss.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """One mechanism out of work for a run of days.

    ``since`` is its first day, None when it began before anything is known of it; ``until`` is the
    day from which it works again, None while it does not. ``days`` counts those on which it was
    suspended up to the day of the view. ``is_eased`` says that it works again in part.
    """

    mechanism: str
    what: str
    by: tuple[ActorId, ...]
    since: dt.date | None
    until: dt.date | None
    days: int | None
    is_eased: bool
    measure_id: str
    event_ids: tuple[str, ...]
    document_ids: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is still suspended on the day of the view."""
        return self.until is None


@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismLedger:
    """The mechanisms of two states that were suspended, as known on a day.

    ``mechanism_days`` sums the days of each mechanism; one that both sides suspend counts once.
    ``n_without_start`` suspensions are listed but count no day, as their first day is not known.
    """

    low: ActorId
    high: ActorId
    first_day: dt.date | None
    as_of: dt.date
    suspensions: tuple[Suspension, ...]
    mechanism_days: int
    n_open: int
    n_without_start: int
