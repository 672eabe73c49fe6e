"""``auditor compare``: two results side by side, account by account."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import framework
from auditor.cli.exit import Exit, tell
from auditor.cli.framework import Example, State, json_option
from auditor.cli.ui.i18n import _, language
from auditor.cli.ui.output import echo, show_json
from auditor.cli.ui.tables import Table, show
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.result.schema import Result
    from auditor.result.schema_account import AccountResult


@framework.command(
    "compare",
    msg(
        "Put two results side by side: verdict, score and main figures of every account.\n\nAn "
        "account that only one of them holds has nothing on the other side."
    ),
    (
        Example(
            "auditor compare spring/result.json result.json",
            msg("The same firm in two months, or two firms:"),
        ),
    ),
)
@click.argument("first", type=click.Path(path_type=Path), metavar="RESULT.json")
@click.argument("second", type=click.Path(path_type=Path), metavar="RESULT.json")
@json_option
@click.pass_obj
def command(state: State, /, first: Path, second: Path, as_json: bool) -> int:
    """Read both results and print what stands where."""
    from auditor.app.compare import as_data, read_both

    del state
    both = read_both(first, second)
    if both[0].method.version != both[1].method.version:
        tell(
            _(
                "The two results were made by different versions of the method: their verdicts and "
                "scores do not compare."
            )
        )
    if as_json:
        show_json(as_data(both))
    else:
        _show(both)
    return Exit.DONE


def _show(both: tuple[Result, Result]) -> None:
    from auditor.app.compare import pairs

    rows = [row for ref, before, after in pairs(both) for row in _rows(both, ref, before, after)]
    headings = (
        _("account"),
        "",
        _("verdict"),
        _("score"),
        _("posts per week"),
        _("median"),
        _("comments answered"),
        _("invites"),
        _("followers"),
    )
    show(Table(headings, rows, right=frozenset(range(3, len(headings)))))
    for number, result in enumerate(both, start=1):
        echo(
            _("{n}: {client}, as of {day}").format(
                n=number, client=result.client.name, day=_day(result)
            )
        )


def _rows(
    both: tuple[Result, Result], ref: str, before: AccountResult | None, after: AccountResult | None
) -> list[Sequence[str]]:
    return [(ref, "1", *_words(both[0], before)), ("", "2", *_words(both[1], after))]


def _words(result: Result, account: AccountResult | None) -> tuple[str, ...]:
    from auditor.cli.ui.verdict_table import verdict_words
    from reports.language import NO_VALUE, Language
    from reports.sections.evidence import counted_words

    if account is None:
        return (_("not in this result"), *[NO_VALUE] * 6)
    speak = Language(language())

    def number(value: float | None, digits: int = 0) -> str:
        return NO_VALUE if value is None else speak.number(value, digits)

    def counted(name: str) -> str:
        words = counted_words(account.signals[name]) if name in account.signals else None
        return NO_VALUE if words is None else speak.text(words)

    weekly = account.signals["posts_per_week"].value
    return (
        verdict_words(result, account),
        number(account.score.value),
        number(weekly if isinstance(weekly, float) else None, 1),
        number(account.counts.interactions_median, 1),
        counted("reply_rate"),
        counted("invitation_share"),
        number(account.followers),
    )


def _day(result: Result) -> str:
    from datetime import timedelta

    from reports.language import Language

    speak = Language(language(), result.client.timezone)
    return speak.date(result.as_of - timedelta(milliseconds=1))
