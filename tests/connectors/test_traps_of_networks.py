"""What networks answer oddly or refuse in one place, as people who collect have reported it.

Each test stands for a kind; what holds on every network is in the contract (test_contract.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
import responses
from answering import always, entries_changed, put, run
from kept import frames
from loopback import AS_OF
from nets import NETS, Answer, Query, iso, meta_error, ok

from auditor.core.model import AccountRef, Window
from auditor.core.reasons import Reason
from connectors.errors import PlatformError
from connectors.http.session import Session
from connectors.site.connector import Site
from connectors.site.homepage import Page

HOME = "https://esempio.example.com"
REF = AccountRef("site", HOME)


def by_kind(**answers: Answer | Callable[[Query, int], Answer | None]) -> Any:
    """A change that answers by kind: with one answer, or with what a function gives."""

    def change(kind: str, query: Query, number: int, normal: Answer) -> Answer | None:
        result = answers.get(kind)
        return result(query, number) if callable(result) else result

    return change


# T60: what a network retires -----------------------------------------------------------------


@pytest.mark.parametrize("name", ["facebook", "instagram"])
def test_t60_meta_is_never_asked_in_ways_that_it_has_retired(name: str, store: Any) -> None:
    requests_sent: list[Query] = []

    def look(kind: str, query: Query, number: int, normal: Answer) -> Answer | None:
        requests_sent.append(query)
        retired = any(".as(" in value for value in query.values()) or {
            "ids",
            "date_format",
            "method",
        } & set(query)
        return meta_error(100, message="(fictional) not available") if retired else None

    assert run(NETS[name](answered=True), store, look).status == "read"
    assert requests_sent
    assert all(query["_path"].startswith("/v27.0/") for query in requests_sent)


# T63 to T68: an end is proven by the network's own sign ---------------------------------------


@pytest.mark.parametrize(
    ("following", "asks"),
    [
        (
            "limit=100&until=1790000000&__paging_token=enc_A",
            {"until": "1790000000", "__paging_token": "enc_A"},
        ),
        ("limit=100&after=QVFIUx", {"after": "QVFIUx"}),
        ("limit=25&offset=25", {"offset": "25"}),
    ],
)
@pytest.mark.parametrize("name", ["facebook", "instagram"])
def test_t63_a_next_without_cursors_is_followed_by_its_parameters(
    name: str, following: str, asks: dict[str, str], store: Any
) -> None:
    net = NETS[name](page=3)
    first, second = net.answer("list", {}), net.answer("list", {"after": "3"})
    seen: list[Query] = []

    def page(query: Query, number: int) -> Answer:
        seen.append(query)
        data = json.loads((first if number == 1 else second)[2])
        data["paging"] = {
            "next": f"https://graph.facebook.com/v27.0/7/x?access_token=EAA&{following}"
        }
        if number > 1:
            del data["paging"]
        return ok(data)

    report = run(net, store, by_kind(list=page))
    assert (report.status, len(frames(store).posts), report.complete) == ("read", 5, True)
    assert asks.items() <= seen[1].items()
    assert "access_token" not in seen[1]


@pytest.mark.parametrize("name", ["facebook", "instagram"])
def test_t63_a_next_that_cannot_be_followed_leaves_a_part(name: str, store: Any) -> None:
    def page(query: Query, number: int) -> Answer:
        data = json.loads(NETS[name]().answer("list", {})[2])
        return ok({**data, "paging": {"next": "https://graph.facebook.com/v27.0/7/x?limit=100"}})

    report = run(NETS[name](), store, by_kind(list=page))
    assert (len(frames(store).posts), report.complete) == (5, False)


def linkedin_page(numbers: range, start: int, **paging: Any) -> Answer:
    rows = [
        {
            "id": f"urn:li:share:{n}",
            "lifecycleState": "PUBLISHED",
            "commentary": f"numero {n}",
            "publishedAt": int((AS_OF - timedelta(days=n)).timestamp() * 1000),
        }
        for n in numbers
    ]
    return ok({"elements": rows, "paging": {"start": start, "count": 100, **paging}})


def social(query: Query, number: int) -> Answer:
    result = unquote(query["ids"]).removeprefix("List(").removesuffix(")").split(",")
    counts = {"reactionSummaries": {"LIKE": {"count": 1}}, "commentSummary": {"count": 0}}
    return ok({"results": dict.fromkeys(result, counts)})


def test_t64_a_page_that_is_not_full_is_no_end_where_the_total_says_more(store: Any) -> None:
    def page(query: Query, number: int) -> Answer:
        if query["start"] == "0":
            return linkedin_page(range(1, 98), 0, total=102, links=[])
        assert query["start"] == "100"
        return linkedin_page(range(98, 100), 100, total=102, links=[])

    report = run(NETS["linkedin"](), store, by_kind(list=page, social=social))
    assert (report.status, len(frames(store).posts), report.complete) == ("read", 99, True)


@pytest.mark.parametrize(
    "href",
    [
        "/rest/posts?author=x&count=100&start=92",
        "https://api.linkedin.com/rest/posts?start=92&q=author",
    ],
)
def test_t65_a_next_link_says_itself_where_the_next_page_begins(href: str, store: Any) -> None:
    starts: list[str] = []

    def page(query: Query, number: int) -> Answer:
        starts.append(query["start"])
        if number == 1:
            return linkedin_page(range(1, 93), 0, links=[{"rel": "next", "href": href}])
        return linkedin_page(range(93, 98), 92, links=[])

    report = run(NETS["linkedin"](), store, by_kind(list=page, social=social))
    assert (starts, len(frames(store).posts), report.complete) == (["0", "92"], 97, True)


def test_t65_an_empty_page_before_the_total_is_gone_over(store: Any) -> None:
    def page(query: Query, number: int) -> Answer:
        rows = {0: range(1, 4), 100: range(0), 200: range(4, 6)}[int(query["start"])]
        return linkedin_page(rows, int(query["start"]), total=203)

    report = run(NETS["linkedin"](), store, by_kind(list=page, social=social))
    assert (len(frames(store).posts), report.complete) == (5, True)


@pytest.mark.parametrize("tokens", [25, 32, 60])
def test_t67_empty_pages_with_new_tokens_go_on(tokens: int, store: Any) -> None:
    """Thirty-two pages of nothing but reposts are usual."""
    net = NETS["x"]()
    last = json.loads(net.answer("list", {})[2])

    def page(query: Query, number: int) -> Answer:
        more = {"result_count": 0, "next_token": f"t{number}"}
        return ok({"meta": more}) if number <= tokens else ok(last)

    profile = ok(
        {
            "data": {
                "id": "7",
                "username": "prova",
                "most_recent_tweet_id": "3",
                "public_metrics": {"followers_count": 7, "tweet_count": 3_100},
            }
        }
    )
    report = run(net, store, by_kind(list=page, profile=profile))
    assert (report.status, len(frames(store).posts), report.complete) == ("read", 5, True)


@pytest.mark.parametrize("name", ["x", "bluesky", "youtube", "facebook", "instagram"])
def test_t67_a_list_of_nothing_without_end_is_left_as_a_part(name: str, store: Any) -> None:
    net = NETS[name](page=3)

    def page(query: Query, number: int) -> Answer:
        data = json.loads(net.answer("list", {})[2])
        if number == 1:
            return ok(data)
        empty = {key: [] for key, value in data.items() if isinstance(value, list)}
        token = f"t{number}"
        rest = {
            "x": {"meta": {"result_count": 0, "next_token": token}},
            "bluesky": {"cursor": token},
            "youtube": {"nextPageToken": token},
        }.get(name) or {"paging": {"cursors": {"after": token}, "next": "https://graph.example/"}}
        return ok({**empty, **rest})

    calls: list[str] = []
    report = run(net, store, by_kind(list=page), calls=calls)
    assert (len(frames(store).posts), report.complete) == (3, False)
    assert calls.count("list") < 150


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("youtube", {"items": []}),
        ("bluesky", {"feed": []}),
        ("mastodon", []),
        ("instagram", {"data": []}),
    ],
)
def test_t68_an_end_far_below_the_declared_total_is_a_part(
    name: str, empty: Any, store: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Printed, stored and told alike."""
    from auditor.app.collect import tell_report
    from auditor.cli.framework import State
    from connectors.collecting.collect import CollectReport

    net = NETS[name](days=tuple(range(1, 413)))
    report = run(net, store, by_kind(list=ok(empty)))
    run_ = frames(store).runs.iloc[0]
    assert (report.status, report.complete) == ("read", False)
    assert (bool(run_["complete"]), run_["covered_start"]) == (False, None)
    assert tell_report(State().workplace(), CollectReport((report,))) == []
    assert "0 of 412" in capsys.readouterr().err


