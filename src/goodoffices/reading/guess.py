"""Acts whose verb is not in the table: the classifier says what they are, if it is sure enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.fallbacks import in_clause, loose_subject
from goodoffices.reading.grammar import (
    is_passive,
    is_root,
    objects,
    preposition_objects,
    subjects,
    surface_subjects,
)
from goodoffices.reading.limits import MIN_GUESS_SHARE, MIN_SENTENCE_SHARE
from goodoffices.reading.modality import is_standing
from goodoffices.reading.sides import Sides
from goodoffices.reading.story import state_ids
from goodoffices.reading.triggers import Trigger, TriggerRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.parsed import Word
    from goodoffices.reading.scene import Scene
    from goodoffices.records import Actor

__all__ = ["guess_acts", "guess_sentence", "plain_trigger"]

_REMARK = "01"
_SILENT = frozenset({"be", "have", "say", "tell", "do", "seem", "appear", "become", "remain"})
_MUTUAL = frozenset({"04", "06"})
_PLACES = frozenset({"in", "at", "near", "off", "outside", "around"})


def guess_acts(
    scene: Scene, done: frozenset[int], told: frozenset[int]
) -> Iterator[tuple[Trigger, Sides, float]]:
    """Yield an act for each verb outside ``done`` with a state on both sides, and how sure it is.

    A verb that only carries one of the acts ``told`` ("helped broker talks") is none of its own.

    The verb carries no row of the table, so its code is a bare root: "040" for a talk of any kind.
    """
    for token in scene.doc:
        if token.pos_ != "VERB" or token.i in done or token.lemma_ in _SILENT:
            continue
        if is_standing(token) or _carries(token, told):
            continue
        sides = _sides(token, scene)
        if sides is None:
            continue
        root, share = _root(token, scene, sides)
        if root == _REMARK or share < MIN_GUESS_SHARE:
            continue
        yield plain_trigger(token, f"{root}0", is_mutual=root in _MUTUAL), sides, share
        done |= {token.i}


def guess_sentence(scene: Scene) -> Iterator[tuple[Trigger, Sides, float]]:
    """Yield the act of a unit that tells none by the rules, if its main clause has both sides.

    The subject names one state and the rest of the unit just one other; the classifier must be
    surer than where verb and object are known.
    """
    root = next(token for token in scene.doc if is_root(token))
    if root.pos_ != "VERB" or root.lemma_ in _SILENT or is_standing(root):
        return
    sides = _sides(root, scene) or (None if is_passive(root) else _both_named(root, scene))
    if sides is None:
        return
    category, share = _root(root, scene, sides)
    if category != _REMARK and share >= MIN_SENTENCE_SHARE:
        yield plain_trigger(root, f"{category}0", is_mutual=category in _MUTUAL), sides, share


def _both_named(root: Word, scene: Scene) -> Sides | None:
    above = {t.i for noun in surface_subjects(root) for t in noun.subtree}
    places = {t.i for t in scene.doc if t.dep_ == "pobj" and t.head.lower_ in _PLACES}
    named = [m for m in scene.mentions if m.form != "pronoun" and state_ids(m.actors)]
    first = [m for m in named if m.head in above]
    if not first or len(state_ids(first[0].actors)) != 1:
        return None
    known = state_ids(first[0].actors)
    rest = [m for m in named if m.head not in above | places and not state_ids(m.actors) & known]
    if len({i for m in rest for i in state_ids(m.actors)}) != 1:
        return None
    return Sides(sources=first[0].actors, targets=rest[0].actors, source_rule="subject",
                 target_rule="rest", is_reciprocal=False)  # fmt: skip


def _carries(token: Word, told: frozenset[int]) -> bool:
    if any(child.dep_ == "ccomp" or child.lower_ == "short" for child in token.children):
        return (
            True  # "stopped short of": what is hoped, thought or feared is told by the clause below
        )
    below = [*token.children, *(g for c in token.children for g in c.children if c.i > token.i)]
    return token.head.i in told or any(child.i in told for child in below)


def plain_trigger(
    token: Word, code: str, row: str = "classifier", *, is_mutual: bool = False
) -> Trigger:
    """Return a trigger that no row of the table of acts stands behind; ``row`` names what does."""
    made = TriggerRow(
        row=row,
        pos="V",
        need=(),
        bar=(),
        code=code,
        code_by_others="",
        sources=("subj", "by"),
        sign="<>" if is_mutual else ">",
        targets=("obj",),
    )
    return Trigger(token=token, row=made, is_noun=False, consumed=frozenset())


def _sides(token: Word, scene: Scene) -> Sides | None:
    plain = plain_trigger(token, "")
    if is_passive(token):
        doers = [n for p, n in preposition_objects(token) if p == "by"]
        sources, rule = _actors(doers, scene), "by"
    else:
        sources, rule = _actors(subjects(token), scene, strict=True), "subj"
    if not sources:
        sources, rule = loose_subject(plain, scene), "loose subject"
    known = state_ids(sources)
    targets, target_rule = _others(_actors(objects(token), scene), known), "obj"
    if not targets:
        targets, target_rule = in_clause(plain, scene, known), "clause"
    if not known or not state_ids(targets):
        return None
    return Sides(
        sources=sources[:1],
        targets=targets,
        source_rule=rule,
        target_rule=target_rule,
        is_reciprocal=False,
    )


def _actors(nouns: list[Word], scene: Scene, *, strict: bool = False) -> tuple[Actor, ...]:
    return tuple(actor for noun in nouns for actor in scene.actors_of(noun, strict=strict))


def _others(actors: tuple[Actor, ...], known: frozenset[str]) -> tuple[Actor, ...]:
    return tuple(a for a in actors if a.id is not None and str(a.id) not in known)


def _root(token: Word, scene: Scene, sides: Sides) -> tuple[str, float]:
    from goodoffices.reading.classify import classify_type

    spans = [_span(scene, side[0]) for side in (sides.sources, sides.targets)]
    best = classify_type(token.doc.text, spans[0], spans[1])[0]
    return best.category, best.probability


def _span(scene: Scene, actor: Actor) -> tuple[int, int] | None:
    found = next((m for m in scene.mentions if actor in m.actors), None)
    return (found.start, found.end) if found is not None else None
