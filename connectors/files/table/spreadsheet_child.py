"""Reads a spreadsheet in a process of its own: what it does to that process, it does to no other.

Run as a script: the workbook comes on standard input, its sheets go to standard output as JSON. It
imports nothing of this program, so that it starts at once.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# What a workbook may take [D]: this much, and more by what it unpacks to, of which good ones were
# seen to take thirty times.
LEAST_MEMORY, BY_SIZE, MOST_MEMORY = 1_000_000_000, 40, 6_000_000_000
SECONDS = 90


def main(what: str, unpacked: int) -> int:
    """``names`` of the sheets, or ``sheets`` with their cells as texts; of what is refused, a word.
    ``unpacked`` is the size of the workbook in bytes, by which its memory is limited."""
    _limit(min(MOST_MEMORY, LEAST_MEMORY + BY_SIZE * unpacked))
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        answer: Any = list(book.sheet_names)
        if what == "sheets":
            answer = [(name, _rows_of(book.get_sheet_by_name(name))) for name in answer]
    except PasswordError:
        answer = "password"
    except (CalamineError, OSError, ValueError):
        answer = "damaged"
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


def _limit(memory: int) -> None:
    """No more memory and time than a good workbook needs; where the system knows no limits, the
    time that the other process waits is the only one."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _rows_of(sheet: CalamineSheet) -> list[list[str]]:
    """The cells of a sheet as texts; each cell of a merged range has the range's value."""
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left != right or bottom >= len(rows) or left >= len(rows[top]):
            continue  # a title over several columns is no value of each
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and not row[left]:
                row[left] = rows[top][left]
    return rows


def _text(value: object) -> str:
    """A cell as a file of text would write it; whole numbers without a decimal mark."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], int(sys.argv[2])))
