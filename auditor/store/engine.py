"""Opening a store: where it lies, its settings, and bringing its tables up to date.

SQLite runs in WAL mode, so that one process reads while another writes; a writer waits for another
up to ``BUSY_SECONDS``. A migration is preceded by a copy of the file, which is put back when it
fails.
"""

from __future__ import annotations

import errno
import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from auditor.core.errors import StoreError
from auditor.core.files import clear_parts, make_folder, make_private, part_of
from auditor.core.messages import msg
from auditor.store.schema import metadata

HEAD = "0007"
MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30.0
_DRIVERS = {"psycopg2": "psycopg2-binary", "psycopg": "psycopg[binary]"}
_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def open_engine(location: str | None, migrations: Path = MIGRATIONS, head: str = HEAD) -> sa.Engine:
    """The engine of a store, made or brought up to date.

    Args:
        location: a file's path or a database URL; ``None`` for the file in the user's data folder.
        migrations: the folder of the Alembic scripts.
        head: the revision that the tables must have.

    Raises:
        StoreError: it cannot be opened, is no store, or could not be brought up to date.
    """
    url = store_url(location)
    try:
        engine = sa.create_engine(url, **_arguments(url))
    except (ImportError, NoSuchModuleError) as error:
        raise _no_driver(url) from error
    if url.get_backend_name() == "sqlite":
        _prepare(engine, url)
    try:
        _bring_up_to_date(engine, url, migrations, head)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        engine.dispose()
        raise (_full(url) if is_full(error) else _refused(url)) from error
    return engine


def store_url(location: str | None) -> URL:
    """The URL of a store named by a path, a URL or nothing."""
    location = (location or "").strip()
    if "://" in location:
        try:
            url = make_url(location)
        except ArgumentError:
            raise StoreError(
                msg("The address of the store is not one of a database."),
                msg("Give the path of a file, or a URL such as sqlite:///store.sqlite3"),
            ) from None
        return _of_a_file(url) if url.get_backend_name() == "sqlite" and url.database else url
    if location:
        return _of_a_file(URL.create("sqlite", database=str(Path(location).expanduser())))
    import platformdirs  # seldom needed

    folder = platformdirs.user_data_path("social-account-auditor", appauthor=False)
    return URL.create("sqlite", database=str(folder / "store.sqlite3"))


def _of_a_file(url: URL) -> URL:
    """The URL, if its path can be that of a file: it has a name, and no folder stands there."""
    path = Path(url.database or "")
    if not path.name or path.is_dir():
        raise StoreError(
            msg("{store} is a folder, not the file of a store.", store=str(path)),
            msg("Name a file in it, such as {file}", file=str(path / "store.sqlite3")),
        )
    return url


def _arguments(url: URL) -> dict[str, Any]:
    if url.get_backend_name() != "sqlite":
        return {}
    # Connections stay open: SQLite folds its write-ahead log each time the last one closes, which
    # would cost more than the rows of a page.
    return {
        "connect_args": {"timeout": BUSY_SECONDS},
        "poolclass": sa.pool.QueuePool,
        "pool_size": 4,
        "max_overflow": 64,
    }


def is_full(error: Exception) -> bool:
    """Whether an error of a file or a database says that there is no room left."""
    number = getattr(error, "errno", None)
    return number in _NO_ROOM or "disk is full" in str(getattr(error, "orig", error))


def _full(url: URL) -> StoreError:
    return StoreError(
        msg("The store {store} cannot be written: the disk is full.", store=_name_of(url)),
        msg("Make room, then give the same command again; what was kept before is kept."),
    )


def _no_driver(url: URL) -> StoreError:
    """A database that this program, as it is installed here, does not speak to."""
    kind = url.get_backend_name()
    if kind == "postgresql":
        driver = url.get_driver_name()
        return StoreError(
            msg("A store in PostgreSQL needs a driver that is not installed."),
            msg("Install it: pip install {package}", package=_DRIVERS.get(driver, driver)),
        )
    return StoreError(
        msg("{kind} is no kind of store that this program knows.", kind=kind),
        msg("Give the path of a file, or the URL of a PostgreSQL database."),
    )


def _refused(url: URL) -> StoreError:
    return StoreError(
        msg("The store {store} cannot be opened.", store=_name_of(url)),
        msg(
            "Check that it is a store of this program and that you may write there, or name "
            "another one with --store."
        ),
    )


def _name_of(url: URL) -> str:
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()


