"""What surrounds the program is odd: closed ends, a locale or a zone that is none, names without end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.core.errors import UsageError
from auditor.core.refs import parse_ref

ENVIRONMENTS = (
    {"LC_ALL": "xx_XX.bogus"},
    {"COLUMNS": "0"},
    {"COLUMNS": "9" * 30, "LINES": "-1", "TERM": "bogus"},
    {"TZ": "Bogus/Zone"},
    {"TMPDIR": "/nonexistent"},
    {"XDG_DATA_HOME": "relative"},
    {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    {"FORCE_COLOR": "xyz", "NO_COLOR": ""},
)


def call(home: Path, *arguments: str, close: tuple[int, ...] = (), **odd: str) -> tuple[int, str]:
    """The exit status of a command and what it printed, with some of its ends closed."""

    def close_ends() -> None:
        for end in close:
            os.close(end)

    done = subprocess.run(
        [sys.executable, "-m", "auditor", "--language", "it", *arguments],
        cwd=home,
        env={"PATH": os.environ["PATH"], "HOME": str(home), **odd},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=close_ends,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def write_posts(folder: Path) -> Path:
    path = folder / "posts.csv"
    lines = [f"2026-09-{n:02d},diciamo perché {n},3,1" for n in range(1, 25)]
    path.write_text("\n".join(["Data,Testo,Like,Commenti", *lines]), encoding="utf-8")
    return path


@pytest.mark.skipif(os.name == "nt", reason="ends are closed in another way there")
@pytest.mark.parametrize("close", [(0,), (1,), (2,), (1, 2), (0, 1, 2)], ids=str)
def test_a_closed_end_is_nowhere_and_the_work_is_done(
    close: tuple[int, ...], tmp_path: Path
) -> None:
    write_posts(tmp_path)
    status, _ = call(tmp_path, "import", "posts.csv", "--account", "facebook:esempio", close=close)
    assert status == 0
    status, text = call(tmp_path, "status")
    assert status == 0
    assert "24" in text


@pytest.mark.parametrize("odd", ENVIRONMENTS, ids=str)
def test_odd_surroundings_change_nothing(odd: dict[str, str], tmp_path: Path) -> None:
    write_posts(tmp_path)
    status, text = call(
        tmp_path, "import", "posts.csv", "--account", "facebook:esempio", "--dry-run", **odd
    )
    assert (status, "diciamo perché 1" in text) == (0, True), text


@pytest.mark.parametrize(
    "text",
    [
        "facebook:" + "a" * 100_000,
        "https://www.facebook.com/" + "a" * 301,
        "linkedin:company/" + "à" * 301,
        "@" + "a" * 290 + "@mastodon.example",
        "https://example.com/" + "a" * 10_000,
        "a" * 1_000_000,
    ],
    ids=lambda text: text[:30],
)
def test_a_name_without_end_is_no_account(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_ref(text)
    assert len(str(refused.value)) < 200


def test_the_table_in_a_full_folder_is_named_first(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(40):
        (folder / f"f{n:02d}.txt").write_text("ciao\n", encoding="utf-8")
    write_posts(folder)
    status, text = call(tmp_path, "import", "many", "--account", "facebook:esempio", "--dry-run")
    assert status == 2
    assert "posts.csv (" in text.partition("f00.txt")[0]
    assert "altri: 31" in text
    assert len(text) < 2_000
