"""How multi-vector a state is: breadth, evenness, bridging, steadiness, and what is not known."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import BadRow
from goodoffices.relations.alignment import (
    PoleTable,
    RiftSpan,
    align_states,
    alignment,
    load_poles,
    rank_by_bridging,
)
from goodoffices.relations.alignment.shares import breadth, evenness
from goodoffices.relations.network import Tie

DAY = dt.date(2016, 6, 30)


@pytest.fixture
def poles(tmp_path: Path) -> PoleTable:
    """Two poles of one state, a half and a quarter of the power, and a bloc of two."""
    (tmp_path / "poles.csv").write_text(
        "pole,member,since,until\nPPP,PPP,,\nQQQ,QQQ,,\nBLOC,RRR,,\nBLOC,SSS,,2014-01-01\n",
        encoding="utf-8",
    )
    (tmp_path / "gdp.csv").write_text(
        "state,year,gdp_usd_bn\nPPP,2015,50\nQQQ,2015,25\nRRR,2015,25\nSSS,2014,75\n",
        encoding="utf-8",
    )
    return load_poles(tmp_path)


def tie(a: str, b: str, tone: float | None, spread: float = 0.0, **other: object) -> Tie:
    low, high = sorted((a, b))
    values: dict[str, object] = {
        "day": DAY,
        "tone_low": None if tone is None else tone - spread,
        "tone_high": None if tone is None else tone + spread,
        "n_events": 9.0,
        "event_ids": (f"{low}-{high}",),
    }
    return Tie(low=low, high=high, tone=tone, **{**values, **other})  # type: ignore[arg-type]


def rift(low: str, high: str, since: str = "2016-01-01", until: str | None = None) -> RiftSpan:
    return RiftSpan(
        low=low,
        high=high,
        since=dt.date.fromisoformat(since),
        until=dt.date.fromisoformat(until) if until else None,
    )


def month_end(back: int) -> dt.date:
    at = DAY.year * 12 + DAY.month - back
    return dt.date(at // 12, at % 12 + 1, 1) - dt.timedelta(days=1)


def test_equal_warmth_with_all_poles_is_the_most_breadth_and_evenness(poles: PoleTable) -> None:
    ties = [tie("XXX", pole, 2.0) for pole in ("PPP", "QQQ", "RRR")]
    found = alignment("XXX", ties, [], DAY, poles=poles)
    assert found.breadth.value == pytest.approx(1)
    assert found.evenness.value == pytest.approx(1)
    assert found.known_power == pytest.approx(1)


def test_warmth_with_one_pole_is_as_broad_as_its_power(poles: PoleTable) -> None:
    ties = [tie("XXX", "PPP", 3.0), tie("XXX", "QQQ", -1.0), tie("XXX", "RRR", -2.0)]
    found = alignment("XXX", ties, [], DAY, poles=poles)
    assert found.breadth.value == pytest.approx(0.5)
    assert found.evenness.value == 0
    assert [(one.pole, one.share) for one in found.poles] == [
        ("PPP", 1.0),
        ("QQQ", 0.0),
        ("BLOC", 0.0),
    ]
    assert found.poles[0].ties[0].event_ids == ("PPP-XXX",)


def test_warm_with_none_is_no_breadth_and_says_so_of_evenness(poles: PoleTable) -> None:
    ties = [tie("XXX", pole, -2.0) for pole in ("PPP", "QQQ", "RRR")]
    found = alignment("XXX", ties, [], DAY, poles=poles)
    assert found.breadth.value == 0
    assert found.evenness.value is None
    assert found.evenness.why_not == "warm with no pole"
    assert {one.share for one in found.poles} == {None}


def test_poles_of_less_than_half_of_the_power_say_nothing(poles: PoleTable) -> None:
    ties = [tie("XXX", "QQQ", 2.0)]
    found = alignment("XXX", ties, [], DAY, poles=poles)
    assert found.breadth.value is None
    assert found.breadth.why_not == "a known tie with 1 poles, fewer than 2"
    weak = [tie("XXX", "QQQ", 2.0), tie("XXX", "RRR", 2.0), tie("XXX", "PPP", 2.0, n_events=0.5)]
    # QQQ and the bloc hold just half of the power.
    assert alignment("XXX", weak, [], DAY, poles=poles).breadth.value == pytest.approx(1)


def test_an_unknown_pole_is_not_a_cold_one(poles: PoleTable) -> None:
    known = [tie("XXX", "PPP", 2.0), tie("XXX", "QQQ", 2.0)]
    unknown = alignment("XXX", [*known, tie("XXX", "RRR", None)], [], DAY, poles=poles)
    cold = alignment("XXX", [*known, tie("XXX", "RRR", -2.0)], [], DAY, poles=poles)
    assert unknown.breadth.value == pytest.approx(1)
    assert cold.breadth.value == pytest.approx(0.75)
    assert unknown.poles[2].tone is None
    assert unknown.known_power == pytest.approx(0.75)


def test_a_state_does_not_lean_on_the_pole_it_belongs_to(poles: PoleTable) -> None:
    found = alignment("RRR", [tie("RRR", "PPP", 2.0), tie("RRR", "QQQ", 2.0)], [], DAY, poles=poles)
    assert [one.pole for one in found.poles] == ["PPP", "QQQ"]
    assert found.known_power == pytest.approx(1)


def test_members_of_a_pole_weigh_by_output_and_only_while_they_belong(poles: PoleTable) -> None:
    day = dt.date(2013, 12, 31)
    ties = [tie("XXX", "RRR", 4.0, day=day), tie("XXX", "SSS", -4.0, day=day)]
    bloc = alignment("XXX", ties, [], day, poles=poles).poles[2]
    # No output is known of a year before 2013; the first known year stands in.
    assert bloc.tone == pytest.approx((4 * 25 - 4 * 75) / 100)
    later = [tie("XXX", "RRR", 4.0), tie("XXX", "SSS", -4.0)]
    assert alignment("XXX", later, [], DAY, poles=poles).poles[2].tone == pytest.approx(4)


def test_bridging_is_the_share_of_rifts_of_others_with_warmth_on_both_sides(
    poles: PoleTable,
) -> None:
    ties = [tie("XXX", one, 2.0) for one in "ABC"] + [tie("XXX", "D", -2.0)]
    rifts = [
        rift("A", "B"),
        rift("A", "C"),
        rift("B", "D"),
        rift("C", "D"),
        rift("A", "E"),  # E is unknown to XXX
        rift("A", "XXX"),  # its own
        rift("B", "C", until="2016-03-01"),  # over
        rift("B", "C", since="2016-08-01"),  # not yet
    ]
    found = alignment("XXX", ties, rifts, DAY, poles=poles)
    assert found.bridging.value == pytest.approx(0.5)
    assert found.bridging.low is not None
    assert found.bridging.high is not None
    assert found.bridging.low < 0.2
    assert found.bridging.high > 0.8
    assert found.n_rifts == 5
    assert [(one.rift.low, one.rift.high, one.probability) for one in found.bridged] == [
        ("A", "B", 1.0),
        ("A", "C", 1.0),
        ("B", "D", 0.0),
        ("C", "D", 0.0),
    ]
    assert found.bridged[0].to_low.event_ids == ("A-XXX",)


def test_a_tone_that_is_only_usual_bridges_nothing(poles: PoleTable) -> None:
    rifts = [rift("A", "B"), rift("A", "C"), rift("B", "C")]

    def bridging(usual: float | None) -> float | None:
        ties = [replace(tie("XXX", one, 2.0, 0.5), usual=usual) for one in "ABC"]
        found = alignment("XXX", ties, rifts, DAY, poles=poles)
        assert found.bridged[0].probability == pytest.approx(found.bridging.value, abs=0.08)
        return found.bridging.value

    assert bridging(None) == bridging(-3.0) == 1.0
    assert bridging(4.0) == pytest.approx(0.25, abs=0.08)
    assert bridging(6.0) == pytest.approx(0.0, abs=0.01)


def test_two_rifts_are_too_few_to_speak_of_bridging(poles: PoleTable) -> None:
    ties = [tie("XXX", one, 2.0) for one in "ABC"]
    found = alignment("XXX", ties, [rift("A", "B"), rift("A", "C")], DAY, poles=poles)
    assert found.bridging.value is None
    assert found.bridging.why_not == "known ties with both sides of 2 rifts, fewer than 3"
    assert len(found.bridged) == 2


def test_doubtful_tones_widen_the_intervals(poles: PoleTable) -> None:
    rifts = [rift("A", "B"), rift("A", "C"), rift("B", "C")]

    def found(spread: float) -> tuple[float, float]:
        ties = [tie("XXX", one, 2.0, spread) for one in ("A", "B", "C", "PPP", "QQQ", "RRR")]
        one = alignment("XXX", ties, rifts, DAY, poles=poles)
        widths = []
        for measure in (one.breadth, one.bridging):
            assert measure.low is not None
            assert measure.high is not None
            assert measure.value is not None
            assert measure.low <= measure.value <= measure.high
            widths.append(measure.high - measure.low)
        return widths[0], widths[1]

    assert found(0.0)[0] == pytest.approx(0)
    assert found(1.0)[0] < found(4.0)[0]
    assert found(1.0)[1] < found(4.0)[1]


def test_the_draws_agree_with_the_probabilities_of_the_rifts(poles: PoleTable) -> None:
    ties = [tie("XXX", one, 0.5, 2.0) for one in "ABCDEF"]
    rifts = [rift("A", "B"), rift("C", "D"), rift("E", "F")]
    found = alignment("XXX", ties, rifts, DAY, poles=poles)
    expected = np.mean([one.probability for one in found.bridged])
    assert found.bridging.value == pytest.approx(expected, abs=0.05)


def test_a_state_that_never_moves_is_steady_and_one_that_swings_is_not(poles: PoleTable) -> None:
    def steadiness(tones: list[float]) -> float | None:
        ties = [
            tie("XXX", pole, tone if pole == "PPP" else 2.0, day=month_end(back))
            for back, tone in enumerate(tones)
            for pole in ("PPP", "QQQ", "RRR")
        ]
        return alignment("XXX", ties, [], DAY, poles=poles).steadiness.value

    assert steadiness([2.0] * 24) == pytest.approx(1)
    swinging = steadiness([2.0, -2.0] * 12)
    # Breadth is 1 and 0.5 in turn: a standard deviation of 0.25.
    assert swinging == pytest.approx(0.5)


def test_steadiness_and_trend_need_a_year_of_months(poles: PoleTable) -> None:
    def found(n_months: int) -> tuple[float | None, float | None, str]:
        ties = [
            tie("XXX", pole, 2.0, day=month_end(back))
            for back in range(n_months)
            for pole in ("PPP", "QQQ", "RRR")
        ]
        one = alignment("XXX", ties, [], DAY, poles=poles)
        return one.steadiness.value, one.breadth.trend, one.steadiness.why_not

    assert found(11) == (None, None, "11 months known, fewer than 12")
    assert found(12) == (pytest.approx(1), pytest.approx(0), "")


def test_a_state_that_opens_to_more_poles_has_a_rising_trend(poles: PoleTable) -> None:
    # The tone with PPP rises from 0 to 2 within two years; that with the others stays 2.
    ties = [
        tie("XXX", pole, (24 - back) / 12 if pole == "PPP" else 2.0, day=month_end(back))
        for back in range(24)
        for pole in ("PPP", "QQQ", "RRR")
    ]
    found = alignment("XXX", ties, [], DAY, poles=poles)
    assert found.breadth.trend is not None
    assert 0.1 < found.breadth.trend < 0.5


def test_nothing_after_the_day_counts(poles: PoleTable) -> None:
    ties = [tie("XXX", pole, 2.0) for pole in ("PPP", "QQQ", "RRR")]
    later = [
        tie("XXX", pole, -5.0, day=DAY + dt.timedelta(days=1)) for pole in ("PPP", "QQQ", "RRR")
    ]
    assert alignment("XXX", ties + later, [], DAY, poles=poles) == alignment(
        "XXX", ties, [], DAY, poles=poles
    )


def test_a_state_without_known_ties_has_nothing_but_reasons(poles: PoleTable) -> None:
    found = alignment("XXX", [tie("XXX", "PPP", None)], [], DAY, poles=poles)
    for measure in (found.breadth, found.evenness, found.bridging, found.steadiness):
        assert measure.value is None
        assert measure.why_not == "no tie of XXX is known"


def test_numbers_of_a_state_do_not_depend_on_who_else_is_asked_for(poles: PoleTable) -> None:
    ties = [tie(a, b, 1.0, 2.0) for a, b in ("XP", "XQ", "XR", "YP", "YQ", "XY", "PQ", "QR")]
    rifts = [rift("P", "Q"), rift("P", "R"), rift("Q", "R")]
    alone = align_states(["X"], ties, rifts, DAY, poles=poles)
    both = align_states(["Y", "X"], ties[::-1], rifts, DAY, poles=poles)
    assert both[1] == alone[0] == alignment("X", ties, rifts, DAY, poles=poles)


def test_ranking_is_by_what_is_sure_of_bridging_and_the_unknown_come_last(
    poles: PoleTable,
) -> None:
    names = "ABCDEFG"
    rifts = [rift(a, b) for place, a in enumerate(names) for b in names[place + 1 :]]
    ties = (
        [tie("MMM", one, 2.0) for one in names]
        + [tie("NNN", one, 2.0 if one != "A" else -2.0) for one in names]
        + [tie("LLL", one, 2.0) for one in "ABC"]
        + [tie("KKK", "A", 2.0)]
    )
    rows = rank_by_bridging(
        align_states(["KKK", "LLL", "NNN", "MMM"], ties, rifts, DAY, poles=poles)
    )
    found = [(row.rank, row.alignment.state, row.alignment.bridging.value) for row in rows]
    # LLL is warm with all it knows, but that is three rifts only.
    assert found == [
        (1, "MMM", 1.0),
        (2, "NNN", pytest.approx(15 / 21)),
        (3, "LLL", 1.0),
        (None, "KKK", None),
    ]


tones = st.lists(
    # Below a millionth of a point a tone is nothing that a scale could keep.
    st.one_of(st.just(math.nan), st.floats(-9, 9).map(lambda tone: round(tone, 6))),
    min_size=3,
    max_size=3,
).map(np.array)


@settings(max_examples=200)
@given(tones, st.floats(0.1, 10), st.permutations(range(3)))
def test_breadth_and_evenness_lie_between_0_and_1_and_do_not_mind_scale_or_order(
    tone: np.ndarray, scale: float, order: list[int]
) -> None:
    powers = np.array([0.5, 0.3, 0.2])
    for found, other in (
        (breadth(tone, powers), breadth(tone[order] * scale, powers[order])),
        (evenness(tone), evenness(tone[order] * scale)),
    ):
        assert math.isnan(found) or -1e-9 <= found <= 1 + 1e-9
        assert float(other) == pytest.approx(float(found), abs=1e-6, nan_ok=True)


def test_the_shipped_poles_have_the_members_and_weights_of_their_day() -> None:
    table = load_poles()
    before, after = table.on(dt.date(2020, 1, 31)), table.on(dt.date(2020, 2, 1))
    for poles_of_day in (before, after):
        assert [pole.id for pole in poles_of_day] == [
            "USA",
            "CHN",
            "RUS",
            "IND",
            "TUR",
            "EU",
            "GCC",
        ]
        assert sum(pole.power for pole in poles_of_day) == pytest.approx(1)
        for pole in poles_of_day:
            assert sum(size for _, size in pole.members) == pytest.approx(1)
    assert "GBR" in dict(before[5].members)
    assert "GBR" not in dict(after[5].members)
    assert len(after[5].members) == 27


def test_weights_are_of_a_year_before_the_day() -> None:
    table = load_poles()
    known = {
        day.year: table.on(day)[1].power for day in (dt.date(2016, 1, 1), dt.date(2016, 12, 1))
    }
    assert len(known) == 1
    assert table.on(dt.date(2000, 1, 1))[1].power < table.on(dt.date(2020, 1, 1))[1].power


@pytest.mark.parametrize(
    ("poles_csv", "gdp_csv", "message"),
    [
        ("pole,member\nA,A\n", "state,year,gdp_usd_bn\nA,2015,1\n", "expected the columns pole"),
        ("pole,member,since,until\nA,A,,\n", "state,year,gdp_usd_bn\nA,2015,-1\n", "above 0"),
        ("pole,member,since,until\nA,A,,\n", "state,year,gdp_usd_bn\nA,x,1\n", "numbers"),
        ("pole,member,since,until\nA,B,,\n", "state,year,gdp_usd_bn\nA,2015,1\n", "no row in gdp"),
        ("pole,member,since,until\nA,A,15,\n", "state,year,gdp_usd_bn\nA,2015,1\n", "YYYY-MM-DD"),
        ("pole,member,since,until\nA,A\n", "state,year,gdp_usd_bn\nA,2015,1\n", "4 cells"),
    ],
)
def test_wrong_tables_of_poles_are_refused_with_the_line(
    tmp_path: Path, poles_csv: str, gdp_csv: str, message: str
) -> None:
    (tmp_path / "poles.csv").write_text(poles_csv, encoding="utf-8")
    (tmp_path / "gdp.csv").write_text(gdp_csv, encoding="utf-8")
    with pytest.raises(BadRow, match=message):
        load_poles(tmp_path)


def test_the_example_on_the_page_of_alignment_prints_what_it_should(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = Path(__file__).parents[2] / "docs" / "explanation" / "alignment.md"
    (example,) = re.findall(
        r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    exec(compile(example, str(page), "exec"), {})  # noqa: S102 (our own page)
    assert capsys.readouterr().out.splitlines() == [
        "0.88 of the power, bridges 0.72",
        "AAA BBB 1 months known, fewer than 12",
    ]
