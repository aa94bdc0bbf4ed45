"""From what the user names (files, folders, addresses, standard input) to articles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.reading.article import MAX_BYTES, load_article
from goodoffices.reading.fetch import fetch_page, is_address

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from goodoffices.reading.article import Article

__all__ = ["Gathered", "gather", "list_inputs"]

SUFFIXES = (".txt", ".text", ".md", ".htm", ".html", ".xhtml")
"""What is read in a folder; a file named by itself is tried whatever its name."""
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One input: the article it holds, or the reason why there is none."""

    name: str
    article: Article | None
    problem: str = ""


def list_inputs(targets: Iterable[str]) -> list[str]:
    """Return every single input behind the targets; a folder stands for the texts in it, sorted.

    Raises
    ------
    InputError
        A target does not exist, or a folder holds no text.
    """
    found: list[str] = []
    for target in targets:
        if target == STANDARD_INPUT or is_address(target):
            found.append(target)
            continue
        path = Path(target)
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.suffix.lower() in SUFFIXES]
            if not inside:
                raise InputError(f"no text here; looked for {', '.join(SUFFIXES)}", where=target)
            found.extend(str(p) for p in inside if p.is_file())
        elif path.exists():
            found.append(target)
        else:
            raise InputError("no such file or folder", where=target)
    return found


def gather(
    inputs: Iterable[str], *, published: dt.date | None, stdin: BinaryIO
) -> Iterator[Gathered]:
    """Yield the article behind each input, or why it cannot be read; never stops at one.

    ``published`` is used for texts that carry no date of their own.
    """
    for name in inputs:
        try:
            yield Gathered(name=name, article=_load(name, published, stdin))
        except InputError as error:
            yield Gathered(name=name, article=None, problem=str(error))
        except OSError as error:
            yield Gathered(name=name, article=None, problem=f"{name}: {error.strerror or error}")


def _load(name: str, published: dt.date | None, stdin: BinaryIO) -> Article:
    if name == STANDARD_INPUT:
        return load_article(stdin.read(MAX_BYTES + 1), name="standard input", published=published)
    if is_address(name):
        return load_article(fetch_page(name), name=name, published=published, url=name)
    with Path(name).open("rb") as file:
        return load_article(file.read(MAX_BYTES + 1), name=name, published=published)
