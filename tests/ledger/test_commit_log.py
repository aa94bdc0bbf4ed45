"""The commit log finds any commit, passes over a torn line, and knows when it was changed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import StoreDamaged
from goodoffices.ledger.commitlog import Commit, CommitLog


def chain(first: int, names: list[str]) -> list[Commit]:
    made: list[Commit] = []
    for number, name in enumerate(names, start=first):
        made.append(
            Commit(
                commit=number,
                what=name,
                committed_at="2016-06-29T00:00:00+00:00",
                program="1",
                versions={"events": number},
                previous=made[-1].digest if made else "",
            ).sealed()
        )
    return made


NAMES = st.lists(st.sampled_from(["load", "feed", "x" * 5000, "ж"]), max_size=40)


@given(names=NAMES, first=st.integers(1, 1000), torn=st.sampled_from([b"", b"{", b"x" * 9000]))
@settings(max_examples=40, deadline=None)
def test_every_commit_is_found_whatever_a_killed_writer_left(
    names: list[str], first: int, torn: bytes
) -> None:
    made = chain(first, names)
    with tempfile.TemporaryDirectory() as place:
        log = CommitLog(Path(place))
        log.create(made)
        log.file.write_bytes(log.file.read_bytes() + torn)
        assert log.last() == (made[-1] if made else None)
        assert log.first() == (made[0] if made else None)
        assert [log.at(one.commit) for one in made] == made
        assert log.at(first - 1) is None
        assert log.at(first + len(names)) is None
        assert list(log.verified()) == made
        longer = chain(first, [*names, "last"])
        log.append(longer[-1])
        assert list(log.verified()) == longer


@pytest.mark.parametrize("place", range(3))
def test_a_changed_line_is_found(tmp_path: Path, place: int) -> None:
    log = CommitLog(tmp_path)
    log.create(chain(1, ["load", "feed", "load"]))
    lines = log.file.read_text().splitlines(keepends=True)
    lines[place] = lines[place].replace('"events":', '"events":1')
    log.file.write_text("".join(lines))
    with pytest.raises(StoreDamaged, match=f"commit {place + 1} was changed"):
        list(log.verified())


def test_a_line_that_was_left_out_is_found(tmp_path: Path) -> None:
    log = CommitLog(tmp_path)
    made = chain(1, ["load", "feed", "load"])
    log.create([made[0], made[2]])
    with pytest.raises(StoreDamaged, match="commit 3 does not follow 1"):
        list(log.verified())
