"""Numbers of thousands of digits, which Python refuses to read: in files, archives, answers."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from auditor.cli.ui import prompts
from auditor.core.client_file.reading import read_client
from auditor.core.errors import InputError
from auditor.core.json_types import parse_json
from auditor.core.messages import msg
from connectors.files import make_options, read_files
from connectors.http.json_fields import get_count

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LONG = "9" * 5_000
NUMBERS = {
    "digits": LONG,
    "below the limit of Python": "9" * 4_000,
    "grouped": ".".join(["999"] * 200),
    "decimal": f"0,{LONG}",
    "thousands": f"{LONG}K",
    "exponent": "9e99",
    "with a unit": f"{LONG} commenti",
    "other digits": "٣" * 5_000,
}


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize("field", ["Like", "Followers", "Data"])
def test_a_number_in_a_table_costs_only_itself(number: str, field: str, tmp_path: Path) -> None:
    rows = [
        {"Data": f"2026-09-{n:02d}", "Testo": f"a {n}", "Like": "3", "Followers": "90"}
        for n in range(1, 25)
    ]
    rows[3][field] = number
    path = tmp_path / "posts.csv"
    lines = [";".join(rows[0]), *(";".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    file = read_files([path], make_options(account="facebook:esempio"), NOW).files[0]
    assert len(file.posts) == (23 if field == "Data" else 24)
    assert file.posts[3].counts.reactions == (None if field == "Like" else 3)


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_a_number_in_a_workbook_costs_only_itself(number: str, tmp_path: Path) -> None:
    path = tmp_path / "posts.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Data", "Testo", "Like"])
        for n in range(1, 25):
            sheet.write_row(n, 0, [f"2026-09-{n:02d}", f"a {n}", number if n == 4 else 3])
    file = read_files([path], make_options(account="facebook:esempio"), NOW).files[0]
    assert len(file.posts) == 24
    assert file.posts[3].counts.reactions is None


def test_a_span_of_hidden_columns_without_end_hides_none(tmp_path: Path) -> None:
    path, odd = tmp_path / "posts.xlsx", tmp_path / "odd.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.set_column(5, 5, 10, None, {"hidden": True})
        sheet.write_row(0, 0, ["Data", "Testo", "Like"])
        for n in range(1, 25):
            sheet.write_row(n, 0, [f"2026-09-{n:02d}", f"a {n}", 3])
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(odd, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            assert "sheet1.xml" not in member or b'max="6"' in content
            target.writestr(member, content.replace(b'max="6"', f'max="{LONG}"'.encode()))
    file = read_files([odd], make_options(account="facebook:esempio"), NOW).files[0]
    assert len(file.posts) == 24


@pytest.mark.parametrize("number", [LONG, "9" * 4_000])
def test_a_number_in_an_archive_costs_only_itself(number: str, tmp_path: Path) -> None:
    tweets = [
        {
            "tweet": {
                "id_str": f"18000000000000000{n:02d}",
                "created_at": f"Tue Sep {n:02d} 10:00:00 +0000 2026",
                "full_text": f"ciao {n}",
                "favorite_count": number if n == 4 else "3",
                "retweet_count": "1",
            }
        }
        for n in range(1, 25)
    ]
    path = tmp_path / "twitter.zip"
    account = [{"account": {"username": "esempio", "accountId": "12345"}}]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data/account.js", "window.YTD.account.part0 = " + json.dumps(account))
        archive.writestr("data/tweets.js", "window.YTD.tweets.part0 = " + json.dumps(tweets))
    file = read_files([path], make_options(account="x:esempio"), NOW).files[0]
    assert len(file.posts) == 24
    reactions = {post.text: post.counts.reactions for post in file.posts}
    assert (reactions["ciao 4"], reactions["ciao 5"]) == (None, 3)


@pytest.mark.parametrize(
    "line", [f"x = {LONG}", f"basis_date = {LONG}", f"x = 0x{LONG}", f"x = 1e{LONG}"]
)
def test_a_client_file_with_it_is_refused_in_words(line: str, tmp_path: Path) -> None:
    path = tmp_path / "client.toml"
    path.write_text(f'[client]\nname = "Esempio"\naccounts = ["facebook:esempio"]\n{line}\n')
    with pytest.raises(InputError):
        read_client(path)


def test_json_with_it_is_no_json_and_a_count_of_a_host_is_unknown() -> None:
    with pytest.raises(ValueError, match="digits"):
        parse_json(f'{{"a": {LONG}}}')
    for number in (LONG, "9" * 4_000, int("9" * 4_000), 1e300):
        assert get_count({"likes": number}, "likes") is None


def test_a_number_that_is_typed_in_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([LONG, "12.400"])
    monkeypatch.setattr(prompts, "ask", lambda _question: next(answers))
    assert prompts.ask_number(msg("{n}?", n=1), msg("{n}!", n=1)) == 12_400
