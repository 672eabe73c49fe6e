"""What can be opened: a file on the disk, or a member of an archive, which is read in memory."""

from __future__ import annotations

import hashlib
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from auditor.core.files import readable_name

# What the libraries raise over damaged bytes. A password is told apart before.
DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
    MemoryError,
    OverflowError,
    struct.error,
    LookupError,
)


@dataclass(frozen=True)
class Source:
    """A file to be read.

    ``path`` is what lies on the disk; of an archive's member ``member`` is its name inside and
    ``data`` its content. ``made`` is when the member was put in, as the archive says (it has no
    zone). ``inside`` is true for what a folder or an archive holds: nobody named it by itself.
    """

    path: Path
    member: str | None = None
    data: bytes | None = field(default=None, repr=False)
    made: datetime | None = None
    inside: bool = False

    @property
    def name(self) -> str:
        """The file's own name, without folders."""
        return self._file if self.member is None else self._inside.rpartition("/")[2]

    @property
    def label(self) -> str:
        """The name as a person finds it: of a member with its archive's."""
        return self.name if self.member is None else f"{self._file} › {self._inside}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names that may tell days and page: its own, then its archive's."""
        return (self.name,) if self.member is None else (self.name, self._file)

    @property
    def _file(self) -> str:
        return readable_name(self.path.name)

    @property
    def _inside(self) -> str:
        return readable_name(self.member or "")

    @property
    def suffix(self) -> str:
        """The ending of the name in lower case, with its dot."""
        return Path(self.name).suffix.lower()

    @property
    def dated(self) -> datetime:
        """The date of the file, of a member that which the archive gives it."""
        if self.made is not None:
            return self.made.replace(tzinfo=UTC)
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size if self.data is None else len(self.data)

    def binary(self) -> IO[bytes]:
        """Its bytes, to be read from the beginning."""
        return self.path.open("rb") if self.data is None else io.BytesIO(self.data)

    def text(self, encoding: str) -> IO[str]:
        """Its text, line ends as they are."""
        return io.TextIOWrapper(self.binary(), encoding=encoding, newline="")

    def sha256(self) -> str:
        """The hash of the content."""
        with self.binary() as handle:
            digest = hashlib.sha256()
            while piece := handle.read(1 << 20):
                digest.update(piece)
        return digest.hexdigest()
