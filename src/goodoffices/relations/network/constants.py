"""Every number that steers the signed network, with its reason."""

from __future__ import annotations

MIN_EVENTS = 3
"""A tie needs three events: one or two may be a misreading, and give no interval."""

WARM_SHARE = 0.5
"""A tie is warm if the whole interval of its tone lies nearer to what is usual between two so busy
than to zero. Nine in ten of the ties whose sign is sure lie above zero, so that this says little;
above the usual itself few surely lie. On ICEWS 2018, for rifts whose go-betweens are known: of
states with a known tie to both sides that did not go between, 48 % are friends of both with a bar
at zero, and 88 % of those who did; 26 % and 77 % with this one; 4 % and 32 % with a bar at the
usual (``benchmarks/relations/warm_bar.py``)."""

ENUMERATED_ACTORS = 16
"""Up to so many actors all partitions of a block are tried (32,768, some milliseconds)."""

SEARCH_STARTS = 24
"""Random partitions from which the search starts, side by side in one array. Measured on the 51
networks of states 1946-99: the optimum was among the first search of each."""

SEARCH_STEPS_PER_ACTOR = 1.5
"""Moves of each start for each actor: descent takes about half as many as there are actors, the
rest looks around the first minimum."""

DEEP_STARTS = 96
"""Starts of the longer search, when bound and first search differ."""

TABU_STEPS = (4, 14)
"""For so many moves, drawn anew each time, an actor that changed sides stays where it is."""

SIMPLEX_ROWS = 3_000
"""Linear programs up to this size are solved by the simplex method, which ends in a corner and so
in a short proof; larger ones by a first-order method, which is a hundred times faster there
(18,888 rows: 0.1 s against 36 s)."""

SIMPLEX_TOLERANCE = 1e-7
"""The default of HiGHS."""

FIRST_ORDER_TOLERANCE = 1e-4
"""Relative tolerance of the first-order method; the proof is made exact afterwards, so that it
costs at most this share of the bound."""

CUT_SLACK = 0.02
"""A cut is added when the solution misses it by more than this."""

FEW_CYCLES = 0.3
"""Witnesses with corners are sought once the violated cycles are fewer than this for each tie:
before that cycles are the cheaper way up."""

CORNERS = (5, 7, 9)
"""Corners of the larger witnesses, tried in this order. Two blocs need none; five blocs hostile to
each other are closed by five corners. What still needs more leaves a gap, which is stated."""

CORNER_SLACK = 0.05
"""The same as the slack of a cut for witnesses with corners, whose right side is 4 or more."""

CORNER_PRICE = 1.15
"""Candidates whose shaken lengths come to at most this share of the right side are looked at."""

CORNER_STARTS = 400
"""From how many ties the corners of one shake are sought."""

CORNER_SHAKES = 20
"""How often lengths are shaken to find other witnesses in one round. Half as often, half the
starts or twice the uses prove five blocs in the same time, give or take a tenth."""

CORNER_SHAKE = 0.3
"""By what share lengths are shaken."""

CORNER_USES = 4
"""How many of the new witnesses of one shake may use one edge: many that share their edges press
on the same spot, and the bound creeps instead of rising."""

INWARDS = 0.5
"""Cuts are sought half way between the solution and the best camps, so that they cut deeper
(five blocs: proved in half the time of cuts sought at the solution; with 0.85 not at all).
Reference: Ben-Ameur and Neto (2007), Acceleration of cutting-plane algorithms, Networks 49(1)."""

RISE = 0.01
"""Cuts without weight are dropped only after the bound rose by this, or rounds could go in a
circle: drop what the next solution misses again."""

ROUNDS = 500
"""Rounds of cuts at most: a stop for programs that creep; time ends most of them before."""

SECONDS = 30.0
"""Time for one network, after which the gap is stated."""

PROOF_DENOMINATORS = (1, 2, 3, 4, 6, 12, 60, 1 << 20)
"""Weights of a proof are multiples of one over these: the first that is enough is taken."""

GROUPED_ACTORS = 9
"""Up to so many actors all groupings are tried (21,147, some milliseconds)."""

GROUPING_STARTS = 32
"""Random groupings from which the search of k factions starts."""

GROUPING_STEPS_PER_ACTOR = 6
"""Moves of each start for each actor: more than for two camps, since a move has k - 1 ends."""

BAND_DRAWS = 199
"""Draws of shuffled signs: with 199 the ends of a 90 % band are the 10th values from each side."""

BAND_SHARE = 0.9
"""The share of draws inside the band, the same as for other intervals of this room."""
