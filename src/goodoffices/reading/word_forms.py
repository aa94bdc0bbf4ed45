"""Parts of speech and lemmas of words, each form worked out by the parser once.

In the English pipelines of spaCy they follow from the word, its tag and its dependency by tables
of rules. To ask these anew for every word takes a fifth of the time of the parse.
"""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern
from typing import Any

__all__ = ["LATE_PIPES", "WordForm", "WordForms"]

LATE_PIPES = ["attribute_ruler", "lemmatizer"]
"""The parts of a pipeline that only look words up."""
_MOST_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class WordForm:
    """What the tables say of a word; of blanks they change tag and dependency as well."""

    pos: str
    tag: str
    dep: str
    lemma: str


class WordForms:
    """The forms of the words of parsed texts that have not been through the late pipes."""

    def __init__(self, pipeline: Any) -> None:
        from spacy.matcher import Matcher

        self._vocab = pipeline.vocab
        self._late = [pipeline.get_pipe(name) for name in LATE_PIPES]
        self._known: dict[tuple[int, int, int], WordForm] = {}
        rules = self._late[0].patterns
        several = [pattern for rule in rules for pattern in rule["patterns"] if len(pattern) > 1]
        self._by_neighbours = Matcher(self._vocab)
        self._by_neighbours.add("several words", several)

    def of(self, doc: Any) -> list[WordForm]:
        """Return the form of each word; rules that look at neighbours need the whole text."""
        if self._by_neighbours(doc):
            return self._looked_up(doc)
        return [self._of_word(token) for token in doc]

    def _of_word(self, token: Any) -> WordForm:
        key = (token.orth, token.tag, token.dep)
        form = self._known.get(key)
        if form is None:
            from spacy.tokens import Doc

            alone = Doc(self._vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_],
                        heads=[0])  # fmt: skip
            (form,) = self._looked_up(alone)
            if len(self._known) < _MOST_KEPT:
                self._known[key] = form
        return form

    def _looked_up(self, doc: Any) -> list[WordForm]:
        for pipe in self._late:
            doc = pipe(doc)
        return [WordForm(*map(intern, (t.pos_, t.tag_, t.dep_, t.lemma_))) for t in doc]
