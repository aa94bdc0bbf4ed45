"""The brief: how two states stand, what could help, and what is not known, with sources.

In: a view of the ledger at a date, the world tables, two states. Out: a frozen :class:`Brief`
whose every sentence holds references that resolve to numbered sources, and the same as text for
a terminal, a self-contained page that prints on A4, and JSON.
"""

from goodoffices.brief.compose import build_brief, make_brief, sentences_of
from goodoffices.brief.exports import brief_json, read_brief
from goodoffices.brief.page import render_html
from goodoffices.brief.records import Brief, Sentence
from goodoffices.brief.text import render_text

__all__ = [
    "Brief",
    "Sentence",
    "brief_json",
    "build_brief",
    "make_brief",
    "read_brief",
    "render_html",
    "render_text",
    "sentences_of",
]
