"""Meta Business Suite's exports of content, in English and Italian, as the pages' owners get them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.core.errors import UsageError
from auditor.core.model import Format, PostKind
from auditor.store import Store
from connectors.files import make_options, read_files, write_reading
from tests.connectors.files.exports import FOLDER, read

NOW = datetime(2026, 7, 2, 9, tzinfo=UTC)


def test_facebook_in_english() -> None:
    file = read("facebook-en_Jun-01-2026_Jun-30-2026_1000000000000001.csv")
    assert (file.kind, str(file.account)) == ("meta_content_facebook", "facebook:100000000000101")
    first, second, third = file.posts
    assert first.platform_id == "122158000000000001"
    assert first.published_at == datetime(2026, 6, 3, 9, tzinfo=UTC)
    assert (first.text, first.format) == ("Nuovo orario di apertura", Format.IMAGE)
    assert second.text == "Vi aspettiamo sabato: porte aperte in pastificio"
    assert (first.counts.reactions, first.counts.comments, first.counts.shares) == (9, 1, 2)
    assert (first.counts.views, second.counts.views, second.counts.reach) == (1204, 12310, None)
    assert [value.kind for value in (first, second, third)] == [
        PostKind.POST,
        PostKind.POST,
        PostKind.REPOST,
    ]
    assert file.span_source == "declared"
    assert file.covered is not None
    assert file.covered.start == datetime(2026, 6, 1, tzinfo=UTC)
    assert file.covered.end == datetime(2026, 7, 1, tzinfo=UTC)


def test_facebook_in_italian() -> None:
    file = read("facebook-it.csv")
    assert (file.kind, str(file.account)) == ("meta_content_facebook", "facebook:esempio")
    assert [post.published_at.day for post in file.posts] == [4, 9]
    assert {post.published_at.month for post in file.posts} == {6}
    assert [post.counts.reach for post in file.posts] == [1204, 12310]
    assert [post.counts.reactions for post in file.posts] == [41, 388]


def test_instagram_in_english() -> None:
    file = read("instagram-en_Jun-01-2026_Jun-30-2026_1000000000000002.csv")
    assert (file.kind, str(file.account)) == ("meta_content_instagram", "instagram:esempio.pasta")
    first, second = file.posts
    assert (first.format, second.format) == (Format.CAROUSEL, Format.SHORT_VIDEO)
    assert (first.counts.reactions, first.counts.saves, first.counts.views) == (213, 6, 12400)
    assert (second.counts.comments, second.counts.saves, second.counts.reach) == (0, None, None)


def test_instagram_in_italian() -> None:
    file = read("instagram-it.csv")
    assert (file.kind, str(file.account)) == ("meta_content_instagram", "instagram:esempio.pasta")
    assert [post.published_at.day for post in file.posts] == [4, 9, 10]
    assert [post.format for post in file.posts] == [
        Format.CAROUSEL,
        Format.SHORT_VIDEO,
        Format.IMAGE,
    ]
    assert [post.counts.reactions for post in file.posts] == [41, 388, 12]
    assert file.posts[2].counts.shares is None
    assert file.missing["reach"] == "not_offered"


def test_the_month_comes_first_unless_a_cell_says_otherwise(tmp_path) -> None:
    head = "Page ID,Publish time,Title,Reactions\n"
    path = tmp_path / "x.csv"
    for cells, days in (
        ("1,03/04/2026 09:00,a,1\n1,03/05/2026 09:00,b,2\n", [4, 5]),
        ("1,13/04/2026 09:00,a,1\n1,03/04/2026 09:00,b,2\n", [13, 3]),
    ):
        path.write_text(head + cells, encoding="utf-8")
        (file,) = read_files([path], make_options(), NOW).files
        assert [post.published_at.day for post in file.posts] == days


def test_an_account_of_another_network_contradicts_and_one_of_the_same_wins() -> None:
    name = "facebook-en_Jun-01-2026_Jun-30-2026_1000000000000001.csv"
    assert str(read(name, account="facebook:esempio").account) == "facebook:esempio"
    with pytest.raises(UsageError, match="export of facebook, not of x:esempio"):
        read(name, account="x:esempio")
    with pytest.raises(UsageError, match=r"instagram:esempio\.pasta, not about instagram:altro"):
        read("instagram-it.csv", account="instagram:altro")


def test_a_post_of_an_export_and_of_a_table_with_its_address_is_one(tmp_path: Path) -> None:
    table = tmp_path / "tabella.csv"
    table.write_text(
        "permalink,date,caption,likes,comments\n"
        "https://www.instagram.com/p/AbCdEfGhI03/,2026-06-04 09:00,Marmellate,44,\n"
        "https://www.instagram.com/p/AbCdEfGhI09/,2026-06-12 09:00,Altro,5,1\n",
        encoding="utf-8",
    )
    options = make_options(account="instagram:esempio.pasta")
    reading = read_files([FOLDER / "instagram-it.csv", table], options, NOW)
    with Store.open(tmp_path / "store.sqlite3") as store:
        write_reading(store, reading, options, NOW)
        with store.connect() as connection:
            posts = connection.exec_driver_sql("SELECT count(*) FROM post").scalar()
            newest = connection.exec_driver_sql(
                "SELECT max(s.reactions), max(s.comments) FROM post_snapshot s JOIN post p "
                "ON p.id = s.post_id WHERE p.url LIKE '%AbCdEfGhI03%'"
            ).one()
    assert posts == 4
    assert tuple(newest) == (44, 2)
