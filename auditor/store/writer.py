"""Writing observations, inside one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from auditor.core.fields import check_fields
from auditor.core.model import Account, Comment, Origin, Post, Profile, Window
from auditor.core.reasons import Reason
from auditor.store import aliases
from auditor.store import schema as t
from auditor.store.merge_accounts import merge
from auditor.store.person_keys import kept_secret, new_secret, person_key
from auditor.store.records import RunEnd, RunStart, SourceFile
from auditor.store.resume import save_point
from auditor.store.schema import encode_time
from auditor.store.storable import as_lines, short_id, storable, storable_value
from auditor.store.writing.bulk import insert_rows
from auditor.store.writing.comment_writer import CommentWriter, post_ids
from auditor.store.writing.post_writer import PostWriter


class Writer:
    """Writes into one open transaction. Made by :meth:`auditor.store.Store.write`."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self._secret: bytes | None = None

    def account(self, account: Account, seen_at: datetime | None = None) -> int:
        """The account's row, made if it is new; what is newly told of it is kept."""
        account = storable(account)
        ref, where = account.ref, t.account.c
        values = {
            "platform_id": account.platform_id,
            "name": account.name,
            "url": account.url,
            "created_at": account.created_at,
            "details": dict(account.details) or None,
        }
        aliases.release(self.connection, account)
        rows = aliases.account_rows(self.connection, account)
        if not rows:
            moment = seen_at or datetime.now(UTC)
            row = {
                "platform": ref.platform,
                "handle": ref.handle,
                "first_seen_at": moment,
                **values,
            }
            made = self.connection.execute(sa.insert(t.account).values(row))
            return _new_row(made)
        main, *doubles = rows
        for double in doubles:
            merge(self.connection, main, double)
        new = {name: value for name, value in values.items() if value is not None}
        if new:
            self.connection.execute(sa.update(t.account).where(where.id == main).values(new))
        aliases.call(self.connection, main, account)
        return main

    def timezone(self, account_id: int, name: str) -> None:
        """The zone in which the account lives, an IANA name."""
        self.connection.execute(
            sa.update(t.account).where(t.account.c.id == account_id).values(timezone=name)
        )

    def start_run(self, account_id: int, start: RunStart) -> int:
        """A run that begins now; what it reads refers to it."""
        window = start.asked
        made = self.connection.execute(
            sa.insert(t.run).values(
                account_id=account_id,
                origin=start.origin.value,
                connector=start.connector,
                connector_version=start.connector_version,
                api_version=start.api_version,
                source=start.source,
                started_at=start.started_at,
                asked_start=window.start if window else None,
                asked_end=window.end if window else None,
            )
        )
        return _new_row(made)

    def finish_run(self, run_id: int, end: RunEnd) -> None:
        """How a run ended and what it covered."""
        covered = end.covered
        self.connection.execute(
            sa.update(t.run)
            .where(t.run.c.id == run_id)
            .values(
                finished_at=end.finished_at,
                covered_start=covered.start if covered else None,
                covered_end=covered.end if covered else None,
                span_source=end.span_source,
                complete=end.complete,
                stopped_because=end.stopped_because,
                comments_read=end.comments_read,
                rows=end.rows,
                posts_declared=storable_value(end.posts_declared),
                calls=end.calls,
                units=end.units,
                money=end.money,
                notes=storable_value(dict(end.notes)) or None,
            )
        )

    def source_file(self, run_id: int, file: SourceFile) -> None:
        """The manifest of a file that a run has read."""
        self.connection.execute(
            sa.insert(t.source_file).values(
                run_id=run_id,
                name=storable_value(file.name),
                sha256=file.sha256,
                layout=file.layout,
                how=storable_value(dict(file.how)),
                rows=file.rows,
                taken=file.taken,
                left_out=[storable_value(dict(entry)) for entry in file.left_out],
            )
        )

    def file_run(self, account_id: int, sha256: str, layout: str) -> tuple[int, Any] | None:
        """The run that has read a file of this content for this account, and how it was read.

        Args:
            account_id: the row of the account.
            sha256: of its content.
            layout: which of its tables.
        """
        row = self.connection.execute(
            sa.select(t.run.c.id, t.source_file.c.how)
            .join(t.source_file, t.source_file.c.run_id == t.run.c.id)
            .where(
                t.run.c.account_id == account_id,
                t.source_file.c.sha256 == sha256,
                t.source_file.c.layout == layout,
            )
            .order_by(t.run.c.id.desc())
        ).first()
        return None if row is None else (int(row[0]), row[1])

    def seen_by_later_files(self, account_id: int, end: datetime) -> datetime | None:
        """The first moment at which files whose days end later saw posts of an account."""
        run, shot = t.run.c, t.post_snapshot.c
        return self.connection.execute(
            sa.select(sa.func.min(shot.observed_at))
            .join(t.run, run.id == shot.run_id)
            .where(
                run.account_id == account_id,
                run.origin == Origin.EXPORT.value,
                run.covered_end > end,
            )
        ).scalar()

    def drop_run(self, run_id: int) -> None:
        """Take back what one run alone has told, before its file is read in another way."""
        snapshot, post = t.post_snapshot.c, t.post.c
        delete = self.connection.execute
        delete(sa.delete(t.post_snapshot).where(snapshot.run_id == run_id))
        other_runs = sa.select(snapshot.post_id).where(snapshot.post_id == post.id).exists()
        delete(sa.delete(t.post).where(post.run_id == run_id, ~other_runs))
        delete(sa.delete(t.profile_snapshot).where(t.profile_snapshot.c.run_id == run_id))
        delete(sa.delete(t.run).where(t.run.c.id == run_id))

    def profile(
        self, account_id: int, run_id: int | None, profile: Profile, origin: Origin
    ) -> None:
        """What an account told of itself at one moment; twice the same adds nothing.

        Args:
            account_id: the row of the account.
            run_id: the run that read it; ``None`` for what a person typed.
            profile: what the account told of itself.
            origin: from where the numbers come.
        """
        columns = (
            "account_id",
            "run_id",
            "observed_at",
            "origin",
            "followers",
            "following",
            "posts",
            "name",
            "bio",
            "website",
            "has_picture",
            "has_cover",
            "has_contact",
            "has_location",
            "has_named_person",
            "has_hours",
            "has_category",
            "rating",
            "reviews",
            "phones",
            "category",
            "place",
            "links",
        )
        profile = storable(profile)
        row = (
            account_id,
            run_id,
            encode_time(profile.observed_at),
            origin.value,
            *(as_lines(getattr(profile, name)) for name in columns[4:]),
        )
        keep = ", ".join(f"{name} = COALESCE(excluded.{name}, {name})" for name in columns[4:])
        insert_rows(
            self.connection,
            t.profile_snapshot,
            columns,
            [row],
            f"ON CONFLICT (account_id, observed_at, origin) DO UPDATE SET {keep}",
        )
        if run_id is not None and profile.missing:
            self.missing(account_id, run_id, profile.missing)

    def posts(
        self,
        account_id: int,
        run_id: int | None,
        posts: Sequence[Post],
        observed_at: datetime,
        origin: Origin,
    ) -> int:
        """Posts with their counts at one moment; returns how many the store did not have.

        From a file, a count equal to the newest stored one adds no snapshot.

        Args:
            account_id: the row of the account.
            run_id: the run that read it; ``None`` for what a person typed.
            posts: the posts.
            observed_at: when it was read, aware.
            origin: from where the numbers come.
        """
        writer = PostWriter(self.connection, self.author_key_of, account_id, run_id)
        return writer.write(posts, observed_at, origin)

    def comments(
        self,
        account_id: int,
        run_id: int | None,
        comments: Sequence[Comment],
        observed_at: datetime,
    ) -> int:
        """Comments under the account's posts: keys and features, no names and no texts.

        Returns how many of them are new.

        Args:
            account_id: the row of the account.
            run_id: the run that read it; ``None`` for what a person typed.
            comments: the comments.
            observed_at: when it was read, aware.
        """
        del run_id
        platform = self._platform(account_id)
        writer = CommentWriter(
            self.connection, lambda name: self.author_key(platform, name), account_id
        )
        return writer.write(comments, observed_at)

    def comments_read(
        self, account_id: int, counts: Mapping[str, int], observed_at: datetime
    ) -> None:
        """That the comments of these posts (platform id: how many) were read at a moment.

        Args:
            account_id: the row of the account.
            counts: by post id, how many.
            observed_at: when it was read, aware.
        """
        ids = post_ids(self.connection, account_id)
        rows = [
            (encode_time(observed_at), n, ids[name])
            for post, n in counts.items()
            if (name := short_id(post)) in ids
        ]
        if rows:
            self.connection.exec_driver_sql(
                "UPDATE post SET comments_read_at = ?, comments_read_count = ? WHERE id = ?", rows
            )

    def incoming(self, account_id: int, days: Mapping[date, int]) -> None:
        """How many comments came in on each day, where a network tells only that."""
        rows = [
            (account_id, day.isoformat(), n)
            for day, n in sorted(days.items())
            if storable_value(n) is not None
        ]
        insert_rows(
            self.connection,
            t.incoming,
            ("account_id", "day", "comments"),
            rows,
            "ON CONFLICT (account_id, day) DO UPDATE SET comments = excluded.comments",
        )

    def mark_deleted(self, account_id: int, span: Window, since: datetime, now: datetime) -> int:
        """Posts of a span that a whole reading, begun at ``since``, no longer found.

        They stay, with the moment at which they were first missed. Returns how many are new.

        Args:
            account_id: the row of the account.
            span: the days.
            since: when the reading began, aware.
            now: the moment of the call, aware.
        """
        shot = t.post_snapshot.c
        snapshots = sa.select(shot.post_id).where(shot.post_id == t.post.c.id)
        done = self.connection.execute(
            sa.update(t.post)
            .where(
                t.post.c.account_id == account_id,
                t.post.c.kind == "post",
                t.post.c.published_at >= span.start,
                t.post.c.published_at < span.end,
                t.post.c.deleted_seen_at.is_(None),
                sa.exists(snapshots),
                ~sa.exists(snapshots.where(shot.observed_at >= since)),
            )
            .values(deleted_seen_at=now)
        )
        return int(done.rowcount)

    def resume_at(
        self, account_id: int, run_id: int, stream: str, position: str | None, now: datetime
    ) -> None:
        """Where a run goes on after a stop; ``None`` takes the point away.

        Args:
            account_id: the row of the account.
            run_id: the run that read it; ``None`` for what a person typed.
            stream: ``posts`` or ``comments``.
            position: where to go on; ``None`` takes the point away.
            now: the moment of the call, aware.
        """
        save_point(self.connection, account_id, run_id, stream, position, now, now)

    def missing(self, account_id: int, run_id: int, fields: Mapping[str, Reason]) -> None:
        """Why fields are null in what a run read.

        Args:
            account_id: the row of the account.
            run_id: the run that read it; ``None`` for what a person typed.
            fields: by name, why they are null.

        Raises:
            ValueError: a name that is none of :data:`auditor.core.fields.FIELDS`.
        """
        check_fields(fields)
        rows = [(account_id, run_id, name, why.value) for name, why in sorted(fields.items())]
        insert_rows(
            self.connection,
            t.missing,
            ("account_id", "run_id", "field", "reason"),
            rows,
            "ON CONFLICT (account_id, run_id, field) DO UPDATE SET reason = excluded.reason",
        )

    def author_key(self, platform: str, author_id: str) -> str:
        """A person's key: an HMAC with this store's own secret, which nobody can turn back."""
        return person_key(self._key(), platform, author_id)

    def author_key_of(self, account_id: int, author_id: str) -> str:
        """The key of a person named in what this account wrote."""
        return self.author_key(self._platform(account_id), author_id)

    def _key(self) -> bytes:
        if self._secret is None:
            self._secret = kept_secret(self.connection) or new_secret(self.connection)
        return self._secret

    def _platform(self, account_id: int) -> str:
        platform: str = self.connection.execute(
            sa.select(t.account.c.platform).where(t.account.c.id == account_id)
        ).scalar_one()
        return platform


def _new_row(made: sa.CursorResult[Any]) -> int:
    key = made.inserted_primary_key
    if key is None:
        raise TypeError("an insert without a key")
    return int(key[0])
