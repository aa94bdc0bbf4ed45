"""Acts that stand inside a statement or an appeal say so in their trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from goodoffices.reading.explain import explanation_of

if TYPE_CHECKING:
    from conftest import Read


def told(read: Read, text: str) -> dict[str, str]:
    """Return the statement that each event of a sentence is told in, by root of the event."""
    return {e.code[:2]: json.loads(e.trace).get("told_in", "") for e in read(text).events}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "root", "stated"),
    [
        ("Kenya's president voiced concern about an attack by Sudan on Chad.", "19", "012"),
        ("Oman urged Iraq to answer after Turkey expelled the ambassador of Iraq.", "16", "02"),
        ("Oman sent condolences to Iraq after an attack by Turkey on Iraqi villages.", "19", "018"),
    ],
)
def test_an_act_inside_a_statement_or_an_appeal_names_it(
    read: Read, text: str, root: str, stated: str
) -> None:
    assert told(read, text)[root].startswith(stated)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Sudan attacked Chad on Monday.", "19"),
        ("Oman voiced concern about Iraq and expelled the ambassador of Turkey.", "16"),
        ("Peru expelled the ambassador of Chile, who had voiced concern about Lima.", "16"),
    ],
)
def test_an_act_of_its_own_is_told_in_no_statement(read: Read, text: str, root: str) -> None:
    assert told(read, text)[root] == ""


@pytest.mark.model
def test_the_explanation_names_the_statement_that_tells_an_act(read: Read) -> None:
    reading = read("Kenya's president voiced concern about an attack by Sudan on Chad.")
    event = next(e for e in reading.events if e.code.startswith("19"))
    reasons = {reason.part: reason.found for reason in explanation_of(event).reasons}
    assert reasons["Told in"].startswith("012 ")


@pytest.mark.model
def test_to_agree_with_somebody_that_something_should_be_is_an_opinion(read: Read) -> None:
    reading = read("Peru agreed with Chile that poor farmers should pay less.")
    assert {e.code for e in reading.events} == {"019"}
    assert {e.code for e in read("Peru agreed with Chile to build a bridge.").events} == {"030"}
