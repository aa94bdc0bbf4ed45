"""Expand the phrasings and frames of ``coverage/`` into sentences with the event that follows.

A phrasing is a line under its CAMEO code: a verb phrase with its verb first, or a noun phrase after
"n". ``(a|b)`` chooses, ``[x]`` is the object of a passive, ``T`` and ``U`` are the other side and a
third, ``{T}`` as a place, ``<T>`` as an adjective; "=" is done by both, "~" is a mediation, and
``@mil`` says who acts. A frame (``coverage/frames.csv``) is the sentence around it.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_actors import Name, Place, draw_places, name_as_doer, name_as_target
from coverage_verbs import be, bend, is_plural

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Frame", "Item", "Phrasing", "digest", "make_items", "read_frames", "read_phrasings"]

FOLDER = Path(__file__).resolve().parent / "coverage"
SEED = 20261126
UNREAD = 3
"""One in so many phrasings, and frames, is kept unread."""
MOST_OF_A_LINE = 5
"""So many of the choices that a line allows are taken, by their hash."""
_BY_STATES = frozenset({"14", "15", "16", "17", "18", "19", "20"})
"""Roots whose doers are states and their forces, no single ministers."""
_CHOICE = re.compile(r"\(([^()]*)\)")
_MARK = re.compile(r"(?:@(?P<kind>\w+) )?(?P<sign>[=~]?)(?P<noun>n )?(?P<rest>.*)")
_OBJECT = re.compile(r"(?P<front>[^\[]*)\[(?P<object>[^\]]*)\](?P<rest>.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasing:
    """One way to tell an act: its code, verb or noun, and the words around it."""

    code: str
    text: str
    kind: str
    sign: str
    is_noun: bool

    @property
    def is_unread(self) -> bool:
        """True for the phrasings that nobody looks at while mending."""
        return _is_unread(f"{self.code} {self.text}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One construction."""

    id: str
    kind: str
    construction: str
    gold: str
    forms: str
    text: str

    @property
    def is_unread(self) -> bool:
        """True for the frames that nobody looks at while mending."""
        return _is_unread(f"frame {self.id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A sentence and the act it tells: ``pairs`` hold between ids, either way if ``is_mutual``."""

    text: str
    phrasing: Phrasing
    frame: Frame
    form: str
    pairs: tuple[tuple[str, str], ...]
    is_mutual: bool
    others: frozenset[tuple[str, str]]


def _is_unread(key: str) -> bool:
    return digest(key) % UNREAD == 0


def digest(key: str) -> int:
    """Return a number that a text always has: it picks parts without a hand in it."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16)


def read_phrasings() -> list[Phrasing]:
    """Return every phrasing of the files, choices written out."""
    found: dict[tuple[str, str], Phrasing] = {}
    for file in sorted((FOLDER / "phrasings").glob("*.txt")):
        code = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.isdigit():
                code = line
                continue
            mark = _MARK.fullmatch(line)
            if mark is None:
                continue
            texts = sorted(_written_out(mark["rest"]), key=digest)[:MOST_OF_A_LINE]
            for text in texts:
                one = Phrasing(code=code, text=text, kind=mark["kind"] or "", sign=mark["sign"],
                               is_noun=bool(mark["noun"]))  # fmt: skip
                found.setdefault((code, text), one)
    return list(found.values())


def _written_out(line: str) -> Iterator[str]:
    first, _, rest = line.partition(" ")
    if "|" in first and "(" not in first:
        line = f"({first}) {rest}"
    yield from _choices(line)


def _choices(line: str) -> Iterator[str]:
    inner = _CHOICE.search(line)
    if inner is None:
        yield " ".join(line.split())
        return
    for choice in inner[1].split("|"):
        yield from _choices(line[: inner.start()] + choice + line[inner.end() :])


def read_frames() -> list[Frame]:
    """Return the constructions."""
    with (FOLDER / "frames.csv").open(encoding="utf-8", newline="") as file:
        return [Frame(**row) for row in csv.DictReader(file)]


def make_items(per_phrasing: int = 8, *, seed: int = SEED) -> list[Item]:
    """Return the sentences: each phrasing in so many frames (nouns in up to five)."""
    frames = read_frames()
    items = []
    for phrasing in read_phrasings():
        key = f"{seed} {phrasing.code} {phrasing.text}"
        draw = random.Random(key)  # noqa: S311 - a bench, no secret
        fitting = [frame for frame in frames if _fits(phrasing, frame)]
        frames_drawn = draw.sample(fitting, min(len(fitting), per_phrasing))
        items.extend(_make(draw, phrasing, frame) for frame in frames_drawn)
    return items


def _fits(phrasing: Phrasing, frame: Frame) -> bool:
    if phrasing.is_noun or frame.kind == "noun":
        has_its = " its " in f" {phrasing.text} " and "{N by S}" in frame.text
        return phrasing.is_noun and frame.kind == "noun" and not has_its
    if phrasing.kind in {"gunmen", "civ", "court", "police"} and frame.forms == "state":
        return False
    found = _OBJECT.fullmatch(phrasing.text)
    has_own = " its " in f" {found['object']} " if found else False
    is_bare = found is None or phrasing.text.startswith("be ")
    is_odd = phrasing.sign == "=" and found is not None and found["object"] == "T"
    if frame.kind == "verb":
        return not (phrasing.sign == "=" and frame.gold == "actual both")
    if is_bare or is_odd or " its " in f" {found['rest']} ":
        return False
    return has_own == (frame.kind == "own")


def _make(draw: random.Random, phrasing: Phrasing, frame: Frame) -> Item:
    doer, target, third, other = draw_places(draw, 4)
    root = phrasing.code[:2]
    kind = phrasing.kind or ("" if root in _BY_STATES or "its" in phrasing.text.split() else "any")
    subject = name_as_doer(draw, doer, kind, is_state=frame.forms == "state")
    while subject.is_named and "{it}" in frame.text:  # he or she: the tables do not say
        subject = name_as_doer(draw, doer, kind, is_state=False)
    object_name = name_as_target(draw, target)
    fill = _Filler(phrasing, target, third, object_name)
    text = _sentence(frame, fill, subject, other.name)
    pairs = [(doer.id, target.id)]
    if phrasing.sign == "~":
        pairs.append((doer.id, third.id))
    if frame.gold == "actual both":
        pairs.append((other.id, target.id))
    known = {(doer.id, other.id)} if "praised {O}" in frame.text else set()
    return Item(text=text, phrasing=phrasing, frame=frame, form=subject.form, pairs=tuple(pairs),
                is_mutual=phrasing.sign == "=", others=frozenset(known))  # fmt: skip


class _Filler:
    """The words of one phrasing with its sides put in."""

    def __init__(self, phrasing: Phrasing, target: Place, third: Place, name: Name) -> None:
        self._phrasing = phrasing
        text = phrasing.text
        article = {"a": "an", "A": "An"} if target.adj[0] in "AEIO" else {}
        for short, long in article.items():
            text = re.sub(rf"\b{short} <T>", f"{long} <T>", text)
        text = text.replace("{T}", target.name).replace("<T>", target.adj)
        text = re.sub(r"\bT's\b", name.words + ("'" if name.words.endswith("s") else "'s"), text)
        text = re.sub(r"\bT\b", name.words, text)
        self._text = re.sub(r"\bU\b", third.name, text)

    def verb(self, form: str, *, plural: bool) -> str:
        """Return the verb phrase in a form."""
        own = "their" if plural else "its"
        text = re.sub(r"\bits\b", own, self._text.replace("[", "").replace("]", ""))
        first, _, rest = text.partition(" ")
        return f"{bend(first, form, plural=plural)} {rest}".strip()

    def parts(self) -> tuple[str, str, str]:
        """Return the verb in its passive participle, its object and the rest."""
        found = _OBJECT.fullmatch(self._text)
        if found is None:
            raise ValueError(self._text)
        first, _, more = found["front"].strip().partition(" ")
        return f"{bend(first, 'pp')} {more}".strip(), found["object"], found["rest"].strip()

    def noun(self, own: str) -> str:
        """Return the noun phrase; its own things are those of the doer."""
        return re.sub(r"\bits\b", own, self._text)

    def noun_by(self, doer: str) -> str:
        """Return the noun phrase with its doer behind: "recall of the envoy by Peru"."""
        if self._phrasing.sign == "=" and " with " in self._text:
            return re.sub(r"^(.*) with (.*)$", rf"\1 between {doer} and \2", self._text)
        return f"{self._text} by {doer}"


def _owner(words: str) -> str:
    return words + ("'" if words.endswith("s") else "'s")


def _sentence(frame: Frame, fill: _Filler, subject: Name, other: str) -> str:
    many = subject.is_plural or frame.gold == "actual both"
    words = {
        "S": subject.words, "S's": _owner(subject.words), "O": other,
        "which": "who" if subject.is_plural or subject.is_person else "which",
        "it": "he" if subject.is_person else "they" if many else "it",
        "It": "They" if many else "It",
        "its": "their" if many else "its", "is": be("pres", plural=many),
        "has": "have" if many else "has", "plan": "plan" if many else "plans",
    }  # fmt: skip
    if frame.kind == "verb":
        words |= {form: fill.verb(form, plural=many) for form in ("past", "pp", "ing", "base")}
        words["pres"] = fill.verb("pres", plural=many)
        words["Ing"] = words["ing"][:1].upper() + words["ing"][1:]
    elif frame.kind == "noun":
        words["N"] = fill.noun("their" if many else "its")
        words["N by S"] = fill.noun_by(subject.words)
    else:
        words |= _passive(fill, subject)
    text = re.sub(r"\{([^{}]+)\}", lambda slot: words[slot[1]], frame.text)
    text = re.sub(r"\s+([.,])", r"\1", " ".join(text.split()))
    return text[:1].upper() + text[1:]


def _passive(fill: _Filler, subject: Name) -> dict[str, str]:
    verb, thing, rest = fill.parts()
    many = is_plural(thing)
    thing = re.sub(r"\bits\b", _owner(subject.words), thing)
    return {
        "pp": verb, "rest": rest, "obj": thing, "Obj": thing[:1].upper() + thing[1:],
        "S's obj": thing, "was": be("past", plural=many), "have": "have" if many else "has",
    }  # fmt: skip


def count() -> dict[str, int]:
    """Return how many phrasings and frames there are, and how many of them are unread."""
    phrasings, frames = read_phrasings(), read_frames()
    pairs = itertools.chain((("phrasings", p) for p in phrasings), (("frames", f) for f in frames))
    found: dict[str, int] = {}
    for name, one in pairs:
        found[name] = found.get(name, 0) + 1
        found[f"unread {name}"] = found.get(f"unread {name}", 0) + one.is_unread
    return found
