"""The sections of the printed report: what the page shows, in parts of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from auditor.core.messages import Message, msg
from reports.figures import Figure
from reports.notes import Notes
from reports.page import Page
from reports.pdf.pieces import Piece, Pieces
from reports.section_titles import HEADINGS, TITLES
from reports.sections.best import Card
from reports.sections.networks import COLUMNS
from reports.sections.verdict import AccountBlock

# Checks of these states are told with their reason; the others by their titles.
_TO_DO = ("fix", "improve")


def sections(page: Page, pieces: Pieces, notes: Notes) -> list[Piece]:
    """The sections that the report shows, in their order, with the notes about them.

    Args:
        page: what the report shows.
        pieces: makes the parts.
        notes: a consultant's own words.
    """
    shown: list[Piece] = []

    def add(name: str, title: Message, content: list[Piece]) -> None:
        if content:
            shown.append({"id": name, "title": pieces.words(title), "content": content})

    add("notes", msg("Notes"), pieces.note(notes.of("verdict", "since", "first")))
    for name in pieces.brand.sections:
        make = _SECTIONS.get(name)
        content = list(make(page, pieces)) if make is not None else []
        add(name, HEADINGS.get(name, TITLES[name]), content + pieces.note(notes.of(name)))
    left = pieces.note(notes.elsewhere(pieces.brand.sections))
    add("further", msg("Further notes"), left)
    if not pieces.brand.shows("method"):
        add("method", msg("Method"), [pieces.text(page.method.lines[0], "small")])
    return shown


def _label(block: AccountBlock, pieces: Pieces) -> str:
    words = ", ".join(pieces.words(part) for part in block.label)
    return words or pieces.words(msg("no verdict"))


def _pillars(page: Page, pieces: Pieces) -> Iterator[Piece]:
    for block in page.blocks:
        yield {
            "kind": "verdict",
            "tone": block.tone,
            "name": pieces.words(block.name),
            "handle": pieces.words(block.handle),
            "url": block.url,
            "label": _label(block, pieces),
            "leaning": "" if block.leaning is None else pieces.words(block.leaning),
            "reason": pieces.words(block.reason),
            "confidence": "" if block.confidence is None else pieces.words(block.confidence),
            "score": "" if block.score is None else pieces.words(block.score),
            "range": "" if block.range is None else pieces.words(block.range),
            "flags": [pieces.words(flag) for flag in block.flags],
            "signs": [
                {
                    "tone": sign.tone,
                    "title": pieces.words(sign.title),
                    "value": pieces.words(sign.why or sign.counted or sign.value or ""),
                    "limit": "" if sign.limit is None else pieces.words(sign.limit),
                    "state": pieces.words(sign.state),
                }
                for sign in block.signs
            ],
        }
    for figure in page.pillars:
        yield pieces.figure(figure)
    if page.since is not None:
        for change in page.since.pages:
            yield pieces.figure(change.figure)
            if change.checks:
                yield pieces.items(change.checks)


def _compared(page: Page, pieces: Pieces) -> Iterator[Piece]:
    for duel in page.compared:
        yield pieces.figure(duel.figure, duel.days)
        yield pieces.numbers(duel.figure.table)
        if duel.note is not None:
            yield pieces.text(duel.note, "small")


def _figures(name: str, page: Page, pieces: Pieces) -> Iterator[Piece]:
    figures: tuple[Figure, ...] = getattr(page, name)
    yield from (pieces.figure(figure) for figure in figures)


def _response(page: Page, pieces: Pieces) -> Iterator[Piece]:
    yield from _figures("response", page, pieces)
    for comparison in page.comparisons:
        yield pieces.heading(msg("{name}: {title}", name=comparison.name, title=comparison.title))
        for part in comparison.parts:
            yield pieces.numbers(part.table)
        if comparison.times is not None:
            yield pieces.text(comparison.times, "small")


def _posts(page: Page, pieces: Pieces) -> Iterator[Piece]:
    for one in page.posts:
        yield pieces.heading(msg("{name}: {title}", name=one.name, title=one.title))
        for title, cards in ((msg("Worked best"), one.best), (msg("Worked least"), one.worst)):
            yield {
                "kind": "cards",
                "title": pieces.words(title),
                "cards": [_card(card, pieces) for card in cards],
            }
        if one.threads:
            yield pieces.items(
                msg("{day}: {what}", day=thread.at, what=thread.words) for thread in one.threads
            )


def _card(card: Card, pieces: Pieces) -> Piece:
    return {
        "at": pieces.words(card.at),
        "url": card.url,
        "text": pieces.words(card.text),
        "interactions": pieces.words(card.interactions),
        "counts": ", ".join(pieces.words(part) for part in card.counts),
        "apart": pieces.words(card.apart),
    }


def _networks(page: Page, pieces: Pieces) -> Iterator[Piece]:
    yield pieces.text(page.networks.title, "lead")
    for heading, rows in page.networks.groups:
        if heading is not None:
            yield pieces.heading(heading)
        yield pieces.table(
            (msg("Page"), *COLUMNS),
            [
                (msg("{name} ({label})", name=row.name, label=list(row.label)), *row.cells)
                if row.label
                else (row.name, *row.cells)
                for row in rows
            ],
            [row.tone for row in rows],
        )


def _identity(page: Page, pieces: Pieces) -> Iterator[Piece]:
    if page.identity is None:
        return
    yield pieces.text(page.identity.title, "lead")
    if page.identity.names is not None:
        yield pieces.text(page.identity.names, "small")
    for line in page.identity.reviews:
        yield pieces.text(line, "small")
    if page.identity.rows:
        columns = [cell.item for cell in page.identity.rows[0][1]]
        yield pieces.table(
            (msg("Page"), *columns),
            [(name, *(cell.word for cell in cells)) for name, cells in page.identity.rows],
        )
    if page.identity.compared:
        yield pieces.table(
            (msg("One identity"), msg("The same everywhere"), msg("What is told")),
            [(row.item, row.word, row.words) for row in page.identity.compared],
        )


def _declared(page: Page, pieces: Pieces) -> Iterator[Piece]:
    if page.selfassessment is None:
        return
    yield pieces.text(page.selfassessment.lead, "lead")
    for figure in page.selfassessment.figures:
        yield pieces.figure(figure)
    if page.selfassessment.paradox is not None:
        yield pieces.figure(page.selfassessment.paradox)
    if page.selfassessment.lines:
        yield pieces.items(page.selfassessment.lines)


def _people(page: Page, pieces: Pieces) -> Iterator[Piece]:
    if page.people is None:
        return
    yield pieces.text(page.people.title, "lead")
    columns = (msg("Person"), msg("Comments"), msg("Last seen"), msg("Where"))
    rows = [
        (
            msg("{name}, {role}", name=row.name, role=row.role) if row.role else row.name,
            row.comments,
            row.last_seen,
            list(row.where),
        )
        for row in page.people.rows
    ]
    yield pieces.table(columns, rows)
    if page.people.lines:
        yield pieces.items(page.people.lines)


def _evidence(page: Page, pieces: Pieces) -> Iterator[Piece]:
    for block in page.blocks:
        # What is only compared, or unknown, is folded on the page and left out on paper.
        groups = [group for group in block.groups if not group.is_folded]
        if groups:
            yield pieces.heading(block.name)
        for group in groups:
            entries = [
                {
                    "title": pieces.words(check.title),
                    "value": pieces.words(check.counted or check.value or ""),
                    "limit": pieces.words(check.missing or check.limit or ""),
                    "why": pieces.words(check.why) if group.state in _TO_DO else "",
                }
                for check in group.checks
            ]
            yield {
                "kind": "checks",
                "tone": group.tone,
                "title": pieces.words(group.name),
                "checks": entries,
            }


def _plan(page: Page, pieces: Pieces) -> Iterator[Piece]:
    if page.plan is None:
        return
    columns = (
        msg("Within"),
        msg("What"),
        msg("Effect"),
        msg("Effort"),
        msg("Who"),
        msg("By when"),
    )
    rows = [
        (
            step.within,
            step.what,
            step.effect_words,
            step.effort_words,
            step.who,
            msg("done on {day}", day=step.done) if step.done else step.by or "",
        )
        for step in page.plan.steps
    ]
    yield pieces.table(columns, rows)
    if page.plan.more is not None:
        yield pieces.text(page.plan.more, "small")


def _data(page: Page, pieces: Pieces) -> Iterator[Piece]:
    yield pieces.numbers(page.coverage)
    if page.covered is not None and page.has_gaps:
        yield pieces.figure(page.covered)
    for name, notes in page.notes:
        yield pieces.heading(name)
        yield pieces.items(notes)
    missing = [
        words for name, words in page.not_measured if name == "first" or pieces.brand.shows(name)
    ]
    if missing:
        yield pieces.heading(msg("Not measured, and how to get it"))
        yield pieces.items(missing)


def _method(page: Page, pieces: Pieces) -> Iterator[Piece]:
    yield pieces.items(page.method.lines)
    yield pieces.heading(msg("How a verdict is reached"))
    yield pieces.facts((rule.name, rule.value) for rule in page.method.rules)
    yield pieces.heading(msg("Glossary"))
    yield pieces.facts((entry.name, entry.value) for entry in page.method.glossary)


_SECTIONS: dict[str, Callable[[Page, Pieces], Iterator[Piece]]] = {
    "pillars": _pillars,
    "compared": _compared,
    "rhythm": partial(_figures, "rhythm"),
    "mix": partial(_figures, "mix"),
    "response": _response,
    "posts": _posts,
    "dialogue": partial(_figures, "dialogue"),
    "networks": _networks,
    "identity": _identity,
    "selfassessment": _declared,
    "people": _people,
    "evidence": _evidence,
    "plan": _plan,
    "data": _data,
    "method": _method,
}
