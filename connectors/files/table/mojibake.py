"""Texts damaged on their way: encoded twice, robbed of their emoji, with a writer's marks.

What can be read back is read back and said; what is lost is counted and said.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from auditor.core.messages import Message, msg, msgn
from connectors.files.table.table import Table

LOST = "\ufffd"
_ONE_BYTE = frozenset({"cp1252", "latin-1", "mac_roman", "cp850"})
# A question mark follows a word, a quote or a bracket, or the hard blank of French typography.
_LOST_SIGN = re.compile(r"(?<![\w?!.…\"'”’»“«)\]}%€$\u00a0\u202f])\?+")
# Most emoji are two signs to a spreadsheet, and become two marks.
_LOST_PAIR = re.compile(r"(?<![\w?!.…\"'”’»“«)\]}%€$])\?{2,}|^\?+(?=\s)")
# In a text that sets a blank before its marks, a single mark after a word is one of them.
_LOST_SPACED = re.compile(_LOST_SIGN.pattern.replace(r"\?+", r"(?:\?{2,}|(?<!\w )\?)"))
_SPACED = re.compile(r"(?<=\w )\?(?!\?)")
_BLANK, _NO_BLANK = re.compile(r"\w\s[!:;](?=\s|$)"), re.compile(r"\w[!:;](?=\s|$)")
_FRENCH = re.compile(
    r"(?i)\b(?:vous|nous|votre|vos|notre|nos|quell?e?s?|avec|pour|dans|cette|est-ce|c'est|des|les)\b"
)
_MOSTLY = 0.5
# A sign as a program writes it, and not as a text holds it: \u00e8, \ud83d\ude00.
_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_TRACES = re.compile(r"[ÃÂâðåäæçèéêëìíîïÅÄÐ][\u0080-\u00ff\u0152-\u2122]")


def mended(table: Table) -> tuple[Table, list[Message]]:
    """A table with its texts mended, and what is to be said of it."""
    use = table.layout.use("text")
    if use is None or table.cells.empty:
        return table, []
    cells, notes, lost, spaced, escaped, twice = table.cells.copy(), [], 0, 0, 0, False
    export = table.layout.export
    for column_index in use.places:
        column = cells[column_index]
        if export is not None and export.cleaned is not None:
            column = export.cleaned(column)
        escaped += int(column.str.contains(_ESCAPE).sum())
        column = column.str.replace(_ESCAPE, _unescaped, regex=True)
        read_back = encoded_twice(column)
        twice = twice or read_back is not None
        column = column if read_back is None else read_back
        sign = _sign_of(table)
        if sign is _LOST_SIGN and _spaces_marks(column):
            sign, spaced = _LOST_SPACED, spaced + int(column.str.count(_SPACED.pattern).sum())
        if sign is not None:
            lost += int(column.str.count(sign.pattern).sum())
            column = column.str.replace(sign, LOST, regex=True)
        cells[column_index] = column.astype(object)
    if twice:
        notes.append(msg("The texts were encoded twice, as in 'PerchÃ©', and were read back."))
    if escaped:
        notes.append(
            msgn(
                "{n} text held signs as programs write them, such as \\u00e8: read back.",
                "{n} texts held signs as programs write them, such as \\u00e8: read back.",
                escaped,
            )
        )
    if lost:
        notes.append(
            msgn(
                "{n} emoji was lost when this file was saved, and is read as no question: import "
                "the file as it was downloaded.",
                "{n} emoji were lost when this file was saved, and are read as no questions: "
                "import the file as it was downloaded.",
                lost,
            )
        )
    if spaced:
        notes.append(
            msgn(
                "{n} question mark stands after a blank, as French writes it; if it was an emoji, "
                "it was lost when this file was saved.",
                "{n} question marks stand after a blank, as French writes them; some may have "
                "been emoji that were lost when this file was saved.",
                spaced,
            )
        )
    return replace(table, cells=cells), notes


def _unescaped(match: re.Match[str]) -> str:
    units = [int(unit, 16) for unit in match.group().split("\\u")[1:]]
    data = b"".join(unit.to_bytes(2, "little") for unit in units)
    return data.decode("utf-16-le", "replace")


def _spaces_marks(texts: pd.Series) -> bool:
    """Whether the writer sets a blank before "!", ":" and ";", as French does, or writes French."""
    spaced, close = (int(texts.str.count(sign.pattern).sum()) for sign in (_BLANK, _NO_BLANK))
    if spaced + close:
        return spaced > close
    return bool(texts.str.contains(_FRENCH).mean() >= _MOSTLY)


def _sign_of(table: Table) -> re.Pattern[str] | None:
    """How a lost sign looks in this file; ``None`` where none can be lost.

    A file without one letter beyond ASCII may have been saved in any encoding: in it only what no
    question looks like is a lost sign.
    """
    if table.encoding in _ONE_BYTE:
        return _LOST_SIGN
    plain = table.encoding in ("utf-8", "utf-8-sig") and not any(
        not cell.isascii() for column in table.cells for cell in table.cells[column]
    )
    return _LOST_PAIR if plain else None


def encoded_twice(texts: pd.Series) -> pd.Series | None:
    """The texts read back if they were encoded twice, else ``None``.

    A table is read back as a whole: one right text beyond ASCII in it, such as a Portuguese name,
    and nothing is touched. ftfy decides for each text.
    """
    strange = [text for text in texts.unique() if not str(text).isascii()]
    if not any(_TRACES.search(text) for text in strange):
        return None
    from ftfy import fix_encoding

    fixed = {text: fix_encoding(text) for text in strange}
    if any(text == back and not _TRACES.search(text) for text, back in fixed.items()):
        return None
    if all(text == back for text, back in fixed.items()):
        return None
    return texts.map(lambda text: fixed.get(text, text)).astype(object)
