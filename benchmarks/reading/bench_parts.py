"""The private third of each file, and the book of who looked at it when and why."""

from __future__ import annotations

import csv
import hashlib
import subprocess
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Part", "note_look", "pick"]

Part = Literal["all", "dev", "validation"]
N_PARTS = 3
_FIELDS = ("date", "commit", "reader", "reason")


class _HasText(Protocol):
    @property
    def text(self) -> str: ...


Item = TypeVar("Item", bound=_HasText)


def is_validation(text: str) -> bool:
    """Tell whether a sentence is in the private third: SHA-256 of its text, modulo 3, is 0."""
    return int(hashlib.sha256(text.encode("utf-8")).hexdigest(), 16) % N_PARTS == 0


def pick(items: Iterable[Item], part: Part) -> tuple[Item, ...]:
    """Return the items of a part: all of them, the private third, or the other two thirds."""
    return tuple(
        item
        for item in items
        if part == "all" or is_validation(item.text) == (part == "validation")
    )


def note_look(book: Path, *, day: dt.date, readers: Iterable[str], reason: str) -> None:
    """Append one line to the book of looks at the private third."""
    git = ["git", "-C", str(book.parent), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - fixed command
    is_new = not book.exists()
    with book.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(_FIELDS)
        writer.writerow([day.isoformat(), commit or "unknown", "+".join(readers), reason])
