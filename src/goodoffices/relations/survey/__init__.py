"""From feeds to answers on many states: the signed network of a day, and one state among others.

In: a view of the ledger and the daily numbers of all pairs. Out: the network with triads, camps and
friends of both sides, each tie with the reports behind it; and for a state its ties, its rifts and
phases, the rifts of others that it is warm with both sides of, and its alignment. All of it
describes what reports tell on that day; nothing forecasts, and nothing judges.
"""

from goodoffices.relations.survey.between import Between, Friend, survey_between
from goodoffices.relations.survey.network import ColdTie, NetworkSurvey, sure_ties, survey_network
from goodoffices.relations.survey.state import StatePhase, StateSurvey, rank_states, survey_state
from goodoffices.relations.survey.ties import cite_ties, ties_with

__all__ = [
    "Between",
    "ColdTie",
    "Friend",
    "NetworkSurvey",
    "StatePhase",
    "StateSurvey",
    "cite_ties",
    "rank_states",
    "sure_ties",
    "survey_between",
    "survey_network",
    "survey_state",
    "ties_with",
]
