"""A view knows what was known on its day and commit, and nothing later."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from strategies import a_batch, a_document, an_event, day

from goodoffices.errors import InputError
from goodoffices.ledger import Batch, Store, init_store, open_store, query_names
from goodoffices.records import Actor, ActorId

PAIR = ("TUR", "RUS")
DAYS = {"since": day("2010-01-01"), "until": day("2020-12-31")}
PARAMS = {
    "act_days": DAYS,
    "code_days": DAYS,
    "act_days_of_pair": {"a": "TUR", "b": "RUS", **DAYS},
    "code_days_of_pair": {"a": "TUR", "b": "RUS", **DAYS},
    "day_sums": DAYS,
    "days_of_pair": {"a": "TUR", "b": "RUS", **DAYS},
    "directed_days": DAYS,
    "dyad_days": DAYS,
    "dyad_months": DAYS,
    "first_last": DAYS,
    "happening_of_report": DAYS,
    "happenings": DAYS,
    "happenings_across_feeds": DAYS,
    "feed_days": {"feed": "gdelt", "first_day": "2010-01-01", "last_day": "2020-12-31"},
    "reports_by_day": {
        "feed": "gdelt",
        "first_day": day("2010-01-01"),
        "last_day": day("2020-12-31"),
    },
    "volume_by_day": {"known_since": day("2010-01-01"), "known_until": day("2020-12-31")},
    "events_of_pair": {"a": "TUR", "b": "RUS"},
    "measure_steps_of_pair": {"a": "TUR", "b": "RUS"},
    "mediators_of_pair": {"a": "TUR", "b": "RUS"},
    "events_of_actor": {"actor": "TUR"},
    "statements_of_actor": {"actor": "KAZ"},
    "event_by_id": {"event_id": "past"},
    "slots_since_commit": {"commit": 0},
}


def answers(store: Store, as_of: str) -> dict[str, object]:
    """Return every answer that a view can give."""
    view = store.view(day(as_of))
    found: dict[str, object] = {
        name: view.query(name, **PARAMS.get(name, {})).to_pylist() for name in query_names()
    }
    found["events"] = (view.events(), view.events(pair=PAIR), view.events(actor="TUR"))
    found["statements"] = (view.statements(), view.statements(["KAZ"]))
    found["steps"] = (view.measure_steps(), view.measure_steps(PAIR))
    found["documents"] = view.documents()
    found["one"] = (view.event("past"), view.event("future"))
    found["tables"] = [
        view.table(name).to_pylist() for name in ("documents", "events", "statements", "measures")
    ]
    return found


def test_facts_known_later_change_no_answer(folder: Path) -> None:
    with open_store(folder, mode="write") as store:
        store.load("feed:past", "feed", "0", a_batch("past", "2015-11-24"))
        before = answers(store, "2015-12-15")
        # Happened before the day of the question, but nobody outside knew it then.
        late = an_event("late", "2016-08-09", start=day("2015-11-01"), end=day("2015-11-01"))
        store.load("feed:future", "feed", "0", a_batch("future", "2016-06-27"))
        store.load(
            "feed:late",
            "feed",
            "0",
            Batch(documents=(a_document("d-late", "2016-08-09"),), events=(late,)),
        )
        after = answers(store, "2015-12-15")
        later = answers(store, "2016-08-09")
    assert before == after
    assert before != later
    assert before["one"][1] is None  # type: ignore[index]


def test_a_fact_is_visible_from_the_day_it_was_known(folder: Path) -> None:
    with open_store(folder, mode="write") as store:
        store.load("feed:past", "feed", "0", a_batch("past", "2015-11-24"))
        assert store.view(day("2015-11-23")).event("past") is None
        assert store.view(day("2015-11-24")).event("past") is not None


def test_a_document_without_a_date_is_visible_only_with_what_cites_it(folder: Path) -> None:
    event = an_event("a", "2015-11-24", document_ids=("d",))
    alone = a_document("alone", None)
    with open_store(folder, mode="write") as store:
        store.load(
            "feed:one",
            "feed",
            "0",
            Batch(documents=(a_document("d", None), alone), events=(event,)),
        )
        early, late = store.view(day("2015-11-01")), store.view(day("2015-11-24"))
        assert "d" not in early.documents()
        assert "d" in late.documents()


def test_an_earlier_commit_answers_as_it_did_then(folder: Path) -> None:
    with open_store(folder, mode="write") as store:
        store.load("feed:one", "feed", "0", a_batch("a", "2015-11-24"))
        first = store.view(day("2020-01-01"))
        seen = (first.events(), first.documents(), first.measure_steps())
        store.load("feed:one", "feed", "1", a_batch("b", "2015-11-24"))
        store.load("feed:two", "feed", "0", a_batch("c", "2015-11-24"))
        again = store.view(day("2020-01-01"), commit=1)
        assert (again.events(), again.documents(), again.measure_steps()) == seen
        # A view that was taken before goes on showing its own commit.
        assert first.events() == seen[0]
        assert [event.id for event in store.view(day("2020-01-01")).events()] == ["b", "c"]


@pytest.mark.parametrize("commit", [-1, 2, 99])
def test_a_commit_that_does_not_exist_is_an_error(folder: Path, commit: int) -> None:
    with open_store(folder, mode="write") as store:
        store.load("feed:one", "feed", "0", a_batch("a", "2015-11-24"))
        with pytest.raises(InputError, match="does not exist"):
            store.view(day("2020-01-01"), commit=commit)


SIDE = st.lists(st.sampled_from(["TUR", "RUS", "KAZ", "AZE", None]), max_size=2, unique=True)


@given(sides=st.lists(st.tuples(SIDE, SIDE, SIDE, st.booleans()), min_size=1, max_size=6))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_an_event_is_between_two_actors_as_the_naive_rule_says(
    tmp_path_factory: pytest.TempPathFactory,
    sides: list[tuple[list[str | None], list[str | None], list[str | None], bool]],
) -> None:
    def actors(ids: list[str | None]) -> tuple[Actor, ...]:
        return tuple(Actor(id=None if one is None else ActorId(one)) for one in ids)

    events = tuple(
        an_event(
            f"e{number}",
            "2015-11-24",
            source=actors(source),
            target=actors(target),
            via=actors(via),
            is_reciprocal=is_reciprocal,
            document_ids=(),
            code="045" if number % 2 else "010",
        )
        for number, (source, target, via, is_reciprocal) in enumerate(sides)
    )
    place = tmp_path_factory.mktemp("pair") / "store"
    init_store(place)
    with open_store(place, mode="write") as store:
        store.load("feed:one", "feed", "0", Batch(events=events))
        view = store.view(day("2020-01-01"))
        found = {event.id for event in view.events(pair=PAIR)}
        swapped = {event.id for event in view.events(pair=("RUS", "TUR"))}
        of_turkey = {event.id for event in view.events(actor="TUR")}
    assert found == swapped
    assert found == {event.id for event in events if _is_between(event, *PAIR)}
    assert of_turkey == {
        event.id
        for event in events
        if any(one.id == "TUR" for one in event.source + event.target + event.via)
    }


def _is_between(event: object, a: str, b: str) -> bool:
    source = {one.id for one in event.source}  # type: ignore[attr-defined]
    target = {one.id for one in event.target}  # type: ignore[attr-defined]
    via = {one.id for one in event.via}  # type: ignore[attr-defined]
    parties = source | target
    across = any(x in source and y in target for x, y in ((a, b), (b, a)))
    third = any(x in via and y in parties for x, y in ((a, b), (b, a)))
    is_mediation = event.code == "045"  # type: ignore[attr-defined]
    return across or third or (is_mediation and {a, b} <= target)


def test_a_query_takes_exactly_its_parameters(folder: Path) -> None:
    with open_store(folder) as store:
        view = store.view(day("2020-01-01"))
        with pytest.raises(InputError, match="takes"):
            view.query("events_of_pair", a="TUR")
        with pytest.raises(InputError, match="no query"):
            view.query("drop_everything")
        with pytest.raises(InputError, match="no table"):
            view.table("secrets")


def test_words_of_a_user_are_never_part_of_the_question(folder: Path) -> None:
    with open_store(folder, mode="write") as store:
        store.load("feed:one", "feed", "0", a_batch("a", "2015-11-24"))
        view = store.view(day("2020-01-01"))
        hostile = "x' OR 1=1; DROP TABLE events; --"
        assert view.event(hostile) is None
        assert view.events(actor=hostile) == []
        assert len(view.events()) == 1
