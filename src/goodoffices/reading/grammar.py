"""Read grammatical functions off a parsed unit: who does it, to whom, with which prepositions.

Gaps are filled: the subject of an infinitive is the subject or object of its governor, "who" stands
for the noun before it, and the subject of a passive is its object.
"""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.parsed import Word

__all__ = [
    "children",
    "complements",
    "expand",
    "have_before",
    "is_passive",
    "is_root",
    "is_verb",
    "joined_to",
    "joined_verb",
    "objects",
    "preposition_objects",
    "shifted_object",
    "subjects",
    "surface_subjects",
    "wedged_into",
]

_MAX_DEPTH = 6
_CALENDAR = frozenset((*calendar.day_name, *calendar.month_name))
_GAP = 2
"""A noun, a comma and the next word: nothing stands aside between them."""
_TAKEN_FOR_ADVERBS = ("advmod", "npadvmod", "dep", "intj")
_SUBJECT = ("nsubj", "nsubjpass")
_RELATIVE = ("WDT", "WP", "WP$")
_RELATIVE_WORDS = frozenset({"that", "which", "who", "whom", "whose", "what"})
_TOWARDS_OBJECT = ("for", "of", "from", "with", "over")
_PARTS = frozenset({"part", "half", "most", "some", "bulk", "rest", "all", "much", "portion"})
_WHERE = frozenset({"in", "at", "near", "outside"})
_TOWNS = frozenset({"city", "town", "village", "capital", "province", "district"})
_SUBJECT_CONTROL = ("promise", "vow", "threaten")


def children(token: Word, *deps: str) -> list[Word]:
    """Return the direct dependants of a token with one of the labels."""
    return [child for child in token.children if child.dep_ in deps]


def is_root(token: Word) -> bool:
    """Return True for the top of a unit; tokens are made anew at each look, so compare places."""
    return bool(token.head.i == token.i)


def joined_verb(token: Word) -> Word:
    """Return the first of the verbs that "and" joins with this one."""
    while token.dep_ == "conj" and not is_root(token):
        token = token.head
    return token


def is_verb(token: Word) -> bool:
    """Return True for verbs and auxiliaries."""
    return token.pos_ in {"VERB", "AUX"}


def wedged_into(token: Word) -> Word | None:
    """Return the noun that the parser made a verb part of ("talks" in "helped broker talks")."""
    if have_before(token) is not None:
        return token.head
    is_part = token.dep_ in {"compound", "amod"} and token.head.i > token.i
    is_bare = token.lower_ == token.lemma_ and token.tag_ in {"VB", "VBP", "NN", "JJ"}
    if not is_part or not is_bare or token.i == 0:
        return None
    return token.head if token.nbor(-1).lemma_ in {"help", "to"} else None


def have_before(token: Word) -> Word | None:
    """Return the "had" of "Peru had frozen aid", where parsers make "frozen" a part of "aid"."""
    if token.tag_ != "VBN" or token.dep_ != "amod" or token.head.i < token.i:
        return None
    step = token.i - 1
    while step > 0 and (token.doc[step].pos_ == "ADV" or token.doc[step + 1].text == "-"
                        or token.doc[step].text == "-"):  # fmt: skip
        step -= 1
    before = token.doc[max(step, 0)]
    return before if before.lower_ in {"had", "has", "have"} else None


def shifted_object(verb: Word) -> list[Word]:
    """Return the object that parsers hang on a particle ("took in refugees")."""
    after = [c for c in children(verb, "prep") if c.i == verb.i + 1]
    return [n for c in after for noun in children(c, "pobj") for n in expand(noun)]


def is_compound_gerund(token: Word) -> bool:
    """Return True for the shelling of "died in tank shelling", which parsers take for a verb."""
    if token.tag_ != "VBG" or token.dep_ not in {"advcl", "acl"} or token.i == 0:
        return False
    before = token.nbor(-1)
    is_thing = before.pos_ == "NOUN" and before.dep_ == "pobj" and before.tag_ == "NN"
    has_own = any(c.dep_ in {"dobj", "aux", "mark", "agent"} for c in token.children)
    return is_thing and not has_own and before.head.lower_ in {"in", "by", "during"}


