"""What a model says is believed only as far as the article bears it out; the rest is dropped.

An act is kept if its quote stands in a sentence that was sent, its code exists, the names of its
sides stand in the part that was sent (one of them in the quoted sentence), each name means one
actor on the day of publication, and what is told as done is not dated after it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from goodoffices.errors import UnknownCode
from goodoffices.ontology import act
from goodoffices.reading.endpoint_limits import (
    CONFIDENCE,
    CONFIDENCE_UNCORROBORATED,
    MAX_EVENTS_PER_CHUNK,
    MAX_QUOTE_CHARS,
    MIN_QUOTE_CHARS,
)
from goodoffices.reading.lite_dates import find_lite_dates
from goodoffices.reading.lite_words import LITE_LANGUAGES
from goodoffices.records import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.article import Article
    from goodoffices.reading.lite_scan import Scanner
    from goodoffices.records import Precision
    from goodoffices.world import World

__all__ = ["Claim", "Kept", "check_claim", "decode_claims"]

_ONE_SIDED = ("14", "18", "19", "20")
_MAX_SIDES = 12
_MAX_NAME = 120
_SHOWN = 60
_FENCE = re.compile(r"^\s*```(?:json)?\s*\n(.*)\n\s*```\s*$", re.DOTALL)


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One act as the model tells it; anything else in the answer is refused."""

    quote: str
    source: list[str]
    target: list[str]
    code: str
    modality: Literal["actual", "historical", "expected", "negated"] = "actual"
    is_reciprocal: bool = False
    date: str = ""


