"""Read the clauses of a sentence as PETRARCH does: verb, its doers, whom it is done to, its code.

Only main verbs count, with verbs joined to them and with the clauses below that tell what somebody
says, wants or does. A relative clause tells nothing of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from petr_actors import shared
from petr_codes import added, denied
from petr_verbs import OBJECTS, Match, find_code

from goodoffices.reading.grammar import (
    expand,
    is_passive,
    is_root,
    is_verb,
    preposition_objects,
    surface_subjects,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cameo_dictionary import Verbs
    from petr_actors import Phoenix

__all__ = ["Clause", "read_clauses"]

_BELOW = frozenset({"xcomp", "ccomp", "advcl", "pcomp"})
_DEEPEST = 6
_SHARED = frozenset({"03", "04", "05", "06"})
"""Roots of what several do together: without a target each does it with the others."""
_STANCES = frozenset({"02", "03", "10", "11", "12", "13"})
_HELPS = frozenset({"05", "06", "07", "08"})
"""Roots of acts that stay what they are whatever another does with them ("helped Peru fight")."""
_FIGHTS = ("19", "20")
_TELLS = ("01", "11")
_IFS = frozenset({"if", "unless"})
_TIMES = frozenset({"as", "after", "before", "while", "when", "until", "since", "once"})
_HAPPENS = frozenset({"come", "happen", "occur"})
_SPEAKERS = frozenset({"i", "we"})
_NOWHERE = "---"
_WHERE = frozenset({"in", "at", "during", "after", "before", "since", "amid", "near", "under"})
"""Where or when something is done tells less of the other side than "with" and the like."""
Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What one verb tells; ``answer`` is the code for the other direction, "" when it has none."""

    sources: Codes
    targets: Codes
    code: str
    answer: str
    verb: Any


def read_clauses(doc: Any, verbs: Verbs, phoenix: Phoenix, day: dt.date) -> Iterator[Clause]:
    """Yield what the main verbs of a parsed sentence tell."""
    reading = _Reading(verbs=verbs, phoenix=phoenix, day=day)
    for token in doc:
        if is_root(token) and is_verb(token):
            for verb in (token, *_joined(token), *_there_were(token)):
                for clause in reading.clauses(verb, 0):
                    yield from _shared(clause)


