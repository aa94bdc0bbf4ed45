"""Settings of all tests: how long an example may take depends on the machine and is not held."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
