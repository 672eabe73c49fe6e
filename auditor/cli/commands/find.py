"""``auditor find``: which pages a firm has on the networks, by what its own site says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.app.find import SiteLinks, look, spec_of_site
from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, json_option, option
from auditor.cli.ui.i18n import _, say
from auditor.cli.ui.output import echo, show_json
from auditor.cli.ui.tables import Table, show
from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg

if TYPE_CHECKING:
    from connectors.site.finder import SiteReport

_HOW: dict[str, Message] = {
    "link": msg("a link"),
    "sameAs": msg("declared (sameAs)"),
    "me": msg("declared (rel=me)"),
    "meta": msg("declared in the head"),
    "script": msg("only in a script: check"),
}
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
@option(
    "--out",
    metavar="FILE.toml",
    type=click.Path(path_type=Path),
    words=msg("Write a client file with what was found."),
)
@json_option
@click.pass_obj
def command(state: State, /, address: str, out: Path | None, as_json: bool) -> int:
    """Read the site, print what it names."""
    links = look(state.workplace(), address)
    if out is not None:
        _write(links.found, state, out)
    if as_json:
        show_json(_as_data(links))
    else:
        _show(links, out)
    return Exit.DONE


def _write(site: SiteReport, state: State, out: Path) -> None:
    from auditor.app.support.client_files import write_client_file

    if out.exists():
        raise UsageError(
            msg("{file} is there already.", file=str(out)), msg("Name another file with --out.")
        )
    spec = spec_of_site(site, state.settings.timezone)
    if not spec.accounts:
        raise UsageError(
            msg("{host} names no page on a network.", host=site.host),
            msg("Write its pages into a client file yourself."),
        )
    write_client_file(spec, out)


def _show(links: SiteLinks, out: Path | None) -> None:
    site = links.found
    echo(f"{site.name or site.host} ({site.address})")
    if site.accounts:
        rows = [
            (
                str(account.ref),
                say(_HOW[account.how]),
                str(len(account.pages)),
                say(_BACK[links.back[account.ref]]),
            )
            for account in site.accounts
        ]
        headings = (_("account"), _("how the site names it"), _("pages"), _("links back"))
        show(Table(headings, rows, right=frozenset({2})))
    else:
        echo(_("The site names no page on a network."))
    if site.feed is not None:
        echo(_("News feed: {feed}").format(feed=site.feed))
    for href, why in site.wrong:
        echo(_("Leads nowhere: {href} ({why})").format(href=href, why=say(why)))
    for url, why in site.unread:
        echo(_("Not read: {url} ({why})").format(url=url, why=say(why)))
    if out is not None:
        echo(_("Client file: {path}").format(path=out))
        echo(_("Next: {command}").format(command=f"auditor audit --client {out}"))
    elif site.accounts:
        echo(_("Next: {command}").format(command=f"auditor audit {site.address}"))


def _as_data(links: SiteLinks) -> dict[str, Any]:
    site = links.found
    return {
        "address": site.address,
        "name": site.name,
        "language": site.language,
        "feed": site.feed,
        "accounts": [
            {
                "ref": str(account.ref),
                "href": account.href,
                "how": account.how,
                "pages": account.pages,
                "links_back": links.back[account.ref],
            }
            for account in site.accounts
        ],
        "wrong": [{"href": href, "why": say(why)} for href, why in site.wrong],
        "variants": site.variants,
        "pages": site.pages,
        "unread": [{"url": url, "why": say(why)} for url, why in site.unread],
    }
