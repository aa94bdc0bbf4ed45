"""Every number that steers alignment, with its reason."""

from __future__ import annotations

from typing import Final

MIN_EVENTS: Final = 1.0
"""A tie counts from one event on: less than the network asks for, since here the whole interval of
the tone is drawn from and nothing hangs on its sign. Below one (decayed) event a tone is only the
past of the pair."""

MIN_KNOWN_POWER: Final = 0.5
"""Breadth and evenness need known ties with poles that hold half of the power of all."""

MIN_POLES: Final = 2
"""Among fewer known poles there is nothing to spread warmth over."""

MIN_RIFTS: Final = 3
"""Bridging needs three rifts of others whose both sides the state has a known tie with: of one or
two a share says nothing."""

WINDOW_MONTHS: Final = 24
"""Steadiness and trend look at two years, as asked for: a full turn of yearly meetings, twice."""

MIN_MONTHS: Final = 12
"""Steadiness and trend need half of these months known."""

N_DRAWS: Final = 400
"""Draws of all tones from their intervals: the ends of a 90 % interval are the 20th from each side,
known to about half a percentage point of probability."""

SHARE: Final = 0.9
"""Probability of the intervals, the same as that of the tones."""

TONE_Z: Final = 1.645
"""Half width of the interval of a tone in standard deviations (90 %)."""
