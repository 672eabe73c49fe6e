"""Method: the weights, points, lines and sources, as the result carries them, and a glossary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.core import labels
from auditor.core.messages import Message, msg
from auditor.result.schema import Method
from reports.figures import Fact, Table
from reports.language import NO_VALUE, Percent, Rounded
from reports.names import PageContext, platform_name
from reports.units import limit_of, quantity

_LISTENS: dict[str, Message] = {
    "replies": msg("comments with an answer"),
    "invites": msg("posts that invite an answer"),
    "names": msg("posts that name somebody else"),
    "team": msg("own people who take part, where a list of them is given"),
}
_GLOSSARY: tuple[tuple[Message, Message], ...] = (
    (
        msg("Interactions"),
        msg(
            "Reactions, comments and shares together, of those that the network tells. The "
            "account's own comments are taken out where they are known."
        ),
    ),
    (
        msg("Own posts"),
        msg("What the account published itself. Reposts, and replies to others, are kept apart."),
    ),
    (
        msg("Median"),
        msg(
            "The middle value: half of the posts have less, half have more. One lucky post does "
            "not move it."
        ),
    ),
    (
        msg("Shop window index (S)"),
        msg(
            "From 0 to 100: half of it is whether the page speaks only of itself, half whether it "
            "does not listen. Each half is its place among pages of the network: 50 is the middle "
            "one."
        ),
    ),
    (
        msg("Confidence"),
        msg(
            "What was not read is drawn 400 times from what is usual on the network, and the rules "
            "are applied each time. The verdict is what comes most often, and how often is its "
            'confidence; below 70 % the report says "leans to".'
        ),
    ),
    (
        msg("Response against what is expected"),
        msg(
            "Interactions divided by what a page with as many followers usually gets on its "
            "network; 1 is as expected."
        ),
    ),
    (
        msg("Covered days"),
        msg(
            "The days that were really read. A gap in the data is no silence, and is never counted "
            "as one."
        ),
    ),
    (
        msg("Not measured"),
        msg(
            "Not offered, not read, hidden or too little: such a value is never a zero, and leaves "
            "the count."
        ),
    ),
    (
        msg("90% interval"),
        msg(
            "Where the true value lies nine times of ten, given how few the posts are and how much "
            "the published figures differ."
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Formula:
    """How a signal is worked out."""

    id: str
    title: Message
    formula: Message
    source: Message
    limit: Message | None


@dataclass(frozen=True, slots=True)
class MethodText:
    """All that the section shows."""

    lines: tuple[Message, ...]
    weights: Table
    showcase: Table
    rules: tuple[Fact, ...]
    formulas: tuple[Formula, ...]
    glossary: tuple[Fact, ...]


def method_text(page: PageContext) -> MethodText:
    """The method of a result, from the tables that the result carries."""
    method = page.result.method
    return MethodText(
        lines=tuple(_lines(method)),
        weights=Table(
            (msg("Pillar"), msg("Weight"), msg("Part"), msg("Share"), msg("Points")),
            tuple(_weights(method)),
        ),
        showcase=Table(
            (msg('Part of "listens"'), msg("Weight")),
            tuple(
                (_LISTENS.get(name, Message(name)), Percent(weight))
                for name, weight in method.listens.items()
            ),
        ),
        rules=tuple(
            _rules(method, all(subject.words == "neutral" for subject in page.result.subjects))
        ),
        formulas=tuple(
            Formula(
                name,
                Message(signal.title),
                Message(signal.formula),
                Message(signal.source),
                limit_of(name, signal.threshold, signal.unit, signal.higher_is_better),
            )
            for name, signal in method.signals.items()
        ),
        glossary=tuple(Fact(name, text) for name, text in _GLOSSARY),
    )


_RATES = {
    "invites": "invitation_share",
    "self": "self_share",
    "names": "name_share",
    "replies": "reply_rate",
}


def _lines(method: Method) -> Iterator[Message]:
    yield msg("Method, version {version}.", version=method.version)
    yield msg("Verdicts are not yet validated against human judgement.")
    yield msg(
        "[S] is a published source, [T] was measured on real data, [D] is a design choice without "
        "outside authority."
    )
    for norm in method.own_norms:
        yield msg(
            'On {network}, "{rate}" is compared with {pages} pages that were read here, {mean} '
            "on average: Beta({a}, {b}) in place of the table.",
            network=platform_name(norm.network),
            pages=Rounded(norm.pages),
            rate=Message(method.signals[_RATES[norm.rate]].title),
            mean=Percent(norm.a / (norm.a + norm.b)),
            a=Rounded(norm.a, 3),
            b=Rounded(norm.b, 3),
        )
    yield msg("Commenters are private persons: neither their names nor their words are kept.")
    yield msg(
        "The report was made on the computer of whoever ran it: nothing was sent anywhere, and "
        "this page asks no other computer for anything."
    )


def _weights(method: Method) -> Iterator[tuple[object, ...]]:
    for pillar, weight in method.weights.items():
        parts = [
            (name, signal) for name, signal in method.signals.items() if signal.pillar == pillar
        ]
        for name, part in parts:
            if part.weight is None:
                continue
            yield (
                labels.PILLARS[pillar],
                Percent(weight / 100),
                Message(part.title),
                Percent(part.weight),
                _points(method, name, part.unit),
            )


def _points(method: Method, name: str, unit: str) -> Message:
    if name in method.curves:
        curve = method.curves[name]
        return msg(
            "50 at {p50}, 90 at {p90}",
            p50=quantity(curve.p50, unit, name),
            p90=quantity(curve.p90, unit, name),
        )
    if name in method.full_points:
        return msg(
            "100 from {value} on, in a straight line",
            value=quantity(method.full_points[name], unit, name),
        )
    if name == "resonance":
        return msg("50 as expected, by the normal curve")
    if method.signals[name].pillar == "openness":
        return msg("its place among pages of the network, 50 the middle one")
    return Message("{value}", {"value": NO_VALUE})


def _rules(method: Method, neutral: bool) -> Iterator[Fact]:
    """The rules in the order in which they are asked, as each draw asks them."""
    line = method.lines
    if not line or method.version == "1":
        return
    names = labels.NEUTRAL if neutral else labels.LABELS
    yield Fact(
        names["absent"],
        msg(
            "{days} days or more were read completely, and there is no own post, or at most 2 in "
            "91 days, or none for more than {silence} days, or a post in less than {weeks} of the "
            "weeks.",
            days=Rounded(line["absent_days"]),
            silence=Rounded(line["absent_silence"]),
            weeks=Percent(line["absent_weeks"]),
        ),
    )
    yield Fact(
        names["insufficient_data"],
        msg(
            "Fewer than {days} days or fewer than {posts} posts older than three days were read.",
            days=Rounded(line["least_days"]),
            posts=Rounded(line["least_posts"]),
        ),
    )
    yield Fact(
        names["social_lazy"],
        msg(
            "S of {s} or more, and nobody there: a response of {r} points at most, or half of the "
            "posts with {few} interactions or fewer, or no rhythm and a response of {typical} "
            "points at most.",
            s=Rounded(line["showcase"]),
            r=Rounded(line["unheard"]),
            few=Rounded(line["near_zero"]),
            typical=Rounded(line["typical"]),
        ),
    )
    yield Fact(
        names["active"],
        msg(
            "Regular (a post in {weeks} of the weeks or more, {posts} a week or more, no silence "
            "over "
            '{silence} days), "listens" of {listens} or more, S of {s} at most, a response above '
            "{r} "
            "points.",
            weeks=Percent(line["regular_weeks"]),
            posts=Rounded(line["regular_posts"], 2),
            silence=Rounded(line["regular_silence"]),
            listens=Rounded(line["listens"]),
            s=Rounded(line["open"]),
            r=Rounded(line["unheard"]),
        ),
    )
    yield Fact(
        names["one_way"],
        msg(
            "Regular, a response above {r} points, and not half of the posts with {few} "
            "interaction or none.",
            r=Rounded(line["unheard"]),
            few=Rounded(line["void"]),
        ),
    )
    yield Fact(
        names["without_direction"],
        msg("All else: no rhythm, or it speaks regularly and nobody responds."),
    )
    yield Fact(
        msg("leans to"),
        msg(
            "The verdict came in less than {sure} of the draws, or neither the response nor the "
            "answers are known.",
            sure=Percent(line["confident"]),
        ),
    )
