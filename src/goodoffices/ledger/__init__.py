"""What do we know, since when, and from whom: the store and its views.

In: batches of records, each filling one slot (a case, a text), loaded exactly once and committed
wholly or not at all. Out: a `View` of a day and a commit, which sees only what was known by then.
``rows`` turns records into rows and back, ``batch`` checks them, ``delta`` writes one table,
``store`` makes one commit of several tables, ``view`` and ``queries/*.sql`` read.
"""

from goodoffices.ledger.batch import Batch, Load
from goodoffices.ledger.check import CheckReport, check_store
from goodoffices.ledger.commits import LoadResult
from goodoffices.ledger.exchange import Manifest, export_store, import_store
from goodoffices.ledger.feedlist import FeedSummary, summarise_feeds
from goodoffices.ledger.feedslots import FeedLoadResult, SlotNote, SlotState
from goodoffices.ledger.filing import (
    FileOutcome,
    FilingOptions,
    list_feed_files,
    load_feed_files,
)
from goodoffices.ledger.health import FeedHealth
from goodoffices.ledger.loading import LoadOutcome, load_cases, load_texts
from goodoffices.ledger.querytexts import query_names, query_text
from goodoffices.ledger.rows import events_of_rows, rows_of_event
from goodoffices.ledger.scan import Scan
from goodoffices.ledger.status import FeedStatus, StoreStatus
from goodoffices.ledger.store import Store, init_store, open_store
from goodoffices.ledger.syncing import SlotOutcome, sync_slots
from goodoffices.ledger.view import View

__all__ = [
    "Batch",
    "CheckReport",
    "FeedHealth",
    "FeedLoadResult",
    "FeedStatus",
    "FeedSummary",
    "FileOutcome",
    "FilingOptions",
    "Load",
    "LoadOutcome",
    "LoadResult",
    "Manifest",
    "Scan",
    "SlotNote",
    "SlotOutcome",
    "SlotState",
    "Store",
    "StoreStatus",
    "View",
    "check_store",
    "events_of_rows",
    "export_store",
    "import_store",
    "init_store",
    "list_feed_files",
    "load_cases",
    "load_feed_files",
    "load_texts",
    "open_store",
    "query_names",
    "query_text",
    "rows_of_event",
    "summarise_feeds",
    "sync_slots",
]
