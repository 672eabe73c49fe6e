"""A column of names whose header nobody listed, and addresses in a group: it is asked, not believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.core.errors import UsageError
from connectors.files.options import NeedsAnswer

Write = Callable[..., Path]

FIRST = (
    "Anna",
    "Luca",
    "Marta",
    "Ugo",
    "Ada",
    "Piero",
    "Lia",
    "Tea",
    "Ivo",
    "Gaia",
    "Elio",
    "Nina",
)
LAST = ("Rossi", "de Prova")
PEOPLE = [f"{first} {last}" for last in LAST for first in FIRST]
HANDLES = [f"{name.lower().replace(' ', '_')}{n}" for n, name in enumerate(PEOPLE)]
POST = "2026-09-{n:02d},diciamo {n} cose,3,1,{cell}"


def rows(cells: list[str], row: str = POST) -> list[str]:
    return [row.format(n=n, cell=cell) for n, cell in enumerate(cells, start=1)]


WAYS = {
    "names": PEOPLE,
    "handles": HANDLES,
    "with @": [f"@{handle}" for handle in HANDLES],
    "capitals": [name.upper() for name in PEOPLE],
    "signs": [f"{name} 🌸" for name in PEOPLE],
    "brackets": [f"{name} (fan più attiva)" for name in PEOPLE],
    "last name first": ['"{1}, {0}"'.format(*name.split(" ", 1)) for name in PEOPLE],
    "mail": [f"{handle}@example.com" for handle in HANDLES],
    "homes": [f"https://www.facebook.com/{handle}" for handle in HANDLES],
    "ids": [f"https://www.facebook.com/profile.php?id=10000{n:04d}" for n in range(24)],
    "other homes": [f"https://www.instagram.com/{handle}/" for handle in HANDLES],
}


@pytest.mark.parametrize("cells", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    "column", ["Chi", "Wer", "Account link", "Gönderen", "投稿者", "Voce", "x1"]
)
def test_a_column_of_names_under_any_header_is_asked_about(
    column: str, cells: list[str], write: Write, read: Any
) -> None:
    path = write(f"Data,Testo,Mi piace,Commenti,{column}", *rows(cells))
    with pytest.raises(NeedsAnswer, match=f"'{column}' names somebody else") as question:
        read(path, posts=False)
    assert question.value.option == "posts"
    assert len(read(path).posts) == 24
    assert len(read(path, posts=False, mapping=["text=Testo"]).posts) == 24


@pytest.mark.parametrize("column", ["Nome", "Chi", "Name of the person", "Wer"])
def test_names_without_capitals_are_names_where_the_header_says_names(
    column: str, write: Write, read: Any
) -> None:
    path = write(f"Data,Testo,Mi piace,Commenti,{column}", *rows([n.lower() for n in PEOPLE]))
    with pytest.raises(UsageError, match=r"somebody else|other people's words"):
        read(path, posts=False)


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Relatore", PEOPLE),
        ("Vincitore", PEOPLE),
        ("Autrice del libro", PEOPLE),
        ("Gastautor", PEOPLE),
        ("Featured artist", PEOPLE),
        ("Crediti", HANDLES),
        ("Cantina", PEOPLE),
        ("Città", PEOPLE),
        ("Nome prodotto", PEOPLE),
        ("Chi", PEOPLE[:3] * 8),
        ("Hashtag", [f"#{handle}" for handle in HANDLES]),
        ("Etichette interne", [f"#{handle}" for handle in HANDLES]),
        ("Shortcode", [f"CxA{n}bQ" for n in range(24)]),
        ("N.", [f"Post {n}" for n in range(24)]),
        ("Gancio", [f"Scopri la nuova linea {n}" for n in range(24)]),
        ("UTM", [f"autunno-{n}" for n in range(24)]),
        ("Nome in codice", [f"lancio{n}" for n in range(24)]),
        ("Varie", [f"estate_{n}" for n in range(24)]),
        ("Rif.", [f"2026/{n}" for n in range(24)]),
        ("Nome del file", [f"foto {name}" for name in PEOPLE]),
        ("Spunto", [f"come {name.lower()} lavora" for name in PEOPLE]),
    ],
)
def test_columns_of_other_things_leave_posts_posts(
    column: str, cells: list[str], write: Write, read: Any
) -> None:
    path = write(f"Data,Testo,Mi piace,Commenti,{column}", *rows(cells))
    assert len(read(path, posts=False).posts) == 24


def test_whoever_the_text_names_is_a_guest(write: Write, read: Any) -> None:
    path = write(
        "Data,Testo,Mi piace,Commenti,Chi",
        *rows(PEOPLE, "2026-09-{n:02d},oggi con {cell} parliamo di rete,3,1,{cell}"),
    )
    assert len(read(path, posts=False).posts) == 24


def test_addresses_of_the_pages_posts_do_not_tell_who_wrote_below_them(
    write: Write, read: Any
) -> None:
    row = "2026-09-{n:02d},diciamo {n} cose,3,1,https://www.facebook.com/esempio/posts/{n},{cell}"
    path = write("Data,Testo,Mi piace,Commenti,Link,Chi", *rows(PEOPLE, row))
    with pytest.raises(NeedsAnswer, match="names somebody else"):
        read(path, posts=False)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/groups/esempio/posts/1",
        "https://m.facebook.com/groups/77/permalink/1",
        "https://www.linkedin.com/groups/123/posts/1",
        "https://www.reddit.com/r/esempio/comments/a",
        "https://www.facebook.com/groups%2Fesempio%2Fposts%2F1",
        "https%3A%2F%2Fwww.facebook.com%2Fgroups%2Fesempio%2Fposts%2F1",
    ],
)
def test_addresses_in_a_group_are_asked_about(address: str, write: Write, read: Any) -> None:
    row = "2026-09-{n:02d},diciamo {n} cose,3,1," + address + "{n}"
    path = write("Data,Testo,Mi piace,Commenti,Link", *rows(PEOPLE, row))
    account = "linkedin:esempio" if "linkedin" in address else "facebook:esempio"
    with pytest.raises(NeedsAnswer, match="those of a group"):
        read(path, account=account, posts=False)


@pytest.mark.parametrize(
    "address",
    [
        "https://vk.com/wall-1_",
        "https://weibo.com/77/Nx",
        "https://www.xing.com/news/",
        "https://it.trustpilot.com/reviews/6",
        "ok.ru/group/5/topic/",
    ],
)
@pytest.mark.parametrize("account", ["facebook:esempio", "x:esempio", "linkedin:esempio"])
def test_rows_on_a_network_that_nobody_reads_are_not_those_of_the_account(
    account: str, address: str, write: Write, read: Any
) -> None:
    row = "2026-09-{n:02d},diciamo {n} cose,3,1," + address + "{n}"
    path = write("Data,Testo,Mi piace,Commenti,Link", *rows(PEOPLE, row))
    with pytest.raises(UsageError, match="those of posts on"):
        read(path, account=account, posts=False)
    linked = read(path, account=account, posts=False, mapping=["links=Link"])
    assert len(linked.posts) == 24
    assert not any(post.url for post in linked.posts)


def test_in_a_folder_such_a_table_is_named_with_its_reason(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.mkdir()
    head = "Data,Testo,Mi piace,Commenti"
    (folder / "gruppo.csv").write_text("\n".join([f"{head},Chi", *rows(PEOPLE)]), "utf-8")
    own = [row.rsplit(",", 1)[0] for row in rows(PEOPLE)]
    (folder / "nostri.csv").write_text("\n".join([head, *own]), "utf-8")
    store = ("--store", str(tmp_path / "store.sqlite3"))
    for name, code in (("gruppo.csv", 2), ("nostri.csv", 0)):
        done = run(*store, "import", folder / name, "--account", "facebook:esempio", "--yes")
        assert done.exit_code == code, done.output
    done = run(*store, "import", folder / "gruppo.csv", "--account", "facebook:esempio", "--posts")
    assert done.exit_code == 0, done.output
