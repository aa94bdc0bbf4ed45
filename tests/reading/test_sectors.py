"""What an agent is beside whose it is: clergy, spies, gangs, private bodies, the opposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

    Read = Callable[..., Reading]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Croatian Catholic bishops condemned Serbia on Friday.", ("HRV", "REL")),
        ("The Moroccan secret service accused Algeria on Friday.", ("MAR", "SPY")),
        ("Ecuadorean gangs threatened Colombia on Friday.", ("ECU", "CRM")),
        ("Bolivian trade unions condemned Chile on Friday.", ("BOL", "LAB")),
        ("Gabonese opposition leader Jean Ping accused France on Friday.", ("GAB", "OPP")),
        ("Estonian public television accused Russia on Friday.", ("EST", "MED")),
        ("A Czech carmaker accused China on Friday.", ("CZE", "BUS")),
        ("Angolan rebel leaders accused Zambia on Friday.", ("AGO", "REB")),
        ("A Danish rights group accused Egypt on Friday.", ("DNK", "NGO")),
        ("Amnesty International accused Eritrea on Friday.", ("AMNESTY", "NGO")),
        ("The Spanish army accused Morocco on Friday.", ("ESP", "MIL")),
    ],
)
def test_the_noun_tells_the_sector_of_an_agent(
    read: Read, text: str, expected: tuple[str, str]
) -> None:
    sources = {(a.id or "", a.role) for event in read(text).events for a in event.source}
    assert sources == {expected}
