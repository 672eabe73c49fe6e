"""The steps of docs/architecture.md, followed to the letter: the declaration there is recognised."""

from __future__ import annotations

import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.files import make_options, read_files
from connectors.files.exports import registry
from tests.connectors.files.exports import NOW

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SECTION = TEXT.partition("## How to add an export")[2].partition("\n## ")[0]


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Step 1, the module as it is printed; step 2, the line as it is printed."""
    (code,) = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
    (line,) = re.findall(r'`"([\w.]+:\w+)"`', SECTION)
    module = types.ModuleType(line.partition(":")[0])
    exec(compile(code, "docs/architecture.md", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(registry, "EXPORTS", (*registry.EXPORTS, line))
    registry.exports.cache_clear()
    yield
    registry.exports.cache_clear()


@pytest.mark.parametrize(
    "header", ["Pin ID,Pin created,Pin title,Saves", "PIN ID,Pin creato,Titolo del Pin,Salvataggi"]
)
def test_the_export_of_the_docs_is_recognised_and_read(
    added: None, tmp_path: Path, header: str
) -> None:
    path = tmp_path / "any name.csv"
    path.write_text(f"{header}\n7,3/4/2026,Sughi,12\n8,5/4/2026,Paste,\n", encoding="utf-8")
    options = make_options(account="pinterest:esempio")
    (file,) = read_files([path], options, NOW).files
    assert (file.kind, str(file.kind_name)) == ("pinterest_pins", "Pinterest, table of pins")
    assert [post.published_at.month for post in file.posts] == [4, 4]
    assert [post.counts.saves for post in file.posts] == [12, None]


def test_the_files_that_the_steps_name_are_there() -> None:
    for name in re.findall(r"`((?:auditor|connectors|tests|docs)/[\w/.]+)`", SECTION):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"python -m ([\w.]+)", SECTION):
        assert (ROOT / f"{name.replace('.', '/')}.py").exists(), name
