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


def _precision(reading: Reading, trigger: str) -> str:
    (event,) = (e for e in reading.events if json.loads(e.trace)["trigger"] == trigger)
    return event.precision


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Ghana offered to mediate between Togo and Benin on Sunday.", "offered", "2012-05-13"),
        ("Togo began to withdraw its soldiers from Benin on 2 May.", "began", "2012-05-02"),
        ("Togo occupied a village claimed by Benin on Monday.", "occupied", "2012-05-14"),
        (
            "Togo expelled a diplomat of Benin when the two ministers fell out on 3 May.",
            "expelled",
            "2012-05-03",
        ),
        (
            "On 3 May the talks had failed, and Togo closed its border with Benin.",
            "closed",
            "2012-05-03",
        ),
    ],
)
def test_a_time_reaches_the_act_past_what_stands_between(
    read: Callable[..., Reading], text: str, trigger: str, day: str
) -> None:
    assert _dated(read(text, PUBLISHED), trigger) == (day, day)


def test_what_another_does_in_reply_has_no_day_told(read: Callable[..., Reading]) -> None:
    reading = read(
        "Togo closed its border with Benin on 3 May. Benin accused Togo of lying.", PUBLISHED
    )
    assert _dated(reading, "accused") == ("2012-05-03", "2012-05-16")
    assert _precision(reading, "accused") == "unknown"


def test_a_reply_at_once_lies_on_the_same_day(read: Callable[..., Reading]) -> None:
    reading = read(
        "Togo closed its border with Benin on 3 May. Benin accused Togo of lying at once.",
        PUBLISHED,
    )
    assert _dated(reading, "accused") == ("2012-05-03", "2012-05-03")


def test_a_look_back_with_had_does_not_move_the_story(read: Callable[..., Reading]) -> None:
    reading = read(
        "Togo recalled its ambassador from Benin on 9 May. It had warned Benin in March. "
        "Ghana criticised Togo.",
        PUBLISHED,
    )
    assert _dated(reading, "warned") == ("2012-03-01", "2012-03-31")
    assert _dated(reading, "criticised") == ("2012-05-09", "2012-05-16")


def test_an_undated_look_back_is_not_dated_to_the_day_of_the_report(
    read: Callable[..., Reading],
) -> None:
    reading = read("Togo and Benin met on Monday. Togo had shelled a village in Benin.", PUBLISHED)
    assert _precision(reading, "shelled") == "unknown"


def test_an_old_story_goes_on_in_its_own_time(read: Callable[..., Reading]) -> None:
    reading = read(
        "The quarrel began on 4 March 1994. Ten days later Togo shelled a village in Benin. "
        "Ghana condemned Togo.",
        PUBLISHED,
    )
    assert _dated(reading, "shelled") == ("1994-03-14", "1994-03-14")
    (condemned,) = (e for e in reading.events if json.loads(e.trace)["trigger"] == "condemned")
    assert (condemned.precision, condemned.modality) == ("unknown", "historical")


def test_a_year_told_on_the_way_is_not_that_of_the_days_after_it(
    read: Callable[..., Reading],
) -> None:
    reading = read(
        "Togo ended a pact with Benin that it had signed in 1994. Ministers of Togo and Benin met "
        "in March.",
        PUBLISHED,
    )
    assert _dated(reading, "met") == ("2012-03-01", "2012-03-31")


def test_the_date_before_a_line_holds_for_all_of_it(read: Callable[..., Reading]) -> None:
    reading = read(
        "Day by day\n3 April: Togo expels a diplomat of Benin. Benin condemns Togo.\n"
        "9 April: Ghana accuses Togo of lying.\n",
        PUBLISHED,
    )
    assert _dated(reading, "expels") == ("2012-04-03", "2012-04-03")
    assert _dated(reading, "condemns") == ("2012-04-03", "2012-04-03")
    assert _dated(reading, "accuses") == ("2012-04-09", "2012-04-09")


