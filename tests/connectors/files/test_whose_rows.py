"""Second witnesses of whose the rows are: names in addresses, competitors, lists of what was saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from auditor.core.errors import UsageError
from auditor.core.refs import parse_ref
from connectors.files import make_options, read_files
from connectors.files.exports.registry import exports
from connectors.files.options import NeedsAnswer

SEPTEMBER, OCTOBER = (
    tuple(f"2026-{month}-{n:02d}" for n in range(1, 25)) for month in ("09", "10")
)
Write = Callable[..., Path]
HEAD = "Date,Post,Likes,Comments"
DAYS = range(1, 25)


def posts(*cells: str) -> list[str]:
    """A row for each of 24 days; ``{n}`` in a cell is the day."""
    return [
        ",".join((f"2026-09-{n:02d}", f"we say {n}", "3", "1", *(c.format(n=n) for c in cells)))
        for n in DAYS
    ]


@pytest.mark.parametrize(
    ("account", "address", "other"),
    [
        ("facebook:esempio", "https://www.facebook.com/altra/posts/{n}", "facebook:altra"),
        ("facebook:esempio", "https://m.facebook.com/altra.spa/videos/1{n}", "facebook:altra.spa"),
        (
            "linkedin:company/esempio",
            "https://www.linkedin.com/posts/altra-spa_tema-activity-71000000000000000{n}-aBcD",
            "linkedin:altra-spa",
        ),
        ("telegram:esempio", "https://t.me/altra_canale/{n}", "telegram:altra_canale"),
        ("x:esempio", "https://x.com/altra/status/18000000000000000{n}", "x:altra"),
        ("tiktok:esempio", "https://www.tiktok.com/@altra/video/72000000000000000{n}", "altra"),
    ],
)
def test_addresses_that_name_another_page_are_not_those_of_the_account(
    account: str, address: str, other: str, write: Write, read: Any
) -> None:
    path = write(f"{HEAD},URL", *posts(address))
    with pytest.raises(UsageError, match=f"is about .*{other}.*, not about {account}"):
        read(path, account=account)


def test_posts_of_employees_are_not_those_of_the_company(write: Write, read: Any) -> None:
    address = "https://www.linkedin.com/posts/persona-{n}_tema-activity-71000000000000000{n}-aB"
    path = write(f"{HEAD},URL", *posts(address))
    with pytest.raises(UsageError, match="not about linkedin:company/esempio"):
        read(path, account="linkedin:company/esempio")


@pytest.mark.parametrize(
    ("account", "address"),
    [
        ("facebook:esempio", "https://www.facebook.com/100063000000001/posts/{n}"),
        ("facebook:esempio", "https://www.facebook.com/100063000000001_{n}"),
        ("facebook:esempio", "https://www.facebook.com/photo.php?fbid=1{n}"),
        ("facebook:esempio", "https://www.facebook.com/photo/?fbid=1{n}&set=a.1"),
        ("facebook:esempio", "https://www.facebook.com/permalink.php?story_fbid={n}&id=1000630001"),
        ("facebook:esempio", "https://www.facebook.com/reel/1{n}"),
        ("facebook:esempio", "https://www.facebook.com/Esempio/posts/pfbid0{n}"),
        ("facebook:100063000000001", "https://www.facebook.com/esempio/posts/{n}"),
        ("linkedin:company/esempio", "https://www.linkedin.com/posts/Esempio_x-activity-710{n}-a"),
        ("linkedin:company/esempio", "https://www.linkedin.com/feed/update/urn:li:share:710{n}"),
        ("telegram:esempio", "https://t.me/Esempio/{n}"),
    ],
)
def test_numbers_and_the_accounts_own_name_contradict_nothing(
    account: str, address: str, write: Write, read: Any
) -> None:
    assert len(read(write(f"{HEAD},URL", *posts(address)), account=account).posts) == len(DAYS)


def test_a_single_address_of_another_page_is_asked_about(write: Write, read: Any) -> None:
    lines = posts("https://www.facebook.com/100063000000001/posts/{n}")
    lines[3] = lines[3].replace("100063000000001", "altra")
    with pytest.raises(UsageError, match=r"facebook:100063000000001 \(23\), facebook:altra \(1\)"):
        read(write(f"{HEAD},URL", *lines), account="facebook:esempio")


@pytest.mark.parametrize("header", ["Competitor", "Concorrente", "Wettbewerber", "Competidor"])
def test_rows_of_a_competitor_are_nobody_elses(header: str, write: Write, read: Any) -> None:
    path = write(f"{HEAD},{header}", *posts("Altra S.p.A."))
    with pytest.raises(UsageError, match=r"about the competitor 'Altra S\.p\.A\.'"):
        read(path)
    named = read(path, account="facebook:altra=Altra S.p.A.")
    assert str(named.account) == "facebook:altra"
    assert len(named.posts) == len(DAYS)
    assert len(read(path, account="facebook:altra").posts) == len(DAYS)


def test_whether_a_competitor_is_mentioned_is_no_name(write: Write, read: Any) -> None:
    for header, cell in (("Competitor", "no"), ("Competitor citato", "sì"), ("Tema", "sì")):
        assert len(read(write(f"{HEAD},{header}", *posts(cell))).posts) == len(DAYS)


@pytest.mark.parametrize(
    "header",
    [
        "Date saved",
        "Saved date",
        "Data salvataggio",
        "Aggiunto ai preferiti",
        "Added to playlist",
        "Liked on",
        "Agregado a favoritos",
        "Ajouté aux favoris",
        "Zu Favoriten hinzugefügt",
        "Date added",
        "Data di aggiunta",
    ],
)
def test_lists_of_what_was_saved_are_other_peoples_posts(
    header: str, write: Write, read: Any
) -> None:
    address = "https://www.instagram.com/p/C{n}x/"
    lines = [f"2026-09-{n:02d},title {n},{address.format(n=n)}" for n in DAYS]
    with pytest.raises(UsageError, match=r"people's posts|playlist|no column with the dates"):
        read(write(f"{header},Title,URL", *lines), account="instagram:esempio")


@pytest.mark.parametrize(
    ("likes", "comments"),
    [
        ("Cuoricini", "Commenti ricevuti"),
        ("Like ottenuti", "Risposte ricevute"),
        ("Herzen", "Erhaltene Kommentare"),
        ("Corazones", "Comentarios recibidos"),
        ("Cœurs", "Commentaires reçus"),
        ("Likes received", "Comments received"),
    ],
)
def test_counts_are_known_by_their_parts(
    likes: str, comments: str, write: Write, read: Any
) -> None:
    read_table = read(write(f"Data,Testo,{likes},{comments}", *posts()))
    counts = {(post.counts.reactions, post.counts.comments) for post in read_table.posts}
    assert counts == {(3, 1)}


@pytest.mark.parametrize(
    "header",
    [
        "Beitrag",
        "Inhalt",
        "Publicación",
        "Publicação",
        "Contenu du post",
        "Texte de la publication FB",
        "Nachricht des Posts",
    ],
)
def test_what_was_posted_goes_by_one_word(header: str, write: Write, read: Any) -> None:
    read_table = read(write(f"Date,{header},Likes,Comments", *posts()))
    assert len(read_table.posts) == len(DAYS)


@pytest.mark.parametrize(
    "address",
    ["https://www.facebook.com/photo.php?fbid=1", "https://www.facebook.com/posts/12"],
)
def test_a_picture_of_facebook_is_no_account(address: str) -> None:
    with pytest.raises(UsageError):
        parse_ref(address)


def test_the_number_of_a_page_stands_before_that_of_its_post() -> None:
    assert str(parse_ref("https://www.facebook.com/123_456")) == "facebook:123"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/esempio/posts/1?comment_id={n}99",
        "https://www.facebook.com/esempio/posts/1?reply_comment_id={n}99",
        "https://www.instagram.com/p/C1aB/c/1800{n}/",
        "https://www.youtube.com/watch?v=abcdefghijk&lc=Ugz12345{n}",
        "https://www.linkedin.com/feed/update/urn:li:activity:71?commentUrn=urn%3Ali%3Acomment{n}",
        "https://www.facebook.com/esempio/posts/1",
        "https://www.instagram.com/p/C1aB/",
    ],
)
def test_addresses_of_comments_are_asked_about(address: str, write: Write, read: Any) -> None:
    network = address.split(".")[1]
    name = "@esempio" if network == "youtube" else "esempio"
    path = write("Date,Message,Likes,Replies,Post URL", *posts(address))
    with pytest.raises(UsageError, match=r"those of comments|as comments below it do"):
        read(path, account=f"{network}:{name}", posts=False)


def test_the_same_post_on_several_days_has_one_text(write: Write, read: Any) -> None:
    lines = [
        f"2026-09-{n // 4 + 1:02d},we say {n // 4},{n},1,https://www.facebook.com/esempio/posts/{n // 4}"
        for n in range(24)
    ]
    path = write(f"{HEAD},URL", *lines)
    assert len(read(path, account="facebook:esempio", posts=False).posts) == 6


@pytest.mark.parametrize(
    ("header", "organic", "paid"),
    [
        ("Delivery", "Organic", "Paid"),
        ("Tipo", "Organico", "A pagamento"),
        ("Budget promozione", "", "50 €"),
        ("Amount spent (USD)", "0", "12.40"),
        ("Spesa adv", "-", "12.4"),
        ("Werbebudget ads (EUR)", "", "30"),
        ("Media type", "Photo", "Sponsored photo"),
        ("Post type", "Carousel", "Carousel ad"),
        ("Stato", "Pubblicato", "Sponsorizzato"),
        ("Promoted?", "Not promoted", "Promoted"),
        ("Altro", "normale", "boosted"),
    ],
)
def test_paid_rows_are_known_under_any_header(
    header: str, organic: str, paid: str, write: Write, read: Any
) -> None:
    lines = posts(organic)
    lines[3:5] = [line.rsplit(",", 1)[0] + f",{paid}" for line in lines[3:5]]
    assert len(read(write(f"{HEAD},{header}", *lines)).posts) == len(DAYS) - 2


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Delivery", "Same day"),
        ("Costo foto", "50 €"),
        ("Budget cliente", "1000"),
        ("Tipo", "Carosello ad effetto"),
        ("Media type", "Not sponsored"),
        ("Nota", "boosted"),
    ],
)
def test_other_columns_make_nothing_paid(header: str, cell: str, write: Write, read: Any) -> None:
    lines = posts("")
    lines[3] = f"{lines[3]}{cell}"
    if cell == "boosted":
        lines[4:8] = [f"{line}rifare la foto" for line in lines[4:8]]
    assert len(read(write(f"{HEAD},{header}", *lines)).posts) == len(DAYS)


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[dict[str, tuple[str, ...]]], Path]:
    """Makes a workbook: name of a sheet -> the days of its posts."""

    def make(sheets: dict[str, tuple[str, ...]]) -> Path:
        path = tmp_path / "fogli.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, days in sheets.items():
                sheet = book.add_worksheet(name)
                sheet.write_row(0, 0, ["Data", "Testo", "Like", "Commenti"])
                for n, day in enumerate(days, start=1):
                    sheet.write_row(n, 0, [day, f"post {n} di {name}", 3, 1])
        return path

    return make


def test_the_sheet_of_the_accounts_name_is_its_own(workbook: Any, read_all: Any) -> None:
    path = workbook({"Esempio": SEPTEMBER, "Altra": SEPTEMBER, "2026": SEPTEMBER})
    reading = read_all(path, posts=False)
    assert [file.sheet for file in reading.files] == ["Esempio", "2026"]
    assert [out.name for out in reading.passed_over] == ["fogli.xlsx [Altra]"]


def test_sheets_of_several_names_and_the_same_days_are_asked_about(
    workbook: Any, read_all: Any
) -> None:
    path = workbook({"Rossi": SEPTEMBER, "Bianchi": SEPTEMBER[10:] + OCTOBER[:5]})
    with pytest.raises(NeedsAnswer, match="hold posts of the same days") as question:
        read_all(path, posts=False)
    assert question.value.option == "posts"
    named = read_all(path, account="facebook:esempio=Bianchi", posts=False)
    assert [file.sheet for file in named.files] == ["Bianchi"]
    assert len(read_all(path, posts=True).files) == 2


def test_all_sheets_are_held_against_each_other(workbook: Any, read_all: Any) -> None:
    path = workbook({"Rossi": SEPTEMBER, "Bianchi": OCTOBER, "Verdi": SEPTEMBER})
    with pytest.raises(NeedsAnswer, match="hold posts of the same days"):
        read_all(path, posts=False)


def test_tables_side_by_side_in_one_sheet_are_one(tmp_path: Path, read_all: Any) -> None:
    path = tmp_path / "fogli.xlsx"
    head = ["Data", "Testo", "Like"]
    with xlsxwriter.Workbook(path) as book:
        first, second = book.add_worksheet("Lancio"), book.add_worksheet("Natale")
        first.write_row(0, 0, [*head, "", *head])
        second.write_row(0, 0, head)
        for n, day in enumerate(SEPTEMBER, start=1):
            first.write_row(n, 0, [day, f"a {n} c", 3, "", day, f"b {n} c", 4])
            second.write_row(n, 0, [OCTOBER[n - 1], f"d {n} c", 3])
    assert sum(len(file.posts) for file in read_all(path, posts=False).files) == 72


def test_sheets_of_other_days_are_read_and_named(workbook: Any, read_all: Any) -> None:
    reading = read_all(workbook({"Lancio": SEPTEMBER, "Natale": OCTOBER}), posts=False)
    assert [file.sheet for file in reading.files] == ["Lancio", "Natale"]
    assert any("are all read as posts" in str(line) for line in reading.files[0].warnings)


def test_sheets_of_months_are_nobodys_names(workbook: Any, read_all: Any) -> None:
    reading = read_all(workbook({"Set 2026": SEPTEMBER, "Ott 2026": OCTOBER}), posts=False)
    assert [line for file in reading.files for line in file.warnings if "sheets" in str(line)] == []


@pytest.mark.parametrize("word", ["nascosti", "Hidden", "n.d.", "ausgeblendet", "Ocultos"])
def test_hidden_counts_are_unknown(word: str, write: Write, read: Any) -> None:
    rows = [f"2026-09-{n:02d},we say {n},{word},1" for n in DAYS]
    assert {post.counts.reactions for post in read(write(HEAD, *rows)).posts} == {None}
    rows[:12] = posts()[:12]
    counts = [post.counts.reactions for post in read(write(HEAD, *rows)).posts]
    assert (counts.count(3), counts.count(None)) == (12, 12)


def test_a_soft_break_in_a_small_file_is_dropped(write: Write, read: Any) -> None:
    path = write(HEAD, *posts())
    path.write_bytes(path.read_bytes() + b"2026-09-25,we \x0bsay 25,3,1\n")
    assert len(read(path).posts) == len(DAYS) + 1
    path.write_bytes(path.read_bytes() + b"2026-09-26,\x01\x02\x03\x04,3,1\n")
    with pytest.raises(UsageError, match="its content is not text"):
        read(path)


META = (
    "Post ID,Page ID,Page name,Title,Description,Publish time,Permalink,Post type,Reactions,"
    "Comments,Shares"
)


def meta(number: str, name: str) -> list[str]:
    """The rows of an export of Meta Business Suite of a page."""
    return [
        f"{number}{n:02d},{number},{name},,we say {n},09/{n:02d}/2026 10:00,"
        f"https://www.facebook.com/{number}/posts/{number}{n:02d},Photo,3,1,0"
        for n in DAYS
    ]


def test_exports_of_two_pages_are_not_read_under_one_name(write: Write) -> None:
    first = write(META, *meta("111", "Prima"), name="a.csv")
    second = write(META, *meta("222", "Seconda"), name="b.csv")
    again = write(META, *meta("111", "Prima rinominata"), name="c.csv")

    def read_both(*paths: Path, accounts: list[str]) -> int:
        options = make_options(account=accounts)
        return len(read_files(paths, options, datetime(2026, 11, 24, tzinfo=UTC)).files)

    page = "facebook:esempio"
    with pytest.raises(UsageError, match=r"a\.csv is of the page 'Prima' and b\.csv of 'Seconda'"):
        read_both(first, second, accounts=[page])
    with pytest.raises(UsageError, match="both would be posts of facebook:esempio"):
        read_both(first, second, accounts=[f"{page}=Prima"])
    assert read_both(first, second, accounts=[f"{page}=Prima", f"{page}=Seconda"]) == 2
    assert read_both(first, again, accounts=[page]) == 2


@pytest.mark.parametrize(
    "export",
    [export for export in exports() if export.no_posts is None],
    ids=lambda export: export.kind,
)
def test_every_export_may_have_a_header_and_nothing_below_it(export: Any, write: Write) -> None:
    """Such files stand in archives of accounts that never wrote a comment, or made a video."""
    names = dict.fromkeys(words.split("|")[0] for words in export.words.values())
    marks = [export.marks.split("|")[0]] if export.marks else []
    header = export.only.split("|") if export.only else [*names, *marks]
    path = write(",".join(dict.fromkeys(header)))
    account = f"{export.platform}:{'in/' if export.platform == 'linkedin' else ''}esempio"
    (file,) = read_files(
        [path], make_options(account=account), datetime(2026, 11, 24, tzinfo=UTC)
    ).files
    assert file.kind == export.kind
    assert file.posts == ()
    assert any("no data, not a silence" in str(line) for line in file.warnings)
