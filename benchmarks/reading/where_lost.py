"""Tell at which stage of the reader each missed gold event of the development texts was lost.

Run: python benchmarks/reading/where_lost.py [--from 21] [--rows]

A gold row does not say which sentence tells it. It is sought by the words of its note: the rows of
a text are laid on its sentences so that they share most words and keep their order. What the reader
made of that sentence then tells the stage, the furthest that any word of it came::

    no trigger       no row of the table of acts fits with a code that the gold accepts
    not an event     such a row fits, but its modality or tense bars it
    no sides         such a row fits, but no side or only one is found
    other actors     an act of an accepted code was told of others
    other code       an act of the two was told with another code
    other modality   an act of the two with an accepted code was told as negated, or the reverse
    merged away      an act as the gold has it was taken for another one told before

An act that stands for another gold row counts for that one only. The columns say which of the two
states the sentence names, by name, noun or pronoun. Held-out texts are never opened.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any
from unittest import mock

from score_texts import FIRST_HELD_OUT, TEXTS
from scoring import read_gold, score

from goodoffices.reading import events, load_article, open_reader
from goodoffices.reading import reader as room
from goodoffices.reading.sides import find_sides
from goodoffices.reading.triggers import find_triggers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring import GoldRow

STAGES = ("no trigger", "not an event", "no sides", "other actors", "other code",
          "other modality", "merged away")  # fmt: skip
NAMED = ("both", "source only", "target only", "neither")
_STEM = 5
_STEP_COST = 0.05
"""Breaks ties between sentences that share as many words: the nearer one."""


@dataclass(slots=True)
class Act:
    """A try to read an act at a place in the text; ``modality`` is "" where none came of it."""

    at: int
    code: str
    pairs: set[tuple[str, str]]
    why_not: str = ""
    modality: str = ""
    stands_for: str = ""


@dataclass(slots=True)
class Told:
    """What the reader made of one sentence."""

    text: str
    named: set[str] = field(default_factory=set)
    tries: list[Act] = field(default_factory=list)
    drafts: list[Act] = field(default_factory=list)

    @property
    def stems(self) -> frozenset[str]:
        """The first letters of its words."""
        return _stems(self.text)


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in re.findall(r"[a-zà-ž]{4,}", text.lower()))


def _pairs(sides: Any) -> set[tuple[str, str]]:
    pairs = {(_label(s), _label(t)) for s in sides.sources or (None,) for t in sides.targets}
    return pairs | {(t, s) for s, t in pairs} if sides.is_reciprocal else pairs


def _label(actor: Any) -> str:
    if actor is None:
        return "-"
    return actor.id or ("INT" if actor.role == "INT" else "-")


def read_with_traces(file: Any) -> tuple[Any, list[Told]]:
    """Return the events of a text, and what was made of each sentence on the way."""
    told: dict[tuple[int, int], Told] = {}
    article = load_article(file.read_bytes(), name=file.name)

    def spy(unit: Any) -> Iterator[Any]:
        start, end = unit.sentence
        one = told.setdefault(unit.sentence, Told(text=article.text[start:end]))
        one.named |= {_label(a) for m in unit.scene.mentions for a in m.actors}
        for trigger in find_triggers(unit.scene.doc):
            sides = find_sides(trigger, unit.scene, unit.story)
            why_not = events._modality(trigger, unit.scene, {})[2]  # noqa: SLF001 - a look inside
            pairs = _pairs(sides) if sides is not None else set()
            at = unit.place(trigger.token.idx)
            one.tries.append(Act(at, trigger.row.code, pairs, why_not))
        for draft in draft_events(unit):
            if not isinstance(draft, str):
                pairs = _pairs(draft.sides)
                one.drafts.append(Act(draft.at, draft.code, pairs, modality=draft.modality))
            yield draft

    draft_events = room.draft_events
    with mock.patch.object(room, "draft_events", spy):
        reading = open_reader().read(article)
    return reading.events, list(told.values())


def align(gold: tuple[GoldRow, ...], told: list[Told]) -> dict[str, int]:
    """Return the sentence of each gold row: most shared words, in the order of the text."""
    best: list[tuple[float, list[int]]] = [(0.0, [])] * len(told)
    for row in gold:
        words = _stems(row.note)
        shared = [len(words & one.stems) - 0.4 * (not _may_name(row, one)) for one in told]
        fresh: list[tuple[float, list[int]]] = []
        for place in range(len(told)):
            before = max(
                ((points - _STEP_COST * (place - k), path) for k, (points, path)
                 in enumerate(best[: place + 1])), key=lambda one: one[0],
            )  # fmt: skip
            fresh.append((before[0] + shared[place], [*before[1], place]))
        best = fresh
    path = max(best, key=lambda one: one[0])[1]
    return {row.id: place for row, place in zip(gold, path, strict=True)}


def _may_name(row: GoldRow, told: Told) -> bool:
    return bool((row.sources | row.targets) & told.named)


def assign(gold: tuple[GoldRow, ...], told: list[Told]) -> None:
    """Note which act stands for which gold row before anything is merged."""
    taken: set[str] = set()
    for act in (act for one in told for act in one.drafts):
        for left, right in sorted(act.pairs):
            fresh = [row.id for row in gold if row.id not in taken and not row.is_optional
                     and row.accepts(left, right, act.code, act.modality)]  # fmt: skip
            if fresh:
                act.stands_for = fresh[0]
                taken.add(fresh[0])


def stage_of(row: GoldRow, told: Told) -> str:
    """Return the furthest stage that an act of a sentence reached on the way to a gold row."""
    wanted = set(product(row.sources, row.targets))
    wanted |= {(t, s) for s, t in wanted} if row.is_any_direction else set()
    free = [act for act in told.drafts if act.stands_for in {"", row.id}]
    used = {act.at for act in told.drafts if act.stands_for not in {"", row.id}}
    reached = {"no trigger"}
    for act in told.tries:
        if act.code[:2] in row.roots and act.at not in used:
            reached.add("not an event" if act.why_not else _how_far(act))
    for act in free:
        is_code, is_pair = act.code[:2] in row.roots, bool(act.pairs & wanted)
        if is_code and is_pair:
            is_negated = (act.modality == "negated", row.modality == "negated")
            reached.add("merged away" if is_negated[0] == is_negated[1] else "other modality")
        elif is_code or is_pair:
            reached.add("other code" if is_pair else "other actors")
    return max(reached, key=STAGES.index)


def _how_far(act: Act) -> str:
    return "other actors" if act.pairs else "no sides"


def _named(row: GoldRow, told: Told) -> str:
    source, target = bool(row.sources & told.named), bool(row.targets & told.named)
    return NAMED[(not source) * 2 + (not target) if source or target else -1]


def main() -> int:
    """Print the stages, and with ``--rows`` each missed row with its sentence."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="first", type=int, default=1, help="number of a text")
    parser.add_argument("--rows", action="store_true", help="also print each missed row")
    options = parser.parse_args()
    table: Counter[tuple[str, str]] = Counter()
    for file in sorted(TEXTS.glob("*.txt")):
        if not options.first <= int(file.name[:2]) < FIRST_HELD_OUT:
            continue
        gold = read_gold(file.with_suffix(".gold.csv"))
        found, told = read_with_traces(file)
        places = align(gold, told)
        assign(gold, told)
        for row in score(found, gold).missed:
            there = told[places[row.id]]
            stage, named = stage_of(row, there), _named(row, there)
            table[stage, named] += 1
            if options.rows:
                print(f"{row.id} {stage:14} {named:11} {row.note[:60]} | {there.text[:110]!r}")
    print(f"{'lost at':16}{'all':>5}" + "".join(f"{name:>13}" for name in NAMED))
    for stage in STAGES:
        counts = [table[stage, name] for name in NAMED]
        print(f"{stage:16}{sum(counts):>5}" + "".join(f"{n:>13}" for n in counts))
    print(f"{'all':16}{table.total():>5}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
