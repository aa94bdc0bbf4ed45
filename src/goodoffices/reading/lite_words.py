"""The words of the lite reader: what triggers an act, and the small words that mark its sides."""

# ruff: noqa: RUF001 - letters of other alphabets and typographic signs are its matter

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.reading.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "LITE_LANGUAGES",
    "Cue",
    "LiteTrigger",
    "Marks",
    "load_marks",
    "load_triggers",
    "plain_case",
    "starts_of",
    "words_of",
]

LITE_LANGUAGES = ("en", "es", "fr", "ru", "tr")
"""Languages for which this project wrote words that trigger acts."""

POSTPOSED = frozenset({"tr"})
"""Languages that mark a name by what follows it."""

_MIDDLE_ENDINGS = ("", "а", "о", "и", "е", "я", "ю", "й", "ы", "ем", "ях", "ую", "ая", "ой")
_ROLES = ("MIL", "REB", "LEG", "CVL")
_WORD = re.compile(r"\w+")

words_of = _WORD.findall
"""The words of a text, or of a part of it, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteTrigger:
    """One row of ``lexicon/lite_<language>.csv``.

    ``sides`` is ">" (who acts stands first), "<>" (both act) or "~" (one helps two others).
    ``need`` finds the second word without which the first says nothing ("lifted" a ban).
    """

    row: str
    code: str
    is_noun: bool
    sides: str
    need: re.Pattern[str] | None
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that say one thing; ``heads`` are their first words, looked up before the search."""

    mark: str
    heads: frozenset[str]
    shape: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The small words of one language."""

    is_postposed: bool
    before: dict[str, str]
    joins: re.Pattern[str]
    opens_clause: re.Pattern[str]
    passive: Cue
    cues: tuple[Cue, ...]
    inside: tuple[tuple[str, re.Pattern[str]], ...]
    roles: tuple[Cue, ...]
    role_heads: frozenset[str]
    titles: frozenset[str]
    purpose: frozenset[str]


@cache
def load_triggers(language: str) -> tuple[tuple[str, bool, LiteTrigger], ...]:
    """Return each form with whether it is only the start of a word, and its row.

    >>> [(form, is_stem, row.code) for form, is_stem, row in load_triggers("tr")
    ...     if form == "suçla"]
    [('suçla', True, '112')]
    """
    found = []
    for rank, row in enumerate(rows(f"lite_{language}")):
        trigger = LiteTrigger(
            row=row["row"],
            code=row["code"],
            is_noun=row["kind"] == "n",
            sides=row["sides"],
            need=_need(row["need"]),
            rank=rank,
        )
        for words in row["words"].split("|"):
            found += [(form.rstrip("*"), form.endswith("*"), trigger) for form in _expanded(words)]
    return tuple(found)


def _expanded(words: str) -> Iterator[str]:
    """Yield the forms of "выразил* поддержку", where a word in the middle is inflected."""
    head, star, rest = words.partition("*")
    if not star or not rest:
        yield words
        return
    for ending in _MIDDLE_ENDINGS:
        tail = f"ся{rest[2:]}" if rest.startswith("сь") and not ending else rest
        yield from _expanded(f"{head}{ending}{tail}")


def _need(cell: str) -> re.Pattern[str] | None:
    """Return what finds one of the words in a text of plain case.

    Each way begins with a letter and only then looks back, so that the search can skip to letters.
    """
    if not cell:
        return None
    ways = []
    for word in cell.split("|"):
        first, rest = plain_case(word[0]), re.escape(plain_case(word[1:].removesuffix("*")))
        ways.append(rf"{first}(?<!\w{first}){rest}" + (r"\w*" if word.endswith("*") else ""))
    return re.compile(rf"(?:{'|'.join(ways)})(?!\w)")


def starts_of(form: str) -> tuple[str, ...]:
    """Return a form as it stands inside and at the beginning of a sentence.

    >>> starts_of("met"), starts_of("iptal et")
    (('met', 'Met'), ('iptal et', 'Iptal et', 'İptal et'))
    """
    plain = (form, form[:1].upper() + form[1:])
    return (*plain, "İ" + form[1:]) if form.startswith("i") else tuple(dict.fromkeys(plain))


@cache
def load_marks(language: str) -> Marks:
    """Return the marks of a language.

    >>> load_marks("en").before["against"], load_marks("fr").before["par"]
    ('target', 'agent')
    """
    words: dict[str, list[str]] = {}
    for row in rows("lite_marks"):
        if row["language"] == language:
            words.setdefault(row["mark"], []).extend(row["words"].split("|"))
    sides = ("target", "forum", "place", "agent", "between", "away")
    roles = tuple(_any_of(role, words[role]) for role in _ROLES if role in words)
    return Marks(
        is_postposed=language in POSTPOSED,
        before={word: mark for mark in sides for word in words.get(mark, ())},
        joins=_joins(words["and"], is_comma_enough=language not in POSTPOSED),
        opens_clause=_any_of("split", words["split"]).shape,
        passive=_ends_with("passive", words["passive"], r"\s+(?:\w+ly\s+)?$"),
        cues=_cues(words),
        inside=tuple(
            (mark.removesuffix("_inside"), re.compile(rf"(?:{_or(words[mark])})"))
            for mark in ("not_inside", "maybe_inside", "will_inside", "passive_inside")
            if mark in words
        ),
        roles=roles,
        role_heads=frozenset().union(*(role.heads for role in roles)),
        titles=frozenset(words.get("title", ())),
        purpose=frozenset(words["purpose"]),
    )


def _joins(words: list[str], *, is_comma_enough: bool) -> re.Pattern[str]:
    """Return what may stand between two names that act together."""
    small = r"(?:[^\W\d_]+\s+){0,3}(?:[^\W\d_]{1,2}['’])?"
    ways = [rf"(?:['’]\w{{0,4}})?\s*,?\s*(?:{_or(words)})\s+{small}"]
    if is_comma_enough:
        ways.append(r"(?:['’]s?)?\s*,\s*(?:(?:the|la|le|el|los|las|l)\W)?")
    return re.compile(rf"^(?:{'|'.join(ways)})$", re.IGNORECASE)


def _cues(words: dict[str, list[str]]) -> tuple[Cue, ...]:
    found = [_any_of("not", words["not"]), _any_of("maybe", words["maybe"])]
    following = words.get("will_next", [])
    found.append(_any_of("will", [word for word in words["will"] if word not in following]))
    if following:
        found.append(_ends_with("will", following, r"\s+$"))
    found.append(_any_of("past", words["past"]))
    return tuple(found)


def _or(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _any_of(mark: str, words: list[str]) -> Cue:
    ending = r"|n't\b" if "n't" in words else ""
    shape = re.compile(rf"(?<!\w)(?:{_or(words)})(?!\w){ending}", re.IGNORECASE)
    return Cue(mark=mark, heads=_heads(words), shape=shape)


def _ends_with(mark: str, words: list[str], rest: str) -> Cue:
    shape = re.compile(rf"(?<!\w)(?:{_or(words)}){rest}", re.IGNORECASE)
    return Cue(mark=mark, heads=_heads(words), shape=shape)


def _heads(words: list[str]) -> frozenset[str]:
    """Return the first word of each, and for "n't", which stands inside a word, its last."""
    firsts = {words_of(plain_case(word))[0] for word in words}
    return frozenset(firsts | {"t"} if "n't" in words else firsts)


def plain_case(text: str) -> str:
    """Return a text in lower case, sign for sign, as patterns compare that ignore case.

    >>> plain_case("İRAN ve Irak")
    'iran ve irak'
    """
    return text.replace("İ", "i").lower().replace("ı", "i")
