"""Is this file a text, and in which encoding? Read in pieces, so that memory stays bounded."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from auditor.core.messages import msg
from connectors.files.options import NotPosts
from connectors.files.sources.letters import encoding_by_letters
from connectors.files.sources.source import Source

LARGEST_FILE = 1_000_000_000
LONGEST_LINE = 4_000_000
_PIECE = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# Breaks of lines and pages within a cell, as word processors write them: no sign of binary data.
_BREAKS = (b"\x0b", b"\x0c")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LOOKED_AT = 1 << 22
# One stray sign in a thousand is a fault of the writer; more is no text.
_STRAY = 0.001
STRAY_SIGNS = dict.fromkeys((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))


def not_a_table(source: Source) -> NotPosts:
    """The refusal of a file that holds something else than a table."""
    return NotPosts(
        msg("{file} is not a table: its content is not text.", file=source.label),
        msg("Export the posts again as CSV or Excel (.xlsx) and import that file."),
    )


class Scan(NamedTuple):
    """What a pass over a text file has shown.

    Args:
        encoding: the encoding's Python name.
        stray: how many stray control characters are in it.
        sure: no other encoding fits nearly as well.
    """

    encoding: str
    stray: int
    sure: bool = True


def detect_encoding(source: Source) -> str:
    """The encoding's Python name; see :func:`scan`."""
    return scan(source).encoding


def scan(source: Source) -> Scan:
    """The encoding of a text file, after one pass over the whole of it.

    UTF-8, UTF-16 and UTF-32 by their mark; UTF-16 without a mark by its zero bytes; else UTF-8
    when every byte fits, else by its accented letters Windows-1252, Mac Roman or DOS (what a
    spreadsheet saves as "Macintosh" and "MS-DOS"), else Latin-1.

    Raises:
        NotPosts: a line is too long for a table, or the content is no text.
    """
    with source.binary() as handle:
        head = handle.read(4096)
    encoding = next((name for mark, name in _BOMS if head.startswith(mark)), None)
    encoding = encoding or _utf16_without_mark(head)
    single = _scan(source, check_bytes=encoding in (None, "utf-8-sig"))
    if encoding is None:
        return single
    _check_decodes(source, encoding)
    return Scan(encoding, single.stray)


def _utf16_without_mark(head: bytes) -> str | None:
    even, odd = head[0::2], head[1::2]
    if not odd or any(odd) == any(even):
        return _mostly_zero(even, odd)
    return "utf-16-be" if any(odd) else ("utf-16-le" if any(even) else None)


def _mostly_zero(even: bytes, odd: bytes) -> str | None:
    """Accented letters leave a few non-zero bytes on the side of the zeros."""
    zeros_even, zeros_odd = even.count(0) / (len(even) or 1), odd.count(0) / (len(odd) or 1)
    if zeros_odd > 0.7 and zeros_even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if zeros_even > 0.7 and zeros_odd < 0.1 else None


def _scan(source: Source, check_bytes: bool) -> Scan:
    stray = breaks = 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    fits, windows, run = True, True, 0
    with source.binary() as handle:
        while piece := handle.read(_PIECE):
            if check_bytes:
                stray += sum(1 for _ in _CONTROL.finditer(piece))
                breaks += sum(map(piece.count, _BREAKS))
                if stray - breaks > _STRAY * source.size:
                    raise not_a_table(source)
            run = _longest_run(source, piece, run)
            windows = windows and not _UNDEFINED_IN_CP1252.search(piece)
            fits = fits and _decodes(decoder, piece)
    fits = fits and _decodes(decoder, b"", final=True)
    if fits:
        return Scan("utf-8", stray)
    with source.binary() as handle:
        encoding, sure = encoding_by_letters(handle.read(_LOOKED_AT))
    if encoding == "cp1252" and not windows:
        encoding = "latin-1"
    return Scan(encoding, stray, sure)


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _longest_run(source: Source, piece: bytes, run: int) -> int:
    """Bytes since the last line end; refused when no table would have such a line."""
    last = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
    run = run + len(piece) if last < 0 else len(piece) - last
    if run > LONGEST_LINE:
        raise NotPosts(
            msg(
                "{file} has a line of more than {size} million characters: it is not a table.",
                file=source.label,
                size=LONGEST_LINE // 1_000_000,
            ),
            msg("Export the posts again as CSV or Excel (.xlsx) and import that file."),
        )
    return run


def _check_decodes(source: Source, encoding: str) -> None:
    try:
        with source.text(encoding) as handle:
            while piece := handle.read(_PIECE):
                if "\0" in piece:
                    raise not_a_table(source)
    except UnicodeError:
        raise not_a_table(source) from None
