"""Triads, balance by walks, factions, shuffled signs, and the network of a day."""

from __future__ import annotations

import datetime as dt
import math
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "oracles"))
from naive_network import closed_walks, faction_cost, triads
from published import states, tribes
from small_networks import NAMES, complete, net, networks, renamed, switched, ties

from goodoffices.errors import InputError
from goodoffices.relations.daily.records import PairTone
from goodoffices.relations.network import (
    Edge,
    SignedNetwork,
    Tie,
    factions,
    friends_of_both,
    latest_ties,
    network_on,
    null_band,
    signed_network,
    ties_of_tones,
    triad_census,
    walk_balance,
)

DAY = dt.date(2020, 1, 31)


def test_the_triads_of_the_tribes_are_the_published_ones() -> None:
    census = triad_census(tribes())
    kinds = (census.none_cold, census.one_cold, census.two_cold, census.all_cold)
    assert kinds == (19, 2, 40, 7)
    assert census.balanced_share == pytest.approx(0.8676471, abs=5e-8)
    assert census.n_triads == 68


@pytest.mark.parametrize(
    ("window", "kinds", "share", "walks"),
    [
        (46, (1556, 63, 23, 14), 0.9535, 0.6576),
        (96, (8319, 544, 337, 40), 0.9368, 0.3639),
    ],
)
def test_triads_and_walks_of_the_states_are_the_published_ones(
    window: int, kinds: tuple[int, ...], share: float, walks: float
) -> None:
    network = states()[window]
    census = triad_census(network)
    # The published order is by signs: +++, ++-, +--, ---.
    assert (census.none_cold, census.one_cold, census.two_cold, census.all_cold) == kinds
    assert census.balanced_share == pytest.approx(share, abs=5e-5)
    assert walk_balance(network).value == pytest.approx(walks, abs=5e-5)


def test_walk_balance_of_the_tribes_is_the_published_one() -> None:
    assert walk_balance(tribes()).value == pytest.approx(0.3575761, abs=5e-8)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_triads_are_those_of_the_definition(network: SignedNetwork) -> None:
    census = triad_census(network)
    kinds = [census.none_cold, census.one_cold, census.two_cold, census.all_cold]
    assert kinds == triads(list(network.actors), ties(network))
    assert len(friends_of_both(network)) == census.one_cold


def test_a_friend_of_both_sides_comes_with_the_events_of_all_three_ties() -> None:
    network = signed_network(
        [
            Edge(low="A", high="B", sign=-1, event_ids=("shot",)),
            Edge(low="A", high="C", sign=1, event_ids=("visit",)),
            Edge(low="B", high="C", sign=1, event_ids=("loan", "call")),
            Edge(low="A", high="D", sign=1),
            Edge(low="B", high="D", sign=-1),
        ]
    )
    (found,) = friends_of_both(network)
    assert found.actor == "C"
    assert found.rift.event_ids == ("shot",)
    assert (found.to_low.event_ids, found.to_high.event_ids) == (("visit",), ("loan", "call"))


def test_without_a_triad_nothing_is_said_of_triads() -> None:
    census = triad_census(net("AB+ BC-"))
    assert (census.n_triads, census.balanced_share, census.weakly_balanced_share) == (0, None, None)
    assert {share for _, share in census.by_actor} == {None}


def test_three_enemies_strain_balance_but_not_weak_balance() -> None:
    census = triad_census(complete("ABC", -1))
    assert (census.balanced_share, census.weakly_balanced_share) == (0.0, 1.0)


