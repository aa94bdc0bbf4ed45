"""Which parts of a country act for the state."""

from __future__ import annotations

from typing import Final

__all__ = ["STATE_ROLES"]

STATE_ROLES: Final = frozenset({"", "GOV", "MIL", "SPY", "LEG", "JUD", "COP"})
"""PLOVER sectors whose acts are acts of the state, and "" where a source tells none; crowds, firms,
opposition and rebels are not."""
