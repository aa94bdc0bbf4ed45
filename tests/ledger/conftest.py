from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.ledger import init_store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty store."""
    init_store(tmp_path / "store")
    return tmp_path / "store"