def test_t68_three_posts_and_no_cursor_are_a_part_of_412(store: Any) -> None:
    net = NETS["bluesky"](days=tuple(range(1, 413)), page=3)
    only_three = json.loads(net.answer("list", {})[2])
    del only_three["cursor"]
    report = run(net, store, by_kind(list=ok(only_three)))
    assert (len(frames(store).posts), report.complete, report.listed) == (3, False, 3)


@pytest.mark.parametrize("name", NETS)
@pytest.mark.parametrize("body", ["{}", "[]", "null", '"x"', '{"data": "x", "items": "x"}'])
def test_an_answer_without_its_list_is_no_silence(name: str, body: str, store: Any) -> None:
    if name == "mastodon" and body == "[]":
        pytest.skip("mastodon: an empty list is its own sign of no posts")
    if body == "{}" and NETS[name]().leaves_out_empty:
        pytest.skip(f"{name}: a list that is left out is its own sign of nothing")
    report = run(NETS[name](), store, always("list", (200, {}, body)))
    assert (report.status, report.complete) == ("failed", False)
    assert report.reason is Reason.UNREADABLE


# T70, T71: batches and kinds ------------------------------------------------------------------


def test_t70_a_batch_refused_for_one_dead_urn_costs_that_one_only(store: Any) -> None:
    net, sizes = NETS["linkedin"](days=tuple(range(1, 41))), list[int]()

    def statistics(query: Query, number: int) -> Answer:
        result = unquote(query["shares"]).removeprefix("List(").removesuffix(")").split(",")
        sizes.append(len(result))
        if "urn:li:share:70" in result:
            return 400, {}, json.dumps({"status": 400, "code": "ILLEGAL_ARGUMENT"})
        return ok(
            {
                "elements": [
                    {"share": urn, "totalShareStatistics": {"shareCount": 2, "impressionCount": 50}}
                    for urn in result
                ]
            }
        )

    report = run(net, store, by_kind(statistics=statistics))
    read = frames(store)
    assert (report.status, len(read.posts)) == ("read", 40)
    shares = read.posts.set_index("platform_id")["shares"]
    assert shares.isna().sum() == 1
    assert shares.isna()["urn:li:share:70"]
    assert len(sizes) <= 2 * 6 + 1  # halves of 40, not one by one


