"""What the reader remembers of the times told while it goes through one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.reading.dates import When

__all__ = ["Times"]

_Place = tuple[int, int]


@dataclass(slots=True)
class Times:
    """The dates told so far; it lives for one call of ``read``.

    ``anchor`` is the last date told of the news and ``anchored`` the sentence that told it;
    ``is_carried`` says that no act between states had it. ``here`` is the date on which this
    paragraph goes on, however old, ``doers`` who did the act of that day, ``told`` the day of an
    old one, ``noted_at`` the last sentence whose main verb told an act with a date, ``looked_back``
    the date of one told with "had". "A week later" counts from ``counted``. ``head`` stands before
    a line and holds for it; ``dateline`` is the day of the dispatch.
    """

    paragraph: int = 0
    anchor: When | None = None
    anchored: _Place | None = None
    anchor_before: When | None = None
    is_carried: bool = False
    here: When | None = None
    doers: frozenset[str] = frozenset()
    told: dt.date | None = None
    counted: When | None = None
    counted_at: _Place | None = None
    noted_at: _Place | None = None
    looked_back: When | None = None
    looked_back_at: int = -1
    n_sentences: int = 0
    head: When | None = None
    dateline: When | None = None
    is_line_start: bool = False

    @property
    def counting_from(self) -> dt.date | None:
        """The day from which "two days later" counts, None where no date was told."""
        when = self.counted or self.anchor
        return when.since if when else None

    @property
    def counting_until(self) -> dt.date | None:
        """The last day on which that can have been."""
        when = self.counted or self.anchor
        return when.until if when else None

    def next_sentence(self, paragraph: int) -> None:
        """Forget what held for the paragraph before; the story may leap to another time."""
        self.n_sentences += 1
        if paragraph == self.paragraph:
            return
        self.paragraph = paragraph
        self.told = self.here = self.head = None
        if self.is_carried:
            self.anchor, self.is_carried = self.anchor_before, False

    def set_anchor(self, when: When, sentence: _Place, *, is_carried: bool = False) -> None:
        """Note the last date of the news, and where; one of no act goes with its paragraph."""
        if self.anchored == sentence and self.anchor and when.since < self.anchor.since:
            return  # "telephoned on Wednesday, the first time since the downing in November"
        if is_carried and not self.is_carried:
            self.anchor_before = self.anchor
        self.is_carried = is_carried
        self.anchor, self.anchored, self.told = when, sentence, None

    def go_on_from(self, when: When, doers: frozenset[str] = frozenset()) -> None:
        """Note the date on which the paragraph goes on, and who did what was done then."""
        self.here, self.doers = when, doers

    def look_back_to(self, when: When) -> None:
        """Note the date of what this sentence tells with "had"."""
        self.looked_back, self.looked_back_at = when, self.n_sentences

    @property
    def just_looked_back(self) -> When | None:
        """The date of what the sentence before told with "had", None if it told nothing so."""
        return self.looked_back if self.looked_back_at == self.n_sentences - 1 else None

    def count_from(self, when: When, sentence: _Place, *, is_aside: bool = False) -> None:
        """Note the date from which "two days later" counts; that of an aside only if alone."""
        if not (is_aside and self.counted_at == sentence):
            self.counted, self.counted_at = when, sentence
