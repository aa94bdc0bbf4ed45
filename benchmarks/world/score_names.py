"""Score resolvers on hard names: who is meant by these words, that day, with these words around.

Run: python benchmarks/world/score_names.py [TABLE] [--part dev|held-out|all] [--errors]
         [--peers FOLDER]

``hard_names.csv`` beside this file holds the words as printed, the language, the day, words around
them where they decide (our own), and what is right: one actor ("resolved"), several ("ambiguous"),
or none ("unknown"); ``actors`` are ids separated by ";", ``seen`` tells whether the words were seen
on the page named as the source or the page is only a reference for the fact. The table was written
before any resolver ran on it. A third of it, by a hash of the id, is held out: ``--errors`` shows
the other two thirds only.

An answer is right when its kind is right and so are the actor and the role, where one is given;
"ambiguous" must offer every actor listed. Peers know neither days, contexts, roles, organisations
nor "ambiguous"; where several actors are right, silence is not right but not a wrong choice either.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import json
import random
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.world import Resolution, fold, load_world

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).resolve().parent
NAMES = HERE / "hard_names.csv"
PEERS = ("countrynames", "countrynames_fuzzy", "hdx")
N_DRAWS = 1000
N_ROUNDS = 5
HELD_OUT_ONE_IN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One row of the table."""

    id: str
    surface: str
    language: str
    day: dt.date
    context: str
    kind: str
    actors: frozenset[str]
    role: str
    person: str

    @property
    def is_held_out(self) -> bool:
        """Whether the row is in the third that nobody looks at."""
        return is_held_out(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a resolver says about one name."""

    kind: str
    actors: frozenset[str]
    role: str = ""
    person: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """The answers of one resolver, in the order of the names."""

    name: str
    answers: tuple[Answer, ...]
    names_per_second: float
    knows_roles: bool = True


def is_held_out(row_id: str) -> bool:
    """Return whether a row is in the third that nobody looks at."""
    return int(hashlib.sha256(row_id.encode()).hexdigest(), 16) % HELD_OUT_ONE_IN == 0


def read_names(path: Path = NAMES) -> list[Name]:
    """Return the rows of the table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Name(
                id=row["id"],
                surface=row["surface"],
                language=row["language"],
                day=dt.date.fromisoformat(row["day"]),
                context=row["context"],
                kind=row["kind"],
                actors=frozenset(filter(None, row["actors"].split(";"))),
                role=row["role"],
                person=row["person"],
            )
            for row in csv.DictReader(lines)
        ]


def ours(names: Sequence[Name]) -> Arm:
    """Return our answers; the tables are read before the clock starts."""
    world = load_world()

    def ask(name: Name) -> Resolution:
        return world.resolve(name.surface, name.day, name.language, context=name.context)

    answers = tuple(_answer_of(ask(name)) for name in names)
    begin = time.process_time()
    for _ in range(N_ROUNDS):
        for name in names:
            ask(name)
    rate = N_ROUNDS * len(names) / (time.process_time() - begin)
    return Arm(name="goodoffices", answers=answers, names_per_second=rate)


def _answer_of(resolution: Resolution) -> Answer:
    is_one = resolution.kind == "resolved"
    first = resolution.candidates[0] if is_one else None
    return Answer(
        kind=resolution.kind,
        actors=frozenset(str(c.actor.id) for c in resolution.candidates if c.actor.id),
        role=first.actor.role if first else "",
        person=first.person if first else "",
        why=resolution.why,
    )


