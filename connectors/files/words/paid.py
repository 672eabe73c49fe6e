"""Which rows were paid for: what cells say of it, and the columns that say it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from auditor.core.word_lists import word_lists
from connectors.files.words import money
from connectors.files.words.owner_words import networks_in
from connectors.files.words.synonyms import normalized
from connectors.files.words.terms import count_of, share_of_count, stem_pattern, terms
from connectors.files.words.yes_no import NO, answer

_LISTS = word_lists("connectors.files.words", "paid")
PAID_HEADERS = frozenset(map(normalized, _LISTS["paid headers"]))
CAMPAIGN_HEADERS = frozenset(map(normalized, _LISTS["campaign headers"]))
SPENT_HEADERS = frozenset(map(normalized, _LISTS["spent headers"]))
AD_HEADERS = frozenset(map(normalized, _LISTS["ad headers"]))
NO_CAMPAIGN = frozenset(map(normalized, _LISTS["no campaign"]))
_PAID = frozenset(map(normalized, _LISTS["paid"]))
_ORGANIC = frozenset(map(normalized, _LISTS["organic"]))
_PAID_TERMS = frozenset(
    word
    for phrase in _LISTS["paid"]
    if " " not in phrase and phrase != "ad"
    for word in terms(phrase)
)
_ORGANIC_TERMS = frozenset(word for phrase in _LISTS["organic words"] for word in terms(phrase))
# A header is one of money spent with one of these words, or with money and one of the others.
_ADVERT_TERMS = frozenset(_LISTS["advert words"])
_FOR_EACH = frozenset(_LISTS["for each"])
_OF_PAID, _OF_PAID_OR_ELSE, _OF_PARTNERS, _SPENT, _COST, _EARNED, _RESULTS = (
    stem_pattern(_LISTS[name])
    for name in (
        "paid words",
        "paid or else",
        "of partners",
        "spent words",
        "cost words",
        "earned words",
        "advert results",
    )
)
_OF_CAMPAIGNS = stem_pattern(["campaign*", "campagn*", "campan*", "kampagn*", "kampanj*"])
_NEGATION_WORDS = "not nicht kein keine sin sans senza without pas organic"
_NEGATIONS = NO | frozenset(_NEGATION_WORDS.split())
# "Boosted (Y/N)" and "Sponsorizzato (sì/no)" offer answers.
_IN_HEADERS = frozenset((*_NEGATION_WORDS.split(), "non", "nein"))
_CODES = frozenset(["id", "ids", "code", "codice", "nr", "nummer", "codigo"])
_MOST_WORDS, MOST_VALUES = 4, 10
_SUM = re.compile(r"[1-9]")


def is_paid(cell: str) -> bool:
    """Whether a cell says that a row was paid for: ``Boosted photo``, but not ``not boosted``."""
    words = terms(cell)
    if normalized(cell) in _PAID:
        return True
    # "ad" is a word of Italian too, but none ends with it.
    says_it = not _PAID_TERMS.isdisjoint(words) or words[-1:] == ("ad",)
    return says_it and len(words) <= _MOST_WORDS and _NEGATIONS.isdisjoint(words)


def says_paid(header: str, cell: str) -> bool | None:
    """Whether a cell below a header of paid rows says that its row was; ``None`` where it says
    neither that nor the contrary.

    Args:
        header: the column's name; below ``Organic`` a no says it.
        cell: the cell.
    """
    yes = answer(cell)
    if yes is not None and _names_organic(header):
        return not yes
    if is_paid(cell) or yes is True:
        return True
    if yes is False or normalized(cell) in _ORGANIC | NO | NO_CAMPAIGN:
        return False
    words = [word for word in terms(cell) if word not in _NEGATIONS]
    if _names_paid(header) and words and all(map(_OF_PAID.fullmatch, words)):
        return _NEGATIONS.isdisjoint(terms(cell))
    bare = money.bare_sum(cell)
    return _SUM.search(bare) is not None if bare and money.are_sums([bare]) else None


def tells_paid(header: str, cells: Sequence[str]) -> bool:
    """Whether a column that is in no list says of each row that it was paid for, or was not.

    Args:
        header: its name.
        cells: its cells.
    """
    filled = {cell.strip() for cell in cells if cell.strip()}
    if len(filled) > MOST_VALUES:
        return False
    if any(map(is_paid, filled)):
        return are_paid_or_organic(filled)
    if _names_paid(header) and _answer(filled):
        return True
    # "Ads manager" with a word here and there may say it: what nobody can tell is said.
    said = {cell for cell in filled if says_paid(header, cell) is not False}
    in_some = len(said) < len(filled) or "" in cells
    return bool(said) and in_some and _names_paid(header) and not money.are_sums(said)


def are_paid_or_organic(filled: Collection[str]) -> bool:
    """Whether cells say by themselves of each row that it was paid for, or was not, and some that
    it was: ``organico``, ``paid social``."""
    return (
        len(filled) <= MOST_VALUES
        and any(map(is_paid, filled))
        and all(is_paid(cell) or says_paid("", cell) is False for cell in filled)
    )


def may_be_paid(header: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    """The columns that may say which rows were paid for, or something else: ``Promo: sì`` may be an
    offer, ``Organic: no`` a food, ``Budget: 50`` what a shooting cost.

    Args:
        header: the names of the columns.
        body: the rows below it, as texts.
    """
    names = []
    for column, name in enumerate(header):
        words = terms(name)
        filled = {row[column].strip() for row in body if len(row) > column} - {""}
        unsure = any(map(_OF_PAID_OR_ELSE.fullmatch, words)) or _names_organic(name)
        if (unsure and _answer(filled)) or _may_be_spent(name, filled):
            names.append(name)
    return names


def _may_be_spent(header: str, filled: set[str]) -> bool:
    """Whether a column holds sums of money of which nobody can tell what they are."""
    words = money.words_beside_money(header)
    is_sum = money.is_money(header, sorted(filled)) or _is_cost(header)
    return (
        is_sum
        and len(words) <= _MOST_WORDS
        and not any(map(_EARNED.fullmatch, words))
        and any(says_paid("", cell) for cell in filled)
        and money.are_sums(filled)
    )


def paid_shares(header: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    """The columns that count what was paid for, as ``Paid reach`` does, where some rows have any.

    Args:
        header: the names of the columns.
        body: the rows below it, as texts.
    """
    names = []
    for column, name in enumerate(header):
        share = share_of_count(name)
        filled = [row[column].strip() for row in body if len(row) > column]
        if share is not None and not share[1] and any(says_paid("", cell) for cell in filled):
            names.append(name)
    return names


def is_money_spent(header: str, cells: Sequence[str]) -> bool:
    """Whether a column is of what was spent on rows: ``Amount spent (USD)``, ``Boosts €``, ``Ads``.

    Args:
        header: its name.
        cells: its cells.
    """
    words = money.words_beside_money(header)
    if any(map(_EARNED.fullmatch, words)) or not money.are_sums(cells):
        return False
    is_sum = _is_cost(header) or money.is_money(header, cells)
    return (
        any(map(_SPENT.fullmatch, words))
        or (is_sum and (_names_advert(words) or bool(networks_in(header))))
        or (_is_cost(header) and not _FOR_EACH.isdisjoint(words) and _names_result(words))
        or (bool(words) and all(map(_OF_PAID.fullmatch, words)))
    )


def _is_cost(header: str) -> bool:
    return any(map(_COST.fullmatch, terms(header)))


def _names_advert(words: Sequence[str]) -> bool:
    return not _ADVERT_TERMS.isdisjoint(words) or any(
        pattern.fullmatch(word)
        for word in words
        for pattern in (_OF_PAID, _OF_PAID_OR_ELSE, _OF_CAMPAIGNS)
    )


def _names_result(words: Sequence[str]) -> bool:
    """Whether a header names what adverts are paid for: ``Costo per clic``."""
    return any(_RESULTS.fullmatch(word) or count_of(word) is not None for word in words)


def _names_organic(header: str) -> bool:
    words = terms(header)
    return not _ORGANIC_TERMS.isdisjoint(words) and not any(map(_OF_PAID.fullmatch, words))


def _names_paid(header: str) -> bool:
    words = terms(header)
    return (
        any(map(_OF_PAID.fullmatch, words))
        and not any(map(_OF_PARTNERS.fullmatch, words))
        and (_IN_HEADERS.isdisjoint(words) or _offers_answers(words))
    )


def _offers_answers(words: Sequence[str]) -> bool:
    """Whether a header names a yes and a no, as ``Boosté (oui/non)`` does."""
    answers = [answer(word) for word in words if len(word) > 1]
    return True in answers and False in answers


def names_paid_campaign(header: str) -> bool:
    """Whether a header speaks of a campaign that is paid for: ``Campagna Ads``."""
    return any(map(_OF_CAMPAIGNS.fullmatch, terms(header))) and _names_paid(header)


def names_advert_id(header: str) -> bool:
    """Whether a header is one of ids of adverts: ``Ads ID``, ``Codice inserzione``."""
    words = terms(header)
    return not _CODES.isdisjoint(words) and any(map(_OF_PAID.fullmatch, words))


def _answer(filled: set[str]) -> bool:
    """Whether cells answer yes or no, but for some that say "organic" or "none"."""
    others = {cell for cell in filled if answer(cell) is None}
    return len(others) < len(filled) and all(
        normalized(cell) in _ORGANIC | NO_CAMPAIGN for cell in others
    )
