"""Curated events of rifts: folders that a person can write, read as records.

In: a folder with ``case.toml``, ``events.csv``, ``measures.csv``, ``statements.csv`` and
``texts/*.txt``. Out: a `Case` of documents, events, statements and steps of measures, each with
the addresses it was learnt from. Every cell is checked; an error names file, line and column.
``python -m goodoffices.casebook FOLDER`` checks a case. Next in the flow: ``ledger``.
"""

from goodoffices.casebook.case import Case, case_folders, read_case
from goodoffices.casebook.cells import CONFIDENCE, INSTRUMENTS, STATEMENT_KINDS
from goodoffices.casebook.texts import CaseText

__all__ = [
    "CONFIDENCE",
    "INSTRUMENTS",
    "STATEMENT_KINDS",
    "Case",
    "CaseText",
    "case_folders",
    "read_case",
]