def peer(name: str, folder: Path, names: Sequence[Name]) -> Arm:
    """Return the answers of a peer that runs in its own environment."""
    command = [str(folder / "python" / "bin" / "python"), str(HERE / "names_worker.py"), name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as job:  # noqa: S603
        if job.stdin is None or job.stdout is None:
            raise RuntimeError(f"{name} has no pipes")
        answers, begin = [], 0.0
        for surface in ("Peru", *(name.surface for name in names)):
            job.stdin.write(json.dumps({"surface": surface}) + "\n")
            job.stdin.flush()
            said = json.loads(job.stdout.readline())
            begin = begin or time.monotonic()  # the first answer waits for the imports
            answers.append(_said(said))
        seconds = time.monotonic() - begin
        job.stdin.close()
    rate = len(names) / seconds
    return Arm(name=name, answers=tuple(answers[1:]), names_per_second=rate, knows_roles=False)


def _said(code: object) -> Answer:
    if isinstance(code, str):
        return Answer(kind="resolved", actors=frozenset({code}))
    why = code["error"] if isinstance(code, dict) else ""
    return Answer(kind="unknown", actors=frozenset(), why=why)


def is_right(name: Name, answer: Answer, *, with_role: bool = True) -> bool:
    """Return whether an answer is right."""
    if answer.kind != name.kind:
        return False
    if name.kind == "ambiguous":
        return name.actors <= answer.actors
    is_role_right = not with_role or name.role in {"", answer.role}
    return name.actors == answer.actors and (name.kind == "unknown" or is_role_right)


def is_person_right(name: Name, answer: Answer) -> bool:
    """Return whether the person named is the right one: one name holds all words of the other."""
    expected, found = (set(fold(p).replace("-", " ").split()) for p in (name.person, answer.person))
    return bool(found) and (expected <= found or found <= expected)


def interval(hits: Sequence[bool]) -> str:
    """Return a share with its 95 % bootstrap interval over names."""
    if not hits:
        return "none"
    chance = random.Random(1)  # noqa: S311 - not for secrets
    draws = sorted(sum(chance.choices(hits, k=len(hits))) / len(hits) for _ in range(N_DRAWS))
    low, high = draws[int(N_DRAWS * 0.025)], draws[int(N_DRAWS * 0.975) - 1]
    return f"{sum(hits) / len(hits):.3f} [{low:.3f}, {high:.3f}]"


def report(names: Sequence[Name], arms: Sequence[Arm]) -> None:
    """Print the tables."""
    print("| resolver | right | one actor where several are right | wrong actor | names/s |")
    print("|---|---|---|---|---|")
    for arm in arms:
        pairs = list(zip(names, arm.answers, strict=True))
        several = [(n, a) for n, a in pairs if n.kind == "ambiguous"]
        chosen = sum(a.kind == "resolved" for _, a in several)
        wrong = sum(a.kind == "resolved" and a.actors != n.actors for n, a in pairs)
        right = interval([is_right(n, a, with_role=arm.knows_roles) for n, a in pairs])
        print(
            f"| {arm.name} | {right} of {len(names)} | {chosen} of {len(several)} | {wrong} "
            f"| {arm.names_per_second:,.0f} |"
        )
    _report_by(names, arms, "language", lambda name: name.language)
    _report_by(names, arms, "kind", _group)
    people = [(n, a) for n, a in zip(names, arms[0].answers, strict=True) if n.person]
    print(
        f"\nright person: {interval([is_person_right(n, a) for n, a in people])} of {len(people)}"
    )


def _group(name: Name) -> str:
    if name.kind != "resolved":
        return name.kind
    if name.person:
        return "resolved: person or office"
    (actor,) = name.actors
    kind = load_world().kind(actor)
    if kind in {"organisation", "de_facto", "former"}:
        return f"resolved: {kind}"
    return "resolved: seat or metonym" if name.role else "resolved: name of a state"


def _report_by(
    names: Sequence[Name], arms: Sequence[Arm], title: str, group_of: Callable[[Name], str]
) -> None:
    print(f"\n| {title} | names | {' | '.join(arm.name for arm in arms)} |")
    print("|---" * (2 + len(arms)) + "|")
    for group in sorted({group_of(name) for name in names}):
        places = [i for i, name in enumerate(names) if group_of(name) == group]
        cells = [
            sum(is_right(names[i], arm.answers[i], with_role=arm.knows_roles) for i in places)
            for arm in arms
        ]
        print(f"| {group} | {len(places)} | {' | '.join(map(str, cells))} |")


def show_errors(names: Sequence[Name], arm: Arm) -> None:
    """Print each wrong answer to names that are not held out."""
    for name, answer in zip(names, arm.answers, strict=True):
        is_person_wrong = bool(name.person) and not is_person_right(name, answer)
        if name.is_held_out or (is_right(name, answer) and not is_person_wrong):
            continue
        print(f"{name.id} {name.language} {name.day} {name.surface!r} ({name.context})")
        print(f"    right: {name.kind} {sorted(name.actors)} {name.role} {name.person}")
        print(
            f"    said:  {answer.kind} {sorted(answer.actors)} {answer.role} {answer.person}"
            f" - {answer.why}"
        )


def main() -> int:
    """Print the tables, and with ``--errors`` what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=("dev", "held-out", "all"), default="dev")
    parser.add_argument("--errors", action="store_true", help="show wrong answers (dev only)")
    parser.add_argument("--peers", type=Path, help="folder made by peers.sh")
    parser.add_argument("table", nargs="?", type=Path, default=NAMES, help="another table")
    options = parser.parse_args()
    names = [
        name
        for name in read_names(options.table)
        if options.part == "all" or name.is_held_out == (options.part == "held-out")
    ]
    arms = [ours(names)]
    if options.peers:
        arms += [peer(name, options.peers, names) for name in PEERS]
    report(names, arms)
    if options.errors:
        show_errors(names, arms[0])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
