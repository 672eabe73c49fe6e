"""A column of a few names below a word that nobody knows: its rows are read, and it is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.core.errors import AuditorError

Write = Callable[..., Path]


def divided(write: Write, header: str, *names: str) -> Path:
    """A table of 24 posts, a column of it with one of the names in each row in turn."""
    lines = [f"2026-09-{n:02d},we say {n},3,1,{names[n % len(names)]}" for n in range(1, 25)]
    return write(f"Date,Post,Likes,Comments,{header}", *lines)


@pytest.mark.parametrize("header", ["Gestione", "Rif", "Colonna1", "Zona", ""])
def test_what_divides_the_rows_is_said_with_how_to_tell(
    header: str, write: Write, read: Any
) -> None:
    path = divided(write, header, "Nord", "Sud")
    file = read(path, posts=False)
    assert len(file.posts) == 24
    (line,) = [str(line) for line in file.warnings if "divides the rows" in str(line)]
    assert f"'{header or 'E'}' divides the rows: Sud (12), Nord (12)" in line
    own = read(path, posts=False, account="facebook:esempio=Sud")
    assert [len(own.posts), own.left_out[0].rows] == [12, 12]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Obiettivo", ("Awareness", "Lead")),
        ("Tono", ("Serio", "Ironico")),
        ("Rubrica", ("Ricette", "Consigli")),
        ("Formato", ("Foto", "Video")),
        ("Approvato", ("sì", "no")),
        ("Gestione", ("Nord",)),
        ("Gestione", ("Nord", "Sud", "Est", "Ovest", "Alto", "Basso", "Dentro", "Fuori")),
    ],
)
def test_what_a_post_is_about_is_not_taken_for_pages(
    header: str, names: tuple[str, ...], write: Write, read: Any
) -> None:
    file = read(divided(write, header, *names), posts=False)
    assert not any("divides the rows" in str(line) for line in file.warnings)


def test_who_said_that_all_are_posts_is_told_nothing(write: Write, read: Any) -> None:
    file = read(divided(write, "Gestione", "Nord", "Sud"), posts=True)
    assert not any("divides the rows" in str(line) for line in file.warnings)


TITLES = (
    *["Timeline Photos"] * 9,
    "www.esempio.com",
    "Esempio | Home",
    "The new oven is here.",
    "How bread is made: a film",
    "Bread and butter and a short story about us",
)


@pytest.mark.parametrize(
    "header",
    [
        *("link_name", "Link Text", "link_caption", "Final Link Title", "attachment_name"),
        *("Titre du lien", "Allegato", "Nome del collegamento", "Teaser", "Varie", ""),
    ],
)
def test_the_titles_of_what_a_post_leads_to_are_no_pages(
    header: str, write: Write, read: Any
) -> None:
    lines = [
        f"2026-09-{day:02d},we say {day},3,1,{TITLES[day * (1 + day // 14) % 14]}"
        for day in range(1, 29)
    ]
    file = read(write(f"Date,Post,Likes,Comments,{header}", *lines), posts=False)
    assert len(file.posts) == 28
    assert not file.left_out


@pytest.mark.parametrize("header", ["Canale", "Network", "Varie", "Account"])
def test_a_network_beside_a_name_names_a_page(header: str, write: Write, read: Any) -> None:
    path = divided(write, header, "FB Esempio", "FB Altra", "IG Altra")
    with pytest.raises(AuditorError, match="FB Altra"):
        read(path, posts=False)


@pytest.mark.parametrize("names", [("Facebook", "FB feed"), ("Facebook", "Pagina Facebook")])
def test_a_network_alone_names_no_page(names: tuple[str, str], write: Write, read: Any) -> None:
    assert len(read(divided(write, "Canale", *names), posts=False).posts) == 24