@pytest.mark.parametrize("first", ["VIDEO", "IMAGE"])
def test_t71_what_one_kind_of_medium_refuses_is_learned_for_that_kind(
    first: str, store: Any
) -> None:
    net = NETS["instagram"]()
    kinds = [first, "IMAGE", "VIDEO", "IMAGE", "VIDEO"]

    def mixed(rows: list[Any]) -> None:
        for row, kind in zip(rows, kinds, strict=True):
            row["media_type"] = kind

    videos = {str(net.key(n)) for n, kind in enumerate(kinds) if kind == "VIDEO"}

    def change(kind: str, query: Query, number: int, normal: Answer) -> Answer | None:
        if kind != "insights":
            return entries_changed(net, mixed, "list")(kind, query, number, normal)
        names = query["metric"].split(",")
        if "views" in names and query["_path"].split("/")[-2] in videos:
            return meta_error(100)
        return ok({"data": [{"name": name, "values": [{"value": 500}]} for name in names]})

    assert run(net, store, change).status == "read"
    posts = frames(store).posts.set_index("platform_id")
    for n, kind in enumerate(kinds):
        assert (posts["views"][str(net.key(n))] == 500) == (kind == "IMAGE")


# T72 to T77, T83: keys, roles, who wrote ------------------------------------------------------


