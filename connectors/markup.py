"""Words and links out of the HTML of a post."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_BREAKS = frozenset({"br", "p", "li", "div", "blockquote"})


@dataclass(frozen=True, slots=True)
class Plain:
    """What is written in a piece of HTML: its words, and the links that are no mention or tag."""

    text: str
    links: tuple[str, ...]


@dataclass
class _Reader(HTMLParser):
    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS and self.words:
            self.words.append("\n")
        if tag == "a":
            named = dict(attrs)
            classes = (named.get("class") or "").split()
            address = named.get("href") or ""
            if address.startswith("http") and not {"mention", "hashtag"} & set(classes):
                self.links.append(address)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def plain(html: str) -> Plain:
    """The words of a post, a line a paragraph, and its outward links without duplicates."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return Plain("\n".join(line for line in lines if line), tuple(dict.fromkeys(reader.links)))
