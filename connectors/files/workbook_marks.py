"""What a spreadsheet does not show by its cells: hidden rows, and formulas that hold no value."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from connectors.files.sources import Source

_SHEET = re.compile(rb'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_HIDDEN = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
_NO_VALUE = re.compile(
    rb"<c\b[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_LARGEST = 200_000_000


@dataclass(frozen=True)
class Marks:
    """Of one sheet: how many rows are hidden, and how many formulas have no value."""

    hidden: int = 0
    no_value: int = 0


def marks_of(source: Source) -> dict[int, Marks]:
    """Sheet number -> its marks, for an .xlsx; nothing for any other workbook."""
    try:
        with source.binary() as handle, zipfile.ZipFile(handle) as package:
            if sum(info.file_size for info in package.infolist()) > _LARGEST:
                return {}
            return _marks(package)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        return {}


def _marks(package: zipfile.ZipFile) -> dict[int, Marks]:
    targets = {}
    for relation in _RELATION.findall(package.read("xl/_rels/workbook.xml.rels")):
        told = dict(_ATTRIBUTE.findall(relation))
        targets[told.get(b"Id")] = told.get(b"Target", b"").decode()
    found = {}
    for number, (_, key) in enumerate(_SHEET.findall(package.read("xl/workbook.xml"))):
        target = targets.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        content = package.read(path)
        found[number] = Marks(len(_HIDDEN.findall(content)), len(_NO_VALUE.findall(content)))
    return found
