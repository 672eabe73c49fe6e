"""What the cells of a sheet do not show: hidden rows and columns, formulas without a value."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from connectors.files.sources.source import Source

_SHEET = re.compile(rb'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_HIDDEN = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<col\b[^>]*>")
_SPAN = re.compile(rb'\b(min|max)="(\d{1,7})"')
_NO_VALUE = re.compile(
    rb"<c\b[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_WIDEST = 1000
_LARGEST = 200_000_000


@dataclass(frozen=True)
class Marks:
    """Of one sheet: how many rows are hidden, which columns (from 0), how many formulas have no
    value."""

    hidden: int = 0
    no_value: int = 0
    columns: frozenset[int] = frozenset()


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
        attributes = dict(_ATTRIBUTE.findall(relation))
        targets[attributes.get(b"Id")] = attributes.get(b"Target", b"").decode()
    marks_of = {}
    for number, (_, key) in enumerate(_SHEET.findall(package.read("xl/workbook.xml"))):
        target = targets.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        content = package.read(path)
        marks_of[number] = Marks(
            len(_HIDDEN.findall(content)),
            len(_NO_VALUE.findall(content)),
            _hidden_columns(content),
        )
    return marks_of


def _hidden_columns(content: bytes) -> frozenset[int]:
    """The places of hidden columns; a span that goes on to the sheet's end is cut."""
    columns: set[int] = set()
    for column in _COLUMN.findall(content.partition(b"<sheetData")[0]):
        if not re.search(rb'\bhidden="(?:1|true)"', column):
            continue
        span = {name: int(value) for name, value in _SPAN.findall(column)}
        first = span.get(b"min", 1)
        columns.update(range(first - 1, min(span.get(b"max", first), _WIDEST)))
    return frozenset(columns)
