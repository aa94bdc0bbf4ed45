"""The brief as plain text for a terminal: one page, references as numbers in brackets."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from goodoffices.brief import constants as c
from goodoffices.brief.words import day_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.brief.records import Brief, Helper, NextStep, Sentence, TimelineRow

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
    page.timeline()
    page.measures()
    page.standing()
    page.steps()
    page.section("Costs", (page.cited(one) for one in brief.costs))
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
        return "\n".join(line.rstrip() for line in self._lines) + "\n"

    def header(self) -> None:
        brief = self._brief
        title = f"{brief.low.name} and {brief.high.name}"
        commit = f", commit {brief.commit}" if brief.commit is not None else ""
        self._lines += [title, f"As known on {day_words(brief.as_of)}{commit}", "=" * self._width]
        since = f" since {day_words(brief.phase_since)}" if brief.phase_since else ""
        self._lines.append(f"PHASE: {brief.phase_title.upper()}{since}")

    def cited(self, sentence: Sentence) -> str:
        """Return a sentence with its numbers, and remember them for the list of sources."""
        numbers = sorted(self._numbers[ref] for ref in sentence.refs)
        shown = numbers[: c.N_REFS]
        self._cited.update(shown)
        more = "+" if len(numbers) > len(shown) else ""
        return f"{sentence.text} [{','.join(map(str, shown))}{more}]"

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
        self._title(f"Timeline ({len(rows)} of {n_all}; + kind, - hostile, o third party)")
        for row in rows:
            self._row(row)

    def measures(self) -> None:
        rows = [row for row in self._brief.measures if row.status != "ended"]
        ended = [row for row in self._brief.measures if row.status == "ended"]
        lines = [
            f"{row.sender.id}: {self.cited(row.what)} ({c.STATUS_TITLES[row.status]} since "
            f"{row.eased if row.status == 'eased' else row.imposed})"
            for row in rows
        ]
        lines += [f"{row.sender.id}: {self.cited(row.what)} (ended {row.ended})" for row in ended]
        self.section("Measures", lines)

    def standing(self) -> None:
        if not self._brief.helpers:
            return
        self._title("Who has the standing to help (no verdict: reasons to look)")
        for helper in self._brief.helpers:
            self._helper(helper)
        others = {one.actor for one in self._brief.helpers}
        del others

    def steps(self) -> None:
        if not self._brief.steps:
            return
        self._title("Steps towards normal relations")
        for step in self._brief.steps:
            self._step(step)

    def sources(self) -> None:
        entries = [one for one in self._brief.references if one.number in self._cited]
        if not entries:
            return
        self._title("Sources")
        for entry in entries:
            where = entry.addresses[0] if entry.addresses else None
            place = (where.url or where.title) if where else "no address"
            more = f" (+{len(entry.addresses) - 1} more)" if len(entry.addresses) > 1 else ""
            self._lines.append(f"  [{entry.number}] {place}{more}")
        left = len(self._brief.references) - len(entries)
        if left:
            self._lines.append(f"  {left} more in the page (--html) and the record (--json).")

    def _title(self, title: str) -> None:
        self._lines += ["", title.upper()]

    def _item(self, text: str, first: str = "  ", rest: str = "  ") -> None:
        self._lines += textwrap.wrap(
            text,
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
        named = " * named by events" if helper.is_named_mediator else ""
        head = (
            f"{helper.rank}. {helper.name}{named} (score {helper.score:+.2f}, "
            f"{helper.worst:+.2f} to {helper.best:+.2f} if the unknown were known)"
        )
        self._item(head, "  ", "     ")
        for one in helper.reasons_for[:2]:
            self._item(self.cited(one), "     + ", "       ")
        for one in helper.reasons_against[:1]:
            self._item(self.cited(one), "     - ", "       ")
        if helper.named_in is not None:
            self._item(self.cited(helper.named_in), "     * ", "       ")

    def _step(self, step: NextStep) -> None:
        box = "[x]" if step.is_seen else "[~]" if step.is_partial else "[ ]"
        told = self.cited(step.what) if step.what else step.note or "Not seen by this date."
        when = f"{day_words(step.day)}: " if step.day and step.is_seen else ""
        self._item(f"{step.title}: {when}{told}", f"  {box} ", "      ")
