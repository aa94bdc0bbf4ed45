"""Steps on the way to normal relations: which were seen by the day, and which were not."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from goodoffices.brief import constants as c
from goodoffices.brief.records import NextStep, Sentence
from goodoffices.brief.words import count
from goodoffices.relations.constants import DIPLOMATIC_INSTRUMENTS, MEETING_CODES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from goodoffices.brief.records import MeasureRow
    from goodoffices.brief.sources import Evidence
    from goodoffices.records import ActorId, Event
    from goodoffices.relations import DyadAct
    from goodoffices.world.world import World

__all__ = ["make_steps", "rank_of_meeting"]

_MIN_SURNAME = 3
_RETURN = "084"
"""Returning people or property (CAMEO 084) is kind, but eases no restriction."""

_FROM_ACTS = ("contact", "regret", "call", "envoys", "ministers", "leaders", "easing")


def make_steps(
    acts: Sequence[DyadAct],
    measures: Sequence[MeasureRow],
    since: dt.date,
    evidence: Evidence,
    world: World,
    pair: tuple[ActorId, ActorId],
) -> tuple[NextStep, ...]:
    """Return each step with the latest event since the rift opened that shows it, if any.

    Of the first contact it is the first.
    """
    found: dict[str, NextStep] = {}
    for act in sorted(acts, key=lambda act: (act.day, act.is_read, act.event_id)):
        event = evidence.event(act.event_id)
        if act.day < since or not act.conciliatory or event is None:
            continue
        what = evidence.sentence(evidence.words(event), [event.id])
        for step in _steps_of(act, event, world, pair) if what else ():
            before = found.get(step)
            if before is None or (step != "contact" and before.day != act.day):
                first_day = before.first_day if before else act.day
                found[step] = _seen(step, act.day, what, first_day=first_day)
    from_acts = (found.get(step) or _unseen(step) for step in _FROM_ACTS)
    return (*from_acts, _ended(measures), _ambassadors(measures))


def rank_of_meeting(
    event: Event, world: World, pair: tuple[ActorId, ActorId], day: dt.date
) -> str | None:
    """Return "leader" or "minister" by who met, None when the event does not tell.

    The names of the office-holders of that day decide; without any, words such as "presidents".
    """
    text = _fold(" ".join([event.what, *(one.name for one in event.source + event.target)]))
    tenures = [tenure for side in pair for tenure in world.holders(side, day)]
    named = {
        "minister" if tenure.office == "foreign_minister" else "leader"
        for tenure in tenures
        if _surname(tenure.person) in text.split()
    }
    if len(named) == 1:
        return named.pop()
    if any(word in text for word in c.MINISTER_WORDS):
        return "minister"
    return "leader" if any(word in text for word in c.LEADER_WORDS) or named else None


def _steps_of(
    act: DyadAct, event: Event, world: World, pair: tuple[ActorId, ActorId]
) -> tuple[str, ...]:
    found = []
    if act.is_contact and act.group == "talks":
        found.append("contact")
    if act.group == "regret" or (act.group == "easing" and not act.code.startswith(_RETURN)):
        found.append(act.group)
    if act.code == "041":
        found.append("call")
    if act.code == "046":
        found.append("envoys")
    if act.code in MEETING_CODES:
        rank = rank_of_meeting(event, world, pair, act.day)
        found += [f"{rank}s"] if rank else []
    return tuple(found)


def _seen(
    step: str, day: dt.date, what: Sentence | None, *, first_day: dt.date | None = None
) -> NextStep:
    return NextStep(
        step=step,
        title=c.STEP_TITLES[step],
        is_seen=True,
        is_partial=False,
        first_day=first_day or day,
        day=day,
        what=what,
        note="",
    )


def _unseen(
    step: str, note: str = "", *, what: Sentence | None = None, day: dt.date | None = None
) -> NextStep:
    return NextStep(
        step=step,
        title=c.STEP_TITLES[step],
        is_seen=False,
        is_partial=what is not None,
        first_day=None,
        day=day,
        what=what,
        note=note,
    )


def _ended(measures: Sequence[MeasureRow]) -> NextStep:
    ended = [row for row in measures if row.status == "ended"]
    if not measures:
        return _unseen("ended", "No measure between the two is known.")
    if not ended:
        return _unseen("ended")
    day = max(row.ended for row in ended if row.ended)
    refs = tuple(ref for row in ended for ref in row.what.refs[-1:])
    text = f"{len(ended)} of {count(len(measures), 'measure')} ended."
    what = Sentence(text=text, refs=tuple(dict.fromkeys(refs)))
    if len(ended) == len(measures):
        return _seen("ended", day, what)
    return _unseen("ended", what=what, day=day)


def _ambassadors(measures: Sequence[MeasureRow]) -> NextStep:
    cut = [row for row in measures if row.instrument in DIPLOMATIC_INSTRUMENTS]
    back = [row for row in cut if row.status == "ended"]
    if not cut:
        return _unseen("ambassadors", "No recall of ambassadors or closing of missions is known.")
    if not back:
        return _unseen("ambassadors")
    day = max(row.ended for row in back if row.ended)
    refs = tuple(dict.fromkeys(ref for row in back for ref in row.what.refs[-1:]))
    text = f"{len(back)} of {count(len(cut), 'diplomatic measure')} ended."
    what = Sentence(text=text, refs=refs)
    if len(back) == len(cut):
        return _seen("ambassadors", day, what)
    return _unseen("ambassadors", what=what, day=day)


def _surname(person: str) -> str:
    words = _fold(person).split()
    last = words[-1] if words else ""
    return last if len(last) >= _MIN_SURNAME else "\0"


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("\N{LATIN SMALL LETTER DOTLESS I}", "i"))
    kept = "".join(ch for ch in plain if not unicodedata.combining(ch))
    return " ".join("".join(ch if ch.isalnum() else " " for ch in kept.casefold()).split())
