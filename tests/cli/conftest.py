"""Runs the program as somebody would, without leaving the process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls ``auditor`` with these arguments, in an empty working folder."""
    folder = tmp_path / "working"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def call(*arguments: str | Path, keys: str | None = None) -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments], input=keys)

    return call
