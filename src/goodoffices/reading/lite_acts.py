"""From the names and trigger words of one sentence to acts with sides, modality and date."""

# ruff: noqa: RUF001 - letters of other alphabets and typographic signs are its matter

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading.limits import HISTORICAL_AFTER_DAYS
from goodoffices.reading.lite_dates import find_lite_dates
from goodoffices.reading.lite_limits import (
    CONFIDENCE_NOUN,
    CONFIDENCE_VERB,
    COST_UNDATED,
    COST_UNSURE_SIDES,
    NEED_CHARS,
    PASSIVE_CHARS,
)
from goodoffices.reading.lite_sides import find_lite_sides, group_names_of
from goodoffices.reading.lite_words import load_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.lite_dates import LiteDate
    from goodoffices.reading.lite_scan import Name, Scanner, Spot
    from goodoffices.reading.lite_sides import LiteSides
    from goodoffices.reading.lite_words import Marks
    from goodoffices.records import Modality, Precision

__all__ = ["LiteAct", "lite_acts", "sentence_spans"]

_END = re.compile(
    r"[.!?…\n](?:(?<=\n)\s*\n|(?<!\n)(?<![\s.][A-ZА-ЯЁ]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)"
    r"(?<!\bSt\.)(?<!\b[Ss]r\.)[.!?…]*[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-ZА-ЯЁÀ-ÖØ-ÞĀ-ſ0-9]))"
)
_MAX_SENTENCE = 900
_CUE_CHARS = 70
_NOT_CHARS = 26
_TALKS = frozenset({"040", "041", "042", "043", "044", "046"})
_SAID = ("01", "02", "10", "11", "12", "13")
_ONE_IS_ENOUGH = "14"
"""From this root on an act may be told without who did it."""
_NEW_CLAUSE = re.compile(r"[,;:–—]")
_AFTER_CHARS = 24
_ENDING = 9
_RECENT = dt.timedelta(days=1)
_PARTICIPLE = re.compile(r"(?:ен|ён|ан|ят|ыт|ит)(?:а|о|ы)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteAct:
    """An act before it gets its document; places count from the beginning of the article."""

    code: str
    sides: LiteSides
    modality: Modality
    cue: str
    since: dt.date
    until: dt.date
    precision: Precision
    date_rule: str
    trigger: str
    row: str
    at: int
    sentence: tuple[int, int]
    confidence: float


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends.

    >>> sentence_spans("Mr. Xi spoke. It ended.")
    [(0, 13), (14, 23)]
    """
    spans: list[tuple[int, int]] = []
    at = 0
    for found in _END.finditer(text):
        end = found.start() + len(found[0].rstrip())
        spans.extend(_bounded(text, at, end))
        at = found.end()
    spans.extend(_bounded(text, at, len(text)))
    return spans


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + _MAX_SENTENCE)
        cut = cut if cut > start else start + _MAX_SENTENCE
        yield start, cut
        start = cut + 1
    if start < end:
        yield start, end


def lite_acts(
    text: str, names: list[Name], spots: list[Spot], scanner: Scanner, published: dt.date
) -> Iterator[LiteAct | str]:
    """Yield the acts of a text in order, or a note why a trigger gave none."""
    if not spots:
        return
    spans = sentence_spans(text)
    starts = [start for start, _ in spans]
    by_sentence: dict[int, tuple[list[Name], list[Spot]]] = {}
    for spot in spots:
        by_sentence.setdefault(bisect_right(starts, spot.start) - 1, ([], []))[1].append(spot)
    for name in names:
        there = by_sentence.get(bisect_right(starts, name.start) - 1)
        if there is not None:
            there[0].append(name)
    for n, (named, those) in by_sentence.items():
        start, end = spans[n]
        extra = [x for x in scanner.leaders(text, start, end, published)
                 if all(x.start >= y.end or x.end <= y.start for y in named)]  # fmt: skip
        here = sorted([*named, *extra], key=lambda name: name.start) if extra else named
        if here:
            yield from _of_sentence(text, spans[n], here, those, scanner, published)


def _of_sentence(
    text: str,
    span: tuple[int, int],
    names: list[Name],
    spots: list[Spot],
    scanner: Scanner,
    published: dt.date,
) -> Iterator[LiteAct | str]:
    marks = load_marks(scanner.language)
    n_named = len({name.actor.id for name in names})
    spots = [s for s in spots if n_named > 1 or s.trigger.code >= _ONE_IS_ENOUGH]
    chosen = _chosen(text, span, spots) if spots else []
    if not chosen:
        return
    groups = group_names_of(names, chosen, text, scanner, marks)
    sentence = text[span[0] : span[1]]
    dates: tuple[LiteDate, ...] | None = None
    said_until = -1
    is_mediated = False
    for spot in chosen:
        word = text[spot.start : spot.end]
        if spot.start < said_until or (is_mediated and spot.trigger.sides == "<>"):
            continue
        modality, cue = _modality(text, span, spot, marks)
        if modality == "hypothetical":
            yield f"{spot.start} {word}: only thought of ({cue})"
            continue
        passive = _is_passive(text, span, spot, marks, scanner.language)
        sides = find_lite_sides(spot, groups, is_passive=passive, marks=marks)
        if sides is None:
            yield f"{spot.start} {word}: who or whom is not told in order"
            continue
        if spot.trigger.code[:2] in _SAID and not marks.is_postposed:
            stop = _NEW_CLAUSE.search(text, spot.end, span[1])
            said_until = stop.start() if stop else span[1]
        is_mediated = is_mediated or spot.trigger.sides == "~"
        if dates is None:
            dates = find_lite_dates(sentence, scanner.language, published)
        act = _act(spot, sides, word, span, modality, cue)
        yield _dated(act, dates, published)


def _chosen(text: str, span: tuple[int, int], spots: list[Spot]) -> list[Spot]:
    """Return the spots whose second word stands near; the longest and most exact wins."""
    ready: list[tuple[Spot, tuple[int, int] | None]] = []
    for spot in spots:
        found = _needed(text, span, spot)
        if found is not None or spot.trigger.need is None:
            ready.append((spot, found))
    objects = [found for spot, found in ready if found is not None and found[0] >= spot.end]
    ready.sort(key=lambda one: (one[1] is None, one[0].trigger.is_noun, one[0].start - one[0].end,
                                one[0].trigger.rank))  # fmt: skip
    taken: list[tuple[int, int]] = []
    kept: list[Spot] = []
    for spot, found in ready:
        own = (spot.start, spot.end)
        if any(_overlap(own, other) for other in (*taken, *objects)):
            continue
        taken.append(own)
        if found is not None:
            taken.append(found)
        kept.append(spot)
    return sorted(kept, key=lambda spot: spot.start)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _needed(text: str, span: tuple[int, int], spot: Spot) -> tuple[int, int] | None:
    need = spot.trigger.need
    if need is None:
        return None
    end = min(span[1], spot.end + NEED_CHARS)
    found = need.search(text, spot.start, end)
    if found is None:
        found = need.search(text, max(span[0], spot.start - NEED_CHARS), spot.start)
    return found.span() if found else None


def _modality(text: str, span: tuple[int, int], spot: Spot, marks: Marks) -> tuple[Modality, str]:
    word = text[spot.start : spot.end].lower()[-_ENDING:]
    for mark, shape in marks.inside:
        found = shape.search(word)
        if found and mark != "passive":
            return _named(mark), found[0]
    begin = max(span[0], spot.start - _CUE_CHARS)
    begin = max(begin, text.rfind(";", begin, spot.start) + 1,
                text.rfind(", ", begin, spot.start) + 1)  # fmt: skip
    stop = min(span[1], spot.end + _AFTER_CHARS)
    for mark, cues in marks.cues:
        reach = max(begin, spot.start - _NOT_CHARS) if mark == "not" else begin
        found = cues.search(text, reach, spot.start)
        if found is None and marks.is_postposed:
            found = cues.search(text, spot.end, stop)
        if found:
            return _named(mark), found[0]
    return "actual", ""


def _named(mark: str) -> Modality:
    kinds: dict[str, Modality] = {
        "not": "negated", "will": "expected", "maybe": "hypothetical", "past": "historical",
    }  # fmt: skip
    return kinds[mark]


def _is_passive(text: str, span: tuple[int, int], spot: Spot, marks: Marks, language: str) -> bool:
    if spot.trigger.is_noun:
        return False
    word = text[spot.start : spot.end]
    if marks.is_postposed:
        return any(mark == "passive" and shape.search(word) for mark, shape in marks.inside)
    if language == "ru" and _PARTICIPLE.search(word):
        return True
    begin = max(span[0], spot.start - PASSIVE_CHARS)
    return marks.passive.search(text, begin, spot.start) is not None


def _act(
    spot: Spot, sides: LiteSides, word: str, span: tuple[int, int], modality: Modality, cue: str
) -> LiteAct:
    code = spot.trigger.code
    if modality == "expected" and code in _TALKS:
        code = "036"
    confidence = CONFIDENCE_NOUN if spot.trigger.is_noun else CONFIDENCE_VERB
    confidence -= 0.0 if sides.is_sure else COST_UNSURE_SIDES
    day = dt.date.min
    return LiteAct(code=code, sides=sides, modality=modality, cue=cue, since=day, until=day,
                   precision="unknown", date_rule="", trigger=word, row=spot.trigger.row,
                   at=spot.start, sentence=span, confidence=confidence)  # fmt: skip


def _dated(act: LiteAct, dates: tuple[LiteDate, ...], published: dt.date) -> LiteAct:
    at = act.at - act.sentence[0]
    near = min(dates, key=lambda date: abs(date.start - at), default=None)
    if near is not None and act.modality != "expected" and near.since > published:
        near = None
    if near is None:
        return replace(act, since=published if act.modality == "expected" else published - _RECENT,
                       until=published, date_rule="no date told: day of publication",
                       confidence=round(act.confidence - COST_UNDATED, 2))  # fmt: skip
    modality = act.modality
    until = near.until
    if modality == "actual":
        until = min(until, published)
        if (published - until).days > HISTORICAL_AFTER_DAYS:
            modality = "historical"
    confidence = round(act.confidence, 2)
    return replace(act, since=near.since, until=until, precision=near.precision,
                   date_rule=near.rule, modality=modality, confidence=confidence)  # fmt: skip
