"""A consultant's own words: in their section, never more than words, never lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.core.errors import InputError
from reports.html import render_html
from reports.notes import Notes, parse_notes, plain_notes, read_notes
from reports.section_titles import HEADINGS, TITLES
from tests.method.test_verdicts import CASES, audited

TEXT = """Prima di tutto: **grazie** a chi ha risposto.

# Ritmo

Da gennaio si pubblica *meglio*.

1. un post la settimana
2. due risposte al giorno

## evidence

| Che cosa | Quanto |
|---|---|
| Post | 12 |

> Una citazione, con [il sito](https://example.com/a?b=c) e [la posta](mailto:a@example.com).

# Un titolo mio

Queste parole non vanno perse.
"""


def test_words_come_to_the_sections_that_their_headings_name() -> None:
    notes = parse_notes(TEXT)
    assert set(notes.by_section) == {"verdict", "rhythm", "evidence"}
    assert notes.unknown == ("Un titolo mio",)
    assert plain_notes(notes.of("rhythm")) == (
        "Da gennaio si pubblica meglio.\n1. un post la settimana\n2. due risposte al giorno"
    )
    assert plain_notes(notes.rest) == "Un titolo mio\nQueste parole non vanno perse."


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("name", [*TITLES, *HEADINGS])
def test_a_section_is_named_by_id_by_title_and_by_heading(name: str, language: str) -> None:
    from reports.language import Language

    voice = Language(language)
    words = [name, name.upper(), voice.text(TITLES[name])]
    if name in HEADINGS:
        words.append(voice.text(HEADINGS[name]))
    for title in words:
        assert set(parse_notes(f"# {title}\n\nx\n").by_section) == {name}


def test_notes_stand_in_the_report_in_both_languages(tmp_path: Path) -> None:
    result = audited(CASES["lazy"][0], tmp_path)
    for language, heading in (("it", "<h3>Una nota</h3>"), ("en", "<h3>A note</h3>")):
        page = render_html(result, language, notes=parse_notes(TEXT))
        assert page.count(heading) >= 4
        assert "<strong>grazie</strong>" in page
        assert '<a href="https://example.com/a?b=c">il sito</a>' in page
        assert "Queste parole non vanno perse." in page
        after = page.split('<section id="rhythm"')[1]
        assert after.index("si pubblica") < after.index("<section")
    assert render_html(result, "it", notes=Notes()) == render_html(result, "it")


HOSTILE = [
    "![x](https://track.example/p.gif)",
    "![](https://track.example/p.gif)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1)) [b](vbscript:x) [c](data:text/html,x) [d](file:///etc/passwd)",
    "[a](//evil.example) [b](../../result.json) [c](https://user:pass@evil.example)",
    "[a](mailto:a@example.com?bcc=all@example.com)",
    "[a]: javascript:alert(1)\n\n[a]",
    "<https://ok.example> <javascript:alert(1)>",
    "a\N{RIGHT-TO-LEFT OVERRIDE}b",
    "|a|b|\n|:-:|--:|\n|1|2|",
    "&lt;script&gt; &amp; {{ 7*7 }} {% raw %}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_note_is_never_more_than_words(tmp_path: Path, text: str) -> None:
    page = render_html(audited(CASES["lazy"][0], tmp_path), "it", notes=parse_notes(text))
    (note,) = re.findall(r'<aside class="card ownwords">.*?</aside>', page, re.DOTALL) or [""]
    assert "<script" not in note
    assert "<img" not in note
    assert "style=" not in note
    assert "49" not in note
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in note
    for href in re.findall(r'href="([^"]*)"', note):
        assert href.startswith(("https://", "http://")) or href == "mailto:a@example.com"
        assert "@evil" not in href
        assert "?bcc" not in href


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", [">", "[", "- ", "* ", "`", "![", "(", "|a", "<", "&", "1. "])
def test_a_long_hostile_note_is_read_in_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    parse_notes(text)
    parse_notes("\n".join(" " * (2 * n) + unit + "x" for n in range(300)))


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab *_`[]()!<>#|-\n1.&\\>:/\N{BULLET}"), max_size=120))
def test_no_word_of_a_note_is_lost(text: str) -> None:
    notes = parse_notes(text)
    words = plain_notes((*notes.of(*TITLES), *notes.rest))
    assert text.count("a") + text.count("b") >= words.count("a") + words.count("b")
    if not set(text) & set("[]()!<>#|&:/\\"):
        assert text.count("a") == words.count("a")


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"x" * 110_000, "100 KB"), (b"caff\xe8", "UTF-8"), (None, "cannot be opened")],
)
def test_a_file_that_is_no_note_is_refused(tmp_path: Path, data: bytes | None, words: str) -> None:
    path = tmp_path / "a.note.md"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        read_notes(path)


def test_the_note_beside_a_client_is_found(run: Any) -> None:
    Path("posts.csv").write_text("Data,Testo,Mi piace\n2026-03-02 10:00,ciao,1\n")
    assert run("import", "posts.csv", "--account", "facebook:uno", "--yes").exit_code == 0
    Path("uno.toml").write_text('[client]\nname = "Uno"\naccounts = ["facebook:uno"]\n')
    Path("uno.note.md").write_text("# Dati\n\nParole mie.\n\n# Altro\n\nIn fondo.\n")
    audit = ("audit", "--client", "uno.toml", "--offline", "--as-of", "2026-03-20")
    done = run(*audit, "--out", "out")
    assert done.exit_code == 0, done.output
    assert "names no section" in done.output
    page = Path("out/index.html").read_text()
    assert "Parole mie." in page
    assert "In fondo." in page
    Path("other.md").write_text("Altre parole.")
    assert run(*audit, "--out", "two", "--note", "other.md").exit_code == 0
    assert "Altre parole." in Path("two/index.html").read_text()
    done = run("report", "out", "--note", "other.md", "--out", "three")
    assert done.exit_code == 0, done.output
    assert "Altre parole." in Path("three/index.html").read_text()
    assert run(*audit, "--note", "absent.md", "--out", "four").exit_code == 2


def test_notes_stand_in_every_form(run: Any) -> None:
    import email
    import email.policy
    import io

    from pptx import Presentation
    from pypdf import PdfReader
    from python_calamine import CalamineWorkbook

    assert run("demo", "--out", "d").exit_code == 0
    Path("n.md").write_text("Parole per tutti.\n\n# Ritmo\n\nSul ritmo.\n\n# Altro\n\nIn fondo.\n")
    done = run("--language", "it", "report", "d", "--note", "n.md", "--format", "all", "--out", "o")
    assert done.exit_code == 0, done.output
    said = ("Parole per tutti.", "Sul ritmo.", "In fondo.")
    pdf = "\n".join(p.extract_text() for p in PdfReader("o/report.pdf").pages)
    book = CalamineWorkbook.from_filelike(io.BytesIO(Path("o/report.xlsx").read_bytes()))
    cells = str(book.get_sheet_by_name("Note").to_python())
    slides = Presentation("o/report.pptx").slides
    last = slides[len(slides) - 1]
    shown = "\n".join(shape.text_frame.text for shape in last.shapes if shape.has_text_frame)
    for words in said:
        assert words in Path("o/index.html").read_text()
        assert words in pdf
        assert words in cells
        assert words in shown
    mail = Path("o/mail.txt").read_text()
    assert "Parole per tutti." in mail
    message = email.message_from_bytes(Path("o/mail.eml").read_bytes(), policy=email.policy.default)
    assert "Parole per tutti." in message.get_body(("plain",)).get_content()
