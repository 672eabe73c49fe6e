"""Every line to copy begins as the program was called, and days and numbers are read as written."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from auditor.cli.options_formats import read_codes
from auditor.cli.ui import program
from auditor.core.errors import UsageError
from auditor.core.plain_text import quoted
from auditor.core.ranges import read_count, read_day
from auditor.core.refs import parse_ref


def called(monkeypatch: pytest.MonkeyPatch, name: str, found: str | None = None) -> str:
    """What a hint says where the program was called by a name and the shell finds another."""
    monkeypatch.setattr(sys, "argv", [name, "status"])
    monkeypatch.setattr(program.shutil, "which", lambda _name: found)
    program._program.cache_clear()
    return program.as_called("Then: auditor import FILE")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (".venv/bin/auditor", "Then: .venv/bin/auditor import FILE"),
        ("/opt/my tools/auditor", "Then: '/opt/my tools/auditor' import FILE"),
        ("auditor", "Then: auditor import FILE"),
        ("/usr/lib/pytest", "Then: auditor import FILE"),
    ],
)
def test_a_hint_calls_the_program_as_it_was_called(
    name: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert called(monkeypatch, name) == line


def test_what_the_shell_finds_is_called_by_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "auditor"
    path.touch()
    assert called(monkeypatch, str(path), str(path)) == "Then: auditor import FILE"
    other = called(monkeypatch, str(path), str(tmp_path / "other"))
    assert other == f"Then: {path} import FILE"


def test_a_path_below_the_folder_is_as_short_as_one_would_type_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    line = called(monkeypatch, str(tmp_path / "venv" / "bin" / "auditor"))
    assert line == "Then: venv/bin/auditor import FILE"


@pytest.mark.parametrize(
    ("folder", "runner"),
    [
        ("uv/archive-v0/x1/bin", "uvx --from"),
        ("pipx/.cache/a2/bin", "pipx run --spec"),
        (".cache/pipx/a2/bin", "pipx run --spec"),
    ],
)
def test_an_environment_that_goes_away_is_called_by_what_makes_it(
    folder: str, runner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/home/esempio/.cache/{folder}/auditor"
    line = called(monkeypatch, path, path)
    assert line.startswith(f"Then: {runner} ")
    assert line.endswith(" auditor import FILE")
    assert folder not in line


def test_a_module_is_called_by_its_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/opt/python")
    line = called(monkeypatch, "/src/auditor/__main__.py")
    assert line == "Then: /opt/python -m auditor import FILE"


def test_a_folder_that_was_removed_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert called(monkeypatch, "/opt/bin/auditor") == "Then: /opt/bin/auditor import FILE"


@pytest.mark.parametrize(
    ("record", "source"),
    [
        ('{"url": "file:///opt/a%20b", "dir_info": {}}', "'/opt/a b'"),
        ('{"url": "https://example.com/x.git", "vcs_info": {"vcs": "git"}}', "git+https"),
        ("{damaged", "social-account-auditor"),
        ("[]", "social-account-auditor"),
        (None, "social-account-auditor"),
    ],
)
def test_what_it_was_installed_from_is_read_or_left(
    record: str | None, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Installed:
        def read_text(self, _name: str) -> str | None:
            return record

    monkeypatch.setattr(program, "distribution", lambda _name: Installed())
    path = "/home/esempio/.cache/uv/archive-v0/x/bin/auditor"
    assert called(monkeypatch, path).startswith(f"Then: uvx --from {source}")


def test_a_name_inside_another_word_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    called(monkeypatch, ".venv/bin/auditor")
    for text in (
        "~/.local/share/social-account-auditor/store",
        "the auditor's page",
        "auditor 1.0",
    ):
        assert program.as_called(text) == text


def test_a_path_is_quoted_for_the_shell_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    assert quoted("/a b/client.toml") == "'/a b/client.toml'"
    monkeypatch.setattr("auditor.core.plain_text.os.name", "nt")
    assert quoted(r"C:\audit\client.toml") == r"C:\audit\client.toml"
    assert quoted(r"C:\Users\Anna Rossi\client.toml") == r'"C:\Users\Anna Rossi\client.toml"'


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-31",
        "31/10/2026",
        "31.10.2026",
        "31-10-2026",
        "31 ottobre 2026",
        "31 ott. 2026",
        "31 Oct 2026",
        "October 31, 2026",
        "31st October 2026",
        "2026/10/31",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text, day_first=True) == read_day(text, day_first=False) == date(2026, 10, 31)


def test_a_day_of_two_meanings_is_none_where_the_country_does_not_tell() -> None:
    assert read_day("3/4/2026", day_first=True) == date(2026, 4, 3)
    assert read_day("3/4/2026", day_first=False) is None
    assert read_day("10/31/2026", day_first=False) == date(2026, 10, 31)
    assert read_day("1° settembre 2026", day_first=True) == date(2026, 9, 1)


@pytest.mark.parametrize("text", ["ieri", "31/13/2026", "30 febbraio 2026", "3 foo 2026", ""])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, day_first=True) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12400", 12_400),
        ("12.400", 12_400),
        ("12,400", 12_400),
        ("12 400", 12_400),
        ("1.234.567", 1_234_567),
        ("1,2k", 1_200),
        ("1.2 K", 1_200),
        ("12 mila", 12_000),
        ("circa 1.500", 1_500),
        ("1.500 circa", 1_500),
        ("~1500 follower", 1_500),
        ("1,3 mln", 1_300_000),
        ("2 milioni", 2_000_000),
        ("0", 0),
    ],
)
def test_a_number_is_read_as_people_copy_it(text: str, number: int) -> None:
    assert read_count(text) == number


@pytest.mark.parametrize(
    "text", ["1.5", "12,40", "12.400k", "-3", "1e5", "k", "tanti", "", "1.234,5"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_count(text) is None


def test_the_words_that_pages_print_are_codes() -> None:
    assert read_codes("pigra,Social-assente, in pausa ,megaphone,attiva") == {
        *("social_lazy", "absent", "paused", "megaphone", "active"),
    }
    with pytest.raises(UsageError, match="does not know 'forse'"):
        read_codes("forse")


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("https://www.facebook.com/groups/esempio", "is a group"),
        ("https://www.linkedin.com/groups/12", "is a group"),
        ("https://facebook.com/events/12", "is an event"),
        ("https://www.instagram.com/explore/tags/pane", "is a search"),
        ("https://x.com/hashtag/pane", "is a hashtag"),
        ("https://www.facebook.com/marketplace/item/1", "Marketplace"),
    ],
)
def test_an_address_that_is_no_page_is_called_what_it_is(address: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        parse_ref(address)


@pytest.mark.parametrize(
    ("short", "ref"),
    [
        ("fb:esempio", "facebook:esempio"),
        ("ig:esempio", "instagram:esempio"),
        ("yt:@esempio", "youtube:@esempio"),
        ("li:esempio", "linkedin:company/esempio"),
    ],
)
def test_networks_go_by_the_short_names_that_people_use(short: str, ref: str) -> None:
    assert str(parse_ref(short)) == ref
