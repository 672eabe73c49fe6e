"""What the README and the docs promise: every command runs, every link leads somewhere."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import threading
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
import pytest
import requests
from click.testing import CliRunner

from auditor.cli.framework import Command, Example
from auditor.cli.main import _EXAMPLES, COMMANDS, main
from auditor.cli.ui.i18n import say, speaking_here
from auditor.core.client_file import ClientFile, as_written, read_client
from auditor.core.model import AccountRef
from auditor.core.settings import DELIVERY, load_settings
from auditor.method.score import check_weights
from auditor.method.signals import SIGNALS
from connectors.files.where_to_export import WHERE
from connectors.registry import PLATFORMS, connector_class
from connectors.site.finder import NamedAccount, SiteReport
from tests.connectors.loopback import Loopback, World
from tests.connectors.oauth_server import APP, SECRET, Login, serving
from tools.generate import (
    cli_reference,
    example_env,
    imports_page,
    method_page,
    network_pages,
    questionnaires,
)

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.it.md", *sorted((ROOT / "docs").rglob("*.md"))]
INSTALL = (
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/auditor demo",
    ".venv/bin/pip install '.[test]' && .venv/bin/python -m pytest -n auto",
)
ROWS = [f"{day},2026-10-{day:02d} 09:30,Testo di prova {day},{day},1,0" for day in range(1, 31)]


ANSWERS = """{"schema": "auditor.answers/1", "kind": "company", "language": "it",
"networks": {"facebook": {"A1": 1, "A2": 2, "A3": 3, "A4": 0, "B1": 1, "B2": 1, "B3": 0, "B4": 0}},
"common": {"D1": 0, "D2": 1, "D3": 0, "D4": 0}}"""


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def shell_lines() -> list[tuple[str, str]]:
    """Every command of every page, with the page's name."""
    return [
        (page.name, line.strip())
        for page in PAGES
        for block in blocks(page, "sh")
        for line in block.splitlines()
        if line.strip() and not line.strip().startswith("#")
    ]


def help_examples() -> list[tuple[str, str]]:
    """Every example of the help."""
    matches: list[tuple[str, Example]] = [("auditor", example) for example in _EXAMPLES]
    with click.Context(main) as context:
        for name in COMMANDS:
            command = main.get_command(context, name)
            assert isinstance(command, Command)
            matches += [(name, example) for example in command.examples]
    return [(name, example.line) for name, example in matches]


