"""What other importers got wrong, each with a small input and its right reading."""

from __future__ import annotations

from datetime import datetime

import pytest

from auditor.store import Store
from connectors.files import make_options, read_files, write_reading
from connectors.files.options import NotPosts


def days(file) -> list[str]:
    return [f"{post.published_at:%d.%m}" for post in file.posts]


def said(file) -> str:
    return " ".join(map(str, file.warnings))


def test_dates_that_no_cell_decides_are_read_in_the_files_language_and_said(write, read) -> None:
    file = read(
        write(
            "data;testo;reazioni",
            "03/04/2026;Orario;9",
            "05/04/2026;Grazie;7",
            "06/04/2026;Fiera;12",
        )
    )
    assert days(file) == ["03.04", "05.04", "06.04"]
    assert "as in Italian" in said(file)


def test_one_telling_date_decides_for_the_whole_column(write, read) -> None:
    file = read(
        write("date,text,likes", "03/04/2026,Orario nuovo,9", "13/04/2026,Grazie a tutti,7")
    )
    assert days(file) == ["03.04", "13.04"]


def test_an_english_header_with_undecidable_dates_is_a_question(write, read) -> None:
    path = write("id,date,text", "1,03/04/2026,Nuovo orario", "2,05/04/2026,Grazie a tutti")
    with pytest.raises(Exception, match="day or with the month first"):
        read(path)
    assert days(read(path, date_order="dmy")) == ["03.04", "05.04"]
    assert days(read(path, date_order="mdy")) == ["04.03", "04.05"]


def test_the_times_in_the_ids_decide(write, read) -> None:
    base = "https://www.linkedin.com/feed/update/urn:li:activity:"
    file = read(
        write(
            "URL del post,Data di pubblicazione del post,Interazioni",
            f"{base}7468202380492800000,4/6/2026,31",
            f"{base}7470021869568000000,9/6/2026,12",
            f"{base}7470882540748800000,11/6/2026,44",
        ),
        account="linkedin:company/prova",
    )
    assert days(file) == ["04.06", "09.06", "11.06"]
    assert "ids" in said(file)


def test_no_post_lies_in_the_future(write, read) -> None:  # it is the 24th of November 2026
    file = read(write("id,date,text", "1,11/10/2026,Nuovo orario", "2,11/12/2026,Grazie a tutti"))
    assert days(file) == ["10.11", "12.11"]


def test_metas_export_writes_the_month_first_in_italian_too(write, read) -> None:
    file = read(
        write(
            "Orario di pubblicazione,Descrizione,Copertura,Mi piace",
            '03/04/2026 09:00,Nuova linea di marmellate,"1.204",41',
            '03/05/2026 18:30,Vi aspettiamo sabato,"12.310",388',
        )
    )
    assert days(file) == ["04.03", "05.03"]
    assert [post.counts.reach for post in file.posts] == [1204, 12310]


def test_a_count_has_no_thousandths(write, read) -> None:
    file = read(
        write(
            "data,testo,copertura",
            "2026-03-01,Prova Uno,1.204",
            "2026-03-02,Prova Due,2.310",
            "2026-03-03,Prova Tre,1.118",
        )
    )
    assert [post.counts.reach for post in file.posts] == [1204, 2310, 1118]


def test_a_row_of_totals_is_no_post_in_any_language(write, read) -> None:
    file = read(
        write(
            "Contenuti,Titolo video,Ora pubblicazione video,Visualizzazioni,Iscritti",
            "Totale,,,60412,",
            'AbCdEfGhI01,Come nasce una sedia,"Mar 3, 2026",900,6',
            ' -bCdEfGhI02,Visita al laboratorio,"Mar 9, 2026",400,-1',
        ),
        account="youtube:@prova",
    )
    assert [post.platform_id for post in file.posts] == ["AbCdEfGhI01", "-bCdEfGhI02"]
    assert file.declared_total == {"views": 60412}
    assert "lists a part" in said(file)
    assert file.complete is False


def test_a_nameless_row_without_a_word_for_total_is_no_post_either(write, read) -> None:
    file = read(
        write(
            "Inhalt,Video title,Video publish time,Views",
            "Gesamt,,,1300",
            'AbCdEfGhI01,Wie ein Stuhl entsteht,"Mar 3, 2026",900',
            'AbCdEfGhI02,Besuch in der Werkstatt,"Mar 9, 2026",400',
        )
    )
    assert sum(post.counts.views or 0 for post in file.posts) == 1300
    assert len(file.posts) == 2


def test_the_column_of_dates_is_chosen_by_its_values(write, read) -> None:
    file = read(
        write(
            "Post ID,Date,Publish time,Title,Reactions",
            "122158000000000001,Lifetime,03/04/2026 09:00,Nuovo orario,9",
            "122158000000000002,Lifetime,03/14/2026 18:30,Porte aperte,15",
        )
    )
    assert days(file) == ["04.03", "14.03"]


def test_a_date_under_an_unknown_word_is_found_by_its_values(write, read) -> None:
    file = read(
        write(
            "Message,Veröffentlicht,Likes",
            "Neue Öffnungszeiten im Laden,2026-03-04,9",
            "Danke an alle Gäste,2026-03-14,7",
        )
    )
    assert days(file) == ["04.03", "14.03"]


def test_ids_are_text_and_a_blank_one_joins_nothing(write, read) -> None:
    file = read(
        write(
            "Post ID,Date,Description,Likes",
            "122158000000000001,2026-03-01,Prova A,4",
            "122158000000000002,2026-03-02,Prova B,0",
            ",2026-03-03,Prova C,3",
        )
    )
    ids = [post.platform_id for post in file.posts]
    assert ids[:2] == ["122158000000000001", "122158000000000002"]
    assert len(set(ids)) == 3
    assert sum(post.counts.reactions or 0 for post in file.posts) == 7


