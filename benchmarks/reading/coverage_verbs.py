"""Bend the verbs of the coverage bench: phrasal verbs keep their particles, number is told."""

from __future__ import annotations

from goodoffices.reading.classify_words import irregular_verbs

__all__ = ["be", "bend", "is_plural"]

_PARTICLES_WORDS = (
    "up off out down in on at with to back over away home for into upon short dead aside free "
    "go way fire custody jointly from of"
)
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_OWN = {
    "beg": "begged begged begging", "browbeat": "browbeat browbeaten",
    "drag": "dragged dragged dragging", "drum": "drummed drummed drumming",
    "equip": "equipped equipped equipping", "fulfil": "fulfilled fulfilled fulfilling",
    "gas": "gassed gassed gassing gasses", "initial": "initialled initialled initialling",
    "label": "labelled labelled labelling", "level": "levelled levelled levelling",
    "mow": "mowed mown", "patrol": "patrolled patrolled patrolling",
    "plot": "plotted plotted plotting", "quarrel": "quarrelled quarrelled quarrelling",
    "ram": "rammed rammed ramming", "ring": "rang rung", "shake": "shook shaken",
    "shun": "shunned shunned shunning", "signal": "signalled signalled signalling",
    "spar": "sparred sparred sparring", "stick": "stuck stuck",
    "submit": "submitted submitted submitting", "thrust": "thrust thrust",
    "tip": "tipped tipped tipping", "transfer": "transferred transferred transferring",
    "travel": "travelled travelled travelling", "unban": "unbanned unbanned unbanning",
    "underwrite": "underwrote underwritten", "unfreeze": "unfroze unfrozen",
}  # fmt: skip
"""Past, participle, -ing form and third person of verbs that the shipped list lacks or spells
otherwise."""
_SINGULAR_S = frozenset("gas access progress news".split())  # noqa: SIM905 - a word list
_PLURAL = frozenset({"police", "people"})
_ENDS_NOUN = frozenset(
    "of to on from in for with by into against off between at after".split()  # noqa: SIM905 - a word list
)


def bend(verb: str, form: str, *, plural: bool = False) -> str:
    """Return a verb in the past, pp, ing, pres or base form ("call-off" gives "called off").

    >>> bend("call-off", "past"), bend("re-establish", "pp"), bend("break", "pres")
    ('called off', 're-established', 'breaks')
    """
    head, *tail = verb.split("-")
    if tail and tail[-1] not in _PARTICLES:  # "carpet-bomb": the last part bends
        return "-".join((*verb.split("-")[:-1], bend(tail[-1], form, plural=plural)))
    if head == "be":
        bent = be("past" if form == "past" else form, plural=plural)
    else:
        bent = _bend(head, form, plural=plural)
    return " ".join((bent, *tail))


def be(form: str, *, plural: bool) -> str:
    """Return a form of "to be"."""
    forms = {"past": ("was", "were"), "pres": ("is", "are"), "pp": ("been", "been"),
             "ing": ("being", "being"), "base": ("be", "be")}  # fmt: skip
    return forms[form][plural]


def _bend(verb: str, form: str, *, plural: bool) -> str:
    odd = tuple(_OWN.get(verb, "").split()) or irregular_verbs().get(verb, ())
    if form == "base" or (form == "pres" and plural):
        return verb
    if form == "pres":
        is_hissing = verb.endswith(("s", "sh", "ch", "x", "z", "o"))
        return odd[3] if odd[3:] else _y(verb, "ies") or verb + ("es" if is_hissing else "s")
    if form == "ing":
        is_e = verb.endswith("e") and not verb.endswith(("ee", "ye"))
        return odd[2] if odd[2:] else (verb[:-1] if is_e else verb) + "ing"
    if odd:
        return odd[0] if form == "past" else odd[1]
    return _y(verb, "ied") or verb + ("d" if verb.endswith("e") else "ed")


def _y(verb: str, ending: str) -> str:
    return verb[:-1] + ending if verb.endswith("y") and verb[-2] not in "aeou" else ""


def is_plural(noun: str) -> bool:
    """Tell whether a noun phrase is plural by its head: "sanctions on wheat" is, "gas" is not."""
    words = noun.split()
    if " and " in noun:
        return True
    head = next((words[n - 1] for n, word in enumerate(words) if n and word in _ENDS_NOUN), "")
    head = head or (words[-1] if words else "")
    if words and words[0] in {"a", "an"}:
        return False
    is_s = head.endswith("s") and not head.endswith(("ss", "'s", "us"))
    return head in _PLURAL or (is_s and head not in _SINGULAR_S and head.islower())
