"""What JSON from outside holds: nobody knows before it was looked at."""

from __future__ import annotations

from typing import Any, TypeAlias

# Whoever takes it out looks first what it is, as connectors.http.json_fields does.
JsonValue: TypeAlias = Any
