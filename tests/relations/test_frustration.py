"""The frustration index: exact on published networks, proved, and the same by brute force."""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "oracles"))
from naive_network import frustration_index
from published import STATES_INDEX, states, tribes
from small_networks import NAMES, complete, net, networks, renamed, switched, ties

from goodoffices.errors import InputError, MissingExtra
from goodoffices.relations.network import (
    Corner,
    Edge,
    Proof,
    ProofPart,
    SignedNetwork,
    Witness,
    frustration,
    proved_bound,
    signed_network,
)

pytest.importorskip("highspy", reason="the proof needs the extra 'network'")


def of(*witnesses: Witness, denominator: int = 1) -> Proof:
    return Proof(parts=(ProofPart(denominator=denominator, witnesses=witnesses),))


@pytest.mark.parametrize("window", [46, 54, 74, 76, 82, 93, 96])
def test_the_index_of_the_states_is_the_published_one_and_proved(window: int) -> None:
    network = states()[window]
    found = frustration(network)
    assert found.index == found.bound == STATES_INDEX[window - 46]
    assert len(found.frustrated) == found.index


@pytest.mark.slow
def test_all_windows_of_states_are_exact() -> None:
    found = [frustration(network) for network in states().values()]
    assert [one.index for one in found] == STATES_INDEX
    assert [one.bound for one in found] == STATES_INDEX


def test_the_tribes_of_new_guinea_have_seven_frustrated_ties() -> None:
    found = frustration(tribes())
    assert (found.index, found.bound) == (7, 7)
    assert found.balance == pytest.approx(0.7586207, abs=5e-8)
    assert found.proof.is_disjoint
    assert len(found.proof.witnesses) == 7


@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_index_is_that_of_all_partitions(network: SignedNetwork) -> None:
    found = frustration(network)
    if not network.edges:
        assert found.index is found.bound is found.balance is found.gap is None
        return
    assert found.index == frustration_index(list(network.actors), ties(network))
    assert found.is_exact


@settings(max_examples=60, deadline=None)
@given(networks(most=10), st.floats(0, 0.01))
def test_index_and_bound_enclose_the_truth_even_without_time(
    network: SignedNetwork, seconds: float
) -> None:
    found = frustration(network, seconds=seconds)
    if found.index is not None and found.bound is not None:
        truth = frustration_index(list(network.actors), ties(network))
        assert found.bound <= truth <= found.index


@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_camps_have_just_the_frustrated_ties_against_them(network: SignedNetwork) -> None:
    found = frustration(network)
    camp = {actor: side for side, camp in zip((1, -1), found.camps, strict=True) for actor in camp}
    assert camp.keys() == {actor for low, high, _ in ties(network) for actor in (low, high)}
    against = [edge for edge in network.edges if camp[edge.low] * camp[edge.high] != edge.sign]
    assert list(found.frustrated) == against
    assert len(found.camps[0]) >= len(found.camps[1])


@settings(max_examples=40, deadline=None)
@given(networks(), st.permutations(NAMES[:8]))
def test_other_names_leave_the_index_alone(network: SignedNetwork, names: list[str]) -> None:
    assert frustration(renamed(network, names)).index == frustration(network).index


@settings(max_examples=40, deadline=None)
@given(networks(), st.sampled_from(NAMES))
def test_turning_all_ties_of_one_actor_leaves_the_index_alone(
    network: SignedNetwork, actor: str
) -> None:
    assert frustration(switched(network, actor)).index == frustration(network).index


def test_the_same_network_gives_the_same_answer() -> None:
    network = states()[60]
    assert frustration(network) == frustration(network)


def test_a_balanced_network_needs_no_witness() -> None:
    found = frustration(net("AB+ AC- BC- CD+"))
    assert (found.index, found.bound, found.balance, found.gap) == (0, 0, 1.0, 0.0)
    assert found.camps == (("A", "B"), ("C", "D"))
    assert found.proof.witnesses == ()


def test_a_network_without_ties_has_no_index() -> None:
    found = frustration(signed_network([], ["A", "B"]))
    assert (found.index, found.bound, found.balance, found.gap) == (None, None, None, None)
    assert not found.is_exact
    assert found.camps == ((), ())


def test_without_a_cycle_nothing_can_be_frustrated_and_balance_is_not_measured() -> None:
    found = frustration(net("AB- CD+ DE-"))
    assert (found.index, found.is_exact, found.balance) == (0, True, None)


def test_actors_that_are_all_hostile_leave_the_pairs_inside_two_halves() -> None:
    found = frustration(complete("ABCDEFG", -1))
    assert (found.index, found.bound) == (9, 9)


def test_parts_that_do_not_touch_add_up() -> None:
    found = frustration(net("AB- BC+ AC+ DE- EF- DF- CD+"))
    assert found.index == found.bound == 2
    assert {frozenset(one.walks[0]) for one in found.proof.witnesses} == {
        frozenset("ABC"),
        frozenset("DEF"),
    }


