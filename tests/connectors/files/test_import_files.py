"""Encodings, separators, line ends, spreadsheets, folders; and files that are no tables."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from auditor.core.errors import UsageError
from connectors.files import ImportRefused, make_options, read_files

HEADER = "id,date,text,reactions"
ROW = "1,2026-03-01,perché no?,3"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found(encoding: str, told: str, write, read) -> None:
    file = read(write(HEADER, ROW, encoding=encoding))
    assert file.posts[0].text == "perché no?"
    assert file.encoding == told


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str, write, read) -> None:
    file = read(write(HEADER.replace(",", separator), ROW.replace(",", separator)))
    assert file.separator == separator
    assert file.posts[0].counts.reactions == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str, write, read) -> None:
    assert len(read(write(HEADER, ROW, ROW.replace("1,", "2,", 1), end=end)).posts) == 2


def test_a_text_in_quotation_marks_may_hold_line_ends_and_separators(write, read) -> None:
    file = read(write(HEADER, '1,2026-03-01,"uno,\r\ndue; ""tre""",3'))
    assert file.posts[0].text == 'uno,\ndue; "tre"'


def test_a_row_wider_than_the_header_refuses_the_file(write, read) -> None:
    with pytest.raises(ImportRefused, match="line 3: the row goes on after the last column"):
        read(write(HEADER, ROW, "2,2026-03-02,uno, due, tre,4"))


def test_a_row_that_ends_early_refuses_the_file_with_line_and_column(write, read) -> None:
    rows = [f"{n},2026-03-0{n},ciao,3" for n in range(1, 8)]
    with pytest.raises(ImportRefused, match=r"line 6: the row ends before the column 'Likes'"):
        read(write("ID,Date,Text,Likes", *rows[:4], "5,2026-03-05,ci", *rows[5:]))


def test_a_writer_that_leaves_blank_cells_away_is_read(write, read) -> None:
    file = read(
        write("ID,Date,Text,Likes", "1,2026-03-01,uno,3", "2,2026-03-02,due", "3,2026-03-03")
    )
    assert [post.counts.reactions for post in file.posts] == [3, None, None]


def test_a_line_of_words_is_no_row(write, read) -> None:
    rows = [f"{n},2026-03-0{n},ciao,3" for n in range(1, 8)]
    file = read(
        write("ID,Date,Text,Likes", *rows, "Total,21", "Exported by the program of the network")
    )
    assert (len(file.posts), file.complete) == (7, True)


def test_a_quotation_mark_that_is_never_closed_is_refused(write, read) -> None:
    with pytest.raises(ImportRefused, match="never closed"):
        read(write(HEADER, '1,2026-03-01,"ciao,3', ROW))


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_a_spreadsheet_is_read_with_its_own_dates(tmp_path: Path, read) -> None:
    when = datetime(2026, 3, 1, 10, 30)  # noqa: DTZ001 - spreadsheets know no zones
    path = workbook(tmp_path / "posts.xlsx", Posts=[HEADER.split(","), ["1", when, "ciao", 12]])
    file = read(path)
    assert file.sheet == "Posts"
    assert f"{file.posts[0].published_at:%Y-%m-%d %H:%M}" == "2026-03-01 10:30"
    assert file.posts[0].counts.reactions == 12


