"""Archives are read in memory: nothing is unpacked, what nobody needs is not loaded."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from connectors.files import ImportRefused, make_options, read_files
from connectors.files.sources import archives
from tests.connectors.files.exports import FOLDER, NOW

OPTIONS = make_options(account="facebook:esempio")
TABLE = (
    "Post ID,Page ID,Page name,Title,Publish time,Post type,Reactions,Comments,Shares\n"
    "1,7,Esempio,Ciao,06/13/2026 09:00,Photos,4,0,0\n"
    "2,7,Esempio,Ecco,06/14/2026 09:00,Photos,5,0,0\n"
)


def zipped(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


def test_a_zip_and_a_tar_are_read_as_what_they_hold(tmp_path: Path) -> None:
    packed = zipped(tmp_path / "export.zip", **{"cartella/posts.csv": TABLE, "leggimi.txt": "x"})
    reading = read_files([packed], OPTIONS, NOW)
    assert [file.source.label for file in reading.files] == ["export.zip › cartella/posts.csv"]
    assert [skipped.name for skipped in reading.passed_over] == ["export.zip › leggimi.txt"]
    with tarfile.open(tmp_path / "export.tar.gz", "w:gz") as package:
        info = tarfile.TarInfo("cartella/posts.csv")
        info.size = len(TABLE)
        package.addfile(info, io.BytesIO(TABLE.encode()))
    again = read_files([tmp_path / "export.tar.gz"], OPTIONS, NOW)
    assert again.files[0].posts == reading.files[0].posts
    assert again.files[0].sha256 == reading.files[0].sha256


def test_archives_in_a_folder_are_read_with_the_tables_beside(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", **{"posts.csv": TABLE})
    (tmp_path / "b.csv").write_text(TABLE.replace("\n1,", "\n3,"), encoding="utf-8")
    reading = read_files([tmp_path], OPTIONS, NOW)
    assert [file.source.name for file in reading.files] == ["posts.csv", "b.csv"]


def test_messages_and_ads_are_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = "id,published_at,text\n9,2026-06-01,segreto\n"
    packed = zipped(
        tmp_path / "x.zip",
        **{
            "posts.csv": TABLE,
            "data/direct-messages.js": private,
            "messages/inbox/a.csv": private,
            "data/ad-engagements.js": private,
            "ads_information/x.csv": private,
        },
    )
    loaded: list[str] = []
    own = zipfile.ZipFile.open

    def noted(self, name, *args, **more):
        loaded.append(getattr(name, "filename", name))
        return own(self, name, *args, **more)

    monkeypatch.setattr(zipfile.ZipFile, "open", noted)
    read_files([packed], OPTIONS, NOW)
    assert loaded == ["posts.csv"]


@pytest.mark.parametrize("name", ["../../posts.csv", "/etc/posts.csv", "C:\\posts.csv"])
def test_a_path_that_climbs_out_writes_nothing(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    packed = zipped(inside / "x.zip", **{name: TABLE})
    assert len(read_files([packed], OPTIONS, NOW).files[0].posts) == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "x.zip"]


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_LARGEST", 1_000_000)
    packed = zipped(tmp_path / "x.zip", **{"posts.csv": b"a,b\n" * 1_000_000})
    with pytest.raises(ImportRefused, match="unpacks to more than 1 GB"):
        read_files([packed], OPTIONS, NOW)


def test_a_protected_or_damaged_archive_is_told_in_a_line(tmp_path: Path) -> None:
    packed = zipped(tmp_path / "x.zip", **{"posts.csv": TABLE * 50})
    content = bytearray(packed.read_bytes())
    result = content.rindex(b"PK\x01\x02")
    content[result + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(content)
    with pytest.raises(ImportRefused, match="protected by a password"):
        read_files([tmp_path / "locked.zip"], OPTIONS, NOW)
    broken = bytearray(packed.read_bytes())
    broken[60:90] = b"\0" * 30
    (tmp_path / "broken.zip").write_bytes(broken)
    with pytest.raises(ImportRefused, match="damaged"):
        read_files([tmp_path / "broken.zip"], OPTIONS, NOW)


def test_an_archive_without_posts_says_so(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="without tables and posts"):
        read_files([zipped(tmp_path / "x.zip", **{"foto.jpg": b"x"})], OPTIONS, NOW)
    with pytest.raises(ImportRefused, match="None of the files holds posts"):
        read_files([zipped(tmp_path / "y.zip", **{"note.txt": "ciao"})], OPTIONS, NOW)


def test_a_workbook_is_no_archive(tmp_path: Path) -> None:
    assert not archives.is_archive(FOLDER / "esempio_content_1782900000000.xls")


def workbook(path: Path, cell: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ID", "Date", "Text", "Likes"])
        sheet.write_row(1, 0, ["1", "2026-03-01", "Ciao"])
        sheet.write_formula(1, 3, cell, None, 12)
    return path


@pytest.mark.parametrize("cell", ["=6*2", "='https://example.com/[x.xlsx]a'!A1", "=WEBSERVICE(A1)"])
def test_a_formula_is_what_it_showed_and_is_never_worked_out(tmp_path: Path, cell: str) -> None:
    (file,) = read_files([workbook(tmp_path / "x.xlsx", cell)], OPTIONS, NOW).files
    assert [post.counts.reactions for post in file.posts] == [12]


def test_a_workbook_whose_entities_grow_without_end_is_harmless(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", "=6*2")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ah" * 50}">' for n in range(9))
    bad = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(good) as package, zipfile.ZipFile(bad, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name.endswith("sharedStrings.xml"):
                content = content.replace(b"<sst", f"<!DOCTYPE sst [{laughs}]><sst".encode(), 1)
                content = content.replace(b"Ciao", b"&a8;")
            copy.writestr(name, content)
    try:
        value = read_files([bad], OPTIONS, NOW).files[0].posts[0].text or ""
    except ImportRefused as refusal:
        value = str(refusal)
    assert len(value) < 200
