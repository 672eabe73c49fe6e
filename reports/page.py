"""From a result to what the page shows: numbers, sentences, their order. No markup.

The sentence, the value and the state of a thing are made from the same value, so that they cannot
disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult
from reports.brand import NO_BRAND, Brand
from reports.figures import Fact, Figure, Table
from reports.language import Spelled
from reports.names import PageContext, last_day, platform_name
from reports.safety import page_text
from reports.sections.appendix import PostTable, post_tables, result_json
from reports.sections.best import BestAndWorst, best_and_worst
from reports.sections.compared import Duel, compared
from reports.sections.compared_posts import (
    PageComparisons,
    compared_posts,
    times_figures,
)
from reports.sections.data import Reading, coverage_table, covered_figure, data_notes, reading
from reports.sections.declared import Declared, declared
from reports.sections.dialogue import dialogue_figure
from reports.sections.identity import Identity, identity
from reports.sections.method import MethodText, method_text
from reports.sections.mix import mix_figures
from reports.sections.networks import Networks, networks
from reports.sections.people import BASIS, People, people
from reports.sections.pillars import pillar_figure
from reports.sections.plan import Plan, plan
from reports.sections.response import response_figures
from reports.sections.rhythm import hours_figure, rhythm_figure
from reports.sections.since import Since, since
from reports.sections.verdict import AccountBlock, Rung, account_blocks, ladder
from reports.sheet.first import Thing, first_things
from reports.sheet.headline import headline
from reports.sheet.lines import Sheet, sheet

_FIRST: tuple[Message, ...] = (
    msg("Nothing to do first"),
    msg("One thing to do first"),
    msg("Two things to do first"),
    msg("Three things to do first"),
)
# What a section without anything measured would need.
_GET: dict[str, Message] = {
    "first": msg(
        "Three things to do first: none of the changes that can be tried on these numbers raises "
        "the score."
    ),
    "pillars": msg("Score by pillar: read posts over four weeks or more."),
    "rhythm": msg("Rhythm: read the posts of a page."),
    "mix": msg("Content mix: read posts of the last 91 days, with their texts."),
    "response": msg(
        "Audience response: read posts with their interactions, and add the number of followers."
    ),
    "posts": msg(
        "Posts that worked and posts that did not: read eight posts of a page with their counts."
    ),
    "dialogue": msg("Dialogue: read the comments under the posts, where the network offers them."),
    "identity": msg("Identity: read the profile of a page from its network."),
    "selfassessment": msg(
        "What the firm says of itself: fill in the questionnaire; its answers then stand beside "
        "what was measured."
    ),
    "people": msg(
        "The team: list the firm's own people in the client file, with their accounts and the "
        "ground on which they are looked at."
    ),
    "plan": msg("Plan: none of the changes that can be tried on these numbers raises the score."),
    "appendix": msg("Appendix: read the posts of a page."),
}


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows."""

    title: Message
    client: str
    made_on: date
    fictional: bool
    facts: tuple[Fact, ...]
    headline: Message
    ladder: tuple[Rung, ...]
    sheet: Sheet
    blocks: tuple[AccountBlock, ...]
    first: tuple[Thing, ...]
    pillars: tuple[Figure, ...]
    compared: tuple[Duel, ...]
    rhythm: tuple[Figure, ...]
    mix: tuple[Figure, ...]
    response: tuple[Figure, ...]
    posts: tuple[BestAndWorst, ...]
    comparisons: tuple[PageComparisons, ...]
    dialogue: tuple[Figure, ...]
    networks: Networks
    identity: Identity | None
    selfassessment: Declared | None
    people: People | None
    plan: Plan | None
    since: Since | None
    coverage: Table
    covered: Figure | None
    has_gaps: bool
    notes: tuple[tuple[Message, tuple[Message, ...]], ...]
    readings: tuple[Reading, ...]
    method: MethodText
    appendix: tuple[PostTable, ...]
    json: str

    def stands(self, section: str, brand: Brand) -> bool:
        """Whether a section can be led to: with something in it, or told as not measured."""
        if section == "verdict":
            return True
        if not brand.shows(section):
            return False
        if section in ("compared", "people", "selfassessment", "posts"):
            return bool(getattr(self, section))
        return section not in _GET or self._has(section) or brand.shows("data")

    @property
    def first_heading(self) -> Message:
        """How many things there are to do first."""
        return _FIRST[len(self.first)]

    @property
    def first_lead(self) -> Message | None:
        """Why these things; ``None`` where none of them was worked out."""
        n = sum(thing.is_computed for thing in self.first)
        if not n:
            return None
        if n < len(self.first):
            # The others settle something: nothing was worked out of them.
            return msgn(
                "The first gives most for the least work, where most people follow. What it would "
                "do was worked out by scoring again with that one thing changed.",
                "The first {n} give most for the least work, where most people follow. What each "
                "would do was worked out by scoring again with that one thing changed.",
                n,
                n=Spelled(n),
            )
        return msgn(
            "It gives most for the least work, where most people follow. What it would do was "
            "worked out by scoring again with that one thing changed.",
            "They give most for the least work, where most people follow. What each would do was "
            "worked out by scoring again with that one thing changed.",
            n,
        )

    def _has(self, name: str) -> bool:
        return bool(getattr(self, name)) or (name == "response" and bool(self.comparisons))

    @property
    def not_measured(self) -> tuple[tuple[str, Message], ...]:
        """The sections that have nothing to show, and what they would need."""
        return tuple((name, words) for name, words in _GET.items() if not self._has(name))


