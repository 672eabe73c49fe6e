"""What JSON from outside holds: nobody knows before it was looked at."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

# Whoever takes it out looks first what it is, as connectors.http.json_fields does.
JsonValue: TypeAlias = Any


def parse_json(text: str | bytes) -> JsonValue:
    """What a text of JSON from outside holds.

    Raises:
        ValueError: it is no JSON, or nested more deeply than anything that is meant to be read.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
