"""Whatever a network or a file tells is fit to be written once it has passed the store's border."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.core.model import Account, AccountRef, Comment, Counts, Origin, Post, Profile
from auditor.core.reasons import Reason
from auditor.store import RunEnd, RunStart, SourceFile, Store
from auditor.store import schema as t
from auditor.store.storable import LARGEST, LONGEST_ID, each_once, short_id, storable

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ANY = st.text(
    st.characters(exclude_categories=()), max_size=60
)  # lone surrogates and NUL among them
NUMBER = st.none() | st.integers(-(10**30), 10**30)
COUNTS = st.builds(Counts, **dict.fromkeys(Counts.__dataclass_fields__, NUMBER))
POSTS = st.builds(
    Post,
    platform_id=ANY,
    published_at=st.just(NOW),
    url=st.none() | ANY,
    text=st.none() | ANY,
    links=st.none() | st.lists(ANY, max_size=3).map(tuple),
    mentions=st.lists(ANY, max_size=3).map(tuple),
    language=st.none() | ANY,
    reply_to=st.none() | ANY,
    thread_root=st.none() | ANY,
    counts=COUNTS,
)
COMMENTS = st.builds(
    Comment,
    platform_id=ANY,
    post_id=st.none() | ANY,
    published_at=st.just(NOW),
    parent_id=st.none() | ANY,
    author_id=st.none() | ANY,
    author_handle=st.none() | ANY,
    text=st.none() | ANY,
)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(POSTS, max_size=4), st.lists(COMMENTS, max_size=4), ANY, NUMBER)
def test_anything_that_is_told_can_be_written(
    tmp_path: Path, posts: list[Post], comments: list[Comment], word: str, number: int | None
) -> None:
    """Every field of every record, on every writing method: no error, and nothing half."""
    profile = Profile(NOW, number, number, number, word, word, word)
    account = Account(AccountRef("x", "prova"), word, word, word, details={word: word})
    with Store.open(tmp_path / "s.sqlite3") as store:
        with store.write() as writer:
            row = writer.account(account)
            run = writer.start_run(row, RunStart(Origin.API, "x", NOW))
            writer.profile(row, run, profile, Origin.API)
            writer.posts(row, run, [*posts, *posts[:1]], NOW, Origin.API)
            writer.comments(row, run, [*comments, *comments[:1]], NOW)
            writer.comments_read(row, {word: 3, **{post.platform_id: 0 for post in posts}}, NOW)
            writer.incoming(row, {NOW.date(): 10**30})
            writer.missing(row, run, {"views": Reason.NOT_OFFERED})
            end = RunEnd(
                finished_at=NOW,
                covered=None,
                complete=True,
                stopped_because=None,
                rows=1,
                posts_declared=number,
                notes={"error": word},
            )
            writer.finish_run(run, end)
            file = SourceFile(
                name=word,
                sha256="0" * 64,
                layout="x",
                how={word: word},
                rows=1,
                taken=1,
                left_out=[{"why": word}],
            )
            writer.source_file(run, file)
        with store.connect() as connection:
            for table in (t.post, t.comment, t.account, t.profile_snapshot, t.run, t.source_file):
                for kept in connection.execute(sa.select(table)).mappings():
                    str(dict(kept)).encode()  # no half of a sign is left


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Aperti \ud83d e domenica?", "Aperti \ufffd e domenica?"),
        ("\ud83d\ude00", "\U0001f600"),  # two halves that belong together
        ("nero\x00bianco", "nerobianco"),
        ("perché è così", "perché è così"),
    ],
)
def test_half_a_sign_is_marked_and_a_whole_one_kept(told: str, kept: str) -> None:
    assert storable(Post("1", NOW, text=told)).text == kept


@pytest.mark.parametrize("number", [LARGEST + 1, 10**30])
def test_a_number_beyond_63_bits_is_unknown(number: int) -> None:
    kept = storable(Post("1", NOW, counts=Counts(views=number, reactions=LARGEST)))
    assert kept.counts == Counts(views=None, reactions=LARGEST)


def test_a_good_record_stays_the_same_object() -> None:
    post = Post(
        "1",
        NOW,
        text="perché",
        links=("https://example.com",),
        counts=Counts(reactions=3),
        missing={"views": Reason.NOT_OFFERED},
    )
    assert storable(post) is post


def test_endless_ids_stay_apart() -> None:
    first, second = (short_id("x" * 5_000 + end) for end in "ab")
    assert first != second
    assert max(len(str(value)) for value in (first, second)) <= LONGEST_ID
    assert short_id("x" * LONGEST_ID) == "x" * LONGEST_ID


def test_of_a_post_that_comes_twice_the_later_stands_and_the_earlier_fills_its_gaps() -> None:
    first = Post(
        "1",
        NOW,
        url="https://example.com/1",
        text="Prima",
        counts=Counts(3, None, 1),
        missing={"comments": Reason.GAP},
    )
    later = Post("1", NOW, text="Dopo", counts=Counts(4, 2, None), missing={"shares": Reason.GAP})
    [once] = each_once([first, later])
    assert (once.url, once.text, once.counts) == ("https://example.com/1", "Dopo", Counts(4, 2, 1))
    assert once.missing == {}
    assert each_once([first]) == [first]
    assert each_once([replace(first, platform_id="")]) == []


def test_a_fault_of_the_store_is_called_in_use_only_where_it_is(tmp_path: Path) -> None:
    from auditor.core.errors import StoreError

    def advice_of(error: Any) -> str:
        store = Store.open(tmp_path / "s.sqlite3")
        with store, pytest.raises(StoreError) as result, store.write():
            raise error
        return str(result.value.advice)

    import sqlite3

    assert "Another program holds it" in advice_of(sqlite3.OperationalError("database is locked"))
    twice = sqlite3.IntegrityError("UNIQUE constraint failed: post.account_id, post.platform_id")
    assert "Another program" not in advice_of(twice)
