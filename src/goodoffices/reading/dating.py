"""Date an act: by a time of its own, by that of the act beside it, or by the story so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goodoffices.reading.beside import days_beside
from goodoffices.reading.dates import next_time
from goodoffices.reading.grammar import is_root
from goodoffices.reading.limits import HISTORICAL_AFTER_DAYS, RECENT_DAYS
from goodoffices.reading.triggers import trigger_rows

if TYPE_CHECKING:
    from goodoffices.reading.dates import When
    from goodoffices.reading.events import Draft
    from goodoffices.reading.story import Story

__all__ = ["dated"]

_LASTING = ("16", "17")
_UNDATED_COST = 0.05


def dated(
    draft: Draft, token: Any, dates: tuple[When, ...], published: dt.date, story: Story
) -> Draft:
    """Return the draft with its days, their precision, and the rule that gave them."""
    when, is_its_own = _own_date(token, dates)
    if when is None or not is_its_own:
        main, _ = _own_date(token, dates, is_joined=True)
        when = days_beside(token, main, published) or when
    if when is None and token.tag_ in {"VBD", "VBN"}:
        when, _ = _own_date(token, dates, is_joined=True)
    is_past = draft.modality == "actual" and token.tag_ in {"VBD", "VBN"}
    if when is not None and is_past and when.since > published:
        when = None  # what is told in the past tense did not happen tomorrow
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
    return _after_the_last(costly, published, story)


def _after_the_last(costly: Draft, published: dt.date, story: Story) -> Draft:
    """Date an act without a date of its own by the last one told, else by the report."""
    anchor = story.anchor
    if anchor is not None and anchor.since <= published and story.anchored == costly.sentence:
        return replace(costly, since=anchor.since, until=min(anchor.until, published),
                       precision=anchor.precision, date_rule="same sentence")  # fmt: skip
    if anchor is not None and anchor.since <= published:
        same = anchor.since == anchor.until == published
        return replace(costly, since=anchor.since, until=published,
                       precision="day" if same else "unknown",
                       date_rule="after the last date told")  # fmt: skip
    return replace(costly, since=published - dt.timedelta(days=1), until=published,
                   precision="day", date_rule="day of the report")  # fmt: skip


def _since(draft: Draft, when: When, token: Any, published: dt.date) -> When:
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
        else:
            story.anchor = when
            story.anchored = draft.sentence
    until = min(when.until, published) if modality in {"actual", "historical"} else when.until
    return replace(draft, since=when.since, until=max(until, when.since), precision=when.precision,
                   date_rule=when.rule, modality=modality)  # fmt: skip


def _own_date(
    token: Any, dates: tuple[When, ...], *, is_joined: bool = False
) -> tuple[When | None, bool]:
    """Return the date that hangs on the act or on a verb above it, and whether it is the act's.

    If ``is_joined``, a date behind the first of two joined verbs counts for the second too: "landed
    on Monday and was greeted".
    """
    ladder = [token]
    while not is_root(ladder[-1]) and len(ladder) < 8:  # noqa: PLR2004 - parse depth
        ladder.append(ladder[-1].head)
    best: tuple[int, int, When] | None = None
    for when in dates:
        span = token.doc.char_span(when.start, when.end, alignment_mode="expand")
        if span is None:
            continue
        owner = span.root
        while not is_root(owner) and owner.i != token.i and not _holds_dates(owner):
            owner = owner.head
        rungs = [n for n, step in enumerate(ladder) if step.i == owner.i]
        is_cut = rungs and _is_cut_off(ladder[: rungs[0] + 1], owner, span)
        if rungs and (is_joined or not is_cut):
            rank = (rungs[0], abs(span.start - token.i), when)
            if best is None or rank[:2] < best[:2]:
                best = rank
    return (best[2], best[0] == 0) if best else (None, False)


def _holds_dates(token: Any) -> bool:
    if token.pos_ in {"VERB", "AUX"}:
        return True
    return any(row.pos == "N" for row in trigger_rows().get(token.lemma_.lower(), ()))


def _is_cut_off(path: list[Any], owner: Any, span: Any) -> bool:
    """Tell whether a date stands behind the first of two joined verbs, so not with the second."""
    return any(step.dep_ == "conj" for step in path[:-1]) and span.start > owner.i


def _is_recent(token: Any) -> bool:
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
