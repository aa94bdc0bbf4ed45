"""Sentences coded in the manner of PETRARCH, with a tiny vocabulary and sentences of our own."""

from __future__ import annotations

import datetime as dt
import gzip
from typing import TYPE_CHECKING

import pytest
from bench_reader import Raw
from petr_codes import added, denied
from petr_manner import PetrManner, open_petr_manner
from reader_ours import open_ours

if TYPE_CHECKING:
    from pathlib import Path

VERBS = """&BOAT
+FERRY

---  TELL   [010]  ---
SAY {SAYS SAID SAYING }
TELL {TELLS TOLD TELLING }

---  BLAME   [110]  ---
BLAME

---  PLAN   [030]  ---
PLEDGE
SCHEDULE

---  TALK   [040]  ---
TALK
MEET {MEETS MET MEETING }
VISIT [042:043]
- * (FOR SAILOR)              [017]
- * TO                        [016]

---  GIVE   [070]  ---
SUPPLY {SUPPLIES SUPPLIED SUPPLYING }
- * &BOAT                     [072]
- * GRAIN (TO)                [073]

---  ASK   [020]  ---
APPEAL

---  FREE   [060]  ---
FREE {FREES FREED FREEING }
- * SAILOR                    [0841]
- $ * SMUGGLER OF +           [:173]

---  HIT   [190]  ---
ATTACK
KILL
FIRE {FIRES FIRED FIRING }

---  WORK   [060]  ---
COOPERATE

---  CLASH   [190]  ---
CLASH
- * (OVER SAILOR)             [110]

---  SCOLD   [110]  ---
SCOLD {SCOLDS SCOLDED SCOLDING }

---  WANT   [030]  ---
WANT

---  HELP   [070]  ---
HELP
"""
ACTORS = """PERU_  [PER]
+PERUVIAN
CHILE_  [CHL]
+CHILEAN
U.S._ [USA]
KENYA_  [KEN]
+KENYAN
ANA_ROJAS_
\t[PERGOV 100101-141231]
\t[PERELI]
JUAN_VEGA_ [CHL]
\t[CHLGOV >100101]
\t[CHLMIL 150101-161231]
"""
AGENTS = """!PERSON! = MAN, MEN
REBEL [~REB]
SAILOR [~MIL]
OBSERVER [IGO~]
POLICE {} [~COP]
PEOPLE {} [~PPL]
JUDGE [~JUD]
SECRET_POLICE {} [~SPY]
BUSINESS!PERSON! [~BUS]
GOVERNMENT [~GOV]
"""


@pytest.fixture(scope="module")
def manner(tmp_path_factory: pytest.TempPathFactory) -> PetrManner:
    folder = tmp_path_factory.mktemp("vocabulary")
    _write(folder)
    opened = open_petr_manner(folder)
    assert opened is not None
    return opened


def _write(folder: Path) -> None:
    (folder / "CAMEO.2.0.txt").write_text(VERBS, encoding="utf-8")
    (folder / "Phoenix.agents.txt").write_text(AGENTS, encoding="utf-8")
    with gzip.open(folder / "Phoenix.Countries.actors.txt.gz", "wt", encoding="utf-8") as file:
        file.write(ACTORS)


