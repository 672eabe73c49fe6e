"""What was said of an account's files once stands for its later files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HEADER = "date,text,likes\n"


def brought(run: Any, name: str, content: str, *more: str) -> dict[str, Any]:
    Path(name).write_text(HEADER + content, encoding="utf-8")
    done = run("import", name, "--account", "facebook:esempio", "--json", *more)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["files"][0]


def test_the_zone_and_the_order_of_dates_are_asked_once(run) -> None:
    Path("a.csv").write_text(
        HEADER + "3/4/2026 10:00,uno,1\n5/4/2026 10:00,due,2\n", encoding="utf-8"
    )
    output = run("import", "a.csv", "--account", "facebook:esempio")
    assert output.exit_code == 2
    assert "--date-order" in output.stderr
    first = brought(
        run,
        "a.csv",
        "3/4/2026 10:00,uno,1\n5/4/2026 10:00,due,2\n",
        "--date-order",
        "dmy",
        "--timezone",
        "Europe/Rome",
    )
    later = brought(run, "b.csv", "6/4/2026 10:00,tre,1\n7/4/2026 10:00,quattro,2\n")
    assert (first["timezone"], first["timezone_source"]) == ("Europe/Rome", "user")
    assert (later["timezone"], later["timezone_source"]) == ("Europe/Rome", "before")
    assert (first["date_order"], later["date_order"]) == ("dmy", "dmy")
    text = run("import", "b.csv", "--account", "facebook:esempio", "--dry-run").stdout
    assert "as you said of earlier files" in text
    assert "as in the earlier files" in text


def test_what_is_said_now_stands_and_another_account_remembers_nothing(run) -> None:
    brought(run, "a.csv", "2026-04-03 10:00,uno,1\n", "--timezone", "Europe/Rome")
    now = brought(run, "b.csv", "2026-04-04 10:00,due,1\n", "--timezone", "-05:00")
    assert (now["timezone"], now["timezone_source"]) == ("-05:00", "user")
    Path("c.csv").write_text(HEADER + "2026-04-05 10:00,tre,1\n", encoding="utf-8")
    other = run("import", "c.csv", "--account", "facebook:altro", "--json")
    assert json.loads(other.stdout)["files"][0]["timezone_source"] == "default"


def test_the_number_of_followers_is_asked_once(run) -> None:
    Path("a.csv").write_text(HEADER + "2026-04-03 10:00,uno,1\n", encoding="utf-8")
    stdout = run("import", "a.csv", "--account", "facebook:esempio").stdout
    assert "add --followers facebook:esempio=N, once" in stdout
    imported = brought(run, "a.csv", "2026-04-03 10:00,uno,1\n", "--followers", "1200")
    assert imported["posts"] == 1
    Path("b.csv").write_text(HEADER + "2026-04-04 10:00,due,1\n", encoding="utf-8")
    later = run("import", "b.csv", "--account", "facebook:esempio")
    assert "--followers" not in later.stdout
    done = run("import", "b.csv", "--account", "facebook:esempio", "--json")
    assert json.loads(done.stdout)["followers_unknown"] == []


def test_a_dry_run_makes_no_store(run) -> None:
    Path("a.csv").write_text(HEADER + "2026-04-03 10:00,uno,1\n", encoding="utf-8")
    done = run(
        "--store", "none.sqlite3", "import", "a.csv", "--account", "facebook:esempio", "--dry-run"
    )
    assert done.exit_code == 0, done.output
    assert not Path("none.sqlite3").exists()