def test_t72_both_of_metas_networks_ask_for_the_portfolios_permission() -> None:
    from connectors.meta.facebook import Facebook
    from connectors.meta.instagram import Instagram

    for connector in (Facebook, Instagram):
        login = connector.info.login
        assert "business_management" in connector.info.credentials[0].scopes
        assert login is not None
        assert all("business_management" in scopes for scopes in login.products.values())


@pytest.mark.parametrize("reason", ["processingFailure", "backendError"])
def test_t74_a_failure_of_the_moment_is_tried_again(reason: str, store: Any) -> None:
    failed = (400, {}, json.dumps({"error": {"code": 400, "errors": [{"reason": reason}]}}))
    report = run(
        NETS["youtube"](), store, by_kind(comments=lambda q, n: failed if n <= 2 else None)
    )
    assert (report.status, report.error) == ("read", None)


@pytest.mark.parametrize("role", ["CONTENT_ADMINISTRATOR", "ANALYST", "CURATOR", None])
def test_t75_editors_and_analysts_read_as_administrators_do(role: str | None, store: Any) -> None:
    row = {"organization": "urn:li:organization:7", **({"role": role} if role else {})}

    def own(query: Query, number: int) -> Answer:
        return ok({"elements": [] if "role" in query else [row]})

    report = run(NETS["linkedin"](), store, by_kind(own=own))
    assert (report.status, len(frames(store).posts)) == ("read", 5)


def test_t75_who_only_places_advertisements_does_not(store: Any) -> None:
    row = {"organization": "urn:li:organization:7", "role": "DIRECT_SPONSORED_CONTENT_POSTER"}
    report = run(NETS["linkedin"](), store, by_kind(own=ok({"elements": [row]})))
    assert report.reason is None
    assert "administrators only" in str(report.error)


@pytest.mark.parametrize("name", ["linkedin", "instagram", "facebook", "youtube"])
def test_t76_who_wrote_a_comment_without_an_actor_is_not_known(name: str, store: Any) -> None:
    net = NETS[name](answered=True)

    def without(kind: str, query: Query, number: int, normal: Answer) -> Answer | None:
        if kind != "comments":
            return None
        if name == "youtube":
            top = {"id": "c1", "snippet": {"publishedAt": iso(0.5), "textDisplay": "Bello"}}
            return ok(
                {"items": [{"snippet": {"videoId": str(net.key(0)), "topLevelComment": top}}]}
            )
        data = json.loads(normal[2])
        for row in data.get("elements") or data.get("data"):
            for field in ("actor", "from", "username"):
                row.pop(field, None)
        return ok(data)

    run(net, store, without)
    assert frames(store).comments["is_account"].isna().all()


@pytest.mark.parametrize("to", ["CONNECTIONS", "CONTAINER", "LOGGED_IN", "PUBLIC"])
def test_posts_for_some_only_are_no_public_posts(to: str, store: Any) -> None:
    net = NETS["linkedin"]()
    run(net, store, entries_changed(net, lambda rows: put(rows[0], ("visibility",), to)))
    assert len(frames(store).posts) == (5 if to in {"LOGGED_IN", "PUBLIC"} else 4)


# T78 to T80: feeds ----------------------------------------------------------------------------

ITEM = (
    "<item><guid isPermaLink='false'>{guid}</guid><title>Numero {n}</title>"
    "<link>https://esempio.example.com/{n}</link><pubDate>{when}</pubDate></item>"
)
RSS = '<rss version="2.0"><channel><title>Esempio</title>{items}</channel></rss>'
WHEN = ("Tue, 03 Nov 2026 09:00:00 +0100", "Mon, 02 Nov 2026 09:00:00 +0100")


def rss(guid: Callable[[int], str] = str, when: tuple[str, ...] = WHEN) -> str:
    return RSS.format(
        items="".join(ITEM.format(guid=guid(n), n=n, when=day) for n, day in enumerate(when))
    )


