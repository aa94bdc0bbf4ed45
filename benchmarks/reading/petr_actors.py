"""Give a noun of a parse its code among the Phoenix actors: place or group, then sectors.

The files of the coder decide: a name in the actors file is a place ("PERUVIAN" is PER), a noun in
the agents file a sector ("OFFICER [~MIL]" follows the place, "OBSERVER [NGO~]" precedes it). What
stands right at the noun counts first, the phrases behind it where that names no place.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cameo_dictionary import Actors, read_actors
from gold_formats import read_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Phoenix", "group_codes", "open_phoenix", "written"]

_GROUPS = Path(__file__).resolve().parent / "phoenix_groups.csv"
_MARK = re.compile(r"!(\w+)!")
_LEFT = frozenset({"compound", "amod", "poss", "nmod", "det", "nummod", "predet"})
_RIGHT = frozenset({"prep", "appos"})
_TOLD = frozenset({"acl", "relcl"})
_NOTHING = "---"
_LONGEST = 8
"""Words of the longest name that is looked up: longer ones in the files are titles in full."""


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
        near = sorted([noun, *_below(noun, _LEFT)], key=_place)
        around = sorted([*near, *_below(noun, _RIGHT)], key=_place)
        places, sectors = self._found(near, day, spent)
        wide_places, wide_sectors = self._found(around, day, spent)
        if places:
            return _joined(places, sectors or wide_sectors)
        if not wide_places:
            told = sorted([*around, *_below(noun, _TOLD)], key=_place)
            wide_places = self._found(told, day, spent)[0]
        return _joined(wide_places, wide_sectors)

    def _found(
        self, tokens: Sequence[Any], day: dt.date, spent: frozenset[str]
    ) -> tuple[list[str], list[str]]:
        """Return the codes of places and of sectors in some words, longest names first.

        Of several places the first counts, and those joined to it by "and".
        """
        told = [t for t in tokens if t.pos_ != "PRON" and written(t) not in spent]
        words = list(dict.fromkeys((written(t), t) for t in told if _begins(t)))
        names = [name.replace(".", "") for name, _ in words]
        places: list[str] = []
        for at, size, place in _scan(names, self.longest, lambda name: self._place(name, day)):
            is_named = place not in self.groups.values() or words[at][1].text[0].isupper()
            is_joined = words[at + size - 1][1].dep_ == "conj"
            is_first = not places or is_joined or place.startswith(places[0][:3])
            places += [place] if is_named and is_first else []
        sectors = [code for _, _, code in _scan(names, self.longest, self.agents.get)]
        return places, sectors

    def _place(self, name: str, day: dt.date) -> str | None:
        code = self.groups.get(name) or self.actors.code(name, day)
        return None if code == _NOTHING else code


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


def _joined(places: Sequence[str], sectors: Sequence[str]) -> tuple[str, ...]:
    """Return each place with each sector behind (or before) it; sectors alone after ``---``."""
    whole = [p for p in dict.fromkeys(places) if not any(p != q and p in q for q in places)]
    own = [s for s in dict.fromkeys(sectors) if not any(s != t and s in t for t in sectors)]
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


def _below(noun: Any, labels: frozenset[str]) -> list[Any]:
    """Return the words of the phrases with these labels that hang on a noun."""
    side = labels is _LEFT
    return [t for child in noun.children if child.dep_ in labels and (child.i < noun.i) is side
            for t in child.subtree]  # fmt: skip


def written(token: Any) -> str:
    """Return the word that a token is a part of, in capitals: all of "Lima-based" is one word."""
    doc, first, last = token.doc, token.i, token.i
    while last + 2 < len(doc) and _is_hyphen(doc[last + 1]):
        last += 2
    while first > 1 and _is_hyphen(doc[first - 1]):
        first -= 2
    return str(doc[first : last + 1].text).upper()


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
                key = " ".join(form.replace("_", " ").split())
                if key:
                    found[key] = code[1].strip()
    return found


def _plural(word: str) -> str:
    base = word.rstrip("_")
    if base.endswith("Y"):
        return base[:-1] + "IES"
    return base + ("ES" if base.endswith("S") else "S")


@cache
def group_codes() -> dict[str, str]:
    """Return the codes of organisations and armed groups by their names in capitals."""
    with _GROUPS.open(encoding="utf-8", newline="") as file:
        return {name.replace(".", ""): row["code"] for row in csv.DictReader(file)
                for name in row["names"].split("|")}  # fmt: skip


def open_phoenix(folder: Path) -> Phoenix | None:
    """Return the actors and agents of a folder of dictionaries, None when they are not there."""
    actors, agents = folder / "Phoenix.Countries.actors.txt.gz", folder / "Phoenix.agents.txt"
    if not (actors.is_file() and agents.is_file()):
        return None
    nouns, names = read_agents(agents), read_actors(actors)
    plain = {name.replace(".", ""): told for name, told in names.codes.items()}
    longest = max(names.longest, *(key.count(" ") + 1 for key in (*nouns, *group_codes())))
    return Phoenix(
        actors=replace(names, codes=plain),
        groups=group_codes(),
        agents=nouns,
        longest=min(longest, _LONGEST),
    )
