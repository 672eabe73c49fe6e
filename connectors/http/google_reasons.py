"""The reasons in errors of Google's APIs, which say more than the status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from connectors.http.json_fields import dicts_in, get_dict
from connectors.http.response import ApiResponse
from connectors.http.status_errors import is_json


def error_of(response: ApiResponse) -> Mapping[str, Any]:
    """The error object of an answer, empty where there is none."""
    return get_dict(response.json() if is_json(response) else {}, "error")


def error_details(response: ApiResponse) -> Iterator[Mapping[str, Any]]:
    """The older ``errors[]`` and the newer ``details[]`` of an error."""
    error = error_of(response)
    yield from dicts_in(error.get("errors"))
    yield from dicts_in(error.get("details"))


def error_reasons(response: ApiResponse) -> set[str]:
    """The codes of an error, such as ``quotaExceeded`` or ``SERVICE_DISABLED``."""
    return {str(row["reason"]) for row in error_details(response) if row.get("reason")}
