"""Whose face and whose words a report bears."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
    notes = NO_NOTES if note is None else read_notes(note)
    if observer is not None:
        for heading in notes.unknown:
            observer.note(
                msg(
                    "{file}: the heading “{heading}” names no section; what stands under it comes "
                    "last in the report.",
                    file=str(note),
                    heading=heading,
                )
            )
    return brand, notes
