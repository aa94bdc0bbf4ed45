"""Who "we" and "I" are in words that somebody is quoted with: the state or body he speaks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import children, is_verb
from goodoffices.reading.references import plain_mention
from goodoffices.reading.story import state_ids

if TYPE_CHECKING:
    from goodoffices.reading.parsed import ParsedText
    from goodoffices.reading.story import Mention, Story
    from goodoffices.records import Actor

__all__ = ["first_persons"]

_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my"})
_SPEAKS = frozenset({"say", "tell", "add", "warn", "declare", "state", "insist", "announce",
    "write", "argue", "explain", "stress", "reply", "note", "claim", "remark", "recall", "answer",
    "continue", "conclude", "quote"})  # fmt: skip
_RULING = frozenset({"", "GOV", "MIL", "LEG", "JUD", "IGO"})


def first_persons(doc: ParsedText, found: list[Mention], story: Story) -> list[Mention]:
    """Return "we" and "our" as the one who speaks in this unit, else in its paragraph.

    Words of a private person are nobody's: a trader's "we" acts for no state.
    """
    spoken = [token for token in doc if token.lemma_ in _SPEAKS and is_verb(token)]
    subjects = [noun.i for verb in spoken for noun in children(verb, "nsubj")
                if noun.lower_ not in _FIRST]  # fmt: skip
    if subjects:
        speakers = [m for m in found if m.head in subjects and not m.is_modifier]
        story.voice = _voice(speakers)
        story.voice_at = story.paragraph
    if not story.voice or story.voice_at != story.paragraph:
        return []
    text = doc.text
    if not any(mark in text for mark in '"“”') and subjects:
        return []
    speaker = replace(story.voice[0], name="")
    return [
        plain_mention(doc, token, (speaker,), "pronoun", "words quoted")
        for token in doc
        if token.lower_ in _FIRST and token.tag_ in {"PRP", "PRP$"}
    ]


def _voice(speakers: list[Mention]) -> tuple[Actor, ...]:
    actors = tuple(a for m in speakers for a in m.actors)
    is_one = len(state_ids(actors)) == 1 and all(a.id and a.role in _RULING for a in actors)
    return actors[:1] if is_one else ()
