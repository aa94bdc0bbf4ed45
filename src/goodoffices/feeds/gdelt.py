"""GDELT events: slots of 15 minutes (v2, 61 columns, with mentions) and days (v1, 57 or 58).

Layout: the codebooks "GDELT Event Database Data Format Codebook" 1.03 (2013) and 2.0 (2015). Files
are tab-separated without header and without quotes, zipped one by one. An actor is placed by its
country code, or by the group it is known to be. ``known_at`` is the day on which GDELT added the
row, never the day of the happening.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from goodoffices.errors import InputError
from goodoffices.feeds.cells import Vocabulary, whole
from goodoffices.feeds.codes import cameo_actors, cameo_roles, fips_states
from goodoffices.feeds.delimited import Layout, rejects_table
from goodoffices.feeds.parsed import ParsedSlot
from goodoffices.feeds.reports import table_of
from goodoffices.feeds.stacked import stack_files
from goodoffices.feeds.zips import Member, peek_member, read_member
from goodoffices.ontology import acts
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    import pyarrow as pa

    from goodoffices.feeds.cells import Cells
    from goodoffices.feeds.stacked import Stack

__all__ = ["Gdelt", "Gdelt1", "stamp_of"]

_NAME = re.compile(
    r"(\d{8}|\d{14})(?:\.translation)?\.(export|mentions)\.csv(?:\.zip)?", re.IGNORECASE
)
_SLOT_MINUTES = 15
_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
          "Religion2Code", "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_HEAD = ("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate")
_ACT = ("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
        "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone")  # fmt: skip
_GEO_2 = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_GEO_1 = tuple(part for part in _GEO_2 if part != "ADM2Code")
_KEPT = (
    "GlobalEventID", "Day", "Actor1Name", "Actor1CountryCode", "Actor1KnownGroupCode",
    "Actor1Type1Code", "Actor2Name", "Actor2CountryCode", "Actor2KnownGroupCode",
    "Actor2Type1Code", "IsRootEvent", "EventCode", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone", "ActionGeo_Fullname", "ActionGeo_CountryCode", "DATEADDED",
)  # fmt: skip
_MENTIONS = Layout(
    columns=("GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType",
             "MentionSourceName", "MentionIdentifier", "SentenceID", "Actor1CharOffset",
             "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen",
             "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
    keep=("GlobalEventID", "MentionTimeDate", "MentionSourceName", "MentionIdentifier",
          "Confidence"),
)  # fmt: skip
_LONGEST_SITE = 253
_FILES_TOGETHER = 16
"""Files that are read at a time: what starting a step costs is then spread thin (with 48 no more is
won), and some 40 MB are held."""
_MOST = 2**31 - 1


def _columns(geo: tuple[str, ...], *, has_url: bool) -> tuple[str, ...]:
    actors = [f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR]
    places = [f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in geo]
    return (*_HEAD, *actors, *_ACT, *places, "DATEADDED", *(("SOURCEURL",) if has_url else ()))


@cache
def _layouts() -> dict[int, Layout]:
    """Return the layout of each number of columns: 61 (v2), 58 and, before April 2013, 57 (v1)."""
    found = {}
    for geo, has_url in ((_GEO_2, True), (_GEO_1, True), (_GEO_1, False)):
        columns = _columns(geo, has_url=has_url)
        keep = (*_KEPT, "SOURCEURL") if has_url else _KEPT
        found[len(columns)] = Layout(columns=columns, keep=keep)
    return found


def stamp_of(name: str) -> dt.datetime:
    """Return when the slot of a file opens, from the name of the file.

    >>> stamp_of("20160629121500.export.CSV.zip").isoformat()
    '2016-06-29T12:15:00+00:00'
    """
    found = _NAME.fullmatch(name)
    stamp = found[1].ljust(14, "0") if found else ""
    try:
        return dt.datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError as error:
        message = "a name such as 20160629121500.export.CSV.zip is expected"
        raise InputError(message, where=name) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """The files of a slot, unzipped."""

    path: Path
    opens_at: dt.datetime
    slot: str
    content: bytes
    beside: Path | None
    mentions: bytes
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gdelt:
    """GDELT v2: a slot of 15 minutes, with its mentions where that file lies beside it."""

    name: str = "gdelt"
    version: str = "1"
    minutes: int = _SLOT_MINUTES

    def parse(self, path: Path) -> Iterator[ParsedSlot]:
        """Yield the one slot of an export file; see `Feed.parse`."""
        yield from self._parsed([self._opened(path)])

    def parse_many(self, paths: Iterable[Path]) -> Iterator[ParsedSlot]:
        """Yield the slots of export files, read some at a time, which is quicker.

        Raises ``InputError`` at the first file that cannot be read.
        """
        waiting = iter(paths)
        while some := tuple(islice(waiting, _FILES_TOGETHER)):
            yield from self._parsed_together(some)  # which lets go of them before the next

    def _parsed_together(self, paths: Iterable[Path]) -> Iterator[ParsedSlot]:
        files = [self._opened(path) for path in paths]
        layouts = {_layout_of(file.content, file.path) for file in files}
        for part in [files] if len(layouts) == 1 else [[file] for file in files]:
            yield from self._parsed(part)

    def _opened(self, path: Path) -> _File:
        opens_at = stamp_of(path.name)
        beside = _mentions_file(path)
        content, *told = read_member(path)
        mentions = b""
        if beside is not None:
            mentions, also = read_member(beside)
            told.append(also)
        return _File(
            path=path,
            opens_at=opens_at,
            slot=self._slot(opens_at),
            content=content,
            beside=beside,
            mentions=mentions,
            digest=_digest(told),
        )

    def peek(self, path: Path) -> tuple[str, str]:
        """Return the slot of an export file and its digest; see `PeekingFeed.peek`."""
        files = (path, _mentions_file(path))
        told = [peek_member(file) for file in files if file is not None]
        return self._slot(stamp_of(path.name)), _digest(told)

    def _slot(self, opens_at: dt.datetime) -> str:
        return f"{self.name}:{opens_at:%Y%m%d%H%M%S}"

    def _parsed(self, files: Sequence[_File]) -> Iterator[ParsedSlot]:
        """Yield the slots of files of one layout."""
        where = str(files[0].path)
        layout = _layout_of(files[0].content, files[0].path)
        stack = stack_files([file.content for file in files], layout, where=where)
        slots = stack.named([file.slot for file in files])
        table, keep = _reports(stack, feed=self.name, slots=slots)
        reports = stack.cut(table, keep)
        n_twice = stack.counts(stack.cells.is_good & ~keep)
        told = _mentions(files, feed=self.name)
        for number, (file, reasons) in enumerate(zip(files, stack.reasons(), strict=True)):
            mentions, bad = told[number]
            named = {"feed": self.name, "slot": file.slot}
            rejects = rejects_table(reasons, file.content, file=file.path.name, **named)
            yield ParsedSlot(
                slot=file.slot,
                feed=self.name,
                opens_at=file.opens_at,
                closes_at=file.opens_at + dt.timedelta(minutes=self.minutes),
                digest=file.digest,
                size=file.path.stat().st_size,
                url="",
                n_rows=stack.n_lines[number] + bad.num_rows,
                n_duplicates=n_twice[number],
                reports=reports[number],
                mentions=mentions,
                rejects=_joined(rejects, bad),
                sha256=partial(_sha256, file.path, file.beside),
            )


def _digest(members: Iterable[Member]) -> str:
    return f"crc32:{'+'.join(map(str, members))}"


def _sha256(*paths: Path | None) -> str:
    """Return the digest of a slot that stores held before they held CRCs."""
    made = hashlib.sha256()
    for path in paths:
        if path is not None:
            made.update(read_member(path)[0])
    return made.hexdigest()


class Gdelt1(Gdelt):
    """GDELT v1: one file a day since April 2013, and older rows by month or year."""

    def __init__(self) -> None:
        super().__init__(name="gdelt1", minutes=24 * 60)


def _joined(left: pa.Table, right: pa.Table) -> pa.Table:
    import pyarrow as pa

    return pa.concat_tables([left, right]) if right.num_rows else left


def _mentions_file(path: Path) -> Path | None:
    name = re.sub(r"\.export\.", ".mentions.", path.name, flags=re.IGNORECASE)
    beside = path.with_name(name)
    return beside if name != path.name and beside.exists() else None


def _layout_of(content: bytes, path: Path) -> Layout:
    """Return the layout that most of the first lines have."""
    counts = [line.count(b"\t") + 1 for line in content[:100_000].split(b"\n", 20)[:20] if line]
    layouts = _layouts()
    if not counts:
        return layouts[61]
    likely = max(set(counts), key=lambda n: (n in layouts, counts.count(n)))
    if likely not in layouts:
        message = f"61 (v2), 58 or 57 (v1) tab-separated columns are expected, found {counts[0]}"
        raise InputError(message, where=str(path), line=1)
    return layouts[likely]


def _reports(stack: Stack, *, feed: str, slots: pa.Array) -> tuple[pa.Table, np.ndarray]:
    """Return the good rows as reports, each id once in a file, and which rows they are."""
    import pyarrow as pa

    cells = stack.cells
    day = pa.date32()
    ids = cells.text("GlobalEventID")
    cells.refuse(_is_no_id(ids), "GlobalEventID must be digits", "GlobalEventID")
    known_at = cells.mapped("DATEADDED", _day, day, needed="DATEADDED must be a day or a time")
    start = cells.mapped("Day", _day, day, needed="Day must be YYYYMMDD")
    words = _words()
    code = cells.looked_up("EventCode", words=words.acts, needed="EventCode must be a CAMEO code")
    columns = {
        "report_id": ids,
        "feed": stack.all_named(feed),
        "day": start,
        "known_at": known_at,
        **_side(cells, "Actor1", "source"),
        **_side(cells, "Actor2", "target"),
        "code": code,
        "category": None,
        "goldstein": cells.number("GoldsteinScale", pa.float64(), low=-10, high=10),
        "is_root": cells.looked_up("IsRootEvent", words=words.truths).dictionary_decode(),
        "n_mentions": cells.number("NumMentions", pa.int32(), low=0, high=_MOST),
        "n_sources": cells.number("NumSources", pa.int32(), low=0, high=_MOST),
        "n_articles": cells.number("NumArticles", pa.int32(), low=0, high=_MOST),
        "tone": cells.number("AvgTone", pa.float64(), low=-100, high=100),
        "n_dead": None,
        "place": cells.text("ActionGeo_Fullname"),
        "place_state": cells.looked_up("ActionGeo_CountryCode", words=words.states),
        **_article(cells),
        "story": None,
        "slot": slots,
    }
    return table_of("reports", columns, cells, file_of=stack.file_of)


def _is_no_id(ids: pa.ChunkedArray) -> np.ndarray:
    import pyarrow.compute as pc

    is_id = pc.fill_null(pc.ascii_is_decimal(ids), fill_value=False)
    return pc.invert(is_id).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]


def _day(text: str | None) -> dt.date | None:
    try:
        if text is None or not text.isdigit() or len(text) not in {8, 14}:
            return None
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


class _Words(NamedTuple):
    """What the codes of GDELT mean."""

    acts: Vocabulary
    actors: Vocabulary
    roles: Vocabulary
    states: Vocabulary
    truths: Vocabulary


@cache
def _words() -> _Words:
    import pyarrow as pa

    text = pa.string()
    return _Words(
        acts=Vocabulary.of({code: code for code in acts()}, text),
        actors=Vocabulary.of(cameo_actors(), text),
        roles=Vocabulary.of({code: role for code, role in cameo_roles().items() if role}, text),
        states=Vocabulary.of(fips_states(), text),
        truths=Vocabulary.of({"0": False, "1": True}, pa.bool_()),
    )


def _side(cells: Cells, actor: str, side: str) -> dict[str, pa.Array]:
    words = _words()
    codes = (f"{actor}CountryCode", f"{actor}KnownGroupCode")
    return {
        side: cells.looked_up(*codes, words=words.actors),
        f"{side}_role": cells.looked_up(f"{actor}Type1Code", words=words.roles),
        f"{side}_name": cells.text(f"{actor}Name"),
    }


def _article(cells: Cells) -> dict[str, pa.Array]:
    import pyarrow as pa

    if "SOURCEURL" not in cells.rows.table.column_names:
        return {"url": None, "publisher": None}
    urls = cells.text("SOURCEURL")
    told, places = _runs(urls)  # rows that rest on one article follow each other
    sites = _sites(cells, told).dictionary_encode()
    codes = sites.indices.take(places)
    return {"url": urls, "publisher": pa.DictionaryArray.from_arrays(codes, sites.dictionary)}


def _runs(texts: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """Return the texts that differ from the one before, and which of them each row has."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    is_new = np.ones(len(texts), bool)
    differs = pc.fill_null(pc.not_equal(texts[1:], texts[:-1]), fill_value=True)
    is_new[1:] = differs.to_numpy(zero_copy_only=False)
    return whole(texts.filter(pa.array(is_new))), pa.array(np.cumsum(is_new) - 1)


