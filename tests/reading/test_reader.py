from __future__ import annotations

import datetime as dt
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.errors import InputError, MissingExtra
from goodoffices.reading import load_article, open_reader, render_dry_run
from goodoffices.reading import parse as parse_module

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reader, Reading
    from goodoffices.records import Event

    Read = Callable[..., Reading]

HERE = Path(__file__).parent
BENCH = HERE.parents[1] / "benchmarks" / "reading"
PLAIN = "Turkey Russia the Turkish attacked sanctions between and by on Monday president his"
WORDS = [
    *PLAIN.split(),
    *"both sides talks Georgia were imposed of 45 killed . , ! ( )".split(),  # noqa: SIM905
    *('"', "'", "\u2013", "\u2014", "\u201c", "\u200b", "\n\n"),
]
ESSAY = HERE.parents[2] / "shared" / "data" / "seed"


def line(event: Event) -> str:
    left = "+".join(a.id or "-" for a in event.source)
    right = "+".join(a.id or "-" for a in event.target)
    sign = "=" if event.is_reciprocal else ">"
    manner = "" if event.modality == "actual" else f" {event.modality}"
    return f"{left}{sign}{right} {event.code}{manner}"


def lines(reading: Reading) -> list[str]:
    return [line(event) for event in reading.events]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru recalled its ambassador from Chile on Tuesday.", ["PER>CHL 161"]),
        ("The Kenyan embassy in Mogadishu was closed by Somalia.", ["SOM>KEN 161"]),
        ("Sanctions were imposed on Belarus by the European Union.", ["EU>BLR 163"]),
        ("India lifted the ban on imports from Pakistan on Friday.", ["IND>PAK 085"]),
        ("The bombing of Syrian army positions by Israel angered nobody.", ["ISR>SYR 190"]),
        ("Norway helped broker talks between Colombia and Venezuela.", ["NOR>COL+VEN 045"]),
        ("Switzerland mediated between Iran and Saudi Arabia.", ["CHE>IRN+SAU 045"]),
        ("Qatar has offered to mediate between Chad and Sudan.", ["QAT>TCD+SDN 039"]),
        ("Brazil did not recall its ambassador from Bolivia.", ["BRA>BOL 161 negated"]),
        ("Poland will reopen its embassy in Libya next month.", ["POL>LBY 050 expected"]),
        ("Algeria hopes that Morocco will apologise to Spain.", []),
        ("If Egypt attacks Ethiopia, Sudan may close its border with Egypt.", []),
        ("Did Greece threaten Albania?", []),
        ("Cuba and Mexico signed a trade agreement on Monday.", ["CUB=MEX 057"]),
        ("The foreign ministers of Serbia and Croatia met on Monday.", ["SRB=HRV 040"]),
        ("Vietnam's prime minister visited Laos on Monday.", ["VNM>LAO 042"]),
        ("China accused Japan of violating the accord.", ["CHN>JPN 112"]),
    ],
)
def test_who_did_what_to_whom(read_sure: Read, text: str, expected: list[str]) -> None:
    assert lines(read_sure(text)) == expected


@pytest.mark.model
def test_both_sides_are_the_two_of_the_story(read: Read) -> None:
    found = lines(read("India and Pakistan clashed on Monday. Iran urged both sides to stop."))
    assert found == ["IND=PAK 190", "IRN>IND+PAK 025"]


@pytest.mark.model
def test_a_counterpart_is_somebody_of_the_nation_beside_it(read: Read) -> None:
    reading = read("The Polish president phoned his Slovak counterpart on Monday.")
    assert lines(reading) == ["POL>SVK 041"]
    assert reading.events[0].target[0].role == "GOV"


@pytest.mark.model
def test_sanctions_without_an_author_name_the_pair_in_focus_and_no_direction(read: Read) -> None:
    reading = read("The quarrel between Peru and Chile is over. Sanctions have been lifted.")
    assert lines(reading) == ["CHL=PER 085"]
    assert json.loads(reading.events[0].trace)["direction_told"] is False


@pytest.mark.model
def test_an_act_told_twice_is_one_event(read: Read) -> None:
    text = (
        "Greece expelled two Turkish diplomats on Monday. Athens, which expelled the diplomats on "
        "Monday, gave no reason."
    )
    assert lines(read(text)) == ["GRC>TUR 161"]


@pytest.mark.model
def test_military_of_a_nation_has_the_role_of_military(read: Read) -> None:
    (event,) = read("The Turkish air force shot down a Syrian helicopter on Monday.").events
    assert (event.source[0].role, event.target[0].role) == ("MIL", "MIL")
    assert event.code == "195"


@pytest.mark.model
def test_the_day_of_the_act_comes_from_its_own_words(read: Read) -> None:
    (event,) = read("Peru bombed Ecuador on 26 January 1995.", "1995-02-01").events
    assert (event.start, event.end, event.precision) == (
        dt.date(1995, 1, 26),
        dt.date(1995, 1, 26),
        "day",
    )
    assert event.known_at == dt.date(1995, 2, 1)


