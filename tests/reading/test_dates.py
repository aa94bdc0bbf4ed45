from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading.dates import find_dates

PUBLISHED = dt.date(2016, 7, 5)  # a Tuesday


@pytest.mark.parametrize(
    ("words", "since", "until", "precision"),
    [
        ("last November", "2015-11-01", "2015-11-30", "month"),
        ("in late June", "2016-06-20", "2016-06-30", "day"),
        ("early in May", "2016-05-01", "2016-05-10", "day"),
        ("on Monday", "2016-07-04", "2016-07-04", "day"),
        ("on Tuesday", "2016-07-05", "2016-07-05", "day"),
        ("last Tuesday", "2016-06-28", "2016-06-28", "day"),
        ("next Friday", "2016-07-08", "2016-07-08", "day"),
        ("yesterday", "2016-07-04", "2016-07-04", "day"),
        ("24 November", "2015-11-24", "2015-11-24", "day"),
        ("November 24, 2015", "2015-11-24", "2015-11-24", "day"),
        ("24 November 2015", "2015-11-24", "2015-11-24", "day"),
        ("2015-11-24", "2015-11-24", "2015-11-24", "day"),
        ("in 2014", "2014-01-01", "2014-12-31", "year"),
        ("from 1998 to 2000", "1998-01-01", "2000-12-31", "year"),
        ("two weeks ago", "2016-06-19", "2016-06-23", "day"),
        ("seven months ago", "2015-12-01", "2015-12-31", "month"),
        ("last week", "2016-06-27", "2016-07-03", "day"),
        ("last month", "2016-06-01", "2016-06-30", "month"),
        ("this year", "2016-01-01", "2016-12-31", "year"),
        ("in the last few days", "2016-06-28", "2016-07-05", "day"),
    ],
)
def test_words_of_time_become_intervals(words: str, since: str, until: str, precision: str) -> None:
    found = find_dates(f"They met {words}.", PUBLISHED)
    assert [(w.since.isoformat(), w.until.isoformat(), w.precision) for w in found] == [
        (since, until, precision)
    ]


def test_words_that_look_back_count_from_the_last_date_of_the_story() -> None:
    found = find_dates("A week later they met.", PUBLISHED, anchor=dt.date(2015, 11, 24))
    assert found[0].since <= dt.date(2015, 12, 1) <= found[0].until


def test_a_day_early_in_the_coming_year_is_not_taken_for_last_year() -> None:
    found = find_dates("from 1 January", dt.date(2015, 11, 27))
    assert found[0].since == dt.date(2016, 1, 1)


@pytest.mark.parametrize(
    "text", ["a seven-month silence", "they may march on", "Su-24", "for two days"]
)
def test_lengths_and_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text, PUBLISHED) == ()


@given(st.text(max_size=200), st.dates(min_value=dt.date(1990, 1, 1)))
def test_every_date_found_spans_its_own_words(text: str, published: dt.date) -> None:
    for when in find_dates(text + " on 24 November", published):
        assert 0 <= when.start < when.end <= len(text) + 15
        assert when.since <= when.until
