"""From the names of acts in feeds to CAMEO codes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from goodoffices.feeds.codes import fold_words
from goodoffices.ontology import acts, plover

__all__ = ["Coded", "code_of_name", "code_of_plover", "plover_pairs"]

_ROOT_LENGTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A CAMEO code; ``is_coarse`` when the source tells less than the code does not say."""

    code: str
    is_coarse: bool


@cache
def _codes_by_name() -> dict[str, str]:
    """Return codes by folded name; the longest of those that share a name, as 030 beside 03."""
    found: dict[str, str] = {}
    for code, act in acts().items():
        name = fold_words(act.name)
        if len(code) > len(found.get(name, "")):
            found[name] = code
    return found


def code_of_name(name: str) -> str | None:
    """Return the code of a CAMEO act by its name, whatever its capitals and marks.

    >>> code_of_name("fight with artillery and tanks"), code_of_name("Consult")
    ('194', '040')
    """
    return _codes_by_name().get(fold_words(name))


@cache
def _by_plover() -> dict[tuple[str, str], Coded]:
    """Return the code for each category and mode of PLOVER 2021, and for each category alone."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code in acts():
        if len(code) == _ROOT_LENGTH:
            continue
        read = plover(code, "2021")
        if read.category:
            groups[read.category, read.mode].append(code)
    for category in {category for category, _ in groups}:
        # A mode that the map does not know says no more than its category.
        whole = [code for (name, _), codes in groups.items() for code in codes if name == category]
        groups[category, "?"] = whole
    return {pair: _common(codes) for pair, codes in groups.items()}


def _common(codes: list[str]) -> Coded:
    """Return the code that holds all codes of the root that most of them have."""
    if len(codes) == 1:
        return Coded(code=codes[0], is_coarse=False)
    counts = Counter(code[:_ROOT_LENGTH] for code in codes)
    root = max(sorted(counts), key=lambda one: counts[one])
    of_root = [code for code in codes if code.startswith(root)]
    shared = of_root[0]
    while not (shared in acts() and all(code.startswith(shared) for code in of_root)):
        shared = shared[:-1]
    if len(shared) == _ROOT_LENGTH and f"{shared}0" in acts():
        shared = f"{shared}0"
    return Coded(code=shared, is_coarse=True)


def code_of_plover(category: str, mode: str) -> Coded | None:
    """Return the CAMEO code for a category and mode of PLOVER, None for an unknown category.

    It is coarse wherever the map puts several codes under one category and mode; then it is the
    code above them all, or above those of the root that most of them have.

    >>> code_of_plover("CONSULT", "phone"), code_of_plover("PROTEST", "riot")
    (Coded(code='041', is_coarse=False), Coded(code='145', is_coarse=True))
    """
    name = category.strip().upper()
    exact = _by_folded_mode().get((name, fold_words(mode)))
    return exact if exact is not None else _by_plover().get((name, "?"))


@cache
def _by_folded_mode() -> dict[tuple[str, str], Coded]:
    return {(name, fold_words(mode)): coded for (name, mode), coded in plover_pairs().items()}


def plover_pairs() -> dict[tuple[str, str], Coded]:
    """Return every category and mode that the map knows with its code.

    >>> plover_pairs()["SANCTION", "expel"].code
    '166'
    """
    return {pair: coded for pair, coded in sorted(_by_plover().items()) if pair[1] != "?"}
