"""Every number and list that steers cooperation lost, with its reason.

None was fitted to an outcome; ``docs/explanation/shared-challenges.md`` prints them as a table.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COOPERATIVE_ROOTS = frozenset({"03", "04", "05", "06", "07", "08"})
"""CAMEO roots of cooperative acts: from the promise to the concession. Appeals (02) ask and do
not yet cooperate."""

MATERIAL_CODES = frozenset({"057"})
MATERIAL_ROOTS = frozenset({"06", "07"})
NOT_MATERIAL = frozenset({"075"})
"""Material cooperation: a signed agreement, working together, aid (PLOVER COOPERATE and AID).
Left out are concessions (08), since a rupture itself brings about prisoners to return and bans to
ease; appeals to de-escalate (0256), which are words; and asylum (075), shelter from the other
side rather than work with it."""

FIELD_CONTEXTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "security": frozenset(
            {"military", "security", "intelligence", "peacekeeping", "cbrn", "terrorism", "crime"}
        ),
        "terrorism": frozenset({"terrorism"}),
        "migration": frozenset({"migration", "asylum"}),
        "energy": frozenset({"energy", "resource"}),
    }
)
"""Contexts (PLOVER's words) that make a material act one on a shared challenge."""

BEFORE_DAYS = 365
"""The pair's own past: a year, so that each season counts once."""

AFTER_DAYS = 180
"""Half a year from the rupture on: the time in which a rift without measures fades."""

MIN_EXPECTED = 10.0
"""Fewer expected acts than this cannot be told from chance: the 90 % interval of a Poisson count
of 10 is 5 to 15, of 5 it is 2 to 9."""

MIN_PAST_ACTS = 30
"""Acts of any kind that the pair's past must hold for its own share to be its own: with 30 the
share is known to about 15 points."""

MIN_DONOR_EXPECTED = 5.0
"""A dyad of the control group stands alone when this many cooperative acts are to be expected in
each window, the usual bound for normal approximations of counts; smaller ones are pooled into
one, since the logarithm of a share of very few acts is biased."""

BLOCK_DAYS = 7
"""Acts of a week belong together: reports of one visit, exercise or shipment follow each other for
days, and a week holds each weekday once."""

LEAST_OWN_PRIOR, MOST_OWN_PRIOR = 1.0, 100.0
"""Bounds of the acts' worth of the control group's share mixed into the pair's past: at least one,
so that none seen is not taken for never; at most a hundred, so that a long past speaks for
itself."""

LEAST_DONORS = 5
"""Fewer dyads with a past of their own do not tell how shares differ between dyads; then one act's
worth is mixed in."""

SPREAD_SCALE = 0.5
"""Scale of the half-normal prior of how much the shift of log odds differs between dyads: the
weakly informative choice for log odds of Röver et al. (2021)."""

SHIFT_SCALE = 0.5
"""Standard deviation of the prior of the common shift of log odds: a change of odds by a factor of
2.7, two of these, would be extraordinary for the news of half a year."""

SPREAD_GRID = 201
"""Points of the grid over the spread, from 0 to four scales: finer ones change no printed digit."""

DRAWS = 4000
"""Draws behind an interval: ends of a 90 % interval are then known to half a percent of rank."""

SEED = 1
"""Start of the random generator, so that the same rows give the same bytes."""

LEVEL = 0.90
"""Probability that the interval holds what would have been, if the model is right."""

MECHANISMS: Mapping[str, str] = MappingProxyType(
    {
        "hotline_suspended": "hotline",
        "military_contacts_suspended": "military contacts",
        "project_suspended": "joint project",
        "flight_ban": "flights",
        "airspace_closure": "airspace",
        "visa_regime": "visas",
        "travel_ban": "travel",
        "border_closure": "border crossings",
        "labour_ban": "labour",
        "ambassador_recalled": "ambassador",
        "consulate_closed": "consulate",
        "ties_cut": "diplomatic relations",
    }
)
"""Which instrument suspends which mechanism. Bans on goods, money and media are measures and no
mechanism that two states run together; they are priced elsewhere."""

BODY_WORDS = frozenset({"commission", "committee", "council", "dialogue", "forum", "group"})
"""Words for standing bodies of two states, by which a measure of another kind is known as one
that suspends a body."""

LINE_SECTORS = frozenset({"telecommunications", "post"})
"""Sectors whose stop cuts lines between two countries."""

SEVERAL = frozenset({"joint project", "joint body"})
"""Mechanisms of which a pair may have several: each is counted for itself. Of the others there is
one, which counts once even when both sides suspend it."""

HALTS: Mapping[str, tuple[str, frozenset[str]]] = MappingProxyType(
    {
        "164": ("negotiations", frozenset({"046", "057"})),
        "162": ("aid", frozenset({"070", "071", "072", "073"})),
        "1621": ("economic aid", frozenset({"070", "071"})),
        "1622": ("military aid", frozenset({"070", "072"})),
        "1623": ("humanitarian aid", frozenset({"070", "073"})),
    }
)
"""CAMEO acts that stop a mechanism where no measure tells it, with the acts by which it is seen to
work again: negotiations by the next round or a signed agreement, aid by the next aid of the same
giver."""
