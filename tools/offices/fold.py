"""Fold the claims of several sources on one office into one line of holders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from offices.claims import days_between, is_same_person

if TYPE_CHECKING:
    from offices.claims import Claim

NEAR_DAYS = 75
"""Two sources mean the same tenure when their first days differ by no more than this."""
SAME_DAYS = 3
"""Tenures of one office that begin within so many days are one, however the name is spelt."""
SHORTEST_DAYS = 3
"""A remnant of a weaker claim shorter than this is a difference of dates, not a tenure."""
OFFICE_DAYS = 20
"""A REIGN leader who enters office within this many days of a formal date gets the formal date."""
GAP_DAYS = 5
"""Shorter gaps between two holders are left as they are."""
FORMAL = ("head_of_state", "head_of_government")
FOLLOWED = {
    **dict.fromkeys(
        [
            "ARE",
            "BLR",
            "CIV",
            "COD",
            "COG",
            "EGY",
            "GMB",
            "JOR",
            "LKA",
            "MAR",
            "MDG",
            "MLI",
            "MRT",
            "NER",
            "SLE",
            "TCD",
            "TZA",
            "YEM",
            "ZWE",
        ],
        ("head_of_state",),
    ),
    **dict.fromkeys(
        ["BGD", "GEO", "GRD", "LBN", "LBY", "LSO", "SLB", "SVN", "XKX"],
        ("head_of_government",),
    ),
}
"""The office that leads the state where the names do not tell; else whichever the leader held."""
UNKNOWN_END = "The last day is not known; in office on the day given as until."
FAR = "9999-12-31"


def fold_office(claims: list[Claim]) -> list[Claim]:
    """Return the holders of one office in order, each day held by one of them at most.

    Stronger claims (lower rank) stand; weaker ones prolong them or fill what they leave free.
    """
    placed: list[Claim] = []
    for claim in sorted(claims, key=lambda item: (item.rank, item.since)):
        unsure = claim.until == "?"
        placed = _place(placed, replace(claim, until="") if unsure else claim)
    return _close(sorted(placed, key=lambda item: item.since))


def _place(placed: list[Claim], claim: Claim) -> list[Claim]:
    if claim.rank == 0:
        return [*placed, claim]
    for index, stand in enumerate(placed):
        begins_alike = abs(days_between(stand.since, claim.since)) <= SAME_DAYS
        alike = is_same_person(stand.person, claim.person) and _is_same_term(stand, claim)
        if begins_alike or alike:
            return [*placed[:index], _prolong(stand, claim), *placed[index + 1 :]]
    remnant = claim
    for stand in sorted(placed, key=lambda item: item.since):
        cut = _subtract(remnant, stand)
        if cut is None:
            return placed
        remnant = cut
    if remnant.until and days_between(remnant.since, remnant.until) < SHORTEST_DAYS:
        return placed
    return [*placed, remnant]


def _is_same_term(stand: Claim, claim: Claim) -> bool:
    if abs(days_between(stand.since, claim.since)) <= NEAR_DAYS:
        return True
    until = stand.until or max(stand.checked, claim.since) + "~"
    return claim.since < until and (claim.until or FAR) > stand.since


def _prolong(stand: Claim, claim: Claim) -> Claim:
    if stand.until or (claim.until and claim.until < stand.checked):
        return stand
    return replace(stand, until=claim.until, checked=max(stand.checked, claim.checked))


def _subtract(claim: Claim, stand: Claim) -> Claim | None:
    """Return what a stronger row leaves of a claim, or None."""
    end = stand.until
    if not end:
        end = max(stand.checked, stand.since) if claim.since >= stand.since else FAR
        if (
            claim.since > stand.since
            and claim.rank > 0
            and (claim.checked or claim.until or FAR) > stand.checked
        ):
            end = min(end, claim.since) if claim.since > stand.since else end
    if (claim.until or FAR) <= stand.since or claim.since >= end:
        return claim
    if claim.since >= stand.since:
        return replace(claim, since=end) if end < (claim.until or FAR) else None
    return replace(claim, until=stand.since) if claim.until else claim


def _close(line: list[Claim]) -> list[Claim]:
    closed: list[Claim] = []
    for claim, after in zip(line, [*line[1:], None], strict=False):
        row = replace(claim, checked="") if claim.until else claim
        if after and (not row.until or row.until > after.since):
            row = _end_before(row, after)
        if not row.until or row.since < row.until:
            closed.append(row)
    return closed


def _end_before(claim: Claim, after: Claim) -> Claim:
    if claim.until or not claim.checked or days_between(claim.checked, after.since) <= NEAR_DAYS:
        return replace(claim, until=after.since, checked="")
    return replace(
        claim, until=claim.checked, checked="", note=f"{claim.note} {UNKNOWN_END}".strip()
    )


def fill_from_leaders(
    lines: dict[tuple[str, str], list[Claim]],
) -> dict[tuple[str, str], list[Claim]]:
    """Return the lines with gaps in formal offices filled from the effective leaders.

    A leader fills a gap of an office that he holds elsewhere in the line, or that both the holder
    before and the holder after the gap led the state from.
    """
    result = dict(lines)
    for (state, office), line in lines.items():
        leaders = lines.get((state, "leader"), [])
        if office in FORMAL and line and leaders:
            result[state, office] = _filled(line, leaders)
    return result


def _filled(line: list[Claim], leaders: list[Claim]) -> list[Claim]:
    filled: list[Claim] = []
    for row, after in zip(line, [*line[1:], None], strict=False):
        before = _prolonged(row, leaders, after.since) if after else row
        filled.append(before)
        if after and days_between(before.until, after.since) >= GAP_DAYS:
            filled += _fillers(before, after, line, leaders)
    return filled


def _prolonged(row: Claim, leaders: list[Claim], limit: str) -> Claim:
    for leader in leaders:
        overlaps = leader.since <= row.until < (leader.until or FAR) <= limit
        if overlaps and is_same_person(leader.person, row.person):
            note = row.note.replace(UNKNOWN_END, "").strip()
            return replace(row, until=leader.until, note=note)
    return row


def _fillers(before: Claim, after: Claim, line: list[Claim], leaders: list[Claim]) -> list[Claim]:
    found: list[Claim] = []
    led = all(_led(row, leaders) for row in (before, after))
    for leader in leaders:
        since, until = max(leader.since, before.until), min(leader.until or FAR, after.since)
        known = any(is_same_person(leader.person, row.person) for row in line)
        if (known or led) and days_between(since, until) >= GAP_DAYS and leader.until:
            note = "Taken over from the list of effective leaders."
            term = replace(leader, office=before.office, since=since, until=until)
            found.append(replace(term, note=f"{leader.note} {note}".strip()))
    return found


def _led(row: Claim, leaders: list[Claim]) -> bool:
    return any(
        is_same_person(row.person, leader.person)
        and abs(days_between(row.since, leader.since)) <= OFFICE_DAYS
        for leader in leaders
    )


def keep_apart(lines: dict[tuple[str, str], list[Claim]]) -> dict[tuple[str, str], list[Claim]]:
    """Return the lines in order, each tenure ended where the next begins."""
    return {
        key: _joined(_close(sorted(line, key=lambda row: row.since))) for key, line in lines.items()
    }


def _joined(line: list[Claim]) -> list[Claim]:
    joined: list[Claim] = []
    for row in line:
        if joined and joined[-1].until == row.since and joined[-1].person == row.person:
            before = joined.pop()
            joined.append(replace(before, until=row.until, checked=row.checked))
        else:
            joined.append(row)
    return joined


def follow_leaders(
    lines: dict[tuple[str, str], list[Claim]], *, last_day: str
) -> dict[tuple[str, str], list[Claim]]:
    """Return the lines with the effective leaders carried on after the last day of REIGN.

    The power is taken to stay with the office that the last effective leader held: the head of
    government's line is followed where he led the government, else the head of state's. A row by
    hand overrules this.
    """
    result = dict(lines)
    for (state, office), line in lines.items():
        if office != "leader" or not line or line[-1].until or line[-1].rank == 0:
            continue
        for followed in FOLLOWED.get(state, FORMAL):
            carried = _carry(line[-1], lines.get((state, followed), []), last_day)
            if carried:
                result[state, office] = [*line[:-1], *carried]
                break
    return result


def date_leaders_by_office(
    lines: dict[tuple[str, str], list[Claim]],
) -> dict[tuple[str, str], list[Claim]]:
    """Return the lines with each REIGN leader dated by his formal office where both begin together.

    REIGN is off by some days now and then; where the same person entered a formal office within
    ``OFFICE_DAYS`` days, that day and its source are taken.
    """
    result = dict(lines)
    for (state, office), line in lines.items():
        if office == "leader" and line:
            formal = [
                row
                for name in ("head_of_government", "head_of_state")
                for row in lines.get((state, name), [])
                if len(row.since) == len("YYYY-MM-DD")
            ]
            result[state, office] = _close_up([_dated(row, formal) for row in line])
    return result


def _dated(leader: Claim, formal: list[Claim]) -> Claim:
    if leader.rank == 0:
        return leader
    for row in formal:
        gap = abs(days_between(leader.since, row.since))
        if 0 < gap <= OFFICE_DAYS and is_same_person(leader.person, row.person):
            return replace(leader, since=row.since, source=row.source)
    return leader


def _close_up(line: list[Claim]) -> list[Claim]:
    closed: list[Claim] = []
    for row, after in zip(line, [*line[1:], None], strict=False):
        near = after and row.until and abs(days_between(row.until, after.since)) <= OFFICE_DAYS
        closed.append(replace(row, until=after.since) if after and near else row)
    return [row for row in closed if not row.until or row.since < row.until]


def _carry(last: Claim, line: list[Claim], last_day: str) -> list[Claim]:
    holding = [
        index
        for index, row in enumerate(line)
        if row.since <= last_day and (row.until or FAR) > last_day
    ]
    if not holding:
        return []
    held = line[holding[0]]
    if last.state in FOLLOWED and not is_same_person(held.person, last.person):
        is_new = held.since > last.since
        ended = [replace(last, until=held.since, checked="")] if is_new else []
        return [*ended, *(_as_leader(row) for row in line[holding[0] :])] if is_new else []
    if last.state not in FOLLOWED and not is_same_person(held.person, last.person):
        return []
    first = replace(last, until=held.until, checked=held.checked, person=held.person)
    return [first, *(_as_leader(row) for row in line[holding[0] + 1 :])]


def _as_leader(row: Claim) -> Claim:
    note = f"Effective leader because {row.office.replace('_', ' ')}; not judged one by one."
    return replace(row, office="leader", note=f"{row.note} {note}".strip())
