from __future__ import annotations

import csv
import datetime as dt
from importlib.resources import files

from goodoffices.mediation import past_mediations, record, weights
from goodoffices.mediation.constants import ORGANISATIONS, RECORD_ROLES
from goodoffices.mediation.record import last_day
from goodoffices.world.ties import load_ties


def test_the_record_holds_at_least_sixty_rows_with_a_page_behind_each() -> None:
    with_page = [row for row in record() if row.source.startswith("http")]
    assert len(with_page) == len(record()) >= 60


def test_roles_and_confidences_are_of_the_known_kinds() -> None:
    assert {row.role for row in record()} <= RECORD_ROLES | {"protecting power"}
    assert {row.confidence for row in record()} == {"high", "medium", "low"}


def test_parties_are_states_in_order_and_no_one_mediates_for_itself() -> None:
    known = load_ties().capitals
    for row in record():
        assert row.party_a < row.party_b
        assert row.party_a in known
        assert row.party_b in known
        assert row.mediator not in (row.party_a, row.party_b)


def test_no_row_is_doubled() -> None:
    keys = [(row.episode, row.mediator, row.party_a, row.party_b) for row in record()]
    assert len(keys) == len(set(keys))


def test_nothing_is_known_before_it_began() -> None:
    for row in record():
        assert row.known_at >= dt.date(int(row.since[:4]), 1, 1)
        assert row.until >= row.since[: len(row.until)]


def test_a_mediation_counts_only_from_the_day_it_was_known() -> None:
    before = past_mediations("VAT", dt.date(2014, 12, 16))
    after = past_mediations("VAT", dt.date(2014, 12, 17))
    assert (len(before), len(after)) == (0, 1)


def test_a_date_by_month_counts_from_its_last_day() -> None:
    assert last_day("2015-02") == dt.date(2015, 2, 28)


def test_every_weight_has_bounds_a_formula_and_a_reason() -> None:
    for row in weights():
        assert row.low < row.high
        assert row.formula
        assert row.reason
        assert row.reference
        assert row.applies_to in {"all", "state", "organisation"}


def test_no_feature_outweighs_consent() -> None:
    assert max(abs(row.weight) for row in weights()) == 3.0


def test_listed_organisations_are_rows_of_the_world_tables() -> None:
    path = files("goodoffices.world").joinpath("tables/organisations.csv")
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    known = {row["id"] for row in rows}
    assert set(ORGANISATIONS) <= known
    assert {row.mediator for row in record()} <= known | set(load_ties().capitals)
