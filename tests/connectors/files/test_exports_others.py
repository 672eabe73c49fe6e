"""The exports of LinkedIn, YouTube Studio and TikTok Studio, as their owners download them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from auditor.core.errors import UsageError
from auditor.core.model import Counts, Format
from auditor.core.reasons import Reason
from auditor.core.refs import parse_ref
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from auditor.store import Store
from connectors.files import ImportRefused, make_options, read_files, write_reading
from reports.html import render_html
from tests.connectors.files.exports import FOLDER, NOW, read, read_all

PAGE = "linkedin:company/esempio"


def at(day: int, hour: int = 0, minute: int = 0, month: int = 6) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_linkedins_old_workbook_has_notes_above_its_header_and_times_in_its_links() -> None:
    file = read("esempio_content_1782900000000.xls", account=PAGE)
    assert (file.kind, file.sheet) == ("linkedin_page_content", "All posts")
    assert [post.published_at for post in file.posts] == [at(4, 7, 30), at(9, 8), at(11, 17)]
    assert [post.format for post in file.posts] == [Format.IMAGE, Format.VIDEO, Format.ARTICLE]
    first, second, third = (post.counts for post in file.posts)
    assert (first.reactions, first.comments, first.shares, first.impressions) == (41, 5, 2, 1204)
    assert (first.views, second.views, third.reactions) == (None, 310, 0)
    assert file.span_source == "declared"
    assert file.covered is not None
    assert (file.covered.start, file.covered.end) == (at(1), at(1, month=7))


def test_linkedins_followers_are_about_the_sum_of_a_sheet(tmp_path: Path) -> None:
    file = read("esempio_followers_1782900000000.xls", account=PAGE)
    assert (file.kind, file.posts, file.covered) == ("linkedin_followers", (), None)
    assert file.profile is not None
    assert file.profile.followers == 310
    assert "sum of the sheet 'Location'" in " ".join(map(str, file.warnings))
    options = make_options(account=PAGE)
    reading = read_files(
        [
            FOLDER / name
            for name in (
                "esempio_followers_1782900000000.xls",
                "esempio_content_1782900000000.xls",
            )
        ],
        options,
        NOW,
    )
    with Store.open(tmp_path / "store.sqlite3") as store:
        written = write_reading(store, reading, options, NOW)
        spec = AuditSpec((SubjectSpec("Esempio", "company", "client", (parse_ref(PAGE),)),))
        result = as_result(run_audit(store, spec, NOW, offline=True))
    assert (written.posts, result.accounts[0].followers) == (3, 310)
    assert "no_rows" not in {note.code for note in result.data_quality}


def test_linkedins_figures_by_day_alone_are_named_and_are_no_posts(tmp_path: Path) -> None:
    path = tmp_path / "metrics.csv"
    path.write_text(
        "Date,Impressions (total),Reactions (total)\n06/01/2026,120,9\n", encoding="utf-8"
    )
    with pytest.raises(ImportRefused, match="figures of a page by day: it holds figures by day"):
        read_files([path], make_options(account=PAGE), NOW)


def workbook(path: Path, sheet: str, *rows: list[object]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


LINKS = [
    f"https://www.linkedin.com/feed/update/urn:li:activity:{value}"
    for value in (7468202380492800000, 7470021869568000000, 7470882540748800000)
]


@pytest.mark.parametrize(
    ("sheet", "header", "days"),
    [
        (
            "POST PRINCIPALI",
            ["URL del post", "Data di pubblicazione del post", "Interazioni"],
            ["4/6/2026", "9/6/2026", "11/6/2026"],
        ),
        (
            "TOP POSTS",
            ["Post URL", "Post publish date", "Engagements"],
            ["6/4/2026", "6/9/2026", "6/11/2026"],
        ),
    ],
)
def test_an_authors_posts_have_a_total_and_the_order_of_the_screens_language(
    tmp_path: Path, sheet: str, header: list[object], days: list[str]
) -> None:
    rows = [[link, day, n] for link, day, n in zip(LINKS, days, (31, 12, 44), strict=True)]
    path = workbook(
        tmp_path / "AggregateAnalytics_x.xlsx", sheet, ["Massimo 50 post"], [], header, *rows
    )
    (file,) = read_files([path], make_options(account="linkedin:in/esempio"), NOW).files
    assert [post.published_at for post in file.posts] == [at(4, 7, 30), at(9, 8), at(11, 17)]
    assert [post.counts.interactions for post in file.posts] == [31, 12, 44]
    assert not file.complete
    assert "best posts" in " ".join(map(str, file.warnings))


def test_linkedins_competitors_are_kept_as_sums_of_a_period(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "c.xlsx",
        "COMPETITORS",
        ["01/06/2026 - 30/06/2026"],
        ["Page", "New Followers", "Total Followers", "Posts", "Comments", "Reactions"],
        ["Altro S.r.l.", 12, "1,900", 8, 4, 61],
        ["Terzo S.p.A.", 0, 310, "", 0, 2],
    )
    options = make_options(account=PAGE)
    reading = read_files([path], options, NOW)
    (file,) = reading.files
    assert file.figures == {
        "period": "01/06/2026 - 30/06/2026",
        "pages": [
            {
                "page": "Altro S.r.l.",
                "new_followers": 12,
                "followers": 1900,
                "posts": 8,
                "comments": 4,
                "reactions": 61,
            },
            {
                "page": "Terzo S.p.A.",
                "new_followers": 0,
                "followers": 310,
                "posts": None,
                "comments": 0,
                "reactions": 2,
            },
        ],
    }
    with Store.open(tmp_path / "store.sqlite3") as store:
        write_reading(store, reading, options, NOW)
        spec = AuditSpec((SubjectSpec("Esempio", "company", "client", (parse_ref(PAGE),)),))
        result = as_result(run_audit(store, spec, NOW, offline=True))
    html = render_html(result, "en")
    assert "Altro S.r.l." in html
    assert "followers: 1,900" in html
    assert result.accounts[0].counts.own_posts == 0


YOUTUBE = "Content 2026-06-01_2026-06-30 Esempio in cucina.zip"


def test_youtubes_zip_as_it_was_downloaded() -> None:
    reading = read_files_of(YOUTUBE)
    (file,) = reading.files
    assert file.kind == "youtube_studio_table"
    assert [post.platform_id for post in file.posts] == [
        "AbCdEfGhI01",
        "-bCdEfGhI02",
        "CbCdEfGhI03",
    ]
    first, second, old = file.posts
    assert (first.published_at, second.published_at) == (at(3), at(9))
    assert (first.counts.reactions, first.counts.comments, first.counts.views) == (51, 7, 1500)
    assert file.declared_total == {
        "views": 2210,
        "impressions": 21000,
        "reactions": 73,
        "comments": 9,
        "shares": 3,
    }
    assert {
        skipped.name.rpartition("/")[2].rpartition(" › ")[2] for skipped in reading.passed_over
    } == {
        "Chart data.csv",
        "Totals.csv",
    }
    assert old.counts == Counts()
    assert old.missing["views"] is Reason.NOT_OFFERED


def test_youtubes_period_is_declared_by_the_name_of_the_zip() -> None:
    (file,) = read_files_of(YOUTUBE).files
    assert (file.span_source, file.complete) == ("declared", True)
    assert file.covered is not None
    assert (file.covered.start, file.covered.end) == (at(1), at(1, month=7))
    assert "1 video is older than the period" in " ".join(map(str, file.warnings))


def read_files_of(name: str):
    from tests.connectors.files.exports import FOLDER

    return read_files([FOLDER / name], make_options(account="youtube:@esempio"), NOW)


def test_youtube_in_italian_with_english_dates() -> None:
    file = read("youtube-it.csv", account="youtube:@esempio")
    assert [post.published_at for post in file.posts] == [at(3, month=3), at(9, month=3)]
    assert [post.counts.views for post in file.posts] == [900, 400]
    assert file.declared_total == {"views": 1300}
    assert "--covers" in " ".join(map(str, file.warnings))
    reading = read("youtube-it.csv", account="youtube:@esempio", covers="2026-03-01..2026-03-31")
    assert reading.span_source == "user"
    assert reading.covered is not None
    assert (reading.covered.start, reading.covered.end) == (at(1, month=3), at(1, month=4))


def test_tiktok_in_english_tells_its_account() -> None:
    file = read("tiktok-en.csv")
    assert (file.kind, str(file.account)) == ("tiktok_studio_content", "tiktok:esempio")
    assert [post.counts.reactions for post in file.posts] == [1200, 87]
    assert [post.counts.views for post in file.posts] == [18400, 2010]
    assert file.posts[1].counts.reach is None


def test_dates_without_a_year_are_the_latest_such_days() -> None:
    file = read("tiktok-es.csv")
    assert [post.published_at.date().isoformat() for post in file.posts] == [
        "2026-02-10",
        "2025-12-03",
    ]
    assert "without a year" in " ".join(map(str, file.warnings))


def test_several_exports_of_several_networks_in_one_call() -> None:
    files = read_all("tiktok-en.csv", "instagram-it.csv", "facebook-it.csv")
    assert [file.account.platform for file in files] == ["tiktok", "instagram", "facebook"]


def test_an_account_a_network_is_given_for_the_files_of_several() -> None:
    names = ("facebook-it.csv", "youtube-it.csv", "tiktok-en.csv")
    files = read_all(*names, account=["youtube:@esempio"])
    assert [str(file.account) for file in files] == [
        "facebook:esempio",
        "youtube:@esempio",
        "tiktok:esempio",
    ]
    numbered = "facebook-en_Jun-01-2026_Jun-30-2026_1000000000000001.csv"
    given = ["youtube:@esempio", "facebook:esempio"]
    files = read_all(numbered, "youtube-it.csv", account=given)
    assert [str(file.account) for file in files] == given[::-1]
    with pytest.raises(UsageError, match="two accounts of youtube"):
        make_options(account=["youtube:@uno", "youtube:@due"])
