"""The report as one HTML file that asks no host for anything.

Two layers keep foreign texts harmless, each by itself: every text is escaped by the template
engine, and the page's own policy refuses any script, style or request but those named by hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from auditor.result.schema import Result
from reports.brand import NO_BRAND, Brand
from reports.charts import small
from reports.charts.draw import draw
from reports.figures import Figure, Track
from reports.language import Language
from reports.notes import NO_NOTES, Notes
from reports.overview import COLUMNS as OVERVIEW_COLUMNS
from reports.overview import Entry, Row, Unjudged, build_overview
from reports.page import Page, build_page
from reports.palette import DARK, LIGHT, Palette
from reports.safety import own_markup, page_text
from reports.section_titles import TITLES
from reports.sections.networks import COLUMNS, NetworkRow
from reports.sections.people import PersonRow
from reports.sheet.room import ruled_lines

_HERE = Path(__file__).parent
# Where the method stands when a report leaves it out.
METHOD_FILE = "method.html"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The engine of all pages."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.filters["t"] = _in_language
    environment.filters["draw"] = _drawn
    environment.filters["track"] = _track
    environment.filters["spark"] = _spark
    environment.filters["strip"] = _strip
    environment.filters["trend"] = _trend
    return environment


@pass_context
def _in_language(context: Context, value: object) -> str:
    language: Language = context["language"]
    return page_text(language.value(value))


@pass_context
def _drawn(context: Context, figure: Figure) -> tuple[Markup, Markup]:
    """A figure's chart, wide and narrow; both carry the figure's finding as their name."""
    language: Language = context["language"]
    drawn = draw(figure, language)
    return own_markup(drawn[0]), own_markup(drawn[1])


def _track(data: Track) -> Markup:
    return own_markup(small.track(data))


@pass_context
def _spark(context: Context, row: NetworkRow) -> Markup:
    language: Language = context["language"]
    drawn = small.sparkline(row.weeks, row.weeks_title, language, f"{row.key}-spark")
    return own_markup(drawn)


@pass_context
def _strip(context: Context, row: PersonRow) -> Markup:
    language: Language = context["language"]
    drawn = small.strip(row.weeks, row.weeks_title, language, f"{row.key}-strip")
    return own_markup(drawn)


def _variables(palette: Palette) -> str:
    return "".join(
        f"--{colour.name}:{getattr(palette, colour.name)};" for colour in fields(palette)
    )


@lru_cache(maxsize=16)
def style_of(sheet: str, light: Palette = LIGHT, dark: Palette = DARK) -> str:
    """A style sheet with the font and the colours of both appearances.

    Args:
        sheet: the name of its file.
        light: the colours of the light page.
        dark: those of the dark one.
    """
    css = (_HERE / "static" / sheet).read_text(encoding="utf-8")
    font = (_HERE / "static" / "inter-latin-400-700.woff2").read_bytes()
    face = base64.b64encode(font).decode("ascii")
    return (
        f"@font-face{{font-family:Inter;font-weight:400 700;font-display:swap;"
        f"src:url(data:font/woff2;base64,{face}) format('woff2')}}"
        f":root{{color-scheme:light dark;{_variables(light)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_variables(dark)}}}}}{css}"
    )


@pass_context
def _trend(context: Context, row: Row) -> Markup:
    language: Language = context["language"]
    return own_markup(small.trend(row.trend, language, f"{row.key}-trend"))


def _page_feet(page: Page, brand: Brand, voice: Language) -> str:
    """The foot of every printed sheet: whose report, of when, which page of how many."""
    made = voice.date(page.made_on)
    own = " · ".join(part for part in (page.client, made, brand.name, brand.footer) if part)
    whose = _css_text(own)
    return (
        f'@page{{@bottom-left{{content:"{whose}";font:9px Arial,sans-serif;color:#565d66}}'
        f'@bottom-right{{content:counter(page) " / " counter(pages);font:9px Arial,sans-serif;'
        "color:#565d66}}"
    )


def _css_text(text: str) -> str:
    """A text inside quotes of a style sheet: whatever is no letter or digit by its number."""
    return "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in text)


def _policy(style: str, pictures: bool = False) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; "
        f"{'img-src data:; ' if pictures else ''}base-uri 'none'; form-action 'none'"
    )


def render_overview(
    entries: Sequence[Entry],
    language: str,
    unjudged: Sequence[Unjudged] = (),
    brand: Brand = NO_BRAND,
) -> str:
    """The page over several clients, worst first.

    Args:
        entries: each result with the address of its report and its earlier scores.
        language: code of the reader's language, ``it`` or ``en``.
        unjudged: the clients without a report.
        brand: whoever hands the reports over.
    """
    voice, style = Language(language), style_of("report.css", brand.light, brand.dark)
    return (
        environment()
        .get_template("overview.html.j2")
        .render(
            page=build_overview(entries, unjudged),
            brand=brand,
            columns=OVERVIEW_COLUMNS,
            language=voice,
            policy=_policy(style, pictures=brand.logo is not None),
            gettext=voice.gettext,
            ngettext=voice.ngettext,
            style=own_markup(style),
        )
    )


def render_html(
    result: Result, language: str, brand: Brand = NO_BRAND, notes: Notes = NO_NOTES
) -> str:
    """The whole report in one text of HTML; the same bytes for the same result.

    Args:
        result: what the audit found; nothing else is read.
        language: code of the reader's language, ``it`` or ``en``.
        brand: whoever hands it over.
        notes: her own words.
    """
    return _rendered("report.html.j2", result, language, brand, notes)


def render_method(result: Result, language: str, brand: Brand) -> str:
    """The method by itself, for a report that leaves it out.

    Args:
        result: what the audit found.
        language: code of the reader's language, ``it`` or ``en``.
        brand: whoever hands it over.
    """
    return _rendered("method.html.j2", result, language, brand)


def _rendered(
    template: str, result: Result, language: str, brand: Brand, notes: Notes = NO_NOTES
) -> str:
    voice = Language(language, result.client.timezone)
    page = build_page(result, brand)
    style = style_of("report.css", brand.light, brand.dark) + _page_feet(page, brand, voice)
    return (
        environment()
        .get_template(template)
        .render(
            page=page,
            brand=brand,
            notes=notes,
            ruled=ruled_lines(page.sheet, page.first, page.since, brand, voice),
            titles=TITLES,
            method_file="" if brand.shows("method") else METHOD_FILE,
            columns=COLUMNS,
            language=voice,
            policy=_policy(style, pictures=brand.logo is not None),
            gettext=voice.gettext,
            ngettext=voice.ngettext,
            style=own_markup(style),
            json=own_markup(page.json),
        )
    )