@pytest.mark.model
def test_no_act_is_dated_after_the_report_unless_it_is_expected(read: Read) -> None:
    reading = read("Peru attacked Chile on Friday. Bolivia met Chile a day after the attack.")
    for event in reading.events:
        assert event.modality == "expected" or (event.end or event.known_at) <= event.known_at


@pytest.mark.model
def test_the_dead_are_counted(read: Read) -> None:
    (event,) = read("Militants attacked a market in Kabul on Monday, killing 12 people.").events
    assert (event.n_dead, event.n_injured) == (12, None)


@pytest.mark.model
def test_every_quote_is_a_slice_of_the_text(reader: Reader) -> None:
    for path in sorted((HERE / "texts").glob("*.txt")):
        article = load_article(path.read_bytes(), name=path.name)
        reading = reader.read(article)
        assert reading.events
        for one in (*reading.events, *reading.statements):
            assert article.text[one.quote_start : one.quote_end] == one.quote


@pytest.mark.model
def test_the_same_text_gives_the_same_ids(read: Read) -> None:
    text = "Peru recalled its ambassador from Chile on Tuesday."
    assert [e.id for e in read(text).events] == [e.id for e in read(text).events]


@pytest.mark.model
def test_friends_and_their_reasons_are_statements_and_no_events(read: Read) -> None:
    reading = read("Oman is a close friend of Iran. It shares a common history with Iran.")
    assert reading.events == ()
    assert [s.kind for s in reading.statements] == ["friendship", "culture_history"]


@pytest.mark.model
def test_other_languages_are_refused_with_their_name(reader: Reader) -> None:
    article = load_article(
        "Президент России прибыл в Анкару на переговоры.".encode(),
        name="n.txt",
        published=dt.date(2016, 8, 9),
    )
    with pytest.raises(InputError, match="Russian"):
        reader.read(article)


def test_without_a_model_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_module, "_MODELS", ("no_such_model",))
    parse_module.open_model.cache_clear()
    with pytest.raises(MissingExtra, match=r"pip install goodoffices\[en\]"):
        open_reader(kind="english")
    parse_module.open_model.cache_clear()


@pytest.mark.model
def test_the_dry_run_shows_each_event_under_its_sentence(reader: Reader) -> None:
    from rich.console import Console

    article = load_article(
        b"Peru recalled its ambassador from Chile on Tuesday. It rained.",
        name="n.txt",
        published=dt.date(2012, 5, 16),
    )
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(render_dry_run(article, reader.read(article)))
    shown = console.export_text()
    assert "Peru recalled" in shown
    assert "> 161 Peru -> Chile" in shown
    assert "It rained." in shown


@pytest.mark.model
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(
            st.sampled_from(WORDS),
            st.text(max_size=8),
        ),
        max_size=60,
    )
)
def test_any_text_is_read_or_refused_and_quotes_stay_in_place(
    reader: Reader, words: list[str]
) -> None:
    try:
        article = load_article(" ".join(words).encode("utf-8", "ignore"), name="x",
                               published=dt.date(2016, 7, 5))  # fmt: skip
        reading = reader.read(article)
    except InputError:
        return
    for one in (*reading.events, *reading.statements):
        assert article.text[one.quote_start : one.quote_end] == one.quote


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "n_found", "n_wrong"),
    [("andes_2008", 18, 3), ("gulf_2016", 16, 2), ("horn_2018", 17, 3)],
)
def test_own_texts_are_read_no_worse_than_before(
    reader: Reader, name: str, n_found: int, n_wrong: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    from scoring import read_gold, score

    path = HERE / "texts" / f"{name}.txt"
    reading = reader.read(load_article(path.read_bytes(), name=path.name))
    result = score(reading.events, read_gold(path.with_suffix(".gold.csv")))
    assert len(result.found) >= n_found
    assert len(result.wrong) <= n_wrong


@pytest.mark.model
@pytest.mark.skipif(not ESSAY.is_dir(), reason="the founding essay lies outside the repository")
def test_the_founding_essay_is_read(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    from scoring import read_gold, score

    (path,) = sorted(ESSAY.glob("*.txt"))
    article = load_article(path.read_bytes(), name=path.name, published=dt.date(2016, 7, 5))
    assert "sign up" not in article.text.lower()
    result = score(reader.read(article).events, read_gold(BENCH / "essay_gold.csv"))
    assert len(result.found) >= 25
    assert result.precision >= 0.9


def test_the_package_does_not_load_the_parser_before_it_is_needed() -> None:
    import subprocess

    code = "import sys, goodoffices.reading; print('spacy' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


def test_a_title_and_first_name_are_not_the_late_bearer_of_both(read: Read) -> None:
    text = "King Abdullah of Jordan met President Vladimir Putin in Sochi on Tuesday."
    assert not any("SAU" in line for line in lines(read(text, published="2015-11-24")))
