"""Whose report stands in which folder: told by the client's file, never by a name alone."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.app.support.kept_results import ODD, kept_bytes, packed, parsed
from auditor.app.support.output_paths import dated, file_name, report_folder
from auditor.core.errors import ResultError, UsageError
from auditor.core.files import make_folder, writing_bytes
from auditor.core.messages import msg
from auditor.core.spec import AuditSpec

if TYPE_CHECKING:
    from auditor.result.raw import RawResult

RESULT = "result.json"
# A year of weeks on the page over all clients [D].
MOST_KEPT = 53


def folder_of(out: Path | None, spec: AuditSpec, several: bool, today: date) -> Path:
    """The folder of one client, made; below ``out`` when there are several.

    Args:
        out: the folder that the user named; ``None`` for one by name and day.
        spec: the audit: subjects, accounts, zone.
        several: whether there are several clients, each with a folder below ``out``.
        today: the user's day.

    Raises:
        UsageError: it cannot be made.
    """
    if out is not None and several:
        out = out / _label(spec)
    return report_folder(out, dated("audit", _label(spec), today))


def check_folders(out: Path | None, specs: Sequence[AuditSpec]) -> None:
    """Refuse, before anything is asked or written, clients that would share one folder.

    Raises:
        UsageError: two of them would.
    """
    if out is None or len(specs) < 2:
        return
    folders: dict[str, AuditSpec] = {}
    for spec in specs:
        first = folders.setdefault(_label(spec), spec)
        if first is not spec:
            raise UsageError(
                msg(
                    "Two clients would share the folder {folder}: {first} and {second}.",
                    folder=str(out / _label(spec)),
                    first=_described(first),
                    second=_described(spec),
                ),
                msg("Rename one of the client files, or audit one of the clients by itself."),
            )


def folders_before(spec: AuditSpec, folder: Path) -> list[Path]:
    """The folders that earlier calls without ``--out`` made for the same client, beside a new one.

    Args:
        spec: the audit: subjects, accounts, zone.
        folder: the new folder.
    """
    stem = f"audit-{_label(spec)}-"
    return [
        path
        for path in sorted(folder.parent.glob(f"{glob.escape(stem)}[0-9]*"))
        if path != folder and path.is_dir()
    ]


def _label(spec: AuditSpec) -> str:
    """The name of a client's folder: of its file, which is one of a kind where it lies."""
    return file_name(spec.client.name if spec.file is None else spec.file.stem)


def _described(spec: AuditSpec) -> str:
    return spec.client.name if spec.file is None else f"{spec.client.name} ({spec.file})"


def keep_earlier(folder: Path, new: RawResult) -> Path | None:
    """Keep the result that stands in a folder before another takes its place.

    Returns:
        Where it is kept: ``history/``, under its day, packed; ``None`` if nothing stands there or
        it says the same.

    Raises:
        OSError: it cannot be written.
    """
    standing = folder / RESULT
    try:
        data = kept_bytes(standing)
        earlier = parsed(data)
        undated = {**earlier, "generated_at": None}, {**new, "generated_at": None}
        day = str(earlier["as_of"])[:10]
        date.fromisoformat(day)
    except ODD:
        return None
    if undated[0] == undated[1]:
        return None
    history = folder / "history"
    make_folder(history)
    kept = packed(data)
    number = 1
    while (path := history / f"{day}{'' if number == 1 else f'-{number}'}.json.gz").exists():
        if _holds(path, kept):
            return path
        number += 1
    with writing_bytes(path) as file:
        file.write(kept)
    return path


def _holds(path: Path, data: bytes) -> bool:
    try:
        return kept_bytes(path) == data
    except ODD:
        return False


def earlier_scores(folder: Path) -> list[tuple[date, float]]:
    """The middle scores of the results kept in a client's folder, a day each, oldest first.

    What cannot be read, or has no score, is left out.
    """
    by_day: dict[date, float] = {}
    for path in sorted((folder / "history").glob("*.json.gz"))[-MOST_KEPT:]:
        try:
            data = parsed(kept_bytes(path))
            client = next(part for part in data["subjects"] if part["role"] == "client")
            score = client["summary"]["median_score"]
            # midnight ends the day before
            moment = datetime.fromisoformat(data["as_of"]) - timedelta(milliseconds=1)
        except ODD:
            continue
        if isinstance(score, int | float) and 0 <= score <= 100:
            by_day[moment.date()] = float(score)
    return sorted(by_day.items())


def result_in(path: Path) -> Path:
    """The result that a path means: a folder stands for the one in it.

    Raises:
        ResultError: it is a folder without a result.
    """
    if not path.is_dir():
        return path
    if (path / RESULT).is_file():
        return path / RESULT
    raise ResultError(
        msg("The folder {folder} holds no result.json.", folder=str(path)),
        msg("Give the path of a result.json written by 'auditor audit'."),
    )
