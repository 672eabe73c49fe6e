"""When the counts of a file were observed: what they were on that day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from auditor.core.errors import UsageError
from auditor.core.messages import msg
from connectors.files.options import ImportOptions
from connectors.files.sources.source import Source


def observed_at(
    source: Source,
    options: ImportOptions,
    now: datetime,
    newest: datetime | None,
    collected: datetime | None = None,
) -> tuple[datetime, str]:
    """When the rows were observed, and who says so: the user, else a column of the file
    (``collected``), else the file's own date, else now.

    A file cannot be older than its newest post.

    Args:
        source: the file, or the member of an archive.
        options: what the user said of the files.
        now: the moment of the call, aware.
        newest: the newest row.
        collected: what a column of the file says.

    Raises:
        UsageError: the user names a day in the future.
    """
    moment = options.observed_at
    if moment is not None and moment > now + timedelta(days=1):
        raise UsageError(
            msg("--observed-at lies in the future."),
            msg("Write the day on which the file was exported."),
        )
    if moment is not None:
        return min(moment, now).astimezone(UTC), "user"
    if collected is not None and collected <= now and (newest is None or newest <= collected):
        return collected, "column"
    dated = source.dated
    if dated > now or (newest is not None and dated <= newest):
        return now.astimezone(UTC), "import"
    return dated, "file"
