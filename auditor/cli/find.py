"""``auditor find``: which pages a firm has on the networks, by what its own site says."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import base
from auditor.cli.base import Example, State, json_option, option
from auditor.cli.ending import Exit
from auditor.cli.output import echo, show_json
from auditor.cli.tables import Table, show
from auditor.cli.words import _, say
from auditor.errors import AuditorError, UsageError
from auditor.messages import Message, msg
from auditor.model import AccountRef
from auditor.refs import parse_ref

if TYPE_CHECKING:
    from auditor.spec import AuditSpec
    from connectors.finder import Found

_HOW: dict[str, Message] = {
    "link": msg("a link"), "sameAs": msg("declared (sameAs)"), "me": msg("declared (rel=me)"),
    "meta": msg("declared in the head"), "script": msg("only in a script: check"),
}  # fmt: skip
_BACK = {
    True: msg("yes"),
    False: msg("no: the page does not name the site"),
    None: msg("not known"),
}


@dataclass(frozen=True)
class Seen:
    """What was found, and of each account whether its page names the site."""

    found: Found
    back: dict[AccountRef, bool | None]


@base.command(
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
    seen = look(state, address)
    if out is not None:
        _write(seen.found, state, out)
    if as_json:
        show_json(_as_data(seen))
    else:
        _show(seen, out)
    return Exit.DONE


def site_of(address: str) -> str:
    """The address of a site as it is asked: over https, but for this machine.

    Raises:
        UsageError: it is the address of something else.
    """
    from connectors.secrecy import is_loopback

    text = address.removeprefix("site:")
    ref = parse_ref(text if "://" in text else f"https://{text}")
    if ref.platform != "site":
        raise UsageError(
            msg("'{text}' is a page on a network, not a firm's own site.", text=address),
            msg("Audit it as it is: auditor audit {ref}", ref=str(ref)),
        )
    host = ref.handle.partition("://")[2].partition("/")[0].partition(":")[0]
    if ref.handle.startswith("http://") and not is_loopback(host):
        return f"https://{ref.handle.removeprefix('http://')}"
    return ref.handle


def look(state: State, address: str) -> Seen:
    """Read a firm's site and the profiles of the open networks that it names."""
    from auditor.cli.logins import renewal
    from connectors.finder import LONGEST_PAGE, Finder
    from connectors.session import Session

    with closing(Session(attempts=2, longest_body=LONGEST_PAGE)) as session:
        found = Finder(session).find(site_of(address))
    renews = renewal(state.settings, state.place)
    with closing(Session(attempts=2, renewal=renews)) as session:
        back = {one.ref: _links_back(state, session, one.ref, found) for one in found.accounts}
    return Seen(found, back)


def _links_back(state: State, session: Any, ref: AccountRef, found: Found) -> bool | None:
    """Whether a page names the site; not known where it cannot be read now."""
    from connectors.registry import PLATFORMS, make_connector

    if ref.platform not in PLATFORMS:
        return None
    try:
        profile = make_connector(ref.platform, session, state.settings).resolve(ref).profile
    except AuditorError:
        return None
    if profile is None:
        return None
    told = f"{profile.website or ''} {profile.bio or ''}".lower()
    return found.host.removeprefix("www.").partition(":")[0] in told


def spec_of_site(found: Found, timezone: str) -> AuditSpec:
    """The audit of what a site names: the firm, its pages, its site."""
    from auditor.spec import AuditSpec, SubjectSpec

    refs = [one.ref for one in found.accounts]
    if found.feed is not None:
        refs.append(AccountRef("site", found.address.rstrip("/")))
    host = found.host.removeprefix("www.").partition(":")[0]
    subject = SubjectSpec(found.name or host, "company", "client", tuple(refs), (host,))
    return AuditSpec((subject,), timezone=timezone)


def _write(found: Found, state: State, out: Path) -> None:
    from auditor.cli.client_file import write_client_file

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
