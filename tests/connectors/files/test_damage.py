"""A damaged file is read as the clean one, or refused with its place: never something between."""

from __future__ import annotations

import csv
import io
import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.core.errors import InputError, UsageError
from connectors.files import make_options, read_files
from tests.connectors.files.exports import NOW

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
HEADER = ["Post ID", "Publish time", "Title", "Reactions", "Comments", "Shares"]
WORDS = ["Nuovo orario", "Grazie a tutti, davvero", 'Il "nostro" sugo', "Due\nrighe", "Perché no?"]
OPTIONS = make_options(account="facebook:esempio")


def table(chance: random.Random) -> list[list[str]]:
    first = datetime(2026, 1, 20, 9, tzinfo=UTC)
    return [
        [
            str(122158000000000001 + n),
            f"{first + timedelta(days=2 * n, minutes=n):%m/%d/%Y %H:%M}",
            chance.choice(WORDS),
            str(chance.randrange(900)),
            str(chance.randrange(20)),
            str(chance.randrange(9)),
        ]
        for n in range(chance.randrange(8, 30))
    ]


def text(rows: list[list[str]], separator: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator="\n").writerows(rows)
    return file.getvalue()


def outcome(content: str) -> set[Any] | str:
    """What a reading tells, or the line with which it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posts.csv"
        path.write_text(content, encoding="utf-8", newline="")
        try:
            (file,) = read_files([path], OPTIONS, NOW).files
        except (InputError, UsageError) as refusal:
            return str(refusal)
    return {(post.platform_id, post.published_at, post.text, post.counts) for post in file.posts}


def cut(rows: list[list[str]], chance: random.Random) -> str:
    """The file ends in the middle of its last row: cells are lost."""
    whole = text(rows[:-1])
    last = text([rows[-1]])
    keeps = chance.randrange(1, 4)
    return whole + text([rows[-1][:keeps]]).rstrip("\n") if keeps else whole + last


def short(rows: list[list[str]], chance: random.Random) -> str:
    index = chance.randrange(1, len(rows))
    rows[index] = rows[index][: chance.randrange(2, 5)]
    return text(rows)


def long(rows: list[list[str]], chance: random.Random) -> str:
    index = chance.randrange(1, len(rows))
    rows[index].insert(chance.randrange(6), str(chance.randrange(99)))
    return text(rows)


def open_quote(rows: list[list[str]], chance: random.Random) -> str:
    lines = text([[cell.replace("\n", " ").replace('"', "") for cell in row] for row in rows])
    parts = lines.split("\n")
    index = chance.randrange(1, len(rows))
    before, comma, after = parts[index].partition(",")
    inner = after.split(",", 1)
    parts[index] = f'{before}{comma}{inner[0]},"{inner[1]}'
    return "\n".join(parts)


def shuffled(rows: list[list[str]], chance: random.Random) -> str:
    order = chance.sample(range(len(rows[0])), len(rows[0]))
    return text([[row[position] for position in order] for row in rows])


def other_separator(rows: list[list[str]], chance: random.Random) -> str:
    return text(rows, chance.choice(";\t|"))


def one_row_separated_otherwise(rows: list[list[str]], chance: random.Random) -> str:
    index = chance.randrange(1, len(rows))
    plain = [
        [cell.replace("\n", " ").replace('"', "").replace(",", "") for cell in row] for row in rows
    ]
    return text(plain[:index]) + text([plain[index]], ";") + text(plain[index + 1 :])


def doubled(rows: list[list[str]], chance: random.Random) -> str:
    extra = [chance.choice(rows[1:]) for _ in range(chance.randrange(1, 5))]
    return text([*rows, *extra])


DAMAGES = (
    cut,
    short,
    long,
    open_quote,
    shuffled,
    other_separator,
    one_row_separated_otherwise,
    doubled,
)
HARMLESS = {shuffled, other_separator, doubled}


@settings(max_examples=1000, deadline=None)
@given(seed=st.integers(0, 10**9), damage=st.sampled_from(DAMAGES))
def test_a_damaged_file_equals_the_clean_one_or_is_refused(seed: int, damage: Any) -> None:
    chance = random.Random(seed)
    rows = [HEADER, *table(chance)]
    clean = outcome(text(rows))
    assert isinstance(clean, set)
    read_outcome = outcome(damage([list(row) for row in rows], chance))
    if damage in HARMLESS:
        assert read_outcome == clean
    elif isinstance(read_outcome, str):
        assert "posts.csv" in read_outcome
        assert damage is open_quote or "line " in read_outcome
    else:
        assert read_outcome == clean


REAL = ("goodinc", "nikebasketball", "porsche")


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_real_file_equals_the_clean_one_or_is_refused(
    material: Path, name: str, damage: Any
) -> None:
    path = material / "data" / "facebook-pages-2016" / f"{name}_facebook_statuses.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    clean = outcome(text(rows))
    assert isinstance(clean, set)
    for seed in range(8):
        read_outcome = outcome(damage([list(row) for row in rows], random.Random(seed)))
        assert read_outcome == clean or (
            isinstance(read_outcome, str) and "posts.csv" in read_outcome
        ), seed
        assert not (damage in HARMLESS and isinstance(read_outcome, str)), read_outcome


@pytest.mark.parametrize("day_only", [True, False])
def test_equal_rows_without_an_id_are_one_post_only_with_a_time_of_day(day_only: bool) -> None:
    when = "2026-03-01" if day_only else "2026-03-01 09:30"
    content = f"published_at,text,likes\n{when},Ciao,3\n{when},Ciao,3\n2026-03-05 10:00,Ecco,1\n"
    read_outcome = outcome(content)
    assert isinstance(read_outcome, set)
    assert len(read_outcome) == (3 if day_only else 2)
