"""A consultant's face: colours that can be read, logos within limits, own words and sections."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from auditor.core.client_file import ClientFileError, read_client, read_consultant
from auditor.core.consultant import SECTIONS, Consultant
from auditor.core.errors import InputError
from reports.brand import NO_BRAND, Brand, brand_of
from reports.brand.colours import palettes
from reports.brand.logo import Logo, read_logo
from reports.brand.oklch import difference, from_oklch, oklch
from reports.html import render_html
from reports.palette import DARK, LIGHT, contrast
from tests.method.test_verdicts import CASES, audited

HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "a\N{RIGHT-TO-LEFT OVERRIDE}b",
    "';}body{display:none}",
    "\\22 }body{display:none}",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "x" * 300,
]


def random_colours(n: int) -> list[str]:
    chance = random.Random(7)
    fixed = ["#000000", "#ffffff", "#ffff00", "#ff0000", "#00ff00", "#0000ff", "#808080", "#123456"]
    return fixed + [f"#{chance.randrange(1 << 24):06x}" for _ in range(n - len(fixed))]


@pytest.mark.parametrize("colour", random_colours(200))
def test_a_brands_colour_can_be_read_wherever_it_is(colour: str) -> None:
    for own, usual in zip(palettes(colour), (LIGHT, DARK), strict=True):
        assert own.brand == colour
        for ground in (own.page, own.paper, own.soft):
            assert contrast(own.bar, ground) >= 4.5
        if own.bar != usual.bar:
            states = (own.bad, own.warn, own.good)
            assert min(difference(own.bar, state) for state in states) >= 12


def test_a_readable_colour_stays_as_it_is_and_a_states_colour_is_the_bars_alone() -> None:
    assert palettes("#8a1f9c")[0].bar == "#8a1f9c"
    assert palettes(LIGHT.bad)[0].bar == LIGHT.bar
    assert palettes(None) == (LIGHT, DARK)


@pytest.mark.parametrize("colour", ["#0f5c6e", "#ffffff", "#000000", "#ff8800"])
def test_a_colour_survives_the_way_through_lightness_and_hue(colour: str) -> None:
    assert difference(from_oklch(*oklch(colour)), colour) < 1


def picture(mode: str = "RGBA", size: tuple[int, int] = (300, 100), ink: Any = None) -> Image.Image:
    made = Image.new(mode, size)
    dark = {"RGBA": (90, 20, 110, 255), "LA": (40, 255), "CMYK": (0, 255, 0, 90)}.get(mode, 40)
    if mode == "RGB":
        dark = (90, 20, 110)
    ImageDraw.Draw(made).rectangle((10, 10, size[0] - 10, size[1] - 10), fill=ink or dark)
    return made


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


GOOD: dict[str, Callable[[], bytes]] = {
    "png": lambda: saved(picture(), "PNG"),
    "png of greys": lambda: saved(picture("L"), "PNG"),
    "png of 16 bits": lambda: saved(Image.new("I;16", (60, 30), 9_000), "PNG"),
    "png with a palette": lambda: saved(picture("RGB").convert("P"), "PNG"),
    "png of greys and opacity": lambda: saved(picture("LA"), "PNG"),
    "black and white": lambda: saved(Image.new("1", (60, 30)), "PNG"),
    "jpeg": lambda: saved(picture("RGB"), "JPEG"),
    "jpeg for print": lambda: saved(picture("CMYK"), "JPEG"),
    "webp": lambda: saved(picture(), "WEBP"),
    "with words inside": lambda: saved(picture("RGB"), "JPEG", comment=b"secret"),
    "with a tail": lambda: saved(picture(), "PNG") + b"<script>secret</script>",
    "white": lambda: saved(picture(ink=(255, 255, 255, 255)), "PNG"),
}
BAD: dict[str, Callable[[], bytes]] = {
    "cut": lambda: saved(picture(), "PNG")[:-60],
    "empty": lambda: b"",
    "words": lambda: b"no picture",
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "gif": lambda: saved(picture("L"), "GIF"),
    "bmp": lambda: saved(picture("RGB"), "BMP"),
    "tiff": lambda: saved(picture("RGB"), "TIFF"),
    "ico": lambda: saved(picture(), "ICO"),
    "moves": lambda: saved(
        picture(), "PNG", save_all=True, append_images=[picture(ink=(1, 2, 3, 255))]
    ),
    "nothing to be seen": lambda: saved(Image.new("RGBA", (60, 30)), "PNG"),
    "far too long": lambda: saved(picture("RGB", (2000, 25)), "PNG"),
    "too many pixels": lambda: saved(Image.new("1", (5000, 4000)), "PNG"),
    "far too many pixels": lambda: saved(Image.new("1", (20_000, 20_000)), "PNG"),
    "too many bytes": lambda: saved(picture(), "PNG") + bytes(6_000_000),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_logo_is_drawn_anew(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(GOOD[kind]())
    logo, again = read_logo(path, LIGHT, DARK), read_logo(path, LIGHT, DARK)
    assert logo == again
    assert b"secret" not in logo.png
    chunks, at = [], 8
    while at < len(logo.png):
        chunks.append(logo.png[at + 4 : at + 8])
        at += 12 + int.from_bytes(logo.png[at : at + 4])
    assert set(chunks) == {b"IHDR", b"IDAT", b"IEND"}
    assert logo.width <= 320
    assert logo.height <= 96
    assert logo.on_dark == (kind == "white")


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_logo_is_refused_in_words(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ("logo.svg" if kind == "svg" else "logo.png")
    path.write_bytes(BAD[kind]())
    with pytest.raises(InputError, match="cannot be used"):
        read_logo(path, LIGHT, DARK)


def test_a_logo_that_lies_on_its_side_stands_up(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "logo.jpg"
    path.write_bytes(saved(picture("RGB", (300, 100)), "JPEG", exif=exif))
    logo = read_logo(path, LIGHT, DARK)
    assert logo.height > logo.width


def brand(**values: Any) -> Brand:
    return brand_of(Consultant("Studio Esempio", **values))


def test_the_second_client_does_not_get_the_first_ones_face(tmp_path: Path) -> None:
    result = audited(CASES["active"][0], tmp_path)
    plain = render_html(result, "it")
    first = render_html(result, "it", brand(colour="#8a1f9c", footer="Piede uno"))
    second = render_html(result, "it", brand(colour="#1f4f9c"))
    assert "--brand:#8a1f9c" in first
    assert "--bar:#8a1f9c" in first
    assert "#8a1f9c" not in second
    assert "Piede uno" not in second
    assert render_html(result, "it") == plain
    assert render_html(result, "it", NO_BRAND) == plain
    assert "Studio Esempio" not in plain


@pytest.mark.parametrize("section", SECTIONS)
def test_a_hidden_section_leaves_no_link_to_it(tmp_path: Path, section: str) -> None:
    page = render_html(audited(CASES["lazy"][0], tmp_path), "it", brand(hide=(section,)))
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    assert (f'<section id="{section}"' in page) is False
    if section == "method":
        assert 'href="method.html"' in page


def test_sections_come_in_the_order_that_is_asked_for(tmp_path: Path) -> None:
    page = render_html(
        audited(CASES["lazy"][0], tmp_path), "it", brand(order=("data", "evidence"), hide=("mix",))
    )
    shown = [name for name in re.findall(r'<section id="([^"]+)"', page) if name in SECTIONS]
    assert shown[:3] == ["data", "evidence", "pillars"]
    assert "mix" not in shown


def test_own_words_stand_wherever_a_verdict_is_named(tmp_path: Path) -> None:
    result = audited(CASES["lazy"][0], tmp_path)
    own = render_html(result, "it", brand(verdicts={"social_lazy": "Pagina da svegliare"}))
    assert own.count("Pagina da svegliare") >= 3
    plain = render_html(result, "it")
    usual = len(re.findall("Vetrina<|social-pigra|usata come", plain))
    assert len(re.findall("Vetrina<|social-pigra|usata come", own)) < usual


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_brand_is_more_than_text(tmp_path: Path, text: str) -> None:
    values = {"contact": (text,), "footer": text, "confidential": text}
    page = render_html(
        audited(CASES["lazy"][0], tmp_path), "it", brand(verdicts={"social_lazy": text}, **values)
    )
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49" not in re.findall(r'class="contact"[^\n]*', page)[0]
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page
    assert not re.search(r'href="(javascript|file):', page)
    assert "}body{display:none}" not in page.split("</style>")[0]


def test_contact_lines_lead_where_they_say() -> None:
    lines = (
        "a@example.com",
        "+39 02 123 4567",
        "https://example.com/x",
        "Piazza Esempio 1, Modena",
    )
    hrefs = [line.href for line in brand(contact=lines).contact]
    assert hrefs == ["mailto:a@example.com", "tel:+39021234567", "https://example.com/x", ""]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('colour = "blue"', "is not a colour"),
        ('color = "#123456"', "did you mean 'colour'"),
        ('hide = ["masthead"]', "consultant.hide"),
        ('verdicts = { lazy = "x" }', "consultant.verdicts"),
        ('footer = ""', "is empty"),
        (f'footer = "{"x" * 301}"', "longer than 300"),
        ("contact = 3", "must be a list"),
    ],
)
def test_mistakes_in_a_consultants_file_are_told(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "c.toml"
    path.write_text(f'[consultant]\nname = "Studio"\n{line}\n')
    with pytest.raises(ClientFileError) as caught:
        read_consultant(path)
    assert words in str(caught.value)
    client = '[client]\nname = "A"\naccounts = ["facebook:a"]\n'
    path.write_text(f'{client}[consultant]\nname = "Studio"\n{line}\n')
    with pytest.raises(ClientFileError):
        read_client(path)


CLIENT = '[client]\nname = "{name}"\naccounts = ["facebook:{name}"]\n'


def test_a_file_beside_the_clients_is_for_all_of_them(run: Any, tmp_path: Path) -> None:
    Path("posts.csv").write_text("Data,Testo,Mi piace\n2026-03-02 10:00,ciao,1\n")
    for name in ("uno", "due"):
        assert run("import", "posts.csv", "--account", f"facebook:{name}", "--yes").exit_code == 0
        Path("c").mkdir(exist_ok=True)
        Path(f"c/{name}.toml").write_text(CLIENT.format(name=name))
    Path("c/uno.toml").write_text(
        CLIENT.format(name="uno") + '[consultant]\nname = "Altra"\ncolour = "#1f4f9c"\n'
    )
    logo = tmp_path / "working" / "c" / "logo.png"
    logo.write_bytes(GOOD["png"]())
    Path("c/_studio.toml").write_text('[consultant]\nname = "Studio"\nlogo = "logo.png"\n')
    audit = ("audit", "--client", "c", "--offline", "--out", "out", "--as-of", "2026-03-20")
    done = run(*audit)
    assert done.exit_code == 0, done.output
    first, second = (Path(f"out/{name}/index.html").read_text() for name in ("uno", "due"))
    assert "Altra" in first
    assert "Studio" not in first
    assert "data:image/png" in second
    assert "img-src data:" in second
    assert "img-src" not in first
    Path("brand.toml").write_text('[consultant]\nname = "Terza"\n')
    assert run(*audit, "--brand", "brand.toml").exit_code == 0
    assert "Terza" in Path("out/uno/index.html").read_text()
    done = run("report", "out/due", "--brand", "brand.toml", "--out", "again")
    assert done.exit_code == 0, done.output
    assert "Terza" in Path("again/index.html").read_text()
    Path("c/_other.toml").write_text('[consultant]\nname = "Quarta"\n')
    done = run(*audit)
    assert done.exit_code == 2
    assert "Two files name a consultant" in done.output


def test_a_brand_is_tried_on_the_example(run: Any) -> None:
    Path("c.toml").write_text(
        '[consultant]\nname = "Studio"\ncolour = "#ffe000"\nhide = ["method"]\n'
    )
    done = run("brand", "c.toml")
    assert done.exit_code == 0, done.output
    assert "Colour of the bar: #ffe000" in done.output
    assert not Path("brand-preview").exists()
    assert run("brand", "c.toml", "--preview", "--out", "p").exit_code == 0
    assert "--brand:#ffe000" in Path("p/index.html").read_text()
    assert 'id="m-' in Path("p/method.html").read_text()


def test_without_the_package_for_pictures_the_logo_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "PIL", None)
    path = tmp_path / "logo.png"
    path.write_bytes(b"x")
    with pytest.raises(InputError, match="further package"):
        read_logo(path, LIGHT, DARK)


def test_a_logo_can_be_shown_in_a_page() -> None:
    assert Logo(b"x", 1, 1, False, False).address == "data:image/png;base64,eA=="
