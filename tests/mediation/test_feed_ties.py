"""Ties as feeds show them, as a term of the score: known with an interval, unknown, or no term."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from made_feed import LAST, quads, write_quads
from made_network import DAY, war_quads
from test_ranking import RIFT, TODAY, ToyView, ToyWorld, pick

from goodoffices.errors import InputError
from goodoffices.ledger import FilingOptions, init_store, load_feed_files, open_store
from goodoffices.mediation import Candidate, Ranking, Term, rank_mediators
from goodoffices.records import ActorId
from goodoffices.relations.daily import assess, find_reports
from goodoffices.relations.network import Tie
from goodoffices.relations.survey import ties_with
from goodoffices.world import load_world

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.mediation.situation import FeedTies

A, B = ActorId("AAA"), ActorId("BBB")


def tie(low: str, high: str, tone: float, spread: float = 0.9, **other: object) -> Tie:
    values: dict[str, object] = {
        "day": TODAY,
        "tone_low": tone - spread,
        "tone_high": tone + spread,
        "n_events": 9.0,
        "event_ids": (f"feed:{low}{high}",),
        "usual": 2.0,
    }
    return Tie(low=low, high=high, tone=tone, **{**values, **other})  # type: ignore[arg-type]


def rank(ties: FeedTies | None) -> Ranking:
    return rank_mediators(ToyView(all_events=RIFT), ToyWorld(), A, B, past=(), feed_ties=ties)


def term(candidate: Candidate) -> Term:
    return next(one for one in candidate.terms if one.feature == "feed_tie")


def test_without_feeds_no_number_of_the_ranking_changes() -> None:
    for candidate in rank(None).candidates:
        assert not term(candidate).is_applicable
        others = [one for one in candidate.terms if one.feature != "feed_tie"]
        assert candidate.score == sum(one.contribution for one in others)
        assert candidate.worst == sum(one.lowest for one in others)
        assert candidate.best == sum(one.highest for one in others)
        assert not any("feeds" in gap for gap in candidate.unknown)


def test_a_state_of_which_feeds_tell_nothing_is_unknown_and_not_zero() -> None:
    found = term(pick(rank({}), "CCC"))
    assert (found.value, found.is_known, found.contribution) == (None, False, 0.0)
    assert (found.lowest, found.highest) == (-1.0, 1.0)
    assert not term(pick(rank({}), "UN")).is_applicable


def test_the_cooler_side_counts_with_its_interval() -> None:
    ties = {"CCC": (tie("AAA", "CCC", 3.7), tie("BBB", "CCC", 2.35))}
    found = term(pick(rank(ties), "CCC"))
    assert found.value == pytest.approx(2.35 - 1.0)
    assert found.contribution == pytest.approx(1.35 / 4.5)
    assert (found.lowest, found.highest) == pytest.approx((0.45 / 4.5, 2.25 / 4.5))
    assert found.evidence == ("feed:AAACCC", "feed:BBBCCC")
    assert "+2.4 [+1.5, +3.2] with Land BBB (warm above +1.0)" in found.sentence


def test_of_one_side_a_cool_tie_counts_and_a_warm_one_only_narrows() -> None:
    cool = term(pick(rank({"CCC": (tie("AAA", "CCC", -3.5), None)}), "CCC"))
    assert cool.is_known
    assert cool.contribution == pytest.approx(-1.0)
    assert cool.lowest == -1.0
    warm = term(pick(rank({"CCC": (None, tie("BBB", "CCC", 2.8))}), "CCC"))
    assert (warm.is_known, warm.contribution, warm.lowest) == (False, 0.0, -1.0)
    assert warm.highest == pytest.approx(2.7 / 4.5)
    assert "not known with Land AAA" in warm.sentence


def test_ties_of_a_later_day_are_refused() -> None:
    later = tie("AAA", "CCC", 3.0, day=TODAY + dt.timedelta(days=1))
    with pytest.raises(InputError, match="after the day of the view"):
        rank({"CCC": (later, None)})


def ranked(path: Path) -> tuple[Ranking, FeedTies]:
    world = load_world()
    with open_store(path, mode="read") as store:
        view = store.view(DAY)
        ties = ties_with(view, assess(view), "GHA", "PER")
        assert ties is not None
        ids = [one for pair in ties.values() for own in pair if own for one in own.event_ids]
        assert set(find_reports(view, ids, 90)) == set(ids)
        ranking = rank_mediators(view, world, ActorId("GHA"), ActorId("PER"), feed_ties=ties)
        return ranking, ties


def test_reports_of_later_days_change_no_rank(tmp_path: Path) -> None:
    path = tmp_path / "store"
    init_store(path)
    first = write_quads(tmp_path / "first.tsv", war_quads())
    with open_store(path, mode="write") as store:
        list(load_feed_files(store, [first], FilingOptions(), None))
    before = ranked(path)
    assert term(pick(before[0], "NOR")).contribution > 0 > term(pick(before[0], "FJI")).contribution
    later = [row for row in quads(last=LAST, seed=9) if row[0] > DAY]
    later += [(DAY + dt.timedelta(days=n), "Norway", "Use conventional military force", "Ghana")
              for n in range(1, 60)]  # fmt: skip
    second = write_quads(tmp_path / "second.tsv", later)
    with open_store(path, mode="write") as store:
        list(load_feed_files(store, [second], FilingOptions(), None))
    assert ranked(path) == before


def test_sides_that_feeds_cannot_tell_of_leave_the_term_out(tmp_path: Path) -> None:
    path = tmp_path / "store"
    init_store(path)
    with open_store(path, mode="read") as store:
        assert ties_with(store.view(DAY), None, "GHA", "PER") is None
    with open_store(path, mode="write") as store:
        first = write_quads(tmp_path / "first.tsv", war_quads())
        list(load_feed_files(store, [first], FilingOptions(), None))
    with open_store(path, mode="read") as store:
        view = store.view(DAY)
        assert ties_with(view, assess(view), "EU", "PER") is None
