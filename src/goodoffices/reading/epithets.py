"""States by what they are: "the emirate", "the Gulf state", "the landlocked country"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from goodoffices.reading.lexicon import rows
from goodoffices.reading.references import clause_mates, plain_mention
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.story import Mention, Story

__all__ = ["ONE_OF_TWO", "called_so", "former_or_latter", "kind_of", "quarter"]

_LANDS = frozenset({"state", "nation", "country", "republic", "power", "land"})
ONE_OF_TWO = ("former", "latter")
_HOLDER = frozenset({"the", "this", "that"})


@cache
def _ids(place: str) -> Mapping[str, frozenset[str]]:
    """Return the ids of the states by word: a ``noun``, or one that stands ``before`` a noun."""
    return {
        row["word"]: frozenset(row["ids"].split("|"))
        for row in rows("epithets")
        if row["place"] == place
    }


def called_so(
    doc: ParsedText, token: Word, kind: frozenset[str], found: list[Mention], story: Story
) -> Mention | None:
    """Return a noun as the one of the states it may mean that was named last, not beside it."""
    mates = clause_mates(token, found)
    before = [m for m in found if m.end <= token.idx and m.form != "pronoun"]
    here = [str(a.id) for m in before for a in m.actors if a.id is not None]
    told = sorted(story.named, key=lambda one: story.named[one][0])
    fitting = [one for one in (*told, *here) if one in kind and one not in mates]
    if not fitting:
        return None
    actor = Actor(id=ActorId(fitting[-1]))
    return plain_mention(doc, token, (actor,), "noun", "what it is")


def quarter(doc: ParsedText, token: Word, found: list[Mention], story: Story) -> Mention | None:
    """Return who "the North" is: the last state named whose name begins so ("North Korea")."""
    for m in [*reversed(found), *reversed(story.mentions)]:
        if m.text.startswith(f"{token.text} ") and len(m.actors) == 1:
            actor = Actor(id=m.actors[0].id, name=token.text)
            return plain_mention(doc, token, (actor,), "name", "the + quarter")
    return None


def former_or_latter(
    doc: ParsedText, token: Word, found: list[Mention], story: Story
) -> Mention | None:
    """Return "the former" or "the latter" as the first or second of two named just before."""
    has_the = any(c.lower_ == "the" for c in token.children)
    if token.lower_ not in ONE_OF_TWO or not has_the or token.dep_ in {"amod", "compound"}:
        return None
    last = story.mentions[story.starts[-2] : story.starts[-1]] if len(story.starts) > 1 else []
    here = sorted((m for m in found if m.end <= token.idx), key=lambda m: m.start)
    for mentions in (here, last):
        named = (a.id for m in mentions if m.form != "pronoun" for a in m.actors)
        two = [one for one in dict.fromkeys(named) if one is not None]
        if len(two) == len(ONE_OF_TWO):
            actor = Actor(id=two[ONE_OF_TWO.index(token.lower_)])
            return plain_mention(doc, token, (actor,), "noun", "the former or the latter")
    return None


def kind_of(token: Word) -> frozenset[str] | None:
    """Return which states a noun with its adjectives may mean, ``None`` when it does not say."""
    if token.tag_ not in {"NN", "NNP"}:
        return None
    if not any(c.dep_ == "det" and c.lower_ in _HOLDER for c in token.children):
        return None
    if any(c.dep_ in {"poss", "relcl", "appos"} or _names_it(c) for c in token.children):
        return None
    lemma = token.lemma_.lower()
    own = _ids("noun").get(lemma)
    if own is None and lemma not in _LANDS:
        return None
    said = [own] if own is not None else []
    for child in token.children:
        if child.dep_ in {"amod", "compound", "nmod"}:
            said += [ids for word, ids in _ids("before").items() if word == child.lower_]
    return frozenset.intersection(*said) if said else None


def _names_it(child: Word) -> bool:
    """Tell whether a phrase behind a noun gives it a name: "the emirate of Dubai"."""
    return child.lower_ == "of" and any(noun.pos_ == "PROPN" for noun in child.children)
