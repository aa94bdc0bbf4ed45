"""From the names and trigger words of one sentence to acts with sides, modality and date."""

# ruff: noqa: RUF001 - letters of other alphabets and typographic signs are its matter

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from goodoffices.reading.limits import HISTORICAL_AFTER_DAYS
from goodoffices.reading.lite_dates import find_lite_dates, may_hold_date
from goodoffices.reading.lite_limits import (
    CONFIDENCE_NOUN,
    CONFIDENCE_VERB,
    COST_UNDATED,
    COST_UNSURE_SIDES,
    NEED_CHARS,
    PASSIVE_CHARS,
)
from goodoffices.reading.lite_sides import find_lite_sides, group_names_of
from goodoffices.reading.lite_words import load_marks, plain_case, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.lite_dates import LiteDate
    from goodoffices.reading.lite_scan import Name, Scanner, Spot
    from goodoffices.reading.lite_sides import LiteSides
    from goodoffices.reading.lite_words import Marks
    from goodoffices.records import Modality, Precision

__all__ = ["LiteAct", "lite_acts", "sentence_spans"]

# Possessive, and only from the first signs of a run: else a line of dots takes quadratic time.
_END = re.compile(
    r"(?<![.!?…]{3})[.!?…\n](?:(?<=\n)\s*\n|(?<!\n)(?<![\s.][A-ZА-ЯЁ]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)"
    r"(?<!\bSt\.)(?<!\b[Ss]r\.)[.!?…]*+[\"'”’»)\]]*+\s++(?=[\"'“‘«(\[]*+[A-ZА-ЯЁÀ-ÖØ-ÞĀ-ſ0-9]))"
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
_NEAR_CHARS, _NEAR_WORDS = 24, 3
_COSTLY = "14"
"""From this root on a noun after "after" is the cause of what its sentence tells."""
_ENDING = 9
_RECENT = dt.timedelta(days=1)
_UNDATED = "no date told: day of publication"
_KINDS: dict[str, Modality] = {
    "not": "negated", "will": "expected", "maybe": "hypothetical", "past": "historical",
}  # fmt: skip
_PARTICIPLE = re.compile(r"(?:ен|ён|ан|ят|ыт|ит)(?:а|о|ы)?$")


@dataclass(slots=True, kw_only=True)
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
        if 0 < end - at <= _MAX_SENTENCE:
            spans.append((at, end))
        else:
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
    marks = load_marks(scanner.language)
    for (start, end), named, those in _by_sentence(sentence_spans(text), names, spots):
        here = named
        if scanner.has_leaders:
            extra = [x for x in scanner.leaders(text, start, end, published)
                     if all(x.start >= y.end or x.end <= y.start for y in named)]  # fmt: skip
            here = sorted([*named, *extra], key=_place)
        able = _able(those, here)
        if not able:
            continue
        sentence = _Sentence(text=text, start=start, end=end, low=plain_case(text[start:end]),
                             marks=marks, language=scanner.language)  # fmt: skip
        chosen = _chosen(sentence, able)
        if chosen:
            sentence.words = frozenset(words_of(sentence.low))
            yield from _of_sentence(sentence, here, chosen, scanner, published)


_place = attrgetter("start")


def _by_sentence(
    spans: list[tuple[int, int]], names: list[Name], spots: list[Spot]
) -> Iterator[tuple[tuple[int, int], list[Name], list[Spot]]]:
    """Yield each sentence that holds a spot, with its names and spots; all in order."""
    spots.sort(key=_place)
    name, n_names = 0, len(names)
    spot, n_spots = 0, len(spots)
    for n, span in enumerate(spans):
        stop = spans[n + 1][0] if n + 1 < len(spans) else span[1] + 1
        first = spot
        while spot < n_spots and spots[spot].start < stop:
            spot += 1
        first_name = name
        while name < n_names and names[name].start < stop:
            name += 1
        if spot > first:
            yield span, names[first_name:name], spots[first:spot]
            if spot == n_spots:
                return


@dataclass(slots=True, kw_only=True)
class _Sentence:
    """A sentence of a text with its words in lower case; places count from its article."""

    text: str
    start: int
    end: int
    low: str
    marks: Marks
    language: str
    words: frozenset[str] = frozenset()


def _of_sentence(
    sentence: _Sentence,
    names: list[Name],
    chosen: list[Spot],
    scanner: Scanner,
    published: dt.date,
) -> Iterator[LiteAct | str]:
    text, marks = sentence.text, sentence.marks
    has_roles = not marks.role_heads.isdisjoint(sentence.words)
    groups = group_names_of(names, chosen, text, scanner, marks, sentence.end if has_roles else 0)
    dates: tuple[LiteDate, ...] | None = None
    said_until = -1
    helpers: frozenset[str] = frozenset()
    has_told = False
    for spot in chosen:
        word = text[spot.start : spot.end]
        code, kind = spot.trigger.code, spot.trigger.sides
        if spot.start < said_until or (kind == "<>" and helpers and code in _TALKS):
            continue
        has_other = len(chosen) > 1 if marks.is_postposed else has_told
        if spot.trigger.is_noun and _is_background(sentence, spot, has_other=has_other):
            continue
        modality, cue = _modality(sentence, spot, word)
        if modality == "hypothetical":
            yield f"{spot.start} {word}: only thought of ({cue})"
            continue
        passive = _is_passive(sentence, spot, word)
        able = [g for g in groups if not g.ids <= helpers] if kind == "<>" and helpers else groups
        sides = find_lite_sides(spot, able, is_passive=passive, marks=marks)
        if sides is None:
            yield f"{spot.start} {word}: who or whom is not told in order"
            continue
        if code[:2] in _SAID and not marks.is_postposed:
            stop = _NEW_CLAUSE.search(text, spot.end, sentence.end)
            said_until = stop.start() if stop else sentence.end
        has_told = True
        if kind == "~":
            helpers |= {str(actor.id) for actor in sides.sources}
        if dates is None:
            whole = text[sentence.start : sentence.end]
            dates = ()
            if may_hold_date(sentence.words, sentence.low, sentence.language):
                dates = find_lite_dates(whole, sentence.language, published)
        near = _nearest(dates, spot.start - sentence.start, modality, published)
        yield _act(sentence, spot, word, sides, (modality, cue), near, published)


def _able(spots: list[Spot], names: list[Name]) -> list[Spot]:
    """Return the spots for whose acts enough actors are named."""
    first = names[0].actor.id if names else None
    for name in names:
        if name.actor.id != first:
            return spots
    return [spot for spot in spots if spot.trigger.code >= _ONE_IS_ENOUGH] if names else []


def _chosen(sentence: _Sentence, spots: list[Spot]) -> list[Spot]:
    """Return the spots whose second word stands near; the longest and most exact wins."""
    ready: list[tuple[Spot, tuple[int, int] | None]] = []
    for spot in spots:
        need = spot.trigger.need
        found = None if need is None else _needed(sentence, need, spot)
        if found is not None or need is None:
            ready.append((spot, found))
    if len(ready) <= 1:
        return [spot for spot, _ in ready]
    objects = [found for spot, found in ready if found is not None and found[0] >= spot.end]
    ready.sort(key=lambda one: (one[1] is None, one[0].trigger.is_noun, one[0].start - one[0].end,
                                one[0].trigger.rank))  # fmt: skip
    taken: list[tuple[int, int]] = []
    kept: list[Spot] = []
    for spot, found in ready:
        start, end = spot.start, spot.end
        if any(start < b and a < end for a, b in (*taken, *objects)):
            continue
        taken.append((start, end))
        if found is not None:
            taken.append(found)
        kept.append(spot)
    return sorted(kept, key=lambda spot: spot.start)


def _needed(sentence: _Sentence, need: re.Pattern[str], spot: Spot) -> tuple[int, int] | None:
    low, shift = sentence.low, sentence.start
    start, end = spot.start - shift, spot.end - shift
    found = need.search(low, start, end + NEED_CHARS)
    if found is None:
        found = need.search(low, max(0, start - NEED_CHARS), start)
    return (found.start() + shift, found.end() + shift) if found else None


def _modality(sentence: _Sentence, spot: Spot, word: str) -> tuple[Modality, str]:
    text, marks, start = sentence.text, sentence.marks, spot.start
    if marks.inside:
        ending = word.lower()[-_ENDING:]
        for mark, shape in marks.inside:
            found = shape.search(ending)
            if found and mark != "passive":
                return _KINDS[mark], found[0]
    begin = max(sentence.start, start - _CUE_CHARS)
    begin = max(begin, text.rfind(";", begin, start) + 1, text.rfind(", ", begin, start) + 1)
    stop = min(sentence.end, spot.end + _AFTER_CHARS)
    words = words_of(sentence.low, begin - sentence.start, start - sentence.start)
    if marks.is_postposed:
        words += words_of(sentence.low, spot.end - sentence.start, stop - sentence.start)
    for cue in marks.cues:
        if cue.heads.isdisjoint(words):
            continue
        reach = max(begin, start - _NOT_CHARS) if cue.mark == "not" else begin
        found = cue.shape.search(text, reach, start)
        if found is None and marks.is_postposed:
            found = cue.shape.search(text, spot.end, stop)
        if found:
            return _KINDS[cue.mark], found[0]
    return "actual", ""


def _is_passive(sentence: _Sentence, spot: Spot, word: str) -> bool:
    if spot.trigger.is_noun:
        return False
    marks = sentence.marks
    if marks.is_postposed:
        return any(mark == "passive" and shape.search(word) for mark, shape in marks.inside)
    if sentence.language == "ru" and _PARTICIPLE.search(word):
        return True
    if marks.passive.heads.isdisjoint(sentence.words):
        return False
    begin = max(sentence.start, spot.start - PASSIVE_CHARS)
    return marks.passive.shape.search(sentence.text, begin, spot.start) is not None


def _is_background(sentence: _Sentence, spot: Spot, *, has_other: bool) -> bool:
    """Tell whether a noun only says for what, or after what, something else was done.

    "Recalled its envoy for consultations" tells no talks, "after the attack on its mission" not
    who attacked.
    """
    marks, low, shift = sentence.marks, sentence.low, sentence.start
    start, end = spot.start - shift, spot.end - shift
    before = words_of(low, max(0, start - _NEAR_CHARS), start)[-_NEAR_WORDS:]
    after = words_of(low, end, end + _NEAR_CHARS)[:1] if marks.is_postposed else []
    if spot.trigger.code in _TALKS:
        return has_other and not marks.purpose.isdisjoint(after or before[-1:])
    if spot.trigger.sides != ">" or spot.trigger.code < _COSTLY:
        return False
    return any(marks.before.get(word) == "away" for word in after or before)


def _nearest(
    dates: tuple[LiteDate, ...], at: int, modality: Modality, published: dt.date
) -> LiteDate | None:
    near = min(dates, key=lambda date: abs(date.start - at), default=None)
    if near is not None and modality != "expected" and near.since > published:
        return None
    return near


def _act(
    sentence: _Sentence,
    spot: Spot,
    word: str,
    sides: LiteSides,
    mood: tuple[Modality, str],
    near: LiteDate | None,
    published: dt.date,
) -> LiteAct:
    modality, cue = mood
    is_to_come = modality == "expected"
    confidence = CONFIDENCE_NOUN if spot.trigger.is_noun else CONFIDENCE_VERB
    confidence -= 0.0 if sides.is_sure else COST_UNSURE_SIDES
    if near is None:
        confidence -= COST_UNDATED
        since, until = published if is_to_come else published - _RECENT, published
    else:
        since, until = near.since, near.until
        if modality == "actual":
            until = min(until, published)
            if (published - until).days > HISTORICAL_AFTER_DAYS:
                modality = "historical"
    return LiteAct(
        code="036" if is_to_come and spot.trigger.code in _TALKS else spot.trigger.code,
        sides=sides,
        modality=modality,
        cue=cue,
        since=since,
        until=until,
        precision="unknown" if near is None else near.precision,
        date_rule=_UNDATED if near is None else near.rule,
        trigger=word,
        row=spot.trigger.row,
        at=spot.start,
        sentence=(sentence.start, sentence.end),
        confidence=round(confidence, 2),
    )
