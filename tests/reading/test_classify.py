"""Laws of the classifier of act types and of the arrays that ship with it."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.reading.classify import classifier_manifest, classify_type

ROOT = Path(__file__).resolve().parents[2]
TRAINER = ROOT / "tools" / "train_classifier.py"


def _guess(marked: str) -> str:
    """Return the best root of a sentence with its source in {} and its target in []."""
    text = marked.translate(str.maketrans("", "", "{}[]"))
    source = target = None
    if "{" in marked:
        at = marked.index("{") - sum(c in "[]" for c in marked[: marked.index("{")])
        source = (at, at + len(marked[marked.index("{") + 1 : marked.index("}")]))
    if "[" in marked:
        at = marked.index("[") - sum(c in "{}" for c in marked[: marked.index("[")])
        target = (at, at + len(marked[marked.index("[") + 1 : marked.index("]")]))
    return classify_type(text, source, target)[0].category


@pytest.mark.parametrize(
    ("marked", "root"),
    [
        ("{The mayor} asked [the ministry] for more time to rebuild the bridges.", "02"),
        ("{Chile} and [Peru] have agreed to restart rail services in the spring.", "03"),
        ("{The Omani envoy} held two rounds of talks with [the Yemeni side] in Muscat.", "04"),
        ("{The king} thanked [Jordanian doctors] for their work at the border.", "05"),
        ("{Kenya} shared intelligence on the smugglers with [Uganda].", "06"),
        ("{Japan} has sent tents and blankets to [Nepal] after the earthquake.", "07"),
        ("{The junta} freed [two reporters] after nine months in prison.", "08"),
        ("{The attorney general} opened an inquiry into [the shipping company].", "09"),
        ("{Athens} demanded that [Ankara] withdraw its survey ship.", "10"),
        ("{Hanoi} accused [Beijing] of ramming a fishing boat.", "11"),
        ("{The Senate} rejected [the president's] plan for a new dam.", "12"),
        ("{The generals} threatened to bomb [the port].", "13"),
        ("{Thousands of nurses} marched through [the capital] to protest pay cuts.", "14"),
        ("{The army} massed tanks along the border with [Moldova].", "15"),
        ("{Canada} broke off diplomatic relations with [Belarus].", "16"),
        ("{Police} arrested [a student leader] on charges of sedition.", "17"),
        ("{Gunmen} kidnapped [three engineers] near the oil field.", "18"),
        ("{Warplanes} bombed [rebel positions] north of the town.", "19"),
    ],
)
def test_a_plain_sentence_of_each_root_is_told(marked: str, root: str) -> None:
    assert _guess(marked) == root


@pytest.mark.parametrize(
    ("marked", "root"),
    [
        ("{Ghana} sent aid to [Togo] while Benin expelled two diplomats.", "07"),
        ("Ghana sent aid to Togo while {Benin} expelled [two diplomats].", "16"),
    ],
)
def test_the_type_depends_on_the_spans(marked: str, root: str) -> None:
    assert _guess(marked) == root


@pytest.mark.parametrize(
    ("marked", "root"),
    [
        ("{Serbia} lifted the ban on [Bosnian] beef.", "08"),
        ("{Serbia} agreed to lift the ban on [Bosnian] beef.", "03"),
        ("{Serbia} refused to lift the ban on [Bosnian] beef.", "12"),
        ("{Serbia} demanded that [Bosnia] lift the ban on its beef.", "10"),
        ("{Serbia} urged [Bosnia] to lift the ban on its beef.", "02"),
    ],
)
def test_a_promise_or_refusal_of_an_act_is_not_the_act(marked: str, root: str) -> None:
    assert _guess(marked) == root


@given(st.text(max_size=200), st.integers(0, 199), st.integers(1, 40))
def test_any_text_gets_probabilities_that_sum_to_one(text: str, start: int, size: int) -> None:
    span = (start, start + size) if start + size <= len(text) else None
    guesses = classify_type(text, span, None)
    assert abs(sum(guess.probability for guess in guesses) - 1) < 1e-6
    assert [g.probability for g in guesses] == sorted(
        (g.probability for g in guesses), reverse=True
    )


def test_the_answer_can_be_limited_to_some_roots() -> None:
    guesses = classify_type("Police arrested a poet.", (0, 6), None, among={"07", "08"})
    assert {guess.category for guess in guesses} == {"07", "08"}


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(InputError, match="not inside the text"):
        classify_type("Short.", (3, 90), None)


def test_no_known_root_is_refused() -> None:
    with pytest.raises(InputError, match="root category"):
        classify_type("Short.", among={"99"})


def test_the_manifest_is_that_of_the_arrays() -> None:
    folder = files("goodoffices.reading").joinpath("model")
    raw = folder.joinpath("classifier.npz").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == classifier_manifest().sha256
    assert len(raw) < 5_000_000


def test_the_arrays_were_made_from_the_files_at_hand() -> None:
    if importlib.util.find_spec("sklearn") is None:
        pytest.skip("needs tools/requirements-train.txt")
    spec = importlib.util.spec_from_file_location("train_classifier", TRAINER)
    assert spec is not None
    assert spec.loader is not None
    before = list(sys.path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path[:] = before
    assert module.trained_on() == classifier_manifest().trained_on


def test_a_thousand_sentences_take_less_than_two_seconds() -> None:
    text = "On Monday the Peruvian foreign minister accused Chile of breaking the truce, he said."
    classify_type(text, (10, 39), (48, 53))
    start = time.process_time()
    for _ in range(1000):
        classify_type(text, (10, 39), (48, 53))
    assert time.process_time() - start < 2.0
