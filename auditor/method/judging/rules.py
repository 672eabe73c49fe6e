"""From what was counted to verdicts with their confidence (method 2, sections 3, 5 and 6)."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from auditor.method.curves import down, up
from auditor.method.judging import draws
from auditor.method.judging.lines import (
    ABSENT,
    ACTIVE,
    CODES,
    DECIDING,
    FIFTHS,
    FULL_TEAM,
    FULL_WEEKS,
    LAZY,
    LINES,
    LISTENS,
    ONE_WAY,
    POST_VARIANCE,
    PRESENCE,
    SILENCE_CURVE,
    TOO_LITTLE,
    WEEKLY_CURVE,
    WEIGHTS,
    WITHOUT_DIRECTION,
)
from auditor.method.judging.measured import Measured
from auditor.method.judging.norms import positions
from auditor.method.windows import Bools, Floats, Ints


@dataclass(frozen=True)
class Range:
    """Mean and 5th and 95th percentile of the draws, of each account."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Drawn:
    """Every draw of what the rules look at (accounts × 400)."""

    code: Ints
    response: Floats
    showcase: Floats
    self_position: Floats
    listens: Floats
    presence: Floats
    score: Floats
    regular: Bools
    near_zero: Bools
    void: Bools
    parts: dict[str, Floats] = field(default_factory=dict)

    def conditions(self) -> dict[str, Floats]:
        """How often each condition of a verdict held, by its name: 0..1, an account."""
        held = {
            "regular": self.regular,
            "irregular": ~self.regular,
            "near_zero": self.near_zero,
            "void": self.void,
            "showcase": self.showcase >= LINES["showcase"],
            "open": self.showcase <= LINES["open"],
            "listens": self.listens >= LINES["listens"],
            "closed": self.listens < LINES["listens"],
            "heard": self.response > LINES["unheard"],
            "unheard": self.response <= LINES["unheard"],
            "below_typical": self.response <= LINES["typical"],
            "followed": self.response >= LINES["typical"],
        }
        return {name: draw.mean(axis=1) for name, draw in held.items()}


@dataclass(frozen=True)
class Judgement:
    """The verdict of each account with its confidence, and the ranges behind it.

    ``shares`` (accounts × 5) is how often each of :data:`CODES` came out; ``confidence`` is NaN
    where there is too little to judge; ``leans`` whether the report says "leans to"; ``conditions``
    how often each condition held; ``parts`` the mean positions of the parts of "listens" (0..100),
    NaN where a part was not seen; ``by_fact`` which pages are absent whatever is drawn.
    """

    verdict: tuple[str, ...]
    confidence: Floats
    shares: Floats
    leans: Bools
    decides: tuple[str | None, ...]
    showcase: Range
    self_position: Range
    listens: Range
    response: Range
    presence: Range
    score: Range
    coverage: Floats
    response_judged: Bools
    replies_read: Bools
    by_fact: Bools
    conditions: dict[str, Floats]
    parts: dict[str, Floats]


@dataclass(frozen=True)
class DrawnJudgement(Judgement):
    """A judgement with every draw behind it."""

    drawn: Drawn = field(repr=False)


