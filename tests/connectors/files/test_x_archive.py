"""The data archive of X: parts of JavaScript, both layouts of an entry, long posts, threads."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.core.errors import UsageError
from auditor.core.model import Format, PostKind
from auditor.store import Store
from connectors.files import ImportRefused, make_options, read_files, write_reading
from tests.connectors.files.exports import NOW

ACCOUNT = {
    "account": {
        "username": "Esempio",
        "accountId": "77",
        "accountDisplayName": "Esempio",
        "createdAt": "2026-01-10T09:00:00.000Z",
    }
}


def tweet(identifier: str, when: str, text: str, likes: str = "0", **more: Any) -> dict[str, Any]:
    return {
        "id_str": identifier,
        "full_text": text,
        "favorite_count": likes,
        "retweet_count": "1",
        "created_at": when,
        "lang": "it",
        "entities": {"urls": [], "user_mentions": []},
        **more,
    }


MAY = "Mon May 04 12:00:00 +0000 2026"
TWEETS = [
    tweet("2051270614840246272", MAY, "Prova &amp; riprova", "3"),
    tweet(
        "2051270614840246273",
        "Tue May 05 12:00:00 +0200 2026",
        "@cliente Grazie a lei!",
        in_reply_to_status_id_str="1",
        in_reply_to_user_id_str="88",
        in_reply_to_screen_name="cliente",
    ),
    tweet("2051270614840246274", "Wed May 06 12:00:00 +0000 2026", "RT @altro: una notizia", "900"),
    tweet(
        "2051270614840246275",
        "Thu May 07 12:00:00 +0000 2026",
        "e poi ancora",
        in_reply_to_status_id_str="2051270614840246272",
        in_reply_to_user_id_str="77",
    ),
    tweet(
        "2051270614840246276",
        "Fri May 08 12:00:00 +0000 2026",
        "Il listino https://t.co/a",
        entities={
            "urls": [{"url": "https://t.co/a", "expanded_url": "https://esempio.example.com/l"}],
            "user_mentions": [{"screen_name": "Partner"}],
        },
        extended_entities={"media": [{"type": "photo"}, {"type": "photo"}]},
    ),
]
LONG = "Una lunga storia che comincia qui " + "e continua " * 40


def script(kind: str, rows: list[Any], part: int = 0, end: str = "") -> str:
    return f"window.YTD.{kind}.part{part} = {json.dumps(rows)}{end}"


def archive(tmp_path: Path, **files: str) -> Path:
    path = tmp_path / "twitter-2026-06-01.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 6, 1, 10, 0, 0)), content)
    return path


def whole(tmp_path: Path, **more: str) -> Path:
    return archive(
        tmp_path,
        **{
            "data/tweets.js": script("tweets", [{"tweet": value} for value in TWEETS[:3]]),
            "data/tweets-part1.js": script(
                "tweets", [{"tweet": entry} for entry in TWEETS[3:]], 1, ";"
            ),
            "data/account.js": script("account", [ACCOUNT]),
            "data/direct-messages.js": script("dm", [{"dmConversation": {}}]),
            **more,
        },
    )


def only(path: Path, **options: Any):
    (file,) = read_files([path], make_options(**options), NOW).files
    return file


def test_all_parts_are_one_archive_with_its_account_and_days(tmp_path: Path) -> None:
    file = only(whole(tmp_path))
    assert (file.kind, str(file.account), len(file.posts)) == ("x_archive", "x:esempio", 5)
    assert [post.kind for post in file.posts] == [
        PostKind.POST,
        PostKind.REPLY,
        PostKind.REPOST,
        PostKind.REPLY,
        PostKind.POST,
    ]
    first = file.posts[0]
    assert (first.text, first.counts.reactions, first.counts.shares) == ("Prova & riprova", 3, 1)
    assert (first.counts.comments, first.missing["comments"]) == (None, "not_offered")
    assert first.published_at == datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert file.posts[1].published_at == datetime(2026, 5, 5, 10, tzinfo=UTC)
    assert file.covered is not None
    assert file.covered.start == datetime(2026, 1, 10, 9, tzinfo=UTC)
    assert file.covered.end == datetime(2026, 6, 1, 10, tzinfo=UTC)
    assert (file.span_source, file.complete) == ("declared", True)


def test_a_reposts_numbers_are_anothers_and_an_answer_to_oneself_is_a_thread(
    tmp_path: Path,
) -> None:
    file = only(whole(tmp_path))
    assert file.posts[2].counts.reactions is None
    assert [post.on_own_thread for post in file.posts] == [None, False, None, True, None]
    last = file.posts[4]
    assert (last.links, last.mentions) == (("https://esempio.example.com/l",), ("Partner",))
    assert last.format is Format.CAROUSEL


def test_a_long_post_is_whole(tmp_path: Path) -> None:
    short = tweet("2051270614840246299", MAY, LONG[:270] + "… https://t.co/x")
    note = {"noteTweet": {"createdAt": "2026-05-04T12:00:00.000Z", "core": {"text": LONG}}}
    path = whole(
        tmp_path,
        **{
            "data/tweets-part2.js": script("tweets", [{"tweet": short}], 2),
            "data/note-tweet.js": script("note_tweet", [note]),
        },
    )
    texts = {post.platform_id: post.text for post in only(path).posts}
    assert texts["2051270614840246299"] == LONG


@pytest.mark.parametrize(
    ("name", "wrap"),
    [("tweet.js", False), ("data/tweet.js", True), ("esempio/data/tweets.js", False)],
)
def test_older_archives_have_other_places_and_bare_entries(
    tmp_path: Path, name: str, wrap: bool
) -> None:
    rows = [{"tweet": value} if wrap else value for value in TWEETS]
    file = only(archive(tmp_path, **{name: script("tweet", rows)}), account="x:esempio")
    assert len(file.posts) == 5
    assert file.covered is not None
    assert file.covered.start == datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_an_unpacked_archive_is_read_the_same(tmp_path: Path) -> None:
    with zipfile.ZipFile(whole(tmp_path)) as package:
        package.extractall(tmp_path / "aperto")
    file = only(tmp_path / "aperto")
    assert len(file.posts) == 5


def test_whose_it_is_must_be_told_and_must_not_be_contradicted(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="x:esempio, not about x:altro"):
        only(whole(tmp_path), account="x:altro")
    with pytest.raises(UsageError, match="export of x, not of facebook:altro"):
        only(whole(tmp_path), account="facebook:altro")
    nobody = archive(tmp_path, **{"data/tweets.js": script("tweets", TWEETS)})
    with pytest.raises(UsageError, match="does not tell which account"):
        only(nobody)


@pytest.mark.parametrize("cut", ['window.YTD.tweets.part0 = [{"tweet": {', "no script at all"])
def test_a_damaged_part_refuses_the_whole(tmp_path: Path, cut: str) -> None:
    with pytest.raises(ImportRefused, match="is not whole"):
        only(whole(tmp_path, **{"data/tweets-part2.js": cut}))


def test_the_archive_and_the_table_of_the_same_posts_are_one(tmp_path: Path) -> None:
    table = tmp_path / "account_analytics_content_2026-05-01_2026-05-31.csv"
    table.write_text(
        "Post id,Date,Post text,Post Link,Impressions,Likes,Replies,Reposts\n"
        '2051270614840246272,"Mon, May 4, 2026",Prova & riprova,'
        "https://x.com/esempio/status/2051270614840246272,900,3,2,1\n",
        encoding="utf-8",
    )
    options = make_options()
    with Store.open(tmp_path / "store.sqlite3") as store:
        for path in (whole(tmp_path), table):
            write_reading(store, read_files([path], options, NOW), options, NOW)
        with store.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT count(*), max(s.comments), max(s.reactions) FROM post p "
                "JOIN post_snapshot s ON s.post_id = p.id WHERE p.platform_id LIKE '%272'"
            ).all()
            posts = connection.exec_driver_sql("SELECT count(*) FROM post").scalar()
    assert posts == 5
    assert rows[0][1:] == (2, 3)


def test_answers_keep_no_words_and_no_names(tmp_path: Path) -> None:
    options = make_options()
    value = tmp_path / "store.sqlite3"
    with Store.open(value) as store:
        write_reading(store, read_files([whole(tmp_path)], options, NOW), options, NOW)
    assert b"cliente" not in value.read_bytes()
