"""The usual tone: the mean of the other pairs about as busy, held to that of the world."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.usual import usual_tones

WORLD = c.TONE_SCALE * c.WORLD_GOLDSTEIN
pairs = st.lists(
    st.tuples(
        st.floats(0.01, 500).map(lambda n: round(n, 2)), st.floats(-9, 9).map(lambda x: round(x, 2))
    ),
    max_size=30,
)


@given(pairs)
def test_it_is_what_a_plain_loop_over_all_other_pairs_gives(
    rows: list[tuple[float, float]],
) -> None:
    n_acts, tones = (np.array([row[at] for row in rows]) for at in (0, 1))
    expected = []
    for at, (mine, _) in enumerate(rows):
        near = [
            tone
            for other, (n, tone) in enumerate(rows)
            if other != at and mine / c.USUAL_RATIO <= n <= mine * c.USUAL_RATIO
        ]
        expected.append((sum(near) + c.USUAL_PAIRS * WORLD) / (len(near) + c.USUAL_PAIRS))
    assert usual_tones(n_acts, tones).tolist() == pytest.approx(expected, abs=1e-9)


def test_a_pair_alone_is_set_against_the_world_and_not_against_itself() -> None:
    assert usual_tones(np.array([5.0]), np.array([-8.0])).tolist() == pytest.approx([WORLD])
    assert usual_tones(np.zeros(0), np.zeros(0)).tolist() == []
