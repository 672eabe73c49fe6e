"""Tables made at random of the kinds that people have: posts are read, nothing else ever is.

Columns come in any order, under the words of six languages and of tools, with others between them.
"""

from __future__ import annotations

import csv
import io
import random
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.core.errors import UsageError
from connectors.files import make_options, read_files
from tests.connectors.files.conftest import NOW

WORDS = [
    "nuova",
    "linea",
    "di",
    "prodotti",
    "in",
    "arrivo",
    "presto",
    "venite",
    "a",
    "trovarci",
    "oggi",
    "grazie",
    "a",
    "tutti",
    "voi",
]

DATES = [
    "Data",
    "data di pubblicazione",
    "Pubblicato il",
    "Date",
    "published_at",
    "Publish date",
    "Created",
    "created_at",
    "post_date",
    "Datum",
    "Veröffentlicht am",
    "Fecha",
    "Fecha de publicación",
    "Date de publication",
    "Data de publicação",
    "publishedAt",
    "taken_at",
    "Data post",
]
TEXTS = [
    "Testo",
    "testo del post",
    "Messaggio",
    "Didascalia",
    "Text",
    "Caption",
    "message",
    "post_text",
    "Descrizione",
    "Description",
    "Copy",
    "Beitragstext",
    "Texto",
    "Texte",
    "full_text",
    "Titolo",
]
LIKES = [
    "Mi piace",
    "N. mi piace",
    "Likes",
    "like_count",
    "likesCount",
    "diggCount",
    "Reazioni",
    "Reactions",
    "Total likes",
    "public_metrics.like_count",
    "Gefällt mir",
    "Me gusta",
    "Curtidas",
    "J'aime",
    "num_likes",
    "Number of Likes",
]
COMMENTS = [
    "Commenti",
    "Numero di commenti",
    "Comments",
    "comment_count",
    "commentsCount",
    "Total comments",
    "reply_count",
    "Kommentare",
    "Comentarios",
    "Commentaires",
    "Comentários",
    "num_comments",
    "N° commenti",
    "Number of Comments (total)",
]
SHARES = [
    "Condivisioni",
    "Shares",
    "share_count",
    "shareCount",
    "Reposts",
    "Retweets",
    "Geteilte Inhalte",
    "Compartidos",
    "Partages",
    "Compartilhamentos",
    "Ricondivisioni",
]
LINKS = ["Link", "Permalink", "URL", "post_url", "Link al post", "postUrl"]
NEUTRAL = [
    "Note",
    "Responsabile",
    "Priorità",
    "Obiettivo",
    "Hashtag",
    "Lunghezza",
    "Rubrica",
    "Formato grafico",
    "Engagement rate",
    "Tasso di interazione",
    "Sentiment",
    "Lingua",
    "#",
    "Idea",
    "Codice interno",
]
# Somebody in each row who did not write the post.
GUESTS = [
    "Tagged users",
    "taggedUsers/0/username",
    "mentions/0/username",
    "Ospite",
    "Fotografo",
    "musicMeta.musicAuthor",
    "latestComments/0/ownerUsername",
    "coauthorProducers/0/username",
    "In reply to user",
    "Relatore",
    "Crediti foto",
    "Approved by",
    "Testimonial",
    "Intervistato",
    "Prodotto",
    "Luogo",
]


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(4, 14))).capitalize()


def day(chance: random.Random) -> str:
    value = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
    return value.isoformat()


def moment(chance: random.Random) -> str:
    return f"{day(chance)} {chance.randrange(8, 21):02d}:{chance.randrange(60):02d}"


def table(chance: random.Random, columns: dict[str, list[str]], rows: int) -> str:
    """The columns (header -> cells) in any order, with others that say nothing, as text."""
    columns = dict(columns)
    for name in chance.sample(NEUTRAL, chance.randrange(3)):
        columns[name] = [chance.choice(["", "x", "alta", "3,4%", "ok"]) for _ in range(rows)]
    order = list(columns)
    chance.shuffle(order)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=chance.choice(",;\t"))
    for _ in range(chance.randrange(2)):
        writer.writerow(["Esportazione di prova"])
    writer.writerow(order)
    for number in range(rows):
        writer.writerow([columns[name][number] for name in order])
    return out.getvalue()


