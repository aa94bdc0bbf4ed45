"""One construction a line: who, to whom and what, in the words that newspapers use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from goodoffices.reading import folded_code
from goodoffices.reading.spans import read_spans

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

    Read = Callable[..., Reading]


def lines(reading: Reading) -> list[str]:
    found = []
    for event in reading.events:
        left = "+".join(a.id or "-" for a in event.source)
        right = "+".join(a.id or "-" for a in event.target)
        via = "".join(f" via {a.id}" for a in event.via)
        sign = "=" if event.is_reciprocal else ">"
        found.append(f"{left}{sign}{right} {event.code}{via}")
    return found


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana condemned a Nigerian decision to expel traders.", "GHA>NGA 111"),
        ("An Ethiopian military airstrike killed a farmer in Somalia on Monday.", "ETH>SOM 190"),
        ("Kenyan police detained dozens of protesters on Monday.", "KEN>KEN 173"),
        ("The Polish prime minister Jan Nowak met Kenya's president on Monday.", "POL=KEN 040"),
        ("Norway denied the accusation by Russia on Monday.", "NOR>RUS 016"),
        ("Cuba expressed its condolences to Haiti over the quake.", "CUB>HTI 018"),
        ("Nepal said on Monday that India must withdraw its troops.", "NPL>IND 020"),
        ("Chad's president phoned Gabon's president on Monday to thank him.", "TCD>GAB 041"),
        ("A court in Spain ordered the arrest of a Chilean general.", "ESP>CHL 173"),
        ("LIMA, Peru (AP) -- Peru recalled its ambassador from Chile.", "PER>CHL 161"),
        ("Egypt suspended aid to Sudan on Monday.", "EGY>SDN 162"),
        ("Boko Haram attacked a village in Cameroon on Monday.", "NGA>CMR 190"),
        ("Togo told the envoy of Benin to leave and closed its border with Benin.", "TGO>BEN 172"),
        ("Zambia, whose army shelled a village in Malawi, was silent.", "ZMB>MWI 194"),
        ("Laos postponed a planned visit to Thailand on Monday.", "LAO>THA 125"),
        ("Fiji suspended food supplies to Tonga on Monday.", "FJI>TON 162"),
        ("Finnish peacekeepers arrived in Lebanon on Monday.", "FIN>LBN 074"),
        ("Uganda opened its borders to Burundian refugees on Monday.", "UGA>BDI 075"),
        ("Togo's ambassador in Accra was called back on Monday.", "TGO>GHA 161"),
        ("The leaders of Chad and Gabon sat down together on Monday.", "TCD=GAB 040"),
        ("Oman's envoy brought the leaders of Chad and Gabon together.", "OMN>TCD+GAB 045"),
        ("Malta offered to host talks between Chad and Gabon.", "MLT>TCD+GAB 039"),
        ("Chad filed a protest with Gabon on Monday.", "TCD>GAB 114"),
        ("Greek and Bulgarian troops traded fire on Monday.", "GRC=BGR 190"),
        ("Peru handed evidence to Chile on Monday.", "PER>CHL 064"),
        ("Benin is to pull back its troops. It accused Togo of lies.", "BEN>TGO 112"),
    ],
)
def test_a_construction_is_read(read: Read, text: str, expected: str) -> None:
    assert expected in lines(read(text))


@pytest.mark.model
def test_a_given_name_behind_mr_is_the_person_named_before(read: Read) -> None:
    found = lines(
        read(
            "Somchai Wichai, Thailand's acting premier, met Cambodia's king on Monday. "
            "Mr Somchai thanked Malaysia."
        )
    )
    assert "THA>MYS 051" in found


@pytest.mark.model
def test_troops_pulled_back_are_not_pulled_back_from_their_own_state(read: Read) -> None:
    found = lines(read("Rwanda is to pull back its troops within ninety days."))
    assert not [line for line in found if line.startswith("RWA>RWA")]


@pytest.mark.model
def test_who_brokered_an_accord_stays_with_it(read: Read) -> None:
    found = lines(read("Chad and Sudan signed an accord brokered by Qatar on Monday."))
    assert "TCD=SDN 057 via QAT" in found


@pytest.mark.model
def test_three_states_listed_together_are_the_three(read: Read) -> None:
    text = (
        "Ministers of Egypt, Ethiopia and Sudan were in Kinshasa on Monday. "
        "South Africa urged the three governments to go on."
    )
    assert "ZAF>EGY+ETH+SDN 020" in lines(read(text))


@pytest.mark.model
def test_a_group_of_no_state_and_a_family_name_inside_another_name_place_nobody(read: Read) -> None:
    reading = read("Islamic State attacked a mosque in Iraq on Monday.", "2015-05-16")
    assert lines(reading) == ["->IRQ 190"]


@pytest.mark.model
def test_an_intent_and_a_refusal_have_codes_of_their_own_when_folded(read: Read) -> None:
    (event,) = read("Japan will send aid to Nepal next week.").events
    assert (event.code, event.modality) == ("070", "expected")
    assert folded_code(event.code, event.modality) == "033"


@pytest.mark.model
def test_the_nouns_of_the_sides_are_marked_even_if_nobody_can_place_them() -> None:
    text = "Angry farmers attacked the lorries of a merchant on Monday."
    (found,) = read_spans([text])
    assert found is not None
    assert [text[slice(*span)] for span in found.sources] == ["farmers"]
    assert [text[slice(*span)] for span in found.targets] == ["lorries"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Peru returned dozens of relics to Chile on Monday.", "Peru", "Chile"),
        ("The ministry gave in to the demands of the farmers on Monday.", "ministry", "farmers"),
        ("Omani farmers began a hunger strike to protest against the dam.", "farmers", "dam"),
        ("The minister voiced concern about the price of fuel in the towns.", "minister", "price"),
        ("The bishop voiced scepticism about the promise of an early vote.", "bishop", "promise"),
        ("Gabon threatened to close its ports to Cameroonian trawlers.", "Gabon", "trawlers"),
        ("A union issued a report accusing the owners of neglect.", "union", "owners"),
        ("Lima lifted the ban imposed on Chilean traders on Monday.", "Lima", "traders"),
        ("The rebels attacked an army camp in western Chad.", "rebels", "camp"),
        ("Peru refuses to lift the duties on Chilean copper.", "Peru", "copper"),
        ("Peru was willing to withdraw its troops from the island.", "Peru", "island"),
        ("The cabinet is considering giving tents to the villagers.", "cabinet", "villagers"),
        ("Peru's navy denied accusations by fishermen that it cut nets.", "navy", "fishermen"),
        ("The minister said he hoped Peru would lift the ban.", "minister", "Peru"),
        ("The bishops fear that the army will enter the town.", "bishops", "army"),
        ("At the request of Peru, Chile moved a prisoner to Lima.", "Chile", "prisoner"),
        ("Men who had fled Mali torched the house of a judge.", "Men", "house"),
        ("The miners refused demands from the owners on Monday.", "miners", "owners"),
        ("The court rejected the miners’ s plea for a delay.", "court", "plea"),  # noqa: RUF001
    ],
)
def test_who_is_meant_stands_behind_what_is_given_or_said(
    text: str, source: str, target: str
) -> None:
    (found,) = read_spans([text])
    assert found is not None
    assert [text[slice(*span)] for span in found.sources] == [source]
    assert [text[slice(*span)] for span in found.targets] == [target]


@pytest.mark.model
def test_nobody_is_marked_where_no_noun_is_likely_to_be_meant() -> None:
    (found,) = read_spans(["The minister resigned on Monday."])
    assert found is not None
    assert found.targets == ()


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["Peru and Chile held talks on Monday.", "Peru and Chile have agreed to a deal."]
)
def test_who_act_together_are_parties_without_direction(text: str) -> None:
    (found,) = read_spans([text])
    assert found is not None
    assert {text[slice(*span)] for span in found.parties} == {"Peru", "Chile"}
    assert (found.sources, found.targets) == ((), ())


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "code", "since", "until"),
    [
        (
            "Peru said on Friday it would leave, three days after Chile severed ties with Peru.",
            "161",
            "2012-05-08",
            "2012-05-08",
        ),
        ("Peru's king landed on Monday and met Chile's king.", "040", "2012-05-14", "2012-05-14"),
        (
            "In February 2008 Chad accused Sudan of lies. Sudan severed ties with Chad on 11 May.",
            "161",
            "2008-05-11",
            "2008-05-11",
        ),
        (
            "Chad and Sudan clashed on 1 May. On the eve of it Chad recalled its envoy from Sudan.",
            "161",
            "2012-04-30",
            "2012-04-30",
        ),
    ],
)
def test_an_act_is_dated_by_the_acts_beside_it(
    read: Read, text: str, code: str, since: str, until: str
) -> None:
    (event,) = (e for e in read(text).events if e.code == code)
    assert (str(event.start), str(event.end)) == (since, until)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Peru offered on Friday to help reduce the tension between Chad and Sudan.",
        "Peru offered in Lima to mediate between Chad and Sudan.",
    ],
)
def test_an_offer_to_mediate_is_no_mediation_whatever_stands_between(read: Read, text: str) -> None:
    assert lines(read(text)) == ["PER>TCD+SDN 039"]


@pytest.mark.model
def test_a_day_from_which_a_ban_is_to_hold_is_not_turned_into_the_past(read: Read) -> None:
    text = "Chad announced on Monday the suspension of flights to Sudan from 2 January."
    (event,) = read(text, "2015-11-27").events
    assert (event.code, event.start, event.end) == (
        "172",
        dt.date(2015, 11, 23),
        dt.date(2015, 11, 23),
    )


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chad described the demand of Sudan as unreasonable.", ["TCD>SDN 111"]),
        ("Chad described Sudan as a friend and vowed to fight terrorism.", []),
        ("Chad opened talks with Sudan on Monday.", ["TCD=SDN 046"]),
        ("Chad's king saw no prospect of better ties with Sudan's leadership.", []),
        ("Oman opened talks between Chad and Sudan on Monday.", ["OMN>TCD+SDN 045"]),
        (
            "The agreement between Chad and Sudan was signed with the support of Peru.",
            ["TCD=SDN 057"],
        ),
    ],
)
def test_words_that_many_acts_share_are_told_apart_by_what_stands_with_them(
    read_by_rules: Read, text: str, wanted: list[str]
) -> None:
    assert [line for line in lines(read_by_rules(text)) if "> " not in line] == wanted


@pytest.mark.model
def test_a_story_goes_on_from_the_later_of_two_days_told_at_once(read: Read) -> None:
    text = (
        "Chad's king telephoned Sudan's king on Wednesday, the first call since Chad shot down a "
        "plane of Sudan in June. The two kings agreed to meet."
    )
    last = read(text, "2015-11-27").events[-1]
    assert (last.code, last.start) == ("036", dt.date(2015, 11, 25))


@pytest.mark.model
def test_what_a_proposed_body_is_to_do_is_not_done(read: Read) -> None:
    text = (
        "Peru's president proposed a joint commission of both countries to investigate the raid "
        "by Chad, find those at fault and punish Chad."
    )
    assert not any(event.code.startswith(("16", "17")) for event in read(text).events)