def test_the_unit_of_a_time_follows_from_its_magnitude(write, read) -> None:
    file = read(
        write(
            "id,taken_at,text",
            "a,1772528400,uno due",
            "b,1772528400000,tre quattro",
            "c,1772528400000000,cinque sei",
            "e,0,sette otto",
        )
    )
    assert {f"{post.published_at:%Y-%m-%d %H:%M}" for post in file.posts} == {"2026-03-03 09:00"}
    assert len(file.posts) == 3
    (out,) = file.left_out
    assert (out.rows, out.lines) == (1, (5,))


def test_sums_by_day_are_no_posts(write, read) -> None:
    path = write("Date,Impressions,Likes,Engagements", "2026-03-01,412,9,21", "2026-03-02,380,4,11")
    with pytest.raises(NotPosts, match="totals by day"):
        read(path)


def test_a_table_that_counts_posts_by_day_is_none_of_posts(write, read) -> None:
    path = write("Date,Posts,Likes", "2026-03-01,2,9", "2026-03-02,1,4")
    with pytest.raises(NotPosts, match="totals by day"):
        read(path)


def test_of_two_rows_of_one_id_the_fuller_stays(write, read) -> None:
    file = read(
        write(
            "id,date,text,likes,comments",
            "1,2026-03-01,Ciao a tutti,4,1",
            "1,2026-03-01,Ciao a tutti,,",
        )
    )
    (post,) = file.posts
    assert (post.counts.reactions, post.counts.comments) == (4, 1)
    assert "repetition" in str(file.left_out[0].reason)


META = "Post ID,Page ID,Page name,Title,Publish time,Post type,Reactions,Comments,Shares"


def test_in_a_folder_only_what_an_export_declares_is_read(write, tmp_path, now) -> None:
    write(META, "1,7,Prova,Ciao,03/14/2026 09:00,Photos,3,1,0", name="meta.csv")
    write("id,date,text,likes", "1,2026-03-01,Ciao a tutti,4", name="posts.csv")
    write("Date,Impressions,Likes", "2026-03-01,412,9", name="totals.csv")
    write("apples,pears", "1,2", name="fruit.csv")
    write(META, "1,7,Prova,Ciao,sempre,Photos,3,1,0", name="words.csv")
    (tmp_path / "note.pdf").write_bytes(b"%PDF")
    reading = read_files([tmp_path], make_options(account="facebook:prova"), now)
    assert [file.source.name for file in reading.files] == ["meta.csv"]
    reasons = {skipped.name: str(skipped.reason) for skipped in reading.passed_over}
    assert reasons.keys() == {"posts.csv", "totals.csv", "fruit.csv", "note.pdf", "words.csv"}
    assert "import it by itself with --account" in reasons["posts.csv"]
    assert "holds no dates" in reasons["words.csv"]
    assert reasons["note.pdf"] == "a PDF"


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.sqlite3") as opened:
        yield opened


def test_one_post_told_by_three_sources_is_one_post(write, store, now: datetime) -> None:
    url = "https://www.facebook.com/prova/posts/p1"
    text = "Nuovo orario di apertura"
    files = [
        write(
            "id,url,published_at,text,likes",
            f"122158000000000001,{url},2026-03-04T08:00:12Z,{text},9",
            name="api.csv",
        ),
        write(
            "url,published_at,text,likes",
            f"{url},2026-03-04T09:00:00+01:00,{text},9",
            name="export.csv",
        ),
        write("published_at,text", f"2026-03-04T08:00:12Z,{text}", name="archive.csv"),
    ]
    for file in files:
        options = make_options(account="facebook:prova", posts=True)
        write_reading(store, read_files([file], options, now), options, now)
    with store.connect() as connection:
        posts = connection.exec_driver_sql("SELECT platform_id, url FROM post").all()
        likes = connection.exec_driver_sql("SELECT reactions FROM post_snapshot").scalars().all()
    assert posts == [("122158000000000001", url)]
    assert set(likes) == {9}


def test_the_same_text_days_apart_is_two_posts(write, store, now: datetime) -> None:
    for name, day in (("a.csv", "04"), ("b.csv", "11")):
        file = write("published_at,text", f"2026-03-{day}T08:00:12Z,Nuovo orario", name=name)
        options = make_options(account="facebook:prova", posts=True)
        write_reading(store, read_files([file], options, now), options, now)
    with store.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM post").scalar() == 2


def test_a_file_read_again_in_another_way_takes_the_place_of_the_first(
    write, store, now: datetime
) -> None:
    file = write("date,text", "2026-03-04 08:00,Nuovo orario", "2026-03-05 08:00,Grazie a tutti")
    for zone in ("UTC", "Europe/Rome"):
        options = make_options(account="facebook:prova", posts=True, timezone=zone)
        write_reading(store, read_files([file], options, now), options, now)
    with store.connect() as connection:
        times = (
            connection.exec_driver_sql("SELECT published_at FROM post ORDER BY 1").scalars().all()
        )
        assert connection.exec_driver_sql("SELECT count(*) FROM run").scalar() == 1
    assert times == ["2026-03-04T07:00:00.000Z", "2026-03-05T07:00:00.000Z"]


def test_quotation_marks_after_a_backslash_are_part_of_the_text(write, read) -> None:
    file = read(
        write(
            "id,date,text,likes",
            '1,2026-03-01,"Disse \\"ciao\\" a tutti, sì",3',
            '2,2026-03-02,"E ""poi"" ancora",4',
        )
    )
    assert [post.text for post in file.posts] == ['Disse "ciao" a tutti, sì', 'E "poi" ancora']
    assert [post.counts.reactions for post in file.posts] == [3, 4]
