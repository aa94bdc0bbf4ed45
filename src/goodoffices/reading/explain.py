"""Explain one event: its sentence with the parts marked, the rules, and the code that lost.

In: an event, or a view of the ledger and an id. Out: an `Explanation`, every part of which is a
claim with its reason. What the trace does not tell reads "not recorded", never a guess.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

from goodoffices.errors import InputError
from goodoffices.ontology import act, acts, plover
from goodoffices.reading.lexicon import rows
from goodoffices.reading.marks import Mark, cut_at_marks, marks_of, trace_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from goodoffices.records import Actor, Document, Event

__all__ = [
    "CodeReason",
    "Explanation",
    "Mark",
    "Reason",
    "explain_event",
    "explanation_json",
    "explanation_of",
    "marks_of",
]

NOT_RECORDED = "not recorded"
_SHOWN_LEMMAS = 6


class EventView(Protocol):
    """What an explanation asks of the ledger; ``goodoffices.ledger.View`` has it."""

    @property
    def as_of(self) -> dt.date:
        """The day of the view."""
        ...

    def event(self, event_id: str) -> Event | None:
        """Return one event, or None."""
        ...

    def documents(self, ids: Iterable[str] | None = None) -> dict[str, Document]:
        """Return documents by id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One part of an event: what was found, and why it was taken for this part."""

    part: str
    found: str
    why: str

    def __str__(self) -> str:
        return (
            f"{self.part}: {self.found} ({self.why})" if self.why else f"{self.part}: {self.found}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReason:
    """The code of an event, where it stands in CAMEO and PLOVER, and the code that nearly won.

    ``pattern`` is the row of the table of acts that fitted, in one line; ``runner_up`` says which
    code came next and why it lost, that there was none, or that this was not recorded.
    """

    code: str
    name: str
    group: str
    goldstein: float
    quad: str
    plover: str
    row: str
    pattern: str
    runner_up: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an event reads as it does.

    ``made_by`` says whether a program read it, a person wrote it down, or a feed brought it.
    ``marks`` lie inside ``event.quote``; ``documents`` are what the event rests on.
    """

    event: Event
    made_by: Literal["reader", "casebook", "feed"]
    documents: tuple[Document, ...]
    marks: tuple[Mark, ...]
    code: CodeReason
    reasons: tuple[Reason, ...]


def explain_event(view: EventView, event_id: str) -> Explanation:
    """Return why an event of the ledger reads as it does.

    Raises
    ------
    InputError
        The view holds no such event; the message says where ids are shown.
    """
    event = view.event(event_id)
    if event is None:
        raise InputError(
            f"no event {event_id!r} known on {view.as_of}; ids are shown by "
            "'goodoffices relation', 'goodoffices brief --json' and 'goodoffices mediators --why'"
        )
    documents = view.documents(event.document_ids)
    return explanation_of(event, tuple(documents[i] for i in event.document_ids if i in documents))


def explanation_of(event: Event, documents: tuple[Document, ...] = ()) -> Explanation:
    """Return why an event reads as it does, from its own trace.

    An event that no reader made (of the casebook or a feed) has no trigger; its reasons are the
    cells that a person or a feed filled.
    """
    trace = trace_of(event)
    made_by: Literal["reader", "casebook", "feed"] = "feed"
    if trace.get("trigger"):
        made_by = "reader"
    elif trace.get("made_by") == "casebook":
        made_by = "casebook"
    return Explanation(
        event=event,
        made_by=made_by,
        documents=documents,
        marks=marks_of(event),
        code=_code_reason(event, trace),
        reasons=_read(event, trace) if made_by == "reader" else _written(event, trace),
    )


def explanation_json(explanation: Explanation) -> bytes:
    """Return an explanation as JSON, with the words of each mark and the trace as an object."""
    import msgspec

    event = explanation.event
    value = msgspec.to_builtins(explanation)
    value["event"]["trace"] = trace_of(event)
    value["marks"] = [
        {**mark, "words": event.quote[mark["start"] : mark["end"]]} for mark in value["marks"]
    ]
    return msgspec.json.encode(value)


