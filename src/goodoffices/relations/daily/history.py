"""What is kept of each past day, so that it need not be walked through again.

Of each day the volume of the feeds and what it was of the world; of the end of each month of the
last three years the tone of every pair. Both are small beside the reports they are worked out from.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.now import known_pairs
from goodoffices.relations.daily.numbers import past_of, tones_of
from goodoffices.relations.daily.tallies import EPOCH
from goodoffices.relations.daily.usual import usual_tones

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from goodoffices.relations.daily.numbers import Floats
    from goodoffices.relations.daily.state import DailyState

__all__ = ["Recorder"]

_TONES = ("tone", "tone_low", "tone_high", "n_acts", "past", "prior", "usual")
_WORLD = ("volume", "window_volume", "slow_volume", "n_dyads", "learnt_days")


@dataclass(slots=True, kw_only=True)
class Recorder:
    """Notes each day of a walk as it goes by; month ends from ``since`` on."""

    since: dt.date
    priors: Callable[[dt.date], Floats]
    rows: list[tuple[float, ...]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    ends: list[dict[str, Any]] = field(default_factory=list)

    def keep(self, state: DailyState) -> None:
        """Note the day of a state."""
        self.numbers.append(state.day)
        self.rows.append(
            (
                state.recent[-1].volume,
                state.window_volume,
                state.slow_volume,
                float(state.n_dyads),
                float(state.learnt_days),
            )
        )
        day = EPOCH + dt.timedelta(days=state.day)
        if day >= self.since and (day + dt.timedelta(days=1)).day == 1:
            self.ends.append(_month_end(state, self.priors(day)))

    def days(self) -> pa.Table:
        """Return the days: day, volume, window_volume, slow_volume, n_dyads, learnt_days.

        ``volume`` are the acts of the world on the day, ``window_volume`` those of the window,
        ``slow_volume`` the decayed ones before it; ``n_dyads`` were ever in the feed.
        """
        import pyarrow as pa

        columns = np.array(self.rows, np.float64).reshape(-1, len(_WORLD)).T
        return pa.table(
            {
                "day": pa.array(np.array(self.numbers, np.int32)).cast(pa.date32()),
                **dict(zip(_WORLD, columns, strict=True)),
            }
        )

    def months(self) -> pa.Table:
        """Return the tones at month ends: day, low, high (places among the actors), the numbers."""
        import pyarrow as pa

        none = {"day": np.zeros(0, np.int32), "low": np.zeros(0, np.int16),
                "high": np.zeros(0, np.int16), **dict.fromkeys(_TONES, np.zeros(0))}  # fmt: skip
        parts = [none, *self.ends]
        columns = {name: np.concatenate([one[name] for one in parts]) for name in none}
        return pa.table({**columns, "day": pa.array(columns["day"]).cast(pa.date32())})


def _month_end(state: DailyState, priors: Floats) -> dict[str, Any]:
    low, high = known_pairs(state)
    n = len(state.actors)
    places = (low * n + high, high * n + low)
    found = tones_of(state, places, priors)
    return {
        "day": np.full(len(low), state.day, np.int32),
        "low": low.astype(np.int16),
        "high": high.astype(np.int16),
        "tone": found.tone,
        "tone_low": found.low,
        "tone_high": found.high,
        "n_acts": found.weight,
        "past": past_of(state, places, priors) * c.TONE_SCALE,
        "prior": priors[places[0]] * c.TONE_SCALE,
        "usual": usual_tones(found.weight, found.tone),
    }
