"""Score a reader on the coverage bench: ways to tell an act times constructions, made by a script.

Run: python benchmarks/reading/score_coverage.py [--per 8] [--by root] [--errors 40]

A third of the phrasings and a third of the frames are unread: ``--errors`` never shows them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coverage_actors import DAY
from coverage_bench import SEED, Item, count, digest, make_items

from goodoffices.errors import GoodOfficesError
from goodoffices.reading import folded_code, load_article, open_reader

__all__ = ["digest", "make_items", "score_item"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from goodoffices.reading import Reader
    from goodoffices.records import Event

_ONE_KIND = {"19": "18", "20": "18"}
"""Force is one kind, as in the other benchmarks: 18, 19 and 20 differ in weapons and numbers."""
_DONE = frozenset({"actual", "historical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One sentence read: its sides found, its act found, and its events right and in all."""

    item: Item
    is_pair: bool
    is_found: bool
    n_right: int
    n_events: int
    told: tuple[str, ...]


def score_item(reader: Reader, item: Item) -> Result:
    """Return what a reader makes of a sentence.

    An act that a frame denies or imagines is right when no event tells it as done.
    """
    day = dt.date.fromisoformat(DAY)
    article = load_article(item.text.encode(), name="sentence", published=day)
    try:
        events = reader.read(article).events
    except GoodOfficesError:  # taken for no English: no event
        events = ()
    told = [(pair, event) for event in events for pair in _pairs(event)]
    gold = set(item.pairs)
    if item.is_mutual or item.phrasing.sign == "~":
        told = [(_turned(pair, gold, event), event) for pair, event in told]
    on_pair = [(pair, event) for pair, event in told if pair in gold]
    root = _kind(item.phrasing.code)
    if item.frame.gold == "none":
        is_done = any(e.modality in _DONE and _kind(e.code) == root for _, e in on_pair)
        return _result(item, not is_done, not is_done, 0, 0, told)
    right = [(pair, e) for pair, e in on_pair if root_of(e, item) == _gold_root(item)]
    known = [pair for pair, _ in told if pair in item.others]
    return _result(item, gold <= {p for p, _ in on_pair}, gold <= {p for p, _ in right},
                   len(right), len(told) - len(known), told)  # fmt: skip


def _result(
    item: Item, is_pair: bool, is_found: bool, n_right: int, n_events: int,
    told: list[tuple[tuple[str, str], Event]],
) -> Result:  # fmt: skip
    words = tuple(f"{s}>{t} {e.code} {e.modality} {json.loads(e.trace)['row']}"
                  for (s, t), e in told)  # fmt: skip
    return Result(item=item, is_pair=is_pair, is_found=is_found, n_right=n_right,
                  n_events=n_events, told=words)  # fmt: skip


def _pairs(event: Event) -> Iterable[tuple[str, str]]:
    for source in event.source or (None,):
        for target in event.target or (None,):
            yield (str(source.id) if source else "-", str(target.id) if target else "-")


def _turned(pair: tuple[str, str], gold: set[tuple[str, str]], event: Event) -> tuple[str, str]:
    """Return a pair as the gold has it, where the act holds both ways."""
    return pair[::-1] if event.is_reciprocal and pair not in gold else pair


def _kind(code: str) -> str:
    return _ONE_KIND.get(code[:2], code[:2])


def _gold_root(item: Item) -> str:
    if item.frame.gold == "expected":
        return _kind(folded_code(item.phrasing.code, "expected"))
    return _kind(item.phrasing.code)


def root_of(event: Event, item: Item) -> str:
    """Return the root of an event, with what is to come folded in where the frame says so."""
    if event.modality in _DONE and item.frame.gold != "expected":
        return _kind(event.code)
    return _kind(folded_code(event.code, event.modality))


def _line(name: str, results: Sequence[Result]) -> str:
    told = [r for r in results if r.item.frame.gold != "none"]
    denied = [r for r in results if r.item.frame.gold == "none"]
    n_events = sum(r.n_events for r in told)
    cells = [
        _share(sum(r.is_pair for r in told), len(told)),
        _share(sum(r.is_found for r in told), len(told)),
        _share(sum(r.n_right for r in told), n_events),
        _share(sum(not r.is_found for r in denied), len(denied)),
    ]
    return f"| {name} | {len(told)} | {' | '.join(cells[:3])} | {len(denied)} | {cells[3]} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


_TABLES: dict[str, Callable[[Result], str]] = {
    "root": lambda r: r.item.phrasing.code[:2],
    "code": lambda r: r.item.phrasing.code,
    "construction": lambda r: r.item.frame.construction,
    "frame": lambda r: r.item.frame.id,
    "form": lambda r: r.item.form,
}


def _part(result: Result) -> str:
    words = {False: "read", True: "unread"}
    item = result.item
    return f"phrasing {words[item.phrasing.is_unread]}, frame {words[item.frame.is_unread]}"


def print_tables(results: Sequence[Result], tables: Iterable[str]) -> None:
    """Print the shares by part (read or unread), then by root, construction and so on."""
    for name in ("part", *tables):
        groups: dict[str, list[Result]] = defaultdict(list)
        for one in results:
            groups[_part(one) if name == "part" else _TABLES[name](one)].append(one)
        print(f"\n| {name} | told | pair | pair and root | precision | not done | coded as done |")
        print("|---|---|---|---|---|---|---|")
        for key in sorted(groups):
            print(_line(key, groups[key]))
        if name == "part":
            print(_line("all", results))


def _print_errors(results: Sequence[Result], number: int, words: str) -> None:
    shown = [r for r in results if not r.item.phrasing.is_unread and not r.item.frame.is_unread]
    shown = [r for r in shown if not r.is_found and words in f"{_key(r)} "]
    for one in random.Random(SEED).sample(shown, min(number, len(shown))):  # noqa: S311 - no secret
        print(f"{_key(one)} {one.item.text}\n      {'; '.join(one.told) or '-'}")


def _key(result: Result) -> str:
    item = result.item
    return f"{item.frame.id} {item.phrasing.code} {item.frame.construction}:"


def main(argv: Sequence[str]) -> int:
    """Print the tables, and errors among what may be read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--per", type=int, default=6, help="frames for each phrasing")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--by", action="append", choices=sorted(_TABLES))
    parser.add_argument("--errors", type=int, default=0, help="print so many errors")
    parser.add_argument("--only", default="", help="words that the key of a printed error holds")
    parser.add_argument("--read-only", action="store_true", help="leave the unread parts out")
    arguments = parser.parse_args(argv)
    items = make_items(arguments.per, seed=arguments.seed)
    if arguments.read_only:
        items = [i for i in items if not i.phrasing.is_unread and not i.frame.is_unread]
    print(", ".join(f"{number} {name}" for name, number in count().items()))
    reader = open_reader()
    results = [score_item(reader, item) for item in items]
    print_tables(results, arguments.by or ("root", "construction"))
    _print_errors(results, arguments.errors, arguments.only)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