def _code_reason(event: Event, trace: dict[str, Any]) -> CodeReason:
    kind = act(event.code)
    mapped = plover(event.code)
    labels = [mapped.category or "no category", mapped.mode, *mapped.contexts]
    row = str(trace.get("row") or "")
    return CodeReason(
        code=event.code,
        name=kind.name,
        group=kind.group,
        goldstein=kind.goldstein,
        quad=kind.quad.replace("_", " "),
        plover=", ".join(filter(None, labels)),
        row=row,
        pattern=_pattern(row),
        runner_up=_runner_up(trace) if trace.get("trigger") else "",
    )


def _runner_up(trace: dict[str, Any]) -> str:
    rival = trace.get("runner_up", NOT_RECORDED)
    if rival is None:
        return "no other code comes near with this word"
    if not isinstance(rival, dict) or "code" not in rival:
        return NOT_RECORDED
    code = str(rival["code"])
    return f"{code} {act(code).name} ({rival.get('row', '')}) lost: {rival.get('why', '')}"


def _pattern(row: str) -> str:
    """Return the row of the table of acts in one line, "" if it is not there any more."""
    table = row.partition(":")[0]
    if table == "classifier":
        return "no row of the table of acts fits this verb; the classifier guessed the root"
    if table == "learned":
        return "no row of the table of acts tells this; weights learned from marked texts do"
    if table not in {"phrases", "idioms", "triggers", "ways"}:
        return ""
    found = next((r for r in rows(table) if r["row"] == row), None)
    if found is None:
        return ""
    lemmas = found["lemma"].split("|")
    shown = "|".join([*lemmas[:_SHOWN_LEMMAS], "..."] if lemmas[_SHOWN_LEMMAS:] else lemmas)
    parts = [shown, found["pos"], found["need"] and f"needs {found['need']}",
             found["bar"] and f"not with {found['bar']}", found["roles"]]  # fmt: skip
    return "; ".join(part for part in parts if part)


def _read(event: Event, trace: dict[str, Any]) -> tuple[Reason, ...]:
    """Return the reasons of an event that a program read."""
    words = {
        kind: [piece for piece, part in cut_at_marks(event.quote, marks_of(event)) if part == kind]
        for kind in ("date", "modality")
    }
    found = [Reason(part="Act", found=f'"{trace["trigger"]}"', why="the word that tells it")]
    found += [_side(event, trace, "source"), _side(event, trace, "target")]
    if event.via:
        names = _names(event.via, event.known_at)
        found.append(Reason(part="Through", found=names, why="hosted, carried or mediated it"))
    if trace.get("direction_told") is False:
        why = "the text names two sides but not which of them acted"
        found.append(Reason(part="Direction", found="not told", why=why))
    rule = _rule_words(str(trace.get("date_rule") or "")) or NOT_RECORDED
    told = f'"{words["date"][0]}", {rule}' if words["date"] else rule
    found.append(Reason(part="Date", found=_when(event), why=told))
    found.append(Reason(part="Modality", found=event.modality, why=_decided(trace, words)))
    if trace.get("told_in"):
        why = "the sentence states or asks something and names this act on the way"
        found.append(Reason(part="Told in", found=_named_code(str(trace["told_in"])), why=why))
    found.extend(_chance(trace))
    found.append(_confidence(event, trace))
    reader = str(trace.get("reader") or NOT_RECORDED)
    return (*found, Reason(part="Read by", found=reader, why=""))


def _named_code(code: str) -> str:
    known = acts().get(code)
    return code if known is None else f"{code} {known.name}"


def _side(event: Event, trace: dict[str, Any], side: str) -> Reason:
    actors = event.source if side == "source" else event.target
    part = "Who" if side == "source" else "To whom"
    if not actors:
        return Reason(part=part, found="not told", why="")
    rule = _rule_words(str(trace.get(f"{side}_rule") or trace.get("side_rule") or ""))
    why = rule or f"rule {NOT_RECORDED}"
    if trace.get(f"{side}_at") == []:
        why += "; not named in this sentence, so carried over from the story"
    return Reason(part=part, found=_names(actors, event.known_at), why=why)


