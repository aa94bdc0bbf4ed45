"""Find the exact code of a verb with its company in a CAMEO.2.0 file, as PETRARCH does.

A verb belongs to a block with a code of its own or none; patterns of the block say what it means
with a certain subject, object or phrase. The pattern that asks for most wins, of equals the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from petr_actors import written

from goodoffices.reading.grammar import (
    expand,
    is_passive,
    preposition_objects,
    surface_subjects,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cameo_dictionary import Group, Pattern, Verbs

__all__ = ["OBJECTS", "Match", "find_code"]

OBJECTS = frozenset({"dobj", "dative", "attr", "oprd", "acomp"})
_QUALIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod"})
_WORDS = frozenset({"prt", "advmod", "prep", "neg", "aux", "agent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The codes of a verb there and back ("" for no event).

    ``is_turned`` when the pattern turns the sides round; ``spent`` are the words it asked for.
    """

    code: str = ""
    answer: str = ""
    is_turned: bool = False
    spent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noun:
    """The spellings of a noun, and of it with all that qualifies it."""

    heads: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A preposition with its noun, and the object that it hangs on, None where that is the verb."""

    word: str
    noun: _Noun
    holder: _Noun | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Company:
    """What stands around a verb; ``words`` are its particles, adverbs and prepositions."""

    before: tuple[_Noun, ...]
    after: tuple[_Noun, ...]
    phrases: tuple[_Phrase, ...]
    words: frozenset[str]


def find_code(verb: Any, verbs: Verbs) -> Match:
    """Return what a verb of a parsed sentence means with what stands around it."""
    company = _company(verb)
    entry = _entry(verb, company, verbs)
    if entry is None:
        return Match()
    block, code = verbs.entries[entry][-1]
    best: tuple[int, Pattern | None] = (1, None)
    for pattern in verbs.patterns.get(block, ()):
        if pattern.size >= best[0] and _fits(pattern, company, verbs):
            best = (pattern.size, pattern)
    if best[1] is None:
        there, _, back = code.partition(":")
        return Match(code=_plain(there), answer=_plain(back))
    found = best[1]
    return Match(
        code=_plain(found.active),
        answer=_plain(found.answer),
        is_turned=found.is_turned,
        spent=_asked(found, verbs),
    )


def _plain(code: str) -> str:
    return "" if code.strip(" -") == "" else code.strip()


def _asked(pattern: Pattern, verbs: Verbs) -> frozenset[str]:
    told = (*pattern.after, *(noun for _, nouns in pattern.preps for noun in nouns))
    return frozenset(form for noun in told for word in noun for form in _members(word, verbs))


def _members(word: str, verbs: Verbs) -> frozenset[str]:
    if word.startswith("&"):
        return verbs.sets.get(word[1:], frozenset())
    return frozenset({word.rstrip("_").replace("_", " ")})


def _entry(verb: Any, company: _Company, verbs: Verbs) -> Group | None:
    """Return the key of a verb: with its particle or object if the file has that, else alone."""
    near = {child.text.upper() for child in verb.children if child.dep_ in {"prt", "advmod"}}
    near |= {form for noun in company.after for form in noun.heads}
    forms = (verb.lemma_.upper(), verb.text.upper())
    joined = [key for form in forms for key in verbs.phrases.get(form, ())
              if near.issuperset(key[1:])]  # fmt: skip
    if joined:
        return max(joined, key=len)
    return next(((form,) for form in forms if (form,) in verbs.entries), None)


def _fits(pattern: Pattern, company: _Company, verbs: Verbs) -> bool:
    return (
        all(_stands(noun, company.before, company.words, verbs) for noun in pattern.before)
        and all(_stands(noun, company.after, company.words, verbs) for noun in pattern.after)
        and all(
            any(
                told.word == prep
                and all(_stands(n, (told.noun,), frozenset(), verbs) for n in nouns)
                and _is_asked(told.holder, pattern, verbs)
                for told in company.phrases
            )
            for prep, nouns in pattern.preps
        )
    )


def _is_asked(holder: _Noun | None, pattern: Pattern, verbs: Verbs) -> bool:
    """Tell whether a pattern may ask for a phrase: one at an object only with that object."""
    if holder is None:
        return True
    return any(_stands(noun, (holder,), frozenset(), verbs) for noun in pattern.after)


def _stands(asked: Group, nouns: Iterable[_Noun], words: frozenset[str], verbs: Verbs) -> bool:
    """Tell whether a noun with its qualifiers, or some words at the verb, are what is asked for."""
    *rest, head = (_members(word, verbs) for word in asked)
    for noun in nouns:
        if head & noun.heads and all(word & noun.words for word in rest):
            return True
    return all(word & words for word in (*rest, head))


def _company(verb: Any) -> _Company:
    doers = surface_subjects(verb)
    others = [noun for c in verb.children if c.dep_ in OBJECTS for noun in expand(c)]
    if is_passive(verb):
        others += doers
        doers = [noun for prep, noun in preposition_objects(verb, depth=0) if prep == "by"]
    told = [child for child in verb.children if child.dep_ in _WORDS and not _is_sign(child)]
    return _Company(
        before=tuple(map(_noun, doers)),
        after=tuple(map(_noun, others)),
        phrases=tuple(_phrases(verb, others)),
        words=frozenset(form for token in told for form in _spellings(token)),
    )


def _phrases(verb: Any, others: Sequence[Any]) -> Iterator[_Phrase]:
    """Yield the phrases of a verb and of its objects; "clash over efforts" is one too."""
    own = {(prep, noun.i) for prep, noun in preposition_objects(verb, depth=0)}
    for prep, noun in preposition_objects(verb):
        above = None if (prep, noun.i) in own else _above(noun, others)
        yield _Phrase(word=prep.upper(), noun=_noun(noun), holder=above)
    for particle in (child for child in verb.children if child.dep_ == "prt"):
        for noun in others:
            if noun.i > particle.i:
                yield _Phrase(word=particle.text.upper(), noun=_noun(noun))


def _above(noun: Any, others: Sequence[Any]) -> _Noun | None:
    """Return the object that a noun hangs on, None where there is none."""
    objects = {other.i: other for other in others}
    while noun.head.i != noun.i and noun.i not in objects:
        noun = noun.head
    return _noun(objects[noun.i]) if noun.i in objects else None


def _is_sign(word: Any) -> bool:
    """Tell whether "to" only marks an infinitive: no pattern "order to" is in "to order"."""
    return word.dep_ == "aux" and word.tag_ == "TO"


def _noun(noun: Any) -> _Noun:
    """Return the spellings of a noun, names of two words ("prime minister") included."""
    parts = [child for child in noun.children if child.dep_ in _QUALIFIERS]
    heads = _spellings(noun)
    heads |= {f"{part} {head}" for c in parts for part in _spellings(c) for head in heads}
    told = {form for child in parts for form in _spellings(child)}
    return _Noun(heads=frozenset(heads), words=frozenset(told | heads))


def _spellings(token: Any) -> set[str]:
    return {token.text.upper(), token.lemma_.upper(), written(token)}
