"""Turn a sentence with two marked spans into the names of features and their hashes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

from goodoffices.reading.classify_words import Item, items

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["feature_hashes", "feature_names"]

Span = tuple[int, int] | None
_BEFORE = 5
_AFTER = 10
_KEPT = frozenset(("will", "would", "not", "to", "by", "must", "should", "if", "#"))


def feature_hashes(text: str, source: Span, target: Span) -> list[int]:
    """Return the distinct 32-bit hashes of the features of a sentence, in order of discovery."""
    names = dict.fromkeys(feature_names(text, source, target))
    return [crc32(name.encode()) for name in names]


def feature_names(text: str, source: Span, target: Span) -> Iterator[str]:
    """Yield the features of a sentence.

    ``u`` words anywhere near, ``z`` words by zone (before, between, after the spans), ``n`` pairs
    and triples, ``s``/``t`` words inside the spans, ``p`` places next to the spans.

    >>> names = list(feature_names("Peru lifted the ban on Chile.", (0, 4), (23, 28)))
    >>> "n:S vLIFT BAN" in names
    True
    """
    found = items(text)
    line = _marked(found, source, target)
    yield from _inside(found, source, "s")
    yield from _inside(found, target, "t")
    marks = [i for i, item in enumerate(line) if item.stem in {"<S>", "<T>"}]
    low, high = (marks[0], marks[-1]) if marks else (0, len(line))
    order = "".join(line[i].stem[1] for i in marks[:2]) or "-"
    yield f"o:{order}"
    yield from _zones(line, low, high, order)
    yield from _chains(line, low, high)
    yield from _places(line, order)


def _marked(found: list[Item], source: Span, target: Span) -> list[Item]:
    """Return the line of words with each span drawn together to one mark."""
    line: list[Item] = []
    for item in found:
        mark = ""
        if source and item.start < source[1] and item.end > source[0]:
            mark = "<S>"
        elif target and item.start < target[1] and item.end > target[0]:
            mark = "<T>"
        if not mark:
            line.append(item)
        elif not any(old.stem == mark for old in line):
            line.append(Item(mark, (), item.start, item.end, True))
    return line


def _inside(found: list[Item], span: Span, mark: str) -> Iterator[str]:
    if span is None:
        yield f"{mark}:none"
        return
    for item in found:
        if item.start < span[1] and item.end > span[0] and item.is_content:
            if item.stem not in {"¤", "#"}:
                yield f"{mark}:{item.stem}"
            for group in item.groups:
                yield f"{mark}:{group}"


def _symbols(item: Item) -> tuple[str, ...]:
    return (item.stem, *item.groups)


def _zones(line: list[Item], low: int, high: int, order: str) -> Iterator[str]:
    for i, item in enumerate(line):
        if not item.is_content or item.stem in {"<S>", "<T>", "#", "¤"}:
            continue
        if i < low:
            zone = "A" if low - i <= _BEFORE else "AA"
        elif i <= high:
            zone = f"B{order}"
        else:
            zone = "C" if i - high <= _AFTER else "CC"
        for symbol in _symbols(item):
            yield f"z{zone}:{symbol}"
            if zone not in {"AA", "CC"}:
                yield f"u:{symbol}"


def _chains(line: list[Item], low: int, high: int) -> Iterator[str]:
    near = line[max(0, low - _BEFORE) : high + _AFTER]
    for one, two in pairwise(near):
        yield f"n:{one.stem} {two.stem}"
        if one.groups or two.groups:
            yield f"n:{_kind(one)} {_kind(two)}"
            yield f"n:{one.stem} {_kind(two)}"
    spine = [item for item in near if item.is_content or item.stem in _KEPT]
    for i, one in enumerate(spine):
        for gap in (1, 2):
            if i + gap < len(spine):
                for left in _symbols(one)[:3]:
                    for right in _symbols(spine[i + gap])[:3]:
                        yield f"g:{left} {right}"
    for one, two, three in zip(spine, spine[1:], spine[2:], strict=False):
        yield f"n:{_kind(one)} {_kind(two)} {_kind(three)}"


def _kind(item: Item) -> str:
    if item.stem in {"<S>", "<T>"}:
        return item.stem[1]
    return item.groups[0] if item.groups else item.stem


def _places(line: list[Item], order: str) -> Iterator[str]:
    for mark in ("<S>", "<T>"):
        at = next((i for i, item in enumerate(line) if item.stem == mark), None)
        if at is None:
            continue
        after = [item for item in line[at + 1 :] if item.is_content and item.stem != "¤"][:3]
        before = [item for item in line[:at] if item.is_content and item.stem != "¤"][-2:]
        for n, item in enumerate(after):
            for symbol in _symbols(item):
                yield f"p{order}{mark}+{n}:{symbol}"
                yield f"p{order}{mark}+:{symbol}"
        for item in before:
            for symbol in _symbols(item):
                yield f"p{order}{mark}-:{symbol}"
