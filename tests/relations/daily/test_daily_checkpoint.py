"""The checkpoint of another process is used: its key is the same in each of them."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = "from goodoffices.relations.daily.checkpoint import settings_key; print(settings_key())"


def test_the_key_of_the_settings_is_the_same_in_every_process() -> None:
    keys = {
        subprocess.run(
            [sys.executable, "-c", CODE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(keys) == 1
    assert "WINDOW_DAYS" in keys.pop()
