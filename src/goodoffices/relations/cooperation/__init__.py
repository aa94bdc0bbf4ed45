"""What two states no longer do together since they fell out.

In: counts of acts by day, dyad and code, or the events and steps of measures of a pair; a day of
rupture, and a day whose knowledge counts. Out: how many cooperative acts are missing against the
pair's own past and against both sides' other dyads, with a 90 % interval or the reason why that
cannot be measured; and the ledger of suspended mechanisms in days. Nothing known later is used.
"""

from goodoffices.relations.cooperation.kinds import KINDS, kinds_of
from goodoffices.relations.cooperation.loss import cooperation_lost, loss_line
from goodoffices.relations.cooperation.mechanisms import mechanism_of, suspended_mechanisms
from goodoffices.relations.cooperation.records import (
    CooperationLost,
    Loss,
    MechanismLedger,
    Suspension,
    Tally,
    Window,
)
from goodoffices.relations.cooperation.unmet import SharedChallenges, newest_rift, shared_challenges

__all__ = [
    "KINDS",
    "CooperationLost",
    "Loss",
    "MechanismLedger",
    "SharedChallenges",
    "Suspension",
    "Tally",
    "Window",
    "cooperation_lost",
    "kinds_of",
    "loss_line",
    "mechanism_of",
    "newest_rift",
    "shared_challenges",
    "suspended_mechanisms",
]
