"""Words and links out of the HTML of a post."""

from __future__ import annotations

from dataclasses import dataclass

_BREAKS = frozenset({"br", "p", "li", "div", "blockquote"})
_UNSEEN = frozenset({"script", "style", "template", "noscript"})


@dataclass(frozen=True, slots=True)
class Plain:
    """What is written in a piece of HTML: its words, and the links that are no mention or tag."""

    text: str
    links: tuple[str, ...]


def text_of_html(html: str) -> Plain:
    """The words of a post, a line a paragraph, and its outward links without duplicates."""
    if "<" not in html and "&" not in html:
        return Plain(_lines(html), ())
    from selectolax.lexbor import LexborHTMLParser  # loads a library in C

    words: list[str] = []
    links: dict[str, None] = {}
    body = LexborHTMLParser(html).body
    for node in body.traverse(include_text=True) if body is not None else ():
        if node.tag == "-text":
            inside = node.parent
            if inside is None or inside.tag not in _UNSEEN:
                words.append(node.text_content or "")
        elif node.tag in _BREAKS and words:
            words.append("\n")
        elif node.tag == "a":
            classes = (node.attributes.get("class") or "").split()
            address = node.attributes.get("href") or ""
            if address.startswith("http") and not {"mention", "hashtag"} & set(classes):
                links[address] = None
    return Plain(_lines("".join(words)), tuple(links))


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
