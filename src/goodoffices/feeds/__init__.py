"""What do others report: one adapter for each layout of event data.

In: files of GDELT, ICEWS, POLECAT, UCDP, ACLED and news feeds, from disk or fetched on request.
Out: `ParsedSlot`, Arrow tables checked against ``tables/reports.csv``; every row that could not be
read is set aside with its line and reason. Nothing here writes to the store.
"""

from goodoffices.feeds.parsed import Feed, ParsedSlot

__all__ = ["Feed", "ParsedSlot"]
