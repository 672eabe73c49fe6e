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
from auditor.cli.ui.output import echo, iso, show_json
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
    found = status(state.workplace())
    held, size, place = found.holdings, found.size, found.shown
    if as_json:
        show_json({"store": place, "bytes": size, "accounts": [as_data(one) for one in held]})
        return Exit.DONE
    if held:
        _show(held, datetime.now(UTC))
    else:
        echo(_("The store is empty. Begin with auditor collect or auditor import."))
    told = f" ({bytes_words(size)})" if size is not None else ""
    echo(_("Store: {place}").format(place=place) + told)
    return Exit.DONE


def bytes_words(size: int) -> str:
    """A size as people say it, in steps of 1,000."""
    from reports.language import Language

    number, unit = float(size), 0
    while number >= 1000 and unit < len(_UNITS) - 1:
        number, unit = number / 1000, unit + 1
    return f"{Language(language()).number(number, 1 if unit else 0)} {_UNITS[unit]}"


def as_data(one: Holding) -> dict[str, Any]:
    """A holding for a program."""
    return {
        "ref": str(one.ref),
        "name": one.name,
        "own_posts": one.posts,
        "items": one.items,
        "comments": one.comments,
        "first": iso(one.first),
        "last": iso(one.last),
        "read_at": iso(one.read_at),
        "covered": None
        if one.covered_start is None
        else [iso(one.covered_start), iso(one.covered_end)],
        "followers": one.followers,
        "origins": list(one.origins),
    }


def _show(held: Sequence[Holding], now: datetime) -> None:
    from reports.language import NO_VALUE, Language

    speak = Language(language())
    rows = [
        (
            str(one.ref), speak.number(one.posts), speak.number(one.comments),
            NO_VALUE if one.followers is None else speak.number(one.followers),
            NO_VALUE if one.last is None else speak.date(one.last),
            age_words(one.read_at, now), origin_words(one.origins),
        )
        for one in held
    ]  # fmt: skip
    headings = (
        _("account"), _("own posts"), _("comments"), _("followers"), _("newest post"),
        _("last read"), _("from"),
    )  # fmt: skip
    styles = {
        row: "yellow"
        for row, one in enumerate(held)
        if one.read_at is not None and now - one.read_at > _OLD
    }
    show(Table(headings, rows, right=frozenset({1, 2, 3}), styles=styles))


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
    known = {"api": _("the network"), "export": _("files"), "manual": _("typed in")}
    return ", ".join(known.get(one, one) for one in origins)
