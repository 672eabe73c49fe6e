"""One account of a network read from answers that are made on the spot, and may be changed."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import responses
from loopback import AS_OF
from nets import Answer, Net, Query

from auditor.core.model import Window
from auditor.core.settings import Settings
from connectors.collecting.collect import AccountReport, collect
from connectors.http.session import Session
from connectors.registry import make_connector
from tests.passing_clock import PassingClock

Change = Callable[[str, Query, int, Answer], Answer | None]


def run(
    net: Net,
    store: Any,
    change: Change | None = None,
    at: datetime = AS_OF,
    calls: list[str] | None = None,
) -> AccountReport:
    """Collects the account once; ``change`` replaces answers by their kind, query and number."""
    seen: dict[str, int] = {}

    def reply(request: Any) -> Answer:
        parts = urlsplit(request.url)
        kind, query = net.kind(parts.path), dict(parse_qsl(parts.query))
        query["_path"] = parts.path
        if request.body:
            query |= {name: str(value) for name, value in json.loads(request.body).items()}
        seen[kind] = seen.get(kind, 0) + 1
        if calls is not None:
            calls.append(kind)
        try:
            normal = net.answer(kind, query)
        except (KeyError, ValueError):  # a position or an id that only a test's own answers know
            normal = (500, {}, "{}")
        return (change(kind, query, seen[kind], normal) if change else None) or normal

    clock = PassingClock()
    session = Session(attempts=3, clock=clock, sleep=clock.sleep)
    settings = Settings(credentials=net.keys)
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        for method in (responses.GET, responses.POST):
            mock.add_callback(method, re.compile(r"https://.*"), callback=reply)
        report = collect(
            store,
            lambda name: make_connector(name, session, settings),
            [net.ref],
            Window(at - timedelta(days=365), at),
            now=lambda: at,
        )
    session.close()
    if isinstance(report.accounts[0].cause, AssertionError | IndexError | KeyError | NameError):
        raise report.accounts[0].cause  # a mistake in a test's own answer
    return report.accounts[0]


def only(kind: str, number: int, answer: Answer) -> Change:
    return lambda k, query, n, normal: answer if (k, n) == (kind, number) else None


def always(kind: str, answer: Answer) -> Change:
    return lambda k, query, n, normal: answer if k == kind else None


def entries_changed(
    net: Net, alter: Callable[[list[Any]], None], kind: str | None = None
) -> Change:
    """Every answer that holds posts, with its entries altered in their place."""

    def change(asked: str, query: Query, number: int, normal: Answer) -> Answer | None:
        if asked != (kind or net.kind_of_times):
            return None
        status, headers, body = normal
        data = json.loads(body)
        if isinstance(data, dict) and net.rows_at not in data:
            return None
        alter(net.rows(data))
        return status, headers, json.dumps(data)

    return change


def put(row: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Sets what stands at a path of keys; the path may be new."""
    *steps, last = path
    for step in steps:
        row = row.setdefault(step, {})
    row[last] = value


def get(row: dict[str, Any], path: Sequence[str]) -> Any:
    value: Any = row
    for step in path:
        value = value[step]
    return copy.deepcopy(value)
