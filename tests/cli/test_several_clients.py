"""Several clients in one call: a report each, and one page over them, worst first."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from auditor.app.support.report_folders import earlier_scores
from auditor.result.read import read_result
from reports.html import render_overview
from reports.overview import Entry

# A page that nobody reacts to, and one that asks and is answered with likes.
LIKES = {"pigra": (0, 1), "viva": (300, 400)}


def csv_of(kind: str) -> str:
    rows = [
        f"2026-{month:02}-{day:02} 10:00,{'Che ne dite' if kind == 'viva' else 'Sconto sulla novità'} {month}.{day}"
        f"{'?' if kind == 'viva' else ''},{LIKES[kind][day % 2]},0,0"
        for month in range(7, 11)
        for day in (2, 9, 16, 23)
    ]
    return "\n".join(["date,text,likes,comments,shares", *rows, ""])


@pytest.fixture
def clients(run, tmp_path: Path) -> Path:
    """A folder of three client files: alive, a shop window, and one with nothing read."""
    folder = tmp_path / "clienti"
    folder.mkdir()
    for kind in LIKES:
        path = tmp_path / f"{kind}.csv"
        path.write_text(csv_of(kind), encoding="utf-8")
        assert run("import", path, "--account", f"facebook:{kind}").exit_code == 0
    for name, handle in (
        ("Ditta viva", "viva"),
        ("Ditta pigra & figli", "pigra"),
        ("Ditta ignota", "ignota"),
    ):
        text = f'[client]\nname = "{name}"\naccounts = ["facebook:{handle}"]\n'
        text += f'followers = {{ "facebook:{handle}" = 2000 }}\n'
        (folder / f"{handle}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_of_clients_becomes_reports_and_a_page_worst_first(
    run, clients: Path, tmp_path: Path
) -> None:
    out = tmp_path / "rapporti"
    done = run("audit", "--client", clients, "--offline", "--out", out, "--language", "it")
    assert done.exit_code == 1, done.output  # of one client the store holds nothing
    assert "facebook:ignota" in done.stderr
    page = (out / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="([^"#]+)"><b><bdi>([^<]+)', page)
    assert [name for _, name in links] == ["Ditta pigra &amp; figli", "Ditta viva"]
    for href, _name in links:
        assert (out / href).is_file()
    assert "1 pagina su 2 è una vetrina. Di 1 cliente non si sa nulla." in page
    assert "3 clienti" in page
    assert page.index("Ditta viva") < page.index("Ditta ignota")
    assert "facebook:ignota" in page
    assert str(out / "index.html") in done.stdout


def test_one_client_has_no_page_over_it(run, clients: Path, tmp_path: Path) -> None:
    out = tmp_path / "uno"
    assert run("audit", "--client", clients / "viva.toml", "--offline", "--out", out).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["index.html", "result.json"]
    assert '<h2 id="h-clients"' not in (out / "index.html").read_text(encoding="utf-8")


def test_without_out_every_folder_is_new_and_nothing_is_overwritten(run, clients: Path) -> None:
    for _ in range(2):
        run(
            "audit",
            "--client",
            clients / "viva.toml",
            "--client",
            clients / "pigra.toml",
            "--offline",
        )
    names = sorted(path.name for path in Path().iterdir())
    assert len(names) == 6
    assert sum(name.startswith("audits-") for name in names) == 2
    for folder in Path().glob("audits-*"):
        for href in re.findall(r'<a href="([^"#]+)"><b>', (folder / "index.html").read_text()):
            assert (folder / href).resolve().is_file()


def test_programs_are_told_where_the_page_is(run, clients: Path, tmp_path: Path) -> None:
    done = run("audit", "--client", clients, "--offline", "--out", tmp_path / "x", "--json")
    data = json.loads(done.stdout)
    assert Path(data["overview"]).is_file()
    assert [audit["client"] for audit in data["audits"]] == ["Ditta pigra & figli", "Ditta viva"]


def test_a_client_file_tells_all_its_mistakes_at_once(run, tmp_path: Path) -> None:
    path = tmp_path / "sbagliato.toml"
    path.write_text('[client]\ntitel = "Ditta"\naccounts = ["boh"]\ntimezone = "Marte"\n')
    done = run("audit", "--client", path, "--offline")
    assert done.exit_code == 2
    assert all(word in done.stderr for word in ("titel", "boh", "Marte"))


def test_a_result_read_again_gives_the_same_page(run, clients: Path, tmp_path: Path) -> None:
    out = tmp_path / "r"
    run("audit", "--client", clients, "--offline", "--out", out)
    entries = [
        Entry(read_result(path), f"{path.parent.name}/index.html")
        for path in sorted(out.glob("*/result.json"))
    ]
    assert render_overview(entries, "en") == render_overview(list(reversed(entries)), "en")


def test_a_client_file_with_mistakes_costs_only_its_own_report(
    run, clients: Path, tmp_path: Path
) -> None:
    (clients / "a-sbagliato.toml").write_text('[client]\nnome = "Ditta"\n', encoding="utf-8")
    out = tmp_path / "r"
    done = run("audit", "--client", clients, "--offline", "--out", out)
    assert done.exit_code == 1, done.output
    assert "a-sbagliato.toml" in done.stderr
    assert len(list(out.glob("*/index.html"))) == 2


def test_a_report_that_cannot_be_made_costs_no_other(
    run, clients: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Be it a folder that cannot be written or a fault of the program itself."""
    import auditor.result.build

    plain = auditor.result.build.run_audit

    def broken(store, spec, *rest):
        if spec.client.name == "Ditta viva":
            raise LookupError("(made up)")
        return plain(store, spec, *rest)

    monkeypatch.setattr(auditor.result.build, "run_audit", broken)
    out = tmp_path / "r"
    done = run("audit", "--client", clients, "--offline", "--out", out)
    assert done.exit_code == 1, done.output
    assert "Ditta viva gets no report" in done.stderr
    assert "LookupError" in done.stderr
    assert "Traceback" not in done.output
    assert [path.parent.name for path in out.glob("*/index.html")] == ["pigra"]


def test_the_page_over_all_clients_shows_their_score_over_the_weeks(
    run, clients: Path, tmp_path: Path
) -> None:
    out = tmp_path / "r"
    for day in ("2026-09-20", "2026-10-05", "2026-10-20"):
        run("audit", "--client", clients, "--offline", "--out", out, "--as-of", day)
    kept = sorted(path.name for path in (out / "viva" / "history").iterdir())
    assert kept == ["2026-09-21.json.gz", "2026-10-06.json.gz"]
    (out / "viva" / "history" / "2026-10-07.json.gz").write_bytes(b"no archive")
    assert [day.isoformat() for day, _ in earlier_scores(out / "viva")] == [
        "2026-09-20",
        "2026-10-05",
    ]
    run("audit", "--client", clients, "--offline", "--out", out, "--as-of", "2026-10-20")
    page = (out / "index.html").read_text(encoding="utf-8")
    assert page.count("The score over time") == 2
    assert re.search(r"[▲▼] \d+ on 5 October 2026|as on 5 October 2026", page)
