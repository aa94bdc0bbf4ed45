"""Which time belongs to which act, and how times are carried through a story."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

PUBLISHED = "2012-05-16"  # a Wednesday


def _dated(reading: Reading, trigger: str) -> tuple[str, str]:
    (event,) = (e for e in reading.events if json.loads(e.trace)["trigger"] == trigger)
    return str(event.start), str(event.end)


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Togo recalled its ambassador from Benin on 4 March 2012.", "recalled", "2012-03-04"),
        ("Togo and Benin signed a treaty on March 4, 2012.", "signed", "2012-03-04"),
        ("Announcing it on Monday, Togo accused Benin of lying.", "accused", "2012-05-14"),
        ("Togo blamed Benin for a raid and recalled its envoy on 2 May.", "blamed", "2012-05-02"),
    ],
)
def test_an_act_takes_the_time_that_hangs_on_it(
    read: Callable[..., Reading], text: str, trigger: str, day: str
) -> None:
    assert _dated(read(text, PUBLISHED), trigger) == (day, day)


def test_two_acts_in_one_sentence_keep_their_own_days(read: Callable[..., Reading]) -> None:
    reading = read(
        "Togo, which had expelled two envoys of Benin on 3 May, "
        "recalled its ambassador from Benin on 9 May.",
        PUBLISHED,
    )
    assert _dated(reading, "expelled") == ("2012-05-03", "2012-05-03")
    assert _dated(reading, "recalled") == ("2012-05-09", "2012-05-09")


def test_the_next_sentence_of_a_paragraph_goes_on_on_the_same_day(
    read: Callable[..., Reading],
) -> None:
    reading = read(
        "Togo closed its border with Benin on 3 May. It accused Benin of smuggling.", PUBLISHED
    )
    assert _dated(reading, "accused") == ("2012-05-03", "2012-05-03")


def test_a_date_without_an_act_between_states_is_carried_too(
    read: Callable[..., Reading],
) -> None:
    reading = read(
        "The quarrel began on 3 May. Two days later Togo closed its border with Benin.", PUBLISHED
    )
    assert _dated(reading, "closed") == ("2012-05-05", "2012-05-05")


def test_such_a_date_is_forgotten_with_its_paragraph(read: Callable[..., Reading]) -> None:
    reading = read("The quarrel began on 3 May.\n\nTogo accused Benin of smuggling.", PUBLISHED)
    assert _dated(reading, "accused") == ("2012-05-15", "2012-05-16")


def test_the_states_named_tell_whose_summer_it_was(read: Callable[..., Reading]) -> None:
    south = read("Uruguay recalled its ambassador from Argentina last summer.", PUBLISHED)
    north = read("Finland recalled its ambassador from Norway last summer.", PUBLISHED)
    assert _dated(south, "recalled") == ("2011-12-01", "2012-02-29")
    assert _dated(north, "recalled") == ("2011-06-01", "2011-08-31")


def test_last_may_without_a_preposition_hangs_on_the_verb(read: Callable[..., Reading]) -> None:
    reading = read("Norway suspended part of its aid to Malawi last March.", PUBLISHED)
    assert _dated(reading, "suspended") == ("2012-03-01", "2012-03-31")


def test_for_a_week_leaves_the_day_told_before(read: Callable[..., Reading]) -> None:
    reading = read(
        "Togo closed its border with Benin on 3 May. For a week Ghana mediated between Togo and "
        "Benin.",
        PUBLISHED,
    )
    assert _dated(reading, "mediated") != ("2012-05-03", "2012-05-03")


def test_a_story_does_not_go_on_from_a_year(read: Callable[..., Reading]) -> None:
    reading = read("Togo and Benin held talks in 2012. Togo thanked Niger.", PUBLISHED)
    assert _dated(reading, "thanked") == ("2012-05-15", "2012-05-16")


def test_an_act_after_the_day_before_the_report_is_dated_to_the_day(
    read: Callable[..., Reading],
) -> None:
    reading = read(
        "Togo closed its border with Benin on Tuesday.\n\nBenin accused Togo of lying.", PUBLISHED
    )
    (event,) = (e for e in reading.events if json.loads(e.trace)["trigger"] == "accused")
    assert (str(event.start), event.precision) == ("2012-05-15", "day")
