"""Code sentences in the manner of PETRARCH, whose output the gold of its own file was made from.

The parse and the grammar are those of our reader; what a verb means and what an actor is called
come from the dictionaries of the gold (CAMEO.2.0, Phoenix).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench_reader import Coded
from cameo_dictionary import Verbs, read_verbs
from petr_actors import Phoenix, open_phoenix
from petr_clauses import read_clauses

from goodoffices.reading.segment import cut_asides

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bench_reader import Raw
    from petr_clauses import Clause

__all__ = ["PetrManner", "open_petr_manner"]

_QUOTES = re.compile(r"\s*(?:``|'')\s*")
_VERB_FILE = "CAMEO.2.0.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class PetrManner:
    """The vocabulary of the gold, and how to code a sentence with it."""

    verbs: Verbs
    phoenix: Phoenix

    def code(self, texts: Sequence[Raw]) -> list[tuple[Coded, ...]]:
        """Return the events of each sentence."""
        from goodoffices.reading.parse import open_model

        docs = open_model().parse(_plain(raw.text) for raw in texts)
        return [
            tuple(
                dict.fromkeys(
                    row
                    for clause in read_clauses(doc, self.verbs, self.phoenix, raw.day)
                    for row in _rows(clause)
                )
            )
            for raw, doc in zip(texts, docs, strict=True)
        ]


def _plain(text: str) -> str:
    """Return a sentence with plain quotes, without its dateline and what is told in brackets."""
    plain = _QUOTES.sub(' " ', text).strip()
    return next((unit.text for unit in cut_asides(plain)), plain)


def _rows(clause: Clause) -> Iterator[Coded]:
    """Yield an event for each pair of a doer and another, and the answer if there is one."""
    for source in clause.sources or ("",):
        for target in clause.targets or ("",):
            if source != target:
                if clause.code:
                    yield Coded(source=source, target=target, code=clause.code)
                if clause.answer:
                    yield Coded(source=target, target=source, code=clause.answer)


def open_petr_manner(folder: Path) -> PetrManner | None:
    """Return the manner, None when its dictionaries are not in the folder."""
    phoenix = open_phoenix(folder)
    if phoenix is None or not (folder / _VERB_FILE).is_file():
        return None
    return PetrManner(verbs=read_verbs(folder / _VERB_FILE), phoenix=phoenix)