def judge(measured: Measured) -> DrawnJudgement:
    """The verdicts, each the most frequent of 400 draws."""
    judged = _response_judged(measured)
    replies_read = np.nan_to_num(measured.comments) > 0
    drawn = _draw(measured, judged, replies_read)
    shares = np.stack([(drawn.code == code).mean(axis=1) for code in range(len(CODES))], axis=1)
    # Of two that come as often the milder word: the last code.
    most = len(CODES) - 1 - shares[:, ::-1].argmax(axis=1)
    fact = _absent_by_fact(measured)
    little = ~fact & (
        (measured.covered_days < LINES["least_days"]) | (measured.mature < LINES["least_posts"])
    )
    confidence = np.where(little, np.nan, shares.max(axis=1))
    unseen = ~judged & ~replies_read & ~fact & (most != ABSENT) & ~_lazy_by_near_zero(drawn, most)
    return DrawnJudgement(
        verdict=tuple(
            TOO_LITTLE if few else CODES[code] for few, code in zip(little, most, strict=True)
        ),
        confidence=confidence,
        shares=shares,
        leans=~little & ((confidence < LINES["confident"]) | unseen),
        decides=_deciding(drawn.code, shares, measured, replies_read),
        showcase=_range(drawn.showcase),
        self_position=_range(drawn.self_position),
        listens=_range(drawn.listens),
        response=_range(drawn.response),
        presence=_range(drawn.presence),
        score=_range(drawn.score),
        coverage=_coverage(measured, judged, replies_read),
        response_judged=judged,
        replies_read=replies_read,
        by_fact=fact,
        conditions=drawn.conditions(),
        parts={name: part.mean(axis=1) for name, part in drawn.parts.items()},
        drawn=drawn,
    )


def _response_judged(measured: Measured) -> Bools:
    return np.asarray(
        (measured.expected_sum >= LINES["expected_sum"])
        & ~np.isnan(measured.log_ratio)
        & (measured.mature > 0)
    )


def _draw(measured: Measured, judged: Bools, replies_read: Bools) -> Drawn:
    response, self_position = _responses(measured, judged), _self_positions(measured)
    listens, parts = _listens(measured, replies_read)
    showcase = (self_position + 100 - listens) / 2
    weekly, active_weeks = draws.rhythm(measured.weeks)
    # Compared as rounded, so that the last bit of a machine's logarithm turns no verdict.
    by_rules = _Compared(
        *(
            np.round(drawn_values, 6)
            for drawn_values in (response, showcase, listens, weekly, active_weeks)
        )
    )
    eight = (measured.mature >= LINES["near_zero_posts"])[:, None]
    eight = eight & (by_rules.response < LINES["near_zero_response"])
    near_zero = draws.mostly(measured.near_zero, measured.mature) & eight
    void = draws.mostly(measured.void, measured.mature) & eight
    regular = (
        (by_rules.active_weeks >= LINES["regular_weeks"])
        & (by_rules.weekly >= LINES["regular_posts"])
        & (measured.longest_silence <= LINES["regular_silence"])[:, None]
    )
    code = _codes(measured, by_rules, regular, near_zero, void)
    presence = _presence(weekly, active_weeks, measured.longest_silence)
    score = _scores(measured, presence, response, showcase)
    score = np.where(code == ABSENT, np.minimum(score, presence), score)
    return Drawn(
        code,
        response,
        showcase,
        self_position,
        listens,
        presence,
        score,
        regular,
        near_zero,
        void,
        parts,
    )


@dataclass(frozen=True)
class _Compared:
    response: Floats
    showcase: Floats
    listens: Floats
    weekly: Floats
    active_weeks: Floats


def _codes(
    measured: Measured, by: _Compared, regular: Bools, near_zero: Bools, void: Bools
) -> Ints:
    """The first rule that holds, in every draw."""
    absent = _absent_by_fact(measured)[:, None] | (
        _read_whole(measured)[:, None] & (by.weekly * draws.WEEKS <= LINES["absent_posts"])
    )
    elsewhere = (np.nan_to_num(measured.outbound) > LINES["outbound"])[:, None]
    unheard = by.response <= LINES["unheard"]
    nobody = unheard | near_zero | (~regular & (by.response <= LINES["typical"]))
    is_open = (by.listens >= LINES["listens"]) & (by.showcase <= LINES["open"])
    return np.select(
        [
            absent & elsewhere,
            absent,
            (by.showcase >= LINES["showcase"]) & nobody,
            regular & is_open & ~unheard,
            regular & ~unheard & ~void,
        ],
        [WITHOUT_DIRECTION, ABSENT, LAZY, ACTIVE, ONE_WAY],
        WITHOUT_DIRECTION,
    )


