"""The floor: a spaCy parse and the CAMEO.2.0 dictionary, nothing else.

For each verb of the dictionary the largest pattern that fits its subject, objects and prepositions
gives the code (active or passive); the source is the first Phoenix actor among the subjects (or
in a by-phrase), the target the first other one among the rest of the clause.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from bench_reader import Coded, Raw, root_of
from cameo_dictionary import Actors, Pattern, Verbs, read_actors, read_verbs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gold_formats import Span, SpanItem

__all__ = ["FloorReader", "open_floor"]

_SUBJECTS = {"nsubj", "csubj", "expl"}
_PASSIVE = {"nsubjpass", "csubjpass"}
_CHAINS = {"xcomp", "conj"}
_NOUNS = {"NOUN", "PROPN"}
_VERB_FILE = "CAMEO.2.0.txt"
_ACTOR_FILE = "Phoenix.Countries.actors.txt.gz"


class FloorReader:
    """Codes by verb patterns; knows no nominal acts, pronouns or reported speech."""

    name = "floor"

    def __init__(self, verbs: Verbs, actors: Actors) -> None:
        self._verbs = verbs
        self._actors = actors

    def code(self, texts: Sequence[Raw]) -> list[tuple[Coded, ...]]:
        """Return the events of each sentence."""
        docs = _model().parse(raw.text for raw in texts)
        return [
            tuple(dict.fromkeys(self._events(doc, raw)))
            for doc, raw in zip(docs, texts, strict=True)
        ]

    def _events(self, doc: Any, raw: Raw) -> Iterator[Coded]:
        names = self._names(doc, raw)
        for verb in doc:
            if verb.pos_ not in {"VERB", "AUX"}:
                continue
            code = self._verb_code(verb)
            if not code:
                continue
            subjects, rest = _sides(verb)
            source = next((n for n in names if n[0] in subjects), None)
            target = next(
                (n for n in names if n[0] in rest and (source is None or n[1] != source[1])), None
            )
            if source or target:
                yield Coded(
                    source=source[1] if source else "",
                    target=target[1] if target else "",
                    code=code,
                    source_span=source[2] if source else None,
                    target_span=target[2] if target else None,
                )

    def _names(self, doc: Any, raw: Raw) -> list[tuple[int, str, Span]]:
        """Return (word, code, place) of each actor, longest names first, in order."""
        words = [token.text.upper().strip(".") for token in doc]
        found: list[tuple[int, str, Span]] = []
        at = 0
        while at < len(words):
            for size in range(min(self._actors.longest, len(words) - at), 0, -1):
                code = self._actors.code(" ".join(words[at : at + size]), raw.day)
                if code and doc[at].text[0].isupper():
                    last = doc[at + size - 1]
                    found.append((at, code, _noun_place(last)))
                    at += size - 1
                    break
            at += 1
        return found

    def _verb_code(self, verb: Any) -> str:
        """Return the code of a verb with its company, "" when it is no event."""
        key = self._entry(verb)
        if key is None:
            return ""
        is_passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
        before, after, preps = _company(verb)
        best: tuple[int, str] = (0, self._verbs.default[key])
        for pattern in self._verbs.patterns.get(self._verbs.block[key], ()):
            if pattern.size > best[0] and self._fits(pattern, before, after, preps):
                best = (pattern.size, pattern.passive if is_passive else pattern.active)
        return "" if best[1].startswith("-") else best[1]

    def _entry(self, verb: Any) -> str | None:
        lemma = verb.lemma_.upper()
        company = {child.text.upper() for child in verb.subtree}
        for parts in self._verbs.phrases.get(lemma, ()):
            if company.issuperset(parts[1:]):
                return " ".join(parts)
        return next((w for w in (lemma, verb.text.upper()) if w in self._verbs.block), None)

    def _fits(
        self,
        pattern: Pattern,
        before: set[str],
        after: set[str],
        preps: dict[str, set[str]],
    ) -> bool:
        return (
            all(self._stands(word, before) for noun in pattern.before for word in noun)
            and all(self._stands(word, after) for noun in pattern.after for word in noun)
            and all(
                prep in preps and all(self._stands(w, preps[prep]) for noun in nouns for w in noun)
                for prep, nouns in pattern.preps
            )
        )

    def _stands(self, word: str, words: set[str]) -> bool:
        if word.startswith("&"):
            return not self._verbs.sets.get(word[1:], frozenset()).isdisjoint(words)
        plain = word.rstrip("_").replace("_", " ")
        return plain in words

    def guess(self, items: Sequence[SpanItem]) -> list[str]:
        """Return the root of the verb that joins the spans, else of the first verb with a code."""
        docs = _model().parse(item.text for item in items)
        return [self._guess(doc, item) for doc, item in zip(docs, items, strict=True)]

    def _guess(self, doc: Any, item: SpanItem) -> str:
        places = [doc.touched(*span) if span else None
                  for span in (item.source, item.target)]  # fmt: skip
        ladder: list[Any] = []
        for span in places[::-1]:  # from the target up, then from the source up
            ladder += [span.root, *span.root.ancestors] if span else []
        for token in (*ladder, *doc):
            if token.pos_ in {"VERB", "AUX"}:
                root = root_of(self._verb_code(token))
                if root:
                    return root
        return ""


def _noun_place(token: Any) -> Span:
    """Return the place of the noun that a name qualifies: the troops of "Iraqi troops"."""
    while token.dep_ in {"amod", "compound", "poss", "nmod"} and token.head.pos_ in _NOUNS:
        token = token.head
    return token.idx, token.idx + len(token)


@cache
def _model() -> Any:
    from goodoffices.reading.parse import open_model

    return open_model()


def _word_set(tokens: Iterable[Any]) -> set[str]:
    words: set[str] = set()
    for token in tokens:
        words |= {token.text.upper(), token.lemma_.upper()}
    return words


def _company(verb: Any) -> tuple[set[str], set[str], dict[str, set[str]]]:
    """Return the words of the subject, of what follows the verb, and of each preposition."""
    before: set[str] = set()
    after: set[str] = set()
    preps: dict[str, set[str]] = {}
    is_passive = any(child.dep_ in _PASSIVE for child in verb.children)
    for child in verb.children:
        words = list(child.subtree)
        if child.dep_ in _SUBJECTS:
            before |= _word_set(words)
        elif child.dep_ in _PASSIVE:
            after |= _word_set(words)
        elif child.dep_ == "agent" and is_passive:
            before |= _word_set(words)
        elif child.dep_ in {"prep", "dative"} or child.pos_ == "ADP":
            preps.setdefault(child.text.upper(), set()).update(_word_set(words))
            after |= _word_set([child])
        else:
            after |= _word_set(words)
            for token in words:
                if token.pos_ in {"ADP", "PART"}:
                    part = _word_set(token.head.subtree if token.pos_ == "PART" else token.subtree)
                    preps.setdefault(token.text.upper(), set()).update(part)
    return before, after, preps


def _sides(verb: Any) -> tuple[set[int], set[int]]:
    """Return the places of the words of the doers and of the rest of the clause."""
    clause = verb
    while clause.dep_ in _CHAINS and not _doers(clause) and clause.head.i != clause.i:
        clause = clause.head
    doers = {token.i for child in _doers(clause) for token in child.subtree}
    return doers, {token.i for token in verb.subtree} - doers


def _doers(verb: Any) -> list[Any]:
    is_passive = any(child.dep_ in _PASSIVE for child in verb.children)
    wanted = {"agent"} if is_passive else _SUBJECTS
    return [child for child in verb.children if child.dep_ in wanted]


def open_floor(folder: Path) -> FloorReader | None:
    """Return the floor, None when its dictionaries are not in the folder."""
    verbs, actors = folder / _VERB_FILE, folder / _ACTOR_FILE
    if not (verbs.is_file() and actors.is_file()):
        print(f"{verbs} or {actors.name} is not there")
        return None
    return FloorReader(read_verbs(verbs), read_actors(actors))
