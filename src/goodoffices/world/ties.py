"""What two states share by geography, language, religion and past rule."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Tie"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Standing ties between two states at a date; None means not known.

    ``sources`` holds (field, source id or address) pairs.
    """

    low: str
    high: str
    distance_km: float | None
    is_contiguous: bool | None
    shared_languages: tuple[str, ...] | None
    language_branches: tuple[str, ...] | None
    shared_religion: str | None
    common_rulers: tuple[str, ...] | None
    sources: tuple[tuple[str, str], ...]