def posts_table(chance: random.Random) -> tuple[str, int]:
    rows = chance.randint(2, 12)
    made = {
        chance.choice(DATES): [moment(chance) for _ in range(rows)],
        chance.choice(TEXTS): [sentence(chance) for _ in range(rows)],
        chance.choice(LIKES): [str(chance.randrange(200)) for _ in range(rows)],
    }
    if chance.random() < 0.8:
        made[chance.choice(COMMENTS)] = [str(chance.randrange(40)) for _ in range(rows)]
    if chance.random() < 0.6:
        made[chance.choice(SHARES)] = [str(chance.randrange(9)) for _ in range(rows)]
    if chance.random() < 0.5:
        made[chance.choice(LINKS)] = [
            f"https://www.facebook.com/prova/posts/{n}" for n in range(rows)
        ]
    if chance.random() < 0.3:
        made[chance.choice(GUESTS)] = persons(chance, rows)
    return table(chance, made, rows), rows


PEOPLE = [
    "Persona Uno",
    "Persona Due",
    "Tizia Prova",
    "Caio Esempio",
    "Ada Test",
    "Ugo Finto",
    "Lia Nome",
]
Cells = list[str]


def people(chance: random.Random, rows: int) -> Cells:
    return [chance.choice(PEOPLE) for _ in range(rows)]


def persons(chance: random.Random, rows: int) -> Cells:
    """Another person in each row."""
    return [f"{PEOPLE[n % len(PEOPLE)]} {n}" for n in range(rows)]


def texts(chance: random.Random, rows: int) -> Cells:
    return [sentence(chance) for _ in range(rows)]


def moments(chance: random.Random, rows: int) -> Cells:
    return [moment(chance) for _ in range(rows)]


def numbers(chance: random.Random, rows: int) -> Cells:
    return [str(chance.randrange(500)) for _ in range(rows)]


def codes(chance: random.Random, rows: int) -> Cells:
    return [f"{chance.randrange(10**6):06d}" for _ in range(rows)]


def mails(chance: random.Random, rows: int) -> Cells:
    return [f"persona{n}@example.com" for n in range(rows)]


def stars(chance: random.Random, rows: int) -> Cells:
    return [str(chance.randint(1, 5)) for _ in range(rows)]


def post_links(chance: random.Random, rows: int) -> Cells:
    return [f"https://www.facebook.com/prova/posts/{chance.randrange(99)}" for _ in range(rows)]


def group_links(chance: random.Random, rows: int) -> Cells:
    start = chance.choice(
        [
            "https://www.facebook.com/groups/prova/posts/",
            "https://m.facebook.com/groups/123/permalink/",
            "https://www.linkedin.com/groups/123/posts/",
            "https://old.reddit.com/r/prova/comments/",
        ]
    )
    return [f"{start}{n}" for n in range(rows)]


def reactions(chance: random.Random, rows: int) -> Cells:
    return [chance.choice(["LIKE", "PRAISE", "EMPATHY", "INTEREST"]) for _ in range(rows)]


DAY = (["Data", "Date", "Datum", "Fecha", "DATE", "Created at"], moments)


def sentiments(chance: random.Random, rows: int) -> Cells:
    words = chance.choice(
        [["positive", "negative", "neutral"], ["positivo", "neutro"], ["-1", "0"]]
    )
    return [chance.choice(words) for _ in range(rows)]


