"""What is believed of the tone of two states before any report, and since when."""

from __future__ import annotations

import datetime as dt
import time

import numpy as np
import pytest
from naive_daily import Act
from small_worlds import tallies

from goodoffices.ledger.lookups import states_table
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.priors import YearlyPriors, slow_priors
from goodoffices.relations.daily.state import start
from goodoffices.relations.daily.tallies import EPOCH
from goodoffices.relations.daily.walk import walk
from goodoffices.world import load_world

WORLD = load_world()
DAY = dt.date(2012, 3, 1)
ACTORS = ("CUB", "FIN", "SWE", "USA", "XKX")
N = len(ACTORS)


def between(source: str, target: str, day: dt.date = DAY) -> float:
    return float(slow_priors(WORLD, ACTORS, day)[ACTORS.index(source) * N + ACTORS.index(target)])


def test_the_prior_is_a_line_in_the_distance_of_votes() -> None:
    apart = WORLD.un_distance("CUB", "USA", DAY)
    assert apart is not None
    assert between("CUB", "USA") == pytest.approx(c.PRIOR_LEVEL - c.PRIOR_SLOPE * apart.distance)


def test_states_that_vote_alike_are_held_warmer_than_those_that_do_not() -> None:
    assert between("FIN", "SWE") > between("FIN", "USA") > between("CUB", "USA")


def test_both_directions_have_one_prior_and_an_unknown_state_none() -> None:
    found = slow_priors(WORLD, ACTORS, DAY).reshape(N, N)
    assert np.array_equal(found, found.T, equal_nan=True)
    assert np.isnan(found[ACTORS.index("XKX")]).all()
    assert np.isnan(np.diag(found)).all()
    assert np.isfinite(found[:4, :4]).sum() == 12


def test_an_actor_that_the_world_does_not_know_has_no_prior() -> None:
    found = slow_priors(WORLD, ("FIN", "ZZZ", "SWE"), DAY)
    assert np.isfinite(found).sum() == 2


def test_the_prior_of_a_day_uses_no_vote_of_its_own_year() -> None:
    last, first = dt.date(2011, 12, 31), dt.date(2012, 1, 1)
    assert between("CUB", "USA", last) == between("CUB", "USA", dt.date(2011, 1, 1))
    assert between("CUB", "USA", last) != between("CUB", "USA", first)


def test_the_priors_of_a_walk_are_those_known_on_each_day() -> None:
    priors = YearlyPriors(WORLD, ACTORS)
    for day in (dt.date(2011, 6, 1), dt.date(2012, 1, 1), dt.date(2012, 12, 31)):
        assert np.array_equal(priors.on(day), slow_priors(WORLD, ACTORS, day), equal_nan=True)
    assert priors.on(DAY) is priors.on(DAY + dt.timedelta(days=1))


def test_a_walk_comes_to_the_same_tones_wherever_it_starts() -> None:
    begin = (dt.date(2011, 12, 20) - EPOCH).days
    acts = [Act(day=begin + at, source="CUB", target="USA", root=4, value=3.0)
            for at in range(0, 40, 4)]  # fmt: skip
    every, until, cut = tallies(acts, ACTORS), begin + 40, begin + 15
    at_once = walk(start(ACTORS, begin - 1), every, until, priors=YearlyPriors(WORLD, ACTORS).on)
    before = walk(start(ACTORS, begin - 1), every.between(begin, cut), cut,
                  priors=YearlyPriors(WORLD, ACTORS).on)  # fmt: skip
    after = walk(before.state, every.between(cut + 1, until), until,
                 priors=YearlyPriors(WORLD, ACTORS).on)  # fmt: skip
    tones = [*before.dyads["tone"].to_pylist(), *after.dyads["tone"].to_pylist()]
    assert tones == pytest.approx(at_once.dyads["tone"].to_pylist())


def test_priors_move_the_tone_of_a_pair_with_few_acts() -> None:
    begin = (DAY - EPOCH).days
    acts = [Act(day=begin, source="CUB", target="USA", root=4, value=3.0),
            Act(day=begin, source="FIN", target="SWE", root=4, value=3.0)]  # fmt: skip
    rows = {
        row["source"]: row["tone"]
        for row in walk(
            start(ACTORS, begin - 1),
            tallies(acts, ACTORS),
            begin,
            priors=YearlyPriors(WORLD, ACTORS).on,
        ).dyads.to_pylist()
    }
    assert rows["CUB"] < rows["FIN"]


def test_priors_of_all_states_are_cheap() -> None:
    actors = tuple(states_table()["actor_id"].to_pylist())
    slow_priors(WORLD, actors, DAY)
    begin = time.perf_counter()
    slow_priors(WORLD, actors, DAY)
    assert time.perf_counter() - begin < 0.25  # 1 ms on an idle machine
