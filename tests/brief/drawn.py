"""What a figure shows, as boxes: texts must not overlap and must lie inside."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

from goodoffices.brief.svg import text_width

SVG = "{http://www.w3.org/2000/svg}"

Box = tuple[str, float, float, float, float]


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own figures


def boxes(svg: str) -> list[Box]:
    """Return each text of a figure with its left, top, right and bottom."""
    found = []
    for one in parse(svg).iter(f"{SVG}text"):
        size, words = float(one.get("font-size", "10")), one.text or ""
        wide = text_width(words, size, is_bold=one.get("font-weight") == "bold")
        shift = {"middle": wide / 2, "end": wide}.get(one.get("text-anchor", "start"), 0.0)
        left, base = float(one.get("x", "0")) - shift, float(one.get("y", "0"))
        found.append((words, left, base - 0.72 * size, left + wide, base))
    return found


def assert_texts_apart(svg: str) -> None:
    found = boxes(svg)
    assert found
    for one, other in itertools.combinations(found, 2):
        is_apart_x = one[3] <= other[1] + 0.5 or other[3] <= one[1] + 0.5
        is_apart_y = one[4] <= other[2] + 0.5 or other[4] <= one[2] + 0.5
        assert is_apart_x or is_apart_y, (one, other)


def assert_texts_inside(svg: str) -> None:
    _, _, width, height = map(float, parse(svg).get("viewBox", "").split())
    for words, left, top, right, bottom in boxes(svg):
        assert left >= -0.5, words
        assert right <= width + 0.5, words
        assert top >= -0.5, words
        assert bottom <= height + 0.5, words


def assert_told_to_all(svg: str) -> None:
    """A figure has a title and a description that its root names, and loads nothing."""
    root = parse(svg)
    ids = {one.get("id"): one for one in root}
    title, described = root.get("aria-labelledby", "").split()
    assert ids[title].tag == f"{SVG}title"
    assert ids[described].tag == f"{SVG}desc"
    assert ids[title].text
    assert ids[described].text
    assert root.get("role") == "img"
    assert "href" not in svg
    assert "url(" not in svg
