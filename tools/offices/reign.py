"""Effective leaders since 1945 out of REIGN; exact last days and full names from Archigos."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from offices.claims import FIRST_FULL_DAY, Claim, days_between, is_same_name, is_same_person

if TYPE_CHECKING:
    from pathlib import Path

FIRST_DAY = "1945-01-01"
"""Leaders who left office before this day are left out; REIGN begins here."""
GAP_DAYS = 62
"""REIGN gives the month of the end only: a successor within this many days took over directly."""
STATES = dict(
    pair.split()
    for pair in [
        "AAB ATG",
        "ALG DZA",
        "ANG AGO",
        "AUL AUS",
        "AUS AUT",
        "BAH BHS",
        "BAR BRB",
        "BFO BFA",
        "BHM BHS",
        "BNG BGD",
        "BOS BIH",
        "BOT BWA",
        "BHU BTN",
        "BRU BRN",
        "BUI BDI",
        "BUL BGR",
        "CAM KHM",
        "CAO CMR",
        "CAP CPV",
        "CDI CIV",
        "CEN CAF",
        "CHA TCD",
        "CON COG",
        "COS CRI",
        "CRO HRV",
        "CZE CSK",
        "CZR CZE",
        "DEN DNK",
        "DRC COD",
        "DRV VNM",
        "EQG GNQ",
        "ETM TLS",
        "FIJ FJI",
        "FRN FRA",
        "GAM GMB",
        "GDR DDR",
        "GFR DEU",
        "GMY DEU",
        "GRG GEO",
        "GRN GRD",
        "GUA GTM",
        "GUI GIN",
        "HAI HTI",
        "HON HND",
        "ICE ISL",
        "INS IDN",
        "IRE IRL",
        "KOS XKX",
        "KUW KWT",
        "KYR KGZ",
        "KZK KAZ",
        "LAT LVA",
        "LEB LBN",
        "LES LSO",
        "LIB LBY",
        "LIT LTU",
        "MAA MRT",
        "MAC MKD",
        "MAD MDV",
        "MAG MDG",
        "MAL MYS",
        "MAS MUS",
        "MAW MWI",
        "MLD MDA",
        "MNC MCO",
        "MNG MNE",
        "MON MNG",
        "MOR MAR",
        "MSI MHL",
        "MYA MMR",
        "MZM MOZ",
        "NAU NRU",
        "NEP NPL",
        "NEW NZL",
        "NIG NGA",
        "NIR NER",
        "NTH NLD",
        "OMA OMN",
        "PAL PLW",
        "PAR PRY",
        "PHI PHL",
        "POR PRT",
        "ROK KOR",
        "ROM ROU",
        "SAF ZAF",
        "SAL SLV",
        "SEY SYC",
        "SIE SLE",
        "SIN SGP",
        "SKN KNA",
        "SLO SVK",
        "SLU LCA",
        "SLV SVN",
        "SNM SMR",
        "SOL SLB",
        "SPN ESP",
        "SRI LKA",
        "SUD SDN",
        "SVG VCT",
        "SWA SWZ",
        "SWD SWE",
        "SWZ CHE",
        "TAJ TJK",
        "TAZ TZA",
        "THI THA",
        "TOG TGO",
        "TRI TTO",
        "UAE ARE",
        "UKG GBR",
        "URU URY",
        "VAN VUT",
        "YAR YEM",
        "YPR YMD",
        "ZAM ZMB",
        "ZIM ZWE",
    ]
)
"""Correlates of War letters to ISO 3166-1 where they differ."""
LEFT_OUT = {"SNM": "two captains regent at a time"}
"""States of which REIGN's leaders do not fit one office with one holder."""


def read_reign(path: Path, archigos: Path | None, *, last_day: str) -> list[Claim]:
    """Return the effective leaders who were in office in 1945 or later."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = [
            row for row in csv.DictReader(file) if row["leader"] and row["stateabb"] not in LEFT_OUT
        ]
    exact = _read_archigos(archigos) if archigos else {}
    claims: list[Claim] = []
    for state in sorted({row["stateabb"] for row in rows}):
        terms = [row for row in rows if row["stateabb"] == state]
        terms.sort(key=_start)
        for row, after in zip(terms, [*terms[1:], None], strict=True):
            claims += _claims_of(row, after, exact.get(state, []), last_day)
    return claims


def _claims_of(
    row: dict[str, str], after: dict[str, str] | None, exact: list[dict[str, str]], last_day: str
) -> list[Claim]:
    since = _start(row)
    until, source = _until(row, after, exact)
    is_early = bool(until) and until < FIRST_FULL_DAY
    letters = row["stateabb"]
    state = STATES.get(letters, letters)
    note = ""
    if len(until) == len("YYYY-MM"):
        note = "REIGN gives the month of the end only."
    return [
        Claim(
            person=_full_name(row, exact) if is_early else row["leader"].strip(),
            state=_heir(state, since),
            office="leader",
            since=since,
            until=until,
            checked=last_day if not until else "",
            source=source,
            rank=3,
            note=note,
        )
    ]


def _full_name(row: dict[str, str], exact: list[dict[str, str]]) -> str:
    """Return the name in full, which Archigos has as the address of a page on the person."""
    short = re.sub(r",.*|( [A-Z]\.)+$", "", row["leader"].strip())
    for term in exact:
        near = abs(days_between(_start(row), term["startdate"])) <= GAP_DAYS
        if near and is_same_person(short, term["leader"]):
            full = _person_of(term["dbpediauri"])
            if " " in full and is_same_name(short.split()[-1], full):
                return full
    return short


def _person_of(address: str) -> str:
    """Return the name in the address of a page, which a mail filter may have wrapped in another.

    >>> _person_of("https://filter.example/v2/url?u=http-3A__dbpedia.org_resource_Ana-5FLopez&d=B")
    'Ana Lopez'
    """
    wrapped = re.search(r"[?&]u=([^&]*)", address)
    if wrapped:
        address = unquote(wrapped[1].replace("-", "%").replace("_", "/"))
    page = unquote(unquote(address)).rpartition("/")[2].replace("_", " ")
    return re.sub(r" ?\(.*\)|,.*| of [A-Z].*", "", page).strip()


def _heir(state: str, since: str) -> str:
    if state == "RUS" and since < "1991-12-25":
        return "SUN"
    if state == "YUG":
        return "YUG" if since < "2003-02-04" else "SCG" if since < "2006-06-05" else "SRB"
    return state


def _until(
    row: dict[str, str], after: dict[str, str] | None, exact: list[dict[str, str]]
) -> tuple[str, str]:
    if not row["eyear"]:
        return (_start(after), "reign") if after else ("", "reign")
    month = f"{int(row['eyear']):04d}-{int(row['emonth'] or 1):02d}"
    if after and days_between(month, _start(after)) <= GAP_DAYS:
        return _start(after), "reign"
    for term in exact:
        near = abs(days_between(_start(row), term["startdate"])) <= GAP_DAYS
        if near and is_same_person(row["leader"], term["leader"]) and term["enddate"][:7] == month:
            return term["enddate"], "archigos"
    return month, "reign"


def _start(row: dict[str, str]) -> str:
    return f"{int(row['syear']):04d}-{int(row['smonth'] or 1):02d}-{int(row['sdate'] or 1):02d}"


def _read_archigos(path: Path) -> dict[str, list[dict[str, str]]]:
    table: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["enddate"] >= FIRST_DAY:
                table.setdefault(row["idacr"], []).append(row)
    return table
