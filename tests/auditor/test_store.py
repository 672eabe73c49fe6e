"""The store keeps what was observed: nulls, one post a post, one state for readers, a way back."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.core.errors import StoreError
from auditor.core.model import Account, AccountRef, Comment, Counts, Origin, Post, PostKind, Profile
from auditor.store import RunEnd, RunStart, Store
from auditor.store.engine import HEAD, MIGRATIONS, open_engine
from auditor.store.schema import metadata

REF = AccountRef("facebook", "esempio")
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


def put(store_path: Path, *posts: Post, at: datetime = NOON, origin: Origin = Origin.API) -> int:
    with Store.open(store_path) as store, store.write() as writer:
        account = writer.account(Account(REF), NOON)
        run = writer.start_run(account, RunStart(origin, "test", NOON))
        new = writer.posts(account, run, posts, at, origin)
        writer.finish_run(run, RunEnd(NOON, None, True))
    return new


def rows(store_path: Path, sql: str) -> list[tuple]:
    with sqlite3.connect(store_path) as connection:
        return connection.execute(sql).fetchall()


def post(identifier: str = "1", **more) -> Post:
    return Post(identifier, more.pop("at", NOON), **more)


def test_null_stays_null_and_zero_stays_zero(store_path: Path) -> None:
    put(store_path, post(counts=Counts(reactions=0)))
    assert rows(store_path, "SELECT reactions, comments FROM post_snapshot") == [(0, None)]
    assert rows(store_path, "SELECT text, links, is_question, fingerprint FROM post") == [
        (None,) * 4
    ]


def test_the_same_observation_twice_adds_nothing(store_path: Path) -> None:
    result = post(text="Ciao a tutti", counts=Counts(reactions=3))
    assert (put(store_path, result), put(store_path, result)) == (1, 0)
    assert rows(store_path, "SELECT count(*) FROM post") == [(1,)]
    assert rows(store_path, "SELECT count(*) FROM post_snapshot") == [(1,)]


def test_a_later_observation_is_kept_beside_the_first(store_path: Path) -> None:
    put(store_path, post(counts=Counts(reactions=3)))
    put(store_path, post(counts=Counts(reactions=5)), at=NOON + timedelta(days=1))
    assert rows(store_path, "SELECT reactions FROM post_snapshot ORDER BY observed_at") == [
        (3,),
        (5,),
    ]


def test_from_a_file_an_equal_count_adds_no_snapshot(store_path: Path) -> None:
    put(store_path, post(counts=Counts(reactions=3)), origin=Origin.EXPORT)
    later = NOON + timedelta(days=30)
    put(store_path, post(counts=Counts(reactions=3)), at=later, origin=Origin.EXPORT)
    assert rows(store_path, "SELECT count(*) FROM post_snapshot") == [(1,)]
    put(store_path, post(counts=Counts(reactions=4)), at=later, origin=Origin.EXPORT)
    assert rows(store_path, "SELECT count(*) FROM post_snapshot") == [(2,)]


def test_nothing_is_overwritten_by_nothing(store_path: Path) -> None:
    put(store_path, post(text="Ciao a tutti", url="https://www.facebook.com/esempio/posts/1"))
    put(store_path, post())
    assert rows(store_path, "SELECT text, url FROM post") == [
        ("Ciao a tutti", "https://www.facebook.com/esempio/posts/1")
    ]


def test_a_row_without_an_id_gives_way_to_the_networks_own(store_path: Path) -> None:
    put(store_path, post("row:1", text="Ciao a tutti"))
    put(store_path, post("122158", text="Ciao a tutti", at=NOON + timedelta(seconds=40)))
    assert rows(store_path, "SELECT platform_id FROM post") == [("122158",)]
    assert rows(store_path, "SELECT platform_id FROM post_alias") == [("row:1",)]
    assert put(store_path, post("row:1", text="Ciao a tutti")) == 0


def test_a_day_without_a_time_joins_by_id_or_address_only(store_path: Path) -> None:
    put(store_path, post("row:1", text="Ciao a tutti", has_clock=False))
    assert put(store_path, post("122158", text="Ciao a tutti")) == 1


def test_of_a_reply_to_others_the_features_are_kept_and_the_text_is_not(store_path: Path) -> None:
    put(store_path, post(kind=PostKind.REPLY, text="@maria grazie, va bene?", on_own_thread=False))
    ((text, asks, mentions),) = rows(store_path, "SELECT text, is_question, mentions FROM post")
    assert (text, asks) == (None, 1)
    assert "maria" not in mentions
    assert len(mentions) > 20


def test_commenters_leave_neither_name_nor_words(store_path: Path) -> None:
    put(store_path, post())
    with Store.open(store_path) as store, store.write() as writer:
        account = writer.account(Account(REF))
        said = Comment("c1", "1", NOON, author_id="maria.rossi", text="parole di Maria")
        writer.comments(account, None, [said], NOON)
    content = store_path.read_bytes() + b"".join(
        p.read_bytes() for p in store_path.parent.glob("*-wal")
    )
    assert b"maria.rossi" not in content
    assert b"parole di Maria" not in content
    assert rows(store_path, "SELECT length(author_key), length(text_hash) FROM comment") == [
        (32, 16)
    ]


def test_two_stores_give_a_person_two_keys(tmp_path: Path) -> None:
    keys = set()
    for name in ("a", "b"):
        with Store.open(tmp_path / name) as store, store.write() as writer:
            keys |= {writer.author_key("x", "1"), writer.author_key("x", "1")}
    assert len(keys) == 2


def test_to_forget_an_account_erases_all_that_hangs_on_it(store_path: Path) -> None:
    put(store_path, post(text="Ciao"))
    with Store.open(store_path) as store, store.write() as writer:
        account = writer.account(Account(REF))
        writer.profile(account, None, Profile(NOON, followers=3), Origin.API)
        writer.comments(account, None, [Comment("c1", "1", NOON, author_id="p")], NOON)
    with Store.open(store_path) as store:
        store.forget([REF])
    for table in ("account", "post", "post_snapshot", "comment", "profile_snapshot", "run"):
        assert rows(store_path, f"SELECT count(*) FROM {table}") == [(0,)]


def test_features_of_another_version_are_made_again(store_path: Path) -> None:
    put(store_path, post(text="Che ne dite?"))
    with sqlite3.connect(store_path) as connection:
        connection.execute("UPDATE post SET is_question = NULL, features_version = '0'")
        connection.execute("UPDATE setting SET value = '0' WHERE name = 'features_version'")
    Store.open(store_path).close()
    ((asks, version),) = rows(store_path, "SELECT is_question, features_version FROM post")
    assert asks == 1
    assert version != "0"


def write_and_fail(store: Store) -> None:
    with store.write() as writer:
        writer.account(Account(REF))
        raise RuntimeError


def test_an_error_inside_a_transaction_keeps_nothing(store_path: Path) -> None:
    with Store.open(store_path) as store, pytest.raises(RuntimeError):
        write_and_fail(store)
    assert rows(store_path, "SELECT count(*) FROM account") == [(0,)]


def test_a_reader_sees_one_state_while_another_process_writes(store_path: Path) -> None:
    put(store_path, post())
    child = """
