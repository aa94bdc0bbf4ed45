from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = """id = "one-two"
title = "A test"
parties = ["TUR", "RUS"]
opened = 2015-11-24
summary = "Two states."
note = ""
"""
EVENTS = """\
id,start,end,known_at,source,target,via,reciprocal,code,modality,place,dead,injured,measure,step,what,confidence,urls,note
001,2015-11-24,,,TUR:MIL,RUS:MIL,,,195,,Border,2,,,,Shots are fired.,high,https://example.org/a,trigger
002,2015-12,,,RUS:GOV,TUR,,,163,,,,,ban,imposed,Goods are banned.,medium,https://example.org/a http://example.org/b,
003,2016-06-29,,,RUS,TUR,KAZ:GOV:Somebody,yes,041,,,,,,,They talk.,low,https://example.org/c,
004,2016-06-30,,,RUS,TUR,,,085,,,,,ban,ended,Goods come in again.,high,https://example.org/d,
005,2016-08-09,,2016-07-01,TUR,RUS,,,042,expected,,,,,,A visit is planned.,high,https://example.org/d,
"""
MEASURES = """\
id,sender,target,instrument,sector,what
ban,RUS,TUR,import_ban,food,No tomatoes
"""
STATEMENTS = """\
id,known_at,kind,subject,object,polarity,what,confidence,urls
001,2015-11-30,friendship,KAZ,RUS;TUR,+1,Both are friends.,high,https://example.org/a
"""
TEXT = (
    "Title: A day\nPublished: 2015-11-24\nSource: https://example.org/a\nPublisher: nobody\n\n"
    + "word " * 100
    + "\n"
)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a case; each file can be replaced or given as bytes."""

    def write_case(**files: str | bytes) -> Path:
        folder = tmp_path / "one-two"
        (folder / "texts").mkdir(parents=True, exist_ok=True)
        parts = {
            "case.toml": files.get("head", HEAD),
            "events.csv": files.get("events", EVENTS),
            "measures.csv": files.get("measures", MEASURES),
            "statements.csv": files.get("statements", STATEMENTS),
            "texts/01-day.txt": files.get("text", TEXT),
        }
        for name, content in parts.items():
            raw = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(raw)
        return folder

    return write_case


@pytest.fixture
def events() -> str:
    return EVENTS


@pytest.fixture
def head() -> str:
    return HEAD
