"""Google Takeout of a Business Profile: reviews with their answers, and nobody's name or word."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.core.errors import UsageError
from auditor.core.model import AccountRef
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from auditor.store import Store
from connectors.files import make_options, read_files, write_reading
from connectors.files.reading_record import ImportReading
from tests.connectors.files.conftest import NOW

WORDS = "CANARY era freddo"


def review(number: int, day: int = 1, answer: int | None = None, **more: Any) -> dict[str, Any]:
    """A review of a day of October 2026, and its answer of another."""
    row: dict[str, Any] = {
        "name": f"accounts/1/locations/7/reviews/r{number}",
        "reviewer": {"displayName": "Mario CanaryRossi"},
        "starRating": "FIVE",
        "comment": f"{WORDS} {number}",
        "createTime": f"2026-10-{day:02d}T10:15:30.123456Z",
        "updateTime": f"2026-10-{day:02d}T10:15:30.123456Z",
        **more,
    }
    if answer is not None:
        moment = f"2026-10-{answer:02d}T11:00:00Z"
        row["reviewReply"] = {"comment": "CANARY grazie", "updateTime": moment}
    return row


def folder(tmp_path: Path, pages: dict[str, list[dict[str, Any]]]) -> Path:
    """An unpacked archive with its pages by their place below the product's folder."""
    root = tmp_path / "Takeout" / "Google Business Profile"
    for place, rows in pages.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"reviews": rows}), encoding="utf-8")
    return tmp_path / "Takeout"


def zipped(root: Path, made: tuple[int, ...] = (2026, 11, 20, 8, 0, 0)) -> Path:
    path = root.parent / "takeout-20261120T080000Z-001.zip"
    with zipfile.ZipFile(path, "w") as package:
        for file in sorted(root.rglob("*")):
            if file.is_file():
                info = zipfile.ZipInfo(file.relative_to(root.parent).as_posix(), made)
                package.writestr(info, file.read_bytes())
    return path


def read(path: Path, **more: Any) -> ImportReading:
    return read_files([path], make_options(**more), NOW)


ONE = {"account-1/location-7/reviews.json": [review(1, 1, 2), review(2, 5), review(3, 9, 20)]}


@pytest.mark.parametrize("form", ["folder", "zip", "file"])
def test_reviews_are_read_as_a_folder_as_a_zip_and_by_themselves(form: str, tmp_path: Path) -> None:
    root = folder(tmp_path, ONE)
    path = {
        "folder": root,
        "zip": zipped(root),
        "file": next(root.rglob("reviews.json")),
    }[form]
    (file,) = read(path).files
    assert str(file.account) == "google:7"
    assert [bool(c.is_account) for c in file.reviews] == [False, True, False, False, True]
    assert (file.posts, file.profile and file.profile.reviews) == ((), 3)
    assert file.profile is not None
    assert file.profile.rating == 5
    assert file.observed_at.day == 20
    assert file.observed_at.month == (11 if form == "zip" else 10)  # unpacked: its last answer


def test_what_was_read_is_audited_and_leaves_no_word(tmp_path: Path) -> None:
    path = zipped(folder(tmp_path, ONE))
    store_path = tmp_path / "s.sqlite3"
    options = make_options()
    with Store.open(store_path) as store:
        written = write_reading(store, read(path), options, NOW)
        again = write_reading(store, read(path), options, NOW)
        ref = AccountRef("google", "7")
        spec = AuditSpec((SubjectSpec("Esempio", "company", "client", (ref,)),))
        account = as_result(run_audit(store, spec, NOW, NOW)).accounts[0]
    assert (written.accounts[0].reviews, written.accounts[0].new_reviews) == (5, 5)
    assert (again.accounts[0].new_reviews, again.accounts[0].known_files) == (0, 1)
    rate = account.signals["reply_rate"]
    assert (rate.details["counted"], rate.details["of"]) == (2, 3)
    assert account.signals["posts_per_week"].value is None  # it tells no posts: no silence
    assert account.reviews is not None
    assert (account.reviews.count, account.reviews.rating) == (3, 5)
    with Store.open(store_path) as store, store.connect() as connection:
        taken = connection.exec_driver_sql("SELECT rows, taken FROM source_file").all()
    assert taken == [(3, 3)]
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("s.sqlite3*"))
    for word in (b"CANARY", b"Canary", b"freddo"):
        assert word not in stored
        assert word.decode() not in account.model_dump_json()


