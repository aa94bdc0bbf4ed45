"""Alarms: when one is raised, when not again, and how a budget finds its threshold."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.records import ActorId
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.alarms import alarm_scores, alarms_above, threshold_for
from goodoffices.world import BrokenTie, BrokenTies

START = dt.date(2021, 1, 1)
PAIRS = [("AAA", "BBB"), ("AAA", "CCC"), ("BBB", "CCC")]


def pair_rows(rows: list[tuple[int, tuple[str, str], float]], strain: float = 0.5) -> pa.Table:
    """Return rows of pairs with a score on some days, for rifts and thaws alike."""
    sides = {
        side: pa.array([pair[at] for _, pair, _ in rows], pa.string()).dictionary_encode()
        for at, side in enumerate(("low", "high"))
    }
    scores = pa.array([score for _, _, score in rows], pa.float64())
    counts = {
        f"{kind}_{name}": pa.array([2.0] * len(rows), pa.float64())
        for name in ("hostile", "rupture", "conciliatory", "steps")
        for kind in ("seen", "expected", "surprise", "lesser")
    }
    return pa.table(
        {
            "day": pa.array([START + dt.timedelta(days=n) for n, _, _ in rows], pa.date32()),
            **sides,
            **counts,
            "past_hostile": pa.array([5.0] * len(rows), pa.float64()),
            "score_rift": scores,
            "score_thaw": scores,
            "strain": pa.array([strain] * len(rows), pa.float64()),
        }
    )


def days(rows: list[tuple[int, tuple[str, str], float]], threshold: float) -> list[int]:
    scores = alarm_scores(pair_rows(rows), "rift")
    return [(alarm.day - START).days for alarm in alarms_above(scores, threshold)]


def test_a_pair_that_stays_above_the_threshold_is_told_of_now_and_then() -> None:
    one, wait = PAIRS[0], c.REFRACTORY_DAYS
    assert days([(n, one, 4.0) for n in range(0, 2 * wait, 7)], 3.0) == [0, wait]


def test_a_pair_does_not_alarm_twice_within_the_wait() -> None:
    one, wait = PAIRS[0], c.REFRACTORY_DAYS
    assert days([(0, one, 4.0), (wait - 1, one, 4.0)], 3.0) == [0]
    assert days([(0, one, 4.0), (wait, one, 4.0)], 3.0) == [0, wait]
    assert days([(0, one, 4.0), (30, one, 2.0), (wait, one, 4.0)], 3.0) == [0, wait]


def test_each_pair_alarms_for_itself() -> None:
    assert days([(5, PAIRS[1], 4.0), (5, PAIRS[0], 4.0), (9, PAIRS[2], 2.0)], 3.0) == [5, 5]


def test_only_a_strained_pair_thaws() -> None:
    rows = [(0, PAIRS[0], 9.0)]
    for strain, n in ((c.STRAINED_SHARE - 0.01, 0), (c.STRAINED_SHARE, 1)):
        assert len(alarms_above(alarm_scores(pair_rows(rows, strain), "thaw"), 1.0)) == n


def broken(since: int | None, until: int | None) -> BrokenTies:
    """Return a table in which the ties of the first pair lack from one day to another."""
    first, last = (None if n is None else START + dt.timedelta(days=n) for n in (since, until))
    low, high = (ActorId(one) for one in PAIRS[0])
    return BrokenTies(
        (BrokenTie(low=low, high=high, kind="broken", since=first, known_since=first, until=last,
                   note="", source="memory"),)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until", "n"),
    [(None, None, 1), (100, None, 1), (101, None, 0), (None, 101, 1), (None, 100, 1),
     (None, 101 - c.MENDED_DAYS, 1), (None, 100 - c.MENDED_DAYS, 0)],
)  # fmt: skip
def test_a_pair_whose_ties_are_broken_thaws_though_its_acts_show_no_strain(
    since: int | None, until: int | None, n: int
) -> None:
    rows = pair_rows([(100, PAIRS[0], 9.0), (100, PAIRS[1], 9.0)], strain=0.0)
    found = alarms_above(alarm_scores(rows, "thaw", broken(since, until)), 1.0)
    assert [(alarm.low, alarm.high) for alarm in found] == [PAIRS[0]] * n


def test_a_thaw_alarm_says_which_ties_are_broken_and_a_rift_alarm_does_not() -> None:
    rows = pair_rows([(3, PAIRS[0], 9.0), (3, PAIRS[1], 9.0)])
    ties = broken(-50, None)
    thaws = alarms_above(alarm_scores(rows, "thaw", ties), 1.0)
    assert [alarm.ties for alarm in thaws] == [*ties.of_pair(*PAIRS[0]), None]
    rifts = alarms_above(alarm_scores(rows, "rift", ties), 1.0)
    assert [alarm.ties for alarm in rifts] == [None, None]


def test_broken_ties_are_at_stake_in_a_thaw_and_nothing_else_is_added() -> None:
    rows = pair_rows([(3, PAIRS[0], 9.0), (3, PAIRS[1], 9.0)])
    thaws = alarms_above(alarm_scores(rows, "thaw", broken(-50, None)), 1.0)
    assert [alarm.score for alarm in thaws] == [9.0 + c.BROKEN_TIES_STAKES, 9.0]


def test_a_thaw_alarm_says_what_there_is_to_mend_and_what_speaks_against_it() -> None:
    rows = pair_rows([(3, PAIRS[0], 9.0)])
    (thaw,) = alarms_above(alarm_scores(rows, "thaw"), 1.0)
    assert (thaw.past_hostile, thaw.flare_up) == (5.0, 2.0)
    (rift,) = alarms_above(alarm_scores(rows, "rift"), 1.0)
    assert (rift.past_hostile, rift.flare_up) == (0.0, 0.0)


def test_an_alarm_does_not_know_when_ties_will_be_whole_again() -> None:
    rows = pair_rows([(3, PAIRS[0], 9.0)])
    (alarm,) = alarms_above(alarm_scores(rows, "thaw", broken(-50, 4)), 1.0)
    assert alarm.ties is not None
    assert (alarm.ties.until, alarm.ties.words) == (None, "diplomatic ties broken since 2020-11-12")


def test_without_rows_no_ties_are_looked_up() -> None:
    assert alarms_above(alarm_scores(pair_rows([]), "thaw", broken(None, None)), 1.0) == []


def test_an_alarm_says_what_was_seen_and_expected() -> None:
    (alarm,) = alarms_above(alarm_scores(pair_rows([(3, PAIRS[0], 4.0)]), "rift"), 3.0)
    assert (alarm.low, alarm.high, alarm.day) == ("AAA", "BBB", START + dt.timedelta(days=3))
    assert (alarm.score, alarm.seen, alarm.expected) == (4.0, (2, 2), (2.0, 2.0))
    assert (alarm.surprises, alarm.lesser) == ((2.0, 2.0), 2)


@given(
    st.lists(
        st.tuples(st.integers(0, 364), st.sampled_from(PAIRS), st.floats(0, 20)),
        unique_by=lambda row: row[:2],
        max_size=60,
    ),
    st.integers(1, 40),
)
def test_a_budget_is_kept_and_the_threshold_is_the_lowest_that_keeps_it(
    rows: list[tuple[int, tuple[str, str], float]], budget: int
) -> None:
    scores = alarm_scores(pair_rows(rows), "rift")
    until = START + dt.timedelta(days=364)
    threshold = threshold_for(scores, budget, START, until)
    n_alarms = len(alarms_above(scores, threshold))
    assert n_alarms <= budget
    lower = [score for _, _, score in rows if 0 < score < threshold - 1e-6]
    if lower and n_alarms < budget:
        # one score lower: either more alarms than the budget or none that a refractory pair lacks
        assert len(alarms_above(scores, max(lower))) > budget * 365 / 365.25 - 1e-9


@pytest.mark.parametrize(("budget", "n_days"), [(0.0, 10), (-1.0, 10), (5.0, -1)])
def test_a_budget_without_alarms_or_days_is_refused(budget: float, n_days: int) -> None:
    scores = alarm_scores(pair_rows([]), "rift")
    with pytest.raises(InputError, match="more than 0"):
        threshold_for(scores, budget, START, START + dt.timedelta(days=n_days))
