"""ICEWS rows become reports: acts by name, sides by country, roles by sector, slots by day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.feeds.acts import code_of_name
from goodoffices.feeds.countries import organisation_of_name, state_of_name
from goodoffices.feeds.icews import icews, icews_daily, icews_quads
from goodoffices.ontology import acts

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.feeds import ParsedSlot
    from goodoffices.feeds.tablefeed import TableFeed

COLUMNS = ("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country",
           "Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors",
           "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
           "Province", "Country", "Latitude", "Longitude")  # fmt: skip
DAY = dt.date(2018, 6, 1)


def row(**cells: str) -> str:
    made = dict.fromkeys(COLUMNS, "NA")
    made |= {
        "Event ID": "501", "Event Date": "2018-06-01", "Source Name": "Ana Torres",
        "Source Sectors": "Foreign Ministry,Executive,Government", "Source Country": "Peru",
        "Event Text": "Make a visit", "CAMEO Code": "042", "Intensity": "1.9",
        "Target Name": "Ghana", "Target Country": "Ghana", "Story ID": "77",
        "Publisher": "Daily Example", "City": "Accra", "Country": "Ghana",
    }  # fmt: skip
    return "\t".join(
        (made | {name.replace("_", " "): cell for name, cell in cells.items()}).values()
    )


def parse(
    folder: Path, *rows: str, feed: TableFeed | None = None, name: str = "events.2018.tab"
) -> list[ParsedSlot]:
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in ("\t".join(COLUMNS), *rows)), encoding="utf-8")
    return list((feed or icews()).parse(path))


def one(folder: Path, **cells: str) -> dict[str, object]:
    (slot,) = parse(folder, row(**cells))
    (report,) = slot.reports.to_pylist()
    return dict(report)


def test_a_row_becomes_a_report(tmp_path: Path) -> None:
    assert one(tmp_path) == {
        "report_id": "501-20180601", "feed": "icews", "day": DAY, "known_at": DAY,
        "source": "PER", "source_role": "GOV", "source_name": "Ana Torres", "target": "GHA",
        "target_role": None, "target_name": "Ghana", "code": "042", "category": None,
        "goldstein": 1.9, "is_root": None, "n_mentions": None, "n_sources": None,
        "n_articles": None, "tone": None, "n_dead": None, "place": "Accra, Ghana",
        "place_state": "GHA", "url": None, "publisher": "Daily Example", "story": "77",
        "slot": "icews:20180601",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "wanted"),
    [
        ("Make statement", "10", "010"),
        ("Demand", "100", "100"),
        ("Demand", "10", "100"),
        ("fight with small arms and light weapons", "193", "193"),
        ("Meet at a 'third' location", "44", "044"),
        ("A phrase of nobody's", "1823", "1823"),
        ("NA", "057", "057"),
        ("Consult", "NA", "040"),
    ],
)
def test_the_name_of_the_act_counts_where_its_code_lost_zeros(
    tmp_path: Path, text: str, code: str, wanted: str
) -> None:
    assert one(tmp_path, Event_Text=text, CAMEO_Code=code)["code"] == wanted


@pytest.mark.parametrize(
    ("sectors", "role"),
    [
        ("Executive,Foreign Ministry,Government", "GOV"),
        ("Military,Government", "MIL"),
        ("Police,Government", "COP"),
        ("Executive Office,Legislative / Parliamentary,Government", "GOV"),
        ("Opposition Major Party (Out Of Government),Parties,Legislative / Parliamentary", "LEG"),
        ("Protestors / Popular Opposition / Mobs,Dissident", "OPP"),
        ("Rice Ministry", "GOV"),
        ("Global Weather IGOs", "IGO"),
        ("Parties,(National) Major Party,Ideological", None),
        ("Somebody Unheard Of", None),
    ],
)
def test_sectors_become_one_role(tmp_path: Path, sectors: str, role: str | None) -> None:
    assert one(tmp_path, Source_Sectors=sectors)["source_role"] == role


@pytest.mark.parametrize(
    ("name", "country", "actor"),
    [
        ("Ministry (Peru)", "Peru", "PER"),
        ("Jordan", "Jordan", "JOR"),
        ("Citizen (Georgia)", "Georgia", "GEO"),
        ("Farmer", "Palestinian Territory, Occupied", "PSE"),
        ("African Union", "NA", "AU"),
        ("Secretariat (European Union)", "NA", "EU"),
        ("Southeast Asia", "NA", None),
        ("Peru", "NA", None),
    ],
)
def test_sides_are_placed_by_country_and_organisations_by_name(
    tmp_path: Path, name: str, country: str, actor: str | None
) -> None:
    assert one(tmp_path, Source_Name=name, Source_Country=country)["source"] == actor


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Event_ID": "NA"}, "Event ID must not be empty"),
        ({"Event_Date": "06/01/18"}, "Event Date must be YYYY-MM-DD, found '06/01/18'"),
        ({"Event_Text": "Sing", "CAMEO_Code": "10"}, "Event Text and CAMEO Code must name an act"),
        ({"Intensity": "11"}, "Intensity must be a number from -10 to 10, found '11'"),
    ],
)
def test_a_bad_row_is_set_aside_with_line_and_reason(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    (slot,) = parse(tmp_path, row(), row(Event_ID="500"), row(**cells))
    (reject,) = slot.rejects.to_pylist()
    assert (reject["line"], reject["slot"]) == (4, "icews:20180601")
    assert reject["reason"].startswith(reason)
    assert slot.n_rows == 3


def test_a_yearly_file_is_cut_by_day_and_a_row_without_day_goes_with_the_one_before(
    tmp_path: Path,
) -> None:
    slots = parse(
        tmp_path,
        row(Event_ID="1", Event_Date="2018-06-01"),
        row(Event_ID="2", Event_Date="2018-06-02"),
        row(Event_ID="3", Event_Date="?"),
        row(Event_ID="4", Event_Date="2018-06-01"),
    )
    assert [(slot.slot, slot.n_rows, slot.rejects.num_rows) for slot in slots] == [
        ("icews:20180601", 2, 0),
        ("icews:20180602", 2, 1),
    ]
    assert slots[1].opens_at == dt.datetime(2018, 6, 2, tzinfo=dt.UTC)
    assert slots[1].closes_at == dt.datetime(2018, 6, 3, tzinfo=dt.UTC)


@given(order=st.permutations(range(8)))
def test_the_order_of_rows_changes_no_report(
    order: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [row(Event_ID=str(n), Event_Date=f"2018-06-0{1 + n % 3}") for n in range(8)]
    folder = tmp_path_factory.mktemp("order")
    plain = parse(folder, *rows)
    mixed = parse(folder, *(rows[n] for n in order))
    assert [slot.slot for slot in plain] == [slot.slot for slot in mixed]
    for left, right in zip(plain, mixed, strict=True):
        assert left.reports == right.reports.sort_by("report_id")


def test_a_file_that_grew_leaves_the_days_that_were_in_as_they_are(tmp_path: Path) -> None:
    old = row(Event_ID="1"), row(Event_ID="2", Event_Date="2018-06-02")
    new = row(Event_ID="3", Event_Date="2018-06-02"), row(Event_ID="4", Event_Date="2018-06-03")
    before = {slot.slot: slot.digest for slot in parse(tmp_path, *old)}
    after = {slot.slot: slot.digest for slot in parse(tmp_path, *old, *new)}
    assert before["icews:20180601"] == after["icews:20180601"]
    assert before["icews:20180602"] != after["icews:20180602"]
    assert set(after) - set(before) == {"icews:20180603"}


def test_one_id_on_two_days_is_two_reports_and_on_one_day_a_repeat(tmp_path: Path) -> None:
    slots = parse(tmp_path, row(), row(Event_Date="2018-06-02"), row())
    assert [(slot.reports.num_rows, slot.n_duplicates) for slot in slots] == [(1, 1), (1, 0)]


def test_a_daily_file_is_known_on_the_day_in_its_name(tmp_path: Path) -> None:
    rows = row(Event_ID="1"), row(Event_ID="2", Event_Date="2018-05-31")
    name = "20180603-icews-events.tab"
    (slot,) = parse(tmp_path, *rows, feed=icews_daily(), name=name)
    assert slot.slot == "icews-daily:20180603-icews-events"
    assert slot.reports["known_at"].to_pylist() == [dt.date(2018, 6, 3)] * 2
    with pytest.raises(InputError, match="a name such as 20200501-icews-events"):
        parse(tmp_path, *rows, feed=icews_daily(), name="today.tab")


def test_quadruples_have_an_id_of_their_own_and_repeats_count_once(tmp_path: Path) -> None:
    path = tmp_path / "quads.tsv"
    line = "2018-06-01\tChad\tfight with artillery and tanks\tGuinea\n"
    path.write_text("date\tsn\trn\ton\n" + line + line, encoding="utf-8")
    (slot,) = icews_quads().parse(path)
    (report,) = slot.reports.to_pylist()
    assert report["report_id"] == "2018-06-01|Chad|fight with artillery and tanks|Guinea"
    assert (report["source"], report["code"], report["target"]) == ("TCD", "194", "GIN")
    assert slot.n_duplicates == 1


def test_every_act_is_found_by_its_name_whatever_its_capitals() -> None:
    for code, act in acts().items():
        found = code_of_name(act.name.upper())
        assert found is not None
        assert acts()[found].name == act.name or found.startswith(code)
    assert code_of_name("Threaten non-force") == "131"
    assert code_of_name("find guilty or liable (legally)") is not None
    assert code_of_name("Sing") is None


def test_names_of_countries_are_read_as_countries() -> None:
    wanted = {"Chad": "TCD", "Congo": "COG", "Democratic Republic of Congo": "COD",
              "Korea, Republic of": "KOR", "Iran, Islamic Republic of": "IRN",
              "Cambodia (Kampuchea)": "KHM", "Nowhere": None}  # fmt: skip
    assert {name: state_of_name(name, DAY) for name in wanted} == wanted
    assert organisation_of_name("Peru", DAY) is None
