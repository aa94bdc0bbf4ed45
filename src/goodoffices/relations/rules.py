"""The rules of change between phases, one function each; the first that fires wins.

A rule looks at the history up to a day and returns the new phase with the events behind it and a
sentence why, or None. Points, windows and thresholds are in ``constants.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.relations import constants as c
from goodoffices.relations.history import first_happenings, points, unique_ids

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from goodoffices.relations.acts import DyadAct
    from goodoffices.relations.history import History
    from goodoffices.relations.records import Phase

__all__ = ["RULES", "Change", "State", "milestones"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of phase, with the events behind it and a sentence why."""

    phase: Phase
    event_ids: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where the machine stands; ``episode_since`` is the day the latest rift opened."""

    phase: Phase
    since: dt.date
    episode_since: dt.date

    def after(self, change: Change, day: dt.date) -> State:
        """Return the state that a change leads to."""
        episode = day if change.phase == "rift" else self.episode_since
        return State(phase=change.phase, since=day, episode_since=episode)


def _opens_rift(history: History, state: State, day: dt.date) -> Change | None:
    """Open a rift at a severe act, or at many hostile ones of which one is more than words."""
    del state
    severe = _first(act for act in history.between(day, day) if act.is_severe)
    if severe:
        names = _names(severe)
        return Change(phase="rift", event_ids=_ids(severe), why=f"A severe act: {names}.")
    hostile = _first(_hostile(history.window(day, c.HOSTILE_WINDOW_DAYS)))
    if points(hostile, "hostile") < c.RIFT_POINTS or not _is_weighty(hostile, "hostile"):
        return None
    why = f"Hostile acts heaped up within {c.HOSTILE_WINDOW_DAYS} days: {_names(hostile)}."
    return Change(phase="rift", event_ids=_ids(hostile), why=why)


def _escalates(history: History, state: State, day: dt.date) -> Change | None:
    """Reopen a frozen rift at a severe act graver than any since it opened."""
    today = [act for act in history.between(day, day) if act.is_severe]
    earlier = [act for act in history.between(state.episode_since, day) if act.day < day]
    worst = max((_grade(act) for act in earlier), default=0)
    graver = [act for act in today if _grade(act) > worst]
    if not graver:
        return None
    return Change(
        phase="rift", event_ids=_ids(graver), why=f"An act graver than before: {_names(graver)}."
    )


def _opens_dispute(history: History, state: State, day: dt.date) -> Change | None:
    """Open a dispute at some hostile acts, short of a rift."""
    hostile = _hostile(history.window(day, c.HOSTILE_WINDOW_DAYS, state.since))
    if points(hostile, "hostile") < c.DISPUTE_POINTS:
        return None
    return Change(phase="dispute", event_ids=_ids(hostile), why=f"Hostile acts: {_names(hostile)}.")


def _reopens_rift(history: History, state: State, day: dt.date) -> Change | None:
    """Reopen the rift at a rupture, force or several hostile acts that outweigh the kind ones."""
    acts = history.window(day, c.HOSTILE_WINDOW_DAYS, state.since)
    hostile = _first(_hostile(acts))
    total = points(hostile, "hostile")
    if total <= points(acts, "conciliatory"):
        return None
    is_grave = any(_grade(act) >= c.REOPENING_GRADE for act in hostile)
    if not is_grave and (total < c.RIFT_POINTS or not _is_weighty(hostile, "hostile")):
        return None
    why = f"Hostile acts outweighed the thaw: {_names(hostile)}."
    return Change(phase="rift", event_ids=_ids(hostile), why=why)


def _opens_thaw(history: History, state: State, day: dt.date) -> Change | None:
    """Open a thaw at a costly step, or a contact and more, that outweigh the latest blows."""
    recent = history.window(day, c.THAW_WINDOW_DAYS, state.episode_since)
    is_frozen = state.phase == "deep_freeze"
    kind = _since_frozen(history, state, day) if is_frozen else recent
    steps = _first(act for act in kind if act.conciliatory)
    total = points(steps, "conciliatory")
    is_enough = total >= c.THAW_POINTS and _is_weighty(steps, "conciliatory")
    if not is_enough or total <= points(recent, "hostile"):
        return None
    why = f"Conciliatory acts between the two: {_names(steps)}."
    return Change(phase="thaw", event_ids=_ids(steps), why=why)


def _since_frozen(history: History, state: State, day: dt.date) -> Sequence[DyadAct]:
    """Return the acts of a quarter that may thaw a freeze: none before it began or a severe act.

    Nothing thaws on a day without a conciliatory act, however old the blows have become.
    """
    quarter = history.window(day, c.FROZEN_WINDOW_DAYS, state.since)
    floor = max((act.day for act in quarter if act.is_severe), default=state.since)
    found = [act for act in quarter if act.day >= floor]
    return found if any(act.conciliatory and act.day == day for act in found) else ()


def _freezes(history: History, state: State, day: dt.date) -> Change | None:
    """Freeze when contact is cut or measures bind, and a month passes without contact."""
    episode = history.between(state.episode_since, day)
    contacts = [act for act in episode if act.is_contact]
    last = contacts[-1].day if contacts else state.episode_since
    cuts = [act.event_id for act in episode if _cuts_contact(act)]
    walls = unique_ids([*cuts, *history.in_force(day)])
    if not walls or (day - last).days < c.FREEZE_SILENCE_DAYS:
        return None
    when = f"{last.day} {last:%B %Y}"
    what = f"the last, on {when}" if contacts else f"the rift opened on {when}"
    cited = unique_ids([*(_ids(contacts[-1:])), *walls])
    return Change(
        phase="deep_freeze",
        event_ids=cited,
        why=f"No contact known for {c.FREEZE_SILENCE_DAYS} days since {what}, "
        "with ties cut or measures in force.",
    )


def _dispute_fades(history: History, state: State, day: dt.date) -> Change | None:
    if history.in_force(day):
        return None
    return _fades(history, state, day, c.DISPUTE_FADES_DAYS)


def _rift_fades(history: History, state: State, day: dt.date) -> Change | None:
    if history.in_force(day):
        return None
    return _fades(history, state, day, c.RIFT_FADES_DAYS)


def _freeze_fades(history: History, state: State, day: dt.date) -> Change | None:
    """End a freeze without measures or open ruptures after a year without hostile acts."""
    if history.in_force(day) or _open_ruptures(history, state, day):
        return None
    return _fades(history, state, day, c.FREEZE_FADES_DAYS)


def _fades(history: History, state: State, day: dt.date, n_days: int) -> Change | None:
    hostile = _keeping_open(history.until(day))
    last = hostile[-1].day if hostile else state.since
    if (day - max(last, state.since)).days < n_days:
        return None
    why = f"No hostile act known for {n_days} days, and no measure in force."
    return Change(phase="calm", event_ids=_ids(act for act in hostile if act.day == last), why=why)


def _normalises(history: History, state: State, day: dt.date) -> Change | None:
    """Call it normalising when several fields move: meetings, easing, ties, agreements."""
    reached = milestones(history, state.since, day)
    if len(reached) < c.NORMALISING_MILESTONES:
        return None
    return Change(
        phase="normalising",
        event_ids=unique_ids(event_id for ids in reached.values() for event_id in ids),
        why=f"Steps in several fields since the thaw: {', '.join(reached)}.",
    )


def _stalls(history: History, state: State, day: dt.date) -> Change | None:
    """End a thaw after a year without a further step; what is left decides where it falls."""
    steps = [act for act in history.between(state.episode_since, day) if act.conciliatory]
    last = max(steps[-1].day, state.since) if steps else state.since
    if (day - last).days < c.STALL_DAYS:
        return None
    walls = unique_ids([*_open_ruptures(history, state, day), *history.in_force(day)])
    why = f"The thaw stalled: no conciliatory act known for {c.STALL_DAYS} days"
    if walls:
        cited = unique_ids([*_ids(steps[-1:]), *walls])
        why = f"{why} while ties stay cut or measures in force."
        return Change(phase="deep_freeze", event_ids=cited, why=why)
    why = f"{why}, and nothing known is left between the two."
    return Change(phase="calm", event_ids=_ids(steps[-1:]), why=why)


def _recovers(history: History, state: State, day: dt.date) -> Change | None:
    if history.in_force(day):
        return None
    hostile = _keeping_open(history.between(state.since, day))
    last = hostile[-1].day if hostile else state.since
    if (day - last).days < c.RECOVERED_DAYS:
        return None
    before = history.until(day)[-1:]
    why = f"No hostile act known for {c.RECOVERED_DAYS} days, and no measure in force."
    return Change(phase="calm", event_ids=_ids(before), why=why)


def milestones(history: History, first: dt.date, last: dt.date) -> dict[str, tuple[str, ...]]:
    """Return the kinds of milestones between two days, each with its events.

    >>> import datetime as dt
    >>> from goodoffices.relations.history import History
    >>> day = dt.date(2020, 1, 1)
    >>> milestones(History([], [], day), day, day)
    {}
    """
    found: dict[str, list[str]] = {}
    for act in history.between(first, last):
        if act.conciliatory >= c.WEIGHTY_POINTS and (kind := _milestone(act)):
            found.setdefault(kind, []).append(act.event_id)
    for step in history.steps_between(first, last):
        if step.step == "ended" and step.instrument in c.DIPLOMATIC_INSTRUMENTS:
            found.setdefault("ties", []).append(step.event_id)
    return {kind: unique_ids(found[kind]) for kind in sorted(found)}


def _milestone(act: DyadAct) -> str | None:
    if act.code in c.MEETING_CODES:
        return "meeting"
    kinds = {
        "easing": "easing",
        "deescalation": "easing",
        "recognition": "ties",
        "agreement": "agreement",
        "cooperation": "cooperation",
        "aid": "cooperation",
    }
    return kinds.get(act.group)


def _open_ruptures(history: History, state: State, day: dt.date) -> tuple[str, ...]:
    """Return the ruptures of the episode, none once ties were restored."""
    restored = "ties" in milestones(history, state.episode_since, day)
    episode = history.between(state.episode_since, day)
    return () if restored else _ids(act for act in episode if act.group == "rupture")


def _grade(act: DyadAct) -> int:
    """Return 0 for an act that is not severe, then sanctions 1, ruptures 2, breaks 3, force 4."""
    if not act.is_severe:
        return 0
    if act.code in c.BREAK_CODES:
        return 3
    return {"sanctions": 1, "rupture": 2, "force": 4}.get(act.group, 1)


def _cuts_contact(act: DyadAct) -> bool:
    return bool(act.hostile) and (act.group == "rupture" or act.code in c.CONTACT_REFUSAL_CODES)


def _first(acts: Iterable[DyadAct]) -> list[DyadAct]:
    """Return acts with the weightiest first, and of these the latest: what decides is cited first.

    Curated acts go before those that were read.
    """
    return sorted(
        acts,
        key=lambda act: (
            -max(act.hostile, act.conciliatory),
            -act.day.toordinal(),
            act.is_read,
            act.event_id,
        ),
    )


def _hostile(acts: Sequence[DyadAct]) -> list[DyadAct]:
    return [act for act in acts if act.hostile]


def _keeping_open(acts: Sequence[DyadAct]) -> list[DyadAct]:
    """Return the acts while which no quarrel fades: hostile ones, news between the two or not."""
    return [act for act in acts if act.hostile or act.keeps_open]


def _is_weighty(acts: Iterable[DyadAct], kind: str) -> bool:
    return any(
        (act.hostile if kind == "hostile" else act.conciliatory) >= c.WEIGHTY_POINTS for act in acts
    )


def _ids(acts: Iterable[DyadAct]) -> tuple[str, ...]:
    return unique_ids(act.event_id for act in acts)


def _names(acts: Sequence[DyadAct]) -> str:
    """Return the kinds of the acts in the words of CAMEO, each once."""
    names = dict.fromkeys(ontology.act(act.code).name.lower() for act in first_happenings(acts))
    return "; ".join(names)


RULES: Mapping[Phase, tuple[Callable[[History, State, dt.date], Change | None], ...]] = (
    MappingProxyType(
        {
            "unknown": (_opens_rift, _opens_thaw, _rift_fades),
            "calm": (_opens_rift, _opens_dispute),
            "dispute": (_opens_rift, _dispute_fades),
            "rift": (_opens_thaw, _freezes, _rift_fades),
            "deep_freeze": (_escalates, _opens_thaw, _freeze_fades),
            "thaw": (_reopens_rift, _normalises, _stalls),
            "normalising": (_reopens_rift, _recovers),
        }
    )
)
"""Which rules are asked in which phase, in this order."""
