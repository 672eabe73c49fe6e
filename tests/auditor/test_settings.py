"""Keys, addresses, language: the environment, then .env here, then .env in the user's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.core.errors import UsageError
from auditor.core.settings import Settings, check_base_url, load_settings


def settings(tmp_path: Path, here: str = "", home: str = "", **environ: str) -> Settings:
    """Settings of a working folder and a user folder with these .env files."""
    folders = {"here": here, "home": home}
    for name, text in folders.items():
        (tmp_path / name).mkdir()
        if text:
            (tmp_path / name / ".env").write_text(text, encoding="utf-8")
    return load_settings(
        {"AUDITOR_CONFIG_DIR": str(tmp_path / "home"), **environ}, tmp_path / "here"
    )


def test_the_environment_wins_over_both_files(tmp_path: Path) -> None:
    values = settings(
        tmp_path, here="YOUTUBE_API_KEY=here", home="YOUTUBE_API_KEY=home", YOUTUBE_API_KEY="real"
    )
    assert values.credentials == {"YOUTUBE_API_KEY": "real"}


def test_the_working_folder_wins_over_the_users_folder(tmp_path: Path) -> None:
    values = settings(tmp_path, here="X_BEARER_TOKEN=here", home="X_BEARER_TOKEN=home\nA=b")
    assert values.credentials == {"X_BEARER_TOKEN": "here"}


def test_an_empty_value_is_no_value(tmp_path: Path) -> None:
    values = settings(tmp_path, here="YOUTUBE_API_KEY=from file", YOUTUBE_API_KEY="  ")
    assert values.credentials == {"YOUTUBE_API_KEY": "from file"}


def test_only_keys_named_after_a_network_are_credentials(tmp_path: Path) -> None:
    values = settings(tmp_path, AWS_SECRET_ACCESS_KEY="other", MASTODON_ACCESS_TOKEN="mine")
    assert values.credentials == {"MASTODON_ACCESS_TOKEN": "mine"}


def test_credentials_are_not_shown_when_settings_are_printed(tmp_path: Path) -> None:
    assert "sesame" not in repr(settings(tmp_path, YOUTUBE_API_KEY="sesame"))


def test_addresses_and_versions_are_read_per_network(tmp_path: Path) -> None:
    values = settings(
        tmp_path,
        AUDITOR_BLUESKY_URL="https://gateway.example/",
        AUDITOR_FACEBOOK_API_VERSION="v25.0",
        AUDITOR_STORE="audit.sqlite3",
    )
    assert values.base_urls == {"bluesky": "https://gateway.example"}
    assert values.api_versions == {"facebook": "v25.0"}
    assert values.store == "audit.sqlite3"


@pytest.mark.parametrize(
    "address", ["http://localhost:2584", "http://127.0.0.1:8080", "http://[::1]:1"]
)
def test_http_is_allowed_on_this_machine(address: str) -> None:
    assert check_base_url("AUDITOR_BLUESKY_URL", address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://api.example.com",
        "http://localhost.example.com",
        "ftp://localhost",
        "localhost:1",
        "https://user:word@api.example.com",
        "http://[",
        "",
    ],
)
def test_any_other_address_without_https_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="AUDITOR_BLUESKY_URL"):
        check_base_url("AUDITOR_BLUESKY_URL", address)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"AUDITOR_LANGUAGE": "it"}, "it"),
        ({"AUDITOR_LANGUAGE": "it_IT", "LANG": "en_US.UTF-8"}, "it"),
        ({"LANG": "it_IT.UTF-8"}, "it"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "it_IT.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_language_is_the_one_chosen_else_the_systems_else_english(
    environ: dict[str, str], language: str, tmp_path: Path
) -> None:
    assert settings(tmp_path, **environ).language == language


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="klingon"):
        settings(tmp_path, AUDITOR_LANGUAGE="klingon")


def test_an_unknown_time_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Europe/Roma"):
        settings(tmp_path, AUDITOR_TIMEZONE="Europe/Roma")


def test_a_time_zone_is_utc_unless_said(tmp_path: Path) -> None:
    assert settings(tmp_path).timezone == "UTC"


def test_a_file_that_is_not_utf8_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"YOUTUBE_API_KEY=\xff\xfe\xff")
    with pytest.raises(UsageError, match=r"\.env"):
        load_settings({"AUDITOR_CONFIG_DIR": str(tmp_path / "none")}, tmp_path)


@pytest.mark.parametrize("line", ["no sign of equality at all x y", "=wert", "'", "a b c", "X Y=1"])
def test_a_line_that_is_no_setting_is_named_without_its_words(tmp_path: Path, line: str) -> None:
    values = settings(tmp_path, here=f"X_BEARER_TOKEN=good\n{line}\nYOUTUBE_API_KEY=fine\n")
    assert values.credentials["X_BEARER_TOKEN"] == "good"
    (refusal,) = values.notices
    assert refusal.params["line"] == 2
    assert line not in str(refusal)


def test_every_good_line_is_read_as_before(tmp_path: Path) -> None:
    text = "# note\nexport X_BEARER_TOKEN='a b'\nYOUTUBE_API_KEY=\"c#d\" # note\nMASTODON_ACCESS_TOKEN=$HOME\nEMPTY\n"
    values = settings(tmp_path, here=text)
    assert values.credentials == {
        "X_BEARER_TOKEN": "a b",
        "YOUTUBE_API_KEY": "c#d",
        "MASTODON_ACCESS_TOKEN": "$HOME",
    }
    assert values.notices == ()
