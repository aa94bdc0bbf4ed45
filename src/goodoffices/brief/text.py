"""The brief as plain text for a terminal: one page, references as numbers in brackets."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.brief import constants as c
from goodoffices.brief.words import and_list, clean, day_words, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.brief.records import (
        Brief,
        FeedPart,
        Helper,
        MeasureRow,
        NextStep,
        Sentence,
        TimelineRow,
    )

__all__ = ["render_text"]

_MIN_WIDTH = 50
_MARKS = {"hostile": "-", "conciliatory": "+", "third_party": "o", "neutral": " "}


def render_text(brief: Brief, width: int = 100) -> str:
    """Return the brief as text of lines no longer than ``width`` (addresses excepted)."""
    page = _Page(brief, max(width, _MIN_WIDTH))
    page.header()
    if not brief.has_data:
        page.section("What is missing", brief.gaps)
        return page.text()
    page.section("State of the relation", (page.cited(one) for one in brief.state))
    if brief.by_feeds is not None:
        page.section("As feeds tell it", (page.cited(one) for one in brief.by_feeds.state))
    page.timeline()
    page.measures()
    page.standing()
    if brief.by_feeds is not None:
        page.friends(brief.by_feeds)
    page.steps()
    page.section("Costs", (page.cited(one) for one in brief.costs))
    if brief.by_feeds is not None:
        page.section("Shared challenges unmet", (page.cited(one) for one in brief.by_feeds.unmet))
    page.section("What is not known", brief.gaps)
    page.sources()
    return page.text()


class _Page:
    """The lines written so far, and which references they cite."""

    def __init__(self, brief: Brief, width: int) -> None:
        self._brief = brief
        self._width = width
        self._lines: list[str] = []
        self._cited: set[int] = set()
        self._numbers = {entry.ref: entry.number for entry in brief.references}

    def text(self) -> str:
        """Return all lines as one text."""
        return "\n".join(clean(line).rstrip() for line in self._lines) + "\n"

    def header(self) -> None:
        brief = self._brief
        title = clean(f"{brief.low.name} and {brief.high.name}")
        commit = f", commit {brief.commit}" if brief.commit is not None else ""
        self._lines += [title, f"As known on {day_words(brief.as_of)}{commit}", "=" * self._width]
        since = f" since {day_words(brief.phase_since)}" if brief.phase_since else ""
        if brief.n_events or brief.phase != "unknown" or brief.by_feeds is None:
            self._lines.append(f"PHASE: {brief.phase_title.upper()}{since}")
        if brief.by_feeds is not None:
            told = brief.by_feeds
            since = f" since {day_words(told.phase_since)}" if told.phase_since else ""
            self._lines.append(f"PHASE AS FEEDS TELL IT: {told.phase_title.upper()}{since}")

    def cited(self, sentence: Sentence, aside: str = "") -> str:
        """Return a sentence with its numbers, and remember them for the list of sources."""
        numbers = sorted(self._numbers[ref] for ref in sentence.refs)
        shown = numbers[: c.N_REFS]
        self._cited.update(shown)
        more = "+" if len(numbers) > len(shown) else ""
        told = f"{clean(sentence.text)} {aside}".rstrip()
        return f"{told} [{','.join(map(str, shown))}{more}]"

    def section(self, title: str, items: Iterable[str]) -> None:
        rows = list(items)
        if not rows:
            return
        self._title(title)
        for row in rows:
            self._item(row)

    def timeline(self) -> None:
        rows = [row for row in self._brief.timeline if row.is_key]
        if not rows:
            return
        n_all = len(self._brief.timeline)
        self._title(f"Timeline ({len(rows)} of {n_all} acts; + kind, - hostile, o third party)")
        for row in rows:
            self._row(row)

    def measures(self) -> None:
        ranks = {"in_force": 0, "eased": 0, "announced": 1, "ended": 2}
        rows = sorted(self._brief.measures, key=lambda row: ranks[row.status])
        shown = rows[: c.N_TEXT_MEASURES]
        lines = [
            f"{row.sender.name}: {self.cited(_unstopped(row.what), _life(row))}" for row in shown
        ]
        if len(rows) > len(shown):
            lines.append(f"and {len(rows) - len(shown)} more in the page (--html)")
        self.section("Measures", lines)

    def standing(self) -> None:
        if not self._brief.helpers:
            return
        self._title("Who has the standing to help (score, and its range if the unknown were known)")
        shown = self._brief.helpers[: c.N_HELPERS + 1]
        for helper in shown:
            self._helper(helper)
        left = [helper.name for helper in self._brief.helpers[len(shown) :]]
        if left:
            self._item(f"Also named by events: {and_list(left)}.")

    def friends(self, found: FeedPart) -> None:
        n_left = found.n_friends - len(found.friends)
        more = f", the first {len(found.friends)} of {found.n_friends}" if n_left else ""
        self.section(
            f"Friends of both sides, as feeds tell it: tone of ±9{more}",
            (self.cited(one) for one in found.friends),
        )

    def steps(self) -> None:
        if not self._brief.steps:
            return
        self._title("Steps towards normal relations")
        for step in self._brief.steps:
            if step.what is not None:
                self._step(step)
        unseen = [step.title.lower() for step in self._brief.steps if step.what is None]
        if unseen:
            self._item(f"Not seen by this date: {', '.join(unseen)}.", "  [ ] ", "      ")

    def sources(self) -> None:
        entries = [one for one in self._brief.references if one.number in self._cited]
        if not entries:
            return
        self._title("Sources")
        for entry in entries[: c.N_TEXT_SOURCES]:
            where = entry.addresses[0] if entry.addresses else None
            place = (where.url or where.title) if where else "no address"
            more = f" (+{len(entry.addresses) - 1} more)" if len(entry.addresses) > 1 else ""
            self._lines.append(clean(f"  [{entry.number}] {place}{more}"))
        left = len(self._brief.references) - len(entries[: c.N_TEXT_SOURCES])
        if left:
            self._item(
                f"The other {left} sources are in the page (--html FILE) and the record (--json)."
            )

    def _title(self, title: str) -> None:
        self._lines.append("")
        self._item(title.upper(), "", "")

    def _item(self, text: str, first: str = "  ", rest: str = "  ") -> None:
        self._lines += textwrap.wrap(
            clean(text),
            self._width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _row(self, row: TimelineRow) -> None:
        first = f"  {row.when:<11} {_MARKS[row.tone]} "
        phase = row.opens.split(":")[0]
        mark = f"{c.PHASE_TITLES[phase].upper()} | " if phase else ""
        self._item(mark + self.cited(row.what), first, " " * len(first))

    def _helper(self, helper: Helper) -> None:
        spread = helper.best - helper.worst
        span = f" ({helper.worst:+.1f} to {helper.best:+.1f})" if spread else " (nothing unknown)"
        named = ", named by events" if helper.is_named_mediator else ""
        self._item(f"{helper.rank}. {helper.name}{named}: {helper.score:+.1f}{span}", "  ", "     ")
        if helper.named_in is not None:
            self._item(self.cited(helper.named_in), "     o ", "       ")
        for one in helper.reasons_for[:1]:
            self._item(self.cited(one), "     + ", "       ")
        for one in helper.reasons_against[:1]:
            self._item(self.cited(one), "     - ", "       ")

    def _step(self, step: NextStep) -> None:
        box = "[x]" if step.is_seen else "[~]"
        when = f", {short_day(step.day)}" if step.day and step.is_seen else ""
        if step.what is not None:
            self._item(f"{box} {step.title}{when}: {self.cited(step.what)}", "  ", "      ")


def _life(row: MeasureRow) -> str:
    """Return when a measure was set, eased and ended, in few words."""
    if row.status == "announced":
        return f"(announced for {short_day(row.imposed)})"
    told = f"since {short_day(row.imposed)}"
    if row.eased:
        told += f", eased {short_day(row.eased)}"
    if row.ended:
        told += f", ended {short_day(row.ended)}"
    return f"({told})"


def _unstopped(sentence: Sentence) -> Sentence:
    return replace(sentence, text=sentence.text.rstrip("."))
