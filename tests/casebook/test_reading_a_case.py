"""A folder becomes a case: what each cell means."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING

from goodoffices.casebook import case_folders, read_case
from goodoffices.casebook.__main__ import main
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def test_a_row_becomes_an_event(write: Callable[..., Path]) -> None:
    event = read_case(write()).events[0]
    assert event.id == "one-two/001"
    assert event.start == event.end == event.known_at == dt.date(2015, 11, 24)
    assert event.precision == "day"
    assert event.source == (Actor(id=ActorId("TUR"), role="MIL"),)
    assert (event.code, event.modality, event.n_dead, event.n_injured) == ("195", "actual", 2, None)
    assert (event.confidence, event.feed) == (0.9, "casebook")
    assert json.loads(event.trace) == {
        "made_by": "casebook",
        "note": "trigger",
        "row": "events.csv:2",
    }


def test_a_month_spans_its_days_and_is_known_at_its_end(write: Callable[..., Path]) -> None:
    event = read_case(write()).events[1]
    assert event.precision == "month"
    assert (event.start, event.end) == (dt.date(2015, 12, 1), dt.date(2015, 12, 31))
    assert event.known_at == dt.date(2015, 12, 31)


def test_a_blank_start_needs_a_day_of_knowledge(write: Callable[..., Path], events: str) -> None:
    rows = events.replace("003,2016-06-29,,,", "003,,,2016-07-02,")
    event = read_case(write(events=rows)).events[2]
    assert (event.start, event.precision, event.known_at) == (
        None,
        "unknown",
        dt.date(2016, 7, 2),
    )


def test_third_parties_keep_role_and_name(write: Callable[..., Path]) -> None:
    event = read_case(write()).events[2]
    assert event.is_reciprocal
    assert event.via == (Actor(id=ActorId("KAZ"), role="GOV", name="Somebody"),)


def test_somebody_of_no_state_has_no_id(write: Callable[..., Path], events: str) -> None:
    rows = events.replace("TUR:MIL,RUS:MIL", "-:REB,RUS:MIL")
    assert read_case(write(events=rows)).events[0].source == (Actor(id=None, role="REB"),)


def test_an_expected_act_is_known_before_its_day(write: Callable[..., Path]) -> None:
    event = read_case(write()).events[4]
    assert event.start is not None
    assert event.known_at < event.start


def test_each_address_is_one_document_however_often_it_is_cited(
    write: Callable[..., Path],
) -> None:
    case = read_case(write())
    assert [document.url[-1] for document in case.documents] == ["a", "b", "c", "d"]
    assert {document.publisher for document in case.documents} == {"example.org"}
    assert case.events[1].document_ids == tuple(d.id for d in case.documents[:2])


def test_a_measure_has_a_step_for_each_event_that_moves_it(write: Callable[..., Path]) -> None:
    first, last = read_case(write()).measures
    assert (first.measure_id, first.step, first.event_id) == (
        "one-two/ban",
        "imposed",
        "one-two/002",
    )
    assert (first.day, last.day) == (dt.date(2015, 12, 31), dt.date(2016, 6, 30))
    assert (first.sender, first.target, first.instrument) == ("RUS", "TUR", "import_ban")


def test_one_event_may_move_several_measures(write: Callable[..., Path], events: str) -> None:
    measures = "id,sender,target,instrument,sector,what\n" + "".join(
        f"{name},RUS,TUR,import_ban,food,No {name}\n" for name in ("ban", "tea")
    )
    case = read_case(
        write(events=events.replace(",ban,imposed", ",ban;tea,imposed"), measures=measures)
    )
    assert [step.measure_id for step in case.measures[:2]] == ["one-two/ban", "one-two/tea"]


def test_a_statement_gets_an_id_of_its_own(write: Callable[..., Path]) -> None:
    (statement,) = read_case(write()).statements
    assert statement.id == "one-two/s001"
    assert (statement.kind, statement.polarity) == ("friendship", 1)
    assert [actor.id for actor in statement.object] == ["RUS", "TUR"]


def test_a_text_keeps_its_headers_and_its_bytes(write: Callable[..., Path]) -> None:
    folder = write()
    (text,) = read_case(folder).texts
    assert (text.title, text.published) == ("A day", dt.date(2015, 11, 24))
    assert text.raw == (folder / "texts/01-day.txt").read_bytes()


def test_the_parties_stand_in_order_of_their_ids(write: Callable[..., Path]) -> None:
    assert read_case(write()).parties == ("RUS", "TUR")


def test_the_digest_follows_the_files(write: Callable[..., Path], events: str) -> None:
    before = read_case(write()).digest
    assert read_case(write()).digest == before
    assert read_case(write(events=events.replace("trigger", "spark"))).digest != before


def test_only_events_are_needed(write: Callable[..., Path], events: str) -> None:
    folder = write(events="\n".join(events.splitlines()[:2]) + "\n\n")
    for name in ("measures.csv", "statements.csv", "texts/01-day.txt"):
        (folder / name).unlink()
    case = read_case(folder)
    assert (len(case.events), case.measures, case.statements, case.texts) == (1, (), (), ())


def test_rows_survive_a_round_trip_through_the_writer(
    write: Callable[..., Path], events: str
) -> None:
    rows = list(csv.reader(io.StringIO(events)))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    again = read_case(write(events=out.getvalue())).events
    assert again == read_case(write(events=events)).events


def test_the_checker_tells_what_a_case_holds(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(write())]) == 0
    assert "5 events, 2015-11-24 to 2016-08-09" in capsys.readouterr().out


def test_the_checker_fails_at_a_wrong_case(
    write: Callable[..., Path], events: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(write(events=events.replace(",195,", ",999,")))]) == 1
    assert "events.csv, line 2: column code" in capsys.readouterr().err


def test_the_checker_takes_the_shipped_cases_by_default(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 0
    assert all(folder.name in capsys.readouterr().out for folder in case_folders()[:1])