def expand(token: Word) -> list[Word]:
    """Return a noun with everything that is joined to it by "and" or apposition to the right."""
    found = [token]
    for child in token.children:
        if child.dep_ in {"conj", "appos"} and child.i > token.i:
            found.extend(expand(child))
    return found


def is_passive(verb: Word) -> bool:
    """Return True if the verb is passive, reduced relatives ("imposed by Russia") included."""
    if children(verb, "auxpass", "nsubjpass"):
        return True
    if _is_main_after_aside(verb):
        return False
    if verb.tag_ != "VBN" or children(verb, "nsubj"):
        return False
    has_have = any(aux.lemma_ == "have" or aux.lower_ == "having" for aux in children(verb, "aux"))
    if has_have:
        return False
    if verb.dep_ == "conj":
        return is_verb(verb.head) and is_passive(verb.head)
    return verb.dep_ in {"acl", "relcl", "advcl", "amod", "ccomp", "acomp", "ROOT"}


def _is_main_after_aside(verb: Word) -> bool:
    """Catch "Oman, the host of both, mediated": parsers take the verb for a part of the noun."""
    noun = verb.head
    return bool(
        verb.dep_ == "acl"
        and is_root(noun)
        and noun.pos_ in {"NOUN", "PROPN"}
        and (children(noun, "appos", "relcl") or noun.nbor(1).text == ",")
        and verb.nbor(-1).text == ","
        and verb.i > noun.i + _GAP
        and not children(verb, "agent")
    )


def surface_subjects(verb: Word, depth: int = 0) -> list[Word]:  # noqa: PLR0911 - one return per construction
    """Return the grammatical subjects of a verb, taken over from its governor where it has none."""
    if depth > _MAX_DEPTH:
        return []
    helpers = (verb, *children(verb, "aux", "auxpass"))
    nouns = [n for helper in helpers for n in children(helper, *_SUBJECT)]
    own = [s for child in nouns for s in _antecedents(child, verb)]
    if own:
        return [noun for subject in own for noun in expand(subject)]
    head = verb.head
    if verb.dep_ == "acomp":  # "was concerned about"
        return surface_subjects(head, depth + 1)
    if verb.dep_ == "conj" and is_verb(head):
        return surface_subjects(joined_to(verb, head), depth + 1)
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and not is_root(verb):
        return _from_governor(verb, head, depth)
    if verb.dep_ == "pcomp":
        return _from_preposition(head, depth)
    if verb.dep_ in {"acl", "relcl"}:
        return _from_noun(verb, head, depth)
    return _behind_a_phrase(verb)


