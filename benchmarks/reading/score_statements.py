"""Score what the reader takes for statements on ``statements.csv``: own sentences, gold made first.

Run: python benchmarks/reading/score_statements.py [--errors] [FILE]

A statement is right when kind, polarity, subject and object are those of a gold row of its text;
``a/b`` in the gold accepts either kind, ``*`` any object. The two sides of a friendship, of common
culture, of personal ties, of an alliance may stand either way round; those of a rift and of a
common threat are one set. Rows marked optional are neither asked for nor wrong. Texts without a
kind are traps: hopes, denials, conditions, names. A third of the texts, picked by hash, is kept
unread: ``--errors`` never shows it. The texts of ``statements_second.csv`` were written after the
patterns had been mended on the first file, on purpose in words that no pattern had; those of
``statements_third.csv`` after the second, in the plain wording of news.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.reading import load_article, open_reader

if TYPE_CHECKING:
    from goodoffices.records import Actor, Statement

HERE = Path(__file__).resolve().parent
PUBLISHED = dt.date(2018, 6, 5)
N_RESAMPLES, SEED = 2000, 7
EITHER_WAY = frozenset({"friendship", "culture_history", "personal_ties", "alliance"})
ONE_SET = frozenset({"rift", "shared_threat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One statement that a careful reader would note."""

    kinds: tuple[str, ...]
    polarity: int
    subject: frozenset[str]
    object: frozenset[str] | None
    is_optional: bool

    def accepts(self, one: Statement) -> bool:
        """Tell whether a statement is this one."""
        if one.kind not in self.kinds or one.polarity != self.polarity:
            return False
        subject, other = _ids(one.subject), _ids(one.object)
        if self.object is None:
            return subject == self.subject
        if one.kind in ONE_SET:
            return subject | other == self.subject | self.object
        if one.kind in EITHER_WAY and (subject, other) == (self.object, self.subject):
            return True
        return (subject, other) == (self.subject, self.object)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many statements of a text were asked for, told, and right."""

    text: str
    asked: int
    told: int
    found: int
    right: int
    missed: tuple[Gold, ...]
    wrong: tuple[Statement, ...]
    kinds: tuple[tuple[str, bool], ...]


def _ids(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(str(actor.id) for actor in actors if actor.id is not None)


def main() -> int:
    """Print precision, recall and F1 of both parts."""
    options = argparse.ArgumentParser()
    options.add_argument("file", nargs="?", type=Path, default=HERE / "statements.csv")
    options.add_argument("--errors", action="store_true")
    chosen = options.parse_args()
    reader = open_reader(kind="english")
    parts: dict[bool, list[Counted]] = {False: [], True: []}
    for text, gold in read_gold(chosen.file).items():
        article = load_article(text.encode(), name="statement.txt", published=PUBLISHED)
        is_kept = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 3 == 0
        parts[is_kept].append(count(text, gold, reader.read(article).statements))
    for is_kept, counted in parts.items():
        name = "kept unread" if is_kept else "development"
        print(f"{name}: {len(counted)} texts, {_figures(counted)}")
        _print_kinds(counted)
        if chosen.errors and not is_kept:
            _print_errors(counted)
    return 0


def read_gold(path: Path) -> dict[str, list[Gold]]:
    """Return the gold statements of each text."""
    told: dict[str, list[Gold]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            of_text = told.setdefault(row["text"], [])
            if row["kind"]:
                of_text.append(
                    Gold(
                        kinds=tuple(row["kind"].split("/")),
                        polarity=int(row["polarity"]),
                        subject=frozenset(filter(None, row["subject"].split(";"))),
                        object=None
                        if row["object"] == "*"
                        else frozenset(filter(None, row["object"].split(";"))),
                        is_optional=row["optional"] == "yes",
                    )
                )
    return told


def count(text: str, gold: list[Gold], statements: tuple[Statement, ...]) -> Counted:
    """Return how the statements of one text agree with its gold."""
    must = [one for one in gold if not one.is_optional]
    missed = tuple(g for g in must if not any(g.accepts(one) for one in statements))
    allowed = [one for one in statements if any(g.accepts(one) for g in gold if g.is_optional)]
    asked_for = [one for one in statements if one not in allowed]
    wrong = tuple(one for one in asked_for if not any(g.accepts(one) for g in must))
    return Counted(
        text=text,
        asked=len(must),
        told=len(asked_for),
        found=len(must) - len(missed),
        right=len(asked_for) - len(wrong),
        missed=missed,
        wrong=wrong,
        kinds=tuple((g.kinds[0], g not in missed) for g in must),
    )


def _figures(counted: list[Counted]) -> str:
    """Return precision, recall and F1 with 95 % intervals over resampled texts."""
    chance = random.Random(SEED)  # noqa: S311 - a bootstrap, no secret
    draws = [_scores(chance.choices(counted, k=len(counted))) for _ in range(N_RESAMPLES)]
    words = []
    for place, name in enumerate(("precision", "recall", "F1")):
        spread = sorted(draw[place] for draw in draws)
        low, high = spread[int(0.025 * N_RESAMPLES)], spread[int(0.975 * N_RESAMPLES)]
        words.append(f"{name} {_scores(counted)[place]:.3f} [{low:.3f}, {high:.3f}]")
    asked, told = sum(one.asked for one in counted), sum(one.told for one in counted)
    return f"asked {asked}, told {told}: " + ", ".join(words)


def _scores(counted: list[Counted]) -> tuple[float, float, float]:
    told, asked = sum(one.told for one in counted), sum(one.asked for one in counted)
    precision = sum(one.right for one in counted) / told if told else 0.0
    recall = sum(one.found for one in counted) / asked if asked else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def _print_kinds(counted: list[Counted]) -> None:
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for one in counted:
        for kind, is_found in one.kinds:
            by_kind[kind].append(is_found)
    shown = ", ".join(f"{kind} {sum(v)}/{len(v)}" for kind, v in sorted(by_kind.items()))
    print(f"    found by kind: {shown}")


def _print_errors(counted: list[Counted]) -> None:
    for one in counted:
        for gold in one.missed:
            other = "*" if gold.object is None else sorted(gold.object)
            kinds = "/".join(gold.kinds)
            print(f"    missed {kinds} {gold.polarity} {sorted(gold.subject)} {other} | {one.text}")
        for told in one.wrong:
            print(f"    wrong  {told.kind} {told.polarity} {sorted(_ids(told.subject))} "
                  f"{sorted(_ids(told.object))} | {one.text}")  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
