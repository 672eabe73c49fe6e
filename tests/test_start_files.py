"""The files that somebody double-clicks: what they bring, and in which order they look for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
on_posix = pytest.mark.skipif(os.name == "nt", reason="a shell of macOS and Linux is needed")
MAKES_ENVIRONMENT = """\
mkdir -p .venv/bin
for name in pip auditor python; do
    printf '#!/bin/sh\\necho %s "$@" >>"$LOG"\\n' "$name" >.venv/bin/$name
    chmod +x .venv/bin/$name
done
"""


def program(folder: Path, name: str, body: str) -> None:
    """A program of that name that writes down how it was called."""
    path = folder / name
    path.write_text(f'#!/bin/sh\necho {name} "$@" >>"$LOG"\n{body}\n')
    path.chmod(0o755)


@pytest.fixture
def start(tmp_path: Path):
    """Starts a copy of the file with a few programs at hand; what was called, line by line."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("dirname", "mkdir", "chmod", "cat", "env", "sh"):
        (programs / name).symlink_to(str(shutil.which(name)))
    folder = tmp_path / "a folder"
    folder.mkdir()
    shutil.copy(ROOT / "start.command", folder)
    log = tmp_path / "log"

    def run(*arguments: str) -> tuple[int, list[str]]:
        log.write_text("")
        done = subprocess.run(
            [str(folder / "start.command"), *arguments],
            env={"PATH": str(programs), "LOG": str(log)},
            cwd=tmp_path,
            check=False,
            capture_output=True,
            timeout=60,
        )
        return done.returncode, log.read_text().splitlines()

    return programs, run


@on_posix
def test_a_python_at_hand_makes_the_environment_once(start) -> None:
    programs, run = start
    program(programs, "python3", f'case "$1" in -c) exit 0;; esac\n{MAKES_ENVIRONMENT}')
    status, calls = run("demo", "--open")
    assert status == 0
    assert calls[1:] == ["python3 -m venv .venv", "pip install --quiet .", "auditor demo --open"]
    assert run() == (0, ["auditor"])


@on_posix
def test_an_old_python_is_passed_over_for_a_newer_one(start) -> None:
    programs, run = start
    program(programs, "python3", "exit 1")
    program(programs, "python3.12", f'case "$1" in -c) exit 0;; esac\n{MAKES_ENVIRONMENT}')
    status, calls = run()
    assert status == 0
    assert "python3.12 -m venv .venv" in calls


@on_posix
def test_without_python_uv_brings_one_into_the_folder(start) -> None:
    programs, run = start
    program(programs, "uv", MAKES_ENVIRONMENT)
    status, calls = run()
    assert status == 0
    assert calls == [
        "uv venv --quiet --clear --python 3.13 .venv",
        "uv pip install --quiet --python .venv/bin/python .",
        "auditor",
    ]


@on_posix
def test_without_uv_its_own_installer_brings_it_into_the_folder(start) -> None:
    programs, run = start
    program(
        programs,
        "curl",
        "cat <<'END'\n"
        'mkdir -p "$UV_INSTALL_DIR"\n'
        "cat >\"$UV_INSTALL_DIR/uv\" <<'UV'\n#!/bin/sh\n" + MAKES_ENVIRONMENT + "UV\n"
        'chmod +x "$UV_INSTALL_DIR/uv"\nEND',
    )
    status, calls = run()
    assert status == 0
    assert calls == ["curl -LsSf https://astral.sh/uv/install.sh", "auditor"]


@on_posix
def test_an_installation_that_fails_is_no_start(start) -> None:
    programs, run = start
    program(programs, "python3", 'case "$1" in -c) exit 0;; esac\nexit 1')
    status, calls = run()
    assert status == 1
    assert not any(line.startswith("auditor") for line in calls)


def test_the_file_for_windows_is_one_that_cmd_can_follow() -> None:
    data = (ROOT / "start.cmd").read_bytes()
    text = data.decode("ascii")
    assert data.count(b"\n") == data.count(b"\r\n")
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    wanted = set(re.findall(r"(?:goto|call :)\s*(\w+)", text))
    assert wanted == labels | {"run", "uv", "failed"}
    assert "&&" not in text  # one thing a line, as both shells of Windows read it
    steps = re.findall(r"(?:-m venv|pip\.exe\"|venv --quiet|pip install).*\r\n(.*)\r\n", text)
    assert steps
    assert all(line == "if errorlevel 1 goto failed" for line in steps)


def test_both_files_do_the_same() -> None:
    unix = (ROOT / "start.command").read_text()
    windows = (ROOT / "start.cmd").read_text()
    for part in ("(3, 11)", "--python 3.13", "https://astral.sh/uv/install.", ".venv-uv"):
        assert part in unix
        assert part in windows
    assert os.access(ROOT / "start.command", os.X_OK) or sys.platform == "win32"
