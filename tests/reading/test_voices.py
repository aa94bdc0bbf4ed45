"""Who "we" and "I" are in words that somebody is quoted with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

    Read = Callable[..., Reading]

pytestmark = pytest.mark.model


def lines(reading: Reading) -> list[str]:
    return [
        f"{'+'.join(a.id or '-' for a in e.source)}>{'+'.join(a.id or '-' for a in e.target)} "
        f"{e.code}"
        for e in reading.events
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We have closed our border with Chad," said the foreign minister of Mali.',
         "MLI>TCD 172"),
        ('"We have recalled our ambassador from Chad," Mali\'s president told reporters.',
         "MLI>TCD 161"),
        ('Mali\'s president spoke. He said: "Talks failed. We expelled two Chadian diplomats."',
         "MLI>TCD 161"),
    ],
)  # fmt: skip
def test_we_is_the_state_that_is_spoken_for(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


@pytest.mark.parametrize(
    "text",
    [
        '"We have closed our shop to Chad," said a trader in Mali.',
        '"We have banned goods from Chad," said a farmer. Mali\'s president was silent.',
        "Mali's president said so in May.\n\nWe have expelled two Chadian diplomats.",
    ],
)
def test_we_of_private_persons_or_of_the_writer_is_no_state(read: Read, text: str) -> None:
    assert not [line for line in lines(read(text)) if line.startswith("MLI")]


def test_who_gives_up_a_plan_to_attack_yields(read: Read) -> None:
    assert "MLI>TCD 087" in lines(read("Mali abandoned its plan to attack Chad."))
