"""Find who is meant where in a parsed unit: names, nouns with a nation, pairs and pronouns."""

# ruff: noqa: RUF001 - typographic quotes and dashes are what this file looks for

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from goodoffices.reading.grammar import preposition_objects
from goodoffices.reading.lexicon import rows
from goodoffices.reading.names import fold
from goodoffices.reading.story import Mention, state_ids
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from goodoffices.reading.names import Hit, Surface
    from goodoffices.reading.story import Story

__all__ = ["find_mentions", "is_role_noun", "join_companions", "pair_here"]

_PAIR = re.compile(
    r"\b(?:both|(?:the|these|those) two|the (?:rival|warring|feuding|estranged)|their two) "
    r"(?:\w+ )?(?:sides|countries|nations|states|neighbou?rs|leaders|presidents|governments|"
    r"capitals|rivals|parties|ministers|powers|republics|men|monarchies)\b"
    r"|\bthe (?:two|neighbou?rs|two sides)\b(?= (?:have|had|has|were|are|also|agreed|met|fought|"
    r"signed|spoke|said|will|then|later))|\b(?:each other|one another)\b|\bthe neighbou?rs\b"
    r"|\btheir countries\b",
    re.IGNORECASE,
)
_COMPANION = re.compile(
    r"^\s*[,–—-]*\s*(?:along with|together with|accompanied by|as well as|alongside|joined by)\b"
    r"(?:\s+[\w'’.-]+){0,3}\s*$",
    re.IGNORECASE,
)
_MODS = 3
_DYAD = 2
_OTHERS = frozenset({"neighbour", "neighbor", "counterpart", "rival", "foe", "enemy", "adversary"})
_HOLDER = ("the", "this", "that")
_WHOLE = frozenset({"country", "kingdom", "republic", "nation", "state", "emirate", "government",
                    "monarchy", "administration"})  # fmt: skip
