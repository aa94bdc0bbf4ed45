"""Make every row of a file one clean line, so that a bad one costs only itself.

What would throw a reader of delimited text out of step is found here, by counting over the bytes:
lines in other encodings, lines without end, quotes that do not pair. Such a line is replaced by one
that no layout fits, and its reason is noted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodoffices.feeds.limits import MAX_LINE_BYTES, MAX_ROW_LINES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

__all__ = ["CleanLines", "has_short_lines", "prepare_lines"]

_NEWLINE, _SPACE = 0x0A, 0x20
_NO_ROW = b"?"


@dataclass(slots=True, kw_only=True)
class CleanLines:
    """Content with one row a line.

    ``refused`` maps first lines of rows to reasons; ``firsts`` are the first lines of all rows
    below the header, None when each line is a row. ``n_before`` are the lines of the header.
    """

    content: bytes
    n_before: int
    refused: dict[int, str] = field(default_factory=dict)
    firsts: np.ndarray | None = None


def prepare_lines(
    content: bytes,
    *,
    delimiter: str,
    quote: str,
    n_header_lines: int,
    n_columns: int,
    is_padded: bool = False,
) -> CleanLines:
    """Return the lines of a file in a form that a reader cannot lose its place in.

    With ``is_padded`` delimiters too many at the end of a line are taken off.
    """
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b" ")
    content = _with_plain_header(content, n_header_lines)
    made = CleanLines(content=content, n_before=n_header_lines)
    _blank(made, _lines_in_other_encodings(content, n_header_lines), "not UTF-8")
    _blank(made, _long_lines(made), f"is longer than {MAX_LINE_BYTES:,} bytes")
    if quote and quote.encode() in made.content:
        _join_rows(made, quote.encode())
        _blank_rows(made, _rows_with_odd_quotes(made, delimiter.encode(), quote.encode()))
    elif is_padded and not quote:
        _drop_empty_ends(made, delimiter.encode(), n_columns)
    return made


def _with_plain_header(content: bytes, n_lines: int) -> bytes:
    """Return content whose header, which has been read by now, cannot throw off any count."""
    end = 0
    for _ in range(n_lines):
        end = content.find(b"\n", end) + 1 or len(content)
    if content[:end].isascii() and b'"' not in content[:end]:
        return content
    return (_NO_ROW + b"\n") * n_lines + content[end:]


def _blank(made: CleanLines, bad: Iterable[int], reason: str) -> None:
    """Replace lines, told by their number from 1, by one that will be refused."""
    numbers = [number for number in bad if number > made.n_before]
    if not numbers:
        return
    lines = made.content.split(b"\n")
    for number in numbers:
        lines[number - 1] = _NO_ROW
        made.refused.setdefault(number, reason)
    made.content = b"\n".join(lines)


def _lines_in_other_encodings(content: bytes, n_header_lines: int) -> list[int]:
    """Return the lines that are not UTF-8; whole files nearly always are."""
    if content.isascii() or _is_all_utf8(content):
        return []
    lines = enumerate(content.split(b"\n"), 1)
    return [n for n, line in lines if n > n_header_lines and not _is_utf8(line)]


def _is_all_utf8(content: bytes) -> bool:
    """Return whether the whole is UTF-8, without making text of it."""
    import pyarrow as pa

    bounds = pa.array([0, len(content)], pa.int64()).buffers()[1]
    whole = pa.LargeStringArray.from_buffers(1, bounds, pa.py_buffer(content))
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _ends(content: bytes) -> np.ndarray:
    """Return where each line ends: at its newline, the last one perhaps at the end."""
    import numpy as np

    ends = np.flatnonzero(np.frombuffer(content, np.uint8) == _NEWLINE)
    if content and not content.endswith(b"\n"):
        ends = np.append(ends, len(content))
    return ends


def has_short_lines(content: bytes, most: int) -> bool:
    """Return whether each stretch of half of ``most`` bytes has an end of a line.

    Then no line is longer than ``most``; most files can be told so without looking at all of them.
    """
    step = most // 2
    return all(
        content.find(b"\n", at, at + step) >= 0 for at in range(0, len(content) - step, step)
    )


def _long_lines(made: CleanLines) -> list[int]:
    import numpy as np

    if has_short_lines(made.content, MAX_LINE_BYTES):
        return []
    lengths = np.diff(_ends(made.content), prepend=-1) - 1
    return [int(n) + 1 for n in np.flatnonzero(lengths > MAX_LINE_BYTES)]


def _counts(content: bytes, mark: bytes, ends: np.ndarray) -> np.ndarray:
    """Return how often a byte stands in each line."""
    import numpy as np

    places = np.flatnonzero(np.frombuffer(content, np.uint8) == mark[0])
    return np.diff(np.searchsorted(places, ends), prepend=0)


def _join_rows(made: CleanLines, quote: bytes) -> None:
    """Join the lines of each row whose quoted cells hold line breaks; note open quotes.

    A quote that is not closed within ``MAX_ROW_LINES`` spoils its own line only.
    """
    import numpy as np

    ends = _ends(made.content)
    odd = np.flatnonzero(_counts(made.content, quote, ends) % 2)
    odd = odd[odd >= made.n_before]
    if not odd.size:
        return
    inner: list[int] = []
    bad: list[int] = []
    at = 0
    while at < odd.size:
        start = int(odd[at])
        close = int(odd[at + 1]) if at + 1 < odd.size else None
        if close is None or close - start >= MAX_ROW_LINES:
            bad.append(start + 1)
            at += 1
            continue
        inner.extend(range(start, close))
        at += 2
    is_inner = np.zeros(ends.size, dtype=bool)
    is_inner[inner] = True
    _blank(made, bad, "a quote is opened and not closed")
    joined = np.frombuffer(made.content, np.uint8).copy()
    joined[_ends(made.content)[is_inner]] = _SPACE
    made.content = joined.tobytes()
    goes_on = np.append(False, is_inner[:-1])
    goes_on[: made.n_before] = True  # the header is no row
    made.firsts = np.flatnonzero(~goes_on) + 1


def _rows_with_odd_quotes(made: CleanLines, delimiter: bytes, quote: bytes) -> list[int]:
    """Return the rows, counted from 1 with the header, in which a quote stands inside a cell."""
    import numpy as np

    around = np.frombuffer(b"\n" + made.content + b"\n", np.uint8)
    places = np.flatnonzero(around == quote[0])
    opens, closes = places[::2], places[1::2]
    allowed = np.frombuffer(delimiter + quote + b"\n", np.uint8)
    wrong = np.concatenate(
        [
            opens[~np.isin(around[opens - 1], allowed)],
            closes[~np.isin(around[closes + 1], allowed)],
        ]
    )
    rows = np.unique(np.searchsorted(_ends(made.content), wrong - 1)) + 1
    return [int(row) for row in rows]


def _blank_rows(made: CleanLines, rows: list[int]) -> None:
    reason = "a quote stands inside a cell; such a cell must be quoted and the quote doubled"
    bad = [row for row in rows if row > made.n_before]
    if not bad:
        return
    lines = made.content.split(b"\n")
    for row in bad:
        lines[row - 1] = _NO_ROW
        first = row if made.firsts is None else int(made.firsts[row - made.n_before - 1])
        made.refused.setdefault(first, reason)
    made.content = b"\n".join(lines)


def _drop_empty_ends(made: CleanLines, delimiter: bytes, n_columns: int) -> None:
    """Take delimiters too many off the end of lines: some feeds pad them."""
    import numpy as np

    end = delimiter + b"\n"
    if end not in made.content and not made.content.endswith(delimiter):
        return
    counts = _counts(made.content, delimiter, _ends(made.content))
    padded = np.flatnonzero(counts[made.n_before :] >= n_columns) + made.n_before
    if not padded.size:
        return
    lines = made.content.split(b"\n")
    for at in padded:
        line, surplus = lines[at], int(counts[at]) - n_columns + 1
        if line.endswith(delimiter * surplus):
            lines[at] = line[: -surplus * len(delimiter)]
    made.content = b"\n".join(lines)
