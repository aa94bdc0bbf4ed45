from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import UnknownCode
from goodoffices.ontology import EDITIONS, GROUPS, act, acts, group, is_mediation, parent, plover

ANY_CODE = st.sampled_from(sorted(acts()))


def test_the_codebook_is_whole() -> None:
    assert len(acts()) == 313
    assert {found.root for found in acts().values()} == {f"{n:02d}" for n in range(1, 21)}


def test_leading_zeros_are_kept() -> None:
    assert act("0254").name == "Appeal for easing of economic sanctions, boycott, or embargo"


@pytest.mark.parametrize(
    ("code", "goldstein", "quad", "expected"),
    [
        ("010", 0.0, "neutral", "comment"),
        ("036", 4.0, "verbal_cooperation", "talks"),
        ("041", 1.0, "verbal_cooperation", "talks"),
        ("045", 5.0, "verbal_cooperation", "mediation"),
        ("055", 7.0, "verbal_cooperation", "regret"),
        ("0841", 7.0, "material_cooperation", "easing"),
        ("0871", 9.0, "material_cooperation", "deescalation"),
        ("125", -5.0, "verbal_conflict", "refusal"),
        ("161", -4.0, "material_conflict", "rupture"),
        ("163", -8.0, "material_conflict", "sanctions"),
        ("172", -5.0, "material_conflict", "sanctions"),
        ("174", -5.0, "material_conflict", "coercion"),
        ("195", -10.0, "material_conflict", "force"),
    ],
)
def test_an_act_knows_its_scale_and_group(
    code: str, goldstein: float, quad: str, expected: str
) -> None:
    found = act(code)
    assert (found.goldstein, found.quad, found.group) == (goldstein, quad, expected)


def test_an_unknown_code_names_its_nearest_parent() -> None:
    with pytest.raises(UnknownCode, match=r"'0259' is no CAMEO code; did you mean '025'"):
        act("0259")


@pytest.mark.parametrize("text", ["", "9", "163 ", "SANCTION", "99"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(UnknownCode):
        act(text)


@given(ANY_CODE)
def test_each_code_has_a_group_that_is_described(code: str) -> None:
    assert act(code).group in GROUPS
    assert group(act(code).group).description


@given(ANY_CODE)
def test_the_tone_of_a_group_never_contradicts_the_goldstein_value(code: str) -> None:
    found = act(code)
    tone = group(found.group).tone
    # Appeals for political change (024, 025) are mildly negative on the scale, yet are appeals.
    if found.group != "appeal":
        assert tone * found.goldstein >= 0


@given(ANY_CODE)
def test_a_parent_is_a_shorter_existing_beginning(code: str) -> None:
    above = parent(code)
    if above is not None:
        assert code.startswith(above)
        assert len(above) < len(code)


@given(ANY_CODE, st.sampled_from(EDITIONS))
def test_every_detailed_code_from_03_on_has_a_plover_category(code: str, edition: str) -> None:
    found = plover(code, "2016" if edition == "2016" else "2021")
    has_category = found.category is not None
    assert has_category == (len(code) > 2 and code[:2] not in {"01", "02"})


def test_both_editions_of_the_sanctions_code_are_kept() -> None:
    assert plover("163", "2016").category == "SANCTION"
    assert plover("163", "2021").category == "COERCE"


def test_an_investigation_moved_to_accuse_in_2021() -> None:
    assert plover("091", "2016").category == "INVESTIGATE"
    assert plover("091", "2021").category == "ACCUSE"
    assert plover("091", "2021").contexts == ("crime", "corruption")


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(UnknownCode, match="2016"):
        plover("163", "1999")  # type: ignore[arg-type]


def test_mediation_covers_offer_acceptance_and_the_act() -> None:
    assert [code for code in sorted(acts()) if is_mediation(code)] == [
        "027",
        "028",
        "038",
        "039",
        "045",
    ]


def test_the_groups_in_the_table_are_the_groups_in_the_code() -> None:
    text = files("goodoffices.ontology").joinpath("groups.csv").read_text(encoding="utf-8")
    assert tuple(row["group"] for row in csv.DictReader(text.splitlines())) == GROUPS


def test_an_unknown_group_lists_the_groups() -> None:
    with pytest.raises(UnknownCode, match="war_of_words"):
        group("quarrel")