def test_an_archive_and_the_api_tell_of_one_review(tmp_path: Path) -> None:
    """The store has a review once, whichever told it first."""
    from connectors.google.parse import comments

    path = zipped(folder(tmp_path, ONE))
    with Store.open(tmp_path / "s.sqlite3") as store:
        write_reading(store, read(path), make_options(), NOW)
        by_api, _ = comments({"reviews": [{**review(1, 1, 2), "reviewId": "r1"}]})
        with store.write() as writer:
            row = store.find([AccountRef("google", "7")])[AccountRef("google", "7")]
            assert writer.comments(row, None, by_api, NOW) == 0


def test_further_pages_and_copies_below_other_accounts_are_one_list(tmp_path: Path) -> None:
    later = review(1, 1, 30, updateTime="2026-10-29T00:00:00Z")
    pages = {
        "account-1/location-7/reviews.json": [review(1), review(2)],
        "account-1/location-7/reviews-ABHRLX.json": [review(3)],
        "account-9/location-7/reviews.json": [later, review(2)],
    }
    (file,) = read(zipped(folder(tmp_path, pages))).files
    assert sum(not c.is_account for c in file.reviews) == 3
    assert sum(bool(c.is_account) for c in file.reviews) == 1
    assert [(out.rows, out.harmless) for out in file.left_out] == [(2, True)]


def test_a_changed_further_page_is_another_file(tmp_path: Path) -> None:
    pages = {
        "account-1/location-7/reviews.json": [review(1)],
        "account-1/location-7/reviews-B.json": [review(2)],
    }
    (before,) = read(folder(tmp_path / "a", pages)).files
    pages["account-1/location-7/reviews-B.json"] = [review(2), review(3)]
    (after,) = read(folder(tmp_path / "b", pages)).files
    assert before.sha256 != after.sha256


def of(location: int, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {**row, "name": row["name"].replace("locations/7", f"locations/{location}")} for row in rows
    ]


TWO = {
    "account-1/location-7/reviews.json": [review(1), review(2)],
    "account-1/location-8/reviews.json": of(8, review(3)),
}


def test_each_profile_is_an_account_of_its_own(tmp_path: Path) -> None:
    reading = read(zipped(folder(tmp_path, TWO)))
    assert {str(file.account): len(file.reviews) for file in reading.files} == {
        "google:7": 2,
        "google:8": 1,
    }


def test_of_several_profiles_the_one_that_is_asked_for_is_read(tmp_path: Path) -> None:
    (file,) = read(zipped(folder(tmp_path, TWO)), account="google:8").files
    assert (str(file.account), len(file.reviews)) == ("google:8", 1)
    assert [(str(out.reason), out.rows) for out in file.left_out] == [("of other accounts", 2)]


@pytest.mark.parametrize("account", ["google:9", "facebook:esempio"])
def test_a_profile_that_is_not_in_it_is_refused(account: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"google:7|export of google"):
        read(next(folder(tmp_path, ONE).rglob("reviews.json")), account=account)


def test_a_place_id_is_another_name_of_the_only_profile(tmp_path: Path) -> None:
    (file,) = read(zipped(folder(tmp_path, ONE)), account="google:ChIJesempio").files
    assert str(file.account) == "google:ChIJesempio"


@pytest.mark.parametrize(
    ("row", "reviews", "left"),
    [
        ({"createTime": "soon"}, 1, 1),
        ({"createTime": "2031-01-01T00:00:00Z"}, 1, 1),
        ({"reviewer": None}, 2, 0),
        ({"starRating": None}, 2, 0),
        ({"comment": 7}, 2, 0),
        ({"name": "x"}, 1, 0),
    ],
)
def test_an_odd_review_costs_itself(
    row: dict[str, Any], reviews: int, left: int, tmp_path: Path
) -> None:
    rows = [review(1), {**review(2), **row}]
    (file,) = read(zipped(folder(tmp_path, {"account-1/location-7/reviews.json": rows}))).files
    assert len(file.reviews) == reviews
    assert sum(out.rows for out in file.left_out) == left


def test_stars_that_are_not_all_told_have_no_average(tmp_path: Path) -> None:
    rows = [review(1), review(2, starRating="STAR_RATING_UNSPECIFIED")]
    (file,) = read(zipped(folder(tmp_path, {"account-1/location-7/reviews.json": rows}))).files
    assert file.profile is not None
    assert (file.profile.reviews, file.profile.rating) == (2, None)


def test_a_file_that_was_cut_is_refused_in_words(tmp_path: Path) -> None:
    path = next(folder(tmp_path, ONE).rglob("reviews.json"))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(UsageError, match="not whole"):
        read(path)


