"""Find what a text says of standing relations and qualities: evidence, never an event.

A row of ``lexicon/statements.csv`` is a pattern over the lemmas of a unit. Rows whose ``sides`` are
"slots", "pair", "all", "last", "focus" or "focus_all" say by slots who is meant (see ``slots``); in
the others ``with`` names the words after which the other side stands. ``negated`` says what a "not"
does: it turns the statement round ("flip"), takes it away ("drop"), or is part of it ("keep"). An
"idiom" means what it means, with its "would" and its "no".
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from goodoffices.reading.lexicon import rows
from goodoffices.reading.limits import MAX_SLOTS
from goodoffices.reading.quick_patterns import QuickPattern
from goodoffices.reading.slots import compile_slots, line_of
from goodoffices.reading.statement_sense import sense_of
from goodoffices.reading.story import state_ids

if TYPE_CHECKING:
    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.segment import Sentence, Unit
    from goodoffices.reading.sides import Scene
    from goodoffices.reading.slots import Line
    from goodoffices.reading.story import Mention
    from goodoffices.records import Actor

    _Sides = tuple[tuple[Actor, ...], tuple[Actor, ...], float]

__all__ = ["StatementDraft", "draft_statements"]

_CONFIDENCE = 0.7
_INHERITED = 0.5
_NOT_MEANT = frozenset({"pronoun"})
_BY_SLOTS = frozenset({"slots", "pair", "all", "last", "focus", "focus_all"})
_OF_TWO = frozenset({"pair", "all", "focus", "focus_all"})
_TURNS = frozenset({"friendship", "personal_ties", "neutrality"})
"""Kinds of which the opposite is worth knowing: "no longer friends", "not neutral"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDraft:
    """A statement before it gets its document."""

    kind: str
    polarity: int
    subject: tuple[Actor, ...]
    object: tuple[Actor, ...]
    cue: str
    row: str
    at: int
    sentence: tuple[int, int]
    confidence: float

    def statement_id(self, document_sha256: str) -> str:
        """Return the id that this statement always has in this document."""
        ids = [sorted(state_ids(side)) for side in (self.subject, self.object)]
        key = json.dumps([document_sha256, self.sentence[0], self.kind, ids])
        return f"stm-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


@cache
def _patterns() -> tuple[tuple[dict[str, str], QuickPattern], ...]:
    return tuple(
        (row, QuickPattern(compile_slots(row["pattern"]) if row["sides"] in _BY_SLOTS
                           else re.compile(rf"\b(?:{row['pattern']})\b")))
        for row in rows("statements")
    )  # fmt: skip


def draft_statements(
    scene: Scene,
    earlier: list[StatementDraft],
    unit: Unit,
    sentence: Sentence,
    pair: tuple[Actor, ...] = (),
) -> list[StatementDraft]:
    """Return the statements of one unit, at most one of each kind.

    ``pair`` are the two states in focus, whom "both" and "the quarrel" may mean.
    """
    lemmas, offsets = _lemma_text(scene.doc)
    line = line_of(scene, pair)
    found: dict[str, StatementDraft] = {}
    texts = {True: (line.text, line.text.casefold()), False: (lemmas, lemmas.casefold())}
    for row, pattern in _patterns():
        if row["kind"] in found:
            continue
        is_by_slots = row["sides"] in _BY_SLOTS
        if is_by_slots and len(line.mentions) > MAX_SLOTS:
            continue
        match = pattern.search(*texts[is_by_slots])
        if match is None:
            continue
        tokens = line.cue(match) if is_by_slots else _tokens(offsets, match.start(), match.end())
        polarity = _polarity(row, scene, tokens)
        if polarity is None:
            continue
        cue = scene.doc[tokens[0]]
        if is_by_slots:
            sides = _by_slots(row, match, line, earlier)
        else:
            sides = _sides(scene, earlier, row, cue)
        if sides is None:
            continue
        subject, other, confidence = sides
        found[row["kind"]] = StatementDraft(
            kind=row["kind"],
            polarity=polarity,
            subject=subject,
            object=other,
            cue=" ".join(scene.doc[n].lemma_.lower() for n in tokens),
            row=row["row"],
            at=unit.at(cue.idx),
            sentence=(sentence.start, sentence.end),
            confidence=confidence,
        )
    return list(found.values())


def _polarity(row: dict[str, str], scene: Scene, tokens: list[int]) -> int | None:
    """Return the sign of a statement, None where the words only wish, deny or imagine it."""
    polarity = int(row["polarity"])
    if row["negated"] == "idiom":
        return polarity
    sense = sense_of(scene.doc, tokens)
    if row["negated"] == "keep":
        return None if sense == "open" else polarity
    if sense in {"open", "neither"}:
        return None
    if sense == "negated":
        does = row["negated"] or ("flip" if row["kind"] in _TURNS else "drop")
        return -polarity if does == "flip" else None
    return polarity


