"""Nothing that a stranger wrote is obeyed by a terminal, wherever it is printed."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
import zipfile
from pathlib import Path

import pexpect
import pytest
import responses

from auditor.core.model import Account, AccountRef, Counts, Origin, Post, Profile, Window
from auditor.core.plain_text import terminal_text
from auditor.store import RunEnd, RunStart, Store
from tests.real_clock import now

HOSTILE = {
    "title": "\x1b]0;OWNED\x07",
    "blink": "\x1b[5mBLINK",
    "clear": "\x1b[2J\x1b[H",
    "osc52": "\x1b]52;c;eA==\x07",
    "c1": "\x9b31mRED",
    "c1 osc": "\x9d0;T\x9c",
    "bidi": "a\u202egnp.exe",
    "isolate": "\u2066x\u2069",
    "return": "fine\rERASED",
    "back": "abc\x08\x08\x08xyz",
    "bell": "\x07",
    "line": "a\u2028b",
    "nel": "a\x85b",
}
FORBIDDEN = {chr(n) for n in (*range(9), *range(11, 32), *range(0x7F, 0xA0))} | set(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2028\u2029"
)


def forbidden(text: str) -> list[str]:
    return [f"U+{ord(sign):04X}" for sign in text if sign in FORBIDDEN]


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_cleaned_text_has_nothing_to_obey(kind: str) -> None:
    assert forbidden(terminal_text(HOSTILE[kind])) == []


def test_letters_of_every_language_and_line_ends_stay() -> None:
    text = "perché\n\tГородской 日本語 العربية עברית 👩‍👩‍👧 é"
    assert terminal_text(text) == text
    assert not any(
        unicodedata.category(sign) == "Cc"
        for sign in terminal_text("".join(map(chr, range(256))))
        if sign not in "\n\t"
    )


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("language", ["it", "en"])
def test_names_on_the_command_line(run, kind: str, language: str) -> None:
    name = HOSTILE[kind]
    calls = (
        ["audit", f"facebook:{name}"],
        ["collect", f"x:{name}"],
        ["import", name],
        ["import", "nowhere", "--account", name],
        ["find", f"https://{name}.example"],
        ["forget", name],
        ["report", name],
        ["compare", name, name],
        ["doctor", name],
        ["export", "--out", f"{name}/x"],
        ["audit", "--client", name],
        ["status", name],
        [name],
        [f"--{name}"],
        ["assess", name],
        ["login", name],
        ["plan", name],
        ["audit", "--as-of", name],
        ["history", f"facebook:{name}"],
    )
    for call in calls:
        try:
            done = run("--language", language, *call)
        except ValueError:  # no program can be given a NUL
            continue
        assert forbidden(done.output) == [], (call, done.output)


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if "\0" not in HOSTILE[kind]])
def test_names_of_files_members_and_columns(run, kind: str) -> None:
    name = HOSTILE[kind].replace("/", "")
    table = f"Data,Testo,Mi piace,{name}\n2026-03-02 10:00,{name},1,{name}\n"
    Path(f"{name}.csv").write_text(table, encoding="utf-8", newline="")
    with zipfile.ZipFile("a.zip", "w") as package:
        package.writestr(f"{name}.csv", table)
        package.writestr(f"{name}/private_messages.csv", table)
    Path("folder").mkdir()
    Path("folder", f"{name}.pdf").write_text("x")
    for call in (
        [f"{name}.csv", "--account", "facebook:esempio", "--dry-run"],
        ["a.zip", "--dry-run"],
        ["folder", "--dry-run"],
        [f"{name}.csv", "--account", "facebook:esempio", "--yes"],
        [f"{name}.csv", "--account", "facebook:esempio", "--dry-run", "--json"],
    ):
        done = run("import", *call)
        assert forbidden(done.output) == [], (call, done.output)


@pytest.fixture
def filled() -> AccountRef:
    """A store in which every text of a network is hostile."""
    ref, everything, moment = AccountRef("facebook", "esempio"), "".join(HOSTILE.values()), now()
    with Store.open(os.environ["AUDITOR_STORE"]) as store, store.write() as writer:
        account = writer.account(Account(ref))
        run = writer.start_run(account, RunStart(Origin.API, "facebook", moment))
        posts = [
            Post(
                f"{everything}{n}",
                moment.replace(hour=n),
                text=everything,
                url=f"https://{everything}",
                counts=Counts(reactions=1),
            )
            for n in range(3)
        ]
        writer.posts(account, run, posts, moment, Origin.API)
        writer.profile(
            account, run, Profile(moment, followers=3, name=everything, bio=everything), Origin.API
        )
        writer.finish_run(
            run, RunEnd(moment, Window(moment.replace(year=2020), moment), complete=True)
        )
    return ref


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_what_the_store_holds(run, filled: AccountRef, more: list[str]) -> None:
    for call in (
        ["status"],
        ["history", str(filled)],
        ["audit", str(filled), "--offline", "--out", "r"],
    ):
        done = run(*call, *more)
        assert forbidden(done.output) == [], call
        assert not more or json.loads(done.stdout)
    for kind in ("csv", "json"):
        assert forbidden(run("export", "--format", kind, "--out", "-").output) in (
            [],
            ["U+000D"] * 4,
        )


@responses.activate
def test_addresses_on_a_strangers_page(run, monkeypatch: pytest.MonkeyPatch) -> None:
    links = "".join(
        f'<a href="https://www.facebook.com/{text}">x</a><a href="https://x.com/{text}">{text}</a>'
        f'<a href="https://www.linkedin.com/{text}/{text}">x</a>'
        for text in HOSTILE.values()
    )
    responses.get("https://esempio.example.com/robots.txt", status=404)
    responses.get(
        "https://esempio.example.com/",
        body=f"<title>\x1b[5m{HOSTILE['bidi']}</title>{links}".encode(),
    )
    for more in ([], ["--json"]):
        done = run("find", "https://esempio.example.com/", *more)
        assert forbidden(done.output) == [], done.output


@pytest.mark.skipif(os.name != "posix", reason="a terminal")
@pytest.mark.slow
def test_on_a_real_terminal_only_our_own_signs_are_obeyed(tmp_path: Path) -> None:
    name = "a\x1b]0;OWNED\x07b\x9b5m\u202ec.csv"
    (tmp_path / name).write_text("Data,Testo,Mi piace\n2026-03-02 10:00,Ciao a tutti,1\n")
    program = pexpect.spawn(
        sys.executable,
        ["-m", "auditor", "import", name, "--account", "facebook:esempio", "--dry-run"],
        cwd=tmp_path,
        encoding="utf-8",
        timeout=60,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    program.expect(pexpect.EOF)
    assert "\x1b]0;OWNED" not in program.before
    assert "\x9b" not in program.before
    assert "\u202e" not in program.before
