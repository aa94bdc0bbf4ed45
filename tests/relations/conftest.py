"""Small histories between Avalon (AAA) and Brobdingnag (BBB)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from goodoffices.records import Actor, ActorId, Event, MeasureStep

if TYPE_CHECKING:
    from collections.abc import Callable


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def actors(text: str) -> tuple[Actor, ...]:
    parts = [part.split(":") for part in text.split(";") if part]
    return tuple(
        Actor(id=None if part[0] == "-" else ActorId(part[0]), role="".join(part[1:]))
        for part in parts
    )


def make_event(on: str, code: str, who: str = "AAA>BBB", **other: object) -> Event:
    """One event from ``source>target``; ``A=B`` is a reciprocal act."""
    is_reciprocal = "=" in who
    source, target = who.replace("=", ">").split(">")
    values: dict[str, object] = {
        "id": f"{on}-{code}-{who}",
        "start": day(on),
        "end": day(on),
        "precision": "day",
        "known_at": day(on),
        "source": actors(source),
        "target": actors(target),
        "is_reciprocal": is_reciprocal,
        "code": code,
        "what": f"{who} {code}",
        "document_ids": ("doc",),
        "confidence": 0.9,
        "feed": "test",
    }
    return Event(**{**values, **other})  # type: ignore[arg-type]


def make_step(on: str, step: str, measure: str = "m1", **other: object) -> MeasureStep:
    values: dict[str, object] = {
        "measure_id": measure,
        "step": step,
        "day": day(on),
        "known_at": day(on),
        "sender": ActorId("AAA"),
        "target": ActorId("BBB"),
        "instrument": "import_ban",
        "sector": "food",
        "what": "Ban on fruit",
        "event_id": f"{on}-{measure}-{step}",
        "feed": "test",
    }
    return MeasureStep(**{**values, **other})  # type: ignore[arg-type]


@pytest.fixture
def event() -> Callable[..., Event]:
    return make_event


@pytest.fixture
def step() -> Callable[..., MeasureStep]:
    return make_step