_GENERAL = frozenset({"state", "nation", "country", "republic", "side", "community"})
_HYPHENED = frozenset(
    "led backed brokered supported sponsored mediated run funded controlled held".split()  # noqa: SIM905 - a word list
)
_LINKS = ("amod", "compound", "nmod", "poss", "nummod")
_PERSONS = frozenset({"president", "minister", "premier", "chancellor", "king", "queen", "emir",
    "leader", "ruler", "secretary", "envoy", "prince", "sheikh", "ambassador", "diplomat", "pope",
    "spokesman", "spokeswoman", "general", "speaker", "counterpart", "chief", "commissioner",
    "adviser", "lawyer", "senator", "governor"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Role:
    role: str
    kind: str


@cache
def _roles() -> dict[str, tuple[tuple[frozenset[str], _Role], ...]]:
    table: dict[str, list[tuple[frozenset[str], _Role]]] = {}
    for row in rows("roles"):
        mods = frozenset(row["mods"].split("|")) if row["mods"] else frozenset()
        for head in row["head"].split("|"):
            table.setdefault(head, []).append((mods, _Role(role=row["role"], kind=row["kind"])))
    return {head: tuple(found) for head, found in table.items()}


def _role_of(token: Any) -> _Role | None:
    """Return what a noun makes of its nation ("force" with "air" before it: the military)."""
    mods = {
        child.lower_ for child in token.subtree if child.i < token.i and token.i - child.i <= _MODS
    }
    for wanted, role in _roles().get(token.lemma_.lower(), ()):
        if not wanted or wanted & mods:
            return role
    if token.pos_ == "PROPN":  # "Venezuelan President Hugo Chávez"
        for child in token.children:
            if child.dep_ in {"compound", "nmod"} and child.lemma_.lower() in _roles():
                return _role_of(child)
    return None


def is_role_noun(token: Any) -> bool:
    """Return True for nouns that stand for people or bodies: president, army, rebels, embassy."""
    return token.lemma_.lower() in _roles()


def find_mentions(doc: Any, hits: list[Hit], story: Story) -> list[Mention]:
    """Return the mentions of one unit in order; names first, then what refers back to names."""
    found: list[Mention] = []
    taken: set[int] = set()
    for match in _PAIR.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        taken.update(token.i for token in span)
    for hit in hits:
        mention = _from_hit(doc, hit, story)
        if mention is not None:
            found.append(mention)
            taken.update(t.i for t in doc.char_span(hit.start, hit.end, alignment_mode="expand"))
    found = _drop_doubled(doc, found)
    found.extend(_from_aliases(doc, taken, story))
    heads = {m.head for m in found if not m.is_modifier} | taken
    for token in doc:
        if token.i not in heads and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            mention = _from_noun(doc, token, found, story)
            if mention is not None:
                found.append(mention)
    found.extend(_pairs(doc, found, story))
    found.extend(_pronouns(doc, found, story))
    return sorted(found, key=lambda mention: mention.start)


def _from_hit(doc: Any, hit: Hit, story: Story) -> Mention | None:
    surface = _choose(hit.surfaces, story)
    span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if surface is None or span is None:
        return None
    root = span.root
    top = root
    while top.dep_ == "conj" and top.head.i < span.start and top.head is not top:
        top = top.head
    anchor = top.head if top.dep_ in _LINKS and top.head is not top else None
    if anchor is None and top.dep_ == "pobj" and top.head.lower_ == "of":
        anchor = top.head.head if _role_of(top.head.head) and not _has_name(top.head.head) else None
    role = _role_of(anchor) if anchor is not None else None
    if anchor is None and root.dep_ == "npadvmod" and root.head.lower_ in _HYPHENED:
        anchor = root.head.head  # "the Saudi-led coalition", "an Iran-backed militia"
        role = _role_of(anchor)
    while role is not None and anchor is not None and _is_title_of_name(anchor):
        anchor = anchor.head
    base = _base_role(surface)
    if surface.form == "leader" or (surface.person and surface.form != "demonym"):
        anchor, role = None, None
    if (
        role is not None
        and anchor is not None
        and not (surface.form == "organisation" and role.kind == "stateless")
    ):
        found = _mention(doc, span, anchor, surface, role.role, rule="noun", is_modifier=False)
        return replace(found, form=f"{found.form}+{role.kind}") if role.kind == "vehicle" else found
    return _mention(
        doc, span, anchor if anchor is not None else root, surface, base,
        rule="name", is_modifier=anchor is not None,
    )  # fmt: skip


def _is_title_of_name(token: Any) -> bool:
    """Return True for the minister of "Iraqi Prime Minister Adel Mahdi": the name is the head."""
    return bool(token.dep_ == "compound" and token.head.pos_ == "PROPN" and token.head.i > token.i)


def _has_name(token: Any) -> bool:
    return any(child.dep_ == "appos" for child in token.children)


def _base_role(surface: Surface) -> str:
    if surface.form in {"leader", "metonym"} or surface.person:
        return surface.role or "GOV"
    return surface.role or ("IGO" if surface.form == "organisation" else "")


def _choose(surfaces: tuple[Surface, ...], story: Story) -> Surface | None:
    """Return the meaning of a name; among several only one that the text has already named."""
    if len({surface.actor_id for surface in surfaces}) == 1:
        return surfaces[0]
    known = {i for m in story.mentions for i in state_ids(m.actors)}
    fitting = [s for s in surfaces if s.actor_id in known]
    return fitting[0] if len({s.actor_id for s in fitting}) == 1 else None


def _mention(
    doc: Any, span: Any, head: Any, surface: Surface, role: str, *, rule: str, is_modifier: bool
) -> Mention:
    actor = Actor(
        id=ActorId(surface.actor_id) if surface.actor_id else None,
        role=role,
        name=surface.person or doc[span.start : span.end].text,
    )
    is_person = bool(surface.person) or (not is_modifier and head.lemma_.lower() in _PERSONS
                                         and head.tag_ in {"NN", "NNP"})  # fmt: skip
    return Mention(
        start=span.start_char,
        end=span.end_char,
        head=head.i,
        actors=(actor,),
        form=surface.form,
        rule=rule,
        text=span.text,
        is_modifier=is_modifier,
        is_person=is_person,
        is_subject=head.dep_ in {"nsubj", "nsubjpass"} and not is_modifier,
    )


def _drop_doubled(doc: Any, found: list[Mention]) -> list[Mention]:
    """Drop "Turkish" of "Turkish President Erdoğan": the same actor on the same phrase."""
    kept: list[Mention] = []
    for mention in found:
        same = [
            o for o in found
            if o is not mention and o.actors[0].id == mention.actors[0].id
            and (o.head == mention.head or doc[mention.head].head.i == o.head)
            and o.form == "leader" and mention.form != "leader"
        ]  # fmt: skip
        if not same:
            kept.append(mention)
    return kept


def _from_aliases(doc: Any, taken: set[int], story: Story) -> list[Mention]:
    found = []
    for token in doc:
        if token.i in taken or token.pos_ != "PROPN":
            continue
        actor = story.aliases.get(fold(token.text))
        if actor is not None:
            found.append(_plain(doc, token, (actor,), "leader", "name told before", is_person=True))
            taken.add(token.i)
    return found


def _plain(
    doc: Any,
    token: Any,
    actors: tuple[Actor, ...],
    form: str,
    rule: str,
    *,
    is_person: bool = False,
) -> Mention:
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


def _from_noun(  # noqa: PLR0911 - one return per kind of noun
    doc: Any, token: Any, found: list[Mention], story: Story
) -> Mention | None:
    """Return whom a noun without a name beside it stands for ("its pilot", "the rebels")."""
    role = _role_of(token)
    if token.lemma_.lower() in _OTHERS:
        return _other(doc, token, story)
    if role is None:
        return _apposed(doc, token, found)
    named = {m.head for m in found if m.form == "leader"}
    if any(c.i in named for c in token.children) or (
        token.head.i in named and token.dep_ == "compound"
    ):
        return None  # the title of somebody named beside it
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    if owner is not None and owner.pos_ == "PRON":
        actor = _crew_of(found, story) if role.kind == "crew" else None
        actor = actor or _referent(owner, found, story)
        if actor is not None:
            held = replace(actor, role=role.role, name=token.text)
            return _plain(doc, token, (held,), "noun", f"{owner.lower_} + noun")
    lead = _apposed(doc, token, found) or _placed(doc, token, found, role)
    if lead is not None:
        return lead
    if role.kind == "stateless" or (role.kind == "people" and role.role != "CVL"):
        actor = Actor(id=None, role=role.role, name=token.text)
        return _plain(doc, token, (actor,), "noun", "nobody's")
    if role.kind == "people":
        international = any(child.lower_ == "international" for child in token.children)
        name, kind = ("international community", "INT") if international else (token.text, "CVL")
        return _plain(doc, token, (Actor(id=None, role=kind, name=name),), "noun", "nobody's")
    return _held(doc, token, found, story)


def _placed(doc: Any, token: Any, found: list[Mention], role: _Role) -> Mention | None:
    """Return whose "police in Krasnodar" or "protesters in Tehran" are."""
    if role.kind == "stateless" or role.role not in {"JUD", "COP", "CVL", "OPP", "LEG"}:
        return None
    here = {n.i for prep, n in preposition_objects(token, depth=0) if prep in {"in", "of", "from"}}
    for mention in found:
        if mention.head in here and len(mention.actors) == 1 and not mention.is_modifier:
            actor = replace(mention.actors[0], role=role.role, name=token.text)
            return _plain(doc, token, (actor,), "noun", "noun + place")
    return None


def _held(doc: Any, token: Any, found: list[Mention], story: Story) -> Mention | None:
    has_the = any(c.dep_ == "det" and c.lower_ in _HOLDER for c in token.children)
    is_plain = not any(c.dep_ in {"amod", "poss", "prep"} for c in token.children)
    lemma = token.lemma_.lower()
    role = _role_of(token)
    if has_the and is_plain and role is not None and role.kind == "vehicle":
        actor = _crew_of(found, story)
        return None if actor is None else _plain(doc, token, (actor,), "noun", "the + craft")
    if has_the and is_plain and token.tag_ == "NN" and (lemma in _WHOLE or lemma in _PERSONS):
        actor = _nearest(found, token, person=lemma in _PERSONS) or story.last(
            person=lemma in _PERSONS
        )
        if actor is not None:
            return _plain(doc, token, (actor,), "noun", "the + noun", is_person=lemma in _PERSONS)
    return None


def _other(doc: Any, token: Any, story: Story) -> Mention | None:
    """Return who "its neighbours" are: those who stand opposite its owner in the story."""
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    if owner is None:
        return None
    holder = story.last(person=owner.lower_ in {"his", "her"}) or story.last(person=False)
    if holder is None or holder.id is None:
        return None
    others = story.others(str(holder.id))[: None if token.tag_ == "NNS" else 1]
    actors = tuple(Actor(id=ActorId(other), role="", name=token.text) for other in others)
    return _plain(doc, token, actors, "noun", "other side") if actors else None


def _apposed(doc: Any, token: Any, found: list[Mention]) -> Mention | None:
    """Return the actor of an unknown name from the title beside it (Iraq's minister, X)."""
    if token.pos_ != "PROPN":
        return None
    beside = [token.head.i] if token.dep_ == "appos" else []
    beside += [child.i for child in token.children if child.dep_ == "appos"]
    for mention in found:
        if mention.head in beside and not mention.is_modifier:
            span = doc[token.left_edge.i : token.i + 1]
            actor = replace(mention.actors[0], name=span.text)
            return replace(
                _plain(doc, token, (actor,), "noun", "apposition", is_person=True), text=span.text
            )
    return None


def _crew_of(found: list[Mention], story: Story) -> Actor | None:
    """Return whose craft it was: a pilot belongs to the last aircraft named."""
    for mention in [*reversed(found), *reversed(story.mentions[-8:])]:
        if mention.rule == "noun" and len(mention.actors) == 1 and _is_vehicle(mention):
            return mention.actors[0]
    return None


def _is_vehicle(mention: Mention) -> bool:
    return mention.form.endswith("+vehicle")


def _nearest(found: list[Mention], token: Any, *, person: bool) -> Actor | None:
    before = [m for m in found if m.end <= token.idx and m.is_person == person
              and len(m.actors) == 1 and m.actors[0].id is not None]  # fmt: skip
    return before[-1].actors[0] if before else None


def _referent(pronoun: Any, found: list[Mention], story: Story) -> Actor | None:
    """Return whom a singular pronoun means: a subject before it, else the last that fits."""
    person = pronoun.lower_ in {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
    before = [
        m for m in found
        if m.end <= pronoun.idx and len(m.actors) == 1 and m.actors[0].id is not None
        and (m.is_person == person) and m.form != "pronoun"
    ]  # fmt: skip
    subject = next((m for m in reversed(before) if m.is_subject), None)
    if subject is not None:
        return subject.actors[0]
    firm = [m for m in before if not m.is_modifier]
    if firm:
        return firm[-1].actors[0]
    actor = story.last(person=person)
    if actor is None and person:
        return None
    return actor or (before[-1].actors[0] if before else None)


def _pairs(doc: Any, found: list[Mention], story: Story) -> list[Mention]:
    """Return "both sides" and the like as the two of this sentence, else of the story."""
    result = []
    for match in _PAIR.finditer(doc.text):
        two = pair_here(doc, found) or story.best_pair()
        if two is None:
            continue
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        actors = tuple(Actor(id=ActorId(side), role="GOV", name=match[0]) for side in two)
        result.append(
            Mention(
                start=match.start(), end=match.end(), head=span.root.i, actors=actors,
                form="pair", rule="both sides", text=match[0],
                is_subject=span.root.dep_ in {"nsubj", "nsubjpass"},
            )
        )  # fmt: skip
    return result


def pair_here(doc: Any, found: list[Mention]) -> tuple[str, str] | None:
    """Return the two states that "between" or "and" joins in this unit."""
    by_head: dict[int, list[str]] = {}
    for mention in found:
        if len(mention.actors) == 1 and mention.actors[0].id and mention.form != "organisation":
            by_head.setdefault(mention.head, []).append(str(mention.actors[0].id))
    for token in doc:
        if token.lower_ == "between":
            inside = [i for child in token.subtree for i in by_head.get(child.i, ())]
            if len(dict.fromkeys(inside)) >= _DYAD:
                first, second = list(dict.fromkeys(inside))[:2]
                return first, second
    for ids in by_head.values():
        if len(set(ids)) == _DYAD:
            return ids[0], ids[1]
    return None


def _pronouns(doc: Any, found: list[Mention], story: Story) -> list[Mention]:
    heads = {m.head for m in found}
    result: list[Mention] = []
    for token in doc:
        if token.tag_ not in {"PRP", "PRP$"} or token.i in heads:
            continue
        word = token.lower_
        actors: tuple[Actor, ...] = ()
        if word in {"they", "them", "their", "theirs"}:
            actors = _plural(token, found, story)
        elif word in {"he", "she", "him", "her", "his", "it", "its"}:
            actor = _referent(token, found, story)
            actors = (actor,) if actor is not None else ()
        if actors and not (word == "it" and token.dep_ == "expl"):
            person = word in {"he", "she", "him", "her", "his"}
            result.append(_plain(doc, token, actors, "pronoun", word, is_person=person))
    return result


def _plural(token: Any, found: list[Mention], story: Story) -> tuple[Actor, ...]:
    groups = [m.actors for m in found if m.end <= token.idx and len(m.actors) > 1]
    if groups:
        return groups[-1]
    before = [m for m in found if m.end <= token.idx and m.actors[0].id and not m.is_modifier]
    joined = [m for m in before if any(_is_joined(token.doc[m.head], o, token) for o in before)]
    if len({m.actors[0].id for m in joined}) > 1:
        return tuple(m.actors[0] for m in joined)
    return story.group


def _is_joined(head: Any, other: Mention, token: Any) -> bool:
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
