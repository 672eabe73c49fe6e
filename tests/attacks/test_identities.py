"""A name is no identity: no client's report stands under another's name, and nothing is lost."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

PAIRS = [
    ("Ferramenta Monti", "Ferramenta, Monti!"),
    ("Bar & Co.", "Bar Co"),
    ("ESEMPIO", "esempio"),
    ("Caffè", "Cafe\N{COMBINING GRAVE ACCENT}"),
    ("!!!", "???"),
    ("Esempio S.p.A.", "Esempio S.p.A"),
    ("x" * 80 + "1", "x" * 80 + "2"),
    ("Stesso nome", "Stesso nome"),
]


@pytest.fixture(autouse=True)
def imported(run) -> None:
    for number in (1, 2, 3):
        rows = "".join(f"2026-0{n}-02 10:00,Testo {number} {n},{n}\n" for n in range(1, 7))
        Path(f"{number}.csv").write_text(f"Data,Testo,Mi piace\n{rows}")
        done = run("import", f"{number}.csv", "--account", f"facebook:esempio{number}", "--yes")
        assert done.exit_code == 0


def client(path: Path, name: str, number: int, rival: int | None = None) -> None:
    path.parent.mkdir(exist_ok=True)
    other = (
        f'[[competitors]]\nname = "Rivale"\naccounts = ["facebook:esempio{rival}"]\n'
        if rival
        else ""
    )
    path.write_text(
        f'[client]\nname = {json.dumps(name)}\naccounts = ["facebook:esempio{number}"]\n{other}',
        encoding="utf-8",
    )


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_clients_of_one_folder_name_have_their_own_reports(
    run, first: str, second: str
) -> None:
    client(Path("c/uno.toml"), first, 1)
    client(Path("c/due.toml"), second, 2)
    done = run("audit", "--client", "c", "--offline", "--out", "out")
    assert done.exit_code == 0, done.output
    for stem, name, number in (("uno", first, 1), ("due", second, 2)):
        data = json.loads(Path(f"out/{stem}/result.json").read_text())
        assert data["client"]["name"] == name
        assert [account["ref"] for account in data["accounts"]] == [f"facebook:esempio{number}"]
    page = Path("out/index.html").read_text()
    assert "uno/index.html" in page
    assert "due/index.html" in page


@pytest.mark.parametrize("other", ["UNO.toml", "uno!.toml"])
def test_files_that_would_share_a_folder_are_refused_before_anything_is_written(
    run, other: str
) -> None:
    client(Path("a/uno.toml"), "Prima", 1)
    client(Path("b") / other, "Seconda", 2)
    done = run("audit", "--client", "a", "--client", "b", "--offline", "--out", "out")
    assert done.exit_code == 2
    assert "Prima" in done.stderr
    assert "Seconda" in done.stderr
    assert not Path("out").exists()


def test_one_file_named_twice_is_one_client(run) -> None:
    client(Path("a/uno.toml"), "Prima", 1)
    done = run("audit", "--client", "a", "--client", "a/../a/uno.toml", "--offline", "--out", "out")
    assert done.exit_code == 0, done.output


def test_the_result_of_another_client_is_no_last_audit(run) -> None:
    client(Path("mine.toml"), "Nostra", 1, rival=3)
    client(Path("other.toml"), "Altra", 2, rival=3)
    client(Path("rival.toml"), "Rivale nostra", 3, rival=1)
    for name in ("mine", "other", "rival"):
        assert (
            run(
                "audit",
                "--client",
                f"{name}.toml",
                "--offline",
                "--as-of",
                "2026-05-01",
                "--out",
                name,
            ).exit_code
            == 0
        )
    for name in ("other", "rival"):
        done = run(
            "audit",
            "--client",
            "mine.toml",
            "--offline",
            "--out",
            "new",
            "--previous",
            f"{name}/result.json",
        )
        assert done.exit_code == 2
        assert "another client" in done.stderr
        assert not Path("new/result.json").exists()
        done = run("report", "mine", "--previous", name)
        assert done.exit_code == 2
    done = run("audit", "--client", "mine.toml", "--offline", "--out", "new", "--previous", "mine")
    assert done.exit_code == 0, done.output


def test_two_of_one_name_in_a_client_file_are_told_apart_first(run) -> None:
    client(Path("rival.toml"), "Rivale", 3, rival=1)
    done = run("audit", "--client", "rival.toml", "--offline", "--out", "out")
    assert done.exit_code == 2
    assert "two of them are called Rivale" in done.stderr


def test_a_client_that_has_taken_up_a_network_is_the_same_client(run) -> None:
    client(Path("mine.toml"), "Nostra", 1)
    assert (
        run(
            "audit", "--client", "mine.toml", "--offline", "--as-of", "2026-05-01", "--out", "old"
        ).exit_code
        == 0
    )
    Path("mine.toml").write_text(
        '[client]\nname = "Nostra, con nuovo nome"\naccounts = ["facebook:esempio1", "facebook:esempio2"]\n'
    )
    done = run("audit", "--client", "mine.toml", "--offline", "--out", "new", "--previous", "old")
    assert done.exit_code == 0, done.output


def test_the_result_that_stands_is_kept_before_another_takes_its_place(run) -> None:
    arguments = ("audit", "facebook:esempio1", "--offline", "--out", "out")
    assert run(*arguments, "--as-of", "2026-05-01").exit_code == 0
    first = Path("out/result.json").read_bytes()
    done = run(*arguments)
    assert "history" in done.stdout
    (kept,) = Path("out/history").iterdir()
    assert gzip.decompress(kept.read_bytes()) == first
    assert run(*arguments).exit_code == 0  # the same again: nothing to keep
    assert len(list(Path("out/history").iterdir())) == 1
    # what was kept is a result like any other
    assert run(*arguments, "--previous", kept).exit_code == 0
    assert run("report", kept, "--out", "again").exit_code == 0
    assert run("compare", kept, "out").exit_code == 0


def test_another_clients_result_is_kept_too(run) -> None:
    for number in (1, 2, 1, 2):
        assert run("audit", f"facebook:esempio{number}", "--offline", "--out", "out").exit_code == 0
    refs = [
        json.loads(gzip.decompress(path.read_bytes()))["accounts"][0]["ref"]
        for path in Path("out/history").iterdir()
    ]
    assert {"facebook:esempio1", "facebook:esempio2"} == set(refs)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"{",
        b'{"as_of": 7}',
        b"\xff\xfe",
        b'{"as_of": "../../x"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_result_is_in_nobodys_way(run, content: bytes) -> None:
    Path("out").mkdir()
    Path("out/result.json").write_bytes(content)
    done = run("audit", "facebook:esempio1", "--offline", "--out", "out")
    assert done.exit_code == 0, done.output
    assert not Path("out/history").exists()


@pytest.mark.parametrize("given", ["folder", "empty.gz", "cut.gz", "x.json"])
def test_a_previous_that_is_none_is_told_in_words(run, given: str) -> None:
    assert (
        run(
            "audit", "facebook:esempio1", "--offline", "--as-of", "2026-05-01", "--out", "old"
        ).exit_code
        == 0
    )
    Path("folder").mkdir()
    Path("empty.gz").write_bytes(gzip.compress(b""))
    Path("cut.gz").write_bytes(gzip.compress(Path("old/result.json").read_bytes())[:99])
    shutil.copy("1.csv", "x.json")
    done = run("audit", "facebook:esempio1", "--offline", "--out", "new", "--previous", given)
    assert done.exit_code == 2
    assert "Error" not in done.stderr.replace("Error:", "")
