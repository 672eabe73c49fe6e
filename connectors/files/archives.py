"""ZIP and tar.gz archives: what is needed of them is read into memory, nothing is unpacked.

Members that nobody needs are told by their names, before they are loaded.
"""

from __future__ import annotations

import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from auditor.messages import msg
from connectors.files.options import ImportRefused
from connectors.files.sources import Source

_LARGEST = 1_000_000_000
_WORKBOOKS = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
_ENDINGS = re.compile(r"\.(?:csv|tsv|tab|txt|xlsx?|xlsb|ods|js|json)$", re.IGNORECASE)
# Messages, ads, logins and what was looked at: private, large, and no posts.
_NOT_NEEDED = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.[^./]|messages/|inbox/|ads_information/|security|preferences|assets/)"
    r"|(?:direct-?message|(?:^|/)ads?[-_]|ip-audit|login|password|contact|search|personalization"
    r"|device|lists?-|block|mute|follow|like(?:-part\d+)?\.|moment|periscope|spaces|(?:^|/)app\."
    r"|_media/|message)[^/]*\.js(?:on)?$",
    re.IGNORECASE,
)


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP that is no spreadsheet, or a tar archive, by its content."""
    if path.stat().st_size == 0:
        return False
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as package:
                return not _WORKBOOKS & set(package.namelist())
        except (zipfile.BadZipFile, OSError):
            return False
    with path.open("rb") as handle:
        packed = handle.read(2) == b"\x1f\x8b"
    return packed and tarfile.is_tarfile(path)


def members(path: Path) -> Iterator[Source]:
    """The members that may hold posts, in the order of their names.

    Raises:
        ImportRefused: it is protected, damaged, or unpacks to more than 1 GB.
    """
    try:
        if zipfile.is_zipfile(path):
            yield from _of_zip(path)
        else:
            yield from _of_tar(path)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError,
            NotImplementedError) as error:  # fmt: skip
        raise ImportRefused(
            msg("{file} is damaged: it cannot be unpacked.", file=path.name),
            msg("Download it again and import the new file."),
        ) from error


def _of_zip(path: Path) -> Iterator[Source]:
    with zipfile.ZipFile(path) as package:
        infos = sorted(package.infolist(), key=lambda info: info.filename)
        wanted = [info for info in infos if _is_wanted(info.filename) and not info.is_dir()]
        if any(info.flag_bits & 1 for info in wanted):
            raise ImportRefused(
                msg("{file} is protected by a password.", file=path.name),
                msg("Unpack it with the password and import the folder."),
            )
        left = _LARGEST
        for info in wanted:
            with package.open(info) as handle:
                data = _limited(handle.read(left + 1), left, path)
            left -= len(data)
            yield Source(path, info.filename, data, datetime(*info.date_time))  # noqa: DTZ001


def _of_tar(path: Path) -> Iterator[Source]:
    with tarfile.open(path) as package:
        left = _LARGEST
        found = []
        for info in package:
            if not info.isfile() or not _is_wanted(info.name):
                continue
            handle = package.extractfile(info)
            if handle is None:
                continue
            data = _limited(handle.read(left + 1), left, path)
            left -= len(data)
            made = datetime.fromtimestamp(info.mtime)  # noqa: DTZ006 - as a ZIP has it
            found.append(Source(path, info.name, data, made))
    yield from sorted(found, key=lambda one: one.member or "")


def _is_wanted(name: str) -> bool:
    return bool(_ENDINGS.search(name)) and not _NOT_NEEDED.search(name)


def _limited(data: bytes, left: int, path: Path) -> bytes:
    if len(data) > left:
        raise ImportRefused(
            msg("{file} unpacks to more than 1 GB.", file=path.name),
            msg("Export shorter spans of time and import the files together."),
        )
    return data