def build_page(result: Result, brand: Brand = NO_BRAND) -> Page:
    """What the page of a result shows.

    Args:
        result: what the audit found.
        brand: whose words and sections it has.
    """
    page = PageContext(result, brand.verdicts)
    blocks = tuple(account_blocks(page))
    answered = dialogue_figure(page)
    return Page(
        title=msg("Social audit: {client}", client=page_text(result.client.name)),
        client=page_text(result.client.name),
        made_on=result.generated_at.astimezone(ZoneInfo(result.client.timezone)).date(),
        fictional=result.client.fictional,
        facts=tuple(_facts(page)),
        headline=headline(page),
        ladder=ladder(blocks, page),
        sheet=sheet(page),
        blocks=blocks,
        first=tuple(first_things(page)),
        pillars=tuple(_by_account(page, partial(pillar_figure, result.method.zones))),
        compared=compared(page),
        rhythm=tuple(_by_account(page, rhythm_figure, hours_figure)),
        mix=tuple(mix_figures(page)),
        response=(*response_figures(page), *times_figures(page)),
        posts=tuple(best_and_worst(page)),
        comparisons=tuple(compared_posts(page)),
        dialogue=() if answered is None else (answered,),
        networks=networks(page),
        identity=identity(page),
        selfassessment=declared(page),
        people=people(page),
        plan=plan(page),
        since=since(page),
        coverage=coverage_table(page),
        covered=covered_figure(page),
        has_gaps=any(account.coverage.gaps for account in result.accounts),
        notes=tuple(data_notes(page)),
        readings=tuple(reading(run) for run in result.provenance.runs),
        method=method_text(page),
        appendix=post_tables(page),
        json=result_json(page),
    )


Maker = Callable[[AccountResult, str, Message, bool], Figure | None]


def _by_account(page: PageContext, *makers: Maker) -> Iterator[Figure]:
    """The figures of every account that has some; those of the first are open, others folded."""
    names = page.names
    first = True
    for number, account in enumerate(page.order, start=1):
        figures = [make(account, f"a{number}", names[account.ref], first) for make in makers]
        present = [figure for figure in figures if figure is not None]
        first = first and not present
        yield from present


def _facts(page: PageContext) -> Iterator[Fact]:
    own = page.own
    posts_read = sum(account.coverage.posts_read for account in own)
    window = msg(
        "{start} – {end}",
        start=page.result.window.start.date(),
        end=last_day(page.result.window.end).date(),
    )
    yield Fact(msg("Period judged"), window)
    platforms = dict.fromkeys(account.platform for account in own)
    networks_ = [platform_name(platform) for platform in platforms]
    yield Fact(msg("Networks"), networks_)
    yield Fact(msg("Posts read"), posts_read)
    yield Fact(msg("Made on"), page.result.generated_at.date())
    client = page.result.client
    if client.basis and client.basis_date:
        yield Fact(
            msg("Basis of the audit of a person"),
            msg(
                "{basis}, given on {day}",
                basis=BASIS[client.basis],
                day=date.fromisoformat(client.basis_date),
            ),
        )
