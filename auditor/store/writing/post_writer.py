"""Writing the posts of one account in bulk: new rows, what is newly told of known ones, counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from auditor.core.model import COUNT_FIELDS, Origin, Post, PostKind
from auditor.store import schema as t
from auditor.store.damage import moment as read_moment
from auditor.store.features import encode_list
from auditor.store.schema import encode_time
from auditor.store.storable import each_once
from auditor.store.writing.bulk import insert_rows
from auditor.store.writing.deduplicate import Known, match, own_id
from auditor.text.features import FEATURES_VERSION, Features, credits_in, features

_COUNTS = attrgetter(*COUNT_FIELDS)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TOLD = (
    "url",
    "format",
    "text",
    "links",
    "mentions",
    "is_question",
    "invites",
    "has_lost_signs",
    "is_poll",
    "is_promotion",
    "fingerprint",
    "language",
    "features_version",
    "reply_to",
    "thread_root",
    "on_own_thread",
)
_OF_TEXT = frozenset(
    {
        "text",
        "is_question",
        "invites",
        "has_lost_signs",
        "is_promotion",
        "fingerprint",
        "language",
        "features_version",
    }
)
_COLUMNS = (
    "id",
    "account_id",
    "run_id",
    "platform_id",
    "kind",
    "published_at",
    "has_clock",
    *_TOLD,
)


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970."""
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def known_posts(connection: sa.Connection, account_id: int, run_id: int | None = None) -> Known:
    """The posts of an account that the store has, by all that they are known by.

    What the run itself has told under ids of its source is known by those alone.

    Args:
        connection: an open connection to the store, within a transaction.
        account_id: the row of the account.
        run_id: the run that read it; ``None`` for what a person typed.
    """
    posts = Known()
    for row, name, url, text, moment, clock, told_by in connection.exec_driver_sql(
        "SELECT id, platform_id, url, text, published_at, has_clock, run_id FROM post "
        "WHERE account_id = ? ORDER BY id",
        (account_id,),
    ):
        of_this = run_id is not None and told_by == run_id and own_id(name)
        at = milliseconds(read_moment(moment)) if clock and text else None
        at = None if of_this else at
        posts.add(row, name, url, text, at)
    for row, name in connection.exec_driver_sql(
        "SELECT post_id, platform_id FROM post_alias WHERE account_id = ?", (account_id,)
    ):
        posts.by_id.setdefault(name, row)
    return posts


