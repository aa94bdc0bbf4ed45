# ruff: noqa: RUF001 - sentences in five languages
"""The lite reader: word lists and the order of words in five languages."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.ontology import act
from goodoffices.reading.article import Article
from goodoffices.reading.lexicon import rows
from goodoffices.reading.lite import LITE_LANGUAGES, LITE_NOTE, LiteReader, open_lite_reader
from goodoffices.reading.lite_words import load_triggers

DAY = dt.date(2016, 7, 5)

# The gold was written with the sentence, before the reader saw it: source, target, root.
SENTENCES = [
    ("en", "Russia accused Turkey of supporting militants.", "RUS", "TUR", "11"),
    ("en", "Turkey was criticised by Russia.", "RUS", "TUR", "11"),
    ("en", "Egypt recalled its ambassador from Turkey.", "EGY", "TUR", "16"),
    ("en", "Moscow imposed sanctions on Ankara.", "RUS", "TUR", "16"),
    ("en", "Russia lifted the ban on charter flights to Turkey.", "RUS", "TUR", "08"),
    ("en", "Kazakhstan mediated between Russia and Turkey.", "KAZ", "RUS TUR", "04"),
    ("en", "The presidents of Peru and Ecuador held talks in Lima.", "PER", "ECU", "04"),
    ("en", "The Turkish air force shot down a Russian bomber.", "TUR", "RUS", "19"),
    ("en", "France delivered humanitarian aid to Lebanon.", "FRA", "LBN", "07"),
    ("en", "Eritrea and Ethiopia signed a peace agreement.", "ERI", "ETH", "05"),
    ("en", "Saudi Arabia severed diplomatic relations with Iran.", "SAU", "IRN", "16"),
    ("en", "Norway offered mediation between Colombia and Venezuela.", "NOR", "COL VEN", "03"),
    ("fr", "La Russie a accusé la Turquie de soutenir le terrorisme.", "RUS", "TUR", "11"),
    ("fr", "La Turquie a été condamnée par la France.", "FRA", "TUR", "11"),
    ("fr", "L’Égypte a rappelé son ambassadeur en Turquie.", "EGY", "TUR", "16"),
    ("fr", "La Russie a imposé des sanctions contre la Turquie.", "RUS", "TUR", "16"),
    ("fr", "L'Algérie a rompu ses relations diplomatiques avec le Maroc.", "DZA", "MAR", "16"),
    ("fr", "Le Kazakhstan a servi de médiateur entre la Russie et la Turquie.",
     "KAZ", "RUS TUR", "04"),
    ("fr", "Le président turc et le président russe se sont entretenus par téléphone.",
     "TUR", "RUS", "04"),
    ("fr", "La France a envoyé une aide humanitaire au Liban.", "FRA", "LBN", "07"),
    ("fr", "Le Sénégal et le Tchad ont signé un accord.", "SEN", "TCD", "05"),
    ("fr", "La Russie a levé les restrictions contre la Turquie.", "RUS", "TUR", "08"),
    ("es", "Rusia acusó a Turquía de apoyar a los militantes.", "RUS", "TUR", "11"),
    ("es", "Turquía fue criticada por Rusia.", "RUS", "TUR", "11"),
    ("es", "Kazajistán medió entre Rusia y Turquía.", "KAZ", "RUS TUR", "04"),
    ("es", "Rusia impuso sanciones contra Turquía.", "RUS", "TUR", "16"),
    ("es", "Rusia levantó la prohibición de vuelos a Turquía.", "RUS", "TUR", "08"),
    ("es", "Egipto retiró a su embajador de Turquía.", "EGY", "TUR", "16"),
    ("es", "Los presidentes de Perú y Ecuador se reunieron en Lima.", "PER", "ECU", "04"),
    ("es", "Colombia rompió relaciones diplomáticas con Venezuela.", "COL", "VEN", "16"),
    ("es", "España envió ayuda humanitaria a Líbano.", "ESP", "LBN", "07"),
    ("es", "Argentina y Chile firmaron un tratado de paz.", "ARG", "CHL", "05"),
    ("ru", "Россия обвинила Турцию в поддержке боевиков.", "RUS", "TUR", "11"),
    ("ru", "Турция была осуждена Россией.", "RUS", "TUR", "11"),
    ("ru", "Турцию осудила Россия.", "RUS", "TUR", "11"),
    ("ru", "Казахстан выступил посредником между Россией и Турцией.", "KAZ", "RUS TUR", "04"),
    ("ru", "Президенты России и Турции поговорили по телефону.", "RUS", "TUR", "04"),
    ("ru", "Россия ввела санкции против Турции.", "RUS", "TUR", "16"),
    ("ru", "Египет отозвал посла из Турции.", "EGY", "TUR", "16"),
    ("ru", "Президент Путин обвинил Эрдогана в лицемерии.", "RUS", "TUR", "11"),
    ("ru", "Анкара принесла извинения Москве.", "TUR", "RUS", "05"),
    ("ru", "Россия сняла запрет на чартерные рейсы в Турцию.", "RUS", "TUR", "08"),
    ("ru", "Армения и Азербайджан подписали соглашение.", "ARM", "AZE", "05"),
    ("tr", "Rusya, Türkiye'yi militanlara destek vermekle suçladı.", "RUS", "TUR", "11"),
    ("tr", "Türkiye, Rusya tarafından eleştirildi.", "RUS", "TUR", "11"),
    ("tr", "Kazakistan, Rusya ile Türkiye arasında arabuluculuk yaptı.", "KAZ", "RUS TUR", "04"),
    ("tr", "Cumhurbaşkanı Erdoğan, Rusya Devlet Başkanı Putin'le telefonda görüştü.",
     "TUR", "RUS", "04"),
    ("tr", "Rusya, Türkiye'ye yaptırım uyguladı.", "RUS", "TUR", "16"),
    ("tr", "Mısır, Türkiye'deki büyükelçisini geri çağırdı.", "EGY", "TUR", "16"),
    ("tr", "Türk jetleri Rus uçağını düşürdü.", "TUR", "RUS", "19"),
    ("tr", "Azerbaycan ve Ermenistan anlaşma imzaladı.", "AZE", "ARM", "05"),
    ("tr", "Fransa, Lübnan'a insani yardım gönderdi.", "FRA", "LBN", "07"),
    ("tr", "Türkiye, Rusya'dan özür diledi.", "TUR", "RUS", "05"),
]  # fmt: skip


@pytest.fixture
def reader() -> LiteReader:
    return kept_reader()


SCRAPS = (
    *("Russia", "Turkey", "accused", "criticised by", "between", "and the", ",", ".", "met"),
    *("talks", "sanctions on", "against", "31 February", "not", "will", "if", "31.02.2016"),
    *("İstanbul", "Türkiye'ye", "suçladı", "Россия", "обвинила", "Турцию", "\n\n", "’", "a été"),
)


@cache
def kept_reader() -> LiteReader:
    return open_lite_reader()


def article(text: str, language: str = "en", day: dt.date = DAY) -> Article:
    return Article(name="note.txt", language=language, published=day, text=text)


@pytest.mark.parametrize(("language", "text", "source", "target", "root"), SENTENCES)
def test_a_plain_sentence_gives_its_act(
    reader: LiteReader, language: str, text: str, source: str, target: str, root: str
) -> None:
    (event,) = reader.read(article(text, language)).events
    sides = {a.id for a in event.source}, {a.id for a in event.target}
    wanted = {source}, set(target.split())
    assert sides == wanted or (event.is_reciprocal and sides == wanted[::-1])
    assert event.code[:2] == root
    assert event.modality == "actual"
    assert event.quote == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Iran has not attacked Iraq."),
        ("fr", "La France n'a pas attaqué l'Espagne."),
        ("es", "Francia no atacó a España."),
        ("ru", "Россия не атаковала Турцию."),
        ("tr", "Türkiye, Rusya'ya saldırmadı."),
    ],
)
def test_what_did_not_happen_is_negated(reader: LiteReader, language: str, text: str) -> None:
    (event,) = reader.read(article(text, language)).events
    assert event.modality == "negated"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Turkey and Russia will hold talks next week."),
        ("fr", "La Turquie et la Russie vont signer; elles se rencontreront à Paris."),
        ("es", "Los presidentes de Rusia y Turquía se reunirán en Lima."),
        ("ru", "Президенты России и Турции встретятся в Сочи."),
        ("tr", "Erdoğan ve Putin bir araya gelecek."),
    ],
)
def test_talks_to_come_are_expected_or_told_as_intent(
    reader: LiteReader, language: str, text: str
) -> None:
    events = reader.read(article(text, language)).events
    assert [event.code for event in events] in ([], ["036"])


def test_what_is_only_thought_of_is_left_out_with_a_note(reader: LiteReader) -> None:
    reading = reader.read(article("If Russia attacked Turkey, prices would rise."))
    assert reading.events == ()
    assert any("only thought of" in note for note in reading.skipped)


@pytest.mark.parametrize(
    ("language", "text", "day", "precision"),
    [
        ("en", "Russia accused Turkey on 27 June.", "2016-06-27", "day"),
        ("en", "Russia accused Turkey on Monday.", "2016-07-04", "day"),
        ("fr", "La Russie a accusé la Turquie le 24 novembre 2015.", "2015-11-24", "day"),
        ("es", "Rusia acusó a Turquía ayer.", "2016-07-04", "day"),
        ("ru", "В ноябре 2015 года Россия обвинила Турцию.", "2015-11-01", "month"),
        ("tr", "Rusya 24 Kasım 2015'te Türkiye'yi suçladı.", "2015-11-24", "day"),
    ],
)
def test_plain_dates_are_read_in_each_language(
    reader: LiteReader, language: str, text: str, day: str, precision: str
) -> None:
    (event,) = reader.read(article(text, language)).events
    assert (str(event.start), event.precision) == (day, precision)


def test_without_a_date_the_precision_is_unknown_and_the_confidence_lower(
    reader: LiteReader,
) -> None:
    (told,) = reader.read(article("Russia accused Turkey of lies on Monday.")).events
    (untold,) = reader.read(article("Russia accused Turkey of lies.")).events
    assert (untold.precision, str(untold.end)) == ("unknown", "2016-07-05")
    assert untold.confidence < told.confidence <= 0.5


def test_every_reading_says_that_it_is_the_lite_reader(reader: LiteReader) -> None:
    reading = reader.read(article("Russia accused Turkey of lies."))
    assert reader.name == "lite"
    assert reading.skipped[0] == LITE_NOTE
    assert json.loads(reading.events[0].trace)["reader"].startswith("lite ")


@pytest.mark.parametrize(
    ("language", "name"),
    [("kk", "Kazakh"), ("uk", "Ukrainian"), ("ar", "Arabic"), ("de", "German"), ("zh", "Chinese")],
)
def test_a_language_without_trigger_words_is_refused_by_name(
    reader: LiteReader, language: str, name: str
) -> None:
    with pytest.raises(InputError, match=rf"{name}; the lite reader reads English, Spanish"):
        reader.read(article("abc", language))


def test_a_name_counts_only_while_it_was_valid(reader: LiteReader) -> None:
    text = "Президент Назарбаев обвинил Турцию."
    (event,) = reader.read(article(text, "ru")).events
    assert [a.id for a in event.source] == ["KAZ"]
    assert reader.read(article(text, "ru", dt.date(2026, 1, 1))).events == ()


def test_half_a_word_at_the_edge_of_sight_is_no_cue(reader: LiteReader) -> None:
    for width in range(15, 30):
        text = f"Peru, whose border is a knot {'x' * width} accused Ecuador."
        (event,) = reader.read(article(text)).events
        assert event.modality == "actual"


def test_a_day_with_an_ending_of_its_own_is_read(reader: LiteReader) -> None:
    (event,) = reader.read(article("Peru accused Ecuador of lies in Monday's session.")).events
    assert (str(event.start), event.precision) == ("2016-07-04", "day")


def test_the_same_act_told_twice_is_one_event(reader: LiteReader) -> None:
    text = "Russia accused Turkey of lies. On Monday Russia accused Turkey of lies."
    assert len(reader.read(article(text)).events) == 1


def test_same_text_same_ids(reader: LiteReader) -> None:
    text = article("Russia accused Turkey of lies.")
    assert reader.read(text) == open_lite_reader().read(text)


@pytest.mark.parametrize("language", LITE_LANGUAGES)
def test_each_word_list_has_every_root_and_only_codes_that_exist(language: str) -> None:
    table = rows(f"lite_{language}")
    forms = {word for row in table for word in row["words"].split("|")}
    assert len(forms) >= 150
    assert {act(row["code"]).root for row in table} == {f"{n:02}" for n in range(1, 21)}
    assert all(row["sides"] in {">", "<>", "~"} and row["kind"] in {"v", "n"} for row in table)
    assert len(load_triggers(language)) >= 150


@pytest.mark.parametrize("language", LITE_LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "Russia " * 20_000,
        "a" * 300_000,
        "((((\"'“„«" * 5_000,
        "Rusya, Türkiye'" * 8_000,
        "RUSSIA ACCUSED TURKEY",
        "Россия и " * 20_000 + "обвинила",
        "\n \n \n" * 20_000,
        "تركيا وروسيا 土耳其 אבג",
    ],
)
def test_hostile_text_neither_breaks_nor_hangs(
    reader: LiteReader, language: str, text: str
) -> None:
    reader.read(article(text, language))


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(SCRAPS) | st.text(max_size=6),
        max_size=40,
    ),
    language=st.sampled_from(LITE_LANGUAGES),
)
def test_whatever_comes_in_quotes_are_slices_and_sides_differ(
    words: list[str], language: str
) -> None:
    text = " ".join(words)
    for event in kept_reader().read(article(text, language)).events:
        assert event.quote == text[event.quote_start : event.quote_end]
        assert not {a.id for a in event.source} & {a.id for a in event.target}
        assert event.start is not None
        assert event.end is not None
        assert event.start <= event.end


def test_no_model_is_imported() -> None:
    code = (
        "import sys, datetime as dt\n"
        "from goodoffices.reading.article import Article\n"
        "from goodoffices.reading.lite import open_lite_reader\n"
        "a = Article(name='n', published=dt.date(2016, 7, 5), text='Russia accused Turkey.')\n"
        "assert len(open_lite_reader().read(a).events) == 1\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in {'spacy', 'thinc', 'numpy'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
