"""One odd member, entry or file costs only itself, and hangs nothing."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import random
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

HEADER = (
    "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Reactions,Comments,Shares\n"
)


def row(number: int) -> str:
    code = 122_158_000_000_000_000 + number
    return (
        f"{code},100000000000101,Esempio S.p.A.,Un testo {random.Random(number).random()},"
        f"06/{number % 28 + 1:02}/2026 09:{number % 60:02},"
        f"https://www.facebook.com/100000000000101/posts/{code},Photos,{number % 90},1,2\n"
    )


TABLE = HEADER + "".join(map(row, range(12)))
DRY = ("--dry-run",)


def zipped(
    path: Path,
    names: list[str],
    method: int = zipfile.ZIP_DEFLATED,
    date: tuple[int, int, int, int, int, int] = (2026, 10, 1, 9, 0, 0),
) -> None:
    with zipfile.ZipFile(path, "w", method) as package:
        for number, name in enumerate(names):
            info = zipfile.ZipInfo(name, date)
            info.compress_type = method
            package.writestr(info, TABLE.replace("12215800", f"{number}2215800"))


def changed_dates(path: Path, stamp: bytes) -> None:
    """Every date of a ZIP set to raw bytes, as odd packers write them."""
    data = bytearray(path.read_bytes())
    for sign, position in ((b"PK\x03\x04", 10), (b"PK\x01\x02", 12)):
        at = data.find(sign)
        while at >= 0:
            data[at + position : at + position + 4] = stamp
            at = data.find(sign, at + 4)
    path.write_bytes(data)


@pytest.mark.parametrize("stamp", [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\0\x01\0", b"\0\0\x21\0"])
def test_members_without_a_date_are_read(run, stamp: bytes) -> None:
    """``1980-00-00`` as servers write it, month 15, hour 31, and the first moment of DOS."""
    zipped(Path("a.zip"), ["posts.csv"])
    changed_dates(Path("a.zip"), stamp)
    done = run("import", "a.zip", *DRY)
    assert done.exit_code == 0, done.output
    assert "1980" not in done.output
    assert "12" in done.output


@pytest.mark.parametrize("mtime", [0, -5, 10**18, 2**33])
def test_members_of_a_tar_with_odd_dates_are_read(run, mtime: int) -> None:
    with tarfile.open("a.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as package:
        info = tarfile.TarInfo("posts.csv")
        info.size, info.mtime = len(TABLE.encode()), mtime
        package.addfile(info, io.BytesIO(TABLE.encode()))
    done = run("import", "a.tar.gz", *DRY)
    assert done.exit_code == 0, done.output


METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@pytest.mark.parametrize("method", METHODS)
def test_one_damaged_member_costs_only_itself(run, method: int) -> None:
    zipped(Path("a.zip"), ["a.csv", "b.csv"], method)
    data = bytearray(Path("a.zip").read_bytes())
    with zipfile.ZipFile("a.zip") as package:
        info = package.getinfo("a.csv")
    start = info.header_offset + 30 + len("a.csv")
    for index in range(start, start + info.compress_size):
        data[index] ^= 0x5A
    Path("a.zip").write_bytes(data)
    done = run("import", "a.zip", *DRY)
    assert done.exit_code == 0, done.output
    assert "a.zip › a.csv" in done.output
    assert "damaged" in done.output


@pytest.mark.parametrize("method", METHODS)
def test_an_archive_whose_only_table_is_damaged_is_refused(run, method: int) -> None:
    zipped(Path("a.zip"), ["a.csv", "notes.pdf"], method)
    data = bytearray(Path("a.zip").read_bytes())
    for index in range(40, 80):
        data[index] ^= 0x5A
    Path("a.zip").write_bytes(data)
    done = run("import", "a.zip", *DRY)
    assert done.exit_code == 2
    assert "is damaged" in done.stderr
    assert "Download it again" in done.stderr


def test_a_dictionary_that_would_take_the_memory_is_not_made(run) -> None:
    zipped(Path("a.zip"), ["a.csv", "b.csv"], zipfile.ZIP_LZMA)
    data = bytearray(Path("a.zip").read_bytes())
    start = 30 + len("a.csv")
    data[start + 5 : start + 9] = struct.pack("<I", 0xFFFF_FFFF)
    Path("a.zip").write_bytes(data)
    done = run("import", "a.zip", *DRY)
    assert done.exit_code == 0, done.output
    assert "a.zip › a.csv" in done.output


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("ending", [".zip", ".csv.gz", ".tar.gz", ".xlsx"])
def test_a_download_that_broke_off_is_called_so(run, ending: str, part: float) -> None:
    path = Path(f"a{ending}")
    noise = HEADER + "".join(map(row, range(2_000)))
    if ending == ".csv.gz":
        path.write_bytes(gzip.compress(noise.encode()))
    elif ending == ".tar.gz":
        with tarfile.open(path, "w:gz") as package:
            info = tarfile.TarInfo("posts.csv")
            info.size = len(noise.encode())
            package.addfile(info, io.BytesIO(noise.encode()))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("posts.csv" if ending == ".zip" else "xl/workbook.xml", noise)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    done = run("import", path, *DRY)
    assert done.exit_code == 2, done.output
    assert "in the program itself" not in done.output
    assert "ownload" in done.stderr or "npack" in done.stderr, done.stderr


@pytest.mark.parametrize("seed", range(20))
def test_archives_changed_at_random_are_read_or_refused_in_words(run, seed: int) -> None:
    rng = random.Random(seed)
    for number, method in enumerate(METHODS):
        path = Path(f"a{number}.zip")
        zipped(path, ["a.csv", "deep/b.csv"], method)
        data = bytearray(path.read_bytes())
        for _ in range(rng.randrange(1, 12)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        done = run("import", path, *DRY)
        assert done.exit_code in (0, 2)
        assert "in the program itself" not in done.output, done.output


@pytest.mark.skipif(os.name != "posix", reason="pipes, links and devices")
def test_odd_files_in_a_folder_cost_only_themselves(run) -> None:
    folder = Path("cartella")
    folder.mkdir()
    (folder / "posts.csv").write_text(TABLE)
    os.mkfifo(folder / "a.csv")
    (folder / "b.csv").symlink_to("nowhere")
    (folder / "c.csv").symlink_to("c.csv")
    (folder / "d.csv").symlink_to("/dev/zero")
    (folder / "e.zip").write_bytes(b"PK\x03\x04 no archive")
    (folder / "f.xlsx").write_bytes(lzma.compress(b"x"))
    (folder / "g.csv").write_bytes(b"")
    (folder / "h.csv").symlink_to("posts.csv")
    done = run("import", folder, *DRY)
    assert done.exit_code == 0, done.output
    for name in ("a.csv", "b.csv", "c.csv", "d.csv", "e.zip", "f.xlsx", "g.csv"):
        assert name in done.output, name


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices")
@pytest.mark.parametrize("odd", ["pipe", "/dev/zero", "/dev/null", "link to nowhere"])
def test_what_is_named_and_is_no_file_is_refused_at_once(run, odd: str) -> None:
    path = Path("posts.csv")
    if odd == "pipe":
        os.mkfifo(path)
    elif odd.startswith("/"):
        path.symlink_to(odd)
    else:
        path.symlink_to("nowhere")
    done = run("import", path, *DRY)
    assert done.exit_code == 2
    assert "posts.csv" in done.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_costs_only_itself(run) -> None:
    folder = Path("cartella")
    folder.mkdir()
    (folder / "posts.csv").write_text(TABLE)
    (folder / "a.csv").write_text(TABLE)
    (folder / "a.csv").chmod(0)
    done = run("import", folder, *DRY)
    assert done.exit_code == 0
    assert "a.csv" in done.output
