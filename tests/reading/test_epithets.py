"""What a state is called by its kind means the one of that kind that was named last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading


def _pairs(reading: Reading) -> set[tuple[str, str]]:
    return {
        (str(source.id), str(target.id))
        for event in reading.events
        for source in event.source
        for target in event.target
    }


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("A Peruvian envoy met Kuwait's emir in Oman. Peru thanked the emirate.", ("PER", "KWT")),
        ("Chile told Norway and Mali of the ban. The kingdom sued Chile.", ("NOR", "CHL")),
        ("Fiji wrote to Latvia and Ghana. Fiji praised the Baltic state.", ("FJI", "LVA")),
        ("Bolivia and Cuba met in Lima. Peru sued the landlocked country.", ("PER", "BOL")),
        ("Togo wrote to Malta. Kenya accused the tiny island nation of spying.", ("KEN", "MLT")),
        ("Jordan and Qatar wrote to Togo. Togo sued the Gulf emirate.", ("TGO", "QAT")),
    ],
)
def test_a_kind_means_the_last_of_that_kind(
    read_sure: Callable[[str], Reading], text: str, pair: tuple[str, str]
) -> None:
    assert pair in _pairs(read_sure(text))


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Peru and Chile met in Oslo. The former thanked the latter.", ("PER", "CHL")),
        ("Mali wrote to Togo. The latter sued the former.", ("TGO", "MLI")),
        ("Fiji met Peru. Kenya asked the latter for help.", ("KEN", "PER")),
    ],
)
def test_the_former_and_the_latter_are_the_two_named_before(
    read_sure: Callable[[str], Reading], text: str, pair: tuple[str, str]
) -> None:
    assert pair in _pairs(read_sure(text))


@pytest.mark.parametrize(
    "text",
    [
        "Peru wrote to Chile. Mali thanked the kingdom.",  # none of the named is one
        "Peru met Norway. Mali thanked the kingdom of Mustang.",
        "Norway sued the kingdom.",  # no state does it to itself
    ],
)
def test_a_kind_that_fits_nobody_means_nobody(
    read_sure: Callable[[str], Reading], text: str
) -> None:
    thanked = {pair for pair in _pairs(read_sure(text)) if pair[0] in {"MLI", "NOR"}}
    assert thanked <= {("MLI", "None"), ("NOR", "None")}
