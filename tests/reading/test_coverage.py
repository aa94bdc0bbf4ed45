"""Ways to tell an act and constructions around it: in our own words, and a sample of the bench."""

from __future__ import annotations

import importlib
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from goodoffices.reading import folded_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodoffices.reading import Reader, Reading

    Read = Callable[..., Reading]

BENCH = Path(__file__).resolve().parents[2] / "benchmarks" / "reading"
FLOORS = {
    "active": 0.75, "after or before -ing": 0.6, "cleft": 0.75, "first act": 0.75,
    "noun with by": 0.85, "noun with owner": 0.85, "participle clause": 0.75,
    "passive with agent": 0.6, "reported": 0.85, "second act": 0.7, "time clause": 0.85,
}  # fmt: skip
"""The least share of pair and root found in the sample, a tenth under the measured ones."""
MOST_DENIED_AS_DONE = 0.1
ONE_IN = 3


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
        ("Having lifted its ban on Peruvian fish, Chile turned to wine.", "CHL>PER 085"),
        ("It was Kenya that recalled its envoy from Chad, the daily wrote.", "KEN>TCD 161"),
        ("Togo is worried about Benin's plans.", "TGO>BEN 012"),
        ("Officials said that Peru had frozen aid to Haiti.", "PER>HTI 162"),
        ("Fiji engaged in talks with Tonga.", "FJI=TON 046"),
        ("Peru took in Haitian refugees.", "PER>HTI 075"),
        ("Norway's monitors were withdrawn from Chad.", "NOR>TCD 166"),
        ("A Danish banker was convicted of fraud by an Icelandic court.", "ISL>DNK 116"),
        ("Prices fell after the ban on wheat from Chad by Niger.", "NER>TCD 163"),
        ("Oman announced plans to reopen its embassy in Mali.", "OMN>MLI 032"),
        ("Peru decided to lift its embargo on Chile.", "PER>CHL 085"),
        ("Ghana, for its part, frowned on Togo's policy.", "GHA>TGO 110"),
        ("Malta came to Cyprus's aid after the storm.", "MLT>CYP 070"),
        ("Laos gave Nepal the cold shoulder.", "LAO>NPL 120"),
        ("Peru buried the hatchet with Chile.", "PER=CHL 057"),
        ("Fiji poured scorn on Samoa.", "FJI>WSM 111"),
        ("Kenya's closure of its embassy in Oman surprised many.", "KEN>OMN 161"),
        ("Togo told Benin to act.", "TGO>BEN 100"),
        ("Haiti tried to kill Cuba's president.", "HTI>CUB 185"),
        ("Peru provided Chile with tanks.", "PER>CHL 072"),
        ("Chad's demand for an apology from Niger came late.", "TCD>NER 102"),
        ("Oman helped Kenya and Chad settle the dispute.", "OMN>KEN+TCD 045"),
    ],
)
def test_a_way_to_tell_an_act_is_read(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "There were calls for Kenya to recall its envoy from Chad.",
        "Kenya stopped short of recalling its envoy from Chad.",
        "Chile denied that it had frozen aid to Peru.",
        "The row between Fiji and Tonga is old.",
    ],
)
def test_what_is_called_for_or_left_undone_is_not_told_as_done(read_sure: Read, text: str) -> None:
    assert not [e for e in read_sure(text).events if e.modality in {"actual", "historical"}]


@pytest.fixture(scope="module")
def bench() -> Iterator[Any]:
    sys.path.insert(0, str(BENCH))
    try:
        yield importlib.import_module("score_coverage")
    finally:
        sys.path.remove(str(BENCH))


@pytest.mark.model
def test_no_construction_falls_below_its_floor(bench: Any, reader: Reader) -> None:
    items = [
        item
        for item in bench.make_items(1)
        if item.frame.construction in FLOORS or item.frame.gold == "none"
    ]
    shares: dict[str, list[bool]] = defaultdict(list)
    for item in items:
        if bench.digest(item.text) % ONE_IN:
            continue
        name = "denied" if item.frame.gold == "none" else item.frame.construction
        shares[name].append(bench.score_item(reader, item).is_found)
    figures = {name: sum(found) / len(found) for name, found in shares.items()}
    assert {n: round(f, 2) for n, f in figures.items() if f < FLOORS.get(n, 0)} == {}
    assert figures["denied"] >= 1 - MOST_DENIED_AS_DONE
