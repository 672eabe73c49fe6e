"""``auditor forget``: erase accounts from the store."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from auditor.cli import framework
from auditor.cli.exit import Exit, tell, tell_error
from auditor.cli.framework import Example, State, json_option, option
from auditor.cli.ui.i18n import _, ngettext, say
from auditor.cli.ui.output import echo
from auditor.core.errors import UsageError
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.core.model import AccountRef
    from auditor.store.erasing import Erased

_CANNOT_REACH = msg(
    "Reports and results that were already written or handed out are not reached: delete those "
    "yourself."
)


@framework.command(
    "forget",
    msg(
        "Erase accounts from the store, with everything that was read of them.\n\nNothing of them "
        "is left in the file, in its log, or in the copies made before updates. Reports that were "
        "already written are not touched."
    ),
    (
        Example(
            "auditor forget facebook:esempio --yes",
            msg("One account, without the question that comes first:"),
        ),
    ),
)
@click.argument("refs", nargs=-1, required=True, metavar="REF...")
@option("--yes", "-y", is_flag=True, words=msg("Do not ask."))
@json_option
@click.pass_obj
def command(state: State, /, refs: tuple[str, ...], yes: bool, as_json: bool) -> int:
    """Ask, erase, say what was erased."""
    from auditor.app.forget import forget, held
    from auditor.app.support.selection import parse_refs

    accounts = parse_refs(refs)
    with state.open_store() as store:
        posts_of = held(store, accounts)
        if not yes and not _agreed(posts_of):
            tell(_("Nothing was erased."))
            return Exit.DONE
        forgotten = forget(store, accounts, posts_of)
    erased, finished = forgotten.erased, forgotten.finished
    if as_json:
        _show_json(erased)
    else:
        if finished:
            echo(_("What an earlier call had erased is now gone from the file too."))
        _show(erased)
    return _tell_left(erased)


def _tell_left(erased: Erased) -> Exit:
    """What could not be reached, each with what to do; the exit status for it."""
    for copy in erased.unread:
        tell_error(
            msg(
                "The older copy {file} cannot be read as a store and was left as it is.",
                file=copy.name,
            ),
            msg("Look at it and delete it: it may still hold what was erased."),
        )
    if erased.held:
        tell_error(
            msg("Another program reads the store: what was erased still lies in its file."),
            msg("Close that program, then give the same command again."),
        )
    return Exit.SOME_FAILED if erased.unread or erased.held else Exit.DONE


def _agreed(posts_of: dict[AccountRef, int]) -> bool:
    """Whether somebody who sits there says yes; nobody there means that --yes is wanted."""
    for ref, posts in posts_of.items():
        words = ngettext("{account}: {n} post", "{account}: {n} posts", posts)
        echo(words.format(account=ref, n=posts))
    if not sys.stdin.isatty():
        raise UsageError(msg("Nobody can be asked here."), msg("Add --yes to erase them."))
    return click.confirm(_("Erase them for good?"), default=False)


def _show(erased: Erased) -> None:
    for ref, posts in erased.posts.items():
        words = ngettext(
            "Erased: {account} with {n} post.", "Erased: {account} with {n} posts.", posts
        )
        echo(words.format(account=ref, n=posts))
    for copy in erased.copies:
        echo(_("Also from the older copy {file}.").format(file=copy.name))
    for copy in erased.others:
        words = _(
            "{file} looks like a copy of the store and was not touched: delete it if it is one."
        )
        echo(words.format(file=copy.name))
    echo(say(_CANNOT_REACH))


def _show_json(erased: Erased) -> None:
    from auditor.cli.ui.output import show_json

    show_json(
        {
            "erased": {str(ref): posts for ref, posts in erased.posts.items()},
            "copies": [copy.name for copy in erased.copies],
            "unread_copies": [copy.name for copy in erased.unread],
            "other_copies": [copy.name for copy in erased.others],
            "held": erased.held,
        }
    )
