"""Slides: native charts without a formula behind them, in our layout and in anybody's."""

from __future__ import annotations

import contextlib
import io
import re
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pptx import Presentation
from pptx.util import Inches

from auditor.core.consultant import Consultant
from auditor.core.errors import InputError
from auditor.result.schema import Result
from reports.brand import brand_of
from reports.slides import render_slides
from tests.method.test_verdicts import CASES, audited
from tests.reports.test_pdf import HOSTILE, with_pages
from tests.reports.test_tables import hostile

TEMPLATE = b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
SLIDES = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def opened(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        for name in names:
            if name.startswith("ppt/embeddings/"):
                with zipfile.ZipFile(io.BytesIO(archive.read(name))) as book:
                    cells = b"".join(book.read(part) for part in book.namelist() if "sheet" in part)
                assert b"<f>" not in cells
                assert b"<f " not in cells
                assert b"hyperlink" not in cells
    return Presentation(io.BytesIO(data))


def words_of(presentation: Any) -> str:
    return "\n".join(
        shape.text_frame.text
        for slide in presentation.slides
        for shape in slide.shapes
        if shape.has_text_frame
    )


@pytest.mark.parametrize("language", ["it", "en"])
def test_six_slides_with_three_native_charts(demo: Result, language: str) -> None:
    brand = brand_of(
        Consultant("Studio Esempio", confidential="Riservato", verdicts={"active": "Viva davvero"})
    )
    slides = opened(render_slides(demo, language, brand))
    assert len(slides.slides) == 6
    assert slides.slide_width * 9 == slides.slide_height * 16
    charts = [shape for slide in slides.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 3
    for shape in (shape for slide in slides.slides for shape in slide.shapes):
        assert shape.left + shape.width <= slides.slide_width, shape.name
        assert shape.top + shape.height <= slides.slide_height, shape.name
        if shape.has_chart:
            assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
    own = [account for account in demo.accounts if account.ref in demo.subjects[0].accounts]
    values = charts[0].chart.plots[0].series[0].values
    assert sorted(value for value in values if value is not None) == sorted(
        account.score.value for account in own if account.score.value is not None
    )
    assert len(values) == len(own)
    words = words_of(slides)
    assert "Studio Esempio" in words
    assert "Riservato" in words
    (table,) = (s.table for slide in slides.slides for s in slide.shapes if s.has_table)
    assert any("Viva davvero" in cell.text for row in table.rows for cell in row.cells)
    notes = [
        slide.notes_slide.notes_text_frame.text for slide in slides.slides if slide.has_notes_slide
    ]
    assert any("Facebook" in note for note in notes)


@pytest.mark.parametrize("pages", [0, 1, 40])
def test_slides_of_none_one_and_many(demo: Result, pages: int) -> None:
    slides = opened(render_slides(with_pages(demo, pages), "it"))
    assert 3 <= len(slides.slides) <= 6


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula_or_ends_the_slides(tmp_path: Path, text: str) -> None:
    result = hostile(tmp_path, text)
    brand = brand_of(Consultant(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))
    words = words_of(opened(render_slides(result, "it", brand)))
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in words
    assert "\x1b" not in words


def test_the_same_slides_on_another_day(demo: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_slides(demo, "it")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        with time_machine.travel(demo.generated_at + timedelta(days=1)):
            assert render_slides(demo, "it") == first
    finally:
        monkeypatch.undo()
        time.tzset()


def agency(folder: Path, name: str = "agency.pptx", samples: int = 3) -> Path:
    """A template with layouts of other names, another size and sample slides."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(11), Inches(8)
    for number, layout in enumerate(made.slide_layouts):
        layout.name = f"Modello {number}"
    for number in range(samples):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = f"Esempio da cancellare {number}"
    path = folder / name
    made.save(path)
    if path.suffix == ".potx":
        with zipfile.ZipFile(path) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(SLIDES, TEMPLATE)
        with zipfile.ZipFile(path, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
    return path


@pytest.mark.parametrize("name", ["agency.pptx", "agency.potx"])
@pytest.mark.parametrize("samples", [0, 1, 3])
def test_an_agencys_template_is_filled(
    demo: Result, tmp_path: Path, name: str, samples: int
) -> None:
    slides = opened(render_slides(demo, "it", template=agency(tmp_path, name, samples)))
    assert len(slides.slides) == 6
    assert slides.slide_width == Inches(11)
    words = words_of(slides)
    assert "cancellare" not in words
    assert "Esempio S.p.A." in words
    assert not re.search("Click to|Fare clic", words)


def test_a_template_without_titles_takes_boxes(demo: Result, tmp_path: Path) -> None:
    made = Presentation()
    for layout in made.slide_layouts:
        for holder in list(layout.placeholders):
            holder._element.getparent().remove(holder._element)
    path = tmp_path / "bare.pptx"
    made.save(path)
    assert "In breve" in words_of(opened(render_slides(demo, "it", template=path)))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pptm", b"PK"),
        ("a.ppt", b"\xd0\xcf\x11\xe0"),
        ("a.pptx", b"no archive"),
        ("a.pptx", b""),
        ("a.pptx", None),
        ("a.potx", b"zip"),
    ],
)
def test_what_is_no_template_is_refused_in_words(
    tmp_path: Path, name: str, data: bytes | None
) -> None:
    path = tmp_path / name
    if data == b"zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x.txt", "x")
    elif data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=r"cannot be (used|opened)"):
        render_slides(audited(CASES["lazy"][0], tmp_path), "it", template=path)


def changed(path: Path, **parts: bytes | None) -> Path:
    """The template with parts of other content; without those that are ``None``."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    for ending, content in parts.items():
        name = next(name for name in contents if name.endswith(ending.replace("_", ".")))
        contents[name] = b"" if content is None else content
        if content is None:
            del contents[name]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "content",
    [None, b"", b"\xff\xfe\x00garbage", b"<a>" * 9_000 + b"</a>" * 9_000, b"<a>", b"<!DOCTYPE a>"],
    ids=["missing", "empty", "garbage", "deep", "cut", "no element"],
)
@pytest.mark.parametrize(
    "part", ["presentation_xml", "presentation_xml_rels", "slideMaster1_xml", "slideLayout2_xml"]
)
def test_a_damaged_template_is_refused_in_words(
    demo: Result, tmp_path: Path, part: str, content: bytes | None
) -> None:
    path = changed(agency(tmp_path), **{part: content})
    with contextlib.suppress(InputError):
        assert "In breve" in words_of(opened(render_slides(demo, "it", template=path)))


@pytest.mark.parametrize("kind", ["image", "oleObject", "video"])
def test_a_template_that_fetches_from_elsewhere_is_refused(
    demo: Result, tmp_path: Path, kind: str
) -> None:
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        f'<Relationship Id="rX" Type="{schema}/{kind}" TargetMode="External" '
        'Target="http://pixel.example/x.png"/></Relationships>'
    )
    path = agency(tmp_path)
    with zipfile.ZipFile(path) as archive:
        name = next(n for n in archive.namelist() if n.endswith("slideMaster1.xml.rels"))
        content = archive.read(name).replace(b"</Relationships>", relation.encode())
    changed(path, slideMaster1_xml_rels=content)
    with pytest.raises(InputError, match="fetched from elsewhere"):
        render_slides(demo, "it", template=path)
    link = content.replace(f"/{kind}".encode(), b"/hyperlink")
    render_slides(demo, "it", template=changed(path, slideMaster1_xml_rels=link))
