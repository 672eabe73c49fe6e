"""The same questions on the terminal: back and forth, skipped, left and taken up again."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from auditor.selfassessment.items import ITEMS, is_asked_once

SHARED = [item.id for item in ITEMS if is_asked_once(item)]
OWN = [item.id for item in ITEMS if not is_asked_once(item)]


def kept(name: str = "answers.json") -> Any:
    return json.loads(Path(name).read_text(encoding="utf-8"))


def test_all_is_asked_once_and_gives_what_the_file_gives(run: Any) -> None:
    done = run("assess", "--networks", "facebook,x", "--json", keys="4\n" * (8 + 24))
    assert done.exit_code == 0, done.stderr
    data = kept()
    assert set(data["common"]) == set(SHARED)
    assert set(data["networks"]["facebook"]) == set(data["networks"]["x"]) == set(OWN)
    assert {*data["common"].values(), *data["networks"]["x"].values()} == {3}
    assert json.loads(done.stdout) == json.loads(run("assess", "answers.json", "--json").stdout)
    assert done.stderr.index("People") < done.stderr.index("Presence")  # D and E come first
    assert "32/32" in done.stderr


def test_six_is_not_known_and_enter_skips(run: Any) -> None:
    run("assess", "--networks", "x", keys="6\n\n" + "2\n" * 18)
    assert kept()["common"]["D1"] is None
    assert "D2" not in kept()["common"]


def test_back_changes_an_answer(run: Any) -> None:
    run("assess", "--networks", "x", keys="1\n1\nb\nb\n5\nq\n")
    assert kept()["common"] == {"D1": 4, "D2": 0}


def test_left_in_the_middle_it_goes_on_from_there(run: Any) -> None:
    done = run("assess", "--networks", "x", keys="1\n2\n3\nq\n")
    assert done.exit_code == 0
    assert "goes on from here" in done.stderr
    assert done.stdout == ""
    again = run("assess", "--networks", "x", keys="q\n")
    assert "Going on with the answers" in again.stderr
    assert "4/20" in again.stderr
    end = run("assess", keys="3\n" * 17)  # the networks are known by now
    assert end.exit_code == 0
    assert "X: " in end.stdout
    assert len(kept()["networks"]["x"]) == 12


def test_the_end_of_the_input_keeps_what_was_answered(run: Any) -> None:
    assert run("assess", "--networks", "x", keys="1\n2\n").exit_code == 0
    assert kept()["common"] == {"D1": 0, "D2": 1}


def test_wrong_keys_are_asked_again(run: Any) -> None:
    done = run("assess", "--networks", "x", keys="9\nhello\n2\nq\n")
    assert kept()["common"] == {"D1": 1}
    assert done.stderr.count("Write a number from 1 to 6") == 2


def test_networks_are_asked_and_none_is_an_answer(run: Any) -> None:
    done = run("assess", keys="myspace\nnone\n")
    assert "'myspace' is not a network" in done.stderr
    assert kept()["present"] is False
    assert "level absent" in done.stdout
    Path("answers.json").unlink()
    run("assess", keys="linkedin, youtube\nq\n")
    assert list(kept()["networks"]) == ["linkedin", "youtube"]


def test_answers_of_the_other_kind_are_not_mixed(run: Any) -> None:
    run("assess", "--networks", "x", keys="1\nq\n")
    before = Path("answers.json").read_bytes()
    done = run("assess", "--kind", "professional", "--networks", "x", keys="1\nq\n")
    assert (done.exit_code, Path("answers.json").read_bytes()) == (2, before)
    assert run("assess", "--networks", "myspace").exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal on Windows")
def test_on_a_real_terminal_in_italian(tmp_path: Path) -> None:
    import pexpect

    command = [
        sys.executable,
        "-m",
        "auditor",
        "assess",
        "--kind",
        "professional",
        "--networks",
        "linkedin",
        "--language",
        "it",
        "--out",
        str(tmp_path / "r.json"),
    ]
    child = pexpect.spawn(command[0], command[1:], encoding="utf-8", timeout=20, cwd=str(tmp_path))
    child.expect("1/20 · Persone")
    child.expect("I miei colleghi o soci commentano")
    child.sendline("6")
    child.expect("Rispondo io, non altri")
    child.expect("q esce > ")
    for _ in range(4):  # a key pressed just before the program listens is lost: press again
        child.sendintr()
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=5) == 0:
            break
    child.close()
    assert child.exitstatus == 130
    assert json.loads((tmp_path / "r.json").read_text())["common"] == {"D1": None}
