"""Instagram: own accounts with insights and comments, others' counts by Business Discovery."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
import responses
from kept import frames
from responses.matchers import header_matcher, query_param_matcher

from auditor.core.model import AccountRef, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from connectors.collecting.collect import AccountReport, collect
from connectors.http.session import Session
from connectors.meta import instagram as ig
from connectors.registry import make_connector

KEY, ME = "EAAofaperson", "17840000000000001"
ROOT = "https://graph.facebook.com/v27.0"
OWN, OTHER = AccountRef("instagram", "esempiospa"), AccountRef("instagram", "altrosrl")
YEAR = Window(datetime(2025, 11, 20, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC))
Payload = Callable[[str], Any]
Read = Callable[..., AccountReport]
At = Callable[..., None]


@pytest.fixture
def read(store: Any, session: Session) -> Read:
    def once(ref: AccountRef = OWN, key: str = KEY) -> AccountReport:
        settings = Settings(credentials={ig.KEY: key})
        make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
        return collect(store, make, [ref], YEAR, now=lambda: YEAR.end).accounts[0]

    return once


@pytest.fixture
def at(payload: Payload) -> At:
    """Mocks one path, asked with the given query and nothing else."""

    def mock(
        path: str, name: str, status: int = 200, key: str = KEY, root: str = ROOT, **query: str
    ) -> None:
        match = [header_matcher({"Authorization": f"Bearer {key}"}), query_param_matcher(query)]
        responses.get(
            f"{root}/{path}", json=payload(f"instagram/{name}"), status=status, match=match
        )

    return mock


METRICS = "views,reach,saved,shares"
MEDIA = {"fields": f"{ig._MEDIUM},view_count", "limit": "100"}


@pytest.fixture
def own(at: At) -> At:
    at(
        "me/accounts",
        "own_accounts",
        fields=ig._OWN_FIELDS,
        limit="100",
    )
    at(ME, "profile", fields=ig._PROFILE)
    at(f"{ME}/media", "media", **MEDIA)
    at("m1/comments", "comments", fields=ig._COMMENT, limit="50")
    at("c1/replies", "more_replies", fields=ig._ANSWER, limit="50", after="r-next")
    return at


@responses.activate
def test_the_own_profile_rides_along_with_the_list_of_pages(
    at: At, read: Read, payload: Payload, store: Any
) -> None:
    page = {"id": "100000000000001", "instagram_business_account": payload("instagram/profile")}
    responses.get(f"{ROOT}/me/accounts", json={"data": [page]})
    at(f"{ME}/media", "insights_empty", **MEDIA)
    assert read().calls == 2
    assert frames(store).profiles["followers"].tolist() == [26779]


def calls_of(part: str) -> list[dict[str, str]]:
    urls = [urlsplit(str(call.request.url)) for call in responses.calls]
    return [dict(parse_qsl(url.query)) for url in urls if url.path.endswith(part)]


def counts(store: Any) -> pd.DataFrame:
    kept = frames(store)
    return kept.snapshots.set_index(
        kept.snapshots["post_id"].map(kept.posts.set_index("id")["platform_id"])
    )


@responses.activate
def test_an_own_account_is_read_whole(own: At, read: Read, store: Any) -> None:
    for medium in ("m1", "m2", "m3", "m4"):
        own(f"{medium}/insights", "insights", metric=METRICS)
    report = read()
    assert (report.status, report.posts_read, report.error) == ("read", 4, None)
    assert frames(store).posts.set_index("platform_id")["format"].to_dict() == {
        "m1": "short_video",
        "m2": "carousel",
        "m3": "video",
        "m4": "image",
    }
    row = counts(store).loc["m1"]
    assert (row["reactions"], row["comments"], row["shares"]) == (120, 2, 3)
    assert (row["views"], row["reach"], row["saves"]) == (500, 310, 7)  # views are told twice
    profile = frames(store).profiles.iloc[0]
    assert (profile["followers"], profile["posts"], profile["website"]) == (
        26779,
        4,
        "https://esempio.example.com",
    )


@responses.activate
def test_answers_that_are_not_told_with_a_comment_are_asked(
    own: At, read: Read, store: Any
) -> None:
    for medium in ("m1", "m2", "m3", "m4"):
        own(f"{medium}/insights", "insights", metric=METRICS)
    assert read().comments_read == 3
    kept = frames(store).comments.set_index("platform_id")
    assert kept["is_account"].to_dict() == {"c1": False, "r1": True, "r2": False}
    assert kept["parent_id"]["r2"] == "c1"
    assert kept["author_key"]["c1"] == kept["author_key"]["r2"]
    with store.connect() as connection:
        text = "\n".join(connection.connection.iterdump())  # type: ignore[attr-defined]
    for private in ("un_cliente", "Dove si compra", KEY):
        assert private not in text


@responses.activate
def test_one_old_post_does_not_stop_the_others(own: At, read: Read, store: Any) -> None:
    old = "insights_posted_before_the_account_was_a_business"
    own("m1/insights", old, 400, metric=METRICS)
    own("m2/insights", "insights", metric=METRICS)
    own("m3/insights", "insights_too_few_viewers", 400, metric=METRICS)
    own("m4/insights", "insights_empty", metric=METRICS)
    assert read().status == "read"
    reach = counts(store)["reach"]
    assert reach["m2"] == 310
    assert reach[["m1", "m3", "m4"]].isna().all()
    assert bool(frames(store).runs["complete"][0])


@responses.activate
def test_a_metric_that_is_not_known_costs_no_other(
    own: At, read: Read, store: Any, payload: Payload
) -> None:
    def insights(request: Any) -> tuple[int, dict[str, str], str]:
        names = dict(parse_qsl(urlsplit(request.url).query))["metric"].split(",")
        if "saved" in names:
            return 400, {}, json.dumps(payload("facebook/error_unknown_metric"))
        rows = [value for value in payload("instagram/insights")["data"] if value["name"] in names]
        return 200, {}, json.dumps({"data": rows})

    for medium in ("m1", "m2", "m3", "m4"):
        responses.add_callback(responses.GET, f"{ROOT}/{medium}/insights", insights)
    assert read().status == "read"
    assert counts(store)["reach"].tolist() == [310] * 4
    # refused, one by one, then without it; each other kind of medium is refused once
    assert len(calls_of("/insights")) == 1 + 4 + 3 * 2


@responses.activate
def test_a_key_without_insights_reads_the_rest(
    own: At, read: Read, store: Any, payload: Payload
) -> None:
    for medium in ("m1", "m2", "m3", "m4"):
        own(f"{medium}/insights", "no_permission", 400, metric=METRICS)
    assert (read().status, len(calls_of("/insights"))) == (
        "read",
        3,
    )  # three alike are the account's
    missing = frames(store).missing.set_index("field")["reason"]
    assert (missing["views"], missing["shares"]) == ("no_permission", "no_permission")


def discovery(after: str | None = None, views: str = ",view_count") -> str:
    value = f".after({after})" if after else ""
    media = f"media{value}.limit(100){{{ig._MEDIUM}{views}}}"
    profile = "" if after else f"{ig._PROFILE},"
    return f"business_discovery.username(altrosrl){{{profile}{media}}}"


@pytest.fixture
def others(at: At) -> At:
    at(
        "me/accounts",
        "own_accounts",
        fields=ig._OWN_FIELDS,
        limit="100",
    )
    return at


@responses.activate
def test_others_are_read_by_business_discovery_with_the_profile_in_the_first_page(
    others: At, read: Read, store: Any
) -> None:
    others(ME, "discovery_with_hidden_likes", fields=discovery())
    report = read(OTHER)
    assert (report.status, report.posts_read, report.calls) == ("read", 4, 2)
    kept = frames(store)
    assert kept.profiles["followers"].tolist() == [26779]
    assert len(kept.comments) == 0
    reasons = kept.missing.set_index("field")["reason"].to_dict()
    assert (reasons["replies"], reasons["shares"]) == ("owner_only", "owner_only")


@responses.activate
def test_hidden_likes_are_unknown_whether_absent_or_minus_one(
    others: At, read: Read, store: Any
) -> None:
    others(ME, "discovery_with_hidden_likes", fields=discovery())
    read(OTHER)
    posts = counts(store)
    assert (posts["reactions"]["m1"], posts["reactions"]["m2"]) == (120, 12)
    assert pd.isna(posts["reactions"]["m3"])
    assert pd.isna(posts["reactions"]["m4"])
    assert posts["comments"]["m3"] == 4
    assert frames(store).missing.set_index("field")["reason"]["reactions"] == "hidden_by_account"
    spec = AuditSpec((SubjectSpec("Altro S.r.l.", "company", "client", (OTHER,)),))
    (judged,) = as_result(run_audit(store, spec, YEAR.end, YEAR.end)).accounts
    assert judged.counts.interactions_sum == 122 + 12
    assert (judged.signals["reply_rate"].value, judged.signals["reply_rate"].missing) == (
        None,
        "owner_only",
    )


@responses.activate
def test_the_next_page_is_asked_inside_the_fields(
    others: At, read: Read, store: Any, payload: Payload
) -> None:
    data = payload("instagram/discovery_with_hidden_likes")
    business_discovery = data["business_discovery"]
    rows = business_discovery["media"]["data"]
    first = {
        **data,
        "business_discovery": {
            **business_discovery,
            "media": {**business_discovery["media"], "data": rows[:2]},
        },
    }
    second = {"business_discovery": {"media": {"data": rows[2:]}}, "id": ME}
    for after, answer in ((None, first), ("QVFI1", second)):
        match = [query_param_matcher({"fields": discovery(after)})]
        responses.get(f"{ROOT}/{ME}", json=answer, match=match)
    assert (read(OTHER).posts_read, frames(store).runs["calls"][0]) == (4, 3)


@responses.activate
def test_views_that_are_not_known_of_others_are_left_out(
    others: At, read: Read, store: Any, payload: Payload
) -> None:
    match = [query_param_matcher({"fields": discovery()})]
    bad = payload("facebook/error_nonexisting_field")
    responses.get(f"{ROOT}/{ME}", json=bad, status=400, match=match)
    others(ME, "discovery_with_hidden_likes", fields=discovery(views=""))
    assert read(OTHER).posts_read == 4


@responses.activate
def test_a_name_that_is_not_shown_is_not_said_to_be_gone(
    others: At, read: Read, store: Any
) -> None:
    others(ME, "discovery_of_nobody_professional", 400, fields=discovery())
    report = read(OTHER)
    assert (report.status, report.reason) == ("failed", Reason.NOT_OFFERED)
    assert "does not say that there is none" in str(report.advice)


@responses.activate
def test_others_need_an_own_professional_account(at: At, read: Read) -> None:
    at("me/accounts", "no_own_accounts", fields=ig._OWN_FIELDS, limit="100")
    report = read(OTHER)
    assert (report.status, report.reason) == ("failed", Reason.NO_PERMISSION)


@responses.activate
def test_a_key_of_instagram_login_is_sent_to_its_own_host_only(
    at: At, read: Read, store: Any
) -> None:
    key, root = "IGAAofaperson", "https://graph.instagram.com/v27.0"
    at("me", "profile_of_its_own_login", key=key, root=root, fields=ig._ONLY_PROFILE)
    at(f"{ME}/media", "media", key=key, root=root, **MEDIA)
    at("m1/comments", "insights_empty", key=key, root=root, fields=ig._COMMENT, limit="50")
    for medium in ("m1", "m2", "m3", "m4"):
        at(f"{medium}/insights", "insights", key=key, root=root, metric=METRICS)
    assert read(key=key).status == "read"
    assert read(OTHER, key=key).reason is Reason.NO_PERMISSION
    hosts = {urlsplit(str(call.request.url)).netloc for call in responses.calls}
    assert hosts == {"graph.instagram.com"}
