"""Keys go where their owner says, and files with keys are closed to everybody else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import responses

from auditor.app.support.tokens import with_tokens
from auditor.cli.key_files import is_published_by_git
from auditor.core.errors import UsageError
from auditor.core.model import PLATFORMS
from auditor.core.settings import Settings, load_settings
from connectors.auth.tokens import Token, TokenFile

EVIL = "https://evil.example"
KEYS = {
    "facebook": "FACEBOOK_ACCESS_TOKEN",
    "instagram": "INSTAGRAM_ACCESS_TOKEN",
    "linkedin": "LINKEDIN_ACCESS_TOKEN",
    "x": "X_BEARER_TOKEN",
    "youtube": "YOUTUBE_API_KEY",
    "mastodon": "MASTODON_ACCESS_TOKEN",
}


@pytest.fixture(autouse=True)
def waiting_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.http.session.Session._sleep_until_stopped", lambda *_: None)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The user's own folder and a working folder that may be a stranger's."""
    home, here = tmp_path / "home", tmp_path / "download"
    home.mkdir()
    here.mkdir()
    monkeypatch.setenv("AUDITOR_CONFIG_DIR", str(home))
    monkeypatch.delenv("AUDITOR_STORE")
    monkeypatch.chdir(here)
    return home, here


@pytest.mark.parametrize("network", KEYS)
@pytest.mark.parametrize("suffix", ["URL", "LOGIN_URL"])
@pytest.mark.parametrize("key_from", ["environment", "home", "login"])
def test_a_strangers_env_file_does_not_move_a_key(
    folders: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    network: str,
    suffix: str,
    key_from: str,
) -> None:
    home, here = folders
    (here / ".env").write_text(f"AUDITOR_{network.upper()}_{suffix}={EVIL}\n")
    if key_from == "environment":
        monkeypatch.setenv(KEYS[network], "sesame")
    elif key_from == "home":
        (home / ".env").write_text(f"{KEYS[network]}=sesame\n")
    else:
        TokenFile(here / "s.tokens.json").keep(network, Token(KEYS[network], "sesame", "again"))
    result = with_tokens(load_settings(), str(here / "s.sqlite3"))
    assert result.credentials[KEYS[network]] == "sesame"
    assert (result.base_urls, result.login_urls) == ({}, {})
    assert [notice.params["name"] for notice in result.notices] == [
        f"AUDITOR_{network.upper()}_{suffix}"
    ]


