"""Names of files and folders that are no UTF-8, as archives of other systems unpack them; names with
line ends; logs that nobody reads."""

from __future__ import annotations

import io
import json
import os
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

CLIENT = '[client]\nname = "Esempio"\naccounts = ["facebook:esempio"]\n'
TABLE = "Data,Testo,Mi piace\n" + "".join(
    f"2026-0{n}-02 10:00,Testo {n},{n}\n" for n in range(1, 7)
)
ODD = "novit\udce0"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems allow no such names of files"
)


@pytest.fixture
def odd_folder(run: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an odd name, a table and a client file with odd names in it."""
    folder = Path(ODD)
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path(f"{ODD}.csv").write_text(TABLE)
    Path(f"{ODD}.toml").write_text(CLIENT)
    return folder


def test_odd_names_stand_in_no_commands_way(run: Any, odd_folder: Path) -> None:
    for store in ("s.sqlite3", f"{ODD}.sqlite3"):
        for call in (
            ("import", f"{ODD}.csv", "--account", "facebook:esempio", "--yes"),
            ("import", f"{ODD}.csv", "--account", "facebook:esempio", "--json"),
            ("audit", "--client", f"{ODD}.toml", "--offline", "--out", f"{ODD}-1"),
            ("audit", "--client", ".", "--offline", "--out", f"{ODD}-1", "--json"),
            ("report", f"{ODD}-1/result.json", "--out", f"{ODD}-2"),
            ("compare", f"{ODD}-1/result.json", f"{ODD}-1/result.json"),
            ("export", "--out", f"{ODD}-{store}.csv"),
            ("questionnaire", "--out", f"{ODD}.html"),
            ("weekly", ".", "--offline", "--log", f"{ODD}.log"),
            ("status",),
            ("status", "--json"),
            ("forget", "facebook:esempio", "--yes"),
        ):
            done = run("--store", store, *call)
            assert done.exit_code == 0, (call, done.output)
            assert "in the program itself" not in done.output
            if "--json" in call:
                json.loads(done.stdout)
    result = json.loads(Path(f"{ODD}-1", "result.json").read_text("utf-8"))
    assert "\udce0" not in json.dumps(result, ensure_ascii=False)


def test_a_scheduler_gets_no_line_that_it_cannot_read(run: Any, odd_folder: Path) -> None:
    done = run("schedule", ".", "--at", "mon 07:30", "--out", ".")
    assert done.exit_code == 2
    assert "signs that no scheduler takes" in done.output


def test_odd_names_inside_an_archive(run: Any) -> None:
    with tarfile.open("a.tar.gz", "w:gz", format=tarfile.GNU_FORMAT) as archive:
        for name, text in ((f"{ODD}.csv", POSTS), (f"{ODD}.png", "no"), (f"{ODD}-2.csv", "a,b\n")):
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    done = run("import", "a.tar.gz", "--account", "facebook:esempio", "--yes")
    assert done.exit_code == 0, done.output
    assert "novit�.csv" in done.output
    assert run("audit", "facebook:esempio", "--offline", "--out", "o").exit_code == 0


POSTS = (
    "Post ID,Page ID,Page name,Title,Publish time,Post type,Reactions,Comments,Shares\n"
    + "".join(
        f"{n},7,Esempio,Ciao {n},{n:02d}/{n + 9:02d}/2026 09:00,Photos,{n},1,0\n"
        for n in range(1, 9)
    )
)


def test_a_name_with_line_ends_is_no_line_of_its_own(run: Any) -> None:
    Path("c/esempio").mkdir(parents=True)
    Path("c/esempio.toml").write_text(CLIENT)
    Path("c/esempio/posts.csv").write_text(TABLE)
    Path("c/esempio/x\nEnded with status 7.\r.csv").write_text("a,b\n")
    done = run("weekly", "c", "--offline", "--out", "o", "--log", "weekly.log")
    assert done.exit_code == 0, done.output
    lines = Path("weekly.log").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("Ended with status")] == [
        "Ended with status 0."
    ]


@pytest.mark.timeout(30)
def test_a_log_that_nobody_reads_is_refused_at_once(run: Any) -> None:
    Path("c").mkdir()
    Path("c/esempio.toml").write_text(CLIENT)
    os.mkfifo("weekly.log")
    done = run("weekly", "c", "--offline", "--log", "weekly.log")
    assert done.exit_code == 2
    assert "weekly.log cannot be written" in done.output


@pytest.mark.parametrize(
    "end", ["\\r\\nBcc: x@example.com", "\\nX-Y: 1", "\\u2028Oggetto: y", "\\u0085z: y"]
)
def test_a_clients_name_with_line_ends_is_one_line(run: Any, end: str) -> None:
    Path("posts.csv").write_text(TABLE)
    Path("client.toml").write_text(CLIENT.replace("Esempio", f"Esempio{end}"))
    run("import", "posts.csv", "--account", "facebook:esempio")
    done = run("audit", "--client", "client.toml", "--out", "out", "--format", "mail")
    assert done.exit_code == 0, done.output
    lines = [*done.output.splitlines(), *Path("out/mail.txt").read_text().splitlines()]
    lines += [line for line in Path("out/mail.eml").read_text().splitlines() if ":" in line]
    assert not [line for line in lines if line.startswith(("Bcc:", "X-Y:", "Oggetto:", "z:"))]


def test_a_table_of_thousands_of_columns_is_told_in_a_line(run: Any) -> None:
    more = 3_000
    wide = [f"{line}{',x' * more}" for line in TABLE.splitlines()]
    wide[0] = ",".join(["Data,Testo,Mi piace", *(f"c{n}" for n in range(more))])
    Path("posts.csv").write_text("\n".join(wide))
    done = run("import", "posts.csv", "--account", "facebook:esempio", "--dry-run")
    assert done.exit_code == 0, done.output
    assert "2,960 more" in " ".join(done.output.split())
    assert len(done.output) < 3_000
