"""The report as one HTML file that asks no host for anything.

Two layers keep foreign texts harmless, each by itself: every text is escaped by the template
engine, and the page's own policy refuses any script, style or request but those named by hash.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from auditor.result import Result
from reports.charts.lollipop import lollipop
from reports.charts.weekly import weekly
from reports.figures import Figure, Lollipop
from reports.language import Language
from reports.page import build_page
from reports.palette import DARK, LIGHT, Palette
from reports.safety import clean

_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.filters["t"] = _told
    environment.filters["draw"] = _drawn
    return environment


@pass_context
def _told(context: Context, value: Any) -> str:
    language: Language = context["language"]
    return clean(language.value(value))


@pass_context
def _drawn(context: Context, figure: Figure) -> tuple[Markup, Markup]:
    """A figure's chart, wide and narrow; both carry the figure's finding as their name."""
    language: Language = context["language"]
    title = language.text(figure.title)
    chart = figure.chart
    if isinstance(chart, Lollipop):
        drawn = [lollipop(chart, language, f"{figure.id}-{w}", title, w == "w") for w in "wn"]
    else:
        drawn = [weekly(chart, language, f"{figure.id}-{w}", title, w == "w") for w in "wn"]
    return Markup(drawn[0]), Markup(drawn[1])  # noqa: S704 - our own drawings, escaped inside


def _variables(palette: Palette) -> str:
    return "".join(f"--{one.name}:{getattr(palette, one.name)};" for one in fields(palette))


@lru_cache(maxsize=1)
def _style() -> str:
    css = (_HERE / "static" / "report.css").read_text(encoding="utf-8")
    return (
        f":root{{color-scheme:light dark;{_variables(LIGHT)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}{css}"
    )


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def render_html(result: Result, language: str) -> str:
    """The whole report in one text of HTML; the same bytes for the same result.

    Args:
        result: what the audit found; nothing else is read.
        language: code of the reader's language, ``it`` or ``en``.
    """
    voice = Language(language, result.client.timezone)
    style = _style()
    return _environment().get_template("report.html.j2").render(
        page=build_page(result), language=voice, gettext=voice.gettext, ngettext=voice.ngettext,
        policy=_policy(style), style=Markup(style),  # noqa: S704 - our own style sheet
    )  # fmt: skip
