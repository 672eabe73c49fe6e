"""Whose face and whose words a report bears."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.errors import InputError
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.app.observer import Observer
    from auditor.core.consultant import Consultant
    from auditor.core.spec import AuditSpec
    from reports.brand import Brand
    from reports.notes import Notes


def note_beside(spec: AuditSpec) -> Path | None:
    """The consultant's notes on a client: ``esempio.note.md`` beside ``esempio.toml``."""
    if spec.file is None:
        return None
    path = spec.file.with_name(f"{spec.file.stem}.note.md")
    return path if path.exists() else None


def words_beside(spec: AuditSpec, observer: Observer) -> Notes:
    """The notes beside a client file; odd ones cost only themselves, and are told of.

    Args:
        spec: the audit.
        observer: hears of notes that cannot be read.
    """
    from reports.notes import NO_NOTES, read_notes

    note = note_beside(spec)
    if note is None:
        return NO_NOTES
    try:
        notes = read_notes(note)
    except InputError as error:
        observer.note(error.message)
        observer.note(msg("The report of {client} has no words of yours.", client=spec.client.name))
        return NO_NOTES
    _tell_unknown(notes, note, observer)
    return notes


def face_and_words(
    consultant: Consultant | None, note: Path | None, observer: Observer | None = None
) -> tuple[Brand, Notes]:
    """The look of a report and the consultant's own words in it.

    Args:
        consultant: whoever hands it over.
        note: a Markdown file.
        observer: hears of headings that name no section.

    Raises:
        InputError: the logo or the notes cannot be used.
    """
    from reports.brand import brand_of
    from reports.notes import NO_NOTES, read_notes

    brand = brand_of(consultant)
    if note is None:
        return brand, NO_NOTES
    notes = read_notes(note)
    if observer is not None:
        _tell_unknown(notes, note, observer)
    return brand, notes


def _tell_unknown(notes: Notes, note: Path, observer: Observer) -> None:
    for heading in notes.unknown:
        observer.note(
            msg(
                "{file}: the heading “{heading}” names no section; what stands under it comes "
                "last in the report.",
                file=str(note),
                heading=heading,
            )
        )