def read_site(
    pages: dict[str, str | bytes | tuple[int, str]], window: Window
) -> tuple[Any, list[Any], list[Any]]:
    """The account, its posts and its pages."""
    session = Session(attempts=1, sleep=lambda seconds: None)

    def answer(request: Any) -> tuple[int, dict[str, str], Any]:
        path = urlsplit(request.url).path or "/"
        result = pages.get(path, (404, ""))
        status, body = result if isinstance(result, tuple) else (200, result)
        return status, {"Content-Type": "text/html"}, body

    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.add_callback(responses.GET, re.compile(r"https://.*"), callback=answer)
        site = Site(session, {})
        account = site.resolve(REF)
        page = site.posts(account, window)
    return account, [item.post for item in page.items], [page]


def declaring(*feeds: str) -> str:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{feed}">' for feed in feeds
    )
    return f"<!doctype html><html><head><title>Esempio S.p.A.</title>{links}</head></html>"


def test_t78_a_guid_that_comes_twice_gives_way_to_the_link(year: Window) -> None:
    _, posts, _ = read_site({"/": declaring("/f"), "/f": rss(lambda n: HOME)}, year)
    assert [post.platform_id for post in posts] == [f"{HOME}/0", f"{HOME}/1"]


@pytest.mark.parametrize(
    "start",
    [
        b"\xef\xbb\xbf<?xml version='1.0'?>",
        b"\n\n  <?xml version='1.0'?>",
        b"<?xml version='1.0'?><?xml-stylesheet href='/a.xsl'?><!--" + b"nota " * 400 + b"-->",
        b"<?xml version='1.0'?>\n<!DOCTYPE rss>",
    ],
)
def test_t79_a_mark_or_a_long_beginning_is_no_obstacle(start: bytes, year: Window) -> None:
    account, posts, _ = read_site({"/": start + rss().encode()}, year)
    assert (account.details["kind"], len(posts)) == ("feed", 2)


def test_t79_a_feed_in_utf_16_is_a_feed(year: Window) -> None:
    body = ("<?xml version='1.0' encoding='utf-16'?>" + rss()).encode("utf-16")
    account, posts, _ = read_site({"/": body}, year)
    assert (account.details["kind"], len(posts)) == ("feed", 2)


@responses.activate
@pytest.mark.parametrize("rows", [[100, 30], [100, 100], [7]])
@pytest.mark.parametrize("status", [400, 404])
def test_t80_wordpress_without_page_numbers_is_read_to_its_end(
    rows: list[int], status: int, session: Session, year: Window
) -> None:
    def posts(request: Any) -> tuple[int, dict[str, str], str]:
        query = dict(parse_qsl(urlsplit(request.url).query))
        number = int(query.get("page", 1))
        if number > len(rows):
            return status, {}, json.dumps({"code": "rest_post_invalid_page_number"})
        first = sum(rows[: number - 1])
        return (
            200,
            {},
            json.dumps(
                [
                    {
                        "id": n,
                        "date_gmt": iso(n / 10)[:19],
                        "link": f"{HOME}/{n}",
                        "title": {"rendered": f"Numero {n}"},
                    }
                    for n in range(first, first + rows[number - 1])
                ]
            ),
        )

    link = '<link rel="https://api.w.org/" href="/wp-json/">'
    responses.get(f"{HOME}/", body=f"<html><head>{link}</head></html>")
    responses.add_callback(responses.GET, f"{HOME}/wp-json/wp/v2/posts", posts)
    site = Site(session, {})
    account, position, matches = site.resolve(REF), None, []
    for _ in range(9):
        page = site.posts(account, year, position)
        matches += page.items
        position = page.position
        if position is None:
            break
    assert len({item.post.platform_id for item in matches}) == sum(rows)


