"""Read the CAMEO.2.0 verb dictionary and the Phoenix actors, in the format of PETRARCH.

Verb file: ``&NAME`` with ``+WORD`` lines is a set of synonyms; ``--- NAME [code] ---`` opens a
block with its code; a line of capitals is a verb of it with irregular forms in braces and maybe a
code; ``- before * after [code:answer] # note`` is a pattern, in which ``*`` is the verb, ``&SET``
any of a set, ``{A B}`` a noun with its qualifiers, ``(TO B)`` a preposition with its noun, and
``$ + ^ %`` stand for actors or skipped words. ``---`` as a code means: no event.
"""

from __future__ import annotations

import datetime as dt
import gzip
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gold_formats import read_lines

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Actors", "Group", "Pattern", "Verbs", "read_actors", "read_verbs"]

Group = tuple[str, ...]
"""The words of one noun, its qualifiers first."""

_NO_EVENT = "---"
_CODES = re.compile(r"\[([^\]]*)\]")
_PARTS = re.compile(r"\([^)]*\)|\{[^}]*\}|[^\s(){}]+")
_SIGNS = frozenset({"$", "+", "^", "%"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Nouns before the verb and after it, and prepositions with their nouns.

    ``[A:B]`` is read in two ways: B is the code of a passive, or that of the ``answer``, which the
    target gives the source. ``is_turned`` when the signs for the actors stand the other way round.
    """

    before: tuple[Group, ...]
    after: tuple[Group, ...]
    preps: tuple[tuple[str, tuple[Group, ...]], ...]
    active: str
    passive: str
    answer: str
    is_turned: bool

    @property
    def size(self) -> int:
        """How much it asks for; the largest pattern that fits wins."""
        asked = sum(1 + sum(map(len, nouns)) for _, nouns in self.preps)
        return sum(map(len, (*self.before, *self.after))) + asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """``entries`` holds the (block, code) of each verb in the order of the file, code as printed.

    ``default`` and ``block`` are the first of them, the code without its answer.
    """

    entries: dict[Group, tuple[tuple[str, str], ...]]
    default: dict[str, str]
    block: dict[str, str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    patterns: dict[str, tuple[Pattern, ...]]
    sets: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """Dated codes by name in capitals, words joined by blanks."""

    codes: dict[str, tuple[tuple[str, dt.date, dt.date], ...]]
    longest: int

    def code(self, name: str, day: dt.date) -> str:
        """Return the code that a name has on a day, "" when it has none.

        Of several the one that holds for the shortest time counts, of equals the first.
        """
        held = [told for told in self.codes.get(name, ()) if told[1] <= day <= told[2]]
        return min(held, key=lambda told: told[2] - told[1])[0] if held else ""


def read_verbs(path: Path) -> Verbs:
    """Return the verbs, patterns and synonyms of a CAMEO.2.0 file."""
    entries: dict[Group, list[tuple[str, str]]] = {}
    patterns: dict[str, list[Pattern]] = {}
    sets: dict[str, set[str]] = {}
    block = code = name = ""
    for number, raw in read_lines(path):
        line = raw.split("#")[0].rstrip()
        if line.startswith("~"):
            break  # transformations of two verbs
        if line.startswith("---"):
            block, code, name = f"{line.split()[1]}@{number}", _code(line), ""
        elif line.startswith("&"):
            name = line[1:].strip()
            sets[name] = set()
        elif line.startswith("+") and name:
            sets[name] |= _forms(line[1:])
        elif line.startswith("-") and block:
            patterns.setdefault(block, []).append(_pattern(line, path, number))
        elif line.strip() and block:
            _add_verb(line, block, code, entries)
    if not entries:
        raise InputError("no verb was found; expected a CAMEO.2.0 dictionary", where=str(path))
    return Verbs(
        entries={key: tuple(found) for key, found in entries.items()},
        default={" ".join(k): e[0][1].split(":")[0] or _NO_EVENT for k, e in entries.items()},
        block={" ".join(key): found[0][0] for key, found in entries.items()},
        phrases=_phrases(entries),
        patterns={key: tuple(found) for key, found in patterns.items()},
        sets={key: frozenset(found) for key, found in sets.items()},
    )


def _code(line: str) -> str:
    found = _CODES.search(line)
    return (found[1].strip() if found else "") or _NO_EVENT


def _forms(word: str) -> set[str]:
    """Return a noun with its regular plural; ``_`` at the end means that it has none."""
    plain = word.strip().split("{")[0].split("[")[0].strip()
    base = plain.rstrip("_").replace("_", " ").strip()
    if plain.endswith("_"):
        return {base}
    plural = base[:-1] + "IES" if base.endswith("Y") else base + "S"
    return {base, plural}


def _add_verb(
    line: str, block: str, code: str, entries: dict[Group, list[tuple[str, str]]]
) -> None:
    own = _code(line) if _CODES.search(line) else code
    told = _CODES.sub("", line)
    irregular = re.search(r"\{([^}]*)\}", told)
    for form in {told.split("{")[0].strip(), *(irregular[1].split() if irregular else ())}:
        key = tuple(form.lstrip("+").rstrip("_").split("_"))
        entries.setdefault(key, []).append((block, own))


def _phrases(keys: Iterable[Group]) -> dict[str, tuple[Group, ...]]:
    """Return the verbs of several words by their first word."""
    found: dict[str, list[Group]] = {}
    for key in keys:
        if len(key) > 1:
            found.setdefault(key[0], []).append(key)
    return {first: tuple(told) for first, told in found.items()}


def _pattern(line: str, path: Path, number: int) -> Pattern:
    codes = _CODES.search(line)
    if codes is None or "*" not in line:
        raise InputError("a pattern needs * and a code in brackets", where=str(path), line=number)
    active, _, passive = codes[1].partition(":")
    before, _, after = line[1 : codes.start()].partition("*")
    parts = _PARTS.findall(after)
    told = [part.strip("() ").split(" ", 1) for part in parts if part.startswith("(")]
    return Pattern(
        before=_groups(_PARTS.findall(before)),
        after=_groups(part for part in parts if not part.startswith("(")),
        preps=tuple((word, _groups(_PARTS.findall(" ".join(rest)))) for word, *rest in told),
        active=active.strip() or _NO_EVENT,
        passive=(passive.strip() or _NO_EVENT) if ":" in codes[1] else active.strip(),
        answer=passive.strip(),
        is_turned="+" in before or "$" in after,
    )


def _groups(parts: Iterable[str]) -> tuple[Group, ...]:
    """Return the words of each part that must stand in the text."""
    told = (re.sub(r"[{}()]", " ", part).split() for part in parts)
    return tuple(group for words in told
                 if (group := tuple(word for word in words if word not in _SIGNS)))  # fmt: skip


def read_actors(path: Path) -> Actors:
    """Return the dated names of a Phoenix actor file (plain or gzip).

    A name and its ``+`` synonyms share the codes: those in brackets on its line or on lines below,
    ``[CODE]``, ``[CODE 640101-891226]``, ``[CODE >060728]`` or ``[CODE <060728]``.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    codes: dict[str, list[tuple[str, dt.date, dt.date]]] = {}
    names: list[str] = []
    spans: list[tuple[str, dt.date, dt.date]] = []
    with opener(path, "rt", encoding="utf-8", errors="replace") as file:
        for raw in file:
            line = raw.split("#")[0].split(";")[0].rstrip()
            if line and line[0] not in "+ \t":
                _close(codes, names, spans)
                names, spans = [], []
            if line.strip() and not line.strip().startswith("["):
                names.append(re.split(r"[\[{]", line.lstrip("+"))[0].strip(" _").replace("_", " "))
            spans += [_dated(found) for found in _CODES.findall(line)]
    _close(codes, names, spans)
    kept = {name: tuple(found) for name, found in codes.items() if name}
    return Actors(codes=kept, longest=max((name.count(" ") + 1 for name in kept), default=1))


def _close(
    codes: dict[str, list[tuple[str, dt.date, dt.date]]],
    names: list[str],
    spans: list[tuple[str, dt.date, dt.date]],
) -> None:
    for name in names:
        codes.setdefault(name, []).extend(spans)


def _dated(text: str) -> tuple[str, dt.date, dt.date]:
    code, _, days = text.strip().partition(" ")
    since, until = dt.date.min, dt.date.max
    days = days.strip()
    if days.startswith(">"):
        since = _day(days[1:])
    elif days.startswith("<"):
        until = _day(days[1:])
    elif "-" in days:
        since, until = (_day(part) for part in days.split("-", 1))
    return code, since, until


def _day(text: str) -> dt.date:
    """Return the day of YYMMDD or YYYYMMDD; years 00-30 are of this century, as in PETRARCH."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == len("YYMMDD"):
        digits = ("20" if int(digits[:2]) <= 30 else "19") + digits  # noqa: PLR2004
    year, month, day = int(digits[:4] or 1), int(digits[4:6] or 1), int(digits[6:8] or 1)
    return dt.date(max(year, 1), min(max(month, 1), 12), min(max(day, 1), 28))