def test_what_somebody_wrote_of_other_places_is_named(tmp_path: Path) -> None:
    path = tmp_path / "Reviews.json"
    place = {"properties": {"five_star_rating_published": 5, "review_text_published": "x"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [place]}))
    with pytest.raises(UsageError, match="of other places") as refused:
        read(path)
    assert "Google Business Profile" in str(refused.value.advice)


def test_other_files_of_the_archive_are_named_and_not_read(tmp_path: Path) -> None:
    root = folder(tmp_path, ONE)
    place = root / "Google Business Profile" / "account-1" / "location-7"
    name = {
        "id": {"attributeType": "LISTING_NAME"},
        "values": [{"datum": {"listingName": {"text": "Trattoria Esempio"}}}],
    }
    data = {"attributes": [{"x": "CANARY"}, name], "owner": "CANARY"}
    (place / "additionalData.json").write_text(json.dumps(data))
    (place / "data.json").write_text('{"x": "CANARY"}')
    (place / "photo-1.jpg").write_bytes(b"\xff\xd8\xff")
    reading = read(zipped(root))
    assert [file.account_name for file in reading.files] == ["Trattoria Esempio"]
    assert sorted(file.name.rpartition("/")[2] for file in reading.passed_over) == [
        "data.json",
        "photo-1.jpg",
    ]


def test_the_command_says_how_many_and_asks_for_no_followers(run: Any, tmp_path: Path) -> None:
    path = zipped(folder(tmp_path, ONE))
    shown = run("import", str(path), "--dry-run")
    assert "3 reviews, 2 answers. Nothing of who wrote them is kept." in shown.stdout
    done = run("import", str(path))
    assert "google:7: 5 reviews and answers written, 5 of them new." in done.stdout
    assert "posts written" not in done.stdout
    assert "--followers" not in done.stdout
    audited = run("audit", "google:7", "--offline", "--out", "esame")
    assert audited.exit_code == 0, audited.stderr
    page = Path("esame/index.html").read_text(encoding="utf-8")
    assert "3 reviews, 5.0 stars out of 5 on average." in page
    assert "CANARY" not in page


def test_a_later_archive_brings_the_answers_of_meanwhile(tmp_path: Path) -> None:
    first = zipped(folder(tmp_path / "a", {"account-1/location-7/reviews.json": [review(1)]}))
    second = zipped(
        folder(tmp_path / "b", {"account-1/location-7/reviews.json": [review(1, 1, 25)]})
    )
    ref = AccountRef("google", "7")
    spec = AuditSpec((SubjectSpec("Esempio", "company", "client", (ref,)),))
    with Store.open(tmp_path / "s.sqlite3") as store:
        write_reading(store, read(first), make_options(), NOW)
        before = as_result(run_audit(store, spec, NOW, NOW)).accounts[0].signals["reply_rate"]
        write_reading(store, read(second), make_options(), NOW)
        after = as_result(run_audit(store, spec, NOW, NOW)).accounts[0].signals["reply_rate"]
    assert (before.value, after.value) == (0, 1)


def test_the_day_of_an_archive_is_its_members(tmp_path: Path) -> None:
    (file,) = read(zipped(folder(tmp_path, ONE))).files
    assert file.observed_at == datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "tail", "indent"),
    [
        ("", "", None),
        ("\ufeff", "\n", 2),
        ("\n  ", "", 4),
    ],
)
@pytest.mark.parametrize("before", [{}, {"nextPageToken": "x", "totalReviewCount": 2}])
@pytest.mark.parametrize("name", ["reviews.json", "recensioni.json", "Bewertungen (1).json"])
def test_a_list_is_known_by_what_it_holds_however_it_is_written(
    name: str, before: dict[str, Any], head: str, tail: str, indent: int | None, tmp_path: Path
) -> None:
    last_name = {key: value for key, value in review(1).items() if key != "name"}
    rows = [{**last_name, "name": review(1)["name"]}, review(2)]
    path = tmp_path / name
    text = json.dumps({**before, "reviews": rows}, indent=indent)
    path.write_text(f"{head}{text}{tail}", encoding="utf-8")
    (file,) = read(path).files
    assert len(file.reviews) == 2


@pytest.mark.parametrize(
    "data",
    [
        {"reviews": [{"name": "places/x/reviews/1", "rating": 5, "text": {"text": "x"}}]},
        {"reviews": [{"author_name": "Mario", "rating": 5, "time": 1_700_000_000}]},
        {"result": {"reviews": [{"author_name": "Mario", "rating": 5}]}},
        {"reviews": []},
        {"data": [{"name": "accounts/1/locations/2/reviews/3"}]},
    ],
)
def test_reviews_of_another_kind_are_refused_in_words(data: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UsageError):
        read(path)
