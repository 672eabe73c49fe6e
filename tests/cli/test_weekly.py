"""The week's work: every client of a folder, each by itself, one run at a time."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import stat
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from filelock import FileLock

from auditor.app.schedule import Moment, ScheduleRequest, files_of, moment_of, next_steps
from auditor.core.errors import UsageError

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
ROWS = "Data,Testo,Mi piace,Commenti\n" + "".join(
    f"2026-{month:02}-{day:02} 10:00,Parola {month}.{day},{day},1\n"
    for month in range(6, 12)
    for day in (2, 9, 16, 23)
)


@pytest.fixture
def clients(run: Any) -> Path:
    folder = Path("clienti")
    for name in ("uno", "due", "tre"):
        (folder / name).mkdir(parents=True)
        (folder / f"{name}.toml").write_text(
            f'[client]\nname = "{name.title()}"\nlanguage = "it"\naccounts = ["facebook:{name}"]\n'
        )
    (folder / "uno" / "posts.csv").write_text(ROWS)
    (folder / "due" / "posts.csv").write_text(ROWS)
    return folder


def week(run: Any, *arguments: str, now: datetime = NOW) -> Any:
    with time_machine.travel(now, tick=False):
        return run("weekly", "clienti", "--offline", "--format", "html,csv,mail", *arguments)


def test_what_lies_ready_is_imported_and_every_client_reported(run, clients: Path) -> None:
    shutil.rmtree(clients / "tre")
    (clients / "tre.toml").unlink()
    done = week(run)
    assert done.exit_code == 0, done.output
    assert "Uno: 24 posts in its files, 24 of them new." in done.output
    for name in ("uno", "due"):
        folder = clients / "reports" / name
        assert (folder / "mail.txt").exists()
        assert (folder / "csv" / "accounts.csv").exists()
        assert json.loads((folder / "result.json").read_bytes())["client"]["name"] == name.title()
    assert "uno/index.html" in (clients / "reports" / "index.html").read_text()
    again = week(run, now=datetime(2026, 12, 7, 8, 0, tzinfo=UTC))
    assert again.exit_code == 0, again.output
    assert "Uno: 24 posts in its files, 0 of them new." in again.output
    result = json.loads((clients / "reports" / "uno" / "result.json").read_bytes())
    assert "previous" in result


@pytest.mark.parametrize(
    ("said", "posts"),
    [(("--account", "facebook:uno", "--posts"), 24), (("--account", "facebook:uno=Nord"), 12)],
    ids=["all rows are posts", "the page's name"],
)
def test_what_a_table_by_hand_asks_for_is_said_once(
    run, clients: Path, said: tuple[str, ...], posts: int
) -> None:
    shutil.rmtree(clients / "tre")
    (clients / "tre.toml").unlink()
    words = ROWS.replace("Commenti\n", "Commenti,Marchio\n")
    for n, name in enumerate(("Nord", "Sud")):
        words = "\n".join(
            f"{line},{name}" if line[:4] == "2026" and int(line[8:10]) % 2 == n else line
            for line in words.splitlines()
        )
    first, second = clients / "uno" / "posts.csv", clients / "uno" / "altri.csv"
    first.write_text(words)
    refused = week(run)
    assert f"auditor import {first}" in " ".join(refused.output.split())
    assert "--account facebook:uno=NAME" in refused.output
    with time_machine.travel(NOW, tick=False):
        told = run("import", str(first), *said)
    assert told.exit_code == 0, told.output
    assert f"{posts} posts written" in told.output
    second.write_text(words.replace("2026", "2025"))
    done = week(run)
    assert done.exit_code == 0, done.output
    assert f"Uno: {2 * posts} posts in its files, {posts} of them new." in done.output
    again = week(run, now=datetime(2026, 12, 7, 8, 0, tzinfo=UTC))
    assert f"Uno: {2 * posts} posts in its files, 0 of them new." in again.output
    if "--posts" in said:
        second.write_text(words.replace("Marchio", "Cliente"))
        assert "--posts" in week(run).output


def test_a_client_that_fails_costs_only_itself(run, clients: Path) -> None:
    (clients / "due" / "posts.csv").write_text("nothing,that,is\na,list,of\n")
    (clients / "quattro.toml").write_text("[client]\nname = 3\n")
    done = week(run)
    assert done.exit_code == 1
    assert (clients / "reports" / "uno" / "index.html").exists()
    assert "quattro.toml has" in done.output
    assert "Tre: nothing is known yet." in done.output
    assert "Tre" in (clients / "reports" / "index.html").read_text()


def test_two_runs_never_work_in_one_folder(run, clients: Path) -> None:
    with FileLock(clients / ".auditor-weekly.lock"):
        done = week(run)
    assert done.exit_code == 2
    assert "Another run is at work" in done.output
    assert not (clients / "reports").exists()


def test_what_is_said_goes_to_the_log(run, clients: Path) -> None:
    for _ in range(2):
        done = week(run, "--log", "weekly.log")
        assert done.output == ""
    text = Path("weekly.log").read_text()
    assert text.count("== 2026-11-30T08:00:00Z auditor weekly") == 2
    assert text.count("Ended with status 1.") == 2
    if sys.platform != "win32":
        assert stat.S_IMODE(Path("weekly.log").stat().st_mode) == 0o600
    done = week(run, "--log", "nowhere/weekly.log")
    assert done.exit_code == 2


def test_reports_never_lie_where_a_clients_files_do(run, clients: Path) -> None:
    (clients / "reports.toml").write_text('[client]\nname = "R"\naccounts = ["x:r"]\n')
    done = week(run)
    assert done.exit_code == 2
    assert "--out" in done.output
    assert week(run, "--out", "elsewhere").exit_code == 1
    assert Path("elsewhere/uno/index.html").exists()


def test_a_folder_without_clients_is_told(run) -> None:
    Path("clienti").mkdir()
    assert week(run).exit_code == 2
    assert run("weekly", "nowhere").exit_code == 2


# The scheduler ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("mon 07:30", Moment(0, 7, 30)),
        ("lun 7.30", Moment(0, 7, 30)),
        ("Friday 18:00", Moment(4, 18, 0)),
        ("domenica 23:59", Moment(6, 23, 59)),
        (" sab 0:05 ", Moment(5, 0, 5)),
        ("mercoledì 9:00", Moment(2, 9, 0)),
    ],
)
def test_a_moment_is_read_in_both_languages(text: str, moment: Moment) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    "text", ["", "mon", "7:30", "xyz 7:30", "mon 24:00", "mon 7:60", "%", "x" * 999]
)
def test_what_is_no_moment_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="is no moment"):
        moment_of(text)


NAMES = [
    "clienti",
    "con spazio",
    "l'ufficio",
    "50% sconto",
    'a "b"',
    "però",
    "a$HOME",
    "a;b&c",
    "a`b`",
    "(x)",
]


def request(folder: Path) -> ScheduleRequest:
    folder.mkdir(exist_ok=True)
    return ScheduleRequest(folder, Moment(0, 7, 30), "it", NOW)


@pytest.mark.parametrize("name", NAMES)
def test_cron_gets_one_line_that_a_shell_reads_back(tmp_path: Path, name: str) -> None:
    (line,) = files_of("cron", request(tmp_path / name)).values()
    fields = line.rstrip("\n").split(" ", 5)
    assert fields[:5] == ["30", "7", "*", "*", "1"]
    # cron ends the command at a bare per cent sign and takes the backslash before one away
    assert "%" not in fields[5].replace("\\%", "")
    words = shlex.split(fields[5].replace("\\%", "%"))
    assert words[:3] == ["cd", str((tmp_path / name).resolve()), "&&"]
    assert words[3:6] == [sys.executable, "-m", "auditor"]
    assert words[6:] == ["--language", "it", "weekly", ".", "--log", "weekly.log"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("name", NAMES)
def test_systemd_takes_the_files(tmp_path: Path, name: str) -> None:
    files = files_of("systemd", request(tmp_path / name))
    out = tmp_path / "units"
    out.mkdir()
    for file, content in files.items():
        (out / file).write_text(content)
    paths = [str(out / file) for file in files]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *paths], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if "auditor-weekly" in line]
    assert said == []


@pytest.mark.parametrize("name", NAMES)
def test_windows_gets_a_task_that_is_read_back(tmp_path: Path, name: str) -> None:
    (content,) = files_of("windows", request(tmp_path / name)).values()
    root = ET.fromstring(content.encode("utf-16"))
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert root.findtext(".//t:WorkingDirectory", namespaces=space) == str(tmp_path / name)
    assert root.findtext(".//t:Command", namespaces=space) == sys.executable
    assert "weekly . --log" in str(root.findtext(".//t:Arguments", namespaces=space))
    assert root.find(".//t:DaysOfWeek/t:Monday", space) is not None
    assert root.findtext(".//t:StartWhenAvailable", namespaces=space) == "true"


def test_a_folder_that_no_scheduler_takes_is_refused(tmp_path: Path) -> None:
    if os.name == "posix":
        with pytest.raises(UsageError, match="no scheduler takes"):
            files_of("cron", request(tmp_path / "a\nb"))
    with pytest.raises(UsageError, match="is no folder"):
        files_of("cron", ScheduleRequest(tmp_path / "absent", Moment(0, 7, 30), "it", NOW))


@pytest.mark.parametrize("system", ["cron", "systemd", "windows"])
def test_the_files_are_shown_or_written(run, clients: Path, system: Any) -> None:
    done = run("schedule", "clienti", "--for", system)
    assert done.exit_code == 0, done.output
    assert "weekly" in done.output
    assert run("schedule", "clienti", "--for", system, "--out", "s").exit_code == 0
    written = {path.name for path in Path("s").iterdir()}
    assert written == set(files_of(system, ScheduleRequest(clients, Moment(0, 7, 30), "en", NOW)))
    if system == "windows":
        assert Path("s/auditor-weekly.xml").read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")
    assert next_steps(system, Path("s"))


def test_the_line_of_cron_runs(run, clients: Path) -> None:
    (line,) = files_of("cron", request(clients)).values()
    command = line.split(" ", 5)[5].replace("\\%", "%")
    command = command.replace(" weekly .", " weekly . --offline --format html")
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "esito 1" in (clients / "weekly.log").read_text()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands(shell: str) -> None:
    for value, words in (
        (f"{shell}_source", "_auditor_completion"),
        (f"{shell}_complete", "weekly"),
    ):
        environment = {**os.environ, "_AUDITOR_COMPLETE": value}
        environment |= {"COMP_WORDS": "auditor we", "COMP_CWORD": "1" if shell != "fish" else "we"}
        done = subprocess.run(
            [sys.executable, "-m", "auditor"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert words in done.stdout, done.stderr
