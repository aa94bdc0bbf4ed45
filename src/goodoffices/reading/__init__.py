"""What does this text say happened?  Bytes in, events and statements with quotes and traces out."""

from __future__ import annotations

from goodoffices.reading.article import Article, document_of, load_article
from goodoffices.reading.inputs import Gathered, gather, list_inputs

__all__ = ["Article", "Gathered", "document_of", "gather", "list_inputs", "load_article"]