# Each kind: columns as (words in some languages, what stands in the cells).
OTHER_THINGS = {
    "listening": [
        DAY,
        (
            [
                "title_snippet",
                "Hit Sentence",
                "Testo menzione",
                "Sound Bite Text",
                "Contenu",
                "Text",
            ],
            texts,
        ),
        (["sentiment", "Sentiment score", "Sentiment medio", "document_sentiment"], sentiments),
        (
            [
                "extra_author_attributes.name",
                "Author handle",
                "Nome utente",
                "sender_screen_name",
                "Autore menzione",
                "Auteur",
                "Verfasser",
                "Autor",
                "user name",
            ],
            people,
        ),
        (["Engagement", "Reach", "Likes", "Mi piace"], numbers),
    ],
    "a person a row": [
        DAY,
        (["Text", "Testo", "Post text", "Conteúdo", "Beitragstext", "full_text"], texts),
        (
            [
                "Autor da publicação",
                "Nome dell'autore",
                "Name des Verfassers",
                "author.userName",
                "user_screen_name",
                "Nickname",
                "Autore del post",
                "Display name of the user",
                "Auteur du post",
                "Nutzername",
                "Publié par",
                "Scritto da",
                "Veröffentlicht von",
                "Membro",
                "Gruppenmitglied Mitglied",
                "Wie",
                "Chi",
                "Kto",
                "Gönderen",
                "投稿者",
            ],
            persons,
        ),
        (["Likes", "Mi piace", "Gefällt mir", "Curtidas"], numbers),
        (["Comments", "Commenti", "Kommentare", "Comentários"], numbers),
        (["Link", "Permalink", "URL"], post_links),
    ],
    "a group": [
        DAY,
        (["Text", "Testo", "Beitragstext", "Mensaje"], texts),
        (["Likes", "Mi piace", "Gefällt mir"], numbers),
        (["Comments", "Commenti", "Kommentare"], numbers),
        (["Link", "Permalink", "URL"], group_links),
    ],
    "messages": [
        DAY,
        (["From", "Mittente", "Absender", "Sender", "De"], people),
        (["To", "Destinatario", "Empfänger", "Recipient", "Para"], people),
        (["Content", "Messaggio", "Nachricht", "Message", "Mensaje", "Testo"], texts),
    ],
    "chats": [
        DAY,
        (["Conversation ID", "Thread ID", "Conversazione", "Chat"], codes),
        (["From", "Mittente", "Sender"], people),
        (["Message", "Testo", "Content"], texts),
    ],
    "comments": [
        DAY,
        (["Comment ID", "ID commento", "ID del commento", "Kommentar-ID"], codes),
        (["Comment", "Commento", "Comment text", "Testo del commento", "Text"], texts),
        (["Likes", "Mi piace"], numbers),
        (["Author", "Autore", "User", "Username"], people),
    ],
    "mentions": [
        DAY,
        (["Mention", "Menzione", "Comment", "Commento"], texts),
        (["Author", "Autore", "Nome utente", "From"], people),
    ],
    "contacts": [
        (["First Name", "Nome", "Vorname"], people),
        (["Last Name", "Cognome", "Nachname"], people),
        (["Email Address", "Email", "E-mail"], mails),
        (["Connected On", "Collegato il", "Date"], moments),
    ],
    "invitations": [
        (["From", "Da"], people),
        (["To", "A"], people),
        (["Sent At", "Inviato il"], moments),
        (["Message", "Messaggio"], texts),
    ],
    "reactions": [DAY, (["Type", "Tipo", "Reaction"], reactions), (["Link", "URL"], post_links)],
    "votes": [
        DAY,
        (["Link", "URL"], post_links),
        (["OptionText", "Poll option", "Opzione votata"], texts),
    ],
    "live chats": [
        (["Live Chat ID", "ID chat dal vivo"], codes),
        DAY,
        (["Live chat text", "Testo della chat dal vivo"], texts),
    ],
    "playlists": [
        (["Video ID", "ID video"], codes),
        (["Playlist video creation timestamp", "Timestamp creazione video playlist"], moments),
    ],
    "advertising": [
        (["Campaign name", "Nome della campagna", "Kampagne"], texts),
        (["Ad set name", "Gruppo di inserzioni", "Anzeigengruppe"], texts),
        DAY,
        (["Amount spent (EUR)", "Importo speso (EUR)", "Ausgegebener Betrag (EUR)"], numbers),
        (["Impressions", "Impression", "Impressionen"], numbers),
        (["Reach", "Copertura"], numbers),
    ],
    "reviews": [
        DAY,
        (["Rating", "Stelle", "Valutazione", "Bewertung", "Star rating"], stars),
        (["Review", "Recensione", "Rezension", "Text", "Testo"], texts),
        (["Author", "Autore", "Reviewer", "Nome"], people),
    ],
    "orders": [
        (["Order ID", "N. ordine", "Numero ordine", "Bestellnummer"], codes),
        DAY,
        (["Customer", "Cliente", "Kunde"], people),
        (["Total", "Totale", "Importo", "Summe"], numbers),
        (["Product", "Prodotto", "Produkt"], texts),
    ],
    "tickets": [
        (["Ticket ID", "Ticket", "ID ticket"], codes),
        (["Subject", "Oggetto", "Betreff"], texts),
        (["Requester", "Richiedente", "Customer"], people),
        DAY,
        (["Status", "Stato"], numbers),
    ],
    "invoices": [
        (["Invoice number", "Numero fattura", "Rechnungsnummer"], codes),
        DAY,
        (["Amount", "Importo", "Betrag"], numbers),
        (["IVA", "VAT", "Imponibile"], numbers),
        (["Description", "Descrizione"], texts),
    ],
    "by day": [
        DAY,
        (["Impressions", "Impression"], numbers),
        (["Likes", "Mi piace"], numbers),
        (["New followers", "Nuovi follower"], numbers),
    ],
    "newsletter": [
        (["Subject", "Oggetto"], texts),
        (["Send date", "Data invio"], moments),
        (["Recipients", "Destinatari"], numbers),
        (["Open rate", "Tasso di apertura"], numbers),
    ],
    "searches": [DAY, (["Search query", "Ricerca", "Suchanfrage"], texts)],
    "notes": [DAY, (["Testo", "Text", "Note della riunione", "Nota"], texts)],
    "diary": [
        (["ID", "id", "Codice"], codes),
        DAY,
        (["Descrizione", "Description", "Text"], texts),
    ],
}


