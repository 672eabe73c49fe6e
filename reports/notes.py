"""A consultant's own words about a client, from a Markdown file: one tree for every form.

What could lead elsewhere is taken from the tree and not from its markup: a picture becomes its
words, a link stays one only to the web or to a mail address, and no HTML is anything but text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from auditor.core.consultant import SECTIONS
from auditor.core.errors import InputError
from auditor.core.files import TooLargeError, regular_text
from auditor.core.messages import msg
from reports.language import Language, languages
from reports.safety import page_text, safe_url
from reports.section_titles import HEADINGS, TITLES

_MOST_BYTES = 100 * 1024
SHEET = ("verdict", "since", "first")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words in one manner; ``href`` is empty where they lead nowhere."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a note.

    Args:
        kind: ``paragraph``, ``heading``, ``code``, ``rule``, ``quote``, ``list``, ``item`` or
            ``table``.
        spans: the words of a paragraph, a heading or code.
        blocks: what a quotation, a list or an item holds.
        number: the first number of a numbered list; ``None`` where it has none.
        rows: the cells of a table, its head first.
    """

    kind: str
    spans: tuple[Span, ...] = ()
    blocks: tuple[Block, ...] = ()
    number: int | None = None
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """A consultant's words by section; ``rest`` are those under headings that name none."""

    by_section: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    rest: tuple[Block, ...] = ()
    unknown: tuple[str, ...] = ()

    def of(self, *sections: str) -> tuple[Block, ...]:
        """The words about some sections, in their order."""
        return tuple(block for name in sections for block in self.by_section.get(name, ()))

    def elsewhere(self, sections: Sequence[str]) -> tuple[Block, ...]:
        """The words about what the report does not show, and those under unknown headings."""
        left = [name for name in self.by_section if name not in SHEET and name not in sections]
        return (*self.of(*left), *self.rest)


NO_NOTES = Notes()


def read_notes(path: Path) -> Notes:
    """The notes in a Markdown file; its headings name sections by id or by title.

    Raises:
        InputError: it cannot be read, is no plain text, or is too long.
    """
    try:
        text = regular_text(path, _MOST_BYTES)
    except OSError as error:
        raise InputError(
            msg("{file} cannot be opened.", file=str(path)),
            msg("Check the path of the notes."),
        ) from error
    except TooLargeError as error:
        raise InputError(
            msg("{file} is longer than 100 KB.", file=str(path)),
            msg("Shorten the notes: they are read beside a report."),
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            msg("{file} is not plain text in UTF-8.", file=str(path)),
            msg("Save it again as plain text with the encoding UTF-8."),
        ) from error
    return parse_notes(text)


def parse_notes(text: str) -> Notes:
    """The notes in a Markdown text: what stands before the first heading is about the whole."""
    tree = SyntaxTreeNode(_markdown().parse(page_text(text)))
    by_section: dict[str, list[Block]] = {}
    rest: list[Block] = []
    unknown: list[str] = []
    current = by_section.setdefault("verdict", [])
    for node in tree.children:
        if node.type == "heading" and node.tag in ("h1", "h2"):
            words = "".join(span.text for span in _spans(node))
            section = _section_named(words)
            if section is None:
                unknown.append(words)
                current = rest
                rest.append(Block("heading", _spans(node)))
            else:
                current = by_section.setdefault(section, [])
            continue
        current.extend(_blocks(node))
    return Notes(
        {name: tuple(blocks) for name, blocks in by_section.items() if blocks},
        tuple(rest),
        tuple(unknown),
    )


def plain_notes(blocks: Sequence[Block], indent: str = "") -> str:
    """Notes as text alone, for a mail, a cell or a slide."""
    return "\n".join(line for block in blocks for line in _plain_lines(block, indent))


