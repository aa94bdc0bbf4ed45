"""Match the words of a unit with the table of acts (``lexicon/triggers.csv`` and its neighbours).

Set phrases are in ``phrases.csv`` and ``idioms.csv``, plain words in ``triggers.csv``, more of them
in ``ways.csv``.
A row names a lemma and part of speech, what must stand beside it (``need``) or must not
(``bar``), the CAMEO code, and where the sides of the act stand (``roles``):
``subj,by > obj,on`` is directed, ``<>`` reciprocal, ``~`` a mediation (mediators ~ parties);
the functions before and after the sign are tried in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from goodoffices.reading.grammar import (
    children,
    complements,
    expand,
    is_compound_gerund,
    is_passive,
    objects,
    preposition_objects,
    shifted_object,
    surface_subjects,
    wedged_into,
)
from goodoffices.reading.lexicon import rows, word_set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from goodoffices.reading.parsed import ParsedText, Word

__all__ = [
    "Need",
    "Trigger",
    "TriggerRow",
    "failed_condition",
    "find_triggers",
    "rows_of",
    "trigger_rows",
    "triggers_of",
]

_NOUN_PLACES = ("nsubj", "dobj", "pobj", "pcomp", "ROOT", "conj")
_OF_NOUNS = ("det", "amod", "compound", "poss")
"""What stands before a noun: "the shelling", "Israeli tank shelling" are no verbs."""
_SHOWN = 4
_TABLES = ("phrases", "idioms", "triggers", "ways")
"""Set phrases come before the plain words in them, further words after."""
_ANY_STATE = "@@gov"
Sign = Literal[">", "<>", "~"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One condition of a row: in this function one of these words must stand ("*": anything)."""

    function: str
    words: frozenset[str]

    def __str__(self) -> str:
        some = sorted(self.words)[:_SHOWN]
        more = " ..." if len(self.words) > _SHOWN else ""
        return f"{self.function} {', '.join(some)}{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRow:
    """One row of the table of acts, split into its parts."""

    row: str
    pos: str
    need: tuple[Need, ...]
    bar: tuple[Need, ...]
    code: str
    code_by_others: str
    sources: tuple[str, ...]
    sign: Sign
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that tells an act, and the row that says which."""

    token: Word
    row: TriggerRow
    is_noun: bool
    consumed: frozenset[int]


def _needs(cell: str) -> tuple[Need, ...]:
    found = []
    for part in filter(None, cell.split(";")):
        function, _, words = part.partition(":")
        every: set[str] = set()
        for word in words.split("|"):
            every |= word_set(word[1:]) if re.match(r"@\w", word) else {word}
        found.append(Need(function=function, words=frozenset(every)))
    if any(need.function == "prt" for need in found):
        found = [replace(n, function="obj of particle") if n.function == "obj" else n
                 for n in found]  # fmt: skip
    return tuple(found)


def _bars(cell: str) -> tuple[Need, ...]:
    """Return the bars of a row; "on" of "flew to Lima on Monday" is no particle that bars."""
    return tuple(
        replace(need, function="particle") if need.function == "prt" else need
        for need in _needs(cell)
    )


@cache
def trigger_rows() -> dict[str, tuple[TriggerRow, ...]]:
    """Return the rows by lemma, in the order of the table: the first that fits is taken.

    >>> trigger_rows()["praise"][0].code
    '051'
    """
    table: dict[str, list[TriggerRow]] = {}
    for row in (one for name in _TABLES for one in rows(name)):
        found = re.split(r"\s(<>|>|~)\s", row["roles"])
        sign: Any = found[1]
        code, _, other = row["code"].partition(":")
        one = TriggerRow(
            row=row["row"],
            pos=row["pos"],
            need=_needs(row["need"]),
            bar=_bars(row["bar"]),
            code=code,
            code_by_others=other,
            sources=tuple(found[0].split(",")),
            sign=sign,
            targets=tuple(found[2].split(",")),
        )
        for lemma in row["lemma"].split("|"):
            table.setdefault(lemma, []).append(one)
    return {lemma: tuple(found) for lemma, found in table.items()}


def find_triggers(doc: ParsedText) -> list[Trigger]:
    """Return the triggers of a unit in order; a noun that a verb has used is none.

    All rows that fit a word are returned, best first: the next one counts when the sides of the
    one before are not told, or for another thing ("imposed a travel ban and sanctions").
    """
    found: list[Trigger] = []
    used: set[int] = set()
    told = [(token, lemma_rows) for token in doc if (lemma_rows := rows_of(token))]
    for wants_noun in (False, True):
        for token, lemma_rows in told:
            if token.i in used:
                continue
            for row in lemma_rows:
                if (row.pos == "N") != wants_noun or not _is_pos(token, row.pos):
                    continue
                trigger = _match(token, row)
                if trigger is not None:
                    found.append(trigger)
                    used |= {i for i in trigger.consumed if doc[i].pos_ != "VERB"}
    return sorted(found, key=lambda trigger: trigger.token.i)


def triggers_of(doc: ParsedText) -> list[Trigger]:
    """Return the triggers of a unit, found once and kept with it."""
    found: list[Trigger] | None = doc.user_data.get("triggers")
    if found is None:
        found = doc.user_data["triggers"] = find_triggers(doc)
    return found


def rows_of(token: Word) -> tuple[TriggerRow, ...]:
    """Return all rows of a word, whether their conditions are met or not."""
    table = trigger_rows()
    return table.get(_word(token)) or table.get(token.lower_) or ()


def failed_condition(token: Word, row: TriggerRow) -> str:
    """Return in words why a row does not fit a token, or "" if it does."""
    if not _is_pos(token, row.pos):
        return "the word is used as another part of speech"
    is_noun = row.pos == "N"
    for need in row.need:
        if _satisfied(token, need, is_noun=is_noun) is None:
            return f"needs {need}, which is not here"
    for bar in row.bar:
        if _satisfied(token, bar, is_noun=is_noun) is not None:
            return f"is barred by {bar}"
    return ""


def _word(token: Word) -> str:
    """Return the lemma; of "break-down", which parsers cut in three, the word in one."""
    lemma = str(token.lemma_.lower())
    if token.i <= 1:
        return lemma
    hyphen = token.nbor(-1)
    if hyphen.text != "-" or hyphen.whitespace_:
        return lemma
    before = token.nbor(-2)
    return lemma if before.whitespace_ else str(before.lower_ + lemma)


def _is_pos(token: Word, pos: str) -> bool:
    is_gerund = token.tag_ == "VBG" and any(
        c.dep_ in _OF_NOUNS and c.i < token.i for c in token.children
    )
    if pos == "N":
        return token.pos_ == "NOUN" or (is_gerund and token.dep_ in _NOUN_PLACES)
    if pos == "A":
        return bool(token.pos_ == "ADJ")
    if token.lower_ in word_set("means") and is_compound_gerund(token):
        return False
    return (token.pos_ == "VERB" and not is_gerund) or _is_mistagged(token)


def _is_mistagged(token: Word) -> bool:
    """Catch "helped broker talks", where parsers take the verb for part of the noun."""
    if wedged_into(token) is not None:
        return True
    is_topped = token.pos_ == "NOUN" and token.dep_ == "ROOT" and token.tag_ == "NN"
    if is_topped and children(token, "nsubj") and children(token, "dobj"):
        return True  # "Peru and Chile hand over boats"
    return bool(
        token.pos_ in {"NOUN", "ADJ"}
        and token.dep_ == "dobj"
        and token.i > 0
        and token.nbor(-1).lemma_ in {"help", "to"}
        and token.lower_ == token.lemma_
    )


def _match(token: Word, row: TriggerRow) -> Trigger | None:
    consumed: set[int] = set()
    for need in row.need:
        here = _satisfied(token, need, is_noun=row.pos == "N")
        if here is None:
            return None
        if _ANY_STATE not in need.words:  # a state that acts is none of the words of the act
            consumed |= here
    for bar in row.bar:
        if _satisfied(token, bar, is_noun=row.pos == "N") is not None:
            return None
    return Trigger(token=token, row=row, is_noun=row.pos == "N", consumed=frozenset(consumed))


def _satisfied(token: Word, need: Need, *, is_noun: bool) -> set[int] | None:
    """Return the tokens that meet a condition, or None."""
    if need.function == "any":
        return set() if need.words & _all_words(token.doc) else None
    hits: set[int] = set()
    for noun in _in_function(token, need.function, is_noun=is_noun):
        if "*" in need.words or _has_word(noun, need.words):
            hits.add(noun.i)
            inner = (n for p, n in preposition_objects(noun, depth=0) if p == "of")
            hits |= {n.i for n in inner if n.lemma_.lower() in need.words}
    return hits or None


def _all_words(doc: ParsedText) -> frozenset[str]:
    """Return the words and lemmas of a unit; kept with the unit, because every row may ask."""
    words: frozenset[str] | None = doc.user_data.get("words")
    if words is None:
        words = frozenset(word for t in doc for word in (t.lower_, t.lemma_.lower()))
        doc.user_data["words"] = words
    return words


def _in_function(token: Word, function: str, *, is_noun: bool) -> Iterator[Word]:
    if "/" in function:  # in one of these
        for name in function.split("/"):
            yield from _in_function(token, name, is_noun=is_noun)
    elif function in _READERS:
        yield from _READERS[function](token)
    elif function in _OF_CLAUSES:
        yield from _in_clauses(token, function)
    else:
        anchors = (token, token.head) if token.dep_ == "acomp" else (token,)
        for anchor in anchors:
            yield from _behind_preposition(anchor, function, depth=0 if is_noun else 1)


def _behind_preposition(token: Word, name: str, *, depth: int) -> Iterator[Word]:
    for preposition, noun in preposition_objects(token, depth=depth):
        if preposition == name:
            yield noun
    if name == "as":  # "described it as unfair"
        for word in token.subtree:
            if word.lower_ == "as":
                yield from (child for child in word.children if child.pos_ == "ADJ")


def _particles(token: Word) -> Iterator[Word]:
    for child in token.children:
        is_next = child.i == token.i + 1  # "took in refugees"; "in return" before it is none
        is_after = child.i > token.i and not children(child, "pobj", "pcomp")
        if child.dep_ in {"prt", "advmod"} or (child.pos_ == "ADP" and (is_next or is_after)):
            yield child


def _bare_particles(token: Word) -> Iterator[Word]:
    yield from (c for c in _particles(token) if not children(c, "pobj", "pcomp"))


def _fragments(token: Word) -> Iterator[Word]:
    """Yield what is said in one word: the lie of "A lie, says Lima"."""
    for child in children(token, "ccomp", "dobj", "parataxis"):
        if child.i < token.i and child.pos_ in {"NOUN", "ADJ"}:
            yield child


def _above(token: Word) -> Iterator[Word]:
    """Yield the preposition that a noun stands under ("at the urging of")."""
    if token.dep_ == "pobj":
        yield token.head


def _predicates(token: Word) -> Iterator[Word]:
    """Yield what an object is called or found to be ("called the envoy a liar")."""
    yield from (c for c in children(token, "ccomp") if c.pos_ in {"ADJ", "NOUN"} and c.i > token.i)
    for noun in children(token, "dobj"):
        yield from children(token, "oprd")
        for child in children(noun, "appos"):
            if (
                child.left_edge.lower_ in {"a", "an"}
                and token.doc[child.left_edge.i - 1].text != ","
            ):
                yield child


def _in_clauses(token: Word, function: str) -> Iterator[Word]:
    """Yield the verbs of the clauses below a verb, or their auxiliaries or objects.

    ``inf``: only of what the subject itself wants to do ("wants to meet", not "wants him to");
    ``cinf``: only of what somebody else is to do ("told Chile to leave").
    """
    for clause in complements(token):
        if function == "inf":
            if clause.dep_ == "xcomp" and not children(clause, "nsubj", "nsubjpass"):
                yield clause
        elif function == "cinf":
            if _is_for_others(token, clause):
                yield clause
        elif function == "xneg":
            yield from children(clause, "neg")
        elif function == "caux":
            yield from (c for c in clause.children if c.dep_ == "aux")
        elif function == "cobj":
            yield from objects(clause)
        else:
            yield clause


def _is_for_others(token: Word, clause: Word) -> bool:
    if not any(child.tag_ == "TO" for child in children(clause, "aux")):
        return False
    own = children(clause, "nsubj", "nsubjpass") or children(token, "dobj", "dative")
    return bool(own) or is_passive(token)


def _object_nouns(token: Word) -> list[Word]:
    whole = wedged_into(token)
    if whole is not None:
        return expand(whole)
    found = objects(token)
    if not found:
        found = [n for c in token.children if c.dep_ in {"attr", "nsubj"} and c.i > token.i
                 for n in expand(c)]  # fmt: skip
    return found


def _has_word(noun: Word, words: frozenset[str]) -> bool:
    if _ANY_STATE in words:
        return True  # checked again when the sides are known
    near = [noun, *(c for c in noun.children if c.dep_ in {"compound", "amod", "nmod", "nummod"})]
    joined = [
        t
        for c in near
        if c is not noun
        for t in c.children
        if c.dep_ == "amod" and t.dep_ == "conj"
    ]
    nested = [n for p, n in preposition_objects(noun, depth=0) if p == "of"]
    return any(t.lemma_.lower() in words or t.lower_ in words for t in (*near, *joined, *nested))


_OF_CLAUSES = frozenset({"xcomp", "ccomp", "caux", "cobj", "inf", "cinf", "xneg"})
_READERS: dict[str, Callable[[Word], Iterable[Word]]] = {
    "obj": _object_nouns,
    "obj of particle": lambda token: _object_nouns(token) or shifted_object(token),
    "oprd": _predicates,
    "prt": _particles,
    "particle": _bare_particles,
    "fragment": _fragments,
    "iobj": lambda token: [n for c in children(token, "dative") for n in (c, *c.children)],
    "below": _above,
    "attr": lambda token: children(token, "attr"),
    "neg": lambda token: children(token, "neg"),
    "aux": lambda token: children(token, "aux"),
    "advcl": lambda token: children(token, "advcl"),
    "mod": lambda token: children(token, "amod", "compound", "nmod"),
    "acl": lambda token: children(token, "acl", "relcl"),
    "subj": surface_subjects,
}
