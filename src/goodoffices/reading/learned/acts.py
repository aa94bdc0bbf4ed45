"""Acts that the rules of the reader miss, as the learned models see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import is_verb, surface_subjects
from goodoffices.reading.learned.arrays import load_acts_model
from goodoffices.reading.learned.choices import NOBODY, Told, choices_of
from goodoffices.reading.learned.judge import judge_terms, judged
from goodoffices.reading.learned.views import label_of, live_unit
from goodoffices.reading.lexicon import word_set
from goodoffices.reading.role_nouns import role_of
from goodoffices.reading.sides import BETWEEN_STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goodoffices.reading.events import Draft, UnitToRead
    from goodoffices.reading.learned.arrays import ActsModel
    from goodoffices.reading.learned.choices import Choice
    from goodoffices.reading.learned.views import LiveUnit
    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.scene import Scene
    from goodoffices.records import Actor

__all__ = ["LEAST_CHANCE", "LearnedAct", "learned_acts", "pick", "told_pairs"]

LEAST_CHANCE = 0.35
"""Acts less likely to be right are not told."""
_MOST_WORDS, _MOST_MENTIONS = 150, 25
_REMARK, _FIRST_HOSTILE = "01", "10"
_SAID = frozenset({"01", "02", "03", "05", "10", "11", "12"})
"""What a remark may also be taken for."""
_ASKED = frozenset({"02", "10"})
_NO_LONGER = frozenset({"no", "not", "false", "former", "bad", "poor", "unreliable"})
_OF_STATES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedAct:
    """An act that a word tells, its sides, its root category and the chance that it is right.

    The chance is 1 / (1 + exp(-s)) with s the sum of ``odds``.
    """

    token: Word
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    root: str
    is_mutual: bool
    chance: float
    odds: tuple[tuple[str, float], ...]


def told_pairs(unit: UnitToRead, drafts: Iterable[Draft]) -> list[Told]:
    """Return the pairs of the acts that the rules told of a unit, with their words."""
    places = {unit.place(token.idx): token.i for token in unit.scene.doc}
    found: list[Told] = []
    for draft in drafts:
        at = places.get(draft.at)
        if at is None:
            continue
        for source in [label_of(a) for a in draft.sides.sources] or [NOBODY]:
            found.extend(
                Told(at, source, target, draft.code[:2], draft.sides.is_reciprocal)
                for target in [label_of(a) for a in draft.sides.targets] or [NOBODY]
            )
    return found


def learned_acts(
    unit: UnitToRead, drafts: Sequence[Draft], model: ActsModel | None = None
) -> Iterator[LearnedAct]:
    """Yield the acts of a unit that the rules did not tell, each sure enough."""
    if len(unit.scene.doc) > _MOST_WORDS or len(unit.scene.mentions) > _MOST_MENTIONS:
        return  # a list or a text without full stops
    model = load_acts_model() if model is None else model
    live = live_unit(unit.scene, unit.story, told_pairs(unit, drafts))
    choices = list(choices_of(live, model, is_new_only=True))
    scored = zip(judged(choices, live, model.judge), choices, strict=True)
    for chance, one in pick(scored, LEAST_CHANCE):
        if one.source == one.target and (
            one.root in BETWEEN_STATES or any(one.source in (t.source, t.target) for t in live.told)
        ):
            continue  # a president who meets his minister is no news
        is_told = any(_is_same(one, told, unit.scene.doc) for told in live.told)
        is_praise = one.root >= _FIRST_HOSTILE and _calls_friend(unit.scene.doc[one.at])
        if not is_told and not is_praise and not _is_unplaced(one, unit.scene):
            yield _act(chance, one, live, model)


def _calls_friend(word: Word) -> bool:
    """Tell whether somebody is called a friend there ("described it as an ally"): no reproach."""
    near = [*word.children, *(c for n in word.children if n.dep_ == "dobj" for c in n.children)]
    told = [c for c in near if c.dep_ in {"oprd", "attr"}]
    told += [noun for c in near if c.lower_ == "as" for noun in c.children]
    return any(
        noun.lemma_.lower() in word_set("friend")
        and _NO_LONGER.isdisjoint(c.lower_ for c in noun.children)
        for noun in told
    )


def _is_unplaced(one: Choice, scene: Scene) -> bool:
    """Tell whether one does it of whom the reader found that it is none of those it knows.

    A pronoun that means nobody known, and people met here first ("critics", "a trader") who are
    no force of a state: no state that another sentence names is the doer then.
    """
    word = scene.doc[one.at]
    if not is_verb(word):
        return False
    known = {mention.head for mention in scene.mentions}
    unknown = [noun for noun in surface_subjects(word) if noun.i not in known]
    if any(noun.tag_ == "PRP" for noun in unknown):
        return True
    return one.kinds[0] == "story" and any(_is_new(noun) for noun in unknown)


def _is_new(noun: Word) -> bool:
    """Tell whether a noun tells of people not told of before, who need not be of a state."""
    role = role_of(noun)
    if noun.pos_ != "NOUN" or (role is not None and role.role in _OF_STATES):
        return False
    first = [child.lower_ for child in noun.children if child.dep_ in {"det", "poss", "nummod"}]
    return first in (["a"], ["an"], ["some"]) or (noun.tag_ == "NNS" and not first)


def _is_same(one: Choice, told: Told, doc: ParsedText) -> bool:
    """Tell whether the rules told this act, in other words or as a remark of the same sides."""
    ways = {(told.source, told.target)}
    if told.is_mutual or one.is_mutual:
        ways.add((told.target, told.source))
    if one.at == told.at and one.source == told.source:
        return True
    if (one.source, one.target) not in ways:
        return False
    roots = {one.root, told.root}
    is_near = one.at in {told.at, doc[told.at].head.i} or doc[one.at].head.i == told.at
    return (
        len(roots) == 1
        or is_near
        or roots <= _ASKED
        or (told.root == _REMARK and one.root in _SAID)
    )


def pick(scored: Iterable[tuple[float, Choice]], least: float) -> list[tuple[float, Choice]]:
    """Return the choices of a unit that are likely enough, best first.

    A word tells acts of one category; the same pair is told one act of a category once.
    """
    kept: list[tuple[float, Choice]] = []
    for chance, one in sorted(scored, key=lambda item: -item[0]):
        if chance < least:
            break
        mine = [other for _, other in kept if other.at == one.at]
        sides = {one.source, one.target}
        if any(o.root != one.root or {o.source, o.target} == sides for o in mine):
            continue
        if any(
            o.root == one.root
            and ((o.source, o.target) == (one.source, one.target)
                 or ({o.source, o.target} == sides and (o.is_mutual or one.is_mutual)))
            for _, o in kept
        ):  # fmt: skip
            continue
        kept.append((chance, one))
    return kept


def _act(chance: float, one: Choice, live: LiveUnit, model: ActsModel) -> LearnedAct:
    token = next(word.token for word in live.words if word.at == one.at)
    return LearnedAct(
        token=token,
        sources=_actors(one.source, live),
        targets=_actors(one.target, live),
        root=one.root,
        is_mutual=one.is_mutual,
        chance=chance,
        odds=tuple(
            (f"{name}{_details(name, one)}", round(amount, 2))
            for name, amount in judge_terms(one, live, model.judge)
        ),
    )


def _details(name: str, one: Choice) -> str:
    chances = {"the word": one.word, "who did it": one.side[0], "to whom": one.side[1],
               "the category": one.category}  # fmt: skip
    return f" (chance {chances[name]:.2f})" if name in chances else ""


def _actors(label: str, live: LiveUnit) -> tuple[Actor, ...]:
    """Return the actor with an id as the unit names it first; nobody for "-" unless named."""
    for candidate in live.candidates:
        for actor in candidate.actors:
            if label_of(actor) == label:
                return (actor,)
    return ()
