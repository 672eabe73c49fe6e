"""``auditor status``: what the store holds, how fresh it is, how large."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from auditor.app.status import status
from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, json_option
from auditor.cli.ui.i18n import _, language, ngettext
from auditor.cli.ui.output import echo, iso_time, show_json
from auditor.cli.ui.tables import Table, show
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.store.inventory import Holding

_UNITS = ("B", "KB", "MB", "GB", "TB")
_OLD = timedelta(days=30)


@framework.command(
    "status",
    msg("Say what the store holds: of which accounts, from where, how fresh, and how large it is."),
    (
        Example("auditor status", msg("Everything that is kept:")),
        Example("auditor status --json", msg("For another program:")),
    ),
)
@json_option
@click.pass_obj
def command(state: State, /, as_json: bool) -> int:
    """Read the store and print what is in it."""
    outcome = status(state.workplace())
    held, size, path = outcome.holdings, outcome.size, outcome.shown
    if as_json:
        show_json(
            {"store": path, "bytes": size, "accounts": [as_data(holding) for holding in held]}
        )
        return Exit.DONE
    if held:
        _show(held, datetime.now(UTC))
    else:
        echo(_("The store is empty. Begin with auditor collect or auditor import."))
    size_words = f" ({bytes_words(size)})" if size is not None else ""
    echo(_("Store: {place}").format(place=path) + size_words)
    return Exit.DONE


def bytes_words(size: int) -> str:
    """A size as people say it, in steps of 1,000."""
    from reports.language import Language

    number, unit = float(size), 0
    while number >= 1000 and unit < len(_UNITS) - 1:
        number, unit = number / 1000, unit + 1
    return f"{Language(language()).number(number, 1 if unit else 0)} {_UNITS[unit]}"


def as_data(holding: Holding) -> dict[str, Any]:
    """A holding for a program."""
    return {
        "ref": str(holding.ref),
        "name": holding.name,
        "own_posts": None if holding.read_at is None else holding.posts,
        "items": None if holding.read_at is None else holding.items,
        "comments": None if holding.read_at is None else holding.comments,
        "first": iso_time(holding.first),
        "last": iso_time(holding.last),
        "read_at": iso_time(holding.read_at),
        "tried_at": iso_time(holding.tried_at),
        "covered": None
        if holding.covered_start is None
        else [iso_time(holding.covered_start), iso_time(holding.covered_end)],
        "followers": holding.followers,
        "origins": list(holding.origins),
    }


def _show(held: Sequence[Holding], now: datetime) -> None:
    from reports.language import NO_VALUE, Language

    speak = Language(language())
    rows = [
        (
            str(holding.ref),
            NO_VALUE if holding.read_at is None else speak.number(holding.posts),
            NO_VALUE if holding.read_at is None else speak.number(holding.comments),
            NO_VALUE if holding.followers is None else speak.number(holding.followers),
            NO_VALUE if holding.last is None else speak.date(holding.last),
            _last_read(holding, now),
            NO_VALUE if holding.read_at is None else origin_words(holding.origins),
        )
        for holding in held
    ]
    headings = (
        _("account"),
        _("own posts"),
        _("comments"),
        _("followers"),
        _("newest post"),
        _("last read"),
        _("from"),
    )
    styles = {
        row: "yellow"
        for row, holding in enumerate(held)
        if holding.read_at is not None and now - holding.read_at > _OLD
    }
    show(Table(headings, rows, right=frozenset({1, 2, 3}), styles=styles))


def _last_read(holding: Holding, now: datetime) -> str:
    if holding.read_at is None and holding.tried_at is not None:
        return _("never (tried: {when})").format(when=age_words(holding.tried_at, now))
    return age_words(holding.read_at, now)


def age_words(moment: datetime | None, now: datetime) -> str:
    """How long ago something was read."""
    if moment is None:
        return _("never")
    days = (now - moment).days
    if days < 1:
        return _("today")
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)


def origin_words(origins: Sequence[str]) -> str:
    """Where something came from, in words."""
    words = {"api": _("the network"), "export": _("files"), "manual": _("typed in")}
    return ", ".join(words.get(origin, origin) for origin in origins)