@settings(max_examples=60, deadline=None)
@given(networks(most=6))
def test_walk_balance_is_the_sum_over_closed_walks(network: SignedNetwork) -> None:
    found = walk_balance(network)
    walks = [
        (closed_walks(list(network.actors), ties(network), length), math.factorial(length))
        for length in range(30)
    ]
    measured = [actor for actor, share in found.by_actor if share is not None]
    for actor, share in found.by_actor:
        if share is not None:
            good = sum(counts[actor][0] / weight for counts, weight in walks)
            every = sum(counts[actor][1] / weight for counts, weight in walks)
            assert share == pytest.approx(good / every, rel=1e-9)
    if found.value is not None:
        good = sum(counts[one][0] / weight for counts, weight in walks for one in measured)
        every = sum(counts[one][1] / weight for counts, weight in walks for one in measured)
        assert found.value == pytest.approx(good / every, rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(networks(), st.permutations(NAMES[:8]), st.sampled_from(NAMES[:8]))
def test_walk_balance_lies_between_0_and_1_and_survives_renaming_and_switching(
    network: SignedNetwork, names: list[str], actor: str
) -> None:
    found = walk_balance(network)
    assert found.value is None or 0 < found.value <= 1
    assert all(share is None or 0 < share <= 1 for _, share in found.by_actor)
    for other in (renamed(network, names), switched(network, actor)):
        value = walk_balance(other).value
        assert value == (None if found.value is None else pytest.approx(found.value, rel=1e-9))


def test_walk_balance_is_1_just_where_all_within_reach_is_balanced() -> None:
    found = walk_balance(net("AB- BC- AC+ DE- EF- DF- GH-"))
    shares = dict(found.by_actor)
    assert shares["A"] == pytest.approx(1)
    assert shares["D"] is not None
    assert shares["D"] < 1
    assert shares["G"] is None


def test_states_without_ties_do_not_move_the_balance_of_the_rest() -> None:
    network = net("AB- BC- AC-")
    wider = signed_network(network.edges, ["X", "Y", "Z"])
    assert walk_balance(wider).value == pytest.approx(walk_balance(network).value)


def test_a_large_dense_network_does_not_overflow() -> None:
    names = [f"{k:03}" for k in range(400)]
    edges = [
        Edge(low=a, high=b, sign=1) for place, a in enumerate(names) for b in names[place + 1 :]
    ]
    value = walk_balance(signed_network(edges), heat=3.0).value
    assert value == pytest.approx(1)


@pytest.mark.parametrize(("n_factions", "cost"), [(2, 7), (3, 2), (4, 2)])
def test_factions_of_the_tribes_cost_the_published_number(n_factions: int, cost: int) -> None:
    pytest.importorskip("highspy")
    found = factions(tribes(), n_factions)
    assert found.cost == cost == len(found.against)
    assert found.is_exact == (n_factions > 2)


@settings(max_examples=40, deadline=None)
@given(networks(most=6), st.integers(2, 4))
def test_factions_are_the_best_of_all_groupings(network: SignedNetwork, n_factions: int) -> None:
    pytest.importorskip("highspy")
    found = factions(network, n_factions)
    if not network.edges:
        assert (found.cost, found.bound, found.groups) == (None, None, ())
        return
    assert found.cost == faction_cost(list(network.actors), ties(network), n_factions)
    assert found.bound is not None
    assert found.bound <= found.cost
    assert len(found.groups) <= n_factions
    grouped = [actor for group in found.groups for actor in group]
    assert sorted(grouped) == sorted({actor for tie in ties(network) for actor in tie[:2]})


def test_one_faction_is_no_question() -> None:
    with pytest.raises(InputError, match="at least 2"):
        factions(net("AB+"), 1)


def test_the_band_of_shuffled_signs_is_the_same_for_the_same_seed() -> None:
    def share(network: SignedNetwork) -> float | None:
        return triad_census(network).balanced_share

    first = null_band(tribes(), share, n_draws=39, seed=5)
    assert first == null_band(tribes(), share, n_draws=39, seed=5)
    assert first != null_band(tribes(), share, n_draws=39, seed=6)
    assert first.seen is not None
    assert first.high is not None
    assert first.seen > first.high
    assert first.share_below == 1.0


def test_shuffling_keeps_who_is_tied_and_how_many_are_cold() -> None:
    seen: list[SignedNetwork] = []

    def note(network: SignedNetwork) -> float:
        seen.append(network)
        return 0.5

    network = tribes()
    null_band(network, note, n_draws=5)
    for shuffled in seen:
        assert shuffled.n_negative == network.n_negative
        assert [tie[:2] for tie in ties(shuffled)] == [tie[:2] for tie in ties(network)]


@pytest.mark.parametrize("network", [complete("ABCD", -1), signed_network([], ["A"])])
def test_signs_that_cannot_be_shuffled_give_no_band(network: SignedNetwork) -> None:
    band = null_band(network, lambda one: triad_census(one).balanced_share)
    assert (band.low, band.middle, band.high, band.share_below) == (None, None, None, None)


def tie(low: str, high: str, tone: float | None, spread: float = 0.5, **other: object) -> Tie:
    values: dict[str, object] = {
        "day": DAY,
        "tone_low": None if tone is None else tone - spread,
        "tone_high": None if tone is None else tone + spread,
        "n_events": 5.0,
        "event_ids": (f"{low}{high}",),
    }
    return Tie(low=low, high=high, tone=tone, **{**values, **other})  # type: ignore[arg-type]


def test_a_tie_is_an_edge_only_where_its_sign_is_sure() -> None:
    network = network_on(
        [
            tie("A", "B", 2.0),
            tie("A", "C", -2.0),
            tie("A", "D", 0.3),
            tie("A", "E", 8.0, n_events=2.0),
            tie("A", "F", None),
        ],
        DAY,
        actors=["Z"],
    )
    assert [(edge.high, edge.sign, edge.weight) for edge in network.edges] == [
        ("B", 1, 2.0),
        ("C", -1, 2.0),
    ]
    assert network.edges[0].event_ids == ("AB",)
    assert network.actors == ("A", "B", "C", "D", "E", "F", "Z")
    assert [(one.high, one.why) for one in network.set_aside] == [
        ("D", "tone between -0.2 and +0.8: may be either"),
        ("E", "2.00 events, fewer than 3"),
        ("F", "nothing known between the two"),
    ]


def test_an_interval_that_ends_at_zero_is_not_sure() -> None:
    assert network_on([tie("A", "B", 0.5)], DAY).edges == ()


def test_the_latest_tie_on_or_before_the_day_counts() -> None:
    old = tie("A", "B", 2.0, day=DAY - dt.timedelta(days=30))
    new = tie("B", "A", -2.0, day=DAY)
    later = tie("A", "B", 5.0, day=DAY + dt.timedelta(days=1))
    assert latest_ties([later, new, old], DAY) == (new,)
    assert latest_ties([later, new, old], DAY - dt.timedelta(days=1)) == (old,)
    (edge,) = network_on([later, new, old], DAY).edges
    assert (edge.low, edge.high, edge.sign) == ("A", "B", -1)


def test_tones_of_a_day_become_ties() -> None:
    cold = PairTone(value=-2.0, low=-3.0, high=-1.0, n_acts=7.5, past=0.0, prior=None, usual=2.4)
    found = ties_of_tones({("A", "B"): cold, ("A", "C"): cold}, DAY)
    assert [one.usual for one in found] == [2.4, 2.4]
    assert [edge.weight for edge in network_on(found, DAY).edges] == [2.0, 2.0]


def test_a_tie_is_warm_only_where_it_is_surely_nearer_to_the_usual_than_to_zero() -> None:
    network = network_on(
        [
            tie("A", "B", 1.8, usual=2.4),
            tie("A", "C", 1.7, usual=2.4),
            tie("A", "D", 0.6, usual=-1.0),
            tie("A", "E", -0.6, usual=2.4),
        ],
        DAY,
    )
    assert [(edge.high, edge.sign) for edge in network.edges] == [("B", 1), ("D", 1), ("E", -1)]
    assert [(one.high, one.why) for one in network.set_aside] == [
        ("C", "tone between +1.2 and +2.2: may be no warmer than +1.2, half of what is usual")
    ]


@pytest.mark.parametrize(
    "wrong", [{"tone_low": 3.0}, {"tone_high": None}, {"tone": None, "tone_high": 1.0}]
)
def test_a_tone_outside_of_its_interval_is_an_error(wrong: dict[str, float | None]) -> None:
    with pytest.raises(InputError, match="must lie in its interval"):
        network_on([replace(tie("A", "B", 2.0), **wrong)], DAY)  # type: ignore[arg-type]


def test_the_example_on_the_page_of_the_network_prints_what_it_should(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("highspy")
    page = Path(__file__).parents[2] / "docs" / "explanation" / "network.md"
    (example,) = re.findall(
        r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    exec(compile(example, str(page), "exec"), {})  # noqa: S102 (our own page)
    assert capsys.readouterr().out.splitlines() == [
        "CCC is warm with AAA and BBB ('e1', 'e2')",
        "1 1 (('AAA', 'BBB', 'CCC'), ())",
    ]
