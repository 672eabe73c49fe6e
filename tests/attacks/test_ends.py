"""The ends of the calendar and of numbers, in every option, file and field: told with the range."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

TABLE = "Data,Testo,Mi piace\n2026-03-02 10:00,Ciao a tutti,1\n2026-04-02 10:00,Ciao,2\n"
IMPORT = ("import", "a.csv", "--account", "facebook:esempio")
AUDIT = ("audit", "facebook:esempio", "--offline", "--out", "r")
DAYS = [
    "0001-01-01",
    "9999-12-31",
    "0050-01-01",
    "1969-12-31",
    "0000-01-01",
    "-0001-01-01",
    "10000-01-01",
    "99999999999999999999-01-01",
    "2262-04-12",
    "1677-09-20",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "1989-12-31",
    "2101-01-01",
]
NUMBERS = [
    "9223372036854775808",
    "9" * 30,
    "10000000001",
    "-1",
    "NaN",
    "inf",
    "1e10",
    "1.5",
    "0x10",
    "",
]


@pytest.fixture(autouse=True)
def table(run) -> None:
    Path("a.csv").write_text(TABLE)


def sentence_of(done: object) -> str:
    """What was said, if it was a refusal in words."""
    output: str = done.output  # type: ignore[attr-defined]
    assert done.exit_code == 2, output  # type: ignore[attr-defined]
    assert "in the program itself" not in output
    return output


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("more", [["--dry-run"], ["--yes"]])
def test_days_of_an_import(run, day: str, more: list[str]) -> None:
    sentence_of(run(*IMPORT, "--observed-at", day, *more))
    sentence_of(run(*IMPORT, "--covers", f"{day}..{day}", *more))
    sentence_of(run(*IMPORT, "--covers", f"2026-01-01..{day}", *more))
    said = sentence_of(run(*IMPORT, "--covers", f"{day}..2026-06-30", *more))
    if day[:1].isdigit() and len(day) == 10:
        assert ("1990-01-01" in said and "2100-12-31" in said) or day == "0000-01-01", said


@pytest.mark.parametrize("day", DAYS)
def test_days_of_an_audit(run, day: str) -> None:
    assert run(*IMPORT, "--yes").exit_code == 0
    sentence_of(run(*AUDIT, "--as-of", day))
    sentence_of(run(*AUDIT, "--as-of", day, "--history-days", "36500"))


@pytest.mark.parametrize("day", ["1990-01-01", "2100-12-31", "2038-01-19", "2000-02-29"])
def test_the_days_at_the_ends_are_taken(run, day: str) -> None:
    assert run(*IMPORT, "--yes").exit_code == 0
    assert run(*AUDIT, "--as-of", day, "--history-days", "36500").exit_code in (0, 1)
    assert run(*IMPORT, "--covers", "1990-01-01..2100-12-31", "--yes").exit_code == 0


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers(run, number: str) -> None:
    for more in ("--dry-run", "--yes"):
        sentence_of(run(*IMPORT, "--followers", number, more))
        sentence_of(run(*IMPORT, "--followers", f"facebook:esempio={number}", more))
    sentence_of(run(*AUDIT, "--history-days", number))
    if number != "1e10":
        sentence_of(run("plan", "x:esempio", "--posts", number))
    if number not in ("1.5", "1e10"):
        sentence_of(run("collect", "x:esempio", "--max-spend", number))


@pytest.mark.parametrize("field", ["basis_date", "basis_until"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-01-01", "2101-01-01"])
def test_days_of_a_client_file(run, field: str, day: str) -> None:
    given = "" if field == "basis_date" else "basis_date = 2026-01-02\n"
    Path("c.toml").write_text(
        '[client]\nname = "Esempio"\naccounts = ["facebook:esempio"]\n[[team]]\nname = "Anna Esempio"\n'
        f'accounts = ["facebook:anna"]\nbasis = "consent"\n{given}{field} = {day}\n'
    )
    assert day in sentence_of(run("audit", "--client", "c.toml", "--offline"))


@pytest.mark.parametrize("number", ["-1", "9" * 30, "10000000001", "1.5", "true", "nan", '"sette"'])
def test_numbers_of_a_client_file(run, number: str) -> None:
    Path("c.toml").write_text(
        '[client]\nname = "E"\naccounts = ["facebook:esempio"]\n'
        f'followers = {{ "facebook:esempio" = {number} }}\n'
    )
    sentence_of(run("audit", "--client", "c.toml", "--offline"))


@pytest.mark.parametrize("day", [*DAYS, "2026-13-45 99:99", "31/12/9999", "253402300799", "1e300"])
def test_a_row_of_such_a_day_costs_only_itself_or_is_refused_in_words(run, day: str) -> None:
    Path("a.csv").write_text(f"{TABLE}{day},Uno,3\n")
    done = run(*IMPORT, "--yes")
    assert done.exit_code in (0, 2)
    assert "in the program itself" not in done.output
    assert run("status").exit_code == 0


@pytest.mark.parametrize(
    "count", ["9" * 30, "-5", "1e400", "9223372036854775808", "٣٤", "½", "nan"]
)
def test_a_cell_of_such_a_number_costs_only_itself_or_is_refused_in_words(run, count: str) -> None:
    Path("a.csv").write_text(f"{TABLE}2026-05-02 10:00,Uno,{count}\n")
    done = run(*IMPORT, "--yes")
    assert done.exit_code in (0, 2)
    assert "in the program itself" not in done.output
    assert run(*AUDIT).exit_code in (0, 1, 2)


@pytest.mark.parametrize("place", ["client", "account", "file", "member", "option"])
def test_an_error_stays_two_lines_whatever_it_quotes(run, place: str) -> None:
    long = "x" * 30_000
    if place == "client":
        Path("long.toml").write_text(
            f'[client]\nname = "A"\naccounts = ["facebook:a"]\n[[plan]]\naction = "decide"\n'
            f'by = "{long}"\n'
        )
        done = run("audit", "--client", "long.toml", "--offline")
    elif place == "account":
        done = run("audit", long, "--offline")
    elif place == "file":
        done = run("import", f"{long}.csv", "--account", "facebook:a")
    elif place == "member":
        with zipfile.ZipFile("long.zip", "w") as archive:
            archive.writestr("a/" * 15_000 + "x.csv", "Date,Text,Likes\n2026-03-02,ciao,1\n")
        done = run("import", "long.zip", "--account", "facebook:a")
    else:
        done = run("audit", "facebook:a", "--offline", "--as-of", long)
    assert done.exit_code == 2
    assert len(done.stderr) < 2_000
    assert "in the program itself" not in done.stderr
