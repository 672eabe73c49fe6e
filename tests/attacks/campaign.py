"""Breaks every deed of the program off at every step, and looks whether the next call makes it good.

``python tests/attacks/campaign.py`` runs it whole and prints a table: tried, survived, fell.
``--every N`` tries every Nth step, ``--only import,forget`` some of the deeds. The tests run a
short form.

A step is a file that is opened for writing, made, moved or removed, and a statement that a database
is given. At each of them a run is killed (as by ``kill -9``) or told that the disk is full. It
survives if the same call, given once more without a fault, ends as one that was never disturbed
does: the same rows, the same reports, nothing left beside, no byte of what was to be forgotten.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process that is forked keeps no threads
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SECRET = "canarinosegreto"
TABLE = "id,data,testo,mi piace,commenti\n" + "".join(
    f"{SECRET}{n},2026-{n % 9 + 1:02}-{n % 27 + 1:02} 10:00,{SECRET} numero {n},{n},1\n"
    for n in range(25)
)
REF = "facebook:esempio"
KILLED = 9
_CHANGING = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
)


@dataclass(frozen=True)
class Deed:
    """A command, and what makes the folder ready for it."""

    name: str
    arguments: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    prepare: Callable[[Path], None] | None = None
    again: frozenset[int] = frozenset({0})


IMPORT = ("import", "posts.csv", "--account", REF, "--followers", "1200", "--yes", "--quiet")
AUDIT = ("audit", REF, "--offline", "--out", "report", "--quiet")


def _old_copy(folder: Path) -> None:
    """Copies of the store as updates make them, one of them damaged."""
    shutil.copy(folder / "s.sqlite3", folder / "s.sqlite3.before-20260101-000000")
    (folder / "s.sqlite3.before-20250101-000000").write_bytes(b"")


def _first_version(folder: Path) -> None:
    """The store as the program's first version left it."""
    connection = sqlite3.connect(folder / "s.sqlite3")
    connection.executescript(
        "DROP TABLE account_alias; ALTER TABLE comment DROP COLUMN author_name_key; "
        "UPDATE alembic_version SET version_num = '0001';"
    )
    connection.close()


def _tokens(folder: Path) -> None:
    from connectors.auth.tokens import Token, TokenFile

    TokenFile(folder / "s.tokens.json").keep("x", Token("X_BEARER_TOKEN", SECRET, SECRET))


def _grown(folder: Path) -> None:
    later = TABLE.replace("mi piace", "likes").replace(",1\n", ",2\n")
    (folder / "posts.csv").write_text(later, encoding="utf-8")


DEEDS = (
    Deed("import", IMPORT),
    Deed("import again", IMPORT, (IMPORT,), _grown),
    Deed("audit", AUDIT, (IMPORT,)),
    Deed("audit over a report", (*AUDIT, "--as-of", "2026-06-30"), (IMPORT, AUDIT)),
    Deed(
        "report",
        ("report", "report/result.json", "--out", "again", "--format", "all"),
        (IMPORT, AUDIT),
    ),
    Deed("export", ("export", REF, "--out", "out.csv", "--quiet"), (IMPORT,)),
    Deed("questionnaire", ("questionnaire", "--out", "q/q.html")),
    Deed("forget", ("forget", REF, "--yes"), (IMPORT,), _old_copy, frozenset({0, 2})),
    Deed("update of a store", ("status",), (IMPORT,), _first_version),
    Deed("login forgotten", ("login", "x", "--forget"), (), _tokens),
)


class _Full(OSError):
    """What a disk without room says."""

    def __init__(self) -> None:
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC))


