"""The rooms: no circle of imports, no long module, no folder in which one loses sight."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("auditor", "connectors", "reports")
MOST_LINES, MOST_MODULES = 400, 20


def modules() -> dict[str, Path]:
    """Every module by its dotted name."""
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    by_name = {}
    for path in files:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        by_name[name.removesuffix(".__init__")] = path
    return by_name


MODULES = modules()


def imported(path: Path) -> Iterator[str]:
    """The modules of the house that a file names, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules that are left when those that need nothing are taken away again and again."""
    left = {name: set(needed) - {name} for name, needed in graph.items()}
    while free := [name for name, needed in left.items() if not needed & left.keys()]:
        for name in free:
            del left[name]
    while free := [name for name in left if not any(name in needed for needed in left.values())]:
        for name in free:
            del left[name]
    return sorted(left)


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: set(imported(path)) for name, path in MODULES.items()}
    assert sum(map(len, graph.values())) > 1_000
    assert circle(graph) == []


def test_a_circle_is_seen() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"c"}, "e": set()}) == ["b", "c"]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_is_longer_than_can_be_seen(package: str) -> None:
    long = {
        name: lines
        for name, path in MODULES.items()
        if name.startswith(package)
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_no_folder_has_more_modules_than_can_be_seen() -> None:
    folders = Counter(path.parent for path in MODULES.values() if path.name != "__init__.py")
    assert {folder: n for folder, n in folders.items() if n > MOST_MODULES} == {}


def sources() -> dict[Path, str]:
    """Every file of Python in the project, with its text."""
    rooms = (*PACKAGES, "tests", "tools")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    return {path: path.read_text(encoding="utf-8") for path in files}


def test_nobody_asks_the_formatter_to_look_away() -> None:
    mark = re.compile(r"# fmt: (?:skip|off)")
    assert [path for path, text in sources().items() if mark.search(text)] == []


def test_few_lines_ask_the_linter_to_look_away_and_each_says_why() -> None:
    lines = [
        line
        for path, text in sources().items()
        if path.relative_to(ROOT).parts[0] != "tests"
        for line in text.splitlines()
        if "# noqa" in line
    ]
    assert len(lines) <= 20
    assert [line for line in lines if not re.search(r"# noqa: [A-Z]+\d+ - \w", line)] == []


# What a connector does for the walker: said once, in connectors/base.py and the routes of LinkedIn.
CONTRACT = {"posts", "comments", "plan", "resolve", "classify", "check"}


def functions(node: ast.AST) -> Iterator[ast.FunctionDef]:
    """The public functions of a module, and the public methods of its public classes."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef) and not child.name.startswith("_"):
            yield from functions(child)
        elif isinstance(child, ast.FunctionDef) and not child.name.startswith("_"):
            yield child


def test_who_takes_three_things_says_what_each_is() -> None:
    silent = []
    for name, path in MODULES.items():
        if name.startswith("auditor.cli.commands") or ".migrations" in name:
            continue  # the help of a command says it
        for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
            if name.startswith("connectors.") and function.name in CONTRACT:
                continue
            args = function.args
            taken = [arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
            several = len([arg for arg in taken if arg not in {"self", "cls"}]) >= 3
            if several and "Args:" not in (ast.get_docstring(function) or ""):
                silent.append(f"{name}.{function.name}")
    assert silent == []
