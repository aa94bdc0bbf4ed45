"""Sides and acts that a looser sentence still tells; one cause a line, in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.reading import folded_code
from goodoffices.reading.language import guess_language

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
        ("Malta's forum, which it hosts with Cyprus, praised nobody.", "043"),
        ("Gabon's National Security Council met on Monday.", "UNSC"),
    ],
)
def test_what_is_only_mentioned_is_no_act(read: Read, text: str, unwanted: str) -> None:
    assert not [line for line in lines(read(text)) if unwanted in line]


def test_a_short_english_sentence_is_english() -> None:
    assert guess_language("Fiji says it will not accept returned miners.") == "en"
