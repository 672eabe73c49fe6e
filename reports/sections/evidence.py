"""Evidence, check by check: every signal of an account by its state, failures first by weight."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.core.messages import Message, msg
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult, Signal
from reports.names import PageContext, has_enough_days
from reports.posts import PostLink, post_links
from reports.units import limit_of, quantity

GOOD_POINTS = 75.0
# As many posts as a verdict asks for.
LEAST_CASES = 4
# Shares of few cases: people see them as counted.
SMOOTHED = ("reply_rate", "invitation_share", "self_share", "name_share", "near_zero_share")

# Numbers for other programs: on a page nobody can use them.
FOR_PROGRAMS = frozenset({"burstiness"})

STATES: dict[str, Message] = {
    "fix": msg("To fix"),
    "improve": msg("To improve"),
    "fine": msg("Fine"),
    "compare": msg("For comparison"),
    "unknown": msg("Not measured"),
}
TONES = {"fix": "bad", "improve": "warn", "fine": "good"}


@dataclass(frozen=True, slots=True)
class Check:
    """One signal of an account: its title is true at its value."""

    id: str
    state: str
    title: Message
    value: Message | None
    counted: Message | None
    limit: Message | None
    missing: Message | None
    why: Message
    posts: tuple[PostLink, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The checks of one state."""

    state: str
    name: Message
    tone: str
    checks: tuple[Check, ...]

    @property
    def is_folded(self) -> bool:
        """What judges nothing stands behind a fold."""
        return self.state in {"compare", "unknown"}


def judgeable(result: Result, account: AccountResult, signal: Signal) -> bool:
    """Four weeks were read, and a share counts four cases or more: else it is shown, not judged.

    Args:
        result: the result of an audit.
        account: the account.
        signal: what was measured.
    """
    of = signal.details.get("of")
    return has_enough_days(result, account) and (of is None or of >= LEAST_CASES)


def state_of(result: Result, account: AccountResult, signal: Signal) -> str:
    """To fix, to improve (passed with under 75 points), fine, for comparison, or not measured.

    Args:
        result: the result of an audit.
        account: the account.
        signal: what was measured.
    """
    if signal.value is None:
        return "unknown"
    if signal.passed is None or not judgeable(result, account, signal):
        return "compare"
    if not signal.passed:
        return "fix"
    return "improve" if _has_room(signal) else "fine"


def _has_room(signal: Signal) -> bool:
    """Few points, and not because a share that is whole counts few cases."""
    of = signal.details.get("of")
    whole = of is not None and signal.details["counted"] == of
    return not whole and signal.points is not None and signal.points < GOOD_POINTS


def groups(page: PageContext, account: AccountResult) -> tuple[Group, ...]:
    """The signals of an account, grouped by state, the heaviest first in each."""
    shown = [name for name in account.signals if name not in FOR_PROGRAMS]
    names = sorted(shown, key=lambda name: -_weight(page, name))
    checks = [_check(page.result, account, name) for name in names]
    return tuple(
        Group(state, words, TONES.get(state, "none"), of_state)
        for state, words in STATES.items()
        if (of_state := tuple(check for check in checks if check.state == state))
    )


def _weight(page: PageContext, name: str) -> float:
    method = page.result.method.signals[name]
    pillar = page.result.method.weights.get(method.pillar or "", 0.0)
    return pillar * (method.weight or 0.0)


def counted_words(signal: Signal) -> Message | None:
    """A share as it was counted."""
    if signal.details.get("of") is None:
        return None
    return msg(
        "{counted} of {n}", counted=int(signal.details["counted"]), n=int(signal.details["of"])
    )


def _check(result: Result, account: AccountResult, name: str) -> Check:
    signal, method = account.signals[name], result.method.signals[name]
    state = state_of(result, account, signal)
    title = {"fix": method.failure_title, "improve": method.improve_title}.get(state, method.title)
    counted = counted_words(signal)
    value = None if name in SMOOTHED and counted else quantity(signal.value, signal.unit, name)
    return Check(
        id=name,
        state=state,
        title=Message(title),
        value=None if signal.value is None else value,
        counted=counted,
        limit=limit_of(name, signal.threshold, signal.unit, method.higher_is_better),
        missing=None if signal.missing is None else Message("{why}", {"why": signal.missing}),
        why=Message(method.why),
        posts=tuple(post_links(account, signal.evidence)),
    )
