"""Who has the standing to help between two states, and why?

In: a view of the ledger at a date, the world tables, two parties.
Out: a `Ranking` of all other states and of organisations. Each score is the sum of a few documented
terms, each with a sentence and its evidence; unknown stays unknown and widens the range.
"""

from __future__ import annotations

from goodoffices.mediation.candidates import Candidate, Ranking, Reason, Term, Weight

__all__ = ["Candidate", "Ranking", "Reason", "Term", "Weight"]
