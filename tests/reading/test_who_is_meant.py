"""Who is meant by pronouns, numbers and silence, and what a looser parse still tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading.smoothing import smooth

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

    Read = Callable[..., Reading]


def lines(reading: Reading) -> list[str]:
    found = []
    for event in reading.events:
        left = "+".join(sorted(a.id or "-" for a in event.source))
        right = "+".join(sorted(a.id or "-" for a in event.target))
        found.append(f"{left}{'=' if event.is_reciprocal else '>'}{right} {event.code}")
    return found


@given(st.text(alphabet="On In5 June19,Malitesapologiz.", max_size=60))
def test_smoothing_moves_no_letter(text: str) -> None:
    assert len(smooth(text)) == len(text)


def test_a_date_that_a_comma_closes_already_stays_as_it_is() -> None:
    text = "On 3 March, Ghana left. In May and June it rained."
    assert smooth(text) == text


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 12 March Ghana broke off relations with Togo.", "GHA>TGO 161"),
        ("In August Ghana and Togo signed a pact with Benin.", "GHA+TGO=BEN 057"),
        ("They left, and on 9 June Ghana recalled its envoy from Togo.", "GHA>TGO 161"),
        ("On 4 June five Togolese were detained in Ghana.", "GHA>TGO 173"),
        ("Ghana apologises to Togo for the raid.", "GHA>TGO 055"),
    ],
)
def test_a_name_behind_a_date_is_no_part_of_it(text: str, expected: str, read: Read) -> None:
    assert expected in lines(read(text))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ghana's president met Togo's premier in Oslo. He then flew to Benin on Monday.",
            "GHA>BEN 042",
        ),
        (
            "Fiji shut its port to ships from Samoa and Tonga. It also expelled Kiribati's envoy.",
            "FJI>KIR 161",
        ),
        ("Kenya's president was calm. To Niger's envoy he gave a letter.", "KEN>NER 040"),
        ("Peru raided Chile. Cuba urged calm on both.", "CUB>CHL+PER 020"),
        ("Chad raided Sudan. Mali and Niger backed Chad. Ghana begged the four to stop.",
         "GHA>MLI+NER+SDN+TCD 020"),
        ("Bolivia, Peru and Chile met in Lima. Cuba thanked all three.", "CUB>BOL+CHL+PER 051"),
        ("Laos and Nepal fell out. Malian and Nigerien gunmen fought each other.", "MLI=NER 190"),
    ],
)  # fmt: skip
def test_pronouns_and_numbers_mean_those_told_of(text: str, expected: str, read: Read) -> None:
    assert expected in lines(read(text))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Botswana tired of Lesotho and has withdrawn its ambassador.", "BWA>LSO 161"),
        ("Kenya's minister wrote to his colleagues in Accra and Lomé.", "KEN>GHA+TGO 040"),
        ("Oman implored both Chad and Sudan to stop.", "OMN>SDN+TCD 025"),
        ("Norway has promised Malta 5,000 tents.", "NOR>MLT 030"),
        ("Ties between Ghana and Togo were severed in May.", "GHA=TGO 161"),
        ("Fiji shelled Samoa, a step that Tonga deplored.", "TON>FJI 111"),
        ("At the urging of Oman, Chad freed two Malian pilots.", "OMN>TCD 020"),
        ("Chad freed two Malian pilots at Oman's request.", "OMN>TCD 020"),
        ("Ghana repeated its demand that Togo withdraw.", "GHA>TGO 100"),
        ("Aid for Nepal: Laos pledged food to Nepal. Fiji sent tents, and doctors came from Cuba.",
         "FJI>NPL 073"),
        ("Aid for Nepal: Laos pledged food to Nepal. Fiji sent tents, and doctors came from Cuba.",
         "CUB>NPL 073"),
        ("Ghana says that its boat turned back and speaks of an aggression by Togo.",
         "GHA>TGO 111"),
        ("It was not a month ago that Ghana and Togo agreed on a truce.", "GHA=TGO 0356"),
    ],
)  # fmt: skip
def test_a_side_that_its_clause_leaves_out_is_found(text: str, expected: str, read: Read) -> None:
    assert expected in lines(read(text))


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Nobody in Ghana attacked Togo.",
        "Ghana's envoy, whom no one had warned, met Togo's.",
        "Ghana broke off relations, a thing that no member of NATO had done.",
    ],
)
def test_what_nobody_did_is_no_event(text: str, read: Read) -> None:
    told = lines(read(text))
    assert not [one for one in told if "190" in one or "130" in one or "NATO" in one]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana sent the Togolese envoy packing.", "GHA>TGO 161"),
        ("Ghana threw out Togo's ambassador.", "GHA>TGO 161"),
        ("Ghana would not speak to Togo.", "GHA>TGO 125"),
        ("Ghana called the offer from Togo insufficient.", "GHA>TGO 111"),
        ("Ghana dismissed the Togolese charge as a farce.", "GHA>TGO 111"),
        ("Oman's envoy went between Ghana and Togo for a year.", "OMN>GHA+TGO 045"),
        ("Oman talked Ghana and Togo out of a war.", "OMN>GHA+TGO 045"),
        ("Ghana took its frigates away from Togo.", "GHA>TGO 0873"),
        ("Ghana stopped shelling Togo.", "GHA>TGO 087"),
        ("Ghana suspended visas for Togolese.", "GHA>TGO 172"),
        ("Ghana's premier flew to Togo on Monday.", "GHA>TGO 042"),
        ("Ghana likened Togo to a thief.", "GHA>TGO 111"),
        ("Ghana shut its doors to Togo.", "GHA>TGO 124"),
        ("Ghanaian soldiers came under mortar fire from Togo.", "TGO>GHA 190"),
        ("Ghana's navy doused a Togolese boat with water cannon.", "GHA>TGO 175"),
        ("Ghana and Togo put their quarrel behind them.", "GHA=TGO 050"),
        ("Ghanaian and Togolese guards shot at one another.", "GHA=TGO 190"),
        ("Ghana and Togo have been patrolling together.", "GHA=TGO 060"),
        ("Ghana banned Togolese wine. Benin did the same with Malian wine.", "BEN>MLI 163"),
    ],
)
def test_set_phrases_tell_acts(text: str, expected: str, read: Read) -> None:
    assert expected in lines(read(text))
