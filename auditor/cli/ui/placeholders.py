"""Words of help for values that the reader writes, in the own language: ``FILE``, ``DATE``."""

from __future__ import annotations

import re

from auditor.cli.ui.i18n import say
from auditor.core.messages import Message, msg

WORDS: dict[str, Message] = {
    "ARGS": msg("ARGS"),
    "CODE": msg("CODE"),
    "COLUMN": msg("COLUMN"),
    "COMMAND": msg("COMMAND"),
    "DATE": msg("DATE"),
    "DIR": msg("DIR"),
    "END": msg("END"),
    "FIELD": msg("FIELD"),
    "FOLDER": msg("FOLDER"),
    "LIST": msg("LIST"),
    "MOMENT": msg("MOMENT"),
    "NAME": msg("NAME"),
    "NETWORK": msg("NETWORK"),
    "OPTIONS": msg("OPTIONS"),
    "PATH": msg("PATH"),
    "REF": msg("REF"),
    "SITE": msg("SITE"),
    "START": msg("START"),
    "ZONE": msg("ZONE"),
}
_WORD = re.compile(r"[A-Z]{3,}")


def in_own_language(placeholder: str) -> str:
    """``[REF]...`` to ``[PAGINA]...``: each word that the catalogue has; others stay."""

    def put(match: re.Match[str]) -> str:
        words = WORDS.get(match[0])
        return match[0] if words is None else say(words)

    return _WORD.sub(put, placeholder)
