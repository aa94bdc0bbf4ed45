"""Read the files that a reader is scored on; every broken line is named with file and line.

Formats: PLV (tab-separated, spans and a PLOVER root), cameo_class (sentence, tab, class 0-4),
cameo_ner (token, blank, BIO tag of source, target or relation; blank line between sentences),
PETR validation XML (sentence, event codings) and PLOVER gold records (JSON). All as their
publishers wrote them, so quotation marks are plain characters and the XML is not well-formed.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "CLASSES",
    "ROOTS",
    "ClassItem",
    "GsrItem",
    "NerItem",
    "Span",
    "SpanItem",
    "join_tokens",
    "read_class",
    "read_gsr",
    "read_lines",
    "read_ner",
    "read_plv",
]

Span = tuple[int, int]

ROOTS: dict[str, str] = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "AID": "2", "COOPERATE": "2", "YIELD": "2",
    "ACCUSE": "3", "REJECT": "3", "REQUEST": "3", "THREATEN": "3", "ASSAULT": "4", "COERCE": "4",
    "MOBILIZE": "4", "PROTEST": "4", "SANCTION": "4",
}  # fmt: skip
"""The 15 roots of PLV and the quad (``penta`` 1-4) that each belongs to."""

CLASSES = ("0", "1", "2", "3", "4")
_TAGS = ("S", "T", "R")
_CODE = re.compile(r"\d{2,4}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanItem:
    """A sentence with the spans of its two actors, the root and the quad of the act.

    A span is None where the file's words for the actor are not words of the sentence.
    """

    text: str
    source: Span | None
    target: Span | None
    root: str
    quad: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassItem:
    """A sentence and its class: 0 for a statement, 1-4 for the quads."""

    text: str
    label: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NerItem:
    """A sentence rebuilt from its tokens, with the spans of the actors."""

    text: str
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GsrItem:
    """A sentence of a given day and the (source, target, code) triples that it should give."""

    id: str
    text: str
    day: dt.date
    events: frozenset[tuple[str, str, str]]
    line: int
    parse: str = ""
    """The parse that the file brings, in CoNLL-U; no reader is given it."""


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a UTF-8 file with their numbers; say which line is no UTF-8."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise InputError(f"not UTF-8 ({error.reason}); convert the file to UTF-8",
                                 where=str(path), line=number) from error  # fmt: skip
            yield number, line.rstrip("\r\n")


def read_plv(path: Path) -> tuple[SpanItem, ...]:
    """Return the rows of a PLV file: columns ``sentence``, ``source``, ``target``, ``gold_root``.

    Spans come from the marks ``<s>`` and ``<t>`` of ``marked_sentence`` where it has both, else
    from the first place of the text. ``gold_penta`` is the quad; without it, that of the root.
    """
    items = []
    lines = read_lines(path)
    header = next(lines, (1, ""))[1].split("\t")
    for name in ("sentence", "source", "target", "gold_root"):
        if name not in header:
            raise InputError(f"column {name!r} is missing; found {header}", where=str(path), line=1)
    for number, line in lines:
        if not line:
            continue
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if len(cells) != len(header):
            message = f"{len(header)} tab-separated columns expected, found {len(cells)}"
            raise InputError(message, where=str(path), line=number)
        items.append(_span_item(dict(zip(header, cells, strict=True)), path, number))
    return tuple(items)


def _span_item(row: dict[str, str], path: Path, line: int) -> SpanItem:
    root = row["gold_root"].strip().upper()
    quad = row.get("gold_penta", "").strip() or ROOTS.get(root, "")
    if root not in ROOTS:
        raise InputError(f"root {root!r} is none of {', '.join(sorted(ROOTS))}",
                         where=str(path), line=line)  # fmt: skip
    if quad not in CLASSES[1:]:
        raise InputError(f"gold_penta {quad!r} is none of 1-4", where=str(path), line=line)
    text = row["sentence"]
    spans = _marked(row.get("marked_sentence", ""), text)
    source = spans.get("s") or _place(text, row["source"])
    target = spans.get("t") or _place(text, row["target"], apart_from=source)
    return SpanItem(text=text, source=source, target=target, root=root, quad=quad, line=line)


def _marked(marked: str, text: str) -> dict[str, Span]:
    """Return the first marked span of each side, as places in the sentence without marks."""
    spans: dict[str, Span] = {}
    starts: dict[str, int] = {}
    at = last = 0
    plain = ""
    for mark in re.finditer(r"<(/?)([st])>", marked):
        plain += marked[last : mark.start()]
        at, last = len(plain), mark.end()
        if mark[1]:
            begun = starts.pop(mark[2], None)
            if begun is not None and begun < at:
                spans.setdefault(mark[2], (begun, at))
        else:
            starts[mark[2]] = at
    return spans if plain + marked[last:] == text else {}


def _place(text: str, part: str, *, apart_from: Span | None = None) -> Span | None:
    """Return where a part stands: exactly, else but for case and marks, else None."""
    words = part.split()
    if not words:
        return None
    exact = [(m.start(), m.end()) for m in re.finditer(re.escape(part.strip()), text)]
    free = [
        s for s in exact if apart_from is None or s[0] >= apart_from[1] or s[1] <= apart_from[0]
    ]
    if free or exact:
        return (free or exact)[0]
    loose = r"\W*".join(re.escape(word) for word in re.findall(r"\w+", part))
    found = re.search(loose, text, re.IGNORECASE)
    if found:
        return found.span()
    return None


def read_class(path: Path) -> tuple[ClassItem, ...]:
    """Return the rows of a cameo_class file: sentence, tab, class 0-4."""
    items = []
    for number, line in read_lines(path):
        if not line.strip():
            continue
        text, tab, label = line.rpartition("\t")
        if not tab or label.strip() not in CLASSES or not text.strip():
            if number == 1 and not label.strip().isdigit():
                continue  # a header
            message = f"expected a sentence, a tab and a class 0-4, found {line[-60:]!r}"
            raise InputError(message, where=str(path), line=number)
        items.append(ClassItem(text=text.strip(), label=label.strip(), line=number))
    return tuple(items)


def join_tokens(tokens: list[str]) -> tuple[str, tuple[Span, ...]]:
    """Return the sentence that tokens make and the place of each, spaced as print would be.

    >>> join_tokens(["Kiev", "'s", "army", "left", "."])
    ("Kiev's army left.", ((0, 4), (4, 6), (7, 11), (12, 16), (16, 17)))
    """
    text, spans, glue = "", [], True
    for token in tokens:
        is_tail = bool(
            re.fullmatch(r"[.,;:!?%)\]}]|['\u2019](s|S|re|ve|d|ll|m|t)?|n['\u2019]t", token)
        )
        text += "" if glue or is_tail else " "
        spans.append((len(text), len(text) + len(token)))
        text += token
        glue = token in {"(", "[", "{", "$", "``", "“"}
    return text, tuple(spans)


def read_ner(path: Path) -> tuple[NerItem, ...]:
    """Return the sentences of a cameo_ner file with the spans of their sources and targets."""
    items: list[NerItem] = []
    tokens: list[str] = []
    tags: list[str] = []
    begun = 1
    for number, line in (*read_lines(path), (0, "")):
        if line.strip():
            cells = line.split()
            tag = cells[-1]
            if len(cells) < 2 or not re.fullmatch(r"O|[BI]-[STR]", tag):  # noqa: PLR2004
                message = f"expected a token and one of O, B-S, I-S, B-T, I-T, found {line!r}"
                raise InputError(message, where=str(path), line=number)
            begun = begun if tokens else number
            tokens.append(" ".join(cells[:-1]))
            tags.append(tag)
        elif tokens:
            items.append(_ner_item(tokens, tags, begun))
            tokens, tags = [], []
    return tuple(items)


def _ner_item(tokens: list[str], tags: list[str], line: int) -> NerItem:
    text, places = join_tokens(tokens)
    found: dict[str, list[Span]] = {side: [] for side in _TAGS}
    open_side = ""
    for tag, place in zip(tags, places, strict=True):
        side = tag[2:]
        if tag.startswith("I") and side == open_side:
            found[side][-1] = (found[side][-1][0], place[1])
        elif side:
            found[side].append(place)
        open_side = side
    return NerItem(text=text, sources=tuple(found["S"]), targets=tuple(found["T"]), line=line)


def read_gsr(path: Path) -> tuple[GsrItem, ...]:
    """Return the sentences of a PETR validation file that are to be evaluated.

    The format closes ``<Sentence ...>`` in its own tag, so it is read line by line, not as XML.
    A reader gets the raw text; only where that is empty it is rebuilt from the words of the parse.
    """
    items: list[GsrItem] = []
    head: dict[str, str] | None = None
    events: set[tuple[str, str, str]] = set()
    words: list[str] = []
    parse: list[str] = []
    begun, is_text, is_body = 0, False, False
    for number, line in (*read_lines(path), (0, "<Sentence ")):
        is_body = is_body or line.strip() == "<Sentences>"
        if line.startswith("<Sentence ") or (number and "<Sentence " in line and is_body):
            if head is not None and head.get("evaluate", "true").lower() == "true":
                text = " ".join(words) or join_tokens([row.split("\t")[1] for row in parse])[0]
                item = _gsr_item(head, events, text, path, begun)
                items.append(replace(item, parse="\n".join(_first_parse(parse))))
            head, events, words, parse, begun = _attributes(line), set(), [], [], number
        elif head is not None and "<EventCoding" in line:
            events |= _coding(_attributes(line), path, number)
        elif head is not None and "<Text>" in line:
            is_text = True
            line = line.split("<Text>")[1]  # noqa: PLW2901
        if is_text:
            words += line.split("</Text>")[0].split()
            is_text = "</Text>" not in line
        elif re.match(r"\d+\t", line):
            parse.append(line.strip())
    if not items:
        raise InputError("no <Sentence ...> to evaluate was found", where=str(path))
    return tuple(items)


def _first_parse(rows: list[str]) -> list[str]:
    """Return the rows of the first parse: some sentences of the file have two."""
    starts = [place for place, row in enumerate(rows) if row.startswith("1\t")]
    return rows[: starts[1]] if len(starts) > 1 else rows


def _attributes(line: str) -> dict[str, str]:
    return dict(re.findall(r"(\w+)\s*=\s*\"([^\"]*)\"", line))


def _coding(row: dict[str, str], path: Path, line: int) -> set[tuple[str, str, str]]:
    if row.get("noevents", "").lower() == "true":
        return set()
    code = row.get("eventcode", "").strip()
    if not _CODE.match(code) or "sourcecode" not in row or "targetcode" not in row:
        message = "EventCoding needs eventcode (2-4 digits), sourcecode and targetcode"
        raise InputError(f"{message}, found {row}", where=str(path), line=line)
    return {(row["sourcecode"].strip(), row["targetcode"].strip(), code)}


def _gsr_item(
    head: dict[str, str], events: set[tuple[str, str, str]], text: str, path: Path, line: int
) -> GsrItem:
    if not text:
        raise InputError("this <Sentence> has no <Text>", where=str(path), line=line)
    date = head.get("date", "")
    form = "%y%m%d" if len(date) == len("YYMMDD") else "%Y%m%d"
    try:
        day = dt.datetime.strptime(date, form).date()  # noqa: DTZ007 - a day, no time zone
    except ValueError as error:
        message = f"date must be YYYYMMDD or YYMMDD, found {date!r}"
        raise InputError(message, where=str(path), line=line) from error
    return GsrItem(
        id=head.get("id", str(line)),
        text=text,
        day=day,
        events=frozenset(events),
        line=line,
    )
