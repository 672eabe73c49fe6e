"""The words that go with a report by mail: those of its first sheet, as text and as a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path

from auditor.core.messages import Message, msg, msgn
from reports.brand import Brand
from reports.language import Language
from reports.notes import NO_NOTES, SHEET, Notes, plain_notes
from reports.page import Page
from reports.safety import page_text

_MOST_LINES = 6
_PICTURE = "sheet@report"
_WIDTH = 600


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail without who sends it, to whom and when: its subject, what the consultant says first,
    its lines, its last words."""

    subject: str
    note: str
    lines: tuple[str, ...]
    closing: tuple[str, ...]

    def text(self) -> str:
        """The whole as text, its subject first."""
        return f"{self.subject}\n\n{self.body()}"

    def body(self) -> str:
        """The text without its subject."""
        parts = (self.note, "\n\n".join(self.lines), "\n".join(self.closing))
        return "\n\n".join(part for part in parts if part) + "\n"


def mail_of(page: Page, voice: Language, brand: Brand, notes: Notes = NO_NOTES) -> Mail:
    """The mail of a report, in words that stand on its first sheet.

    Args:
        page: what the report shows.
        voice: the reader's language.
        brand: whoever hands it over.
        notes: her own words; those about the whole stand first.
    """
    return Mail(
        subject=_line(voice.value(page.title)),
        note=plain_notes(notes.of(*SHEET)),
        lines=tuple(_lines(page, voice))[:_MOST_LINES],
        closing=tuple(
            _line(part) for part in (brand.name, *(c.words for c in brand.contact)) if part
        ),
    )


def week_mail(
    pages: Sequence[tuple[Page, Path]], nothing_of: Sequence[Message], voice: Language
) -> Mail:
    """The mail of a week's work, to whoever did it: each client's finding, and where its report is.

    Args:
        pages: what each report shows, and its folder.
        nothing_of: a line for each client without a report.
        voice: her language.
    """
    subject = msgn(
        "Social audits of the week: {n} client",
        "Social audits of the week: {n} clients",
        len(pages) + len(nothing_of),
    )
    lines = []
    for page, folder in pages:
        news = page.since.news[:1] if page.since is not None else ()
        words = [_line(voice.value(part)) for part in (page.headline, *news)]
        lines.append(f"{_line(page.client)}: {' '.join(words)}\n{folder}")
    lines += [_line(voice.value(line)) for line in nothing_of]
    return Mail(_line(voice.value(subject)), "", tuple(lines), ())


def _line(text: str) -> str:
    return " ".join(page_text(text).split())


def _lines(page: Page, voice: Language) -> Iterator[str]:
    yield _line(voice.value(page.headline))
    if page.sheet.age is not None:
        yield _line(voice.value(page.sheet.age))
    elif page.since is not None:
        news = page.since.news[:1] or (page.since.lead,)
        yield _line(voice.value(news[0]))
    for line in page.sheet.lines[: _MOST_LINES - 3]:
        label = ", ".join(voice.value(part) for part in line.label) or voice.gettext("no verdict")
        told = msg("{name}: {label}. {reason}", name=line.name, label=label, reason=line.reason)
        yield _line(voice.value(told))
    if page.first:
        first = msg("To do first: {what}.", what=page.first[0].title)
        yield _line(voice.value(first))


def draft(mail: Mail, picture: bytes | None, brand: Brand) -> bytes:
    """A draft that a mail program opens; the same bytes for the same mail.

    Args:
        mail: its words.
        picture: the first sheet as PNG, shown inside; ``None`` leaves it out.
        brand: whose colour its bar has.
    """
    message = EmailMessage(policy=SMTP.clone(header_factory=HeaderRegistry()))
    message["Subject"] = mail.subject
    message["X-Unsent"] = "1"
    message.set_content(mail.body())
    message.add_alternative(_html(mail, picture is not None, brand), subtype="html")
    if picture is not None:
        related = message.get_payload()[1]  # type: ignore[index]
        assert isinstance(related, EmailMessage)
        related.add_related(
            picture, "image", "png", cid=f"<{_PICTURE}>", filename="sheet.png", disposition="inline"
        )
    digest = hashlib.sha256(mail.text().encode() + (picture or b"")).hexdigest()
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"={number}={digest[:32]}")
    return message.as_bytes()


def _html(mail: Mail, has_picture: bool, brand: Brand) -> str:
    lines = (*filter(None, mail.note.split("\n")), *mail.lines)
    paragraphs = "".join(f'<p style="margin:0 0 12px">{escape(line)}</p>' for line in lines)
    closing = "<br>".join(
        f'<a href="{escape(line.href)}" style="color:{brand.light.bar}">{escape(line.words)}</a>'
        if line.href
        else escape(line.words)
        for line in brand.contact
    )
    name = f"<strong>{escape(brand.name)}</strong><br>" if brand.name else ""
    alt = escape(mail.lines[0], quote=True)
    shown = (
        f'<p style="margin:16px 0"><img src="cid:{_PICTURE}" width="{_WIDTH}" alt="{alt}" '
        f'style="max-width:100%;height:auto;border:1px solid #dfe2e6"></p>'
        if has_picture
        else ""
    )
    return (
        '<!DOCTYPE html><html><body style="margin:0;font-family:Arial,sans-serif;font-size:15px;'
        f'line-height:1.5;color:#1d2126"><div style="max-width:{_WIDTH}px;padding:12px 16px;'
        f'border-top:6px solid {brand.light.brand}">{paragraphs}{shown}'
        f'<p style="margin:16px 0 0">{name}{closing}</p></div></body></html>\n'
    )
