from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from goodoffices.records import Event, MeasureStep
from goodoffices.relations import Relation, relate

MakeEvent = Callable[..., Event]
MakeStep = Callable[..., MeasureStep]
LATE = dt.date(2030, 1, 1)


def phases(relation: Relation) -> list[tuple[str, str]]:
    return [(spell.phase, spell.since.isoformat()) for spell in relation.spells]


def stand(events: list[Event], steps: list[MeasureStep], as_of: str) -> Relation:
    return relate(events, steps, "AAA", "BBB", dt.date.fromisoformat(as_of))


def test_a_pair_without_events_is_unknown() -> None:
    relation = stand([], [], "2020-01-01")
    assert relation.phase == "unknown"
    assert relation.spells == ()
    assert relation.warmth.value is None
    assert relation.phase_on(dt.date(2019, 1, 1)) == "unknown"


def test_one_visit_makes_a_calm_relation_from_that_day(event: MakeEvent) -> None:
    relation = stand([event("2020-01-10", "042")], [], "2020-06-01")
    assert phases(relation) == [("calm", "2020-01-10")]
    assert relation.phase_on(dt.date(2020, 1, 9)) == "unknown"
    assert relation.trigger is None


def test_one_sharp_word_is_no_dispute_and_two_are(event: MakeEvent) -> None:
    one = event("2020-01-10", "111")
    two = event("2020-01-12", "112")
    assert stand([one], [], "2020-02-01").phase == "calm"
    assert stand([one, two], [], "2020-02-01").phase == "dispute"


def test_a_dispute_fades_after_a_quarter_of_silence(event: MakeEvent) -> None:
    events = [event("2020-01-10", "111"), event("2020-01-12", "112")]
    assert phases(stand(events, [], "2021-01-01"))[-1] == ("calm", "2020-04-11")


@pytest.mark.parametrize("code", ["195", "161", "163"])
def test_one_severe_act_opens_a_rift_and_is_its_trigger(event: MakeEvent, code: str) -> None:
    act = event("2020-01-10", code)
    relation = stand([act], [], "2020-01-10")
    assert phases(relation) == [("rift", "2020-01-10")]
    assert relation.trigger == act.id
    assert relation.spells[0].opened_by == (act.id,)


def test_many_words_without_pressure_stay_a_dispute(event: MakeEvent) -> None:
    words = [event(f"2020-01-{n:02d}", "111") for n in range(1, 15)]
    assert stand(words, [], "2020-01-20").phase == "dispute"
    threat = event("2020-01-16", "1312")
    assert stand([*words, threat], [], "2020-01-20").phase == "rift"


def test_reports_of_one_happening_count_once(event: MakeEvent) -> None:
    reports = [event("2020-01-10", "111", id=f"report-{n}") for n in range(9)]
    assert stand(reports, [], "2020-01-20").phase == "calm"


def test_a_crowd_cannot_open_a_rift(event: MakeEvent) -> None:
    assert stand([event("2020-01-10", "1712", "AAA:CVL>BBB")], [], "2020-02-01").phase == "calm"


def test_a_doubtful_report_moves_nothing(event: MakeEvent) -> None:
    assert stand([event("2020-01-10", "195", confidence=0.3)], [], "2020-02-01").phase == "calm"


def test_acts_of_third_parties_make_no_phase(event: MakeEvent) -> None:
    offer = event("2020-01-10", "045", "CCC>AAA;BBB")
    joint = event("2020-01-10", "163", "AAA;BBB>CCC")
    assert stand([offer, joint], [], "2020-02-01").spells == ()


def test_an_act_with_both_sides_among_the_sources_is_not_between_them(event: MakeEvent) -> None:
    assert stand([event("2020-01-10", "044", "AAA;BBB=CCC")], [], "2020-02-01").spells == ()
    assert stand([event("2020-01-10", "044", "AAA;BBB=")], [], "2020-02-01").phase == "calm"


def test_a_rift_with_measures_freezes_after_a_month_without_contact(
    event: MakeEvent, step: MakeStep
) -> None:
    events = [event("2020-01-10", "195"), event("2020-01-20", "044", "AAA=BBB")]
    steps = [step("2020-01-12", "imposed")]
    assert phases(stand(events, steps, "2020-06-01")) == [
        ("rift", "2020-01-10"),
        ("deep_freeze", "2020-02-19"),
    ]


def test_a_rift_without_cut_contact_or_measures_does_not_freeze(event: MakeEvent) -> None:
    relation = stand([event("2020-01-10", "195")], [], "2021-06-01")
    assert phases(relation) == [("rift", "2020-01-10"), ("calm", "2020-07-08")]


def test_a_refused_call_counts_as_cut_contact(event: MakeEvent) -> None:
    events = [event("2020-01-10", "195"), event("2020-01-11", "125", "BBB>AAA")]
    assert phases(stand(events, [], "2020-06-01"))[-1] == ("deep_freeze", "2020-02-09")


