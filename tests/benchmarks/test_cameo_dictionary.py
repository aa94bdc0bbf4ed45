"""The dictionary reader and the floor, on a tiny dictionary of our own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from bench_reader import Raw
from cameo_dictionary import read_actors, read_verbs
from reader_floor import FloorReader, open_floor

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

VERBS = """# a dictionary
&BOAT
+FERRY
+RAFT_

---  SEND   [070]  ---
SEND {SENDS SENT SENDING }  # note
LEND
- * &BOAT                     [072]   # SEND
- * (TO {HIGH COURT})         [173:174]
- * NOTHING                   [---]

---  PULL   [---]  ---
+PULL_BACK {+PULLED_BACK } [087]
"""
ACTORS = """PERU_  [PER]
+PERUVIAN
CHILE_  [CHL]
ANA_ROJAS_  # a leader
+PRESIDENT_ROJAS_
\t[PERGOV 100101-141231]
\t[PERELI]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "verbs").write_text(VERBS, encoding="utf-8")
    (tmp_path / "actors").write_text(ACTORS, encoding="utf-8")
    return tmp_path


def test_verbs_have_the_code_of_their_block_or_their_own(folder: Path) -> None:
    verbs = read_verbs(folder / "verbs")

    assert verbs.default["SENT"] == verbs.default["LEND"] == "070"
    assert verbs.default["PULLED BACK"] == "087"
    assert verbs.sets["BOAT"] == {"FERRY", "FERRIES", "RAFT"}
    assert [p.active for p in verbs.patterns[verbs.block["SEND"]]] == ["072", "173", "---"]


def test_a_pattern_keeps_its_prepositions_and_its_passive_code(folder: Path) -> None:
    verbs = read_verbs(folder / "verbs")

    court = verbs.patterns[verbs.block["SEND"]][1]

    assert (court.preps, court.passive) == ((("TO", (("HIGH", "COURT"),)),), "174")


def test_a_pattern_without_a_code_is_named(tmp_path: Path) -> None:
    path = tmp_path / "verbs"
    path.write_text("---  SEND   [070]  ---\nSEND\n- * HELP\n", encoding="utf-8")

    with pytest.raises(InputError, match="line 3: a pattern needs"):
        read_verbs(path)


def test_a_leader_holds_office_only_on_its_days(folder: Path) -> None:
    actors = read_actors(folder / "actors")

    assert actors.code("PRESIDENT ROJAS", dt.date(2012, 5, 1)) == "PERGOV"
    assert actors.code("PRESIDENT ROJAS", dt.date(2016, 5, 1)) == "PERELI"
    assert actors.code("NOBODY", dt.date(2016, 5, 1)) == ""


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru sent rice to Chile.", ("PER", "070", "CHL")),
        ("Peru has sent two ferries to Chile.", ("PER", "072", "CHL")),
        ("Peru sent nothing to Chile.", None),
    ],
)
def test_the_largest_pattern_that_fits_gives_the_code(
    folder: Path, text: str, wanted: tuple[str, str, str] | None
) -> None:
    floor = FloorReader(read_verbs(folder / "verbs"), read_actors(folder / "actors"))

    (events,) = floor.code([Raw(text=text, day=dt.date(2016, 1, 1))])

    found = [(event.source, event.code, event.target) for event in events]
    assert found == ([] if wanted is None else [wanted])


def test_the_floor_is_left_out_without_its_dictionaries(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert open_floor(tmp_path) is None
    assert "is not there" in capsys.readouterr().out
