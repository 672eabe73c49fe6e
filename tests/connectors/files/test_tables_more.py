"""More of what people bring: months by name, tables side by side, articles of a site, French."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from babel.dates import format_date, get_month_names
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.core.errors import UsageError
from connectors.files import make_options, read_files
from connectors.files.options import parse_zone
from connectors.files.reading_record import FileReading
from connectors.files.words.months import month_number
from tests.connectors.files.conftest import NOW
from tests.connectors.files.test_traps_of_files import read_sole_file, words, workbook

Write = Callable[..., Path]
LANGUAGES = ("en", "it", "es", "fr", "de", "pt", "nl", "ca", "ro", "pl")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_every_month_is_known_by_its_name(language: str, width: str) -> None:
    for number, name in get_month_names(width, "stand-alone", language).items():
        assert month_number(name.lower()) == number, name


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from(["medium", "long", "full"]),
    st.dates(date(2005, 1, 1), date(2026, 11, 23)),
)
def test_dates_as_a_language_writes_them_are_read(language: str, form: Any, day: date) -> None:
    written = format_date(day, form, language)
    if month_less(written):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posts.csv"
        path.write_text(f"Data\tTesto\tMi piace\n{written}\tUno\t3\n")
        (file,) = read_files([path], make_options(account="facebook:esempio"), NOW).files
    assert [post.published_at.date() for post in file.posts] == [day], written


def month_less(written: str) -> bool:
    """Whether a date is written in numbers only; then its order is another question."""
    return not any(sign.isalpha() for sign in written)


def test_letters_that_begin_two_months_are_no_date(write: Write, read: Any) -> None:
    assert month_number("jui") != month_number("jui")
    with pytest.raises(UsageError, match="holds no dates"):
        read(write("Date;Texte;J'aime", "3 jui 2026;Un;3"))


SIDE_BY_SIDE = {
    "with an empty column": [
        "Facebook;;;;Instagram;;",
        "Data;Testo;Mi piace;;Data;Testo;Mi piace",
        "03/02/2026;Uno;3;;04/02/2026;Due;5",
        "15/02/2026;Tre;4;;;;",
    ],
    "without one": [
        "Facebook,,,Instagram,,",
        "Data,Testo,Mi piace,Data,Testo,Mi piace",
        "03/02/2026,Uno,3,04/02/2026,Due,5",
        "15/02/2026,Tre,4",
    ],
    "each with its own words": [
        "FB\t\t\t\tIG\t\t",
        "Data\tTesto\tMi piace\t\tData\tDidascalia\tCuori",
        "03/02/2026\tUno\t3\t\t04/02/2026\tDue\t5",
        "15/02/2026\tTre\t4",
    ],
}


@pytest.mark.parametrize("case", SIDE_BY_SIDE)
def test_tables_side_by_side_in_a_text_file_are_told_apart(case: str, write: Write) -> None:
    path = write(*SIDE_BY_SIDE[case])
    options = make_options(account=["facebook:prova", "instagram:prova"])
    files = {str(file.account): file for file in read_files([path], options, NOW).files}
    assert [post.text for post in files["facebook:prova"].posts] == ["Uno", "Tre"]
    assert [post.text for post in files["instagram:prova"].posts] == ["Due"]
    assert [post.counts.reactions for post in files["facebook:prova"].posts] == [3, 4]


@pytest.mark.parametrize("start", [0, 2])
def test_hidden_columns_are_told(start: int, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        sheet = book.add_worksheet("Post")
        sheet.write_row(0, start, ["Data", "Testo", "Mi piace", "Commenti", "Nota mia"])
        sheet.write_row(1, start, ["2026-02-03", "Ciao a tutti", 3, 1, "x"])
        for column in (3, 4):
            sheet.set_column(start + column, start + column, None, None, {"hidden": True})
    text = words(read_sole_file(tmp_path / "x.xlsx"))
    assert "1 hidden column was read like the others: Commenti." in text


ARTICLES = {
    "with permalinks": [
        "Title,Date,Author,Categories,Comments,Permalink",
        "Nuova cucina,2026-02-03,Uno,News,4,https://www.example.com/blog/nuova-cucina",
        "Il legno,2026-02-05,Uno,News,1,https://www.example.com/blog/il-legno",
    ],
    "with visits": [
        "Titolo;Data;Visualizzazioni;URL",
        "Nuova cucina;2026-02-03;410;https://www.example.com/blog/nuova-cucina",
        "Il legno;2026-02-05;120;https://www.example.com/blog/il-legno",
    ],
    "of a forum": [
        "Title,Created,Comments,Link",
        "Come si monta?,2026-02-03,4,https://forum.example.com/t/1",
        "Il cassetto,2026-02-05,2,https://forum.example.com/t/2",
    ],
}


@pytest.mark.parametrize("case", ARTICLES)
def test_articles_of_a_website_are_no_posts(case: str, write: Write, read: Any) -> None:
    with pytest.raises(UsageError, match="these are pages of a website"):
        read(write(*ARTICLES[case]))


def test_posts_that_link_to_the_own_site_are_read(write: Write, read: Any) -> None:
    file = read(
        write(
            "Data;Testo;Link;Mi piace;Commenti",
            "2026-02-03;Nuova cucina;https://www.example.com/cucina;3;1",
        )
    )
    assert [post.links for post in file.posts] == [("https://www.example.com/cucina",)]


def test_messages_of_a_channel_that_link_to_the_site_are_posts(write: Write, read: Any) -> None:
    file = read(
        write(
            "message_id;date;text;views;url",
            "1;2026-02-13 09:00;Ciao a tutti;300;https://www.example.com/cucina",
        ),
        account="telegram:esempio",
    )
    assert [post.links for post in file.posts] == [("https://www.example.com/cucina",)]


def test_the_user_may_say_that_articles_are_links(write: Write, read: Any) -> None:
    path = write(*ARTICLES["with permalinks"])
    file: FileReading = read(path, mapping=["links=Permalink"])
    assert len(file.posts) == 2


FRENCH = {
    "by its other marks": (["Une offre à saisir !", "Quelle cuisine ?", "Bois : le vrai"], 1),
    "by its words": (["Vous aimez le bois ?", "Votre avis pour cette cuisine"], 1),
}


@pytest.mark.parametrize("case", FRENCH)
def test_a_blank_before_a_question_mark_is_french(case: str, write: Write, read: Any) -> None:
    texts, questions = FRENCH[case]
    file = read(
        write(
            "Date;Texte;J'aime",
            *(f"1{n}/02/2026;{t};3" for n, t in enumerate(texts)),
            "19/02/2026;L'été;3",
            encoding="cp1252",
        )
    )
    assert sum((post.text or "").count("?") for post in file.posts) == questions
    joined_text = " ".join(str(line) for line in file.warnings)
    assert "after a blank, as French writes" in joined_text
    assert "lost when this file was saved," not in joined_text


def test_in_italian_a_blank_before_it_is_a_lost_emoji(write: Write, read: Any) -> None:
    file = read(
        write(
            "Data;Testo;Mi piace",
            "13/02/2026;Scopri la cucina ? Perché è nuova!;3",
            "14/02/2026;Evviva!;3",
            encoding="cp1252",
        )
    )
    assert "?" not in (file.posts[0].text or "")


ELSEWHERE = {
    "threads": "https://www.threads.net/@esempio/post/AAA",
    "pinterest": "https://www.pinterest.it/pin/12345/",
    "instagram": "https://www.instagram.com/p/AAA1/",
    "mastodon": "https://mastodon.example/@esempio/110000000000000001",
    "x": "https://x.com/esempio/status/1612345678901234567",
}


@pytest.mark.parametrize("header", ["Link", "Link post", "Dove si vede"])
@pytest.mark.parametrize("network", ELSEWHERE)
def test_posts_of_another_network_are_not_the_accounts(
    network: str, header: str, write: Write, read: Any
) -> None:
    path = write(f"Data;Testo;Mi piace;{header}", f"2026-02-13;Uno;3;{ELSEWHERE[network]}")
    with pytest.raises(UsageError, match="those of posts on"):
        read(path)
    file = read(path, mapping=[f"links={header}"])
    assert [post.links for post in file.posts] == [(ELSEWHERE[network],)]


def test_the_column_with_addresses_of_posts_is_their_address(write: Write, read: Any) -> None:
    file = read(
        write(
            "Data;Testo;Link;Mi piace;Dove",
            "2026-02-13;Uno;https://www.example.com/a;3;https://www.facebook.com/esempio/posts/1",
        )
    )
    (post,) = file.posts
    assert post.url == "https://www.facebook.com/esempio/posts/1"
    assert post.links == ("https://www.example.com/a",)


ZONES = {
    "an offset": (["Date (GMT+1),Text,Likes"], "+01:00"),
    "a name": (["Data (Europe/Rome),Text,Likes"], "Europe/Rome"),
    "a short name": (["Date (CET),Text,Likes"], "CET"),
    "half an hour": (["Date [UTC+05:30],Text,Likes"], "+05:30"),
    "at the end": (["Published UTC,Text,Likes"], "UTC"),
    "above": (
        ["Report di Esempio,,", "Fuso orario: Europe/Rome,,", "Date,Text,Likes"],
        "Europe/Rome",
    ),
    "above, in the next cell": (["Time zone,(GMT-05:00) New York,", "Date,Text,Likes"], "-05:00"),
}


@pytest.mark.parametrize("case", ZONES)
def test_the_zone_that_a_table_tells_is_that_of_its_times(
    case: str, write: Write, read: Any
) -> None:
    lines, zone = ZONES[case]
    path = write(*lines, "2026-07-13 09:00,Uno,3")
    file = read(path)
    assert (file.zone, file.zone_source) == (zone, "file")
    utc = datetime(2026, 7, 13, 9, tzinfo=parse_zone(zone))
    assert file.posts[0].published_at == utc
    assert read(path, timezone="Asia/Tokyo").zone_source == "user"


@pytest.mark.parametrize("header", ["Date (day)", "Date (2026)", "Date", "Date of post (see note)"])
def test_other_words_in_a_header_are_no_zone(header: str, write: Write, read: Any) -> None:
    file = read(write(f"{header},Text,Likes", "2026-07-13 09:00,Uno,3"))
    assert file.zone_source == "default"


CHATS = {
    "android": "13/02/26, 09:00 - Persona Uno: segreto\n13/02/26, 09:02 - Persona Due: segreto\n",
    "ios": "[13/02/26, 09:00:12] Persona Uno: segreto\n[13/02/26, 09:02:01] Persona Due: segreto\n",
    "english": "2/13/26, 9:00 PM - Person One: segreto\n2/13/26, 9:02 PM - Person Two: segreto\n",
    "german": "13.02.26, 09:00 - Person Eins: segreto\n13.02.26, 09:02 - Person Zwei: segreto\n",
}


@pytest.mark.parametrize("case", CHATS)
@pytest.mark.parametrize("name", ["chat.txt", "chat.csv"])
def test_a_chat_is_named_and_not_read(case: str, name: str, write: Write, read: Any) -> None:
    with pytest.raises(UsageError, match="a chat of a messenger") as refusal:
        read(write(*(CHATS[case] * 3).splitlines(), name=name))
    assert "segreto" not in str(refusal.value)


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_a_table_of_posts_is_no_chat(sign: str, write: Write, read: Any) -> None:
    rows = [
        ["Date", "Text", "Likes"],
        *[[f"1{n}/02/2026 09:00", "Uno: due", "3"] for n in range(5)],
    ]
    file = read(write(*map(sign.join, rows)))
    assert len(file.posts) == 5


@pytest.mark.parametrize(
    "header",
    [
        "Attività;Scadenza;Stato;Assegnato a;Commenti",
        "Task,Due date,Status,Assignee,Comments",
        "Aufgabe;Fällig am;Status;Zuständig;Kommentare",
    ],
)
def test_a_list_of_tasks_is_named_as_what_it_is(header: str, write: Write, read: Any) -> None:
    sign = ";" if ";" in header else ","
    row = sign.join(["Scrivere il post", "2026-02-13", "fatto", "Marta", "2"])
    with pytest.raises(UsageError, match="a list of tasks"):
        read(write(header, row))


def test_what_was_forwarded_was_shared(write: Write, read: Any) -> None:
    file = read(
        write(
            "message_id;date;text;views;forwards;replies;reactions",
            "1;2026-02-13 09:00:00;Ciao;300;2;0;5",
        ),
        account="telegram:esempio",
    )
    assert file.posts[0].counts.shares == 2


PLAN = [
    "Data;Testo;Facebook;Instagram;LinkedIn;Mi piace",
    "13/02/2026;Uno;x;;;3",
    "14/02/2026;Due;;x;;5",
    "15/02/2026;Tre;x;sì;;1",
]


@pytest.mark.parametrize(
    ("account", "texts"),
    [
        ("facebook:prova", ["Uno", "Tre"]),
        ("instagram:prova", ["Due", "Tre"]),
    ],
)
def test_marks_under_a_network_say_where_a_post_is(
    account: str, texts: list[str], write: Write, read: Any
) -> None:
    file = read(write(*PLAN), account=account)
    assert [post.text for post in file.posts] == texts
    assert file.posts[-1].counts.reactions is None  # one number for two networks
    assert file.posts[0].counts.reactions is not None
    assert "unknown for each" in words(file)


@pytest.mark.parametrize("second", ["TikTok", "YouTube", "LinkedIn", "Tik Tok", "tik-tok"])
def test_a_name_with_capitals_inside_is_a_network_too(second: str, write: Write, read: Any) -> None:
    table = write(
        f"Fecha;Texto;Me gusta Facebook;Me gusta {second}",
        "13/02/2026;Uno;3;7",
        "14/02/2026;Dos;5;9",
    )
    network = second.replace(" ", "").replace("-", "").lower()
    file = read(table, account=f"{network}:prova")
    assert [post.counts.reactions for post in file.posts] == [7, 9]


@pytest.mark.parametrize(
    ("account", "counts"),
    [
        ("facebook:prova", [(3, 1), (5, 0)]),
        ("instagram:prova", [(7, 2), (9, 3)]),
    ],
)
@pytest.mark.parametrize(
    "header",
    [
        "Data;Testo;Like FB;Like IG;Commenti FB;Commenti IG",
        "Data;Testo;FB Likes;Instagram likes;Facebook comments;IG comments",
        "Datum;Text;Gefällt mir (Facebook);Gefällt mir (Instagram);Kommentare Facebook;Kommentare Instagram",
    ],
)
def test_counts_in_columns_of_a_network_are_that_networks(
    header: str, account: str, counts: list[tuple[int, int]], write: Write, read: Any
) -> None:
    file = read(write(header, "13/02/2026;Uno;3;7;1;2", "14/02/2026;Due;5;9;0;3"), account=account)
    assert [(post.counts.reactions, post.counts.comments) for post in file.posts] == counts


def test_columns_of_networks_in_a_workbook(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        Piano=[
            ["Data", "Testo", "Mi piace FB", "Mi piace IG"],
            ["2026-02-13", "Ciao a tutti", 3, 7],
        ],
    )
    file = read_sole_file(path, account="instagram:prova")
    assert [post.counts.reactions for post in file.posts] == [7]


def test_one_network_in_a_header_splits_nothing(write: Write, read: Any) -> None:
    file = read(write("Data;Testo;Facebook likes;Commenti", "13/02/2026;Uno;3;1"))
    assert [(post.counts.reactions, post.counts.comments) for post in file.posts] == [(3, 1)]


def test_of_a_count_and_its_total_the_total_is_taken(write: Write, read: Any) -> None:
    file = read(write("Data;Testo;Commenti;Commenti (totale);Risposte", "13/02/2026;Uno;3;5;2"))
    assert file.posts[0].counts.comments == 5


def test_signs_above_columns_are_words(write: Write, read: Any) -> None:
    file = read(write("Data;Testo;👍;💬;🔁;👁️", "13/02/2026;Uno;3;1;0;90"))
    counts = file.posts[0].counts
    assert (counts.reactions, counts.comments, counts.shares, counts.views) == (3, 1, 0, 90)


@pytest.mark.parametrize(
    "header", ["Amount spent (EUR)", "Importo speso", "Ad ID", "ADV", "Budget ADV"]
)
def test_what_was_paid_for_stands_apart(header: str, write: Write, read: Any) -> None:
    paid = {"Ad ID": "23850000000000", "ADV": "sì"}.get(header, "45,00")
    file = read(
        write(
            f"Data;Testo;Mi piace;{header}",
            "13/02/2026;Uno;3;",
            f"14/02/2026;Due;500;{paid}",
            "15/02/2026;Tre;4;0",
        )
    )
    assert [post.text for post in file.posts] == ["Uno", "Tre"]
    assert "1 row left out: paid for" in words(file)


@pytest.mark.parametrize("header", ["Modified", "Ultima modifica", "Scraped at"])
def test_when_a_row_was_changed_is_no_publication(header: str, write: Write, read: Any) -> None:
    lines = [f"2026-03-01 10:0{n};Testo {n};3" for n in range(4)]
    with pytest.raises(UsageError, match="no column with the dates"):
        read(write(f"{header};Testo;Mi piace", *lines))


def test_dates_within_an_hour_are_doubted(write: Write, read: Any) -> None:
    lines = [f"2026-03-01 10:0{n};Testo {n};3" for n in range(6)]
    with pytest.raises(UsageError, match="lie within an hour"):
        read(write("Stamp;Testo;Mi piace", *lines))
    assert "lie within an hour" in words(read(write("Data;Testo;Mi piace", *lines)))
    file = read(write("Stamp;Testo;Mi piace", *lines), mapping=["published_at=Stamp"])
    assert "lie within an hour" not in words(file)


ITALIAN = "Perché è così? Più qualità: già, però l’età di Lucia …"


ACCENTED = [
    ITALIAN,
    "Für größere Küchen: Öl, Süßes, Gemüse",
    "Le café préféré à côté, où ça, dès l’été",
    "Mañana más: ¿qué cocina elegís? Sí, aquí",
    "Não é só ação: promoção até amanhã",
    "Información y atención al público",
    "Perché è così? Più qualità, già",
    "Obrigado à nossa família",
    "Découvrez nos idées préférées",
]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "utf-8", "utf-16"])
@pytest.mark.parametrize("text", ACCENTED)
def test_accented_letters_tell_the_encoding(
    text: str, encoding: str, write: Write, read: Any
) -> None:
    text = text.encode(encoding, "ignore").decode(encoding).strip()
    file = read(write("Data;Testo;Mi piace", f"13/02/2026;{text};3", encoding=encoding))
    assert file.posts[0].text == text
    assert "more than one encoding" not in words(file)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_texts_of_several_languages_tell_the_encoding(
    encoding: str, write: Write, read: Any
) -> None:
    texts = [t.encode(encoding, "ignore").decode(encoding).strip() for t in ACCENTED]
    lines = [f"{n:02d}/02/2026;{text};3" for n, text in enumerate(texts, start=1)]
    file = read(write("Data;Testo;Mi piace", *lines, encoding=encoding))
    assert [post.text for post in file.posts] == texts


@pytest.mark.parametrize("text", ["Ärger mit Äpfeln", "Noël approche, forêt et fête"])
def test_letters_of_two_encodings_are_doubted(text: str, write: Write, read: Any) -> None:
    assert "more than one encoding" in words(
        read(write("Data;Testo;Mi piace", f"13/02/2026;{text};3", encoding="cp850"))
    )


@pytest.mark.parametrize(
    "text",
    [
        "Miloš Marić",
        "Roma–Milano e ritorno",
        "Parola\u00a0! Altra",
        "Le cœur",
        "L’arte “vera”…",
        "Prezzo 3€ e 5™",
        "Elenco•punto•punto",
        "Straße",
        "Ÿ",
        "Žena",
        "100‰",
    ],
)
def test_signs_of_windows_are_no_letters_of_a_mac(text: str, write: Write, read: Any) -> None:
    line = f"13/02/2026;{text};3".encode("cp1252", "replace").decode("cp1252")
    file = read(write("Data;Testo;Mi piace", line, encoding="cp1252"))
    assert file.posts[0].text == line.split(";")[1]
    assert file.encoding == "cp1252"