def _shared(clause: Clause) -> Iterator[Clause]:
    """Yield what several do with one another once for each, where no other is told."""
    is_mutual = clause.code[:2] in _SHARED or clause.answer
    others = [code for code in clause.targets if not code.startswith(_NOWHERE)]
    parties = clause.sources or clause.targets
    if (clause.sources and others) or not is_mutual or len(parties) < len("AB"):
        yield clause
        return
    for one in parties:
        rest = tuple(code for code in parties if code != one)
        yield replace(clause, sources=(one,), targets=rest, answer="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    verbs: Verbs
    phoenix: Phoenix
    day: dt.date

    def clauses(self, verb: Any, depth: int) -> list[Clause]:
        """Return what a verb tells, alone or with the clauses below it."""
        told = [c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i and is_verb(c)]
        if told:  # "Peru left, Chile said"
            return [self.quoted(verb, each, clause) for first in told
                    for each in (first, *_joined(first))
                    for clause in self.clauses(each, depth)]  # fmt: skip
        own = self.alone(verb, is_told=depth > 0)
        if own is None:
            return []
        below = [] if depth >= _DEEPEST else self.below(verb, depth)
        if is_passive(verb) and not own.sources and any(c.dep_ == "xcomp" for c in verb.children):
            own = replace(own, sources=own.targets, targets=())  # "is expected to visit"
        has_object = any(child.dep_ in {"dobj", "dative"} for child in verb.children)
        is_whole = (own.code or own.answer) and own.targets
        if is_whole and (has_object or own.code[:2] != "01"):
            wished = [added(own.code, lower.code) for lower in below if own.code and lower.code]
            code = next((c for c in wished if c[:2] == own.code[:2] in _STANCES), own.code)
            return [replace(own, code=code)]  # "asked Peru to lift sanctions" is 025
        found = [_combined(own, lower) for lower in below if not _adds_nothing(own, lower)]
        return found or [own]

    def quoted(self, verb: Any, below: Any, clause: Clause) -> Clause:
        """Return what stands before "said"; "we" of a quote are those who say it."""
        own = self.alone(verb) if any(c.lower_ in _SPEAKERS for c in below.children) else None
        return clause if clause.sources or own is None else _combined(own, clause)

    def alone(self, verb: Any, *, is_told: bool = False) -> Clause | None:
        """Return what a verb tells without the clauses below it, None for "did not attack".

        In what somebody tells, "will attack" is a threat.
        """
        match = find_code(verb, self.verbs)
        code, answer = match.code, match.answer
        helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
        if any(child.dep_ == "neg" for child in verb.children):
            if code and not denied(code):
                return None
            code, answer = denied(code), denied(answer)
        elif "would" in helpers or (is_told and "will" in helpers and code == "190"):
            code, answer = added("030", code), added("030", answer)
        sources, targets = self.sides(verb, match)
        return Clause(sources=sources, targets=targets, code=code, answer=answer, verb=verb)

    def below(self, verb: Any, depth: int) -> list[Clause]:
        """Return what the clauses below a verb tell, those of "was willing to" included."""
        above = [verb, *(c for c in verb.children if c.dep_ in {"acomp", "attr"})]
        return [
            clause
            for head in above
            for child in head.children
            if child.dep_ in _BELOW and is_verb(child) and child.i > verb.i
            if not _is_aside(verb, child)
            for lower in (child, *_joined(child))
            for clause in self.clauses(lower, depth + 1)
            if clause.code or clause.answer or child.dep_ != "advcl"
        ]

    def sides(self, verb: Any, match: Match) -> tuple[Codes, Codes]:
        """Return the codes of the doers and of those it is done to."""
        subject = self.of(_once(surface_subjects(verb)))
        phrases = sorted(preposition_objects(verb), key=lambda told: told[0] in _WHERE)
        if is_passive(verb):
            return self.passive_sides(subject, phrases)
        nouns = _once([n for c in verb.children if c.dep_ in OBJECTS for n in expand(c)])
        told = self.of(nouns, match.spent)
        if all(code.startswith(_NOWHERE) for code in told):
            others = [noun for prep, noun in phrases if not told or prep not in _WHERE]
            told = self.first(others, match.spent) or told
        told = tuple(code for code in told if code not in subject)
        return (told, subject) if match.is_turned else (subject, told)

    def passive_sides(self, subject: Codes, phrases: list[tuple[str, Any]]) -> tuple[Codes, Codes]:
        """Return the doers and the others of a passive: who does it is behind by, from or any."""
        by, since = ([n for p, n in phrases if p == word] for word in ("by", "from"))
        rest = [noun for prep, noun in phrases if prep not in {"by", "from"}]
        sources = self.first(by) or self.first(since)
        if not subject:
            return sources, self.first(rest)
        return sources or self.first(rest), subject

    def of(self, nouns: list[Any], spent: frozenset[str] = frozenset()) -> Codes:
        """Return the codes of some nouns, each once."""
        found: dict[int, Codes] = {}
        for noun in nouns:
            codes = self.phoenix.codes(noun, self.day, spent)
            found[noun.i] = shared(noun, codes, found.get(noun.head.i, ()))
        return tuple(dict.fromkeys(code for codes in found.values() for code in codes))

    def first(self, nouns: list[Any], spent: frozenset[str] = frozenset()) -> Codes:
        """Return the codes of the first noun that has some, and of those joined to it."""
        for noun in nouns:
            if codes := self.of([noun], spent):
                beside = [n for n in nouns if n.dep_ == "conj" and n.head.i == noun.i]
                return tuple(dict.fromkeys((*codes, *self.of(beside, spent))))
        return ()


def _combined(own: Clause, lower: Clause) -> Clause:
    """Return the clause that a verb and one below it make."""
    if not lower.code and not lower.answer:
        targets = tuple(c for c in lower.sources if c not in own.sources) or lower.targets
        return replace(own, targets=targets)
    if not own.code:
        return replace(lower, sources=lower.sources or own.sources)
    is_same = not lower.sources or set(lower.sources) == set(own.sources)
    is_helped = not is_same and own.code[:2] in _HELPS
    code = own.code if is_helped else _sum(own, lower, is_same=is_same)
    if is_same:
        return replace(lower, sources=own.sources, code=code, answer="")
    return replace(own, targets=lower.sources, code=code) if own.sources else lower


def _sum(own: Clause, lower: Clause, *, is_same: bool) -> str:
    """Return the code of both; an attack that is told is owned (015) or charged (112).

    One that is wanted of another is an appeal (021).
    """
    if own.code[:2] in _TELLS and lower.code[:2] in _FIGHTS:
        return "015" if is_same else "112"
    if own.code == "030" and lower.code[:2] in _FIGHTS and not is_same:
        return "021"
    return added(own.code, lower.code)


def _adds_nothing(own: Clause, lower: Clause) -> bool:
    """Tell whether a verb with a code keeps it: ", leaving two dead" is no act of its own."""
    if not own.code or lower.verb.dep_ != "advcl":
        return False
    is_outcome = lower.verb.tag_ == "VBG" and own.code[:2] != "01"
    return is_outcome or all(code.startswith(_NOWHERE) for code in lower.targets)


def _is_aside(verb: Any, child: Any) -> bool:
    """Tell whether a clause says only when or on what condition something is done.

    "The raid came as Peru freed a sailor" does tell of the sailor.
    """
    first = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"}}
    is_time = verb.lemma_ not in _HAPPENS and not first.isdisjoint(_TIMES)
    return child.dep_ == "advcl" and (is_time or not first.isdisjoint(_IFS))


def _joined(verb: Any) -> list[Any]:
    """Return the verbs joined to one by "and"; no bare form goes with a past tense."""
    found: list[Any] = []
    for child in verb.children:
        if child.dep_ == "conj" and is_verb(child):
            has_helper = any(c.dep_ == "aux" for c in child.children)
            if child.tag_ != "VB" or verb.tag_ in {"VB", "VBP"} or has_helper:
                found += [child, *_joined(child)]
    return found


def _there_were(verb: Any) -> list[Any]:
    """Return what is told of the noun in "there were soldiers killed"."""
    if verb.lemma_ != "be" or not any(c.dep_ == "expl" for c in verb.children):
        return []
    return [t for c in verb.children if c.dep_ == "attr" for t in c.children if t.dep_ == "acl"]


def _once(nouns: list[Any]) -> list[Any]:
    """Leave out the nouns that only tell once more who another is ("the envoy, Ana Rojas")."""
    places = {noun.i for noun in nouns}
    return [noun for noun in nouns if noun.dep_ != "appos" or noun.head.i not in places]
