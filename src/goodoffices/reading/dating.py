"""Date an act: by a time of its own, by that of the act beside it, or by the story so far."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.beside import days_beside
from goodoffices.reading.date_owner import date_below, own_date, root_date
from goodoffices.reading.dates import last_time, next_time
from goodoffices.reading.grammar import is_root
from goodoffices.reading.limits import HISTORICAL_AFTER_DAYS, RECENT_DAYS

if TYPE_CHECKING:
    from goodoffices.reading.dates import When
    from goodoffices.reading.events import Draft, UnitToRead
    from goodoffices.reading.parsed import Word
    from goodoffices.reading.story import Story

__all__ = ["carry_date", "dated"]

_LASTING = ("16", "17")
_UNDATED_COST = 0.05
_PERIOD = r"\b(?:from|as of|as from|effective|starting|beginning|until|till)\b"
_FROM = re.compile(rf"^{_PERIOD}|{_PERIOD}$", re.IGNORECASE)
_ON_THAT_OCCASION = re.compile(
    r"\b(?:on|at) (?:that|the same) (?:occasion|meeting)\b", re.IGNORECASE
)
_SUBORDINATE = frozenset({"advcl", "relcl", "acl"})
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
    when, is_its_own = own_date(token, dates)
    if when is None or not is_its_own:
        main, _ = own_date(token, dates, is_joined=True)
        when = days_beside(token, main, published) or when
    if when is None and token.tag_ in {"VBD", "VBN"}:
        when = date_below(token, dates) or own_date(token, dates, is_joined=True)[0]
    is_past = draft.modality == "actual" and token.tag_ in {"VBD", "VBN"}
    if when is not None and is_past and when.since > published:
        turned = last_time(when, published)  # told in the past, it did not happen tomorrow
        is_over = turned.since <= published and not _opens_period(when, token)
        when = turned if is_over else None
    if when is not None:
        when = _since(draft, when, token, published)
        return _at(draft, when, published, story, is_its_own=is_its_own)
    if draft.modality == "expected":
        return replace(draft, since=published, date_rule="to come")
    if draft.modality == "historical":
        return replace(draft, date_rule="long past, not told")
    terms = (*draft.confidence_terms, ("no date is told", -_UNDATED_COST))
    costly = replace(draft, confidence=round(draft.confidence - _UNDATED_COST, 2),
                     confidence_terms=terms)  # fmt: skip
    if _is_recent(token):
        return replace(costly, since=published - dt.timedelta(days=RECENT_DAYS), until=published,
                       date_rule="recent")  # fmt: skip
    return _after_the_last(costly, token, published, story)


def carry_date(unit: UnitToRead) -> None:
    """Let the story go on from the date of a main verb that told no act between states."""
    when = root_date(unit.scene.doc, unit.dates)
    if unit.story.anchored == unit.sentence or when is None or when.precision == "year":
        return
    age = unit.published - when.until
    if when.since <= unit.published and age <= dt.timedelta(days=HISTORICAL_AFTER_DAYS):
        unit.story.set_anchor(when, unit.sentence, is_carried=True)


def _after_the_last(costly: Draft, token: Word, published: dt.date, story: Story) -> Draft:
    """Date an act without a date of its own by the last one told, else by the report."""
    anchor = story.anchor
    if anchor is not None and anchor.since <= published:
        where = "same sentence" if story.anchored == costly.sentence else ""
        if not where and _goes_on(token, story):
            where = "same paragraph"
        if where:
            return replace(costly, since=anchor.since, until=min(anchor.until, published),
                           precision=anchor.precision, date_rule=where)  # fmt: skip
    if anchor is not None and anchor.since <= published:
        is_near = (published - anchor.since).days <= 1  # as near as the day of the report
        return replace(costly, since=anchor.since, until=published,
                       precision="day" if is_near else "unknown",
                       date_rule="after the last date told")  # fmt: skip
    return replace(costly, since=published - dt.timedelta(days=1), until=published,
                   precision="day", date_rule="day of the report")  # fmt: skip


def _goes_on(token: Word, story: Story) -> bool:
    """Tell whether an act in the simple past goes on from the date told in its paragraph."""
    if _ON_THAT_OCCASION.search(token.doc.text):
        return True
    if story.anchor_paragraph != story.paragraph:
        return False
    step = token
    while step.dep_ == "conj" and not is_root(step):
        step = step.head
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


def _since(draft: Draft, when: When, token: Word, published: dt.date) -> When:
    """Widen "has freed many since May" to today; a ban in force since May began in May."""
    before = token.doc.text[max(0, when.start - 6) : when.start + 6].lower()
    if "since" not in before or draft.code[:2] in _LASTING or when.since > published:
        return when
    return replace(when, until=published, precision="unknown")


def _at(draft: Draft, when: When, published: dt.date, story: Story, *, is_its_own: bool) -> Draft:
    if draft.modality == "expected" and is_its_own:
        when = next_time(when, published)
    modality = draft.modality
    if modality == "actual":
        if when.since > published:
            modality = "expected"
        elif published - when.until > dt.timedelta(days=HISTORICAL_AFTER_DAYS):
            modality = "historical"
            story.told = when.since
        elif when.precision != "year":  # a story goes on from a day or a month, not from a year
            story.set_anchor(when, draft.sentence)
    until = min(when.until, published) if modality in {"actual", "historical"} else when.until
    return replace(draft, since=when.since, until=max(until, when.since), precision=when.precision,
                   date_rule=when.rule, modality=modality)  # fmt: skip


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
