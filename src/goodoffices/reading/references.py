"""Find what refers back to names: "both sides", "the three states", "the two men", pronouns."""

# ruff: noqa: RUF001 - typographic quotes and dashes are what this file looks for

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.counted import SIZES, bound_pair, counted_nouns, named_so_far
from goodoffices.reading.grammar import (
    children,
    is_root,
    is_verb,
    objects,
    preposition_objects,
    surface_subjects,
)
from goodoffices.reading.lexicon import rows
from goodoffices.reading.story import Mention, state_ids
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from goodoffices.reading.names import Hit
    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.story import Story

__all__ = [
    "clause_mates",
    "group_mentions",
    "group_spans",
    "join_companions",
    "joined_pair",
    "listed_together",
    "pair_here",
    "people_of",
    "plain_mention",
    "plural_of",
    "pronoun_mentions",
    "referent_of",
]

_JOINT = (
    r"(?:sides|countries|nations|states|neighbou?rs|leaders|presidents|governments|capitals|rivals|"
    r"parties|ministers|powers|republics|kingdoms|foes|enemies|men|monarchies|allies|armies|forces|"
    r"militaries|navies|delegations|peoples|adversaries|belligerents|antagonists|opponents|teams|"
    r"premiers|negotiators|diplomats|commanders|generals|envoys|ambassadors|missions|disputants)\b"
)
_PAIR = re.compile(
    r"\b(?:both|(?:the|these|those) two|the (?:rival|warring|feuding|estranged)|their two) "
    rf"(?:\w+ )?{_JOINT}"
    r"|\ball (?:sides|parties)\b|\bboth of them\b"
    r"|\bthe two(?= \w+ed\b)"
    r"|\bthe (?:two|neighbou?rs|two sides)\b(?= (?:have|had|has|were|are|also|agreed|met|fought|"
    r"signed|spoke|said|will|then|later|to|of them)|[,.;])"
    r"|\b(?:each other|one another)\b|\btheir countries\b"
    r"|\bthe (?:neighbou?rs|adversaries|belligerents|antagonists|disputants|combatants|rivals)\b",
    re.IGNORECASE,
)
_GROUP_WORDS = frozenset(
    "both two all rival warring feuding estranged each one their the three four five six".split()  # noqa: SIM905 - a word list
)
_GROUP_STEMS = (
    "neighbo",
    "adversar",
    "belligerent",
    "antagonist",
    "disputant",
    "combatant",
    "rivals",
)
_MEN = re.compile(
    r"\b(?:the|these|both|those)(?: two)? (?:men|women|politicians|envoys)\b", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\b(?:(?:the|all|these|those) )?(?P<n>three|four|five|six) "
    r"(?:\w+ ){0,2}(?:sides|countries|nations|states|neighbou?rs|leaders|presidents|governments|"
    r"capitals|parties|ministers|powers|republics|delegations|members|monarchies|partners|allies|"
    r"signatories|rivals|kingdoms|peoples)\b",
    re.IGNORECASE,
)
_EACH = frozenset({"each other", "one another"})
_DONE_TO_THINGS = frozenset({"deny", "admit", "confirm", "regret", "say", "do", "mean", "know"})
_JUDGING = frozenset({"thank", "praise", "commend", "congratulate", "applaud", "criticise",
                      "criticize", "condemn", "blame", "reward", "punish"})  # fmt: skip
_AND_OF = re.compile(r"^,? and (?:of|with|by|from|for) (?:the )?$")
_COMPANION = re.compile(
    r"^\s*[,–—-]*\s*(?:along with|together with|accompanied by|as well as|alongside|joined by)\b"
    r"(?:\s+[\w'’.-]+){0,3}\s*$",
    re.IGNORECASE,
)
_BETWEEN_OTHERS = frozenset({"mediator", "broker", "guarantor", "sponsor", "host", "facilitator",
                             "witness", "intermediary", "observer"})  # fmt: skip
_FRONTED = frozenset({"to", "with", "from", "against", "on", "in", "at", "for"})
_WORD = re.compile(r"[a-z]+")
_NEXT_WORD = re.compile(r" ([A-Za-z]+)\b")
_PEOPLE = frozenset({"body", "people", "crew", "stateless"})
_DYAD = 2


def group_spans(doc: ParsedText) -> set[int]:
    """Return the tokens of every "both sides" and "the three governments"."""
    taken: set[int] = set()
    if not _may_name_groups(doc):
        return taken
    for match in itertools.chain(_PAIR.finditer(doc.text), _SEVERAL.finditer(doc.text)):
        span = doc.touched(match.start(), match.end())
        taken.update(token.i for token in span)
    return taken


