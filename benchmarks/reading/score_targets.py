"""Score ways to find whom an act is done to, on the open two thirds of a cameo_ner file.

Run: python benchmarks/reading/score_targets.py cameo_ner_train.txt

The rules alone; the shipped weights; weights learned from the same own sentences but without what
the rules say; the shipped weights with the rules made as wrong as on unread sentences; weights
learned from the file itself in ten folds, which never ship. Needs ``tools/requirements-train.txt``.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_parts import pick
from gold_formats import read_ner
from reader_measures import score_heads

from goodoffices.reading.parse import open_model
from goodoffices.reading.span_targets import joined
from goodoffices.reading.spans import MainAct, is_mutual, main_act
from goodoffices.reading.target_choice import candidates_of, choose_target, feature_names

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from train_targets import framed, learn, made_rows, read_sentences, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gold_formats import NerItem

    Row = tuple[list[str], bool]

N_FOLDS = 10
N_WRONG = 46
"""Right answers of the rules to move: then they have here what they had on unread sentences."""
DRAWS = (1, 2, 3)
TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A parsed sentence, its act, where the heads of its targets are, and its fold."""

    doc: Any
    act: MainAct | None
    gold: frozenset[int]
    fold: int

    def rows(self) -> Iterator[Row]:
        """Yield the features of each candidate and whether it is a target."""
        if self.act is not None:
            told = {noun.i for noun in self.act.targets}
            for noun in candidates_of(self.act.trigger, self.act.sources):
                names = feature_names(self.act.trigger, noun, is_told=noun.i in told)
                yield names, noun.idx in self.gold

    def chosen(self, told: Sequence[Any], weights: Mapping[str, float] | None) -> frozenset[int]:
        """Return where the heads are by some weights, None for the shipped ones."""
        if self.act is None or is_mutual(self.act):
            return frozenset()
        noun = choose_target(self.act.trigger, self.act.sources, told, weights)
        return frozenset(n.idx for n in joined(noun)) if noun is not None else frozenset()

    def told(self) -> list[Any]:
        """Return the nouns that the rules name."""
        return [] if self.act is None or is_mutual(self.act) else self.act.targets


def read_cases(items: Sequence[NerItem]) -> list[Case]:
    """Return the sentences as the scorer parses them; asides stay in, unlike in the reader."""
    cases = []
    for item, doc in zip(items, open_model().parse(i.text for i in items), strict=True):
        words = [doc.touched(*span) for span in item.targets]
        fold = int(hashlib.sha256(b"fold" + item.text.encode()).hexdigest(), 16) % N_FOLDS
        gold = frozenset(int(w.root.idx) for w in words if w)
        cases.append(Case(doc=doc, act=main_act(doc), gold=gold, fold=fold))
    return cases


def made_wrong(cases: Sequence[Case], seed: int) -> list[list[Any]]:
    """Return what the rules name, with some right answers moved to another noun of the sentence."""
    chance = random.Random(seed)  # noqa: S311 - a draw of sentences, no secret
    told = [case.told() for case in cases]
    right = [n for n, case in enumerate(cases)
             if case.gold and frozenset(t.idx for t in told[n]) == case.gold]  # fmt: skip
    for n in chance.sample(right, min(N_WRONG, len(right))):
        act = cases[n].act
        if act is not None:
            kept = {t.i for t in told[n]}
            others = [c for c in candidates_of(act.trigger, act.sources)
                      if c.i not in kept and c.i > act.trigger.token.i]  # fmt: skip
            told[n] = [chance.choice(others)] if others else []
    return told


def in_folds(cases: Sequence[Case], keep: Callable[[str], bool]) -> list[frozenset[int]]:
    """Return the choices by weights learned from the other nine tenths of the file."""
    found: list[frozenset[int]] = [frozenset()] * len(cases)
    for fold in range(N_FOLDS):
        weights = learn(_kept([row for c in cases if c.fold != fold for row in c.rows()], keep))
        for n, case in enumerate(cases):
            if case.fold == fold:
                found[n] = case.chosen(case.told(), weights)
    return found


def _kept(rows: Sequence[Row], keep: Callable[[str], bool]) -> list[Row]:
    return [([name for name in names if keep(name)], is_target) for names, is_target in rows]


def _is_free(name: str) -> bool:
    return name.split(maxsplit=1)[0] != TOLD


def main() -> int:
    """Print one line for each way."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    cases = read_cases(pick(read_ner(parser.parse_args().file), "dev"))
    gold = [case.gold for case in cases]

    def show(name: str, found: Sequence[frozenset[int]]) -> None:
        one = score_heads("target", gold, found)
        print(f"{name:64} {one.value:.3f} [{one.low:.3f}, {one.high:.3f}]", flush=True)

    show("rules alone", [frozenset(t.idx for t in case.told()) for case in cases])
    show("shipped weights", [case.chosen(case.told(), None) for case in cases])
    own = list(rows_of(list(framed(read_sentences()))))
    free = learn(_kept(own, _is_free), _kept(made_rows(), _is_free))
    show("own sentences, nothing from the rules", [case.chosen([], free) for case in cases])
    for seed in DRAWS:
        told = made_wrong(cases, seed)
        show(
            f"rules made wrong, draw {seed}: rules alone",
            [frozenset(t.idx for t in w) for w in told],
        )
        found = [case.chosen(w, None) for case, w in zip(cases, told, strict=True)]
        show(f"rules made wrong, draw {seed}: shipped weights", found)
    show("weights from the file, ten folds", in_folds(cases, lambda _: True))
    show("weights from the file, ten folds, nothing from the rules", in_folds(cases, _is_free))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
