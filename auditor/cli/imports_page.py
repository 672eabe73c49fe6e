"""The table of recognised exports in docs/imports.md, from their declarations.

``python -m auditor.cli.imports_page`` writes it; a test says whether it is fresh.
"""

from __future__ import annotations

from pathlib import Path

from auditor.cli.words import say, speaking_here
from connectors.files.export import Export
from connectors.files.known import exports

TARGET = Path(__file__).resolve().parents[2] / "docs" / "imports.md"
START, END = "<!-- made by python -m auditor.cli.imports_page -->", "<!-- until here -->"


def text(page: str) -> str:
    """The page with its table made anew."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    with speaking_here("en"):
        parts = [
            "| export | languages | what it gives |",
            "|---|---|---|",
            *(_row(one) for one in exports()),
            "",
            "Header words from a published source, and those that are guessed after the others:",
            "",
            "| export | field | documented | guessed |",
            "|---|---|---|---|",
            *(line for one in exports() for line in _words(one)),
        ]
    return f"{before}{START}\n" + "\n".join(parts) + f"\n{END}{after}"


def _row(one: Export) -> str:
    given = ", ".join(f"`{name}`" for name in one.fields if name != "account")
    return f"| {say(one.name)} | {', '.join(one.languages)} | {given} |"


def _words(one: Export) -> list[str]:
    return [
        f"| {say(one.name)} | `{name}` | {_listed(one.words.get(name, ''))} "
        f"| {_listed(one.guessed.get(name, ''))} |"
        for name in one.fields
    ]


def _listed(words: str) -> str:
    return ", ".join(words.split("|")) if words else "–"


if __name__ == "__main__":
    TARGET.write_text(text(TARGET.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
