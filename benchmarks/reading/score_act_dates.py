"""Score the dates of acts in ``act_dates.txt``: passages of our own, written before the rules.

Run: python benchmarks/reading/score_act_dates.py [--errors] [FILE]

``act_dates_long.txt`` holds longer reports in the same form.

An act counts as found if the reader has an event whose trigger stands inside the marked words and
which joins the two states marked, in either direction. Its date is right if it is that day and is
told to the day; lies inside the month; shares at least half of a range or year and is at most twice
as long; or is told as unknown where the text does not give it. ``--errors`` shows the mistakes of
part A; of part B only totals may be looked at.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.reading import load_article, open_reader
from goodoffices.reading.date_words import month_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading import EventReader
    from goodoffices.records import Event

FILE = Path(__file__).resolve().parent / "act_dates.txt"
N_RESAMPLES, SEED = 2000, 7
MAX_LONGER = 2
_MARK = re.compile(
    r"\[(?P<words>[^|\]]+)\|(?P<source>\w+)>(?P<target>\w+)\|(?P<date>[^|\]]+)\|(?P<kind>\w+)\]"
)
_SUCCESSORS = {"SUN": "RUS"}
"""A state of then by the id under which the reader goes on with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A marked act: where its words stand, whose it is, and when a careful reader dates it."""

    start: int
    end: int
    sides: frozenset[str]
    date: str
    kind: str

    def is_told_by(self, event: Event) -> bool:
        """Tell whether an event is this act."""
        at = json.loads(event.trace)["trigger_at"]
        return self.start <= at < self.end and any(
            frozenset({_state(a.id), _state(b.id)}) == self.sides
            for a in event.source
            for b in event.target
        )

    def is_dated_by(self, since: dt.date | None, until: dt.date | None, precision: str) -> bool:
        """Tell whether these days are right."""
        if self.date == "unknown" or since is None or until is None:
            return self.date == precision == "unknown"
        first, last = _days(self.date)
        if first == last:
            return since == until == first and precision == "day"
        if re.fullmatch(r"\d{4}-\d\d", self.date):
            return first <= since <= until <= last
        n_days, n_shared = (last - first).days + 1, (min(last, until) - max(first, since)).days + 1
        return 2 * n_shared >= n_days and (until - since).days + 1 <= MAX_LONGER * n_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text with its day of publication and its acts; every second one is held out."""

    number: int
    published: dt.date
    text: str
    acts: tuple[Act, ...]

    @property
    def part(self) -> str:
        """The part of the bench: A is open, B held out."""
        return "A" if self.number % 2 else "B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the date of an act that was found is right, and whether that of the report is."""

    kind: str
    is_right: bool
    is_report_right: bool


def main(arguments: list[str]) -> int:
    """Print the figures of both parts, by kind of expression, and the errors of A if asked."""
    reader = open_reader()
    n_acts: Counter[str] = Counter()
    told: dict[str, list[list[Verdict]]] = {"A": [], "B": []}
    files = [Path(word) for word in arguments if not word.startswith("--")]
    for passage in read_passages(files[0] if files else FILE):
        n_acts[passage.part] += len(passage.acts)
        is_loud = "--errors" in arguments and passage.part == "A"
        told[passage.part].append(list(_verdicts(passage, reader, is_loud=is_loud)))
    for part, passages in told.items():
        _print_figures(part, passages, n_acts[part])
    return 0


def read_passages(path: Path) -> Iterator[Passage]:
    """Yield the passages of the bench without their marks."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    kept = [block for block in blocks if block.startswith("# ")]
    for number, block in enumerate(kept, start=1):
        head, marked = block.split("\n", maxsplit=1)
        text, acts, at = "", [], 0
        for found in _MARK.finditer(marked):
            text += marked[at : found.start()]
            acts.append(Act(
                start=len(text),
                end=len(text) + len(found["words"]),
                sides=frozenset({_state(found["source"]), _state(found["target"])}),
                date=found["date"],
                kind=found["kind"],
            ))  # fmt: skip
            text, at = text + found["words"], found.end()
        yield Passage(
            number=number,
            published=dt.date.fromisoformat(head.split()[1]),
            text=text + marked[at:],
            acts=tuple(acts),
        )


def _verdicts(passage: Passage, reader: EventReader, *, is_loud: bool) -> Iterator[Verdict]:
    article = load_article(passage.text.encode(), name="passage.txt", published=passage.published)
    events = reader.read(article).events
    for act in passage.acts:
        event = next((one for one in events if act.is_told_by(one)), None)
        if event is None:
            continue
        is_right = act.is_dated_by(event.start, event.end, event.precision)
        if is_loud and not is_right:
            rule = json.loads(event.trace)["date_rule"]
            words = passage.text[act.start : act.end]
            read = f"{event.start} {event.end} {event.precision}"
            print(f"{passage.number} {passage.published:%F %a} [{words}] {act.date} {act.kind}; "
                  f"read {read} ({rule})\n    {event.quote}")  # fmt: skip
        day = passage.published
        yield Verdict(
            kind=act.kind, is_right=is_right, is_report_right=act.is_dated_by(day, day, "day")
        )


def _print_figures(part: str, passages: list[list[Verdict]], n_acts: int) -> None:
    verdicts = [one for passage in passages for one in passage]
    chance = random.Random(SEED)  # noqa: S311 - a bootstrap, no secret
    draws = [[v for p in chance.choices(passages, k=len(passages)) for v in p]
             for _ in range(N_RESAMPLES)]  # fmt: skip
    shares = sorted(sum(v.is_right for v in draw) / max(1, len(draw)) for draw in draws)
    low, high = shares[int(0.025 * N_RESAMPLES)], shares[int(0.975 * N_RESAMPLES)]
    right = [one.kind for one in verdicts if one.is_right]
    share = len(right) / max(1, len(verdicts))
    n_as_report = sum(one.is_report_right for one in verdicts)
    print(f"{part}: found {len(verdicts)} of {n_acts} acts, dated right {len(right)}: {share:.3f} "
          f"[{low:.3f}, {high:.3f}]; always the day of the report: {n_as_report}")  # fmt: skip
    found, good = Counter(one.kind for one in verdicts), Counter(right)
    shown = ", ".join(f"{kind} {good[kind]}/{found[kind]}" for kind in sorted(found))
    print(f"    by kind: {shown}")


def _state(name: str | None) -> str:
    return _SUCCESSORS.get(name or "", name or "")


def _days(date: str) -> tuple[dt.date, dt.date]:
    first, _, last = date.partition("/")
    return _day(first, is_last=False), _day(last or first, is_last=True)


def _day(date: str, *, is_last: bool) -> dt.date:
    numbers = [int(number) for number in date.split("-")]
    year, month = numbers[0], numbers[1] if numbers[1:] else 12 if is_last else 1
    if numbers[2:]:
        return dt.date(year, month, numbers[2])
    return month_end(year, month) if is_last else dt.date(year, month, 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
