"""The page on which anybody judges their own use of each network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.files import write_text

if TYPE_CHECKING:
    from auditor.selfassessment.items import Kind


def write_questionnaire(path: Path, kind: Kind, networks: Sequence[str], language: str) -> None:
    """Write the page: one HTML file that asks no server.

    Args:
        path: the page.
        kind: ``company`` or ``professional``.
        networks: those that are offered, in their order.
        language: of the page.

    Raises:
        OSError: the file cannot be written.
    """
    from reports.questionnaire import render_questionnaire

    write_text(path, render_questionnaire(kind, networks, language))
