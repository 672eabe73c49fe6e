"""The exports of X Analytics are known by their header."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auditor.core.model import PostKind, Window
from connectors.files.options import ImportRefused

MONTHLY = (
    '"Tweet id","Tweet permalink","Tweet text","time","impressions","engagements","retweets",'
    '"replies","likes","url clicks","promoted impressions"'
)
CONTENT = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,"
    "Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)
NAME = "tweet_activity_metrics_Esempio_20170101_20170201_en.csv"


def monthly(number: int, text: str) -> str:
    link = f"https://twitter.com/Esempio/status/{number}"
    time = f"2017-01-0{number} 18:50 +0000"
    cells = [number, link, text, time, "1938.0", "18.0", "2.0", "1.0", "3.0", "15.0", "-"]
    return ",".join(f'"{cell}"' for cell in cells)


def test_the_monthly_export_needs_no_word_from_the_user(write, read) -> None:
    file = read(write(MONTHLY, monthly(1, "Ciao"), name=NAME), account=None)
    assert file.kind == "x_analytics_monthly"
    assert str(file.account) == "x:esempio"
    assert (file.zone, file.zone_source) == ("UTC", "file")
    (post,) = file.posts
    assert post.published_at == datetime(2017, 1, 1, 18, 50, tzinfo=UTC)
    counts = post.counts
    assert (counts.reactions, counts.comments, counts.shares) == (3, 1, 2)
    assert (counts.impressions, counts.clicks, counts.views) == (1938, 15, None)


def test_answers_and_retweets_are_no_own_posts(write, read) -> None:
    rows = [monthly(1, "@altro grazie"), monthly(2, ".@altro dice"), monthly(3, "RT @altro: ciao")]
    file = read(write(MONTHLY, *rows, name=NAME), account=None)
    assert [post.kind for post in file.posts] == [
        PostKind.REPLY,
        PostKind.POST,
        PostKind.REPOST,
    ]


def test_the_name_of_the_monthly_export_declares_the_month(write, read) -> None:
    file = read(write(MONTHLY, monthly(1, "Ciao"), name=NAME), account=None)
    assert file.span_source == "declared"
    assert file.covered == Window(
        datetime(2017, 1, 1, tzinfo=UTC), datetime(2017, 2, 1, tzinfo=UTC)
    )


def test_a_month_without_a_post_is_no_data_of_the_account_in_its_name(write, read) -> None:
    file = read(write(MONTHLY, name=NAME), account=None)
    assert str(file.account) == "x:esempio"
    assert file.covered is None


def test_another_account_than_the_files_is_refused_with_both_names(write, read) -> None:
    path = write(MONTHLY, monthly(1, "Ciao"), name=NAME)
    with pytest.raises(ImportRefused, match="x:esempio, not about x:altro"):
        read(path, account="x:altro")


def test_the_content_export_takes_the_moment_from_the_id(write, read) -> None:
    row = (
        '812369747765362688,"Fri, Dec 23, 2016",Ciao,https://x.com/Esempio/status/'
        '812369747765362688,"1,938",3,18,4,9,0,1,2,0,0,15,0,0'
    )
    file = read(write(CONTENT, row), account=None)
    (post,) = file.posts
    assert f"{post.published_at:%Y-%m-%d %H:%M}" == "2016-12-23 18:50"
    assert (post.counts.shares, post.counts.saves, post.counts.impressions) == (2, 4, 1938)


def test_a_rounded_id_leaves_the_day(write, read) -> None:
    row = '8.1237E+17,"Fri, Dec 23, 2016",Ciao,https://x.com/Esempio/status/8,1,3,18,4,9,0,1,2,0,0,1,0,0'
    (post,) = read(write(CONTENT, row), account=None).posts
    assert f"{post.published_at:%Y-%m-%d %H:%M}" == "2016-12-23 00:00"
    assert post.platform_id == "8"
