"""Accounts, ids, spans, and rows left out: what a reading says before anything is written."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from auditor.core.errors import UsageError
from auditor.core.model import Window
from connectors.files import ImportRefused, describe, make_options, read_files

POST = "https://www.facebook.com/esempio/posts/"


def test_the_account_is_told_by_the_addresses_of_the_posts(write, read) -> None:
    file = read(write("id,date,permalink", f"1,2026-03-01,{POST}1"), account=None)
    assert str(file.account) == "facebook:esempio"


def test_an_account_that_nothing_tells_is_asked_for(write, read) -> None:
    with pytest.raises(UsageError, match="does not tell which account") as caught:
        read(write("id,date", "1,2026-03-01"), account=None)
    assert "--account" in str(caught.value.advice)


def test_addresses_of_several_accounts_split_a_table(write, now) -> None:
    other = "https://www.facebook.com/altro/posts/"
    urls = [f"{POST}1", f"{POST}2", f"{other}3", f"{other}4"]
    rows = [f"{n},2026-03-0{n},{url}" for n, url in enumerate(urls, 1)]
    files = read_files([write("id,date,permalink", *rows)], make_options(), now).files
    assert {str(file.account): [post.platform_id for post in file.posts] for file in files} == {
        "facebook:esempio": ["1", "2"],
        "facebook:altro": ["3", "4"],
    }


@pytest.mark.parametrize("accounts", [2, 3, 5])
def test_a_table_of_a_post_of_each_account_is_asked_about(accounts: int, write, now) -> None:
    rows = [
        f"2026-03-0{n},ciao,3,https://www.tiktok.com/@uno{n}/video/7{n}00000000000000"
        for n in range(1, accounts + 1)
    ]
    path = write("date,text,likes,url", *rows)
    with pytest.raises(UsageError, match=r"rows of several pages: tiktok:uno1 \(1\)"):
        read_files([path], make_options(posts=True), now)
    options = make_options(posts=True, account="tiktok:uno2")
    (file,) = read_files([path], options, now).files
    assert [len(file.posts), str(file.account)] == [1, "tiktok:uno2"]


def test_followers_for_files_of_several_accounts_are_refused(write, now) -> None:
    result = write("id,date,permalink", f"1,2026-03-01,{POST}1", name="one.csv")
    two = write("id,date,url", "1,2026-03-01,https://x.com/altro/status/1", name="two.csv")
    with pytest.raises(UsageError, match="several accounts"):
        read_files([result, two], make_options(followers=["10"]), now)


def test_a_post_without_an_id_takes_the_networks_own_from_its_address(write, read) -> None:
    path = write("date,url", "2026-03-01,https://x.com/esempio/status/812369747765362688?s=20")
    assert read(path, account="x:esempio").posts[0].platform_id == "812369747765362688"


def test_a_post_without_id_and_address_keeps_its_id_from_one_file_to_the_next(write, read) -> None:
    first = read(write("date,text,likes", "2026-03-01,ciao,1", "2026-03-02,addio,2"))
    second = read(write("date,text,likes", "2026-03-02,addio,9", "2026-03-03,oggi,0", name="b.csv"))
    assert first.posts[1].platform_id == second.posts[0].platform_id
    assert len({post.platform_id for post in (*first.posts, *second.posts)}) == 3


def test_a_repeated_post_is_one_post(write, read) -> None:
    file = read(write("id,date,likes", "1,2026-03-01,3", "2,2026-03-01,1", "1,2026-03-01,4"))
    assert sorted(post.platform_id for post in file.posts) == ["1", "2"]
    assert [(str(out.reason), out.rows) for out in file.left_out] == [
        ("a repetition of the same post", 1)
    ]
    assert file.complete


def test_wordless_posts_of_one_day_are_several_posts(write, read) -> None:
    path = write("date,type,text,likes", "2026-03-01,photo,,3", "2026-03-01,photo,,5")
    assert len({post.platform_id for post in read(path).posts}) == 2


def test_rows_without_a_usable_date_are_left_out_with_the_reason(write, read) -> None:
    rows = ["1,2026-03-01", "2,", "3,boh", "4,2027-03-01", "Total,", "", ",,"]
    file = read(write("id,date,likes", *rows))
    assert len(file.posts) == 1
    assert {str(out.reason): (out.rows, out.lines) for out in file.left_out} == {
        "no date": (1, (3,)),
        "a date that cannot be read": (1, (4,)),
        "a date in the future": (1, (5,)),
        "a row of totals, not a post": (1, (6,)),
    }
    assert not file.complete


def test_a_row_of_totals_leaves_the_span_complete(write, read) -> None:
    assert read(write("id,date,likes", "1,2026-03-01,2", "Totale,,2")).complete


def test_a_file_covers_from_its_first_to_its_last_row(write, read) -> None:
    file = read(write("id,date", "1,2026-03-09 08:00", "2,2026-03-01 10:00"))
    assert file.span_source == "rows"
    assert file.covered is not None
    assert file.covered.start == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert 0 < (file.covered.end - datetime(2026, 3, 9, 8, tzinfo=UTC)).total_seconds() < 1


def test_the_user_says_which_days_a_file_covers(write, read) -> None:
    path = write("id,date", "1,2026-03-09 08:00")
    file = read(path, covers="2026-03-01..2026-03-31", timezone="-05:00")
    assert file.span_source == "user"
    assert file.covered == Window(
        datetime(2026, 3, 1, 5, tzinfo=UTC), datetime(2026, 4, 1, 5, tzinfo=UTC)
    )
    assert file.asked == file.covered


@pytest.mark.parametrize(
    "name",
    [
        "posts_2026-03-01_2026-03-31.csv",
        "Mar-01-2026_Mar-31-2026_3909528329355109.csv",
        "export-20260301-20260331.csv",
    ],
)
def test_the_name_of_a_file_declares_its_days_before_the_user_does(name, write, read) -> None:
    file = read(write("id,date", "1,2026-03-09", name=name), covers="2026-01-01..2026-05-01")
    assert file.span_source == "declared"
    assert file.covered == Window(
        datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("note", "days"),
    [
        ("Dati dal 2026-03-01 al 2026-03-31", ("2026-03-01", "2026-04-01")),
        ("Periodo: 01/03/2026 - 31/03/2026", ("2026-03-01", "2026-04-01")),
        ("Esportato il 2026-04-02", None),
        ("Dal 2026-02-01 al 2026-02-28", None),
    ],
)
def test_a_line_above_the_header_declares_the_days(write, read, note: str, days) -> None:
    file = read(write(note, "", "id,data,mi piace", "1,09/03/2026,3", "2,15/03/2026,4"))
    assert file.covered is not None
    if days is None:
        assert file.span_source == "rows"
    else:
        assert file.span_source == "declared"
        assert (
            tuple(value.date().isoformat() for value in (file.covered.start, file.covered.end))
            == days
        )


def test_days_in_a_name_that_do_not_hold_the_posts_are_not_used(write, read) -> None:
    file = read(write("id,date", "1,2026-06-09", name="posts_2026-03-01_2026-03-31.csv"))
    assert file.span_source == "rows"
    assert any("outside" in str(warning) for warning in file.warnings)


def test_no_span_reaches_beyond_the_moment_of_observation(write, read, now) -> None:
    file = read(write("id,date", "1,2026-11-09"), covers="2026-11-01..2026-12-31")
    assert file.covered is not None
    assert file.covered.end == now


def test_rows_are_observed_when_the_user_says_or_at_import(write, read, now) -> None:
    path = write("id,date", "1,2026-03-01")
    assert read(path).observed_at == now
    assert read(path, observed_at="2026-04-02").observed_at == datetime(2026, 4, 3, tzinfo=UTC)


def test_a_file_was_counted_on_its_own_date(write, read, now) -> None:
    path = write("id,date,likes", "1,2026-03-09 08:00,3")
    made = datetime(2026, 3, 20, 12, tzinfo=UTC)
    os.utime(path, (made.timestamp(), made.timestamp()))
    file = read(path)
    assert (file.observed_at, file.observed_source) == (made, "file")
    assert "Counted on 2026-03-20, by the file's own date" in "\n".join(map(str, describe(file)))
    before = datetime(2026, 3, 1, tzinfo=UTC).timestamp()
    os.utime(path, (before, before))
    file = read(path)
    assert (file.observed_at, file.observed_source) == (now, "import")
    reading = read(path, observed_at="2026-04-01")
    assert (reading.observed_at.month, reading.observed_source) == (4, "user")


def test_today_is_observed_now_and_the_future_not_at_all(write, read, now) -> None:
    path = write("id,date", "1,2026-03-01")
    assert read(path, observed_at="2026-11-24").observed_at == now
    with pytest.raises(UsageError, match="in the future"):
        read(path, observed_at="2026-12-24")


def test_an_address_too_long_for_an_id_is_hashed(write, read) -> None:
    url = f"{POST}{'a' * 600}"
    first = read(write("date,url", f"2026-03-01,{url}1", f"2026-03-01,{url}2"))
    assert len({post.platform_id for post in first.posts}) == 2
    assert max(len(post.platform_id) for post in first.posts) < 100


def test_an_observation_before_the_newest_post_is_refused(write, read) -> None:
    with pytest.raises(UsageError, match="before the newest post"):
        read(write("id,date", "1,2026-03-01"), observed_at="2026-02-01")


def test_a_header_without_a_row_is_no_data_also_when_the_span_is_declared(write, read) -> None:
    file = read(write("id,date,likes", ""), covers="2026-01-01..2026-03-31")
    assert (file.posts, file.covered, file.complete) == ((), None, False)
    assert any("no data" in str(warning) for warning in file.warnings)


def test_a_table_whose_dates_are_all_unreadable_is_refused(write, read) -> None:
    with pytest.raises(ImportRefused, match="'date' holds no dates, but words such as 'sempre'"):
        read(write("id,date", "1,sempre", "2,mai"))


def test_the_reading_is_told_line_by_line(write, read) -> None:
    path = write("id;date;text;likes;love;note", "1;13/03/2026 10:00;ciao;1.200;3;x", "2;boh;;1;1;")
    lines = [str(line) for line in describe(read(path, timezone="Europe/Rome"))]
    assert lines == [
        "posts.csv: table of posts, of facebook:esempio.",
        "Text in UTF-8, columns separated by semicolons.",
        "platform_id: from id.",
        "published_at: from date.",
        "text: from text.",
        "reactions: the sum of likes + love.",
        "Columns not used: note.",
        "Numbers: '.' is read as the thousands mark.",
        "Dates: the day before the month.",
        "Time zone: Europe/Rome, as you said.",
        "1 own post, 0 replies, 0 reposts.",
        "2 rows of the table are of this account.",
        "1 row left out: a date that cannot be read (line 3).",
        "It covers 2026-03-13 to 2026-03-13, from its first to its last row.",
        "Counted on 2026-11-24, the day of the import; another day: --observed-at DATE",
        "Counts found: reactions.",
        "Not in the file, and so unknown: comments, shares.",
        "2026-03-13 09:00 UTC · ciao · reactions=1203",
    ]


@pytest.mark.parametrize("span", ["2026-01-01", "2026-03-01..2026-01-01", "gennaio..marzo"])
def test_a_span_that_is_none_is_refused(span: str) -> None:
    with pytest.raises(UsageError, match="--covers"):
        make_options(covers=span)
