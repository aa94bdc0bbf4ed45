"""Alignment of a state: breadth, evenness, bridging and steadiness, with intervals and trends."""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.relations.alignment import settings as c
from goodoffices.relations.alignment.poles import load_poles
from goodoffices.relations.alignment.records import (
    Alignment,
    BridgedRift,
    PoleTie,
    RankedState,
)
from goodoffices.relations.alignment.shares import breadth, evenness
from goodoffices.relations.alignment.spread import measured, of_few, steadiness
from goodoffices.relations.network import latest_ties

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from goodoffices.relations.alignment.poles import Pole, PoleTable
    from goodoffices.relations.alignment.records import RiftSpan
    from goodoffices.relations.network import Tie

    Floats = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["align_states", "alignment", "rank_by_bridging"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Month:
    """What is known on the last day of a month that has ties: poles, rifts and ties by partner."""

    day: dt.date
    at: int
    poles: tuple[Pole, ...]
    rifts: tuple[RiftSpan, ...]
    ties: dict[str, Tie]


def alignment(
    state: str,
    ties: Iterable[Tie],
    rifts: Iterable[RiftSpan],
    as_of: dt.date,
    *,
    poles: PoleTable | None = None,
    seed: int = 0,
) -> Alignment:
    """Return how multi-vector a state is on a day.

    - *breadth*: share of the poles' power over which its warmth is spread (``shares.breadth``);
    - *evenness*: how evenly, whatever the power (``shares.evenness``);
    - *bridging*: mean probability that it is warm with both sides (above ``Tie.warm_above``), over
      the rifts of others whose both sides it has a known tie with; its interval also knows how few
      these rifts are;
    - *steadiness*: 1 - 2 s, where s is the standard deviation of monthly breadth over two years.

    ``ties`` holds snapshots: the ties of one day together, the last one on or before ``as_of`` for
    the values and the last one of each calendar month for steadiness and trends. A pole that the
    state belongs to is left out. Values are means over draws of all tones from their intervals; the
    error of a pair is taken to be the same in all months, as its tones share their events.

    >>> import datetime as dt
    >>> alignment("KAZ", [], [], dt.date(2016, 7, 1)).breadth.why_not
    'no tie of KAZ is known'
    """
    table = poles or load_poles()
    months = _months(state, ties, tuple(rifts), as_of, table)
    if not months:
        return _unknown(state, as_of)
    partners = sorted({partner for month in months for partner in month.ties})
    # The stream belongs to the state: its numbers do not depend on who else is asked for.
    random = np.random.default_rng([seed, *state.encode()])
    tones = _draw(months, partners, random)
    now = months[-1]
    by_pole = [_pole_tones(month, partners, tones[:, at]) for at, month in enumerate(months)]
    places = [month.at for month in months]
    spreads = np.stack([breadth(*one) for one in by_pole], axis=1)
    evens = np.stack([evenness(tone) for tone, _ in by_pole], axis=1)
    for at, month in enumerate(months):
        if _few_poles(_pole_ties(month)):
            spreads[:, at] = evens[:, at] = np.nan
    bridges = np.stack(
        [_bridged_share(month, partners, tones[:, at]) for at, month in enumerate(months)], axis=1
    )
    held = _pole_ties(now)
    bridged = _bridged(now)
    few_poles = _few_poles(held)
    return Alignment(
        state=state,
        as_of=as_of,
        breadth=measured(spreads, places, few_poles),
        evenness=measured(evens, places, few_poles or _none_warm(held)),
        bridging=of_few(
            measured(bridges, places, _few_rifts(bridged)), bridges[:, -1], len(bridged), random
        ),
        steadiness=steadiness(spreads, few_poles),
        known_power=_known_power(held),
        poles=held,
        n_rifts=len(now.rifts),
        bridged=bridged,
    )


def align_states(
    states: Iterable[str],
    ties: Iterable[Tie],
    rifts: Iterable[RiftSpan],
    as_of: dt.date,
    *,
    poles: PoleTable | None = None,
    seed: int = 0,
) -> tuple[Alignment, ...]:
    """Return the alignment of each of some states, in their order. See ``alignment``."""
    table, spans = poles or load_poles(), tuple(rifts)
    own: dict[str, list[Tie]] = {state: [] for state in states}
    for tie in ties:
        for side in (tie.low, tie.high):
            if side in own:
                own[side].append(tie)
    return tuple(
        alignment(state, held, spans, as_of, poles=table, seed=seed) for state, held in own.items()
    )


def rank_by_bridging(alignments: Iterable[Alignment]) -> tuple[RankedState, ...]:
    """Return states by how surely they bridge, the most first; those not known last, unranked.

    Ranked by the lower end of the interval, so that three rifts out of three do not outrank twenty
    out of twenty-one. States with the same have one rank and stand in the order of their codes.
    """
    rows = sorted(alignments, key=lambda one: (-(one.bridging.low or 0.0), one.state))
    known = [row for row in rows if row.bridging.low is not None]
    floors = [row.bridging.low for row in known]
    ranked = [RankedState(rank=floors.index(row.bridging.low) + 1, alignment=row) for row in known]
    others = [RankedState(rank=None, alignment=row) for row in rows if row.bridging.low is None]
    return (*ranked, *others)


def _unknown(state: str, as_of: dt.date) -> Alignment:
    nothing = measured(None, None, f"no tie of {state} is known")
    return Alignment(
        state=state,
        as_of=as_of,
        breadth=nothing,
        evenness=nothing,
        bridging=nothing,
        steadiness=nothing,
        known_power=0.0,
        poles=(),
        n_rifts=0,
        bridged=(),
    )


def _months(
    state: str,
    ties: Iterable[Tie],
    rifts: tuple[RiftSpan, ...],
    as_of: dt.date,
    table: PoleTable,
) -> list[_Month]:
    """Return what is known at the end of each month of the window in which there are ties."""
    days: dict[int, dict[dt.date, list[Tie]]] = {}
    last = as_of.year * 12 + as_of.month
    for tie in ties:
        at = tie.day.year * 12 + tie.day.month
        if tie.day <= as_of and last - c.WINDOW_MONTHS < at:
            days.setdefault(at, {}).setdefault(tie.day, []).append(tie)
    found = []
    for at, by_day in sorted(days.items()):
        day = max(by_day)
        own = {
            tie.high if tie.low == state else tie.low: tie
            for tie in latest_ties(by_day[day], day)
            if state in (tie.low, tie.high) and tie.low != tie.high and _is_known(tie)
        }
        found.append(
            _Month(
                day=day,
                at=at,
                poles=tuple(
                    pole
                    for pole in table.on(day)
                    if state not in {member for member, _ in pole.members}
                ),
                rifts=tuple(
                    rift
                    for rift in rifts
                    if state not in (rift.low, rift.high)
                    and rift.since <= day
                    and (rift.until is None or day <= rift.until)
                ),
                ties=own,
            )
        )
    return found if any(month.ties for month in found) else []


def _is_known(tie: Tie) -> bool:
    return tie.tone is not None and tie.n_events >= c.MIN_EVENTS


def _numbers(tie: Tie) -> tuple[float, float]:
    """Return the tone of a known tie and its standard deviation."""
    tone = tie.tone or 0.0
    low = tone if tie.tone_low is None else tie.tone_low
    high = tone if tie.tone_high is None else tie.tone_high
    return tone, (high - low) / (2 * c.TONE_Z)


def _draw(months: Sequence[_Month], partners: Sequence[str], random: np.random.Generator) -> Floats:
    """Return draws of all tones, NaN where unknown. Axes: draw, month, partner."""
    errors = random.standard_normal((c.N_DRAWS, 1, len(partners)))
    tones = np.full((len(months), len(partners)), np.nan)
    spreads = tones.copy()
    for at, month in enumerate(months):
        for place, partner in enumerate(partners):
            if partner in month.ties:
                tones[at, place], spreads[at, place] = _numbers(month.ties[partner])
    drawn: Floats = tones + spreads * errors
    return drawn


def _pole_tones(month: _Month, partners: Sequence[str], tones: Floats) -> tuple[Floats, Floats]:
    """Return the tone with each pole (draw, pole) and the power of each."""
    place = {partner: at for at, partner in enumerate(partners)}
    found = np.full((len(tones), len(month.poles)), np.nan)
    for at, pole in enumerate(month.poles):
        known = [(place[one], size) for one, size in pole.members if one in month.ties]
        if known:
            columns, sizes = (list(part) for part in zip(*known, strict=True))
            found[:, at] = tones[:, columns] @ np.array(sizes) / sum(sizes)
    return found, np.array([pole.power for pole in month.poles])


def _pole_ties(month: _Month) -> tuple[PoleTie, ...]:
    """Return how the state stands with each pole, by the tones themselves."""
    rows = []
    for pole in month.poles:
        known = [(month.ties[one], size) for one, size in pole.members if one in month.ties]
        total = sum(size for _, size in known)
        tone = sum(_numbers(tie)[0] * size for tie, size in known) / total if known else None
        rows.append((pole, tone, tuple(tie for tie, _ in known)))
    warm = sum(max(0.0, tone or 0.0) * pole.power for pole, tone, _ in rows)
    return tuple(
        PoleTie(
            pole=pole.id,
            power=pole.power,
            tone=tone,
            share=None if tone is None or not warm else max(0.0, tone) * pole.power / warm,
            ties=ties,
        )
        for pole, tone, ties in rows
    )


def _known_power(held: Sequence[PoleTie]) -> float:
    """Return the share of power, among the poles it could stand near, of those with a known tie."""
    total = sum(one.power for one in held)
    return sum(one.power for one in held if one.tone is not None) / total if total else 0.0


def _few_poles(held: Sequence[PoleTie]) -> str:
    """Return why warmth cannot be spread over the known poles, or nothing."""
    n_known = sum(one.tone is not None for one in held)
    if n_known < c.MIN_POLES:
        return f"a known tie with {n_known} poles, fewer than {c.MIN_POLES}"
    share = _known_power(held)
    if share < c.MIN_KNOWN_POWER:
        return f"known ties with poles of {share:.0%} of the power, under {c.MIN_KNOWN_POWER:.0%}"
    return ""


def _few_rifts(bridged: Sequence[BridgedRift]) -> str:
    n = len(bridged)
    few = f"known ties with both sides of {n} rifts, fewer than {c.MIN_RIFTS}"
    return few if n < c.MIN_RIFTS else ""


def _none_warm(held: Sequence[PoleTie]) -> str:
    return "" if any((one.tone or 0.0) > 0 for one in held) else "warm with no pole"


def _bridged_share(month: _Month, partners: Sequence[str], tones: Floats) -> Floats:
    """Return the share of rifts with both ties known whose both sides are warm. Axis: draw."""
    place = {partner: at for at, partner in enumerate(partners)}
    known = [
        (place[rift.low], place[rift.high])
        for rift in month.rifts
        if rift.low in month.ties and rift.high in month.ties
    ]
    if len(known) < c.MIN_RIFTS:
        return np.full(len(tones), np.nan)
    lows, highs = (list(side) for side in zip(*known, strict=True))
    bars = np.array([month.ties[one].warm_above if one in month.ties else 0.0 for one in partners])
    is_warm = tones > bars
    share: Floats = (is_warm[:, lows] & is_warm[:, highs]).mean(axis=1)
    return share


def _bridged(month: _Month) -> tuple[BridgedRift, ...]:
    rows = [
        BridgedRift(
            rift=rift,
            probability=_warm(month.ties[rift.low]) * _warm(month.ties[rift.high]),
            to_low=month.ties[rift.low],
            to_high=month.ties[rift.high],
        )
        for rift in month.rifts
        if rift.low in month.ties and rift.high in month.ties
    ]
    return tuple(sorted(rows, key=lambda one: (-one.probability, one.rift.low, one.rift.high)))


def _warm(tie: Tie) -> float:
    """Return the probability that a tone is warm, by a normal law over its interval."""
    tone, spread = _numbers(tie)
    above = tone - tie.warm_above
    return 0.5 * (1 + erf(above / (spread * sqrt(2)))) if spread else float(above > 0)
