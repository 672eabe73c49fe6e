"""What was read from the files of one call, complete before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef, Comment, Post, Profile, Window
from auditor.core.reasons import Reason
from auditor.store.records import SourceFile
from connectors.files.options import ImportOptions
from connectors.files.rows.counts import Marks
from connectors.files.sources.source import Source
from connectors.files.table.layout import ColumnUse

OF_OTHERS = msg("of other accounts")
TABLE = msg("table of posts")
DOCUMENTS: dict[str, Message] = {
    "x_archive": msg("X, data archive"),
    "linkedin_followers": msg("LinkedIn, followers of a page"),
    "google_takeout": msg("Google Takeout, reviews of a Business Profile"),
    "linkedin_competitors": msg("LinkedIn, pages beside each other"),
}


@dataclass(frozen=True)
class LeftOut:
    """Rows that were not taken: why, how many, and the lines of the first few.

    ``harmless`` rows are no posts of the span covered, so that nothing is missing without them.
    """

    reason: Message
    rows: int
    lines: tuple[int, ...] = ()
    harmless: bool = False

    @property
    def kept_reason(self) -> str:
        """The reason as it is kept: a whole sentence, and no other account's name."""
        return (OF_OTHERS if self.reason.params else self.reason).singular


@dataclass(frozen=True)
class FileReading:
    """One file (or one sheet of it) as it was read.

    ``posts`` are what will be written, ``reviews`` what others wrote of the whole account with its
    answers, ``rows`` the rows of the table without blank ones.
    ``observed_source`` is ``user``, ``file`` or ``import``.
    ``zone_source`` is ``file``, ``user``, ``before`` or ``default``; ``span_source`` is
    ``declared``, ``user`` or ``rows``. ``profile`` holds the followers when the file tells them;
    ``figures`` what a file without posts tells of whole pages, ``kind_name`` its kind in words;
    ``pages`` holds the ids and names of pages in its cells, by field; ``posts_of`` is its
    columns' fingerprint where the user says, or said before, that its rows are posts,
    ``names`` the names that files have for the account, ``account_name`` its own name.
    """

    source: Source
    sha256: str
    sheet: str | None
    kind: str
    account: AccountRef
    encoding: str | None
    separator: str | None
    columns: tuple[ColumnUse, ...]
    unused: tuple[str, ...]
    number_marks: Message
    date_order: str | None
    zone: str
    zone_source: str
    rows: int
    posts: tuple[Post, ...]
    left_out: tuple[LeftOut, ...]
    asked: Window | None
    covered: Window | None
    span_source: str
    complete: bool
    observed_at: datetime
    observed_source: str = "user"
    missing: Mapping[str, Reason] = field(default_factory=dict)
    profile: Profile | None = None
    kind_name: Message = TABLE
    followers: int | None = None
    declared_total: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Message, ...] = ()
    figures: Mapping[str, Any] | None = None
    pages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    posts_of: str = ""
    names: tuple[str, ...] = ()
    reviews: tuple[Comment, ...] = ()
    account_name: str | None = None

    def manifest(self, options: ImportOptions) -> SourceFile:
        """What is kept of the file beside its posts: how it was read, what was left out and why."""
        covers = options.covers
        observed = options.observed_at
        return SourceFile(
            name=self.source.label,
            sha256=self.sha256,
            layout=f"{self.kind}:{self.sheet}" if self.sheet else self.kind,
            how={
                "encoding": self.encoding,
                "separator": self.separator,
                "columns": {use.field: list(use.columns) for use in self.columns},
                "date_order": self.date_order,
                "zone": self.zone,
                "zone_source": self.zone_source,
                "span_source": self.span_source,
                "covers": [day.isoformat() for day in covers] if covers else None,
                "observed_at": observed.isoformat() if observed else None,
                "followers": self.followers,
                **({} if self.figures is None else {"figures": dict(self.figures)}),
                **({"names": list(self.names)} if self.names else {}),
                **({"posts": self.posts_of} if self.posts_of else {}),
            },
            rows=self.rows,
            taken=len(self.posts) or sum(not review.is_account for review in self.reviews),
            left_out=tuple(
                {"reason": out.kept_reason, "n": out.rows, "lines": list(out.lines)}
                for out in self.left_out
            ),
        )

    @property
    def first_rows(self) -> tuple[Post, ...]:
        """The first posts as they were read, to be shown."""
        return self.posts[:3]


def of_document(source: Source, kind: str, account: AccountRef, **details: Any) -> FileReading:
    """The reading of what is no table: without sheet, encoding, columns and order of dates.

    Args:
        source: the file, or the member of an archive.
        kind: what it is, for the store.
        account: the account.
        **details: further fields of the reading.
    """
    return FileReading(
        source=source,
        sha256=source.sha256(),
        sheet=None,
        kind=kind,
        account=account,
        encoding=None,
        separator=None,
        columns=(),
        unused=(),
        number_marks=Marks().describe(),
        date_order=None,
        zone="UTC",
        zone_source="file",
        asked=None,
        kind_name=DOCUMENTS.get(kind, TABLE),
        **details,
    )


@dataclass(frozen=True)
class PassedOver:
    """A file of a folder that holds no posts, and why it was left out."""

    name: str
    reason: Message


@dataclass(frozen=True)
class ImportReading:
    """All files of one call, in the order read; ``passed_over`` names those left out, and why."""

    files: tuple[FileReading, ...]
    passed_over: tuple[PassedOver, ...] = ()

    @property
    def accounts(self) -> tuple[AccountRef, ...]:
        """The accounts that the files are about, each once."""
        return tuple(dict.fromkeys(file.account for file in self.files))

    @property
    def posts(self) -> int:
        """How many posts were read, over all files."""
        return sum(len(file.posts) for file in self.files)


@dataclass(frozen=True)
class AccountWritten:
    """What was written for one account: files, posts taken, new posts, files known before; reviews
    with their answers, and how many of both are new."""

    account: AccountRef
    files: int
    posts: int
    new_posts: int
    known_files: int = 0
    reviews: int = 0
    new_reviews: int = 0


@dataclass(frozen=True)
class ImportWritten:
    """What one call has written."""

    accounts: tuple[AccountWritten, ...]

    @property
    def posts(self) -> int:
        """Posts taken, over all accounts."""
        return sum(account.posts for account in self.accounts)

    @property
    def new_posts(self) -> int:
        """Posts that the store did not have."""
        return sum(account.new_posts for account in self.accounts)
