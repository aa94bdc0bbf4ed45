from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading.dates import find_dates, next_time

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


@pytest.mark.parametrize(
    ("words", "published", "since", "until"),
    [
        ("in January", "2016-01-02", "2016-01-01", "2016-01-31"),
        ("in December", "2016-01-02", "2015-12-01", "2015-12-31"),
        ("since 1 December", "2016-01-01", "2015-12-01", "2015-12-01"),
        ("from 1 January", "2015-12-20", "2016-01-01", "2016-01-01"),
        ("from January", "2015-12-20", "2016-01-01", "2016-01-31"),
        ("until March", "2015-12-20", "2016-03-01", "2016-03-31"),
        ("in November", "2015-12-20", "2015-11-01", "2015-11-30"),
        ("late last month", "2016-07-05", "2016-06-20", "2016-06-30"),
        ("on Monday last week", "2016-07-05", "2016-06-27", "2016-06-27"),
        ("on Thursday, 9 June", "2016-07-05", "2016-06-09", "2016-06-09"),
        ("from 3 to 5 June", "2016-07-05", "2016-06-03", "2016-06-05"),
        ("on 03.06.2016", "2016-07-05", "2016-06-03", "2016-06-03"),
        ("over the weekend", "2016-07-05", "2016-07-02", "2016-07-03"),
        ("last autumn", "2016-07-05", "2015-09-01", "2015-11-30"),
        ("in the 1990s", "2016-07-05", "1990-01-01", "1999-12-31"),
    ],
)
def test_a_time_without_a_year_lies_where_a_reader_would_look(
    words: str, published: str, since: str, until: str
) -> None:
    (when,) = find_dates(f"They met {words}.", dt.date.fromisoformat(published))
    assert (when.since.isoformat(), when.until.isoformat()) == (since, until)


def test_what_is_still_to_come_takes_the_coming_year() -> None:
    published = dt.date(2015, 12, 20)
    (when,) = find_dates("They will meet in January.", published)
    assert next_time(when, published).since == dt.date(2016, 1, 1)
    (past,) = find_dates("They met in January 2015.", published)
    assert next_time(past, published) == past