@dataclass
class Steps:
    """Counts the steps of a run, and breaks it off at one of them."""

    folder: str
    at: int = 0
    fault: str = ""
    count: int = 0
    on: bool = False
    names: list[str] = field(default_factory=list)

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            path, mode = str(arguments[0]), arguments[2]
            writes = isinstance(mode, int) and mode & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if writes and path.startswith(self.folder):
                self.step(f"open {path}")
        elif event in _CHANGING:
            self.step(f"{event} {arguments[0]}")

    def statement(self, text: str) -> None:
        if text.lstrip().upper().startswith(("SELECT", "PRAGMA TABLE", "PRAGMA MAIN")):
            return
        self.step(text[:50], raises=False)

    def step(self, name: str, raises: bool = True) -> None:
        self.count += 1
        self.names.append(name)
        if self.count == self.at:
            if self.fault == "kill":
                os._exit(KILLED)
            if raises:
                raise _Full


STEPS = Steps("")


def child(folder: Path, arguments: Sequence[str], at: int = 0, fault: str = "") -> tuple[int, int]:
    """Run a command in a process of its own, broken off at a step; its status and its steps."""
    read, write = os.pipe()
    process = os.fork()
    if process:
        os.close(write)
        with os.fdopen(read, "rb") as result:
            text = result.read()
        _, status = os.waitpid(process, 0)
        return os.waitstatus_to_exitcode(status), int(text or 0)
    code = 99
    try:
        os.close(read)
        os.chdir(folder)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)
        os.environ.update(
            AUDITOR_CONFIG_DIR=str(folder / "config"),
            AUDITOR_STORE=str(folder / "s.sqlite3"),
            AUDITOR_LANGUAGE="en",
        )
        STEPS.folder, STEPS.at, STEPS.fault, STEPS.count, STEPS.on = str(folder), at, fault, 0, True
        code = _run(arguments)
        STEPS.on = False
        os.write(write, str(STEPS.count).encode())
    finally:
        os._exit(code)


def _run(arguments: Sequence[str]) -> int:
    from click.testing import CliRunner

    from auditor.cli.main import main

    return int(CliRunner().invoke(main, list(arguments)).exit_code)


def ready(deed: Deed, folder: Path) -> None:
    """A folder in which a deed can be done."""
    (folder / "posts.csv").write_text(TABLE, encoding="utf-8")
    for arguments in deed.before:
        status, _ = child(folder, arguments)
        assert status == 0, (deed.name, arguments, status)
    if deed.prepare is not None:
        deed.prepare(folder)