def _behind_a_phrase(verb: Word) -> list[Word]:
    """Return the subject that parsers join to a phrase in front ("In Oslo, Cuba's envoy spoke")."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"} or is_passive(verb):
        return []
    first = min((c.i for c in children(verb, "aux")), default=verb.i)
    name = [c for c in children(verb, *_TAKEN_FOR_ADVERBS) if c.pos_ == "PROPN"]
    if name and name[-1].i == first - 1:
        return name[-1:]  # "Nauru sent": a short name that parsers take for an adverb
    aside = [c for c in children(verb, "npadvmod") if c.i < verb.i and c.pos_ == "PROPN"]
    if aside and aside[0].i + 1 < verb.i and aside[0].nbor(1).text == ",":
        return aside[:1]  # "Oman, quoting a report, has": taken for a time by parsers
    dated = _after_date(verb, first)
    if dated:
        return expand(dated[0])
    front = [t for prep in children(verb, "prep") if prep.i < verb.i for t in prep.subtree]
    last = [
        t for t in front
        if t.dep_ in {"conj", "appos"} and t.i > t.head.i and t.right_edge.i == first - 1
        and not children(t.head, "cc") and t.doc[t.left_edge.i - 1].text == ","
    ]  # fmt: skip
    return expand(last[0]) if last else []


def _after_date(verb: Word, first: int) -> list[Word]:
    """Return the name that parsers take for part of a date ("On 19 February Iceland left")."""
    for prep in children(verb, "prep"):
        for noun in children(prep, "pobj") if prep.i < verb.i else ():
            before = [c for c in children(noun, "compound", "nmod") if c.i < noun.i]
            is_date = any(c.text in _CALENDAR for c in before)
            is_next = noun.right_edge.i == first - 1
            if is_date and is_next and noun.pos_ == "PROPN" and noun.text not in _CALENDAR:
                return [noun]
    return []


_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def joined_to(verb: Word, head: Word) -> Word:
    """Return the verb that a joined one goes with: no past tense goes with an infinitive.

    In "told the envoy to leave and closed the border" parsers join "closed" to "leave", and in
    "proposed a body to study the raid and punish Chad" sometimes "punish" to "proposed".
    """
    step = head
    if verb.tag_ == "VB" and head.tag_ in _FINITE and not children(verb, "aux"):
        below = [c for c in children(head, "xcomp", "advcl", "ccomp") if head.i < c.i < verb.i]
        infinitives = [c for c in below if c.tag_ == "VB"]
        return infinitives[-1] if infinitives else head
    is_told_now = verb.tag_ in {"VBZ", "VBP"} and step.tag_ == "VBD" and step.dep_ == "ccomp"
    if is_told_now and step.head.tag_ in {"VBZ", "VBP"}:
        return step.head  # "says that the craft turned back and speaks of a lie"
    while verb.tag_ == "VBD" and step.tag_ in {"VB", "VBG"} and not is_root(step):
        step = step.head
    return step if is_verb(step) else head


def _antecedents(token: Word, verb: Word) -> list[Word]:
    if token.tag_ in _RELATIVE and token.lower_ in _RELATIVE_WORDS:
        clause = verb
        if (told := _clefted(verb)) is not None:
            return [told]
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and not is_root(clause):
            clause = clause.head
        return [_restricted(token, clause.head)] if clause.dep_ == "relcl" else []
    return [token]


def _clefted(verb: Word) -> Word | None:
    """Return Peru of "it was Peru that left", where parsers see a clause below "was"."""
    head = verb.head
    if verb.dep_ not in {"ccomp", "advcl"} or head.lemma_ != "be":
        return None
    is_it = any(child.lower_ == "it" for child in children(head, "nsubj", "expl"))
    told = [child for child in children(head, "attr") if child.i < verb.i]
    return told[0] if is_it and told else None


def _restricted(relative: Word, noun: Word) -> Word:
    """Return what "that" narrows down: no place name ("the fire in Dhaka that killed many")."""
    if relative.lower_ != "that":
        return noun
    step = noun
    while step.pos_ == "PROPN" or step.lemma_ in _TOWNS:
        if step.dep_ == "appos":
            step = step.head
        elif step.dep_ == "pobj" and step.head.lower_ in _WHERE:
            step = step.head.head
        else:
            return noun
    return step


def _from_governor(verb: Word, head: Word, depth: int) -> list[Word]:
    if verb.dep_ != "advcl" and is_verb(head) and head.lemma_ not in _SUBJECT_CONTROL:
        controllers = children(head, "dobj", "dative")
        if controllers and controllers[0].i < verb.i:
            return [noun for found in controllers for noun in expand(found)]
        called = [n for prep in children(head, "prep") if prep.lower_ in {"on", "upon", "to"}
                  for n in children(prep, "pobj") if n.i < verb.i]  # fmt: skip
        if called and head.lemma_ in {"call", "appeal"}:
            return [noun for found in called for noun in expand(found)]
    if head.pos_ == "ADJ" and head.dep_ == "acomp":  # "are due to meet"
        return surface_subjects(head.head, depth + 1)
    return surface_subjects(head, depth + 1) if is_verb(head) else _noun_owner(head, depth)


def _from_preposition(preposition: Word, depth: int) -> list[Word]:
    governor = preposition.head
    if governor.pos_ == "ADV":  # "stopped short of naming"
        governor = governor.head
    if not is_verb(governor):
        return _noun_owner(governor, depth)
    if is_passive(governor):
        agents = [n for by in children(governor, "agent") for n in children(by, "pobj")]
        if governor.dep_ in {"acl", "relcl"} and agents:
            return [noun for agent in agents for noun in expand(agent)]
    elif preposition.lower_ in _TOWARDS_OBJECT:
        accused = children(governor, "dobj")
        if accused:
            return [noun for found in accused for noun in expand(found)]
    return surface_subjects(governor, depth + 1)


def _noun_owner(noun: Word, depth: int) -> list[Word]:
    owners = children(noun, "poss")
    if owners:
        return owners
    head = noun.head
    if noun.dep_ in {"dobj", "attr", "nsubjpass"} and is_verb(head):
        return surface_subjects(head, depth + 1)
    return []


def _from_noun(verb: Word, noun: Word, depth: int) -> list[Word]:
    is_infinitive = any(aux.tag_ == "TO" for aux in children(verb, "aux"))
    return _noun_owner(noun, depth) if is_infinitive else [noun]


def subjects(verb: Word) -> list[Word]:
    """Return who does it: nobody for a passive, whose agent is under "by"."""
    return [] if is_passive(verb) else surface_subjects(verb)


def objects(verb: Word) -> list[Word]:
    """Return to whom or what it is done; for a passive that is the grammatical subject."""
    if is_passive(verb):
        return surface_subjects(verb)
    direct = [s for child in children(verb, "dobj", "oprd") for s in _antecedents(child, verb)]
    found = [noun for child in direct for noun in expand(child)]
    if not found and verb.dep_ == "conj" and is_verb(verb.head):
        return []
    return found


def complements(verb: Word) -> list[Word]:
    """Return the infinitives and clauses that a verb or adjective governs."""
    return children(verb, "xcomp", "ccomp")


def preposition_objects(token: Word, *, depth: int = 1) -> Iterator[tuple[str, Word]]:
    """Yield (preposition, noun) for the phrases that hang on a token, joined nouns included.

    With ``depth`` phrases are also taken from particles, objects and nouns below, because parsers
    often hang "on Turkey" of "imposed sanctions on Turkey" one level too low.
    """
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative", "prt", "advmod"} and child.pos_ in {
            "ADP", "SCONJ", "ADV", "PART"
        }:  # fmt: skip
            yield from _inside(child, 0 if is_verb(token) and child.dep_ != "prt" else depth)
        elif child.dep_ in {"acl", "advcl", "xcomp"} and _is_name_after_to(child, token):
            yield "to", child
        elif child.dep_ == "conj" and child.pos_ == "ADP":  # "flew to Lima and then to Quito"
            yield from _inside(child, 0)
        elif child.dep_ in {"dobj", "nsubjpass", "attr", "oprd"} and depth:
            for noun in expand(child):
                yield from preposition_objects(noun, depth=depth - 1)


def _is_name_after_to(child: Word, token: Word) -> bool:
    """Catch "a request to Peru", where parsers take the name for a verb."""
    return bool(child.text[:1].isupper() and child.i > token.i + 1 and child.nbor(-1).tag_ == "TO")


def _inside(preposition: Word, depth: int) -> Iterator[tuple[str, Word]]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            for noun in expand(child):
                yield preposition.lower_, noun
                if depth or preposition.head.lemma_ in _PARTS:
                    yield from preposition_objects(noun, depth=max(0, depth - 1))
        elif child.dep_ == "pcomp":
            yield preposition.lower_, child
        elif child.dep_ == "prep" or (child.dep_ == "conj" and child.pos_ == "ADP"):
            yield from _inside(child, depth)
