"""The first sheet in print: shortened until it is one page, and it says what was left out."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.core.messages import msg, msgn
from reports.page import Page
from reports.pdf.pieces import Piece, Pieces
from reports.sheet.first import Thing
from reports.sheet.lines import Line


@dataclass(frozen=True, slots=True)
class Size:
    """How much of the sheet is shown.

    Args:
        lines: how many pages have a line of their own.
        reasons: whether the lines and the things to do say why.
        news: how many changes since the last audit.
        meanings: whether the rungs of the ladder say what they mean.
    """

    lines: int
    reasons: bool
    news: int
    meanings: bool


# From the whole sheet to what fits for any result.
SIZES = (
    Size(6, True, 6, True),
    Size(6, True, 3, False),
    Size(5, True, 2, False),
    Size(4, True, 1, False),
    Size(4, False, 1, False),
    Size(2, False, 0, False),
)
_MOST_CHIPS = 6


def sheet_data(page: Page, pieces: Pieces, size: Size) -> Piece:
    """What the first sheet shows.

    Args:
        page: what the report shows.
        pieces: makes the parts.
        size: how much of it.
    """
    brand, words = pieces.brand, pieces.words
    shown = page.sheet.lines[: size.lines]
    left = len(page.sheet.lines) - len(shown)
    others = page.sheet.others
    if left:
        others = msgn("and {n} more page", "and {n} more pages", left)
    news = () if page.since is None else page.since.news[: size.news]
    return {
        "kicker": words(msg("Audit of the social accounts")),
        "by": words(msg("by {name}", name=brand.name)) if brand.name else "",
        "client": words(page.client),
        "example": words(msg("An example: this firm and its posts are invented."))
        if page.fictional
        else "",
        "facts": [[words(fact.name), words(fact.value)] for fact in page.facts],
        "confidential": words(brand.confidential),
        "headline": words(page.headline),
        "age": "" if page.sheet.age is None else words(page.sheet.age),
        "rungs": [
            {
                "name": words(rung.name),
                "meaning": words(rung.meaning) if size.meanings else "",
                "tone": rung.tone if rung.chips else "none",
                "chips": [words(chip.name) for chip in rung.chips[:_MOST_CHIPS]]
                + ([f"+{len(rung.chips) - _MOST_CHIPS}"] if len(rung.chips) > _MOST_CHIPS else []),
            }
            for rung in page.ladder
        ],
        "lines": [_line(line, pieces, size.reasons) for line in shown],
        "others": "" if others is None else words(others),
        "sure": "" if page.sheet.sure is None else words(page.sheet.sure),
        "since": words(msg("Since the last audit")) if page.since else "",
        "since_lead": "" if page.since is None else words(page.since.lead),
        "news": [words(line) for line in news],
        "first": words(page.first_heading) if page.first else "",
        "things": [_thing(thing, pieces, size.reasons) for thing in page.first],
        "names": {
            "target": words(msg("In 90 days")),
            "effort": words(msg("Effort")),
            "effect": words(msg("What it would do")),
            "who": words(msg("Who")),
            "by": words(msg("By when")),
        },
        "contact": [[words(line.words), line.href] for line in brand.contact],
        "brand": words(brand.name),
        "jot": words(msg("Notes from the meeting")),
    }


def _line(line: Line, pieces: Pieces, reasons: bool) -> Piece:
    words = pieces.words
    label = ", ".join(words(part) for part in line.label) or words(msg("no verdict"))
    marks = [words(part) for part in (line.score, line.sure) if part is not None]
    return {
        "name": words(line.name),
        "label": label,
        "tone": line.tone,
        "reason": words(line.reason) if reasons else "",
        "marks": " · ".join(marks),
    }


def _thing(thing: Thing, pieces: Pieces, reasons: bool) -> Piece:
    words = pieces.words
    return {
        "title": words(thing.title),
        "why": words(thing.why) if reasons else "",
        "target": words(thing.target),
        "effort": words(thing.effort_words),
        "effect": words(thing.effect),
        "who": words(thing.who),
        "by": words(msg("done on {day}", day=thing.done))
        if thing.done
        else words(thing.by)
        if thing.by
        else "",
    }
