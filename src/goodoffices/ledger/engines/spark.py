"""Apache Spark: a session of the user's cluster, or one on this machine."""

from __future__ import annotations

import shutil
import tempfile
from typing import TYPE_CHECKING, Any, Final

from goodoffices.errors import MissingExtra
from goodoffices.ledger.engines.protocol import BaseEngine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from goodoffices.ledger.querytexts import Dialect

__all__ = ["SparkEngine", "local_session"]

_LOCAL: Final = (
    ("spark.ui.enabled", "false"),
    # A session of our own speaks to nobody else.
    ("spark.driver.host", "127.0.0.1"),
    ("spark.driver.bindAddress", "127.0.0.1"),
    ("spark.sql.session.timeZone", "UTC"),
    # The default of 200 parts costs seconds on a machine with few cores.
    ("spark.sql.shuffle.partitions", "8"),
    ("spark.driver.memory", "2g"),
    ("spark.sql.execution.arrow.pyspark.enabled", "true"),
)


def local_session(**settings: str) -> Any:
    """Return a session of Spark on this machine; needs Java 17 or newer."""
    if shutil.which("java") is None:
        raise MissingExtra(
            "Spark needs Java 17 or newer, and there is no java on the PATH; on Debian: "
            "apt-get install openjdk-17-jre-headless"
        )
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtra(
            "Spark is not installed; install it with: pip install 'goodoffices[spark]'"
        ) from error
    warehouse = f"{tempfile.gettempdir()}/goodoffices-spark"
    builder = SparkSession.builder.master("local[*]").appName("goodoffices")
    chosen = {**dict(_LOCAL), "spark.sql.warehouse.dir": warehouse, **settings}
    for key, value in chosen.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


class SparkEngine(BaseEngine):
    """The queries on Spark SQL 4.

    Give a session of your cluster, whose workers must be able to read the files named; without one
    a session on this machine is started, and stopped on `close`.
    """

    name = "Spark"
    dialect: Dialect = "spark"

    def __init__(self, session: Any = None) -> None:
        super().__init__()
        self._is_own = session is None
        self._session = local_session() if session is None else session

    def _attach_arrow(self, name: str, rows: pa.Table) -> None:
        self._session.createDataFrame(rows).createOrReplaceTempView(name)

    def _attach_files(self, name: str, files: Sequence[str]) -> None:
        self._session.read.parquet(*files).createOrReplaceTempView(name)

    def _attach_text(self, name: str, text: str) -> None:
        self._session.sql(text).createOrReplaceTempView(name)

    def _rows(self, text: str, params: Mapping[str, object]) -> pa.Table:
        return self._session.sql(text, args=dict(params)).toArrow()

    def close(self) -> None:
        """Stop the session if it is our own."""
        if self._is_own:
            self._session.stop()