def test_the_next_declared_feed_is_tried_when_the_first_is_dead(year: Window) -> None:
    for dead in ((404, ""), (410, ""), "<html>Pagina non trovata</html>"):
        home = declaring("/morto", "/vivo")
        _, posts, _ = read_site({"/": home, "/morto": dead, "/vivo": rss()}, year)
        assert len(posts) == 2
    with pytest.raises(PlatformError):
        read_site({"/": declaring("/morto", "/altro")}, year)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("mar, 03 nov 2026 09:00:00 +0100", (3, 8)),
        ("3 novembre 2026", (3, 0)),
        ("Di, 03 Nov 2026 10:00:00 +0200", (3, 8)),
        ("3. November 2026", (3, 0)),
        ("martes, 3 de noviembre de 2026", (3, 0)),
        ("mardi 3 novembre 2026 à 09:00", (3, 9)),
        ("3 nov. 2026", (3, 0)),
        ("ter, 3 de novembro de 2026 08:00:00 GMT", (3, 8)),
    ],
)
def test_months_in_words_of_the_feeds_language_are_read(
    written: str, day: tuple[int, int], year: Window
) -> None:
    _, posts, _ = read_site({"/": declaring("/f"), "/f": rss(when=(written,))}, year)
    (post,) = posts
    assert (post.published_at.month, post.published_at.day, post.published_at.hour) == (11, *day)


@pytest.mark.parametrize("written", ["presto", "31 febbraio 2026", "3 brumaio 2026", ""])
def test_entries_whose_date_cannot_be_read_are_told(written: str, year: Window) -> None:
    _, posts, [page] = read_site({"/": declaring("/f"), "/f": rss(when=(written, WHEN[0]))}, year)
    assert (len(posts), page.unread) == (1, 1)


# T81: names and servers -----------------------------------------------------------------------


def mastodon(where: str) -> dict[str, Any]:
    """What the world of ``@firma@firma.example`` answers, by address without a query."""
    status = {
        "id": "5",
        "created_at": iso(1),
        "visibility": "public",
        "content": "<p>Ciao</p>",
        "account": {"id": "7"},
        "favourites_count": 1,
        "replies_count": 0,
        "reblogs_count": 0,
    }
    jrd = {
        "subject": "acct:firma@firma.example",
        "links": [
            {"rel": "http://webfinger.net/rel/profile-page", "href": "https://firma.example/chi"},
            {
                "rel": "self",
                "type": "application/activity+json",
                "href": "https://social.firma.example/users/firma",
            },
        ],
    }
    xrd = (
        '<?xml version="1.0"?><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="lrdd" '
        'template="https://social.firma.example/.well-known/webfinger?resource={uri}"/></XRD>'
    )
    by_name: dict[str, Any] = {
        "https://social.firma.example/api/v1/accounts/lookup": {
            "id": "7",
            "username": "firma",
            "acct": "firma",
            "followers_count": 7,
            "statuses_count": 1,
        },
        "https://social.firma.example/api/v1/accounts/7/statuses": [status],
    }
    if where == "webfinger":
        by_name["https://firma.example/.well-known/webfinger"] = jrd
    if where == "host-meta":
        by_name["https://firma.example/.well-known/host-meta"] = xrd
        by_name["https://social.firma.example/.well-known/webfinger"] = jrd
    return by_name


@pytest.mark.parametrize("html", [(200, "<!doctype html>"), (404, "<!doctype html>"), (502, "")])
@pytest.mark.parametrize("where", ["webfinger", "host-meta", "nowhere"])
def test_t81_a_name_served_by_another_server_is_found(
    where: str, html: tuple[int, str], store: Any
) -> None:
    from connectors.collecting.collect import collect
    from connectors.mastodon.connector import Mastodon

    world, calls = mastodon(where), list[str]()

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        url = str(request.url).partition("?")[0]
        calls.append(url)
        body = world.get(url)
        if body is None:
            status = html if "/api/" in url else (404, "")
            return status[0], {}, status[1]
        return 200, {}, body if isinstance(body, str) else json.dumps(body)

    session = Session(attempts=2, sleep=lambda seconds: None)
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.add_callback(responses.GET, re.compile(r"https://.*"), callback=answer)
        ref = AccountRef("mastodon", "firma@firma.example")
        report = collect(store, lambda name: Mastodon(session, {}), [ref], 30, now=lambda: AS_OF)
    (account,) = report.accounts
    assert account.status == ("failed" if where == "nowhere" else "read")
    assert len(frames(store).posts) == (0 if where == "nowhere" else 1)
    assert sum("/.well-known/" in url for url in calls) <= 3


