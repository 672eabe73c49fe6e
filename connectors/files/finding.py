"""The files of one call: folders are read whole, in the order of their names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.messages import msg
from connectors.files.archives import is_archive, members
from connectors.files.options import ImportRefused, NotPosts
from connectors.files.sources import Source

TABLE_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".xlsb", ".ods"})
_OTHER_ENDINGS = frozenset({".zip", ".gz", ".tgz", ".js", ".json"})


def find_files(paths: Sequence[Path]) -> tuple[list[Source], list[str]]:
    """What to read, each once, archives as their members; and the names of what is left out.

    Raises:
        ImportRefused: a path cannot be opened, or holds nothing that could be posts.
    """
    found: dict[Path, None] = {}
    other: list[str] = []
    for path in paths:
        if not is_folder(path):
            found[path] = None
            continue
        inside = list(_walk(path))
        files = [one for one in inside if one.suffix.lower() in TABLE_ENDINGS | _OTHER_ENDINGS]
        if not files:
            raise ImportRefused(
                msg("{file} is a folder without tables.", file=path.name or str(path)),
                msg("Tables are files that end in .csv, .tsv, .txt, .xlsx, .xls or .ods."),
            )
        other += [one.name for one in inside if one not in files]
        found.update(dict.fromkeys(files))
    sources: list[Source] = []
    for path in found:
        sources += _sources(path)
    return sources, other


def _sources(path: Path) -> list[Source]:
    try:
        if not is_archive(path):
            return [Source(path)]
        inside = list(members(path))
    except OSError:
        raise unreadable(path) from None
    if not inside:
        raise NotPosts(
            msg("{file} is an archive without tables and posts.", file=path.name),
            msg("Import the tables that the owner of the page can download."),
        )
    return inside


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
