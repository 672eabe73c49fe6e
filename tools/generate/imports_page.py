"""The table of recognised exports in docs/imports.md, from their declarations.

``python -m tools.generate.imports_page`` writes it; a test says whether it is fresh.
"""

from __future__ import annotations

from pathlib import Path

from auditor.cli.ui.i18n import say, speaking_here
from connectors.files.exports.declaration import Export
from connectors.files.exports.registry import exports
from connectors.files.words.subject_list import SUBJECTS

TARGET = Path(__file__).resolve().parents[2] / "docs" / "imports.md"
_OF_ROWS = frozenset({"account", "account_name", "status", "paid", "campaign"})
START, END = "<!-- made by python -m tools.generate.imports_page -->", "<!-- until here -->"


def text(page: str) -> str:
    """The page with its table made anew."""
    before, _, remainder = page.partition(START)
    _, _, after = remainder.partition(END)
    with speaking_here("en"):
        parts = [
            "| export | languages | what it gives |",
            "|---|---|---|",
            *(_row(export) for export in exports()),
            "",
            "Header words from a published source, and those that are guessed after the others:",
            "",
            "| export | field | documented | guessed |",
            "|---|---|---|---|",
            *(line for export in exports() for line in _words(export)),
            "",
            "Tables that are known to hold no posts are refused by name, whatever else they hold:",
            "",
            "| what it is | why it is not read |",
            "|---|---|",
            *dict.fromkeys(f"| {say(subject.name)} | {say(subject.why)} |" for subject in SUBJECTS),
        ]
    return f"{before}{START}\n" + "\n".join(parts) + f"\n{END}{after}"


def _row(export: Export) -> str:
    fields = ", ".join(f"`{name}`" for name in export.fields if name not in _OF_ROWS)
    return f"| {say(export.name)} | {', '.join(export.languages)} | {fields} |"


def _words(export: Export) -> list[str]:
    return [
        f"| {say(export.name)} | `{name}` | {_listed(export.words.get(name, ''))} "
        f"| {_listed(export.guessed.get(name, ''))} |"
        for name in export.fields
    ]


def _listed(words: str) -> str:
    return ", ".join(words.split("|")) if words else "–"


if __name__ == "__main__":
    TARGET.write_text(text(TARGET.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
