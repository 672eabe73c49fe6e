"""Sets the printed report with typst: data go in as JSON and never as markup."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from auditor.core.errors import MissingPackageError
from auditor.core.messages import msg
from auditor.result.schema import Result
from reports.brand import NO_BRAND, Brand
from reports.language import Language
from reports.notes import NO_NOTES, Notes
from reports.page import Page, build_page
from reports.palette import LIGHT, Palette
from reports.pdf.pieces import Piece, Pieces
from reports.pdf.sections import sections
from reports.pdf.sheet import SIZES, sheet_data
from reports.pdf.signs import FONTS

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).parent.parent / "static" / "report.typ"
_PPI = 110.0
# What the style sheet gives the brand's colour: bars and their lines.
_BRANDED = re.compile(rf'(class="(?:bar|dl)"(?: [a-z-]+="[^"]*")*? (?:fill|stroke)="){LIGHT.bar}"')
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" font-family="Inter, Noto Emoji" '


def render_pdf(
    result: Result, language: str, brand: Brand = NO_BRAND, notes: Notes = NO_NOTES
) -> bytes:
    """The report as a PDF; the same bytes for the same result.

    Args:
        result: what the audit found.
        language: code of the reader's language, ``it`` or ``en``.
        brand: whoever hands it over.
        notes: her own words.

    Raises:
        MissingPackageError: typst is not installed.
    """
    return _rendered(result, language, brand, notes, "pdf")


def render_sheet_png(result: Result, language: str, brand: Brand = NO_BRAND) -> bytes:
    """The first sheet as a picture.

    Args:
        result: what the audit found.
        language: code of the reader's language, ``it`` or ``en``.
        brand: whoever hands it over.

    Raises:
        MissingPackageError: typst is not installed.
    """
    return _rendered(result, language, brand, NO_NOTES, "png")


def render_chart_pngs(result: Result, language: str, brand: Brand = NO_BRAND) -> dict[str, bytes]:
    """Each chart of the report as a picture, by its name on the page.

    Args:
        result: what the audit found.
        language: code of the reader's language, ``it`` or ``en``.
        brand: whoever hands it over.

    Raises:
        MissingPackageError: typst is not installed.
    """
    fonts = _fonts()
    import typst

    page = build_page(result, brand)
    pieces = Pieces(Language(language, result.client.timezone), brand)
    drawn = [
        piece
        for section in sections(page, pieces, NO_NOTES)
        for piece in section["content"]
        if piece["kind"] == "figure"
    ]
    if not drawn:
        return {}
    common = _common(page, pieces, language)
    for number, piece in enumerate(drawn, start=1):
        piece["last"] = number == len(drawn)
    data = {
        "language": language,
        "foot": common["foot"],
        "ink": brand.light.ink,
        "mute": brand.light.mute,
        "charts": drawn,
    }
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copyfile(_TEMPLATE.with_name("charts.typ"), folder / "charts.typ")
        _write_charts(folder, pieces)
        (folder / "charts.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        compiler = typst.Compiler(str(folder / "charts.typ"), root=scratch, font_paths=fonts)
        pictures = _pages(compiler, _PPI)
    return {
        piece["file"].removesuffix(".svg"): picture
        for piece, picture in zip(drawn, pictures, strict=True)
    }


def _write_charts(folder: Path, pieces: Pieces) -> None:
    for name, drawing in pieces.charts.items():
        svg = recoloured(drawing, pieces.brand.light).replace("<svg ", _SVG, 1)
        (folder / name).write_text(svg, encoding="utf-8")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    try:
        import typst
    except ImportError:
        raise MissingPackageError(
            msg("A PDF needs a further package."),
            msg("pip install 'social-account-auditor[pdf]'"),
        ) from None
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _rendered(result: Result, language: str, brand: Brand, notes: Notes, form: str) -> bytes:
    fonts = _fonts()
    import typst

    page = build_page(result, brand)
    voice = Language(language, result.client.timezone)
    pieces = Pieces(voice, brand)
    behind = sections(page, pieces, notes) if form == "pdf" else []
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copyfile(_TEMPLATE, folder / "report.typ")
        _write_charts(folder, pieces)
        if brand.logo is not None:
            (folder / "logo.png").write_bytes(brand.logo.png)
        compiler = typst.Compiler(str(folder / "report.typ"), root=scratch, font_paths=fonts)
        data = _common(page, pieces, language)
        for size in SIZES:
            sheet = data | {"sheet": sheet_data(page, pieces, size), "sections": []}
            _write(folder, sheet)
            if len(_pages(compiler)) == 1 or size is SIZES[-1]:
                break
        if form == "png":
            return _pages(compiler, _PPI)[0]
        _write(folder, sheet | {"sections": behind})
        written = compiler.compile(format="pdf", timestamp=result.generated_at)
        assert isinstance(written, bytes)
        return written


def _write(folder: Path, data: Piece) -> None:
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _pages(compiler: typst.Compiler, ppi: float = 20.0) -> list[bytes]:
    """The pages as pictures; a list also where there is one."""
    pictures = compiler.compile(format="png", ppi=ppi)
    assert pictures is not None
    return [pictures] if isinstance(pictures, bytes) else pictures


def _common(page: Page, pieces: Pieces, language: str) -> Piece:
    brand, words = pieces.brand, pieces.words
    foot = (page.client, words(page.made_on), brand.name, brand.footer)
    return {
        "language": language,
        "title": words(page.title),
        "author": brand.name,
        "made_on": [page.made_on.year, page.made_on.month, page.made_on.day],
        "foot": " · ".join(words(part) for part in foot if part),
        "page_of": words(msg("page {n} of {total}", n="{n}", total="{total}")),
        "contents": words(msg("For those who want the numbers")),
        "note_by": words(msg("A note by {name}", name=brand.name))
        if brand.name
        else words(msg("A note")),
        "logo": {} if brand.logo is None else {"on_dark": brand.logo.on_dark},
        "colours": {colour.name: getattr(brand.light, colour.name) for colour in fields(Palette)},
    }


def recoloured(drawing: str, palette: Palette) -> str:
    """A drawing with a brand's colour in what the page's style sheet would colour.

    Args:
        drawing: SVG as the charts make it.
        palette: the brand's light colours.
    """
    if palette.bar == LIGHT.bar:
        return drawing
    return _BRANDED.sub(rf'\g<1>{palette.bar}"', drawing)