def test_five_hostile_blocs_are_proved_by_witnesses_with_corners() -> None:
    blocs = [f"{bloc}{k}" for bloc in "ABCDE" for k in range(4)]
    edges = [
        Edge(low=a, high=b, sign=1 if a[0] == b[0] else -1)
        for a, b in itertools.combinations(blocs, 2)
    ]
    network = signed_network(edges)
    found = frustration(network)
    assert found.index == found.bound == 4 * 16
    assert any(witness.corners for witness in found.proof.witnesses)


def test_a_witness_without_an_odd_number_of_cold_ties_proves_nothing() -> None:
    witness = Witness(walks=(("A", "B", "C", "A"),), weight=1)
    with pytest.raises(InputError, match="has the sign 1, not -1"):
        proved_bound(net("AB- BC- AC+"), of(witness))


def test_a_witness_may_only_use_ties_that_are_there() -> None:
    witness = Witness(walks=(("A", "B", "D", "A"),), weight=1)
    with pytest.raises(InputError, match="which is no tie"):
        proved_bound(net("AB- BC+ AC+"), of(witness))


def test_a_walk_that_does_not_close_is_no_cycle() -> None:
    witness = Witness(walks=(("A", "B", "C"),), weight=1)
    with pytest.raises(InputError, match="one closed walk"):
        proved_bound(net("AB- BC+ AC+"), of(witness))


def test_a_negative_weight_is_refused() -> None:
    witness = Witness(walks=(("A", "B", "C", "A"),), weight=-1)
    with pytest.raises(InputError, match="below 0"):
        proved_bound(net("AB- BC+ AC+"), of(witness))


def test_using_a_tie_beyond_its_worth_adds_nothing() -> None:
    witness = Witness(walks=(("A", "B", "C", "A"),), weight=5)
    assert proved_bound(net("AB- BC+ AC+"), of(witness)) <= 1


def test_walks_must_join_their_corners_in_order() -> None:
    corners = tuple(Corner(actor=actor, side=1) for actor in "ABC")
    network = net("AB- BC- AC-")
    right = Witness(walks=(("A", "B"), ("A", "C"), ("B", "C")), weight=1, corners=corners)
    assert proved_bound(network, of(right)) == 1
    wrong = replace(right, walks=right.walks[::-1])
    with pytest.raises(InputError, match="between each two of its corners"):
        proved_bound(network, of(wrong))
    odd = replace(right, corners=(replace(corners[0], side=3), *corners[1:]))
    with pytest.raises(InputError, match="the side of a corner"):
        proved_bound(network, of(odd))


def test_groups_that_are_counted_out_do_not_share_ties_with_anything() -> None:
    network = net("AB- BC+ AC+")
    group = ("A", "B", "C")
    witness = Witness(walks=(("A", "B", "C", "A"),), weight=1)
    assert proved_bound(network, Proof(parts=(), counted_out=(group,))) == 1
    with pytest.raises(InputError, match="share a tie"):
        proved_bound(network, Proof(parts=(), counted_out=(group, group)))
    with pytest.raises(InputError, match="share a tie"):
        proved_bound(network, replace(of(witness), counted_out=(group,)))
    many = tuple(f"X{k}" for k in range(17))
    with pytest.raises(InputError, match="too many"):
        proved_bound(network, Proof(parts=(), counted_out=(many,)))


@settings(max_examples=60, deadline=None)
@given(networks(most=7), st.data())
def test_no_proof_that_passes_is_above_the_truth(
    network: SignedNetwork, data: st.DataObject
) -> None:
    cycles = [
        (a, b, c, a)
        for a, b, c in itertools.combinations(network.actors, 3)
        if _sign(network, a, b, c) < 0
    ]
    if not cycles:
        return
    chosen = data.draw(st.lists(st.tuples(st.sampled_from(cycles), st.integers(0, 9)), max_size=12))
    witnesses = [Witness(walks=(cycle,), weight=weight) for cycle, weight in chosen]
    proof = of(*witnesses, denominator=data.draw(st.integers(1, 7)))
    truth = frustration_index(list(network.actors), ties(network))
    assert 0 <= proved_bound(network, proof) <= truth


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from((-1, 1)), min_size=21, max_size=21), st.data())
def test_no_proof_with_corners_is_above_the_truth(signs: list[int], data: st.DataObject) -> None:
    names = "ABCDEFG"
    edges = [
        Edge(low=a, high=b, sign=1 if sign > 0 else -1)
        for (a, b), sign in zip(itertools.combinations(names, 2), signs, strict=True)
    ]
    network = signed_network(edges)
    corners = [
        Corner(actor=actor, side=data.draw(st.sampled_from((-1, 1))))
        for actor in data.draw(st.permutations(names))[:5]
    ]
    walks = [
        _walk(network, a.actor, b.actor, -a.side * b.side)
        for a, b in itertools.combinations(corners, 2)
    ]
    if not all(walks):
        return
    witness = Witness(walks=tuple(walks), weight=1, corners=tuple(corners))
    assert witness.least == 4
    for denominator in (1, 2, 3):
        truth = frustration_index(list(names), ties(network))
        assert proved_bound(network, of(witness, denominator=denominator)) <= truth