class _Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    events: list[msgspec.Raw]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A claim that the article bears out."""

    claim: Claim
    code: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    quote: tuple[int, int]
    sentence: tuple[int, int]
    since: dt.date
    until: dt.date
    precision: Precision
    date_rule: str
    confidence: float
    is_corroborated: bool


def decode_claims(content: str) -> Iterator[Claim | str]:
    """Yield the claims in an answer, or a note for each that does not fit the schema.

    >>> list(decode_claims("Here you are: []"))
    ['the answer of the model is not the JSON that was asked for; nothing was taken']
    """
    fenced = _FENCE.match(content)
    try:
        answer = msgspec.json.decode(fenced[1] if fenced else content, type=_Answer)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        yield "the answer of the model is not the JSON that was asked for; nothing was taken"
        return
    for raw in answer.events[:MAX_EVENTS_PER_CHUNK]:
        try:
            yield msgspec.json.decode(raw, type=Claim)
        except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
            yield f"dropped: an event of the answer does not fit the schema ({error!s:.80})"
    if len(answer.events) > MAX_EVENTS_PER_CHUNK:
        left = len(answer.events) - MAX_EVENTS_PER_CHUNK
        yield f"dropped: {left} events beyond the {MAX_EVENTS_PER_CHUNK} that one part may give"


class _NotBorneOut(ValueError):
    """Why the article does not bear a claim out."""


def check_claim(
    claim: Claim,
    article: Article,
    sentences: list[tuple[int, int]],
    world: World,
    scanner: Scanner | None,
) -> Kept | str:
    """Return the claim with actors and date, or a note why it is dropped.

    ``article`` and ``sentences`` are what the server saw, ``scanner`` knows our own word lists.
    """
    try:
        return _checked(claim, article, sentences, world, scanner)
    except _NotBorneOut as why:
        return f"dropped {claim.code!r:.8} {claim.quote!r:.{_SHOWN}}: {why}"


def _checked(
    claim: Claim,
    article: Article,
    sentences: list[tuple[int, int]],
    world: World,
    scanner: Scanner | None,
) -> Kept:
    quote, sentence = _quoted(claim.quote, article.text, sentences)
    code = _code(claim.code)
    seen = "\n".join(article.text[start:end] for start, end in sentences)
    sources = _side(claim.source, article, seen, world)
    targets = _side(claim.target, article, seen, world)
    if not targets or (not sources and not code.startswith(_ONE_SIDED)):
        raise _NotBorneOut("a side is missing")
    if {a.id for a in sources} & {a.id for a in targets}:
        raise _NotBorneOut("the same actor stands on both sides")
    words = article.text[sentence[0] : sentence[1]]
    if not any(_stands(name, words) for name in (*claim.source, *claim.target)):
        raise _NotBorneOut("neither side is named in the quoted sentence")
    since, until, precision, rule = _when(claim, words, article)
    is_borne_out = scanner is not None and _is_borne_out(code, article, sentence, scanner)
    return Kept(
        claim=claim,
        code=code,
        sources=sources,
        targets=targets,
        quote=quote,
        sentence=sentence,
        since=since,
        until=until,
        precision=precision,
        date_rule=rule,
        confidence=CONFIDENCE if is_borne_out else CONFIDENCE_UNCORROBORATED,
        is_corroborated=is_borne_out,
    )


def _quoted(
    quote: str, text: str, sentences: list[tuple[int, int]]
) -> tuple[tuple[int, int], tuple[int, int]]:
    if MIN_QUOTE_CHARS <= len(quote) <= MAX_QUOTE_CHARS and quote == quote.strip():
        for start, end in sentences:
            at = text.find(quote, start, end)
            if at >= 0:
                return (at, at + len(quote)), (start, end)
    raise _NotBorneOut("the quote does not stand in one sentence of the article that was sent")


def _code(code: str) -> str:
    try:
        return act(f"{code}0" if len(code) == len("04") else code).code
    except UnknownCode:
        raise _NotBorneOut("there is no such CAMEO code") from None


def _side(names: list[str], article: Article, seen: str, world: World) -> tuple[Actor, ...]:
    """Return the actors of a side; every name has to stand in the article and mean one actor."""
    if len(names) > _MAX_SIDES:
        raise _NotBorneOut(f"more than {_MAX_SIDES} names on one side")
    found: dict[str, Actor] = {}
    for name in names:
        if not 1 < len(name) <= _MAX_NAME or not _stands(name, seen):
            raise _NotBorneOut(
                f"the name {name!r:.{_SHOWN}} does not stand in the text that was sent"
            )
        meant = world.resolve(name, article.published, language=article.language, context=seen)
        if meant.kind != "resolved":
            raise _NotBorneOut(f"the name {name!r:.{_SHOWN}} is {meant.kind} on that day")
        actor = meant.candidates[0].actor
        found[str(actor.id)] = Actor(id=actor.id, role=actor.role, name=name)
    return tuple(found.values())


def _stands(name: str, text: str) -> bool:
    """Tell whether a name stands in the text as words of their own, letter for letter."""
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(name) : at + len(name) + 1]
        is_word = not (before.isalnum() or after.isalnum())
        if is_word or (not name.isascii() and name.lower() == name.upper()):  # no blanks: Chinese
            return True
        at = text.find(name, at + 1)
    return False


def _when(claim: Claim, sentence: str, article: Article) -> tuple[dt.date, dt.date, Precision, str]:
    """Return when, as far as words of the sentence bear the date out; else publication."""
    published = article.published
    if not claim.date:
        return published, published, "unknown", "no date told: day of publication"
    try:
        day = dt.date.fromisoformat(claim.date)
    except ValueError:
        raise _NotBorneOut(f"the date {claim.date!r:.{_SHOWN}} is not YYYY-MM-DD") from None
    if day > published and claim.modality != "expected":
        raise _NotBorneOut(f"the date {day} lies after publication")
    if article.language in LITE_LANGUAGES:
        for date in find_lite_dates(sentence, article.language, published):
            if date.since <= day <= date.until:
                return day, day, "day" if date.precision == "day" else "month", "borne out by text"
    return published, published, "unknown", f"date {day} of the model is not borne out by the text"


def _is_borne_out(code: str, article: Article, sentence: tuple[int, int], scanner: Scanner) -> bool:
    """Tell whether a word of the sentence triggers an act of the same root in our own lists."""
    words = article.text[sentence[0] : sentence[1]]
    _, spots = scanner.scan(words, article.published)
    return any(
        spot.trigger.code[:2] == code[:2]
        and (spot.trigger.need is None or spot.trigger.need.search(words))
        for spot in spots
    )