def _responses(measured: Measured, judged: Bools) -> Floats:
    """θ by what was seen, shrunk to a typical page; where it is not judged, any page's."""
    noise: Floats = POST_VARIANCE / np.maximum(measured.mature, 1)
    noise = noise + np.nan_to_num(measured.expected_variance)
    mean: Floats = np.where(judged, np.nan_to_num(measured.log_ratio) / (1 + noise), 0.0)
    deviation: Floats = np.where(judged, np.sqrt(noise / (1 + noise)), 1.0)
    return draws.responses(mean, deviation)


def _self_positions(measured: Measured) -> Floats:
    """Each draw gives the posts whose links nobody knows a share of those that lead home."""
    of = measured.self_of + measured.self_unknown
    none = draws.rates(measured.self_told, of, measured.networks, "self", measured.usual)
    most = measured.self_told + measured.self_unknown
    every = draws.rates(most, of, measured.networks, "self", measured.usual)
    drawn = none + draws.SHARE_HOME * (every - none)
    return positions(drawn, measured.networks, "self", measured.usual)


def _listens(measured: Measured, replies_read: Bools) -> tuple[Floats, dict[str, Floats]]:
    """Drawn points, and those of each part; NaN for a part that was not seen."""
    networks, own = measured.networks, measured.usual
    invites = draws.rates(measured.invites, measured.invites_of, networks, "invites", own)
    invites = positions(invites, networks, "invites", own)
    replies = draws.rates(
        np.where(replies_read, np.nan_to_num(measured.replied), 0),
        np.where(replies_read, np.nan_to_num(measured.comments), 0),
        networks,
        "replies",
        own,
    )
    replies = positions(replies, networks, "replies", own)
    replies = np.where(replies_read[:, None], replies, draws.unread_replies(invites))
    names_counted = np.nan_to_num(measured.names), np.nan_to_num(measured.names_of)
    names = positions(draws.rates(*names_counted, networks, "names", own), networks, "names", own)
    team = 100 * np.minimum(1, np.nan_to_num(measured.team) / FULL_TEAM)[:, None]
    parts = {
        "replies": (replies, np.ones(len(networks), dtype=bool)),
        "invites": (invites, np.ones(len(networks), dtype=bool)),
        "names": (names, ~np.isnan(measured.names_of)),
        "team": (team, ~np.isnan(measured.team)),
    }
    total, weight = np.zeros_like(invites), np.zeros((len(networks), 1))
    for name, (position, is_measured) in parts.items():
        part = np.where(is_measured, LISTENS[name], 0.0)[:, None]
        total += part * position
        weight += part
    measured_of = {"replies": replies_read, "invites": measured.invites_of > 0}
    by_part = {
        name: np.where((is_measured & measured_of.get(name, True))[:, None], position, np.nan)
        for name, (position, is_measured) in parts.items()
    }
    return total / weight, by_part


def _read_whole(measured: Measured) -> Bools:
    return np.asarray(measured.complete & (measured.covered_days >= LINES["absent_days"]))


def _absent_by_fact(measured: Measured) -> Bools:
    """Which pages posted nothing, nearly nothing or long ago in a window that was read wholly."""
    covered = ~np.isnan(measured.weeks)
    active = (np.nan_to_num(measured.weeks) > 0).sum(axis=1) / np.maximum(covered.sum(axis=1), 1)
    in_window = measured.posts * 91 / np.maximum(measured.covered_days, 1)
    rare = (
        (measured.posts == 0)
        | (in_window <= LINES["absent_posts"])
        | (measured.days_since_last > LINES["absent_silence"])
        | (active < LINES["absent_weeks"])
    )
    return np.asarray(_read_whole(measured) & rare)


