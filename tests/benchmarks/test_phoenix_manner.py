"""How our events are written in the manner of Phoenix and PETRARCH, on our own sentences."""

from __future__ import annotations

import datetime as dt

import pytest
from bench_reader import Raw
from phoenix_actors import phoenix_place, phoenix_sector
from reader_ours import open_ours


@pytest.mark.parametrize(
    ("role", "words", "sector"),
    [
        ("GOV", "Chile's defence minister", "GOVMIL"),
        ("GOV", "Chile's foreign minister", "GOV"),
        ("GOV", "the ministry of agriculture of Chile", "GOVAGR"),
        ("REB", "Somali militants", "UAF"),
        ("REB", "Somali rebels", "REB"),
        ("CVL", "Danish nurses", "HLH"),
        ("MIL", "Peruvian tanks", ""),
        ("CVL", "a refinery in Oman", ""),
        ("MIL", "Omani forces", ""),
        ("MIL", "the armed forces of Oman", "MIL"),
        ("GOV", "Omani officials", ""),
        ("GOV", "an Omani government official", "GOV"),
        ("GOV", "the Omani leader Sultan Qaboos", "GOV"),
        ("", "Wellington Merchant Bridge", ""),
    ],
)
def test_the_words_for_an_actor_decide_its_sector(role: str, words: str, sector: str) -> None:
    assert phoenix_sector(role, words) == sector


def test_a_place_with_a_code_of_its_own_keeps_it() -> None:
    assert phoenix_place("PSE", "Gaza City") == "PSEGZA"
    assert phoenix_place("EGY", "Cairo") == "EGY"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "cameo", "petr"),
    [
        ("Peru will supply arms to Chile.", "PER 033 CHL", "PER 072 CHL"),
        ("Peru has agreed to lift the sanctions on Chile.", "PER 0354 CHL", "PER 085 CHL"),
        ("Peru wants to attack Chile.", "PER 138 CHL", "PER 138 CHL"),
        ("Peru said it would free pilots of Chile.", "PER 0353 CHL", "PER 0353 CHL"),
        ("Peru will attack Chile.", "PER 138 CHL", "PER 138 CHL"),
    ],
)
def test_what_will_be_done_is_coded_in_the_manner_of_the_gold(
    text: str, cameo: str, petr: str
) -> None:
    reader = open_ours()
    day = dt.date(2016, 1, 1)
    for manner, expected in (("cameo", cameo), ("petr", petr)):
        (events,) = reader.code([Raw(text=text, day=day, manner=manner)])  # type: ignore[arg-type]
        assert [f"{e.source[:3]} {e.code} {e.target[:3]}" for e in events] == [expected]


@pytest.mark.model
def test_an_attack_that_is_only_charged_is_coded_as_the_charge() -> None:
    text = "Kenya's government said Somali rebels attacked Kenyan soldiers."
    (events,) = open_ours().code([Raw(text=text, day=dt.date(2016, 1, 1))])
    assert [(e.source, e.code, e.target) for e in events] == [("KENGOV", "112", "SOMREB")]


@pytest.mark.model
def test_a_noun_beside_a_verb_of_the_same_two_gives_no_event_of_its_own() -> None:
    text = "Norway's minister held talks with Sweden's president during a visit to Stockholm."
    reader, day = open_ours(), dt.date(2016, 1, 1)
    (all_told,) = reader.code([Raw(text=text, day=day)])
    (by_verbs,) = reader.code([Raw(text=text, day=day, manner="petr")])
    assert {e.code for e in all_told} > {e.code for e in by_verbs} == {"046"}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Norway's minister met with Sweden's president.", {"NOR 040 SWE"}),
        ("Norway and Sweden met in Oslo.", {"NOR 040 SWE", "SWE 040 NOR"}),
        ("Norway held talks with Sweden.", {"NOR 046 SWE", "SWE 046 NOR"}),
        ("Norway's minister will not meet Sweden's president.", {"NOR 125 SWE"}),
    ],
)
def test_a_meeting_is_coded_one_way_and_talks_both_ways(text: str, rows: set[str]) -> None:
    (events,) = open_ours().code([Raw(text=text, day=dt.date(2016, 1, 1), manner="petr")])
    assert {f"{e.source[:3]} {e.code} {e.target[:3]}" for e in events} == rows
