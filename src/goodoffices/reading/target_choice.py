"""Choose the noun of a sentence on which its act is done, by weights learned from own sentences.

A candidate is told by the way through the parse from the word of the act to it, the preposition
that leads there, what kind of noun it is, and whether the rules of ``span_targets`` name it. The
weights ship with the package; ``tools/train_targets.py`` makes them from
``tools/training``.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import is_verb
from goodoffices.reading.role_nouns import is_role_noun
from goodoffices.reading.span_targets import is_time
from goodoffices.reading.triggers import rows_of
from goodoffices.reading.ways import label_of_step, link_of, way, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from goodoffices.reading.parsed import Word
    from goodoffices.reading.triggers import Trigger

__all__ = ["BIAS", "candidates_of", "choose_target", "feature_names"]

_WEIGHTS = "model/targets.csv"
BIAS = "bias"
"""The name of the weight that every candidate has."""
_LEAST = -2.2
"""Log-odds that the best candidate needs, else nobody is named: a chance of 0.1."""
_INSIDE = frozenset(
    {"compound", "amod", "nummod", "nmod", "advmod", "npadvmod", "quantmod", "conj"}
)
_AS_NOUN = frozenset({"pobj", "dobj", "nsubj", "nsubjpass"})
_MOST = 4
"""Counts of nouns above this are one."""
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def choose_target(
    trigger: Trigger,
    sources: Iterable[Word],
    told: Sequence[Word],
    weights: Mapping[str, float] | None = None,
) -> Word | None:
    """Return the noun on which the act is done most likely, None where none is likely enough.

    ``told`` are the nouns that the rules name; those of the sources are never chosen. Other
    ``weights`` than the shipped ones are for measuring.
    """
    known = _weights() if weights is None else weights
    by_rule = {noun.i for noun in told}
    best: tuple[float, int, Word] | None = None
    for noun in candidates_of(trigger, sources):
        names = feature_names(trigger, noun, is_told=noun.i in by_rule)
        score = sum(known.get(name, 0.0) for name in names)
        if best is None or score > best[0]:
            best = (score, noun.i, noun)
    return best[2] if best is not None and best[0] >= _LEAST else None


def candidates_of(trigger: Trigger, sources: Iterable[Word]) -> list[Word]:
    """Return the heads of all noun phrases of a sentence but those of the sources."""
    acting = {noun.i for noun in sources}
    return [
        token
        for token in trigger.token.doc
        if token.i not in acting
        and token.dep_ not in _INSIDE
        and (token.pos_ in _NOUNS or (token.pos_ == "ADJ" and token.dep_ in _AS_NOUN))
    ]


def feature_names(trigger: Trigger, noun: Word, *, is_told: bool) -> list[str]:
    """Return the names of all that is known of a candidate, each once."""
    up, down = way(trigger.token, noun)
    root, code = trigger.row.code[:2], trigger.row.code
    kind, lemma = _kind(noun), noun.lemma_.lower()
    path = written(up, down)
    end = "/".join(map(label_of_step, down[-2:]))
    last = label_of_step(down[-1]) if down else ""
    link = link_of(down)
    names = [BIAS, f"way {path}", f"way {path} {kind}", f"way {path} {root}", f"kind {kind}",
             f"end {end}", f"end {end} {kind}", f"end {end} {root}", f"link {link}",
             f"link {link} {kind}", f"link {link} {root}", f"link {link} {code}",
             f"kind {kind} {root}", f"word {lemma}", f"word {lemma} {last}",
             f"act {trigger.token.lemma_.lower()} {end}",
             f"act {trigger.token.lemma_.lower()} {link}",
             f"verbs {sum(1 for word in down[:-1] if is_verb(word))}"]  # fmt: skip
    names.extend(_on_the_way(down[:-1], kind, link))
    names.extend(_in_the_row(trigger.token, noun, kind))
    names.extend(_before_it(noun, last))
    if rows_of(noun):
        names += ["deed", f"deed {root}"]
    if is_told:
        names += ["told", f"told {kind}", f"told {root}", f"told {code}", f"told {last}",
                  f"told {link} {kind}"]  # fmt: skip
    return list(dict.fromkeys(names))


def _on_the_way(words: list[Word], kind: str, link: str) -> Iterator[str]:
    """Yield names for the nouns between the act and a candidate: the ban of "a ban on milk"."""
    nouns = [word for word in words if word.pos_ in {"NOUN", "PROPN"}]
    yield f"nouns {len(nouns)}"
    for noun in nouns:
        yield f"by {noun.lemma_.lower()}"
        yield f"by {noun.lemma_.lower()} {link}"
        yield f"by kind {_kind(noun)}"
    if nouns:
        yield f"next {nouns[-1].lemma_.lower()}"
        yield f"next {_kind(nouns[-1])} {kind} {link}"


def _in_the_row(start: Word, noun: Word, kind: str) -> Iterator[str]:
    """Yield names for the place of a candidate among the nouns of the sentence."""
    low, high = sorted((start.i, noun.i))
    n_between = sum(_is_head(word) for word in noun.doc[low + 1 : high])
    place = f"{'after' if noun.i > start.i else 'before'} {min(n_between, _MOST)}"
    n_later = sum(_is_head(word) for word in noun.doc[noun.i + 1 :])
    yield from (f"place {place}", f"place {place} {kind}", f"later {min(n_later, _MOST)}")


def _is_head(word: Word) -> bool:
    return word.pos_ in {"NOUN", "PROPN", "PRON"} and word.dep_ not in _INSIDE


def _before_it(noun: Word, last: str) -> Iterator[str]:
    """Yield names for the article, number or owner that stands before a candidate."""
    kinds = {child.dep_: child.lower_ for child in noun.children}
    first = kinds.get("det") or next((dep for dep in ("poss", "nummod") if dep in kinds), "-")
    yield from (f"before {first}", f"before {first} {noun.tag_}", f"before {first} {last}")


def _kind(noun: Word) -> str:
    if is_time(noun):
        return "time"
    if noun.pos_ in {"PRON", "PROPN"}:
        return str(noun.pos_.lower())
    if is_role_noun(noun):
        return "role"
    if any(c.pos_ == "PROPN" and c.dep_ in {"compound", "poss"} for c in noun.children):
        return "named"
    return "num" if noun.pos_ == "NUM" else "plain"


@cache
def _weights() -> dict[str, float]:
    text = files("goodoffices.reading").joinpath(_WEIGHTS).read_text(encoding="utf-8")
    return {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}
