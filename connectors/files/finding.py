"""The files of one call: folders are read whole, in the order of their names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.messages import msg
from connectors.files.options import ImportRefused

TABLE_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".xlsb", ".ods"})


def find_files(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files to read, each once, and those of folders that are no tables."""
    found: dict[Path, None] = {}
    other: list[Path] = []
    for path in paths:
        if not is_folder(path):
            found[path] = None
            continue
        inside = list(_walk(path))
        tables = [file for file in inside if file.suffix.lower() in TABLE_ENDINGS]
        if not tables:
            raise ImportRefused(
                msg("{file} is a folder without tables.", file=path.name or str(path)),
                msg("Tables are files that end in .csv, .tsv, .txt, .xlsx, .xls or .ods."),
            )
        other += [file for file in inside if file.suffix.lower() not in TABLE_ENDINGS]
        found.update(dict.fromkeys(tables))
    return list(found), other


def is_folder(path: Path) -> bool:
    try:
        mode = path.stat()
    except FileNotFoundError:
        raise ImportRefused(
            msg("{file} does not exist.", file=str(path)), msg("Check the name and the folder.")
        ) from None
    except (OSError, ValueError):
        raise unreadable(path) from None
    del mode
    if not (path.is_dir() or path.is_file()):
        raise unreadable(path)
    return path.is_dir()


def unreadable(path: Path) -> ImportRefused:
    return ImportRefused(
        msg("{file} cannot be opened.", file=str(path)),
        msg("Check that it is a file, that you may read it and that no link leads to itself."),
    )


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their names; links to folders are not followed."""
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, n) for n in sorted(names) if not n.startswith((".", "~$")))
