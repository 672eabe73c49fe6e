"""Google Business Profile: reviews with answers under no post, posts, and a profile for a place."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import responses
from answering import always, only, run
from kept import frames
from loopback import AS_OF
from nets import Answer, Google, Query, google_error, iso

from auditor.core.model import Access, AccountRef, Format, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from auditor.store import Store
from connectors.auth.oauth import Flow
from connectors.base import KnownAccount
from connectors.collecting.collect import collect
from connectors.google.connector import GoogleProfile
from connectors.google.errors import KEY, SCOPE
from connectors.google.parse import comments, goes_by, items
from connectors.http.session import Session
from connectors.registry import make_connector

ANYWHERE = re.compile("https://.*")
SECRET = "ya29.canary-canary"
NAME, WORDS = "Mario CanaryRossi", "CANARY il brodo era freddo"
LOCATION: dict[str, Any] = {
    "name": "locations/7",
    "title": "Trattoria Esempio",
    "phoneNumbers": {"primaryPhone": "+39 02 0000000"},
    "categories": {"primaryCategory": {"name": "categories/gcid:x", "displayName": "Trattoria"}},
    "storefrontAddress": {"regionCode": "IT", "locality": "Milano"},
    "websiteUri": "https://www.esempio.example/",
    "regularHours": {"periods": [{"openDay": "MONDAY", "closeDay": "MONDAY"}]},
    "profile": {"description": "Cucina di casa dal 1950, a due passi dalla stazione."},
    "metadata": {"placeId": "ChIJesempio", "mapsUri": "https://maps.google.com/?cid=7"},
}


def review(number: int, days: float, answer: float | None = None, **more: Any) -> dict[str, Any]:
    """A review so many days old, and its answer."""
    row: dict[str, Any] = {
        "name": f"accounts/1/locations/7/reviews/r{number}",
        "reviewId": f"r{number}",
        "reviewer": {"displayName": NAME, "profilePhotoUrl": "https://p.example/CANARY.jpg"},
        "starRating": "FOUR",
        "comment": f"{WORDS} {number}",
        "createTime": iso(days),
        "updateTime": iso(days),
        **more,
    }
    if answer is not None:
        row["reviewReply"] = {"comment": "Grazie CANARY", "updateTime": iso(answer)}
    return row


def net(*rows: dict[str, Any], **more: Any) -> Google:
    made = Google("google", AccountRef("google", "7"), {KEY: SECRET}, **more)
    made.reviews = rows
    return made


def told(kind: str, data: dict[str, Any]) -> Any:
    return always(kind, (200, {}, json.dumps(data)))


def audited(store: Any) -> Any:
    spec = AuditSpec((SubjectSpec("Esempio", "company", "client", (AccountRef("google", "7"),)),))
    return as_result(run_audit(store, spec, AS_OF, AS_OF)).accounts[0]


# What is read --------------------------------------------------------------------------------------


def test_reviews_are_comments_by_others_and_answers_the_accounts(store: Any) -> None:
    report = run(net(review(1, 5, 4), review(2, 9), review(3, 30, 10), review(4, 60)), store)
    kept = frames(store).comments
    assert (report.status, report.comments_read) == ("read", 6)
    assert kept["post_id"].isna().all()
    assert kept["is_account"].sum() == 2
    account = audited(store)
    rate, wait = account.signals["reply_rate"], account.signals["reply_time"]
    assert (rate.value, rate.n) == (0.5, 4)
    assert (wait.value, wait.missing) == (None, Reason.TOO_FEW)
    assert sorted(reply.hours or 0 for reply in account.series.replies) == [0, 0, 24, 480]


def test_reviews_count_for_no_rhythm_and_give_no_verdict(store: Any) -> None:
    run(net(*(review(n, n) for n in range(1, 60)), days=()), store)
    account = audited(store)
    assert account.counts.own_posts == 0
    assert account.signals["posts_per_week"].value == 0
    assert (account.verdict.code, account.verdict.missing) == (None, Reason.NOT_APPLICABLE)
    assert account.signals["returning_commenters"].missing is Reason.NOT_APPLICABLE
    assert account.signals["reply_rate"].value == 0


def test_only_reviews_of_the_last_thirteen_weeks_are_counted(store: Any) -> None:
    run(net(review(1, 5, 4), review(2, 90), review(3, 92, 91), review(4, 400, 399)), store)
    rate = audited(store).signals["reply_rate"]
    assert (rate.value, rate.n) == (0.5, 2)


def test_the_number_of_reviews_and_their_stars_are_told(store: Any) -> None:
    run(net(review(1, 5), review(2, 9)), store)
    reviews = audited(store).reviews
    assert reviews is not None
    assert (reviews.rating, reviews.count) == (4.5, 2)


def test_a_profile_without_reviews_is_no_unread_one(store: Any) -> None:
    run(net(), store)
    account = audited(store)
    assert account.reviews is None  # Google leaves the number out where there is none
    assert account.signals["reply_rate"].missing is Reason.NOTHING_TO_MEASURE


def test_nothing_of_who_wrote_a_review_is_kept(store: Any, tmp_path: Path) -> None:
    run(net(*(review(n, n, n / 2) for n in range(1, 9))), store)
    data = audited(store).model_dump_json()
    (path,) = [Path(row[2]) for row in _databases(store)]
    stored = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    for word in ("Canary", "CANARY", "brodo", "Grazie", "photo"):
        assert word not in data
        assert word.encode() not in stored, word


def _databases(store: Any) -> list[Any]:
    with store.connect() as connection:
        return list(connection.exec_driver_sql("PRAGMA database_list").all())


@pytest.mark.parametrize(
    ("reply", "more", "answers"),
    [
        ({"reviewReplyState": "REJECTED"}, {}, 0),
        ({"state": "REJECTED"}, {}, 0),
        ({"reviewReplyState": "rejected"}, {}, 0),
        ({}, {"reviewReplyState": "REJECTED"}, 0),
        ({"reviewReplyState": "APPROVED"}, {}, 1),
        ({"reviewReplyState": "PENDING"}, {}, 1),
        ({}, {}, 1),
    ],
)
def test_a_rejected_answer_is_none(
    reply: dict[str, Any], more: dict[str, Any], answers: int
) -> None:
    row = review(1, 5, 4, **more)
    row["reviewReply"] |= reply
    read, unread = comments({"reviews": [row]})
    assert (sum(bool(comment.is_account) for comment in read), unread) == (answers, 0)


@pytest.mark.parametrize(
    "row",
    [
        {"reviewer": {"isAnonymous": True}, "comment": None},
        {"starRating": "STAR_RATING_UNSPECIFIED"},
        {"reviewReply": {}},
        {"reviewReply": None},
        {"reviewReply": "x"},
        {"reviewer": None},
    ],
)
def test_an_odd_review_is_a_review(row: dict[str, Any]) -> None:
    read, unread = comments({"reviews": [{**review(1, 5), **row}]})
    assert ([comment.platform_id for comment in read], unread) == (["r1"], 0)


@pytest.mark.parametrize("row", [{"createTime": "soon"}, {"createTime": None}, {"createTime": 0}])
def test_a_review_without_a_time_costs_itself_and_is_told(row: dict[str, Any], store: Any) -> None:
    report = run(net({**review(1, 5), **row}, review(2, 6)), store)
    assert (report.status, report.comments_read, report.notes["undated"]) == ("read", 1, 1)


@pytest.mark.parametrize("moment", [None, "soon", 0])
def test_an_answer_without_a_moment_is_neither_given_at_once_nor_missing(moment: Any) -> None:
    row = review(1, 5, 4)
    row["reviewReply"]["updateTime"] = moment
    assert comments({"reviews": [row, review(2, 6)]})[1] == 1
    assert [comment.platform_id for comment in comments({"reviews": [row]})[0]] == []


def test_an_answer_that_was_edited_is_not_earlier_than_its_review() -> None:
    (written, answer), _ = comments({"reviews": [review(1, 5, 9)]})
    assert written.published_at is not None
    assert answer.published_at == written.published_at


def test_an_answer_of_today_to_an_old_review_is_found_by_the_next_reading(store: Any) -> None:
    run(net(review(1, 20)), store)
    assert audited(store).signals["reply_rate"].value == 0
    later = AS_OF + timedelta(days=7)
    answered = {**review(1, 20, -6)}
    run(net(answered), store, at=later)
    kept = frames(store).comments
    assert kept["is_account"].sum() == 1


# The profile ---------------------------------------------------------------------------------------


def test_the_items_of_a_profile_for_a_place(store: Any) -> None:
    run(net(), store, told("locations", {"locations": [LOCATION]}))
    profile = audited(store).profile
    for item in ("name", "bio", "contact", "location", "hours", "category", "picture"):
        assert getattr(profile, item) is True, item
    assert (profile.cover, profile.named_person) == (None, None)


@pytest.mark.parametrize(
    ("left_out", "item"),
    [
        ("phoneNumbers", "contact"),
        ("regularHours", "hours"),
        ("categories", "category"),
        ("storefrontAddress", "location"),
        ("profile", "bio"),
        ("websiteUri", "website"),
    ],
)
def test_what_google_leaves_out_is_empty(left_out: str, item: str, store: Any) -> None:
    row = {name: value for name, value in LOCATION.items() if name != left_out}
    run(net(), store, told("locations", {"locations": [row]}))
    assert getattr(audited(store).profile, item) is False


def test_without_photos_the_picture_is_missing_and_refused_ones_are_unknown(store: Any) -> None:
    run(net(), store, told("media", {}))
    assert audited(store).profile.picture is False


def test_photos_that_are_refused_are_unknown(store: Any) -> None:
    run(net(), store, always("media", google_error(403, "PERMISSION_DENIED")))
    assert audited(store).profile.picture is None


# Posts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "read"),
    [
        ("LIVE", 1),
        (None, 1),
        ("REJECTED", 0),
        ("PROCESSING", 0),
        ("SCHEDULED", 0),
        ("RECURRING", 0),
    ],
)
def test_only_posts_that_people_see_are_posts(state: str | None, read: int) -> None:
    row = {"name": "accounts/1/locations/7/localPosts/9", "createTime": iso(2), "state": state}
    assert len(list(items([row]))) == read


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"media": [{"mediaFormat": "PHOTO"}]}, Format.IMAGE),
        ({"media": [{"mediaFormat": "VIDEO"}]}, Format.VIDEO),
        ({"media": [{"mediaFormat": "PHOTO"}] * 2}, Format.CAROUSEL),
        ({"topicType": "EVENT", "event": {"title": "Serata"}}, Format.EVENT),
        ({"callToAction": {"url": "https://www.esempio.example/menu"}}, Format.LINK),
        ({"callToAction": {"actionType": "CALL"}}, Format.TEXT),
        ({}, Format.TEXT),
    ],
)
def test_a_posts_form(more: dict[str, Any], expected: Format) -> None:
    (item,) = items([{"name": "x/localPosts/9", "createTime": iso(2), "summary": "Ciao", **more}])
    assert item is not None
    assert item.post.format is expected


def test_a_post_is_of_when_it_was_due(store: Any) -> None:
    row = {"name": "x/localPosts/9", "createTime": iso(9), "scheduledTime": iso(2)}
    (item,) = items([row])
    assert item is not None
    assert item.moment.day == (AS_OF - timedelta(days=2)).day


def test_a_profile_that_may_have_no_posts_is_no_silent_one(store: Any) -> None:
    report = run(net(review(1, 5)), store, always("list", google_error(403, "PERMISSION_DENIED")))
    account = audited(store)
    assert report.comments_read == 1
    assert account.signals["posts_per_week"].value is None
    assert account.signals["reply_rate"].n == 1


# Which profile -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("handle", "yes"), [("7", True), ("ChIJesempio", True), ("8", False), ("chijesempio", False)]
)
def test_a_profile_goes_by_its_number_and_its_place_id(handle: str, yes: bool) -> None:
    assert goes_by(LOCATION, handle) is yes


def test_a_profile_that_the_key_does_not_open_is_told_with_those_it_opens(store: Any) -> None:
    other = net()
    other.ref = AccountRef("google", "99")
    report = run(other, store)
    assert (report.status, report.reason) == ("failed", Reason.OWNER_ONLY)
    assert "google:7 Prova" in str(report.advice)


def test_a_key_without_profiles_says_so(store: Any) -> None:
    report = run(net(), store, told("profile", {"accounts": []}))
    assert "opens none" in str(report.advice)


def test_fifty_shops_are_listed_once_whichever_account_opens_them(session: Session) -> None:
    asked: list[str] = []

    def answer(request: Any) -> Answer:
        path = request.url.partition("?")[0]
        asked.append(path)
        if path.endswith("/v1/accounts"):
            data: dict[str, Any] = {"accounts": [{"name": f"accounts/{n}"} for n in range(3)]}
        elif path.endswith("/locations"):
            first = int(path.split("/")[-2]) * 20
            rows = [
                {"name": f"locations/{n}", "title": f"Sede {n}"} for n in range(first, first + 30)
            ]
            data = {"locations": rows}
        else:
            data = {}
        return 200, {}, json.dumps(data)

    connector = GoogleProfile(session, {KEY: SECRET})
    with responses.RequestsMock() as mock:
        mock.add_callback(responses.GET, ANYWHERE, callback=answer)
        accounts = [connector.resolve(AccountRef("google", str(n))) for n in range(0, 70, 10)]
    assert [account.platform_id for account in accounts] == [str(n) for n in range(0, 70, 10)]
    assert sum(path.endswith(("/accounts", "/locations")) for path in asked) == 4
    owner = next(path for path in asked if "/locations/60/reviews" in path)
    assert "/accounts/2/" in owner
    assert {account.access for account in accounts} == {Access.OWN}


# What goes wrong -----------------------------------------------------------------------------------

QUOTA_0 = {
    "error": {
        "code": 429,
        "status": "RESOURCE_EXHAUSTED",
        "message": "Quota exceeded for quota metric 'Requests'",
        "details": [
            {"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"quota_limit_value": "0"}},
        ],
    }
}


def test_a_project_that_google_has_not_approved_is_told_at_once(store: Any) -> None:
    calls: list[str] = []
    refused = (429, {}, json.dumps(QUOTA_0))
    report = run(net(), store, always("profile", refused), calls=calls)
    assert (report.reason, len(calls)) == (Reason.NO_PERMISSION, 1)
    assert "0 calls a minute" in str(report.error)
    assert "support.google.com/business/contact" in str(report.advice)


def test_a_quota_of_the_moment_is_waited_for(store: Any) -> None:
    full = json.loads(json.dumps(QUOTA_0))
    full["error"]["details"][0]["metadata"]["quota_limit_value"] = "300"
    assert run(net(), store, only("profile", 1, (429, {}, json.dumps(full)))).status == "read"


@pytest.mark.parametrize(
    "refused",
    [google_error(403, "PERMISSION_DENIED"), google_error(400, "FAILED_PRECONDITION")],
)
def test_reviews_of_a_profile_that_is_not_verified_are_unknown(refused: Answer, store: Any) -> None:
    report = run(net(), store, always("comments", refused))
    account = audited(store)
    assert report.posts_read == 5
    assert account.signals["reply_rate"].missing is Reason.NOT_OFFERED
    assert account.reviews is None


def test_a_cursor_of_reviews_that_has_ended_begins_the_list_again(store: Any) -> None:
    many = [review(n, n / 10) for n in range(1, 130)]

    def change(kind: str, query: Query, n: int, normal: Answer) -> Answer | None:
        return (503, {}, "{}") if kind == "comments" and n > 1 else None

    cut = run(net(*many), store, change)
    assert cut.status == "partly"
    stale = google_error(400, "INVALID_ARGUMENT")
    report = run(net(*many), store, only("comments", 2, stale))
    assert (report.status, len(frames(store).comments)) == ("read", 129)


@pytest.mark.parametrize("last", range(1, 9))
def test_a_reading_that_is_cut_after_any_call_goes_on_and_loses_nothing(
    last: int, store: Any
) -> None:
    many = [review(n, n / 2, n / 4 if n % 2 else None) for n in range(1, 130)]
    asked = [0]

    def cut(kind: str, query: Query, n: int, normal: Answer) -> Answer | None:
        asked[0] += 1
        return None if asked[0] <= last else (503, {}, "{}")

    run(net(*many, page=3), store, cut)
    report = run(net(*many, page=3), store, at=AS_OF + timedelta(minutes=20))
    kept = frames(store)
    assert report.status == "read"
    assert (len(kept.posts), len(kept.comments)) == (5, 129 + 65)
    assert audited(store).signals["reply_rate"].n == 129
    profiles = kept.profiles[kept.profiles["reviews"].notna()]
    assert set(profiles["reviews"]) == {129}


def test_a_list_of_reviews_that_ends_early_is_not_taken_for_whole(store: Any) -> None:
    many = [review(n, n / 2) for n in range(1, 131)]

    def change(kind: str, query: Query, n: int, normal: Answer) -> Answer | None:
        if kind != "comments" or n != 2:
            return None
        data = json.loads(normal[2])
        del data["nextPageToken"]
        return 200, {}, json.dumps(data)

    report = run(net(*many), store, change)
    assert report.comments_read == 100
    assert "replies" in set(frames(store).missing["field"])
    assert audited(store).missing["replies"] is Reason.UNREADABLE


def test_reviews_are_read_back_no_further_than_what_is_counted(store: Any) -> None:
    calls: list[str] = []
    many = [review(n, n * 2.0) for n in range(1, 601)]
    report = run(net(*many), store, calls=calls)
    assert report.status == "read"
    # 365 days hold 182 of them: four pages, and the one that shows that they have ended
    assert calls.count("comments") == 5


def test_six_hundred_reviews_cost_no_more_than_the_formula(store: Any) -> None:
    calls: list[str] = []
    run(net(*(review(n, n / 2) for n in range(1, 601))), store, calls=calls)
    assert len(calls) <= 3 + 1 + 600 / 50
    assert calls.count("comments") == 12


def test_the_plan_counts_reviews_by_fifty(session: Session) -> None:
    year = Window(datetime(2025, 11, 24, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC))
    connector = GoogleProfile(session, {KEY: SECRET})
    plan = connector.plan(KnownAccount(AccountRef("google", "7"), 10, comments=600), year)
    assert plan.calls.least == plan.calls.most == 16
    assert connector.plan(KnownAccount(AccountRef("google", "7"), 10), year, False).calls.most == 5


@responses.activate
def test_the_doctor_names_the_profiles_that_the_key_opens(session: Session) -> None:
    host = "https://mybusinessaccountmanagement.googleapis.com/v1/accounts"
    responses.get(host, json={"accounts": [{"name": "accounts/1"}]})
    rows = [{"name": f"locations/{n}", "title": f"Sede {n}"} for n in range(9)]
    responses.get(
        "https://mybusinessbusinessinformation.googleapis.com/v1/accounts/1/locations",
        json={"locations": rows},
    )
    tried = GoogleProfile(session, {KEY: SECRET}).check()
    assert "Opens 9 pages (google:0 Sede 0, google:1 Sede 1" in str(tried[1].detail)
    assert "…" in str(tried[1].detail)
    assert GoogleProfile(session, {}).check()[0].status == "skipped"


def test_the_login_asks_for_a_token_that_renews_itself() -> None:
    login = GoogleProfile.info.login
    assert login is not None
    keys = {login.app_id: "a", login.app_key: "b"}
    address = Flow("Google", login, keys, "http://localhost:1/", login.products["own"]).address()
    assert "access_type=offline" in address
    assert SCOPE.replace(":", "%3A").replace("/", "%2F") in address
    assert "code_challenge" in address


def test_a_token_is_sent_to_google_only_and_shown_nowhere(store: Any, session: Session) -> None:
    report = run(net(), store, always("profile", google_error(401, "UNAUTHENTICATED")))
    assert report.reason is Reason.NO_CREDENTIAL
    assert SECRET not in f"{report.error} {report.advice}"


def test_a_store_of_before_learns_the_new_columns(tmp_path: Path) -> None:
    """A store that was made before reviews were read is opened and takes them."""
    path = tmp_path / "old.sqlite3"
    Store.open(path).close()
    with sqlite3.connect(path) as connection:
        for name in ("has_hours", "has_category", "rating", "reviews"):
            connection.execute(f"ALTER TABLE profile_snapshot DROP COLUMN {name}")
        connection.execute("UPDATE alembic_version SET version_num = '0005'")
    connection.close()
    with Store.open(path) as store:
        ref = AccountRef("google", "7")
        settings = Settings(credentials={KEY: SECRET})
        session = Session(attempts=1)
        with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
            made = net(review(1, 5))

            def answer(request: Any) -> Answer:
                parts = request.url.partition("?")[0]
                return made.answer(made.kind(parts), {"_path": parts})

            mock.add_callback(responses.GET, ANYWHERE, callback=answer)
            report = collect(
                store,
                lambda name: make_connector(name, session, settings),
                [ref],
                Window(AS_OF - timedelta(days=365), AS_OF),
                now=lambda: AS_OF,
            )
        assert report.accounts[0].status == "read"
        assert frames(store).profiles["reviews"].tolist() == [1]
