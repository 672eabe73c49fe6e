"""Sums of money in a table of posts: what was spent on a row, what it earned, what may be either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.files.words import money, paid

Write = Callable[..., Path]
HEAD = "Date;Post;Likes;Comments"


def table(write: Write, header: str, none: str, amount: str) -> Path:
    """23 rows with ``none`` below the header and a last one with ``amount``."""
    lines = [f"2026-09-{n:02d};we say {n};3;1;{none}" for n in range(1, 24)]
    return write(f"{HEAD};{header}", *lines, f"2026-09-24;we say 24;300;90;{amount}")


SPENT = [
    ("Boosts €", "", "12"),
    ("Boosts (EUR)", "0", "12,50"),
    ("Boosts", "", "12 €"),
    ("Boosts $", "-", "$12"),
    ("Boost", "", "EUR 12"),
    ("Boost", "", "CHF 5.-"),
    ("Boost", "", "5,- €"),
    ("Invest €", "0,00", "30,00"),
    ("Invest.", "", "30"),
    ("Promotions €", "", "30"),
    ("Sponsor €", "", "30"),
    ("Spinta €", "", "12"),
    ("CPC (€)", "", "0,32"),
    ("ROAS", "", "2,3"),
    ("Costo per risultato", "", "1,20"),
    ("Kosten pro Ergebnis", "", "1,20"),
    ("Coût par clic", "", "0,40"),
    ("Anzeigenkosten", "", "15"),
    ("Kampagnenkosten", "", "15 €"),
    ("Costo campagna", "0", "15"),
    ("Koszt promocji", "", "14 zł"),
    ("Ads (CHF)", "", "15"),
    ("Meta €", "", "12"),
    ("Budget Facebook", "", "15"),
    ("LinkedIn (USD)", "", "15"),
    ("Presupuesto promoción", "", "20"),
    ("Despesa ads", "", "20"),
    ("Advertentiekosten", "", "20"),
    ("Valor pautado", "", "R$ 20"),
]


@pytest.mark.parametrize(("header", "none", "amount"), SPENT)
def test_a_sum_spent_on_a_row_makes_it_paid_for(
    header: str, none: str, amount: str, write: Write, read: Any
) -> None:
    file = read(table(write, header, none, amount))
    assert len(file.posts) == 23
    assert "paid for" in str(file.left_out[0].reason)


@pytest.mark.parametrize(
    ("header", "amount"),
    [
        ("Ricavi €", "12"),
        ("Vendite (EUR)", "15"),
        ("Ads revenue", "15"),
        ("Prezzo", "15 €"),
        ("Umsatz €", "15"),
        ("Sconto", "15"),
        ("Spenden €", "15"),
    ],
)
def test_a_sum_that_a_row_earned_or_a_price_is_nothing_paid(
    header: str, amount: str, write: Write, read: Any
) -> None:
    file = read(table(write, header, "", amount))
    assert len(file.posts) == 24
    assert not any("paid" in str(line) for line in file.warnings)


@pytest.mark.parametrize(
    ("header", "amount"),
    [("€", "12"), ("Euro", "12"), ("Importe", "12 €"), ("Likes €", "12"), ("Reach €", "12")],
)
def test_a_sum_of_nobody_knows_what_is_said(
    header: str, amount: str, write: Write, read: Any
) -> None:
    file = read(table(write, header, "", amount))
    assert len(file.posts) == 24
    assert any(f'--map paid="{header}"' in str(line) for line in file.warnings)


@pytest.mark.parametrize("header", ["Boosts", "Shares", "Condivisioni", "Repost"])
def test_a_count_without_a_currency_stays_a_count(header: str, write: Write, read: Any) -> None:
    posts = read(table(write, header, "0", "12")).posts
    assert [len(posts), max(post.counts.shares for post in posts)] == [24, 12]


CURRENCIES = st.sampled_from(["€", "$", "£", "EUR", "USD", "CHF", "zł", "R$", "euro"])
WORDS = st.sampled_from(["Boost", "Boosts", "Ads", "Sponsored", "Promo", "Spend", "Adv", "Reklame"])
SHAPES = st.sampled_from(["{word} {unit}", "{word} ({unit})", "{unit} {word}", "{word} in {unit}"])
AMOUNTS = st.lists(st.integers(1, 9_999), min_size=1, max_size=5)


@given(WORDS, CURRENCIES, SHAPES, AMOUNTS)
def test_a_word_for_adverts_with_a_currency_is_money_spent(
    word: str, unit: str, shape: str, amounts: list[int]
) -> None:
    header = shape.format(word=word, unit=unit)
    cells = [str(amount) for amount in amounts]
    assert money.is_money(header, cells)
    assert paid.is_money_spent(header, [*cells, "", "0"])
    assert paid.is_money_spent(word, [f"{cell} {unit}" for cell in cells])
    assert [money.bare_sum(f"{unit} {cell}") for cell in cells] == cells
