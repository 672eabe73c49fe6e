"""Columns are found by what they are called, or as the user says."""

from __future__ import annotations

import pytest

from auditor.core.errors import UsageError
from auditor.core.model import Format, PostKind
from connectors.files import ImportRefused, make_options


@pytest.mark.parametrize(
    "header",
    [
        "Post ID,Publish time,Message,Reactions,Comments,Shares",
        "post_id,PUBLISH_TIME,message,num_reactions,num comments,Share Count",
        "ID del post,Orario di pubblicazione,Testo,Reazioni,Commenti,Condivisioni",
        "id post,Data pubblicazione,Didascalia,Totale reazioni,Numero commenti,Ricondivisioni",
    ],
)
def test_columns_are_found_in_english_and_italian_however_they_are_written(
    header, write, read
) -> None:
    file = read(write(header, "7,2026-03-01 10:00,ciao,3,2,1"))
    (post,) = file.posts
    assert (post.platform_id, post.text) == ("7", "ciao")
    counts = post.counts
    assert (counts.reactions, counts.comments, counts.shares) == (3, 2, 1)


def test_reaction_types_are_summed_where_there_is_no_total(write, read) -> None:
    file = read(
        write(
            "id,date,likes,love,wow",
            "1,2026-03-01,10,2,1",
            "2,2026-03-02,5,-,-",
            "3,2026-03-03,-,-,-",
        )
    )
    assert [post.counts.reactions for post in file.posts] == [13, 5, None]


def test_a_total_of_reactions_is_used_instead_of_its_types(write, read) -> None:
    file = read(write("id,date,reactions,likes,love", "1,2026-03-01,20,10,2"))
    assert file.posts[0].counts.reactions == 20


def test_the_sum_of_reactions_comments_and_shares_is_no_reaction_count(write, read) -> None:
    file = read(write('id,date,"Reactions, Comments and Shares",Reactions', "1,2026-03-01,20,10"))
    assert file.posts[0].counts.reactions == 10


def test_a_field_without_a_column_is_missing_and_not_zero(write, read) -> None:
    file = read(write("id,date,reactions", "1,2026-03-01,5"))
    assert file.posts[0].counts.shares is None
    assert file.missing["shares"] == "not_offered"
    assert file.posts[0].text is None


def test_an_empty_text_is_a_post_without_words(write, read) -> None:
    file = read(write("id,date,text", "1,2026-03-01,"))
    assert file.posts[0].text == ""


def test_columns_can_be_named_and_joined(write, read) -> None:
    path = write("alpha,beta,gamma,delta", "01/03/2026,10:30,ciao,12", "31/03/2026,9:05,addio,3")
    file = read(path, mapping=["published_at=alpha+beta", "text=gamma", "shares=delta"])
    assert [f"{post.published_at:%m-%d %H:%M}" for post in file.posts] == [
        "03-01 10:30",
        "03-31 09:05",
    ]
    assert [post.counts.shares for post in file.posts] == [12, 3]


def test_named_columns_of_counts_are_added_up(write, read) -> None:
    path = write("id,date,thumbs,hearts", "1,2026-03-01,4,3")
    assert read(path, mapping=["reactions=thumbs+hearts"]).posts[0].counts.reactions == 7


def test_day_and_time_in_two_columns_are_joined_without_being_told(write, read) -> None:
    file = read(write("date,time,title", "2026-03-01,3:45 pm,ciao"))
    assert f"{file.posts[0].published_at:%H:%M}" == "15:45"


def test_a_date_column_that_is_no_day_does_not_spoil_the_time_of_publication(write, read) -> None:
    file = read(write("id,Publish time,Date", "1,2026-03-01 10:30,Lifetime"))
    assert f"{file.posts[0].published_at:%Y-%m-%d %H:%M}" == "2026-03-01 10:30"


def test_an_unknown_field_is_refused_with_the_list_of_fields() -> None:
    with pytest.raises(UsageError, match="'hearts'") as caught:
        make_options(mapping=["hearts=x"])
    assert "published_at" in str(caught.value.advice)


def test_an_unknown_column_is_refused_with_the_columns_of_the_file(write, read) -> None:
    path = write("id,date,reactions", "1,2026-03-01,5")
    with pytest.raises(UsageError, match="no column 'when'") as caught:
        read(path, mapping=["published_at=when"])
    assert "id, date, reactions" in str(caught.value.advice)


def test_a_header_that_is_not_understood_is_refused_with_its_columns_and_an_example(
    write, read
) -> None:
    with pytest.raises(ImportRefused, match=r"posts\.csv") as caught:
        read(write("alpha,beta", "1,2"))
    assert "alpha, beta" in str(caught.value.advice)
    assert "--map published_at=" in str(caught.value.advice)


def test_totals_by_day_are_no_posts(write, read) -> None:
    with pytest.raises(ImportRefused, match="totals by day"):
        read(write("Date,Impressions,Likes", "2026-03-01,100,5"))


def test_notes_above_the_header_are_passed_over(write, read) -> None:
    file = read(write("Notes about this export", "", "id,date,text", "1,2026-03-01,ciao"))
    assert [post.text for post in file.posts] == ["ciao"]


def test_formats_and_kinds_are_told_by_the_words_of_the_file(write, read) -> None:
    rows = [
        "1,2026-03-01,IG reel",
        "2,2026-03-02,Foto",
        "3,2026-03-03,Carosello di Instagram",
        "4,2026-03-04,Reply",
        "5,2026-03-05,",
        "6,2026-03-06,hologram",
    ]
    posts = read(write("id,date,type", *rows)).posts
    assert [post.format for post in posts if post.kind is PostKind.POST] == [
        Format.SHORT_VIDEO,
        Format.IMAGE,
        Format.CAROUSEL,
        None,
        Format.OTHER,
    ]
    assert posts[3].kind is PostKind.REPLY


def test_a_post_that_answers_another_is_a_reply(write, read) -> None:
    posts = read(write("id,date,reply_to", "1,2026-03-01,", "2,2026-03-02,1")).posts
    assert [post.kind for post in posts] == [PostKind.POST, PostKind.REPLY]


def test_an_address_outside_the_network_is_a_link_of_the_post(write, read) -> None:
    (post,) = read(write("id,date,link", "1,2026-03-01,https://esempio.example.com/a")).posts
    assert post.url is None
    assert post.links == ("https://esempio.example.com/a",)
