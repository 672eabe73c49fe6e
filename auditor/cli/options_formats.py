"""The forms in which a report can be written, as ``--format`` names them."""

from __future__ import annotations

from auditor.cli.framework import FORMATS
from auditor.core.errors import UsageError
from auditor.core.messages import msg


def read_formats(text: str) -> list[str]:
    """``"html,xlsx"`` as a list without repetition; ``all`` is every form.

    Raises:
        UsageError: a form is unknown.
    """
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    unknown = next((name for name in names if name not in (*FORMATS, "all")), None)
    if unknown is not None or not names:
        raise UsageError(
            msg("'{name}' is not a form of report.", name=unknown or text),
            msg("Write one or more of: {names}, all.", names=", ".join(FORMATS)),
        )
    return list(FORMATS) if "all" in names else list(dict.fromkeys(names))


def read_codes(text: str | None) -> frozenset[str]:
    """The codes of ``--fail-on``: verdicts, their finer names, flags.

    Raises:
        UsageError: a code is unknown.
    """
    if text is None:
        return frozenset()
    from typing import get_args

    from auditor.result.schema_account import FlagCode
    from auditor.result.schema_verdict import SubLabel, VerdictCode

    codes = [*get_args(VerdictCode), *get_args(SubLabel), *get_args(FlagCode)]
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    unknown = next((name for name in names if name not in codes), None)
    if unknown is not None or not names:
        raise UsageError(
            msg("--fail-on does not know '{name}'.", name=unknown or text),
            msg("Write one or more of: {names}.", names=", ".join(codes)),
        )
    return frozenset(names)
