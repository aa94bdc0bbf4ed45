"""Acts of feeds that may move a phase, and those of the first day alone."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.relations.daily.acts import Surprises, acts_of_reports, first_acts

START = dt.date(2021, 1, 1)
CODES = ("010", "030", "040", "057", "061", "112", "138", "161", "190", "9999")


def rows_of(told: list[tuple[int, str]]) -> list[dict[str, object]]:
    """Return rows as the query ``code_days`` gives them, of acts of one state by day."""
    return [
        {
            "day": START + dt.timedelta(days=day),
            "source": "AAA",
            "target": "BBB",
            "code": code,
            "cited": f"feed:{at}",
        }
        for at, (day, code) in enumerate(told)
    ]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(CODES)), max_size=20),
    st.dictionaries(
        st.integers(0, 9), st.builds(Surprises, *[st.floats(0.0, 8.0)] * 3), max_size=10
    ),
)
def test_the_acts_of_the_first_day_are_the_first_of_all(
    told: list[tuple[int, str]], surprises: dict[int, Surprises]
) -> None:
    by_day = {START + dt.timedelta(days=day): one for day, one in surprises.items()}
    acts = acts_of_reports(rows_of(told), by_day)
    first = tuple(act for act in acts if act.day == acts[0].day)
    assert first_acts(rows_of(told), by_day) == first


def test_words_without_surprise_are_no_act() -> None:
    told = [(0, "112"), (1, "010"), (3, "040"), (4, "040")]
    (act,) = first_acts(rows_of(told), {})
    assert (act.day, act.code, act.is_contact) == (START + dt.timedelta(days=3), "040", True)
    assert first_acts(rows_of(told[:2]), {}) == ()