def _sites(cells: Cells, urls: pa.Array) -> pa.Array:
    """Return the site of each address; what is no address names its publisher itself."""
    import pyarrow as pa
    import pyarrow.compute as pc

    is_address = pc.fill_null(pc.match_substring(urls, "://"), fill_value=False)
    addresses = (
        pc.if_else(is_address, urls, "://") if pc.any(pc.invert(is_address)).as_py() else urls
    )
    parts = pc.split_pattern(addresses, pattern="/", max_splits=3)
    hosts = pc.list_element(parts, 2).dictionary_encode()  # a site has many addresses
    found = _without_www(hosts.dictionary).take(hosts.indices)
    is_host = pc.invert(pc.match_substring(hosts.dictionary, "@")).take(hosts.indices)
    is_plain = pc.and_(is_address, is_host)
    if pc.all(is_plain, min_count=0).as_py():
        return found
    others = pc.if_else(is_plain, pa.scalar(None, pa.string()), urls)
    return pc.if_else(is_plain, found, cells.mapped_texts(others, _site, pa.string()))


def _without_www(hosts: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    has_www = pc.starts_with(hosts, "www.")
    bare = pc.if_else(has_www, pc.utf8_slice_codeunits(hosts, 4), hosts)
    return pc.utf8_lower(pc.if_else(pc.equal(bare, ""), pa.scalar(None, pa.string()), bare))


def _site(url: str | None) -> str | None:
    if not url:
        return None
    if "://" not in url:
        return url[:_LONGEST_SITE]
    host = url.split("/", 3)[2].rpartition("@")[2]
    return host.removeprefix("www.").lower() or None


def _mentions(files: Sequence[_File], *, feed: str) -> list[tuple[pa.Table, pa.Table]]:
    """Return the mentions of each slot, and their rejects."""
    import pyarrow as pa
    import pyarrow.compute as pc

    none = arrow_schema("mentions").empty_table(), arrow_schema("rejects").empty_table()
    found = [none] * len(files)
    there = [number for number, file in enumerate(files) if file.beside is not None]
    if not there:
        return found
    where = str(files[there[0]].beside)
    stack = stack_files([files[number].mentions for number in there], _MENTIONS, where=where)
    cells = stack.cells
    ids = cells.text("GlobalEventID")
    cells.refuse(_is_no_id(ids), "GlobalEventID must be digits", "GlobalEventID")
    wanted = "MentionTimeDate must be a day or a time"
    share = cells.number("Confidence", pa.float64(), low=0, high=100)
    columns = {
        "report_id": ids,
        "feed": stack.all_named(feed),
        "known_at": cells.mapped("MentionTimeDate", _day, pa.date32(), needed=wanted),
        "publisher": cells.text("MentionSourceName"),
        "url": cells.text("MentionIdentifier"),
        "confidence": pc.divide(share, 100.0),
        "slot": stack.named([files[number].slot for number in there]),
    }
    table, keep = table_of("mentions", columns, cells, is_unique=False)
    parts = zip(there, stack.cut(table, keep), stack.reasons(), strict=True)
    for number, part, reasons in parts:
        file = files[number]
        name = file.beside.name if file.beside else ""
        bad = rejects_table(reasons, file.mentions, feed=feed, slot=file.slot, file=name)
        found[number] = part, bad
    return found
