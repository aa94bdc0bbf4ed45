# ruff: noqa: RUF001 - sentences in five languages
"""Rules of the lite reader that hold in all its languages, and texts that mix scripts."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path

import pytest

from goodoffices.reading.article import Article
from goodoffices.reading.lite import LITE_LANGUAGES, LITE_NOTE, LiteReader, open_lite_reader
from goodoffices.reading.lite_dates import find_lite_dates, may_hold_date
from goodoffices.reading.lite_words import load_marks, load_triggers, plain_case, words_of

DAY = dt.date(2022, 3, 10)


@cache
def reader() -> LiteReader:
    return open_lite_reader()


def acts(text: str, language: str) -> list[tuple[set[str], set[str], str]]:
    """Return each act as its sides and root."""
    read = reader().read(Article(name="note", language=language, published=DAY, text=text))
    return [
        ({str(a.id) for a in e.source}, {str(a.id) for a in e.target}, e.code[:2])
        for e in read.events
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The foreign minister of Peru met in Quito with his Ecuadorian colleague."),
        ("fr", "Le ministre péruvien s'est entretenu à Quito avec son homologue équatorien."),
        ("es", "El canciller peruano se reunió en Quito con su colega ecuatoriano."),
        ("ru", "Министр Перу встретился в Кито со своим эквадорским коллегой."),
    ],
)
def test_the_town_of_a_meeting_does_not_swallow_the_colleague(language: str, text: str) -> None:
    ((left, right, root),) = acts(text, language)
    assert (left | right, root) == ({"PER", "ECU"}, "04")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Eritrea condemned the shelling of its villages by Ethiopian troops."),
        ("fr", "L'Érythrée a dénoncé le pillage de ses villages par des soldats éthiopiens."),
        ("es", "Eritrea condenó el saqueo de sus aldeas por soldados etíopes."),
    ],
)
def test_what_others_did_is_held_against_them(language: str, text: str) -> None:
    assert ({"ERI"}, {"ETH"}, "11") in acts(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Niger and Chad signed a truce after months of Qatari mediation."),
        ("fr", "Le Niger et le Tchad ont signé une trêve après des mois de médiation qatarie."),
        ("es", "Níger y Chad firmaron un pacto tras meses de mediación catarí."),
        ("fr", "Sous l'égide du Qatar, le Niger et le Tchad ont signé un accord."),
        ("es", "Bajo los auspicios de Catar, Níger y Chad firmaron un acuerdo."),
        ("en", "The emir of Niger met the envoy of Chad for talks brokered by Qatar."),
    ],
)
def test_who_stands_beside_a_mediation_mediates(language: str, text: str) -> None:
    found = acts(text, language)
    assert ({"QAT"}, {"NER", "TCD"}, "04") in found
    assert not any("QAT" in right for _, right, _ in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ghana recalled its ambassador from Togo for consultations."),
        ("fr", "Le Ghana a rappelé son ambassadeur au Togo pour consultations."),
        ("es", "Ghana retiró a su embajador de Togo para consultas."),
        ("ru", "Гана отозвала посла из Того для консультаций."),
        ("tr", "Gana, Togo büyükelçisini istişareler için geri çağırdı."),
    ],
)
def test_an_envoy_called_home_for_consultations_tells_no_talks(language: str, text: str) -> None:
    assert [root for _, _, root in acts(text, language)] == ["16"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ghana recalled its ambassador after the attack on its mission in Togo."),
        ("fr", "Le Ghana a rappelé son ambassadeur après l'assaut contre sa mission au Togo."),
        ("es", "Ghana retiró a su embajador tras el ataque a su misión en Togo."),
        ("ru", "Гана отозвала посла после нападения на её миссию в Того."),
    ],
)
def test_the_victim_of_an_attack_is_not_its_author(language: str, text: str) -> None:
    assert not any(root in {"18", "19", "20"} for _, _, root in acts(text, language))


def test_a_complaint_is_against_the_state_and_not_the_body_that_hears_it() -> None:
    ((left, right, root),) = acts("Guyana denunció ante la ONU las patrullas de Surinam.", "es")
    assert (left, right, root) == ({"GUY"}, {"SUR"}, "11")
    ((_, heard, _),) = acts("Guyana protestó ante Surinam.", "es")
    assert heard == {"SUR"}


def test_the_town_where_an_envoy_serves_is_not_whom_he_serves() -> None:
    found = acts("Gana, Togo'nun Akra büyükelçisini sınır dışı etti.", "tr")
    assert found == [({"GHA"}, {"TGO"}, "16")]


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_adjectives_of_small_nations_are_names(language: str) -> None:
    text = {
        "fr": "La Gambie a accusé des pêcheurs mauritaniens.",
        "es": "Honduras acusó a los pescadores salvadoreños.",
    }[language]
    ((_, right, root),) = acts(text, language)
    assert (right, root) in [({"MRT"}, "11"), ({"SLV"}, "11")]


@pytest.mark.parametrize("language", LITE_LANGUAGES)
def test_first_words_looked_up_hide_no_cue(language: str) -> None:
    marks = load_marks(language)
    for cue in (*marks.cues, *marks.roles, marks.passive):
        for text in ("ALSO NOT, IF we will", "не если будет", "ne si va", "no si para", "değil"):
            if cue.shape.search(text):
                assert not cue.heads.isdisjoint(words_of(plain_case(text)))


@pytest.mark.parametrize("language", LITE_LANGUAGES)
def test_a_second_word_is_found_whole_and_in_any_case(language: str) -> None:
    needs = [t.need for _, _, t in load_triggers(language) if t.need is not None]
    assert needs
    for need in needs:
        assert need.search("") is None
        first = need.pattern.removeprefix("(?:")[0]
        assert first == plain_case(first)


def test_a_sentence_without_a_date_is_not_searched_and_one_with_a_date_is() -> None:
    for text in ("24 November 2015", "2015-11-24 it fell", "on monday's eve", "in march 2016"):
        low = plain_case(text)
        assert find_lite_dates(text, "en", DAY)
        assert may_hold_date(frozenset(words_of(low)), low, "en")
    assert not may_hold_date(frozenset({"42", "envoys"}), "42 envoys", "en")


@pytest.mark.parametrize("language", LITE_LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "تركيا وروسيا تتفقان. Peru accused Ecuador. اتهمت مصر إثيوبيا.",
        "\u202eRussia accused Turkey\u202c of \u200fكذب\u200e on Monday.",
        "الرئيس محمد ولد الغزواني met Macky Sall of Senegal in نواكشوط.",
        "Россия обвинила Turkey; la France a accusé l'Iran; Türkiye, Rusya'yı suçladı. 土耳其",
        "السفير\u0640\u0640\u0640 " * 500 + "Peru accused Ecuador.",
        "ﷺﷲ שָׁלוֹם Israel and Egypt signed a treaty ١٩٧٩/٣/٢٦ 26.03.1979.",
    ],
)
def test_mixed_scripts_are_read_and_quotes_stay_slices(language: str, text: str) -> None:
    found = reader().read(Article(name="note", language=language, published=DAY, text=text))
    assert found.skipped[0] == LITE_NOTE
    for event in found.events:
        assert event.quote == text[event.quote_start : event.quote_end]
        assert json.loads(event.trace)["reader"].startswith("lite ")


def test_english_among_other_scripts_is_still_read() -> None:
    text = "الرئيس محمد. Peru accused Ecuador of lies. 土耳其 и Россия."
    assert acts(text, "en") == [({"PER"}, {"ECU"}, "11")]


def test_the_table_of_nations_has_each_state_once() -> None:
    from goodoffices.reading import lexicon

    folder = Path(lexicon.__file__).parent
    lines = (folder / "lite_demonyms.csv").read_text(encoding="utf-8").splitlines()[1:]
    ids = [line.split(",")[0] for line in lines]
    assert len(ids) == len(set(ids)) >= 130
