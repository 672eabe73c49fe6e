"""ZIP and tar.gz archives: what is needed of them is read into memory, nothing is unpacked.

Members that nobody needs are told by their names, before they are loaded.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from auditor.core.messages import Message, msg
from connectors.files.options import ImportRefused
from connectors.files.sources.private_names import private_reason
from connectors.files.sources.recognition import not_a_table_by_name
from connectors.files.sources.source import DAMAGED, Source

_LARGEST = 1_000_000_000
_LARGEST_DICTIONARY = 128 * 1024 * 1024
_NO_DATE = datetime(1980, 1, 1)
_DAMAGED_MEMBER = msg("it is damaged and cannot be unpacked")
_DAMAGED_AFTER = msg("it breaks off: what stands behind these members is lost")
# Documents that are packed as ZIP: spreadsheets, letters, presentations.
_DOCUMENT_PARTS = frozenset(
    {
        "xl/workbook.xml",
        "xl/workbook.bin",
        "content.xml",
        "word/document.xml",
        "ppt/presentation.xml",
        "Index/Document.iwa",
    }
)
TABLES = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".xlsb", ".ods"})
_DOCUMENTS = frozenset({".js", ".json"})


@dataclass
class Members:
    """What an archive holds: members to be read, and those passed over with the reason."""

    sources: list[Source] = field(default_factory=list)
    passed_over: list[tuple[str, Message]] = field(default_factory=list)
    damaged: int = 0

    def pass_over_damaged(self, name: str) -> None:
        """Note a member that cannot be unpacked."""
        self.damaged += 1
        self.passed_over.append((name, _DAMAGED_MEMBER))


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP that is no spreadsheet, or a tar archive, by its content."""
    if path.stat().st_size == 0:
        return False
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as package:
                return not _DOCUMENT_PARTS & set(package.namelist())
        except DAMAGED:
            return False
    with path.open("rb") as handle:
        packed = handle.read(2) == b"\x1f\x8b"
    try:
        return packed and tarfile.is_tarfile(path)
    except DAMAGED:  # cut short: whatever it was, it is packed
        return True


def members(path: Path) -> Members:
    """The members that may hold posts, in the order of their names, and the others by name.

    A ZIP in a ZIP is read too, one level deep.

    Raises:
        ImportRefused: it is protected, damaged, or unpacks to more than 1 GB.
    """
    contents = Members()
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                _of_zip(path, package, contents, "", _LARGEST)
        else:
            _of_tar(path, contents)
    except DAMAGED as error:
        if contents.sources:  # a tar that breaks off: what stands before is whole
            contents.passed_over.append((path.name, _DAMAGED_AFTER))
            return contents
        raise _damaged(path) from error
    if not contents.sources and contents.damaged:
        raise _damaged(path)
    return contents


def _damaged(path: Path) -> ImportRefused:
    return ImportRefused(
        msg("{file} is damaged: it cannot be unpacked.", file=path.name),
        msg("Download it again and import the new file."),
    )


def _of_zip(path: Path, package: zipfile.ZipFile, contents: Members, outer: str, left: int) -> int:
    infos = sorted(package.infolist(), key=lambda info: info.filename)
    chosen = [
        info
        for info in infos
        if not info.is_dir() and _is_wanted(path, outer + info.filename, contents, not outer)
    ]
    if any(info.flag_bits & 1 for info in chosen):
        raise ImportRefused(
            msg("{file} is protected by a password.", file=path.name),
            msg("Unpack it with the password and import the folder."),
        )
    for info in chosen:
        name = outer + info.filename
        try:
            data = _unpacked(package, info, left)
        except DAMAGED:
            contents.pass_over_damaged(f"{path.name} › {name}")
            continue
        left -= len(_limited(data, left, path))
        if name.lower().endswith(".zip"):
            left = _of_inner(path, name, data, contents, left)
            continue
        contents.sources.append(Source(path, name, data, _put_in(info), inside=True))
    return left


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    """The bytes of a member, at most one more than are ``left``. Raises one of ``DAMAGED``."""
    if info.compress_type == zipfile.ZIP_LZMA and _dictionary(package, info) > _LARGEST_DICTIONARY:
        raise zipfile.BadZipFile("a dictionary that takes too much memory")
    with package.open(info) as handle:
        return handle.read(left + 1)


def _dictionary(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    """The memory that unpacking LZMA takes, as the member says: bytes 5 to 8 of its own header."""
    with package.open(info) as handle:
        raw = handle._fileobj  # type: ignore[attr-defined]
        head = raw.read(9)
    return int.from_bytes(head[5:9], "little")


def _put_in(info: zipfile.ZipInfo) -> datetime | None:
    """When a member was put in; the first moment that a ZIP can write stands for no date."""
    try:
        made = datetime(*info.date_time)
    except ValueError:
        return None
    return None if made == _NO_DATE else made


def _of_inner(path: Path, name: str, data: bytes, contents: Members, left: int) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _of_zip(path, package, contents, f"{name}/", left)
    except DAMAGED:
        contents.pass_over_damaged(f"{path.name} › {name}")
        return left


def _of_tar(path: Path, contents: Members) -> None:
    with tarfile.open(path) as package:
        left = _LARGEST
        for info in package:
            if not info.isfile() or not _is_wanted(path, info.name, contents, nested=False):
                continue
            handle = package.extractfile(info)
            if handle is None:
                continue
            data = _limited(handle.read(left + 1), left, path)
            left -= len(data)
            contents.sources.append(Source(path, info.name, data, _written(info), inside=True))
    contents.sources.sort(key=lambda source: source.member or "")


def _written(info: tarfile.TarInfo) -> datetime | None:
    """When a member was last written; zero stands for no date."""
    try:
        return datetime.fromtimestamp(info.mtime) if info.mtime > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _is_wanted(path: Path, name: str, contents: Members, nested: bool) -> bool:
    """Whether a member may hold posts, by its name; if not, it is noted with the reason."""
    if re.search(r"(?:^|/)(?:__MACOSX/|\.[^./])", name):
        return False
    ending = Path(name).suffix.lower()
    reason = private_reason(name)
    if reason is None and ending == ".zip" and not nested:
        reason = msg("an archive in an archive in an archive: import it by itself")
    if reason is None and ending not in TABLES | _DOCUMENTS | {".zip"}:
        reason = not_a_table_by_name(name)
    if reason is not None:
        contents.passed_over.append((f"{path.name} › {name}", reason))
    return reason is None


def _limited(data: bytes, left: int, path: Path) -> bytes:
    if len(data) > left:
        raise ImportRefused(
            msg("{file} unpacks to more than 1 GB.", file=path.name),
            msg("Export shorter spans of time and import the files together."),
        )
    return data