def test_a_letter_of_regret_opens_a_thaw(event: MakeEvent, step: MakeStep) -> None:
    events = [event("2020-01-10", "195"), event("2020-05-01", "055")]
    relation = stand(events, [step("2020-01-12", "imposed")], "2020-05-02")
    assert phases(relation)[-1] == ("thaw", "2020-05-01")
    assert relation.spells[-1].opened_by == (events[1].id,)
    assert relation.spells[-2].closed_by == (events[1].id,)


def test_a_call_amid_blows_is_no_thaw(event: MakeEvent) -> None:
    events = [
        event("2020-01-10", "195"),
        event("2020-01-11", "041", "AAA=BBB"),
        event("2020-01-12", "042"),
        event("2020-01-12", "112", "BBB>AAA"),
    ]
    assert stand(events, [], "2020-01-20").phase == "rift"


def test_wishes_alone_open_no_thaw(event: MakeEvent) -> None:
    wishes = [event(f"2020-03-{n:02d}", "036") for n in range(1, 9)]
    assert stand([event("2020-01-10", "195"), *wishes], [], "2020-04-01").phase == "rift"


def test_talks_kept_quiet_count_as_a_wish(event: MakeEvent, step: MakeStep) -> None:
    def talks(known: str) -> Relation:
        rounds = [
            event(f"2020-05-0{n}", "046", "AAA=BBB", known_at=dt.date.fromisoformat(known))
            for n in (1, 2)
        ]
        opened = event("2020-01-10", "195")
        return stand([opened, *rounds], [step("2020-01-12", "imposed")], "2020-10-20")

    assert talks("2020-05-03").phase == "thaw"
    assert talks("2020-10-01").phase == "deep_freeze"


def test_steps_in_three_fields_make_it_normalising(event: MakeEvent, step: MakeStep) -> None:
    events = [
        event("2020-01-10", "195"),
        event("2020-05-01", "055"),
        event("2020-05-05", "042"),
        event("2020-05-20", "057", "AAA=BBB"),
    ]
    steps = [step("2020-01-12", "imposed"), step("2020-05-10", "eased")]
    relation = stand(events, steps, "2020-06-01")
    assert phases(relation)[-2:] == [("thaw", "2020-05-01"), ("normalising", "2020-05-20")]
    assert set(relation.spells[-1].opened_by) == {events[2].id, events[3].id, steps[1].event_id}


def test_one_sanction_does_not_end_a_thaw_but_two_breaks_do(
    event: MakeEvent, step: MakeStep
) -> None:
    events = [event("2020-01-10", "195"), event("2020-05-01", "055")]
    first = event("2020-07-01", "163")
    second = event("2020-07-05", "161", "BBB>AAA")
    assert stand([*events, first], [step("2020-01-12", "imposed")], "2020-07-10").phase == "thaw"
    assert stand([*events, first, second], [], "2020-07-10").phase == "rift"


def test_talks_broken_off_end_a_thaw(event: MakeEvent, step: MakeStep) -> None:
    events = [
        event("2020-01-10", "195"),
        event("2020-05-01", "046", "AAA=BBB"),
        event("2020-05-10", "061", "AAA=BBB"),
        event("2020-07-01", "164", "BBB>AAA"),
    ]
    relation = stand(events, [step("2020-01-12", "imposed")], "2020-09-01")
    assert phases(relation)[-3:] == [
        ("thaw", "2020-05-10"),
        ("rift", "2020-07-01"),
        ("deep_freeze", "2020-07-31"),
    ]


def test_in_a_freeze_steps_of_a_quarter_add_up_to_a_thaw(event: MakeEvent, step: MakeStep) -> None:
    events = [
        event("2020-01-10", "195"),
        event("2020-05-01", "046", "AAA=BBB"),
        event("2020-06-20", "036"),
    ]
    steps = [step("2020-01-12", "imposed")]
    assert phases(stand(events, steps, "2020-07-01"))[-1] == ("thaw", "2020-06-20")
    blow = event("2020-05-20", "195")
    assert stand([*events, blow], steps, "2020-07-01").phase == "deep_freeze"


def test_a_freeze_does_not_thaw_on_a_silent_day(event: MakeEvent, step: MakeStep) -> None:
    events = [
        event("2020-01-10", "195"),
        event("2020-01-15", "084"),
        event("2020-01-16", "163", "BBB>AAA"),
        event("2020-02-20", "036"),
    ]
    relation = stand(events, [step("2020-01-12", "imposed")], "2020-04-01")
    assert relation.phase == "deep_freeze"


def test_what_decided_a_phase_is_cited_first(event: MakeEvent, step: MakeStep) -> None:
    wish = event("2020-04-20", "036")
    regret = event("2020-05-01", "055")
    events = [event("2020-01-10", "195"), wish, regret]
    relation = stand(events, [step("2020-01-12", "imposed")], "2020-05-02")
    assert relation.spells[-1].opened_by == (regret.id, wish.id)
    assert relation.spells[-1].why.startswith("Conciliatory acts between the two: apologize")


