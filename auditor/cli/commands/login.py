"""``auditor login``: let a person agree on the network's own page, and keep the token it gives."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import framework
from auditor.cli.exit import Exit, show_error, tell
from auditor.cli.framework import Example, State, option
from auditor.cli.ui import prompts
from auditor.cli.ui.i18n import _, say
from auditor.cli.ui.output import echo
from auditor.core.messages import msg

if TYPE_CHECKING:
    from connectors.auth.tokens import Token
    from connectors.platform import PlatformInfo

_HERE = "http://127.0.0.1:8321/auditor"
_PATIENCE = 300.0


@framework.command(
    "login",
    msg(
        "Let this program read in your name on a network: you agree on the network's own page, and "
        "the key it gives is kept beside the store, readable by you alone."
    ),
    (
        Example("auditor login linkedin", msg("Agree in the browser:")),
        Example(
            "auditor login linkedin --product community",
            msg("With an app that has another product of the network:"),
        ),
        Example("auditor login linkedin --forget", msg("Erase that key again:")),
        Example(
            "auditor login facebook --redirect https://www.example.com/auditor",
            msg("With the address to come back to that the app has registered:"),
        ),
    ),
)
@click.argument("network")
@option(
    "--redirect",
    metavar="URL",
    words=msg(
        "The address to come back to, as the app has registered it. One on this computer is waited "
        "at; of any other you paste the address of the page you were sent to."
    ),
)
@option(
    "--product",
    metavar="NAME",
    words=msg(
        "What the app may do, where a network has more than one: portability or community "
        "(LinkedIn)."
    ),
)
@option("--no-browser", is_flag=True, words=msg("Print the address instead of opening it."))
@option("--forget", is_flag=True, words=msg("Erase the key that an earlier login got."))
@click.pass_obj
def command(
    state: State,
    /,
    network: str,
    redirect: str | None,
    product: str | None,
    no_browser: bool,
    forget: bool,
) -> int:
    """Walk through one login."""
    from auditor.app.login import forget_token, network_with_login
    from connectors.errors import ConnectorError, CredentialError

    info = network_with_login(network)
    if forget:
        words = (
            _(
                "The key of {title} was erased here. What was agreed is taken back on the "
                "network's own page of apps."
            )
            if forget_token(state.workplace(), info)
            else _("There was no key of a login to {title}.")
        )
        tell(words.format(title=info.title))
        return Exit.DONE
    try:
        return _walk(state, info, redirect, product, no_browser)
    except ConnectorError as error:
        show_error(error, state)
        return Exit.NO_CREDENTIAL if isinstance(error, CredentialError) else Exit.SOME_FAILED


def _walk(
    state: State, info: PlatformInfo, redirect: str | None, product: str | None, no_browser: bool
) -> int:
    from auditor.app.login import begin_login, keep_token
    from connectors.auth.loopback import is_here

    work = state.workplace()
    flow, back = begin_login(work, info, redirect, _HERE, product)
    address = flow.address()
    if is_here(back):
        answer = _waited(state, address, back, no_browser)
    else:
        answer = _pasted(info, address, back, no_browser)
    token = flow.token(flow.code(answer))
    _tell_kept(info, token, keep_token(work, info, token))
    return Exit.DONE


def _show(address: str, no_browser: bool) -> None:
    if no_browser or not webbrowser.open(address):
        tell(_("Open this address in a browser:"))
        echo(address)
    else:
        tell(_("A page of the network was opened in the browser: agree there."))


def _waited(state: State, address: str, back: str, no_browser: bool) -> str:
    """The address that the browser came back to on this computer."""
    from connectors.auth.loopback import Listener
    from connectors.errors import CredentialError

    farewell = _("You can close this page and go back to the program.")
    with Listener(back, farewell, state.language or state.settings.language) as listener:
        _show(address, no_browser)
        answer = listener.wait(_PATIENCE)
    if answer is None:
        raise CredentialError(
            msg("The browser did not come back within five minutes."),
            msg(
                "Check that {address} is registered with the app as an address to come back to, "
                "and run auditor login again.",
                address=back,
            ),
        )
    return answer


def _pasted(info: PlatformInfo, address: str, back: str, no_browser: bool) -> str:
    """The address that the person copied from the browser."""
    _show(address, no_browser)
    prompts.explain(
        msg(
            "After you have agreed, {title} sends the browser to {address}, which may show an "
            "error: that does not matter. Copy the whole address of that page and paste it here.",
            title=info.title,
            address=back,
        )
    )
    return prompts.paste()


def _tell_kept(info: PlatformInfo, token: Token, file: Path) -> None:
    ends = (
        ""
        if token.expires_at is None
        else say(msg(" It holds until {date}.", date=token.expires_at.date()))
    )
    renewed = _(" It is renewed by itself.") if token.refresh else ""
    tell(
        _("{title} gave a key; it is kept in {file}.").format(title=info.title, file=file)
        + ends
        + renewed
    )
