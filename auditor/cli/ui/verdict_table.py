"""What an audit found, on the terminal: the verdict of each account with its main numbers."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from auditor.cli.ui.i18n import _, language, ngettext, say
from auditor.cli.ui.output import echo
from auditor.cli.ui.tables import Table, show
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult
from reports.language import Language
from reports.names import OLD_DAYS, label_of

_STYLES = {
    "social_lazy": "red",
    "absent": "red",
    "without_direction": "yellow",
    "confused": "yellow",
    "active": "green",
}


def show_outcome(result: Result) -> None:
    """Print how each account was judged, a line an account, then whose they are and when."""
    speak = Language(language(), result.client.timezone)
    row = partial(_row, speak, result)
    headings = (
        _("account"),
        _("verdict"),
        _("own posts"),
        _("interactions, mean"),
        _("median"),
        _("largest"),
        _("score"),
    )
    styles = {
        number: _STYLES.get(account.verdict.code or "", "dim")
        for number, account in enumerate(result.accounts)
    }
    rows = [row(account) for account in result.accounts]
    show(Table(headings, rows, right=frozenset(range(2, len(headings))), styles=styles))
    moment = speak.date(result.as_of - timedelta(milliseconds=1))  # midnight ends the day before
    echo(_("{client}, as of {day}").format(client=result.client.name, day=moment))
    age = (result.generated_at - result.as_of).days
    if age >= OLD_DAYS:
        echo(
            ngettext(
                "What is known ends {n} day ago: what happened since is not known.",
                "What is known ends {n} days ago: what happened since is not known.",
                age,
            ).format(n=age)
        )


def _row(speak: Language, result: Result, account: AccountResult) -> tuple[str, ...]:
    counts = account.counts
    return (
        account.ref,
        verdict_words(result, account),
        speak.number(_own_posts(account)),
        _exact(speak, counts.interactions_mean),
        _exact(speak, counts.interactions_median),
        speak.number(counts.interactions_max),
        speak.number(account.score.value, 0),
    )


def _own_posts(account: AccountResult) -> int | None:
    """How many own posts were read; unknown, not none, where nothing was."""
    number = account.counts.own_posts
    return number if number or account.coverage.start is not None else None


def _exact(speak: Language, value: float | None) -> str:
    whole = value is None or value == round(value)
    return speak.number(value, 0 if whole else 2)


def verdict_words(result: Result, account: AccountResult) -> str:
    """The verdict in words: its label, its finer name, whether it only leans there, how sure."""
    verdict = account.verdict
    label = ", ".join(map(say, label_of(result, account))) or _("no verdict")
    if verdict.confidence is None:
        return label
    share = Language(language()).percent(verdict.confidence)
    if verdict.leans:
        label = _("leans to: {label}").format(label=label)
    return f"{label} · {share}"


def as_data(result: Result) -> list[dict[str, Any]]:
    """The table of verdicts for a program: an object an account."""
    return [
        {
            "ref": account.ref,
            "subject": account.subject,
            "verdict": account.verdict.code,
            "label": account.verdict.label,
            "sub_label": account.verdict.sub_label,
            "confidence": account.verdict.confidence,
            "leans": account.verdict.leans,
            "decides": account.verdict.decides,
            "score": account.score.value,
            "own_posts": _own_posts(account),
            "interactions_mean": account.counts.interactions_mean,
            "interactions_median": account.counts.interactions_median,
            "interactions_max": account.counts.interactions_max,
            "zero_share": account.counts.zero_share,
            "followers": account.followers,
            "flags": [flag.code for flag in account.flags],
        }
        for account in result.accounts
    ]