def _walk(network: SignedNetwork, start: str, end: str, wanted: int) -> tuple[str, ...]:
    """The tie between two if it has the sign, else a way over one other, else nothing."""
    signs = {frozenset((edge.low, edge.high)): edge.sign for edge in network.edges}
    if signs[frozenset((start, end))] == wanted:
        return (start, end)
    for other in network.actors:
        if other not in (start, end):
            sign = signs[frozenset((start, other))] * signs[frozenset((other, end))]
            if sign == wanted:
                return (start, other, end)
    return ()


def test_parts_whose_bounds_are_no_whole_numbers_are_each_rounded_up() -> None:
    once = states()[51]
    twin = [replace(edge, low=f"x{edge.low}", high=f"x{edge.high}") for edge in once.edges]
    found = frustration(signed_network([*once.edges, *twin]))
    assert found.index == found.bound == 2 * 17


def test_two_noisy_blocs_of_195_states_are_proved() -> None:
    found = frustration(planted(2, n_states=195, n_ties=6_000))
    assert found.is_exact
    assert found.gap == 0


@pytest.mark.slow
def test_five_noisy_blocs_leave_a_gap_of_half_a_percent_at_most() -> None:
    found = frustration(planted(5, n_states=195, n_ties=6_000), seconds=90)
    assert found.gap is not None
    assert found.gap <= 0.005


@pytest.mark.slow
def test_five_noisy_blocs_of_60_states_are_proved_beyond_what_cycles_can() -> None:
    found = frustration(planted(5, n_states=60, n_ties=900), seconds=90)
    assert found.index == found.bound == 299
    assert any(witness.corners for witness in found.proof.witnesses)


def planted(n_blocs: int, *, n_states: int, n_ties: int) -> SignedNetwork:
    """Random ties, warm inside a bloc and cold across, a tenth of the signs turned."""
    random = np.random.default_rng(0)
    pairs = np.stack(np.triu_indices(n_states, 1), axis=1)
    pairs = pairs[random.choice(len(pairs), n_ties, replace=False)]
    blocs = random.integers(0, n_blocs, n_states)
    is_warm = (blocs[pairs[:, 0]] == blocs[pairs[:, 1]]) ^ (random.random(n_ties) < 0.1)
    return signed_network(
        [
            Edge(low=f"S{low:03}", high=f"S{high:03}", sign=1 if warm else -1)
            for (low, high), warm in zip(pairs.tolist(), is_warm.tolist(), strict=True)
        ]
    )


def test_without_the_solver_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(MissingExtra, match=r"goodoffices\[network\]"):
        frustration(net("AB- BC+ AC+"))
    assert frustration(net("AB- BC+")).is_exact


def test_the_solver_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    frustration(tribes())
    assert capfd.readouterr() == ("", "")


def test_an_empty_walk_is_no_witness() -> None:
    with pytest.raises(InputError, match="empty"):
        proved_bound(net("AB- BC+ AC+"), of(Witness(walks=((),), weight=1)))


def test_a_denominator_is_above_zero() -> None:
    with pytest.raises(InputError, match="denominator"):
        proved_bound(net("AB- BC+ AC+"), of(denominator=0))


def _sign(network: SignedNetwork, *cycle: str) -> int:
    signs = {frozenset((edge.low, edge.high)): edge.sign for edge in network.edges}
    pairs = [frozenset(pair) for pair in itertools.combinations(cycle, 2)]
    return signs[pairs[0]] * signs[pairs[1]] * signs[pairs[2]] if signs.keys() >= set(pairs) else 0


def test_ties_given_twice_become_one_and_contradictions_are_set_aside() -> None:
    network = signed_network(
        [
            Edge(low="B", high="A", sign=1, weight=2.0, event_ids=("e1",)),
            Edge(low="A", high="B", sign=1, weight=1.0, event_ids=("e2", "e1")),
            Edge(low="A", high="C", sign=1),
            Edge(low="C", high="A", sign=-1),
            Edge(low="D", high="D", sign=-1),
        ]
    )
    assert network.edges == (Edge(low="A", high="B", sign=1, weight=2.0, event_ids=("e1", "e2")),)
    assert [(one.low, one.high, one.why) for one in network.set_aside] == [
        ("A", "C", "given as warm and as cold"),
        ("D", "D", "a tie of an actor to itself"),
    ]
    assert network.actors == ("A", "B", "C", "D")


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_a_weight_must_be_a_number_above_zero(weight: float) -> None:
    with pytest.raises(InputError, match="weight"):
        signed_network([Edge(low="A", high="B", sign=1, weight=weight)])


def test_a_sign_is_plus_or_minus_one() -> None:
    with pytest.raises(InputError, match="sign"):
        signed_network([Edge(low="A", high="B", sign=0)])  # type: ignore[arg-type]
