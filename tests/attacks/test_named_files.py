"""Files that a user names, or that lie where the program looks: pipes, devices, and without end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CLIENT = '[client]\nname = "Esempio"\naccounts = ["facebook:esempio"]\n'


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)


ODD: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a link to a pipe": lambda path: (os.mkfifo("pipe"), path.symlink_to(Path("pipe").resolve())),
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
    "an empty device": lambda path: path.symlink_to("/dev/null"),
    "three gigabytes": _sparse,
    "a folder": Path.mkdir,
    "a link to itself": lambda path: path.symlink_to(path.name),
}
# Each way to name a file; the file called "odd" and what stands before the option.
CALLS = {
    "a client": ("audit", "--client", "odd.toml", "--offline"),
    "a brand": ("audit", "facebook:esempio", "--offline", "--brand", "odd.toml"),
    "a brand shown": ("brand", "odd.toml"),
    "answers": ("audit", "facebook:esempio", "--offline", "--answers", "odd.json"),
    "answers assessed": ("assess", "odd.json"),
    "notes": ("audit", "facebook:esempio", "--offline", "--note", "odd.md"),
    "an earlier result": ("audit", "facebook:esempio", "--offline", "--previous", "odd.json"),
    "a result": ("report", "odd.json"),
    "results compared": ("compare", "odd.json", "out/result.json"),
    "results compared, second": ("compare", "out/result.json", "odd.json"),
    "a result labelled": ("label", "odd.json"),
    "cases": ("validate", "--cases", "odd.json"),
    "labels": ("validate", "--labels", "odd.csv", "--result", "out/result.json"),
    "a table": ("import", "odd.csv", "--account", "facebook:esempio", "--yes"),
    "a week of a client": ("weekly", "odd.toml", "--out", "weeks"),
    "a plan": ("plan", "--client", "odd.toml"),
    "a logo": ("audit", "--client", "logo.toml", "--offline"),
    "slides": ("audit", "--client", "slides.toml", "--offline", "--format", "pptx"),
    "a store": ("--store", "odd.sqlite3", "status"),
}


@pytest.fixture
def audited(run: Any) -> Callable[..., Any]:
    rows = "".join(f"2026-0{n}-02 10:00,Testo {n},{n}\n" for n in range(1, 7))
    Path("posts.csv").write_text(f"Data,Testo,Mi piace\n{rows}")
    assert run("import", "posts.csv", "--account", "facebook:esempio", "--yes").exit_code == 0
    assert run("audit", "facebook:esempio", "--offline", "--out", "out").exit_code == 0
    for name, line in (("logo", 'logo = "odd.png"'), ("slides", 'slides = "odd.pptx"')):
        Path(f"{name}.toml").write_text(f'{CLIENT}[consultant]\nname = "Studio"\n{line}\n')
    return run


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("call", CALLS)
def test_a_named_file_that_is_none_is_refused_at_once(
    call: str, kind: str, audited: Callable[..., Any]
) -> None:
    for ending in ("toml", "json", "md", "csv", "png", "pptx", "sqlite3"):
        if any(f"odd.{ending}" in word for word in CALLS[call]) or (
            (call, ending) in {("a logo", "png"), ("slides", "pptx")}
        ):
            ODD[kind](Path(f"odd.{ending}"))
    done = audited(*CALLS[call])
    assert done.exit_code in (1, 2, 3), done.output
    assert "odd." in done.output
    assert "in the program itself" not in done.output
    assert "Traceback" not in done.output
    assert len(done.stderr.strip().splitlines()) <= 4


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("several", [False, True])
def test_odd_notes_beside_a_client_cost_only_themselves(
    kind: str, several: bool, audited: Callable[..., Any]
) -> None:
    Path("c").mkdir()
    Path("c/esempio.toml").write_text(CLIENT)
    if several:
        Path("c/altro.toml").write_text(CLIENT.replace("Esempio", "Altro"))
    ODD[kind](Path("c/esempio.note.md"))
    done = audited("audit", "--client", "c", "--offline", "--out", "reports")
    assert done.exit_code == 0, done.output
    assert "esempio.note.md" in done.output or kind == "a link to itself"
    pages = sorted(Path("reports").rglob("index.html"))
    assert len(pages) == (3 if several else 1)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ["a pipe", "a device without end", "three gigabytes"])
def test_odd_settings_are_refused_in_words(kind: str, run: Any) -> None:
    ODD[kind](Path(".env"))
    done = run("status")
    assert done.exit_code == 2, done.output
    assert ".env" in done.output
    assert "in the program itself" not in done.output


@pytest.mark.timeout(60)
def test_a_folder_called_env_is_none_of_the_programs_business(run: Any) -> None:
    Path(".env").mkdir()
    assert run("status").exit_code == 0
    shutil.rmtree(".env")


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a folder in which a program works")
@pytest.mark.parametrize("call", [("status",), ("audit", "facebook:esempio"), ("doctor", "x")])
def test_a_working_folder_that_is_gone_is_said(
    call: tuple[str, ...], run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Path("s.sqlite3").absolute()
    gone = Path("gone")
    gone.mkdir()
    monkeypatch.chdir(gone)
    Path("../gone").resolve().rmdir()
    done = run("--store", str(store), *call)
    assert done.exit_code == 2, done.output
    assert "The folder in which this was called is gone." in done.output


@pytest.mark.parametrize("kind", ["a link", "a folder", "a pipe"])
@pytest.mark.timeout(60)
def test_a_lock_that_is_none_harms_nothing(kind: str, run: Any) -> None:
    Path("c").mkdir()
    Path("c/esempio.toml").write_text(CLIENT)
    Path("kept").write_text("important")
    lock = Path("c/.auditor-weekly.lock")
    if kind == "a link":
        lock.symlink_to(Path("kept").absolute())
    elif kind == "a folder":
        lock.mkdir()
    else:
        os.mkfifo(lock)
    done = run("weekly", "c", "--offline", "--out", "o")
    assert done.exit_code in (1, 2), done.output
    assert "in the program itself" not in done.output
    assert Path("kept").read_text() == "important"


@pytest.mark.parametrize("name", ["/", ".", "..", "sqlite:////", "folder", "sqlite:///folder", "~"])
def test_a_folder_is_no_store(name: str, run: Any) -> None:
    Path("folder").mkdir()
    done = run("--store", name, "status")
    assert done.exit_code == 2, done.output
    assert "is a folder, not the file of a store" in done.output
    assert not any(Path("folder").iterdir())


def test_a_blank_is_no_name_of_a_store(run: Any) -> None:
    before = set(Path.cwd().iterdir())
    assert run("--store", " ", "status").exit_code == 0
    assert set(Path.cwd().iterdir()) == before