def _may_name_groups(doc: ParsedText) -> bool:
    """Tell at once whether a unit has a word that every "both sides" and "the three" needs."""
    text = doc.text.lower()
    return not _GROUP_WORDS.isdisjoint(_WORD.findall(text)) or any(
        stem in text for stem in _GROUP_STEMS
    )


def plain_mention(
    doc: ParsedText,
    token: Word,
    actors: tuple[Actor, ...],
    form: str,
    rule: str,
    *,
    is_person: bool = False,
) -> Mention:
    """Return a mention that is one token."""
    return Mention(
        start=token.idx,
        end=token.idx + len(token),
        head=token.i,
        actors=actors,
        form=form,
        rule=rule,
        text=doc[token.i : token.i + 1].text,
        is_person=is_person,
        is_subject=token.dep_ in {"nsubj", "nsubjpass"},
    )


def referent_of(pronoun: Word, found: list[Mention], story: Story) -> Actor | None:
    """Return whom a singular pronoun means: a subject before it, else the last that fits."""
    bound = _whose(pronoun, found) or _thanked(pronoun, found)
    if bound is not None:
        return bound
    person = pronoun.lower_ in {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
    others = clause_mates(pronoun, found) if pronoun.tag_ == "PRP" else frozenset()
    before = [
        m for m in found
        if m.end <= pronoun.idx and len(m.actors) == 1 and m.actors[0].id is not None
        and (m.is_person == person) and m.form != "pronoun"
        and str(m.actors[0].id) not in others
    ]  # fmt: skip
    subject = next((m for m in reversed(before) if m.is_subject), None)
    if subject is not None:
        return subject.actors[0]
    firm = [m for m in before if not m.is_modifier]
    if firm:
        return firm[-1].actors[0]
    actor = story.last(person=person, without=others)
    if actor is None and person:
        return None
    ruler = next((m for m in found if m.end <= pronoun.idx and m.is_subject and m.is_person), None)
    if actor is None and not before and ruler is not None:
        return replace(ruler.actors[0], role="")  # "Peru's president said it would"
    return actor or (before[-1].actors[0] if before else None)


def _thanked(pronoun: Word, found: list[Mention]) -> Actor | None:
    """Return whose help it is in "thanked Oman for its help": that of the one who is thanked."""
    noun = pronoun.head
    phrase = noun.head
    is_for = pronoun.tag_ == "PRP$" and phrase.lower_ == "for" and phrase.head.lemma_ in _JUDGING
    told = {noun.i for noun in objects(phrase.head)} if is_for else set()
    fitting = [m for m in found if m.head in told and len(m.actors) == 1 and m.actors[0].id]
    return fitting[0].actors[0] if fitting else None


def _whose(pronoun: Word, found: list[Mention]) -> Actor | None:
    """Return whom "its" means in "Mali, whose army shelled its neighbour"."""
    verb = pronoun
    while verb.dep_ != "relcl" and not is_root(verb):
        verb = verb.head
    noun = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    is_whose = noun is not None and any(c.tag_ == "WP$" for c in noun.children)
    if verb.dep_ != "relcl" or not is_whose:
        return None
    fitting = [m for m in found if m.head == verb.head.i and len(m.actors) == 1 and m.actors[0].id]
    return fitting[0].actors[0] if fitting else None


def clause_mates(token: Word, found: list[Mention]) -> frozenset[str]:
    """Return the subject of the clause in which a word is an object: it must be somebody else."""
    if token.dep_ in {"nsubj", "nsubjpass"}:
        return _in_front(token, found)
    if token.dep_ not in {"dobj", "pobj", "dative"}:
        return frozenset()
    verb = token.head
    while not is_verb(verb) and not is_root(verb):
        verb = verb.head
    above = {noun.i for noun in surface_subjects(verb)} if is_verb(verb) else set()
    return state_ids(tuple(a for m in found if m.head in above for a in m.actors))


def _in_front(subject: Word, found: list[Mention]) -> frozenset[str]:
    """Return whom a phrase in front names: in "To Peru's envoy he gave" it is not "he"."""
    phrases = [c for c in children(subject.head, "prep") if c.i < subject.i]
    told = {t.i for prep in phrases if prep.lower_ in _FRONTED for t in prep.subtree}
    return state_ids(tuple(a for m in found if m.head in told for a in m.actors))


def group_mentions(doc: ParsedText, found: list[Mention], story: Story) -> list[Mention]:
    """Return "both sides" and the like as the two of this sentence, else of the story."""
    result: list[Mention] = []
    if not _may_name_groups(doc):
        return result
    for match in _PAIR.finditer(doc.text):
        if len(story.persons) == _DYAD and _MEN.match(match[0]):
            result.append(_group(doc, match, story.persons))
            continue
        span = doc.touched(match.start(), match.end())
        others = clause_mates(span.root, found)
        bound = bound_pair(doc, span.root, found) if match[0].lower() in _EACH else ()
        if bound:
            result.append(_group(doc, match, bound))
            continue
        two = pair_here(doc, found)
        if two is None or (others & set(two) and len(others) == 1):
            two = story.best_pair(without=others) or two or story.best_pair()
        if two is None:
            continue
        actors = tuple(Actor(id=ActorId(side), role="GOV", name=match[0]) for side in two)
        result.append(
            Mention(
                start=match.start(), end=match.end(), head=span.root.i, actors=actors,
                form="pair", rule="both sides", text=match[0],
                is_subject=span.root.dep_ in {"nsubj", "nsubjpass"},
            )
        )  # fmt: skip
    for match in _SEVERAL.finditer(doc.text):
        size = SIZES[match["n"].lower()]
        actors = story.last_group(size) or named_so_far(size, [], story, _named_here(found))
        if actors:
            result.append(_group(doc, match, actors))
    result += _counted_alone(doc, found, story)
    return result


def _named_here(found: list[Mention]) -> frozenset[str]:
    return state_ids(tuple(a for m in found if m.form != "pronoun" for a in m.actors))


def _counted_alone(doc: ParsedText, found: list[Mention], story: Story) -> list[Mention]:
    """Return "both", "the two" and "all four" that stand alone, as whom they count."""
    result: list[Mention] = []
    for token, size in counted_nouns(doc, group_spans(doc)):
        others = clause_mates(token, found)
        actors: tuple[Actor, ...] = ()
        if size == _DYAD:
            two = pair_here(doc, found)
            two = None if two and others & set(two) else two
            two = two or story.best_pair(without=others)
            actors = tuple(Actor(id=ActorId(side), role="GOV") for side in two or ())
        else:
            actors = story.last_group(size) or named_so_far(size, found, story, others)
        if actors:
            result.append(plain_mention(doc, token, actors, "pair", "counted"))
    return result


def _group(doc: ParsedText, match: re.Match[str], actors: tuple[Actor, ...]) -> Mention:
    span = doc.touched(match.start(), match.end())
    return Mention(
        start=match.start(),
        end=match.end(),
        head=span.root.i,
        actors=tuple(replace(actor, role=actor.role or "GOV") for actor in actors),
        form="pair",
        rule="group",
        text=match[0],
        is_subject=span.root.dep_ in {"nsubj", "nsubjpass"},
    )


def listed_together(doc: ParsedText, found: list[Mention]) -> tuple[Actor, ...]:
    """Return three or more states that one list of the unit joins ("Egypt, Ethiopia and Sudan")."""
    by_head = {m.head: m.actors[0] for m in found if len(m.actors) == 1 and m.actors[0].id}
    best: dict[ActorId | None, Actor] = {}
    for token in doc:
        if token.i in by_head and token.dep_ != "conj":
            chain = [token, *token.conjuncts]
            here = {by_head[t.i].id: by_head[t.i] for t in chain if t.i in by_head}
            best = max(best, here, key=len)
    return tuple(best.values()) if len(best) > _DYAD else ()


def pair_here(doc: ParsedText, found: list[Mention]) -> tuple[str, str] | None:
    """Return the two states that "between" or "and" joins in this unit."""
    by_head: dict[int, list[str]] = {}
    for mention in found:
        is_between = doc[mention.head].lemma_.lower() in _BETWEEN_OTHERS
        if (
            len(mention.actors) == 1
            and mention.actors[0].id
            and not is_between
            and (mention.form != "organisation")
        ):
            by_head.setdefault(mention.head, []).append(str(mention.actors[0].id))
    for token in doc if "between" in doc.text else ():
        if token.lower_ == "between":
            inside = [i for child in token.subtree for i in by_head.get(child.i, ())]
            if len(dict.fromkeys(inside)) >= _DYAD:
                first, second = list(dict.fromkeys(inside))[:2]
                return first, second
    for ids in by_head.values():
        if len(set(ids)) == _DYAD:
            return ids[0], ids[1]
    return None


def joined_pair(doc: ParsedText, found: list[Mention]) -> tuple[str, str] | None:
    """Return the two states that "and" alone joins ("the ministers of Peru and Ecuador")."""
    by_head = {m.head: str(m.actors[0].id) for m in found
               if len(m.actors) == 1 and m.actors[0].id and not m.is_modifier
               and m.form not in {"organisation", "pronoun"}}  # fmt: skip
    for head, first in by_head.items():
        joined = doc[head].conjuncts
        if len(joined) == 1 and joined[0].i > head and joined[0].i in by_head:
            second = by_head[joined[0].i]
            if first != second:
                return first, second
    owned = _owner_with(doc, by_head)
    if owned is not None:
        return owned
    firm = [m for m in found if m.form not in {"organisation", "pronoun"} and m.actors[0].id]
    for one, other in itertools.pairwise(firm):
        sides = str(one.actors[0].id), str(other.actors[0].id)
        if _AND_OF.match(doc.text[one.end : other.start]) and sides[0] != sides[1]:
            return sides
    return None


def _owner_with(doc: ParsedText, by_head: dict[int, str]) -> tuple[str, str] | None:
    """Return the two of "its ties with Chile" and "Peru, whose quarrel with Chile"."""
    for noun in doc:
        others = [n.i for p, n in preposition_objects(noun, depth=0) if p == "with"
                  and n.i in by_head] if noun.pos_ == "NOUN" else []  # fmt: skip
        for owner in children(noun, "poss") if others else ():
            before = [i for i in by_head if i < owner.i]
            at = max(before, default=-1) if owner.tag_ == "WP$" else owner.i
            if at in by_head and by_head[at] != by_head[others[0]]:
                return by_head[at], by_head[others[0]]
    return None


def people_of(hit: Hit, text: str) -> str | None:
    """Return the state of a nation that people or bodies are named by ("the Georgian army").

    The word alone may mean something else ("Georgian houses"), and so may the name of a state
    ("the Georgia governor").
    """
    meant = {surface.actor_id for surface in hit.surfaces}
    after = _NEXT_WORD.match(text, hit.end)
    is_nation = {surface.form for surface in hit.surfaces} == {"demonym"}
    if len(meant) != 1 or after is None or not is_nation:
        return None
    word = after[1].lower()
    kinds = {row["kind"] for row in rows("roles") for one in (word, word.removesuffix("s"))
             if one in row["head"].split("|")}  # fmt: skip
    return meant.pop() if kinds & _PEOPLE else None


def pronoun_mentions(doc: ParsedText, found: list[Mention], story: Story) -> list[Mention]:
    """Return the pronouns of the unit with whom they mean."""
    heads = {m.head for m in found}
    result: list[Mention] = []
    for token in doc:
        if token.tag_ not in {"PRP", "PRP$"} or token.i in heads:
            continue
        word = token.lower_
        actors: tuple[Actor, ...] = ()
        if word in {"they", "them", "their", "theirs"}:
            actors = plural_of(token, found, story)
        elif (
            word == "it"
            and token.dep_ == "dobj"
            and (story.is_thing or token.head.lemma_ in _DONE_TO_THINGS)
        ):
            continue  # "X welcomed the deal. Y praised it."
        elif word in {"he", "she", "him", "her", "his", "it", "its"}:
            actor = referent_of(token, [*found, *result], story)
            actors = (actor,) if actor is not None else ()
        if actors and not (word == "it" and token.dep_ == "expl"):
            person = word in {"he", "she", "him", "her", "his"}
            result.append(plain_mention(doc, token, actors, "pronoun", word, is_person=person))
    return result


def plural_of(token: Word, found: list[Mention], story: Story) -> tuple[Actor, ...]:
    """Return whom "they" and "their" mean: the last that were named together."""
    groups = [m.actors for m in found if m.end <= token.idx and len(m.actors) > 1]
    if groups:
        return groups[-1]
    before = [m for m in found if m.end <= token.idx and m.actors[0].id and not m.is_modifier]
    joined = [m for m in before if any(_is_joined(token.doc[m.head], o, token) for o in before)]
    if len({m.actors[0].id for m in joined}) > 1:
        return tuple(m.actors[0] for m in joined)
    several = [m for m in before if m.is_subject and _is_many(token.doc[m.head], m)]
    same = [m for m in several if m.head == several[-1].head]
    return tuple(a for m in same for a in m.actors) if same else story.group


def _is_many(head: Word, mention: Mention) -> bool:
    """Tell whether "they" can mean one actor: "officials in Lima", "the rebels", a movement."""
    return head.tag_ in {"NNS", "NNPS"} or mention.form == "group"


def _is_joined(head: Word, other: Mention, token: Word) -> bool:
    """Tell whether "and" joins two mentions."""
    there = token.doc[other.head]
    return there.i != head.i and there.i in {c.i for c in head.conjuncts}


def join_companions(
    text: str, mentions: list[tuple[int, int, Mention]]
) -> dict[int, tuple[Actor, ...]]:
    """Return who comes "along with" whom: start of a mention in the article -> further actors."""
    joined: dict[int, tuple[Actor, ...]] = {}
    firm = [m for m in mentions if m[2].form != "pronoun"]
    for (start, end, _), (other_start, _, other) in itertools.pairwise(firm):
        if _COMPANION.match(text[end:other_start]):
            joined[start] = joined.get(start, ()) + other.actors
    return joined
