"""The signs under a verdict: each condition of the rules with its value, its line and its side."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.core.messages import Message, msg
from auditor.core.units import Unit
from auditor.result.schema_account import AccountResult
from auditor.result.schema_verdict import Sign as Measured
from reports.figures import Track
from reports.language import Rounded
from reports.names import PageContext
from reports.posts import PostLink, post_links
from reports.sections.evidence import counted_words
from reports.units import limit_of, of_expected, quantity

_STATES: dict[bool | None, tuple[str, Message]] = {
    True: ("good", msg("Fine")),
    False: ("bad", msg("To fix")),
    None: ("warn", msg("Between the lines")),
}
_NO_LINE = ("none", msg("Part of the index"))
# sign -> the signal it is counted from, its title, and the conditions of the verdicts it stands for
_SIGNS: dict[str, tuple[str, Message, tuple[str, ...]]] = {
    "active_weeks": (
        "active_weeks",
        msg("Weeks with at least one post"),
        ("regular", "irregular", "rare_weeks"),
    ),
    "posts_per_week": (
        "posts_per_week",
        msg("Posts per week"),
        ("regular", "irregular", "no_posts", "few_posts"),
    ),
    "longest_silence": ("longest_silence", msg("Longest silence"), ("regular", "irregular")),
    "self": ("self_share", msg("Speaks only of itself"), ("showcase", "open")),
    "listens": ("invitation_share", msg("Listens"), ("listens", "closed", "showcase")),
    "showcase": ("self_share", msg("Speaks of itself and does not listen"), ("showcase", "open")),
    "response": (
        "resonance",
        msg("Response against what the page's size predicts"),
        ("heard", "unheard"),
    ),
    "near_zero": (
        "near_zero_share",
        msg("Posts with three interactions or fewer"),
        ("near_zero", "void"),
    ),
}
_PARTS: dict[str, Message] = {
    "reply_rate": msg("answers"),
    "invitation_share": msg("invitations"),
    "name_share": msg("names of others"),
    "active_team": msg("own people"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its title, value, line, side and the posts behind."""

    title: Message
    value: Message | None
    limit: Message | None
    counted: Message | None
    tone: str
    state: Message
    used: bool
    track: Track | None
    anchor: str
    why: Message | None
    posts: tuple[PostLink, ...]


def signs_of(page: PageContext, account: AccountResult, key: str) -> Iterator[Sign]:
    """The signs of an account in their order; what was not read says so.

    Args:
        page: the result and what every section asks of it.
        account: the account.
        key: the key of its block in the page.
    """
    held = {reason.code for reason in account.verdict.reasons}
    little = account.verdict.code == "insufficient_data"
    for sign in account.verdict.signs:
        name, title, conditions = _SIGNS.get(sign.id, (sign.id, Message(sign.id), ()))
        if page.result.method.version == "1" and sign.id in page.result.method.signals:
            title = Message(page.result.method.signals[sign.id].title)
        signal = account.signals.get(name)
        tone, state = _NO_LINE if sign.line is None else _STATES[sign.passed]
        if little:
            tone, state = "none", msg("Too little to judge")
        yield Sign(
            title=title,
            value=_value(account, sign),
            limit=_limit(account, sign),
            counted=_counted(sign),
            tone=tone,
            state=state,
            used=bool(held.intersection(conditions)),
            track=None if little else _track(sign),
            anchor=f"{key}-{name}",
            why=None,
            posts=tuple(post_links(account, signal.evidence)) if signal else (),
        )
    if account.verdict.signs and account.signals["resonance"].value is None:
        yield _unread_sign(
            msg("Response against what the page's size predicts"),
            account.signals["resonance"].missing,
            f"{key}-resonance",
        )


def _unread_sign(title: Message, why: object, anchor: str) -> Sign:
    words = None if why is None else Message("{why}", {"why": why})
    return Sign(
        title, None, None, None, "none", msg("Not measured"), False, None, anchor, words, ()
    )


def _value(account: AccountResult, measured: Measured) -> Message | None:
    if measured.value is None:
        return None
    if measured.unit != Unit.POINTS:
        return quantity(measured.value, measured.unit, measured.id)
    points = msg("{value} of 100", value=Rounded(measured.value))
    if measured.id == "response":
        theta = account.signals["resonance"].value
        if isinstance(theta, float):
            return msg(
                "{points}: {times} what is expected",
                points=points,
                times=of_expected(math.exp(theta)),
            )
    return points


def _counted(measured: Measured) -> Message | None:
    if measured.of is None or measured.counted is None:
        return None
    words = msg("{counted} of {n}", counted=int(measured.counted), n=int(measured.of))
    if measured.unit == Unit.POINTS and measured.value is not None:
        return msg("{points} of 100 ({counted})", points=Rounded(measured.value), counted=words)
    return words


def _limit(account: AccountResult, measured: Measured) -> Message | None:
    if measured.id == "listens" and account.halves is not None:
        parts_told = [
            _part(account, name) for name in _PARTS if name in account.halves.listens.parts
        ]
        parts = msg("made of: {parts}", parts=[part for part in parts_told if part is not None])
        if measured.line is None:
            return parts
        return msg(
            "{limit}; {parts}",
            limit=limit_of(measured.id, measured.line, measured.unit, True),
            parts=parts,
        )
    if measured.line is None:
        return None
    if measured.id == "showcase":
        return msg("a shop window from {value} on", value=Rounded(measured.line))
    if measured.id == "near_zero":
        return msg("less than half of the posts")
    return limit_of(measured.id, measured.line, measured.unit, measured.higher_is_better)


def _part(account: AccountResult, name: str) -> Message | None:
    """One part of "listens" with its counts; what was not read says so."""
    halves = account.halves
    if halves is None:
        return None
    value, words = halves.listens.parts.get(name), _PARTS[name]
    if value is None:
        if name == "active_team":
            return None
        missing = account.signals[name].missing
        if name == "reply_rate" and account.coverage.comments_read:
            return msg("{part}: nobody wrote", part=words)
        return msg("{part}: not read", part=words) if missing else None
    return msg(
        "{part}: {counted}",
        part=words,
        counted=counted_words(account.signals[name]) or Rounded(value),
    )


def _track(measured: Measured) -> Track | None:
    """The sign on a scale; none where there is no share and no points."""
    if measured.value is None or measured.unit not in {Unit.SHARE, Unit.POINTS}:
        return None
    scale = 100.0 if measured.unit == Unit.POINTS else 1.0
    return Track(
        measured.value / scale,
        None if measured.line is None else measured.line / scale,
        bool(measured.higher_is_better),
        measured.passed,
        None if measured.low is None else measured.low / scale,
        None if measured.high is None else measured.high / scale,
    )
