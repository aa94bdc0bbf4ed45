"""Acts that only the learned models see: what they may tell, and how it is explained."""

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.reading import load_article
from goodoffices.reading.explain import explanation_of
from goodoffices.reading.learned import arrays
from goodoffices.reading.learned.acts import LEAST_CHANCE, pick
from goodoffices.reading.learned.candidates import candidates_of
from goodoffices.reading.learned.choices import Choice
from goodoffices.reading.learned.judge import Judge
from goodoffices.reading.parse import open_model
from goodoffices.reading.scene import Scene
from goodoffices.reading.story import Mention, Story
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from goodoffices.reading import Reader, Reading

TOOLS = Path(__file__).resolve().parents[2] / "tools"
TEXT = """Title: Salt and slate
Published: 2012-06-08

Mozambique on Thursday unlocked a warehouse of Malawian sugar that its customs men had sat \
on since Easter. Lilongwe, which had bankrolled the railway, answered with flowers. Zambian \
envoys had shuttled between the two capitals for a month. The ministers of Malawi and \
Mozambique embraced on the bridge. Tanzanian gunners peppered a Burundian border post on Wednesday.
"""
ROOTS = [f"{n:02d}" for n in range(1, 21)]


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.read(load_article(TEXT.encode(), name="salt.txt"))


def test_words_that_no_table_knows_tell_acts(reading: Reading) -> None:
    learned = [e for e in reading.events if json.loads(e.trace)["row"] == "learned"]
    assert learned
    for event in learned:
        assert sum(amount for _, amount in json.loads(event.trace)["confidence_terms"]) == (
            pytest.approx(event.confidence, abs=0.01)
        )
        assert TEXT.find(event.quote) > 0
        assert any(actor.id for actor in (*event.source, *event.target))


def test_the_chance_is_that_of_its_log_odds_and_large_enough(reading: Reading) -> None:
    traces = [json.loads(event.trace) for event in reading.events]
    for trace in traces:
        if trace["row"] == "learned":
            odds = sum(amount for _, amount in trace["odds"])
            chance = dict(trace["confidence_terms"])["chance by weights learned from marked texts"]
            assert chance >= LEAST_CHANCE
            assert 1 / (1 + math.exp(-odds)) == pytest.approx(chance, abs=0.02)


def test_explain_says_that_the_words_were_learned(reading: Reading) -> None:
    event = next(e for e in reading.events if json.loads(e.trace)["row"] == "learned")
    told = str(explanation_of(event))
    assert "weights learned from marked texts" in told
    assert "log-odds" in told


@pytest.mark.usefixtures("reader")
def test_who_was_named_together_is_remembered_in_that_order() -> None:
    """The order of a set would differ from process to process, and with it what is told."""
    ids = ["PER", "CHL", "BOL", "ARG", "ECU", "COL"]
    actors = tuple(Actor(id=ActorId(one)) for one in ids)
    story = Story()
    story.remember(Mention(start=0, end=8, head=0, actors=actors, form="group", rule="named",
                           text="they all"))  # fmt: skip
    (doc,) = open_model().parse(["Rain fell."])
    scene = Scene(doc=doc, mentions=(), companions={})
    found = candidates_of(scene, story)
    assert [one.actors[0].id for one in found if one.kind == "story"] == ids
    assert [one.traits[0] for one in found if one.kind == "story"][:3] == (
        ["rank 0", "rank 1", "rank 2"]
    )


def test_a_remark_is_not_told_again_as_a_complaint(reader: Reader) -> None:
    text = (
        "Title: Hail\nPublished: 2014-03-02\n\n"
        "Laos voiced its condolences to Nepal over the hail on Sunday.\n"
    )
    events = reader.read(load_article(text.encode(), name="hail.txt")).events
    pairs = [(e.source[0].id, e.target[0].id) for e in events if e.source and e.target]
    assert pairs.count(("LAO", "NPL")) == 1


@pytest.mark.parametrize("words", ["described Sudan as a friend", "called Sudan an ally of old"])
def test_to_be_called_a_friend_is_no_reproach(reader: Reader, words: str) -> None:
    text = f"Title: Hail\nPublished: 2014-03-02\n\nChad {words}.\n"
    events = reader.read(load_article(text.encode(), name="hail.txt")).events
    assert not [event.code for event in events if event.code >= "10"]


def test_arrays_that_the_manifest_does_not_know_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manifest = replace(arrays.acts_manifest(), sha256="0" * 64)
    monkeypatch.setattr(arrays, "acts_manifest", lambda: manifest)
    arrays.load_acts_model.cache_clear()
    with pytest.raises(InputError, match=r"train_acts\.py"):
        arrays.load_acts_model()


