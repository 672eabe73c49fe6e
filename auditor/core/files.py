"""Files that the program writes: whole or not at all, for their owner's eyes, over nothing odd;
and files that others name, which are read to a limit and only if they have an end.

A file is written beside its place under a name of its own, which no link can wait under, and then
put there. What a killed run left beside is cleared away by the next one that writes the same file.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from auditor.core.errors import InputError, UsageError
from auditor.core.messages import msg

_OWNER_ONLY = 0o600
_OWNER_FOLDER = 0o700
_PART = re.compile(r"\.(\d+)-[0-9a-f]{8}\.part")


class TooLargeError(InputError):
    """A file that holds more than is read of its kind."""


def regular_bytes(path: Path, most: int) -> bytes:
    """All bytes of a file that somebody names.

    Args:
        path: the file, or a link to it.
        most: how many bytes it may have.

    Raises:
        OSError: it is not there, is a folder, or may not be read.
        InputError: it is a pipe or a device, which might never end.
        TooLargeError: it holds more.
    """
    with open(path, "rb", opener=_open_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise InputError(
                msg("{file} is a pipe or a device, not a file.", file=str(path)),
                msg("Save its content as a file, and name that."),
            )
        data = file.read(most + 1)
    if len(data) > most:
        raise TooLargeError(
            msg(
                "{file} is larger than {size} MB, more than such a file may be.",
                file=str(path),
                size=max(1, most // 1_000_000),
            ),
            msg("Check that it is the file that you meant."),
        )
    return data


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting for whoever writes into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def regular_text(path: Path, most: int) -> str:
    """A text in UTF-8, its byte order mark left out.

    Args:
        path: the file.
        most: how many bytes it may have.

    Raises:
        OSError, InputError: as :func:`regular_bytes`.
        UnicodeDecodeError: it is no such text.
    """
    return regular_bytes(path, most).decode("utf-8-sig")


def readable_name(name: str) -> str:
    """A file's name as it can be written anywhere: where it is no UTF-8, as one that was unpacked
    from a foreign archive may be, with signs in place of what cannot be read."""
    return os.fsencode(name).decode("utf-8", "replace")


def real_path(path: Path) -> Path:
    """Where a path leads, links followed; a link to itself leads to itself."""
    return Path(os.path.realpath(path))


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, for the owner alone; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    missing = []
    while not folder.exists():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for made in reversed(missing):
        made.mkdir(mode=_OWNER_FOLDER, exist_ok=True)
    if not folder.is_dir():
        folder.mkdir()  # raises what is wrong with it


def make_private(path: Path) -> None:
    """An empty file for the owner alone, where nothing is yet. Raises OSError."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))


@contextlib.contextmanager
def writing(path: Path, encoding: str = "utf-8", newline: str = "\n") -> Iterator[IO[str]]:
    """A text file that stands in its place once it is whole, mode 0600; else nothing is changed.

    Args:
        path: where it will stand.
        encoding: of the text.
        newline: the end of a line.

    Raises:
        OSError: it cannot be written.
        UsageError: what stands in its place is no ordinary file.
    """
    with writing_bytes(path) as raw:
        file = io.TextIOWrapper(raw, encoding=encoding, newline=newline)
        yield file
        file.flush()
        file.detach()


@contextlib.contextmanager
def writing_bytes(path: Path) -> Iterator[IO[bytes]]:
    """A file of bytes that stands whole in its place at the end, or not at all.

    Raises:
        OSError: it cannot be written.
        UsageError: what stands in its place is no ordinary file.
    """
    check_replaceable(path)
    clear_parts(path)
    part = part_of(path)
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        check_replaceable(path)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> Path:
    """Write one file, its folder made; returns the path.

    Raises:
        OSError: it cannot be written.
        UsageError: what stands in its place is no ordinary file.
    """
    make_folder(path.parent)
    with writing(path) as file:
        file.write(text)
    return path


def part_of(path: Path) -> Path:
    """A free name beside a file, by which it is known whose it is once its process has gone."""
    return path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")


def check_replaceable(path: Path) -> None:
    """Refuse to put a file in the place of a link, a folder, a device or a pipe.

    Raises:
        UsageError: that is what stands there.
    """
    try:
        mode = path.lstat().st_mode
    except OSError:
        return
    if not stat.S_ISREG(mode):
        raise UsageError(
            msg(
                "{file} is no ordinary file (a folder, a link or a device) and is left as it is.",
                file=str(path),
            ),
            msg("Name another file."),
        )


def clear_parts(path: Path) -> None:
    """Remove what a run that was killed has left beside a file; never another's that still runs."""
    with contextlib.suppress(OSError):
        for part in path.parent.glob(f".{escaped(path.name)}.*.part"):
            match = _PART.fullmatch(part.name.removeprefix(f".{path.name}"))
            if match and not _runs(int(match[1])):
                part.unlink(missing_ok=True)


def escaped(name: str) -> str:
    """A name as a pattern of files in which no sign is a wildcard."""
    return re.sub(r"([\[*?])", r"[\1]", name)


def _runs(process: int) -> bool:
    """Whether a process is there; where that cannot be asked without harm, it is taken to be."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def is_wide(path: Path) -> bool:
    """Whether others than its owner may read a file; never on systems without such modes."""
    if os.name != "posix":
        return False
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
    except OSError:
        return False
