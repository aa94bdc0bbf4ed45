"""The page of a state: how multi-vector it is, its ties, its quarrels, rifts of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.constants import PHASE_TITLES
from goodoffices.brief.figure_page import FigurePage, Section, Table, render_page
from goodoffices.brief.gauge_figure import (
    MEASURES,
    draw_gauge,
    draw_ties,
    measured_words,
    trend_words,
)
from goodoffices.brief.words import table_day, tie_words

if TYPE_CHECKING:
    from goodoffices.relations.survey import StateSurvey
    from goodoffices.world import World

__all__ = ["rank_words", "state_page"]

_GAUGE = (
    "Dots are values from 0 to 1, bars their 90 % intervals, which come from the intervals of all "
    "tones. A measure without a dot is not known. Poles and their weights are a choice that can be "
    "replaced, not a finding."
)
_TIES = (
    "Tone of both directions together with its 90 % interval; acts are counted with a weight that "
    "halves each month. Dashed: the interval holds zero, so the tie may be either. Hollow: not "
    "surely warm, since the interval reaches below half of what is usual between two so busy."
)
_BRIDGED = (
    "Rifts and deep freezes of two others, as feeds tell them, with both of whom a tie is known. "
    "The probability is that of both tones being above half of what is usual, nothing more: being "
    "warm with both sides makes nobody a mediator."
)


def rank_words(made: StateSurvey) -> str:
    """Return the place by bridging, in words."""
    if made.rank is None:
        return f"Rank by bridging: not known ({made.n_ranked} states are ranked)"
    return f"Rank by bridging: {made.rank} of {made.n_ranked} states of which it is known"


def state_page(made: StateSurvey, world: World) -> str:
    """Return the page of a state as HTML that loads nothing."""
    return render_page(
        FigurePage(
            title=world.name(made.state, made.as_of, style="short"),
            chip="One state among others, as feeds tell it",
            phase="",
            as_of=made.as_of,
            commit=made.commit,
            sections=(
                Section(
                    id="alignment",
                    title="How multi-vector it is",
                    paragraphs=(f"{rank_words(made)}.",),
                    figure=draw_gauge(made, world),
                    caption=_GAUGE,
                    tables=(_measures(made),),
                ),
                Section(
                    id="ties",
                    title="Ties from warm to cold",
                    figure=draw_ties(made, world),
                    caption=_TIES,
                    tables=(_ties(made, world),),
                ),
                Section(
                    id="phases",
                    title="Where it is not calm",
                    tables=(_phases(made, world),),
                ),
                Section(
                    id="bridging",
                    title="Rifts of others that it has ties with both sides of",
                    paragraphs=(_BRIDGED,),
                    tables=(_bridged(made, world),),
                ),
            ),
        )
    )


def _measures(made: StateSurvey) -> Table:
    return Table(
        caption="The same as text",
        head=("Measure", "Value and interval", "Trend"),
        rows=tuple(
            (
                name,
                measured_words(getattr(made.alignment, name)),
                trend_words(getattr(made.alignment, name)),
            )
            for name, _ in MEASURES
        ),
        is_folded=True,
    )


def _ties(made: StateSurvey, world: World) -> Table:
    return Table(
        caption=f"All {len(made.ties)} ties; {made.n_faint} more have faded to less than one act",
        head=("State", "Tone", "Acts"),
        rows=tuple(
            (
                _name(world, tie.low if tie.high == made.state else tie.high, made),
                tie_words(tie),
                f"{tie.n_events:.1f}",
            )
            for tie in made.ties
        ),
        is_folded=True,
    )


def _phases(made: StateSurvey, world: World) -> Table:
    reports = {one.id: one for one in made.reports}
    rows = []
    for one in made.phases:
        report = reports.get(one.cited[0]) if one.cited else None
        rows.append(
            (
                _name(world, one.other, made),
                PHASE_TITLES[one.phase],
                table_day(one.since),
                one.why,
                (report.url or report.id) if report else "",
            )
        )
    return Table(
        caption=f"{len(rows)} relations that are not calm",
        head=("With", "Phase", "Since", "Why", "Report"),
        rows=tuple(rows),
    )


def _bridged(made: StateSurvey, world: World) -> Table:
    found = made.alignment
    return Table(
        caption=f"{len(found.bridged)} of {found.n_rifts} rifts of others",
        head=(
            "Between",
            "And",
            "Since",
            "Tone with the first",
            "With the second",
            "Warm with both",
        ),
        rows=tuple(
            (
                _name(world, one.rift.low, made),
                _name(world, one.rift.high, made),
                table_day(one.rift.since),
                tie_words(one.to_low),
                tie_words(one.to_high),
                f"{one.probability:.2f}",
            )
            for one in found.bridged
        ),
    )


def _name(world: World, actor: str, made: StateSurvey) -> str:
    return world.name(actor, made.as_of, style="short")
