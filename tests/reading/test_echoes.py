"""What refers back to an act or to the two a text is about, without naming them again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from goodoffices.reading.story import find_protagonists

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

    Read = Callable[..., Reading]


def lines(reading: Reading) -> list[str]:
    found = []
    for event in reading.events:
        left = "+".join(a.id or "-" for a in event.source)
        right = "+".join(a.id or "-" for a in event.target)
        found.append(f"{left}{'=' if event.is_reciprocal else '>'}{right} {event.code}")
    return found


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru imposed sanctions on Chile in March. The sanctions were lifted in May.",
         "PER>CHL 085"),
        ("The ban that Ghana placed on Togo in March was lifted yesterday, Oman says.",
         "GHA>TGO 085"),
        ("Laos arrested two Thai fishermen. The two were released on Sunday.", "LAO>THA 0841"),
        ("Kenya recalled its ambassador from Uganda. The step was deplored by Tanzania.",
         "TZA>KEN 111"),
        ("Peru expelled the ambassador of Chile. So did Bolivia.", "BOL>CHL 161"),
        ("Peru expelled the ambassador of Chile. Chile did the same.", "CHL>PER 161"),
        ("Ghana recalled its ambassador from Togo, and Benin followed suit.", "BEN>TGO 161"),
    ],
)  # fmt: skip
def test_an_act_told_before_lends_its_sides(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Peru imposed sanctions on Chile. The curfew in Lagos was lifted.", "PER>CHL 085"),
        ("Peru imposed sanctions on Chile. The sanctions were lifted by Oman.", "PER>CHL 085"),
        ("Peru expelled the ambassador of Chile. Bolivia did not do the same.", "BOL>CHL 161"),
    ],
)
def test_what_is_told_otherwise_lends_nothing(read: Read, text: str, unwanted: str) -> None:
    assert unwanted not in lines(read(text))


ABOUT_TWO = (
    "Mali and Chad have much in common. The harvest of Mali was poor. Rain fell in Chad. "
    "Prices rose in Mali. Chad built a road. {}"
)


@pytest.mark.model
@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("Mali rejected the demand.", "MLI>TCD 120"),
        ("Chad closed its border.", "TCD>MLI 172"),
        ("The bloc ECOWAS met. It imposed sanctions on the country of Mali.", "ECOWAS>MLI 163"),
    ],
)
def test_the_two_that_a_text_is_about_stand_opposite(read: Read, last: str, expected: str) -> None:
    assert expected in lines(read(ABOUT_TWO.format(last)))


@pytest.mark.model
@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("Mali spoke of a betrayal.", "MLI>TCD 111"),
        ("Chad turned off the gas.", "TCD>MLI 163"),
        ("Mali has kept its side of the border closed.", "MLI>TCD 172"),
        ("Chad sent more soldiers to the frontier.", "TCD>MLI 154"),
        ("In May Mali relented.", "MLI>TCD 080"),
        ("On Sunday three Malians were detained at the market.", "TCD>MLI 173"),
        ("Mali was warned, and the Chadian forces were withdrawn.", "TCD>MLI 0873"),
        ("Officials of both sides bargained in Accra.", "MLI=TCD 046"),
        ("Oman stepped in.", "OMN>TCD+MLI 045"),
        ("Ghana helped the two sides along.", "GHA>TCD+MLI 045"),
        ("Oman recommended that both stay calm.", "OMN>TCD+MLI 020"),
    ],
)
def test_acts_against_the_other_of_the_two_need_no_name(
    read: Read, last: str, expected: str
) -> None:
    found = lines(read(ABOUT_TWO.format(last)))

    assert any(line in found for line in (expected, _swapped(expected))), found


def _swapped(line: str) -> str:
    """Return a line with two that act or suffer together in the other order."""
    return line.replace("TCD+MLI", "MLI+TCD").replace("MLI=TCD", "TCD=MLI")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru forbade all Bolivians to leave.", "PER>BOL 172"),
        ("Peru forbade ships to load Bolivian ore.", "PER>BOL 172"),
        ("Kenya announced an end to visas for Ugandans.", "KEN>UGA 163"),
        ("Kenya, Ghana and Togo announced a pact.", "KEN=GHA+TGO 050"),
        ("Laos tore up its contract with Nepal.", "LAO>NPL 166"),
        ("Peru gave Chile two days to withdraw.", "PER>CHL 139"),
        ("Peru says that Chile finances rebels.", "PER>CHL 112"),
        ("Ghana stood down its troops on the border with Togo.", "GHA>TGO 087"),
        ("Ghana took back its threat against Togo.", "GHA>TGO 080"),
        ("Ghana waved away a warning from Togo.", "GHA>TGO 120"),
        ("Ghana threw out an offer by Togo.", "GHA>TGO 120"),
        ("Ghana hinted at reprisals against Togo.", "GHA>TGO 131"),
        ("Nepal dropped bombs on a post in Laos.", "NPL>LAO 195"),
        ("Ghana took umbrage at the words of Togo's president.", "GHA>TGO 111"),
        ("Ghana intercepted a Togolese tanker.", "GHA>TGO 171"),
        ("Kenya took in four hundred Ugandans.", "KEN>UGA 075"),
        ("Kenya's president dined with the president of Uganda.", "KEN=UGA 040"),
        ("Kenya's president paid Uganda a visit.", "KEN>UGA 042"),
        ("Oman persuaded Ghana and Togo to meet.", "OMN>GHA+TGO 045"),
        ("Oman smoothed over the dispute between Ghana and Togo.", "OMN>GHA+TGO 045"),
        ("Ghana denied that it had attacked Togo.", "GHA>TGO 016"),
        ("Ghana charged Togo with interference.", "GHA>TGO 112"),
        ("Togo was praised by Ana Sossou, chairperson of the Commission of the African Union.",
         "AU>TGO 051"),
        ("Peru, Chile and Cuba met. Oman accused the three partners of fraud.",
         "OMN>PER+CHL+CUB 112"),
    ],
)  # fmt: skip
def test_ways_to_tell_an_act(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


@pytest.mark.model
def test_what_one_is_accused_of_is_no_act(read: Read) -> None:
    text = "Peru says that Chile trains rebels on the border."

    assert not [line for line in lines(read(text)) if line.startswith("CHL")]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mali was at odds with its neighbour. The army shelled a village in Niger.",
         "MLI>NER 194"),
        ("Mali lost its patience in May. The foreign ministry expelled Niger's ambassador.",
         "MLI>NER 161"),
        ("Mali lost its patience. The authorities detained two Chadians.", "MLI>TCD 173"),
    ],
)  # fmt: skip
def test_the_army_is_that_of_the_state_last_told_of(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


def test_no_two_are_protagonists_where_a_third_is_named_as_often() -> None:
    assert find_protagonists(Counter(PER=5, CHL=4, BOL=4)) is None


def test_who_is_named_twice_only_is_no_protagonist() -> None:
    assert find_protagonists(Counter(PER=9, CHL=2)) is None


@pytest.mark.model
def test_an_organisation_is_no_country(read: Read) -> None:
    text = "Togo has a new parliament. After the vote the African Union lauded the country."

    assert "AU>TGO 051" in lines(read(text))


@pytest.mark.model
def test_the_organisation_is_the_last_one_named(read: Read) -> None:
    text = "The African Union met in May. The organisation condemned Togo."

    assert "AU>TGO 111" in lines(read(text))
