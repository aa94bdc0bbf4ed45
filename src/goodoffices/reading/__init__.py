"""What does this text say happened?  Bytes in, events and statements with quotes and traces out."""

from __future__ import annotations

from goodoffices.reading.annotate import annotate_html
from goodoffices.reading.article import Article, article_of_record, document_of, load_article
from goodoffices.reading.choice import ReaderKind
from goodoffices.reading.endpoint import open_endpoint_reader
from goodoffices.reading.explain import (
    Explanation,
    explain_event,
    explanation_json,
    explanation_of,
)
from goodoffices.reading.explain_text import render_explanation
from goodoffices.reading.folding import folded_code
from goodoffices.reading.inputs import Gathered, count_articles, gather, list_inputs
from goodoffices.reading.pool import ReaderPool, read_all
from goodoffices.reading.reader import EnglishReader, Reader, Reading, open_reader
from goodoffices.reading.show import render_dry_run

__all__ = [
    "Article",
    "EnglishReader",
    "Explanation",
    "Gathered",
    "Reader",
    "ReaderKind",
    "ReaderPool",
    "Reading",
    "annotate_html",
    "article_of_record",
    "count_articles",
    "document_of",
    "explain_event",
    "explanation_json",
    "explanation_of",
    "folded_code",
    "gather",
    "list_inputs",
    "load_article",
    "open_endpoint_reader",
    "open_reader",
    "read_all",
    "render_dry_run",
    "render_explanation",
]
