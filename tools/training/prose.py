"""Read the made-up news prose of ``prose/``, whose acts are marked under each sentence.

Usage::

    python tools/training/prose.py FILE...      # say what is wrong, line by line, and count

The layout is that of ``prose/README.md``.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["FOLDER", "MarkedAct", "Text", "TextSentence", "problems_of", "read_texts"]

FOLDER = Path(__file__).parent / "prose"
_ACT = re.compile(
    r"\t(?P<source>\S+) (?P<sign><?>) (?P<target>\S+) (?P<roots>\d\d(?:\|\d\d)*)"
    r"(?P<tense> (?:exp|neg))? \| (?P<trigger>.+?)(?P<nth>#\d)?"
)
_HEAD = re.compile(r"= (?P<day>\d{4}-\d\d-\d\d) \| (?P<title>.+)")
_SIDE = re.compile(r"-|[A-Z][A-Z0-9_-]*(?:\|(?:-|[A-Z][A-Z0-9_-]*))*|-(?:\|[A-Z][A-Z0-9_-]*)+")
_N_ROOTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedAct:
    """An act of a sentence; sides and roots that ``|`` joins are alternatives, each right.

    ``at`` is the place of the trigger's first letter in the sentence; ``tense`` is "", "exp"
    (announced) or "neg".
    """

    source: frozenset[str]
    target: frozenset[str]
    roots: frozenset[str]
    is_mutual: bool
    tense: str
    trigger: str
    at: int


@dataclass(slots=True, kw_only=True)
class TextSentence:
    """One sentence, whether it opens a paragraph, and its acts."""

    text: str
    line: int
    is_first: bool
    acts: list[MarkedAct] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Text:
    """One made-up text with its date."""

    file: str
    line: int
    day: dt.date
    title: str
    sentences: list[TextSentence] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The sentences in their paragraphs."""
        parts = [("\n\n" if one.is_first else " ") + one.text for one in self.sentences]
        return "".join(parts).strip()


def read_texts(files: Sequence[Path] = ()) -> list[Text]:
    """Return the texts of some files (all of the folder if none are named).

    Raises ``SystemExit`` with file and line where a line cannot be read.
    """
    return [text for file in files or sorted(FOLDER.glob("*.txt")) for text in _read(file)]


def _read(file: Path) -> Iterator[Text]:
    text: Text | None = None
    is_first = True
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{file.name}:{number}"
        if line.startswith("#"):
            continue
        if line.startswith("="):
            if text is not None:
                yield text
            text = _head(file, line, number)
            is_first = True
        elif not line.strip():
            is_first = True
        elif text is None:
            raise SystemExit(f"{where}: a sentence before the first text; begin with = DAY | TITLE")
        elif line.startswith("\t"):
            if not text.sentences:
                raise SystemExit(f"{where}: an act before the first sentence")
            text.sentences[-1].acts.append(_act(line, text.sentences[-1].text, where))
        else:
            text.sentences.append(TextSentence(text=line.strip(), line=number, is_first=is_first))
            is_first = False
    if text is not None:
        yield text


def _head(file: Path, line: str, number: int) -> Text:
    found = _HEAD.fullmatch(line)
    if not found:
        raise SystemExit(f"{file.name}:{number}: expected = YYYY-MM-DD | TITLE")
    try:
        day = dt.date.fromisoformat(found["day"])
    except ValueError as error:
        raise SystemExit(f"{file.name}:{number}: {error}") from error
    return Text(file=file.name, line=number, day=day, title=found["title"])


def _act(line: str, sentence: str, where: str) -> MarkedAct:
    found = _ACT.fullmatch(line.rstrip())
    if not found:
        raise SystemExit(f"{where}: expected TAB SOURCE > TARGET ROOTS [exp|neg] | TRIGGER")
    for side in ("source", "target"):
        if not _SIDE.fullmatch(found[side]):
            raise SystemExit(f"{where}: {found[side]} is no list of ids")
    roots = frozenset(found["roots"].split("|"))
    if not all(1 <= int(root) <= _N_ROOTS for root in roots):
        raise SystemExit(f"{where}: {found['roots']} is no root from 01 to 20")
    nth = int((found["nth"] or "#1")[1:])
    places = [m.start() for m in re.finditer(rf"\b{re.escape(found['trigger'])}\b", sentence)]
    if len(places) < nth:
        raise SystemExit(f"{where}: no {found['trigger']!r} (number {nth}) in the sentence above")
    return MarkedAct(
        source=frozenset(found["source"].split("|")),
        target=frozenset(found["target"].split("|")),
        roots=roots,
        is_mutual=found["sign"] == "<>",
        tense=(found["tense"] or "").strip(),
        trigger=found["trigger"],
        at=places[nth - 1],
    )


def problems_of(texts: Sequence[Text]) -> Iterator[str]:
    """Yield what is wrong in texts that can be read: ids that the world does not know."""
    from goodoffices.world import load_world

    known = {str(entity.id) for entity in load_world().entities()} | {"-", "INT"}
    for text in texts:
        for sentence in text.sentences:
            for one in sentence.acts:
                if unknown := (one.source | one.target) - known:
                    words = ", ".join(sorted(unknown))
                    yield f"{text.file}:{sentence.line}: no actor has the id {words}"


def main(arguments: Sequence[str]) -> int:
    """Check the files and count what they hold."""
    texts = read_texts([Path(name) for name in arguments])
    problems = list(problems_of(texts))
    print(*problems, sep="\n", end="\n" if problems else "")
    sentences = [one for text in texts for one in text.sentences]
    n_acts = sum(len(one.acts) for one in sentences)
    n_bare = sum(not one.acts for one in sentences)
    n_words = sum(len(one.text.split()) for one in sentences)
    print(f"{len(texts)} texts, {len(sentences)} sentences ({n_bare} without an act), "
          f"{n_words} words, {n_acts} acts")  # fmt: skip
    return int(bool(problems))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
