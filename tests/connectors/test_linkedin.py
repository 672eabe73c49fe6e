"""LinkedIn by the Community Management API: own pages whole, others' by name and followers only."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import responses
from kept import frames
from responses.matchers import header_matcher

from auditor.core.model import AccountRef, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from connectors.collecting.collect import AccountReport, collect
from connectors.http.session import Session
from connectors.linkedin import parse
from connectors.linkedin.errors import KEY, VERSION
from connectors.registry import make_connector

OWN, OTHER = (
    AccountRef("linkedin", "company/esempiospa"),
    AccountRef("linkedin", "company/altrosrl"),
)
REST, TOKEN = "https://api.linkedin.com/rest", "AQXofanadministrator"
YEAR = Window(datetime(2025, 11, 20, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC))
Payload = Callable[[str], Any]
Read = Callable[..., AccountReport]
At = Callable[..., None]


@pytest.fixture
def read(store: Any, session: Session) -> Read:
    def once(ref: AccountRef = OWN, version: str | None = None) -> AccountReport:
        settings = Settings(
            credentials={KEY: TOKEN}, api_versions={"linkedin": version} if version else {}
        )
        make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
        return collect(store, make, [ref], YEAR, now=lambda: YEAR.end).accounts[0]

    return once


@pytest.fixture
def at(payload: Payload) -> At:
    """Mocks one path, asked with the headers of every call, and with ``start`` of its query."""

    def mock(start: str, name: str, status: int = 200, version: str = VERSION) -> None:
        match = [
            header_matcher(
                {
                    "Authorization": f"Bearer {TOKEN}",
                    "LinkedIn-Version": version,
                    "X-Restli-Protocol-Version": "2.0.0",
                }
            ),
            lambda request: (begins(request.url, start), f"not {start}"),
        ]
        url = re.compile(rf"{re.escape(REST)}/.*")
        responses.get(url, json=payload(f"linkedin/{name}"), status=status, match=match)

    return mock


def begins(url: str, start: str) -> bool:
    return url.removeprefix(f"{REST}/").startswith(start)


@pytest.fixture
def own(at: At) -> At:
    at(
        "organizationAcls?q=roleAssignee&state=APPROVED",
        "acls_of_an_administrator",
    )
    at("organizations?q=vanityName&vanityName=esempiospa", "organization_own")
    at(
        "networkSizes/urn%3Ali%3Aorganization%3A123?edgeType=COMPANY_FOLLOWED_BY_MEMBER",
        "followers",
    )
    at(
        "posts?q=author&author=urn%3Ali%3Aorganization%3A123&count=100&start=0&sortBy=CREATED",
        "posts_of_every_kind",
    )
    at("socialMetadata?ids=List(urn%3Ali%3Ashare%3A11,", "social_metadata")
    at(
        "organizationalEntityShareStatistics?shares=List(urn%3Ali%3Ashare%3A11,",
        "statistics_of_shares",
    )
    at(
        "organizationalEntityShareStatistics?ugcPosts=List(urn%3Ali%3AugcPost%3A14,",
        "statistics_of_ugc_posts",
    )
    at("socialActions/urn%3Ali%3Ashare%3A11/comments?start=0&count=100", "comments_with_an_answer")
    at("socialActions/urn%3Ali%3Ashare%3A17/comments?start=0", "posts_without_any")
    at(
        "socialActions/urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A911%2C1%29/comments",
        "answers_of_the_page",
    )
    return at


def calls() -> list[str]:
    return [str(call.request.url).removeprefix(f"{REST}/") for call in responses.calls]


def posted(store: Any) -> dict[str, Any]:
    posts = frames(store).posts
    return {row["platform_id"].rpartition(":")[2]: row for _, row in posts.iterrows()}


def stored_counts(store: Any, name: str) -> dict[str, float | None]:
    kept = frames(store)
    by_post = kept.snapshots.set_index(
        kept.snapshots["post_id"].map(kept.posts.set_index("id")["platform_id"])
    )[name]
    return {
        urn.rpartition(":")[2]: None if value != value else value for urn, value in by_post.items()
    }


@responses.activate
def test_an_own_page_is_read_whole(own: At, read: Read, store: Any) -> None:
    report = read()
    assert (report.status, report.error) == ("read", None)
    assert report.calls == len(calls()) == 10
    posts = posted(store)
    # a draft and what only advertisements show are no posts of the page
    assert {name: (row["kind"], row["format"]) for name, row in posts.items()} == {
        "11": ("post", "poll"),
        "12": ("repost", "quote"),
        "13": ("post", "quote"),
        "14": ("post", "video"),
        "15": ("post", "carousel"),
        "16": ("post", "link"),
        "17": ("post", "carousel"),
        "20": ("post", "text"),
    }
    assert posts["11"]["is_poll"]
    assert posts["16"]["links"] == ["https://esempio.example.com/ricetta"]
    assert posts["13"]["mentions"] == ["urn:li:organization:456"]
    profile = frames(store).profiles.iloc[0]
    assert (profile["followers"], profile["website"]) == (5708, "https://esempio.example.com")


def test_marks_of_names_tags_and_signs_are_no_words() -> None:
    written = r"Grazie a @[Altro S.r.l.](urn:li:organization:456) \(molte\) {hashtag|\#|pasta} 50\% \_ok\_"
    assert parse.without_marks(written) == r"Grazie a Altro S.r.l. (molte) #pasta 50\% _ok_"


@responses.activate
def test_what_the_statistics_leave_out_is_zero_only_where_all_else_is_zero_too(
    own: At, read: Read, store: Any
) -> None:
    read()
    assert stored_counts(store, "reactions") == {
        "11": 7,
        "12": 0,
        "13": 4,
        "14": 9,
        "15": 0,
        "16": 0,
        "17": 3,
        "20": 5,
    }
    shares, seen = stored_counts(store, "shares"), stored_counts(store, "impressions")
    assert (shares["11"], seen["11"], stored_counts(store, "reach")["11"]) == (1, 900, 610)
    assert (shares["14"], seen["14"]) == (2, 1200)  # asked by its own kind
    assert (shares["15"], shares["16"], seen["16"]) == (0, 0, 0)  # left out, and nothing happened
    assert (shares["20"], seen["20"]) == (None, None)  # left out, with five reactions
    comments = stored_counts(store, "comments")
    assert (comments["11"], comments["20"], comments["17"]) == (2, 0, None)  # closed, not silent


@responses.activate
def test_each_kind_of_post_is_asked_for_by_its_own_name(own: At, read: Read) -> None:
    read()
    requests_sent = [
        unquote(urlsplit(f"x:/{call}").query) for call in calls() if "ShareStatistics" in call
    ]
    assert [value.partition("=")[0] for value in requests_sent] == ["shares", "ugcPosts"]
    assert "ugcPost:" not in requests_sent[0]
    assert "share:" not in requests_sent[1]


def test_statistics_that_name_half_of_the_posts_leave_the_others_unknown() -> None:
    by_name = {"likeCount": 8, "commentCount": 1, "shareCount": 0}
    row = {"id": "urn:li:share:1", "publishedAt": 1772528400000, "commentary": "a"}
    result = parse.post(row, None, parse.Statistics(True, by_name))
    other = parse.post({**row, "id": "urn:li:ugcPost:2"}, None, parse.Statistics(True, None))
    assert result is not None
    assert (result.counts.reactions, result.counts.comments, result.counts.shares) == (8, 1, 0)
    assert other is not None
    assert (other.counts.reactions, other.counts.comments, other.counts.shares) == (None,) * 3
    assert other.missing["reactions"] is Reason.GAP


@responses.activate
def test_answers_are_asked_for_apart_and_the_pages_own_are_known(
    own: At, read: Read, store: Any
) -> None:
    read()
    comments = frames(store).comments.set_index("platform_id")
    first, second = (f"urn:li:comment:(urn:li:activity:911,{n})" for n in (1, 2))
    assert comments["is_account"].to_dict() == {first: False, second: True}
    assert comments["parent_id"][second] == first
    spec = AuditSpec((SubjectSpec("Esempio S.p.A.", "company", "client", (OWN,)),))
    (judged,) = as_result(run_audit(store, spec, YEAR.end, YEAR.end)).accounts
    assert judged.signals["reply_rate"].details == {"counted": 1.0, "of": 1.0}


@responses.activate
def test_what_only_administrators_see_is_asked_where_the_name_does_not_tell_it(
    at: At, read: Read, store: Any
) -> None:
    at("organizationAcls", "acls_of_an_administrator")
    at("organizations?q=vanityName", "posts_without_any")
    at("organizations/123", "organization_administered")
    at("organizationsLookup?ids=List(123)", "followers")
    at("networkSizes", "followers")
    report = read()
    assert report.reason is Reason.ACCOUNT_GONE


@responses.activate
def test_others_are_no_silence_and_nothing_is_covered(at: At, read: Read, store: Any) -> None:
    at("organizationAcls", "acls_of_an_administrator")
    at("organizations?q=vanityName&vanityName=altrosrl", "organization_as_strangers_see_it")
    at("networkSizes/urn%3Ali%3Aorganization%3A456", "followers")
    report = read(OTHER)
    assert report.calls == 3
    assert report.status == "failed"
    assert "administrators only" in str(report.error)
    run = frames(store).runs.iloc[0]
    assert (run["covered_start"], bool(run["complete"])) == (None, False)
    assert frames(store).profiles["followers"].tolist() == [5708]
    spec = AuditSpec((SubjectSpec("Altro S.r.l.", "company", "competitor", (OTHER,)),))
    (judged,) = as_result(run_audit(store, spec, YEAR.end, YEAR.end)).accounts
    assert judged.verdict.code == "insufficient_data"
    assert judged.missing["posts"] == "owner_only"
    assert judged.signals["profile_completeness"].value is None or judged.missing["profile"]


@responses.activate
def test_a_key_without_the_feeds_scope_counts_by_the_statistics(
    at: At, read: Read, store: Any
) -> None:
    at("organizationAcls", "acls_of_an_administrator")
    at("organizations?q=vanityName", "organization_own")
    at("networkSizes", "followers")
    at("posts", "posts_of_every_kind")
    at("socialMetadata", "error_no_permission", 403)
    at("organizationalEntityShareStatistics?shares", "statistics_of_shares")
    at("organizationalEntityShareStatistics?ugcPosts", "statistics_of_ugc_posts")
    at("socialActions", "error_no_permission", 403)
    read()
    reactions = stored_counts(store, "reactions")
    assert (reactions["11"], reactions["14"]) == (7, 9)
    assert (reactions["17"], reactions["20"]) == (None, None)  # negative, and left out


@responses.activate
def test_statistics_that_are_refused_leave_the_rest(at: At, read: Read, store: Any) -> None:
    at("organizationAcls", "acls_of_an_administrator")
    at("organizations?q=vanityName", "organization_own")
    at("networkSizes", "error_no_permission", 403)
    at("posts", "posts_of_every_kind")
    at("socialMetadata", "social_metadata")
    at("organizationalEntityShareStatistics", "error_no_permission", 403)
    at("socialActions", "posts_without_any")
    assert read().status == "read"
    missing = frames(store).missing.set_index("field")["reason"]
    assert (missing["followers"], missing["shares"], missing["views"]) == ("no_permission",) * 3
    assert stored_counts(store, "reactions")["14"] == 9


@responses.activate
def test_a_version_that_died_says_which_setting_to_change(at: At, read: Read) -> None:
    at("organizationAcls", "error_version", 426, version="202507")
    report = read(version="202507")
    assert "no longer serves" in str(report.error)
    assert "AUDITOR_LINKEDIN_API_VERSION" in str(report.advice)
    assert report.reason is Reason.RETIRED_BY_PLATFORM


@responses.activate
def test_an_expired_key_says_so(at: At, read: Read) -> None:
    at("organizationAcls", "error_expired", 401)
    report = read()
    assert "it has expired" in str(report.error)
    assert report.reason is Reason.NO_CREDENTIAL


@responses.activate
def test_a_day_that_is_used_up_is_not_asked_again(at: At, read: Read) -> None:
    at("organizationAcls", "acls_of_an_administrator")
    at("organizations?q=vanityName", "organization_own")
    at("networkSizes", "followers")
    at("posts", "error_day_limit", 429)
    report = read()
    assert "used up" in str(report.error)
    assert len([call for call in calls() if call.startswith("posts")]) == 1


def test_a_persons_profile_is_no_page(read: Read) -> None:
    report = read(AccountRef("linkedin", "in/mariarossi"))
    assert (report.calls, report.reason) == (0, Reason.OWNER_ONLY)
    assert "auditor import" in str(report.advice)