@pytest.mark.parametrize(
    "inwards",
    [
        "https://127.0.0.1/users/firma",
        "https://localhost/u",
        "http://x.example/u",
        "https://intranet/u",
        "https://db.internal/u",
    ],
)
def test_t81_no_name_leads_into_a_private_network(inwards: str) -> None:
    from connectors.http.response import ApiResponse
    from connectors.mastodon.webfinger import serving_host

    jrd = {"links": [{"rel": "self", "type": "application/activity+json", "href": inwards}]}
    value = lambda url: ApiResponse(200, {}, json.dumps(jrd).encode(), url)  # noqa: E731
    assert serving_host(value, "firma@firma.example", "firma.example") is None


@pytest.mark.parametrize(
    ("link", "cursor"),
    [
        ('<https://s.example/x?max_id=5>; rel="next"', "5"),
        (
            '<https://s.example/x?min_id=9>; rel="prev", <https://s.example/x?max_id=5&a=b,c>; rel="next"',
            "5",
        ),
        ("<https://s.example/x?max_id=5>; rel=next; title=altro", "5"),
        ('<https://s.example/x?min_id=9>; rel="prev"', None),
        ("", None),
        ("niente", None),
    ],
)
def test_link_headers_are_read_as_they_are_written(link: str, cursor: str | None) -> None:
    from connectors.http.response import ApiResponse
    from connectors.mastodon.connector import next_cursor

    assert next_cursor(ApiResponse(200, {"Link": link}, b"[]", "https://s.example/x"), []) == cursor


# T82: a page of a firm ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "icon",
    [
        '<a href="https://www.facebook.com/esempio"><svg><title>Facebook</title></svg></a>',
        '<svg role="img"><title>Menu</title><path d=""/></svg>',
        '<svg><g><title>Instagram</title></g></svg><a href="https://www.instagram.com/esempio">I</a>',
    ],
)
def test_t82_the_title_of_an_icon_is_not_the_firms_name(icon: str) -> None:
    for html in (f"<title>Esempio S.p.A.</title><body>{icon}", f"<body>{icon}<p>Pasta"):
        assert Page.read(html).name in ("Esempio S.p.A.", None)
    assert Page.read(f"<body>{icon}<title>Esempio S.p.A.</title>").name == "Esempio S.p.A."


def test_t82_links_inside_links_keep_their_words() -> None:
    page = Page.read(
        '<a href="/uno">Chi <b>siamo</b> <a href="/due">Contatti</a></a><a href="/tre">'
    )
    assert [(link.href, link.words) for link in page.links] == [
        ("/uno", "Chi siamo"),
        ("/due", "Contatti"),
        ("/tre", ""),
    ]


def test_t83_one_refused_medium_is_no_missing_key(store: Any) -> None:
    """Exit 3 is for a reading that gave nothing; here five posts were read."""
    from auditor.app.support.problems import problems_of
    from auditor.cli.exit import Exit
    from auditor.cli.reading import status_of
    from connectors.collecting.collect import CollectReport

    net = NETS["instagram"](answered=True)
    report = run(net, store, by_kind(comments=meta_error(10)))
    problems = problems_of(CollectReport((report,)))
    assert report.reason is Reason.NO_PERMISSION
    assert status_of(problems, [net.ref]) is Exit.SOME_FAILED


