"""Dates are read in one order and one zone for the whole file, or asked for."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from auditor.core.errors import UsageError
from connectors.files import make_options
from connectors.files.rows.dates import AmbiguousOrder, parse_dates


def moments(*values: str, zone=UTC, order=None) -> list[str | None]:
    utc = parse_dates(pd.Series(values, dtype=object), zone, order).utc
    return [None if pd.isna(moment) else f"{moment:%Y-%m-%d %H:%M:%S}" for moment in utc]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-06-05", "2026-06-05 00:00:00"),
        ("2026-06-05T10:11:12.5Z", "2026-06-05 10:11:12"),
        ("2026-06-05T10:11:12+02:00", "2026-06-05 08:11:12"),
        ("2016-12-23 18:50 +0000", "2016-12-23 18:50:00"),
        ("31/12/2025 23:59", "2025-12-31 23:59:00"),
        ("08/17/2017 3:45 pm", "2017-08-17 15:45:00"),
        ("12/31/17 12:05 AM", "2017-12-31 00:05:00"),
        ("5 giugno 2026 14:30", "2026-06-05 14:30:00"),
        ("lunedì 5 gen 2026 alle ore 9:05", "2026-01-05 09:05:00"),
        ("Fri, Jun 5, 2026", "2026-06-05 00:00:00"),
        ("Jun 5, 2026, 3 PM", "2026-06-05 15:00:00"),
        ("01 Jan 2024", "2024-01-01 00:00:00"),
        ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10 20:19:24"),
        ("1. 9. 2026", "2026-09-01 00:00:00"),
        ("31. 12. 2025 23:59", "2025-12-31 23:59:00"),
        ("2026. 9. 1. 10:00", "2026-09-01 10:00:00"),
        ("2026年9月1日", "2026-09-01 00:00:00"),
        ("20260901T100000Z", "2026-09-01 10:00:00"),
        ("1 eylül 2026", "2026-09-01 00:00:00"),
        ("1 сентября 2026", "2026-09-01 00:00:00"),
        ("1699000000", "2023-11-03 08:26:40"),
        ("1699000000123", "2023-11-03 08:26:40"),
        ("45000.5", "2023-03-15 12:00:00"),
    ],
)
def test_a_date_is_read_as_it_is_meant(written: str, meant: str) -> None:
    assert moments(written, order="dmy" if written.startswith("1. 9.") else None) == [meant]


@pytest.mark.parametrize("written", ["2026-02-31", "2026-06-05 25:00", "ieri", "1", "0001-01-01"])
def test_what_is_no_date_is_none(written: str) -> None:
    assert moments(written) == [None]


def test_one_day_above_twelve_settles_the_order_of_the_whole_file() -> None:
    assert moments("01/02/2026", "13/02/2026")[0] == "2026-02-01 00:00:00"
    assert moments("01/02/2026", "02/13/2026")[0] == "2026-01-02 00:00:00"


def test_an_order_that_nothing_tells_is_asked_for(write, read) -> None:
    path = write("id,date", "1,01/02/2026", "2,03/04/2026")
    with pytest.raises(UsageError, match=r"posts\.csv: is '01/02/2026'") as caught:
        read(path)
    assert "--date-order" in str(caught.value.advice)
    assert read(path, date_order="mdy").posts[0].published_at.day == 2
    assert read(path, date_order="dmy").posts[0].published_at.day == 1


def test_dates_that_read_the_same_both_ways_need_no_question() -> None:
    assert moments("05/05/2026") == ["2026-05-05 00:00:00"]


def test_a_file_that_mixes_both_orders_is_refused() -> None:
    with pytest.raises(AmbiguousOrder) as caught:
        moments("13/01/2026", "01/13/2026")
    assert caught.value.mixed


def test_an_order_that_does_not_fit_is_refused(write, read) -> None:
    with pytest.raises(UsageError, match="does not fit --date-order mdy"):
        read(write("id,date", "1,13/02/2026"), date_order="mdy")


def test_times_without_a_zone_are_read_in_the_zone_given() -> None:
    assert moments("2026-01-15 12:00", "2026-07-15 12:00", zone=ZoneInfo("Europe/Rome")) == [
        "2026-01-15 11:00:00",
        "2026-07-15 10:00:00",
    ]
    assert moments("2016-06-23 17:00", zone=timezone(timedelta(hours=-5))) == [
        "2016-06-23 22:00:00"
    ]


def test_the_hours_of_a_clock_change_are_read_all_the_same() -> None:
    rome = ZoneInfo("Europe/Rome")
    assert moments("2025-10-26 02:30", "2025-03-30 02:30", zone=rome) == [
        "2025-10-26 00:30:00",
        "2025-03-30 01:00:00",
    ]


def test_the_reading_says_which_zone_was_taken_and_why(write, read) -> None:
    plain = write("id,date", "1,2026-03-01 10:00")
    zoned = write("id,date", "1,2026-03-01T10:00:00+02:00", name="zoned.csv")
    assumed = read(plain, default_timezone="Europe/Rome")
    assert (assumed.zone, assumed.zone_source) == ("Europe/Rome", "default")
    assert any("--timezone" in str(warning) for warning in assumed.warnings)
    said = read(plain, timezone="-05:00")
    assert (said.zone, said.zone_source) == ("-05:00", "user")
    assert read(zoned, timezone="-05:00").zone_source == "file"


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "+25:00", "../etc", "-5:99"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(UsageError, match="not a time zone"):
        make_options(timezone=zone)


def test_the_classic_time_of_a_tweet_is_not_one_without_a_year(write, read) -> None:
    lines = [f"Tue Sep {day:02d} 10:00:00 +0000 2026,we say {day},3,1" for day in (1, 8, 15, 22)]
    posts = read(write("created_at,text,likes,replies", *lines), account="x:esempio").posts
    assert [f"{post.published_at:%m-%d %H}" for post in posts] == [
        "09-01 10",
        "09-08 10",
        "09-15 10",
        "09-22 10",
    ]
