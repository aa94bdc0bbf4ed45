"""A brief on two states of which feeds tell: told apart from cases, each with a source."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from made_feed import BREAK, LAST, quads, write_quads
from made_network import DAY, war_quads

from goodoffices.brief import (
    brief_json,
    make_brief,
    read_brief,
    render_html,
    render_text,
    sentences_of,
)
from goodoffices.casebook import case_folders
from goodoffices.ledger import (
    FilingOptions,
    init_store,
    load_cases,
    load_feed_files,
    open_store,
)
from goodoffices.relations.daily import assess
from goodoffices.world import load_world

if TYPE_CHECKING:
    from pathlib import Path

    from made_feed import Quad

    from goodoffices.brief import Brief

ONE_DAY = dt.timedelta(days=1)


def feed_store(folder: Path, rows: list[Quad], name: str = "store") -> Path:
    path = folder / name
    init_store(path)
    add(path, write_quads(folder / f"{name}.tsv", rows))
    return path


def add(path: Path, file: Path) -> None:
    with open_store(path, mode="write") as store:
        list(load_feed_files(store, [file], FilingOptions(), None))


def told(path: Path, pair: tuple[str, str], day: dt.date) -> Brief:
    with open_store(path, mode="read") as store:
        view = store.view(day)
        return make_brief(view, load_world(), *pair, assess(view))


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    folder = tmp_path_factory.mktemp("war")
    return told(feed_store(folder, war_quads()), ("PER", "GHA"), DAY)


def test_feeds_alone_make_a_brief(war: Brief) -> None:
    assert war.has_data
    assert war.phase == "unknown"
    assert war.by_feeds is not None
    assert war.by_feeds.phase == "rift"
    assert war.by_feeds.tone is not None
    assert war.by_feeds.tone < 0
    assert "Rift since 5 June 2018" in war.by_feeds.state[0].text
    assert "from cases and texts" in war.gaps[0]


def test_every_sentence_of_feeds_rests_on_a_report_or_a_feed(war: Brief) -> None:
    entries = {entry.ref: entry for entry in war.references}
    for sentence in sentences_of(war):
        assert sentence.refs, sentence.text
        assert all(ref in entries for ref in sentence.refs), sentence.text
    assert war.by_feeds is not None
    for sentence in war.by_feeds.state:
        assert {entries[ref].kind for ref in sentence.refs} == {"report"}, sentence.text
    assert all(entry.addresses and entry.addresses[0].title for entry in war.references)
    assert max(entry.day for entry in war.references if entry.day) <= DAY


def test_friends_of_both_sides_are_told_with_their_reports(war: Brief) -> None:
    assert war.by_feeds is not None
    names = [one.text.split(":")[0] for one in war.by_feeds.friends]
    assert sorted(names) == ["Chile", "Japan", "Kenya", "Norway", "Oman"]
    assert war.by_feeds.n_friends == 5
    assert all(len(one.refs) >= 2 for one in war.by_feeds.friends)


def test_the_unmet_is_told_or_why_it_cannot_be_measured(war: Brief) -> None:
    assert war.by_feeds is not None
    told_all = [one.text for one in war.by_feeds.unmet] + list(war.by_feeds.gaps)
    assert war.by_feeds.unmet_since == BREAK + ONE_DAY
    assert any("Cooperation" in one for one in told_all)
    entries = {entry.ref: entry.kind for entry in war.references}
    assert all(entries[ref] == "feed" for one in war.by_feeds.unmet for ref in one.refs)


def test_text_page_and_json_tell_the_same(war: Brief) -> None:
    text, page = render_text(war), render_html(war)
    assert "PHASE AS FEEDS TELL IT: RIFT since 5 June 2018" in text
    assert "PHASE: UNKNOWN" not in text
    assert "AS FEEDS TELL IT" in text
    assert "FRIENDS OF BOTH SIDES" in text
    for part in ('id="feeds"', 'id="friends"', 'id="feed-phases"', "by feeds"):
        assert part in page
    assert read_brief(brief_json(war)) == war


def test_later_reports_change_no_word(tmp_path: Path) -> None:
    path = feed_store(tmp_path, war_quads())
    before = told(path, ("GHA", "PER"), DAY)
    later = [row for row in quads(last=LAST, seed=9) if row[0] > DAY]
    later += [(DAY + n * ONE_DAY, "Ghana", "Sign formal agreement", "Peru") for n in range(1, 40)]
    add(path, write_quads(tmp_path / "later.tsv", later))
    after = told(path, ("GHA", "PER"), DAY)
    assert dataclasses.replace(after, commit=before.commit) == before
    assert told(path, ("GHA", "PER"), LAST) != before


def test_cases_and_feeds_are_told_apart(tmp_path: Path) -> None:
    day = dt.date(2015, 12, 15)
    rows: list[Quad] = [
        (dt.date(2015, 6, 1) + n * ONE_DAY, "Turkey", what, "Russia")
        for n in range((day - dt.date(2015, 6, 1)).days)
        for what in ("Consult", "Make a visit")
    ]
    path = feed_store(tmp_path, rows)
    with open_store(path, mode="write") as store:
        load_cases(store, [one for one in case_folders() if one.name == "tur-rus-2015"])
    with open_store(path, mode="read") as store:
        view = store.view(day)
        without = make_brief(view, load_world(), "RUS", "TUR")
    both = told(path, ("RUS", "TUR"), day)
    assert without.by_feeds is None
    assert both.by_feeds is not None
    assert both.by_feeds.phase == "calm"
    same = ("phase", "state", "timeline", "phases", "measures", "steps", "warmth", "trigger")
    for name in same:
        assert getattr(both, name) == getattr(without, name)
    assert both.by_feeds.state[-1].text == (
        "Cases and texts tell of another phase, rift since 24 November 2015; "
        "neither overrides the other."
    )
    kinds = {entry.ref: entry.kind for entry in both.references}
    assert {kinds[ref] for one in both.state for ref in one.refs} == {"event"}
    assert any("told apart" in gap for gap in both.gaps)
    assert any("no daily feed" in gap for gap in without.gaps)
