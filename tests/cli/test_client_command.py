"""``auditor client``: a client file without a word of TOML, in a terminal and from its file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from auditor.app.client_forms import (
    ClientForm,
    Colleague,
    Rival,
    file_for,
    read_form,
    write_changes,
    write_new,
)
from auditor.core.errors import UsageError
from auditor.core.model import AccountRef

FORM = ClientForm(
    name="Pasticceria Città S.r.l.",
    accounts=(AccountRef("facebook", "esempio"), AccountRef("instagram", "esempio")),
    domains=("esempio.example.com",),
    followers={AccountRef("facebook", "esempio"): 1_200},
    competitors=(Rival("Altro", (AccountRef("facebook", "altro"),)),),
    team=(Colleague("Anna", (AccountRef("bluesky", "anna.example.com"),), date(2026, 11, 1)),),
    language="it",
    timezone="Europe/Rome",
    consultant="Studio Esempio",
)


@pytest.mark.parametrize("language", ["it", "en"])
def test_what_is_written_is_read_again(language: str, tmp_path: Path) -> None:
    form = ClientForm(**{**vars_of(FORM), "language": language})
    path = write_new(file_for(form.name, tmp_path), form)
    assert path.name == "pasticceria-citta-s-r-l.toml"
    assert read_form(path) == form
    assert ("[cliente]" in path.read_text("utf-8")) == (language == "it")


def vars_of(form: ClientForm) -> dict[str, object]:
    return {name: getattr(form, name) for name in ClientForm.__dataclass_fields__}


COMMENTED = """\
# Whom we audit since 2024
[client]
name = "Esempio"  # as on the invoice
accounts = ["facebook:esempio"]
industry = "food"

[[competitors]]
name = "Altro"
accounts = ["facebook:altro"]
brands = ["altrobimbi"]

[[competitors]]
name = "Terzo"
accounts = ["facebook:terzo"]

[[plan]]
action = "post_weekly"
"""


def test_a_change_leaves_all_else_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    before = read_form(path)
    after = ClientForm(
        **{
            **vars_of(before),
            "domains": ("esempio.example.com",),
            "competitors": (before.competitors[0], Rival("Nuovo", (AccountRef("x", "nuovo"),))),
        }
    )
    write_changes(path, before, after)
    assert read_form(path) == after
    text = path.read_text("utf-8")
    for kept in ("# Whom we audit", "# as on the invoice", 'industry = "food"', "altrobimbi"):
        assert kept in text
    assert "post_weekly" in text
    assert "Terzo" not in text


def test_an_italian_file_saved_by_word_is_changed_in_italian(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text("[cliente]\nnome = “Esempio”\npagine = “facebook:esempio”\n", encoding="utf-8")
    before = read_form(path)
    after = ClientForm(**{**vars_of(before), "team": FORM.team, "name": "Nuovo nome"})
    write_changes(path, before, after)
    assert read_form(path) == after
    assert "nome = " in path.read_text("utf-8")
    assert "consenso" in path.read_text("utf-8")


def test_what_is_emptied_goes(tmp_path: Path) -> None:
    path = write_new(tmp_path / "c.toml", FORM)
    empty = {"team": (), "competitors": (), "followers": {}, "domains": (), "consultant": ""}
    after = ClientForm(**{**vars_of(FORM), **empty})
    write_changes(path, FORM, after)
    assert read_form(path) == after
    assert "squadra" not in path.read_text("utf-8")


def test_a_new_client_replaces_no_file(tmp_path: Path) -> None:
    write_new(file_for("Esempio", tmp_path), FORM)
    with pytest.raises(UsageError, match=r"esempio\.toml is there already"):
        file_for("Esempio", tmp_path)


def test_a_folder_is_listed_with_what_is_wrong(run: Callable, tmp_path: Path) -> None:
    write_new(tmp_path / "a.toml", FORM)
    (tmp_path / "b.toml").write_text('[client]\nname = "B"\n', encoding="utf-8")
    (tmp_path / "studio.toml").write_text('[consultant]\nname = "Studio"\n', encoding="utf-8")
    done = run("client", "list", tmp_path)
    assert done.exit_code == 1
    assert "Pasticceria Città S.r.l." in done.stdout
    assert "facebook:esempio, instagram:esempio" in done.stdout
    assert "client.accounts: is missing" in done.stderr
    assert "studio" not in done.stdout + done.stderr
    listed = json.loads(run("client", "list", tmp_path, "--json").stdout)
    assert [Path(row["file"]).name for row in listed] == ["a.toml", "b.toml"]


def test_an_empty_folder_says_how_to_make_one(run: Callable, tmp_path: Path) -> None:
    done = run("client", "list", tmp_path)
    assert done.exit_code == 0
    assert "auditor client new" in done.stdout


def test_without_a_terminal_it_says_where_the_example_is(run: Callable) -> None:
    done = run("client", "new")
    assert done.exit_code == 2
    assert "docs/client-file.md" in done.stderr


ANSWERS = (
    "Forno Esempio",
    "https://www.facebook.com/fornoesempio",
    "",
    "fornoesempio",  # no website: asked again
    "",
    "circa 1,2 mila",
    "Forno Altro",
    "fb:fornoaltro",
    "",
    "",
    "Anna Inventata",
    "bluesky:anna.example.com",
    "",
    "1/11/2025",
    "",
    "",
    "3",
    "www.fornoesempio.example.com",
    "99",
    "",
)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_client_is_made_and_corrected_on_a_terminal(tmp_path: Path) -> None:
    import pexpect

    environment = {**os.environ, "TZ": "Europe/Rome", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    terminal = pexpect.spawn(
        sys.executable,
        ["-m", "auditor", "--language", "it", "client", "new"],
        cwd=str(tmp_path),
        env=environment,
        encoding="utf-8",
        timeout=30,
        dimensions=(24, 80),
    )
    for answer in ANSWERS:
        terminal.expect_exact("> ")
        terminal.sendline(answer)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    form = read_form(tmp_path / "forno-esempio.toml")
    assert form == ClientForm(
        name="Forno Esempio",
        accounts=(AccountRef("facebook", "fornoesempio"),),
        domains=("fornoesempio.example.com",),
        followers={AccountRef("facebook", "fornoesempio"): 1_200},
        competitors=(Rival("Forno Altro", (AccountRef("facebook", "fornoaltro"),)),),
        team=(
            Colleague(
                "Anna Inventata", (AccountRef("bluesky", "anna.example.com"),), date(2025, 11, 1)
            ),
        ),
        language="it",
        timezone="Europe/Rome",
    )
