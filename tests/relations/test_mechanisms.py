"""The ledger of suspended mechanisms: its days, its sources, and what it does not know yet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.casebook import case_folders, read_case
from goodoffices.records import Actor, ActorId, Event, MeasureStep
from goodoffices.relations.cooperation import (
    MechanismLedger,
    mechanism_of,
    suspended_mechanisms,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

A, B = ActorId("AAA"), ActorId("BBB")
START = dt.date(2020, 1, 1)
ONE = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def make_event(on: str, code: str, who: str, event_id: str, document: str = "doc") -> Event:
    """One act of officials from ``AAA>BBB``; ``AAA=BBB`` is a reciprocal act."""
    source, target = (
        (Actor(id=ActorId(name), role="GOV"),) for name in who.replace("=", ">").split(">")
    )
    return Event(
        id=event_id,
        start=day(on),
        end=day(on),
        precision="day",
        known_at=day(on),
        source=source,
        target=target,
        is_reciprocal="=" in who,
        code=code,
        what=f"{who} {code}",
        document_ids=(document,),
        confidence=0.9,
        feed="test",
    )


def make_step(on: str, step: str, measure: str = "m1", **other: object) -> MeasureStep:
    values: dict[str, object] = {
        "measure_id": measure,
        "step": step,
        "day": day(on),
        "known_at": day(on),
        "sender": A,
        "target": B,
        "instrument": "import_ban",
        "sector": "food",
        "what": "Ban on fruit",
        "event_id": f"{on}-{measure}-{step}",
        "feed": "test",
    }
    return MeasureStep(**{**values, **other})  # type: ignore[arg-type]


def ledger(
    steps: Sequence[MeasureStep], as_of: str, events: Sequence[Event] = (), **more: object
) -> MechanismLedger:
    return suspended_mechanisms(events, steps, A, B, day(as_of), **more)  # type: ignore[arg-type]


def hotline(on: str, step: str, **more: object) -> MeasureStep:
    values = {"instrument": "hotline_suspended", "sector": "military", "what": "No direct line"}
    return make_step(on, step, **{**values, **more})


@pytest.mark.parametrize(
    ("instrument", "sector", "what", "mechanism"),
    [
        ("hotline_suspended", "military", "No direct line", "hotline"),
        ("flight_ban", "aviation", "No charter flights", "flights"),
        ("visa_regime", "travel", "Visas needed again", "visas"),
        ("project_suspended", "energy", "Work on the pipeline stopped", "joint project"),
        ("ties_cut", "diplomacy", "Ties cut", "diplomatic relations"),
        ("other", "trade", "The joint commission on fisheries does not meet", "joint body"),
        ("other", "defence", "Working group on borders closed", "joint body"),
        ("other", "telecommunications", "Lines cut", "telephone and post"),
        ("other", "culture", "No more films from there", None),
        ("other", "culture", "Councillors stay at home", None),
        ("import_ban", "food", "Ban on fruit, says the council", None),
        ("financial", "finance", "Assets frozen", None),
    ],
)
def test_each_measure_suspends_its_mechanism(
    instrument: str, sector: str, what: str, mechanism: str | None
) -> None:
    step = make_step("2020-01-01", "imposed", instrument=instrument, sector=sector, what=what)
    assert mechanism_of(step) == mechanism


def test_days_run_from_the_first_to_the_day_before_it_works_again() -> None:
    steps = [hotline("2020-01-01", "imposed"), hotline("2020-01-11", "ended")]
    found = ledger(steps, "2020-06-01")
    (line,) = found.suspensions
    assert (line.since, line.until, line.days) == (START, day("2020-01-11"), 10)
    assert (found.mechanism_days, found.n_open) == (10, 0)
    assert line.event_ids == tuple(step.event_id for step in steps)


def test_an_open_suspension_counts_up_to_the_day_of_the_view() -> None:
    found = ledger([hotline("2020-01-01", "imposed")], "2020-01-10")
    assert (found.mechanism_days, found.n_open) == (10, 1)
    assert found.suspensions[0].is_open


def test_an_eased_suspension_still_counts_and_says_so() -> None:
    steps = [hotline("2020-01-01", "imposed"), hotline("2020-01-05", "eased")]
    found = ledger(steps, "2020-01-10")
    assert (found.suspensions[0].is_eased, found.mechanism_days) == (True, 10)
    ended = ledger([*steps, hotline("2020-01-08", "ended")], "2020-01-10")
    assert (ended.suspensions[0].is_eased, ended.mechanism_days) == (False, 7)


def test_a_mechanism_that_both_sides_suspend_counts_once() -> None:
    steps = [
        make_step("2020-01-01", "imposed", "ours", instrument="ties_cut"),
        make_step("2020-01-06", "imposed", "theirs", instrument="ties_cut", sender=B, target=A),
        make_step("2020-01-11", "ended", "ours", instrument="ties_cut"),
        make_step("2020-01-16", "ended", "theirs", instrument="ties_cut", sender=B, target=A),
    ]
    found = ledger(steps, "2020-06-01")
    assert [line.days for line in found.suspensions] == [10, 10]
    assert found.mechanism_days == 15


def test_two_projects_count_twice() -> None:
    steps = [
        make_step("2020-01-01", "imposed", name, instrument="project_suspended", what=name)
        for name in ("A bridge", "A pipeline")
    ]
    assert ledger(steps, "2020-01-10").mechanism_days == 20


def test_a_measure_set_again_has_two_runs_of_days() -> None:
    steps = [
        hotline("2020-01-01", "imposed"),
        hotline("2020-01-03", "ended"),
        hotline("2020-02-01", "imposed"),
    ]
    found = ledger(steps, "2020-02-10")
    assert [line.days for line in found.suspensions] == [2, 10]
    assert found.mechanism_days == 12


def test_days_before_anything_is_known_are_not_made_up() -> None:
    found = ledger([hotline("2020-01-05", "ended")], "2020-06-01")
    (line,) = found.suspensions
    assert (line.since, line.days, line.until) == (None, None, day("2020-01-05"))
    assert (found.mechanism_days, found.n_without_start) == (0, 1)


def test_a_first_day_leaves_out_what_came_before() -> None:
    steps = [
        hotline("2020-01-01", "imposed"),
        hotline("2020-01-10", "ended"),
        make_step("2020-01-05", "imposed", "m2", instrument="flight_ban"),
    ]
    found = ledger(steps, "2020-01-20", first_day=day("2020-01-15"))
    assert [line.mechanism for line in found.suspensions] == ["flights"]
    assert found.mechanism_days == 6


def test_halted_talks_stand_still_until_the_next_round() -> None:
    events = [
        make_event("2020-01-01", "164", "AAA>BBB", "halt"),
        make_event("2020-01-03", "164", "BBB>AAA", "halt again"),
        make_event("2020-01-05", "042", "AAA>BBB", "visit"),
        make_event("2020-01-21", "046", "AAA=BBB", "round", "page"),
    ]
    found = ledger([], "2020-06-01", events)
    (line,) = found.suspensions
    assert (line.mechanism, line.days) == ("negotiations", 20)
    assert line.event_ids == ("halt", "round")
    assert line.document_ids == ("doc", "page")


def test_aid_is_given_again_by_who_stopped_it() -> None:
    events = [
        make_event("2020-01-01", "1621", "AAA>BBB", "stop"),
        make_event("2020-01-05", "071", "BBB>AAA", "other way"),
        make_event("2020-01-11", "071", "AAA>BBB", "again"),
    ]
    (line,) = ledger([], "2020-06-01", events).suspensions
    assert (line.mechanism, line.by, line.days) == ("economic aid", (A,), 10)


def test_an_act_that_a_measure_tells_is_not_told_twice() -> None:
    events = [make_event("2020-01-01", "164", "AAA>BBB", "e1")]
    step = make_step(
        "2020-01-01", "imposed", instrument="other", what="Joint council halted", event_id="e1"
    )
    found = ledger([step], "2020-01-10", events)
    assert [line.mechanism for line in found.suspensions] == ["joint body"]
    assert found.suspensions[0].document_ids == ("doc",)


def test_measures_on_others_are_not_between_the_two() -> None:
    assert ledger([hotline("2020-01-01", "imposed", target=ActorId("CCC"))], "2020-06-01") == (
        ledger([], "2020-06-01")
    )


steps_of_lives = st.lists(
    st.tuples(
        st.sampled_from(["m1", "m2", "m3"]),
        st.sampled_from(["imposed", "tightened", "eased", "ended"]),
        st.integers(0, 60),
        st.integers(0, 30),
        st.sampled_from(["hotline_suspended", "flight_ban", "project_suspended", "import_ban"]),
    ),
    max_size=12,
)


def made(rows: Sequence[tuple[str, str, int, int, str]]) -> list[MeasureStep]:
    kinds: dict[str, str] = {}
    found = []
    for place, (measure, step, offset, lag, instrument) in enumerate(rows):
        kind = kinds.setdefault(measure, instrument)
        on = START + offset * ONE
        found.append(
            make_step(
                str(on),
                step,
                measure,
                instrument=kind,
                what=measure,
                known_at=on + lag * ONE,
                event_id=f"e{place:02}",
                sender=B if measure == "m2" else A,
                target=A if measure == "m2" else B,
            )
        )
    return found


def days_by_hand(steps: Sequence[MeasureStep], as_of: dt.date) -> int:
    """Walk every day and every measure, and note which mechanism stands still."""
    order = ("imposed", "tightened", "eased", "ended")
    still: set[tuple[str, str, dt.date]] = set()
    known = [step for step in steps if step.known_at <= as_of and step.day <= as_of]
    for measure in {step.measure_id for step in known}:
        life = sorted(
            (step for step in known if step.measure_id == measure),
            key=lambda step: (step.day, order.index(step.step), step.event_id),
        )
        mechanism = mechanism_of(life[0])
        if mechanism is None:
            continue
        key = life[0].what if mechanism == "joint project" else ""
        state = "working"
        for n in range((as_of - START).days + 1):
            on = START + n * ONE
            for step in life:
                if step.day != on:
                    continue
                if step.step == "ended":
                    state = "working"
                elif state == "working":
                    state = "no start" if step.step == "eased" else "suspended"
            if state == "suspended":
                still.add((mechanism, key, on))
    return len(still)


@given(steps_of_lives, st.integers(0, 100))
def test_mechanism_days_are_those_counted_by_hand(
    rows: list[tuple[str, str, int, int, str]], n: int
) -> None:
    as_of = START + n * ONE
    steps = made(rows)
    assert ledger(steps, str(as_of)).mechanism_days == days_by_hand(steps, as_of)


@given(steps_of_lives, st.integers(0, 100), st.randoms(use_true_random=False))
def test_order_and_sides_and_later_facts_change_nothing(
    rows: list[tuple[str, str, int, int, str]], n: int, random: object
) -> None:
    as_of = START + n * ONE
    steps = made(rows)
    known = [step for step in steps if step.known_at <= as_of]
    later = make_event(str(as_of + ONE), "164", "AAA>BBB", "later")
    whole = ledger(known, str(as_of))
    random.shuffle(steps)  # type: ignore[attr-defined]
    assert suspended_mechanisms([later], steps, B, A, as_of) == whole


def test_a_shipped_case_shows_what_stood_still_as_known_then() -> None:
    (folder,) = [folder for folder in case_folders() if folder.name == "tur-rus-2015"]
    case = read_case(folder)
    pair = (ActorId("RUS"), ActorId("TUR"))
    days = (day("2015-11-25"), day("2016-07-05"), day("2016-12-31"))
    before, during, after = (
        suspended_mechanisms(case.events, case.measures, *pair, on) for on in days
    )
    assert before.suspensions == ()
    assert {line.mechanism for line in during.suspensions} >= {"hotline", "flights", "visas"}
    assert all(line.document_ids for line in during.suspensions)
    assert during.n_open > after.n_open
    assert during.mechanism_days < after.mechanism_days
