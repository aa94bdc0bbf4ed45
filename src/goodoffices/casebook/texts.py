"""The short news texts that ship with a case: headers, a blank line, and a body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.casebook.cells import parse_day, parse_urls
from goodoffices.casebook.sheet import read_text
from goodoffices.errors import InputError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from goodoffices.casebook.problems import Problems

__all__ = ["MAX_WORDS", "MIN_WORDS", "CaseText", "read_texts"]

MIN_WORDS = 80
MAX_WORDS = 200
"""Length of a text: long enough to hold a few acts, short enough to check by eye."""

_HEADERS = ("Title", "Published", "Source", "Publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseText:
    """One text: written for the case from the facts of its sources, knowing nothing later.

    ``raw`` is the whole file, to be given to the reader as any other text would be.
    """

    name: str
    title: str
    published: dt.date
    publisher: str
    sources: tuple[str, ...]
    body: str
    raw: bytes


def read_texts(folder: Path, problems: Problems) -> tuple[CaseText, ...]:
    """Return the texts of a folder in the order of their names; none if there is no folder."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        where = f"{folder.name}/{path.name}"
        try:
            found.append(_parse_text(path, read_text(path)))
        except InputError as error:
            bare = str(error).partition(": ")[2] if error.where else str(error)
            problems.add(bare, where=where, line=error.line)
    return tuple(found)


def _parse_text(path: Path, text: str) -> CaseText:
    head, separator, body = text.partition("\n\n")
    if not separator:
        raise InputError("expected header lines, a blank line and the body")
    values: dict[str, list[str]] = {name: [] for name in _HEADERS}
    for number, line in enumerate(head.splitlines(), start=1):
        name, _, value = line.partition(":")
        if name not in values or not value.strip():
            message = f"expected one of {', '.join(_HEADERS)} with a value, found {line!r}"
            raise InputError(message, where=path.name, line=number)
        values[name].append(value.strip())
    n_words = len(body.split())
    if not MIN_WORDS <= n_words <= MAX_WORDS:
        raise InputError(f"expected {MIN_WORDS}-{MAX_WORDS} words, found {n_words}")
    return CaseText(
        name=path.name,
        title=_only(values, "Title"),
        published=parse_day(_only(values, "Published")),
        publisher=_only(values, "Publisher"),
        sources=parse_urls(" ".join(values["Source"])),
        body=body.strip(),
        raw=text.encode("utf-8"),
    )


def _only(values: Mapping[str, list[str]], name: str) -> str:
    if len(values[name]) != 1:
        raise InputError(f"expected one line '{name}: ...', found {len(values[name])}")
    return values[name][0]
