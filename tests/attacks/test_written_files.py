"""What is written is whole, its owner's alone, and never in the place of anything odd."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.core import files
from auditor.core.errors import UsageError
from auditor.core.files import write_text, writing
from auditor.store import Store, engine

posix = pytest.mark.skipif(os.name != "posix", reason="modes of files")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_everything_is_for_its_owner_alone(run, tmp_path: Path, umask: int) -> None:
    old = os.umask(umask)
    try:
        store = tmp_path / "new" / "er" / "s.sqlite3"
        assert run("demo", "--out", tmp_path / "out" / "demo").exit_code == 0
        Store.open(store).close()
        table = Path("posts.csv")
        table.write_text("Data,Testo,Mi piace\n2026-03-02 10:00,Ciao a tutti,3\n")
        done = run("import", table, "--account", "facebook:esempio", "--yes", "--store", store)
        assert done.exit_code == 0, done.output
        assert run("export", "--store", store, "--out", "out.csv").exit_code == 0
        assert (
            run(
                "audit", "facebook:esempio", "--offline", "--store", store, "--out", "report"
            ).exit_code
            == 0
        )
        assert run("questionnaire", "--out", "q/questions.html").exit_code == 0
    finally:
        os.umask(old)
    made = [
        store,
        Path("out.csv"),
        Path("q/questions.html"),
        *Path("report").iterdir(),
        *(path for path in (tmp_path / "out").rglob("*") if path.is_file()),
    ]
    assert {str(value): oct(mode(value)) for value in made if mode(value) & 0o077} == {}
    folders = [store.parent, store.parent.parent, Path("report"), Path("q"), tmp_path / "out"]
    assert {str(folder): oct(mode(folder)) for folder in folders if mode(folder) & 0o077} == {}


ODD: dict[str, Callable[[Path, Path], None]] = {
    "link": lambda path, other: path.symlink_to(other),
    "dangling link": lambda path, other: path.symlink_to(other.with_name("nowhere")),
    "folder": lambda path, other: path.mkdir(),
    "pipe": lambda path, other: os.mkfifo(path),
}


@posix
@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_ordinary_file_is_not_replaced(run, tmp_path: Path, odd: str) -> None:
    other = tmp_path / "precious.txt"
    other.write_text("precious")
    for name, command in (
        ("out.csv", ["export", "--out", "out.csv"]),
        ("q.html", ["questionnaire", "--out", "q.html"]),
        ("r/result.json", ["demo", "--out", "r"]),
    ):
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        ODD[odd](path, other)
        before = path.lstat()
        done = run(*command)
        assert done.exit_code == 2, (name, done.output)
        assert path.lstat().st_ino == before.st_ino
        assert "Traceback" not in done.output
    assert other.read_text() == "precious"
    assert not list(Path().rglob("*.part"))


@posix
def test_a_device_is_left_as_it_is(run) -> None:
    for device in ("/dev/full", "/dev/null"):
        before = Path(device).stat()
        done = run("export", "--out", device)
        assert done.exit_code == 2
        assert Path(device).stat().st_rdev == before.st_rdev
        assert "no ordinary file" in done.stderr


@posix
def test_a_link_that_waits_beside_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "precious.txt"
    other.write_text("precious")
    (tmp_path / ".index.html.part").symlink_to(other)
    write_text(tmp_path / "index.html", "page")
    assert other.read_text() == "precious"
    assert (tmp_path / "index.html").read_text() == "page"


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_full_disk_leaves_the_old_file_and_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    path = tmp_path / "index.html"
    write_text(path, "old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_text(path, "new" * after)
    assert [file_path.name for file_path in tmp_path.iterdir()] == ["index.html"]
    assert path.read_text() == "old"


def test_what_is_interrupted_while_it_is_written_leaves_nothing(tmp_path: Path) -> None:
    def half() -> None:
        with writing(tmp_path / "a.json") as file:
            file.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, pathlib, sys
from auditor.core.files import writing
with writing(pathlib.Path(sys.argv[1])) as file:
    file.write("half")
    file.flush()
    os._exit(9)
"""


@posix
@pytest.mark.parametrize("name", ["index.html", "a[1].json", "è*?.csv", "x.part"])
def test_what_a_killed_run_left_goes_at_the_next(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert len(list(tmp_path.iterdir())) == 1
    own = files.part_of(path)  # of a run that still goes on: this one
    own.write_text("half")
    write_text(path, "whole")
    assert {file_path.name for file_path in tmp_path.iterdir()} == {name, own.name}
    assert path.read_text() == "whole"


COPY_KILLED = """
import os, pathlib, sqlite3, sys
from auditor.store import engine
step = sys.argv[2]
if step == "begun":
    engine._backup = lambda source, target: os._exit(9)
else:
    pathlib.Path.replace = lambda self, target: os._exit(9)
engine.whole_copy(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[1] + ".before-20260101-000000"))
"""


@posix
@pytest.mark.parametrize("step", ["begun", "written"])
def test_a_copy_that_was_killed_has_no_name_of_a_whole_one(tmp_path: Path, step: str) -> None:
    path = tmp_path / "store.sqlite3"
    Store.open(path).close()
    done = subprocess.run([sys.executable, "-c", COPY_KILLED, str(path), step], check=False)
    assert done.returncode == 9
    assert not list(tmp_path.glob("*.before-*"))
    assert len(list(tmp_path.glob(".*.part*"))) == 1
    engine.whole_copy(path, tmp_path / "store.sqlite3.before-20260102-000000")
    assert not list(tmp_path.glob(".*.part*"))
    (copy,) = tmp_path.glob("*.before-*")
    assert mode(copy) == 0o600
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@posix
def test_forget_clears_away_what_a_killed_copy_holds(run, tmp_path: Path) -> None:
    path = Path(os.environ["AUDITOR_STORE"])
    table = Path("posts.csv")
    table.write_text("Data,Testo,Mi piace\n2026-03-02 10:00,Canarino segreto,3\n")
    assert run("import", table, "--account", "facebook:esempio", "--yes").exit_code == 0
    subprocess.run([sys.executable, "-c", COPY_KILLED, str(path), "written"], check=False)
    table.unlink()
    assert any(b"Canarino" in file_path.read_bytes() for file_path in path.parent.glob(".*.part"))
    assert run("forget", "facebook:esempio", "--yes").exit_code == 0
    assert not any(
        b"Canarino" in entry.read_bytes() for entry in path.parent.iterdir() if entry.is_file()
    )


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match="file"):
        files.make_folder(tmp_path / "file" / "in")
    with pytest.raises(OSError, match="file"):
        files.make_folder(tmp_path / "file")
    with pytest.raises(UsageError):
        files.check_replaceable(tmp_path)
