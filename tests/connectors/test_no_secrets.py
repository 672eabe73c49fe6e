"""No key is found anywhere afterwards: not in the store, the log, an error, the result, the page."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from loopback import AS_OF
from nets import NETS, Answer, Net, Query, graph, meta_error
from test_contract import run

from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from reports.html import render_html

CANARY = "CanaryCanaryCanary"
FAULTS: dict[str, Answer | None] = {
    "none": None,
    "no key": (401, {}, f'{{"error": "the key {CANARY} is not valid", "title": "{CANARY}"}}'),
    "meta": meta_error(190, 463, message=f"Error validating access token: {CANARY}"),
    "throttled": (429, {"Retry-After": "1"}, "{}"),
    "out of order": (503, {}, f"<html>{CANARY}</html>"),
    "elsewhere": (302, {"Location": f"https://other.example/?access_token={CANARY}"}, ""),
}


def with_canary(name: str) -> Net:
    net = NETS[name](page=3)
    net.keys = {env: f"{value[:4]}{CANARY}" for env, value in net.keys.items()}
    return net


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("kind", ["profile", "list", "comments"])
@pytest.mark.parametrize("name", [name for name in NETS if NETS[name]().keys])
def test_no_key_is_left_anywhere(
    name: str, kind: str, fault: str, store: Any, caplog: pytest.LogCaptureFixture
) -> None:
    net, answer = with_canary(name), FAULTS[fault]

    def change(asked: str, query: Query, number: int, normal: Answer) -> Answer | None:
        if asked == "own" and name == "facebook":
            return graph({"id": "7", "username": "prova", "access_token": f"EAAp{CANARY}"})
        return answer if asked == kind else None

    with caplog.at_level(logging.DEBUG):
        report = run(net, store, change)
    with store.connect() as connection:
        kept = "\n".join(connection.connection.iterdump())
    spec = AuditSpec((SubjectSpec("Prova", "company", "client", (net.ref,)),))
    result = as_result(run_audit(store, spec, AS_OF, AS_OF + timedelta(hours=1)))
    page = render_html(result, language="it")
    for position, text in {
        "the store": kept,
        "the log": caplog.text,
        "the error": f"{report.error} {report.advice}",
        "the result": result.model_dump_json(),
        "the page": page,
    }.items():
        assert CANARY not in text, f"a key in {position}"
