"""What a text says of standing relations, and what it only hopes for or denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.reading.slots import compile_slots

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

Row = tuple[str, int, str, str]


def _told(reading: Reading) -> list[Row]:
    return [
        (
            one.kind,
            one.polarity,
            " ".join(str(actor.id) for actor in one.subject),
            " ".join(str(actor.id) for actor in one.object),
        )
        for one in reading.statements
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Togo has good relations with Benin and Niger.", ("friendship", 1, "TGO", "BEN NER")),
        ("Relations between Togo and Benin remain icy.", ("friendship", -1, "TGO", "BEN")),
        ("Togo is no longer a friend of Benin.", ("friendship", -1, "TGO", "BEN")),
        ("Togo and Benin share a long history.", ("culture_history", 1, "TGO", "BEN")),
        ("Togo is an ally of Benin.", ("alliance", 1, "TGO", "BEN")),
        (
            "Togo was elected to a seat on the Security Council.",
            ("standing", 1, "TGO", "UNSC"),
        ),
        (
            "Togo lost the vote for a seat on the Security Council.",
            ("standing", -1, "TGO", "UNSC"),
        ),
        ("Togo is respected as a mediator.", ("mediation_record", 1, "TGO", "")),
        (
            "Togo's effort to mediate between Benin and Niger failed.",
            ("mediation_record", -1, "TGO", "BEN NER"),
        ),
        ("The embargo on Niger has hurt traders in Togo.", ("sanctions_harm", -1, "TGO", "NER")),
        (
            "Togo has suffered because of the blockade of Niger.",
            ("sanctions_harm", -1, "TGO", "NER"),
        ),
        ("Togo and Benin face the threat of piracy.", ("shared_threat", 1, "TGO BEN", "")),
        ("Togo remains neutral between Benin and Niger.", ("neutrality", 1, "TGO", "BEN NER")),
        ("Togo is not neutral.", ("neutrality", -1, "TGO", "")),
        ("Togo is at odds with Benin over a dam.", ("rift", -1, "TGO", "BEN")),
        ("Togo and Benin quarrel over a dam.", ("rift", -1, "TGO", "BEN")),
        ("Tensions between Togo and Benin remain high.", ("rift", -1, "TGO", "BEN")),
        ("There is little trust between Togo and Benin.", ("friendship", -1, "TGO", "BEN")),
        ("Togo is seen as an honest mediator.", ("mediation_record", 1, "TGO", "")),
        ("Few accept Togo as a mediator.", ("mediation_record", -1, "TGO", "")),
        ("Togo refuses to choose between Benin and Niger.", ("neutrality", 1, "TGO", "BEN NER")),
        (
            "Togo has taken Benin's side against Niger.",
            ("neutrality", -1, "TGO", "BEN NER"),
        ),
        (
            "Neither Togo nor Benin is safe from pirates.",
            ("shared_threat", 1, "TGO BEN", ""),
        ),
        (
            "Because of the embargo on Niger, Togo has lost its best market.",
            ("sanctions_harm", -1, "TGO", "NER"),
        ),
    ],
)
def test_a_standing_relation_is_told_with_its_sides(
    read: Callable[..., Reading], text: str, row: Row
) -> None:
    assert row in _told(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Togo hopes for good relations with Benin.",
        "Togo denied that it has close ties with Benin.",
        "Togo called for warm relations between Benin and Niger.",
        "If Togo and Benin were friends, they would meet.",
        "Togo wants a seat on the Security Council.",
        "The embargo on Niger has not hurt traders in Togo.",
        "A museum in Togo shows the history of Benin.",
    ],
)
def test_hopes_denials_and_names_tell_nothing(read: Callable[..., Reading], text: str) -> None:
    assert _told(read(text)) == []


def test_leaders_are_friends_for_their_states(read: Callable[..., Reading]) -> None:
    text = "Barack Obama and David Cameron are old friends."
    assert ("personal_ties", 1, "USA", "GBR") in _told(read(text))


def test_both_means_the_two_states_in_focus(read: Callable[..., Reading]) -> None:
    text = "The rift between Togo and Benin is deep. Both face the threat of drought."
    assert ("shared_threat", 1, "BEN TGO", "") in _told(read(text))


def test_harm_to_others_names_the_sides_of_the_quarrel(read: Callable[..., Reading]) -> None:
    text = "The feud between Togo and Benin goes on. Sanctions hurt neighbours as well."
    assert ("sanctions_harm", -1, "", "BEN TGO") in _told(read(text))


def test_a_pattern_asks_for_slots_and_gaps() -> None:
    pattern = compile_slots("{A}{2} trust {B}")
    match = pattern.search(" @0s have long trust @1s and @2s . ")
    assert match is not None
    assert match["a"] == "@0s"
    assert match["b"] == "@1s and @2s"
    assert pattern.search(" @0s do not yet fully trust @1s ") is None
