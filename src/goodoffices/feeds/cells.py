"""Turn columns of text into typed columns; what does not fit is noted with its reason.

Feeds repeat themselves: a slot has few days, codes and actors. So each *distinct* text is looked at
once, in Python, and the result is spread over the rows; where all texts that mean something are
known beforehand (`Vocabulary`), Python looks at none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    import pyarrow as pa

    from goodoffices.feeds.delimited import Rows

__all__ = ["CELL_END", "Cells", "Vocabulary", "whole"]

CELL_END: Final = "\x1f"
"""Parts the texts that `Cells.together` joins; no feed has it in a cell."""


@dataclass(frozen=True)
class Vocabulary:
    """All texts that mean something in a column, each once, and what they mean.

    ``values`` holds each meaning once; ``codes`` has the place in it of each text's meaning.
    """

    texts: pa.Array
    codes: pa.Array
    values: pa.Array

    @classmethod
    def of(cls, meanings: Mapping[str, Any], type_: pa.DataType) -> Vocabulary:
        """Return the vocabulary of a table of codes."""
        import pyarrow as pa

        coded = pa.array(list(meanings.values()), type_).dictionary_encode()
        return cls(pa.array(list(meanings), pa.string()), coded.indices, coded.dictionary)


def whole(column: pa.ChunkedArray) -> pa.Array:
    """Return a column as one array; what is one already is not copied.

    Texts are better looked at in their chunks: to put them together costs as much as most looks.
    """
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


class Cells:
    """The text columns of a file on their way to being typed; ``refuse`` notes a row as bad.

    A row keeps the first reason that was noted for it.
    """

    def __init__(self, rows: Rows) -> None:
        import numpy as np

        self.rows = rows
        self._reasons: dict[int, str] = {}
        self._is_bad = np.zeros(rows.table.num_rows, dtype=bool)

    def text(self, name: str) -> pa.ChunkedArray:
        """Return a column as it stands."""
        return self.rows.table.column(name)

    def refuse(self, is_bad: np.ndarray, reason: str, name: str = "") -> None:
        """Note rows as bad; the reason ends with what the column ``name`` holds there."""
        import numpy as np

        for row in np.flatnonzero(is_bad & ~self._is_bad):
            found = f", found {self.text(name)[int(row)].as_py()!r}"[:80] if name else ""
            self._reasons[int(row)] = reason + found
        self._is_bad |= is_bad

    def mapped(
        self,
        name: str,
        meaning: Callable[[str], Any],
        type_: pa.DataType,
        *,
        needed: str = "",
    ) -> pa.Array:
        """Return what each text of a column means; null where it means nothing.

        ``meaning`` returns None for a text without meaning. With ``needed`` such rows, and empty
        ones, are refused with that reason.
        """
        return self.mapped_texts(self.text(name), meaning, type_, needed=needed, name=name)

    def looked_up(self, *names: str, words: Vocabulary, needed: str = "") -> pa.Array:
        """Return what each text of a column means by a vocabulary, as numbers of a dictionary.

        Of several columns the first counts that means something. For ``needed`` see `mapped`; the
        last column is told with refusals.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        places = (whole(pc.index_in(self.text(name), words.texts)) for name in names)
        codes = pc.coalesce(*(pc.take(words.codes, one, boundscheck=False) for one in places))
        if needed:
            self.refuse(pc.is_null(codes).to_numpy(zero_copy_only=False), needed, names[-1])
        return pa.DictionaryArray.from_arrays(codes, words.values)

    def mapped_texts(
        self,
        texts: pa.Array | pa.ChunkedArray,
        meaning: Callable[[str], Any],
        type_: pa.DataType,
        *,
        needed: str = "",
        name: str = "",
    ) -> pa.Array:
        """Return what each text of an array means; see `mapped`, ``name`` is told with refusals."""
        import pyarrow as pa
        import pyarrow.compute as pc

        coded = texts.dictionary_encode()
        coded = whole(coded) if isinstance(coded, pa.ChunkedArray) else coded
        values = pa.array(
            [None if text is None else meaning(text) for text in coded.dictionary.to_pylist()],
            type_,
        )
        found = values.take(coded.indices)
        if needed:
            self.refuse(pc.is_null(found).to_numpy(zero_copy_only=False), needed, name)
        return found

    def together(self, *names: str) -> pa.Array:
        """Return the texts of several columns as one text a row, parted by ``CELL_END``."""
        import pyarrow.compute as pc

        parts = [whole(pc.fill_null(self.text(name), "")) for name in names]
        return pc.binary_join_element_wise(*parts, CELL_END)

    def number(
        self, name: str, type_: pa.DataType, *, low: float, high: float, needed: bool = False
    ) -> pa.Array:
        """Return a column of numbers within bounds; a text that is none is refused."""
        import pyarrow as pa
        import pyarrow.compute as pc

        column = self.text(name)
        try:
            found = whole(column.cast(type_))
        except pa.ArrowInvalid:
            found = self.mapped(name, lambda text: _number(text, type_), type_)
        within = pc.and_(pc.greater_equal(found, low), pc.less_equal(found, high))
        is_bad = pc.invert(pc.fill_null(within, fill_value=False))
        if not needed:
            is_bad = pc.and_(is_bad, whole(pc.is_valid(column)))
        wanted = f"{name} must be a number from {low:g} to {high:g}"
        self.refuse(is_bad.to_numpy(zero_copy_only=False), wanted, name)
        return found

    @property
    def is_good(self) -> np.ndarray:
        """Tell for each row whether nothing bad was noted."""
        return ~self._is_bad

    def reasons(self) -> dict[int, str]:
        """Return why lines were refused, by line: those that were no rows and those noted here."""
        found = dict(self.rows.refused)
        if self._reasons:
            lines = self.rows.lines()
            found |= {int(lines[row]): reason for row, reason in self._reasons.items()}
        return found


def _number(text: str, type_: pa.DataType) -> float | int | None:
    import pyarrow as pa

    try:
        value = int(text) if pa.types.is_integer(type_) else float(text)
        return pa.scalar(value, type_).as_py()  # type: ignore[no-any-return]
    except (ValueError, OverflowError, pa.ArrowException):
        return None
