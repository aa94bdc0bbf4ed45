"""The toys of the ranking and the small feed of the daily numbers can be imported by name."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent / "relations" / "daily")]
