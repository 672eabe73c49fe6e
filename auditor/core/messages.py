"""Texts that a person reads, kept apart from their language.

A :class:`Message` holds the English sentence and the values in it. It becomes words in
``reports.language``, which knows the reader's language, plurals, numbers and dates. Mark every
text with :func:`msg` or :func:`msgn`: the catalogue is collected by those names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Message:
    """A sentence and its values, in no language yet.

    ``singular`` and ``plural`` are English format strings with named fields. Values may be
    numbers, dates, other messages or sequences of messages; the language formats them.
    """

    singular: str
    params: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None

    def __str__(self) -> str:
        """The sentence in English, for logs and for errors that nobody translated."""
        template = self.singular if self.plural is None or self.count == 1 else self.plural
        return template.format(**{key: _plain(value) for key, value in self.params.items()})


# Longer than any name or address that somebody has to recognise [D].
_LONGEST_VALUE = 200


def abridged(message: Message) -> Message:
    """The same sentence with its long values cut in the middle, and each on one line, so that an
    error stays two lines and no value looks like a line of its own.

    Lists of values stay whole, each of their members as long as a value.
    """
    params = {key: _short(value) for key, value in message.params.items()}
    return replace(message, params=params)


def _short(value: object) -> object:
    if isinstance(value, Message):
        return abridged(value)
    if isinstance(value, list | tuple):
        return [_short(member) for member in value]
    if not isinstance(value, str):
        return value
    line = value if value.isprintable() else " ".join(value.split())
    half = _LONGEST_VALUE // 2
    return line if len(line) <= _LONGEST_VALUE else f"{line[:half]}…{line[-half:]}"


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return value


def msg(text: str, /, **params: object) -> Message:
    """A sentence without a plural form."""
    return Message(text, params)


def msgn(singular: str, plural: str, count: int, /, **params: object) -> Message:
    """A sentence whose form depends on ``count``, which the text may name as ``{n}``.

    Args:
        singular: the text for one.
        plural: the text for several.
        count: how many there are.
        **params: values for the places in the text.
    """
    return Message(singular, {"n": count, **params}, plural, count)
