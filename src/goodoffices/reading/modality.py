"""Tell whether an act happened, is announced, only imagined, denied, or long past."""

# ruff: noqa: RUF001 - typographic quotes and dashes are what this file looks for

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from goodoffices.reading.grammar import children, is_verb, joined_to
from goodoffices.reading.lexicon import rows

if TYPE_CHECKING:
    from goodoffices.reading.parsed import Word
    from goodoffices.records import Modality

__all__ = ["find_modality", "is_past_cue", "is_standing"]

_WEIGHT = {"actual": 0, "historical": 0, "expected": 1, "negated": 2, "hypothetical": 3}
_MAX_STEPS = 7
_SAYING = frozenset({"say", "announce", "promise", "state", "confirm", "declare", "tell", "pledge",
                     "report", "add"})  # fmt: skip
_CONTACT = frozenset({"call", "phone", "telephone", "write", "meet", "visit", "summon", "travel",
                      "ring", "arrive", "speak", "issue", "release", "tweet", "fly"})  # fmt: skip
_DECIDED = frozenset({"decision", "move", "step"})
_ORDINAL = frozenset({"first", "second", "third", "fourth", "latest", "last", "only"})
_HAD = frozenset({"had", "was", "were", "did", "has", "have"})
_CONDITION = frozenset({"if", "unless", "whether", "lest"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "relcl", "conj", "dobj", "attr",
                      "pobj", "prep", "nsubjpass", "compound", "amod", "appos",
                      "acomp"})  # fmt: skip
_BESIDE = frozenset(
    "in during after before at since with by over through amid as".split()  # noqa: SIM905 - a word list
)
_WISHES = frozenset(
    "seek want propose demand consider plan urge expect offer threaten".split()  # noqa: SIM905 - a word list
)
_CHARGED_WITH = frozenset({("charge", "with"), ("threaten", "with")})
_NOBODY = frozenset({"nobody", "none", "neither", "noone"})
_WHEN = frozenset({"ago", "until", "long", "before", "yesterday"})
_NONE = frozenset({"no", "without", "never", "neither", "nor"})


@cache
def _words(where: str) -> dict[str, Modality]:
    table: dict[str, Modality] = {}
    for row in rows("modality"):
        if row["where"] == where:
            value: Any = row["modality"]
            table[row["word"]] = value
    return table


def is_past_cue(token: Word) -> bool:
    """Return True if a word beside the act says that it is an old story ("a record of")."""
    cues = _words("past")
    return any(step.lemma_.lower() in cues for step in _ladder(token, beside=True)) or any(
        child.lower_ in cues for child in token.children
    )


def is_standing(token: Word) -> bool:
    """Return True for the simple present: "sanctions damage all" tells no single happening."""
    if not is_verb(token) or token.tag_ not in {"VBZ", "VBP"}:
        return False
    return not children(token, "aux", "auxpass")


def find_modality(token: Word) -> tuple[Modality, str]:
    """Return the modality of the act a token tells, and the word that decides it.

    Every verb and noun above the word counts, because "expected to agree to lift" reaches all the
    way down; what takes most away from the fact wins ("hopes that it will").
    """
    if token.doc.text.rstrip(" \"'”’").endswith("?"):
        return "hypothetical", "?"
    found = [_at_noun(token) if not is_verb(token) else None]
    below = token
    for step in _ladder(token):
        if is_verb(step):
            found.append(_at_verb(step))
        if step is not token:
            found.append(_as_governor(step, below))
        below = step
    told = [one for one in found if one is not None]
    return max(told, key=lambda one: _WEIGHT[one[0]], default=("actual", ""))


def _ladder(token: Word, *, beside: bool = False) -> list[Word]:
    steps = [token]
    while steps[-1].dep_ in _CLAUSAL and len(steps) < _MAX_STEPS:
        last = steps[-1]
        # "cause harm in the attacks": what is said of the harm is not said of the attacks
        is_aside = last.dep_ == "prep" and last.lower_ in _BESIDE and len(steps) > 1
        is_aside = is_aside and not (steps[-2].dep_ == "pcomp" and not is_verb(last.head))
        if not beside and is_aside and (last.head.lemma_, last.lower_) not in _CHARGED_WITH:
            break
        if not beside and last.dep_ in {"advcl", "relcl"} and _is_told(last):
            break
        steps.append(joined_to(last, last.head) if last.dep_ == "conj" else last.head)
    return steps


def _stops_short(verb: Word) -> bool:
    return any(child.lower_ == "short" for child in children(verb, "advmod"))


def _is_asked(verb: Word) -> bool:
    """Return True for "(calls) for Peru to withdraw", which parsers take for a clause beside."""
    return any(child.lower_ == "for" for child in children(verb, "mark"))


def _is_told(verb: Word) -> bool:
    """Return True for a clause in the past tense: a fact, whatever the main clause only hopes."""
    return bool(
        verb.tag_ == "VBD" or any(c.lower_ in _HAD for c in children(verb, "aux", "auxpass"))
    )