def plain_by_section(notes: Notes, voice: Language) -> list[tuple[str, str]]:
    """The notes as text alone, each with the title of its section; those about nothing known last.

    Args:
        notes: a consultant's own words.
        voice: the reader's language.
    """
    names = (*SHEET, *SECTIONS)
    parts = [(voice.text(TITLES[name]), notes.of(name)) for name in names]
    parts.append(("", notes.rest))
    return [(title, plain_notes(blocks)) for title, blocks in parts if blocks]


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names = {_bare(name): name for name in (*SHEET, *SECTIONS)}
    for code in languages():
        voice = Language(code)
        for titles in (TITLES, HEADINGS):
            names |= {_bare(voice.text(title)): name for name, title in titles.items()}
    return names


def _bare(words: str) -> str:
    return " ".join(words.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())


def _section_named(words: str) -> str | None:
    return _names().get(_bare(words))


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    kind = node.type
    if kind == "heading":
        yield Block("heading", _spans(node))
    elif kind == "paragraph":
        yield Block("paragraph", _spans(node))
    elif kind in ("fence", "code_block"):
        yield Block("code", (Span(node.content.rstrip("\n"), code=True),))
    elif kind == "hr":
        yield Block("rule")
    elif kind == "blockquote":
        yield Block("quote", blocks=_within(node))
    elif kind in ("bullet_list", "ordered_list"):
        number = int(node.attrs.get("start", 1)) if kind == "ordered_list" else None
        yield Block("list", blocks=_within(node), number=number)
    elif kind == "list_item":
        yield Block("item", blocks=_within(node))
    elif kind == "table":
        yield Block("table", rows=tuple(_rows(node)))
    elif node.content:
        yield Block("paragraph", (Span(node.content),))


def _within(node: SyntaxTreeNode) -> tuple[Block, ...]:
    return tuple(block for child in node.children for block in _blocks(child))


def _rows(node: SyntaxTreeNode) -> Iterator[tuple[tuple[Span, ...], ...]]:
    for part in node.children:
        for row in part.children:
            yield tuple(_spans(cell) for cell in row.children)


def _spans(node: SyntaxTreeNode) -> tuple[Span, ...]:
    return tuple(span for child in node.children for span in _inline(child, Span("")))


def _inline(node: SyntaxTreeNode, manner: Span) -> Iterator[Span]:
    """The runs of words of a part of a line.

    Args:
        node: the part.
        manner: how the words around it are written.
    """
    kind = node.type
    if kind in ("softbreak", "hardbreak"):
        yield replace(manner, text="\n" if kind == "hardbreak" else " ", href="")
    elif kind == "image":
        words = "".join(child.content for child in node.children) or node.content
        yield from [replace(manner, text=words)] if words else []
    elif kind == "code_inline":
        yield replace(manner, text=node.content, code=True)
    elif node.children:
        inner = _manner(node, manner)
        for child in node.children:
            yield from _inline(child, inner)
    elif node.content:
        yield replace(manner, text=node.content)


def _manner(node: SyntaxTreeNode, manner: Span) -> Span:
    if node.type == "link":
        return replace(manner, href=_address(str(node.attrs.get("href", ""))))
    if node.type == "strong":
        return replace(manner, bold=True)
    return replace(manner, italic=True) if node.type == "em" else manner


def _address(href: str) -> str:
    if href.lower().startswith("mailto:") and href.count("@") == 1 and "?" not in href:
        return page_text(href)
    return safe_url(href)


def _plain_lines(block: Block, indent: str) -> Iterator[str]:
    words = "".join(span.text for span in block.spans)
    if block.kind in ("paragraph", "heading", "code"):
        yield from (indent + line for line in words.split("\n"))
    elif block.kind == "rule":
        yield indent + "—"
    elif block.kind == "table":
        for row in block.rows:
            cells = ("".join(span.text for span in cell) for cell in row)
            yield indent + " | ".join(cells)
    elif block.kind == "list":
        for number, item in enumerate(block.blocks, block.number or 1):
            mark = "- " if block.number is None else f"{number}. "
            lines = plain_notes(item.blocks).split("\n")
            yield indent + mark + lines[0]
            yield from (indent + " " * len(mark) + line for line in lines[1:])
    else:
        yield from plain_notes(block.blocks, indent + "  ").split("\n")
