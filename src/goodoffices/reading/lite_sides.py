"""Who stands on which side of an act, from the order of words, cases and small words alone."""

# ruff: noqa: RUF001 - letters of other alphabets and typographic signs are its matter

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading.lite_words import plain_case, words_of

if TYPE_CHECKING:
    from goodoffices.reading.lite_scan import Name, Scanner, Spot
    from goodoffices.reading.lite_words import Marks
    from goodoffices.records import Actor

__all__ = ["Group", "LiteSides", "find_lite_sides", "group_names_of"]

_SAME_GAP = 45
_TOWNS = frozenset({"capital", "city"})
_AT = (" at ", " à ")
"""What stands before a town: where something happened, not to whom."""
_JOIN_GAP = 48
_MARK_WORDS = 5
_ROLE_CHARS = 30
_OF_CHARS = 8
"""How far behind a noun of mediation the name may begin that "of" joins to it."""
_CLOSE = 26
_FAR = 140
_TWO = 2
_ONE_SIDED = ("14", "18", "19", "20")
_PLACE_IS_TARGET = ("04", "08", "16", "17", "18", "19", "20", "07", "15", "05")
_OBJECT_CASES = frozenset("adgbil")
_NO_SIDE = frozenset({"agent", "away", "forum", "place"})
"""Marks of those who are no side of what two others do together."""
_BY_THEM = ("11", "12")
"""Roots of acts whose object may be what somebody else did ("rejected a proposal by Oman")."""


@dataclass(slots=True, kw_only=True)
class Group:
    """One name, or several joined by commas and "and".

    ``mark`` is "" or what the words around say: target, forum, place, agent, between, away.
    """

    start: int
    end: int
    actors: tuple[Actor, ...]
    mark: str
    case: str
    ids: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class LiteSides:
    """The sides of one act; ``is_sure`` if marks or cases settle who acted."""

    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    is_reciprocal: bool = False
    is_sure: bool = True
    rule: str


def group_names_of(
    names: list[Name],
    spots: list[Spot],
    text: str,
    scanner: Scanner,
    marks: Marks,
    roles_until: int,
) -> list[Group]:
    """Return the groups of names of one sentence with their marks and cases.

    Words that tell a role ("army") are looked for as far as ``roles_until``.
    """
    groups: list[Group] = []
    last: Group | None = None
    helping = [spot.end for spot in spots if spot.trigger.sides == "~" and spot.trigger.is_noun]
    for n, name in enumerate(names):
        case = name.case
        if marks.is_postposed:
            case = scanner.case_of(name, text, _stop_of(n, names, spots))
        actor = name.actor
        if name.end < roles_until:
            actor = _with_role(
                actor, text[name.end : min(roles_until, name.end + _ROLE_CHARS)], marks
            )
        if last is not None and not _is_between(spots, last.end, name.start):
            gap = text[last.end : name.start]
            if _is_same(last, actor, gap) and not _is_met_there(last, text, name.start, marks):
                last.end, last.case = name.end, case or last.case
                last.actors = (*last.actors[:-1], _fuller(last.actors[-1], actor))
                continue
            is_apart = last.mark == "agent" and "," in gap
            if len(gap) <= _JOIN_GAP and not is_apart and marks.joins.match(gap):
                last.end, last.actors = name.end, (*last.actors, actor)
                last.case = case if marks.is_postposed else last.case or case
                continue
        mark = "" if marks.is_postposed else _mark_of(name, text, helping, marks)
        last = Group(start=name.start, end=name.end, actors=(actor,), mark=mark, case=case)
        groups.append(last)
    for group in groups:
        group.ids = frozenset(str(actor.id) for actor in group.actors)
        if marks.is_postposed:
            group.mark = _mark_after(text, group.end, marks)
    return groups


def _mark_of(name: Name, text: str, helping: list[int], marks: Marks) -> str:
    """Return what the words before a name say; ``helping`` is where nouns of mediation end."""
    if name.form in _TOWNS and text.endswith(_AT, max(0, name.start - 4), name.start):
        return "place"
    mark = _mark_before(text, name.start, marks)
    if mark == "" and any(0 <= name.start - end <= _OF_CHARS for end in helping):
        return "agent"
    return mark


def _stop_of(n: int, names: list[Name], spots: list[Spot]) -> int:
    """Return where the words end that a name may qualify."""
    end = names[n].end
    stop = min((spot.start for spot in spots if spot.start >= end), default=end + _SAME_GAP)
    return min(stop, names[n + 1].start) if n + 1 < len(names) else stop


def _is_between(spots: list[Spot], start: int, end: int) -> bool:
    for spot in spots:  # noqa: SIM110 - a loop over one or two is faster than any()
        if start <= spot.start < end:
            return True
    return False


def _is_same(last: Group, actor: Actor, gap: str) -> bool:
    if last.actors[-1].id != actor.id or len(gap) > _SAME_GAP:
        return False
    return not any(sign in gap for sign in ",;.:")


