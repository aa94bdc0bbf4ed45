"""From what the user names (files, folders, addresses, standard input) to articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from goodoffices.errors import InputError
from goodoffices.reading.article import MAX_BYTES, article_of_record, load_article
from goodoffices.reading.fetch import fetch_page, is_address

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import BinaryIO

    from goodoffices.reading.article import Article

__all__ = ["Gathered", "article_of_line", "count_articles", "gather", "list_inputs"]

LINES_SUFFIXES = (".jsonl", ".ndjson")
"""Files that hold many articles, one JSON record a line."""
SUFFIXES = (".txt", ".text", ".md", ".htm", ".html", ".xhtml", *LINES_SUFFIXES)
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
        if name.lower().endswith(LINES_SUFFIXES) and not is_address(name):
            yield from _lines(name, published)
        else:
            yield _try(name, partial(_load, name, published, stdin))


def count_articles(inputs: Sequence[str]) -> int:
    """Return how many articles the inputs hold; a file of JSON lines is counted by its lines."""
    total = 0
    for name in inputs:
        if name.lower().endswith(LINES_SUFFIXES) and Path(name).is_file():
            with Path(name).open("rb") as file:
                total += sum(1 for line in file if line.strip())
        else:
            total += 1
    return total


def _try(name: str, load: Callable[[], Article]) -> Gathered:
    try:
        return Gathered(name=name, article=load())
    except InputError as error:
        return Gathered(name=name, article=None, problem=str(error))
    except OSError as error:
        return Gathered(name=name, article=None, problem=f"{name}: {error.strerror or error}")


def _lines(name: str, published: dt.date | None) -> Iterator[Gathered]:
    """Yield the article of each line of a file of JSON records; blank lines are passed over."""
    try:
        with Path(name).open("rb") as file:
            number = 0
            while line := file.readline(MAX_BYTES + 1):
                number += 1
                if len(line) > MAX_BYTES:
                    message = f"the line is larger than {MAX_BYTES:,} bytes; the rest is not read"
                    problem = str(InputError(message, where=name, line=number))
                    yield Gathered(name=f"{name}:{number}", article=None, problem=problem)
                    return
                if line.strip():
                    yield _try(
                        f"{name}:{number}",
                        partial(
                            article_of_line, line, name=name, number=number, published=published
                        ),
                    )
    except OSError as error:
        yield Gathered(name=name, article=None, problem=f"{name}: {error.strerror or error}")


def article_of_line(
    line: bytes, *, name: str, number: int, published: dt.date | None = None
) -> Article:
    """Return the article in one line of a file of JSON records; raises ``InputError``."""
    try:
        record = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is no JSON record ({error})", where=name, line=number) from None
    if not isinstance(record, dict):
        raise InputError("expected a JSON object with the key text", where=name, line=number)
    return article_of_record(record, name=f"{name}:{number}", published=published)


def _load(name: str, published: dt.date | None, stdin: BinaryIO) -> Article:
    if name == STANDARD_INPUT:
        return load_article(stdin.read(MAX_BYTES + 1), name="standard input", published=published)
    if is_address(name):
        return load_article(fetch_page(name), name=name, published=published, url=name)
    with Path(name).open("rb") as file:
        return load_article(file.read(MAX_BYTES + 1), name=name, published=published)