def other_table(chance: random.Random) -> tuple[str, str]:
    kind = chance.choice(list(OTHER_THINGS))
    # Fewer people may be the page's own.
    rows = chance.randint(6 if kind == "a person a row" else 3, 12)
    made = {chance.choice(names): cells(chance, rows) for names, cells in OTHER_THINGS[kind]}
    return table(chance, made, rows), kind


def outcome(content: str) -> int | str:
    """How many posts are read, or why the table is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tabella.csv"
        path.write_text(content, encoding="utf-8")
        try:
            import_reading = read_files([path], make_options(account="facebook:prova"), NOW)
        except UsageError as refusal:
            return str(refusal)
        return import_reading.posts


def run(tables: int, make: object) -> Counter[str]:
    result: Counter[str] = Counter()

    @settings(
        max_examples=tables,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(seed=st.integers(0, 10**9))
    def each(seed: int) -> None:
        result[make(random.Random(seed))] += 1  # type: ignore[operator]

    each()
    return result


def judged_posts(chance: random.Random) -> str:
    content, rows = posts_table(chance)
    read_outcome = outcome(content)
    return "" if read_outcome == rows else f"{read_outcome} for {rows}: {content.splitlines()[:3]}"


def judged_other(chance: random.Random) -> str:
    content, kind = other_table(chance)
    read_outcome = outcome(content)
    return (
        ""
        if isinstance(read_outcome, str)
        else f"{kind}, {read_outcome} posts: {content.splitlines()[:3]}"
    )


@pytest.mark.parametrize(
    "tables", [40, pytest.param(500, marks=[pytest.mark.slow, pytest.mark.timeout(600)])]
)
def test_posts_are_read(tables: int) -> None:
    output = run(tables, judged_posts)
    wrong = [line for line in output if line]
    assert sum(output[line] for line in wrong) <= 0.01 * tables, "\n".join(wrong[:20])


@pytest.mark.parametrize(
    "tables", [80, pytest.param(500, marks=[pytest.mark.slow, pytest.mark.timeout(600)])]
)
def test_nothing_else_is_read_as_posts(tables: int) -> None:
    output = run(tables, judged_other)
    wrong = [line for line in output if line]
    assert not wrong, "\n".join(wrong[:20])
