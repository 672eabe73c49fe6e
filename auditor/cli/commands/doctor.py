"""``auditor doctor``: which networks can be read now, and what to do about the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, json_option
from auditor.cli.ui.i18n import _, say
from auditor.cli.ui.output import echo, show_json
from auditor.cli.ui.tables import Table, show
from auditor.core.errors import AuditorError, UsageError
from auditor.core.messages import Message, msg, msgn

if TYPE_CHECKING:
    from auditor.store import Store
    from connectors.base import Check

_STATES: dict[str, Message] = {
    "ok": msg("in order"),
    "warning": msg("look at it"),
    "failed": msg("does not work"),
    "skipped": msg("not set up"),
}
_STYLES = {"ok": "green", "warning": "yellow", "failed": "red", "skipped": "dim"}


@dataclass(frozen=True)
class Finding:
    """One check of one network, in words; of a key also what it opens and when it expires."""

    network: str
    name: str
    status: str
    detail: str | None
    advice: str | None
    opens: str | None = None
    expires: str | None = None
    tried: bool = False


@framework.command(
    "doctor",
    msg("Try every network with one cheap call: which keys work, and what to do where they fail."),
    (
        Example("auditor doctor", msg("Every network:")),
        Example("auditor doctor youtube", msg("One network:")),
    ),
)
@click.argument("networks", nargs=-1, metavar="[NETWORK]...")
@json_option
@click.pass_obj
def command(state: State, /, networks: tuple[str, ...], as_json: bool) -> int:
    """Ask each connector for its checks."""
    from auditor.app.doctor import check_networks, named_networks

    names = named_networks(networks)
    with ExitStack() as stack:
        opened, store = _store(state, stack)
        checked = check_networks(state.workplace(), names, store)
    findings = [opened, *_of_key_files(state)]
    findings += [_finding(name, check) for name, checks in checked.items() for check in checks]
    findings += [] if networks else _of_delivery(state)
    if as_json:
        show_json([vars(finding) for finding in findings])
    else:
        _show(findings)
        _show_ways(networks, checked)
    failed = any(finding.status == "failed" for finding in findings)
    return Exit.SOME_FAILED if failed else Exit.DONE


def _finding(network: str, check: Check) -> Finding:
    from auditor.app.doctor import has_worked
    from connectors.registry import connector_class

    info = connector_class(network).info
    keys = {credential.env: credential for credential in info.credentials}
    key = keys.get(str(check.name.params.get("env")))
    lifetime = key.lifetime if key is not None and check.status in ("ok", "warning") else None
    return Finding(
        network,
        say(check.name),
        check.status,
        say(check.detail) if check.detail else None,
        _advice(check, network, info.login is not None),
        say(key.purpose) if key is not None else None,
        say(msg("The key {lifetime}.", lifetime=lifetime)) if lifetime is not None else None,
        has_worked(check),
    )


def _advice(check: Check, network: str, login: bool) -> str | None:
    """What to do; for a key that is not set, the login too where there is one."""
    if check.advice is None:
        return None
    text = say(check.advice)
    if check.status == "skipped" and login:
        text += " " + _("Or let the program get it: auditor login {name}.").format(name=network)
    return text


def _of_key_files(state: State) -> list[Finding]:
    """What is to be said of the files that hold keys."""
    from auditor.cli.key_files import exposed

    return [
        Finding("keys", _("safe"), "warning", say(warning), say(advice))
        for warning, advice in exposed(state.place)
    ]


def _of_delivery(state: State) -> list[Finding]:
    """Whether ``auditor weekly --notify`` could send what came of it; nothing is sent."""
    from auditor.app.support.delivery import delivery_of, try_server

    values = state.settings.delivery
    if not values:
        return []
    try:
        delivery = delivery_of(values)
    except UsageError as error:
        advice = say(error.advice) if error.advice else None
        return [Finding("notify", _("settings"), "failed", say(error.message), advice)]
    findings = []
    if delivery.server is not None:
        problem = try_server(delivery.server)
        status, words = (
            ("ok", delivery.server.host) if problem is None else ("failed", say(problem))
        )
        findings.append(
            Finding("notify", _("mail server"), status, words, None, tried=problem is None)
        )
    if delivery.services:
        detail = msgn(
            "{n} address; nobody has tried it: a message would be sent.",
            "{n} addresses; nobody has tried them: a message would be sent.",
            len(delivery.services),
        )
        findings.append(Finding("notify", _("services"), "ok", say(detail), None))
    return findings


def _store(state: State, stack: ExitStack) -> tuple[Finding, Store | None]:
    """Whether the store opens; open until the stack is left."""
    try:
        store = stack.enter_context(state.open_store())
    except AuditorError as error:
        advice = say(error.advice) if error.advice else None
        return Finding("store", _("opens"), "failed", say(error.message), advice), None
    return Finding("store", _("opens"), "ok", store.shown, None, tried=True), store


def _show(findings: Sequence[Finding]) -> None:
    rows = []
    for finding in findings:
        parts = (finding.detail, finding.advice, finding.opens, finding.expires)
        words = " ".join(text for text in parts if text)
        state = msg("works") if finding.tried else _STATES[finding.status]
        rows.append((finding.network, finding.name, say(state), words))
    styles = {row: _STYLES[finding.status] for row, finding in enumerate(findings)}
    show(Table((_("network"), _("check"), _("outcome"), _("what to know")), rows, styles=styles))


def _show_ways(names: Sequence[str], checked: Mapping[str, Sequence[Check]]) -> None:
    """Of networks that were named, the key step by step; of all, the easiest way to each."""
    if names:
        for name in dict.fromkeys(names):
            _show_steps(name, checked[name])
        return
    echo()
    from auditor.app.doctor import easiest

    echo(_("The easiest way to each network:"))
    for name, checks in checked.items():
        echo(f"  {name}: {say(easiest(name, checks))}")


def _show_steps(name: str, checks: Sequence[Check]) -> None:
    from connectors.key_steps import next_step, steps_of

    steps, following = steps_of(name), next_step(name, checks)
    echo()
    echo(_("{network}, step by step:").format(network=name))
    for number, step in enumerate(steps):
        mark = "→" if number == following else " "
        echo(f"{mark} {number + 1}. {say(step.words)}")
    reached = len(steps) if following is None else following
    echo(_("Reached: {n} of {all}.").format(n=reached, all=len(steps)))
