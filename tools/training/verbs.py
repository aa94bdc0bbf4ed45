"""Bend English verbs and nouns for the made sentences."""

from __future__ import annotations

from goodoffices.reading.classify_words import irregular_verbs

__all__ = ["inflect", "pluralise"]
_MASS = frozenset(
    (
        "aid",
        "assistance",
        "relief",
        "help",
        "funding",
        "food",
        "grain",
        "wheat",
        "fuel",
        "water",
        "medicine",
        "equipment",
        "ammunition",
        "artillery",
        "corruption",
        "fraud",
        "treason",
        "espionage",
        "bribery",
        "torture",
        "sedition",
        "spying",
        "meddling",
        "aggression",
        "navy",
        "shelter",
        "oxygen",
        "land",
        "information",
        "evidence",
        "intelligence",
        "technology",
        "remains",
        "property",
    )
)


def inflect(verb: str, form: str) -> str:
    """Return the past, pp, ing, pres or base form of a verb (its first word if hyphenated)."""
    irregular = irregular_verbs().get(verb, ())
    if form == "base":
        return verb
    if form == "past":
        return irregular[0] if irregular else _past(verb)
    if form == "pp":
        return irregular[1] if irregular else _past(verb)
    if form == "ing":
        return irregular[2] if irregular[2:] else _ing(verb)
    return irregular[3] if irregular[3:] else _third(verb)


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ied"
    return verb + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def pluralise(noun: str) -> str:
    """Return the plural of a noun phrase: its head before "of" or at the end.

    >>> pluralise("prisoner of war"), pluralise("trade ban"), pluralise("aid")
    ('prisoners of war', 'trade bans', 'aid')
    """
    head, of, rest = noun.partition(" of ")
    words = head.split()
    last = words[-1]
    if last in _MASS or last.endswith("s"):
        return noun
    if last.endswith("y") and last[-2] not in "aeou":
        last = last[:-1] + "ies"
    else:
        last += "es" if last.endswith(("sh", "ch", "x", "z")) else "s"
    return " ".join([*words[:-1], last]) + of + rest