def test_a_freeze_says_since_when_there_was_no_contact(event: MakeEvent, step: MakeStep) -> None:
    events = [event("2020-01-10", "195"), event("2020-01-20", "044", "AAA=BBB")]
    relation = stand(events, [step("2020-01-12", "imposed")], "2020-06-01")
    assert "since the last, on 20 January 2020" in relation.spells[-1].why


def test_a_thaw_without_further_steps_stalls_into_the_freeze(
    event: MakeEvent, step: MakeStep
) -> None:
    events = [event("2020-01-10", "195"), event("2020-05-01", "055")]
    frozen = stand(events, [step("2020-01-12", "imposed")], "2022-01-01")
    assert phases(frozen)[-1] == ("deep_freeze", "2020-10-28")
    assert phases(stand(events, [], "2022-01-01"))[-1] == ("calm", "2020-10-28")


def test_normal_again_after_a_year_without_hostile_acts_or_measures(
    event: MakeEvent, step: MakeStep
) -> None:
    events = [
        event("2020-01-10", "195"),
        event("2020-05-01", "055"),
        event("2020-05-05", "042"),
        event("2020-05-20", "057", "AAA=BBB"),
    ]
    lasting = [step("2020-01-12", "imposed"), step("2020-05-10", "eased")]
    ended = [*lasting, step("2020-06-10", "ended")]
    assert stand(events, lasting, "2022-01-01").phase == "normalising"
    assert phases(stand(events, ended, "2022-01-01"))[-1] == ("calm", "2021-05-20")


def test_a_break_in_a_freeze_that_began_with_less_reopens_the_rift(
    event: MakeEvent, step: MakeStep
) -> None:
    events = [event("2020-01-10", "163"), event("2021-01-10", "161"), event("2021-01-20", "160")]
    relation = stand(events, [step("2020-01-10", "imposed")], "2021-01-25")
    assert phases(relation)[-1] == ("rift", "2021-01-10")
    assert relation.trigger == events[1].id


def test_an_announced_act_is_listed_and_moves_nothing(event: MakeEvent) -> None:
    plan = event("2020-03-01", "163", modality="expected", known_at=dt.date(2020, 1, 5))
    relation = stand([plan], [], "2020-02-01")
    assert relation.announced == (plan.id,)
    assert relation.spells == ()


@pytest.mark.parametrize(("last", "is_counted"), [("2020-03-31", True), ("2020-04-01", False)])
def test_an_act_that_lies_within_a_month_counts_from_its_last_day(
    event: MakeEvent, last: str, *, is_counted: bool
) -> None:
    end = dt.date.fromisoformat(last)
    loose = event("2020-03-01", "163", end=end, precision="unknown", known_at=end)
    relation = stand([loose], [], "2020-04-01")
    assert relation.phase_on(end) == ("rift" if is_counted else "unknown")
    assert relation.phase_on(end - dt.timedelta(days=1)) == "unknown"
    assert relation.undated == (() if is_counted else (loose.id,))


def test_an_undated_act_is_listed_and_moves_nothing(event: MakeEvent) -> None:
    loose = event("2020-03-01", "163", start=None, end=None, precision="unknown")
    relation = stand([loose], [], "2020-04-01")
    assert relation.undated == (loose.id,)
    assert relation.spells == ()
    assert relation.warmth.n_events == 1


def test_a_happening_dated_to_a_month_counts_from_its_last_day(event: MakeEvent) -> None:
    vague = event(
        "2020-03-01",
        "195",
        precision="month",
        end=dt.date(2020, 3, 31),
        known_at=dt.date(2020, 6, 1),
    )
    assert phases(stand([vague], [], "2020-06-02")) == [("rift", "2020-03-31")]
    early = event(
        "2020-03-01",
        "195",
        precision="month",
        end=dt.date(2020, 3, 31),
        known_at=dt.date(2020, 3, 9),
    )
    assert phases(stand([early], [], "2020-06-02")) == [("rift", "2020-03-09")]


def test_every_change_names_events_and_a_reason(event: MakeEvent, step: MakeStep) -> None:
    events = [
        event("2020-01-10", "195"),
        event("2020-05-01", "055"),
        event("2020-05-05", "042"),
        event("2020-05-20", "057", "AAA=BBB"),
        event("2023-05-20", "111"),
        event("2023-05-21", "112"),
    ]
    steps = [step("2020-01-12", "imposed"), step("2020-05-10", "ended")]
    relation = relate(events, steps, "BBB", "AAA", LATE)
    known = {e.id for e in events} | {s.event_id for s in steps}
    assert [spell.phase for spell in relation.spells] == [
        "rift",
        "deep_freeze",
        "thaw",
        "normalising",
        "calm",
        "dispute",
        "calm",
    ]
    for spell in relation.spells:
        assert spell.why.endswith(".")
        assert spell.opened_by
        assert set(spell.opened_by) <= known
        assert set(spell.closed_by) <= known
