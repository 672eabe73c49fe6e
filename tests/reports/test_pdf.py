"""The report on paper: its first page is the whole sheet, and no sign of it vanishes."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from auditor.core.consultant import Consultant
from auditor.core.errors import MissingPackageError, UsageError
from auditor.result.schema import Result
from reports import forms
from reports.brand import NO_BRAND, brand_of
from reports.language import Language
from reports.notes import NO_NOTES, parse_notes
from reports.page import build_page
from reports.pdf import render_chart_pngs, render_pdf, render_sheet_png
from reports.pdf.pieces import Pieces
from reports.pdf.render import recoloured
from reports.pdf.sections import sections
from reports.pdf.signs import FONTS, STAND_IN, printable
from tests.method.test_verdicts import CASES, audited
from tests.reports.test_sheet import subset

HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "+39 059 000000",
    "-1+1",
    "@SUM(A1)",
    "\tcmd",
    "\r=1",
    "{=1}",
    "＝1+1",
    "0012",
    "1/2/2026",
    "https://evil.example/x",
    "<script>alert(1)</script>",
    "#Riservato $x$ *a* _b_ `c` @ref <label> \\ #let x = 1",
    "]]] #{ [ ( ))",
    'a "quoted" \'name\' \\" end',
    "\x00\x07\x1b[31m",
    "\ud83d half of an emoji",
    "👩‍👩‍👧 🎉 🇮🇹 ❤️ 👍🏽 1️⃣",
    "漢字 العربية עברית",
    "a\N{RIGHT-TO-LEFT OVERRIDE}b",
    "x" * 4_000,
]
SIGNS = (
    "✓✗●○→←≥≤▲▼◦τσβ★ Łódź Čáslav Şişli Ğ ı Žižkov Țară ß æ ø ñ ç € £ © ® ™ – — … “ ” ‘ ’ « » · • №"
)


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def with_pages(demo: Result, pages: int) -> Result:
    """The demo with so many pages of the client."""
    own = [account for account in demo.accounts if account.ref in demo.subjects[0].accounts]
    accounts = [
        own[n % len(own)].model_copy(
            update={"ref": f"{own[n % len(own)].platform}:p{n}", "handle": f"p{n}"}
        )
        for n in range(pages)
    ]
    result = demo.model_copy(update={"accounts": accounts})
    return subset(result, [account.ref for account in accounts])


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("pages", [0, 1, 6, 40])
def test_the_first_page_is_the_whole_sheet(demo: Result, pages: int, language: str) -> None:
    brand = brand_of(
        Consultant("Studio Esempio", contact=("a@example.com",), confidential="Riservato")
    )
    reader = read(render_pdf(with_pages(demo, pages), language, brand))
    first, second = (reader.pages[n].extract_text() for n in (0, 1))
    assert "Studio Esempio" in first
    assert "a@example.com" in first
    assert {"it": "Pagina per pagina", "en": "Page by page"}[language] in second or pages == 0
    if pages == 40:
        assert {"it": "altre", "en": "more page"}[language] in first


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("pages", [1, 2, 3, 4, 5, 6, 7])
def test_no_page_ends_with_what_introduces_the_next(
    demo: Result, pages: int, language: str
) -> None:
    result = with_pages(demo, pages)
    voice = Language(language, result.client.timezone)
    openings = []
    for section in sections(build_page(result, NO_BRAND), Pieces(voice, NO_BRAND), NO_NOTES):
        content = section["content"]
        openings += [section["title"]]
        openings += [
            piece["words"]
            for piece, following in pairwise(content)
            if piece["kind"] == "heading"
            or (piece["kind"] == "text" and following["kind"] not in ("text", "heading", "verdict"))
        ]
    endings = {re.sub(r"\W", "", opening)[-60:] for opening in openings}
    assert len(endings) > 10
    for page in read(render_pdf(result, language)).pages:
        body, _, _ = page.extract_text().rstrip().rpartition("\n")
        last = re.sub(r"\W", "", body)[-200:]
        assert not [ending for ending in endings if ending and last.endswith(ending)]


def test_it_has_language_title_bookmarks_tags_and_one_font(demo: Result) -> None:
    data = render_pdf(demo, "it", brand_of(Consultant("Studio Esempio")))
    reader = read(data)
    assert reader.trailer["/Root"]["/Lang"] == "it"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert "Esempio S.p.A." in str(reader.metadata.title)
    assert reader.metadata.author == "Studio Esempio"
    assert len(reader.outline) >= 5
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} <= {"Inter", "NotoEmoji"}
    assert "Vetrina" in text_of(reader)


def test_the_same_bytes_on_another_day_in_another_zone_and_home(
    demo: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = render_pdf(demo, "it"), render_sheet_png(demo, "it")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        with time_machine.travel(demo.generated_at + timedelta(days=1)):
            assert (render_pdf(demo, "it"), render_sheet_png(demo, "it")) == first
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_markup_and_none_ends_the_report(tmp_path: Path, text: str) -> None:
    result = audited(CASES["lazy"][0], tmp_path)
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for post in result.accounts[0].series.posts:
        post.text = clean[:280]
    result.client.name = clean
    result.accounts[0].handle = clean
    brand = brand_of(Consultant(clean, footer=clean, verdicts={"social_lazy": clean}))
    words = text_of(read(render_pdf(result, "it", brand, parse_notes(f"# Ritmo\n\n{clean}"))))
    if "Riservato" in text:
        assert "#Riservato $x$ *a* _b_ `c` @ref <label>" in words.replace("\n", " ")
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in words


def test_every_sign_is_printed_or_has_a_stand_in(tmp_path: Path) -> None:
    result = audited(CASES["lazy"][0], tmp_path)
    result.client.name = SIGNS
    words = text_of(read(render_pdf(result, "it")))
    for sign in SIGNS.split():
        assert sign in words or sign in words.replace("\n", ""), sign
    assert printable("＝ﬁ✕") == "=fi✗"
    assert printable(SIGNS) == SIGNS


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a 👩‍👩‍👧 b 🇮🇹 c 👍🏽 d ❤️", "a 👩‍👩‍👧 b 🇮🇹 c 👍🏽 d ❤️"),
        ("1️⃣ #️⃣ 🏳️‍🌈", "1️⃣ #️⃣ 🏳️‍🌈"),
        ("d 漢字", f"d {2 * STAND_IN}"),
        ("x\u200d\ufe0f y\U0001f3fd", "x y"),
        ("\U000f0000\u200d\U000f0001\ufe0f", STAND_IN),
        ("\u0915\u200d\u0916", STAND_IN),
    ],
)
def test_an_emoji_is_whole_and_what_has_no_shape_a_square(text: str, printed: str) -> None:
    assert printable(text) == printed


def test_every_emoji_of_the_font_is_printed(tmp_path: Path) -> None:
    result = audited(CASES["lazy"][0], tmp_path)
    spans = [line.split("-") for line in (FONTS / "emoji.txt").read_text().split()]
    emoji = [chr(n) for span in spans for n in range(int(span[0], 16), int(span[-1], 16) + 1)]
    flags = {chr(n) for n in range(0x1F1E6, 0x1F200)}
    words = text_of(read(render_pdf(result, "it", notes=parse_notes(" ".join(emoji)))))
    assert {sign for sign in emoji if sign not in words} - flags == set()
    assert words.count(STAND_IN) == 0


def test_a_note_and_a_brand_stand_on_paper_too(demo: Result) -> None:
    note = "Prima.\n\n# Dati\n\n1. **uno** e *due*\n\n| a | b |\n|---|---|\n| x | y |\n\n# Altro\n\nIn fondo."
    brand = brand_of(
        Consultant(
            "Studio Esempio",
            colour="#8a1f9c",
            footer="Piede",
            verdicts={"active": "Viva davvero"},
            hide=("mix", "method"),
            order=("plan",),
        )
    )
    words = text_of(read(render_pdf(demo, "it", brand, parse_notes(note))))
    for part in ("Prima.", "uno", "In fondo.", "Piede", "Viva davvero", "Nota di Studio Esempio"):
        assert part in words
    assert "Di che cosa parlano i post" not in words
    assert words.index("Piano a 30") < words.index("Pagina per pagina")


def test_the_charts_take_the_brands_colour(demo: Result) -> None:
    from reports.language import Language
    from reports.notes import NO_NOTES
    from reports.page import build_page
    from reports.pdf.sections import sections

    brand = brand_of(Consultant("Studio", colour="#8a1f9c"))
    pieces = Pieces(Language("it"), brand)
    sections(build_page(demo, brand), pieces, NO_NOTES)
    drawn = [recoloured(chart, brand.light) for chart in pieces.charts.values()]
    assert any('class="bar" fill="#8a1f9c"' in chart for chart in drawn)
    assert not any('class="bar" fill="#0f5c6e"' in chart for chart in drawn)
    assert any(
        "#0f5c6e" in chart for chart in drawn
    )  # series keep the colours that all eyes tell apart


def test_the_forms_are_written_where_they_are_asked_for(run: Any) -> None:
    assert run("demo", "--out", "d").exit_code == 0
    done = run("report", "d", "--format", "pdf,png", "--out", "r")
    assert done.exit_code == 0, done.output
    assert Path("r/report.pdf").read_bytes().startswith(b"%PDF-")
    assert Path("r/png/sheet.png").read_bytes().startswith(b"\x89PNG")
    assert {path.name for path in Path("r").iterdir()} == {"png", "report.pdf"}


def test_each_chart_is_a_picture_where_it_is_asked_for(run: Any, demo: Result) -> None:
    assert run("demo", "--out", "d").exit_code == 0
    done = run("report", "d", "--format", "charts", "--out", "r")
    assert done.exit_code == 0, done.output
    pictures = list(Path("r/png").iterdir())
    assert len(pictures) >= 20
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    assert Path("r/png/all-ratios.png").exists()
    assert render_chart_pngs(with_pages(demo, 0), "it") == {}
    assert run("report", "d", "--format", "all", "--out", "all").exit_code == 0
    assert [path.name for path in Path("all/png").iterdir()] == ["sheet.png"]


@pytest.fixture
def without_typst(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    found = forms.find_spec
    monkeypatch.setattr(forms, "find_spec", lambda name: None if name == "typst" else found(name))
    return


def test_without_its_package_a_form_is_told_before_anything(run: Any, without_typst: None) -> None:
    assert run("demo", "--out", "d").exit_code == 0
    done = run("report", "d", "--format", "pdf", "--out", "r")
    assert done.exit_code == 2
    assert "social-account-auditor[pdf]" in done.output
    assert not Path("r").exists()
    done = run("report", "d", "--format", "all", "--out", "r")
    assert done.exit_code == 0, done.output
    assert "social-account-auditor[pdf]" in done.output
    assert Path("r/index.html").exists()
    assert not Path("r/report.pdf").exists()
    assert issubclass(MissingPackageError, UsageError)
