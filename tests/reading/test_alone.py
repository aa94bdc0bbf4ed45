"""Acts whose target the text does not name: they count, but are never given a made-up one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.reading import folded_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

    Read = Callable[..., Reading]


def alone(reading: Reading) -> list[tuple[str, str]]:
    return [
        ("+".join(a.id or "-" for a in event.source), folded_code(event.code, event.modality))
        for event in reading.events
        if not event.target
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fiji's prime minister resigned on Monday after a vote.", ("FJI", "083")),
        ("The president of Malawi has agreed to resign.", ("MWI", "035")),
        ("Kenyan authorities have launched an investigation into 20 companies.", ("KEN", "090")),
        ("Zambia said it will not lift the ban before the winter.", ("ZMB", "1244")),
        ("Latvia test-fired a missile on Monday.", ("LVA", "150")),
        ("Togo's army broke the ceasefire near the river.", ("TGO", "196")),
    ],
)
def test_an_act_of_one_named_actor_is_read(
    read: Read, text: str, expected: tuple[str, str]
) -> None:
    assert expected in alone(read(text))


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Cuba declined to comment on the matter.",
        "Nepal's president expressed condolences over the loss of life.",
        "The plane that Oman bought last year was sold when its minister resigned a contract.",
        "Peru rejected accusations that it had kept the money.",
        "Laos called for calm.",
    ],
)
def test_remarks_and_asides_are_no_acts_of_one_actor(read: Read, text: str) -> None:
    assert not [code for _, code in alone(read(text)) if code >= "02"]


@pytest.mark.model
def test_an_act_without_a_target_repeats_one_that_named_it(read: Read) -> None:
    reading = read(
        "Latvia opened an inquiry into Estonia on Monday. Latvia opened the inquiry at noon."
    )
    assert [e.code for e in reading.events] == ["090"]


@pytest.mark.model
def test_what_is_alone_says_so_and_is_believed_less(read: Read) -> None:
    event = read("Latvia test-fired a missile on Monday.").events[0]
    assert event.what.startswith("Latvia -> nobody named")
    assert '"whom it concerns is not named"' in event.trace
