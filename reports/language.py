"""A reader's language: sentences, plurals, numbers, percentages and dates.

English is the language of the source texts and needs no catalogue; every other language is one
compiled catalogue under ``reports/locales/<code>/LC_MESSAGES/auditor.mo``.
"""

from __future__ import annotations

import datetime as dt
import gettext as gettext_module
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_day_names, get_month_names
from babel.lists import format_list
from babel.numbers import NumberPattern, parse_pattern

from auditor.core.messages import Message, msg
from auditor.core.reasons import WORDS, Reason

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "auditor"
NO_VALUE = "–"

# British dates: day before month, as everywhere else in Europe.
_FORMATS = {"en": "en_GB"}
_YES = msg("yes")
_NO = msg("no")


@dataclass(frozen=True, slots=True)
class Percent:
    """A share 0..1 that a message tells as a percentage."""

    share: float | None


_SPELLED: dict[int, Message] = {
    3: msg("three"),
    4: msg("four"),
    5: msg("five"),
    6: msg("six"),
    7: msg("seven"),
    8: msg("eight"),
    9: msg("nine"),
    10: msg("ten"),
}


@dataclass(frozen=True, slots=True)
class Spelled:
    """A count within a sentence: from three to ten in words."""

    number: int

    def __str__(self) -> str:
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 = Monday, that a message or a table names."""

    number: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year, that a table names; the day does not matter."""

    first: dt.date


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number that a message tells with this many decimals."""

    number: float | None
    digits: int = 0


def languages() -> tuple[str, ...]:
    """Codes of the languages that can be asked for, English first."""
    names = (path.parent.parent.name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return ("en", *sorted(names))


@lru_cache(maxsize=64)
def _pattern(digits: int, fixed: bool) -> NumberPattern:
    places = ("0" if fixed else "#") * digits
    return parse_pattern(f"#,##0.{places}" if digits else "#,##0")


def _natural_digits(value: float) -> int:
    size = abs(value)
    if size >= 100 or value == round(value):
        return 0
    return 1 if size >= 1 else 2


def zone_named(name: str) -> dt.tzinfo:
    """The time zone of an IANA name; UTC for a name that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return dt.UTC


