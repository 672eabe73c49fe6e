"""Results as they lie in folders, which anybody may have put there."""

from __future__ import annotations

import gzip
import json
import zlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.errors import InputError
from auditor.core.files import regular_bytes

if TYPE_CHECKING:
    from auditor.result.raw import RawResult

# Larger than any result of this program [D].
_LARGEST = 64 * 1024 * 1024
# What reading a result that is not one of this program's may raise.
ODD = (
    OSError,
    InputError,
    EOFError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,
    RecursionError,
    StopIteration,
    zlib.error,
)


def kept_bytes(path: Path) -> bytes:
    """The bytes of a result. Raises one of :data:`ODD`."""
    return regular_bytes(path, _LARGEST)


def parsed(data: bytes) -> RawResult:
    """A result from its bytes, packed by gzip or not; nothing in it is checked yet.

    Raises one of :data:`ODD`, as does whatever is looked up in what is no result.
    """
    if data.startswith(b"\x1f\x8b"):
        decompress = zlib.decompressobj(zlib.MAX_WBITS | 16)
        data = decompress.decompress(data, _LARGEST)
    result: RawResult = json.loads(data)
    return result


def zoned(text: str) -> datetime:
    """A moment of a result. Raises one of :data:`ODD` if it has no zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def packed(data: bytes) -> bytes:
    """A result's bytes as they are kept: the same ones each time."""
    return gzip.compress(data, mtime=0)
