"""Writes a report's files: beside first, then in their place, so that none is ever half."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.files import make_folder, write_text, writing_bytes
from auditor.result.schema import Result
from reports.brand import NO_BRAND, Brand
from reports.forms import missing_package
from reports.notes import NO_NOTES, Notes

if TYPE_CHECKING:
    from reports.overview import Entry, Unjudged
    from reports.tables import Sheet


@dataclass(frozen=True)
class _Job:
    """One report to be written."""

    result: Result
    folder: Path
    language: str
    brand: Brand
    notes: Notes


def write_report(
    result: Result,
    folder: Path,
    formats: Sequence[str],
    language: str,
    brand: Brand = NO_BRAND,
    notes: Notes = NO_NOTES,
) -> list[Path]:
    """Write what is asked into a folder; returns the files, in the order of ``formats``.

    Args:
        result: the result of an audit.
        folder: the folder to write into.
        formats: the forms, of :data:`reports.forms.FORMS`.
        language: ``it`` or ``en``.
        brand: whoever hands it over.
        notes: her own words.

    Raises:
        MissingPackageError: a form needs a package that is not installed.
    """
    job = _Job(result, folder, language, brand, notes)
    return [path for name in formats for path in _WRITERS[name](job)]


def _html(job: _Job) -> Iterator[Path]:
    from reports.html import METHOD_FILE, render_html, render_method

    page = render_html(job.result, job.language, job.brand, job.notes)
    yield write_text(job.folder / "index.html", page)
    if not job.brand.shows("method"):
        method = render_method(job.result, job.language, job.brand)
        yield write_text(job.folder / METHOD_FILE, method)


def _json(job: _Job) -> Iterator[Path]:
    yield write_text(job.folder / "result.json", job.result.to_json())


def _pdf(job: _Job) -> Iterator[Path]:
    from reports.pdf import render_pdf

    written = render_pdf(job.result, job.language, job.brand, job.notes)
    yield _write_bytes(job.folder / "report.pdf", written)


def _png(job: _Job) -> Iterator[Path]:
    from reports.pdf import render_sheet_png

    make_folder(job.folder / "png")
    picture = render_sheet_png(job.result, job.language, job.brand)
    yield _write_bytes(job.folder / "png" / "sheet.png", picture)


def _sheets(job: _Job) -> tuple[Sheet, ...]:
    from reports.names import PageContext
    from reports.page import build_page
    from reports.tables import sheets_of

    page = PageContext(job.result, job.brand.verdicts)
    return sheets_of(page, build_page(job.result, job.brand), job.language)


def _xlsx(job: _Job) -> Iterator[Path]:
    from reports.language import Language
    from reports.notes import plain_by_section
    from reports.tables import workbook

    voice = Language(job.language, job.result.client.timezone)
    book = workbook(
        _sheets(job),
        voice,
        job.result.client.name,
        job.result.generated_at,
        job.brand.light,
        plain_by_section(job.notes, voice),
    )
    yield _write_bytes(job.folder / "report.xlsx", book)


def _csv(job: _Job) -> Iterator[Path]:
    from reports.tables import csv_files

    make_folder(job.folder / "csv")
    for name, content in csv_files(_sheets(job), job.language):
        yield _write_bytes(job.folder / "csv" / name, content.encode("utf-8"))


def _mail(job: _Job) -> Iterator[Path]:
    from reports.language import Language
    from reports.mail import draft, mail_of
    from reports.page import build_page

    voice = Language(job.language, job.result.client.timezone)
    mail = mail_of(build_page(job.result, job.brand), voice, job.brand, job.notes)
    picture = None
    if missing_package("png") is None:
        from reports.pdf import render_sheet_png

        picture = render_sheet_png(job.result, job.language, job.brand)
    yield _write_bytes(job.folder / "mail.eml", draft(mail, picture, job.brand))
    yield write_text(job.folder / "mail.txt", mail.text())


def _pptx(job: _Job) -> Iterator[Path]:
    from reports.slides import render_slides

    slides = render_slides(job.result, job.language, job.brand, job.brand.slides, job.notes)
    yield _write_bytes(job.folder / "report.pptx", slides)


def _charts(job: _Job) -> Iterator[Path]:
    from reports.pdf import render_chart_pngs

    make_folder(job.folder / "png")
    for name, picture in render_chart_pngs(job.result, job.language, job.brand).items():
        yield _write_bytes(job.folder / "png" / f"{name}.png", picture)


_WRITERS: dict[str, Callable[[_Job], Iterator[Path]]] = {
    "html": _html,
    "json": _json,
    "pdf": _pdf,
    "png": _png,
    "xlsx": _xlsx,
    "csv": _csv,
    "mail": _mail,
    "pptx": _pptx,
    "charts": _charts,
}


def _write_bytes(path: Path, data: bytes) -> Path:
    with writing_bytes(path) as file:
        file.write(data)
    return path


def write_overview(
    entries: Sequence[Entry],
    folder: Path,
    language: str,
    unjudged: Sequence[Unjudged] = (),
    brand: Brand = NO_BRAND,
) -> Path:
    """Write the page over several clients; each result comes with its report's address.

    Args:
        entries: results with the addresses of their reports and their earlier scores.
        folder: the folder to write into.
        language: ``it`` or ``en``.
        unjudged: the clients without a report.
        brand: whoever hands the reports over.
    """
    from reports.html import render_overview

    page = render_overview(entries, language, unjudged, brand)
    return write_text(folder / "index.html", page)
