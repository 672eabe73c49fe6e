"""The earlier result of a client: found by its accounts, in what was kept or where it is named."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.app.support.report_folders import LARGEST_KEPT, RESULT
from auditor.core.errors import ResultError
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.result.raw import RawResult

# A result of the same data is the last time's only when it is that much older: the same audit made
# again within the day, in another language, is not "no new data" [D].
_ANOTHER_TIME = timedelta(hours=12)


@dataclass(frozen=True)
class _Candidate:
    path: Path
    as_of: datetime
    generated_at: datetime
    own: frozenset[str]


def newest_earlier(folders: Sequence[Path], new: RawResult) -> Path | None:
    """The newest result of the same client in some folders and their ``history``.

    What cannot be read is passed over: an old file must not cost the new report.

    Args:
        folders: where results of this client may lie.
        new: the new result.
    """
    found = [candidate for folder in folders if (candidate := _newest_in(folder, new)) is not None]
    newest = max(found, key=lambda entry: (entry.as_of, entry.generated_at), default=None)
    return None if newest is None else newest.path


def _newest_in(folder: Path, new: RawResult) -> _Candidate | None:
    """The result that stands in a folder, else the newest of its ``history``, named by days."""
    made, as_of = _moment(new["generated_at"]), _moment(new["as_of"])
    own = own_accounts(new)
    kept = sorted((folder / "history").glob("*.json.gz"), reverse=True)
    for path in (folder / RESULT, *kept):
        candidate = _read(path)
        if candidate is None or not candidate.own & own:
            continue
        is_older = made - candidate.generated_at >= _ANOTHER_TIME
        if candidate.as_of < as_of or (candidate.as_of == as_of and is_older):
            return candidate
    return None


def among(folder: Path, new: RawResult) -> Path:
    """The result of the same client below a folder of results.

    Raises:
        ResultError: there is none.
    """
    own = own_accounts(new)
    found = [
        candidate
        for path in _results_below(folder)
        if (candidate := _read(path)) is not None and candidate.own & own
    ]
    if not found:
        raise ResultError(
            msg(
                "The folder {folder} holds no result of {client}.",
                folder=str(folder),
                client=new["client"]["name"],
            ),
            msg("Give the path of a result.json written by 'auditor audit'."),
        )
    return max(found, key=lambda entry: (entry.as_of, entry.generated_at)).path


def _results_below(folder: Path) -> Iterator[Path]:
    yield from (folder / RESULT, *sorted(folder.glob(f"*/{RESULT}")))


def own_accounts(raw: RawResult) -> frozenset[str]:
    """The accounts of the client itself: a competitor may be another client's too."""
    return frozenset(
        ref
        for subject in raw["subjects"]
        if subject["role"] == "client"
        for ref in subject["accounts"]
    )


def _read(path: Path) -> _Candidate | None:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            data = json.loads((gzip.GzipFile(fileobj=file) if packed else file).read(LARGEST_KEPT))
        return _Candidate(
            path, _moment(data["as_of"]), _moment(data["generated_at"]), own_accounts(data)
        )
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment
