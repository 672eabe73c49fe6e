"""``auditor platforms``: what each network offers of own and of others' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, json_option
from auditor.cli.ui.i18n import _, say
from auditor.cli.ui.output import echo, show_json
from auditor.cli.ui.tables import Table, show
from auditor.core.messages import Message, msg
from auditor.core.reasons import WORDS, Reason

if TYPE_CHECKING:
    from connectors.platform import PlatformInfo

FIELDS: dict[str, Message] = {
    "followers": msg("followers"),
    "posts": msg("posts"),
    "reactions": msg("reactions"),
    "comments": msg("comments"),
    "shares": msg("shares"),
    "views": msg("views"),
    "replies": msg("answers"),
    "profile": msg("profile"),
}


@framework.command(
    "platforms",
    msg(
        "Say what each network offers, of one's own pages and of others', what it costs and which "
        "key opens it; of the others, which file to import."
    ),
    (Example("auditor platforms", msg("Every network:")),),
)
@json_option
@click.pass_obj
def command(state: State, /, as_json: bool) -> int:
    """Print the connectors' own declarations."""
    from auditor.core.model import PLATFORMS as ALL
    from connectors.files.where_to_export import where_to_click
    from connectors.registry import PLATFORMS, connector_class

    credentials = state.settings.credentials
    infos = [connector_class(name).info for name in PLATFORMS]
    files = [name for name in ALL if name not in PLATFORMS]
    if as_json:
        show_json(
            {
                "networks": [_as_data(info, credentials) for info in infos],
                "files": {name: say(where_to_click(name)) for name in files},
            }
        )
        return Exit.DONE
    rows = [
        (
            info.title,
            _offers(info.others),
            _keys(info, credentials),
            say(info.cost),
            say(info.history),
        )
        for info in infos
    ]
    show(Table((_("network"), _("offers"), _("key"), _("cost"), _("how far back")), rows))
    echo()
    echo(_("By a file that the owner downloads:"))
    show(
        Table(
            (_("network"), _("where to click")),
            [(name, say(where_to_click(name))) for name in files],
        )
    )
    return Exit.DONE


def _offers(fields: Mapping[str, Reason | None]) -> str:
    return ", ".join(say(FIELDS[name]) for name, reason in fields.items() if reason is None)


def _keys(info: PlatformInfo, credentials: Mapping[str, str]) -> str:
    """Which keys there are, and whether they are set; never what they are."""
    keys = []
    for credential in info.credentials:
        state = (
            _("set")
            if credentials.get(credential.env)
            else _("needed")
            if credential.required
            else _("optional")
        )
        keys.append(f"{credential.env} ({state})")
    return ", ".join(keys) or _("none")


def _as_data(info: PlatformInfo, credentials: Mapping[str, str]) -> dict[str, Any]:
    def offered(fields: Mapping[str, Reason | None]) -> dict[str, str | None]:
        return {name: None if reason is None else str(reason) for name, reason in fields.items()}

    return {
        "platform": info.platform,
        "title": info.title,
        "own": offered(info.own),
        "others": offered(info.others),
        "why_not": {name: say(WORDS[reason]) for name, reason in info.others.items() if reason},
        "keys": [
            {
                "name": credential.env,
                "required": credential.required,
                "set": bool(credentials.get(credential.env)),
                "where": credential.where,
            }
            for credential in info.credentials
        ],
        "cost": say(info.cost),
        "history": say(info.history),
        "keep_days": info.keep_days,
        "docs": info.docs,
    }
