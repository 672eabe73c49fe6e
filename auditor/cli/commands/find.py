"""``auditor find``: which pages a firm has on the networks, by what its own site says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.app.find import Seen, look, spec_of_site
from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, json_option, option
from auditor.cli.ui.i18n import _, say
from auditor.cli.ui.output import echo, show_json
from auditor.cli.ui.tables import Table, show
from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg

if TYPE_CHECKING:
    from connectors.site.finder import Found

_HOW: dict[str, Message] = {
    "link": msg("a link"), "sameAs": msg("declared (sameAs)"), "me": msg("declared (rel=me)"),
    "meta": msg("declared in the head"), "script": msg("only in a script: check"),
}  # fmt: skip
_BACK = {
    True: msg("yes"),
    False: msg("no: the page does not name the site"),
    None: msg("not known"),
}


@framework.command(
    "find",
    msg(
        "Find the pages of a firm on the networks, by what its own site says: links, declarations, "
        "feeds, on the home page and on the contact and language pages that it names. Nothing "
        "outside the site is opened, but for the profiles of open networks, to see whether they "
        "link back."
    ),
    (
        Example("auditor find https://www.esempio.example.com", msg("What a firm has:")),
        Example(
            "auditor find https://www.esempio.example.com --out found.toml",
            msg("Write it down as a client file:"),
        ),
    ),
)
@click.argument("address", metavar="https://SITE")
@option("--out", metavar="FILE.toml", type=click.Path(path_type=Path),
        words=msg("Write a client file with what was found."))  # fmt: skip
@json_option
@click.pass_obj
def command(state: State, /, address: str, out: Path | None, as_json: bool) -> int:
    """Read the site, print what it names."""
    seen = look(state.workplace(), address)
    if out is not None:
        _write(seen.found, state, out)
    if as_json:
        show_json(_as_data(seen))
    else:
        _show(seen, out)
    return Exit.DONE


def _write(found: Found, state: State, out: Path) -> None:
    from auditor.app.support.client_files import write_client_file

    if out.exists():
        raise UsageError(msg("{file} is there already.", file=str(out)),
                         msg("Name another file with --out."))  # fmt: skip
    spec = spec_of_site(found, state.settings.timezone)
    if not spec.accounts:
        raise UsageError(msg("{host} names no page on a network.", host=found.host),
                         msg("Write its pages into a client file yourself."))  # fmt: skip
    write_client_file(spec, out)


def _show(seen: Seen, out: Path | None) -> None:
    found = seen.found
    echo(f"{found.name or found.host} ({found.address})")
    if found.accounts:
        rows = [
            (str(one.ref), say(_HOW[one.how]), str(len(one.pages)),
             say(_BACK[seen.back[one.ref]]))
            for one in found.accounts
        ]  # fmt: skip
        headings = (_("account"), _("how the site names it"), _("pages"), _("links back"))
        show(Table(headings, rows, right=frozenset({2})))
    else:
        echo(_("The site names no page on a network."))
    if found.feed is not None:
        echo(_("News feed: {feed}").format(feed=found.feed))
    for href, why in found.wrong:
        echo(_("Leads nowhere: {href} ({why})").format(href=href, why=say(why)))
    for url, why in found.unread:
        echo(_("Not read: {url} ({why})").format(url=url, why=say(why)))
    if out is not None:
        echo(_("Client file: {path}").format(path=out))
        echo(_("Next: {command}").format(command=f"auditor audit --client {out}"))
    elif found.accounts:
        echo(_("Next: {command}").format(command=f"auditor audit {found.address}"))


def _as_data(seen: Seen) -> dict[str, Any]:
    found = seen.found
    return {
        "address": found.address,
        "name": found.name,
        "language": found.language,
        "feed": found.feed,
        "accounts": [
            {"ref": str(one.ref), "href": one.href, "how": one.how, "pages": one.pages,
             "links_back": seen.back[one.ref]}
            for one in found.accounts
        ],
        "wrong": [{"href": href, "why": say(why)} for href, why in found.wrong],
        "variants": found.variants,
        "pages": found.pages,
        "unread": [{"url": url, "why": say(why)} for url, why in found.unread],
    }  # fmt: skip