import sys
from tests.auditor.test_store import put, post
for n in range(2, 12):
    put(sys.argv[1], post(str(n)))
"""
    with Store.open(store_path) as store, store.connect() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM post").scalar()
        root = Path(__file__).resolve().parents[2]
        subprocess.run([sys.executable, "-c", child, str(store_path)], check=True, cwd=root)
        assert connection.exec_driver_sql("SELECT count(*) FROM post").scalar() == before == 1
    assert rows(store_path, "SELECT count(*) FROM post") == [(11,)]


def test_two_writers_wait_for_each_other(store_path: Path) -> None:
    put(store_path, post())
    failures: list[BaseException] = []

    def write(first: int) -> None:
        try:
            for n in range(first, first + 10):
                put(store_path, post(str(n)))
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    threads = [threading.Thread(target=write, args=(first,)) for first in (100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert rows(store_path, "SELECT count(*) FROM post") == [(31,)]


def test_a_file_of_something_else_is_refused(store_path: Path) -> None:
    with sqlite3.connect(store_path) as connection:
        connection.execute("CREATE TABLE fruit (name TEXT)")
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(store_path)
    for content in (b"no database at all" * 100, b"x"):
        store_path.write_bytes(content)
        with pytest.raises(StoreError, match="cannot be opened"):
            Store.open(store_path)
        assert store_path.read_bytes() == content


def scripts(tmp_path: Path, body: str) -> Path:
    """Migration scripts with one more revision."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for script in (MIGRATIONS / "env.py", *(MIGRATIONS / "versions").glob("*.py")):
        (folder / script.relative_to(MIGRATIONS)).write_text(script.read_text(encoding="utf-8"))
    (folder / "versions" / "next.py").write_text(
        "from alembic import op\nimport sqlalchemy as sa\n"
        f'revision, down_revision = "next", "{HEAD}"\n\n\ndef upgrade():\n    {body}\n'
    )
    return folder


