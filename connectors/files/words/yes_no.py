"""What cells say that answer yes or no."""

from __future__ import annotations

from connectors.files.words.synonyms import normalized

_YES_WORDS = "true yes y 1 si s vero x ja oui sim wahr verdadero verdadeiro vrai tak evet"
_NO_WORDS = "false no n 0 falso nein non nao falsch faux nee nie nej nei hayir"
# As :func:`normalized` leaves them.
YES, NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
_TICKS, _CROSSES = frozenset("✓✔☑✅🗸"), frozenset("✗✘❌☐✖")


def answer(cell: str) -> bool | None:
    """Whether a cell says yes or no, in a word or with a tick; ``None`` for anything else."""
    word = normalized(cell)
    if not word:
        sign = cell.strip().rstrip("\ufe0f")
        return True if sign in _TICKS else False if sign in _CROSSES else None
    return True if word in YES else False if word in NO else None