def _coded(manner: PetrManner, text: str) -> set[str]:
    (events,) = manner.code([Raw(text=text, day=dt.date(2016, 1, 1), manner="petr")])
    return {f"{e.source or '-'} {e.code} {e.target or '-'}" for e in events}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Peruvian rebels attacked Chile.", {"PERREB 190 CHL"}),
        ("The rebels in Peru attacked Chile.", {"PERREB 190 CHL"}),
        ("Peru's secret police attacked Chilean businessmen.", {"PERSPY 190 CHLBUS"}),
        ("Peruvian and Kenyan rebels attacked Chile.", {"PERREB 190 CHL", "KENREB 190 CHL"}),
        ("Pro-Kenya rebels attacked Chile.", {"---REB 190 CHL"}),
        ("The US attacked Chile.", {"USA 190 CHL"}),
        ("Ana Rojas attacked Chile.", {"PERELI 190 CHL"}),
        ("NATO attacked Chile.", {"IGOWSTNAT 190 CHL"}),
        ("The government of Peru's rebels attacked Chile.", {"PERGOVREB 190 CHL"}),
        ("Peru attacked the border of Chile and Kenya.", {"PER 190 CHL", "PER 190 KEN"}),
        ("A raid told of in Peru attacked Chile.", {"PER 190 CHL"}),
        ("Juan Vega attacked Peru.", {"CHLMIL 190 PER"}),
        ("The rebel people of Peru attacked Chile.", {"PERREB 190 CHL"}),
        ("Kenyan judges and rebels attacked Chile.", {"KENJUD 190 CHL", "KENREB 190 CHL"}),
        ("Kenyan judges and the rebels attacked Chile.", {"KENJUD 190 CHL", "---REB 190 CHL"}),
        ("An Islamic state in Peru attacked Chile.", {"PER 190 CHL"}),
    ],
)
def test_an_actor_is_written_as_place_and_sector(
    manner: PetrManner, text: str, rows: set[str]
) -> None:
    assert _coded(manner, text) == rows


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Peru supplied two ferries to Chile.", {"PER 072 CHL"}),
        ("Peru supplied grain to Chile.", {"PER 073 CHL"}),
        ("Peru will supply help to Chile.", {"PER 070 CHL"}),
        ("Peru visited Chile.", {"PER 042 CHL", "CHL 043 PER"}),
        ("Peru freed sailors for Chile.", {"PER 0841 CHL"}),
        ("Chile was attacked by Peruvian rebels.", {"PERREB 190 CHL"}),
        ("Two Chilean sailors were killed in Peru.", {"PER 190 CHLMIL"}),
        ("There were two Chilean sailors killed in Peru.", {"PER 190 CHLMIL"}),
        ("Peru and Kenya cooperated on Monday.", {"PER 060 KEN", "KEN 060 PER"}),
        ("Peru did not attack Chile.", set()),
        ("Kenyan rebels were supplied two ferries by Peru.", {"PER 072 KENREB"}),
        ("Work was cooperated on by Peru and Chile.", {"PER 060 CHL", "CHL 060 PER"}),
        ("Al-Qaeda attacked Peru.", {"IMGMUSALQ 190 PER"}),
        ("LIMA, Peru (AP) - Kenyan rebels attacked Chile.", {"KENREB 190 CHL"}),
        ("PERU - Kenyan rebels attacked Chile.", {"KENREB 190 CHL"}),
        ("Peru's envoy met in Kenya on Monday with a Chilean rebel.", {"PER 040 CHLREB"}),
        ("Peru visited Chile for a sailor.", {"PER 017 CHL"}),
        ("Peru visited a home for a sailor in Chile.", {"PER 042 CHLMIL", "CHLMIL 043 PER"}),
        ("Peru wants to visit Chile.", {"PER 042 CHL"}),
        ("Peru will not clash over the sailors of Chile.", {"PER 050 CHLMIL"}),
        ("Chile was heavily and unjustly scolded by Peru.", {"PER 110 CHL"}),
        ("Peru and Kenya cooperated with sailors.", {"PER 060 KEN", "KEN 060 PER"}),
        ("Peru killed a rebel near Chile.", {"PER 190 ---REB"}),
        ("Peru did not scold Chile.", {"PER 050 CHL"}),
    ],
)
def test_a_verb_with_its_company_gives_code_and_direction(
    manner: PetrManner, text: str, rows: set[str]
) -> None:
    assert _coded(manner, text) == rows


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Peru pledged to supply help to Chile.", {"PER 033 CHL"}),
        ("Peru pledged to attack Chile.", {"PER 138 CHL"}),
        ("Peru said it would supply help to Chile.", {"PER 033 CHL"}),
        ("Peru is scheduled to visit Chile.", {"PER 042 CHL"}),
        ("Peru appealed to Chile to supply grain to Kenya.", {"PER 0233 CHL"}),
        ("Peru did not cooperate with Chile.", {"PER 121 CHL"}),
        ("Peru's grain ministry, which Chile attacked, cooperated with Kenya.", {"PER 060 KEN"}),
        ("Peru said that it attacked Chile.", {"PER 015 CHL"}),
        ("Peru told Chile to meet Kenya.", {"PER 010 CHL"}),
        ("Peru said that Chilean rebels attacked Kenya.", {"PER 112 CHLREB"}),
        ("Peruvian rebels attacked Chile, Kenya said.", {"PERREB 190 CHL"}),
        ('"We attacked Chile," Peru said.', {"PER 015 CHL"}),
        ("Peru said that it will attack Chile.", {"PER 138 CHL"}),
        ("Peru wants Chile to attack Kenya.", {"PER 021 CHL"}),
        ("Peru helped Chile attack Kenya.", {"PER 070 CHL"}),
        ("Peru pledged to talk if Chile attacks Kenya.", {"PER 040 -"}),
        ("Peru supplied ferries as Chile attacked Kenya.", {"PER 072 -"}),
        ("The raid came as Peru attacked Kenya.", {"PER 190 KEN"}),
        ("Peru and Kenya met on Monday, killing a plan.", {"PER 040 KEN", "KEN 040 PER"}),
    ],
)
def test_the_clause_below_a_verb_is_added_to_it(
    manner: PetrManner, text: str, rows: set[str]
) -> None:
    assert _coded(manner, text) == rows


def test_a_stance_and_a_matter_make_one_code_where_there_is_one() -> None:
    assert [added("020", "072"), added("100", "087"), added("130", "161")] == [
        "0232", "1056", "1313",
    ]  # fmt: skip
    assert [added("030", "051"), added("130", "046")] == ["051", "046"]
    assert [added("030", "010"), added("", "010")] == ["030", "010"]
    assert [denied("085"), denied("040")] == ["1244", ""]


def test_the_manner_is_left_out_without_its_dictionaries(tmp_path: Path) -> None:
    assert open_petr_manner(tmp_path) is None


@pytest.mark.model
def test_only_the_gold_of_petrarch_is_read_with_its_vocabulary(tmp_path: Path) -> None:
    _write(tmp_path)
    reader, day = open_ours(tmp_path), dt.date(2016, 1, 1)
    text = "Peru has agreed to lift the sanctions on Chile."
    (own,) = reader.code([Raw(text=text, day=day)])
    (theirs,) = reader.code([Raw(text=text, day=day, manner="petr")])
    assert [(e.source, e.code, e.target) for e in own] == [("PER", "0354", "CHL")]
    assert theirs == ()


@pytest.mark.model
def test_an_attack_that_is_only_charged_is_coded_as_the_charge() -> None:
    text = "Kenya's government said Somali rebels attacked Kenyan soldiers."
    (events,) = open_ours().code([Raw(text=text, day=dt.date(2016, 1, 1))])
    assert [(e.source, e.code, e.target) for e in events] == [("KENGOV", "112", "SOMREB")]