def _is_met_there(last: Group, text: str, start: int, marks: Marks) -> bool:
    """Tell "in Lima with his Peruvian colleague": the town is no part of whom one meets there."""
    return last.mark == "place" and _mark_before(text, start, marks) == "target"


def _fuller(left: Actor, right: Actor) -> Actor:
    return left if left.role and (left.role != "GOV" or not right.role) else right


def _with_role(actor: Actor, after: str, marks: Marks) -> Actor:
    head = after.partition(",")[0]
    if marks.role_heads.isdisjoint(words_of(plain_case(head))):
        return actor
    for role in marks.roles:
        found = role.shape.search(head)
        if found and len(head[: found.start()].split()) < _TWO:
            return replace(actor, role=role.mark)
    return actor


def _mark_before(text: str, start: int, marks: Marks) -> str:
    before = text[max(0, start - 60) : start].replace("'", " ").replace("’", " ")
    for word in reversed(before.split()[-_MARK_WORDS:]):
        if word[-1] in ",;:.)":
            return ""
        mark = marks.before.get(word.lower())
        if mark:
            return mark
        if word.isdigit():
            return ""
    return ""


def _mark_after(text: str, end: int, marks: Marks) -> str:
    after = text[end : end + 40].partition(",")[0].replace("’", "'")
    for word in after.split()[:3]:
        mark = marks.before.get(word.strip(".;:").lower())
        if mark:
            return mark
    return ""


def find_lite_sides(
    spot: Spot, groups: list[Group], *, is_passive: bool, marks: Marks
) -> LiteSides | None:
    """Return the sides of an act, or None when the words do not say enough."""
    left = [g for g in groups if g.end <= spot.start]
    right = [g for g in groups if g.start >= spot.end and g.start - spot.end <= _FAR]
    if spot.trigger.sides == "<>":
        return _mutual(left, right, is_noun=spot.trigger.is_noun)
    if spot.trigger.sides == "~":
        return _mediation(spot, left, right)
    if marks.is_postposed:
        return _by_cases(spot, left, right, is_passive=is_passive)
    return _by_order(spot, left, right, is_passive=is_passive)


def _mutual(left: list[Group], right: list[Group], *, is_noun: bool) -> LiteSides | None:
    for group in [*right, *reversed(left)]:
        if group.mark == "between" and len(group.ids) >= _TWO:
            return _both(group.actors[:1], group.actors[1:], "between")
    subject = next((g for g in reversed(left) if g.mark in {"", "agent"}), None)
    if subject and len(subject.ids) >= _TWO:
        return _both(subject.actors[:1], subject.actors[1:], "both before")
    if is_noun and right and len(right[0].ids) >= _TWO:
        return _both(right[0].actors[:1], right[0].actors[1:], "both after")
    others = [*right, *reversed([g for g in left if g is not subject])]
    if subject is None and right:
        subject, others = right[0], right[1:]
    for other in others:
        if subject and other.mark not in _NO_SIDE and not other.ids & subject.ids:
            return _both(subject.actors, other.actors, "one on each side")
    return None


def _both(left: tuple[Actor, ...], right: tuple[Actor, ...], rule: str) -> LiteSides | None:
    ids = {actor.id for actor in left}
    others = _unique(tuple(actor for actor in right if actor.id not in ids))
    if not others:
        return None
    return LiteSides(sources=_unique(left), targets=others, is_reciprocal=True, rule=rule)


def _mediation(spot: Spot, left: list[Group], right: list[Group]) -> LiteSides | None:
    groups = [*left, *right]
    beside = _beside(spot, left, right)
    parties = next((g for g in groups if g.mark == "between"), None)
    parties = parties or next(
        (g for g in [*right, *reversed(left)] if len(g.ids) >= _TWO and g is not beside), None
    )
    agent = next((g for g in right if g.mark == "agent" and g is not parties), None)
    near = [g for g in [*reversed(left), *right] if g is not parties]
    helper = agent or beside
    if parties is None and helper is not None:
        parties = _two_of(left, helper)
    helper = helper or next((g for g in near if g.mark in {"", "agent", "target"}), None)
    if parties is None and helper is not None and helper in left:
        parties = next((g for g in right if not g.ids & helper.ids), None)
    if parties is None or helper is None:
        return None
    helpers = _unique(tuple(a for a in helper.actors if str(a.id) not in parties.ids))
    if not helpers:
        return None
    return LiteSides(sources=helpers, targets=_unique(parties.actors), rule="who helps whom")


def _beside(spot: Spot, left: list[Group], right: list[Group]) -> Group | None:
    """Return the single name directly beside a noun: the "Omani" of "Omani mediation"."""
    if not spot.trigger.is_noun:
        return None
    after = right[0] if right and right[0].start - spot.end <= 1 else None
    before = left[-1] if left and spot.start - left[-1].end <= 1 else None
    return next((g for g in (before, after) if g is not None and len(g.ids) == 1), None)


