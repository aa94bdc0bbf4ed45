"""The features of the score and their weights, read from ``tables/features.csv``.

The weights were set by judgement from the literature named in each row, before the ranker was run
on any case, and are fitted to nothing.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from goodoffices.mediation.candidates import Term, Weight

__all__ = ["absent", "known", "unknown", "weight", "weights"]


@cache
def weights() -> tuple[Weight, ...]:
    """Return every feature in the order of the table.

    >>> weights()[0].feature, weights()[0].weight
    ('consent', 3.0)
    """
    text = files("goodoffices.mediation").joinpath("tables/features.csv").read_text("utf-8")
    return tuple(
        Weight(
            feature=row["feature"],
            title=row["title"],
            unit=row["unit"],
            applies_to=row["applies_to"],
            low=float(row["low"]),
            high=float(row["high"]),
            weight=float(row["weight"]),
            formula=row["formula"],
            reason=row["reason"],
            reference=row["reference"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def weight(feature: str) -> Weight:
    """Return one feature by its name.

    >>> weight("took_side").weight
    -2.0
    """
    return next(row for row in weights() if row.feature == feature)


def known(
    feature: str,
    value: float,
    scaled: float,
    sentence: str,
    evidence: tuple[str, ...] = (),
    *,
    low: float | None = None,
    high: float | None = None,
) -> Term:
    """Return the term of a feature whose value is known.

    ``low`` and ``high`` bound the scaled value where it is known with an interval.

    >>> known("council_seat", 1.0, 1.0, "A permanent seat.").contribution
    0.8
    """
    row = weight(feature)
    contribution = row.weight * scaled + 0.0  # no negative zero
    ends = sorted(row.weight * (scaled if given is None else given) + 0.0 for given in (low, high))
    return Term(
        feature=feature,
        value=value,
        scaled=scaled,
        unit=row.unit,
        weight=row.weight,
        contribution=contribution,
        lowest=min(contribution, ends[0]),
        highest=max(contribution, ends[1]),
        sentence=sentence,
        evidence=evidence,
        is_known=True,
        is_applicable=True,
    )


def unknown(
    feature: str,
    sentence: str,
    evidence: tuple[str, ...] = (),
    *,
    low: float | None = None,
    high: float | None = None,
) -> Term:
    """Return the term of a feature whose value is not known: it adds 0, and spans what it could.

    ``low`` and ``high`` narrow the scaled span where something is known, such as one of two sides.

    >>> term = unknown("took_side", "Nothing is told.")
    >>> term.contribution, term.lowest, term.highest
    (0.0, -2.0, 0.0)
    """
    row = weight(feature)
    ends = sorted(
        row.weight * (given if given is not None else bound) + 0.0
        for given, bound in ((low, row.low), (high, row.high))
    )
    return Term(
        feature=feature,
        value=None,
        scaled=None,
        unit=row.unit,
        weight=row.weight,
        contribution=0.0,
        lowest=min(0.0, ends[0]),
        highest=max(0.0, ends[1]),
        sentence=sentence,
        evidence=evidence,
        is_known=False,
        is_applicable=True,
    )


def absent(feature: str, sentence: str) -> Term:
    """Return the term of a feature that does not apply to the candidate.

    >>> absent("language", "Organisations have no language.").is_applicable
    False
    """
    row = weight(feature)
    return Term(
        feature=feature,
        value=None,
        scaled=None,
        unit=row.unit,
        weight=row.weight,
        contribution=0.0,
        lowest=0.0,
        highest=0.0,
        sentence=sentence,
        evidence=(),
        is_known=False,
        is_applicable=False,
    )
