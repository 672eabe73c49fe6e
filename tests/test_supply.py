"""The lock holds every pinned version, the bill of materials all that the program needs."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def supply() -> ModuleType:
    spec = importlib.util.spec_from_file_location("supply", ROOT / "tools" / "supply.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lock_is_of_the_constraints(supply: ModuleType) -> None:
    text = supply.LOCK.read_text(encoding="utf-8")
    locked = re.findall(r"^([\w.-]+)==(\S+) \\$", text, re.M)
    assert locked == supply.pins()
    assert text.count("--hash=sha256:") >= len(locked)
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", text)) == text.count("--hash=")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("ruff-0.17.6-py3-none-any.whl", ("ruff", "0.17.6")),
        ("Jinja2-3.1.6.tar.gz", ("jinja2", "3.1.6")),
        ("ast_serialize-0.13.1-cp311-cp311-win32.whl", ("ast-serialize", "0.13.1")),
        ("feedparser-sgmllib-2.1.0.zip", ("feedparser-sgmllib", "2.1.0")),
    ],
)
def test_a_file_is_known_by_its_name(supply: ModuleType, file: str, name: tuple[str, str]) -> None:
    assert supply._named(file) == name


def test_the_bill_names_what_is_needed(
    supply: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    packages = list(supply.needed("requests"))
    monkeypatch.setattr(supply, "needed", lambda: packages)
    assert supply.components(tmp_path) == 0
    bill = json.loads((tmp_path / "sbom.cdx.json").read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {"urllib3", "certifi", "idna", "charset-normalizer"} == {
        component["bom-ref"] for component in bill["components"]
    }
    assert bill["components"][0]["purl"].startswith("pkg:pypi/")
    assert "MPL" in (tmp_path / "licences.txt").read_text()
    assert "4 packages" in capsys.readouterr().out
    monkeypatch.setattr(supply, "licence", lambda package: "Proprietary")
    assert supply.components(tmp_path) == 1
    assert "look at the licence of" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [None, {}, {"results": "x"}, {"results": []}, []])
def test_an_audit_that_cannot_know_says_so(
    supply: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: object,
) -> None:
    def ask(*arguments: object) -> object:
        if answer is None:
            raise OSError
        return answer

    monkeypatch.setattr(supply, "_asked", ask)
    assert supply.audit() == 0
    assert "cannot know" in capsys.readouterr().out


def test_what_is_known_is_listed(
    supply: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(supply, "pins", lambda: [("a", "1"), ("b", "2")])
    monkeypatch.setattr(
        supply, "_asked", lambda *rest: {"results": [{}, {"vulns": [{"id": "GHSA-1"}]}]}
    )
    assert supply.audit() == 0
    assert "b 2: GHSA-1" in capsys.readouterr().out
