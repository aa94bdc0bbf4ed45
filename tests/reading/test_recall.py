"""Sides and acts that a looser sentence still tells; one cause a line, in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.ontology import act
from goodoffices.reading import folded_code
from goodoffices.reading.language import guess_language
from goodoffices.reading.triggers import trigger_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

    Read = Callable[..., Reading]


def lines(reading: Reading) -> list[str]:
    found = []
    for event in reading.events:
        left = "+".join(a.id or "-" for a in event.source)
        right = "+".join(a.id or "-" for a in event.target)
        sign = "=" if event.is_reciprocal else ">"
        found.append(f"{left}{sign}{right} {folded_code(event.code, event.modality)}")
    return found


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On a visit to Oman, Kenyan President Ann Otieno thanked Ghana.", "KEN>GHA 051"),
        ("Fiji withdrew its monitors from the Chad-Niger border.", "FJI>TCD+NER 166"),
        ("President Mandela phoned Nepal's king on Monday.", "ZAF>NPL 041"),
        ("Two Danes were arrested in Laos on Monday.", "LAO>DNK 173"),
        ("The FBI returned a stolen statue to Nepal on Monday.", "USA>NPL 084"),
        ("Ecowas praised Gambia on Monday.", "ECOWAS>GMB 051"),
        ("Latvian officials said they will release two Estonian sailors.", "LVA>EST 0353"),
        ("Norway sent a team of experts to Malta to investigate the fire.", "NOR>MLT 090"),
        ("Peru reduced tariffs on Chilean wine on Monday.", "PER>CHL 085"),
        ("Oman's main dockers' union called off a strike over pay.", "OMN> 080"),
        ("Bolivian teachers went on strike over pay on Monday.", "BOL> 143"),
        ("A jailed Cuban dissident began a hunger strike.", "CUB> 142"),
        ("Reuters ACCRA (Reuters) -- Ghana thanked Togo on Monday.", "GHA>TGO 051"),
        ("Chad imposed a blockade on Niger on Monday.", "TCD>NER 191"),
        ("Ghana became the second state to break off relations with Benin.", "GHA>BEN 161"),
        ("Algeria's decision to sever ties with Mali took effect.", "DZA>MLI 161"),
        ("Fiji, citing the cost, turned down a Tongan request.", "FJI>TON 120"),
        ("Two Lao students held in Kenya were freed on Monday.", "KEN>LAO 0841"),
        ("Three Cuban nurses died in an attack by Haitian rebels.", "HTI>CUB 190"),
        ("Dozens of protesters gathered outside the Danish embassy in Lima.", "PER>DNK 141"),
        ("Peru removed Chilean companies from its list of terrorist sponsors.", "PER>CHL 085"),
        ("Bolivia pulled out of talks with Peru on Monday.", "BOL>PER 164"),
        ("Heavy clashes broke out between Malian and Nigerien troops.", "MLI=NER 190"),
        ("Gunmen from Chad killed two Cameroonian farmers.", "TCD>CMR 190"),
        ("Tanks from Kenya rolled into Somalia on Monday.", "KEN>SOM 192"),
        ("Two Fijian diplomats were ordered to leave Samoa.", "WSM>FJI 161"),
        ("Norway said Denmark had violated its airspace.", "NOR>DNK 111"),
        ("Gabon sent back hundreds of Togolese on Monday.", "GAB>TGO 174"),
        ("Malta bought two ferries from Greece.", "MLT>GRC 061"),
        ("Iranian hackers attacked a Jordanian bank.", "IRN>JOR 170"),
        ("Ghana and Togo however have condemned Benin.", "GHA+TGO>BEN 111"),
        ("Chad's president says it will begin a new raid on Niger.", "TCD>NER 138"),
        ("Peru condemned the Bogota bombing on Monday.", "PER>COL 111"),
        ("A Danish court found a Swedish banker guilty of theft.", "DNK>SWE 116"),
        ("Kenya expelled the Ugandan monitors on Monday.", "KEN>UGA 166"),
        ("Togo agreed to a ceasefire with Benin.", "TGO=BEN 0356"),
        ("Fiji pledged support for Tonga on Monday.", "FJI>TON 051"),
        ("Peru and Chile hand over boats to Haiti.", "PER+CHL>HTI 070"),
        ("Ten Danish instructors arrived in Mali to train its army.", "DNK>MLI 062"),
    ],
)
def test_a_looser_sentence_is_read(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Chile offered condolences over a fire in Lima that killed ten people.", "193"),
        ("Chile offered condolences over an attack in Lima.", "190"),
        ("Peru voiced doubts about allegations that Chile had bombed Bolivia.", "195"),
        ("Togo's president called his Ghanaian counterpart on Monday to assure him.", "020"),
        ("A Fijian group claimed responsibility for an attack in Samoa.", "190"),
        ("Peru is worried about the fighting: its fear over clashes in Chile grew.", "190"),
        ("Cuba sent a message of condolence to Haiti.", "040"),
        ("Togo's leader called Benin's envoy a very rude man.", "041"),
        ("Peru's minister voiced pessimism over holding talks with Chile.", "046"),
        ("Malta's forum, which it hosts with Cyprus, praised nobody.", "043"),
        ("Gabon's National Security Council met on Monday.", "UNSC"),
    ],
)
def test_what_is_only_mentioned_is_no_act(read_sure: Read, text: str, unwanted: str) -> None:
    assert not [line for line in lines(read_sure(text)) if unwanted in line]


def test_a_short_english_sentence_is_english() -> None:
    assert guess_language("Fiji says it will not accept returned miners.") == "en"
    assert guess_language("Gabon hit Togo. Lomé sent no troops. Its boats hit back.") == "en"
    assert guess_language("El ministro de Togo no viajó a Lima.") == "es"
    assert guess_language("Le ministre a signé.") == "fr"
    assert guess_language("Die Minister trafen sich am Montag.") == "de"


def test_every_row_of_the_table_of_acts_has_a_code_that_exists() -> None:
    rows = {row for found in trigger_rows().values() for row in found}
    codes = {code for row in rows for code in (row.code, row.code_by_others) if code}
    assert {act(code).code for code in codes} == codes