def _decided(trace: dict[str, Any], words: dict[str, list[str]]) -> str:
    word = str(trace.get("modality") or "")
    if words["modality"]:
        return f'because of "{words["modality"][0]}"'
    return f"because of {word}" if word else "no word takes it back or puts it off"


def _chance(trace: dict[str, Any]) -> Iterator[Reason]:
    """Yield what makes the chance of an act that only the learned models see."""
    odds = trace.get("odds")
    if isinstance(odds, list) and odds:
        total = sum(float(amount) for _, amount in odds)
        parts = "; ".join(f"{float(amount):+.2f} {words}" for words, amount in odds)
        yield Reason(
            part="Chance",
            found=f"{1 / (1 + math.exp(-total)):.2f}",
            why=f"1 / (1 + exp(-s)), where s is the sum of the log-odds {parts}",
        )


def _confidence(event: Event, trace: dict[str, Any]) -> Reason:
    terms = trace.get("confidence_terms")
    why = f"what it is made of is {NOT_RECORDED}"
    if isinstance(terms, list) and terms:
        why = "; ".join(f"{float(amount):+.2f} {words}" for words, amount in terms)
    return Reason(part="Confidence", found=f"{event.confidence:.2f}", why=why)


def _written(event: Event, trace: dict[str, Any]) -> tuple[Reason, ...]:
    """Return the reasons of an event that a person wrote down or a feed brought."""
    is_case = trace.get("made_by") == "casebook"
    by = "written down by a person from the sources below" if is_case else "as the feed has it"
    found = [
        Reason(part="What", found=event.what, why=by),
        Reason(part="Who", found=_names(event.source, event.known_at) or "not told", why=""),
        Reason(part="To whom", found=_names(event.target, event.known_at) or "not told", why=""),
    ]
    if event.via:
        found.append(Reason(part="Through", found=_names(event.via, event.known_at), why=""))
    found.append(Reason(part="Date", found=_when(event), why=f"known from {event.known_at}"))
    found.append(Reason(part="Modality", found=event.modality, why=""))
    grade = _grade(event.confidence) if is_case else ""
    found.append(Reason(part="Confidence", found=f"{event.confidence:.2f}", why=grade))
    if trace.get("note"):
        found.append(Reason(part="Note", found=str(trace["note"]), why=""))
    if trace.get("row"):
        found.append(Reason(part="Row", found=str(trace["row"]), why=""))
    found.append(Reason(part="Feed", found=event.feed, why=""))
    return tuple(found)


def _grade(confidence: float) -> str:
    """Return the word that a case gives for a confidence; the same three as in its format."""
    words = {0.9: "high", 0.7: "medium", 0.5: "low"}
    return f"graded {words[confidence]} by the person" if confidence in words else ""


def _names(actors: tuple[Actor, ...], day: dt.date) -> str:
    from goodoffices.world import load_world

    world = load_world()
    told = []
    for actor in actors:
        known = actor.id is not None and world.exists(actor.id)
        name = world.name(actor.id, day) if known and actor.id else (actor.id or "")
        parts = [name, actor.role and f"({actor.role})"]
        if actor.name and actor.name != name:
            parts.append(f'as "{actor.name}"' if name else f'"{actor.name}"')
        told.append(" ".join(filter(None, parts)) or "somebody of no state")
    return ", ".join(told)


def _when(event: Event) -> str:
    if event.start is None:
        return "not told"
    if event.end is None:
        return f"from {event.start} on"
    if event.end == event.start:
        return str(event.start)
    exact = "" if event.precision == "unknown" else f", told to the {event.precision}"
    return f"{event.start} to {event.end}{exact}"


@cache
def _table_of_rules() -> dict[str, str]:
    return {row["rule"]: row["words"] for row in rows("rules")}


def _rule_words(rule: str) -> str:
    """Return what a rule of the reader means; a bare word is one that the side stands after."""
    base, _, same = rule.partition(", ")
    if base.endswith("_gov"):
        return f"{_rule_words(base.removesuffix('_gov'))}, and speaks for a government"
    words = _table_of_rules().get(rule) or _table_of_rules().get(base)
    if words is None:
        words = f'stands after "{base}"' if base.isalpha() else rule
    return f"{words}, inside the same state" if same == "same state" else words
