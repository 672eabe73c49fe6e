"""What terminals write when a file is dragged onto them, and what people paste."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.ui.pasted import means_a_file, path_of, pieces


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "l'export, di (marzo).csv"
    path.write_text("x", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "written",
    ["{0}", "'{0}'", '"{0}"', "& '{0}'", "{escaped}", "{uri}", "  {0}  "],
)
def test_a_path_with_blanks_stays_whole(file: Path, written: str) -> None:
    escaped = "".join(f"\\{value}" if value in " '(),\\" else value for value in str(file))
    line = written.format(file, escaped=escaped, uri=file.as_uri())
    (piece,) = pieces(line)
    assert path_of(piece) == file


def test_several_things_in_one_line_are_told_apart(tmp_path: Path) -> None:
    rows, two = tmp_path / "a.csv", tmp_path / "b c.csv"
    for path in (rows, two):
        path.write_text("x", encoding="utf-8")
    line = f"youtube:@esempio, {rows} '{two}';https://www.facebook.com/esempio"
    assert pieces(line) == [
        "youtube:@esempio",
        str(rows),
        str(two),
        "https://www.facebook.com/esempio",
    ]


def test_nothing_is_nothing() -> None:
    assert pieces("   ") == []


@pytest.mark.parametrize(
    ("piece", "meant"),
    [
        ("posts.csv", True),
        ("/home/x", True),
        ("C:\\x.csv", True),
        ("file:///x.csv", True),
        ("facebook:esempio", False),
        ("https://example.com/x.csv", False),
        ("@esempio@social.example", False),
    ],
)
def test_what_was_meant_as_a_file(piece: str, meant: bool) -> None:
    assert means_a_file(piece) is meant
