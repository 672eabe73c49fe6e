"""Lists of words, a file a language; ``VERSION`` changes with any of them.

A line is one form, in lower case; ``#`` begins a remark. A word may end in ``*`` (any ending); a
sign in a form ("only $") must stand in the text too.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

VERSION = "2.1"
INVITE_LANGUAGES: tuple[str, ...] = ("de", "en", "es", "fr", "it", "pt")
PROMOTION_LANGUAGES: tuple[str, ...] = ("en", "it")


@cache
def forms(name: str) -> tuple[str, ...]:
    """The forms of one list, such as ``promotion_it``."""
    text = files("auditor.lexicon").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
