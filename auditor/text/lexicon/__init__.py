"""Lists of words, a file a language; ``VERSION`` changes with any of them.

A line is one form, in lower case; ``#`` begins a remark. A word may end in ``*`` (any ending); a
sign in a form ("only $") must stand in the text too.
"""

from __future__ import annotations

from auditor.core.word_lists import word_list

VERSION = "2.1"
INVITE_LANGUAGES: tuple[str, ...] = ("de", "en", "es", "fr", "it", "pt")
PROMOTION_LANGUAGES: tuple[str, ...] = ("en", "it")


def forms(name: str) -> tuple[str, ...]:
    """The forms of one list, such as ``promotion_it``."""
    return word_list("auditor.text.lexicon", name)
