"""Cut a text into sentences, and each sentence into units that a parser can take.

Asides between paired dashes or in brackets break parsers, so they are cut out and parsed apart;
a unit knows where in the article each of its characters stands.
"""

# ruff: noqa: RUF001, RUF002 - typographic quotes and dashes are what this file looks for

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.reading.lexicon import rows
from goodoffices.reading.limits import MAX_SENTENCE_CHARS
from goodoffices.reading.line_heads import LINE_HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Sentence", "Unit", "cut_asides", "dateline_of", "split_sentences"]

_PARAGRAPH = re.compile(rf"\n\s*\n|\n(?=\S[^\n]{{160,}})|\n(?={LINE_HEAD})")
# Possessive, and only from the first sign of a run: else a line of dots takes quadratic time.
_LINE_HEAD = re.compile(LINE_HEAD)
_END = re.compile(
    r"""(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s++["'“‘«(\[]*+[A-Z0-9À-ÖØ-ÞĀ-ſ])|[;](?=\s)"""
)
_INITIAL = re.compile(r"(?:^|[\s.])[A-Z]\.$")
_DASHES = re.compile(r"(?:\s[–—-]{1,2}\s|—)")
_BRACKETS = re.compile(r"\s?\(([^()]{0,400})\)")
_DATELINE = re.compile(
    r"^(?:[A-Z][a-z]+ ?){1,2}, [A-Z][a-z]+\.? \d{1,2} \([A-Z]{2,}\)\s+(?=[A-Z])|"
    r"^(?=.{4,150}?(?:--|[-–—:])\s)"
    r"(?:\([A-Z]{2,}\)\s*)?(?:(?:Reuters|Xinhua|AFP|AP) )?"
    r"[A-Z][A-Z.'’ -]{2,30}(?:,? ?[A-Z][\w.' ]{2,25}){0,3}\s*"
    r"(?:\([^()]{2,40}\)\s*)?"
    r"(?:--|[-–—:])\s+(?=[A-Z\"“])"
)
"""Where and from whom a report came: "CAIRO, Egypt (AP) -- " before its first sentence."""
_MIN_ASIDE_WORDS = 4
_MAX_HEADLINE_WORDS = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A piece to parse. ``spans`` maps it to the article: (from in unit, from in article)."""

    text: str
    spans: tuple[tuple[int, int], ...]
    is_aside: bool = False

    def at(self, offset: int) -> int:
        """Return where in the article a character of the unit stands."""
        unit_from, text_from = max(s for s in self.spans if s[0] <= offset)
        return text_from + offset - unit_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence: its place in the article, its units, and whether it is a headline."""

    start: int
    end: int
    units: tuple[Unit, ...]
    paragraph: int
    is_headline: bool = False


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("abbreviations"))


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order.

    >>> [text[s.start:s.end] for text in ["Mr. Xi met U.S. envoys. Talks ended."]
    ...     for s in split_sentences(text)]
    ['Mr. Xi met U.S. envoys.', 'Talks ended.']
    """
    found: list[Sentence] = []
    paragraphs = list(_paragraphs(text))
    for number, (start, end) in enumerate(paragraphs):
        spans = list(_spans(text, start, end))
        words = len(text[start:end].split())
        is_headline = (
            len(spans) == 1
            and len(paragraphs) > 1
            and words <= _MAX_HEADLINE_WORDS
            and not re.search(r"[.!?…:;][\"'”’»)]*$", text[start:end])
            and not _LINE_HEAD.match(text, start)
        )
        found.extend(
            Sentence(
                start=a,
                end=b,
                units=cut_asides(text[a:b], a),
                paragraph=number,
                is_headline=is_headline,
            )
            for a, b in spans
        )
    return tuple(found)


def dateline_of(sentence: str) -> str:
    """Return where and from whom a report came, "" where its first sentence does not say.

    >>> dateline_of("LIMA, March 4 - The two met.")
    'LIMA, March 4 - '
    """
    lead = _DATELINE.match(sentence)
    return lead[0] if lead else ""


def cut_asides(sentence: str, start: int = 0) -> tuple[Unit, ...]:
    """Return the sentence without its asides, then each aside of four words or more.

    >>> [u.text for u in cut_asides("The raid – and the killing of a pilot – angered Moscow.")]
    ['The raid angered Moscow.', 'and the killing of a pilot']
    """
    lead = _DATELINE.match(sentence)
    cuts = [(lead.start(), lead.end(), 0, 0)] if lead else []
    cuts += [(m.start(), m.end(), m.start(1), m.end(1)) for m in _BRACKETS.finditer(sentence)]
    cuts = _disjoint(sorted(cuts))
    dashes = [m for m in _DASHES.finditer(sentence) if not _inside(m.start(), cuts)]
    for opened, closed in zip(dashes[::2], dashes[1::2], strict=False):
        cuts.append((opened.start(), closed.end() - 1, opened.end(), closed.start()))
    cuts = _disjoint(sorted(cuts))
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    at = length = 0
    for a, b, _, _ in [*cuts, (len(sentence), len(sentence), 0, 0)]:
        if a > at:
            spans.append((length, start + at))
            pieces.append(sentence[at:a])
            length += a - at
        at = b
    host = Unit(text="".join(pieces), spans=tuple(spans) or ((0, start),))
    asides = (
        Unit(text=sentence[c:d], spans=((0, start + c),), is_aside=True)
        for _, _, c, d in cuts
        if len(sentence[c:d].split()) >= _MIN_ASIDE_WORDS
    )
    return (host, *asides) if host.text.strip() else tuple(asides)


def _inside(offset: int, cuts: list[tuple[int, int, int, int]]) -> bool:
    return any(a <= offset < b for a, b, _, _ in cuts)


def _disjoint(cuts: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    kept: list[tuple[int, int, int, int]] = []
    for cut in cuts:
        if not kept or cut[0] >= kept[-1][1]:
            kept.append(cut)
    return kept


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        chunk = text[at:end]
        if chunk.strip():
            lead = len(chunk) - len(chunk.lstrip())
            yield at + lead, at + len(chunk.rstrip())
        at = gap.end() if gap else end


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _END.finditer(text, start, end):
        if _is_abbreviation(text, at, found):
            continue
        yield from _bounded(text, at, found.end())
        at = found.end()
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        yield from _bounded(text, at, end)


def _is_abbreviation(text: str, at: int, found: re.Match[str]) -> bool:
    if found[0] != ".":
        return False
    before = text[max(at, found.start() - 12) : found.end()]
    last = before.split()[-1].strip("(\"'“‘") if before.split() else ""
    return last in _abbreviations() or bool(_INITIAL.search(before))


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE_CHARS:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE_CHARS)
        cut = cut if cut > start else start + MAX_SENTENCE_CHARS
        yield start, cut
        start = cut + 1 if text[cut].isspace() else cut
    if start < end:
        yield start, end
