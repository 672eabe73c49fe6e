"""Sums of money in headers and cells: ``Boosts €``, ``12,50 EUR``, ``CHF 15``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectors.files.table import column_types
from connectors.files.words.terms import terms

# ISO 4217 codes of the countries whose tables were seen, and names of money; none that is a word of
# something else, as "try" and "pound" are.
_NAMES = (
    "eur euro euros usd gbp chf sek nok dkk pln czk huf aud nzd jpy inr brl mxn dollar dollars "
    "dollari dolares dolar sterline franchi franken francs kr kronor kroner zl reais pesos"
)
_SIGNS = "$\u00a2\u00a3\u00a5\u20a0-\u20cf"
_NAMED = "|".join(sorted(_NAMES.split(), key=len, reverse=True))
_CURRENCY = re.compile(
    rf"(?:(?<![^\W\d_])(?:us|r|a|c|mx|ar|cl))?[{_SIGNS}]|(?<![^\W\d_])(?:{_NAMED}|z\u0142)(?![^\W\d_])",
    re.IGNORECASE,
)

# The Swiss and the Dutch write a sum without cents so.
_ROUND = re.compile(r"(?<=\d)[.,](?:-{1,2}|\u2013|\u2014)$")


def names_currency(text: str) -> bool:
    """Whether a header or a cell names a currency: ``Boosts (EUR)``, ``$12``."""
    return _CURRENCY.search(text) is not None


def bare_sum(cell: str) -> str:
    """A cell without its currency: ``EUR 12`` to ``12``, ``CHF 5.-`` to ``5``."""
    return _ROUND.sub("", _CURRENCY.sub("", cell).strip())


def are_sums(cells: Sequence[str] | set[str]) -> bool:
    """Whether most cells that hold something are numbers, with a currency or without."""
    return column_types.are_counts([bare_sum(cell) for cell in cells])


def is_money(header: str, cells: Sequence[str]) -> bool:
    """Whether a column holds sums of money and not counts.

    Args:
        header: its name; a currency in it says it.
        cells: its cells; half of those that hold anything but a zero name a currency.
    """
    if names_currency(header):
        return are_sums(cells)
    sums = [cell for cell in cells if re.search("[1-9]", cell)]
    named = sum(map(names_currency, sums))
    return named > 0 and 2 * named >= len(sums) and are_sums(cells)


def words_beside_money(header: str) -> tuple[str, ...]:
    """The words of a header without its currency: ``Boosts (EUR)`` to ``boosts``."""
    return terms(bare_sum(header))
