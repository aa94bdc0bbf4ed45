"""One body of tests for all engines.

Spark takes ten seconds to start, so each engine is opened once for the whole run.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from goodoffices.ledger.engines import ENGINES, open_engine
from goodoffices.ledger.engines.spark import SparkEngine, local_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.ledger.engines import Engine

NEEDS = {"spark": "pyspark", "clickhouse": "chdb"}
MUST_RUN = "GOODOFFICES_ENGINES"
"""Set to "all" where an engine that is not installed is an error, as in CI."""


def lacking(engine: str) -> str:
    """Return what an engine lacks on this machine, "" if nothing."""
    package = NEEDS.get(engine)
    if package and find_spec(package) is None:
        return f"{package} is not installed"
    if engine == "spark" and shutil.which("java") is None:
        return "there is no Java"
    return ""


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(one, marks=pytest.mark.spark) if one == "spark" else one for one in ENGINES
    ],
)
def opened(request: pytest.FixtureRequest) -> Iterator[Engine]:
    reason = lacking(request.param)
    if reason and os.environ.get(MUST_RUN) == "all":
        pytest.fail(f"{request.param}: {reason}")
    if reason:
        pytest.skip(f"{request.param}: {reason}; make test installs the engines")
    if request.param == "spark":
        session = local_session(**{"spark.sql.shuffle.partitions": "2"})
        with SparkEngine(session) as engine:
            yield engine
        session.stop()
        return
    with open_engine(request.param) as engine:
        yield engine


@pytest.fixture
def engine(opened: Engine, request: pytest.FixtureRequest) -> Engine:
    """The engine of this run; ``notyet("Spark", "why")`` on a test says what it cannot do yet."""
    for mark in request.node.iter_markers("notyet"):
        name, reason = mark.args
        if name == opened.name:
            request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    return opened
