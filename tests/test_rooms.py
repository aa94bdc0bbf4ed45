"""The rooms import only leftwards, and every file and function keeps the house's size."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent.parent / "src" / "goodoffices"

# What each room may import of the package; the order is the flow of the data.
FOUNDATION = {"errors", "records", "tables", "world", "ontology"}
FLOW = ["reading", "casebook", "feeds", "ledger", "relations", "mediation", "brief", "cli"]
ALLOWED = {
    "errors": set(),
    "records": set(),
    "tables": set(),
    "world": {"errors", "records"},
    "ontology": {"errors"},
    "reading": FOUNDATION,
    "casebook": FOUNDATION,
    "__main__": {"cli"},
    **{room: FOUNDATION | set(FLOW[:place]) for place, room in enumerate(FLOW) if place > 1},
}
LONGEST_FILE = 500
LONGEST_FUNCTION = 50

FILES = sorted(PACKAGE.rglob("*.py"))


def imported_rooms(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names = [node.module or ""]
            if node.module == "goodoffices":
                names = [f"goodoffices.{alias.name}" for alias in node.names]
        for name in names:
            if name.startswith("goodoffices."):
                yield name.split(".")[1]


def test_every_room_is_in_the_plan() -> None:
    rooms = {
        path.stem
        for path in PACKAGE.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists()) and path.stem != "__init__"
    }
    assert rooms <= set(ALLOWED)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_only_to_the_left(file: Path) -> None:
    room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room == "__init__":
        return
    strangers = set(imported_rooms(file)) - ALLOWED[room] - {room, "__version__"}
    assert not strangers, f"{room} must not import {sorted(strangers)}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_files_and_functions_stay_short(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node, clean=False) or ""
            length = (node.end_lineno or 0) - node.lineno + 1 - docstring.count("\n")
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("room", [room for room in FLOW if (PACKAGE / room).exists()])
def test_a_room_lists_its_public_names(room: str) -> None:
    face = PACKAGE / room / "__init__.py"
    tree = ast.parse(face.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{room} does not say what comes in and what goes out"
    assigned = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert "__all__" in assigned