def state(folder: Path) -> dict[str, str]:
    """What a folder says in the end: every file's content, of a store its rows, of a result all but
    the moment at which it was made."""
    by_name = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name.endswith(("-shm", "-wal", ".lock")):
            continue
        name = re.sub(r"before-\d+-\d+", "before", str(path.relative_to(folder)))
        if ".sqlite3" in name and path.stat().st_size:
            by_name[name] = _rows(path)
        elif name.endswith("result.json"):
            by_name[name] = json.dumps(
                {**json.loads(path.read_text("utf-8")), "generated_at": None, "provenance": None}
            )
        elif name.endswith((".html", ".gz")):
            by_name[name] = "there" if path.stat().st_size else "empty"
        else:
            by_name[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return by_name


def _rows(path: Path) -> str:
    """Integrity and the rows of a store, without numbers and moments that each run makes anew."""
    connection = sqlite3.connect(path)
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    tables = ("account", "post", "post_snapshot", "profile_snapshot", "comment")
    there = {
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    sentences = [
        str(connection.execute(f"SELECT count(*) FROM {name}").fetchone())
        for name in tables
        if name in there
    ]
    if "post" in there:
        sentences += [
            str(row)
            for row in connection.execute(
                "SELECT platform_id, text, published_at FROM post ORDER BY 1"
            )
        ]
        sentences += [
            str(row)
            for row in connection.execute(
                "SELECT p.platform_id, s.reactions, s.comments FROM post_snapshot s JOIN post p ON p.id = s.post_id ORDER BY 1, 2, 3"
            )
        ]
        sentences += [
            str(
                connection.execute(
                    "SELECT count(*) FROM run WHERE finished_at IS NOT NULL AND covered_end IS NOT NULL"
                ).fetchone()[0]
                > 0
            )
        ]
    connection.close()
    return "\n".join([sound, *sentences])


def secret_in(folder: Path) -> list[str]:
    """Files that still hold what was to be forgotten; the table that was brought is its owner's."""
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name != "posts.csv" and SECRET.encode() in path.read_bytes()
    ]


@dataclass
class Tally:
    """How many times a deed was broken off in one way, and what fell."""

    tried: int = 0
    fell: list[str] = field(default_factory=list)


def attack(deed: Deed, fault: str, folder: Path, every: int = 1, first: int = 1) -> Tally:
    """Break a deed off at its steps, each time from a fresh start."""
    start, calm = folder / "start", folder / "calm"
    start.mkdir()
    ready(deed, start)
    shutil.copytree(start, calm)
    status, steps = child(calm, deed.arguments)
    assert status == 0, (deed.name, status)
    assert steps > 0, deed.name
    wanted, tally = state(calm), Tally()
    for at in range(first, steps + 1, every):
        tried = folder / "tried"
        shutil.copytree(start, tried)
        tally.tried += 1
        child(tried, deed.arguments, at, fault)
        status, _ = child(tried, deed.arguments)
        result = state(tried)
        if status not in deed.again:
            tally.fell.append(f"step {at}: the next call ended with {status}")
        elif result != wanted:
            odd = [name for name in {*result, *wanted} if result.get(name) != wanted.get(name)]
            tally.fell.append(f"step {at}: {', '.join(sorted(odd))} is not as undisturbed")
        elif "forg" in deed.name and secret_in(tried):
            tally.fell.append(f"step {at}: still in {', '.join(secret_in(tried))}")
        shutil.rmtree(tried)
    return tally


def listen() -> None:
    """Hear of every step of this process, once and for good."""
    sys.addaudithook(STEPS.hook)
    plain = sqlite3.connect

    def connect(*arguments: object, **more: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = plain(*arguments, **more)  # type: ignore[arg-type, call-overload]
        if STEPS.on:
            connection.set_trace_callback(STEPS.statement)
        return connection

    sqlite3.connect = sqlite3.dbapi2.connect = connect  # type: ignore[assignment]


def warm() -> None:
    """Load what the commands load, once, so that each run costs only its work."""
    import reports.html
    import reports.questionnaire
    import reports.slides
    import reports.tables
    import reports.write  # noqa: F401

    here = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "posts.csv").write_text(TABLE, encoding="utf-8")
        os.chdir(folder)
        os.environ.update(
            AUDITOR_CONFIG_DIR=str(folder / "config"), AUDITOR_STORE=str(folder / "s.sqlite3")
        )
        # Not the report in all its forms: what sets the PDF starts threads, which no fork survives.
        for deed in (DEEDS[0], DEEDS[2], *DEEDS[5:]):
            _run(deed.arguments)
        os.chdir(here)


def main(arguments: Sequence[str] | None = None) -> int:
    """The whole campaign, printed as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", default="")
    options = parser.parse_args(arguments)
    warm()
    listen()
    only = [entry for entry in options.only.split(",") if entry]
    fell = 0
    print(f"{'deed':22}{'fault':10}{'tried':>7}{'survived':>10}{'fell':>6}")
    for deed, fault in _pairs(only):
        with tempfile.TemporaryDirectory() as folder:
            tally = attack(deed, fault, Path(folder), options.every)
        fell += len(tally.fell)
        print(
            f"{deed.name:22}{fault:10}{tally.tried:>7}{tally.tried - len(tally.fell):>10}{len(tally.fell):>6}",
            flush=True,
        )
        for value in tally.fell[:5]:
            print(f"    {value}")
    return 1 if fell else 0


def _pairs(only: Sequence[str]) -> Iterator[tuple[Deed, str]]:
    for deed in DEEDS:
        if not only or deed.name in only:
            yield from ((deed, "kill"), (deed, "disk full"))


if __name__ == "__main__":
    raise SystemExit(main())
