"""Date an act: by a time of its own, by that of the act beside it, or by the story so far."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.beside import days_beside
from goodoffices.reading.date_owner import date_below, front_date, own_date, root_date
from goodoffices.reading.dates import last_time, next_time
from goodoffices.reading.grammar import is_root, joined_verb, surface_subjects
from goodoffices.reading.limits import HISTORICAL_AFTER_DAYS, RECENT_DAYS

if TYPE_CHECKING:
    from goodoffices.reading.dates import When
    from goodoffices.reading.events import Draft, UnitToRead
    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.story import Story
    from goodoffices.reading.times_told import Times

__all__ = ["carry_date", "dated"]

_LASTING = ("16", "17")
_UNDATED_COST = 0.05
_PERIOD = r"\b(?:from|as of|as from|effective|starting|beginning|until|till)\b"
_FROM = re.compile(rf"^{_PERIOD}|{_PERIOD}$", re.IGNORECASE)
_ON_THAT_OCCASION = re.compile(
    r"\b(?:on|at) (?:that|the same) (?:occasion|meeting)\b|\bat once\b|\bthere and then\b"
    r"|\bimmediately\b(?! after| before)|\bpromptly\b|\bthereupon\b",
    re.IGNORECASE,
)
_PRESENT = frozenset({"VBZ", "VBP"})
_SUBORDINATE = frozenset({"advcl", "relcl", "acl"})
_SCENES = frozenset({"meeting", "talks", "session", "summit", "ceremony", "visit", "conference",
                     "gathering", "negotiations"})  # fmt: skip
_SPANS = frozenset({"day", "week", "month", "year", "hour", "decade"})
_ANOTHER_TIME = frozenset(
    [
        "later",
        "then",
        "since",
        "after",
        "afterwards",
        "soon",
        "eventually",
        "earlier",
        "before",
        "previously",
        "once",
        "already",
        "until",
        "now",
        "never",
        "always",
        "often",
        "repeatedly",
        "again",
    ]
)
"""Words by which an act leaves the day of the one told before it."""


def dated(
    draft: Draft, token: Word, dates: tuple[When, ...], published: dt.date, story: Story
) -> Draft:
    """Return the draft with its days, their precision, and the rule that gave them."""
    when, is_its_own = _told_date(token, dates, published)
    is_past = draft.modality == "actual" and token.tag_ in {"VBD", "VBN"}
    if when is not None and is_past and when.since > published:
        turned = last_time(when, published)  # told in the past, it did not happen tomorrow
        is_over = turned.since <= published and not _opens_period(when, token)
        when = turned if is_over else None
    if when is not None and not (
        draft.modality == "expected" and not is_its_own and when.until < published
    ):
        when = _since(draft, when, token, published)
        return _at(draft, when, token, published, story, is_its_own=is_its_own)
    if draft.modality == "expected":  # a day that is past is that of the words
        return replace(draft, since=when.since if when else published, date_rule="to come")
    if draft.modality == "historical":
        return replace(draft, date_rule="long past, not told")
    return _without_date(draft, token, published, story)


def _without_date(draft: Draft, token: Word, published: dt.date, story: Story) -> Draft:
    terms = (*draft.confidence_terms, ("no date is told", -_UNDATED_COST))
    costly = replace(draft, confidence=round(draft.confidence - _UNDATED_COST, 2),
                     confidence_terms=terms)  # fmt: skip
    if story.times.head is not None and not _is_flashback(token):
        return _on(costly, story.times.head, published, "head of the line")
    if _is_recent(token):
        return replace(costly, since=published - dt.timedelta(days=RECENT_DAYS), until=published,
                       date_rule="recent")  # fmt: skip
    return _undated(costly, token, published, story.times)


def _told_date(
    token: Word, dates: tuple[When, ...], published: dt.date
) -> tuple[When | None, bool]:
    """Return the time that the sentence tells of an act, and whether it hangs on the act itself."""
    when, is_its_own = own_date(token, dates)
    if when is None or not is_its_own:
        main, _ = own_date(token, dates, is_joined=True)
        if main is None:
            main, _ = own_date(joined_verb(token).head, dates, is_joined=True)
        when = days_beside(token, main, published) or when
    if when is None and token.tag_ in {"VBD", "VBN"}:
        when = (
            own_date(token, dates, is_joined=True)[0]
            or date_below(token, dates, published)
            or front_date(token, dates)
        )
    return when, is_its_own


def carry_date(unit: UnitToRead) -> None:
    """Let the story go on from the date of a main verb that told no act between states."""
    times = unit.story.times
    past = [w for w in unit.dates if w.since <= unit.published and w.rule != "year of a thing"]
    if past:
        times.count_from(past[-1], unit.sentence, is_aside=True)
    when = root_date(unit.scene.doc, unit.dates)
    is_done = unit.sentence in {times.anchored, times.noted_at}
    if is_done or when is None or when.since > unit.published or _is_since(when, unit.scene.doc):
        return
    times.go_on_from(when)
    times.count_from(when, unit.sentence)
    if _is_old(when, unit.published):
        times.told = when.since
    elif when.precision != "year":
        times.set_anchor(when, unit.sentence, is_carried=True)
    else:
        times.told = None


def _undated(costly: Draft, token: Word, published: dt.date, times: Times) -> Draft:
    """Date an act without a date of its own by the story so far, else by the report.

    It lies on the day told before if it goes on from there: if the same actor does it, at once or
    on the same occasion. Else it came after that day, and no day is told.
    """
    anchor, here = times.anchor, times.here
    back = times.just_looked_back
    if back is not None and _goes_on(token) and _is_pronoun(surface_subjects(token)):
        times.look_back_to(back)
        return _on(costly, back, published, "same paragraph")
    if anchor is not None and times.anchored == costly.sentence and not _has_new_doer(token):
        return _on(costly, anchor, published, "same sentence")
    if here is not None and here.precision != "year" and _goes_on(token) and (
        _is_tied(costly, token, times)
    ):  # fmt: skip
        return _on(costly, here, published, "same paragraph")
    return _after(costly, token, published, times)


def _after(costly: Draft, token: Word, published: dt.date, times: Times) -> Draft:
    """Date an act that came after the last date told, or before all that is told."""
    anchor, here = times.anchor, times.here
    if _is_flashback(token):
        return replace(costly, date_rule="earlier, not told")
    if here is not None and _is_old(here, published) and token.tag_ not in _PRESENT:
        return replace(costly, since=here.since, until=published, modality="historical",
                       date_rule="after the last date told")  # fmt: skip
    if anchor is not None and anchor.since <= published:
        is_near = (published - anchor.since).days <= 1  # as near as the day of the report
        return replace(costly, since=anchor.since, until=published,
                       precision="day" if is_near else "unknown",
                       date_rule="after the last date told")  # fmt: skip
    if times.dateline is not None:
        return _on(costly, times.dateline, published, "day of the report")
    return replace(costly, since=published - dt.timedelta(days=1), until=published,
                   precision="day", date_rule="day of the report")  # fmt: skip


def _on(draft: Draft, when: When, published: dt.date, rule: str) -> Draft:
    modality = draft.modality
    if modality == "actual" and _is_old(when, published):
        modality = "historical"
    return replace(draft, since=when.since, until=max(when.since, min(when.until, published)),
                   precision=when.precision, date_rule=rule, modality=modality)  # fmt: skip


def _is_old(when: When, published: dt.date) -> bool:
    return published - when.until > dt.timedelta(days=HISTORICAL_AFTER_DAYS)


def _is_flashback(token: Word) -> bool:
    """Tell whether an act is told with "had": it came before what the story tells."""
    step = token
    while True:
        helpers = {c.lower_ for c in step.children if c.dep_ in {"aux", "auxpass"}}
        if helpers or step.dep_ != "conj" or is_root(step):
            return "had" in helpers and token.tag_ in {"VBN", "VBD"}
        step = step.head


def _has_new_doer(token: Word) -> bool:
    """Tell whether a joined clause has a doer of its own, so a time of its own."""
    own = [c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return token.dep_ == "conj" and any(c.pos_ != "PRON" for c in own)


def _is_tied(draft: Draft, token: Word, times: Times) -> bool:
    """Tell whether an act belongs to the same scene as the one before."""
    doers = frozenset(str(a.id) for a in draft.sides.sources if a.id is not None)
    if doers and doers <= times.doers:
        return True
    if _ON_THAT_OCCASION.search(token.doc.text):
        return True
    if not times.doers or _is_pronoun(surface_subjects(token)):
        return True
    return any(
        (w.lower_ in _SCENES and any(c.lower_ in {"the", "this", "that"} for c in w.children))
        or (w.lower_ == "them" and w.dep_ in {"dobj", "pobj"})
        for w in joined_verb(token).subtree
    )


def _is_pronoun(subjects: list[Word]) -> bool:
    return any(noun.pos_ == "PRON" for noun in subjects)


def _goes_on(token: Word) -> bool:
    """Tell whether an act in the simple past goes on from the date told in its paragraph."""
    if _ON_THAT_OCCASION.search(token.doc.text):
        return True
    step = joined_verb(token)
    if step.dep_ in _SUBORDINATE or any(_leaves(c) for one in {token, step} for c in one.children):
        return False
    helpers = {c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"}}
    return token.tag_ == "VBD" or (
        token.tag_ == "VBN" and bool(helpers) and helpers <= {"was", "were"}
    )


def _leaves(child: Word) -> bool:
    """Tell whether a word below an act takes it to another time: "then", "for a week"."""
    if child.dep_ == "prep" and child.lower_ in {"for", "during", "within", "over", "in"}:
        return any(c.lemma_.lower() in _SPANS for c in child.children)
    return child.lower_ in _ANOTHER_TIME


def _opens_period(when: When, token: Word) -> bool:
    """Tell whether a time says from when something is to hold, as in "banned from 1 January"."""
    text = token.doc.text
    is_before = _FROM.search(text[: when.start].rstrip()) is not None
    return is_before or _FROM.match(text[when.start : when.end]) is not None


def _is_since(when: When, doc: ParsedText) -> bool:
    return "since" in doc.text[max(0, when.start - 6) : when.start + 6].lower()


def _since(draft: Draft, when: When, token: Word, published: dt.date) -> When:
    """Widen "has freed many since May" to today; a ban in force since May began in May."""
    if draft.code[:2] in _LASTING or when.since > published or not _is_since(when, token.doc):
        return when
    return replace(when, until=published, precision="unknown")


def _at(
    draft: Draft, when: When, token: Word, published: dt.date, story: Story, *, is_its_own: bool
) -> Draft:
    if draft.modality == "expected" and is_its_own:
        when = next_time(when, published)
    modality = draft.modality
    if modality == "actual":
        if when.since > published:
            modality = "expected"
        else:
            modality = "historical" if _is_old(when, published) else "actual"
            _note(draft, when, token, published, story.times)
    until = min(when.until, published) if modality in {"actual", "historical"} else when.until
    return replace(draft, since=when.since, until=max(until, when.since), precision=when.precision,
                   date_rule=when.rule, modality=modality)  # fmt: skip


def _note(draft: Draft, when: When, token: Word, published: dt.date, times: Times) -> None:
    """Let the story go on from the date of an act; one told with "had" does not move it."""
    if when.precision == "unknown":
        return
    is_aside = joined_verb(token).dep_ in _SUBORDINATE
    times.count_from(when, draft.sentence, is_aside=is_aside)
    times.noted_at = times.noted_at if is_aside else draft.sentence
    if _is_old(when, published):
        if not is_aside:
            times.told = when.since
    elif when.precision == "year":
        times.told = None
    elif not _is_flashback(token):
        times.set_anchor(when, draft.sentence)
    if _is_flashback(token):
        times.look_back_to(when)
    if not is_aside and (times.here is None or not _is_flashback(token)):
        sides = (*draft.sides.sources, *(draft.sides.targets if draft.sides.is_reciprocal else ()))
        times.go_on_from(when, frozenset(str(a.id) for a in sides if a.id is not None))


def _is_recent(token: Word) -> bool:
    """Return True for the present perfect ("have been eased") and for "recent", "latest"."""
    if any(c.lower_ in {"recent", "latest", "fresh"} for c in token.children):
        return True
    step = token
    for _ in range(3):
        words = {c.lower_ for c in step.children if c.dep_ in {"aux", "auxpass"}}
        if words & {"has", "have", "'ve", "'s"} or (
            step.tag_ == "VBG" and words & {"is", "are", "being"}
        ):
            return True
        if step.pos_ == "VERB" or is_root(step):
            return False
        step = step.head
    return False
