"""The reader's language on the command line: chosen once a call, kept for that call alone."""

from __future__ import annotations

import gettext as catalogues
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

import reports
from auditor.core.errors import AuditorError
from auditor.core.messages import Message
from auditor.core.settings import LANGUAGES, guess_language, read_environment

DOMAIN = "auditor"
LOCALES = Path(reports.__file__).parent / "locales"
_language: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """The code of the language in use: ``it`` or ``en``."""
    return _language.get()


def _(text: str) -> str:
    """A text of the command line in the reader's language."""
    return _catalogue(language()).gettext(text)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a text that ``count`` asks for, in the reader's language.

    Args:
        singular: the text for one.
        plural: the text for several.
        count: how many there are.
    """
    return _catalogue(language()).ngettext(singular, plural, count)


def say(message: Message) -> str:
    """A message as a sentence in the reader's language."""
    if not message.params:
        return _(message.singular).replace("{{", "{").replace("}}", "}")
    from reports.language import Language  # brings Babel, which --help does without

    return Language(language()).text(message)


@lru_cache(maxsize=4)
def _catalogue(code: str) -> catalogues.NullTranslations:
    return catalogues.translation(DOMAIN, LOCALES, [code], fallback=True)


def choose_language(arguments: Sequence[str]) -> str:
    """The language of a call: ``--language``, then ``AUDITOR_LANGUAGE``, then the system's.

    An unknown one is passed over here, so that the error which refuses it has words.
    """
    option = _asked(arguments)
    if option in LANGUAGES:
        return option
    values = _environment()
    from_setting = values.get("AUDITOR_LANGUAGE", "").lower().replace("-", "_").partition("_")[0]
    return from_setting if from_setting in LANGUAGES else guess_language(values)


def _environment() -> Mapping[str, str]:
    try:
        return read_environment()
    except AuditorError:
        return os.environ


def _asked(arguments: Sequence[str]) -> str:
    value = ""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--language" and index + 1 < len(arguments):
            value = arguments[index + 1]
        elif argument.startswith("--language="):
            value = argument.partition("=")[2]
    return value.lower()


@contextmanager
def speaking_here(code: str) -> Iterator[None]:
    """Speak this language in this thread, which knows nothing of the call's choice."""
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak this language inside the block, click's own words included.

    Click asks the standard ``gettext``, which finds its language in the environment.
    """
    domain, before = catalogues.textdomain(), os.environ.get("LANGUAGE")
    catalogues.bindtextdomain(DOMAIN, str(LOCALES))
    catalogues.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = code
    try:
        with speaking_here(code):
            yield
    finally:
        catalogues.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
