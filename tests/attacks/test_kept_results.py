"""What lies among kept results costs neither the report nor the results beside it."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CLIENT = '[client]\nname = "Esempio"\naccounts = ["facebook:esempio"]\n'


def changed(**values: Any) -> Callable[[Path, bytes], None]:
    def write(path: Path, kept: bytes) -> None:
        path.write_bytes(gzip.compress(json.dumps(json.loads(kept) | values).encode()))

    return write


def written(data: Callable[[bytes], bytes]) -> Callable[[Path, bytes], None]:
    return lambda path, kept: Path(path).write_bytes(data(kept)) and None


def damaged(kept: bytes) -> bytes:
    data = bytearray(gzip.compress(kept))
    data[len(data) // 2] ^= 0xFF
    return bytes(data)


ODD = {
    "a pipe": lambda path, kept: os.mkfifo(path),
    "a link to a device": lambda path, kept: path.symlink_to("/dev/zero"),
    "a link to nothing": lambda path, kept: path.symlink_to("nothing"),
    "a folder": lambda path, kept: path.mkdir(),
    "empty": written(lambda kept: b""),
    "cut": written(lambda kept: gzip.compress(kept)[:-300]),
    "damaged": written(damaged),
    "a bomb": written(lambda kept: gzip.compress(bytes(300 * 1024 * 1024), 9)),
    "a list": written(lambda kept: gzip.compress(b"[1]")),
    "words": written(lambda kept: gzip.compress(b'"ciao"')),
    "deep": written(lambda kept: gzip.compress(b"[" * 90_000 + b"]" * 90_000)),
    "a long number": written(lambda kept: gzip.compress(b'{"as_of": ' + b"9" * 9_000 + b"}")),
    "year one": changed(as_of="0001-01-01T00:00:00+00:00"),
    "no zone": changed(as_of="2026-05-20T00:00:00"),
    "no day": changed(as_of=None),
    "no subjects": changed(subjects=[3]),
    "another program's": changed(accounts="none", as_of="2026-05-20T00:00:00+00:00"),
    "no method": changed(method={}, as_of="2026-05-20T00:00:00+00:00"),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ODD)
def test_an_odd_file_among_kept_results_costs_only_itself(run, kind: str) -> None:
    rows = "".join(f"2026-0{n}-02 10:00,Testo {n},{n}\n" for n in range(1, 7))
    Path("posts.csv").write_text(f"Data,Testo,Mi piace\n{rows}")
    assert run("import", "posts.csv", "--account", "facebook:esempio", "--yes").exit_code == 0
    for name in ("clients/esempio.toml", "clients/other.toml"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(CLIENT)
    audit = ("audit", "--client", "clients", "--offline", "--out", "out", "--as-of")
    for day in ("2026-04-30", "2026-05-31"):
        assert run(*audit, day).exit_code == 0
    (kept,) = Path("out/esempio/history").iterdir()
    ODD[kind](kept.with_name("2026-05-20.json.gz"), gzip.decompress(kept.read_bytes()))
    done = run(*audit, "2026-05-31")
    assert done.exit_code == 0, done.output
    assert "in the program itself" not in done.output
    result = json.loads(Path("out/esempio/result.json").read_bytes())
    assert result["previous"]["as_of"].startswith("2026-05-01")
    assert run(*audit, "2026-06-10").exit_code == 0


@pytest.mark.timeout(60)
def test_odd_files_beside_the_clients_cost_only_themselves(run) -> None:
    """What lies beside a client file is looked at for a consultant: pipes, depth, other tables."""
    Path("posts.csv").write_text("Data,Testo,Mi piace\n2026-03-02 10:00,ciao,1\n")
    assert run("import", "posts.csv", "--account", "facebook:esempio", "--yes").exit_code == 0
    Path("c").mkdir()
    Path("c/esempio.toml").write_text(CLIENT)
    os.mkfifo("c/pipe.toml")
    Path("c/device.toml").symlink_to("/dev/zero")
    Path("c/folder.toml").mkdir()
    Path("c/deep.toml").write_text("a = " + "[" * 50_000 + "]" * 50_000)
    Path("c/latin.toml").write_bytes(b"a = 'caff\xe8'")
    done = run("audit", "--client", "c/esempio.toml", "--offline", "--out", "out")
    assert done.exit_code == 0, done.output
    done = run("audit", "--client", "c", "--offline", "--out", "all")
    assert done.exit_code == 1
    assert "in the program itself" not in done.output
    assert Path("all/esempio/index.html").exists()
