"""What the queries over feeds count, on a few reports told by hand."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "engines"))
from made_reports import stored_slots, table_of, tie_heavy

from goodoffices.ledger.engine import connect
from goodoffices.ledger.engines import open_engine
from goodoffices.ledger.lookups import lookup_table
from goodoffices.ledger.querytexts import query_text, text_to_run
from goodoffices.ontology import acts

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from goodoffices.ledger.engines import Engine

DAYS = {"since": dt.date(2016, 1, 1), "until": dt.date(2016, 12, 31)}
DAY = dt.date(2016, 6, 27)


@pytest.fixture
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


def rows(engine: Engine, name: str, reports: pa.Table, **params: object) -> list[dict[str, Any]]:
    return engine.run(name, {"reports": reports}, {**DAYS, **params}).to_pylist()


def report(name: str, **other: object) -> dict[str, object]:
    shared = {"feed": "gdelt", "day": DAY, "known_at": DAY, "source": "TUR", "target": "RUS",
              "code": "055", "goldstein": 7.0, "slot": "gdelt:1"}  # fmt: skip
    return {"report_id": name, **shared, **other}


def test_reports_of_one_article_are_one_happening_and_stay_two_reports(engine: Engine) -> None:
    reports = table_of(
        [
            report("1", url="https://a.example/1", publisher="a.example"),
            report("2", url="https://a.example/1", publisher="a.example", goldstein=5.0),
            report("3", url="https://b.example/1", publisher="b.example"),
        ]
    )
    found = rows(engine, "dyad_days", reports)
    assert len(found) == 1
    assert (found[0]["low"], found[0]["high"], found[0]["act_group"]) == ("RUS", "TUR", "regret")
    assert (found[0]["n_reports"], found[0]["n_happenings"], found[0]["n_publishers"]) == (3, 2, 2)
    assert found[0]["mean_goldstein"] == pytest.approx(19 / 3)
    assert [row["n_reports"] for row in rows(engine, "happenings", reports)] == [2, 1]


def test_a_story_joins_articles_of_one_feed(engine: Engine) -> None:
    told = {"feed": "icews", "story": "7"}
    reports = table_of(
        [
            report("1", url="https://a.example/1", **told),
            report("2", url="https://b.example/1", **told),
            report("3", url="https://c.example/1", feed="other", story="7"),
        ]
    )
    found = rows(engine, "happenings", reports)
    assert [(row["told_in"], row["n_reports"]) for row in found] == [("icews:7", 2), ("other:7", 1)]


def test_reports_that_name_no_article_stand_alone(engine: Engine) -> None:
    found = rows(engine, "dyad_days", table_of([report("1"), report("2")]))
    assert (found[0]["n_reports"], found[0]["n_happenings"], found[0]["n_publishers"]) == (2, 2, 0)


def test_roots_of_one_article_are_two_happenings(engine: Engine) -> None:
    url = {"url": "https://a.example/1"}
    reports = table_of([report("1", **url), report("2", code="042", **url)])
    assert [row["root"] for row in rows(engine, "happenings", reports)] == ["04", "05"]


def test_organisations_and_acts_of_a_state_on_itself_are_no_dyads(engine: Engine) -> None:
    reports = table_of(
        [report("1", target="NATO"), report("2", target="TUR"), report("3", target=None)]
    )
    for name in (
        "dyad_days",
        "directed_days",
        "dyad_months",
        "act_days",
        "code_days",
        "day_sums",
        "first_last",
        "happenings",
    ):
        assert rows(engine, name, reports) == [], name


def test_many_reports_of_a_code_are_one_act_and_late_or_private_ones_are_none(
    engine: Engine,
) -> None:
    reports = table_of(
        [
            report("1", code="111", goldstein=-2.0),
            report("2", code="111", goldstein=-4.0),
            report("3", code="163", goldstein=None),
            report("4", code="190", day=DAY - dt.timedelta(days=8)),
            report("5", code="145", source_role="CVL"),
            report("6", code="042", target_role="BUS"),
            report("7", code="174", goldstein=0.0),
            report("8", code="120", goldstein=0.0),
            report("9", code="057", goldstein=0.0),
            report("10", code="050", goldstein=0.0),
        ]
    )
    (found,) = rows(engine, "act_days", reports)
    counts = ("n_acts", "n_hostile", "n_rupture", "n_conciliatory", "n_steps")
    assert [found[name] for name in counts] == [6, 4, 2, 2, 1]
    assert found["goldstein_sum"] == pytest.approx(-3.0 - 8.0)


def test_each_direction_is_kept_apart_where_it_is_asked_for(engine: Engine) -> None:
    reports = table_of([report("1"), report("2", source="RUS", target="TUR")])
    assert [row["n_reports"] for row in rows(engine, "dyad_days", reports)] == [2]
    directed = rows(engine, "directed_days", reports)
    assert [(row["source"], row["n_reports"]) for row in directed] == [("RUS", 1), ("TUR", 1)]
    assert rows(engine, "days_of_pair", reports, a="TUR", b="RUS") == directed
    assert rows(engine, "days_of_pair", reports, a="TUR", b="KAZ") == []


def test_a_value_that_the_feed_does_not_give_is_that_of_the_act(engine: Engine) -> None:
    found = rows(engine, "dyad_days", table_of([report("1", goldstein=None)]))
    assert found[0]["mean_goldstein"] == acts()["055"].goldstein


def test_a_month_adds_up_what_its_days_hold(engine: Engine) -> None:
    reports = table_of(
        [
            report("1", is_root=True, n_mentions=4),
            report("2", day=dt.date(2016, 6, 1), source="RUS", target="TUR", code="190"),
            report("3", day=dt.date(2016, 7, 1), goldstein=None),
        ]
    )
    june, july = sorted(rows(engine, "dyad_months", reports), key=lambda row: row["month_start"])
    assert (june["month_start"], june["n_reports"], june["n_mentions"]) == (
        dt.date(2016, 6, 1),
        2,
        4,
    )
    assert (june["n_cooperation"], june["n_conflict"]) == (1, 1)
    assert (june["n_rated"], june["goldstein_sum"]) == (2, 14.0)
    assert (july["n_mentions"], july["n_rated"]) == (None, 0)
    assert july["goldstein_sum"] is None


def test_of_one_day_the_report_first_known_is_first(engine: Engine) -> None:
    late = DAY + dt.timedelta(days=1)
    reports = table_of([report("late", known_at=late), report("b"), report("a", feed="icews")])
    (found,) = rows(engine, "first_last", reports)
    assert (found["first_report_id"], found["last_report_id"], found["n_reports"]) == (
        "b",
        "late",
        3,
    )


def test_volume_is_counted_by_the_day_of_publication(engine: Engine) -> None:
    asked = {"known_since": DAY, "known_until": DAY}
    (found,) = engine.run("volume_by_day", {"reports": tie_heavy()}, asked).to_pylist()[:1]
    assert (found["feed"], found["known_at"], found["n_reports"]) == ("gdelt", DAY, 12)
    assert found["oldest_day"] == DAY - dt.timedelta(days=400)
    assert found["n_between_two"] == 10


def test_a_slot_counts_once_by_what_became_of_it(engine: Engine) -> None:
    found = engine.run("slots_by_status", {"feed_slots": stored_slots()}, {}).to_pylist()
    assert [(row["feed"], row["status"], row["n_slots"], row["n_rows"]) for row in found] == [
        ("gdelt", "loaded", 1, 4),
        ("gdelt", "missing", 1, None),
        ("gdelt", "replaced", 1, 12),
        ("icews", "replaced", 1, 8),
    ]


@pytest.mark.parametrize("pair", [("TUR", "RUS"), ("RUS", "TUR"), ("TUR", "TUR"), ("TUR", "NOPE")])
def test_the_text_that_is_run_for_a_pair_gives_the_rows_of_the_shipped_one(
    pair: tuple[str, str],
) -> None:
    reports = table_of(
        [
            report("1", url="https://a.example/1", publisher="a.example"),
            report("2", source="RUS", target="TUR"),
            report("3", source="RUS", target="RUS"),
            report("4", source="TUR", target="TUR"),
            report("5", target="KAZ"),
            report("6", source="KAZ", target="RUS"),
            report("7", day=DAYS["until"] + dt.timedelta(days=1)),
            report("8", url="https://a.example/1", publisher="a.example"),
            report("9", url="https://b.example/1", publisher="b.example"),
        ]
    )
    params = {"a": pair[0], "b": pair[1], **DAYS}
    with connect() as con:
        con.register("reports", reports)
        con.register("acts", lookup_table("acts"))
        texts = query_text("days_of_pair"), text_to_run("days_of_pair")
        shipped, run = (con.sql(text, params=params).fetchall() for text in texts)
    assert texts[0] != texts[1]
    assert run == shipped
    counts = [row[5:8] for row in run]
    assert counts == ([(1, 1, 0), (3, 2, 2)] if set(pair) == {"TUR", "RUS"} else [])


def test_a_pair_asked_again_is_answered_from_the_tables_given_then(engine: Engine) -> None:
    first, second = table_of([report("1")]), table_of([report("1"), report("2", target="O'Neil")])
    asked = {"a": "TUR", "b": "RUS"}
    assert len(rows(engine, "days_of_pair", first, **asked)) == 1
    assert rows(engine, "days_of_pair", second, a="TUR", b="O'Neil")[0]["target"] == "O'Neil"
    assert rows(engine, "days_of_pair", first, a="TUR", b="O'Neil") == []
    later = {"since": DAY + dt.timedelta(days=1)}
    assert rows(engine, "days_of_pair", first, **asked, **later) == []
