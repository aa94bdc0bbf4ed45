"""Date a clause by the one beside it: "three days after Algeria severed relations"."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from goodoffices.reading.date_words import COUNT, around, count_of
from goodoffices.reading.dates import When
from goodoffices.reading.grammar import is_root, is_verb, joined_verb

if TYPE_CHECKING:
    from goodoffices.reading.parsed import Word

__all__ = ["days_beside"]

_BESIDE = re.compile(
    rf"\b{COUNT} (?P<span>day|week|month|year)s? (?P<way>after|before)\b(?P<gap>[^.;:]*)$",
    re.IGNORECASE,
)
_DAYS = {"day": 1, "week": 7}


def days_beside(token: Word, main: When | None, published: dt.date) -> When | None:
    """Return the day of a verb from that of the clause it stands "three days after" or "before".

    ``main`` is the date of the clause above, None where it is not told: then the day of the report
    stands for it. Returns None where the verb stands in no such clause.
    """
    text = token.doc.text
    first = joined_verb(token)  # "after Peru had left and Chile had sent its fleet"
    found = _BESIDE.search(text, 0, first.idx)
    if found is None or not is_verb(token) or is_root(token):
        return None
    between = token.doc.within(found.start("gap"), first.idx)
    if any(t.pos_ == "VERB" for t in between):
        return None
    count = count_of(found["count"]) * (-1 if found["way"].lower() == "after" else 1)
    since, until = (main.since, main.until) if main else (published, published)
    precision, span = main.precision if main else "day", found["span"].lower()
    if span in _DAYS:
        shift = dt.timedelta(days=count * _DAYS[span])
        since, until = since + shift, until + shift
    else:
        since, until, precision = around(since, count, span)
    return When(
        since=since,
        until=until,
        precision=precision,
        rule="days beside",
        start=found.start(),
        end=found.end("way"),
    )
