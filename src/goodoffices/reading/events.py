"""From triggers and sides to events: date, modality, numbers, trace, one record for one act."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading.alone import acts_alone
from goodoffices.reading.dating import dated
from goodoffices.reading.echoes import same_again
from goodoffices.reading.grammar import children, complements, is_root, surface_subjects
from goodoffices.reading.guess import guess_acts, guess_sentence, plain_trigger
from goodoffices.reading.learned.acts import learned_acts
from goodoffices.reading.modality import find_modality, is_past_cue, is_standing
from goodoffices.reading.noting import brokered, note_act
from goodoffices.reading.possible import is_possible
from goodoffices.reading.repeats import is_at_odds
from goodoffices.reading.rivals import RunnerUp, find_runner_up
from goodoffices.reading.sides import Scene, Sides, find_sides
from goodoffices.reading.story import state_ids
from goodoffices.reading.third import third_parties
from goodoffices.reading.told_in import note_statements, told_in
from goodoffices.reading.triggers import Trigger, triggers_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from goodoffices.reading.dates import When
    from goodoffices.reading.parsed import Word
    from goodoffices.reading.story import Story
    from goodoffices.records import Actor, Modality, Precision

__all__ = ["Draft", "UnitToRead", "draft_events", "merge_drafts"]

_FORCE = ("18", "19", "20")
_TALKS_TO_COME = {
    "040": "036",
    "041": "036",
    "042": "036",
    "043": "036",
    "044": "036",
    "046": "036",
}
_HOSTILE = ("13", "15", "18", "19", "20")
_SAID = ("01", "02", "03", "10", "11", "12", "13")
_MAX_TABLE = 4
_ACCUSE = "112"
"""What an accuser says that the other does is no act that the text tells."""
_PROMISES = ("030", "130")
_TRIES = ("try", "seek", "attempt", "to (purpose)")
_PRIVATE = frozenset({"OPP", "CVL", "EDU", "LAB", "MED", "REF", "INT", "NGO", "REL"})
_GUESS_TRUST = 0.6
"""An act that only the classifier knows is believed this much less."""
_BASE, _PAIR_COST, _DIRECTION_COST, _ALONE_COST = 0.85, 0.15, 0.15, 0.2
_LASTING = ("05", "06")
_NOTED_CHANCE = 0.6
"""What is less sure is told, but changes nothing of how the rest of the text is read."""
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6})"
_DEAD = re.compile(
    rf"(?:left|killed|killing|kills)(?: at least| more than| about| some| over)? {_NUMBER}\b"
    rf"|{_NUMBER}(?: \w+){{0,3}} (?:dead\b|died\b|(?:were|was) killed|killed\b)"
)
_HURT = re.compile(
    rf"(?:injuring|wounding|injured|wounded)(?: at least| more than| about)? {_NUMBER}\b"
    rf"|{_NUMBER}(?: \w+){{0,3}} (?:injured|wounded|hurt)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event before it gets its document: ``at`` is where its trigger stands in the article.

    ``told_in`` is the code of the statement or appeal that tells it, "" where none does; ``odds``
    are the log-odds whose sum makes the chance of a learned act.
    """

    code: str
    sides: Sides
    modality: Modality
    modality_word: str
    since: dt.date | None
    until: dt.date | None
    precision: Precision
    date_rule: str
    trigger: str
    is_noun: bool
    at: int
    row: str
    sentence: tuple[int, int]
    source_at: tuple[tuple[int, int], ...] = ()
    target_at: tuple[tuple[int, int], ...] = ()
    via: tuple[Actor, ...] = ()
    via_at: tuple[tuple[int, int], ...] = ()
    runner_up: RunnerUp | None = None
    told_in: str = ""
    n_dead: int | None = None
    n_injured: int | None = None
    confidence: float
    confidence_terms: tuple[tuple[str, float], ...] = ()
    odds: tuple[tuple[str, float], ...] = ()

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The directed pairs of ids that the act holds between ("-" for nobody's)."""
        there = {(_id(s), _id(t)) for s in self.sides.sources or (None,)
                 for t in self.sides.targets or (None,)}  # fmt: skip
        back = {(t, s) for s, t in there} if self.sides.is_reciprocal else set()
        return frozenset(there | back)

    def event_id(self, document_sha256: str, quote_start: int) -> str:
        """Return the id that this act always has in this document."""
        sides = [
            [_id(a) + ":" + a.role for a in side]
            for side in (self.sides.sources, self.sides.targets)
        ]
        key = json.dumps([document_sha256, quote_start, self.at, self.code, sides])
        return f"evt-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _id(actor: Actor | None) -> str:
    return "-" if actor is None or actor.id is None else str(actor.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitToRead:
    """A parsed unit with what is known of it; ``place`` maps an offset in it to the article."""

    scene: Scene
    story: Story
    dates: tuple[When, ...]
    published: dt.date
    place: Callable[[int], int]
    sentence: tuple[int, int]


def draft_events(unit: UnitToRead, *, is_learned: bool = True) -> Iterator[Draft | str]:
    """Yield the acts of one unit, or a note why a trigger gave none.

    Those that only the learned models see come last; without ``is_learned`` there are none.
    """
    told: list[Draft] = []
    for one in _by_rules(unit):
        if not isinstance(one, str):
            told.append(one)
        yield one
    if not told:
        for guess in _from_guesses(unit, guess_sentence(unit.scene), {}):
            told.append(guess)
            yield guess
    if is_learned:
        yield from _learned(unit, told)


def _learned(unit: UnitToRead, told: list[Draft]) -> Iterator[Draft]:
    """Yield the acts that the learned models see and the rules have not told."""
    for one in learned_acts(unit, told):
        modality, word = find_modality(one.token)
        if modality in {"hypothetical", "negated"}:
            continue
        if one.root in _LASTING and is_standing(one.token):
            continue  # "shares a history with", "backs": how two stand, no happening
        sides = Sides(sources=one.sources, targets=one.targets, source_rule="learned",
                      target_rule="learned", is_reciprocal=one.is_mutual)  # fmt: skip
        draft = _draft(plain_trigger(one.token, f"{one.root}0", "learned"), sides, modality, word,
                       unit)  # fmt: skip
        sure = round(one.chance, 2)
        terms = (("chance by weights learned from marked texts", sure),)
        draft = replace(draft, confidence=sure, confidence_terms=terms, odds=one.odds)
        yield from _finished(draft, one.token, unit, is_noted=one.chance >= _NOTED_CHANCE)


def _by_rules(unit: UnitToRead) -> Iterator[Draft | str]:
    triggers = triggers_of(unit.scene.doc)
    note_statements(unit.scene.doc, triggers)
    emitting: dict[int, frozenset[int]] = {}
    failed: set[str] = set()
    for trigger in triggers:
        token = trigger.token
        done = emitting.get(token.i)
        if done is not None and (not done or not trigger.consumed - done):
            continue
        modality, word, why_not = _modality(trigger, unit.scene, emitting)
        if (
            not why_not
            and trigger.row.code in _PROMISES
            and _is_told_below(trigger, triggers, unit)
        ):
            why_not = "what is promised is told as an act of its own"
        sides = None if why_not else find_sides(trigger, unit.scene, unit.story)
        if sides is None or not is_possible(trigger, sides):
            failed.add(trigger.row.row)
            why_not = why_not or "who or whom is not told"
            yield f"{unit.place(token.idx)} {token.text}: {why_not}"
            continue
        emitting[token.i] = (done or frozenset()) | trigger.consumed
        if trigger.row.code == _ACCUSE:
            emitting |= {c.i: frozenset() for c in complements(token) if is_standing(c)}
        rivals = [other for other in triggers if other.token.i == token.i]
        draft = _draft(trigger, sides, modality, word, unit)
        draft = replace(draft, runner_up=find_runner_up(trigger, rivals, frozenset(failed)))
        yield from _finished(draft, token, unit)
    yield from _same_again(unit)
    done = frozenset(trigger.token.i for trigger in triggers)
    guesses = guess_acts(unit.scene, done, frozenset(emitting))
    yield from _from_guesses(unit, guesses, emitting)
    yield from _alone(unit, triggers, emitting)


def _alone(
    unit: UnitToRead, triggers: list[Trigger], emitting: dict[int, frozenset[int]]
) -> Iterator[Draft]:
    """Yield the acts of one named actor, where the rules for two sides found none."""
    for trigger, sides in acts_alone(triggers, unit.scene, unit.story):
        if trigger.token.i in emitting:
            continue
        modality, word, why_not = _modality(trigger, unit.scene, emitting)
        if not why_not:
            emitting[trigger.token.i] = trigger.consumed
            draft = _draft(trigger, sides, modality, word, unit)
            yield from _finished(draft, trigger.token, unit)


def _same_again(unit: UnitToRead) -> Iterator[Draft]:
    """Yield the act of one who did as the one before ("so did Oslo")."""
    for trigger, act in same_again(unit.scene, unit.story):
        modality, word, _ = _modality(trigger, unit.scene, {})
        if modality == "actual":
            sides = Sides(sources=act.sources, targets=act.targets, source_rule="subj",
                          target_rule="same again", is_reciprocal=act.is_reciprocal)  # fmt: skip
            yield from _finished(_draft(trigger, sides, modality, word, unit), trigger.token, unit)


def _is_told_below(trigger: Trigger, triggers: list[Trigger], unit: UnitToRead) -> bool:
    """Return True for the agreeing of "agreed to lift sanctions on X": the lifting says more."""
    below = {c.i for c in trigger.token.children if c.dep_ == "xcomp"}
    for other in triggers:
        is_promised = other.token.i in below and find_modality(other.token)[0] == "expected"
        sides = find_sides(other, unit.scene, unit.story) if is_promised else None
        if sides is not None and is_possible(other, sides):
            above = find_sides(trigger, unit.scene, unit.story)
            return above is None or (
                _states(above) == _states(sides) and above.is_reciprocal == sides.is_reciprocal
            )
    return False


def _states(sides: Sides) -> frozenset[str]:
    return state_ids((*sides.sources, *sides.targets))


def _from_guesses(
    unit: UnitToRead,
    guesses: Iterator[tuple[Trigger, Sides, float]],
    emitting: dict[int, frozenset[int]],
) -> Iterator[Draft]:
    """Yield what the classifier makes of verbs that the table of acts does not know."""
    for trigger, sides, share in guesses:
        modality, word, why_not = _modality(trigger, unit.scene, emitting)
        if not why_not:
            draft = _draft(trigger, sides, modality, word, unit)
            sure = round(share * _GUESS_TRUST, 2)
            terms = (("guessed by the classifier", sure),)
            draft = replace(draft, confidence=sure, confidence_terms=terms)
            yield from _finished(draft, trigger.token, unit)


def _modality(
    trigger: Trigger, scene: Scene, emitting: dict[int, frozenset[int]]
) -> tuple[Modality, str, str]:
    """Return the modality, the word that decides it, and why there is no event, or ""."""
    token = trigger.token
    if is_standing(token) and not _tells_in_present(trigger, scene):
        return "actual", "", "simple present, no single happening"
    if any(need.function == "neg" for need in trigger.row.need):
        return "actual", "", ""  # "would not meet" is a refusal, and that was done
    modality, word = find_modality(token)
    if word in _TRIES and trigger.row.code == "045":
        return "actual", "", ""  # who tries to mediate, mediates
    if (
        modality == "negated"
        and trigger.row.code[:2] in _HOSTILE
        and any(c.lower_ in {"will", "shall", "wo"} for c in children(token, "aux"))
    ):
        return modality, word, "a promise not to do it"
    if modality == "hypothetical" or (modality != "actual" and _is_under(token, emitting)):
        return modality, word, f"{modality} ({word})"
    return modality, word, ""


def _finished(
    draft: Draft, token: Word, unit: UnitToRead, *, is_noted: bool = True
) -> Iterator[Draft]:
    """Date and count an act, let the story know of it, and split it where it is several."""
    via = third_parties(token, draft.code, draft.sides, unit.scene)
    draft = replace(draft, via=via, via_at=_places(via, unit.scene, unit.place))
    draft = dated(draft, token, unit.dates, unit.published, unit.story)
    draft = _counted(draft, unit.scene.doc.text)
    if is_noted:
        note_act(draft, token, unit.story)
    yield from _split(draft)
    yield from brokered(draft, token)


def _places(
    actors: tuple[Actor, ...], scene: Scene, place: Callable[[int], int]
) -> tuple[tuple[int, int], ...]:
    """Return where in the article the words stand that name the actors, up to their head noun."""
    found: dict[tuple[int, int], None] = {}
    for actor in actors:
        for mention in scene.mentions:
            if any(actor is one or actor == one for one in mention.actors):
                head = scene.doc[mention.head]
                start, end = min(mention.start, head.idx), max(mention.end, head.idx + len(head))
                found[place(start), place(end - 1) + 1] = None
    return tuple(found)


def _tells_in_present(trigger: Trigger, scene: Scene) -> bool:
    """Return True for "Peru meets Chile in Lima": captions and words said tell one happening."""
    if trigger.row.code[:2] in _SAID:
        return True
    return any(scene.actors_of(noun) for noun in surface_subjects(trigger.token))


def _is_under(token: Word, emitting: dict[int, frozenset[int]]) -> bool:
    step = token
    while step.dep_ in {"xcomp", "ccomp", "conj", "dobj", "pcomp", "prep", "acl"} and not is_root(
        step
    ):
        if step.dep_ == "conj" and children(step, "nsubj", "nsubjpass"):
            return False  # "X met Y, and Z agreed to withdraw": a clause of its own
        step = step.head
        if step.i in emitting:
            return True
    return False


def _draft(
    trigger: Trigger,
    sides: Sides,
    modality: Modality,
    word: str,
    unit: UnitToRead,
) -> Draft:
    row = trigger.row
    code = row.code
    if (
        row.code_by_others
        and sides.sources
        and all(a.role in _PRIVATE or (a.id is None and a.role != "REB") for a in sides.sources)
    ):
        code = row.code_by_others
    if modality == "expected":
        code = _TALKS_TO_COME.get(code, code)
    if modality == "actual" and is_past_cue(trigger.token):
        modality, word = "historical", "past cue"
    terms = _confidence_terms(sides, row.sign)
    return Draft(
        code=code,
        sides=sides,
        modality=modality,
        modality_word=word,
        since=None,
        until=None,
        precision="unknown",
        date_rule="",
        trigger=trigger.token.text,
        is_noun=trigger.is_noun,
        at=unit.place(trigger.token.idx),
        row=row.row,
        sentence=unit.sentence,
        source_at=_places(sides.sources, unit.scene, unit.place),
        target_at=_places(sides.targets, unit.scene, unit.place),
        confidence=round(sum(amount for _, amount in terms), 2),
        confidence_terms=terms,
        told_in=told_in(trigger.token),
    )


def _confidence_terms(sides: Sides, sign: str) -> tuple[tuple[str, float], ...]:
    """Return what the confidence in an act is the sum of, each part with its reason."""
    terms = [("a row of the table of acts fits", _BASE)]
    if not sides.targets:
        terms.append(("whom it concerns is not named", -_ALONE_COST))
    if "pair" in sides.source_rule or "pair" in sides.target_rule:
        terms.append(("a side is taken from the two states in focus", -_PAIR_COST))
    if not sides.is_direction_told and sign == ">":
        terms.append(("the direction is not told", -_DIRECTION_COST))
    return tuple(terms)


def _split(draft: Draft) -> Iterator[Draft]:
    sides = draft.sides
    if (
        sides.is_reciprocal
        and sides.source_rule == sides.target_rule
        and (1 < len(state_ids(sides.targets)) < _MAX_TABLE)
    ):  # each of three that met has met each other
        rest = replace(sides, sources=sides.targets[:1], targets=sides.targets[1:])
        yield from _split(replace(draft, sides=rest))
    if not draft.sides.is_split:
        yield draft
        return
    for target in draft.sides.targets:
        yield replace(draft, sides=replace(draft.sides, targets=(target,)))


def _counted(draft: Draft, text: str) -> Draft:
    if draft.code[:2] not in _FORCE:
        return draft
    return replace(draft, n_dead=_count(_DEAD, text), n_injured=_count(_HURT, text))


def _count(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    if not found:
        return None
    digits = re.search(r"\d[\d,]*", found[0])
    return int(digits[0].replace(",", "")) if digits else None


def merge_drafts(drafts: list[Draft]) -> list[Draft]:
    """Return one draft for each act of a story; the first stays, a later date fills a gap."""
    kept: list[Draft] = []
    for draft in drafts:
        for n, earlier in enumerate(kept):
            if _is_same(earlier, draft):
                kept[n] = _joined(earlier, draft)
                break
        else:
            kept.append(draft)
    return kept


def _kind(code: str) -> str:
    return code[:2] if code[:2] in _FORCE else code[:3]


def _are_two_acts(earlier: Draft, later: Draft) -> bool:
    """Return True for "shut the border and halted trade": no sentence tells one act twice."""
    is_verb = not earlier.is_noun and not later.is_noun
    is_other = earlier.row != later.row and earlier.at != later.at
    return is_verb and is_other and earlier.sentence == later.sentence


def _is_same(earlier: Draft, later: Draft) -> bool:
    if _kind(earlier.code) != _kind(later.code) or not _is_between_same(earlier, later):
        return False
    if is_at_odds(earlier, later) or _are_two_acts(earlier, later):
        return False
    if (earlier.modality == "expected") != (later.modality == "expected"):
        return False
    if (earlier.modality == "negated") != (later.modality == "negated"):
        return False
    if (
        earlier.since is None
        or later.since is None
        or "unknown" in {earlier.precision, later.precision}
    ):
        return True
    first_end, second_end = earlier.until or earlier.since, later.until or later.since
    return earlier.since <= second_end and later.since <= first_end


def _is_between_same(earlier: Draft, later: Draft) -> bool:
    """Tell whether a later act adds no new pair; one without a target adds none to its doer's."""
    if later.sides.targets:
        return later.pairs <= earlier.pairs
    doers, known = ({_id(a) for a in one.sides.sources} for one in (later, earlier))
    return doers <= known


def _joined(earlier: Draft, later: Draft) -> Draft:
    earlier = replace(
        earlier,
        n_dead=later.n_dead if earlier.n_dead is None else earlier.n_dead,
        n_injured=later.n_injured if earlier.n_injured is None else earlier.n_injured,
    )
    if earlier.precision == "unknown" and later.precision != "unknown":
        return replace(earlier, since=later.since, until=later.until, precision=later.precision,
                       date_rule=later.date_rule, modality=later.modality)  # fmt: skip
    return earlier
