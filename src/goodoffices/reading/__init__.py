"""What does this text say happened?  Bytes in, events and statements with quotes and traces out."""

from __future__ import annotations

from goodoffices.reading.article import Article, document_of, load_article
from goodoffices.reading.inputs import Gathered, gather, list_inputs
from goodoffices.reading.reader import EnglishReader, Reader, Reading, open_reader
from goodoffices.reading.show import render_dry_run

__all__ = [
    "Article",
    "EnglishReader",
    "Gathered",
    "Reader",
    "Reading",
    "document_of",
    "gather",
    "list_inputs",
    "load_article",
    "open_reader",
    "render_dry_run",
]
