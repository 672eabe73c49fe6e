"""Headers and cells that no list has word by word: known by their parts, asked about or said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from auditor.core.errors import UsageError
from connectors.files import make_options, read_files
from connectors.files.options import NeedsAnswer

Write = Callable[..., Path]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
HEAD = "Date,Post,Likes,Comments"
DAYS = range(1, 25)


def rows(line: str, days: range = DAYS) -> list[str]:
    """A row for each day; ``{n}`` is the day, ``{n:02d}`` the day in two digits."""
    return [line.format(n=n) for n in days]


def posts(*cells: str, days: range = DAYS) -> list[str]:
    return rows(",".join(("2026-09-{n:02d},we say {n},3,1", *cells)), days)


@pytest.mark.parametrize(
    ("account", "address"),
    [
        ("tiktok:esempio", "https://www.tiktok.com/@esempio/video/72?share_comment_id={n}77"),
        (
            "linkedin:company/esempio",
            "https://www.linkedin.com/feed/update/urn:li:activity:71"
            "?dashCommentUrn=urn%3Ali%3Afsd_comment%3A%28{n}%29",
        ),
        ("facebook:esempio", "https://www.facebook.com/esempio/posts/7?reply_comment_id={n}99"),
        ("youtube:@esempio", "https://www.youtube.com/watch?v=abcdefghijk#comment={n}77"),
        ("instagram:esempio", "https://www.instagram.com/reel/Cabc/c/178{n}/"),
    ],
)
def test_an_address_that_names_a_comment_is_one(
    account: str, address: str, write: Write, read: Any
) -> None:
    with pytest.raises(NeedsAnswer, match="are those of comments"):
        read(write(f"{HEAD},URL", *posts(address)), account=account, posts=False)


@pytest.mark.parametrize("query", ["comments=1", "comment_tracking=tn", "utm_content=comment"])
def test_a_word_in_a_query_that_names_no_comment_says_nothing(
    query: str, write: Write, read: Any
) -> None:
    lines = posts(f"https://www.facebook.com/esempio/posts/7{{n}}?{query}")
    assert len(read(write(f"{HEAD},URL", *lines), posts=False).posts) == len(DAYS)


@pytest.mark.parametrize(
    ("account", "address"),
    [
        ("youtube:@esempio", "https://www.youtube.com/watch?v=abcdefghijk&t={n}s"),
        ("instagram:esempio", "https://www.instagram.com/p/Cabc/?hl=it&n={n}"),
        ("tiktok:esempio", "https://www.tiktok.com/@esempio/video/7200000001?lang=it&q={n}"),
        ("x:esempio", "https://x.com/esempio/status/1800000000000000001?s={n}"),
        ("mastodon:esempio@social.example", "https://social.example/@esempio/110000001#r{n}"),
    ],
)
def test_one_post_in_many_spellings_with_other_words_each_is_asked_about(
    account: str, address: str, write: Write, read: Any
) -> None:
    with pytest.raises(NeedsAnswer, match="belong to the same post"):
        read(write(f"{HEAD},URL", *posts(address)), account=account, posts=False)


@pytest.mark.parametrize(
    "header",
    [
        "Date de sauvegarde",
        "Guardado en fecha",
        "Giorno del salvataggio",
        "Favorited (date)",
        "Opgeslagen op",
        "Data visione",
        "Scadenza",
        "Data evento",
        "Clipped on",
        "Geliked am",
        "Kommentar erstellt am",
        "Review published",
        "User created at",
        "Data iscrizione utente",
        "Published until",
        "Gültig bis",
        "Data concerto",
        "Data contratto",
    ],
)
def test_dates_of_something_else_are_no_dates_of_posts(
    header: str, write: Write, read: Any
) -> None:
    lines = rows("2026-09-{n:02d},title {n},https://www.instagram.com/p/C{n}x/")
    with pytest.raises(UsageError, match=r"people's posts|no column with the dates|nothing in it"):
        read(write(f"{header},Title,URL", *lines), account="instagram:esempio", posts=False)


@pytest.mark.parametrize(
    "header",
    [
        "Data messa online",
        "Data pubbl.",
        "Tarih",
        "Data uscita sui social",
        "User post date",
        "Data pubblicazione utente",
        "Post date (tot)",
        "Data post (bis)",
        "Data pubblicazione corso",
    ],
)
def test_dates_under_other_words_are_read_beside_counts(
    header: str, write: Write, read: Any
) -> None:
    lines = rows("2026-09-{n:02d},we say {n},3,1")
    file = read(write(f"{header},Text,Likes,Comments", *lines), posts=False)
    assert len(file.posts) == len(DAYS)


def test_a_manager_of_bookmarks_holds_other_peoples_posts(write: Write, read: Any) -> None:
    lines = rows("{n},t {n},,https://www.instagram.com/p/C{n}x/,2026-09-{n:02d}T10:00:00Z,")
    with pytest.raises(UsageError, match="a list of bookmarks"):
        read(write("id,title,excerpt,url,created,highlights", *lines), account="instagram:esempio")


@pytest.mark.parametrize(
    "header",
    [
        "Competitor brand",
        "Name des Wettbewerbers",
        "Azienda concorrente",
        "Rival page",
        "Competing brand",
    ],
)
def test_a_competitor_is_known_by_a_part_of_the_header(
    header: str, write: Write, read: Any
) -> None:
    with pytest.raises(UsageError, match="about the competitor 'Altra'"):
        read(write(f"{HEAD},{header}", *posts("Altra")))


@pytest.mark.parametrize(
    ("header", "cell"), [("Competitor citato", "Altra"), ("Vs competitor", "+3%")]
)
def test_a_column_about_competitors_is_not_whose_the_row_is(
    header: str, cell: str, write: Write, read: Any
) -> None:
    assert len(read(write(f"{HEAD},{header}", *posts(cell))).posts) == len(DAYS)


@pytest.mark.parametrize("header", ["Gruppo", "Tipo", "Chi pubblica"])
def test_rows_whose_cells_say_competitor_are_left_out(header: str, write: Write, read: Any) -> None:
    own, others = posts("noi", days=range(1, 15)), posts("Competitor", days=range(15, 25))
    file = read(write(f"{HEAD},{header}", *own, *others))
    assert len(file.posts) == 14
    assert [(str(out.reason), out.rows) for out in file.left_out] == [
        ("a competitor's, not one of the page", 10)
    ]
    with pytest.raises(UsageError, match="each row is a competitor's"):
        read(write(f"{HEAD},Tipo pagina", *posts("Competitor")))
    assert len(read(write(f"{HEAD},Tema", *posts("Competitor"))).posts) == len(DAYS)


@pytest.mark.parametrize(
    ("header", "no", "yes"),
    [
        ("ADV", "no", "sì"),
        ("Sponsorizzata?", "", "✅"),
        ("Als Anzeige geschaltet", "nein", "ja"),
        ("Publicité", "non", "oui"),
        ("Impulsionado", "não", "sim"),
        ("Boost 🚀", "", "x"),
        ("ADV", "", "50 €"),
        ("Ads", "0", "35"),
        ("Campagna ADV", "no", "sì"),
        ("€ spesi", "", "20.00"),
        ("Tipo", "organico", "adv"),
        ("Pubblicizzato", "no", "sì"),
        ("Boostato", "n", "s"),
        ("Geboostet", "Nein", "Ja"),
        ("Werbeanzeige", "nein", "ja"),
        ("Boosted (Y/N)", "N", "Y"),
        ("Werbebudget", "", "30 €"),
        ("Sponsorizzato con", "", "10 €"),
        ("Mise en avant payante", "non", "oui"),
        ("Advertising", "no", "yes"),
        ("Pautado", "no", "sí"),
        ("Promoção paga", "não", "sim"),
        ("Reklame", "nei", "ja"),
        ("Sponsorisation", "non", "oui"),
        ("Turbinado", "não", "sim"),
        ("Gesponsord", "nee", "ja"),
        ("Dark post", "no", "sì"),
        ("Boosté (oui/non)", "non", "oui"),
        ("Reklama (tak/nie)", "nie", "tak"),
        ("Campagna Ads", "nessuna", "Estate"),
    ],
)
def test_a_yes_below_a_word_for_paid_is_not_organic(
    header: str, no: str, yes: str, write: Write, read: Any
) -> None:
    lines = [*posts(no, days=range(1, 24)), *posts(yes, days=range(24, 25))]
    file = read(write(f"{HEAD},{header}", *lines))
    assert len(file.posts) == 23
    assert "paid for" in str(file.left_out[0].reason)


@pytest.mark.parametrize(
    "header", ["Promo", "Paid partnership", "Sponsor", "Promozione", "Destacado"]
)
def test_a_yes_that_may_mean_an_offer_is_said_and_not_believed(
    header: str, write: Write, read: Any
) -> None:
    lines = [*posts("no", days=range(1, 24)), *posts("yes", days=range(24, 25))]
    path = write(f"{HEAD},{header}", *lines)
    file = read(path)
    assert len(file.posts) == 24
    assert any(f'--map paid="{header}"' in str(line) for line in file.warnings)
    assert len(read(path, mapping=[f"paid={header}"]).posts) == 23


@pytest.mark.parametrize(
    ("header", "no", "other"),
    [
        ("Paid/Organic", "O", "P"),
        ("Sponsorizzazione", "nessuna", "Meta"),
        ("Ads manager", "", "campagna settembre"),
        ("ad_status", "", "ACTIVE"),
        ("Boost status", "", "Boost unavailable"),
    ],
)
def test_cells_that_say_neither_paid_nor_organic_are_named(
    header: str, no: str, other: str, write: Write, read: Any
) -> None:
    lines = [*posts(no, days=range(1, 24)), *posts(other, days=range(24, 25))]
    file = read(write(f"{HEAD},{header}", *lines))
    assert len(file.posts) == 24
    assert any("neither paid for nor organic" in str(line) for line in file.warnings)


def test_a_count_of_what_was_paid_for_is_said(write: Write, read: Any) -> None:
    lines = [*posts("0", days=range(1, 24)), *posts("500", days=range(24, 25))]
    file = read(write(f"{HEAD},Bezahlte Reichweite", *lines))
    assert any("'Bezahlte Reichweite' counts what was paid" in str(n) for n in file.warnings)
    none = read(write(f"{HEAD},Bezahlte Reichweite", *posts("0")))
    assert not any("Reichweite" in str(line) for line in none.warnings)


def test_organic_may_be_a_food(write: Write, read: Any) -> None:
    lines = [*posts("sì", days=range(1, 24)), *posts("no", days=range(24, 25))]
    path = write(f"{HEAD},Organico", *lines)
    file = read(path)
    assert len(file.posts) == 24
    assert any('--map paid="Organico"' in str(line) for line in file.warnings)
    assert len(read(path, mapping=["paid=Organico"]).posts) == 23


@pytest.mark.parametrize("header", ["Budget €", "Costo"])
def test_a_sum_that_may_have_paid_for_a_row_is_said(header: str, write: Write, read: Any) -> None:
    lines = [*posts("0", days=range(1, 24)), *posts("50", days=range(24, 25))]
    file = read(write(f"{HEAD},{header}", *lines))
    assert len(file.posts) == 24
    assert any(f'--map paid="{header}"' in str(line) for line in file.warnings)


@pytest.mark.parametrize("header", ["Data scatto", "Tarih"])
def test_dates_that_no_header_calls_a_publication_are_said(
    header: str, write: Write, read: Any
) -> None:
    lines = rows("2026-09-{n:02d},we say {n},3,1")
    file = read(write(f"{header},Text,Likes,Comments", *lines))
    assert any(f"the dates are those of '{header}'" in str(line) for line in file.warnings)


@pytest.mark.parametrize(
    ("account", "address", "kept"),
    [
        ("facebook:esempio", "https://www.facebook.com/media/set/?set=a.77{n}&type=3", 24),
        ("facebook:esempio", "https://www.facebook.com/watch/?ref=saved&v=77{n}", 24),
        ("facebook:esempio", "https://www.facebook.com/permalink.php?story_fbid=7{n}&id=1", 24),
        ("youtube:@esempio", "https://www.youtube.com/watch?feature=share&v=abcdefghi{n:02d}", 24),
        ("instagram:esempio", "https://www.instagram.com/p/C{n}x/?img_index={n}", 24),
    ],
)
def test_what_names_a_post_in_an_address_is_kept(
    account: str, address: str, kept: int, write: Write, read: Any
) -> None:
    file = read(write(f"{HEAD},URL", *posts(address)), account=account)
    assert len(file.posts) == kept


@pytest.mark.parametrize(
    ("account", "addresses"),
    [
        (
            "instagram:esempio",
            [f"https://www.instagram.com/p/C1x/{end}" for end in ("", "?hl=it", "?igsh=abc", "#x")],
        ),
        (
            "facebook:esempio",
            [
                f"{start}facebook.com/esempio/posts/1"
                for start in ("https://www.", "https://m.", "http://", "https://it-it.")
            ],
        ),
    ],
)
def test_an_address_in_another_spelling_is_the_same_post(
    account: str, addresses: list[str], write: Write, read: Any
) -> None:
    lines = [f"2026-09-01,we say it,3,1,{address}" for address in addresses]
    assert len(read(write(f"{HEAD},URL", *lines), account=account).posts) == 1


@pytest.mark.parametrize(
    "word", ["not shown", "non visibile", "privato", "🚫", "n.v.", "kA", "keine Angabe", "..."]
)
def test_a_count_that_is_hidden_in_any_words_is_unknown(word: str, write: Write, read: Any) -> None:
    file = read(write(HEAD, *rows(f"2026-09-{{n:02d}},we say {{n}},{word},1")))
    assert [post.counts.reactions for post in file.posts] == [None] * len(DAYS)
    assert {post.counts.comments for post in file.posts} == {1}
    assert any("'Likes' holds no number" in str(line) for line in file.warnings)


def of_two(first: str, second: str) -> list[str]:
    """Twelve rows with one name after the counts, twelve with the other."""
    return [*posts(first, days=range(1, 13)), *posts(second, days=range(13, 25))]


@pytest.mark.parametrize(
    ("column", "post"),
    [("Post ID", "10"), ("ID post", "10"), ("Media ID", "10"), ("URN", "urn:li:activity:7100000")],
)
def test_rows_below_one_post_are_comments_by_its_id_too(
    column: str, post: str, write: Write, read: Any
) -> None:
    lines = [f"{post}{n % 3},2026-09-{n:02d},how nice {n},3,1" for n in DAYS]
    with pytest.raises(NeedsAnswer, match="belong to the same post"):
        read(write(f"{column},Date,Message,Likes,Replies", *lines), posts=False)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Post ID padre", "17800000000{k}"),
        ("parent_post_id", "17800000000{k}"),
        ("tweet.id", "17800000000{k}"),
        ("Antwort auf", "Beitrag {k}"),
        ("In reply to", "https://x.com/esempio/status/17800000000{k}"),
    ],
)
def test_rows_that_answer_a_few_posts_are_asked_about(
    column: str, cell: str, write: Write, read: Any
) -> None:
    lines = [f"{cell.format(k=n % 3)},2026-09-{n:02d},how nice {n},3,1" for n in DAYS]
    path = write(f"{column},Date,Message,Likes,Shares", *lines)
    with pytest.raises(NeedsAnswer, match="belong to the same post"):
        read(path, posts=False)
    of_its_own = 3 if column == "tweet.id" else len(DAYS)
    assert len(read(path, posts=True).posts) == of_its_own


@pytest.mark.parametrize("end", ["", ",Text"])
def test_figures_by_day_of_a_few_posts_are_no_posts(end: str, write: Write, read: Any) -> None:
    text = end and ",we say it"
    lines = [f"1780000000{n % 3},2026-09-{n:02d},{n},1{text}" for n in DAYS]
    path = write(f"Video ID,Date,Likes,Comments{end}", *lines)
    with pytest.raises(NeedsAnswer, match="rows of different days belong to the same post"):
        read(path, posts=False)
    same = [f"1780000000{n % 3},2026-09-0{n % 3 + 1},{n},1{text}" for n in DAYS]
    assert len(read(write(f"Video ID,Date,Likes,Comments{end}", *same), posts=False).posts) == 3


@pytest.mark.parametrize("header", ["commentId", "ID commento", "Kommentar-ID"])
def test_an_id_of_comments_tells_them_whatever_stands_beside_it(
    header: str, write: Write, read: Any
) -> None:
    lines = rows("Ug{n}abc,2026-09-{n:02d},nice {n},3")
    with pytest.raises(UsageError, match="comments"):
        read(write(f"{header},publishedAt,textDisplay,likeCount", *lines))


@pytest.mark.parametrize("column", ["Page ID", "Group ID", "Author ID", "Client post code"])
def test_ids_of_something_else_may_be_shared(column: str, write: Write, read: Any) -> None:
    lines = [f"17800000000,2026-09-{n:02d},how nice {n},3,1" for n in DAYS]
    path = write(f"{column},Date,Message,Likes,Shares", *lines)
    assert len(read(path, posts=True).posts) == len(DAYS)


def test_a_sheet_of_a_competitor_is_left_out_or_asked_about(tmp_path: Path, read: Any) -> None:
    path, alone = tmp_path / "both.xlsx", tmp_path / "alone.xlsx"
    for name, sheets in ((path, ("Noi", "Concorrente A")), (alone, ("Competitor",))):
        with xlsxwriter.Workbook(name) as book:
            for sheet in map(book.add_worksheet, sheets):
                sheet.write_row(0, 0, HEAD.split(","))
                for n in DAYS:
                    sheet.write_row(n, 0, [f"2026-09-{n:02d}", f"we say {n}", 3, 1])
    options = make_options(account="facebook:esempio")
    reading = read_files([path], options, NOW)
    assert [file.sheet for file in reading.files] == ["Noi"]
    assert ["competitor" in str(file.reason) for file in reading.passed_over] == [True]
    with pytest.raises(NeedsAnswer, match="'Competitor' is called after a competitor"):
        read_files([alone], options, NOW)


@pytest.mark.parametrize(
    "header", ["Cliente", "Cliente (agenzia)", "Marke", "Brand", "Società", "Client name"]
)
def test_clients_of_an_agency_are_told_apart_or_asked_about(
    header: str, write: Write, read: Any
) -> None:
    named = read(write(f"{HEAD},{header}", *of_two("Esempio", "Altra Srl")), posts=False)
    assert len(named.posts) == 12
    path = write(f"{HEAD},{header}", *of_two("Nord", "Sud"))
    with pytest.raises(NeedsAnswer, match=r"several pages") as asked:
        read(path, posts=False)
    assert "--posts" in str(asked.value.advice)
    assert len(read(path, posts=True).posts) == len(DAYS)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://www.facebook.com/esempio", "https://www.facebook.com/altra"),
        ("Facebook Esempio", "Instagram Esempio"),
        ("Pagina Facebook", "Profilo Instagram"),
        ("FB Esempio", "IG Esempio"),
    ],
)
def test_the_name_of_a_network_in_a_pages_name_hides_no_other_page(
    first: str, second: str, write: Write, read: Any
) -> None:
    assert len(read(write(f"{HEAD},Profile", *of_two(first, second))).posts) == 12


@pytest.mark.parametrize("header", ["Link profilo", "Dove", "Pagina social", "Account (URL)"])
def test_addresses_of_pages_tell_whose_a_row_is_below_any_header(
    header: str, write: Write, read: Any
) -> None:
    homes = ("https://facebook.com/esempio", "https://www.facebook.com/altra/")
    assert len(read(write(f"{HEAD},{header}", *of_two(*homes)), posts=False).posts) == 12


@pytest.mark.parametrize("header", ["Facebook Seite", "Pagina IG", "Nome del profilo social"])
def test_a_header_of_pages_is_known_with_what_stands_around_it(
    header: str, write: Write, read: Any
) -> None:
    lines = of_two("Esempio", "Altra")
    assert len(read(write(f"{HEAD},{header}", *lines), posts=False).posts) == 12


def test_pages_that_bear_the_networks_name_are_asked_about(write: Write, read: Any) -> None:
    path = write(f"{HEAD},Pagina", *of_two("Esempio Facebook", "Altra Facebook"))
    with pytest.raises(NeedsAnswer, match=r"Esempio Facebook \(12\), Altra Facebook \(12\)"):
        read(path)


@pytest.mark.parametrize(
    "header",
    ["Kundenname", "Rif. cliente", "Klantnaam", "Workspace", "Nom de la marque", "Facebookseite"],
)
def test_whose_a_row_is_stands_under_a_compound_too(header: str, write: Write, read: Any) -> None:
    path = write(f"{HEAD},{header}", *of_two("Nord", "Sud"))
    with pytest.raises(NeedsAnswer, match=r"Nord \(12\), Sud \(12\)") as asked:
        read(path, posts=False)
    assert "--posts" in str(asked.value.advice)
    named = write(f"{HEAD},{header}", *of_two("Esempio", "Altra"))
    assert len(read(named, posts=False).posts) == 12


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("Account di pubblicazione", "Esempio", "Altra"),
        ("Posted to page", "Esempio Srl", "Altra Srl"),
        ("Canale", "Esempio", "Altra"),
    ],
)
def test_a_page_is_found_under_words_nobody_listed(
    header: str, first: str, second: str, write: Write, read: Any
) -> None:
    assert len(read(write(f"{HEAD},{header}", *of_two(first, second)), posts=False).posts) == 12


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("Tipo cliente", "business", "privato"),
        ("Account manager", "Anna", "Marco"),
        ("Brand pillar", "Quality", "Price"),
        ("Landing page", "https://esempio.example/a", "https://esempio.example/b"),
        ("Target (clienti)", "B2B", "B2C"),
        ("Canale", "Feed", "Reel"),
        ("Negozio", "Milano", "Roma"),
        ("Tema", "Esempio", "Settore"),
    ],
)
def test_what_is_about_a_client_or_a_page_does_not_say_whose_a_row_is(
    header: str, first: str, second: str, write: Write, read: Any
) -> None:
    lines = of_two(first, second)
    assert len(read(write(f"{HEAD},{header}", *lines), posts=False).posts) == len(DAYS)


@pytest.mark.parametrize("header", ["Dove", "Rif.", "Posted as", "Chi", "Col1"])
@pytest.mark.parametrize("legal", ["", " S.r.l.", " GmbH"])
def test_the_pages_own_name_beside_others_is_asked_about_under_any_header(
    header: str, legal: str, write: Write, read: Any
) -> None:
    path = write(f"{HEAD},{header}", *of_two(f"Esempio{legal}", f"Altra{legal}"))
    with pytest.raises(NeedsAnswer, match=rf"'{header}' names facebook:esempio") as asked:
        read(path, posts=False)
    assert f"--account facebook:esempio=Esempio{legal}" in str(asked.value.advice)
    assert len(read(path, posts=True).posts) == len(DAYS)
    own = read(path, posts=False, account=["facebook:esempio", f"facebook:esempio=Esempio{legal}"])
    assert [len(own.posts), own.left_out[0].rows] == [12, 12]


@pytest.mark.parametrize("people", ["Autore", "Utente", "Posted by"])
def test_a_column_of_staff_hides_no_column_of_clients(people: str, write: Write, read: Any) -> None:
    staff = of_two("Anna,Nord", "Marco,Sud")
    with pytest.raises(NeedsAnswer, match=r"Nord \(12\), Sud \(12\)"):
        read(write(f"{HEAD},{people},Cliente", *staff), posts=False)


@pytest.mark.parametrize("titles", [1, 3])
def test_one_title_on_several_days_may_be_its_figures_by_day(
    titles: int, write: Write, read: Any
) -> None:
    lines = [f"2026-09-{n:02d},new menu {n % titles},{n},1" for n in DAYS]
    path = write(HEAD, *lines)
    with pytest.raises(NeedsAnswer, match="'Post' rows of different days belong to the same post"):
        read(path, posts=False)
    assert len(read(path, posts=True).posts) == len(DAYS)
    told_apart = [
        f"{line},https://www.facebook.com/esempio/posts/{n}" for n, line in enumerate(lines)
    ]
    assert len(read(write(f"{HEAD},Link", *told_apart), posts=False).posts) == len(DAYS)
    assert len(read(write(HEAD, *lines[:6]), posts=False).posts) == 6


@pytest.mark.parametrize(
    "header",
    ["Ultimo accesso", "Valid until", "Listened", "Utente creato", "Refunded", "Data reclamo"],
)
def test_dates_of_people_and_purchases_are_no_publication(
    header: str, write: Write, read: Any
) -> None:
    lines = rows("2026-09-{n:02d},we say {n},3,1")
    with pytest.raises(UsageError, match=r"has dates|no column"):
        read(write(f"{header},Post,Likes,Comments", *lines))