def test_the_day_of_the_dispatch_is_that_of_its_news(read: Callable[..., Reading]) -> None:
    reading = read("LOME, May 15 - Togo accused Benin of lying.", PUBLISHED)
    assert _dated(reading, "accused") == ("2012-05-15", "2012-05-15")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("On the 14th Togo", ("2012-03-14", "2012-03-14")),
        ("On the 2nd Togo", ("2012-04-02", "2012-04-02")),
        ("The following April Togo", ("2012-04-01", "2012-04-30")),
        ("The following Monday Togo", ("2012-03-12", "2012-03-12")),
        ("In January of that year Togo", ("2012-01-01", "2012-01-31")),
        ("Next morning Togo", ("2012-03-06", "2012-03-06")),
        ("Two days after that, Togo", ("2012-03-07", "2012-03-07")),
        ("The day after this attack Togo", ("2012-03-06", "2012-03-06")),
    ],
)
def test_a_time_counts_from_the_date_told_before(
    read: Callable[..., Reading], words: str, days: tuple[str, str]
) -> None:
    reading = read(
        f"Benin shelled a village in Togo on 5 March. {words} recalled its envoy from Benin.",
        PUBLISHED,
    )
    assert _dated(reading, "recalled") == days


def test_since_then_reaches_from_the_last_date_to_the_report(read: Callable[..., Reading]) -> None:
    reading = read(
        "Benin recalled its envoy on 5 March. Since then Togo has freed many prisoners of Benin.",
        PUBLISHED,
    )
    assert _dated(reading, "freed") == ("2012-03-05", "2012-05-16")
    assert _precision(reading, "freed") == "unknown"


def test_the_day_of_the_words_is_not_that_of_what_they_promise(
    read: Callable[..., Reading],
) -> None:
    reading = read("Togo said on Monday that it would expel two diplomats of Benin.", PUBLISHED)
    (event,) = (e for e in reading.events if e.modality == "expected")
    assert (str(event.start), event.end, event.precision) == ("2012-05-14", None, "unknown")


def test_the_year_by_which_a_paper_is_known_dates_no_act(read: Callable[..., Reading]) -> None:
    reading = read("Togo cancelled the border treaty of 1960 with Benin on Monday.", PUBLISHED)
    assert _dated(reading, "cancelled") == ("2012-05-14", "2012-05-14")


def test_who_is_told_of_with_had_goes_on_in_that_time(read: Callable[..., Reading]) -> None:
    reading = read(
        "Togo and Benin met on Tuesday. Ghana's president had telephoned Togo on Saturday. "
        "He warned Togo of a war.",
        PUBLISHED,
    )
    assert _dated(reading, "warned") == ("2012-05-12", "2012-05-12")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("By morning Togo had", ("2012-03-06", "2012-03-06")),
        ("By nightfall Togo had", ("2012-03-05", "2012-03-05")),
        ("Within a week Togo had", ("2012-03-05", "2012-03-12")),
        ("In the week that followed Togo", ("2012-03-05", "2012-03-12")),
        ("In a note dated 7 March, Togo", ("2012-03-07", "2012-03-07")),
    ],
)
def test_a_time_is_told_by_an_hour_a_span_or_a_paper(
    read: Callable[..., Reading], words: str, days: tuple[str, str]
) -> None:
    reading = read(
        f"Benin shelled a village in Togo on 5 March. {words} threatened Benin.", PUBLISHED
    )
    assert _dated(reading, "threatened") == days


def test_of_two_times_of_one_act_the_finer_counts(read: Callable[..., Reading]) -> None:
    reading = read("Togo invaded Benin ten years ago, on 4 May 2002.", PUBLISHED)
    assert _dated(reading, "invaded") == ("2002-05-04", "2002-05-04")


def test_ten_years_ago_today_is_one_day(read: Callable[..., Reading]) -> None:
    reading = read("Ten years ago today, Togo signed a treaty with Benin.", PUBLISHED)
    assert _dated(reading, "signed") == ("2002-05-16", "2002-05-16")


