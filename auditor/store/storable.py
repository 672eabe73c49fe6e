"""The border of the store: whatever a network or a file tells passes here before it is written.

What no database takes is made fit, in this one place: half a sign (a lone surrogate, as cut texts
have it) becomes U+FFFD, NUL goes, a number beyond 63 bits is unknown, an endless id is cut. An
entry that comes twice is one entry, and the later one fills the gaps of the earlier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from types import NoneType
from typing import Any, Protocol, TypeVar, cast

from auditor.core.json_types import JsonValue
from auditor.core.model import COUNT_FIELDS, Counts, Post

LARGEST = 2**63 - 1
# Longer than any network allows for a post (Facebook's 63,206 characters are the most) [D].
LONGEST_TEXT = 100_000
LONGEST_ID = 512  # as the columns are declared
_KEPT_OF_ID = 440
# Asked first: most fields of a post are empty, or a moment.
_ALWAYS_FIT = frozenset({NoneType, bool, datetime})
_IDS = frozenset({"platform_id", "post_id", "parent_id", "reply_to", "thread_root"})


class _HasId(Protocol):
    @property
    def platform_id(self) -> str: ...


_R = TypeVar("_R")
_I = TypeVar("_I", bound=_HasId)


def storable(record: _R) -> _R:
    """A record (:mod:`auditor.core.model`) with every value fit to be written."""
    changed: dict[str, Any] = {}
    for name in _names(cast(Any, type(record))):
        value = getattr(record, name)
        fit = short_id(value) if name in _IDS else storable_value(value)
        if fit is not value:
            changed[name] = fit
    return replace(cast(Any, record), **changed) if changed else record


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def storable_value(value: object) -> JsonValue:
    """A text, a number or what holds some of them, fit to be written; the same object if it was."""
    if type(value) in _ALWAYS_FIT:
        return value
    if isinstance(value, str):
        return whole_text(value)
    if isinstance(value, int):
        return value if -LARGEST <= value <= LARGEST else None
    if isinstance(value, tuple):
        fit = tuple(storable_value(part) for part in value)
        return value if all(a is b for a, b in zip(fit, value, strict=True)) else fit
    if isinstance(value, Mapping):
        held = {whole_text(str(name)): storable_value(part) for name, part in value.items()}
        return value if held == value else held
    if is_dataclass(value) and not isinstance(value, type):
        return storable(value)
    return value


def as_lines(value: object) -> object:
    """Several texts as one of a line each; any other value as it is."""
    if isinstance(value, tuple):
        return "\n".join(" ".join(str(text).split()) for text in value)
    return value


def whole_text(value: str) -> str:
    """A text without halves of signs and NUL, no longer than any network's."""
    if len(value) > LONGEST_TEXT:
        value = value[:LONGEST_TEXT]
    if value.isascii():
        return value.replace("\0", "") if "\0" in value else value
    try:
        value.encode()
    except UnicodeEncodeError:
        # two halves that belong together become their sign again
        value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value.replace("\0", "") if "\0" in value else value


def short_id(value: str | None) -> str | None:
    """An id that fits its column: of a longer one the beginning, and what tells it from others."""
    if value is None:
        return None
    fit = whole_text(value)
    if len(value) <= LONGEST_ID:
        return fit
    mark = hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()[:32]
    return f"{fit[:_KEPT_OF_ID]}#{mark}"


def each_once(records: Iterable[_I]) -> list[_I]:
    """Records fit to be written, each id once; of an id that comes again the later values stand,
    and where they tell nothing, the earlier ones. Those without an id are left out."""
    by_id: dict[str, _I] = {}
    for record in records:
        if not record.platform_id:
            continue
        fit = storable(record)
        before = by_id.get(fit.platform_id)
        by_id[fit.platform_id] = fit if before is None else _filled(before, fit)
    return list(by_id.values())


def _filled(before: _I, after: _I) -> _I:
    gaps = {
        name: getattr(before, name)
        for name in _names(type(after))
        if getattr(after, name) in (None, "", ())
    }
    if isinstance(before, Post) and isinstance(after, Post):
        counts = {name: getattr(after.counts, name) for name in COUNT_FIELDS}
        for name in COUNT_FIELDS:
            if counts[name] is None:
                counts[name] = getattr(before.counts, name)
        gaps["counts"] = Counts(**counts)
        gaps["missing"] = {
            name: why for name, why in after.missing.items() if counts.get(name) is None
        }
    return cast(_I, replace(cast(Any, after), **gaps))
