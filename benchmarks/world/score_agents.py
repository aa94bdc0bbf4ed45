"""Score how the reader places agents such as "the Kenyan army": whose they are and what they are.

Run: python benchmarks/world/score_agents.py [--part dev|held-out|all] [--errors]

``agent_phrases.csv`` beside this file holds phrases of ours, each in a sentence of ours that begins
with it, with the state or organisation (``actor``) and the PLOVER sectors that are right, where the
sector is open to debate several, set apart by ";". It was written before the reader ran on it.
A third, by a hash of the id, is held out: ``--errors`` shows the other two thirds only.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from score_names import interval, is_held_out

from goodoffices.reading import load_article
from goodoffices.reading.reader import EnglishReader
from goodoffices.reading.story import Story
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Sequence

PHRASES = Path(__file__).with_name("agent_phrases.csv")
DAY = dt.date(2024, 5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """One phrase, what is right, and what the reader says."""

    id: str
    phrase: str
    actor: str
    sectors: frozenset[str]
    said_actor: str
    said_sector: str

    @property
    def is_actor_right(self) -> bool:
        """Whether the state or organisation is right."""
        return self.said_actor == self.actor

    @property
    def is_sector_right(self) -> bool:
        """Whether the sector is one of those that are right."""
        return self.said_sector in self.sectors


def read_agents(reader: EnglishReader) -> list[Agent]:
    """Return the phrases with what the reader makes of them."""
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    agents = []
    for row in rows:
        actor, sector = place(reader, row["sentence"], len(row["phrase"]))
        agents.append(
            Agent(
                id=row["id"],
                phrase=row["phrase"],
                actor=row["actor"],
                sectors=frozenset(row["sectors"].split(";")),
                said_actor=actor,
                said_sector=sector,
            )
        )
    return agents


def place(reader: EnglishReader, sentence: str, length: int) -> tuple[str, str]:
    """Return actor and sector of the phrase at the start of a sentence."""
    article = load_article(sentence.encode(), name="phrase", published=DAY)
    for group in reader._parse(article.text):  # noqa: SLF001 - what the reader sees, before acts
        for scene in reader._scenes(group, article, Story()):  # noqa: SLF001
            root = scene.doc.char_span(0, length, alignment_mode="expand").root.i
            inside = [m for m in scene.mentions if m.start < length]
            inside.sort(key=lambda m: (m.head != root, m.is_modifier, m.start))
            if inside:
                actor = inside[0].actors[0]
                return str(actor.id or ""), actor.role
    return "", ""


def report(agents: Sequence[Agent]) -> None:
    """Print the shares."""
    print("| phrases | actor | sector | both |")
    print("|---|---|---|---|")
    hits = (
        [a.is_actor_right for a in agents],
        [a.is_sector_right for a in agents],
        [a.is_actor_right and a.is_sector_right for a in agents],
    )
    print(f"| {len(agents)} | {' | '.join(interval(shares) for shares in hits)} |")


def main() -> int:
    """Print the table, and with ``--errors`` what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=("dev", "held-out", "all"), default="dev")
    parser.add_argument("--errors", action="store_true", help="show wrong answers (dev only)")
    options = parser.parse_args()
    agents = [
        agent
        for agent in read_agents(EnglishReader(load_world()))
        if options.part == "all" or is_held_out(agent.id) == (options.part == "held-out")
    ]
    report(agents)
    for agent in agents if options.errors else ():
        if is_held_out(agent.id) or (agent.is_actor_right and agent.is_sector_right):
            continue
        right = f"{agent.actor} {'/'.join(sorted(agent.sectors))}"
        print(f"{agent.id} {agent.phrase!r}: {agent.said_actor} {agent.said_sector}, not {right}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