def _prepare(engine: sa.Engine, url: URL) -> None:
    """Make the file's folder and let writers take their lock at once, so that none fails late."""
    try:
        if _is_file(url):
            make_folder(Path(url.database or "").parent)
            make_private(Path(url.database or ""))
    except OSError as error:
        raise (_full(url) if is_full(error) else _refused(url)) from error

    if url.database and _is_something_else(Path(url.database)):
        raise _refused(url)

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, record: object) -> None:
        del record
        connection.isolation_level = None
        for pragma in ("foreign_keys=ON", "synchronous=NORMAL", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _is_something_else(path: Path) -> bool:
    """Whether a file is there that SQLite did not write; of a short one it would say nothing."""
    if not path.is_file() or path.stat().st_size == 0:
        return False
    with path.open("rb") as file:
        return not file.read(16).startswith(b"SQLite format 3\x00")


def _bring_up_to_date(engine: sa.Engine, url: URL, migrations: Path, head: str) -> None:
    if url.get_backend_name() == "sqlite":
        _wal(engine)
    revision = _revision(engine)
    if revision == head:
        return
    if revision is None:
        with engine.execution_options(writing=True).begin() as connection:
            _make_tables(connection, head)
        return
    _migrate(engine, url, migrations, head)


def _wal(engine: sa.Engine) -> None:
    """Switch to WAL; on a file that another process is just making this is "locked" at once."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        raw = engine.raw_connection()
        try:
            raw.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        else:
            return
        finally:
            raw.close()
        time.sleep(0.05)


def _revision(engine: sa.Engine) -> str | None:
    """The revision of the tables; ``None`` for a database without any."""
    inspector = sa.inspect(engine)
    names = set(inspector.get_table_names())
    if "alembic_version" in names:
        with engine.connect() as connection:
            revision: str | None = connection.exec_driver_sql(
                "SELECT version_num FROM alembic_version"
            ).scalar()
            return revision
    if names:
        raise sqlite3.DatabaseError("a database of something else")
    return None


def _make_tables(connection: sa.Connection, head: str) -> None:
    """All tables of a new store. Another process may have made them a moment before."""
    for statement in _statements(connection.dialect):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    )
    if connection.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar() == 0:
        connection.execute(sa.text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})


_STATEMENTS: dict[str, tuple[str, ...]] = {}


def _statements(dialect: sa.Dialect) -> tuple[str, ...]:
    """What makes every table and index of a store; put into words once, for it costs more than
    making them."""
    name = dialect.name
    if name not in _STATEMENTS:
        tables = metadata.sorted_tables
        indexes = [index for table in tables for index in table.indexes]
        indexes.sort(key=lambda index: str(index.name))
        _STATEMENTS[name] = (
            *(str(CreateTable(t, if_not_exists=True).compile(dialect=dialect)) for t in tables),
            *(str(CreateIndex(i, if_not_exists=True).compile(dialect=dialect)) for i in indexes),
        )
    return _STATEMENTS[name]


def _migrate(engine: sa.Engine, url: URL, migrations: Path, head: str) -> None:
    copy = _copy(url)
    try:
        _upgrade(engine, migrations, head)
    except Exception as error:
        if copy is not None:
            _put_back(url, copy)
        raise StoreError(
            msg(
                "The store {store} could not be brought up to date; it is as it was before.",
                store=_name_of(url),
            ),
            msg("Update the program, or name another store with --store."),
        ) from error


def _upgrade(engine: sa.Engine, migrations: Path, head: str) -> None:
    from alembic import command  # only a store of another version needs it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, head)


def _copy(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    copy = Path(f"{url.database}.before-{time.strftime('%Y%m%d-%H%M%S')}")
    whole_copy(Path(url.database), copy)
    return copy


def whole_copy(source: Path, target: Path) -> None:
    """A copy that has its name only once it is whole; what a killed one left is cleared away.

    Raises:
        OSError, sqlite3.Error: it cannot be made.
    """
    clear_parts(target.with_name(source.name))
    part = part_of(source)
    make_private(part)
    try:
        _backup(source, part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _is_file(url: URL) -> bool:
    """Whether a store is a file by its path; not one in memory, nor one named by SQLite's URIs."""
    return bool(url.database) and not (url.database or "").startswith((":memory:", "file:"))


def _put_back(url: URL, copy: Path) -> None:
    _restore(copy, Path(url.database or ""))
    copy.unlink()


def _restore(copy: Path, store: Path) -> None:
    with sqlite3.connect(copy) as old, sqlite3.connect(store) as new:
        old.backup(new)
    old.close()
    new.close()


def _backup(source: Path, target: Path) -> None:
    """SQLite's own copy: sound whatever the journal holds."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        new.execute("PRAGMA journal_mode=OFF")  # a killed copy leaves one file, not two
        old.backup(new)
    old.close()
    new.close()
