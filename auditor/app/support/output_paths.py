"""Folders for reports: named after whom they are about, never overwriting by accident."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

from auditor.core.errors import UsageError
from auditor.core.files import make_folder
from auditor.core.messages import msg

_LONGEST = 60
# Windows keeps these names for devices, whatever their ending.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in (*range(10), *"¹²³")}
)


def file_name(text: str) -> str:
    """A name that every system takes: ``"Esempio S.p.A."`` becomes ``esempio-s.p.a``."""
    plain = unicodedata.normalize("NFC", text).casefold()
    name = re.sub(r"[^\w.]+", "-", plain)
    name = re.sub(r"-{2,}", "-", name)[:_LONGEST].strip("-._ ")
    if name.partition(".")[0] in _DEVICES:
        name = f"{name}-page" if "." not in name else f"page-{name}"
    return name or "page"


def dated(start: str, name: str, day: date) -> str:
    """A folder's name: ``audit-esempio-2026-10-31``.

    Args:
        start: what comes first, such as ``audit``.
        name: the client's name.
        day: the day of the audit.
    """
    return f"{start}-{file_name(name)}-{day:%Y-%m-%d}"


def report_folder(out: Path | None, name: str) -> Path:
    """The folder to write to, made: ``out`` as it is, else a new one in the working folder.

    A folder of that ``name`` that is already there is left alone: the new one gets a number.

    Raises:
        UsageError: it cannot be made.
    """
    return made(out) if out is not None else _new_folder(name)


def made(folder: Path) -> Path:
    """The folder, made if it is not there. Raises UsageError when it cannot be."""
    try:
        make_folder(folder)
    except OSError as error:
        raise _refused(folder) from error
    return folder


def _new_folder(name: str) -> Path:
    number = 1
    while True:
        folder = Path(name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise _refused(folder) from error
        else:
            return folder


def _refused(folder: Path) -> UsageError:
    return UsageError(
        msg("The folder {folder} cannot be made.", folder=str(folder)),
        msg("Name another one with --out."),
    )
