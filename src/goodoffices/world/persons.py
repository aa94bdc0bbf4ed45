"""Resolves offices and their holders: "the Turkish president", "Mr Putin", "Chancellor Merkel"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodoffices.records import Actor, ActorId
from goodoffices.world.folding import fold, has_capital
from goodoffices.world.model import Referent, Resolution, Tenure
from goodoffices.world.spellings import is_article

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from goodoffices.world.gazetteer import Gazetteer, Title

__all__ = ["resolve_person"]

MIN_PARTED_WORDS = 4
"""Words of the shortest title that another word may part."""

_ARABIC_ARTICLE = re.compile(r"^[ae]l-")

_COMPOUND = re.compile(r"\b([A-Z][A-Za-z]{1,4})-(?=[A-Z][a-zß-ü]{3})")
"""The state at the head of a German compound, as in "US-Präsident"."""

_APART = re.compile(r"\s*[,،]\s*")
"""What sets a name apart from the office: "the chancellor, Olaf Scholz"."""

MAX_STATE_WORDS = 5
"""Words of the longest name of a state that stands between a title and a name."""

_CHINESE = re.compile(r"^[\u3400-\u9fff]")

MAX_TITLE_WORDS = 6
"""Words of the longest title, as in "minister of foreign affairs of"."""

_JOINING = re.compile(r"^(?:of|de|del|du|des|der|von|d')\s+(?:the\s+|la\s+|les\s+)?", re.IGNORECASE)
_FORMER = re.compile(
    r"^(?:former|ex|late|then)[\s-]+|\b(?:former|anciens?|anciennes?|ehemaliger?n?|früherer?n?|eski)\b"
    r"|\bex[- ]?(?:president|ministr|primer|canciller)|\b(?:бывш|экс-)|السابق|الأسبق|^前",
    re.IGNORECASE,
)


def resolve_person(
    gazetteer: Gazetteer,
    text: str,
    day: dt.date,
    *,
    state_of: Callable[[str], Resolution],
) -> Resolution | None:
    """Return who an office or a person stands for on ``day``; None when there is neither."""
    if _FORMER.search(text):
        return Resolution(kind="unknown", why=f"{text!r} no longer speaks for a state")
    split = _split(gazetteer, text)
    if split is None:
        return _bare_name(gazetteer, text, day)
    title, left, right, name = split
    if is_article(left.partition(" ")[0]):
        left = left.partition(" ")[2]
    if joined := _JOINING.match(right):
        state_words, right = _state_and_name(right[joined.end() :], state_of)
    else:
        state_words = re.sub(r"['’]s?$", "", left)  # noqa: RUF001
    if not state_words and right and title.offices and not gazetteer.tenures_named(right):
        state_words, right = _state_and_name(right, state_of)
    name = name or right
    if state_words:
        return _office(gazetteer, title, name, day, state_of(state_words))
    if title.id is not None:
        place = Referent(actor=Actor(id=title.id), form="organisation")
        known = Resolution(kind="resolved", candidates=(place,), why=title.words)
        return _office(gazetteer, title, name, day, known)
    if name and has_capital(name):
        return _titled(gazetteer, title, name, day)
    return Resolution(kind="unknown", why=f"{text!r}: the words do not say of which state")


def _split(gazetteer: Gazetteer, text: str) -> tuple[Title, str, str, str] | None:
    """Return a title, the words before and after it, and the name that a comma sets apart."""
    first, *others = _APART.split(text, maxsplit=1)
    for part, name in ((first, *others), (*others, first)) if others else ((text, ""),):
        words = _COMPOUND.sub(r"\1 ", part).split()
        split = _find_title(gazetteer, words) or _find_unspaced(gazetteer, part)
        if split is not None:
            return *split, name
    return None


def _state_and_name(words: str, state_of: Callable[[str], Resolution]) -> tuple[str, str]:
    """Return the state and the person of what stands after a title: "Киргизии Садыр Жапаров"."""
    parts = words.split()
    for n_words in range(min(MAX_STATE_WORDS, len(parts)), 0, -1):
        state = " ".join(parts[:n_words])
        found = state_of(state).kind
        if found == "resolved" or (found == "ambiguous" and n_words == len(parts)):
            return state, " ".join(parts[n_words:])
    return "", words


def _bare_name(gazetteer: Gazetteer, text: str, day: dt.date) -> Resolution | None:
    if not has_capital(_ARABIC_ARTICLE.sub("", text)):
        return None
    if fold(text) in gazetteer.usual_words and fold(text) in gazetteer.tenures_by_text:
        why = f"{text!r} is a usual name or word; with a title or first name it can be placed"
        return Resolution(kind="unknown", why=why)
    return _person(gazetteer, text, gazetteer.tenures_named(text), day, ())


def _titled(gazetteer: Gazetteer, title: Title, name: str, day: dt.date) -> Resolution:
    tenures = gazetteer.tenures_named(name)
    if title.is_by_given_name:
        given = gazetteer.tenures_by_given_name.get(fold(name), ())
        royal = [tenure for tenure in (*tenures, *given) if _is_royal(tenure.person, name)]
        tenures = (*tenures, *(t for t in given if not title.offices or t.office in title.offices))
        tenures = tuple(royal) or tenures
    return _person(gazetteer, name, tenures, day, title.offices) or Resolution(
        kind="unknown", why=f"{name!r} is in no row of the table of offices"
    )


def _is_royal(person: str, name: str) -> bool:
    """Return whether a person goes by a given name: "Charles III", "Salman bin Abdulaziz"."""
    return bool(
        re.fullmatch(re.escape(fold(name)) + r"(?: (?:[ivx]+|bin .*|ibn .*))?", fold(person))
    )


def _find_title(gazetteer: Gazetteer, words: Sequence[str]) -> tuple[Title, str, str] | None:
    for start in range(len(words)):
        for n_words in range(min(MAX_TITLE_WORDS, len(words) - start), 0, -1):
            end = start + n_words
            title = gazetteer.titles.get(fold(" ".join(words[start:end])))
            if title is not None:
                return title, " ".join(words[:start]), " ".join(words[end:])
            if n_words < MIN_PARTED_WORDS:
                continue
            # "le ministre français des Affaires étrangères": the state stands inside the title
            title = gazetteer.titles.get(fold(" ".join([words[start], *words[start + 2 : end]])))
            if title is not None:
                return title, words[start + 1], " ".join(words[end:])
    return None


def _find_unspaced(gazetteer: Gazetteer, text: str) -> tuple[Title, str, str] | None:
    """Return title, state and name of a text in Chinese, which sets no spaces between them."""
    if not _CHINESE.match(text):
        return None
    found = [words for words in gazetteer.unspaced_titles if words in text]
    if not found:
        return None
    words = max(found, key=len)
    left, _, right = text.partition(words)
    return gazetteer.titles[fold(words)], left, right


def _person(
    gazetteer: Gazetteer, name: str, tenures: Sequence[Tenure], day: dt.date, offices: Sequence[str]
) -> Resolution | None:
    if not tenures:
        return None
    live = [t for t in tenures if t.may_be_on(day) and gazetteer.is_there(t.state, day)]
    live = [tenure for tenure in live if tenure.office in offices] or live
    if not live:
        last = max(tenures, key=lambda tenure: tenure.since)
        why = f"{last.person} is known in office from {last.since}, not on {day}"
        return Resolution(kind="unknown", why=why)
    by_person = {
        (tenure.state, tenure.person): _referent(gazetteer, tenure) for tenure in reversed(live)
    }
    states = {state for state, _ in by_person}
    if len(states) == 1:
        first = next(iter(by_person.values()))
        why = f"{live[0].office} of {live[0].state} since {live[0].since}"
        return Resolution(kind="resolved", candidates=(first,), why=why)
    people = ", or ".join(f"{person} ({state})" for state, person in by_person)
    return Resolution(
        kind="ambiguous", candidates=tuple(by_person.values()), why=f"{name!r} may mean {people}"
    )


def _referent(gazetteer: Gazetteer, tenure: Tenure) -> Referent:
    role = gazetteer.sector_of(tenure.state) or "GOV"
    actor = Actor(id=tenure.state, role=role, name=tenure.person)
    return Referent(actor=actor, form="leader", person=tenure.person, source=tenure.source)


def _office(
    gazetteer: Gazetteer, title: Title, name: str, day: dt.date, place: Resolution
) -> Resolution:
    if place.kind != "resolved":
        return place
    state = place.candidates[0].actor.id
    holders = _holders(gazetteer, state, day, title.offices)
    if name:
        tenures = gazetteer.tenures_named(name)
        holders = [tenure for tenure in tenures if tenure.state == state and tenure.may_be_on(day)]
    people = {tenure.person: tenure for tenure in holders}
    if len(people) == 1:
        (tenure,) = people.values()
        why = f"{tenure.office} of {state} since {tenure.since}"
        return Resolution(kind="resolved", candidates=(_referent(gazetteer, tenure),), why=why)
    why = f"an office of {state}; the table of offices does not say who held it on {day}"
    role = gazetteer.sector_of(state) or "GOV"
    actor = Actor(id=state, role=role, name=name or title.words)
    referent = Referent(actor=actor, form="office", source=place.candidates[0].source)
    return Resolution(kind="resolved", candidates=(referent,), why=why)


def _holders(
    gazetteer: Gazetteer, state: ActorId | None, day: dt.date, offices: Sequence[str]
) -> list[Tenure]:
    """Return the holders of the first of the offices that has a holder on the day."""
    for office in offices:
        found = [
            tenure
            for tenure in gazetteer.tenures_of(state)
            if tenure.office == office and tenure.is_on(day)
        ]
        if found:
            return found
    return []
