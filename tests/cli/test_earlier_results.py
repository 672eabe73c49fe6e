"""What changed since the last time is found by itself: by the client's accounts, in what is kept."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def rows(kind: str, months: range) -> str:
    words = "Che ne dite? " if kind == "viva" else "Sconto sulla novità "
    lines = [
        f"2026-{month:02}-{day:02} 10:00,{words}{month}.{day},{day},1,0"
        for month in months
        for day in (2, 9, 16, 23)
    ]
    return "\n".join(["date,text,likes,comments,shares", *lines, ""])


@pytest.fixture
def clients(run: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "clienti"
    folder.mkdir()
    for name in ("viva", "altra"):
        path = tmp_path / f"{name}.csv"
        path.write_text(rows(name, range(4, 11)), encoding="utf-8")
        with time_machine.travel(NOW, tick=False):
            arguments = ("--account", f"facebook:{name}", "--observed-at", "2026-11-01")
            assert run("import", path, *arguments).exit_code == 0
        (folder / f"{name}.toml").write_text(
            f'[client]\nname = "{name}"\naccounts = ["facebook:{name}"]\n'
            f'followers = {{ "facebook:{name}" = 900 }}\n',
            encoding="utf-8",
        )
    return folder


def result_of(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "result.json").read_bytes()))


def test_the_last_result_of_a_client_is_found_by_itself(
    run: Any, clients: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    arguments = ("audit", "--client", clients / "viva.toml", "--offline", "--out", out)
    assert run(*arguments, "--as-of", "2026-08-31").exit_code == 0
    assert "previous" not in result_of(out)
    assert run(*arguments, "--as-of", "2026-09-30").exit_code == 0
    assert result_of(out)["previous"]["as_of"].startswith("2026-09-01")
    assert run(*arguments, "--as-of", "2026-10-20").exit_code == 0
    assert result_of(out)["previous"]["as_of"].startswith("2026-10-01")
    assert 'id="since"' in (out / "index.html").read_text(encoding="utf-8")
    (out / "result.json").write_text("{", encoding="utf-8")
    (out / "history" / "2026-10-02.json.gz").write_bytes(b"\x1f\x8bno archive")
    (out / "history" / "2026-10-03.json.gz").write_bytes(gzip.compress(b"[]"))
    assert run(*arguments, "--as-of", "2026-10-20").exit_code == 0
    assert result_of(out)["previous"]["as_of"].startswith("2026-10-01")


def test_a_folder_without_a_name_is_looked_for_beside(run: Any, clients: Path) -> None:
    arguments = ("audit", "--client", clients / "viva.toml", "--offline")
    assert run(*arguments, "--as-of", "2026-08-31").exit_code == 0
    assert run(*arguments, "--as-of", "2026-10-20").exit_code == 0
    earlier, later = sorted(Path().glob("audit-viva-*"), key=lambda path: len(path.name))
    assert "previous" not in result_of(earlier)
    assert result_of(later)["previous"]["as_of"].startswith("2026-09-01")


def test_another_clients_result_is_not_the_last_time(
    run: Any, clients: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for name, day in (("altra", "2026-08-31"), ("viva", "2026-10-20")):
        file = clients / f"{name}.toml"
        done = run("audit", "--client", file, "--offline", "--out", out, "--as-of", day)
        assert done.exit_code == 0
    assert "previous" not in result_of(out)


def test_without_new_data_the_report_says_so(run: Any, clients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("audit", "--client", clients / "viva.toml", "--offline", "--out", out)
    with time_machine.travel(NOW, tick=False):
        assert run(*arguments).exit_code == 0
        first = result_of(out)
    with time_machine.travel(NOW.replace(hour=11), tick=False):
        assert run(*arguments).exit_code == 0
        assert "previous" not in result_of(out)  # the same audit once more, no other week
    with time_machine.travel(NOW.replace(month=12, day=1), tick=False):
        assert run(*arguments, "--language", "it").exit_code == 0
    assert result_of(out)["previous"]["as_of"] == first["as_of"]
    page = (out / "index.html").read_text(encoding="utf-8")
    assert re.search(r"Nessun dato nuovo dal \d+ ottobre 2026", page)


def test_a_folder_of_results_stands_for_each_clients_own(
    run: Any, clients: Path, tmp_path: Path
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    arguments = ("audit", "--client", clients, "--offline")
    assert run(*arguments, "--out", before, "--as-of", "2026-08-31").exit_code == 0
    done = run(*arguments, "--out", after, "--as-of", "2026-10-20", "--previous", before)
    assert done.exit_code == 0, done.output
    for name in ("viva", "altra"):
        assert result_of(after / name)["previous"]["as_of"].startswith("2026-09-01")
    done = run(*arguments, "--out", after, "--previous", before / "viva" / "result.json")
    assert done.exit_code == 2
    (tmp_path / "empty").mkdir()
    done = run(
        "audit",
        "--client",
        clients / "viva.toml",
        "--offline",
        "--out",
        tmp_path / "new",
        "--previous",
        tmp_path / "empty",
    )
    assert done.exit_code == 2
    assert "holds no result of viva" in done.stderr
    assert not (tmp_path / "new").exists()


def test_forms_may_be_named_one_by_one(run: Any, clients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("audit", "--client", clients / "viva.toml", "--offline", "--out", out)
    assert run(*arguments, "--format", "mail", "--format", "csv,html").exit_code == 0
    assert {"mail.eml", "mail.txt", "csv", "index.html"} <= {path.name for path in out.iterdir()}
