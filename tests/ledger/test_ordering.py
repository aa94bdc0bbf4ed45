"""Rows on their way into a file are sorted and parted as a plain sort of them would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.ledger.ordering import encode_texts, sorted_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = st.none() | st.sampled_from(["RUS", "TUR", "A", ""])
NUMBERS = st.integers(0, 3) | st.integers(2**62, 2**63 - 1)
ROWS = st.lists(st.tuples(st.integers(0, 2), TEXTS, NUMBERS), min_size=1, max_size=30)


@given(ROWS)
def test_rows_lie_as_a_stable_sort_by_group_text_and_number_lays_them(
    rows: Sequence[tuple[int, str | None, int]],
) -> None:
    table = pa.table(
        {
            "text": pa.array([text for _, text, _ in rows], pa.string()),
            "number": pa.array([number for _, _, number in rows], pa.int64()),
            "row": pa.array(range(len(rows))),
        }
    )
    groups = np.array([group for group, _, _ in rows])
    parts = sorted_parts(encode_texts(table, ()), ("text", "number"), groups)
    found = [(key, part["row"].to_pylist()) for key, part in parts]
    numbers = sorted(
        range(len(rows)),
        key=lambda n: (rows[n][0], rows[n][1] is not None, rows[n][1] or "", rows[n][2]),
    )
    wanted = [
        (key, [n for n in numbers if rows[n][0] == key]) for key in sorted({row[0] for row in rows})
    ]
    assert found == wanted


def test_texts_of_several_pieces_get_one_dictionary_with_each_text_once() -> None:
    twice = pa.DictionaryArray.from_arrays([0, 1, None], ["TUR", "TUR"])
    other = pa.DictionaryArray.from_arrays([1, 0, 1], ["RUS", "TUR"])
    for pieces in ([twice], [other], [twice, other]):
        table = pa.table({"text": pa.chunked_array(pieces), "as_is": ["a"] * 3 * len(pieces)})
        made = encode_texts(table, ("as_is",))
        (coded,) = made["text"].chunks
        assert coded.to_pylist() == table["text"].to_pylist()
        assert sorted(coded.dictionary.to_pylist()) == sorted(set(coded.to_pylist()) - {None})
        assert made["as_is"].type == pa.string()