@pytest.mark.parametrize("where", ["CLIENT_SECRET", "CLIENT_ID", "APP_SECRET"])
def test_one_strong_key_among_weak_ones_is_enough(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    _, here = folders
    (here / ".env").write_text(
        f"FACEBOOK_ACCESS_TOKEN=bait\nAUDITOR_FACEBOOK_URL={EVIL}\n"
        f"AUDITOR_FACEBOOK_LOGIN_URL={EVIL}\n"
    )
    assert load_settings().base_urls == {"facebook": EVIL}
    monkeypatch.setenv(f"FACEBOOK_{where}", "sesame")
    loaded = load_settings()
    assert (loaded.base_urls, loaded.login_urls) == ({}, {})


def test_a_file_that_holds_both_is_used_and_so_is_a_stronger_address(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, here = folders
    (here / ".env").write_text("X_BEARER_TOKEN=mine\nAUDITOR_X_URL=https://gateway.example\n")
    assert load_settings().base_urls == {"x": "https://gateway.example"}
    (home / ".env").write_text("AUDITOR_YOUTUBE_URL=https://gateway.example\n")
    (here / ".env").write_text(f"YOUTUBE_API_KEY=mine\nAUDITOR_X_URL={EVIL}\n")
    monkeypatch.setenv("X_BEARER_TOKEN", "sesame")
    monkeypatch.setenv("AUDITOR_X_URL", "https://own.example")
    loaded = load_settings()
    assert loaded.base_urls == {"youtube": "https://gateway.example", "x": "https://own.example"}


def test_the_users_address_stands_when_a_strangers_is_refused(
    folders: tuple[Path, Path],
) -> None:
    home, here = folders
    (home / ".env").write_text("X_BEARER_TOKEN=sesame\nAUDITOR_X_URL=https://own.example\n")
    (here / ".env").write_text(f"AUDITOR_X_URL={EVIL}\n")
    assert load_settings().base_urls == {"x": "https://own.example"}


def test_an_address_without_any_key_is_used(folders: tuple[Path, Path]) -> None:
    (folders[1] / ".env").write_text("AUDITOR_BLUESKY_URL=https://api.bsky.app\n")
    assert load_settings().base_urls == {"bluesky": "https://api.bsky.app"}


@responses.activate
@pytest.mark.parametrize("network", [name for name in KEYS if name in PLATFORMS])
def test_doctor_and_collect_say_so_and_ask_nobody_else(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, network: str
) -> None:
    monkeypatch.setenv(KEYS[network], "social.example=sesame")
    Path(".env").write_text(f"AUDITOR_{network.upper()}_URL={EVIL}\n")
    name = "esempio@social.example" if network == "mastodon" else "esempio"
    for command in (["doctor", network], ["collect", f"{network}:{name}"]):
        done = run(*command)
        assert f"AUDITOR_{network.upper()}_URL" in done.stderr
        assert "sesame" not in done.output
    assert not any("evil.example" in str(call.request.url) for call in responses.calls)


def kill_in(code: str, *arguments: str) -> None:
    """Run a program that dies at the moment at which a file would come into its place."""
    start = "import os, pathlib, sys\npathlib.Path.replace = lambda self, target: os._exit(9)\n"
    done = subprocess.run([sys.executable, "-c", start + code, *arguments], check=False)
    assert done.returncode == 9


def test_a_killed_login_leaves_no_key_once_it_is_forgotten(tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "s.tokens.json")
    file.keep("x", Token("X_BEARER_TOKEN", "old-sesame", "old-refresh"))
    kill_in(
        "from connectors.auth.tokens import Token, TokenFile\n"
        "TokenFile(pathlib.Path(sys.argv[1])).keep('x', Token('X_BEARER_TOKEN', 'new-sesame'))",
        str(file.path),
    )
    (tmp_path / ".s.tokens.json.a1b2c3d4").write_text("new-sesame")  # of an earlier version
    assert any(b"new-sesame" in path.read_bytes() for path in tmp_path.iterdir())
    assert file.drop("x")
    assert not any(b"sesame" in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    "entry",
    [
        {"scopes": 7},
        {"expires_at": "2026-11-20T10:00:00"},
        {"expires_at": 5},
        {"access_token": 3},
        {"refresh_token": ["x"]},
        {"access_token": ""},
        {"expires_at": "soon"},
        {"gives": None},
        {"scopes": [[]]},
    ],
)
def test_an_entry_of_another_shape_costs_only_itself(
    tmp_path: Path, entry: dict[str, object]
) -> None:
    file = TokenFile(tmp_path / "s.tokens.json")
    file.keep("x", Token("X_BEARER_TOKEN", "sesame"))
    good = Token("LINKEDIN_ACCESS_TOKEN", "other").as_data()
    file._write({"x": Token("X_BEARER_TOKEN", "sesame").as_data(), "linkedin": {**good, **entry}})
    assert file.credentials() == {"X_BEARER_TOKEN": "sesame"}
    assert file.drop("linkedin")
    assert file.credentials() == {"X_BEARER_TOKEN": "sesame"}
    assert "other" not in file.path.read_text()


@pytest.mark.parametrize("text", ["[" * 200_000, "{}", '{"tokens": 3}', '{"tokens": []}', "", "x"])
def test_a_file_of_another_shape_is_no_login(run, tmp_path: Path, text: str) -> None:
    store = Path(os.environ["AUDITOR_STORE"])
    store.with_name("store.tokens.json").write_text(text)
    assert run("status").exit_code == 0
    assert run("doctor", "x").exit_code in (0, 1)
    done = run("login", "x", "--forget")
    assert "Error:" in done.stderr
    assert done.exit_code == 2
    assert "Delete that file" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
@pytest.mark.parametrize("command", [["doctor", "youtube"], ["collect", "youtube:@esempio"]])
@responses.activate
def test_keys_that_others_may_read_are_told(run, command: list[str]) -> None:
    file = Path(".env")
    file.write_text("YOUTUBE_API_KEY=sesame\n")
    file.chmod(0o644)
    assert f"chmod 600 {file.absolute()}" in run(*command).output.replace("\n", "")
    file.chmod(0o600)
    assert "chmod 600" not in run(*command).output
    file.write_text("AUDITOR_LANGUAGE=it\n")
    file.chmod(0o644)
    assert "chmod 600" not in run(*command).output


IGNORING = {
    ".env": True,
    "*.env": True,
    "/.env": True,
    ".env*": True,
    ".*": True,
    "**/.env": True,
    "clienti/": True,
    "clienti/.env": True,
    "/clienti": True,
    "clienti/*": True,
    "*": True,
    "# .env": False,
    ".env\n!.env": False,
    "env": False,
    "/x/.env": False,
    ".env/": False,
    "": False,
}


@pytest.mark.parametrize(("lines", "ignored"), IGNORING.items())
def test_an_env_file_that_git_would_take_is_seen(tmp_path: Path, lines: str, ignored: bool) -> None:
    folder = tmp_path / "clienti"
    (tmp_path / ".git" / "info").mkdir(parents=True)
    folder.mkdir()
    file = folder / ".env"
    file.write_text("X_BEARER_TOKEN=sesame\n")
    (tmp_path / ".gitignore").write_text(lines + "\n")
    if lines == "/.env":  # a path from its file's folder
        assert is_published_by_git(file)
        (tmp_path / ".gitignore").rename(folder / ".gitignore")
    assert is_published_by_git(file) is not ignored
    (tmp_path / ".git" / "info" / "exclude").write_text(".env\n")
    assert not is_published_by_git(file) or "!" in lines
    assert not is_published_by_git(Path("/nowhere/.env"))


def test_settings_tell_nothing_of_what_they_refuse() -> None:
    assert "notices=()" in repr(Settings())
    with pytest.raises(UsageError):
        load_settings({"AUDITOR_X_URL": "http://evil.example"})


ELSEWHERE = "postgresql+psycopg2://u:sesame@db.evil.example/audits"


@pytest.mark.parametrize(
    "store", [ELSEWHERE, "mysql://db.evil.example/x", "postgresql://10.1.2.3/x"]
)
def test_a_database_that_a_working_folder_names_elsewhere_is_told(
    folders: tuple[Path, Path], store: str
) -> None:
    home, here = folders
    (home / ".env").write_text("AUDITOR_STORE=mine.sqlite3\n")
    (here / ".env").write_text(f"AUDITOR_STORE={store}\n")
    (notice,) = load_settings().notices
    assert notice.params["host"] in store
    assert "sesame" not in str(notice)


@pytest.mark.parametrize(
    ("store", "home_store"),
    [
        ("a.sqlite3", ""),
        ("sqlite:///a.sqlite3", ""),
        ("postgresql://u@localhost/x", ""),
        ("postgresql://[::1]/x", ""),
        ("postgresql:///x", ""),
        ("postgresql://[::/x", ""),
        ("", ELSEWHERE),
    ],
)
def test_a_store_at_home_and_the_users_own_are_not(
    folders: tuple[Path, Path], store: str, home_store: str
) -> None:
    home, here = folders
    (home / ".env").write_text(f"AUDITOR_STORE={home_store}\n")
    (here / ".env").write_text(f"AUDITOR_STORE={store}\n")
    assert load_settings().notices == ()


def test_the_environment_outdoes_a_working_folder(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folders[1] / ".env").write_text(f"AUDITOR_STORE={ELSEWHERE}\n")
    monkeypatch.setenv("AUDITOR_STORE", ELSEWHERE)
    assert load_settings().notices == ()
