"""UniversalPetrarch on spaCy parses, in a process of its own (``peers.sh`` sets it up).

Its own UDPipe models are not in its repository, so the parses are those of our model, turned
from CLEAR labels to Universal Dependencies as far as the coder looks at them: prepositions become
``case`` marks of their noun, the predicate heads its copula.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_reader import Coded, Raw, root_of

from goodoffices.errors import GoodOfficesError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gold_formats import SpanItem

__all__ = ["UniversalPetrarch", "coded", "open_universalpetrarch", "to_universal"]

_LABELS = {
    "acomp": "xcomp", "advcl": "advcl", "agent": "case", "attr": "xcomp", "auxpass": "auxpass",
    "dative": "iobj", "intj": "discourse", "nmod": "compound", "npadvmod": "nmod:npmod",
    "oprd": "xcomp", "pcomp": "advcl", "poss": "nmod:poss", "preconj": "cc:preconj",
    "predet": "det:predet", "prt": "compound:prt", "quantmod": "advmod", "relcl": "acl:relcl",
    "meta": "dep", "parataxis": "parataxis", "ROOT": "root", "neg": "neg", "num": "nummod",
}  # fmt: skip
_PREPOSITIONS = {"prep", "agent", "dative"}
_TAGS = {"PART": "PART", "SCONJ": "SCONJ", "CCONJ": "CONJ"}


def to_universal(doc: Any) -> str:
    """Return the parse of a sentence in CoNLL-U with Universal Dependencies (version 1)."""
    heads = {token.i: token.head.i for token in doc}
    labels = {token.i: _LABELS.get(token.dep_, token.dep_) for token in doc}
    roots = [token.i for token in doc if token.dep_ == "ROOT"]
    for token in doc:
        if token.dep_ in _PREPOSITIONS and token.pos_ in {"ADP", "SCONJ", "PART"}:
            noun = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
            if noun is not None:
                heads[noun.i] = heads[token.i]
                labels[noun.i] = "nmod" if noun.dep_ == "pobj" else "advcl"
                heads[token.i], labels[token.i] = noun.i, "case"
    for token in doc:
        if token.lemma_ == "be" and token.pos_ in {"AUX", "VERB"}:
            predicate = next((c for c in token.children if c.dep_ in {"attr", "acomp"}), None)
            if predicate is not None:
                _swap(token.i, predicate.i, heads, labels)
    for root in roots[1:]:
        heads[root], labels[root] = roots[0], "parataxis"
    lines = []
    for token in doc:
        at = token.i
        head = 0 if heads[at] == at else heads[at] + 1
        label = "root" if head == 0 else ("dep" if labels[at] == "root" else labels[at])
        tag = _TAGS.get(token.pos_, token.pos_)
        word = token.text if token.text.strip() else "_"
        cells = [at + 1, word, token.lemma_.strip() or "_", tag, token.tag_, "_", head, label]
        lines.append("\t".join(map(str, [*cells, "_", "_"])))
    return "\n".join(lines)


def _swap(copula: int, predicate: int, heads: dict[int, int], labels: dict[int, str]) -> None:
    """Make the predicate the head of its copula and of all that hung on it."""
    heads[predicate] = predicate if heads[copula] == copula else heads[copula]
    labels[predicate] = labels[copula]
    for other, head in heads.items():
        if head == copula and other not in {copula, predicate}:
            heads[other] = predicate
    heads[copula], labels[copula] = predicate, "cop"


class UniversalPetrarch:
    """The peer with the PETRARCH-2 dictionary, the better of its two."""

    name = "universalpetrarch"
    is_external = True

    def __init__(self, folder: Path) -> None:
        folder = folder.resolve()
        self._command = [
            str(folder / "python" / "bin" / "python"),
            str(Path(__file__).with_name("up_worker.py")),
            str(folder),
        ]
        self.n_failed = 0

    def _rows(self, docs: Sequence[Any], days: Iterable[str]) -> list[list[list[str]]]:
        return self.rows(
            (to_universal(doc), doc.text, day) for doc, day in zip(docs, days, strict=True)
        )

    def rows(self, parsed: Iterable[tuple[str, str, str]]) -> list[list[list[str]]]:
        """Return what the coder makes of sentences: each a parse in CoNLL-U, text, YYYYMMDD.

        A row has the codes of source, target and event and the words of source and target.
        """
        lines = "".join(
            json.dumps({"parse": parse, "text": text, "date": day}) + "\n"
            for parse, text, day in parsed
        )
        own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        run = subprocess.run(self._command, input=lines, capture_output=True, env=own,  # noqa: S603 - set up by peers.sh
                             text=True, check=False, encoding="utf-8")  # fmt: skip
        if run.returncode:
            raise GoodOfficesError(f"{self.name} stopped: {run.stderr.strip()[-800:]}")
        answers = [json.loads(line) for line in run.stdout.splitlines()]
        failed = sum(1 for rows in answers if rows and rows[0][0] == "error")
        if failed:
            print(f"{self.name}: failed on {failed} of {len(answers)} sentences (no event)")
        self.n_failed += failed
        return [[row for row in rows if row[0] != "error"] for rows in answers]

    def code(self, texts: Sequence[Raw]) -> list[tuple[Coded, ...]]:
        """Return the events of each sentence."""
        docs = _parse(raw.text for raw in texts)
        found = self._rows(docs, (f"{raw.day:%Y%m%d}" for raw in texts))
        return [
            tuple(dict.fromkeys(coded(row, doc) for row in rows))
            for doc, rows in zip(docs, found, strict=True)
        ]

    def guess(self, items: Sequence[SpanItem]) -> list[str]:
        """Return the root of the event whose actors share most words with the spans."""
        docs = _parse(item.text for item in items)
        found = self._rows(docs, ("20180101" for _ in items))
        return [_best(item, rows) for item, rows in zip(items, found, strict=True)]


def _parse(texts: Iterable[str]) -> list[Any]:
    from goodoffices.reading.parse import open_model

    return list(open_model().parse(texts))


def coded(row: list[str], doc: Any | None = None) -> Coded:
    """Return an event of the coder, with the places of its actors in a parsed text if given."""
    source, target, code, left, right = row
    return Coded(
        source="" if source == "---" else source,
        target="" if target == "---" else target,
        code=code,
        source_span=_place(doc, left) if doc is not None else None,
        target_span=_place(doc, right) if doc is not None else None,
    )


def _place(doc: Any, text: str) -> tuple[int, int] | None:
    """Return where the words of an actor stand; the coder gives them joined by blanks."""
    words = [word.casefold() for word in text.split()]
    tokens = [token.text.casefold() for token in doc]
    for at in range(len(tokens) - len(words) + 1 if words else 0):
        if tokens[at : at + len(words)] == words:
            last = doc[at + len(words) - 1]
            return doc[at].idx, last.idx + len(last)
    return None


def _best(item: SpanItem, rows: list[list[str]]) -> str:
    sides = [
        set(item.text[slice(*span)].casefold().split()) if span else set()
        for span in (item.source, item.target)
    ]

    def shared(row: list[str]) -> int:
        words = [set(text.casefold().split()) for text in row[3:]]
        return sum(len(side & told) for side, told in zip(sides, words, strict=True))

    ranked = sorted(rows, key=shared, reverse=True)
    return next((root_of(row[2]) for row in ranked if root_of(row[2])), "")


def open_universalpetrarch(folder: Path | None) -> UniversalPetrarch | None:
    """Return the peer, None where ``peers.sh`` has not set it up."""
    if folder is None or not (folder / "UniversalPetrarch").is_dir():
        print("UniversalPetrarch is not set up: run benchmarks/reading/peers.sh FOLDER, then give "
              "--peers FOLDER")  # fmt: skip
        return None
    return UniversalPetrarch(folder)
