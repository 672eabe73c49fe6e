"""What real files and public reports showed: each kind with its input, and variations of it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from auditor.core.model import Post, PostKind
from connectors.files import describe, make_options, read_files
from connectors.files.options import ImportRefused, NeedsAnswer
from connectors.files.reading_record import FileReading, ImportReading
from tests.connectors.files.conftest import NOW

Write = Callable[..., Path]


def reading(*paths: Path, **options: Any) -> ImportReading:
    options.setdefault("account", "facebook:prova")
    return read_files(list(paths), make_options(**options), NOW)


def read_sole_file(path: Path, **options: Any) -> FileReading:
    (file,) = reading(path, **options).files
    return file


def days(file: FileReading) -> list[str]:
    return [post.published_at.strftime("%Y-%m-%d") for post in file.posts]


def words(file: FileReading) -> str:
    return "\n".join(map(str, describe(file)))


def own(file: FileReading) -> list[Post]:
    return [post for post in file.posts if post.kind is PostKind.POST]


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(number, column, value)
                    else:
                        sheet.write(number, column, value)
    return path


# T30 · a personal archive of LinkedIn ----------------------------------------------------------

SHARES = '''Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility
2026-07-01 14:33:22,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7478149021424291840,"Cerchiamo un falegname.""
""""
""Sapete di qualcuno?""
""Scriveteci qui sotto",,,MEMBER_NETWORK
'''
PRIVATE = {
    "messages.csv": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"
    "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n2-abc,,Persona Uno,"
    "https://www.linkedin.com/in/uno,Prova,https://www.linkedin.com/in/prova,"
    "2026-07-13 08:15:21 UTC,,ciao come stai oggi,INBOX\n",
    "Connections.csv": 'Notes:\n"una nota"\n\nFirst Name,Last Name,URL,Email Address,Company,'
    "Position,Connected On\nPersona,Uno,https://www.linkedin.com/in/uno,,Ditta,CEO,12 Jul 2026\n",
    "Reactions.csv": "Date,Type,Link\n2026-07-13 08:15:21,LIKE,https://www.linkedin.com/feed/update/"
    "urn%3Ali%3Aactivity%3A7482352409600000000\n",
    "Invitations.csv": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    'Prova,Persona Uno,"7/13/26, 8:15 AM",vediamoci presto allora,OUTGOING,'
    "https://www.linkedin.com/in/prova,https://www.linkedin.com/in/uno\n",
    "Votes.csv": "Date,Link,OptionText\n2026-07-13 08:15:21,https://www.linkedin.com/feed/update/"
    "urn%3Ali%3Aactivity%3A7482352409600000000,il colore verde\n",
}
COMMENTS = (
    "Date,Link,Message\n2026-07-13 08:15:21,https://www.linkedin.com/feed/update/"
    "urn%3Ali%3Aactivity%3A7482352409600000000,complimenti davvero a tutti\n"
)


def linkedin_archive(folder: Path) -> Path:
    folder.mkdir()
    (folder / "Shares.csv").write_text(SHARES, encoding="utf-8")
    (folder / "Comments.csv").write_text(COMMENTS, encoding="utf-8")
    for name, content in PRIVATE.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as package:
        for file in sorted(folder.iterdir()):
            package.write(file, f"{folder.name}/{file.name}")
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_t30_of_a_linkedin_archive_only_posts_and_own_replies_are_read(
    tmp_path: Path, packed: bool
) -> None:
    folder = linkedin_archive(tmp_path / "Basic_LinkedInDataExport")
    file_reading = reading(zipped(folder) if packed else folder, account="linkedin:in/prova")
    posts = [post for file in file_reading.files for post in file.posts]
    (post,) = [post for post in posts if post.kind is PostKind.POST]
    assert post.text == "Cerchiamo un falegname.\n\nSapete di qualcuno?\nScriveteci qui sotto"
    assert post.published_at == datetime(2026, 7, 1, 14, 33, 22, tzinfo=UTC)
    assert post.url == "https://www.linkedin.com/feed/update/urn:li:share:7478149021424291840"
    (reply,) = [post for post in posts if post.kind is PostKind.REPLY]
    assert (reply.text, reply.url, reply.reply_to) == (
        None,
        None,
        "urn:li:activity:7482352409600000000",
    )
    passed = {
        skipped.name.rpartition("/")[2]: str(skipped.reason) for skipped in file_reading.passed_over
    }
    assert passed.keys() == PRIVATE.keys()
    assert all(passed.values())


@pytest.mark.parametrize("name", PRIVATE)
def test_t30_each_private_file_by_itself_is_named_and_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / f"x{name}").write_text(PRIVATE[name], encoding="utf-8")
    with pytest.raises(ImportRefused) as caught:
        read_sole_file(tmp_path / f"x{name}", account="linkedin:in/prova")
    said = f"{caught.value.message} {caught.value.advice}"
    for secret in ("ciao come", "Persona", "vediamoci", "verde", "LIKE"):
        assert secret not in said


# T31 · Google Takeout --------------------------------------------------------------------------

TAKEOUT = {
    "commenti/commenti.csv": "ID commento,ID canale,Data e ora di creazione del commento,Prezzo,"
    "ID commento principale,ID post,ID video,Testo del commento,ID commento di livello superiore\n"
    "Ugx1,UC1,2026-02-03T10:00:00+00:00,,,,AbCdEfGhI99,segretissimo davvero,\n",
    "playlist/Guarda più tardi-video.csv": "ID video,Timestamp creazione video playlist\n"
    "AbCdEfGhI77,2026-01-03T10:00:00+00:00\n",
    "metadati dei video/video.csv": "ID video,Durata approssimativa (ms),Lingua,Categoria,"
    "Titolo video (originale),Privacy,Stato del video,Timestamp di creazione video,"
    "Timestamp di pubblicazione del video\n"
    "AbCdEfGhI01,1000,it,Persone,Come nasce una sedia,Pubblico,Elaborato,"
    "2026-02-01T09:00:00+00:00,2026-02-02T10:00:00+00:00\n"
    "AbCdEfGhI02,1000,it,Persone,Prova privata,Privato,Elaborato,2026-02-05T09:00:00+00:00,\n",
    "chat dal vivo/chat dal vivo.csv": "ID chat dal vivo,Testo della chat dal vivo\n1,eccomi\n",
}


def test_t31_of_takeout_the_videos_and_the_own_comments_are_read(tmp_path: Path) -> None:
    path = tmp_path / "takeout-20260301T100000Z-001.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in TAKEOUT.items():
            package.writestr(f"Takeout/YouTube e YouTube Music/{name}", content)
    file_reading = reading(path, account="youtube:@prova")
    posts = [post for file in file_reading.files for post in file.posts]
    (video,) = [post for post in posts if post.kind is PostKind.POST]
    assert (video.platform_id, video.text) == ("AbCdEfGhI01", "Come nasce una sedia")
    assert video.published_at == datetime(2026, 2, 2, 10, tzinfo=UTC)
    (reply,) = [post for post in posts if post.kind is PostKind.REPLY]
    assert (reply.platform_id, reply.reply_to, reply.text) == ("Ugx1", "AbCdEfGhI99", None)
    assert "segretissimo" not in "".join(words(file) for file in file_reading.files)
    assert len(file_reading.passed_over) == 2


# T32 · stories ---------------------------------------------------------------------------------

STORY_HEADER = (
    '"Post ID","Account ID","Account username","Account name",Description,"Duration (sec)",'
    '"Publish time",Permalink,"Post type","Data comment",Date,Views,Reach,Likes,Shares,'
    '"Profile visits",Replies,"Link clicks",Navigation,Follows,"Sticker taps"'
)


def story(number: int, kind: str, place: str) -> str:
    return (
        f'1790000000000000{number},17841400000000001,prova,Prova,,0,"02/0{number + 2}/2026 09:10",'
        f'https://www.instagram.com/{place}/{number},"{kind}",,Lifetime,120,110,3,0,1,0,0,130,0,0'
    )


@pytest.mark.parametrize(
    ("kind", "place"),
    [("IG story", "stories/prova"), ("Storia IG", "x"), ("Post", "stories/prova")],
)
def test_t32_stories_are_no_posts(write: Write, kind: str, place: str) -> None:
    name = "Feb-01-2026_Feb-28-2026_999.csv"
    alone = write(STORY_HEADER, story(1, kind, place), story(2, kind, place), name=name)
    with pytest.raises(ImportRefused, match="stor"):
        read_sole_file(alone, account="instagram:prova")
    mixed = write(STORY_HEADER, story(1, kind, place), story(3, "IG image", "p"), name="mixed.csv")
    file = read_sole_file(mixed, account="instagram:prova")
    assert len(file.posts) == 1
    assert "1 row left out: a story" in words(file)


# T33, T34, T48 · whose rows --------------------------------------------------------------------

TWO = (
    "Post ID,Account ID,Account username,Account name,Description,Publish time,Permalink,Post type,"
    "Likes,Comments,Shares,Saves,Views,Reach",
    "1,1,prova,Prova,Nuova cucina,02/13/2026 09:00,https://www.instagram.com/p/AAA1/,IG image,10,1,0,0,100,90",
    "2,2,altra,Altra,Promo,02/14/2026 09:00,https://www.instagram.com/p/AAA2/,IG image,20,2,0,0,100,90",
)


def test_t33_an_export_of_two_accounts_is_split(write: Write) -> None:
    file = read_sole_file(write(*TWO), account="instagram:prova")
    assert [post.platform_id for post in file.posts] == ["1"]
    assert "1 row left out: of instagram:altra (line 3)." in words(file)
    both = reading(write(*TWO), account=None).files
    assert {str(file.account): len(file.posts) for file in both} == {
        "instagram:prova": 1,
        "instagram:altra": 1,
    }


def test_t33_pages_are_told_by_their_names_or_asked_for(write: Write) -> None:
    header = "Post ID,Page ID,Page name,Title,Publish time,Post type,Reactions,Comments,Shares"
    lines = [
        f"{n},{n},{page},Ciao,02/1{n}/2026 09:00,Photos,3,1,0"
        for n, page in ((3, "Prova S.p.A."), (4, "Altra Srl"))
    ]
    path = write(header, *lines)
    assert [post.platform_id for post in read_sole_file(path).posts] == ["3"]
    with pytest.raises(NeedsAnswer) as caught:
        read_sole_file(path, account="facebook:terza")
    assert (caught.value.option, set(caught.value.choices)) == (
        "page",
        {"Prova S.p.A.", "Altra Srl"},
    )
    said = read_sole_file(path, account="facebook:terza=Altra Srl")
    assert ([post.platform_id for post in said.posts], str(said.account)) == (
        ["4"],
        "facebook:terza",
    )


SHEET = [["Data", "Testo", "Mi piace", "Commenti", "Condivisioni"]]


def test_t34_a_sheet_a_network(tmp_path: Path) -> None:
    sheets = {
        name: [
            *SHEET,
            [f"2026-02-0{n}", "Nuova cucina", n, 1, 0],
            [f"2026-02-1{n}", "Ecco", n, 1, 0],
        ]
        for n, name in enumerate(("Facebook", "Instagram", "LinkedIn"), start=1)
    }
    file_reading = reading(workbook(tmp_path / "dati.xlsx", **sheets))
    (file,) = file_reading.files
    assert (file.sheet, days(file)) == ("Facebook", ["2026-02-01", "2026-02-11"])
    assert [skipped.name for skipped in file_reading.passed_over] == [
        "dati.xlsx [Instagram]",
        "dati.xlsx [LinkedIn]",
    ]
    with pytest.raises(NeedsAnswer):
        reading(tmp_path / "dati.xlsx", account=None)


@pytest.mark.parametrize(
    ("header", "facebook", "instagram"),
    [
        ("Canale", "FB", "IG"),
        ("Piattaforma", "Facebook", "Instagram"),
        ("Network", "Facebook Page", "Instagram Business"),
        ("Plattform", "facebook", "instagram"),
    ],
)
def test_t48_a_column_that_says_which_network(
    write: Write, header: str, facebook: str, instagram: str
) -> None:
    lines = [
        f"{n % 27 + 1:02d}/03/2026,09:00,{(facebook, instagram)[n % 2]},Testo {n},{n},1"
        for n in range(40)
    ]
    path = write(f"Data,Ora,{header},Testo,Mi piace,Commenti", *lines)
    file = read_sole_file(path)
    assert len(file.posts) == 20
    assert "20 rows left out: of instagram, of which no account was given" in words(file)
    both = reading(path, account=["facebook:prova", "instagram:prova"]).files
    assert [(str(file.account), len(file.posts)) for file in both] == [
        ("facebook:prova", 20),
        ("instagram:prova", 20),
    ]


# T35 · which date ------------------------------------------------------------------------------


def test_t35_the_moment_of_a_scrape_is_no_publication(write: Write) -> None:
    file = read_sole_file(
        write(
            "postUrl,profileUrl,username,commentCount,likeCount,pubDate,description,postId,type,timestamp",
            "https://www.instagram.com/p/DAAAAAAAAA1/,https://www.instagram.com/prova,prova,5,100,"
            "2026-02-01T10:00:00.000Z,Nuova cucina,3300000000000000001,Photo,2026-03-01T09:00:00.000Z",
            "https://www.instagram.com/p/DAAAAAAAAA2/,https://www.instagram.com/prova,prova,2,40,"
            "2026-02-10T10:00:00.000Z,Come nasce,3300000000000000002,Video,2026-03-01T09:00:01.000Z",
        ),
        account="instagram:prova",
    )
    assert days(file) == ["2026-02-01", "2026-02-10"]
    assert [post.counts.reactions for post in file.posts] == [100, 40]
    assert file.observed_at == datetime(2026, 3, 1, 9, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize("collected", ["timestamp", "scraped_at", "date", "Data estrazione"])
@pytest.mark.parametrize("published", ["Published", "data di pubblicazione", "created_at"])
def test_t35_whatever_the_two_columns_are_called(
    write: Write, collected: str, published: str
) -> None:
    rows = [
        f"2026-03-01 09:00:0{n},2026-02-{n + 1:02d} 10:00,Testo numero {n},{n}" for n in range(6)
    ]
    file = read_sole_file(write(f"{collected},{published},text,likes", *rows))
    assert days(file) == [f"2026-02-{n + 1:02d}" for n in range(6)]


def test_t35_ids_are_no_dates(write: Write) -> None:
    file = read_sole_file(
        write(
            "ref,quando,testo,mi piace",
            "122158000000001,2026-02-01,Ciao a tutti,3",
            "122158000000002,2026-02-03,Ecco il resto,4",
        )
    )
    assert days(file) == ["2026-02-01", "2026-02-03"]
    with pytest.raises(ImportRefused):
        read_sole_file(
            write(
                "ref,testo,mi piace",
                "1610000000000000001,Ciao a tutti,3",
                "1610000000000000002,Ecco il resto,4",
                name="ids.csv",
            )
        )


# T36, T38, T39 · counts left behind ------------------------------------------------------------


def test_t36_crowdtangle(write: Write) -> None:
    file = read_sole_file(
        write(
            "Account,User Name,Followers at Posting,Post Created,Post Created Date,Post Created Time,Type,"
            "Total Interactions,Likes,Comments,Views,URL,Link,Photo,Title,Description,Image Text",
            'Prova,prova,5000,2023-11-06 09:00:12 CET,2023-11-06,09:00:12,Album,"1,050","1,000",50,0,'
            "https://www.instagram.com/p/CzAAAAAAAA1/,https://x,https://y,,Nuova cucina,",
        ),
        account="instagram:prova",
    )
    (post,) = file.posts
    assert post.published_at == datetime(2023, 11, 6, 8, 0, 12, tzinfo=UTC)
    assert (post.counts.reactions, post.counts.comments, post.counts.views) == (1000, 50, None)
    assert file.profile is not None
    assert file.profile.followers == 5000


NETVIZZ = (
    "type\tby\tpost_id\tpost_link\tpost_message\tlink\tpost_published\tpost_published_unix\t"
    "likes_count_fb\tcomments_count_fb\treactions_count_fb\tshares_count_fb\tengagement_fb\trea_LOVE\t"
    "rea_WOW\trea_HAHA\trea_SAD\trea_ANGRY",
    "photo\tpost_page_1\t1_2\thttps://www.facebook.com/prova/posts/2\tNuova cucina\t\t"
    "2016-02-01T10:00:00+0000\t1454320800\t100\t5\t120\t7\t132\t10\t5\t5\t0\t0",
)


def test_t38_netvizz(write: Write) -> None:
    (post,) = read_sole_file(write(*NETVIZZ, name="netvizz.tab")).posts
    counts = post.counts
    assert (counts.reactions, counts.comments, counts.shares) == (120, 5, 7)
    assert post.published_at == datetime(2016, 2, 1, 10, tzinfo=UTC)


def test_t39_twarc(write: Write) -> None:
    file = read_sole_file(
        write(
            "id,conversation_id,referenced_tweets.retweeted.id,author_id,in_reply_to_user_id,created_at,text,"
            "public_metrics.impression_count,public_metrics.reply_count,public_metrics.retweet_count,"
            "public_metrics.quote_count,public_metrics.like_count,author.username,"
            "author.public_metrics.followers_count",
            "1610000000000000001,1610000000000000001,,1,,2023-01-02T20:00:00.000Z,Buon anno!,900,2,3,1,10,"
            "prova,1200",
        ),
        account="x:prova",
    )
    counts = file.posts[0].counts
    assert (counts.reactions, counts.comments, counts.shares, counts.impressions) == (10, 2, 3, 900)
    assert file.profile is not None
    assert file.profile.followers == 1200


@pytest.mark.parametrize(
    ("likes", "comments", "shares"),
    [
        ("diggCount", "commentCount", "shareCount"),
        ("likesCount", "commentsCount", "reshareCount"),
        ("# Likes", "Number of Comments (total)", "Total shares"),
        ("N. mi piace", "N° commenti", "Tot. condivisioni"),
        ("Curtidas", "Comentários", "Compartilhamentos"),
        ("Me gusta", "Comentarios", "Veces compartido"),
    ],
)
def test_t39_counts_are_found_by_the_parts_of_their_headers(
    write: Write, likes: str, comments: str, shares: str
) -> None:
    file = read_sole_file(
        write(
            f"date;text;{likes};{comments};{shares};Engagement rate",
            "2026-02-01;Nuova cucina;10;2;3;1,5",
            "2026-02-03;Come nasce;20;4;6;2,5",
        )
    )
    counts = [post.counts for post in file.posts]
    assert [(c.reactions, c.comments, c.shares) for c in counts] == [(10, 2, 3), (20, 4, 6)]


def test_t39_a_table_without_counts_says_so_above_its_rows(write: Write) -> None:
    path = write(
        "date,text,url",
        "2026-02-01,Nuova cucina,https://www.facebook.com/prova/posts/1",
        "2026-02-03,Come nasce,https://www.facebook.com/prova/posts/2",
    )
    lines = [str(line) for line in describe(read_sole_file(path))]
    none = next(n for n, line in enumerate(lines) if "No count was found" in line)
    first = next(n for n, line in enumerate(lines) if "Nuova cucina" in line)
    assert none < first


# T37, T49 · dates that a spreadsheet has turned round -------------------------------------------

META_IG = [
    "Post ID",
    "Account ID",
    "Account username",
    "Description",
    "Publish time",
    "Permalink",
    "Post type",
    "Likes",
    "Comments",
]


def meta(path: Path, cells: list[Any]) -> Path:
    rows = [
        [
            str(n),
            "1",
            "prova",
            f"Testo {n}",
            cell,
            f"https://www.instagram.com/p/A{n}/",
            "IG image",
            n,
            0,
        ]
        for n, cell in enumerate(cells)
    ]
    return workbook(path, Foglio=[META_IG, *rows])


TURNED = [datetime(2026, 3, 2, 9, 10), datetime(2026, 9, 2, 9, 10), datetime(2026, 11, 2, 9, 10)]  # noqa: DTZ001
TEXTS = ["02/14/2026 09:10", "02/20/2026 09:10"]


@pytest.mark.parametrize("name", ["Feb-01-2026_Feb-28-2026_111.xlsx", "esportazione.xlsx"])
def test_t37_turned_cells_beside_texts_are_turned_back(tmp_path: Path, name: str) -> None:
    file = read_sole_file(meta(tmp_path / name, [*TURNED, *TEXTS]), account="instagram:prova")
    assert days(file) == ["2026-02-03", "2026-02-09", "2026-02-11", "2026-02-14", "2026-02-20"]
    assert "A spreadsheet had turned day and month of 3 dates round" in words(file)


def test_t37_cells_alone_are_turned_back_by_the_days_of_the_name(tmp_path: Path) -> None:
    path = meta(tmp_path / "Feb-01-2026_Feb-28-2026_111.xlsx", TURNED)
    file = read_sole_file(path, account="instagram:prova")
    assert days(file) == ["2026-02-03", "2026-02-09", "2026-02-11"]


def test_t37_cells_that_no_spreadsheet_has_turned_stay(tmp_path: Path) -> None:
    right = [datetime(2026, 2, day, 9, 10) for day in (3, 9, 14, 20)]  # noqa: DTZ001
    file = read_sole_file(
        meta(tmp_path / "Feb-01-2026_Feb-28-2026_1.xlsx", right), account="instagram:prova"
    )
    assert days(file) == ["2026-02-03", "2026-02-09", "2026-02-14", "2026-02-20"]


def test_t49_an_italian_file_opened_by_an_american_spreadsheet(tmp_path: Path) -> None:
    cells = [datetime(2026, 5, 3), datetime(2026, 8, 3), "14/03/2026", "20/03/2026"]  # noqa: DTZ001
    rows = [[cell, f"Testo {n}", n] for n, cell in enumerate(cells)]
    path = workbook(tmp_path / "dati.xlsx", Foglio=[["Data", "Testo", "Mi piace"], *rows])
    assert days(read_sole_file(path)) == ["2026-03-05", "2026-03-08", "2026-03-14", "2026-03-20"]


def test_t49_witnesses_that_contradict_each_other_refuse_the_file(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/feed/update/urn:li:activity:7468202380492800000"  # 4 June
    header = ["Post title", "Post link", "Created date", "Likes", "Comments", "Content Type"]
    row = ["Ciao a tutti", link, datetime(2026, 6, 4), 3, 0, "Text"]  # noqa: DTZ001
    path = workbook(tmp_path / "x_2026-04-01_2026-04-30.xlsx", Foglio=[header, row])
    with pytest.raises(ImportRefused, match="a spreadsheet has changed the dates") as caught:
        read_sole_file(path, account="linkedin:company/prova")
    assert "as it was downloaded" in str(caught.value.advice)


# T40 · the same export in other languages ------------------------------------------------------

GERMAN = (
    "Beitrags-ID;Seiten-ID;Seitenname;Titel;Beschreibung;Datum;Permalink;Geteilter Beitrag;Beitragsart;"
    "Impressionen;Erreichte Personen;Klicks;Kommentare;„Gefällt mir“-Angaben;Geteilte Inhalte;Interaktionen",
    "123456;;Prova;Neuer Tisch;;27.10.25 01:10;Link;0;Foto;3432;51;3;4;2;1;6",
    "123457;;Prova;Neuer Stuhl;;27.10.25 01:10;Link;1;Foto;3432;51;3;4;2;1;6",
)


def test_t40_meta_in_german(write: Write) -> None:
    file = read_sole_file(write(*GERMAN))
    assert [post.text for post in file.posts] == ["Neuer Tisch", "Neuer Stuhl"]
    assert [post.kind for post in file.posts] == [PostKind.POST, PostKind.REPOST]
    counts = file.posts[0].counts
    assert (counts.reactions, counts.comments, counts.shares, counts.reach) == (2, 4, 1, 51)
    assert days(file) == ["2025-10-27", "2025-10-27"]


PORTUGUESE = (
    "Identificação do post,Identificação da conta,Nome da conta,Descrição,Duração (s),Horário de publicação,"
    "Link permanente,Tipo de post,Visualizações,Alcance,Curtidas,Compartilhamentos,Comentários,Salvamentos",
    "1,7,Prova,Nova mesa,0,02/13/2026 09:00,https://www.instagram.com/p/A1/,Imagem do IG,100,90,10,1,2,3",
)


def test_t40_meta_in_portuguese(write: Write) -> None:
    file = read_sole_file(write(*PORTUGUESE), account="instagram:prova")
    counts = file.posts[0].counts
    assert (counts.reactions, counts.comments, counts.saves, counts.views) == (10, 2, 3, 100)
    assert days(file) == ["2026-02-13"]


def test_t40_an_export_in_an_unknown_language_is_named(write: Write) -> None:
    path = write(
        "Gönderi kimliği,Sayfa kimliği,Sayfa adı,Başlık,Yayınlanma zamanı,Bağlantı,Gönderi türü,Tepki,Yorum,Paylaşım",
        "1,7,Prova,Yeni masa,02/13/2026 09:00,https://www.facebook.com/prova/posts/1,Fotoğraf,3,1,0",
        "2,7,Prova,Yeni sandalye,02/14/2026 09:00,https://www.facebook.com/prova/posts/2,Fotoğraf,3,1,0",
        name="Feb-01-2026_Feb-28-2026_12.csv",
    )
    with pytest.raises(ImportRefused) as caught:
        read_sole_file(path)
    assert "Meta Business Suite" in f"{caught.value.message} {caught.value.advice}"
    assert "repetition" not in str(caught.value)


# T41 · tables made by hand ---------------------------------------------------------------------


def test_t41_merged_cells(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "uniti.xlsx")) as book:
        sheet = book.add_worksheet("Foglio")
        sheet.write_row(0, 0, ["Data", "Ora", "Testo", "Mi piace", "Commenti"])
        for top, day in ((1, "02/03/2026"), (3, "14/03/2026")):
            sheet.merge_range(top, 0, top + 1, 0, day)
            for row in (top, top + 1):
                sheet.write_row(row, 1, [f"{8 + row:02d}:00", f"Testo numero {row}", row, 0])
    file = read_sole_file(tmp_path / "uniti.xlsx")
    assert days(file) == ["2026-03-02", "2026-03-02", "2026-03-14", "2026-03-14"]


@pytest.mark.parametrize(("down", "right"), [(29, 4), (58, 0), (0, 2)])
def test_t41_a_header_far_down_and_far_right(tmp_path: Path, down: int, right: int) -> None:
    rows: list[list[Any]] = [[""] * right + ["Report di marzo"]] * bool(down)
    rows += [[]] * (down - len(rows))
    body = [
        ["Data", "Ora", "Testo", "Mi piace", "Commenti"],
        ["02/03/2026", "09:00", "Ciao a tutti", 3, 1],
        ["14/03/2026", "10:00", "Ecco il resto", 4, 1],
    ]
    rows += [[""] * right + row for row in body]
    assert days(read_sole_file(workbook(tmp_path / "x.xlsx", Foglio=rows))) == [
        "2026-03-02",
        "2026-03-14",
    ]


def test_t41_tables_side_by_side(tmp_path: Path) -> None:
    head = ["Data", "Testo", "Mi piace"]
    rows = [
        ["Facebook", "", "", "", "Instagram"],
        [*head, "", *head],
        ["2026-03-02", "Ciao a tutti", 3, "", "2026-03-05", "Foto nuova", 9],
        ["2026-03-09", "Ecco il resto", 4, "", "2026-03-06", "Altra foto", 8],
    ]
    path = workbook(tmp_path / "x.xlsx", Marzo=rows)
    files = reading(path, account=["facebook:prova", "instagram:prova"]).files
    assert {str(file.account): days(file) for file in files} == {
        "facebook:prova": ["2026-03-02", "2026-03-09"],
        "instagram:prova": ["2026-03-05", "2026-03-06"],
    }


def test_t41_units_subtotals_and_days_without_a_year(write: Write) -> None:
    file = read_sole_file(
        write(
            "Data;Testo;Mi piace;Commenti",
            "gio 12/02;Ciao a tutti;12 mi piace;3 commenti",
            "ven 13/02;Ecco il resto;1.204 Mi piace;1 commento",
            "Subtotale febbraio;;1216;4",
            "mar 03/03;Altro ancora;4;0",
            "Totale;;1220;4",
        )
    )
    assert days(file) == ["2026-02-12", "2026-02-13", "2026-03-03"]
    assert [post.counts.reactions for post in file.posts] == [12, 1204, 4]
    assert [post.counts.comments for post in file.posts] == [3, 1, 0]
    assert "2 rows left out: a row of totals" in words(file)


def test_t41_hidden_rows_and_formulas_without_values_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        sheet = book.add_worksheet("Foglio")
        sheet.write_row(0, 0, ["Data", "Testo", "Mi piace"])
        sheet.write_row(1, 0, ["2026-03-02", "Ciao a tutti", 3])
        sheet.write_row(2, 0, ["2026-03-03", "Ecco il resto"])
        sheet.write_formula(2, 2, "=1+1", None, "")
        sheet.set_row(1, None, None, {"hidden": True})
    text = words(read_sole_file(tmp_path / "x.xlsx"))
    assert "1 hidden row was read like the others." in text
    assert "1 cell holds a formula without a value" in text


# T42 · what it is when it is no table ----------------------------------------------------------

THINGS: dict[str, tuple[bytes, str]] = {
    "posts_1.json": (
        b'[{"media":[{"uri":"media/posts/202602/1.jpg","creation_timestamp":1772528400,'
        b'"title":"Perch\\u00c3\\u00a9 no?"}]}]',
        "archive of Instagram or Facebook",
    ),
    "posts_1.html": (b"<!DOCTYPE html><html><body>Ciao</body></html>", "a web page"),
    "report.pdf": (b"%PDF-1.7\n1 0 obj\n", "a PDF"),
    "foto.csv": (b"\xff\xd8\xff\xe0" + bytes(300), "a picture"),
    "result.json": (
        b'{"name": "Prova", "type": "public_channel", "id": 1, "messages": [{"id": 1, "type": '
        b'"message", "date_unixtime": "1772528400", "text": "segreto"}]}',
        "Telegram",
    ),
    "user_data_tiktok.json": (
        b'{"Post": {"Posts": {"VideoList": [{"Date": "2026-01-01"}]}}}',
        "TikTok",
    ),
    "outbox.json": (
        b'{"@context": "https://www.w3.org/ns/activitystreams", "orderedItems": []}',
        "Mastodon",
    ),
    "Dati.gsheet": (
        b'{"url": "https://docs.google.com/spreadsheets/d/x", "doc_id": "x"}',
        "shortcut",
    ),
    "Dati.url": (b"[InternetShortcut]\r\nURL=https://docs.google.com/x\r\n", "shortcut"),
    "cut.zip": (b"PK\x03\x04" + bytes(200), "cut short"),
    "empty.csv": (b"", "0 bytes"),
    "dataset.json": (b'[{"likesCount": 3, "ownerUsername": "prova", "shortCode": "A"}]', "scraper"),
    "message_1.json": (
        b'{"participants": [{"name": "segreto"}], "messages": []}',
        "private messages",
    ),
}


@pytest.mark.parametrize("name", THINGS)
def test_t42_what_is_no_table_is_named_with_the_next_step(name: str, tmp_path: Path) -> None:
    content, named = THINGS[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefused) as caught:
        read_sole_file(tmp_path / name)
    said = f"{caught.value.message} {caught.value.advice}"
    assert named in said
    assert caught.value.advice is not None
    assert "--map" not in said
    assert "segreto" not in said


def test_t42_a_word_document_and_an_address(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "lettera.docx", "w") as package:
        package.writestr("word/document.xml", "<a/>")
    with pytest.raises(ImportRefused, match="a Word document"):
        read_sole_file(tmp_path / "lettera.docx")
    with pytest.raises(ImportRefused, match="is an address, not a file"):
        read_sole_file(Path("https://docs.google.com/spreadsheets/d/x?key=segreto"))


def test_t42_a_zip_in_a_zip_is_read_one_level_deep(tmp_path: Path) -> None:
    inner = tmp_path / "dentro.zip"
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("meta.csv", "\n".join(TWO))
    with zipfile.ZipFile(tmp_path / "fuori.zip", "w") as package:
        package.write(inner, "dentro.zip")
    file_reading = reading(tmp_path / "fuori.zip", account="instagram:prova")
    assert [file.source.label for file in file_reading.files] == ["fuori.zip › dentro.zip/meta.csv"]
    with zipfile.ZipFile(tmp_path / "tre.zip", "w") as package:
        package.write(tmp_path / "fuori.zip", "fuori.zip")
        package.writestr("meta.csv", "\n".join(TWO))
    file_reading = reading(tmp_path / "tre.zip", account="instagram:prova")
    assert [skipped.name for skipped in file_reading.passed_over] == [
        "tre.zip › fuori.zip/dentro.zip"
    ]


# T43, T44 · paid posts, reposts ----------------------------------------------------------------


def test_t43_paid_posts_stand_apart(write: Write) -> None:
    header = (
        "Post title,Post link,Post type,Campaign name,Posted by,Created date,Impressions,Views,"
        "Clicks,Likes,Comments,Reposts,Content Type"
    )
    link = "https://www.linkedin.com/feed/update/urn:li:activity:{}"
    path = write(
        header,
        f"Organico,{link.format(7468202380492800000)},Organic,,Prova,06/04/2026,9,,1,31,2,1,Image",
        f"A pagamento,{link.format(7470021869568000000)},Sponsored,Campagna A,Prova,06/09/2026,900,,9,5,0,0,Image",
    )
    file = read_sole_file(path, account="linkedin:company/prova")
    assert [post.text for post in file.posts] == ["Organico"]
    assert "1 row left out: paid for" in words(file)


@pytest.mark.parametrize(
    ("header", "cell"),
    [("Sponsorizzato", "sì"), ("Boosted", "TRUE"), ("Tipo", "Sponsored"), ("Campagna", "Estate")],
)
def test_t43_by_whatever_column_it_is_told(write: Write, header: str, cell: str) -> None:
    file = read_sole_file(
        write(
            f"Data,Testo,{header},Mi piace",
            "2026-03-02,Ciao a tutti,,3",
            f"2026-03-03,Compra adesso,{cell},90",
        )
    )
    assert [post.text for post in file.posts] == ["Ciao a tutti"]


@pytest.mark.parametrize("header", ["È condiviso", "Condivisa", "Is share", "Geteilter Beitrag"])
def test_t44_a_repost_by_its_column(write: Write, header: str) -> None:
    file = read_sole_file(
        write(
            f"Data,Testo,{header},Mi piace",
            "2026-03-02,Ciao a tutti,0,3",
            "2026-03-03,Di un altro,1,9",
        )
    )
    assert [post.kind for post in file.posts] == [PostKind.POST, PostKind.REPOST]


# T45 · identity --------------------------------------------------------------------------------


@pytest.mark.parametrize("export_first", [False, True])
def test_t45_an_encoded_address_is_one_with_its_plain_form(
    tmp_path: Path, export_first: bool
) -> None:
    from auditor.store import Store
    from connectors.files import write_reading

    (tmp_path / "Shares.csv").write_text(SHARES, encoding="utf-8")
    (tmp_path / "page.csv").write_text(
        "Post title,Post link,Created date,Impressions,Clicks,Likes,Comments,Reposts,Content Type\n"
        "Cerchiamo un falegname.,https://www.linkedin.com/feed/update/urn:li:share:7478149021424291840,"
        "07/01/2026,9,1,31,2,1,Text\n",
        encoding="utf-8",
    )
    options = make_options(account="linkedin:in/prova")
    names = ["page.csv", "Shares.csv"] if export_first else ["Shares.csv", "page.csv"]
    with Store.open(tmp_path / "store.sqlite3") as store:
        for name in names:
            write_reading(store, read_files([tmp_path / name], options, NOW), options, NOW)
        with store.connect() as connection:
            (post,) = connection.exec_driver_sql("SELECT platform_id, text FROM post").all()
            likes = connection.exec_driver_sql("SELECT max(reactions) FROM post_snapshot").scalar()
    assert (post[0], likes) == ("urn:li:share:7478149021424291840", 31)
    assert post[1].endswith("Scriveteci qui sotto")


@pytest.mark.parametrize("later_first", [False, True])
def test_t45_of_two_files_the_later_wins_whichever_was_read_first(
    tmp_path: Path, later_first: bool
) -> None:
    from auditor.store import Store
    from connectors.files import write_reading

    for name, likes, end in (
        ("a_2026-03-01_2026-03-31.csv", 3, "03-20"),
        ("b_2026-03-01_2026-04-30.csv", 9, "04-20"),
    ):
        (tmp_path / name).write_text(
            f"id,date,text,likes\n1,2026-03-02,Ciao a tutti,{likes}\n{likes},2026-{end},Altro,1\n",
            encoding="utf-8",
        )
    options = make_options(account="facebook:prova")
    with Store.open(tmp_path / "store.sqlite3") as store:
        for path in sorted(tmp_path.glob("*.csv"), reverse=later_first):
            write_reading(store, read_files([path], options, NOW), options, NOW)
        with store.connect() as connection:
            newest = connection.exec_driver_sql(
                "SELECT reactions FROM post_snapshot s JOIN post p ON p.id = s.post_id "
                "WHERE p.platform_id = '1' ORDER BY observed_at DESC"
            ).scalar()
    assert newest == 9


# T46 · one table stops nobody ------------------------------------------------------------------


def test_t46_one_odd_file_of_a_folder_costs_only_itself(write: Write, tmp_path: Path) -> None:
    write(*TWO, name="meta.csv")
    write("data;testo;mi piace", "2026-02-03;Tabella senza indirizzi;3", name="generica.csv")
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04" + bytes(300))
    file_reading = reading(tmp_path, account=["instagram:prova", "facebook:prova"])
    assert [str(file.account) for file in file_reading.files] == ["instagram:prova"]
    reasons = {skipped.name: str(skipped.reason) for skipped in file_reading.passed_over}
    assert reasons.keys() == {"generica.csv", "x.xlsx"}
    assert "does not say which network it is of" in reasons["generica.csv"]


# T47 · damaged text ----------------------------------------------------------------------------

EMOJI = (
    "Post ID;Orario di pubblicazione;Descrizione;Mi piace;Commenti",
    "1;03/04/2026 09:00;Scopri le nostre bomboniere personalizzate ? Scrivici per un preventivo così;3;0",
    "2;03/14/2026 09:00;?? Offerta della settimana ??;2;0",
    "3;03/15/2026 09:00;Quale preferite?;9;4",
)


def test_t47_lost_emoji_are_no_questions(write: Write) -> None:
    file = read_sole_file(write(*EMOJI, encoding="cp1252"))
    assert ["?" in (post.text or "") for post in file.posts] == [False, False, True]
    assert "3 emoji were lost when this file was saved" in words(file)
    whole = read_sole_file(write(*EMOJI, name="whole.csv"))
    assert all("?" in (post.text or "") for post in whole.posts)


@pytest.mark.parametrize("text", ["“Perché no?”", "Perché (davvero?) ❤", "L’officina è aperta”"])
def test_t47_texts_that_were_encoded_twice_are_read_back(write: Write, text: str) -> None:
    twice = (
        text.encode("utf-8").decode("cp1252", "ignore")
        if False
        else "".join(
            chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
            for byte in text.encode("utf-8")
        )
    )
    file = read_sole_file(
        write("date,text,likes", f"2026-03-02,{twice},3", "2026-03-03,Ciao a tutti,3")
    )
    assert file.posts[0].text == text
    assert "encoded twice" in words(file)


def test_t47_a_right_text_stays(write: Write) -> None:
    file = read_sole_file(
        write("date,text,likes", "2026-03-02,Pão e Vinho São João,3", "2026-03-03,Caffè da Giò,3")
    )
    assert [post.text for post in file.posts] == ["Pão e Vinho São João", "Caffè da Giò"]


def test_t47_stray_control_characters_are_dropped_and_counted(write: Write) -> None:
    rows = [
        f"2026-03-{n % 28 + 1:02d} 1{n % 9}:00,Testo numero {n} di prova,{n}" for n in range(80)
    ]
    rows[3] = rows[3].replace("di prova", "di\x00 pro\x0bva")
    file = read_sole_file(write("date,text,likes", *rows))
    assert file.posts[3].text == "Testo numero 3 di prova"
    assert "stray control character" in words(file)
    with pytest.raises(ImportRefused, match="not text"):
        read_sole_file(write("date,text,likes", "2026-03-02,Ci\x00ao,3", name="short.csv"))


def test_t47_title_and_description_are_both_kept(write: Write) -> None:
    file = read_sole_file(
        write(
            "date,title,description,likes",
            "2026-03-02,La nuova cu…,La nuova cucina è qui,3",
            "2026-03-03,Un titolo,Tutt’altra descrizione,3",
            "2026-03-04,Solo titolo,,1",
        )
    )
    assert [post.text for post in file.posts] == [
        "La nuova cucina è qui",
        "Un titolo\nTutt’altra descrizione",
        "Solo titolo",
    ]


# Coverage of what is complete by nature ---------------------------------------------------------


def test_an_archive_covers_to_the_day_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(zipfile.ZipInfo("Shares.csv", (2026, 10, 5, 8, 0, 0)), SHARES)
    file = read_sole_file(path, account="linkedin:in/prova")
    assert file.covered is not None
    assert file.covered.end == datetime(2026, 10, 5, 8, tzinfo=UTC)
    assert "An archive is whole until the day on which it was made (2026-10-05)" in words(file)


# Further variations ----------------------------------------------------------------------------


@pytest.mark.parametrize("privacy", ["Public", "Unlisted", "Private"])
def test_t31_takeout_in_english_takes_public_videos_only(tmp_path: Path, privacy: str) -> None:
    path = tmp_path / "videos.csv"
    path.write_text(
        "Video ID,Approx duration (ms),Video title (original),Video description (original),Privacy,"
        "Video create timestamp,Video publish timestamp\n"
        f"AbCdEfGhI01,9,Come nasce,Una sedia in tre passi,{privacy},2026-02-01T09:00:00+00:00,"
        "2026-02-02T10:00:00+00:00\n"
        "AbCdEfGhI02,9,Altro,,Public,2026-02-03T09:00:00+00:00,2026-02-04T10:00:00+00:00\n",
        encoding="utf-8",
    )
    file = read_sole_file(path, account="youtube:@prova")
    assert len(file.posts) == (2 if privacy == "Public" else 1)
    if privacy == "Public":
        assert file.posts[0].text == "Come nasce\nUna sedia in tre passi"


@pytest.mark.parametrize(
    "names", [("FB", "IG", "LI"), ("Post Facebook", "Instagram 2026", "Pagina LinkedIn")]
)
def test_t34_sheets_under_other_names(tmp_path: Path, names: tuple[str, ...]) -> None:
    sheets = {
        name: [*SHEET, [f"2026-02-0{n}", "Nuova cucina", n, 1, 0]]
        for n, name in enumerate(names, start=1)
    }
    path = workbook(tmp_path / "dati.xlsx", **sheets)
    files = reading(path, account=["instagram:prova", "linkedin:company/prova"]).files
    assert {str(file.account): days(file) for file in files} == {
        "instagram:prova": ["2026-02-02"],
        "linkedin:company/prova": ["2026-02-03"],
    }


@pytest.mark.parametrize(
    ("zone", "kind", "views", "hour"), [("EDT", "Native Video", 900, 13), ("CET", "Photo", None, 8)]
)
def test_t36_crowdtangle_of_facebook(
    write: Write, zone: str, kind: str, views: int | None, hour: int
) -> None:
    file = read_sole_file(
        write(
            "Page Name,User Name,Facebook Id,Page Created,Likes at Posting,Followers at Posting,Post Created,"
            "Type,Total Interactions,Likes,Comments,Shares,Love,Wow,Haha,Sad,Angry,Care,Total Views,URL,Message",
            f'Prova,prova,7,2010-01-01,4000,5000,2023-07-06 09:00:00 {zone},{kind},"1,065","1,000",50,5,4,3,2,1,0,0,'
            f"{views or 0},https://www.facebook.com/7/posts/8,Nuova cucina",
        )
    )
    (post,) = file.posts
    assert (post.counts.reactions, post.counts.comments, post.counts.shares) == (1010, 50, 5)
    assert (post.counts.views, post.published_at.hour) == (views, hour)
    assert file.profile is not None
    assert file.profile.followers == 5000


@pytest.mark.parametrize("without", ["reactions_count_fb", "engagement_fb"])
def test_t38_netvizz_with_fewer_columns(write: Write, without: str) -> None:
    at = NETVIZZ[0].split("\t").index(without)
    lines = [
        ",".join(cell for n, cell in enumerate(line.split("\t")) if n != at) for line in NETVIZZ
    ]
    (post,) = read_sole_file(write(*lines)).posts
    likes = 120 if without == "engagement_fb" else 100
    assert (post.counts.reactions, post.counts.comments, post.counts.shares) == (likes, 5, 7)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("aperta.csv", b'id,date,text,likes\n1,2026-03-01,"aperta,3\n'),
        ("vuoto.csv", b""),
        ("rotto.zip", b"PK\x03\x04" + bytes(90)),
        ("foto.csv", b"\x89PNG\r\n\x1a\n" + bytes(90)),
    ],
)
def test_t46_whatever_is_odd_in_a_folder(
    write: Write, tmp_path: Path, name: str, content: bytes
) -> None:
    write(*TWO, name="meta.csv")
    (tmp_path / name).write_bytes(content)
    file_reading = reading(tmp_path, account="instagram:prova")
    assert [len(file.posts) for file in file_reading.files] == [1]
    assert [skipped.name for skipped in file_reading.passed_over] == [name]
