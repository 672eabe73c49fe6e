"""The help: quick, complete, in the reader's language."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from auditor import __version__
from auditor.cli.main import COMMANDS

HEAVY = {
    "pandas",
    "numpy",
    "sqlalchemy",
    "alembic",
    "requests",
    "jinja2",
    "rich",
    "babel",
    "pydantic",
}
ASK = """
import json, sys
from auditor.cli.main import main
status = main(sys.argv[1:], standalone_mode=False)
print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", ASK, *arguments], capture_output=True, text=True, check=True
    )
    status, modules = json.loads(done.stderr.splitlines()[-1])
    assert status == 0
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--help", "--language", "it"),
        ("--version",),
        *((n, "--help") for n in COMMANDS),
    ],
)
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments).isdisjoint(HEAVY)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(name: str, run) -> None:
    done = run(name, "--help")
    assert done.exit_code == 0
    assert "Examples:" in done.stdout
    assert f"auditor {name}" in done.stdout


def test_help_names_every_command(run) -> None:
    text = run("--help").stdout
    assert all(f"  {name} " in text for name in COMMANDS)


def test_help_speaks_italian(run) -> None:
    done = run("--help", "--language", "it")
    assert "Uso:" in done.stdout
    assert "Opzioni:" in done.stdout
    assert "Usage:" not in done.stdout


def test_the_next_call_speaks_its_own_language_again(run) -> None:
    run("--language", "it", "--help")
    assert "Usage:" in run("--help").stdout


def test_the_systems_language_is_followed(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "it_IT.UTF-8")
    assert "Uso:" in run("--help").stdout


def test_it_tells_its_version(run) -> None:
    assert run("--version").stdout == f"auditor {__version__}\n"


def test_an_unknown_command_is_refused_with_a_line(run) -> None:
    done = run("audti")
    assert done.exit_code == 2
    assert "audti" in done.stderr
    assert "Traceback" not in done.stderr
