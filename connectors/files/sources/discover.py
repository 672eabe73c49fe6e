"""The files of one call: folders are read whole, in the order of their names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.core.messages import Message, msg
from connectors.files.options import ImportRefused, NotPosts
from connectors.files.sources.archives import TABLES, is_archive, members
from connectors.files.sources.private_names import private_reason
from connectors.files.sources.recognition import not_a_table_by_name
from connectors.files.sources.source import Source

_OTHER_ENDINGS = frozenset({".zip", ".gz", ".tgz", ".tar", ".js", ".json"})
NO_FILE = msg("it is no ordinary file")
NOWHERE = msg("a link that leads nowhere")
NOT_OPENED = msg("it cannot be opened")
_ADDRESS = re.compile(r"^(?:https?:|www\.)", re.IGNORECASE)


@dataclass
class FilesFound:
    """The files of one call: those to be read, and those passed over, by name with the reason."""

    sources: list[Source] = field(default_factory=list)
    passed_over: list[tuple[str, Message]] = field(default_factory=list)


def find_files(paths: Sequence[Path]) -> FilesFound:
    """What to read, each once, archives as their members; and what is left out.

    Raises:
        ImportRefused: a path cannot be opened, or holds nothing that could be posts.
    """
    files_found = FilesFound()
    by_name = dict.fromkeys(path for path in paths if not is_folder(path))
    below: dict[Path, None] = {}
    for folder in (path for path in paths if path not in by_name):
        inside = list(_walk(folder))
        files = [file for file in inside if _may_be_read(file, folder, files_found)]
        if not files and not files_found.passed_over:
            raise ImportRefused(
                msg("{file} is a folder without tables.", file=folder.name or str(folder)),
                msg("Tables are files that end in .csv, .tsv, .txt, .xlsx, .xls or .ods."),
            )
        below.update(dict.fromkeys(file for file in files if file not in by_name))
    for path in by_name:
        _add(path, files_found, inside=False)
    for path in below:
        _add(path, files_found, inside=True)
    return files_found


def _may_be_read(path: Path, folder: Path, files_found: FilesFound) -> bool:
    reason = private_reason(path.relative_to(folder).as_posix())
    if reason is None and path.suffix.lower() not in TABLES | _OTHER_ENDINGS:
        reason = not_a_table_by_name(path.name)
    if reason is not None:
        files_found.passed_over.append((path.name, reason))
    return reason is None


def _add(path: Path, files_found: FilesFound, inside: bool) -> None:
    if inside and not path.is_file():
        reason = NO_FILE if path.exists() or not path.is_symlink() else NOWHERE
        files_found.passed_over.append((path.name, reason))
        return
    try:
        if not is_archive(path):
            files_found.sources.append(Source(path, inside=inside))
            return
        held = members(path)
    except OSError:
        if not inside:
            raise unreadable(path) from None
        files_found.passed_over.append((path.name, NOT_OPENED))
        return
    except ImportRefused as refusal:
        if not inside:
            raise
        files_found.passed_over.append((path.name, refusal.message))
        return
    files_found.sources += held.sources
    files_found.passed_over += held.passed_over
    if not held.sources and not inside:
        raise NotPosts(
            msg("{file} is an archive without tables and posts.", file=path.name),
            msg("Import the tables that the owner of the page can download."),
        )


def is_folder(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        if _ADDRESS.match(str(path)):
            raise _an_address(path) from None
        raise ImportRefused(
            msg("{file} does not exist.", file=str(path)), msg("Check the name and the folder.")
        ) from None
    except (OSError, ValueError):
        raise unreadable(path) from None
    if not (path.is_dir() or path.is_file()):
        raise unreadable(path)
    return path.is_dir()


def _an_address(path: Path) -> ImportRefused:
    text = re.sub(r"^(https?:)/+", r"\1//", str(path)).partition("?")[0]
    return ImportRefused(
        msg("{file} is an address, not a file.", file=text),
        msg(
            "To audit a page: auditor audit {address}. A document in a cloud drive is downloaded "
            "first, as CSV or Excel (.xlsx).",
            address=text,
        ),
    )


def unreadable(path: Path) -> ImportRefused:
    return ImportRefused(
        msg("{file} cannot be opened.", file=str(path)),
        msg("Check that it is a file, that you may read it and that no link leads to itself."),
    )


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their names; links to folders are not followed."""
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, n) for n in sorted(names) if not n.startswith((".", "~$")))
