"""The mail beside a report: words of its sheet, one picture inside, nothing from elsewhere."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path

import pytest

from auditor.core.consultant import Consultant
from auditor.result.schema import Result
from reports.brand import NO_BRAND, brand_of
from reports.html import render_html
from reports.language import Language
from reports.mail import draft, mail_of
from reports.page import build_page
from reports.pdf import render_sheet_png
from tests.method.test_verdicts import CASES, audited
from tests.reports.test_pdf import HOSTILE

BRAND = brand_of(Consultant("Studio Esempio", contact=("a@example.com",), colour="#8a1f9c"))


@pytest.mark.parametrize("language", ["it", "en"])
def test_its_lines_stand_on_the_sheet(demo: Result, language: str) -> None:
    mail = mail_of(build_page(demo), Language(language, demo.client.timezone), NO_BRAND)
    assert 3 <= len(mail.lines) <= 6
    page = re.sub(r"<[^>]+>", " ", render_html(demo, language).split('id="numbers"')[0])
    words = " ".join(page.replace("&#39;", "'").split())
    assert mail.lines[0] in words
    for line in mail.lines[1:]:
        told = re.split(r": |\. ", line.rstrip("."))[-1]
        assert told in words, line


def test_the_draft_has_a_picture_and_no_sender(demo: Result) -> None:
    voice = Language("it", demo.client.timezone)
    mail = mail_of(build_page(demo, BRAND), voice, BRAND)
    picture = render_sheet_png(demo, "it", BRAND)
    data = draft(mail, picture, BRAND)
    assert data == draft(mail, picture, BRAND)
    assert b"\n" not in data.replace(b"\r\n", b"")
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert message["Subject"] == mail.subject
    assert all(message[name] is None for name in ("From", "To", "Date", "Message-ID"))
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds.count("image/png") == 1
    html = message.get_body(("html",)).get_content()
    assert 'src="cid:sheet@report"' in html
    assert "mailto:a@example.com" in html
    assert not re.search(r'(src|href)="(?!cid:|mailto:|tel:)', html)
    plain = message.get_body(("plain",)).get_content()
    assert mail.lines[0] in plain
    assert "Studio Esempio" in plain


def test_without_a_picture_it_is_a_mail_all_the_same(demo: Result) -> None:
    mail = mail_of(build_page(demo), Language("it"), NO_BRAND)
    message = email.message_from_bytes(draft(mail, None, NO_BRAND), policy=email.policy.default)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize("text", [*HOSTILE, "two\nlines\r\nBcc: all@example.com", 'a "b" <c@d>'])
def test_no_name_is_a_header_or_markup(tmp_path: Path, text: str) -> None:
    result = audited(CASES["lazy"][0], tmp_path)
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    result.client.name = clean
    brand = brand_of(Consultant(clean, contact=(clean,)))
    mail = mail_of(build_page(result, brand), Language("it"), brand)
    message = email.message_from_bytes(draft(mail, None, brand), policy=email.policy.default)
    assert set(message.keys()) <= {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    html = message.get_body(("html",)).get_content()
    assert "<script" not in html
    assert "\x1b" not in mail.text()
