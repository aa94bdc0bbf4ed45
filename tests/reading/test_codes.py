"""The finer codes and the sectors of actors, as coders of CAMEO give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.reading import folded_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

    Read = Callable[..., Reading]


def codings(reading: Reading) -> list[str]:
    """Return each event as "source code target" with sectors and the code that coders fold."""
    found = []
    for event in reading.events:
        left = "+".join(f"{a.id or '-'}{a.role}" for a in event.source) or "-"
        right = "+".join(f"{a.id or '-'}{a.role}" for a in event.target)
        found.append(f"{left} {folded_code(event.code, event.modality)} {right}")
    return found


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru and Chile are seeking to expand their trade.", "PER 031 CHL"),
        ("Peru hopes to deepen its friendship with Chile.", "PER 030 CHL"),
        ("Kenya wants to bomb Somalia.", "KEN 138 SOM"),
        ("Norway's minister wants to meet Sweden's president.", "NORGOV 036 SWEGOV"),
        ("Ghana wants Togo to leave.", "GHA 020 TGO"),
        ("Mali held talks with Niger on Monday.", "MLI 046 NER"),
        ("Bolivia ratified a treaty with Paraguay on Monday.", "BOL 057 PRY"),
        ("The Serbian president attended a summit in Hungary.", "SRBGOV 042 HUN"),
        ("Iraq launched rockets at Kuwait on Monday.", "IRQ 194 KWT"),
        ("Oman received weapons from Japan on Monday.", "JPN 072 OMN"),
        ("Laos received assurances from Nepal on Monday.", "NPL 030 LAO"),
        ("Peru's president said he would not give permission to Chile.", "PERGOV 124 CHL"),
        ("Kenya has agreed to lift the embargo on Somalia.", "KEN 0354 SOM"),
        ("Benin vowed to expel traders from Togo.", "BEN 132 TGOCVL"),
        ("Iran claimed that Iraq had shelled its towns.", "IRN 112 IRQ"),
        ("A court in Kenya jailed a Somali student for three years.", "KENJUD 173 SOMEDU"),
        ("Cuban journalists criticised Haiti on Monday.", "CUBMED 111 HTI"),
        ("Turkish demonstrators threatened Greece on Monday.", "TUROPP 130 GRC"),
        ("Nepalese dockers protested against India on Monday.", "NPLLAB 141 IND"),
        ("Canadian activists staged a protest in Brazil.", "CANOPP 141 BRA"),
        ("Sweden refused to release a Danish nurse.", "SWE 124 DNKCVL"),
        ("Algeria refused to meet envoys of Morocco.", "DZA 125 MARGOV"),
        ("Iraq's parliament rejected the deal with Kuwait.", "IRQLEG 127 KWT"),
        ("Mexico demanded that Guatemala release the pilots.", "MEX 105 GTM"),
        ("Chad urged Sudan to withdraw.", "TCD 025 SDN"),
        ("Six villagers were killed in a Turkish airstrike near Erbil.", "TUR 195 IRQCVL"),
        ("Ten Chileans died in a Peruvian drone strike.", "PER 195 CHL"),
        ("Five Somalis were killed in Kenyan artillery fire.", "KEN 194 SOM"),
        ("Kenya carried out air raids on Somalia.", "KEN 195 SOM"),
        ("Nigerian jets struck Chad.", "NGAMIL 195 TCD"),
        ("Chad attacked Niger with drones.", "TCD 195 NER"),
        ("Oman launched a missile attack on Yemen.", "OMN 194 YEM"),
        ("Yemen hit Oman with rockets.", "YEM 194 OMN"),
        ("A Somali suicide bomber attacked Kenya's embassy.", "SOMMIL 183 KENGOV"),
        ("Greek police shot dead a Turk.", "GRCCOP 193 TUR"),
        ("Mali said rockets were fired at its towns from Niger.", "MLI 112 NER"),
        ("Chad's government said Sudanese rebels attacked a town.", "TCDGOV 112 SDNREB"),
        ("Kenya demanded an inquiry into Ethiopia.", "KEN 101 ETH"),
        ("Sudanese rebels killed six Chadian soldiers.", "SDNREB 190 TCDMIL"),
        ("Two Chadian soldiers were killed by gunfire from Sudan.", "SDN 193 TCDMIL"),
        ("Peru demanded compensation from Chile.", "PER 103 CHL"),
        ("Ghana demanded talks with Togo.", "GHA 106 TGO"),
        ("Nepal asked India for aid.", "NPL 023 IND"),
        ("Laos called for a ceasefire in Myanmar.", "LAO 025 MMR"),
        ("Niger asked Libya for talks.", "NER 026 LBY"),
        ("Kenya threatened to attack Somalia.", "KEN 138 SOM"),
        ("Chad threatened Sudan with war.", "TCD 138 SDN"),
        ("Peru threatened Bolivia with an embargo.", "PER 131 BOL"),
        ("Oman threatened to expel diplomats of Yemen.", "OMN 132 YEMGOV"),
        ("Iraq handed an ultimatum to Kuwait.", "IRQ 139 KWT"),
        ("Sudan violated the ceasefire with Chad.", "SDN 196 TCD"),
        ("Serbia broke the law of Croatia.", "SRB 128 HRV"),
        ("Eritrea allowed inspectors from Ethiopia to enter.", "ERI 086 ETH"),
        ("Sweden sent food and blankets to Nepal.", "SWE 073 NPL"),
        ("Japan lent Vietnam two billion dollars.", "JPN 071 VNM"),
        ("Mali deployed police along the border with Niger.", "MLI 153 NER"),
        ("Burundi massacred Rwandan refugees.", "BDI 202 RWAREF"),
        ("Libyan police tortured a Tunisian student.", "LBYCOP 182 TUNEDU"),
        ("Pakistani students rioted outside the embassy of Denmark.", "PAKEDU 145 DNKGOV"),
        ("Yemeni rebels hijacked a Japanese tanker.", "YEMREB 181 JPNBUS"),
        ("Chile bought gas from Argentina.", "CHL 061 ARG"),
        ("Two nurses were wounded in Syrian rocket shelling in Lebanon.", "SYR 190 LBNCVL"),
        ("Ghana's president said he would not give support to Togo.", "GHAGOV 121 TGO"),
        ("The report from Oman alleged that Yemen was aware of the plan.", "OMN 110 YEM"),
        ("Six men were killed in Chadian tank shelling in the west of Sudan.", "TCDMIL 190 SDNCVL"),
        ("Kenya admitted it had shelled a town in Somalia.", "KEN 015 SOMCVL"),
        ("Chad claimed that they had raided Sudan.", "TCD 015 SDN"),
        ("Togo wants Ghana to attack Benin.", "TGO 021 GHA"),
        ("Iran attempted to assassinate the ambassador of Oman.", "IRN 185 OMNGOV"),
        ("The visit by the Cuban president to Haiti was hailed by Brazil.", "BRA 051 CUBGOV"),
        ("Fiji will supply fuel to Tonga.", "FJI 033 TON"),
    ],
)
def test_an_act_has_its_finer_code_and_its_sides_their_sectors(
    read: Read, text: str, expected: str
) -> None:
    assert expected in codings(read(text))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgian protesters met ministers of the Georgian government.", "GEOOPP 040 GEOGOV"),
        ("The Kenyan government signed an accord with Kenyan rebels.", "KENGOV 057 KENREB"),
        ("Polish police detained Polish protesters on Monday.", "POLCOP 173 POLOPP"),
    ],
)
def test_rulers_and_opposition_of_one_state_face_each_other(
    read: Read, text: str, expected: str
) -> None:
    assert expected in codings(read(text))


@pytest.mark.model
def test_a_president_who_meets_his_own_minister_is_no_event(read: Read) -> None:
    assert codings(read("Kenya's president met the Kenyan foreign minister on Monday.")) == []


@pytest.mark.model
def test_what_somebody_is_jailed_for_or_only_claims_did_not_happen(read: Read) -> None:
    jailed = codings(read("Peru jailed a Chilean for attacking Bolivia."))
    claimed = codings(read("Iran claimed that Iraq had shelled Kuwait."))
    assert not any(" 19" in one or " 18" in one for one in (*jailed, *claimed))


@pytest.mark.model
def test_the_leaders_of_an_armed_group_belong_to_the_group(read: Read) -> None:
    found = codings(read("Chad accused the leaders of Boko Haram of murder."))
    assert "TCD 112 NGAREB" in found


@pytest.mark.model
def test_a_secretary_general_is_no_soldier(read: Read) -> None:
    (one,) = read("The UN Secretary-General met Chad's president on Monday.").events
    assert "MIL" not in {actor.role for actor in (*one.source, *one.target)}


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Rebels killed six villagers in Chad, Sudan's government said.",
        "Peru said its troops had attacked a rebel camp in Bolivia.",
        "Kenya said Somalia had not attacked its ships.",
    ],
)
def test_who_names_a_source_or_tells_of_his_own_attack_accuses_nobody(
    read: Read, text: str
) -> None:
    assert not [line for line in codings(read(text)) if " 112 " in line]


@pytest.mark.model
def test_people_hit_by_soldiers_are_not_taken_for_their_own(read: Read) -> None:
    assert codings(read("Ugandan soldiers killed six civilians.")) == ["UGAMIL 190 -CVL"]
    assert codings(read("Ugandan police detained six students.")) == ["UGACOP 173 UGAEDU"]


@pytest.mark.model
def test_whose_victims_are_found_is_not_on_the_other_side(read: Read) -> None:
    reading = read("Peru will send a team to find people killed by a storm in Chile.")
    assert not [line for line in codings(reading) if line.endswith("CHL")]