choices = st.builds(
    Choice,
    at=st.integers(0, 3),
    source=st.sampled_from(["PER", "CHL", "-"]),
    target=st.sampled_from(["PER", "CHL", "BOL"]),
    root=st.sampled_from(ROOTS[:4]),
    is_mutual=st.booleans(),
    word=st.floats(0, 1),
    side=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    category=st.floats(0, 1),
    share=st.floats(0, 1),
    ranks=st.just((0, 0)),
    behind=st.just((0.0, 0.0, 0.0)),
    kinds=st.just(("mention", "mention")),
    traits=st.just((1.0, 0.0, 0.0)),
)


@pytest.mark.usefixtures("reader")
def test_whom_the_title_names_may_be_meant_before_the_text_names_them() -> None:
    story = Story(titled=("LAO",), shares={"NPL": 0.9, "BTN": 0.1})
    (doc,) = open_model().parse(["Rain fell."])
    found = candidates_of(Scene(doc=doc, mentions=(), companions={}), story)
    told = {one.actors[0].id: one.traits for one in found if one.kind == "story"}
    assert list(told) == ["LAO", "NPL", "BTN"]
    assert "titled 0 1" in told[ActorId("LAO")]
    assert not any(trait.startswith("titled") for trait in told[ActorId("NPL")])


numbers = st.floats(-5, 5, width=32)
networks = st.builds(
    lambda first, shift, last: Judge(
        A=np.array(first, np.float32), a=np.array(shift, np.float32),
        b=np.array(last, np.float32), c=0.25,
    ),
    st.lists(st.lists(numbers, min_size=4, max_size=4), min_size=3, max_size=3),
    st.lists(numbers, min_size=4, max_size=4),
    st.lists(numbers, min_size=4, max_size=4),
)  # fmt: skip


@given(networks, st.lists(numbers, min_size=3, max_size=3))
def test_the_weights_told_of_an_act_make_its_log_odds(judge: Judge, vector: list[float]) -> None:
    (odds,) = judge.log_odds([vector])
    weights, constant = judge.weights(vector)
    told = constant + sum(w * x for w, x in zip(weights, vector, strict=True))
    assert told == pytest.approx(odds, rel=1e-3, abs=1e-2)


@given(st.lists(st.tuples(st.floats(0, 1), choices), max_size=12), st.floats(0, 1))
def test_a_word_tells_one_category_and_a_pair_one_act_of_each(
    scored: list[tuple[float, Choice]], least: float
) -> None:
    kept = pick(scored, least)
    assert all(chance >= least for chance, _ in kept)
    assert [chance for chance, _ in kept] == sorted((c for c, _ in kept), reverse=True)
    roots: dict[int, set[str]] = {}
    for _, one in kept:
        roots.setdefault(one.at, set()).add(one.root)
    assert all(len(some) == 1 for some in roots.values())
    pairs = [(one.source, one.target, one.root) for _, one in kept]
    assert len(pairs) == len(set(pairs))
    if scored and max(chance for chance, _ in scored) >= least:
        assert kept


def test_the_shipped_weights_were_learned_from_the_shipped_prose() -> None:
    files = sorted((TOOLS / "training/prose").glob("*.txt"))
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    assert arrays.acts_manifest().trained_on == digest


def run_prose(*files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOLS / "training/prose.py"), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_all_marked_prose_can_be_read() -> None:
    done = run_prose()
    assert done.returncode == 0, done.stdout + done.stderr
    assert " acts" in done.stdout


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Peru met Chile.", "x.txt:1: a sentence before the first text"),
        ("= 2012-13-01 | T", "x.txt:1: month must be in 1..12"),
        ("= 2012-01-01 | T\n\tPER > CHL 04 | met", "x.txt:2: an act before the first sentence"),
        ("= 2012-01-01 | T\nPeru met Chile.\n\tPER > CHL 21 | met", "x.txt:3: 21 is no root"),
        ("= 2012-01-01 | T\nPeru met Chile.\n\tPER > CHL 04 | meets", "x.txt:3: no 'meets'"),
        ("= 2012-01-01 | T\nPeru met Chile.\n\tPER CHL 04 | met", "x.txt:3: expected TAB"),
        ("= 2012-01-01 | T\nPeru met Chile.\n\tPEX > CHL 04 | met", "no actor has the id PEX"),
    ],
)
def test_a_wrong_mark_is_named_with_its_line(tmp_path: Path, lines: str, told: str) -> None:
    file = tmp_path / "x.txt"
    file.write_text(lines + "\n", encoding="utf-8")
    done = run_prose(file)
    assert done.returncode == 1
    assert told in done.stdout + done.stderr
