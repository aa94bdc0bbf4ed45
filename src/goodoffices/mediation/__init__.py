"""Who has the standing to help between two states.

In: a view of the ledger at a date, the world tables, two parties.
Out: a `Ranking` of all other states and of organisations. Each score is the sum of a few documented
terms, each with a sentence and its evidence; unknown stays unknown and widens the range.
"""

from goodoffices.mediation.candidates import Candidate, Ranking, Reason, Term, Weight
from goodoffices.mediation.rank import rank_mediators
from goodoffices.mediation.record import PastMediation, past_mediations, record
from goodoffices.mediation.weights import weights

__all__ = [
    "Candidate",
    "PastMediation",
    "Ranking",
    "Reason",
    "Term",
    "Weight",
    "past_mediations",
    "rank_mediators",
    "record",
    "weights",
]
