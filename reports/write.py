"""Writes a report's files: beside first, then in their place, so that none is ever half."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.files import write_text
from auditor.result.schema import Result
from reports.brand import NO_BRAND, Brand

if TYPE_CHECKING:
    from reports.overview import Entry, Unjudged

FORMATS: tuple[str, ...] = ("html", "json")


def write_report(
    result: Result,
    folder: Path,
    formats: Sequence[str],
    language: str,
    brand: Brand = NO_BRAND,
) -> list[Path]:
    """Write what is asked into a folder; returns the files, in the order of ``formats``.

    Args:
        result: the result of an audit.
        folder: the folder to write into.
        formats: ``html``, ``json``.
        language: ``it`` or ``en``.
        brand: whoever hands it over.
    """
    written = []
    for name in formats:
        if name == "html":
            from reports.html import METHOD_FILE, render_html, render_method

            page = render_html(result, language, brand)
            written.append(write_text(folder / "index.html", page))
            if not brand.shows("method"):
                method = render_method(result, language, brand)
                written.append(write_text(folder / METHOD_FILE, method))
        elif name == "json":
            written.append(write_text(folder / "result.json", result.to_json()))
    return written


def write_overview(
    entries: Sequence[Entry],
    folder: Path,
    language: str,
    unjudged: Sequence[Unjudged] = (),
) -> Path:
    """Write the page over several clients; each result comes with its report's address.

    Args:
        entries: results with the addresses of their reports and their earlier scores.
        folder: the folder to write into.
        language: ``it`` or ``en``.
        unjudged: the clients without a report.
    """
    from reports.html import render_overview

    return write_text(folder / "index.html", render_overview(entries, language, unjudged))
