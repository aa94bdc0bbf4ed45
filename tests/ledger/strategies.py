"""Records of any shape that the border lets through, and small ones made by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from goodoffices.ledger import Batch
from goodoffices.records import Actor, ActorId, Document, Event, MeasureStep, Statement

DAYS = st.dates(min_value=dt.date(1, 1, 1), max_value=dt.date(9999, 12, 31))
TEXTS = st.text(
    alphabet=st.characters(exclude_categories=("Cs",)) | st.sampled_from("ЖçéعĦ漢🕊\u200b\x00\t\n"),
    max_size=30,
)
WORDS = st.from_regex(r"[a-z0-9][a-z0-9/._-]{0,12}", fullmatch=True)
IDS = st.sampled_from(["TUR", "RUS", "KAZ", "UN", "XKX"]).map(ActorId)
ACTORS = st.builds(Actor, id=st.none() | IDS, role=st.sampled_from(["", "GOV", "REB"]), name=TEXTS)
SIDES = st.lists(ACTORS, max_size=3, unique=True).map(tuple)
COUNTS = st.none() | st.integers(0, 2**31 - 1)
SHARES = st.floats(0, 1)


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    """Return a batch whose ids are unique and which cites only itself."""
    documents = draw(
        st.lists(
            st.builds(
                Document,
                id=WORDS,
                url=TEXTS,
                title=TEXTS,
                publisher=TEXTS,
                language=WORDS,
                published=st.none() | DAYS,
                retrieved=st.none() | DAYS,
                sha256=WORDS,
                feed=WORDS,
            ),
            max_size=3,
            unique_by=lambda one: one.id,
        )
    )
    cited = st.lists(st.sampled_from([one.id for one in documents]), unique=True).map(tuple)
    cites = cited if documents else st.just(())
    events = draw(st.lists(_events(cites), max_size=3, unique_by=lambda one: one.id))
    statements = draw(st.lists(_statements(cites), max_size=3, unique_by=lambda one: one.id))
    steps = draw(st.lists(_steps([one.id for one in events]), max_size=2)) if events else []
    return Batch(
        documents=tuple(documents),
        events=tuple(events),
        statements=tuple(statements),
        measures=tuple(steps),
    )


@st.composite
def _events(draw: st.DrawFn, cites: st.SearchStrategy[tuple[str, ...]]) -> Event:
    start, end = sorted([draw(DAYS), draw(DAYS)])
    is_dated = draw(st.booleans())
    return Event(
        id=draw(WORDS),
        start=start if is_dated else None,
        end=end if is_dated else None,
        precision=draw(st.sampled_from(["day", "month", "year", "unknown"])),
        known_at=draw(DAYS),
        source=draw(SIDES),
        target=draw(SIDES),
        via=draw(SIDES),
        is_reciprocal=draw(st.booleans()),
        code=draw(st.sampled_from(["010", "045", "190"])),
        modality=draw(st.sampled_from(["actual", "expected", "negated"])),
        place=draw(TEXTS),
        n_dead=draw(COUNTS),
        n_injured=draw(COUNTS),
        what=draw(TEXTS),
        document_ids=draw(cites),
        quote=draw(TEXTS),
        quote_start=draw(COUNTS),
        quote_end=draw(COUNTS),
        trace=draw(TEXTS),
        confidence=draw(SHARES),
        feed=draw(WORDS),
    )


@st.composite
def _statements(draw: st.DrawFn, cites: st.SearchStrategy[tuple[str, ...]]) -> Statement:
    return Statement(
        id=draw(WORDS),
        known_at=draw(DAYS),
        kind=draw(st.sampled_from(["friendship", "rift", "standing"])),
        subject=draw(SIDES),
        object=draw(SIDES),
        polarity=draw(st.sampled_from([-1, 0, 1])),
        what=draw(TEXTS),
        document_ids=draw(cites),
        quote=draw(TEXTS),
        quote_start=draw(COUNTS),
        quote_end=draw(COUNTS),
        trace=draw(TEXTS),
        confidence=draw(SHARES),
        feed=draw(WORDS),
    )


def _steps(event_ids: list[str]) -> st.SearchStrategy[MeasureStep]:
    return st.builds(
        MeasureStep,
        measure_id=WORDS,
        step=st.sampled_from(["imposed", "tightened", "eased", "ended"]),
        day=DAYS,
        known_at=DAYS,
        sender=IDS,
        target=IDS,
        instrument=WORDS,
        sector=TEXTS,
        what=TEXTS,
        event_id=st.sampled_from(event_ids),
        feed=WORDS,
    )


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def an_event(name: str, known: str, **other: Any) -> Event:
    """Return a small event of TUR towards RUS, known on a day."""
    values: dict[str, Any] = {
        "id": name,
        "start": day(known),
        "end": day(known),
        "precision": "day",
        "known_at": day(known),
        "source": (Actor(id=ActorId("TUR")),),
        "target": (Actor(id=ActorId("RUS")),),
        "code": "010",
        "what": f"{name} happens",
        "document_ids": (f"d-{name}",),
        "confidence": 0.9,
        "feed": "test",
    }
    return Event(**{**values, **other})


def a_document(name: str, known: str | None) -> Document:
    return Document(
        id=name,
        url=f"https://example.org/{name}",
        title=name,
        publisher="",
        language="en",
        published=None if known is None else day(known),
        retrieved=None,
        sha256="0",
        feed="test",
    )


def a_batch(name: str, known: str) -> Batch:
    """Return a document, an event, a statement and a step of a measure, all known on a day."""
    return Batch(
        documents=(a_document(f"d-{name}", known),),
        events=(an_event(name, known),),
        statements=(
            Statement(
                id=f"s-{name}",
                known_at=day(known),
                kind="friendship",
                subject=(Actor(id=ActorId("KAZ")),),
                object=(Actor(id=ActorId("TUR")), Actor(id=ActorId("RUS"))),
                polarity=1,
                what="Both are friends.",
                document_ids=(f"d-{name}",),
                confidence=0.7,
                feed="test",
            ),
        ),
        measures=(
            MeasureStep(
                measure_id=f"m-{name}",
                step="imposed",
                day=day(known),
                known_at=day(known),
                sender=ActorId("RUS"),
                target=ActorId("TUR"),
                instrument="import_ban",
                sector="food",
                what="No fruit",
                event_id=name,
                feed="test",
            ),
        ),
    )
