"""Give a noun of a parse its code among the Phoenix actors: place or group, then sectors.

The files of the coder decide: a name in the actors file is a place ("PERUVIAN" is PER), a noun in
the agents file a sector ("OFFICER [~MIL]" follows the place, "OBSERVER [NGO~]" precedes it). What
stands right at the noun counts first, the phrases behind it where that names no place.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_reader import country_of
from cameo_dictionary import Actors, read_actors
from gold_formats import read_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Phoenix", "open_phoenix", "shared", "written"]

_GROUPS = Path(__file__).resolve().parent / "phoenix_groups.csv"
_MARK = re.compile(r"!(\w+)!")
_LEFT = frozenset({"compound", "amod", "poss", "nmod", "det", "nummod", "predet"})
_RIGHT = frozenset({"prep", "appos"})
_TOLD = frozenset({"acl", "relcl"})
_BREAKS = frozenset({"prep", "agent", "cc", "acl", "relcl"})
_NOTHING = "---"
_PEOPLE = "~PPL"
"""Anybody: tells nothing where a noun has another sector."""
_FILES = ("MilNonState", "International", "Countries")
"""Files of actors; a name in several of them is that of the last."""
_LONGEST = 8
"""Words of the longest name that is looked up: longer ones in the files are titles in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A written word, its first token and the part of the phrase that it stands in."""

    text: str
    has_capital: bool
    token: Any
    part: int


@dataclass(slots=True)
class _Part:
    """What a part of a phrase names; ``is_joined`` when "and" begins it."""

    places: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    is_joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phoenix:
    """Names of places and groups with their dates, and nouns of sectors."""

    actors: Actors
    groups: dict[str, str]
    agents: dict[str, str]
    longest: int

    def codes(
        self, noun: Any, day: dt.date, spent: frozenset[str] = frozenset()
    ) -> tuple[str, ...]:
        """Return the codes of a noun with what belongs to it, () where it names nobody.

        Of a noun without a place, words that told what the verb means (``spent``) name nobody:
        the troops of "sent troops to Peru".
        """
        if spent and any(not code.startswith(_NOTHING) for code in self.codes(noun, day)):
            spent = frozenset()
        near = [noun, *_below(noun, _LEFT)]
        around = [*near, *_below(noun, _RIGHT)]
        for tokens in (around, [*around, *_below(noun, _TOLD)]):
            parts = self._parts(_words(tokens, near, spent), day)
            if any(part.places for part in parts):
                break
        return _codes(parts)

    def _parts(self, words: Sequence[_Word], day: dt.date) -> list[_Part]:
        """Return the places and sectors that each part of some words names, longest names first.

        Of several places in a part the first counts, and those joined to it by "and".
        """
        names = [word.text.replace(".", "") for word in words]
        parts = [_Part() for _ in range(1 + max((word.part for word in words), default=0))]
        for at, size, place in _scan(names, self.longest, lambda name: self._place(name, day)):
            part, told = parts[words[at].part], words[at + size - 1].token
            name = words[at : at + size]
            is_named = place not in self.groups.values() or _is_named(name)
            is_first = not part.places or told.dep_ == "conj" or place[:3] == part.places[0][:3]
            part.places += [place] if is_named and is_first else []
        for at, _, sector in _scan(names, self.longest, self.agents.get):
            parts[words[at].part].sectors.append(sector)
        for word in words:
            parts[word.part].is_joined |= word.token.dep_ == "cc" and word.part > 0
        return parts

    def _place(self, name: str, day: dt.date) -> str | None:
        code = self.groups.get(name) or self.actors.code(name, day)
        return None if code == _NOTHING else code


def _is_named(words: Sequence[_Word]) -> bool:
    """Tell a name from its words: "an Islamic state" is not the Islamic State."""
    return all(word.has_capital for word in words if len(word.text) > len("for"))


def shared(noun: Any, codes: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of a noun, with the places of the noun ``before`` that "and" joins it to.

    "Peruvian judges and officers" are of one country, "Peruvian judges and the officers" are not.
    """
    is_alone = any(child.dep_ in {"det", "poss", "nummod"} for child in noun.children)
    if is_alone or noun.dep_ != "conj" or not all(code.startswith(_NOTHING) for code in codes):
        return tuple(codes)
    places = dict.fromkeys(code[:3] for code in before
                           if len(code) > len("PER") and country_of(code) == code[:3])  # fmt: skip
    told = [code.removeprefix(_NOTHING) for code in codes]
    return tuple(place + code for place in places for code in told) or tuple(codes)


def _scan(
    names: Sequence[str], longest: int, look_up: Callable[[str], str | None]
) -> Iterator[tuple[int, int, str]]:
    """Yield (place, length, code) of the longest names from left to right."""
    at = 0
    while at < len(names):
        size = 1
        for width in range(min(longest, len(names) - at), 0, -1):
            if code := look_up(" ".join(names[at : at + width])):
                yield at, width, code
                size = width
                break
        at += size


def _codes(parts: Sequence[_Part]) -> tuple[str, ...]:
    """Return the codes of the first part with a place, and of what "and" joins to that part.

    Sectors of the noun itself (part 0) go with any place; a place at the noun takes the sectors of
    the phrases behind it ("the Peruvian head of state") where it has none of its own.
    """
    at = next((n for n, part in enumerate(parts) if part.places), None)
    if at is None:
        return _joined([], next((part.sectors for part in parts if part.sectors), []))
    until = next((n for n, part in enumerate(parts) if n > at and part.places), len(parts))
    own = [sector for part in parts[: at + 1] for sector in part.sectors]
    behind = [sector for part in parts[at + 1 : until] for sector in part.sectors]
    codes = _joined(parts[at].places, own or behind)
    if at and until < len(parts) and parts[until].is_joined:
        codes += _joined(parts[until].places, [*parts[0].sectors, *parts[until].sectors])
    return codes


