"""Columns that say of each row whether it is ours, and cells of which a part is the page's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from connectors.files.options import NeedsAnswer

Write = Callable[..., Path]
HEAD = "Date,Post,Likes,Comments"


def of_two(write: Write, header: str, first: str, second: str) -> Path:
    """A table of 24 posts, half of its rows with each of two cells below a header."""
    cells = (second, first)
    lines = [f"2026-09-{n:02d},we say {n},3,1,{cells[n % 2]}" for n in range(1, 25)]
    return write(f"{HEAD},{header}", *lines)


@pytest.mark.parametrize(
    ("header", "ours", "theirs"),
    [
        ("Competitor?", "no", "sì"),
        ("Is competitor", "0", "1"),
        ("Concorrente", "", "x"),
        ("Altra azienda?", "no", "sì"),
        ("Other page", "N", "Y"),
        ("Di altri", "no", "sì"),
        ("Fremde Seite", "nein", "ja"),
        ("Nostro?", "sì", "no"),
        ("Own", "yes", "no"),
        ("Our page", "Y", "N"),
        ("Eigene Seite", "ja", "nein"),
        ("Notre page", "oui", "non"),
        ("Nostra pagina", "x", ""),
        ("Own page", "✓", ""),
        ("Noi/loro", "Noi", "Loro"),
        ("Chi", "us", "them"),
        ("Quale", "nostro", "altri"),
        ("Quem", "nós", "eles"),
        ("Wer", "wir", "die anderen"),
        ("Es nuestra", "sí", "no"),
        ("Ist das unsere Seite?", "ja", "nein"),
        ("Gehört uns", "ja", "nein"),
        ("C'est la nôtre", "oui", "non"),
        ("Es ajena", "no", "sí"),
        ("Non è nostra", "no", "sì"),
        ("Appartiene a terzi", "no", "sì"),
        ("Third-party page", "no", "yes"),
        ("Pagina esterna", "no", "sì"),
        ("Not ours", "no", "yes"),
        ("Non nostra", "no", "sì"),
        ("No es nuestra", "no", "sí"),
        ("Not a competitor", "yes", "no"),
        ("Propietario", "nosotros", "terceros"),
    ],
)
def test_rows_that_are_not_ours_are_left_out(
    header: str, ours: str, theirs: str, write: Write, read: Any
) -> None:
    file = read(of_two(write, header, ours, theirs), posts=False)
    assert len(file.posts) == 12
    assert [(str(out.reason), out.rows) for out in file.left_out] == [
        ("a competitor's, not one of the page", 12)
    ]


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("Own photo", "yes", "no"),
        ("Altro", "no", "sì"),
        ("Other link", "no", "yes"),
        ("Contenuto proprio", "sì", "no"),
        ("Contenuto di terzi", "sì", "no"),
        ("External link", "no", "yes"),
        ("Not approved", "yes", "no"),
        ("Parte 1", "sì", "no"),
        ("Competitors mentioned", "yes", "no"),
        ("Proprietà immagine", "noi", "altri fotografi"),
    ],
)
def test_what_is_ours_of_a_post_does_not_say_whose_it_is(
    header: str, first: str, second: str, write: Write, read: Any
) -> None:
    assert len(read(of_two(write, header, first, second), posts=False).posts) == 24


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("esempio.example", "altra.example"),
        ("www.esempio.example", "www.altra.example"),
        ("Esempio | Milano", "Altra | Roma"),
        ("Esempio - Pagina ufficiale", "Altra - Pagina ufficiale"),
        ("Esempio (Facebook)", "Altra (Facebook)"),
        ("Esempio®", "Altra®"),
        ("FB Esempio", "FB Altra"),
        ("Esempio/IG", "Altra/IG"),
    ],
)
def test_a_part_of_a_cell_may_be_the_pages_name(
    first: str, second: str, write: Write, read: Any
) -> None:
    path = of_two(write, "Nome", first, second)
    with pytest.raises(NeedsAnswer, match=r"'Nome' names facebook:esempio"):
        read(path, posts=False)
    assert len(read(path, account=f"facebook:esempio={first}", posts=False).posts) == 12


def test_all_cells_that_are_the_page_are_asked_nothing(write: Write, read: Any) -> None:
    assert len(read(of_two(write, "Nome", "Esempio", "ESEMPIO"), posts=False).posts) == 24


@pytest.mark.parametrize(
    ("header", "organic", "paid"),
    [
        ("Canale traffico", "organico", "paid social"),
        ("Media", "Earned", "Paid"),
        ("Owned/Paid", "Owned", "Paid"),
        ("Boost", "no boost", "boost"),
        ("Sponsorizzata", "non sponsorizzata", "sponsorizzata su Meta"),
        ("Ads ID", "", "120210000000000"),
        ("Codice inserzione", "", "A-77"),
    ],
)
def test_cells_that_say_organic_and_paid_name_no_pages(
    header: str, organic: str, paid: str, write: Write, read: Any
) -> None:
    lines = [f"2026-09-{n:02d},we say {n},3,1,{paid if n > 20 else organic}" for n in range(1, 25)]
    file = read(write(f"{HEAD},{header}", *lines), posts=False)
    assert len(file.posts) == 20
    assert "paid for" in str(file.left_out[0].reason)
