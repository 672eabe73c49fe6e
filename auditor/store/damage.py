"""Values that stand in a store and that the program cannot have written."""

from __future__ import annotations

from datetime import datetime

from auditor.core.errors import StoreError
from auditor.core.json_types import JsonValue, parse_json
from auditor.core.messages import msg


class DamagedError(StoreError):
    """A value of the store that cannot be read: the file was damaged or changed by hand."""

    def __init__(self) -> None:
        super().__init__(
            msg("The store is damaged: it holds a value that it cannot have written."),
            msg(
                "Put an older copy in its place, or import the files and read the accounts anew "
                "into another one (--store)."
            ),
        )


def json_value(text: str | None) -> JsonValue:
    """JSON as the store keeps it; nothing for nothing.

    Raises:
        DamagedError: it is none.
    """
    if not text:
        return None
    try:
        return parse_json(text)
    except (ValueError, TypeError) as error:
        raise DamagedError() from error


def moment(text: str) -> datetime:
    """A time as the store keeps it.

    Raises:
        DamagedError: it is none.
    """
    try:
        return datetime.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise DamagedError() from error
