from __future__ import annotations

from goodoffices.reading.copies import group_copies


def test_identical_texts_are_one_story() -> None:
    text = "The envoys of both states met in Astana on Monday."
    assert group_copies({"b": text, "a": text, "c": "Rain fell."}) == {"b": "a", "a": "a", "c": "c"}