class PostWriter:
    """Writes posts of one account, inside the caller's transaction.

    ``key_of`` turns a handle named in a reply into a key: replies to others hold no person's name.
    """

    def __init__(
        self,
        connection: sa.Connection,
        key_of: Callable[[int, str], str],
        account_id: int,
        run_id: int | None,
    ) -> None:
        self.connection = connection
        self.key_of = key_of
        self.account_id = account_id
        self.run_id = run_id

    def write(self, posts: Sequence[Post], observed_at: datetime, origin: Origin) -> int:
        """Write posts and their counts; returns how many were new.

        Args:
            posts: the posts.
            observed_at: when it was read, aware.
            origin: from where the numbers come.
        """
        posts = each_once(posts)
        if not posts:
            return 0
        moments = [milliseconds(post.published_at) for post in posts]
        stored_posts = known_posts(self.connection, self.account_id, self.run_id)
        rows = match(posts, moments, stored_posts)
        made = features([post.text for post in posts], [post.language for post in posts])
        values = [
            self._values_of(post, post_features)
            for post, post_features in zip(posts, made, strict=True)
        ]
        new = self._insert(posts, values, rows)
        self._update(posts, values, rows, new, stored_posts)
        ids = [new[index] if row is None else row for index, row in enumerate(rows)]
        self._snapshots(ids, posts, observed_at, origin)
        return len(new)

    def _values_of(self, post: Post, post_features: Features) -> tuple[Any, ...]:
        """The values of ``_TOLD``: what the source says joined with what the text shows."""
        to_others = post.kind is PostKind.REPLY and post.on_own_thread is not True
        mentions = _mentions(post, post_features)
        if to_others and mentions is not None:
            mentions = tuple(self.key_of(self.account_id, name) for name in mentions)
        links = (
            None
            if post.links is None and post_features.links is None
            else tuple(dict.fromkeys((*(post.links or ()), *(post_features.links or ()))))
        )
        return (
            post.url,
            post.format.value if post.format else None,
            None if to_others else post.text,
            encode_list(links),
            encode_list(mentions),
            post_features.is_question,
            post_features.invites,
            post_features.has_lost_signs,
            post.is_poll,
            post_features.is_promotion,
            post_features.fingerprint,
            post_features.language or post.language,
            FEATURES_VERSION if post.text is not None else None,
            post.reply_to,
            post.thread_root,
            post.on_own_thread,
        )

    def _insert(
        self, posts: Sequence[Post], values: Sequence[tuple[Any, ...]], rows: Sequence[int | None]
    ) -> dict[int, int]:
        """Insert what is new; returns the new row of each post's place."""
        places = [index for index, row in enumerate(rows) if row is None]
        top = self.connection.exec_driver_sql("SELECT COALESCE(MAX(id), 0) FROM post").scalar()
        first = int(top or 0) + 1
        places.sort(key=lambda index: posts[index].published_at)
        new = {index: first + n for n, index in enumerate(places)}
        insert_rows(
            self.connection,
            t.post,
            _COLUMNS,
            [
                (
                    new[index],
                    self.account_id,
                    self.run_id,
                    posts[index].platform_id,
                    posts[index].kind.value,
                    encode_time(posts[index].published_at),
                    posts[index].has_clock,
                    *values[index],
                )
                for index in places
            ],
        )
        return new

    def _update(
        self,
        posts: Sequence[Post],
        values: Sequence[tuple[Any, ...]],
        rows: Sequence[int | None],
        new: dict[int, int],
        stored_posts: Known,
    ) -> None:
        """What is newly told of known posts: nothing is overwritten by nothing."""
        del new
        again = [(index, row) for index, row in enumerate(rows) if row is not None]
        if not again:
            return
        values = self._without_shorter_texts(posts, values, again)
        sets = ", ".join(f"{name} = COALESCE(?, {name})" for name in _TOLD)
        self.connection.exec_driver_sql(
            f"UPDATE post SET {sets}, kind = ? WHERE id = ?",
            [(*values[index], posts[index].kind.value, row) for index, row in again],
        )
        names = [(row, posts[index].platform_id) for index, row in again]
        self._name(names, stored_posts)

    def _without_shorter_texts(
        self,
        posts: Sequence[Post],
        columns: Sequence[tuple[Any, ...]],
        again: Sequence[tuple[int, int]],
    ) -> Sequence[tuple[Any, ...]]:
        """What is told, without texts that are only the beginning of the stored one.

        Exports cut texts off, or give a title; what an archive tells in full stays.
        """
        stored: dict[int, str] = dict(
            self.connection.exec_driver_sql(
                "SELECT id, text FROM post WHERE account_id = ? AND text IS NOT NULL",
                (self.account_id,),
            ).all()
        )
        fuller = list(columns)
        for index, row in again:
            new, old = _bare(posts[index].text), _bare(stored.get(row))
            if new and len(old) > len(new) and old.startswith(new):
                values = zip(_TOLD, columns[index], strict=True)
                fuller[index] = tuple(None if name in _OF_TEXT else value for name, value in values)
        return fuller

    def _name(self, names: Sequence[tuple[int, str]], stored_posts: Known) -> None:
        """Keep the other names of a post; the network's own id stays its main one."""
        aliases: list[tuple[int, int, str]] = []
        renamed: list[tuple[str, int]] = []
        for row, name in names:
            if name in stored_posts.by_id:
                continue
            main = stored_posts.main_id[row]
            if own_id(name) and not own_id(main):
                renamed.append((name, row))
                stored_posts.main_id[row] = name
                name = main
            aliases.append((self.account_id, row, name))
        if renamed:
            self.connection.exec_driver_sql("UPDATE post SET platform_id = ? WHERE id = ?", renamed)
        insert_rows(
            self.connection,
            t.post_alias,
            ("account_id", "post_id", "platform_id"),
            aliases,
            "ON CONFLICT DO NOTHING",
        )

    def _snapshots(
        self, ids: Sequence[int], posts: Sequence[Post], observed_at: datetime, origin: Origin
    ) -> None:
        moment = encode_time(observed_at)
        newest = self._newest() if origin is not Origin.API else {}
        rows = []
        for row, post in zip(ids, posts, strict=True):
            values = _COUNTS(post.counts)
            before = newest.get(row)
            if before is not None and all(
                value is None or value == old for value, old in zip(values, before, strict=True)
            ):
                continue
            rows.append((row, self.run_id, moment, origin.value, *values))
        rows.sort(key=lambda row: row[0])
        keep = ", ".join(f"{name} = COALESCE(excluded.{name}, {name})" for name in COUNT_FIELDS)
        insert_rows(
            self.connection,
            t.post_snapshot,
            ("post_id", "run_id", "observed_at", "origin", *COUNT_FIELDS),
            rows,
            f"ON CONFLICT (post_id, observed_at, origin) DO UPDATE SET {keep}",
        )

    def _newest(self) -> dict[int, list[int | None]]:
        """The newest known value of every count of the account's posts."""
        newest: dict[int, list[int | None]] = {}
        for row, *values in self.connection.exec_driver_sql(
            f"SELECT s.post_id, {', '.join(f's.{name}' for name in COUNT_FIELDS)} "
            "FROM post_snapshot s JOIN post p ON p.id = s.post_id WHERE p.account_id = ? "
            "ORDER BY s.post_id, s.observed_at",
            (self.account_id,),
        ):
            before = newest.setdefault(row, [None] * len(COUNT_FIELDS))
            for field, value in enumerate(values):
                if value is not None:
                    before[field] = value
        return newest


def _bare(text: str | None) -> str:
    return " ".join((text or "").split()).rstrip(".… ")


def _mentions(post: Post, post_features: Features) -> tuple[str, ...] | None:
    """Accounts named, by the network's marks or in the text; credits in the text are none."""
    if post_features.mentions is None and not post.mentions:
        return None
    marked = tuple(name.lower().lstrip("@") for name in post.mentions)
    if marked and post.text:
        credited = credits_in(post.text)
        marked = tuple(name for name in marked if name not in credited)
    return tuple(dict.fromkeys((*marked, *(post_features.mentions or ()))))
