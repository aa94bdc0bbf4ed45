"""Laws of feed slots: order and batching make no difference; views keep to day and commit."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from feed_slots import a_report, a_slot, moment

from goodoffices.ledger import Store, check_store, init_store, open_store
from goodoffices.ledger import settings as limits

if TYPE_CHECKING:
    from goodoffices.feeds import ParsedSlot

LAST = dt.date.max
DAYS = [dt.date(2016, 6, 29) + dt.timedelta(days=number) for number in range(5)]
FEW = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would write for minutes
)
Seen = dict[str, list[tuple[Any, ...]]]


def seen(store: Store, as_of: dt.date, commit: int | None = None) -> Seen:
    """Return all that a view of the feeds shows, but when it was noted."""
    view = store.view(as_of, commit=commit)
    found: Seen = {}
    for name in ("reports", "mentions", "rejects", "feed_slots"):
        table = view.table(name)
        kept = [one for one in table.column_names if one not in {"noted_at", "commit"}]
        found[name] = sorted(
            (tuple(row.values()) for row in table.select(kept).to_pylist()), key=repr
        )
    return found


@st.composite
def slots(draw: st.DrawFn) -> list[ParsedSlot]:
    """Return slots of some days with reports of any day, mentions and rejects."""
    names = draw(st.lists(st.integers(0, 60), min_size=1, max_size=9, unique=True))
    made = []
    for name in names:
        reports = [
            a_report(
                f"r{name}-{number}",
                source=draw(st.sampled_from(["TUR", "RUS", None])),
                target=draw(st.sampled_from(["KAZ", "RUS", None])),
                day=draw(st.sampled_from([*DAYS, dt.date(2006, 7, 1)])),
                url=draw(st.sampled_from([None, "", "https://example.org/ж"])),
            )
            for number in range(draw(st.integers(0, 3)))
        ]
        made.append(
            a_slot(
                moment("2016-06-29", 8 * name),
                reports,
                n_rejected=draw(st.integers(0, 2)),
                n_mentions=draw(st.integers(0, 2)),
                n_duplicates=draw(st.integers(0, 1)),
            )
        )
    return made


@given(made=slots(), order=st.randoms(use_true_random=False), is_compacted=st.booleans())
@FEW
def test_any_order_and_batching_shows_the_same(
    made: list[ParsedSlot], order: Any, is_compacted: bool
) -> None:
    mixed = list(made)
    order.shuffle(mixed)
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place, "at once"), Path(place, "bit by bit")]
        for folder in folders:
            init_store(folder)
        with open_store(folders[0], mode="write") as store:
            store.load_feed(made, parser="1")
            expected = [seen(store, day) for day in (*DAYS, LAST)]
        with open_store(folders[1], mode="write") as store:
            while mixed:
                size = order.randint(1, 3)
                group, mixed = mixed[:size], mixed[size:]
                store.load_feed(group, parser="1")
                store.load_feed(group, parser="1")  # again: changes nothing
            if is_compacted:
                store.compact()
            found = [seen(store, day) for day in (*DAYS, LAST)]
        assert found == expected
        assert check_store(folders[1]).damage == ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A load in a tale of corrections."""

    slot: int
    file: int
    parser: str
    noted: int


STEPS = st.lists(
    st.builds(
        Step,
        slot=st.integers(0, 1),
        file=st.integers(0, 2),
        parser=st.sampled_from(["1", "2"]),
        noted=st.integers(0, 4),
    ),
    min_size=2,
    max_size=7,
).map(lambda steps: sorted(steps, key=lambda step: step.noted))


def naive(steps: list[Step], day: int) -> list[str]:
    """Return the reports that a reader could know on a day, by going through the tale."""
    shown: list[str] = []
    for slot in (0, 1):
        held: tuple[int, str] | None = None
        files: list[tuple[int, list[str]]] = []  # from which day, and what it holds
        for step in (one for one in steps if one.slot == slot):
            if (step.file, step.parser) == held:
                continue
            rows = [f"{slot}-{step.file}-{step.parser}"]
            if held is None:
                files.append((0, rows))
            elif held[0] == step.file:
                files[-1] = (files[-1][0], rows)
            else:
                files.append((step.noted, rows))
            held = (step.file, step.parser)
        counting = [rows for since, rows in files if since <= day]
        shown += counting[-1] if counting else []
    return sorted(shown)


