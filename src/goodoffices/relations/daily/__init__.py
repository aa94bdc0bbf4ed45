"""Three numbers for each directed dyad and day, never one: activity, tone and surprise.

In: counts of acts by day and dyad, as the query ``act_days`` gives them, and which days the feed
was dead. Out: a state of some numbers a dyad that a new day moves on in milliseconds, and for each
day and dyad with an act what was seen, what was expected, how warm it was and how improbable. The
same for pairs of states, with what both did taken together; surprises of pairs become alarms.
"""

from goodoffices.relations.daily.settings import CLASSES
from goodoffices.relations.daily.tails import surprise

__all__ = ["CLASSES", "surprise"]