def test_a_migration_leaves_a_copy_of_the_store_before(store_path: Path, tmp_path: Path) -> None:
    put(store_path, post(text="Ciao"))
    folder = scripts(tmp_path, 'op.add_column("post", sa.Column("mood", sa.Text))')
    open_engine(str(store_path), folder, "next").dispose()
    assert rows(store_path, "SELECT mood, text FROM post") == [(None, "Ciao")]
    (copy,) = tmp_path.glob("store.sqlite3.before-*")
    assert rows(copy, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert rows(copy, "SELECT text FROM post") == [("Ciao",)]


def test_a_store_of_the_first_version_is_brought_up_to_date(store_path: Path) -> None:
    put(store_path, post(text="Ciao"))
    with sqlite3.connect(store_path) as connection:
        connection.execute("DROP TABLE account_alias")
        connection.execute("ALTER TABLE comment DROP COLUMN author_name_key")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    Store.open(store_path).close()
    assert rows(store_path, "SELECT count(*) FROM account_alias") == [(0,)]
    assert rows(store_path, "SELECT author_name_key FROM comment") == []
    assert rows(store_path, "SELECT text FROM post") == [("Ciao",)]


def test_comments_of_an_older_store_are_kept_when_authors_may_be_unknown(store_path: Path) -> None:
    put(store_path, post())
    with Store.open(store_path) as store, store.write() as writer:
        result = Comment("c1", "1", NOON, author_id="u1", is_account=True)
        writer.comments(writer.account(Account(REF)), None, [result], NOON)
    with sqlite3.connect(store_path) as connection:
        (made,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'comment'"
        ).fetchone()
        older = made.replace("is_account BOOLEAN", "is_account BOOLEAN NOT NULL")
        assert older != made
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'comment'", (older,))
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    connection.close()
    with Store.open(store_path) as store, store.write() as writer:
        unknown = Comment("c2", "1", NOON, is_account=None)
        writer.comments(writer.account(Account(REF)), None, [unknown], NOON)
    assert rows(store_path, "SELECT platform_id, is_account FROM comment ORDER BY 1") == [
        ("c1", 1),
        ("c2", None),
    ]


CHANNEL = AccountRef("youtube", "UCabcdefghijklmnopqrstuv")
HANDLE = AccountRef("youtube", "@esempio")


@pytest.mark.parametrize("order", [(CHANNEL, HANDLE), (HANDLE, CHANNEL)])
def test_a_handle_and_an_id_are_one_account(
    store_path: Path, order: tuple[AccountRef, ...]
) -> None:
    with Store.open(store_path) as store:
        for ref in order:
            with store.write() as writer:
                writer.account(Account(ref, platform_id=CHANNEL.handle))
        site_report = store.find([CHANNEL, HANDLE])
    assert len(site_report) == 2
    assert len(set(site_report.values())) == 1
    assert rows(store_path, "SELECT handle FROM account") == [("@esempio",)]


@pytest.mark.parametrize("again", [HANDLE, CHANNEL])
def test_what_a_file_told_by_handle_and_a_network_by_id_becomes_one(
    store_path: Path, again: AccountRef
) -> None:
    earlier, later = NOON - timedelta(days=9), NOON
    with Store.open(store_path) as store:
        with store.write() as writer:
            row = writer.account(Account(HANDLE))
            kept = [post("row:1", text="Ciao", url="https://example.com/1"), post("row:2")]
            writer.posts(row, None, kept, earlier, Origin.EXPORT)
        with store.write() as writer:
            row = writer.account(Account(CHANNEL, platform_id=CHANNEL.handle, name="Esempio"))
            matches = [post("v1", text="Ciao", url="https://example.com/1"), post("v3")]
            run = writer.start_run(row, RunStart(Origin.API, "youtube", later))
            writer.posts(row, run, matches, later, Origin.API)
            writer.comments(row, run, [Comment("c1", "v1", later, author_id="x")], later)
        assert rows(store_path, "SELECT count(*) FROM account") == [(2,)]
        with store.write() as writer:
            account = Account(again, platform_id=CHANNEL.handle, also=(HANDLE.handle,))
            assert writer.account(account) == row
        assert set(store.find([CHANNEL, HANDLE]).values()) == {row}
    assert rows(store_path, "SELECT handle, platform_id, name FROM account") == [
        ("@esempio", CHANNEL.handle, "Esempio")
    ]
    assert rows(store_path, "SELECT platform_id FROM post ORDER BY 1") == [
        ("row:2",),
        ("v1",),
        ("v3",),
    ]
    assert rows(store_path, "SELECT platform_id FROM post_alias") == [("row:1",)]
    shots = "SELECT platform_id, origin FROM post_snapshot s JOIN post p ON p.id = s.post_id"
    assert sorted(rows(store_path, shots)) == [
        ("row:2", "export"),
        ("v1", "api"),
        ("v1", "export"),
        ("v3", "api"),
    ]
    joined = "SELECT c.platform_id, p.platform_id FROM comment c JOIN post p ON p.id = c.post_id"
    assert rows(store_path, joined) == [("c1", "v1")]
    assert rows(store_path, f"SELECT count(*) FROM run WHERE account_id = {row}") == [(1,)]


def test_a_handle_that_another_account_took_over_is_another_account(store_path: Path) -> None:
    other = "UCzzzzzzzzzzzzzzzzzzzzzz"
    with Store.open(store_path) as store:
        with store.write() as writer:
            first = writer.account(Account(HANDLE, platform_id=CHANNEL.handle))
            writer.posts(first, None, [post("v1")], NOON, Origin.API)
        with store.write() as writer:
            second = writer.account(Account(HANDLE, platform_id=other))
        site_report = store.find([HANDLE, CHANNEL, AccountRef("youtube", other)])
        assert list(site_report.values()) == [second, first, second]
        third = "UCyyyyyyyyyyyyyyyyyyyyyy"
        with store.write() as writer:  # a reading by the id had failed, and kept no id
            writer.account(Account(AccountRef("youtube", other)))
            writer.account(Account(HANDLE, platform_id=third))
        again = store.find([AccountRef("youtube", other), AccountRef("youtube", third)])
    assert again[AccountRef("youtube", other)] == second
    assert rows(store_path, "SELECT account_id FROM post") == [(first,)]


def test_an_older_handle_is_still_a_name_of_the_account(store_path: Path) -> None:
    new, user = AccountRef("youtube", "@nuovo"), AccountRef("youtube", "user/esempio")
    with Store.open(store_path) as store:
        for ref in (HANDLE, new, user):
            with store.write() as writer:
                writer.account(Account(ref, platform_id=CHANNEL.handle))
        assert len(set(store.find([HANDLE, new, user, CHANNEL]).values())) == 1


def test_the_ids_of_two_mastodon_servers_are_two_accounts(store_path: Path) -> None:
    refs = [AccountRef("mastodon", f"esempio@{server}.example") for server in ("uno", "due")]
    with Store.open(store_path) as store:
        for ref in refs:
            with store.write() as writer:
                writer.account(Account(ref, platform_id="1"))
        assert len(set(store.find(refs).values())) == 2


def test_a_migration_that_fails_puts_the_store_back(store_path: Path, tmp_path: Path) -> None:
    put(store_path, post(text="Ciao"))
    folder = scripts(tmp_path, 'op.execute("DELETE FROM post"); op.execute("NO SUCH THING")')
    with pytest.raises(StoreError, match="as it was before"):
        open_engine(str(store_path), folder, "next")
    assert rows(store_path, "SELECT text FROM post") == [("Ciao",)]
    assert list(tmp_path.glob("*.before-*")) == []
    Store.open(store_path).close()


def test_the_newest_migration_makes_the_tables_of_the_schema() -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    engine = open_engine("sqlite://")
    with engine.connect() as connection:
        metadata.create_all(connection)
        context = MigrationContext.configure(connection)
        result = compare_metadata(context, metadata)
        assert [change for change in result if "alembic_version" not in str(change)] == []


def test_opening_takes_no_alembic_when_nothing_is_to_be_done(store_path: Path) -> None:
    Store.open(store_path).close()
    ask = "import sys; from auditor.store import Store; Store.open(sys.argv[1]).close(); print('alembic' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", ask, str(store_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_posts_of_one_reading_are_as_different_as_their_ids_on_whatever_page(
    store_path: Path,
) -> None:
    pages = [[post("1", text="Buongiorno")], [post("2", text="Buongiorno")]]
    with Store.open(store_path) as store:
        for page in pages:
            with store.write() as writer:
                account = writer.account(Account(REF), NOON)
                if page is pages[0]:
                    run = writer.start_run(account, RunStart(Origin.API, "test", NOON))
                writer.posts(account, run, page, NOON, Origin.API)
    assert rows(store_path, "SELECT platform_id FROM post ORDER BY 1") == [("1",), ("2",)]
    put(store_path, post("3", text="Buongiorno"))  # another source, another name: the same post
    assert rows(store_path, "SELECT count(*) FROM post") == [(2,)]