def test_a_state_that_lasts_since_a_year_does_not_set_the_year(
    read: Callable[..., Reading],
) -> None:
    reading = read(
        "Togo has been poor since 1999. Togo thanked Benin for its help in January.", PUBLISHED
    )
    assert _dated(reading, "thanked") == ("2012-01-01", "2012-01-31")


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        (
            "Two years after Togo invaded Benin, Ghana mediated between them on Monday.",
            "invaded",
            ("2010-01-01", "2010-12-31"),
        ),
        (
            "Togo recalled its envoy on Monday, thirteen days after Benin shelled a Togolese town.",
            "shelled",
            ("2012-05-01", "2012-05-01"),
        ),
        (
            "On 6 May, a Sunday, Togo closed its border with Benin.",
            "closed",
            ("2012-05-06", "2012-05-06"),
        ),
        (
            "By Tuesday noon Togo had closed its border with Benin.",
            "closed",
            ("2012-05-15", "2012-05-15"),
        ),
        (
            "In a speech given last Friday, Togo's minister threatened Benin.",
            "threatened",
            ("2012-05-11", "2012-05-11"),
        ),
        (
            "Togo shelled Benin on 2 March. On the Monday Benin recalled its envoy from Togo.",
            "recalled",
            ("2012-03-05", "2012-03-05"),
        ),
        (
            "In March Togo and Benin fell out. Togo shelled Benin from the 12th to the 16th.",
            "shelled",
            ("2012-03-12", "2012-03-16"),
        ),
    ],
)
def test_times_told_in_passing_are_taken(
    read: Callable[..., Reading], text: str, trigger: str, days: tuple[str, str]
) -> None:
    assert _dated(read(text, PUBLISHED), trigger) == days


def test_a_day_that_counts_from_a_month_is_told_to_the_month(read: Callable[..., Reading]) -> None:
    reading = read(
        "Togo arrested a minister of Benin in March. Benin recalled its envoy from Togo the next "
        "day.",
        PUBLISHED,
    )
    assert _dated(reading, "recalled") == ("2012-03-02", "2012-04-01")
    assert _precision(reading, "recalled") == "month"


def test_this_march_leaves_an_old_story(read: Callable[..., Reading]) -> None:
    reading = read(
        "In 1994 Togo invaded Benin. Only this March Togo freed the last prisoners of Benin, and "
        "on 3 April Benin thanked Togo.",
        PUBLISHED,
    )
    assert _dated(reading, "thanked") == ("2012-04-03", "2012-04-03")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("On the second day Togo", ("2012-03-06", "2012-03-06")),
        ("On the last day Togo", ("2012-03-07", "2012-03-07")),
    ],
)
def test_a_day_of_a_meeting_is_counted_in_it(
    read: Callable[..., Reading], words: str, days: tuple[str, str]
) -> None:
    reading = read(
        f"Ministers of Togo and Benin met from 5 to 7 March. {words} threatened Benin.", PUBLISHED
    )
    assert _dated(reading, "threatened") == days


def test_a_month_joined_with_an_old_date_is_of_its_year(read: Callable[..., Reading]) -> None:
    reading = read(
        "In January 1997 Togo invaded Benin, and in February Ghana condemned Togo.", PUBLISHED
    )
    assert _dated(reading, "condemned") == ("1997-02-01", "1997-02-28")


def test_the_present_is_not_part_of_an_old_story(read: Callable[..., Reading]) -> None:
    reading = read("In 1994 Togo invaded Benin. Today Benin accuses Togo of lying.", PUBLISHED)
    (event,) = (e for e in reading.events if json.loads(e.trace)["trigger"] == "accuses")
    assert (str(event.start), event.modality) == ("2012-05-16", "actual")
    reading = read("In 1994 Togo invaded Benin. Benin accuses Togo of lying.", PUBLISHED)
    (event,) = (e for e in reading.events if json.loads(e.trace)["trigger"] == "accuses")
    assert (str(event.end), event.modality) == ("2012-05-16", "actual")
