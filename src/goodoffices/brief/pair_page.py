"""The page of a pair: its timeline from feeds, and the same in words and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.constants import PHASE_TITLES
from goodoffices.brief.figure_page import FigurePage, Section, Table, render_page
from goodoffices.brief.pair_figure import draw_pair
from goodoffices.brief.words import day_words, tone_words
from goodoffices.relations.cooperation import loss_line

if TYPE_CHECKING:
    from goodoffices.brief.pair_timeline import PairTimeline
    from goodoffices.relations.cooperation import SharedChallenges
    from goodoffices.relations.daily import DyadNumbers, FeedRelation

__all__ = ["pair_page"]

_CAPTION = (
    "Phases, with changes for the better above and for the worse below, each with the report "
    "behind it. Tone is a mean of what reported acts count on Goldstein's scale, with its 90 % "
    "interval; bars are acts a week, the dashed line is how many were to be expected. Surprise is "
    "-log10 of a probability; an alarm score is the sum of two such and of how much is at stake. "
    "On shaded days the feeds were too thin: silence then means nothing."
)


def pair_page(made: PairTimeline, found: FeedRelation, unmet: SharedChallenges) -> str:
    """Return the page of a pair as HTML that loads nothing."""
    title = PHASE_TITLES[made.phase]
    since = f" since {day_words(made.phases[-1].since)}" if made.phases else ""
    return render_page(
        FigurePage(
            title=f"{made.low.name} and {made.high.name}",
            chip=f"{title}{since}, as feeds tell it",
            phase=made.phase,
            as_of=made.as_of,
            commit=made.commit,
            sections=(
                Section(
                    id="timeline",
                    title="Day by day",
                    figure=draw_pair(made),
                    caption=_CAPTION,
                    tables=(_changes(made),),
                ),
                Section(
                    id="numbers", title="Activity, tone, surprise", tables=_numbers(made, found)
                ),
                _challenges(unmet),
            ),
        )
    )


def _changes(made: PairTimeline) -> Table:
    rows = []
    for row in sorted(made.rows, key=lambda one: (str(one.day), one.what.text)):
        report = made.reports.get(row.what.refs[0]) if row.what.refs else None
        source = (report.url or report.id) if report else ""
        rows.append(
            (row.when.replace(" ", "\u00a0"), row.opens.replace("_", " "), row.what.text, source)
        )
    return Table(
        caption="What changed, and the report behind it",
        head=("Day", "To", "What", "Report"),
        rows=tuple(rows),
    )


def _numbers(made: PairTimeline, found: FeedRelation) -> tuple[Table, ...]:
    return tuple(
        _direction(numbers, names)
        for numbers, names in (
            (found.there, f"{made.low.name} towards {made.high.name}"),
            (found.back, f"{made.high.name} towards {made.low.name}"),
        )
    )


def _direction(numbers: DyadNumbers, names: str) -> Table:
    paused = "; the feeds were too thin on this day" if numbers.is_paused else ""
    return Table(
        caption=f"{names}, {numbers.window_days} days to {day_words(numbers.day)}{paused}; "
        f"tone {tone_words(numbers.tone)}",
        head=("Acts", "Seen", "Expected", "90 % of such counts", "Surprise"),
        rows=tuple(
            (
                one.name,
                str(one.seen),
                f"{one.expected:.2f}",
                f"{one.expected_low} to {one.expected_high}",
                "not known yet" if one.surprise is None else f"{one.surprise:.1f}",
            )
            for one in numbers.counts
        ),
    )


def _challenges(unmet: SharedChallenges) -> Section:
    told: list[str] = []
    if unmet.lost is None:
        told.append(f"Cooperation lost cannot be measured: {unmet.reason}.")
    else:
        told += [f"{loss_line(loss)}." for loss in unmet.lost.losses]
    ledger = unmet.mechanisms
    told.append(
        f"Suspended mechanisms that cases and texts tell: {len(ledger.suspensions)}, "
        f"{ledger.n_open} of them open, {ledger.mechanism_days:,} mechanism-days."
    )
    since = f" since the rift of {day_words(unmet.onset)}" if unmet.onset else ""
    return Section(id="challenges", title=f"Shared challenges unmet{since}", paragraphs=tuple(told))