def test_day_and_time_in_two_cells_of_a_spreadsheet_are_joined(tmp_path: Path, read) -> None:
    when = datetime(2026, 3, 1)  # noqa: DTZ001 - spreadsheets know no zones
    path = tmp_path / "posts.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Data", "Ora", "Testo"])
        sheet.write_datetime(1, 0, when, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime(1, 1, time(15, 45), book.add_format({"num_format": "hh:mm"}))
        sheet.write_string(1, 2, "ciao")
    (post,) = read(path).posts
    assert f"{post.published_at:%Y-%m-%d %H:%M}" == "2026-03-01 15:45"


def test_only_the_sheets_of_posts_are_read(tmp_path: Path, read) -> None:
    path = workbook(
        tmp_path / "posts.xlsx",
        Metrics=[["Date", "Impressions"], ["2026-03-01", 10]],
        Posts=[["A note"], HEADER.split(","), ["1", "2026-03-01", "ciao", 1]],
    )
    assert read(path).sheet == "Posts"


def test_a_spreadsheet_is_known_by_its_content_and_not_by_its_name(tmp_path: Path, read) -> None:
    rows = [HEADER.split(","), ["1", "2026-03-01", "ciao", 1]]
    path = workbook(tmp_path / "posts.xlsx", Posts=rows).rename(tmp_path / "posts.csv")
    assert len(read(path).posts) == 1


def test_ids_that_a_spreadsheet_rounded_are_replaced(write, read) -> None:
    url = "https://www.facebook.com/esempio/posts/"
    file = read(
        write(
            "id,date,permalink", f"1.22158E+17,2026-03-01,{url}1", f"1.22158E+17,2026-03-02,{url}2"
        )
    )
    assert [post.platform_id for post in file.posts] == [f"{url}1", f"{url}2"]
    assert any("rounded" in str(warning) for warning in file.warnings)


def packed(**names: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, inside in names.items():
            archive.writestr(name.replace("__", "/"), inside)
    return content.getvalue()


META = "Post ID,Page ID,Page name,Title,Publish time,Post type,Reactions,Comments,Shares"

BAD = {
    "empty.csv": (b"", "is empty: it has 0 bytes"),
    "blank.csv": (b"\n\n  \n", "holds no table"),
    "nul.csv": (b"\0" * 4096, "is nothing but zero bytes"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "is a picture"),
    "nul_inside.csv": (b"id,date,text\n1,2026-03-01,a\0b\n", "is not text"),
    "archive.csv": (packed(readme=b"nothing"), "an archive without tables"),
    "broken.xlsx": (b"PK\x03\x04" + b"x" * 400, "a ZIP archive that was cut short"),
    "macros.xlsm": (
        packed(**{"xl__workbook.xml": b"<a/>", "xl__vbaProject.bin": b"x"}),
        "contains macros",
    ),
    "locked.xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "header.csv": (b"alpha,beta,gamma\n", "no header with names of columns"),
    "dateless.csv": (b"alpha,beta,likes\na,b,3\n", "no column with the dates"),
    "words.csv": (b"id,date,text\n1,sempre,ciao\n", "holds no dates"),
    "half.csv": ("id,date,text\n".encode("utf-16") + b"\x00", "is not text"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_table_is_refused_with_one_line(name: str, tmp_path: Path, read) -> None:
    content, why = BAD[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefused, match=why) as caught:
        read(tmp_path / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.advice is not None


def test_a_line_without_an_end_is_refused_before_it_is_parsed(tmp_path: Path, read) -> None:
    path = tmp_path / "line.csv"
    path.write_bytes(b"a" * 5_000_000)
    with pytest.raises(ImportRefused, match="more than 4 million characters"):
        read(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, read) -> None:
    with pytest.raises(ImportRefused, match=r"nowhere\.csv does not exist"):
        read(tmp_path / "nowhere.csv")


def test_a_link_to_itself_is_refused(tmp_path: Path, read) -> None:
    loop = tmp_path / "loop.csv"
    try:
        loop.symlink_to(loop)
    except OSError:
        pytest.skip("this system makes no links")
    with pytest.raises(ImportRefused, match="cannot be opened"):
        read(loop)


def test_a_folder_is_read_whole_in_the_order_of_its_names(write, tmp_path: Path, now) -> None:
    for number, name in enumerate(("b.csv", "a.csv"), start=1):
        write(META, f"{number},7,Esempio,Ciao,03/0{number}/2026 09:00,Photos,3,1,0", name=name)
    write("a note", name="readme.md")
    write("hidden", name=".hidden.csv")
    reading = read_files([tmp_path], make_options(account="facebook:esempio"), now)
    assert [file.source.name for file in reading.files] == ["a.csv", "b.csv"]
    assert [skipped.name for skipped in reading.passed_over] == ["readme.md"]


def test_a_folder_without_tables_is_refused(write, tmp_path: Path, now) -> None:
    with pytest.raises(ImportRefused, match="folder without tables"):
        read_files([tmp_path], make_options(account="x:esempio"), now)
    write("a note", name="readme.md")
    with pytest.raises(ImportRefused, match=r"readme\.md \(not a table\)"):
        read_files([tmp_path], make_options(account="x:esempio"), now)


def test_one_bad_file_refuses_the_whole_call(write, now) -> None:
    good, bad = write(HEADER, ROW), write("alpha,beta", name="bad.csv")
    with pytest.raises(UsageError, match=r"bad\.csv"):
        read_files([good, bad], make_options(account="x:esempio"), now)
