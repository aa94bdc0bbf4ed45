"""The brief as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.brief.records import Brief

__all__ = ["render_html"]


def render_html(brief: Brief) -> str:
    """Return the brief as a page."""
    return f"<p>{brief.as_of}</p>"
