"""What cells say instead of a count: that there is none, or that the network hides it."""

from __future__ import annotations

_BLANKS = ("", "-", "-1", "--", "–", "—", "―", "?", "\\n")
_SIGNS = ("#n/a", "#n/d", "n/a", "n/d", "n.a.", "n.d.")
_PHRASES = (
    "na|nd|null|none|nan|not available|non disponibile|nicht verfügbar|no disponible|"
    "non disponible|indisponível|hidden|likes hidden|nascosto|nascosta|nascosti|nascoste|"
    "ausgeblendet|verborgen|oculto|oculta|ocultos|ocultas|masqué|masqués|masquée|masquées|"
    "disabled|disattivato|disattivati|off"
)
MISSING = frozenset((*_BLANKS, *_SIGNS, *_PHRASES.split("|")))
