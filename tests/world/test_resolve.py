"""What a form of words stands for on a day; ambiguous and unknown are answers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import AmbiguousActor, UnknownActor
from goodoffices.world import LANGUAGES, fold, load_world
from goodoffices.world.folding import lemma_key, stem_keys

WORLD = load_world()
CRISIS = dt.date(2015, 11, 24)

# CLDR's own name for these has two meanings in that language, and the answer says so.
TWO_MEANINGS = {
    "en": {"TCD", "GEO", "GIN", "JOR", "FSM"},
    "es": {"COG"},
    "kk": {"COD"},
}


def answer(surface: str, day: dt.date = CRISIS, **hints: str) -> tuple[str, set[str]]:
    resolution = WORLD.resolve(surface, day, **hints)  # type: ignore[arg-type]
    return resolution.kind, {str(c.actor.id) for c in resolution.candidates}


@pytest.mark.parametrize(
    ("surface", "day", "expected"),
    [
        ("Soviet Union", dt.date(1985, 3, 11), "SUN"),
        ("the USSR", dt.date(1985, 3, 11), "SUN"),
        ("Moscow", dt.date(1985, 3, 11), "SUN"),
        ("Moscow", CRISIS, "RUS"),
        ("Russia", CRISIS, "RUS"),
        ("Russian", CRISIS, "RUS"),
        ("Russia's", CRISIS, "RUS"),
        ("the Kremlin", CRISIS, "RUS"),
        ("Ankara", CRISIS, "TUR"),
        ("Turkey", CRISIS, "TUR"),
        ("TURKEY", CRISIS, "TUR"),
        ("Türkiye", CRISIS, "TUR"),
        ("the Élysée", CRISIS, "FRA"),
        ("Downing Street", CRISIS, "GBR"),
        ("the White House", CRISIS, "USA"),
        ("Foggy Bottom", CRISIS, "USA"),
        ("Aqorda", CRISIS, "KAZ"),
        ("Quai d’Orsay", CRISIS, "FRA"),  # noqa: RUF001
        ("the Blue House", dt.date(2018, 4, 27), "KOR"),
        ("Burma", CRISIS, "MMR"),
        ("Myanmar", CRISIS, "MMR"),
        ("Swaziland", CRISIS, "SWZ"),
        ("Eswatini", CRISIS, "SWZ"),
        ("Macedonia", CRISIS, "MKD"),
        ("Czech Republic", CRISIS, "CZE"),
        ("Ivory Coast", CRISIS, "CIV"),
        ("Cote d'Ivoire", CRISIS, "CIV"),
        ("Cape Verde", CRISIS, "CPV"),
        ("US", CRISIS, "USA"),
        ("U.S.", CRISIS, "USA"),
        ("UK", CRISIS, "GBR"),
        ("Britain", CRISIS, "GBR"),
        ("DPRK", CRISIS, "PRK"),
        ("Niger", CRISIS, "NER"),
        ("Nigeria", CRISIS, "NGA"),
        ("Nigerien", CRISIS, "NER"),
        ("Nigerian", CRISIS, "NGA"),
        ("Guinea-Bissau", CRISIS, "GNB"),
        ("Equatorial Guinea", CRISIS, "GNQ"),
        ("Papua New Guinea", CRISIS, "PNG"),
        ("Ireland", CRISIS, "IRL"),
        ("China", CRISIS, "CHN"),
        ("Taiwan", CRISIS, "TWN"),
        ("Sudan", dt.date(2005, 1, 9), "SDN"),
        ("Sudan", CRISIS, "SDN"),
        ("Yugoslavia", dt.date(1999, 3, 24), "YUG"),
        ("Germany", CRISIS, "DEU"),
        ("Yemen", CRISIS, "YEM"),
        ("Vietnam", CRISIS, "VNM"),
        ("Samoa", CRISIS, "WSM"),
        ("Dominica", CRISIS, "DMA"),
        ("Dominican Republic", CRISIS, "DOM"),
        ("Mali", CRISIS, "MLI"),
        ("Cuba", CRISIS, "CUB"),
        ("Astana", CRISIS, "KAZ"),
        ("Almaty", CRISIS, "KAZ"),
        ("Nur-Sultan", dt.date(2020, 1, 1), "KAZ"),
        ("the Holy See", CRISIS, "VAT"),
        ("the Vatican", CRISIS, "VAT"),
        ("European Union", CRISIS, "EU"),
        ("NATO", CRISIS, "NATO"),
        ("Arab League", CRISIS, "LAS"),
        ("Security Council", CRISIS, "UNSC"),
        ("Turkic Council", CRISIS, "OTS"),
        ("Abkhazia", CRISIS, "XAB"),
    ],
)
def test_a_plain_name_is_one_actor(surface: str, day: dt.date, expected: str) -> None:
    assert answer(surface, day) == ("resolved", {expected})


@pytest.mark.parametrize(
    ("surface", "day", "candidates"),
    [
        ("Georgia", CRISIS, {"GEO"}),
        ("Jordan", CRISIS, {"JOR"}),
        ("Chad", CRISIS, {"TCD"}),
        ("Guinea", CRISIS, {"GIN"}),
        ("Korea", CRISIS, {"KOR", "PRK"}),
        ("Korean", CRISIS, {"KOR", "PRK"}),
        ("Congo", CRISIS, {"COD", "COG"}),
        ("Dominican", CRISIS, {"DMA", "DOM"}),
        ("Macedonia", dt.date(2020, 1, 1), {"MKD"}),
        ("Germany", dt.date(1980, 1, 1), {"DEU", "DDR"}),
        ("Yemen", dt.date(1980, 1, 1), {"YEM", "YMD"}),
        ("Samoa", dt.date(1990, 1, 1), {"WSM", "ASM"}),
        ("Russia", dt.date(1985, 1, 1), {"SUN"}),
    ],
)
def test_words_with_several_meanings_are_ambiguous(
    surface: str, day: dt.date, candidates: set[str]
) -> None:
    assert answer(surface, day) == ("ambiguous", candidates)


def test_an_ambiguous_answer_with_one_actor_names_the_other_meaning() -> None:
    assert "United States" in WORLD.resolve("Georgia", CRISIS).others[0]
    assert "Russian republic" in WORLD.resolve("Russia", dt.date(1985, 1, 1)).others[0]


@pytest.mark.parametrize(
    ("surface", "day"),
    [
        ("turkey", CRISIS),
        ("chad", CRISIS),
        ("china", CRISIS),
        ("us", CRISIS),
        ("who", CRISIS),
        ("Yugoslavia", dt.date(2010, 1, 1)),
        ("Soviet Union", CRISIS),
        ("South Sudan", dt.date(2005, 1, 9)),
        ("the Blue House", dt.date(2023, 1, 1)),
        ("Kurdistan", CRISIS),
        ("Ruritania", CRISIS),
        ("", CRISIS),
        ("  ", CRISIS),
        ("x" * 10_000, CRISIS),
        ("the president", CRISIS),
        ("May", dt.date(2017, 6, 1)),
        ("former President Obama", dt.date(2018, 1, 1)),
        ("Mr Nobodyknows", CRISIS),
    ],
)
def test_what_is_no_actor_on_that_day_is_not_guessed(surface: str, day: dt.date) -> None:
    kind, candidates = answer(surface, day)
    assert kind in {"unknown", "ambiguous"}
    assert candidates == set()


def test_a_name_out_of_its_time_says_when_it_held() -> None:
    assert "until 1991-12-26" in WORLD.resolve("USSR", CRISIS).why
    assert "from 2011-07-09" in WORLD.resolve("South Sudan", dt.date(2005, 1, 9)).why


@pytest.mark.parametrize(
    ("surface", "context", "kind"),
    [
        ("Georgia", "The minister flew from Tbilisi on Monday.", "resolved"),
        ("Georgia", "A court in Atlanta heard the case.", "unknown"),
        ("Georgia", "Nothing helps here.", "ambiguous"),
        ("Jordan", "King Abdullah returned to Amman.", "resolved"),
        ("Congo", "Fighting near Goma displaced thousands.", "resolved"),
        ("Korea", "Seoul and Pyongyang traded words.", "ambiguous"),
    ],
)
def test_the_words_around_may_decide(surface: str, context: str, kind: str) -> None:
    assert answer(surface, context=context)[0] == kind


@pytest.mark.parametrize(
    ("surface", "day", "state", "person"),
    [
        ("Mr Putin", CRISIS, "RUS", "Vladimir Putin"),
        ("Putin", CRISIS, "RUS", "Vladimir Putin"),
        ("Путин", CRISIS, "RUS", "Vladimir Putin"),
        ("President Erdogan", CRISIS, "TUR", "Recep Tayyip Erdoğan"),
        ("President Erdoğan", CRISIS, "TUR", "Recep Tayyip Erdoğan"),
        ("the Turkish president", CRISIS, "TUR", "Recep Tayyip Erdoğan"),
        ("the Turkish president", dt.date(2010, 1, 1), "TUR", "Abdullah Gül"),
        ("the president of Turkey", CRISIS, "TUR", "Recep Tayyip Erdoğan"),
        ("Turkey's president", CRISIS, "TUR", "Recep Tayyip Erdoğan"),
        ("Turkish Prime Minister Ahmet Davutoglu", CRISIS, "TUR", "Ahmet Davutoğlu"),
        ("the Russian foreign minister", CRISIS, "RUS", "Sergey Lavrov"),
        ("Chancellor Merkel", CRISIS, "DEU", "Angela Merkel"),
        ("Mrs May", dt.date(2017, 6, 1), "GBR", "Theresa May"),
        ("King Salman", CRISIS, "SAU", "Salman bin Abdulaziz Al Saud"),
        ("the UN Secretary-General", CRISIS, "UN", "Ban Ki-moon"),
        ("президент России", CRISIS, "RUS", "Vladimir Putin"),
        ("Cumhurbaşkanı Erdoğan", CRISIS, "TUR", "Recep Tayyip Erdoğan"),  # noqa: RUF001
        ("le président russe", CRISIS, "RUS", "Vladimir Putin"),
    ],
)
def test_an_office_or_its_holder_acts_for_the_state(
    surface: str, day: dt.date, state: str, person: str
) -> None:
    resolution = WORLD.resolve(surface, day)
    assert (resolution.kind, resolution.id) == ("resolved", state)
    assert resolution.candidates[0].person == person
    assert resolution.candidates[0].actor.role in {"GOV", "IGO"}


def test_an_office_whose_holder_is_not_known_still_acts_for_the_state() -> None:
    resolution = WORLD.resolve("the Turkish president", dt.date(2100, 1, 1))
    assert resolution.id == "TUR"
    assert resolution.candidates[0].person == ""
    assert "does not say who held it" in resolution.why


def test_a_person_out_of_office_is_unknown_with_the_reason() -> None:
    resolution = WORLD.resolve("Mr Putin", dt.date(1995, 1, 1))
    assert resolution.kind == "unknown"
    assert "Vladimir Putin" in resolution.why


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_member_of_the_united_nations_has_a_name_that_leads_back_to_it(language: str) -> None:
    named = {
        surface.actor_id: surface.text
        for surface in reversed(WORLD.surfaces(language))
        if surface.form == "name" and surface.language == language and surface.source == "cldr"
    }
    members = WORLD.members("UN", dt.date(2025, 1, 1))
    answers = {m: WORLD.resolve(named[m], dt.date(2025, 1, 1), language) for m in members}
    wrong = {member for member, found in answers.items() if found.id != member}
    assert wrong == TWO_MEANINGS.get(language, set())
    for member in wrong:
        assert member in {c.actor.id for c in answers[member].candidates}


@pytest.mark.parametrize(
    ("surface", "language", "expected"),
    [
        ("России", "ru", "RUS"),
        ("Россией", "ru", "RUS"),
        ("Турцией", "ru", "TUR"),
        ("Казахстаном", "ru", "KAZ"),
        ("Соединенных Штатов", "ru", "USA"),
        ("российского", "ru", "RUS"),
        ("Анкары", "ru", "TUR"),
        ("Туреччини", "uk", "TUR"),
        ("Росією", "uk", "RUS"),
        ("Түркияның", "kk", "TUR"),
        ("Ресейдің", "kk", "RUS"),
        ("Rusya'nın", "tr", "RUS"),  # noqa: RUF001
        ("Türkiye’ye", "tr", "TUR"),  # noqa: RUF001
        ("Russlands", "de", "RUS"),
        ("russischen", "de", "RUS"),
        ("turque", "fr", "TUR"),
        ("turcos", "es", "TUR"),
        ("تركيا", "ar", "TUR"),
        ("土耳其", "zh", "TUR"),
    ],
)
def test_inflected_names_of_other_languages_are_found(
    surface: str, language: str, expected: str
) -> None:
    assert WORLD.resolve(surface, CRISIS, language).id == expected


def test_an_exact_spelling_outranks_a_folded_one() -> None:
    # With its vowel marks "Oman" differs from "Amman"; without them it does not.
    assert WORLD.resolve("عُمان", CRISIS, "ar").id == "OMN"
    assert answer("عمان", language="ar") == ("ambiguous", {"OMN", "JOR"})


def test_a_name_that_does_not_bend_is_not_bent() -> None:
    assert lemma_key("Мали", "ru") not in stem_keys("Мало", "ru")


@given(st.text())
def test_resolve_never_raises_on_any_text(surface: str) -> None:
    resolution = WORLD.resolve(surface, CRISIS)
    assert (resolution.kind == "unknown") == (not resolution.candidates)
    assert resolution.why


@given(
    st.lists(
        st.sampled_from(["the", "Turkish", "President", "of", "Putin", "'s", "Mr", "US", "д"])
    ),
    st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1)),
    st.sampled_from([None, *LANGUAGES]),
)
def test_resolve_never_raises_on_words_it_knows(
    words: list[str], day: dt.date, language: str | None
) -> None:
    resolution = WORLD.resolve(" ".join(words), day, language)
    assert all(WORLD.exists(str(c.actor.id)) for c in resolution.candidates)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "typed", ["TUR", "tur", "Turkey", "turkey", " Türkiye ", "Турция", "土耳其"]
)
def test_parse_takes_ids_and_names_in_any_language(typed: str) -> None:
    assert WORLD.parse(typed, CRISIS) == "TUR"


def test_parse_takes_the_state_where_the_other_meaning_is_no_actor() -> None:
    assert WORLD.parse("Georgia", CRISIS) == "GEO"


def test_parse_offers_the_choices_when_there_are_several() -> None:
    with pytest.raises(AmbiguousActor, match="KOR, PRK"):
        WORLD.parse("Korea", CRISIS)


def test_parse_offers_near_names_when_there_is_none() -> None:
    with pytest.raises(UnknownActor, match=r"Kazakhstan \(KAZ\)"):
        WORLD.parse("Kazakstann", CRISIS)


def test_surfaces_hold_names_of_the_language_and_of_office_holders() -> None:
    texts = {surface.text for surface in WORLD.surfaces("en")}
    assert {"Turkey", "Turkish", "Ankara", "Kremlin", "OSCE", "Vladimir Putin"} <= texts
    assert "Турция" not in texts
    assert "Турция" in {surface.text for surface in WORLD.surfaces()}


def test_surfaces_say_when_the_words_alone_do_not_tell() -> None:
    flags = {(s.text, s.actor_id): s.is_ambiguous for s in WORLD.surfaces("en")}
    assert flags["Georgia", "GEO"]
    assert not flags["Russia", "RUS"]
    assert not flags["Germany", "DEU"]
    assert flags["May", "GBR"]