class Language:
    """Turns messages and values into words of one language and one time zone.

    Args:
        code: ``it``, ``en`` or a regional form of them (``it_IT``, ``en-GB``). An unknown code
            reads as English.
        timezone: IANA name in which dates and hours are told.
    """

    def __init__(self, code: str = "en", timezone: str = "UTC") -> None:
        base = code.replace("-", "_").split("_")[0].lower()
        self.code = base if base in languages() else "en"
        self.locale = Locale.parse(_FORMATS.get(self.code, self.code))
        self.timezone = zone_named(timezone)
        self._catalogue: gettext_module.NullTranslations = (
            gettext_module.NullTranslations()
            if self.code == "en"
            else gettext_module.translation(DOMAIN, LOCALES, [self.code], fallback=True)
        )
        self._dates = lru_cache(maxsize=4096)(self._format_date)

    def gettext(self, text: str) -> str:
        """A text of the source in this language; the text itself when it has no translation."""
        return self._catalogue.gettext(text) if text else ""

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The form of a text that ``count`` asks for.

        Args:
            singular: the text for one.
            plural: the text for several.
            count: how many there are.
        """
        return self._catalogue.ngettext(singular, plural, count)

    def text(self, message: Message) -> str:
        """A message as a sentence of this language, its values formatted by their type."""
        template = self._template(message)
        if not message.params:
            return template.replace("{{", "{").replace("}}", "}")
        values = {key: self.value(value) for key, value in message.params.items()}
        try:
            return template.format(**values)
        except (KeyError, IndexError, ValueError):
            source = message.singular if message.count in (None, 1) else message.plural
            return (source or message.singular).format(**values)

    def _template(self, message: Message) -> str:
        if message.plural is None or message.count is None:
            return self.gettext(message.singular)
        return self.ngettext(message.singular, message.plural, message.count)

    def value(self, value: object) -> str:
        """One value of a message: a number, date, message, list or text. Unknown is a dash."""
        if value is None:
            return NO_VALUE
        if isinstance(value, Reason):
            return self.text(WORDS[value])
        if isinstance(value, str):
            return value
        return self._composed(value)

    def _composed(self, value: object) -> str:
        if isinstance(value, Message):
            return self.text(value)
        if isinstance(value, (Percent, Rounded, Spelled, Weekday, Month)):
            return self._figure(value)
        if isinstance(value, bool):
            return self.text(_YES if value else _NO)
        if isinstance(value, (int, float)):
            return self.number(value)
        if isinstance(value, dt.datetime):
            return self.datetime(value)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, (list, tuple, set, frozenset)):
            return self.list(sorted(value) if isinstance(value, (set, frozenset)) else value)
        return str(value)

    def _figure(self, value: Percent | Rounded | Spelled | Weekday | Month) -> str:
        if isinstance(value, Percent):
            return self.percent(value.share)
        if isinstance(value, Spelled):
            words = _SPELLED.get(value.number)
            return self.number(value.number) if words is None else self.text(words)
        if isinstance(value, Weekday):
            return self.weekdays("wide")[value.number]
        if isinstance(value, Month):
            return self.date(value.first, "yMMMM")
        return self.number(value.number, value.digits)

    def number(self, value: float | None, digits: int | None = None) -> str:
        """A number with this language's separators.

        ``digits`` fixes the decimals; without it there are as many as a reader needs: two below
        1, one below 100, none above.
        """
        if value is None or value != value:
            return NO_VALUE
        if value in (float("inf"), float("-inf")):
            return "∞" if value > 0 else "−∞"
        places = _natural_digits(value) if digits is None else digits
        pattern = _pattern(places, digits is not None)
        written = str(pattern.apply(value, self.locale))
        return "0" if written == "-0" else written.replace("-", "−")

    def percent(self, share: float | None, digits: int | None = None) -> str:
        """A share 0..1 as a percentage: ``6.1%``, ``6,1%``."""
        if share is None or share != share:
            return NO_VALUE
        if digits is None:
            size = abs(share)
            digits = 2 if 0 < size < 0.001 else 1 if 0 < size < 0.1 else 0
        return self.number(round(share * 100, digits), digits).removesuffix(".0") + "%"

    def _local(self, moment: dt.date | dt.datetime) -> dt.date:
        if not isinstance(moment, dt.datetime):
            return moment
        return moment.astimezone(self.timezone) if moment.tzinfo else moment

    def _format_date(self, day: dt.date, style: str) -> str:
        if style in {"MMM", "MMMy", "yMMMM", "yMMMd", "MMMd"}:
            return str(format_skeleton(style, day, locale=self.locale))
        return str(format_date(day, style, locale=self.locale))

    def date(self, moment: dt.date | dt.datetime | None, style: str = "long") -> str:
        """A day: ``23 November 2026``. ``style`` is Babel's (long, medium) or a skeleton."""
        if moment is None:
            return NO_VALUE
        local = self._local(moment)
        day = local.date() if isinstance(local, dt.datetime) else local
        return self._dates(day, style)

    def datetime(self, moment: dt.datetime | None) -> str:
        """A day and an hour in the reader's time zone: ``23 November 2026, 14:05``."""
        if moment is None:
            return NO_VALUE
        local = moment.astimezone(self.timezone) if moment.tzinfo else moment
        hour = format_time(local, "HH:mm", locale=self.locale)
        return f"{self.date(local)}, {hour}"

    def list(self, values: Sequence[Any], style: str = "standard") -> str:
        """Values in a row: ``a, b and c``. An empty list is a dash."""
        words = [self.value(value) for value in values]
        return str(format_list(words, style, locale=self.locale)) if words else NO_VALUE  # type: ignore[arg-type]

    def weekdays(self, width: str = "abbreviated") -> tuple[str, ...]:
        """Names of the days, Monday first."""
        names = get_day_names(width, "stand-alone", self.locale)  # type: ignore[arg-type]
        return tuple(names[day] for day in range(7))

    def months(self, width: str = "abbreviated") -> tuple[str, ...]:
        """Names of the twelve months, January first."""
        names = get_month_names(width, "stand-alone", self.locale)  # type: ignore[arg-type]
        return tuple(names[month] for month in range(1, 13))
