"""From a file of posts to a page: one line through every room."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from auditor.result.schemas.__main__ import TARGET, text

HEADER = "id,date,text,likes,comments,shares"
POSTS = [
    f"{n},2026-{9 + n // 28:02d}-{n % 28 + 1:02d} 09:30,Testo numero {n} di una ditta,{n},1,0"
    for n in range(60)
]


@pytest.fixture
def audited(run, tmp_path: Path) -> Path:
    file = tmp_path / "posts.csv"
    file.write_text("\n".join([HEADER, *POSTS, ""]), encoding="utf-8")
    done = run("import", file, "--account", "facebook:esempio", "--timezone", "Europe/Rome")
    assert done.exit_code == 0, done.output
    folder = tmp_path / "out"
    line = "audit facebook:esempio --offline --as-of 2026-11-30 --format html,json --out"
    done = run(*line.split(), folder)
    assert done.exit_code == 0, done.output
    assert "60" in done.stdout
    return folder


def test_the_result_agrees_with_its_published_schema(audited: Path) -> None:
    result = json.loads((audited / "result.json").read_text(encoding="utf-8"))
    jsonschema.validate(result, json.loads(TARGET.read_text(encoding="utf-8")))
    (account,) = result["accounts"]
    counts = account["counts"]
    assert (counts["own_posts"], counts["interactions_max"]) == (60, 60)
    assert counts["interactions_median"] == 30.5
    verdict = account["verdict"]  # neither the response nor the answers are known
    assert verdict["leans"]
    assert verdict["decides"] in {"comments", "followers"}


def test_the_published_schema_is_fresh() -> None:
    assert TARGET.read_text(encoding="utf-8") == text(), "run 'python -m auditor.result.schemas'"


def test_followers_make_a_verdict_possible(run, tmp_path: Path, audited: Path) -> None:
    client = tmp_path / "esempio.toml"
    client.write_text(
        '[client]\nname = "Esempio S.p.A."\naccounts = ["facebook:esempio"]\n'
        'followers = { "facebook:esempio" = 20000 }\n',
        encoding="utf-8",
    )
    out = tmp_path / "with"
    done = run("audit", "--client", client, "--offline", "--as-of", "2026-11-30", "--out", out)
    assert done.exit_code == 0, done.output
    result = json.loads((out / "result.json").read_text(encoding="utf-8"))
    (account,) = result["accounts"]
    assert account["followers"] == 20000
    assert account["signals"]["resonance"]["value"] is not None
    assert account["verdict"]["code"] != "insufficient_data"


def test_the_page_holds_the_four_sections_in_both_languages(run, tmp_path, audited: Path) -> None:
    done = run("report", audited / "result.json", "--language", "it", "--out", tmp_path / "it")
    assert done.exit_code == 0, done.output
    pages = {
        "en": (audited / "index.html").read_text(encoding="utf-8"),
        "it": (tmp_path / "it" / "index.html").read_text(encoding="utf-8"),
    }
    for language, page in pages.items():
        assert f'<html lang="{language}">' in page
        for section in ("masthead", "verdict", "data", "method"):
            assert f'id="{section}"' in page
    assert pages["it"] != pages["en"]


def test_the_same_result_gives_the_same_bytes(run, tmp_path: Path, audited: Path) -> None:
    for name in ("one", "two"):
        run("report", audited / "result.json", "--language", "en", "--out", tmp_path / name)
    first, second = (tmp_path / name / "index.html" for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()


def test_an_account_without_data_is_told_and_ends_with_one(run, audited: Path) -> None:
    done = run("audit", "facebook:nessuno", "--offline")
    assert done.exit_code == 1
    assert "facebook:nessuno" in done.stderr
