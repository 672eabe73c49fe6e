"""Counts as files write them; dot and comma are decided once for the file."""

from __future__ import annotations

import pandas as pd
import pytest

from connectors.files import ImportRefused
from connectors.files.rows.counts import find_marks, parse_counts


def counts(*values: str) -> list[float | None]:
    column = pd.Series(values, dtype=object)
    numbers, _ = parse_counts(column, find_marks([column]))
    return [None if number != number else number for number in numbers]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["12.400", "3"], [12_400, 3]),
        (["12,400", "3"], [12_400, 3]),
        (["12,400.0", "3.0"], [12_400, 3]),
        (["12.400,0", "3,0"], [12_400, 3]),
        (["1938.0", "12.0"], [1_938, 12]),
        (["1.234.567", "12.400"], [1_234_567, 12_400]),
        (["0.000", "5.000"], [0, 5]),
        (["1 234", "1\u202f234\u00a0567", "1'234"], [1_234, 1_234_567, 1_234]),
        (["1.2K", "15 k", "3M"], [1_200, 15_000, 3_000_000]),
        (["213,1 mila", "2 mln"], [213_100, 2_000_000]),
        (["1.22E+05"], [122_000]),
    ],
)
def test_a_count_is_read_as_it_is_meant(written: list[str], meant: list[int]) -> None:
    assert counts(*written) == meant


@pytest.mark.parametrize("sign", ["", "-", "–", "N/A", "n.d.", "null", "Non disponibile", " "])
def test_a_sign_for_nothing_is_unknown_and_not_zero(sign: str) -> None:
    assert counts(sign, "0") == [None, 0]


@pytest.mark.parametrize("word", ["Boost Post", "-5", "12.5", "1,2,3.4.5", "50%"])
def test_what_is_no_count_is_unknown(word: str) -> None:
    numbers, unreadable = parse_counts(pd.Series([word, "1"]), find_marks([pd.Series(["1.5K"])]))
    assert numbers[0] != numbers[0]
    assert unreadable.tolist() == [True, False]


def test_marks_are_decided_from_all_columns_of_the_file(write, read) -> None:
    file = read(write("id;date;reactions;reach", "1;2026-03-01;12.400;8,0"))
    assert file.posts[0].counts.reactions == 12_400
    assert file.posts[0].counts.reach == 8


def test_a_word_in_a_column_of_counts_is_unknown_and_told(write, read) -> None:
    file = read(write("id,date,reactions", "1,2026-03-01,Boost Post", "2,2026-03-02,4"))
    assert [post.counts.reactions for post in file.posts] == [None, 4]
    assert file.posts[0].missing == {"reactions": "unreadable"}
    assert any("has cells that are no numbers" in str(warning) for warning in file.warnings)
    assert not any("Boost" in str(warning) for warning in file.warnings)


def test_a_column_of_counts_without_a_single_number_is_refused(write, read) -> None:
    path = write("id,date,comments", "1,2026-03-01,bello", "2,2026-03-02,brutto")
    with pytest.raises(ImportRefused, match="'comments' holds no numbers"):
        read(path)


def test_a_column_of_words_named_as_a_count_is_refused(write, read) -> None:
    path = write("id,date,mood", "1,2026-03-01,happy")
    with pytest.raises(ImportRefused, match="'mood' holds no numbers"):
        read(path, mapping=["reactions=mood"])


def test_a_column_without_any_value_was_not_offered(write, read) -> None:
    file = read(write("id,date,reach", "1,2026-03-01,-"))
    assert file.missing["reach"] == "not_offered"


def test_followers_told_by_the_file_are_those_of_its_newest_row(write, read) -> None:
    file = read(write("id,date,followers", "1,2026-03-02,1.200", "2,2026-03-01,1.100"))
    assert file.profile is not None
    assert file.profile.followers == 1_200
