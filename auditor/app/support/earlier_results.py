"""The earlier result of a client: found by its accounts, in what was kept or where it is named."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.app.support.kept_results import ODD, kept_bytes, parsed, zoned
from auditor.app.support.report_folders import RESULT
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


def earlier(folders: Sequence[Path], new: RawResult) -> Iterator[Path]:
    """The results of the same client in some folders and their ``history``, the newest first.

    What cannot be read is passed over: an old file must not cost the new report.

    Args:
        folders: where results of this client may lie.
        new: the new result.
    """
    by_folder = [_earlier_in(folder, new) for folder in folders]
    newest_first = heapq.merge(*by_folder, key=_age, reverse=True)
    return (candidate.path for candidate in newest_first)


def _earlier_in(folder: Path, new: RawResult) -> Iterator[_Candidate]:
    """The result that stands in a folder, then those of its ``history``, named by days."""
    made, as_of = zoned(new["generated_at"]), zoned(new["as_of"])
    own = own_accounts(new)
    kept = sorted((folder / "history").glob("*.json.gz"), reverse=True)
    for path in (folder / RESULT, *kept):
        candidate = _read(path)
        if candidate is None or not candidate.own & own:
            continue
        is_older = made - candidate.generated_at >= _ANOTHER_TIME
        if candidate.as_of < as_of or (candidate.as_of == as_of and is_older):
            yield candidate


def _age(candidate: _Candidate) -> tuple[datetime, datetime]:
    return candidate.as_of, candidate.generated_at


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
    return max(found, key=_age).path


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
        data = parsed(kept_bytes(path))
        return _Candidate(
            path, zoned(data["as_of"]), zoned(data["generated_at"]), own_accounts(data)
        )
    except ODD:
        return None
