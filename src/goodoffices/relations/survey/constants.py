"""Every number that steers the surveys, with its reason."""

from __future__ import annotations

from typing import Final

EVIDENCE_DAYS: Final = 90
"""Reports of a quarter are looked at for what stands behind a tone: three half-lives, so that older
ones hold an eighth of the weight."""

EVIDENCE_REPORTS: Final = 3
"""Reports cited for a tie: the weightiest in the direction of its tone."""

KNOWN_ACTS: Final = 1.0
"""A tie of a state is listed from one act on, in its decayed count, as in alignment: below that a
tone is only the past of the pair."""
