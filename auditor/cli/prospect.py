"""A firm by the address of its own site: how somebody looks at a page that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.cli.base import State
from auditor.cli.ending import tell, tell_error
from auditor.cli.find import look, spec_of_site
from auditor.cli.selection import parse_refs
from auditor.cli.words import ngettext
from auditor.errors import AuditorError, UsageError
from auditor.messages import msg
from auditor.refs import parse_ref
from auditor.spec import AuditSpec


def sites_among(refs: Sequence[str]) -> list[str]:
    """The texts that are a web address of no network: a firm's own site, as it was pasted."""
    found = [text for text in refs if re.match(r"https?://", text.strip(), re.IGNORECASE)]
    return [text for text in found if parse_ref(text).platform == "site"]


def specs_of_sites(state: State, refs: Sequence[str], silent: bool) -> list[AuditSpec]:
    """An audit for each site, of the pages that it names. Other references join a single site.

    A site that cannot be read, or names nothing, is told and left out.

    Raises:
        UsageError: several sites and other references, which could belong to any of them.
    """
    sites = sites_among(refs)
    others = parse_refs([text for text in refs if text not in sites])
    if others and len(sites) > 1:
        raise UsageError(
            msg("Several sites and other addresses were given."),
            msg("Audit each site by itself, or write client files: auditor find SITE --out FILE"),
        )
    specs = [spec for site in sites if (spec := _spec(state, site, silent)) is not None]
    if not others:
        return specs
    if not specs:
        raise UsageError(msg("The site could not be read."), msg("Leave its address away."))
    client = specs[0].client
    more = tuple(ref for ref in others if ref not in client.accounts)
    return [replace(specs[0], subjects=(replace(client, accounts=(*client.accounts, *more)),))]


def _spec(state: State, site: str, silent: bool) -> AuditSpec | None:
    try:
        found = look(state, site).found
    except AuditorError as error:
        tell_error(error.message, error.advice)
        return None
    spec = spec_of_site(found, state.settings.timezone)
    if not spec.accounts:
        tell_error(msg("{host} names no page on a network.", host=found.host),
                   msg("Write the addresses of its pages yourself."))  # fmt: skip
        return None
    if not silent:
        words = ngettext(
            "{host} names {n} page: {pages}", "{host} names {n} pages: {pages}", len(spec.accounts)
        )
        pages = " ".join(map(str, spec.accounts))
        tell(words.format(host=found.host, n=len(spec.accounts), pages=pages))
    return spec
