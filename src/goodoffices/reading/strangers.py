"""Persons whom no table places: who acts for a state by being it, and who is a stranger."""

from __future__ import annotations

import calendar
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import children, preposition_objects
from goodoffices.reading.names import fold
from goodoffices.reading.references import plain_mention
from goodoffices.reading.role_nouns import PERSONS, is_role_noun

if TYPE_CHECKING:
    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.story import Mention, Story

__all__ = ["CALENDAR", "find_stranger", "of_a_state", "place_stranger"]

_BODIES = frozenset({"Republic", "Kingdom", "University", "Bank", "Bay", "Gulf", "Government",
    "Ministry", "Union", "State", "States", "Church", "Treaty", "Act", "Embassy", "Council",
    "House", "Party", "Court", "Army", "Federation", "Emirate", "Sultanate", "Parliament",
    "Congress", "Front", "Force", "Forces", "Movement", "Islands", "Sea", "Strait", "Province",
    "Coast", "Declaration", "Accord", "Accords", "Agreement", "Peace", "Commonwealth"})  # fmt: skip
_AS_PERSON = frozenset({"nsubj", "nsubjpass", "attr", "dobj"})
CALENDAR = frozenset((*calendar.day_name, *calendar.month_name))


def of_a_state(doc: ParsedText, taken: set[int], found: list[Mention]) -> list[Mention]:
    """Return who acts for a state by being named with it: "Ana Rojas of Bolivia"."""
    forms = {"name", "organisation"}
    states = {m.head: m.actors[0] for m in found if m.form in forms and not m.is_modifier}
    result = []
    for token in doc:
        if token.pos_ != "PROPN" or token.i in taken or not _is_followed_by_of(token):
            continue
        after = [n for p, n in preposition_objects(token, depth=0) if p == "of" and n.i in states]
        name = [c for c in token.children if c.dep_ == "compound" and c.i < token.i]
        if not after or not name:
            continue
        words = [*name, token]
        is_name = all(w.pos_ == "PROPN" and w.text[0].isupper() for w in words)
        if not is_name or children(token, "det") or any(w.text in _BODIES for w in words):
            continue
        if any(is_role_noun(w) and w.lemma_.lower() in PERSONS for w in words[-1:]):
            continue
        span = doc[words[0].i : token.i + 1]
        owner = states[after[0].i]
        person = replace(owner, role=owner.role or "GOV", name=span.text)
        one = plain_mention(doc, token, (person,), "leader", "of a state", is_person=True)
        result.append(replace(one, start=span.start_char, text=span.text))
        taken.update(t.i for t in span)
    return result


def _is_followed_by_of(token: Word) -> bool:
    return bool(token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of")


def find_stranger(doc: ParsedText, taken: set[int]) -> str:
    """Return the last person of the unit whom nothing places: a full name, or one after "Mr"."""
    for token in reversed(list(doc)):
        if token.pos_ != "PROPN" or token.dep_ not in _AS_PERSON or token.i in taken:
            continue
        name = [c for c in token.children if c.dep_ == "compound" and c.i < token.i]
        words = [*name, token]
        is_name = name and all(w.pos_ == "PROPN" and w.text[0].isupper() for w in words)
        is_other = children(token, "det") or any(
            w.i in taken or w.text in _BODIES or w.text in CALENDAR for w in words
        )
        if is_name and not is_other and words[-1].lemma_.lower() not in PERSONS:
            return str(token.text)
    return ""


def place_stranger(doc: ParsedText, found: list[Mention], story: Story) -> None:
    """Take "the Soviet premier" for the person without a place whom the sentence before named."""
    if not story.stranger or story.stranger_at != story.fresh:
        return
    for m in found:
        title = doc[m.head]
        is_named = any(c.pos_ == "PROPN" and c.dep_ == "appos" for c in title.children)
        has_the = any(c.lower_ == "the" for c in title.children)
        if m.is_person and m.is_subject and m.rule == "noun" and has_the and not is_named:
            story.aliases.setdefault(fold(story.stranger), m.actors[0])
