"""The page on which people label pages: frozen facts, no verdict; one file, no request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from auditor.core.messages import Message, msg
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult
from reports.html import environment, style_of
from reports.language import NO_VALUE, Language, Rounded
from reports.names import has_enough_days, platform_name
from reports.questionnaire import page_policy
from reports.safety import own_markup, page_text
from reports.sections.evidence import counted_words
from reports.sections.verdict import RUNG_NAMES
from reports.units import quantity

_SCRIPT = Path(__file__).parent / "static" / "labelling.js"
_MOST_TEXTS = 12
# The labels in the order of their keys, and the columns of the table.
LABELS = ("absent", "social_lazy", "without_direction", "one_way", "active", "cannot_tell")
COLUMNS = ("page", "rater", "label", "seconds")
_SIGNALS: tuple[tuple[str, Message], ...] = (
    ("posts_per_week", msg("Posts per week")),
    ("active_weeks", msg("Weeks with at least one post")),
    ("longest_silence", msg("Longest silence")),
    ("self_share", msg("Posts that sell, lead home or repeat")),
    ("invitation_share", msg("Posts that invite an answer")),
    ("name_share", msg("Posts that name somebody else")),
    ("reply_rate", msg("Comments that got an answer")),
    ("active_team", msg("Own people who take part")),
    ("near_zero_share", msg("Posts with three interactions or fewer")),
)
_CANNOT_TELL = msg("Cannot tell")


def facts_of(result: Result, language: str) -> Iterator[dict[str, Any]]:
    """Of every page of which enough was read: its facts in words, and no verdict."""
    speak = Language(language, result.client.timezone)
    for account in result.accounts:
        if account.verdict.code is not None and has_enough_days(result, account):
            yield _facts(account, speak)


def _facts(account: AccountResult, speak: Language) -> dict[str, Any]:
    median = account.signals["near_zero_share"].details.get("median")
    rows = [
        (msg("Network"), platform_name(account.platform)),
        (msg("Days read, of the last 91"), Rounded(account.coverage.days)),
        (msg("Followers"), account.followers),
        (
            msg("Interactions on the middle post"),
            None if median is None else Rounded(median, 0 if median == int(median) else 1),
        ),
        *((name, _value(account, signal)) for signal, name in _SIGNALS),
    ]
    texts = [post.text for post in account.series.posts if post.kind == "post" and post.text]
    return {
        "page": account.ref,
        "facts": [
            [speak.text(name), NO_VALUE if value is None else speak.value(value)]
            for name, value in rows
        ],
        "texts": [page_text(text) for text in texts[-_MOST_TEXTS:]],
    }


def _value(account: AccountResult, name: str) -> object:
    signal = account.signals.get(name)
    if signal is None or signal.value is None:
        return None
    if name in {"posts_per_week", "longest_silence"}:
        return quantity(signal.value, signal.unit, name)
    return counted_words(signal)


def render_labelling(pages: Sequence[dict[str, Any]], language: str) -> str:
    """The page for these facts; labels are saved as a table with the columns of ``COLUMNS``."""
    voice = Language(language)
    names = {code: voice.value(RUNG_NAMES.get(code, _CANNOT_TELL)) for code in LABELS}
    data = {
        "pages": pages,
        "labels": [[code, names[code]] for code in LABELS],
        "columns": list(COLUMNS),
        "words": {
            "page": voice.gettext("Page {n} of {total}"),
            "done": voice.gettext("All pages are labelled: save the table."),
            "unknown": voice.gettext("No text was read."),
        },
    }
    content = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    script = f"const DATA = {content};\n{_SCRIPT.read_text(encoding='utf-8')}"
    style = style_of("questionnaire.css")
    return (
        environment()
        .get_template("labelling.html.j2")
        .render(
            language=voice,
            gettext=voice.gettext,
            ngettext=voice.ngettext,
            labels=[
                {"key": number, "code": code, "name": names[code]}
                for number, code in enumerate(LABELS, start=1)
            ],
            policy=page_policy(style, script),
            style=own_markup(style),
            script=own_markup(script),
        )
    )
