"""Every number that steers the daily numbers of a dyad, each with its reason.

Chosen by ``benchmarks/relations/score_rifts.py`` on a public sample of ICEWS events of 2005-2015
with the rifts that began in 2006-2015, none of it shipped, where a number says so; the surface is
flat: windows of 7-21 days, half-lives of half a year or a year and priors of 0.3-3 acts differ by a
rift or two of seventeen.
"""

from __future__ import annotations

from typing import Final

CLASSES: Final = ("all", "hostile", "conciliatory", "rupture", "steps")
"""Classes of acts that are counted: all; conflict (CAMEO roots 11-20); conciliatory (intending to
cooperate, consulting, diplomatic and material cooperation, yielding: roots 03-06 and 08); ruptures
(relations cut or reduced, people expelled, sanctions, aid cut: 160-166, 172, 174); steps that cost
something (recognition, regret, agreement, easing, stepping back from force). That
ruptures tell more than severe conflict at large was found on four feeds of 2014 and 2021-2023:
adding threats, force, arrests or words to them finds fewer rifts, leaving out any of them too."""

WINDOW_DAYS: Final = 21
"""Acts of three weeks are set against what was to be expected; chosen by the benchmark."""

BASELINE_HALF_LIFE_DAYS: Final = 365.0
"""How fast the past of a dyad loses weight in what is expected of it; chosen by the benchmark."""

TONE_HALF_LIFE_DAYS: Final = 30.0
"""Half-life of an act in the tone: a month, the long end of what event-data studies take. Half a
month foretells the next month as well, three months worse (``tone_prediction.py``)."""

PRIOR_ACTS: Final = 1.0
"""Acts worth of belief that a dyad has the world's share of hostile acts; chosen by the
benchmark."""

PRIOR_VOLUME_ACTS: Final = 1.0
"""Acts worth of belief that a dyad is as busy as the mean dyad that was ever in the feed."""

EXTRA_VARIANCE: Final = 0.1
"""Squared coefficient of variation of the rate within the window: acts come in bursts, so counts
vary more than Poisson's. From 0 to 0.2 the benchmark finds the same rifts; from 0.5 on quarrels of
pairs that always quarrel are lost."""

STRAIN_ACTS: Final = 2.0
"""Acts worth of belief that a pair is as hostile as the world, in the strain of the pair."""

WORLD_HOSTILE_SHARE: Final = 0.12
"""Share of hostile acts among those between two states: 12 % in ICEWS 2005-2015."""

STRAINED_SHARE: Final = 0.2
"""A pair of whose acts more than this share was hostile is strained, and only a strained pair can
thaw; chosen by the benchmark."""

STRAINING_RUPTURES: Final = 2.5
"""Ruptures so far, decayed, from which a pair is strained too: two that talk every day can be in a
rift. From 2 to 3 five feeds tell of as many thaws, more than without."""

MENDED_DAYS: Final = 56
"""A pair counts as strained for eight weeks after its ties were restored too: a thaw that was not
told of before may still be, as in the scoring of alarms."""

LEARNING_DAYS: Final = 28
"""Days of usual volume before anything can surprise: there is no past to be surprised against."""

LATE_DAYS: Final = 7
"""A report that comes more than a week after the act is an aside on something known, not news of
it: it moves no daily number, and a checkpoint of a week ago is old enough for any repair."""

OWN_PAST_ACTS: Final = 5.0
"""Acts worth of the dyad's own past that are mixed into its tone. Chosen on ICEWS 2005-2015 by
``benchmarks/relations/tone_prediction.py``: 8 and 12 foretell the next month best, 5 is 0.3 % worse
and turns sooner when a pair falls out."""

SLOW_PRIOR_ACTS: Final = 3.0
"""Acts worth of the slow prior that are mixed into its past; chosen likewise, 2 does as well."""

SPREAD_GOLDSTEIN: Final = 4.5
"""Standard deviation of the Goldstein values of single acts between two states, which stands in
where a dyad has too few acts to show its own: 4.4-4.6 in ICEWS 2018 and 2005-2015."""

SPREAD_ACTS: Final = 5.0
"""Acts worth of that standard deviation."""

