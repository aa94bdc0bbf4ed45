"""The page of the network of states: its measures, its cold ties, and who stands between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.between_figure import draw_between
from goodoffices.brief.cold_figure import draw_cold_ties, network_words
from goodoffices.brief.constants import PHASE_TITLES
from goodoffices.brief.figure_page import FigurePage, Section, Table, render_page
from goodoffices.brief.words import count, table_day, tie_words

if TYPE_CHECKING:
    from goodoffices.relations.survey import Between, Friend, NetworkSurvey
    from goodoffices.world import World

__all__ = ["measures_words", "network_page"]

N_STRAINED = 10
"""States listed by balance: those under most strain."""

_WHAT_IT_IS = (
    "A tie is cold where the whole 90 % interval of its tone lies below zero, and warm where it "
    "lies above half of what is usual between two states that deal with each other as much; at "
    "least three acts, in their decayed count, must stand behind it. Of all other pairs nothing is "
    "said. All numbers describe the reports of feeds on this day: they forecast nothing and judge "
    "nobody."
)


def measures_words(made: NetworkSurvey) -> tuple[str, ...]:
    """Return what is measured on the network, a sentence each."""
    census = made.census
    triads = (
        f"Triads with three known ties: {census.n_triads:,}; {census.none_cold:,} without a cold "
        f"tie, {census.one_cold:,} with one (a friend of both sides), {census.two_cold:,} with "
        f"two, {census.all_cold:,} with three."
    )
    return (triads, _balanced(made), _walks(made), _camps(made))


def _balanced(made: NetworkSurvey) -> str:
    band = made.balanced
    if band.seen is None:
        return "Balanced share of triads: cannot be measured, there is no triad."
    if band.low is None or band.high is None:
        return f"Balanced share of triads: {band.seen:.2f}."
    return (
        f"Balanced share of triads: {band.seen:.2f}; with signs dealt at random over the same ties "
        f"{band.low:.2f} to {band.high:.2f} in {band.share * 100:.0f} % of {band.n_draws} draws. "
        f"Descriptive only."
    )


def _walks(made: NetworkSurvey) -> str:
    value = made.walks.value
    told = "cannot be measured, there is no cycle" if value is None else f"{value:.2f}"
    return f"Balance by closed walks (1 is full balance): {told}."


def _camps(made: NetworkSurvey) -> str:
    found = made.two_camps
    if found is None or found.index is None:
        return f"Frustration index: not known, {made.why_not}."
    first, second = (len(camp) for camp in found.camps)
    proof = (
        f"exact, with a proof of {count(len(found.proof.witnesses), 'part')}"
        if found.is_exact
        else f"at least {found.bound} is proved"
    )
    return (
        f"Frustration index: {found.index} of {len(made.ties):,} ties are against the best two "
        f"camps, of {first} and {second} states ({proof}). Other camps may do as well."
    )


def network_page(made: NetworkSurvey, between: Between | None, world: World) -> str:
    """Return the page as HTML that loads nothing; with ``between`` that pair comes first."""
    sections = [
        Section(
            id="network",
            title="The network of the day",
            paragraphs=(f"{network_words(made)}.", *measures_words(made), _WHAT_IT_IS),
        ),
        Section(
            id="cold",
            title="Cold ties",
            figure=draw_cold_ties(made, world),
            caption="Friends of both sides are states with warm ties to each of the two. That is "
            "what reports tell; whether they could or would help is another question.",
            tables=(_cold(made, world), _strained(made, world)),
        ),
    ]
    title, chip, phase = "The network of states", "", ""
    if between is not None:
        names = [world.name(one, made.as_of, style="short") for one in (between.low, between.high)]
        title = f"Between {names[0]} and {names[1]}"
        phase = between.phase
        chip = f"{PHASE_TITLES[phase]}, as feeds tell it"
        sections.insert(0, _between(made, between, world))
        sections.append(_reports(between, world))
    return render_page(
        FigurePage(
            title=title,
            chip=chip,
            phase=phase,
            as_of=made.as_of,
            commit=made.commit,
            sections=tuple(sections),
        )
    )


def _between(made: NetworkSurvey, between: Between, world: World) -> Section:
    return Section(
        id="between",
        title="Who is tied to both",
        figure=draw_between(between, made, world),
        caption="Further left or right is warmer with that side. Numbers at the banks are the "
        "tone with that side and its 90 % interval. "
        f"{count(between.n_one_side, 'more state')} with a sure tie to one of the two only: "
        "their tie to the other is not surely warm or cold.",
        tables=(
            _friends("Friends of both sides", between.friends, between, world),
            _friends("Warm with one, cold with the other", between.split, between, world),
        ),
    )


def _friends(caption: str, rows: tuple[Friend, ...], between: Between, world: World) -> Table:
    low, high = (
        world.name(one, between.as_of, style="short") for one in (between.low, between.high)
    )
    return Table(
        caption=f"{caption}: {len(rows)}",
        head=("State", f"Tone with {low}", "Acts", f"Tone with {high}", "Acts", "Reports"),
        rows=tuple(
            (
                world.name(row.actor, between.as_of, style="short"),
                tie_words(row.to_low),
                f"{row.to_low.n_events:.1f}",
                tie_words(row.to_high),
                f"{row.to_high.n_events:.1f}",
                "; ".join((*row.to_low.event_ids[:1], *row.to_high.event_ids[:1])),
            )
            for row in rows
        ),
    )


def _reports(between: Between, world: World) -> Section:
    rows = sorted(between.reports, key=lambda one: (one.source, one.target, one.day, one.id))
    return Section(
        id="reports",
        title="Reports behind the ties",
        tables=(
            Table(
                caption=f"{len(rows)} reports, the weightiest behind each tie",
                head=("Report", "Day", "Who to whom", "Act", "Address"),
                rows=tuple(
                    (
                        one.id,
                        table_day(one.day),
                        " to ".join(
                            world.name(side, one.day, style="short")
                            for side in (one.source, one.target)
                        ),
                        f"{one.act.lower()} (CAMEO {one.code})",
                        one.url or one.publisher or "none given",
                    )
                    for one in rows
                ),
                is_folded=True,
            ),
        ),
    )


def _cold(made: NetworkSurvey, world: World) -> Table:
    return Table(
        caption=f"All {count(made.n_cold, 'cold tie')}",
        head=("Between", "And", "Tone", "Acts", "Friends of both sides"),
        rows=tuple(
            (
                world.name(row.tie.low, made.as_of, style="short"),
                world.name(row.tie.high, made.as_of, style="short"),
                tie_words(row.tie),
                f"{row.tie.n_events:.1f}",
                ", ".join(world.name(one, made.as_of, style="short") for one in row.friends)
                or "none known",
            )
            for row in made.cold
        ),
        is_folded=True,
    )


def _strained(made: NetworkSurvey, world: World) -> Table:
    known = [(value, actor) for actor, value in made.walks.by_actor if value is not None]
    shares = dict(made.census.by_actor)
    return Table(
        caption="States under most strain: around them friends are at odds or enemies share "
        "friends",
        head=("State", "Balance by walks", "Balanced share of its triads"),
        rows=tuple(
            (
                world.name(actor, made.as_of, style="short"),
                f"{value:.2f}",
                "no triad" if shares[actor] is None else f"{shares[actor]:.2f}",
            )
            for value, actor in sorted(known)[:N_STRAINED]
        ),
    )
