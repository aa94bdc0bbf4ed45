"""Nouns that stand for people or bodies of a state: president, army, rebels, embassy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.reading.lexicon import rows

if TYPE_CHECKING:
    from goodoffices.reading.parsed import Word

__all__ = ["PERSONS", "RoleNoun", "is_role_noun", "role_of"]

_MODS = 3
PERSONS = frozenset({"president", "minister", "premier", "chancellor", "king", "queen", "emir",
    "leader", "ruler", "secretary", "envoy", "prince", "sheikh", "ambassador", "diplomat", "pope",
    "spokesman", "spokeswoman", "general", "speaker", "counterpart", "chief", "commissioner",
    "adviser", "lawyer", "senator", "governor", "chairman", "chairwoman", "chairperson",
    "engineer", "mayor", "negotiator", "mediator", "nuncio", "commander", "admiral", "colonel",
    "historian"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNoun:
    """What a noun makes of its nation: the role, and whether it is a body, people, a craft."""

    role: str
    kind: str


@cache
def _roles() -> dict[str, tuple[tuple[frozenset[str], RoleNoun], ...]]:
    table: dict[str, list[tuple[frozenset[str], RoleNoun]]] = {}
    for row in rows("roles"):
        mods = frozenset(row["mods"].split("|")) if row["mods"] else frozenset()
        for head in row["head"].split("|"):
            table.setdefault(head, []).append((mods, RoleNoun(role=row["role"], kind=row["kind"])))
    return {head: tuple(found) for head, found in table.items()}


def role_of(token: Word) -> RoleNoun | None:
    """Return what a noun makes of its nation ("force" with "air" before it: the military)."""
    found = _roles().get(token.lemma_.lower(), ())
    mods = _mods(token) if any(wanted for wanted, _ in found) else set()
    is_family_name = token.pos_ == "PROPN" and any(
        c.dep_ == "compound" and c.pos_ == "PROPN" for c in token.children
    )
    for wanted, role in found:
        if is_family_name and role.kind == "people":
            continue  # Carlos Pastor, Ana Guide
        if not wanted or wanted & mods:
            return role
    if token.pos_ == "PROPN":  # "Venezuelan President Hugo Chávez"
        for child in token.children:
            if child.dep_ in {"compound", "nmod"} and child.lemma_.lower() in _roles():
                return role_of(child)
    return None


def _mods(token: Word) -> set[str]:
    """Return the words just before a noun that belong to it."""
    mods = {t.lower_ for t in token.subtree if t.i < token.i and token.i - t.i <= _MODS}
    if token.i > 1 and token.nbor(-1).text == "-":
        mods.add(token.nbor(-2).lower_)
    return mods


def is_role_noun(token: Word) -> bool:
    """Return True for nouns that stand for people or bodies: president, army, rebels, embassy."""
    return token.lemma_.lower() in _roles()
