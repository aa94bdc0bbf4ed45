"""The same named queries on DuckDB, Apache Spark and ClickHouse.

In: the name of a query over feeds, the tables it reads, its parameters. Out: an Arrow table whose
columns have the same names and types on every engine. Days are days, whole numbers 64 bits. The
texts come from ``queries/*.sql`` and the folders beside them; nothing is translated at run time.
"""

from goodoffices.ledger.engines.opening import ENGINES, EngineName, open_engine
from goodoffices.ledger.engines.protocol import Engine

__all__ = ["ENGINES", "Engine", "EngineName", "open_engine"]