TONE_SCALE: Final = 0.9
"""From Goldstein's -10..10 to a tone of -9..9."""

INTERVAL_Z: Final = 1.645
"""Half width of a 90 % interval in standard deviations."""

REFRACTORY_DAYS: Final = 56
"""Eight weeks: a pair that alarmed is known to be in trouble, and is told again after that."""

FLARE_UP_WEIGHT: Final = 0.5
"""Weight of the surprise at hostile acts that is taken from the score of a thaw. From 0.25 to 1
five feeds tell of more thaws than without; at 0.5 to 0.75 of most."""

BROKEN_TIES_STAKES: Final = 3.0
"""What is at stake in a thaw between two whose diplomatic ties lack, beside their acts: as much as
with 19 hostile acts. From 1.5 to 4.5 does as well."""

STAKES_SURPRISE: Final = 4.0
"""Surprise from which it counts in full how much is at stake: with less, a feed that only tells
more would raise scores. All terms of a score have the weight 1: weights fitted to four of five
feeds (by logistic regression on up to 36 terms, and by search) found no more on the fifth. From 2
to 8 this number changes nothing."""

RIFT_ALARM: Final = 11.5
"""Score that is an alarm by itself. Where nothing changes but acts come in stories and busy weeks,
11 still alarms once in 100 years of a pair, 12 0.7 times; if each act came for itself 6.5 would do
(``benchmarks/relations/false_alarms.py``). Never inside an outage. On ICEWS 2021-2023 a budget of
100 alarms a year asks for the same; a feed that tells little (2005-15 sample) needs a budget, or
it hears of half the rifts."""

THAW_ALARM: Final = 14.5
"""The same for strained pairs that thaw: 12 alarms 0.4 to 1.9 times in 100 years of a pair, 14.5
0.9 times at most, whichever pairs are simulated. On the five feeds that chose the score it tells of
as many thaws, with two thirds of the alarms, as 11 did before past hostility was at stake."""

RIFT_SCORE: Final = 6.0
"""Score from which a severe act of a feed may open a rift: from 4 to 8 phases find the same rifts
of 2014 and 2021, and the higher it is the fewer others."""

THAW_SURPRISE: Final = 2.0
"""Surprise at conciliatory acts from which those of a feed count towards a thaw: p < 0.01."""

DISPUTE_SURPRISE: Final = 2.0
"""Surprise at hostile acts from which those of a feed count at all: p < 0.01. Between two states
that always quarrel one more accusation is no news."""

PLAIN_GROUPS: Final = frozenset({"recognition", "regret", "agreement", "easing", "deescalation"})
"""Conciliatory acts of a feed that count without a surprise: hard events, which cost something."""

PHASE_HISTORY_DAYS: Final = 1096
"""Phases from feeds are worked out from the acts of three years: the longest spells without any
act in the rules last one, and older acts would cost much and change little."""

OPENING_DAYS: Final = 90
OPENING_ACTS: Final = 10
OPENING_SHARE: Final = 0.25
"""A pair with at least so many acts in the first quarter of what a feed tells, of which a quarter
or more was hostile, was at odds before: twice the share of the world. Its first phase is unknown,
not calm."""

CITED_REPORTS: Final = 5
"""Reports that are cited for an alarm or a change: enough to see what it is about."""

ACTS_INTERVAL: Final = 0.9
"""Probability of the interval that the expected number of acts is given with."""

WORLD_GOLDSTEIN: Final = 2.2
"""Mean Goldstein value of an act between two states, which stands in where no slow prior is known:
2.1 in ICEWS 2005-2015, 2.3 in 2018."""

PRIOR_LEVEL: Final = 2.43
PRIOR_SLOPE: Final = 0.17
"""The slow prior in Goldstein points: level, less the slope for each standard deviation between the
positions of two states in General Assembly votes. Fitted by the benchmark to means of pairs and
years in ICEWS 2005-2015; in 2018 the slope was 0.40."""

USUAL_RATIO: Final = 2.0
"""Pairs are about as busy as a pair that have from half to twice as many acts."""

USUAL_PAIRS: Final = 5.0
"""Pairs worth of the mean of the world in what is usual: with some ten alike the day itself says
what is usual, with none the mean of the world stands in."""
