"""The docs are true: every command shown is run, every generated page is fresh, links hold.

A ``console`` block is run line by line in a shell, all blocks of a page in one empty folder. Lines
that begin with ``$ `` are commands; what follows is their output and has to match, where ``...``
stands for any words, or for any lines if it stands alone. A block with no output lines only has to
succeed. A command that is meant to fail ends with ``# exit N``.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"\s+# exit (\d+)$")
ids = [str(page.relative_to(ROOT)) for page in PAGES]
COMMAND_PAGES = [page for page in PAGES if BLOCK.search(page.read_text(encoding="utf-8"))]


def commands(block: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.startswith("> ") and found and found[-1][0].endswith("\\"):
            found[-1] = (f"{found[-1][0]}\n{line[2:]}", found[-1][1])
        elif found:
            found[-1][1].append(line)
    return found


def matches(expected: list[str], seen: list[str]) -> bool:
    pattern = "".join(
        r"(?:[^\n]*\n)*"
        if line.strip() == "..."
        else re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + r"[ ]*\n"
        for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in seen)) is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", COMMAND_PAGES, ids=[str(page.relative_to(ROOT)) for page in COMMAND_PAGES]
)
def test_every_command_shown_runs(page: Path, tmp_path: Path) -> None:
    # The pages speak from the root of a checkout: give them its cases, not its other files.
    shutil.copytree(
        ROOT / "src" / "goodoffices" / "casebook", tmp_path / "src/goodoffices/casebook"
    )
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    environment.pop("GOODOFFICES_STORE", None)
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for command, expected in commands(block):
            if command.startswith(("git clone", "cd goodoffices", "make ", "pip install")):
                continue
            wanted = EXIT.search(command)
            done = subprocess.run(
                ["bash", "-c", EXIT.sub("", command)],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            seen = (done.stdout + done.stderr).splitlines()
            assert done.returncode == (int(wanted[1]) if wanted else 0), (command, seen)
            if any(line.strip() for line in expected):
                assert matches(expected, seen), f"{command}\n" + "\n".join(seen)


def build_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_docs", ROOT / "tools" / "build_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_fresh() -> None:
    for path, text in build_docs().pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run tools/build_docs.py"


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://", "#", "mailto:")):
            continue
        assert (page.parent / target.split("#")[0]).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_pages_have_one_title(page: Path) -> None:
    fenced = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
    text = fenced.sub("", page.read_text(encoding="utf-8"))
    assert len(re.findall(r"^# ", text, flags=re.MULTILINE)) == 1
