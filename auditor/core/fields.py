"""The fields of an account and its posts of which a source may say why they are missing."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.core.model import COUNT_FIELDS

# ``replies`` are the comments under posts, the account's own answers among them; ``outbound`` are
# its replies on others' posts.
FIELDS: tuple[str, ...] = (
    "followers",
    "following",
    "profile",
    "posts",
    "text",
    "format",
    *COUNT_FIELDS,
    "replies",
    "outbound",
)


def check_fields(names: Iterable[str]) -> None:
    """Refuse a name that is none of them.

    Raises:
        ValueError: a name of no field, which nobody would ever ask for.
    """
    strange = sorted(set(names) - set(FIELDS))
    if strange:
        raise ValueError(f"no field is called {', '.join(strange)}")