def _by_slots(
    row: dict[str, str], match: re.Match[str], line: Line, earlier: list[StatementDraft]
) -> _Sides | None:
    """Return the sides of a row whose pattern says by its slots who is meant."""
    groups, how = match.groupdict(), row["sides"]
    if how == "last":
        last = _last_pair(earlier)
        return None if last is None else (last.subject, last.object, _INHERITED)
    if how in _OF_TWO:
        is_told = how in {"pair", "all"}
        both = line.actors(groups["aa"]) if is_told else line.pair
        if len(state_ids(both)) < 2:  # noqa: PLR2004 - a relation has two ends
            return None
        subject, other = {"pair": (both[:1], both[1:]), "focus": ((), both)}.get(how, (both, ()))
        return subject, other, _CONFIDENCE if is_told else _INHERITED
    subject, other = line.actors(groups["a"]), line.actors(f"{groups.get('b')} {groups.get('c')}")
    if not subject or state_ids(subject) & state_ids(other):
        return None
    return subject, other, _CONFIDENCE


def _last_pair(earlier: list[StatementDraft]) -> StatementDraft | None:
    return next((s for s in reversed(earlier[-4:]) if s.subject and s.object), None)


def _lemma_text(doc: ParsedText) -> tuple[str, list[int]]:
    words, offsets, length = [], [], 0
    for token in doc:
        word = token.lemma_.lower().strip() or "_"
        offsets.append(length)
        words.append(word)
        length += len(word) + 1
    return " ".join(words), offsets


def _tokens(offsets: list[int], start: int, end: int) -> list[int]:
    return [n for n, offset in enumerate(offsets) if start <= offset < end]


def _sides(  # noqa: PLR0911 - one return per kind of statement
    scene: Scene, earlier: list[StatementDraft], row: dict[str, str], cue: Word
) -> tuple[tuple[Actor, ...], tuple[Actor, ...], float] | None:
    named = [m for m in scene.mentions if state_ids(m.actors)]
    after = _after(scene, cue, row["with"].split("|") if row["with"] else [])
    other_ids = state_ids(after)
    rest = _unique(a for m in named if m.form not in _NOT_MEANT for a in m.actors
                   if a.id and str(a.id) not in other_ids)  # fmt: skip
    meant = _unique(a for m in named if m.form in _NOT_MEANT for a in m.actors
                    if a.id and str(a.id) not in other_ids)  # fmt: skip
    subject = rest or meant
    if row["sides"] == "between":
        both = after or subject
        if len(state_ids(both)) < 2:  # noqa: PLR2004 - a relation has two ends
            return None
        return both[:1], both[1:], _CONFIDENCE
    if row["sides"] == "one":
        return _one(named)
    if row["sides"] == "any":
        return (subject, after, _CONFIDENCE) if subject or after else None
    if subject and after:
        return subject, after, _CONFIDENCE
    last = _last_pair(earlier)
    if (
        last is not None
        and not after
        and scene.doc[0].lower_ in {"it", "this", "that", "their", "these", "they"}
    ):
        return last.subject, last.object, _INHERITED
    return None


def _one(
    named: list[Mention],
) -> tuple[tuple[Actor, ...], tuple[Actor, ...], float] | None:
    """Return the state that a quality is said of, and the organisation it concerns."""
    bodies = _unique(a for m in named if m.form == "organisation" for a in m.actors)
    states = [m for m in named if m.form != "organisation" and len(m.actors) == 1]
    firm = [m for m in states if m.form not in _NOT_MEANT] or states
    return (firm[0].actors, bodies[:1], _CONFIDENCE) if firm else None


def _after(scene: Scene, cue: Word, words: list[str]) -> tuple[Actor, ...]:
    """Return the actors in the phrases that begin with one of the words after the cue."""
    for token in scene.doc:
        if token.i > cue.i and token.lower_ in words:
            inside = {t.i for t in token.subtree}
            found = _unique(a for m in scene.mentions if _is_in(m, inside, token) for a in m.actors
                            if a.id is not None)  # fmt: skip
            if found:
                return found
    return ()


def _is_in(mention: Mention, inside: set[int], word: Word) -> bool:
    """Tell whether a mention is in a phrase; "relations with A than B" ends before "than"."""
    if mention.head not in inside:
        return False
    than = [t.idx for t in word.doc if t.lower_ == "than" and t.i > word.i]
    return not than or mention.start < than[0]


def _unique(actors: Any) -> tuple[Actor, ...]:
    return tuple({actor.id: actor for actor in actors}.values())