def _two_of(left: list[Group], helper: Group) -> Group | None:
    """Return the last two others of "A met B for talks brokered by C" as one group."""
    others = [g for g in left if g.mark not in {"place", "away"} and not g.ids & helper.ids]
    if len(others) < _TWO or others[-1].ids & others[-2].ids:
        return None
    one, two = others[-2:]
    return Group(start=one.start, end=two.end, actors=(*one.actors, *two.actors), mark="", case="",
                 ids=one.ids | two.ids)  # fmt: skip


def _by_order(
    spot: Spot, left: list[Group], right: list[Group], *, is_passive: bool
) -> LiteSides | None:
    code = spot.trigger.code
    agent = next((g for g in right if g.mark == "agent" or (g.case == "i" and not g.mark)), None)
    subject = _subject(spot, left)
    if is_passive or (agent is not None and spot.trigger.is_noun):
        patient = subject
        if spot.trigger.is_noun:
            patient = next((g for g in [*right, *reversed(left)] if g is not agent), None)
        if agent is None:
            agent = next((g for g in reversed(left) if g.case == "i" and not g.mark), None)
            patient = next((g for g in [*reversed(left), *right] if g is not agent), patient)
        return _sides(agent, patient, code, "passive")
    if subject is None and right and "n" in right[0].case:
        subject = right[0]  # the verb may stand first
    able = [g for g in right if g is not subject and _can_be_target(g, code, subject)]
    target = next((g for g in able if g.mark != "forum"), able[0] if able else None)
    if target is None:
        marked = (g for g in reversed(left) if g is not subject and _is_object(g))
        target = next((g for g in marked if _can_be_target(g, code, subject)), None)
    if target is None and agent is not None and code.startswith(_BY_THEM):
        target = agent if subject and not agent.ids <= subject.ids else None
    if subject is None and spot.trigger.is_noun:
        of = next((g for g in right if g.mark == "" and g is not target), None)
        subject = of if of and target and target.mark == "target" else None
    return _sides(subject, target, code, "order of words")


def _subject(spot: Spot, left: list[Group]) -> Group | None:
    for n, group in enumerate(reversed(left)):
        is_next = n == 0 and spot.start - group.end <= _CLOSE
        is_object = group.case != "" and "n" not in group.case and not spot.trigger.is_noun
        if is_object and not (is_next and not group.mark and "g" in group.case):
            continue
        if group.mark == "" or (is_next and group.mark == "away"):
            return group
    return None


def _is_object(group: Group) -> bool:
    return group.mark == "target" or (
        group.mark == "" and group.case != "" and "n" not in group.case
    )


def _can_be_target(group: Group, code: str, subject: Group | None) -> bool:
    if group.mark in {"away", "agent", "between"} or (subject and group.ids <= subject.ids):
        return False
    if group.case == "n":
        return False
    return group.mark != "place" or code.startswith(_PLACE_IS_TARGET)


def _by_cases(
    spot: Spot, left: list[Group], right: list[Group], *, is_passive: bool
) -> LiteSides | None:
    """Return the sides where the verb ends the sentence and suffixes tell the parts."""
    code = spot.trigger.code
    agent = next((g for g in left if g.mark == "agent"), None)
    plain = [g for g in left if g.mark == "" and g.case in {"", "g"}]
    if agent is not None or is_passive:
        patient = next((g for g in [*reversed(left), *right] if g is not agent
                        and g.mark not in {"away", "place"}), None)  # fmt: skip
        return _sides(agent, patient, code, "passive")
    subject = plain[0] if plain else None
    own = subject.ids if subject else frozenset()
    marked = [g for g in reversed(left) if g is not subject and not g.ids <= own and (
        g.mark == "target" or (g.case in _OBJECT_CASES and g.mark == ""))]  # fmt: skip
    marked.sort(key=lambda g: g.case == "l")
    target = next((g for g in marked if g.case != "l" or code.startswith(_PLACE_IS_TARGET)), None)
    if target is None and len(plain) > 1:
        target = plain[-1]
    if subject is not None and target is not None and target.ids <= subject.ids:
        target = None
    return _sides(subject, target, code, "suffixes")


def _sides(source: Group | None, target: Group | None, code: str, rule: str) -> LiteSides | None:
    if target is None or (source is None and not code.startswith(_ONE_SIDED)):
        return None
    sources = _unique(source.actors) if source else ()
    ids = {actor.id for actor in sources}
    targets = _unique(tuple(actor for actor in target.actors if actor.id not in ids))
    if not targets:
        return None
    is_marked = target.mark in {"target", "agent"} or (target.case != "" and "n" not in target.case)
    is_sure = is_marked or rule != "order of words"
    return LiteSides(sources=sources, targets=targets, is_sure=is_sure, rule=rule)


def _unique(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple({actor.id: actor for actor in reversed(actors)}.values())[::-1]
