"""The forms in which a report can be written, as ``--format`` names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from auditor.cli.exit import tell
from auditor.cli.framework import option
from auditor.cli.ui.i18n import say, speaking_here
from auditor.core import labels
from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.settings import LANGUAGES


def formats_option(default: str) -> Callable[[Any], Any]:
    """``--format``: the forms of a report, which :func:`read_formats` reads."""
    return option(
        "--format",
        "formats",
        default=(default,),
        multiple=True,
        callback=lambda _context, _option, said: ",".join(said),
        show_default=True,
        metavar="LIST",
        words=msg(
            "What to write, with commas between: html, json, pdf, png, xlsx, csv, mail, pptx, or "
            "all that can be made here; charts: each chart as a picture."
        ),
    )


def read_formats(text: str) -> list[str]:
    """``"html,pdf"`` as a list without repetition; ``all`` is every form that can be made here.

    Of ``all`` the forms that cannot be made are told in a line each.

    Raises:
        UsageError: a form is unknown, or needs a package that is not installed.
    """
    from reports.forms import FORMS, ON_DEMAND, missing_package, that_can_be_made

    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    unknown = next((name for name in names if name not in (*FORMS, "all")), None)
    if unknown is not None or not names:
        raise UsageError(
            msg("'{name}' is not a form of report.", name=unknown or text),
            msg("Write one or more of: {names}, all.", names=", ".join(FORMS)),
        )
    if "all" in names:
        usual = [form for form in FORMS if form not in ON_DEMAND or form in names]
        forms, lacking = that_can_be_made(usual)
        for error in lacking:
            tell(
                f"{say(error.message)} {say(error.advice)}" if error.advice else say(error.message)
            )
        return forms
    for name in names:
        lacked = missing_package(name)
        if lacked is not None:
            raise lacked
    return list(dict.fromkeys(names))


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
    printed = _codes_by_printed_name()
    names = [" ".join(name.split()).casefold() for name in text.split(",") if name.strip()]
    unknown = next((name for name in names if name not in {*codes, *printed}), None)
    if unknown is not None or not names:
        raise UsageError(
            msg("--fail-on does not know '{name}'.", name=unknown or text),
            msg("Write one or more of: {names}.", names=", ".join(map(_with_printed_name, codes))),
        )
    return frozenset(name if name in codes else printed[name] for name in names)


def _names_of_codes() -> Iterator[tuple[str, Message]]:
    """The codes of verdicts and their finer names, with the words that pages print for them."""
    for words in (labels.LABELS, labels.NEUTRAL, labels.SUB_LABELS):
        yield from words.items()


def _codes_by_printed_name() -> dict[str, str]:
    """The words that pages print for a code, in each language, and each word that only one has."""
    codes: dict[str, set[str]] = {}
    for code in LANGUAGES:
        with speaking_here(code):
            for name, words in _names_of_codes():
                label = say(words).casefold().replace(",", "")
                for part in {label, *re.split(r"[^\w-]+|-", label)} - {""}:
                    codes.setdefault(part, set()).add(name)
    return {words: next(iter(names)) for words, names in codes.items() if len(names) == 1}


def _with_printed_name(code: str) -> str:
    words = labels.LABELS.get(code) or labels.SUB_LABELS.get(code)
    return code if words is None or say(words) == code else f"{code} ({say(words)})"