def _at_noun(token: Word) -> tuple[Modality, str] | None:
    for child in token.children:
        word = child.lemma_.lower()
        if child.dep_ in {"amod", "compound"} and word in _words("mod"):
            return _words("mod")[word], word
        if child.dep_ == "det" and child.lower_ == "no":
            return "negated", "no"
    if token.dep_ == "pobj" and token.head.lower_ == "without":
        return "negated", "without"
    return None


def _at_verb(verb: Word) -> tuple[Modality, str] | None:
    told = (one for child in verb.children if (one := _at_child(verb, child)) is not None)
    first = next(told, None)
    if first is not None:
        return first
    helpers = children(verb, "aux")
    for child in helpers:
        word = child.lower_
        if word in {"would", "'d"} and _is_reported(verb):
            return "expected", word
        if word in _words("aux") or word == "'ll":
            return _words("aux").get(word, "expected"), word
    if any(child.tag_ == "TO" for child in helpers):
        return _at_infinitive(verb)
    return None


def _at_child(verb: Word, child: Word) -> tuple[Modality, str] | None:
    if child.dep_ in {"nsubj", "nsubjpass"} and _is_nobody(child):
        return "hypothetical", "nobody"
    is_when = verb.lemma_ == "be" and any(c.lower_ in _WHEN for c in verb.children)
    if child.dep_ == "neg" and is_when:
        return None  # "it was not a month ago that": the time is denied, not the act
    if child.dep_ == "neg" or (child.dep_ == "advmod" and child.lower_ in _NONE):
        return "negated", child.lower_
    if child.dep_ == "mark" and child.lower_ in _CONDITION:
        return "hypothetical", child.lower_
    return None


def _is_nobody(noun: Word) -> bool:
    if noun.lower_ in _NOBODY:
        return True
    return any(child.dep_ == "det" and child.lower_ in {"no", "neither"} for child in noun.children)


def _at_infinitive(verb: Word) -> tuple[Modality, str] | None:
    head = verb.head
    if children(head, "neg") and verb.dep_ in {"xcomp", "ccomp"}:
        return "negated", "not to"
    is_bare = not children(head, "attr", "acomp", "expl")
    if head.lemma_ == "be" and verb.dep_ in {"xcomp", "ccomp"} and is_bare:
        return "expected", "is to"
    if head.lemma_ == "go" and head.tag_ == "VBG":
        return "expected", "going to"
    is_said = head.lemma_ in _CONTACT and verb.lemma_ in _words("said_by")
    is_of_noun = verb.dep_ == "acl" and head.lemma_.lower() in _words("noun")
    if (verb.dep_ == "advcl" and is_said) or _is_done(verb, head) or is_of_noun:
        return None  # said in the act: "phoned to thank"; told by the noun: "plans to visit"
    if verb.dep_ == "advcl" or (verb.dep_ in {"acl", "relcl"} and not is_verb(head)):
        return "hypothetical", "to (purpose)"
    return None


def _is_done(verb: Word, head: Word) -> bool:
    """Return True for "the first state to sign" and "the decision to sign": signed it is."""
    nouns = children(head, "attr") if verb.dep_ == "advcl" else []
    nouns += [head] if verb.dep_ in {"acl", "relcl"} else []
    return any(
        noun.lemma_.lower() in _DECIDED or any(child.lower_ in _ORDINAL for child in noun.children)
        for noun in nouns
    )


def _is_reported(verb: Word) -> bool:
    return any(step.lemma_ in _SAYING for step in _ladder(verb)[1:3])


def _as_governor(  # noqa: PLR0911 - one return per construction
    step: Word, below: Any
) -> tuple[Modality, str] | None:
    word = step.lemma_.lower()
    if below.dep_ == "advcl" and not is_verb(step) and _is_asked(below):
        return _words("noun").get(word, "hypothetical"), word
    if below.dep_ in {"conj", "relcl", "compound", "appos"} or below.dep_ == "advcl":
        return None
    if below.lower_ == "of" and (word == "short" or _stops_short(step)):
        return "negated", "short of"
    if is_verb(step) or step.pos_ == "ADJ":
        is_object = below.dep_ in {"dobj", "nsubjpass"}
        is_clause = below.dep_ in {"xcomp", "ccomp", "prep", "pcomp", "advcl"}
        if (
            is_clause
            and below.dep_ == "prep"
            and below.lower_ not in {"for", "of", "from", "against"}
            and (word, below.lower_) not in _CHARGED_WITH
        ):
            return None
        if word == "accuse" or (is_clause and word in _words("over")):
            return _words("over")[word], word
        if is_object and _words("over").get(word) == "negated":
            return "negated", word
        if below.dep_ == "dobj" and word in _WISHES:
            return _words("over")[word], word
        return None
    if below.dep_ in {"prep", "acl", "relcl", "pcomp"} and word in _words("noun"):
        return _words("noun")[word], word
    return None
