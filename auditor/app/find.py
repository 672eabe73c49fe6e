"""A firm by the address of its own site: how somebody looks at a page that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.app.support.selection import parse_refs
from auditor.app.workplace import Workplace
from auditor.core.errors import AuditorError, UsageError
from auditor.core.messages import msg, msgn
from auditor.core.model import AccountRef
from auditor.core.refs import parse_ref
from auditor.core.spec import AuditSpec, SubjectSpec

if TYPE_CHECKING:
    from connectors.http.session import Session
    from connectors.site.finder import SiteReport


def sites_among(refs: Sequence[str]) -> list[str]:
    """The texts that are a web address of no network: a firm's own site, as it was pasted."""
    addresses = [text for text in refs if re.match(r"https?://", text.strip(), re.IGNORECASE)]
    return [text for text in addresses if parse_ref(text).platform == "site"]


@dataclass(frozen=True)
class SiteLinks:
    """What was found, and of each account whether its page names the site."""

    found: SiteReport
    back: dict[AccountRef, bool | None]


def site_of(address: str) -> str:
    """The address of a site as it is asked: over https, but for this machine.

    Raises:
        UsageError: it is the address of something else.
    """
    from connectors.http.redaction import is_loopback

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


def look(work: Workplace, address: str) -> SiteLinks:
    """Read a firm's site and the profiles of the open networks that it names.

    Raises:
        UsageError: the address is that of something else.
        ConnectorError: the site cannot be read.
    """
    from connectors.http.session import Session
    from connectors.site.finder import LONGEST_PAGE, Finder

    with closing(Session(attempts=2, longest_body=LONGEST_PAGE)) as session:
        site = Finder(session).find(site_of(address))
    with closing(Session(attempts=2, renewal=work.renewal())) as session:
        back = {
            account.ref: _links_back(work, session, account.ref, site) for account in site.accounts
        }
    return SiteLinks(site, back)


def _links_back(
    work: Workplace, session: Session, ref: AccountRef, site: SiteReport
) -> bool | None:
    """Whether a page names the site; not known where it cannot be read now."""
    from connectors.registry import PLATFORMS, make_connector

    if ref.platform not in PLATFORMS:
        return None
    try:
        profile = make_connector(ref.platform, session, work.settings).resolve(ref).profile
    except AuditorError:
        return None
    if profile is None:
        return None
    words = f"{profile.website or ''} {profile.bio or ''}".lower()
    return site.host.removeprefix("www.").partition(":")[0] in words


def spec_of_site(site: SiteReport, timezone: str) -> AuditSpec:
    """The audit of what a site names: the firm, its pages, its site."""
    refs = [account.ref for account in site.accounts]
    if site.feed is not None:
        refs.append(AccountRef("site", site.address.rstrip("/")))
    host = site.host.removeprefix("www.").partition(":")[0]
    subject = SubjectSpec(site.name or host, "company", "client", tuple(refs), (host,))
    return AuditSpec((subject,), timezone=timezone)


def specs_of_sites(work: Workplace, refs: Sequence[str]) -> list[AuditSpec]:
    """An audit for each site, of the pages that it names. Other references join a single site.

    A site that cannot be read, or names nothing, is told and left out.

    Raises:
        UsageError: several sites and other references, which could belong to any of them.
    """
    sites = sites_among(refs)
    other_refs = parse_refs([text for text in refs if text not in sites])
    if other_refs and len(sites) > 1:
        raise UsageError(
            msg("Several sites and other addresses were given."),
            msg("Audit each site by itself, or write client files: auditor find SITE --out FILE"),
        )
    specs = [spec for site in sites if (spec := _spec(work, site)) is not None]
    if not other_refs:
        return specs
    if not specs:
        raise UsageError(msg("The site could not be read."), msg("Leave its address away."))
    client = specs[0].client
    new_refs = tuple(ref for ref in other_refs if ref not in client.accounts)
    return [replace(specs[0], subjects=(replace(client, accounts=(*client.accounts, *new_refs)),))]


def _spec(work: Workplace, site: str) -> AuditSpec | None:
    try:
        page = look(work, site).found
    except AuditorError as error:
        work.observer.refused(error)
        return None
    spec = spec_of_site(page, work.settings.timezone)
    if not spec.accounts:
        work.observer.refused(
            AuditorError(
                msg("{host} names no page on a network.", host=page.host),
                msg("Write the addresses of its pages yourself."),
            )
        )
        return None
    pages = " ".join(map(str, spec.accounts))
    work.observer.note(
        msgn(
            "{host} names {n} page: {pages}",
            "{host} names {n} pages: {pages}",
            len(spec.accounts),
            host=page.host,
            pages=pages,
        )
    )
    return spec
