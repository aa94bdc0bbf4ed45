"""Learn which noun of a sentence its act is done to, from own sentences, and write the weights.

Usage::

    pip install -e '.[en]' -r tools/requirements-train.txt
    python tools/train_targets.py [--check]

A line of ``training/targets/sentences.txt`` is a sentence with its target in brackets. Short ones
are used two times more, behind an opening or before an ending of ``frames.txt``, picked with a
fixed seed. The made sentences of the type classifier, whose targets are actors only, count very
little beside them. ``--check`` writes nothing and fails when the shipped weights would change.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools" / "training")]

from expand import expand_all  # noqa: E402

from goodoffices.reading.parse import open_model  # noqa: E402
from goodoffices.reading.spans import main_act  # noqa: E402
from goodoffices.reading.target_choice import BIAS, candidates_of, feature_names  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED = 1
N_FRAMED = 2
MOST_WORDS = 18
"""Longer sentences are used as they stand."""
SHARE_LED = 0.4
LEAST_COUNT = 2
"""Candidates in which a feature must occur."""
INVERSE_PENALTY = 1.0
LEAST_WEIGHT = 0.02
MADE = (100, 4, 0.3)
"""Made sentences: of each root, of each line, share of those around another act."""
MADE_WEIGHT = 0.02
"""Chosen on the open two thirds of the cameo_ner file among 0, 0.005, 0.01, 0.02, 0.04."""
FOLDER = ROOT / "tools/training/targets"
WEIGHTS = ROOT / "src/goodoffices/reading/model/targets.csv"
_MARK = re.compile(r"[\[\]]")
_LOWER = frozenset({"The", "A", "An", "In", "At", "Two", "After", "Police", "Rebels", "Gunmen",
                    "Soldiers", "Thousands", "Hundreds", "Students"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A sentence and the places of those on whom its act is done."""

    text: str
    spans: tuple[tuple[int, int], ...]


def read_sentences(file: Path = FOLDER / "sentences.txt") -> list[Marked]:
    """Return the sentences of a file, brackets turned into places."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        places = [m.start() - n for n, m in enumerate(_MARK.finditer(line))]
        spans = tuple(zip(places[::2], places[1::2], strict=True))
        found.append(Marked(text=_MARK.sub("", line), spans=spans))
    return found


def framed(sentences: Sequence[Marked]) -> Iterator[Marked]:
    """Yield the sentences, and the short ones again with words before or behind them."""
    chance = random.Random(SEED)  # noqa: S311 - a choice of words, no secret
    lines = (FOLDER / "frames.txt").read_text(encoding="utf-8").splitlines()
    leads = [line[5:] + " " for line in lines if line.startswith("LEAD ")]
    tails = [line[5:] for line in lines if line.startswith("TAIL ")]
    yield from sentences
    for one in sentences:
        for _ in range(N_FRAMED if len(one.text.split()) <= MOST_WORDS else 0):
            tail = chance.choice(tails)
            body = one.text[:-1] + (tail if tail.startswith(",") else f" {tail}")
            lead = chance.choice(leads) if chance.random() < SHARE_LED else ""
            if lead and body.split()[0] in _LOWER:
                body = body[0].lower() + body[1:]
            spans = tuple((a + len(lead), b + len(lead)) for a, b in one.spans)
            yield Marked(text=lead + body, spans=spans)


def rows_of(sentences: Sequence[Marked]) -> Iterator[tuple[list[str], bool]]:
    """Yield the features of each candidate of each sentence, and whether it is marked."""
    docs = open_model().parse(one.text for one in sentences)
    for one, doc in zip(sentences, docs, strict=True):
        act = main_act(doc)
        heads = {_head(doc, *span) for span in one.spans}
        if act is None or not heads & {n.i for n in candidates_of(act.trigger, act.sources)}:
            continue
        told = {noun.i for noun in act.targets}
        for noun in candidates_of(act.trigger, act.sources):
            names = feature_names(act.trigger, noun, is_told=noun.i in told)
            yield names, noun.i in heads


def _head(doc: Any, start: int, end: int) -> int:
    return int(doc.touched(start, end).root.i)


def made_rows() -> list[tuple[list[str], bool]]:
    """Return the candidates of the made sentences of the type classifier."""
    made = [Marked(text=one.text, spans=(one.target,)) for one in expand_all(SEED, *MADE)]
    return list(rows_of(made))


def learn(
    rows: Sequence[tuple[list[str], bool]], light: Sequence[tuple[list[str], bool]] = ()
) -> dict[str, float]:
    """Return the weight of each feature that occurs often enough; ``light`` rows count little."""
    everything = [*rows, *light]
    counts = Counter(name for names, _ in everything for name in names)
    known = [dict.fromkeys([n for n in names if counts[n] >= LEAST_COUNT], 1.0)
             for names, _ in everything]  # fmt: skip
    vectors = DictVectorizer()
    table = vectors.fit_transform(known)
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=2000, fit_intercept=False)
    shares = [1.0] * len(rows) + [MADE_WEIGHT] * len(light)
    model.fit(table, [is_target for _, is_target in everything], sample_weight=shares)
    weights = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    return {str(name): float(weight) for name, weight in weights}


def train() -> tuple[str, int]:
    """Return the weights as a table, and the number of candidates."""
    rows = list(rows_of(list(framed(read_sentences()))))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("feature", "weight"))
    for name, weight in learn(rows, made_rows()).items():
        if abs(weight) >= LEAST_WEIGHT or name == BIAS:
            writer.writerow((name, f"{weight:.2f}"))
    return out.getvalue(), len(rows)


def main() -> int:
    """Train, then write or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    table, n_rows = train()
    if options.check:
        is_same = WEIGHTS.read_text(encoding="utf-8") == table
        print("same" if is_same else "different")
        return int(not is_same)
    WEIGHTS.write_text(table, encoding="utf-8")
    print(f"{n_rows} candidates, {table.count(chr(10)) - 1} features")
    return 0


if __name__ == "__main__":
    sys.exit(main())