def _presence(weekly: Floats, active_weeks: Floats, silence: Floats) -> Floats:
    return (
        PRESENCE["posts_per_week"] * up(weekly, *WEEKLY_CURVE)
        + PRESENCE["active_weeks"] * 100 * np.minimum(1, active_weeks / FULL_WEEKS)
        + PRESENCE["silence"] * down(silence, *SILENCE_CURVE)[:, None]
    )


def _scores(measured: Measured, presence: Floats, response: Floats, showcase: Floats) -> Floats:
    pillars = {
        "presence": presence,
        "response": response,
        "openness": 100 - showcase,
        "community": measured.community[:, None],
        "profile": measured.profile[:, None],
    }
    total, weight = np.zeros_like(presence), np.zeros((len(presence), 1))
    for name, points in pillars.items():
        there = ~np.isnan(points)
        total += np.where(there, WEIGHTS[name] * np.nan_to_num(points), 0.0)
        weight += np.where(there[:, :1], WEIGHTS[name], 0.0)
    return total / weight


def _coverage(measured: Measured, judged: Bools, replies_read: Bools) -> Floats:
    """The share of the score's weight that was measured and not drawn."""
    measured_parts = {
        "replies": np.ones(measured.count, dtype=bool),
        "invites": measured.invites_of > 0,
        "names": ~np.isnan(measured.names_of),
        "team": ~np.isnan(measured.team),
    }
    listens_of = {**measured_parts, "replies": replies_read}
    weight = sum(
        (LISTENS[name] * measured_parts[name] for name in LISTENS), np.zeros(measured.count)
    )
    heard = sum((LISTENS[name] * listens_of[name] for name in LISTENS), np.zeros(measured.count))
    of = measured.self_of + measured.self_unknown
    self_known = np.where(of > 0, measured.self_settled / np.maximum(of, 1), 0.0)
    got = WEIGHTS["presence"] + WEIGHTS["response"] * judged
    got = got + WEIGHTS["openness"] / 2 * (self_known + heard / weight)
    total = np.full(measured.count, 90.0)
    for name in ("community", "profile"):
        part = WEIGHTS[name] * ~np.isnan(getattr(measured, name))
        got, total = got + part, total + part
    return np.asarray(np.round(got / total, 6))


def _lazy_by_near_zero(drawn: Drawn, most: Ints) -> Bools:
    """Which showcases are told by interactions near zero, whatever the size of the page."""
    lazy = drawn.code == LAZY
    by_zero = (lazy & drawn.near_zero).sum(axis=1)
    return np.asarray((most == LAZY) & (2 * by_zero >= lazy.sum(axis=1)))


def _deciding(
    code: Ints, shares: Floats, measured: Measured, replies_read: Bools
) -> tuple[str | None, ...]:
    """What would settle each verdict most: the draws in fifths of what is not known."""
    applies = {"unread": ~replies_read, "home": measured.self_unknown > 0}
    best, names = np.zeros(len(code)), np.full(len(code), None, dtype=object)
    for name, unknown in DECIDING.items():
        for draw in unknown:
            # Each row of places is a fifth of the draws, those with the lowest numbers first.
            places = np.argsort(draws.UNIFORM[draw]).reshape(FIFTHS, -1)
            fifths = code[:, places]
            most = np.max([(fifths == c).sum(axis=2) for c in range(len(CODES))], axis=0)
            sure = sum((most[:, n] / places.shape[1] for n in range(FIFTHS)), np.zeros(len(code)))
            gain = np.round(sure / FIFTHS - shares.max(axis=1), 6)
            gain = np.where(applies.get(draw, True), gain, 0.0)
            names = np.where(gain > best, name, names)
            best = np.maximum(best, gain)
    return tuple(
        name if gain >= LINES["decides"] else None for name, gain in zip(names, best, strict=True)
    )


def _range(values: Floats) -> Range:
    low, high = np.quantile(values, [0.05, 0.95], axis=1)
    return Range(*(np.round(part, 6) for part in (values.mean(axis=1), low, high)))
