"""From a form of words to actors at a date; ambiguous and unknown are answers.

The steps, first answer wins: words with several meanings (``ambiguous.csv``), names as written,
offices and persons ("the Turkish president", "Mr Putin"), inflected names ("России"); then the
same without articles, clitics and long forms (``particles.csv``).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from goodoffices.records import Actor, ActorId
from goodoffices.world.folding import (
    STEMMED_LANGUAGES,
    fold,
    has_capital,
    is_acronym,
    stem_keys,
)
from goodoffices.world.gazetteer import ANY_LANGUAGE, Gazetteer, Meaning
from goodoffices.world.model import Entity, Referent, Resolution, Surface
from goodoffices.world.persons import resolve_person
from goodoffices.world.spellings import long_form_names, other_spellings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

__all__ = ["resolve_surface"]

MAX_SURFACE_CHARS = 200
"""Longer texts are no name; the longest name in the tables has fewer than 90 letters."""

LOWER_CASE_FORMS = frozenset({"demonym"})
"""Forms that some languages write without a capital."""

CAPITAL_DEMONYMS = frozenset({"en", "tr", ANY_LANGUAGE})
"""Languages in which demonyms take a capital too."""

DEFAULT_LANGUAGE = "en"
"""The language that decides between languages when the caller names none."""

MIN_CAPITALS = 3
"""Capitals that make an acronym of a word with small letters too, as "fYRoM"."""

MAX_ACRONYM = 6
"""Letters of the longest acronym that must be written in capitals to be one."""


def resolve_surface(
    gazetteer: Gazetteer,
    entities: dict[ActorId, Entity],
    surface: str,
    day: dt.date,
    *,
    language: str | None = None,
    context: str | Iterable[str] = (),
) -> Resolution:
    """Return what ``surface`` stands for on ``day``; never raises on any text.

    >>> import datetime as dt
    >>> from goodoffices.world import load_world
    >>> load_world().resolve("Moscow", dt.date(1985, 3, 11)).id
    'SUN'
    """
    text = _clean(surface)
    if not text or len(text) > MAX_SURFACE_CHARS:
        return Resolution(kind="unknown", why="there is no name here")
    words = context if isinstance(context, str) else " ".join(context)
    if fold(text) not in gazetteer.by_text and fold(text) not in gazetteer.meanings:
        text = _without_possessive(text)  # but "St. George's" is a name as it stands
    first = _resolve(gazetteer, entities, text, day, language, words)
    if first.kind != "unknown" or first.others:
        return first
    for spelling in other_spellings(text, language):
        answer = _resolve(gazetteer, entities, spelling, day, language, words)
        if answer.kind != "unknown":
            return answer
    return _long_form(gazetteer, entities, text, day, language) or first


def _resolve(
    gazetteer: Gazetteer,
    entities: dict[ActorId, Entity],
    text: str,
    day: dt.date,
    language: str | None,
    context: str,
) -> Resolution:
    step = _by_meaning(gazetteer, text, day, language, context)
    if step is not None:
        return step
    hits = _hits(gazetteer, text, language)
    step = _answer(hits, day, entities)
    if step is not None:
        return step

    def state_of(part: str) -> Resolution:
        around = f"{context} {text}"  # "the Georgian president" says which Georgia
        meaning = _by_meaning(gazetteer, part, day, language, around)
        names = [*_hits(gazetteer, part, language), *_inflected(gazetteer, part, language)]
        found = meaning or _answer(names, day, entities)
        for spelling in () if found else other_spellings(part, language):
            found = found or _answer(_hits(gazetteer, spelling, language), day, entities)
        found = found or _long_form(gazetteer, entities, part, day, language)
        return found or _unknown(part, names, entities)

    step = resolve_person(gazetteer, text, day, state_of=state_of)
    if step is not None:
        return step
    bent = _inflected(gazetteer, text, language)
    return _answer(bent, day, entities) or _unknown(text, hits or bent, entities)


def _long_form(
    gazetteer: Gazetteer,
    entities: dict[ActorId, Entity],
    text: str,
    day: dt.date,
    language: str | None,
) -> Resolution | None:
    """Return the state whose long form this is; the form says that no other meaning is meant."""
    for spelling in (text, *other_spellings(text, language)):
        for name in long_form_names(spelling, language):
            hits = _hits(gazetteer, name, language) or _inflected(gazetteer, name, language)
            step = _answer([h for h in hits if h.form in {"name", "demonym"}], day, entities)
            if step is not None:
                return step
    return None


def _clean(surface: str) -> str:
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Zs"} else c for c in surface)
    text = " ".join(plain.split()).strip(' "“”«»„,;:!?[]')
    first, _, rest = text.partition(" ")
    return rest if rest and first in {"the", "The"} else text


def _without_possessive(text: str) -> str:
    for end in ("'s", "’s", "s'", "s’"):  # noqa: RUF001
        if text.endswith(end):
            return text[: len(text) - len(end) + (end[0] == "s")]
    return text


def _by_meaning(
    gazetteer: Gazetteer, text: str, day: dt.date, language: str | None, context: str
) -> Resolution | None:
    found = [
        meaning
        for meaning in gazetteer.meanings.get(fold(text), ())
        if language in {None, meaning.language} or meaning.language == ANY_LANGUAGE
        if (meaning.since is None or meaning.since <= day)
        if (meaning.until is None or day < meaning.until)
    ]
    own = [m for m in found if m.language in {language or DEFAULT_LANGUAGE, ANY_LANGUAGE}]
    found = own or found
    if not has_capital(text):
        found = [m for m in found if not has_capital(m.words) or not _is_cased(m.language)]
    if not found:
        return None
    cued = [meaning for meaning in found if _is_cued(meaning, context)]
    if len(cued) == 1:
        return _meant(gazetteer, cued[0], text, day)
    usual = [meaning for meaning in found if meaning in cued or not meaning.is_rare]
    if len(usual) == 1 < len(found):
        return _meant(gazetteer, usual[0], text, day)
    return Resolution(
        kind="ambiguous",
        candidates=tuple(
            Referent(actor=Actor(id=actor_id, name=text), form="name", source=m.source)
            for actor_id, m in {m.id: m for m in reversed(found)}.items()
            if actor_id is not None
        )[::-1],
        others=tuple(m.meaning for m in found if m.id is None),
        why=f"{text!r} may mean {', or '.join(m.meaning for m in found)}",
    )


def _is_cased(language: str) -> bool:
    return language not in {"ar", "zh"}


def _is_cued(meaning: Meaning, context: str) -> bool:
    padded = f" {fold(context)} "
    return any(f" {fold(cue)} " in padded for cue in meaning.cues) or any(
        fold(cue) in padded for cue in meaning.cues if not _is_cased(meaning.language)
    )


def _meant(gazetteer: Gazetteer, meaning: Meaning, text: str, day: dt.date) -> Resolution:
    why = f"the words around {text!r} point to {meaning.meaning}"
    if meaning.id is None:
        return Resolution(kind="unknown", others=(meaning.meaning,), why=why)
    named = [
        hit
        for hit in gazetteer.by_text.get(fold(text), ())
        if hit.actor_id == meaning.id and hit.is_on(day)
    ]
    form, role = (named[0].form, named[0].role) if named else ("name", "")
    actor = Actor(id=meaning.id, role=role, name=text)
    referent = Referent(actor=actor, form=form, source=meaning.source)
    return Resolution(kind="resolved", candidates=(referent,), why=why)


def _hits(gazetteer: Gazetteer, text: str, language: str | None) -> list[Surface]:
    written = gazetteer.by_text.get(fold(text), ())
    hits = [hit for hit in written if _fits_case(hit, text)]
    languages = {language or DEFAULT_LANGUAGE, ANY_LANGUAGE}
    if any(hit.language in languages for hit in written if hit not in hits):
        # "china" is no state in English, and nobody means the Spanish word for Chinese.
        hits = [hit for hit in hits if hit.language in languages]
    exact = [hit for hit in hits if hit.text == text]
    return _of_language(exact or hits, language)


def _of_language(hits: list[Surface], language: str | None) -> list[Surface]:
    """Keep the hits in the language asked for (English unless told), or all when none is.

    "Cuba" is Juba in Turkish; without a language nobody means that.
    """
    own = [hit for hit in hits if hit.language in {language or DEFAULT_LANGUAGE, ANY_LANGUAGE}]
    return own or hits


def _fits_case(hit: Surface, text: str) -> bool:
    if is_acronym(hit.text) and len(hit.text) <= MAX_ACRONYM:
        stem = re.split("['’]", text)[0]  # noqa: RUF001 - "NATO'nun"
        return is_acronym(stem) or sum(c.isupper() for c in stem) >= MIN_CAPITALS
    if hit.form in LOWER_CASE_FORMS and hit.language not in CAPITAL_DEMONYMS:
        return True
    return has_capital(text)


def _inflected(gazetteer: Gazetteer, text: str, language: str | None) -> list[Surface]:
    languages = (language,) if language in STEMMED_LANGUAGES else STEMMED_LANGUAGES
    hits = {id(hit): hit for code in languages for hit in _bent(gazetteer, text, str(code))}
    return _of_language(list(hits.values()), language)


def _bent(gazetteer: Gazetteer, text: str, language: str) -> list[Surface]:
    """Return the names that ``text`` may be a form of; the one that loses least letters wins.

    "Нигерии" is a form of Nigeria, though with a longer ending cut it would be one of Niger.
    """
    found = [
        (len(key), hit)
        for key in stem_keys(text, language)
        for hit in gazetteer.by_stem.get((language, key), ())
        if _fits_case(hit, text)
    ]
    longest = max((length for length, _ in found), default=0)
    return [hit for length, hit in found if length == longest]


def _answer(
    hits: Sequence[Surface], day: dt.date, entities: dict[ActorId, Entity]
) -> Resolution | None:
    live = [hit for hit in hits if hit.is_on(day)]
    if not live:
        return None
    candidates = {hit.actor_id: _referent(hit) for hit in reversed(live)}
    if len(candidates) == 1:
        (referent,) = candidates.values()
        why = f"{live[0].form} of {entities[live[0].actor_id].name}"
        return Resolution(kind="resolved", candidates=(referent,), why=why)
    names = ", or ".join(entities[actor_id].name for actor_id in candidates)
    return Resolution(
        kind="ambiguous",
        candidates=tuple(candidates.values()),
        why=f"{live[0].text!r} may mean {names}",
    )


def _referent(hit: Surface) -> Referent:
    actor = Actor(id=hit.actor_id, role=hit.role, name=hit.text)
    return Referent(actor=actor, form=hit.form, person=hit.person, source=hit.source)


def _unknown(text: str, hits: Sequence[Surface], entities: dict[ActorId, Entity]) -> Resolution:
    if not hits:
        return Resolution(kind="unknown", why=f"{text!r} is in none of the tables of names")
    hit = hits[0]
    span = " ".join(
        part
        for part in (
            f"from {hit.since}" if hit.since else "",
            f"until {hit.until}" if hit.until else "",
        )
        if part
    )
    why = f"{text!r} stands for {entities[hit.actor_id].name} only {span}"
    return Resolution(kind="unknown", why=why)
