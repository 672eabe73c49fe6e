"""ZIP and tar.gz archives: what is needed of them is read into memory, nothing is unpacked.

Members that nobody needs are told by their names, before they are loaded.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from auditor.messages import Message, msg
from connectors.files.options import ImportRefused
from connectors.files.private_names import private
from connectors.files.recognition import not_a_table_by_name
from connectors.files.sources import Source

_LARGEST = 1_000_000_000
# Documents that are packed as ZIP: spreadsheets, letters, presentations.
_DOCUMENT_PARTS = frozenset(
    {"xl/workbook.xml", "xl/workbook.bin", "content.xml", "word/document.xml",
     "ppt/presentation.xml", "Index/Document.iwa"}
)  # fmt: skip
TABLES = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".xlsb", ".ods"})
_DOCUMENTS = frozenset({".js", ".json"})


@dataclass
class Members:
    """What an archive holds: members to be read, and those passed over with the reason."""

    sources: list[Source] = field(default_factory=list)
    passed_over: list[tuple[str, Message]] = field(default_factory=list)


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP that is no spreadsheet, or a tar archive, by its content."""
    if path.stat().st_size == 0:
        return False
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as package:
                return not _DOCUMENT_PARTS & set(package.namelist())
        except (zipfile.BadZipFile, OSError):
            return False
    with path.open("rb") as handle:
        packed = handle.read(2) == b"\x1f\x8b"
    return packed and tarfile.is_tarfile(path)


def members(path: Path) -> Members:
    """The members that may hold posts, in the order of their names, and the others by name.

    A ZIP in a ZIP is read too, one level deep.

    Raises:
        ImportRefused: it is protected, damaged, or unpacks to more than 1 GB.
    """
    found = Members()
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                _of_zip(path, package, found, "", _LARGEST)
        else:
            _of_tar(path, found)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError,
            NotImplementedError) as error:  # fmt: skip
        raise ImportRefused(
            msg("{file} is damaged: it cannot be unpacked.", file=path.name),
            msg("Download it again and import the new file."),
        ) from error
    return found


def _of_zip(path: Path, package: zipfile.ZipFile, found: Members, outer: str, left: int) -> int:
    infos = sorted(package.infolist(), key=lambda info: info.filename)
    wanted = [
        info for info in infos
        if not info.is_dir() and _is_wanted(path, outer + info.filename, found, not outer)
    ]  # fmt: skip
    if any(info.flag_bits & 1 for info in wanted):
        raise ImportRefused(
            msg("{file} is protected by a password.", file=path.name),
            msg("Unpack it with the password and import the folder."),
        )
    for info in wanted:
        with package.open(info) as handle:
            data = _limited(handle.read(left + 1), left, path)
        left -= len(data)
        name = outer + info.filename
        if name.lower().endswith(".zip"):
            left = _of_inner(path, name, data, found, left)
            continue
        made = datetime(*info.date_time)  # noqa: DTZ001 - a ZIP has no zone
        found.sources.append(Source(path, name, data, made, inside=True))
    return left


def _of_inner(path: Path, name: str, data: bytes, found: Members, left: int) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _of_zip(path, package, found, f"{name}/", left)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        shown = f"{path.name} › {name}"
        found.passed_over.append((shown, msg("it is damaged and cannot be unpacked")))
        return left


def _of_tar(path: Path, found: Members) -> None:
    with tarfile.open(path) as package:
        left = _LARGEST
        for info in package:
            if not info.isfile() or not _is_wanted(path, info.name, found, nested=False):
                continue
            handle = package.extractfile(info)
            if handle is None:
                continue
            data = _limited(handle.read(left + 1), left, path)
            left -= len(data)
            made = datetime.fromtimestamp(info.mtime)  # noqa: DTZ006 - as a ZIP has it
            found.sources.append(Source(path, info.name, data, made, inside=True))
    found.sources.sort(key=lambda one: one.member or "")


def _is_wanted(path: Path, name: str, found: Members, nested: bool) -> bool:
    """Whether a member may hold posts, by its name; if not, it is noted with the reason."""
    if re.search(r"(?:^|/)(?:__MACOSX/|\.[^./])", name):
        return False
    ending = Path(name).suffix.lower()
    reason = private(name)
    if reason is None and ending == ".zip" and not nested:
        reason = msg("an archive in an archive in an archive: import it by itself")
    if reason is None and ending not in TABLES | _DOCUMENTS | {".zip"}:
        reason = not_a_table_by_name(name)
    if reason is not None:
        found.passed_over.append((f"{path.name} › {name}", reason))
    return reason is None


def _limited(data: bytes, left: int, path: Path) -> bytes:
    if len(data) > left:
        raise ImportRefused(
            msg("{file} unpacks to more than 1 GB.", file=path.name),
            msg("Export shorter spans of time and import the files together."),
        )
    return data
