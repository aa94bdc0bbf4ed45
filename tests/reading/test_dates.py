from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading.dates import find_dates, last_time, next_time

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
    assert when.since == dt.date(2016, 1, 1)
    (untold,) = find_dates("in January", published)
    assert next_time(untold, published).since == dt.date(2016, 1, 1)
    assert last_time(when, published).since == dt.date(2015, 1, 1)
    (past,) = find_dates("They met in January 2015.", published)
    assert next_time(past, published) == past


def _days(text: str, published: str, **told: str) -> list[tuple[str, str]]:
    anchor = dt.date.fromisoformat(told["anchor"]) if "anchor" in told else None
    found = find_dates(
        text,
        dt.date.fromisoformat(published),
        anchor=anchor,
        hemisphere=told.get("hemisphere", ""),
    )
    return [(when.since.isoformat(), when.until.isoformat()) for when in found]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("They met on the ninth of June.", "2016-06-09", "2016-06-09"),
        ("They met on the 28th.", "2016-06-28", "2016-06-28"),
        ("They will meet on the 28th.", "2016-07-28", "2016-07-28"),
        ("They met on Feb 29.", "2016-02-29", "2016-02-29"),
        ("They met on 13/06/2016.", "2016-06-13", "2016-06-13"),
        ("They met on 06/13/2016.", "2016-06-13", "2016-06-13"),
        ("They met on 05/06/2016.", "2016-05-06", "2016-06-05"),
        ("They met on New Year's Eve.", "2015-12-31", "2015-12-31"),
        ("They met in March of last year.", "2015-03-01", "2015-03-31"),
        ("They met in the second half of 2014.", "2014-07-01", "2014-12-31"),
        ("Trade fell in the first quarter.", "2016-01-01", "2016-03-31"),
        ("Trade fell last quarter.", "2016-04-01", "2016-06-30"),
        ("They met from 28 May to 2 June.", "2016-05-28", "2016-06-02"),
        ("They met between March and May 2014.", "2014-03-01", "2014-05-31"),
        ("They fought in 2008-10.", "2008-01-01", "2010-12-31"),
        ("They met twenty-one days ago.", "2016-06-14", "2016-06-14"),
        ("They met a fortnight ago.", "2016-06-19", "2016-06-23"),
        ("They met exactly two years ago.", "2014-07-05", "2014-07-05"),
        ("They will meet in three days.", "2016-07-08", "2016-07-08"),
        ("They met the week before last.", "2016-06-20", "2016-06-26"),
        ("They met earlier this week.", "2016-07-04", "2016-07-05"),
        ("They will sign by Friday.", "2016-07-05", "2016-07-08"),
        ("They will sign by the end of the month.", "2016-07-05", "2016-07-31"),
        ("They have met often in the past two months.", "2016-05-05", "2016-07-05"),
        ("They fought in the early 1980s.", "1980-01-01", "1983-12-31"),
        ("It was shelled overnight.", "2016-07-04", "2016-07-05"),
        ("It began at 01:30 Tokyo time on 3 June 2016.", "2016-06-02", "2016-06-03"),
        ("It began at 23:00 GMT on 3 June 2016.", "2016-06-03", "2016-06-03"),
    ],
)
def test_one_time_becomes_one_interval(text: str, since: str, until: str) -> None:
    assert _days(text, "2016-07-05") == [(since, until)]


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Chad and Niger met on Friday.", "2016-07-01"),
        ("Chad and Niger will meet on Friday.", "2016-07-08"),
        ("On Friday Chad and Niger will meet.", "2016-07-08"),
        ("Chad, which will host a summit, met Niger on Friday.", "2016-07-01"),
        ("Chad is to meet Niger on Friday.", "2016-07-08"),
        ("The talks planned for Friday will go on.", "2016-07-08"),
    ],
)
def test_the_tense_of_the_clause_tells_which_weekday_is_meant(text: str, since: str) -> None:
    assert _days(text, "2016-07-05") == [(since, since)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The next day they met.", ("2014-03-11", "2014-03-11")),
        ("The following month they met.", ("2014-04-01", "2014-04-30")),
        ("The week before, they met.", ("2014-03-03", "2014-03-09")),
        ("Days later they met.", ("2014-03-12", "2014-03-17")),
        ("Later that year they met.", ("2014-03-10", "2014-12-31")),
    ],
)
def test_the_story_counts_from_its_last_date(text: str, days: tuple[str, str]) -> None:
    assert _days(text, "2016-07-05", anchor="2014-03-10") == [days]


def test_a_date_in_the_same_text_comes_before_the_one_told_earlier() -> None:
    text = "They fell out on 2 May 2016 and met four days later."
    assert _days(text, "2016-07-05", anchor="2014-03-10")[1] == ("2016-05-06", "2016-05-06")


def test_a_span_before_a_date_is_counted_from_it() -> None:
    text = "Two days after the vote of 3 May they met."
    assert _days(text, "2016-07-05")[0] == ("2016-05-05", "2016-05-05")


@pytest.mark.parametrize(
    ("hemisphere", "days"),
    [
        ("north", ("2015-06-01", "2015-08-31")),
        ("south", ("2015-12-01", "2016-02-29")),
        ("", ("2015-06-01", "2016-02-29")),
    ],
)
def test_a_season_is_that_of_the_hemisphere(hemisphere: str, days: tuple[str, str]) -> None:
    assert _days("They met last summer.", "2016-05-05", hemisphere=hemisphere) == [days]


@pytest.mark.parametrize(
    "text",
    [
        "Mrs May met them.",
        "Deputy April Okoro met them.",
        "Red June met them.",
        "Members of the March 9 Movement met them.",
        "A force of 2000 troops left.",
        "Article 12.10 of the treaty holds.",
        "They met for the first time in three years.",
        "The fall of the capital was near.",
    ],
)
def test_names_and_numbers_are_no_dates(text: str) -> None:
    assert _days(text, "2016-07-05") == []


def test_a_day_that_no_year_has_leaves_its_month() -> None:
    (when,) = find_dates("They met on 31 February.", dt.date(2016, 7, 5))
    assert (when.since.isoformat(), when.precision) == ("2016-02-01", "month")
