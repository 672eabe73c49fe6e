"""What cells say that answer yes or no, as :func:`normalized` leaves them."""

from __future__ import annotations

_YES_WORDS = "true yes y 1 si s vero x ja oui sim wahr verdadero verdadeiro vrai"
_NO_WORDS = "false no n 0 falso nein non nao falsch faux nee"
YES, NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