def _joined(places: Sequence[str], sectors: Sequence[str]) -> tuple[str, ...]:
    """Return each place with each sector behind (or before) it; sectors alone after ``---``."""
    whole = [p for p in dict.fromkeys(places) if not any(p != q and p in q for q in places)]
    own = [s for s in dict.fromkeys(sectors) if not any(s != t and s in t for t in sectors)]
    own = [s for s in own if s != _PEOPLE] or own
    found = []
    for place in whole or ([_NOTHING] if own else []):
        code = place
        for sector in own:
            part = sector.strip("~")
            if part not in code:
                code = part + code.strip("-") if sector.endswith("~") else code + part
        found.append(code)
    return tuple(found)


def _place(token: Any) -> int:
    return int(token.i)


def _words(tokens: Sequence[Any], near: Sequence[Any], spent: frozenset[str]) -> list[_Word]:
    """Return the words of a noun in order; each preposition, "and" or verb behind begins a part."""
    at_noun = {token.i for token in near}
    found: list[_Word] = []
    part = 0
    for token in sorted(tokens, key=_place):
        part += token.i not in at_noun and token.dep_ in _BREAKS
        if token.pos_ != "PRON" and _begins(token) and written(token) not in spent:
            text = _whole(token)
            has_capital = text != text.lower()
            found.append(_Word(text=text.upper(), has_capital=has_capital, token=token, part=part))
    return found


def _below(noun: Any, labels: frozenset[str]) -> list[Any]:
    """Return the words of the phrases with these labels that hang on a noun."""
    side = labels is _LEFT
    return [t for child in noun.children if child.dep_ in labels and (child.i < noun.i) is side
            for t in child.subtree]  # fmt: skip


def written(token: Any) -> str:
    """Return the word that a token is a part of, in capitals: all of "Lima-based" is one word."""
    return _whole(token).upper()


def _whole(token: Any) -> str:
    doc, first, last = token.doc, token.i, token.i
    while last + 2 < len(doc) and _is_hyphen(doc[last + 1]):
        last += 2
    while first > 1 and _is_hyphen(doc[first - 1]):
        first -= 2
    return str(doc[first : last + 1].text)


def _begins(token: Any) -> bool:
    """Return True unless a hyphen joins a token to the one before it (or is it)."""
    return not _is_hyphen(token) and not (token.i and _is_hyphen(token.doc[token.i - 1]))


def _is_hyphen(token: Any) -> bool:
    if token.text != "-" or not token.i:
        return False
    return not token.whitespace_ and not token.doc[token.i - 1].whitespace_


def read_agents(path: Path) -> dict[str, str]:
    """Return the sector of each noun of an agents file, regular plurals included.

    ``NOUN {PLURAL} [~CODE]``; empty braces mean that there is no plural, ``!SET!`` stands for each
    word of a set that is declared as ``!SET! = A, B``.
    """
    sets: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for _, raw in read_lines(path):
        line = raw.split("#")[0].strip()
        if line.startswith("!") and "=" in line:
            name, _, words = line.partition("=")
            sets[name.strip().strip("!")] = [word.strip() for word in words.split(",")]
            continue
        code = re.search(r"\[([^\]]*)\]", line)
        if code is None:
            continue
        told = line[: code.start()].strip()
        noun, braces, plural = told.partition("{")
        mark = _MARK.search(noun)
        for word in [noun.replace(mark[0], w) for w in sets.get(mark[1], [])] if mark else [noun]:
            own = plural.strip("} ").split() if braces or mark else [_plural(word.strip())]
            for form in (word, *own):
                key = " ".join(form.replace("_", " ").replace(".", "").split())
                if key:
                    found[key] = code[1].strip()
    return found


def _plural(word: str) -> str:
    base = word.rstrip("_")
    if base.endswith("Y"):
        return base[:-1] + "IES"
    return base + ("ES" if base.endswith("S") else "S")


@cache
def _groups() -> dict[str, str]:
    """Return the codes of organisations and armed groups by their names in capitals."""
    with _GROUPS.open(encoding="utf-8", newline="") as file:
        return {name.replace(".", ""): row["code"] for row in csv.DictReader(file)
                for name in row["names"].split("|")}  # fmt: skip


def open_phoenix(folder: Path) -> Phoenix | None:
    """Return the actors and agents of a folder of dictionaries, None when they are not there.

    Of organisations and armed groups it knows those of ``phoenix_groups.csv``, and those of the
    files for them where the folder has these too.
    """
    agents = folder / "Phoenix.agents.txt"
    found = [path for name in _FILES for path in sorted(folder.glob(f"Phoenix.{name}.actors.txt*"))]
    if not (found and agents.is_file()):
        return None
    read = [read_actors(path) for path in found]
    codes = {name.replace(".", ""): told for one in read for name, told in one.codes.items()}
    nouns, groups = read_agents(agents), _groups()
    longest = max(name.count(" ") + 1 for name in (*codes, *nouns, *groups))
    actors = Actors(codes=codes, longest=longest)
    return Phoenix(actors=actors, groups=groups, agents=nouns, longest=min(longest, _LONGEST))
