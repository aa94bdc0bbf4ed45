"""Whom a text means by what it told before: the two sides, its guest, an offer, an earlier name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

    Read = Callable[..., Reading]

pytestmark = pytest.mark.model


def lines(reading: Reading) -> list[str]:
    found = []
    for event in reading.events:
        left = "+".join(a.id or "-" for a in event.source)
        right = "+".join(a.id or "-" for a in event.target)
        via = "".join(f" via {a.id}" for a in event.via)
        found.append(f"{left}{'=' if event.is_reciprocal else '>'}{right} {event.code}{via}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Togo and Benin have quarrelled for years. Rain fell in May. Nobody spoke of it. "
                "The harvest was poor. The two armies clashed in June."
            ),
            "BEN=TGO 190",
        ),
        ("Togo and Benin quarrelled. The two allies agreed on a hotline.", "BEN=TGO 030"),
        (
            "Togo and Benin quarrelled. Patrols of the two countries exchanged fire.",
            "BEN=TGO 190",
        ),
        ("Togo and Benin quarrelled. Ghana invited the adversaries.", "GHA>BEN+TGO 036"),
        (
            "Togo and Benin quarrelled. Ghana's president received both of them.",
            "GHA>BEN+TGO 043",
        ),
    ],
)
def test_two_who_were_named_together_are_meant_by_the_two(
    read: Read, text: str, expected: str
) -> None:
    assert expected in lines(read(text))


def test_who_receives_two_others_is_no_side_of_their_quarrel(read: Read) -> None:
    told = read(
        "Togo and Benin signed a truce. The president of Ghana received the ministers of Togo and "
        "Benin. Togo is to pull back its troops."
    )
    assert "TGO>BEN 0873" in lines(told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The accord was signed by Ana Rojas of Bolivia and Luis Paz of Peru.", "BOL=PER 057"),
        ("Ana Rojas of Bolivia came to Lima. Ms Rojas accused Peru of lies.", "BOL>PER 112"),
        ("Ban Ki-moon praised Togo on Monday.", "UN>TGO 051"),
        ("Barack Obama's administration accused Togo of lies.", "USA>TGO 112"),
    ],
)
def test_a_person_acts_for_whom_the_text_or_the_day_says(
    read: Read, text: str, expected: str
) -> None:
    assert expected in lines(read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana offered Togo and Benin an envoy. Togo accepted the offer.", "TGO>GHA 080"),
        ("Ghana invited Togo. Togo accepted at once.", "TGO>GHA 080"),
        ("Ghana asked Togo and Benin to meet in Accra. Benin rejected the idea.", "BEN>GHA 120"),
        (
            (
                "The president of Togo was received by Ghana's president. "
                "The visitor thanked the Ghanaian army."
            ),
            "TGO>GHA 051",
        ),
        (
            "The president of Togo was received by Ghana's president. He invited his host to Lomé.",
            "TGO>GHA 036",
        ),
    ],
)
def test_offers_guests_and_hosts_are_remembered(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


def test_him_is_not_the_subject_of_its_own_clause(read: Read) -> None:
    told = read("Ana Rojas of Bolivia waited for Luis Paz of Peru. He met her in Quito.")
    assert lines(told) == ["BOL=PER 040"]


def test_that_country_is_not_the_subject_of_its_own_clause(read: Read) -> None:
    assert "KEN>TZA 162" in lines(
        read("When Tanzania closed the lake, Kenya suspended part of its aid to that country.")
    )


def test_a_private_person_hides_the_person_named_before(read: Read) -> None:
    told = read(
        "Ana Rojas of Bolivia spoke first. A nurse listened to them. She blamed the Peruvians."
    )
    assert lines(told) == []


def test_what_was_brokered_is_also_an_act_of_its_parties(read: Read) -> None:
    told = lines(read("Ghana brokered a truce between Togo and Benin on Monday."))
    assert told == ["GHA>TGO+BEN 045", "TGO=BEN 0871 via GHA"]


def test_each_of_three_has_met_each_other(read: Read) -> None:
    assert lines(read("The ministers of Togo, Benin and Ghana met on Monday.")) == [
        "BEN=GHA 040",
        "TGO=BEN+GHA 040",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks between Togo and Benin collapsed on Monday.", "TGO=BEN 164"),
        ("Togo and Benin promised each other calm on the border.", "TGO=BEN 030"),
        ("An American offer to mediate between Togo and Benin was made.", "USA>TGO+BEN 039"),
        ("Togo pays Benin compensation of 20 million dollars.", "TGO>BEN 070"),
        ("Togo and Benin have put their names to a treaty.", "TGO=BEN 057"),
        ("Togo contradicted Benin within hours.", "TGO>BEN 111"),
        ("Togo froze the assets of Benin on Monday.", "TGO>BEN 163"),
        ("Ghana's minister flew to Lomé and then to Abuja on Monday.", "GHA>TGO+NGA 042"),
        ("Ghana, the host of both, mediated between Togo and Benin.", "GHA>TGO+BEN 045"),
        ("Ghana met Mali, and Togo and Benin agreed to resume talks.", "TGO=BEN 036"),
    ],
)
def test_more_ways_to_tell_an_act(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Togo and Benin quarrelled. Togo insisted that the ban would stay.",
        "Togo and Benin quarrelled. The fishermen of the two countries sell each other nets.",
    ],
)
def test_no_act_of_a_state(read: Read, text: str) -> None:
    assert lines(read(text)) == []


def test_an_accuser_is_none_of_the_two_accused(read: Read) -> None:
    told = read(
        "Togo, Benin and Ghana met. Togo and Benin quarrelled with Ghana. "
        "Benin accused the two countries of lies."
    )
    assert "BEN>GHA+TGO 112" in lines(told)


def test_whose_army_tells_whose_neighbour(read: Read) -> None:
    told = read("Togo and Benin quarrelled. Togo shelled Benin, whose army fired at its neighbour.")
    assert "BEN>TGO 190" in lines(told)


def test_he_may_be_a_person_whom_nothing_places(read: Read) -> None:
    assert lines(read("Ana Rojas of Bolivia spoke. Then Mr Ikande came. He accused Peru.")) == []


def test_a_title_places_the_person_of_the_sentence_before(read: Read) -> None:
    told = read(
        "The midwife was Kofi Ikande. The Ghanaian premier was patient. "
        "Mr Ikande mediated between Togo and Benin."
    )
    assert "GHA>TGO+BEN 045" in lines(told)


def test_it_may_be_the_deal_of_the_sentence_before(read: Read) -> None:
    told = read("Togo and Benin signed a deal. Ghana welcomed the deal. Nigeria praised it.")
    assert "NGA>TGO+BEN 051" in lines(told)


def test_two_verbs_of_one_sentence_are_two_acts(read: Read) -> None:
    told = read("Togo and Benin quarrelled. On Monday Togo shut the frontier and halted trade.")
    assert lines(told) == ["TGO>BEN 172", "TGO>BEN 172"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Beninese diplomat was expelled from Togo on Monday.", "TGO>BEN 161"),
        ("Britain voiced its disagreement with New Delhi's decision.", "GBR>IND 110"),
        ("The presidents of Togo and Benin are due to meet on Monday.", "TGO=BEN 036"),
        ("The Pope thanked Togo on Monday.", "VAT>TGO 051"),
        ("Togo stopped issuing permits and ceased to buy Beninese cotton.", "TGO>BEN 163"),
        ("Togo accepted the Beninese offer.", "TGO>BEN 080"),
        ("Ghana put forward a plan to Togo and Benin.", "GHA>TGO+BEN 020"),
    ],
)
def test_still_more_ways_to_tell_an_act(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


def test_links_below_a_letter_are_no_part_of_it(read: Read) -> None:
    told = read("Togo thanked Benin.\n\n--\nRELATED: Peru attacks Chile | Kenya leaves Mali\n")
    assert lines(told) == ["TGO>BEN 051"]


def test_the_court_is_the_one_named_before(read: Read) -> None:
    told = read(
        "Togo turned to the International Court of Justice on Monday. "
        "On Tuesday Benin thanked the court."
    )
    assert "BEN>ICJ 051" in lines(told)


def test_remarks_are_of_the_last_who_spoke(read: Read) -> None:
    told = read(
        "Togo and Benin quarrelled. Ghana accused Togo of haste. Togo deplored the remarks."
    )
    assert "TGO>GHA 111" in lines(told)


def test_an_unknown_subject_is_not_the_other_of_the_two(read: Read) -> None:
    told = read("Togo and Benin quarrelled. Union members demanded that Togo's president go.")
    assert not any(line.startswith("BEN>") for line in lines(told))


def test_they_are_the_two_of_the_sentence_before(read: Read) -> None:
    told = read("The Togolese and Beninese sides met on Monday. They also thanked Ghana.")
    assert "TGO+BEN>GHA 051" in lines(told)


def test_not_to_use_force_in_future_is_no_denied_act(read: Read) -> None:
    assert lines(read("Togo will not attack Benin, said a trader.")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The suspension of a treaty with Benin by Togo on Monday is news.", "TGO>BEN 166"),
        ("The ban on imports from Benin that Togo announced on Monday hurts.", "TGO>BEN 163"),
        ("Togo's president came out in support of a Ghanaian plan.", "TGO>GHA 051"),
        ("Ghana brought the ministers of Togo and Benin together in Accra.", "TGO=BEN 040 via GHA"),
    ],
)
def test_acts_told_by_a_noun_or_with_a_particle(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


def test_a_long_name_is_one_person(read: Read) -> None:
    told = read("Sheikh Tamim bin Hamad Al Thani invited Togo on Monday.", "2020-05-16")
    assert lines(told) == ["QAT>TGO 036"]


def test_a_quarter_of_the_sky_is_the_state_named_with_it(read: Read) -> None:
    told = read("South Korean boats fired on North Korean boats. The North accused Japan of lies.")
    assert "PRK>JPN 112" in lines(told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Envoys of Togo and of Benin came. The two parties agreed on a road.", "BEN=TGO 030"),
        (
            "Togo, whose quarrel with Benin is old, was silent. The two armies clashed on Monday.",
            "BEN=TGO 190",
        ),
        ("Togo and Benin quarrelled. Ghana called for calm.", "GHA>BEN+TGO 020"),
        ("Togo and Benin signed an accord after talks in Accra.", "TGO=BEN 046"),
        (
            "Togo and Benin met. The Pope, who was here, offered to receive them. Togo accepted.",
            "TGO>VAT 080",
        ),
    ],
)
def test_more_pairs_come_into_focus(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


def test_it_neither_travels_nor_is_denied_as_a_state(read: Read) -> None:
    told = read("Togo and Benin quarrelled. It came to Ghana in May. Togo has denied it.")
    assert all("042" not in line for line in lines(told))
    assert "TGO>BEN 016" in lines(told)


def test_who_is_thanked_is_thanked_for_its_own_help(read: Read) -> None:
    told = read("Togo and Benin quarrelled. Togo thanked Ghana for its mediation.")
    assert lines(told) == ["TGO>GHA 051", "GHA>BEN+TGO 045"]
