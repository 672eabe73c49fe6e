"""A server that answers no stranger: its accounts' feeds tell when they publish, and no counts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import responses
from kept import frames
from loopback import AS_OF

from auditor.core.model import Account, AccountRef, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from connectors.base import AskedPost
from connectors.collecting.collect import CollectReport, collect
from connectors.errors import CredentialError
from connectors.http.session import Session
from connectors.mastodon.connector import CUT, TOKEN, Mastodon
from connectors.registry import make_connector

SERVER = "https://chiuso.example"
LOOKUP = f"{SERVER}/api/v1/accounts/lookup"
REF = AccountRef("mastodon", "esempio@chiuso.example")
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Esempio</title>
<item><guid>https://chiuso.example/@esempio/112</guid><link>https://chiuso.example/@esempio/112</link>
<pubDate>Tue, 03 Nov 2026 08:00:00 +0000</pubDate>
<description>&lt;p&gt;Che ne dite? &lt;a href="https://esempio.example.com/x"&gt;qui&lt;/a&gt;&lt;/p&gt;</description></item>
<item><guid>https://chiuso.example/@esempio/111</guid><link>https://chiuso.example/@esempio/111</link>
<pubDate>Mon, 01 Jun 2026 08:00:00 +0000</pubDate><description>&lt;p&gt;Prima&lt;/p&gt;</description></item>
</channel></rss>"""


def closed(*feeds: tuple[str, dict[str, Any]]) -> None:
    responses.get(LOOKUP, status=401, json={"error": "This API requires an authenticated user"})
    for position in ("@esempio.rss", "@esempio/feed.rss", "users/esempio.atom"):
        answer = dict(feeds).get(position, {"status": 404})
        responses.get(f"{SERVER}/{position}", **answer)


@pytest.fixture
def report(store: Any, session: Session, year: Window, clock: Any) -> Any:
    def run() -> CollectReport:
        make = lambda platform: make_connector(platform, session, Settings())  # noqa: E731
        return collect(store, make, [REF], history=year, now=clock)

    return run


@pytest.mark.parametrize("place", ["@esempio.rss", "@esempio/feed.rss", "users/esempio.atom"])
@responses.activate
def test_the_feed_gives_dates_and_words_and_says_what_a_token_would_open(
    report: Any, store: Any, place: str
) -> None:
    closed((place, {"body": RSS}))
    (account,) = report().accounts
    assert (account.status, account.posts_read) == ("partly", 2)
    assert TOKEN in str(account.advice)
    read = frames(store)
    assert sorted(read.posts["platform_id"]) == ["111", "112"]
    assert read.posts["reactions"].isna().all()
    assert read.profiles["followers"].isna().all()
    missing = dict(read.missing[["field", "reason"]].values)
    assert {missing[name] for name in ("reactions", "replies", "followers")} == {
        Reason.NO_CREDENTIAL
    }
    (run,) = read.runs.to_dict("records")
    assert run["covered_start"] == datetime(2026, 6, 1, 8, tzinfo=UTC)
    assert (run["covered_end"], bool(run["comments_read"])) == (AS_OF, False)


@responses.activate
def test_the_audit_says_that_only_the_feed_was_read(report: Any, store: Any) -> None:
    closed(("@esempio.rss", {"body": RSS}))
    report()
    subject = SubjectSpec("Esempio", "company", "client", (REF,), (), ())
    result = as_result(run_audit(store, AuditSpec((subject,)), AS_OF, AS_OF))
    assert "feed_only" in {note.code for note in result.data_quality}
    assert result.accounts[0].signals["reply_rate"].value is None
    assert result.accounts[0].signals["posts_per_week"].value is not None


@responses.activate
def test_without_a_feed_the_token_is_asked_for(session: Session) -> None:
    closed()
    with pytest.raises(CredentialError, match="only with a valid token"):
        Mastodon(session, {}).resolve(REF)


@pytest.mark.parametrize(("answers", "token", "cut"), [(59, "", 0), (60, "", 1), (60, "t0ken", 0)])
@responses.activate
def test_a_conversation_at_the_limit_for_strangers_is_noted(
    session: Session, year: Window, answers: int, token: str, cut: int
) -> None:
    rows = [
        {
            "id": str(n),
            "created_at": "2026-11-10T08:00:00.000Z",
            "content": "Bello",
            "in_reply_to_id": "8",
            "account": {"id": str(900 + n)},
            "visibility": "public",
        }
        for n in range(answers)
    ]
    responses.get(f"{SERVER}/api/v1/statuses/8/context", json={"descendants": rows})
    keys = {TOKEN: f"chiuso.example={token}"} if token else {}
    post = AskedPost("8", datetime(2026, 11, 9, tzinfo=UTC), 200)
    page = Mastodon(session, keys).comments(Account(REF, "1"), [post], year)
    assert len(page.comments) == answers
    assert page.notes.get(CUT, 0) == cut