@pytest.fixture
def desk(tmp_path: Path, laid_out: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder with the files that the docs speak of, and the networks on this machine."""
    with Loopback(World(1, 6)) as server, serving() as login:
        for network in ("BLUESKY", "MASTODON"):
            monkeypatch.setenv(f"AUDITOR_{network}_URL", server.url)
        monkeypatch.chdir(tmp_path)
        shutil.copytree(laid_out, tmp_path, dirs_exist_ok=True)
        shutil.move("store.sqlite3", os.environ["AUDITOR_STORE"])
        monkeypatch.setattr("webbrowser.open", lambda address: True)
        monkeypatch.setattr("connectors.site.finder.Finder.find", _site)
        monkeypatch.setattr("auditor.method.judging.gates.SEEDS", (11,))
        monkeypatch.setattr("auditor.method.judging.gates.MANY", 100)
        _agreeing(login, monkeypatch)
        yield tmp_path


def _agreeing(login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who agrees on the page of a network, and pastes the address when asked."""
    for network in ("FACEBOOK", "LINKEDIN"):
        monkeypatch.setenv(f"{network}_CLIENT_ID", APP)
        monkeypatch.setenv(f"{network}_CLIENT_SECRET", SECRET)
        monkeypatch.setenv(f"AUDITOR_{network}_LOGIN_URL", login.url)
    with socket.socket() as free:  # the usual port may be another test's
        free.bind(("127.0.0.1", 0))
        here = f"http://127.0.0.1:{free.getsockname()[1]}/auditor"
    monkeypatch.setattr("auditor.cli.commands.login._HERE", here)
    opened: list[str] = []

    def open_it(address: str) -> bool:
        opened.append(address)
        if "redirect_uri=http%3A" in address:
            threading.Timer(0.3, lambda: urllib.request.urlopen(address, timeout=10)).start()
        return True

    def paste() -> str:
        return requests.get(opened[-1], timeout=10, allow_redirects=False).headers["Location"]

    monkeypatch.setattr("webbrowser.open", open_it)
    monkeypatch.setattr("auditor.cli.ui.prompts.paste", paste)


def _site(finder: object, address: str) -> SiteReport:
    """What the site of the docs names."""
    href = "https://bsky.app/profile/esempio0.example"
    account = NamedAccount(AccountRef("bluesky", "esempio0.example"), href, "link", [address])
    return SiteReport(address, "www.esempio.example.com", "Esempio S.p.A.", accounts=[account])


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder with those files, made once; each test works in a copy."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("AUDITOR_CONFIG_DIR", str(folder))
        patch.setenv("AUDITOR_STORE", str(folder / "store.sqlite3"))
        _lay_out()
        yield folder


def _lay_out() -> None:
    text = "\n".join(["id,date,text,likes,comments,shares", *ROWS, ""])
    Path("posts.csv").write_text(text, encoding="utf-8")
    hours = text.replace("date,text", "day,hour,words").replace(" 09:30", ",09:30")
    Path("day-and-hour.csv").write_text(hours, encoding="utf-8")
    toml, consultant = blocks(ROOT / "docs" / "client-file.md", "toml")
    Path("consulente.toml").write_text(consultant, encoding="utf-8")
    Path("clienti").mkdir()
    Path("clienti/esempio.toml").write_text(toml, encoding="utf-8")
    Path("esempio.toml").write_text(toml, encoding="utf-8")
    for line in (
        "auditor import posts.csv --account facebook:esempio --quiet",
        "auditor import posts.csv --account youtube:@esempio --quiet",
        "auditor import posts.csv --account facebook:altro --quiet",
        "auditor audit facebook:esempio --offline --out audit-esempio-2026-10-31 --quiet",
        "auditor audit facebook:esempio --offline --as-of 2026-06-30 --out spring --quiet",
    ):
        assert called(line) == 0
    Path("answers.json").write_text(ANSWERS, encoding="utf-8")
    shutil.copy(ROOT / "docs" / "cases.json", "cases.json")
    Path("labels.csv").write_text(
        "page,rater,label\nfacebook:esempio,a,one_way\n", encoding="utf-8"
    )
    Path("result.json").write_bytes(Path("audit-esempio-2026-10-31/result.json").read_bytes())


def called(line: str) -> int:
    """Runs one command of the docs."""
    done = CliRunner().invoke(main, shlex.split(line.replace("day+time", "date"))[1:])
    assert "Traceback" not in done.output
    assert "went wrong" not in done.output
    if done.exit_code:
        assert done.output.strip(), f"{line} failed without a word"
    return done.exit_code


@pytest.mark.parametrize(
    ("place", "line"),
    [pair for pair in [*shell_lines(), *help_examples()] if pair[1] not in INSTALL],
    ids=lambda text: str(text)[:70],
)
def test_a_command_of_the_docs_runs(
    place: str, line: str, desk: Path, written_day: datetime
) -> None:
    assert line.startswith("auditor"), f"{place}: what is '{line}'?"
    # No key is set here, and no place to send to: the commands say so (test_notify.py sends).
    # There is no terminal either, on which a client file is asked (test_client_command.py).
    allowed = {
        "--fail-on": {0, 5},
        "doctor": {0, 1},
        "weekly clienti --notify": {2},
        "client new": {2},
        "client edit": {2},
    }
    statuses = next((value for part, value in allowed.items() if part in line), {0})
    assert called(line) in statuses


def test_the_guide_says_where_to_click_as_the_program_does() -> None:
    text = " ".join((ROOT / "docs" / "guida.md").read_text(encoding="utf-8").split())
    with speaking_here("it"):
        for words in WHERE.values():
            assert say(words)[1:] in text
    for alt, name in re.findall(r"!\[(.*?)\]\((drawings/.*?)\)", text):
        assert f"<title>{alt}</title>" in (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_the_readme_begins_with_the_two_commands_that_are_relied_on() -> None:
    lines = [line for page, line in shell_lines() if page == "README.md"]
    assert lines[:2] == list(INSTALL)


def test_the_windows_command_is_the_first_one_as_windows_writes_it() -> None:
    (windows,) = blocks(ROOT / "README.md", "bat")
    turned = INSTALL[0].replace("python3 -m", "py -m").replace(".venv/bin/", ".venv\\Scripts\\")
    assert " && ".join(windows.split("\n")[:-1]) == turned
    assert "&&" not in windows  # which PowerShell 5 does not know


def test_the_lines_without_an_installation_name_this_program() -> None:
    for page in ("README.md", "README.it.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        # .ci/run runs the first of them.
        assert re.findall(r"`((?:uvx|pipx) [^`]+)`", text)[:2] == [
            "uvx --from . auditor demo",
            "pipx run --spec . auditor demo",
        ]
        assert re.findall(r"^```(\w+)$", text, re.MULTILINE)[0] == "sh"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_exist(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_client_files_example_is_read_without_a_mistake(desk: Path) -> None:
    spec = read_client(desk / "esempio.toml")
    assert spec.client.name == "Esempio S.p.A."
    assert [value.name for value in spec.team] == ["Persona Inventata"]
    assert spec.not_used == ("people",)


def test_the_italian_client_file_says_the_same_as_the_english_one(tmp_path: Path) -> None:
    (text,) = blocks(ROOT / "docs" / "file-cliente.md", "toml")
    path = tmp_path / "esempio.toml"
    path.write_text(text, encoding="utf-8")
    spec = read_client(path)
    assert [subject.name for subject in spec.subjects] == ["Esempio S.p.A.", "Altro S.r.l."]
    assert (spec.language, spec.timezone, spec.team[0].basis) == ("it", "Europe/Rome", "consent")
    assert list(spec.client.followers.values()) == [1_200]
    page = (ROOT / "docs" / "file-cliente.md").read_text(encoding="utf-8")
    for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE):
        for key in re.findall(r"`(\w+)`", row):
            assert key in as_written._KEYS


def test_every_key_of_the_client_file_is_explained() -> None:
    text = (ROOT / "docs" / "client-file.md").read_text(encoding="utf-8")
    sections = dict(ClientFile.model_json_schema()["$defs"])
    del sections["AccountRef"]
    keys = {key for section in sections.values() for key in section["properties"]}
    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []


def test_the_table_of_exports_is_made_from_their_declarations() -> None:
    page = imports_page.TARGET.read_text(encoding="utf-8")
    assert imports_page.text(page) == page, "run python -m tools.generate.imports_page"


def test_the_example_of_settings_can_be_read(tmp_path: Path) -> None:
    text = (ROOT / "config.example.env").read_text(encoding="utf-8")
    named = set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))
    settings_named = {"AUDITOR_LANGUAGE", "AUDITOR_TIMEZONE", "AUDITOR_STORE", *DELIVERY}
    keys = {
        credential.env
        for name in PLATFORMS
        for credential in connector_class(name).info.credentials
    }
    logins = [info.login for name in PLATFORMS if (info := connector_class(name).info).login]
    apps = {name for login in logins for name in (login.app_id, login.app_key)}
    assert named == settings_named | keys | apps
    filled = {
        "AUDITOR_LANGUAGE": "it",
        "AUDITOR_TIMEZONE": "Europe/Rome",
        "AUDITOR_STORE": "x.db",
        "AUDITOR_CONFIG_DIR": str(tmp_path),
    }
    settings = load_settings(filled, tmp_path)
    assert (settings.language, settings.timezone, settings.store) == ("it", "Europe/Rome", "x.db")


def test_the_generated_pages_are_fresh() -> None:
    for language, target in method_page.TARGETS.items():
        assert target.read_text(encoding="utf-8") == method_page.text(language), (
            "run 'python -m tools.generate.method_page'"
        )
    assert example_env.TARGET.read_text(encoding="utf-8") == example_env.text(), (
        "run 'python -m tools.generate.example_env'"
    )
    for name, text in network_pages.pages().items():
        page = network_pages.FOLDER / name
        assert page.read_text(encoding="utf-8") == text, (
            "run 'python -m tools.generate.network_pages'"
        )
    for language, target in cli_reference.TARGETS.items():
        written = target.read_text(encoding="utf-8")
        assert written == cli_reference.reference(language), (
            "run 'python -m tools.generate.cli_reference'"
        )


def test_the_built_questionnaires_are_fresh_and_say_what_they_are() -> None:
    for name, text in questionnaires.pages().items():
        assert (questionnaires.FOLDER / name).read_text(encoding="utf-8") == text, (
            "run 'python -m tools.generate.questionnaires'"
        )
        (title,) = re.findall(r"<title>(.*?)</title>", text)
        assert f'<meta property="og:title" content="{title}">' in text
        (description,) = re.findall(r'<meta name="description" content="(.*?)">', text)
        assert f'<meta property="og:description" content="{description}">' in text


def test_the_method_prints_every_signal_with_its_source_in_both_languages() -> None:
    english, italian = method_page.text("en"), method_page.text("it")
    for value in SIGNALS.values():
        assert f"`{value.id}`" in english
        assert f"`{value.id}`" in italian
        assert value.formula in english
        assert value.source.startswith("[")
    assert english.count("|") == italian.count("|")


def test_the_weights_sum_up_and_belong_to_signals() -> None:
    check_weights(SIGNALS)


def test_no_page_names_a_machine() -> None:
    for page in PAGES:
        assert not re.search(r"/work/|/root/|/home/\w+", page.read_text(encoding="utf-8")), (
            page.name
        )


def test_the_names_of_columns_in_the_docs_are_found_by_the_program() -> None:
    from connectors.files.options import FIELDS
    from connectors.files.words.paid import PAID_HEADERS
    from connectors.files.words.synonyms import SYNONYMS, normalized

    words = {**SYNONYMS, "paid": PAID_HEADERS}
    text = (ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
    by_name = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.MULTILINE))
    assert set(by_name) == set(FIELDS)
    for field, names in by_name.items():
        unknown = [name for name in names.split(", ") if normalized(name) not in words[field]]
        assert unknown == [], field


def test_the_places_to_click_are_the_ones_that_the_program_tells() -> None:
    from connectors.files.where_to_export import WHERE

    text = (ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
    for words in WHERE.values():
        assert words.singular.split(":")[0].split(" (")[0].split(", Export")[0] in text


def test_the_picture_of_the_readme_is_one() -> None:
    head = (ROOT / "docs" / "report.png").read_bytes()[:8]
    assert head == b"\x89PNG\r\n\x1a\n"
