"""Learn which words of news tell an act, who does it and to whom, from own marked prose.

Usage::

    pip install -e '.[en]' -r tools/requirements-train.txt
    python tools/train_acts.py [--scores] [FILE...]

The texts of ``training/prose`` are read by the English reader; each word that may tell an act, and
each actor that may stand on a side of it, becomes a row of features (``reading/learned``). Four
models learn from the marks (``training/fitting.py``); the judge, which says how sure a whole act
is, learns from what the four say of texts that they have not seen (folds by text). ``--scores``
only prints how well the folds do.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import io
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np
from sklearn.metrics import average_precision_score

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools" / "training")]

from fitting import Rows, learn, learn_judge  # noqa: E402
from prose import FOLDER, read_texts  # noqa: E402

from goodoffices.reading import load_article  # noqa: E402
from goodoffices.reading import reader as room  # noqa: E402
from goodoffices.reading.learned.acts import pick, told_pairs  # noqa: E402
from goodoffices.reading.learned.arrays import ActsModel  # noqa: E402
from goodoffices.reading.learned.choices import (  # noqa: E402
    Choice,
    Told,
    choices_of,
    word_chance,
)
from goodoffices.reading.learned.judge import Judge, judge_vector  # noqa: E402
from goodoffices.reading.learned.views import live_unit  # noqa: E402
from goodoffices.world import load_world  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from prose import MarkedAct, Text

N_FOLDS = 4
MODEL = ROOT / "src/goodoffices/reading/model"
NO_JUDGE = Judge(A=np.zeros((0, 0)), a=np.zeros(0), b=np.zeros(0), c=0.0)


@dataclass(slots=True, kw_only=True)
class Word:
    """A word with the hashes of what is known of it, and the acts marked at it."""

    at: int
    traits: tuple[float, ...]
    names: Any
    plain_names: list[int]
    roots: Any
    sides: list[Any]
    pairs: list[list[Any]]
    acts: list[MarkedAct]

    def root_names(self) -> list[int]:
        """Return the hashes for its category."""
        return list(self.roots.tolist())

    def side_names(self) -> list[list[int]]:
        """Return the hashes of each candidate as a side."""
        return [row.tolist() for row in self.sides]

    def pair_names(self, source: int) -> list[list[int]]:
        """Return the hashes of each candidate as the target of what one of them does."""
        return [row.tolist() for row in self.pairs[source]]


@dataclass(slots=True, kw_only=True)
class Unit:
    """A unit of a text as the models see it."""

    words: list[Word]
    labels: list[tuple[str, ...]]
    kinds: list[str]
    told: list[Told]
    shares: dict[str, float]
    acts: list[MarkedAct]
    """Those marked in it that are told as done or announced."""


@dataclass(slots=True, kw_only=True)
class Sample:
    """A text with its units and all its marked acts."""

    text: Text
    fold: int
    units: list[Unit] = field(default_factory=list)

    @property
    def acts(self) -> list[MarkedAct]:
        """The acts that are told as done or announced."""
        return [a for s in self.text.sentences for a in s.acts if a.tense != "neg"]


def collect(texts: Sequence[Text]) -> list[Sample]:
    """Read the texts with the rules of the reader, and keep what the models are told."""
    with ProcessPoolExecutor(initializer=_start, mp_context=get_context("spawn")) as workers:
        samples = []
        for sample in workers.map(_sample, texts, chunksize=8):
            samples.append(sample)
            if sys.stderr.isatty():
                print(f"\r{len(samples)} of {len(texts)} texts", end="", file=sys.stderr)
    return samples


_READER: list[room.EnglishReader] = []


def _start() -> None:
    _READER.append(room.EnglishReader(load_world()))


def _sample(text: Text) -> Sample:
    sample = Sample(text=text, fold=_fold(text))
    source = f"Title: {text.title}\nPublished: {text.day}\n\n{text.body}\n"
    article = load_article(source.encode(), name=text.file)
    marks = _marks(article.text, text)
    read = room.draft_events

    def spy(unit: Any) -> Any:
        drafts = list(read(unit, is_learned=False))
        sample.units.append(_unit(unit, drafts, marks))
        yield from drafts

    with mock.patch.object(room, "draft_events", spy):
        _READER[0].read(article)
    return sample


def _fold(text: Text) -> int:
    digest = hashlib.sha256(f"{text.day} {text.title}".encode()).digest()
    return digest[0] % N_FOLDS


def _marks(article: str, text: Text) -> dict[int, list[MarkedAct]]:
    """Return the marked acts by the place of their trigger in the article."""
    found: dict[int, list[MarkedAct]] = {}
    after = 0
    for sentence in text.sentences:
        at = article.find(sentence.text, after)
        if at < 0:
            raise SystemExit(f"{text.file}:{sentence.line}: the reader has changed this sentence")
        after = at + len(sentence.text)
        for one in sentence.acts:
            found.setdefault(at + one.at, []).append(one)
    return found


def _unit(unit: Any, drafts: Iterable[Any], marks: dict[int, list[MarkedAct]]) -> Unit:
    doc = unit.scene.doc
    told = told_pairs(unit, [draft for draft in drafts if not isinstance(draft, str)])
    live = live_unit(unit.scene, unit.story, told)
    places = {unit.place(t.idx + k): t for t in doc for k in range(len(t))}
    acts: dict[int, list[MarkedAct]] = {}
    for at, some in marks.items():
        if at in places:
            for one in some:
                inside = {places[p].i for p in range(at, at + len(one.trigger)) if p in places}
                top = next(i for i in sorted(inside)
                           if doc[i].head.i not in inside or doc[i].head.i == i)  # fmt: skip
                acts.setdefault(top, []).append(one)
    return Unit(
        words=[Word(at=w.at, traits=w.traits, names=_array(w.names),
                    plain_names=w.plain_names, roots=_array(w.root_names()),
                    sides=[_array(row) for row in w.side_names()],
                    pairs=[[_array(row) for row in w.pair_names(n)]
                           for n in range(len(live.labels))],
                    acts=acts.get(w.at, []))
               for w in live.words],
        labels=list(live.labels),
        kinds=list(live.kinds),
        told=list(live.told),
        shares=dict(live.shares),
        acts=[one for some in acts.values() for one in some if one.tense != "neg"],
    )  # fmt: skip


def _array(names: Sequence[int]) -> Any:
    return np.array(names, dtype=np.uint32)


def rows_of(samples: Sequence[Sample]) -> dict[str, Rows]:
    """Return the rows of the four models."""
    rows = {name: Rows() for name in ("words", "sources", "targets", "roots")}
    for unit in (unit for sample in samples for unit in sample.units):
        for word in unit.words:
            acts = [one for one in word.acts if one.tense != "neg"]
            rows["words"].add(word.names, bool(acts))
            if acts:
                _add_sides(unit, word, acts, rows)
                for one in acts:
                    for root in sorted(one.roots):
                        label = root + ("m" if one.is_mutual else "")
                        rows["roots"].add(word.roots, label, 1 / len(one.roots) / len(acts))
    return rows


def _add_sides(unit: Unit, word: Word, acts: Sequence[MarkedAct], rows: dict[str, Rows]) -> None:
    source = frozenset(i for one in acts for i in one.source)
    target = frozenset(i for one in acts for i in one.target)
    if all(one.is_mutual for one in acts):
        both = source | target  # who is named first counts as the source
        first = next((both & set(ids) for ids, kind in zip(unit.labels, unit.kinds, strict=True)
                      if kind != "nobody" and both & set(ids)), None)  # fmt: skip
        if first:
            source, target = first, both - first or both
    doer = next((n for n, ids in enumerate(unit.labels) if source & set(ids)), None)
    for name, side in (("sources", source), ("targets", target)):
        is_real = any(kind != "nobody" and side & set(ids)
                      for ids, kind in zip(unit.labels, unit.kinds, strict=True))  # fmt: skip
        wanted = [bool(side & set(ids)) and not (kind == "nobody" and is_real)
                  for ids, kind in zip(unit.labels, unit.kinds, strict=True)]  # fmt: skip
        names = word.sides
        if name == "targets" and doer is not None:
            names = [np.concatenate(both) for both in zip(names, word.pairs[doer], strict=True)]
        rows[name].add_choice(names, wanted)


def model_of(learned: dict[str, Any], judge: Judge) -> ActsModel:
    """Return a model as the reader uses it."""
    tables = {
        name: dict(zip(learned[name][0].tolist(), learned[name][1][:, 0].tolist(), strict=True))
        for name in ("words", "sources", "targets")
    }
    keys, weights = learned["roots"]
    return ActsModel(
        **tables,
        roots={key: place for place, key in enumerate(keys.tolist())},
        root_weights=weights.astype(np.float32),
        labels=tuple(learned["labels"]),
        judge=judge,
    )


def is_right(one: Choice, acts: Iterable[MarkedAct]) -> bool:
    """Tell whether a marked act is the one chosen."""
    for act in acts:
        if one.root in act.roots:
            ways = [(act.source, act.target)]
            ways += [(act.target, act.source)] if act.is_mutual or one.is_mutual else []
            if any(one.source in source and one.target in target for source, target in ways):
                return True
    return False


@dataclass(slots=True, kw_only=True)
class Judged:
    """Choices of texts that the models have not seen, with what the judge is told of them."""

    choices: list[tuple[int, int, Choice]] = field(default_factory=list)
    vectors: list[list[float]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)


def choose_by_folds(samples: Sequence[Sample]) -> tuple[Judged, dict[str, float]]:
    """Return the choices of each fold by models of the others, and how well they do."""
    found = Judged()
    chances: list[float] = []
    marked: list[bool] = []
    _SAMPLES[:] = samples  # seen by the workers, which are forks of this process
    with ProcessPoolExecutor(mp_context=get_context("fork")) as workers:
        for some, some_chances, some_marked in workers.map(_of_fold, range(N_FOLDS)):
            for name in ("choices", "vectors", "right", "folds"):
                getattr(found, name).extend(getattr(some, name))
            chances += some_chances
            marked += some_marked
    return found, {"words_average_precision": float(average_precision_score(marked, chances))}


_SAMPLES: list[Sample] = []


def _of_fold(fold: int) -> tuple[Judged, list[float], list[bool]]:
    """Return the choices of a fold, the chances of its words, and which of these tell an act."""
    found = Judged()
    chances: list[float] = []
    marked: list[bool] = []
    model = model_of(learn(rows_of([s for s in _SAMPLES if s.fold != fold])), NO_JUDGE)
    for number, sample in enumerate(_SAMPLES):
        if sample.fold != fold:
            continue
        for place, unit in enumerate(sample.units):
            chances += [word_chance(model, word) for word in unit.words]
            marked += [any(a.tense != "neg" for a in word.acts) for word in unit.words]
            for one in choices_of(unit, model):
                found.choices.append((number, place, one))
                found.vectors.append(judge_vector(one, unit))
                found.right.append(is_right(one, unit.acts))
                found.folds.append(fold)
    return found, chances, marked


def _without(found: Judged, fold: int = -1) -> tuple[Any, Any]:
    """Return what the judge learns from: the choices of all folds but one, and which are right."""
    kept = np.array(found.folds) != fold
    return np.array(found.vectors, np.float32)[kept], np.array(found.right)[kept]


def scores_of(samples: Sequence[Sample], found: Judged) -> dict[str, float]:
    """Return recall and precision of the learned acts alone and of the rules, by folds."""
    chances = np.zeros(len(found.choices))
    vectors, folds = np.array(found.vectors), np.array(found.folds)
    for fold in range(N_FOLDS):
        mine = folds == fold
        odds = np.array(learn_judge(*_without(found, fold)).log_odds(vectors[mine]))
        chances[mine] = 1 / (1 + np.exp(-odds))
    scores = {"acts_average_precision": float(average_precision_score(found.right, chances))}
    by_text: dict[int, list[tuple[float, int, Choice]]] = {}
    for chance, (number, place, one) in zip(chances.tolist(), found.choices, strict=True):
        by_text.setdefault(number, []).append((chance, place, one))
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        counts = np.zeros(4)
        for number, sample in enumerate(samples):
            counts += _counts(sample, by_text.get(number, []), least)
        n_found, n_gold, n_right, n_told = counts
        scores[f"recall at {least}"] = n_found / n_gold
        scores[f"precision at {least}"] = n_right / max(1, n_told)
    counts = np.zeros(4)
    for sample in samples:
        rules = [(1.0, place, _as_choice(one)) for place, unit in enumerate(sample.units)
                 for one in unit.told]  # fmt: skip
        counts += _counts(sample, rules, 0.0, is_all=True)
    scores["recall of the rules"] = counts[0] / counts[1]
    scores["precision of the rules"] = counts[2] / max(1, counts[3])
    return {name: round(value, 4) for name, value in scores.items()}


def _as_choice(one: Told) -> Choice:
    return Choice(at=one.at, source=one.source, target=one.target, root=one.root,
                  is_mutual=one.is_mutual, word=1.0, side=(1.0, 1.0), category=1.0, share=1.0,
                  ranks=(0, 0), behind=(0.0, 0.0, 0.0), kinds=("mention", "mention"),
                  traits=())  # fmt: skip


def _counts(
    sample: Sample, choices: Sequence[tuple[float, int, Choice]], least: float, *,
    is_all: bool = False,
) -> Any:  # fmt: skip
    """Return the numbers of acts found, of acts marked, of right pairs and of all pairs."""
    n_found = n_right = n_told = 0
    by_unit: dict[int, list[tuple[float, Choice]]] = {}
    for chance, place, one in choices:
        by_unit.setdefault(place, []).append((chance, one))
    for place, some in by_unit.items():
        acts, hit = sample.units[place].acts, set[int]()
        for one in [one for _, one in some] if is_all else [one for _, one in pick(some, least)]:
            fitting = [n for n, act in enumerate(acts) if is_right(one, [act])]
            n_told += 1
            n_right += bool(fitting)
            hit.update([n for n in fitting if n not in hit][:1])
        n_found += len(hit)
    return np.array([n_found, len(sample.acts), n_right, n_told])


def write(learned: dict[str, Any], judge: Judge, samples: Sequence[Sample],
          scores: dict[str, float]) -> None:  # fmt: skip
    """Write the arrays and their manifest."""
    arrays: dict[str, Any] = {
        "labels": np.array(learned["labels"]),
        **{f"judge_{name}": getattr(judge, name) for name in "Aabc"},
    }
    for name in ("words", "sources", "targets"):
        arrays[f"{name}_keys"], weights = learned[name]
        arrays[f"{name}_weights"] = weights[:, 0]
    arrays["roots_keys"], arrays["roots_weights"] = learned["roots"]
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    (MODEL / "acts.npz").write_bytes(out.getvalue())
    files = sorted(FOLDER.glob("*.txt"))
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    manifest = {
        "version": "1",
        "sha256": hashlib.sha256(out.getvalue()).hexdigest(),
        "trained_on": digest,
        "n_texts": len(samples),
        "n_sentences": sum(len(s.text.sentences) for s in samples),
        "n_acts": sum(len(s.acts) for s in samples),
        "built": dt.datetime.now(dt.UTC).date().isoformat(),
        "scores": scores,
    }
    (MODEL / "acts.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Collect, learn by folds, learn from all, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--scores", action="store_true", help="only print the scores of the folds")
    asked = parser.parse_args(arguments)
    samples = collect(read_texts(asked.files))
    found, scores = choose_by_folds(samples)
    scores |= scores_of(samples, found)
    print(json.dumps(scores, indent=1))
    if not asked.scores:
        write(learn(rows_of(samples)), learn_judge(*_without(found)), samples, scores)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
