"""Read the CAMEO.2.0 verb dictionary and the Phoenix actors, in the format of PETRARCH.

Verb file: ``&NAME`` with ``+WORD`` lines is a set of synonyms; ``--- NAME [code] ---`` opens a
block with its code; a line of capitals is a verb of it with irregular forms in braces and maybe a
code; ``- before * after [active:passive] # note`` is a pattern, in which ``*`` is the verb,
``&SET`` any of a set, ``{A B}`` a noun with its qualifiers, ``(TO B)`` a preposition with its
noun, and ``$ + ^ %`` stand for actors or skipped words. ``---`` as a code means: no event.
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
    from pathlib import Path

__all__ = ["Actors", "Pattern", "Verbs", "read_actors", "read_verbs"]

_NO_EVENT = "---"
_CODES = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Words before the verb, words after it, and prepositions with their words."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    preps: tuple[tuple[str, tuple[str, ...]], ...]
    active: str
    passive: str

    @property
    def size(self) -> int:
        """How much it asks for; the largest pattern that fits wins."""
        asked = sum(1 + len(words) for _, words in self.preps)
        return len(self.before) + len(self.after) + asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """``default`` code and ``block`` of each verb; patterns by block; sets of synonyms."""

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
        """Return the code that a name has on a day, "" when it has none."""
        for code, since, until in self.codes.get(name, ()):
            if since <= day <= until:
                return code
        return ""


def read_verbs(path: Path) -> Verbs:
    """Return the verbs, patterns and synonyms of a CAMEO.2.0 file."""
    default: dict[str, str] = {}
    blocks: dict[str, str] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
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
            _add_verb(line, code, block, default, blocks, phrases)
    if not blocks:
        raise InputError("no verb was found; expected a CAMEO.2.0 dictionary", where=str(path))
    return Verbs(
        default=default,
        block=blocks,
        phrases={key: tuple(found) for key, found in phrases.items()},
        patterns={key: tuple(found) for key, found in patterns.items()},
        sets={key: frozenset(found) for key, found in sets.items()},
    )


def _code(line: str) -> str:
    found = _CODES.search(line)
    code = found[1].strip() if found else _NO_EVENT
    return code.split(":")[0] or _NO_EVENT


def _forms(word: str) -> set[str]:
    """Return a noun with its regular plural; ``_`` at the end means that it has none."""
    plain = word.strip().split("{")[0].split("[")[0].strip()
    base = plain.rstrip("_").replace("_", " ").strip()
    if plain.endswith("_"):
        return {base}
    plural = base[:-1] + "IES" if base.endswith("Y") else base + "S"
    return {base, plural}


def _add_verb(
    line: str,
    code: str,
    block: str,
    default: dict[str, str],
    blocks: dict[str, str],
    phrases: dict[str, list[tuple[str, ...]]],
) -> None:
    own = _code(line) if _CODES.search(line) else code
    word = _CODES.sub("", line).split("{")[0].strip()
    forms = re.search(r"\{([^}]*)\}", line)
    for form in {word, *(forms[1].split() if forms else ())}:
        parts = tuple(form.lstrip("+").rstrip("_").split("_"))
        if len(parts) > 1:
            phrases.setdefault(parts[0], []).append(parts)
        key = " ".join(parts)
        default.setdefault(key, own)
        blocks.setdefault(key, block)


def _pattern(line: str, path: Path, number: int) -> Pattern:
    codes = _CODES.search(line)
    if codes is None or "*" not in line:
        raise InputError("a pattern needs * and a code in brackets", where=str(path), line=number)
    active, _, passive = codes[1].partition(":")
    before, _, after = line[1 : codes.start()].partition("*")
    preps = tuple(
        (words[0], tuple(_words(" ".join(words[1:]))))
        for words in (found.split() for found in re.findall(r"\(([^)]*)\)", after))
        if words
    )
    return Pattern(
        before=tuple(_words(before)),
        after=tuple(_words(re.sub(r"\([^)]*\)", " ", after))),
        preps=preps,
        active=active.strip() or _NO_EVENT,
        passive=(passive.strip() or _NO_EVENT) if ":" in codes[1] else active.strip(),
    )


def _words(text: str) -> list[str]:
    """Return the words that must stand in the text; signs for actors and skips ask nothing."""
    return [w for w in re.sub(r"[{}()]", " ", text).split() if w not in {"$", "+", "^", "%"}]


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
