"""The steps of docs/architecture.md, followed to the letter: the module there reads an account."""

from __future__ import annotations

import re
import sys
import types
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import responses
from kept import frames
from responses.matchers import query_param_matcher

from auditor.core.model import AccountRef, Window
from auditor.core.settings import Settings
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from connectors import registry
from connectors.collecting.collect import collect
from connectors.http.session import Session
from connectors.registry import make_connector

TEXT = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
SECTION = TEXT.partition("## How to add a network")[2].partition("\n## ")[0]
REF = AccountRef("threads", "esempio")
API = "https://api.example.com"


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    """Step 1, the module as it is printed; step 2, the line as it is printed."""
    (code,) = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
    (line,) = re.findall(r'`"(\w+)": "([\w.:]+)"`', SECTION)
    module = types.ModuleType(line[1].partition(":")[0])
    exec(compile(code, "docs/architecture.md", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(registry.PLATFORMS, *line)


def page(*rows: tuple[int, str, int | None], following: str | None = None) -> dict[str, Any]:
    items = [
        {"id": n, "at": at, "text": f"Post {n}", **({} if likes is None else {"likes": likes})}
        for n, at, likes in rows
    ]
    return {"items": items, "next": following}


@responses.activate
def test_the_connector_of_the_docs_reads_two_pages_and_is_audited(
    added: None, store: Any, session: Session, year: Window, clock: Any
) -> None:
    responses.get(f"{API}/users/esempio", json={"id": 7, "name": "Esempio", "followers": 900})
    first = page((1, "2026-11-03T09:00:00+00:00", 4), following="p2")
    second = page((2, "2026-10-03T09:00:00+00:00", None))
    responses.get(f"{API}/posts", json=first, match=[query_param_matcher({"user": "7"})])
    responses.get(
        f"{API}/posts", json=second, match=[query_param_matcher({"user": "7", "after": "p2"})]
    )
    make = lambda platform: make_connector(platform, session, Settings())  # noqa: E731
    report = collect(store, make, [REF], history=year, now=clock)
    assert (report.accounts[0].status, report.accounts[0].posts_read) == ("read", 2)
    likes = dict(frames(store).posts[["platform_id", "reactions"]].values)
    assert likes["1"] == 4
    assert likes["2"] is None or likes["2"] != likes["2"]
    spec = AuditSpec((SubjectSpec("Esempio", "company", "client", (REF,)),))
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert as_result(run_audit(store, spec, now, now)).accounts[0].counts.own_posts == 2


@responses.activate
def test_its_errors_are_judged_by_its_own_rules(
    added: None, store: Any, session: Session, year: Window, clock: Any
) -> None:
    responses.get(f"{API}/users/esempio", status=404)
    make = lambda platform: make_connector(platform, session, Settings())  # noqa: E731
    (account,) = collect(store, make, [REF], history=year, now=clock).accounts
    assert (account.status, str(account.reason)) == ("failed", "account_gone")


def test_the_files_that_the_steps_name_are_there() -> None:
    root = Path(__file__).parents[2]
    for name in re.findall(r"`((?:auditor|connectors|tests|docs)/[\w/.]+)`", SECTION):
        assert (root / name).exists(), name
    for name in re.findall(r"python -m ([\w.]+)", SECTION):
        assert (root / f"{name.replace('.', '/')}.py").exists(), name