@given(steps=STEPS, is_compacted=st.booleans())
@FEW
def test_corrections_count_from_their_day_and_never_change_an_earlier_commit(
    steps: list[Step], is_compacted: bool
) -> None:
    with tempfile.TemporaryDirectory() as place:
        init_store(place)
        done: list[tuple[int, int]] = []  # commit, number of steps
        for number, step in enumerate(steps, start=1):
            now = dt.datetime.combine(DAYS[step.noted], dt.time(), dt.UTC)
            with open_store(place, mode="write", clock=lambda now=now: now) as store:  # type: ignore[misc]
                report = a_report(f"{step.slot}-{step.file}-{step.parser}")
                made = a_slot(moment("2016-06-29", step.slot), [report])
                digest = a_slot(moment("2016-06-29"), [], version=str(step.file)).digest
                store.load_feed([replace(made, digest=digest)], parser=step.parser)
                if is_compacted:
                    store.compact()
                done.append((store.commit, number))
        with open_store(place) as store:
            for commit, number in done:
                for day, date in enumerate(DAYS):
                    view = store.view(date, commit=commit)
                    ids = sorted(view.table("reports")["report_id"].to_pylist())
                    assert ids == naive(steps[:number], day)
        assert check_store(place).damage == ()


def test_many_small_loads_are_merged_and_show_the_same(tmp_path: Path) -> None:
    init_store(tmp_path / "store")
    n_slots = limits.MAX_SEGMENTS + 3
    made = [
        a_slot(moment("2016-06-29", number), [a_report(f"r{number}")], n_rejected=1, n_mentions=1)
        for number in range(n_slots)
    ]
    with open_store(tmp_path / "store", mode="write") as store:
        for slot in made:
            store.load_feed([slot], parser="1")
        found = seen(store, LAST)
        files = store.view(LAST).scan("reports").files
        assert len(found["reports"]) == len(found["mentions"]) == n_slots
        assert len(files) < limits.MAX_SEGMENTS
        store.compact()
        assert seen(store, LAST) == found
        assert len(store.view(LAST).scan("reports").files) == 1
        assert len(seen(store, LAST, commit=5)["reports"]) == 5
    assert check_store(tmp_path / "store").damage == ()


def test_the_newest_month_can_be_spared(tmp_path: Path) -> None:
    init_store(tmp_path / "store")
    with open_store(tmp_path / "store", mode="write") as store:
        for month in ("2016-06-28", "2016-07-01"):
            for number in range(3):
                slot = a_slot(moment(month, number), [a_report(f"{month}-{number}")])
                store.load_feed([slot], parser="1")
        store.compact(spares_newest=True)
        months = [Path(file).name[:7] for file in store.view(LAST).scan("reports").files]
    assert months == ["2016-06", "2016-07", "2016-07", "2016-07"]


def test_merging_makes_the_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    made = [
        a_slot(moment("2016-06-29", number), [a_report(f"r{number}-{one}") for one in range(3)])
        for number in range(4)
    ]
    names = []
    for number, order in enumerate((made, made[::-1])):
        init_store(tmp_path / str(number))
        with open_store(tmp_path / str(number), mode="write") as store:
            for slot in order:
                store.load_feed([slot], parser="1")
            store.compact()
            names.append([Path(one).name for one in store.view(LAST).scan("reports").files])
    assert names[0] == names[1]


def test_a_question_about_some_days_opens_only_their_files(tmp_path: Path) -> None:
    init_store(tmp_path / "store")
    old = a_report("old", day=dt.date(2006, 1, 1))
    made = [
        a_slot(
            moment(f"2016-{month:02}-15"),
            [a_report(f"r{month}"), {**old, "report_id": f"o{month}"}],
        )
        for month in range(1, 13)
    ]
    with open_store(tmp_path / "store", mode="write") as store:
        store.load_feed(made, parser="1")
        view = store.view(LAST)
        spring = view.scan("reports", since=dt.date(2016, 3, 1), until=dt.date(2016, 5, 31))
        early = store.view(dt.date(2016, 2, 28)).scan("reports")
    assert [Path(file).name[:7] for file in spring.files] == ["2016-03", "2016-04", "2016-05"]
    assert {Path(file).name[:7] for file in early.files} == {"2016-01", "2016-02"}
