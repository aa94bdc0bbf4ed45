"""Cooperation lost: what is measured, what is not, and the laws of it."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "oracles"))
from naive_shift import posterior_means

from goodoffices.errors import InputError
from goodoffices.records import ActorId
from goodoffices.relations.cooperation import (
    KINDS,
    CooperationLost,
    Loss,
    Tally,
    Window,
    constants,
    cooperation_lost,
    kinds_of,
    loss_line,
)
from goodoffices.relations.cooperation.loss import _control, _log_odds_shifts, measure_loss

if TYPE_CHECKING:
    from collections.abc import Sequence

A, B = ActorId("AAA"), ActorId("BBB")
START = dt.date(2019, 1, 1)
RUPTURE = dt.date(2019, 7, 1)
END = RUPTURE + (constants.AFTER_DAYS - 1) * dt.timedelta(days=1)
ONE = dt.timedelta(days=1)
OTHERS = ("CCC", "DDD", "EEE", "FFF", "GGG", "HHH")

Row = tuple[dt.date, str, str, str, int]


def table(rows: Sequence[Row], **more: Sequence[object]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [(), (), (), (), ()]
    types = [pa.date32(), pa.string(), pa.string(), pa.string(), pa.int64()]
    names = ("day", "source", "target", "code", "n")
    cells = {
        name: pa.array(column, kind)
        for name, column, kind in zip(names, columns, types, strict=True)
    }
    return pa.table({**cells, **{name: pa.array(column) for name, column in more.items()}})


def dyad(source: str, target: str, before: int, after: int, *, share: tuple[int, int]) -> list[Row]:
    """Acts spread evenly over both windows; ``share`` of ten acts each cooperate (061)."""
    rows: list[Row] = []
    for n_acts, first, last, warm in (
        (before, START, RUPTURE - ONE, share[0]),
        (after, RUPTURE, END, share[1]),
    ):
        n_days = (last - first).days + 1
        for place in range(n_acts):
            day = first + place * n_days // n_acts * ONE
            rows.append((day, source, target, "061" if place * 7 % 10 < warm else "111", 1))
    return rows


def world(own: tuple[int, int], *, n: int = 200, after: int = 200, donors: int = 5) -> list[Row]:
    rows = dyad("AAA", "BBB", n, after, share=own)
    for place, other in enumerate(OTHERS):
        rows += dyad(("AAA", "BBB")[place % 2], other, 200, 200, share=(donors, donors))
    return rows


def lost(rows: Sequence[Row], as_of: dt.date = END, **more: object) -> CooperationLost:
    return cooperation_lost(table(rows), A, B, RUPTURE, as_of, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "contexts", "kinds"),
    [
        ("042", None, {"cooperation"}),
        ("057", None, {"cooperation", "material"}),
        ("061", None, {"cooperation", "material"}),
        ("064", None, {"cooperation", "material", "security"}),
        ("072", None, {"cooperation", "material", "security"}),
        ("060", ["terrorism"], {"cooperation", "material", "security", "terrorism"}),
        ("060", ["energy", "migration"], {"cooperation", "material", "energy", "migration"}),
        ("064", [], {"cooperation", "material"}),
        ("036", ["terrorism"], {"cooperation"}),
        ("075", None, {"cooperation"}),
        ("0841", None, {"cooperation"}),
        ("0256", None, set()),
        ("112", None, set()),
        ("no code", None, set()),
    ],
)
def test_each_act_belongs_to_its_kinds(
    code: str, contexts: list[str] | None, kinds: set[str]
) -> None:
    assert kinds_of(code, contexts) == kinds


def test_a_share_that_halves_is_lost_cooperation() -> None:
    loss = lost(world((6, 3))).loss("cooperation")
    assert (loss.observed, loss.share_before, loss.share_after) == (60, 0.6, 0.3)
    assert 105 < (loss.expected or 0) <= 121
    assert loss.lost == pytest.approx((loss.expected or 0) - 60)
    assert loss.low is not None
    assert 15 < loss.low < 60 < (loss.high or 0)
    assert loss.n_donors == len(OTHERS)


def test_attention_that_multiplies_both_is_no_change() -> None:
    loss = lost(world((5, 5), after=800)).loss("cooperation")
    assert loss.observed == 400
    assert loss.low is not None
    assert loss.high is not None
    assert loss.low < 0 < loss.high
    assert abs(loss.lost or 0) < 25


def test_what_falls_everywhere_is_not_lost_between_the_two() -> None:
    rows = [row for row in world((6, 3)) if {row[1], row[2]} == {"AAA", "BBB"}]
    for place, other in enumerate(OTHERS):
        rows += dyad(("AAA", "BBB")[place % 2], other, 200, 200, share=(6, 3))
    beside = lost(rows).loss("cooperation")
    alone = lost(world((6, 3), donors=6)).loss("cooperation")
    assert beside.low is not None
    assert beside.high is not None
    assert beside.low < 0 < beside.high
    assert alone.low is not None
    assert alone.low > 0


def test_dyads_that_ruptured_too_can_be_left_out() -> None:
    rows = [row for row in world((6, 3)) if {row[1], row[2]} == {"AAA", "BBB"}]
    for other in OTHERS[:3]:
        rows += dyad("AAA", other, 200, 200, share=(6, 3))
    for other in OTHERS[3:]:
        rows += dyad("BBB", other, 200, 200, share=(6, 6))
    whole = lost(rows).loss("cooperation")
    calm = lost(rows, leave_out=[frozenset(("AAA", other)) for other in OTHERS[:3]])
    assert calm.loss("cooperation").n_donors == 3
    assert (calm.loss("cooperation").lost or 0) > (whole.lost or 0) + 10


def test_without_a_control_group_the_interval_is_wide() -> None:
    rows = [row for row in world((6, 3)) if {row[1], row[2]} == {"AAA", "BBB"}]
    alone = lost(rows).loss("cooperation")
    beside = lost(world((6, 3))).loss("cooperation")
    assert alone.n_donors == 0
    assert width(alone) > 1.5 * width(beside)


@pytest.mark.parametrize(
    ("rows", "kind", "reason"),
    [
        (
            dyad("AAA", "BBB", 29, 200, share=(5, 5)),
            "cooperation",
            "29 acts of the two are known before, fewer than 30",
        ),
        (
            dyad("AAA", "BBB", 100, 0, share=(5, 5)),
            "cooperation",
            "no act of the two is known since",
        ),
        (dyad("AAA", "BBB", 100, 100, share=(5, 5)), "terrorism", "the rows carry no contexts"),
        ([], "cooperation", "0 acts of the two are known before, fewer than 30"),
    ],
)
def test_what_cannot_be_measured_says_why(rows: list[Row], kind: str, reason: str) -> None:
    loss = lost(rows).loss(kind)
    assert not loss.is_measured
    assert (loss.expected, loss.low, loss.high, loss.shift) == (None, None, None, None)
    assert reason in loss.reason
    assert loss_line(loss) == f"{kind}: cannot be measured ({loss.reason})"


def test_ten_expected_acts_are_needed() -> None:
    scarce = measure_loss(
        "material", Tally(volume_before=100, volume_after=50, kind_before=10, kind_after=0), ()
    )
    enough = measure_loss(
        "material", Tally(volume_before=100, volume_after=200, kind_before=10, kind_after=0), ()
    )
    assert not scarce.is_measured
    assert "acts are expected, fewer than 10" in scarce.reason
    assert enough.is_measured


def test_a_gain_is_told_as_more() -> None:
    loss = lost(world((3, 8))).loss("cooperation")
    line = loss_line(loss)
    assert line.startswith("cooperation: 160 acts seen, ")
    assert " more (90%: " in line


def test_windows_lie_within_the_days_of_the_rows() -> None:
    found = lost(world((5, 5)), as_of=dt.date(2019, 8, 31))
    assert found.before == Window(first=START, last=RUPTURE - ONE)
    assert found.after is not None
    assert found.after.first == RUPTURE
    assert found.after.last <= dt.date(2019, 8, 31)
    assert found.before is not None
    assert found.before.n_days == 181


def test_contexts_of_rows_tell_shared_challenges() -> None:
    rows = world((6, 2))
    contexts = [["energy"] if row[3] == "061" else [] for row in rows]
    found = cooperation_lost(table(rows, contexts=contexts), A, B, RUPTURE, END)
    assert (found.loss("energy").low or 0) > 0
    assert found.loss("terrorism").reason.startswith("about 0")


def test_acts_of_unknown_codes_count_as_acts_and_are_told() -> None:
    rows = [*world((5, 5)), (START, "AAA", "BBB", "no code", 4)]
    found = lost(rows)
    assert found.n_unknown_codes == 4
    assert found.loss("cooperation").tally.volume_before == 204


def test_rows_without_two_different_sides_are_no_acts_between_two() -> None:
    rows = world((5, 5))
    more = table(rows)
    odd = table([(START, "AAA", "AAA", "061", 9), (START, "AAA", "BBB", "061", 9)])
    odd = odd.set_column(2, "target", pa.array(["AAA", None], pa.string()))
    assert cooperation_lost(pa.concat_tables([more, odd]), A, B, RUPTURE, END) == lost(rows)


def test_any_arrow_type_of_text_and_day_will_do() -> None:
    rows = table(world((6, 4)))
    other = rows.cast(
        pa.schema(
            [
                ("day", pa.timestamp("us")),
                ("source", pa.large_string()),
                ("target", pa.large_string()),
                ("code", pa.large_string()),
                ("n", pa.int32()),
            ]
        )
    )
    other = other.set_column(1, "source", other["source"].dictionary_encode())
    whole = cooperation_lost(rows, A, B, RUPTURE, END)
    assert cooperation_lost(other, A, B, RUPTURE, END) == whole


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (table([]).drop_columns(["n"]), "lack n"),
        (table([(START, "AAA", "BBB", "061", -1)]), "n below 0"),
        (
            table([(START, "AAA", "BBB", "061", 1)]).set_column(4, "n", pa.array([0.5])),
            "n of rows of acts must be int64",
        ),
        (table([(None, "AAA", "BBB", "061", 1)]), "no day"),  # type: ignore[list-item]
        (table([(START, "AAA", "BBB", None, 1)]), "no code"),  # type: ignore[list-item]
    ],
)
def test_wrong_rows_are_refused(rows: pa.Table, message: str) -> None:
    with pytest.raises(InputError, match=message):
        cooperation_lost(rows, A, B, RUPTURE, END)


def test_wrong_questions_are_refused() -> None:
    with pytest.raises(InputError, match="not known yet"):
        lost(world((5, 5)), as_of=RUPTURE - ONE)
    with pytest.raises(InputError, match="the same was named twice"):
        cooperation_lost(table([]), A, A, RUPTURE, END)
    with pytest.raises(InputError, match="need a day each"):
        lost([], after_days=0)


@given(st.integers(0, 150), st.sampled_from(["061", "163"]), st.sampled_from(["BBB", "CCC"]))
@settings(max_examples=20, deadline=None)
def test_facts_known_later_change_nothing(lag: int, code: str, target: str) -> None:
    as_of = dt.date(2019, 9, 30)
    rows = world((6, 4))
    known = [row[0] for row in rows]
    honest = cooperation_lost(table(rows, known_at=known), A, B, RUPTURE, as_of)
    planted = [
        (START + lag * ONE, "AAA", target, code, 500),
        (as_of + ONE + lag * ONE, "AAA", target, code, 500),
    ]
    later = [as_of + ONE, as_of + ONE + lag * ONE]
    again = cooperation_lost(
        table([*rows, *planted], known_at=[*known, *later]), A, B, RUPTURE, as_of
    )
    assert again == honest
    whole = cooperation_lost(table(rows), A, B, RUPTURE, as_of)
    assert cooperation_lost(table([*rows, planted[1]]), A, B, RUPTURE, as_of) == whole == honest


small_rows = st.lists(
    st.tuples(
        st.integers(0, 364).map(lambda n: START + n * ONE),
        st.sampled_from(["AAA", "BBB", "CCC", "DDD"]),
        st.sampled_from(["AAA", "BBB", "CCC", "DDD"]),
        st.sampled_from(["061", "042", "111", "072"]),
        st.integers(0, 60),
    ),
    min_size=10,
    max_size=40,
)


@given(small_rows, st.randoms(use_true_random=False), st.permutations(["AAA", "BBB", "CCC", "DDD"]))
@settings(max_examples=40, deadline=None)
def test_order_sides_and_names_change_nothing(
    rows: list[Row], random: object, names: list[str]
) -> None:
    whole = lost(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cooperation_lost(table(shuffled), B, A, RUPTURE, END) == whole
    new = dict(zip(["AAA", "BBB", "CCC", "DDD"], names, strict=True))
    renamed = [(day, new[source], new[target], code, n) for day, source, target, code, n in rows]
    other = cooperation_lost(table(renamed), ActorId(new["AAA"]), ActorId(new["BBB"]), RUPTURE, END)
    assert other.losses == whole.losses


@given(small_rows)
@settings(max_examples=30, deadline=None)
def test_one_row_of_n_acts_is_n_rows_of_one(rows: list[Row]) -> None:
    single = [(*row[:4], 1) for row in rows for _ in range(row[4])]
    assert lost(single).losses == lost(rows).losses if single else True


def test_reports_told_twice_do_not_make_the_interval_narrower() -> None:
    random = np.random.default_rng(3)
    rows = world((5, 4), n=400, after=400)
    told = random.poisson(1, len(rows)).tolist()
    once = lost([(*row[:4], n) for row, n in zip(rows, told, strict=True)])
    twice = lost([(*row[:4], 2 * n) for row, n in zip(rows, told, strict=True)])
    one, two = once.loss("cooperation"), twice.loss("cooperation")
    assert two.dispersion == pytest.approx(2 * (one.dispersion or 0), rel=0.25)
    assert width(two) / 2 >= 0.9 * width(one)


def width(loss: Loss) -> float:
    assert loss.low is not None
    assert loss.high is not None
    return loss.high - loss.low


def tallies(
    random: np.random.Generator, n: int, *, volume: int, share: float, spread: float
) -> list[Tally]:
    """Dyads whose share moves by a normal of ``spread`` in log odds and nothing else."""
    found = []
    for _ in range(n):
        volumes = random.poisson(volume * random.uniform(0.5, 2.0, size=2)) + 30
        odds = np.log(share / (1 - share)) + random.normal(0, 0.4)
        shares = 1 / (1 + np.exp(-(odds + np.array([0.0, random.normal(0, spread)]))))
        hits = random.binomial(volumes, shares)
        found.append(
            Tally(
                volume_before=int(volumes[0]),
                volume_after=int(volumes[1]),
                kind_before=int(hits[0]),
                kind_after=int(hits[1]),
            )
        )
    return found


@pytest.mark.parametrize(("share", "spread"), [(0.5, 0.0), (0.5, 0.3), (0.15, 0.3)])
def test_without_a_rupture_nine_intervals_in_ten_hold_nothing_lost(
    share: float, spread: float
) -> None:
    random = np.random.default_rng(20)
    held = []
    for _ in range(200):
        own, *donors = tallies(random, 16, volume=300, share=share, spread=spread)
        loss = measure_loss("cooperation", own, donors)
        if loss.low is not None and loss.high is not None:
            held.append(loss.low <= 0 <= loss.high)
    assert len(held) > 190
    assert 0.84 <= np.mean(held) <= 0.97


def test_more_acts_narrow_the_interval() -> None:
    widths = []
    for scale in (1, 4, 16, 64):
        own = Tally(
            volume_before=50 * scale,
            volume_after=50 * scale,
            kind_before=25 * scale,
            kind_after=25 * scale,
        )
        donors = [replace(own)] * 12
        loss = measure_loss("cooperation", own, donors)
        widths.append(width(loss) / (loss.expected or 1))
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] < widths[0] / 3


def test_the_same_seed_gives_the_same_numbers_and_another_nearly() -> None:
    rows = world((6, 4))
    assert lost(rows, seed=5) == lost(rows, seed=5)
    one, other = lost(rows, seed=5).loss("cooperation"), lost(rows, seed=6).loss("cooperation")
    assert one.expected == pytest.approx(other.expected, rel=0.03)


@pytest.mark.parametrize("n_donors", [1, 4, 9])
def test_shift_and_spread_are_those_of_the_definition(n_donors: int) -> None:
    donors = tallies(np.random.default_rng(n_donors), n_donors, volume=400, share=0.4, spread=0.5)
    control = _control(donors, 1.0)
    cells = np.array(
        [(d.volume_before, d.volume_after, d.kind_before, d.kind_after) for d in sorted(donors)],
        dtype=np.float64,
    )
    shifts, variances = _log_odds_shifts(cells, control.share)
    shift, spread = posterior_means(
        shifts.tolist(),
        variances.tolist(),
        shift_scale=constants.SHIFT_SCALE,
        spread_scale=constants.SPREAD_SCALE,
    )
    assert control.shift == pytest.approx(shift, abs=0.005)
    assert control.spread == pytest.approx(spread, abs=0.01)


def test_all_kinds_are_answered_in_order() -> None:
    assert tuple(loss.kind for loss in lost(world((5, 5))).losses) == KINDS
