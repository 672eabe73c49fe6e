"""Tables as tools and people write them: whose rows, which counts, what stands apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.core.errors import UsageError
from connectors.files import describe, make_options, read_files
from tests.connectors.files.conftest import NOW
from tests.connectors.files.test_traps_of_files import (
    days,
    read_sole_file,
    reading,
    words,
    workbook,
)

Write = Callable[..., Path]
HEAD = ["Data", "Testo", "Mi piace", "Commenti"]

TOOLS: dict[str, tuple[str, list[str], str, tuple[int | None, ...]]] = {
    "by network and profile": (
        "Date,Post ID,Network,Post Type,Content Type,Profile,Sent by,Link,Post,Impressions,Reach,Reactions,Comments,Shares",
        [
            "02/13/2026 9:00 am,1,Facebook,Post,Photo,Prova,Marta,https://www.facebook.com/1,Nuova cucina,100,90,10,1,0",
            "02/14/2026 9:00 am,2,Instagram,Post,Photo,prova,Marta,https://www.instagram.com/p/A1,Ecco,100,90,20,1,0",
        ],
        "facebook:prova",
        (10, 1, 0),
    ),
    "by page type and name": (
        "Date,Social Network,Social Profile,Author,Post Message,Post Permalink,Post Type,Post Likes,Post Comments,Post Shares",
        [
            "2026-02-13 09:00,FACEBOOKPAGE,Prova SpA,Marta,Nuova cucina,https://www.facebook.com/1_2,PHOTO,10,1,0",
            "2026-02-14 09:00,FACEBOOKPAGE,Altra Srl,Giulia,Foto nuova,https://www.facebook.com/2_2,PHOTO,20,1,0",
        ],
        "facebook:prova",
        (10, 1, 0),
    ),
    "by the parts of the headers": (
        "text,diggCount,shareCount,playCount,commentCount,createTimeISO,authorMeta.name,authorMeta.fans,webVideoUrl",
        [
            "Ciao a tutti,10,1,900,2,2026-02-13T09:00:00.000Z,prova,1200,https://www.tiktok.com/@prova/video/7300000000000000001",
            "Ecco,20,1,800,2,2026-02-14T09:00:00.000Z,altra,1200,https://www.tiktok.com/@altra/video/7300000000000000002",
        ],
        "tiktok:prova",
        (10, 2, 1),
    ),
    "by a plan with drafts": (
        "Data,Ora,Canale,Autore,Testo,Stato,Campagna,Mi piace,Commenti",
        [
            "13/02/2026,09:00,Facebook,Marta,Nuova cucina,Pubblicato,Estate,10,1",
            "14/02/2026,09:00,FB,Giulia,Altra cosa,Bozza,Estate,,",
            "15/02/2026,09:00,LinkedIn,Giulia,Altra cosa,Pubblicato,Estate,3,0",
        ],
        "facebook:prova",
        (10, 1, None),
    ),
    "by addresses alone": (
        "date,text,permalink,likes,replies,reposts",
        [
            "2026-02-13,Ciao a tutti,https://www.threads.com/@prova/post/AAA,10,1,0",
            "2026-02-14,Ecco,https://www.threads.com/@altra/post/AAB,3,1,0",
        ],
        "threads:prova",
        (10, 1, 0),
    ),
    "by nothing, in French": (
        "Date;Texte;J’aime;Commentaires;Partages",
        ["13/02/2026 09:00;Nouvelle cuisine;10;1;0"],
        "facebook:prova",
        (10, 1, 0),
    ),
    "by nothing, in Spanish": (
        "Fecha;Texto;Me gusta;Comentarios;Compartidos",
        ["13/02/2026 09:00;Nueva cocina;10;1;0"],
        "facebook:prova",
        (10, 1, 0),
    ),
    "a studio in Spanish": (
        "Contenido,Título del vídeo,Hora de publicación del vídeo,Visualizaciones,Me gusta,Comentarios añadidos",
        ["Total,,,900,10,1", 'AbCdEfGhI01,Cómo nace una silla,"13 feb 2026",900,10,1'],
        "youtube:@prova",
        (10, 1, None),
    ),
}


@pytest.mark.parametrize("name", TOOLS)
def test_of_a_table_only_the_accounts_own_rows_are_taken(name: str, write: Write) -> None:
    header, lines, account, counts = TOOLS[name]
    file = read_sole_file(write(header, *lines), account=account)
    (post,) = file.posts
    assert (post.counts.reactions, post.counts.comments, post.counts.shares) == counts
    assert post.published_at.strftime("%m-%d") == "02-13"


OTHERS = {
    "comments of a video": (
        "cid,text,create_time,digg_count,reply_comment_total,user.nickname",
        ["1,bello davvero,1770973200,3,0,Tizio", "2,brutto,1771973200,3,0,Caio"],
    ),
    "comments by a scraper": (
        "id,user,date,timestamp,commentText,likes,numberOfReplies",
        ["1,@tizio,2 days ago,1770973200000,bello,3,0"],
    ),
    "comments of many": (
        "username,text,likes,timestamp",
        [f"utente{n},bello davvero {n},3,2026-07-{n + 1:02d}T08:15:00" for n in range(12)],
    ),
    "comments of a few": (
        "ownerUsername,text,likesCount,timestamp",
        ["tizio,bello davvero,3,2026-07-01T08:15:00", "caio,brutto davvero,3,2026-07-02T08:15:00"],
    ),
    "messages by sender": (
        "created_time,from,message,like_count,comment_count",
        ["2026-07-13T08:15:00,Tizio Caio,bello davvero,3,1"],
    ),
    "comments beside addresses of posts": (
        "Date,Post URL,Comment,Likes",
        [
            f"2026-02-0{n},https://www.facebook.com/prova/posts/{n},bello davvero tutto quanto,3"
            for n in (1, 2)
        ],
    ),
    "mentions by name": (
        "Date,Mentioned by,Text,Reach,Likes",
        ["2026-02-01,Tizio,bello davvero,30,4"],
    ),
    "requests of customers": (
        "Id,Subject,Requester,Assignee,Created at,Comments",
        ["1,bello davvero,Tizio,Caio,2026-02-01,3"],
    ),
    "contacts in German": ("Vorname,Nachname,E-Mail,Datum", ["Tizio,Uno,a@example.com,2026-02-01"]),
    "reviews in Spanish": (
        "Fecha,Calificación,Reseña,Autor,Me gusta",
        ["2026-02-01,5,bello davvero,Tizio,3"],
    ),
    "orders in French": ("N° de commande,Date,Client,Total", ["7,2026-02-01,Tizio,30"]),
    "an advert in German": (
        "Kampagne,Anzeigengruppe,Datum,Kosten,Impressionen,Klicks",
        ["A,B,2026-02-01,3,90,4"],
    ),
    "short links": (
        "Title,Short link,Long URL,Created,Clicks",
        ["Ciao,https://b.it/1,https://prova.it,2026-02-01,3"],
    ),
    "pages of a site": ("Page title,Views,Users,Date", ["Home,3,4,2026-02-01"]),
    "an advert with words": (
        "Campaign name,Ad name,Body,Reporting starts,Amount spent (EUR),Post comments,Impressions",
        ["A,B,Compra adesso,2026-02-01,30,3,900"],
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_others_wrote_and_other_figures_are_refused_without_a_word(
    name: str, write: Write
) -> None:
    header, lines = OTHERS[name]
    with pytest.raises(UsageError) as caught:
        read_sole_file(write(header, *lines))
    said = f"{caught.value.message} {caught.value.advice}"
    assert not any(word in said for word in ("bello", "Tizio", "tizio", "utente1", "Compra"))


def test_a_clock_beside_whole_times_is_not_added_to_them(write: Write) -> None:
    file = read_sole_file(
        write(
            "Data,Ora,Testo,Mi piace",
            "2026-02-01 10:30,09:00,Ciao a tutti,3",
            "2026-02-02 11:30,09:00,Ecco qui,3",
        )
    )
    assert [post.published_at.strftime("%d %H:%M") for post in file.posts] == [
        "01 10:30",
        "02 11:30",
    ]


def test_a_row_for_two_networks_is_of_both(tmp_path: Path) -> None:
    rows = [
        ["Data", "Canale", "Testo", "Mi piace"],
        ["2026-02-01", "FB + IG", "Ciao a tutti", 3],
        ["2026-02-02", "FB", "Ecco qui", 3],
        ["2026-02-04", "Newsletter", "Mail", 3],
    ]
    path = workbook(tmp_path / "x.xlsx", F=rows)
    files = reading(path, account=["facebook:prova", "instagram:prova"]).files
    assert {str(file.account): days(file) for file in files} == {
        "facebook:prova": ["2026-02-01", "2026-02-02"],
        "instagram:prova": ["2026-02-01"],
    }
    assert "1 row left out: of no network that is known here" in words(files[0])


def test_a_column_of_networks_is_known_by_its_values(write: Write) -> None:
    file = read_sole_file(
        write(
            "Quando,Dove,Testo,Mi piace",
            "2026-02-01,Instagram,Ciao a tutti,3",
            "2026-02-02,Facebook,Ecco qui,3",
        )
    )
    assert days(file) == ["2026-02-02"]


def test_a_few_authors_beside_counts_are_staff_and_this_is_said(write: Write) -> None:
    rows = [
        f"2026-02-{n + 1:02d},{('Marta', 'Giulia')[n % 2]},Testo numero {n},{n},1" for n in range(8)
    ]
    file = read_sole_file(write("Data,Autore,Testo,Mi piace,Commenti", *rows))
    assert len(file.posts) == 8
    assert "The column 'Autore' names people and not pages" in words(file)


def test_headers_and_headings_between_rows_are_no_posts(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEAD,
        ["Gennaio 2026"],
        ["2026-01-01", "Ciao a tutti", 3, 1],
        ["Totale gennaio", "", 3, 1],
        HEAD,
        ["Febbraio 2026"],
        ["2026-02-01", "Ciao ancora", 3, 1],
    ]
    file = read_sole_file(workbook(tmp_path / "x.xlsx", F=rows))
    assert days(file) == ["2026-01-01", "2026-02-01"]
    assert file.complete
    assert "1 row left out: the header once more" in words(file)


def test_months_on_sheets_are_read_each_and_a_sheet_of_notes_is_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        Gennaio=[HEAD, ["2026-01-01", "Ciao a tutti", 3, 1]],
        Febbraio=[HEAD, ["2026-02-01", "Ciao ancora", 3, 1]],
        Note=[["Data", "Testo"], ["2026-02-01", "riunione"]],
    )
    file_reading = reading(path)
    assert [file.sheet for file in file_reading.files] == ["Gennaio", "Febbraio"]
    assert [skipped.name for skipped in file_reading.passed_over] == ["x.xlsx [Note]"]


def test_tables_side_by_side_of_one_page_are_both_kept(tmp_path: Path) -> None:
    from auditor.store import Store
    from connectors.files import write_reading

    rows = [
        ["Gennaio", "", "", "", "", "Febbraio"],
        [*HEAD, "", *HEAD],
        ["2026-01-01", "Ciao a tutti", 3, 1, "", "2026-02-01", "Ancora qui", 4, 1],
    ]
    path = workbook(tmp_path / "x.xlsx", F=rows)
    options = make_options(account="facebook:prova")
    with Store.open(tmp_path / "store.sqlite3") as store:
        write_reading(store, read_files([path], options, NOW), options, NOW)
        with store.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM post").scalar() == 2


def test_in_a_file_without_one_accent_only_sure_signs_are_lost(write: Write) -> None:
    file = read_sole_file(
        write("Data;Testo;Mi piace", "2026-02-01;?? Nuova cucina ??;3", "2026-02-02;Ti piace ?;3")
    )
    assert ["?" in (post.text or "") for post in file.posts] == [False, True]
    assert "2 emoji were lost" in words(file)


def test_counts_of_a_lifetime_are_kept(tmp_path: Path) -> None:
    header = "Content,Video title,Video publish time,Views,Likes"
    rows = 'AbCdEfGhI01,Come nasce,"Mar 3, 2024",900,10\nAbCdEfGhI02,Ecco,"Jun 3, 2026",90,1\n'
    for name, likes in (
        ("Content 2026-06-01_2026-06-30 Prova.csv", None),
        ("Content Lifetime Prova.csv", 10),
    ):
        path = tmp_path / name
        path.write_text(f"{header}\n{rows}", encoding="utf-8")
        assert read_sole_file(path, account="youtube:@prova").posts[0].counts.reactions == likes


def test_a_reading_says_what_it_is_before_its_rows(write: Write) -> None:
    lines = [
        str(line)
        for line in describe(read_sole_file(write("Data,Testo,Mi piace", "2026-02-01,Ciao,3")))
    ]
    wanted = (
        "table of posts, of facebook:prova",
        "1 row of the table is of this account",
        "It covers 2026-02-01",
        "Counts found: reactions",
        "Not in the file, and so unknown: comments, shares",
    )
    places = [next(n for n, line in enumerate(lines) if part in line) for part in wanted]
    assert places == sorted(places)


def test_names_of_other_accounts_are_not_kept(write: Write) -> None:
    header, lines, account, _ = TOOLS["by page type and name"]
    file = read_sole_file(write(header, *lines), account=account)
    assert "of Altra Srl" in words(file)
    kept = file.manifest(make_options(account=account))
    assert [out["reason"] for out in kept.left_out] == ["of other accounts"]


def test_one_other_name_is_told_and_one_other_handle_is_refused(write: Write) -> None:
    rows = ["2026-02-01,Altra Srl,Ciao a tutti,3", "2026-02-02,Altra Srl,Ecco,3"]
    file = read_sole_file(write("Data,Pagina,Testo,Mi piace", *rows))
    assert "The file calls the page 'Altra Srl'" in words(file)
    path = write(
        "Data,Username,Testo,Mi piace", *[row.replace("Altra Srl", "altra") for row in rows]
    )
    with pytest.raises(UsageError, match="is about altra, not about instagram:prova"):
        read_sole_file(path, account="instagram:prova")
    assert len(read_sole_file(path, account="instagram:altra").posts) == 2


def test_a_column_of_kinds_under_a_word_for_networks_splits_nothing(write: Write) -> None:
    rows = [f"2026-02-{n + 1:02d},{('Feed', 'Reel')[n % 2]},Testo numero {n},{n}" for n in range(6)]
    assert len(read_sole_file(write("Data,Canale,Testo,Mi piace", *rows)).posts) == 6
