"""Files that are no posts and are named as what they are, and counts of which a part was paid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.dates import get_day_names

from auditor.core.errors import UsageError
from connectors.files import make_options, read_files
from connectors.files.words.terms import share_of_count
from connectors.files.words.weekdays import weekday_number
from tests.connectors.files.conftest import NOW
from tests.connectors.files.test_traps_of_files import words, workbook

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("name", "header", "row"),
    [
        (
            "stories",
            "Data;Storia;Visualizzazioni;Risposte;Uscite",
            "12/01/2026 10:00;Saldi;120;3;2",
        ),
        ("stories", "Date;Story ID;Reach;Taps forward;Exits", "2026-01-12;17;120;3;2"),
        ("stories", "Fecha;Historia;Visualizaciones;Respuestas", "12/01/2026;Rebajas;120;3"),
        (
            "a press review",
            "Data uscita;Testata;Titolo;Link",
            "12/01/2026;Gazzetta;Esempio cresce;https://example.com/a",
        ),
        (
            "a press review",
            "Date,Outlet,Headline,Readership",
            "2026-01-12,Example News,It grows,12000",
        ),
        ("figures of hashtags", "Hashtag;Data;Post;Copertura", "#saldi;12/01/2026;12;1200"),
        ("figures of hashtags", "Date,Hashtag,Uses,Reach", "2026-01-12,#sale,12,1200"),
        (
            "figures of a listing on maps",
            "Store code,Business name,Date,Search views,Map views,Calls",
            "1,Esempio,2026-01-01,10,12,1",
        ),
        (
            "figures of a listing on maps",
            "Data;Sede;Chiamate;Indicazioni stradali",
            "12/01/2026;Centro;3;4",
        ),
        (
            "figures of a search engine",
            "Date,Query,Clicks,Impressions,Position",
            "2026-01-12,esempio,12,200,3.2",
        ),
        (
            "figures of a search engine",
            "Data;Parola chiave;Posizione media;Clic",
            "12/01/2026;esempio;3,2;12",
        ),
        (
            "comments and mentions",
            "Date,Title,Snippet,Url,Sentiment,Author,Likes,Comments",
            "2026-01-12,Esempio,it grows,https://www.facebook.com/altri/posts/1,neutral,Mario,3,1",
        ),
        (
            "comments and mentions",
            "Data;Testo;Fonte;Sentimento;Link;Mi piace;Condivisioni",
            "12/01/2026;parola;Facebook;positivo;https://www.facebook.com/altri/posts/1;3;1",
        ),
    ],
)
def test_a_table_about_something_else_is_named(
    name: str, header: str, row: str, write: Write, read: Any
) -> None:
    with pytest.raises(UsageError, match=f"holds {name}"):
        read(write(header, row, row))


# Headers as the tools that listen to the web write them; {n} numbers the rows.
LISTENING = [
    (
        "published,title_snippet,content_snippet,domain_url,sentiment,extra_author_attributes.name,engagement,url",
        "2026-09-{n:02d} 10:00,x,che dice {n},http://twitter.com/,0,Uno {n},3,https://twitter.com/altri/status/17{n}",
    ),
    (
        "Title,Description,Published At,Url,Source Name,Tone,Author Name,Direct Reach",
        "x,they say {n},2026-09-{n:02d}T10:00:00Z,https://www.instagram.com/p/Ab{n}cd/,Uno,neutral,Uno {n},300",
    ),
    (
        "post date,content,author handle,channel,sentiment,visibility score,url",
        "2026-09-{n:02d},they say {n},@a{n},twitter,0.2,12,https://twitter.com/a{n}/status/{n}23",
    ),
    (
        "Date;Source;Titre;Auteur;Url;Sentiment;Portée;Contenu",
        "{n:02d}/09/2026;Twitter;x;Uno {n};https://twitter.com/a{n}/status/{n}23;neutre;300;ils disent {n}",
    ),
    (
        "Datum;Quelle;Verfasser;Beitrag;Tonalität;Link;Reichweite",
        "{n:02d}.09.2026;Twitter;Uno {n};sie sagen {n};neutral;https://twitter.com/a{n}/status/{n}23;300",
    ),
    (
        "Fecha;Autor;Texto;Tono;Enlace;Alcance",
        "{n:02d}/09/2026;Uno {n};lo que dicen {n};positivo;https://twitter.com/a{n}/status/{n}23;300",
    ),
    (
        "Data;Canale;Nome utente;Testo menzione;Sentiment medio;URL;Engagement",
        "{n:02d}/09/2026;Instagram;uno{n};cosa dicono {n};Neutro;https://www.instagram.com/p/Ab{n}cd/;3",
    ),
]

# Another person in each row, all at addresses of one page or at none.
PEOPLE = [
    (
        "Data;Autor da menção;Conteúdo;Polaridade;Link;Alcance",
        "{n:02d}/09/2026;Ana {n};o que dizem {n};neutro;https://www.facebook.com/outros/posts/1{n};300",
    ),
    (
        "Date,User name,Post text,Likes,Comments,Permalink",
        "2026-09-{n:02d},Ann {n},we say {n},3,1,https://www.facebook.com/groups/esempio/posts/1{n}",
    ),
    (
        "Datum;Name des Verfassers;Text;Gefällt mir;Kommentare",
        "{n:02d}.09.2026;Anna {n};wir sagen {n};3;1",
    ),
    (
        "Fecha;Usuario;Texto;Me gusta;Comentarios",
        "{n:02d}/09/2026;ana{n};decimos {n};3;1",
    ),
    (
        "createdAt,author.userName,text,likeCount,retweetCount",
        "2026-09-{n:02d}T10:00:00Z,ann{n},we say {n},3,1",
    ),
    (
        "Data,Nome visualizzato autore,Testo,Mi piace,Condivisioni,Commenti",
        "2026-09-{n:02d},Anna {n},diciamo {n},3,1,0",
    ),
]


@pytest.mark.parametrize("account", ["facebook:outros", "facebook:esempio", None])
@pytest.mark.parametrize(("header", "row"), PEOPLE)
def test_rows_of_a_person_each_are_what_others_wrote(
    header: str, row: str, account: str | None, write: Write, read: Any
) -> None:
    rows = [row.format(n=number) for number in range(1, 25)]
    with pytest.raises(UsageError, match=r"other people's words|what others wrote"):
        read(write(header, *rows), account=account)


@pytest.mark.parametrize(
    "column",
    ["Autore", "Tagged users", "Ospite", "Mentioned username", "latestComments/0/ownerUsername"],
)
def test_people_named_in_a_pages_own_posts_leave_them_posts(
    column: str, write: Write, read: Any
) -> None:
    staff = 3 if column == "Autore" else 24
    rows = [f"2026-09-{n:02d},diciamo {n},3,2,Anna {n % staff}" for n in range(1, 25)]
    file = read(write(f"Data,Testo,Mi piace,Commenti,{column}", *rows))
    assert len(file.posts) == 24


@pytest.mark.parametrize(("header", "row"), LISTENING)
def test_what_a_listening_tool_heard_is_no_post_of_the_page(
    header: str, row: str, write: Write, read: Any
) -> None:
    rows = [row.format(n=number) for number in range(1, 25)]
    for account in ("x:esempio", None):
        with pytest.raises(UsageError, match="holds comments and mentions"):
            read(write(header, *rows), account=account)


@pytest.mark.parametrize("extra", ["", ",Source", ",Author"])
def test_a_row_of_every_account_is_what_others_wrote(extra: str, write: Write, read: Any) -> None:
    rows = [
        f"2026-09-{n:02d},they say {n},https://twitter.com/a{n}/status/{n}23,3,2"
        for n in range(1, 25)
    ]
    cell = {"": "", ",Source": ",web", ",Author": ",Uno"}[extra]
    path = write(f"Date,Text,URL,Likes,Retweets{extra}", *(row + cell for row in rows))
    with pytest.raises(UsageError, match="what others wrote"):
        read(path, account=None)


@pytest.mark.parametrize(
    "header",
    [
        "Date;Text;Sentiment of comments;Likes;Comments;Author",
        "Data;Testo;Sentiment commenti;Mi piace;Commenti;Autore",
        "Data;Testo;Tono;Mi piace;Commenti;Autore",
    ],
)
def test_notes_of_the_pages_own_people_leave_its_posts_posts(
    header: str, write: Write, read: Any
) -> None:
    rows = [f"{n:02d}/09/2026;cosa diciamo {n};ironico;3;2;Redazione" for n in range(1, 25)]
    assert len(read(write(header, *rows)).posts) == 24


@pytest.mark.parametrize(
    "header",
    [
        "Data;Testo;Hashtag;Mi piace;Copertura",
        "Data;Caption;Storie;Mi piace;Commenti",
        "Data;Testo;Sede;Mi piace;Visualizzazioni",
        "Data;Titolo;Link;Mi piace;Diffusione",
    ],
)
def test_a_word_of_another_thing_makes_no_other_thing(header: str, write: Write, read: Any) -> None:
    file = read(write(header, "12/02/2026;Buongiorno a tutti;uno;3;4"))
    assert [post.counts.reactions for post in file.posts] == [3 if "Mi piace;" in header else None]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a picture"),
        (b"From a@example.com Mon Jan  1 10:00:00 2026\nSubject: x\n\nciao\n", "an e-mail"),
        (b"PAR1" + bytes(range(1, 40)) + b"PAR1", "a data file"),
        (b"Obj\x01\x04\x14avro.codec", "a data file"),
        (bytes(4000), "nothing but zero bytes"),
        (b'{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"abc"}', "a cloud drive"),
        (b"[InternetShortcut]\r\nURL=https://www.instagram.com/esempio\r\n", "a page of the web"),
        (b"[InternetShortcut]\nURL=https://docs.google.com/spreadsheets/d/a\n", "a cloud drive"),
        (b"[Desktop Entry]\nType=Link\nURL=https://www.dropbox.com/s/a\n", "a cloud drive"),
        (b'{"guild":{"name":"x"},"messages":[{"content":"ciao"}]}', "messages of a chat"),
        (
            b'[{"type":"message","user":"U1","text":"ciao","ts":"1767261600.0001"}]',
            "messages of a chat",
        ),
    ],
)
def test_a_file_that_is_no_table_is_named(
    content: bytes, name: str, tmp_path: Path, read: Any
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=name):
        read(path)


@pytest.mark.parametrize(
    ("header", "share"),
    [
        ("Organic likes", ("likes", True)),
        ("Impressions (organic)", ("impressions", True)),
        ("Impressioni (a pagamento)", ("impressions", False)),
        ("Total paid reach", ("reach", False)),
        ("Copertura organica", ("reach", True)),
        ("Vistas pagadas", ("views", False)),
        ("Organische Reichweite", ("reach", True)),
        ("Portée organique", ("reach", True)),
        ("Likes", None),
        ("Organic vs paid", None),
        ("Paid", None),
        ("Paid/organic likes", None),
    ],
)
def test_a_header_names_the_share_of_a_count(header: str, share: tuple[str, bool] | None) -> None:
    assert share_of_count(header) == share


@pytest.mark.parametrize(
    "header",
    [
        "Data;Testo;Mi piace organici;Mi piace a pagamento;Mi piace",
        "Data;Testo;Mi piace organici;Mi piace a pagamento;Mi piace (totale)",
        "Data;Testo;Organic likes;Paid likes;Total likes",
        "Data;Testo;Organic likes;Paid likes;Likes",
    ],
)
def test_what_was_paid_for_is_in_no_count(header: str, write: Write, read: Any) -> None:
    file = read(write(header, "12/02/2026;Uno;3;100;103", "13/02/2026;Due;5;0;5"))
    assert [post.counts.reactions for post in file.posts] == [3, 5]


@pytest.mark.parametrize(
    "header",
    [
        "Data;Testo;Mi piace;Mi piace sponsorizzati",
        "Data;Testo;Likes;Paid likes",
    ],
)
def test_a_count_with_what_was_paid_in_it_is_doubted(header: str, write: Write, read: Any) -> None:
    file = read(write(header, "12/02/2026;Uno;103;100", "13/02/2026;Due;5;0"))
    assert "may count what was paid for too" in words(file)


def test_articles_of_a_blog_are_no_posts_of_a_page(write: Write, read: Any) -> None:
    with pytest.raises(UsageError, match="pages of a website"):
        read(
            write(
                "post_id,post_title,post_date,post_status,comment_count,guid",
                "12,Novità,2026-01-12 10:00:00,publish,3,https://example.com/?p=12",
            )
        )


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("dom 15/02", date(2026, 2, 15)),
        ("do 12/02", date(2026, 2, 12)),
        ("dim 15/02", date(2026, 2, 15)),
        ("seg 16/02", date(2026, 2, 16)),
        ("sáb 14/02", date(2026, 2, 14)),
        ("gio 13/02", date(2025, 2, 13)),
        ("Sonntag, 15/02", date(2026, 2, 15)),
        ("xyz 15/02", date(2026, 2, 15)),
    ],
)
def test_a_weekday_tells_the_year(day: str, told: date, write: Write, read: Any) -> None:
    file = read(write("Data;Testo;Mi piace", f"{day};Uno;3"))
    assert [post.published_at.date() for post in file.posts] == [told]


def test_weekdays_are_known_in_every_language() -> None:
    for language in ("en", "it", "es", "fr", "de", "pt", "nl", "pl"):
        for number, name in get_day_names("wide", "format", language).items():
            assert weekday_number(name) == number, name


@pytest.mark.parametrize("network", ["facebook", "linkedin", "tiktok", "instagram"])
def test_posts_of_two_pages_elsewhere_are_not_the_given_accounts(
    network: str, write: Write, read: Any
) -> None:
    urls = {
        "facebook": "https://www.facebook.com/{}/posts/1234567",
        "instagram": "https://www.instagram.com/{}/p/AAA1/",
        "linkedin": "https://www.linkedin.com/company/{}/posts/x-activity-7123456789012345678",
        "tiktok": "https://www.tiktok.com/@{}/video/7123456789012345678",
    }
    table = write(
        "Data;Link;Mi piace",
        *(f"1{n}/02/2026;{urls[network].format(name)};3" for n, name in enumerate(("uno", "due"))),
    )
    with pytest.raises(UsageError):
        read(table, account="x:prova")


def test_rows_of_groups_are_not_one_page(write: Write, read: Any) -> None:
    with pytest.raises(UsageError, match="several pages"):
        read(
            write(
                "Data;Nome del gruppo;Testo;Mi piace",
                "12/02/2026;Mamme di Roma;Uno;3",
                "13/02/2026;Mercatino;Due;4",
            )
        )


ROWS = [["Data", "Testo", "Mi piace"], ["2026-02-13", "Ciao a tutti", 3]]


@pytest.mark.parametrize(
    ("sheets", "doubted"),
    [
        (("Rossi", "Bianchi"), True),
        (("Cliente A", "Cliente B"), True),
        (("Gennaio 2026", "Febbraio 2026"), False),
        (("Q1", "Q2"), False),
        (("Foglio1", "Foglio2"), False),
        (("Reel", "Post"), False),
        (("Jan", "Feb"), False),
        (("Settimana 1", "Settimana 2"), False),
        (("Rossi",), False),
    ],
)
def test_sheets_that_may_be_of_several_pages_are_doubted(
    sheets: tuple[str, ...], doubted: bool, tmp_path: Path, read: Any
) -> None:
    path = workbook(tmp_path / "x.xlsx", **dict.fromkeys(sheets, ROWS))
    files = read_files([path], make_options(account="facebook:esempio"), NOW).files
    assert len(files) == len(sheets)
    assert any("several pages" in words(file) for file in files) == doubted


def test_signs_as_programs_write_them_are_read_back(write: Write, read: Any) -> None:
    file = read(
        write(
            "Data;Testo;Mi piace",
            "12/02/2026;Caff\\u00e8 \\ud83d\\ude00 pronto\\u003f;3",
            "13/02/2026;C:\\users\\ugo;4",
        )
    )
    assert [post.text for post in file.posts] == ["Caffè 😀 pronto?", "C:\\users\\ugo"]
    assert "1 text held signs" in words(file)


def test_columns_of_one_name_are_told(write: Write, read: Any) -> None:
    assert "Several columns are called 'Mi piace'" in words(
        read(write("Data;Testo;Mi piace;Mi piace", "12/02/2026;Uno;3;100"))
    )


@pytest.mark.parametrize(
    ("header", "row", "column"),
    [
        ("Giorno;Cosa abbiamo pubblicato;Like", "12/3;Foto del forno;4", "Cosa abbiamo pubblicato"),
        ("Datum;Inlägg;Gilla-markeringar", "2026-10-12;Hej på er;4", "Inlägg"),
        ("Date;What we said;Likes;Note", "2026-10-12;Hello to all;4;ok", "What we said"),
    ],
)
def test_the_column_of_words_is_proposed_and_the_proposal_works(
    header: str, row: str, column: str, write: Write, read: Any
) -> None:
    path = write(header, row, row.replace("12", "13", 1))
    with pytest.raises(UsageError) as refused:
        read(path)
    assert f'--map text="{column}"' in str(refused.value.advice)
    assert len(read(path, mapping=[f"text={column}"]).posts) == 2


def test_figures_by_day_below_a_line_of_days_are_named_as_such(write: Write, read: Any) -> None:
    lines = ["Overview,Start date: 2026-10-01,End date: 2026-10-31", "", "Date,Impressions"]
    with pytest.raises(UsageError, match="totals by day"):
        read(write(*lines, *[f"2026-10-{day:02},{day}" for day in range(1, 20)]))