@pytest.mark.parametrize(
    "refusal", [(403, {}, "{}"), (500, {}, "{}"), (200, {}, "[]"), (404, {}, "{}")]
)
def test_t69_answers_refused_for_one_thread_cost_that_video_only(
    refusal: Answer, store: Any
) -> None:
    """YouTube tells comments in one stream; answers beyond the first are asked thread by thread."""
    net = NETS["youtube"]()

    def thread(number: int, answers: int) -> dict[str, Any]:
        top = {
            "id": f"c{number}",
            "snippet": {
                "publishedAt": iso(0.5),
                "textDisplay": "Bello",
                "authorChannelId": {"value": "UCaltra"},
            },
        }
        return {
            "snippet": {
                "videoId": str(net.key(number)),
                "totalReplyCount": answers,
                "topLevelComment": top,
            }
        }

    def comments(query: Query, number: int) -> Answer:
        if query["_path"].endswith("/comments"):
            return refusal
        return ok({"items": [thread(n, 3 if n == 1 else 0) for n in range(5)]})

    report = run(net, store, by_kind(comments=comments))
    read = frames(store)
    assert (report.status, report.error, len(read.comments)) == ("read", None, 5)
    assert sum(value for key, value in report.notes.items() if "refused" in key) == 1
    unread = read.posts[read.posts["comments_read_at"].isna()]
    assert unread["platform_id"].tolist() == [str(net.key(1))]


@pytest.mark.parametrize("odd", [10**30, -1, "molti", [3], None, 1.5])
def test_counts_of_linkedins_own_answer_that_are_none_are_unknown(odd: Any, store: Any) -> None:
    def counts(query: Query, number: int) -> Answer:
        result = unquote(query["ids"]).removeprefix("List(").removesuffix(")").split(",")
        good = {"reactionSummaries": {"LIKE": {"count": 4}}, "commentSummary": {"count": 0}}
        bad = {"reactionSummaries": {"LIKE": {"count": odd}}, "commentSummary": {"count": odd}}
        return ok({"results": {urn: bad if urn == result[0] else good for urn in result}})

    report = run(NETS["linkedin"](), store, by_kind(social=counts))
    posts = frames(store).posts
    assert (report.status, posts["reactions"].isna().sum()) == ("read", 1)
    assert set(posts["reactions"].dropna()) == {4}


def test_an_odd_file_passes_the_same_border_as_a_network() -> None:
    """What an archive tells with half a sign, NUL or an endless number is written all the same."""
    from datetime import UTC, datetime

    from auditor.core.model import Account, Counts, Origin, Post
    from auditor.store import RunStart, Store

    with Store.open(":memory:") as store, store.write() as writer:
        row = writer.account(Account(AccountRef("x", "prova"), name="Prova \ud83d"))
        run_ = writer.start_run(row, RunStart(Origin.EXPORT, "x", AS_OF))
        posts = [
            Post(
                "row:1",
                datetime(2026, 11, 2, tzinfo=UTC),
                text="a\x00\ud83d",
                counts=Counts(reactions=10**30),
            )
        ]
        assert writer.posts(row, run_, posts, AS_OF, Origin.EXPORT) == 1


@pytest.mark.parametrize("sign", ["&#xFFFFFFFF;", "&#99999999999;", "&#xD83D;", "&#0;"])
def test_a_sign_of_a_number_that_does_not_exist_costs_no_feed(sign: str, year: Window) -> None:
    body = rss().replace("Numero 0", f"Numero {sign} 0")
    _, posts, _ = read_site({"/": declaring("/f"), "/f": body}, year)
    assert len(posts) == 2


@pytest.mark.parametrize(
    "header",
    [
        '{"7": [{"type": "pages", "call_count": 1, "estimated_time_to_regain_access": 999999999999}]}',
        "[" * 20_000,
        '{"7": 3}',
        "niente",
        '{"7": [{"call_count": "molti"}]}',
        '{"7": [{"call_count": 1e400}]}',
    ],
)
@pytest.mark.parametrize("name", ["facebook", "instagram"])
def test_an_odd_header_costs_no_answer(
    name: str, header: str, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.http.rate_limit.Gate.is_closed", lambda *a: False)
    monkeypatch.setattr("connectors.http.rate_limit.Gate.learn", lambda *a: None)
    net = NETS[name]()

    def change(kind: str, query: Query, number: int, normal: Answer) -> Answer:
        return normal[0], {"x-business-use-case-usage": header, "x-app-usage": header}, normal[2]

    report = run(net, store, change)
    assert (report.status, len(frames(store).posts)) == ("read", 5)
