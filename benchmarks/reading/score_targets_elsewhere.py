"""Score whom an act is done to where no rule and no sentence to learn from was written for it.

Run: python benchmarks/reading/score_targets_elsewhere.py cameo_ner_train.txt PLV_train.tsv
     python benchmarks/reading/score_targets_elsewhere.py --marked FILE

Whole sentences of the open two thirds of a PLV file that are in no part of a cameo_ner file, talks
left out: head-word F1 of the target. Or sentences with their target in brackets, as in
``tools/training/targets/sentences.txt``: the share in which the noun is chosen. Needs
``tools/requirements-train.txt``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_parts import pick
from gold_formats import read_ner, read_plv
from reader_measures import score_heads
from score_targets import Case

from goodoffices.reading.parse import open_model
from goodoffices.reading.spans import main_act

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from train_targets import read_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    Sides = Iterable[tuple[int, int]]

KEY_LETTERS = 60
"""Two sentences whose first letters and digits are the same up to here are one."""
TALKS = "CONSULT"


def _key(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())[:KEY_LETTERS]


def _case(doc: Any, spans: Sides) -> Case:
    words = [doc.touched(*span) for span in spans]
    gold = frozenset(int(w.root.idx) for w in words if w)
    return Case(doc=doc, act=main_act(doc), gold=gold, fold=0)


def _show(cases: list[Case]) -> None:
    gold = [case.gold for case in cases]
    for name, found in (
        ("rules alone", [frozenset(t.idx for t in case.told()) for case in cases]),
        ("shipped weights", [case.chosen(case.told(), None) for case in cases]),
    ):
        one = score_heads("target", gold, found)
        n_right = sum(bool(f & g) for f, g in zip(found, gold, strict=True))
        print(f"{name:16} F1 {one.value:.3f} [{one.low:.3f}, {one.high:.3f}], "
              f"right in {n_right} of {len(cases)}")  # fmt: skip


def main() -> int:
    """Print one line for the rules and one for the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*", help="a cameo_ner file and a PLV file")
    parser.add_argument("--marked", type=Path, help="sentences with brackets around the target")
    options = parser.parse_args()
    if options.marked:
        marked = read_sentences(options.marked)
        docs = open_model().parse(one.text for one in marked)
        _show([_case(doc, one.spans) for one, doc in zip(marked, docs, strict=True)])
        return 0
    ner, plv = options.files
    known = {_key(item.text) for item in read_ner(ner)}
    items = [i for i in pick(read_plv(plv), "dev")
             if i.target and i.root != TALKS and _key(i.text) not in known]  # fmt: skip
    docs = open_model().parse(item.text for item in items)
    _show([_case(doc, [i.target]) for i, doc in zip(items, docs, strict=True) if i.target])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
