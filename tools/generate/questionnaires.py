"""The four pages of the self-assessment under ``docs/questionario/``, to be opened without installing.

``python -m tools.generate.questionnaires`` writes them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.traits import offered
from reports.questionnaire import render_questionnaire

if TYPE_CHECKING:
    from auditor.selfassessment.items import Kind

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "questionario"
PAGES: dict[str, tuple[Kind, str]] = {
    "azienda.html": ("company", "it"),
    "professionista.html": ("professional", "it"),
    "company.html": ("company", "en"),
    "professional.html": ("professional", "en"),
}


def pages() -> dict[str, str]:
    """Each page by the name of its file."""
    return {
        name: render_questionnaire(kind, offered(), language)
        for name, (kind, language) in PAGES.items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
