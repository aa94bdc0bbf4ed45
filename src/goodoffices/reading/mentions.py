"""Find who is meant where in a parsed unit: names, nouns with a nation, pairs and pronouns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.epithets import ONE_OF_TWO, called_so, former_or_latter, kind_of, quarter
from goodoffices.reading.grammar import children, is_root, preposition_objects
from goodoffices.reading.names import fold
from goodoffices.reading.references import (
    clause_mates,
    group_mentions,
    group_spans,
    plain_mention,
    plural_of,
    pronoun_mentions,
    referent_of,
)
from goodoffices.reading.role_nouns import PERSONS, RoleNoun, is_role_noun, role_of
from goodoffices.reading.story import Mention, state_ids
from goodoffices.reading.strangers import CALENDAR, find_stranger, of_a_state, place_stranger
from goodoffices.reading.voices import first_persons
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from goodoffices.reading.names import Hit, Surface
    from goodoffices.reading.parsed import ParsedText, Span, Word
    from goodoffices.reading.story import Story

__all__ = ["find_mentions", "is_role_noun"]

_OTHERS = frozenset({"neighbour", "neighbor", "counterpart", "rival", "foe", "enemy", "adversary",
                     "colleague", "homologue"})  # fmt: skip
_OF_A_LEADER = frozenset({"administration", "government", "cabinet", "regime", "aide", "team"})
_HYPHENS = ("-", "\N{EN DASH}")
_COURTESY = frozenset({"Mr", "Mrs", "Ms", "Miss", "Sheikh", "Sir", "Lord", "Dr"})
_HOLDER = ("the", "this", "that")
_ORGANS = frozenset({"court", "Court", "Union", "union", "Council", "council", "Commission",
    "commission", "League", "league", "Organisation", "organisation", "Organization",
    "organization", "Community", "Bank", "Agency", "agency", "Fund"})  # fmt: skip
_QUARTERS = frozenset({"North", "South", "East", "West"})
_GUESTS = frozenset({"guest", "visitor", "host"})
_WHOLE = frozenset({"country", "republic", "nation", "state", "government", "administration"})
_LANDS = _WHOLE - {"government", "administration"}
_GENERAL = frozenset({"state", "nation", "country", "republic", "side", "community"})
_OF_A_GROUP = frozenset({"body", "crew", "people", "stateless"})
_HYPHENED = frozenset(
    "based led backed brokered supported sponsored mediated run funded controlled held".split()  # noqa: SIM905 - a word list
)
_LOCAL = frozenset(
    {"JUD", "COP", "CVL", "OPP", "LEG", "EDU", "LAB", "MED", "REF", "REL", "NGO", "BUS", "CRM"}
)
_RULERS = frozenset({"GOV", "MIL"})
_BODY_WORDS = frozenset({"organisation", "organization", "bloc", "body", "alliance", "grouping"})
_LATELY = 12
_ORGANS_OF_STATE = frozenset({"army", "navy", "military", "ministry", "authority", "coastguard"})
"""What acts abroad; "the police" and "the parliament" mostly act on their own people."""
_BRANCHES = frozenset({"foreign", "defence", "defense", "interior", "national"})
_LINKS = ("amod", "compound", "nmod", "poss", "nummod")


def find_mentions(doc: ParsedText, hits: list[Hit], story: Story) -> list[Mention]:
    """Return the mentions of one unit in order; names first, then what refers back to names."""
    found: list[Mention] = []
    taken: set[int] = set()
    taken |= group_spans(doc)
    for hit in hits:
        mention = _from_hit(doc, hit, story)
        if mention is not None:
            found.append(mention)
            taken.update(t.i for t in doc.touched(hit.start, hit.end))
    found = _drop_doubled(doc, found)
    found.extend(of_a_state(doc, taken, found))
    found.extend(_from_aliases(doc, taken, story))
    stranger = find_stranger(doc, taken)
    heads = {m.head for m in found if not m.is_modifier} | taken
    for token in doc:
        if token.i not in heads and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            kind = kind_of(token)
            if kind is None:
                mention = _from_noun(doc, token, found, story)
            else:
                mention = called_so(doc, token, kind, found, story)
            if mention is not None:
                found.append(mention)
    found.extend(group_mentions(doc, found, story))
    found.extend(pronoun_mentions(doc, found, story))
    found.extend(first_persons(doc, found, story))
    place_stranger(doc, found, story)
    if stranger:
        story.meet(stranger)
    return sorted(found, key=lambda mention: mention.start)


def _from_hit(doc: ParsedText, hit: Hit, story: Story) -> Mention | None:
    surface = _choose(hit.surfaces, story)
    span = doc.touched(hit.start, hit.end)
    if surface is None or not len(span):
        return None
    root = span.root
    top = root
    while top.dep_ == "conj" and top.head.i < span.start and not is_root(top):
        top = top.head
    top = _pair_end(top)
    anchor = top.head if top.dep_ in _LINKS and not is_root(top) else None
    if anchor is None and top.dep_ == "pobj" and top.head.lower_ == "of":
        anchor = top.head.head if role_of(top.head.head) and not _has_name(top.head.head) else None
    anchor = _past_faith(anchor)
    role = role_of(anchor) if anchor is not None else None
    if anchor is None and root.dep_ == "npadvmod" and root.head.lower_ in _HYPHENED:
        anchor = root.head.head  # "the Saudi-led coalition", "an Iran-backed militia"
        role = role_of(anchor)
    while role is not None and anchor is not None and _is_part_of_title(anchor):
        anchor = anchor.head
        role = role_of(anchor) or role
    base = "" if _is_place(surface, root) else _base_role(surface)
    rule = _ruled_by(anchor) if anchor is not None and root.i < anchor.i else None
    if rule is not None:
        anchor, role = rule, role_of(rule)
    elif surface.form == "leader" or (surface.person and surface.form != "demonym"):
        anchor, role = None, None
    if role is not None and surface.form == "group" and role.kind in _OF_A_GROUP:
        role = replace(role, role=base or role.role)  # the leaders of rebels are rebels
    if (
        role is not None
        and anchor is not None
        and not (surface.form == "organisation" and role.kind == "stateless")
    ):
        found = _mention(doc, span, anchor, surface, role.role, rule="noun", is_modifier=False)
        return replace(found, form=f"{found.form}+{role.kind}") if role.kind == "vehicle" else found
    root = _whole_name(doc, span) if surface.form == "leader" else root
    return _mention(
        doc, span, anchor if anchor is not None else root, surface, base,
        rule="name", is_modifier=anchor is not None,
    )  # fmt: skip


def _past_faith(token: Word | None) -> Word | None:
    """Return the bishops of "Greek Orthodox bishops", the cleric of "a Saudi Shia cleric"."""
    if token is None or role_of(token) is not None:
        return token
    is_modifier = token.dep_ in _LINKS and token.head.i > token.i and token.text[0].isupper()
    return token.head if is_modifier and is_role_noun(token.head) else token


def _whole_name(doc: ParsedText, span: Span) -> Word:
    """Return the head of a name that goes on: "Sheikh Tamim" in "Sheikh Tamim bin Hamad"."""
    root = span.root
    rest = doc[span.end : root.head.i + 1] if root.dep_ == "compound" else ()
    is_longer = len(rest) > 0 and all(token.pos_ == "PROPN" for token in rest)
    return root.head if is_longer else root


def _ruled_by(noun: Word) -> Word | None:
    """Return the officials of "Bush administration officials", else the administration."""
    if noun.lemma_.lower() not in _OF_A_LEADER:
        return None
    is_part = noun.dep_ == "compound" and is_role_noun(noun.head)
    return noun.head if is_part else noun


def _pair_end(token: Word) -> Word:
    """Return the second name of "the Chad-Niger border", whose noun belongs to both."""
    if token.dep_ in _LINKS and token.i + 1 < len(token.doc) and token.head.dep_ in _LINKS:
        is_joined = token.nbor(1).text in _HYPHENS and token.head.i == token.i + 2
        return token.head if is_joined else token
    return token


def _is_place(surface: Surface, root: Word) -> bool:
    """Return True for the city in "a protest in Beijing", which is no word for a government."""
    return bool(
        surface.form in {"metonym", "capital"}
        and root.dep_ == "pobj"
        and root.head.lower_ in {"in", "near", "at", "outside", "around"}
    )


def _is_part_of_title(token: Word) -> bool:
    """Return True for the minister of "Iraqi Prime Minister Adel Mahdi": the name is the head.

    So it is for the department of "a US state department official".
    """
    if token.dep_ not in {"compound", "nmod"} or token.head.i < token.i:
        return False
    return token.head.pos_ == "PROPN" or is_role_noun(token.head)


def _has_name(token: Word) -> bool:
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
    doc: ParsedText,
    span: Span,
    head: Word,
    surface: Surface,
    role: str,
    *,
    rule: str,
    is_modifier: bool,
) -> Mention:
    actor = Actor(
        id=ActorId(surface.actor_id) if surface.actor_id else None,
        role=role,
        name=surface.person or doc[span.start : span.end].text,
    )
    is_person = bool(surface.person) or (not is_modifier and head.lemma_.lower() in PERSONS
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


def _drop_doubled(doc: ParsedText, found: list[Mention]) -> list[Mention]:
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


def _from_aliases(doc: ParsedText, taken: set[int], story: Story) -> list[Mention]:
    found = []
    for token in doc:
        if token.i in taken or token.pos_ != "PROPN":
            continue
        actor = story.aliases.get(fold(token.text))
        if actor is None and token.i > 0 and token.nbor(-1).text.strip(".") in _COURTESY:
            actor = story.given_names.get(fold(token.text))
        if actor is not None:
            found.append(
                plain_mention(doc, token, (actor,), "leader", "name told before", is_person=True)
            )
            taken.add(token.i)
    return found


def _from_noun(  # noqa: PLR0911 - one return per kind of noun
    doc: ParsedText, token: Word, found: list[Mention], story: Story
) -> Mention | None:
    """Return whom a noun without a name beside it stands for ("its pilot", "the rebels")."""
    role = role_of(token)
    if _is_relation(token):
        return _by_relation(doc, token, found, story)
    if token.lower_ in _BODY_WORDS and any(c.lower_ in _HOLDER for c in token.children):
        return _last_body(doc, token, found, story)
    if token.dep_ == "compound" and is_role_noun(token.head) and token.head.i > token.i:
        return None  # the secretary of "the secretary-general"
    if role is None:
        return _apposed(doc, token, found)
    named = {m.head for m in found if m.form == "leader"}
    if any(c.i in named for c in token.children) or (
        token.head.i in named and token.dep_ == "compound"
    ):
        return None  # the title of somebody named beside it
    owned = _owned(doc, token, role, found, story)
    if owned is not None:
        return owned
    lead = _apposed(doc, token, found) or _placed(doc, token, found, role)
    if lead is not None:
        return lead
    if role.kind == "stateless" or (role.kind == "people" and role.role != "CVL"):
        actor = Actor(id=None, role=role.role, name=token.text)
        return plain_mention(doc, token, (actor,), "noun", "nobody's")
    if role.kind == "people":
        international = any(child.lower_ == "international" for child in token.children)
        name, kind = ("international community", "INT") if international else (token.text, "CVL")
        return plain_mention(
            doc, token, (Actor(id=None, role=kind, name=name),), "noun", "nobody's"
        )
    return _held(doc, token, found, story)


def _is_relation(token: Word) -> bool:
    lemma = token.lemma_.lower()
    has_the = token.text in _QUARTERS and any(c.lower_ == "the" for c in token.children)
    return lemma in _OTHERS or lemma in _GUESTS or lemma in ONE_OF_TWO or has_the


def _by_relation(
    doc: ParsedText, token: Word, found: list[Mention], story: Story
) -> Mention | None:
    """Return who "its neighbour", "his host" or "the North" is."""
    if token.lemma_.lower() in _OTHERS:
        return _other(doc, token, found, story)
    if token.lemma_.lower() in _GUESTS:
        return _guest(doc, token, story)
    if token.lemma_.lower() in ONE_OF_TWO:
        return former_or_latter(doc, token, found, story)
    return quarter(doc, token, found, story)


def _owned(
    doc: ParsedText, token: Word, role: RoleNoun, found: list[Mention], story: Story
) -> Mention | None:
    """Return whose "its pilot" or "their ministers" are."""
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    if owner is not None and owner.lower_ == "their":
        several = tuple(replace(a, role=role.role) for a in plural_of(owner, found, story))
        if several and role.kind == "body":
            return plain_mention(doc, token, several, "noun", "their + noun")
    if owner is not None and role.role in _RULERS:
        leader = next((m for m in found if m.head == owner.i and m.form == "leader"), None)
        if leader is not None:  # "Mr Obama's administration", "Mr Putin's envoy"
            held = replace(leader.actors[0], role=role.role, name=token.text)
            return plain_mention(doc, token, (held,), "noun", "leader + noun")
    if owner is not None and owner.pos_ == "PRON":
        actor = _crew_of(found, story) if role.kind == "crew" else None
        actor = actor or referent_of(owner, found, story)
        if actor is not None:
            held = replace(actor, role=role.role, name=token.text)
            return plain_mention(doc, token, (held,), "noun", f"{owner.lower_} + noun")
    return None


def _placed(doc: ParsedText, token: Word, found: list[Mention], role: RoleNoun) -> Mention | None:
    """Return whose "police in Krasnodar" or "protesters in Tehran" are."""
    is_armed = role.kind == "stateless"
    if not is_armed and role.role not in _LOCAL:
        return None
    places = {"from"} if is_armed else {"in", "of", "from"}
    here = {n.i for prep, n in preposition_objects(token, depth=0) if prep in places}
    for mention in found:
        if mention.head in here and len(mention.actors) == 1 and not mention.is_modifier:
            actor = replace(mention.actors[0], role=role.role, name=token.text)
            return plain_mention(doc, token, (actor,), "noun", "noun + place")
    return None


def _held(doc: ParsedText, token: Word, found: list[Mention], story: Story) -> Mention | None:
    parts = [token, *children(token, "compound")]  # of "the secretary-general"
    has_the = any(c.dep_ == "det" and c.lower_ in _HOLDER for part in parts for c in part.children)
    is_plain = not any(c.dep_ in {"amod", "poss", "prep"} for c in token.children)
    lemma = token.lemma_.lower()
    role = role_of(token)
    if has_the and is_plain and role is not None and role.kind == "vehicle":
        actor = _crew_of(found, story)
        return None if actor is None else plain_mention(doc, token, (actor,), "noun", "the + craft")
    if has_the and is_plain and token.text in _ORGANS:
        return _organ(doc, token, found, story)
    if has_the and role is not None and lemma in _ORGANS_OF_STATE and _is_plain_organ(token):
        return _organ_of_state(doc, token, found, story, role)
    is_one = token.tag_ == "NN" or (token.tag_ == "NNP" and token.text.islower())
    if has_the and is_plain and is_one and (lemma in _WHOLE or lemma in PERSONS):
        others = clause_mates(token, found)
        if lemma in _WHOLE:
            others |= _bodies(found, story)
        firm = [m for m in found if not others & state_ids(m.actors)]
        actor = _nearest(firm, token, person=lemma in PERSONS)
        if actor is None and lemma in _LANDS:  # the land of a person named before
            ruled = _nearest(firm, token, person=True)
            actor = replace(ruled, role="") if ruled is not None else None
        actor = actor or story.last(person=lemma in PERSONS, without=others)
        if actor is not None:
            return plain_mention(
                doc, token, (actor,), "noun", "the + noun", is_person=lemma in PERSONS
            )
    return None


def _is_plain_organ(token: Word) -> bool:
    """Tell "the army" and "the foreign ministry" from those of somebody or somewhere."""
    parts = [c for c in token.children if c.dep_ in {"amod", "compound", "poss", "prep"}]
    return all(c.lower_ in _BRANCHES for c in parts)


def _organ_of_state(
    doc: ParsedText, token: Word, found: list[Mention], story: Story, role: RoleNoun
) -> Mention | None:
    """Return whose "the army" or "the authorities" is: that of the state last told of."""
    others = clause_mates(token, found) | _bodies(found, story)
    firm = [m for m in found if not others & state_ids(m.actors) and m.form != "pronoun"]
    actor = _nearest(firm, token, person=False) or story.last(person=False, without=others)
    if actor is None:
        return None
    held = replace(actor, role=role.role, name=token.text)
    return plain_mention(doc, token, (held,), "noun", "the + organ of state")


def _bodies(found: list[Mention], story: Story) -> frozenset[str]:
    """Return the organisations named lately: none of them is "the country"."""
    lately = (*found, *story.mentions[-_LATELY:])
    return state_ids(tuple(a for m in lately if m.form == "organisation" for a in m.actors))


def _organ(doc: ParsedText, token: Word, found: list[Mention], story: Story) -> Mention | None:
    """Return which organisation "the court" or "the Union" is: the last whose name has the word."""
    word = token.lower_
    for m in [*reversed(found), *reversed(story.mentions)]:
        if m.form == "organisation" and word in m.text.lower().split():
            return plain_mention(doc, token, m.actors, "organisation", "the + organ")
    return None


def _last_body(doc: ParsedText, token: Word, found: list[Mention], story: Story) -> Mention | None:
    """Return which organisation "the bloc" is: the last one named."""
    for m in [*reversed(found), *reversed(story.mentions)]:
        is_plain = not any(c.dep_ in {"amod", "compound", "prep"} for c in token.children)
        if m.form == "organisation" and is_plain:
            return plain_mention(doc, token, m.actors, "organisation", "the + organ")
    return None


def _guest(doc: ParsedText, token: Word, story: Story) -> Mention | None:
    """Return who "the visitor", "his guest" or "her host" is: who came to whom before."""
    is_told = any(c.dep_ == "poss" or c.lower_ in _HOLDER for c in token.children)
    actors = story.host if token.lemma_.lower() == "host" else story.guest
    if not is_told or not actors or (len(actors) > 1) != (token.tag_ == "NNS"):
        return None
    return plain_mention(doc, token, actors, "noun", "guest or host", is_person=len(actors) == 1)


def _other(doc: ParsedText, token: Word, found: list[Mention], story: Story) -> Mention | None:
    """Return who "its neighbours" are: those who stand opposite its owner in the story."""
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    if owner is None:
        return None
    there = {n.i for p, n in preposition_objects(token, depth=0) if p in {"in", "from", "of"}}
    placed = tuple(a for m in found if m.head in there for a in m.actors if a.id is not None)
    if placed:  # "his colleagues in Lima and Quito"
        return plain_mention(doc, token, placed, "noun", "other side")
    holder = referent_of(owner, found, story) if owner.pos_ == "PRON" else None
    holder = holder or next((m.actors[0] for m in found if m.head == owner.i), None)
    if holder is None or holder.id is None:
        return None
    others = story.others(str(holder.id))[: None if token.tag_ == "NNS" else 1]
    actors = tuple(Actor(id=ActorId(other), role="", name=token.text) for other in others)
    return plain_mention(doc, token, actors, "noun", "other side") if actors else None


def _apposed(doc: ParsedText, token: Word, found: list[Mention]) -> Mention | None:
    """Return the actor of an unknown name from the title beside it (Iraq's minister, X)."""
    if token.pos_ != "PROPN" or token.text in CALENDAR:
        return None
    beside = [token.head.i] if token.dep_ == "appos" else []
    beside += [child.i for child in token.children if child.dep_ == "appos"]
    titles = [doc[i] for i in beside if is_role_noun(doc[i])]  # "X, chair of the council of Y"
    beside += [n.i for title in titles for p, n in preposition_objects(title) if p == "of"]
    for mention in found:
        if mention.head in beside and not mention.is_modifier:
            span = doc[token.left_edge.i : token.i + 1]
            actor = replace(mention.actors[0], name=span.text)
            return replace(
                plain_mention(doc, token, (actor,), "noun", "apposition", is_person=True),
                text=span.text,
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


def _nearest(found: list[Mention], token: Word, *, person: bool) -> Actor | None:
    before = [m for m in found if m.end <= token.idx and m.is_person == person
              and len(m.actors) == 1 and m.actors[0].id is not None]  # fmt: skip
    return before[-1].actors[0] if before else None
