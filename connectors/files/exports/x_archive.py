"""The data archive of X: ``tweets.js`` in parts, ``note-tweet.js``, ``account.js``.

Each is JavaScript: an assignment whose right side is JSON, cut at the first ``=``. Numbers are
texts. It tells likes and reposts, and no answers, quotes or views; the text of a repost is
another's, and its counts are the other's too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any

from auditor.core.errors import UsageError
from auditor.core.json_types import parse_json
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef, Counts, Format, Post, PostKind, Window
from auditor.core.reasons import Reason
from auditor.core.refs import parse_ref
from connectors.files.options import ImportOptions, ImportRefused, NeedsAnswer
from connectors.files.reading_record import FileReading, LeftOut, of_document
from connectors.files.sources.encodings import detect_encoding
from connectors.files.sources.source import Source

KIND = "x_archive"
_ASSIGNED = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?window\.YTD\.(tweets?|note_?tweets?|account)\.part\d+\s*="
)
# A part that has lost its beginning is missed by its name, or a part of the posts would be all.
_LOST = re.compile(r"(?:^|/)tweets?(?:-part\d+)?\.js$")
_PARTS = {"tweet": "tweets", "tweets": "tweets", "account": "account"}
_CTIME = "%a %b %d %H:%M:%S %z %Y"
_UNTOLD = ("comments", "views", "saves", "impressions", "reach", "clicks")
_SAME_TEXT = 100


@dataclass
class _Archive:
    """The parts of one archive, by what they hold."""

    tweets: list[Source] = field(default_factory=list)
    notes: list[Source] = field(default_factory=list)
    account: list[Source] = field(default_factory=list)
    lost: list[Source] = field(default_factory=list)

    @property
    def sources(self) -> list[Source]:
        return [*self.tweets, *self.notes, *self.account, *self.lost]


def read(
    sources: Sequence[Source], options: ImportOptions, now: datetime
) -> tuple[list[FileReading], list[Source]]:
    """A reading for each archive among the sources, and the sources that it took.

    Args:
        sources: the files that are left.
        options: what the user said of the files.
        now: the moment of the call, aware.

    Raises:
        UsageError: a part is damaged, or the account is not told.
    """
    archives: dict[str, _Archive] = {}
    for source in sources:
        inside = source.member or source.path.as_posix()
        folder = (
            f"{source.path}:{inside.rpartition('/')[0]}"
            if source.member
            else str(source.path.parent)
        )
        part = _part(source) or ("lost" if _LOST.search(inside) else None)
        if part is not None:
            getattr(archives.setdefault(folder, _Archive()), part).append(source)
    whole = [archive for archive in archives.values() if archive.tweets]
    used = [source for archive in whole for source in archive.sources]
    return [_read_archive(archive, options, now) for archive in whole], used


def _part(source: Source) -> str | None:
    """What a script assigns, by its first line; its name tells nothing."""
    with source.binary() as handle:
        match = _ASSIGNED.match(handle.read(200))
    return _PARTS.get(match[1].decode(), "notes") if match else None


def _read_archive(archive: _Archive, options: ImportOptions, now: datetime) -> FileReading:
    parts = [*archive.tweets, *archive.lost]
    rows = [row for source in parts for row in _entries(source, "tweet")]
    owner = next((row for source in archive.account for row in _entries(source, "account")), {})
    account = _account(archive, owner, options)
    own_id = str(owner.get("accountId") or "")
    notes = [row for source in archive.notes for row in _entries(source, "noteTweet")]
    posts: dict[str, Post] = {}
    bad = 0
    for row in rows:
        post = _post(row, own_id, account.handle, notes)
        if post is None or post.published_at > now + timedelta(days=1):
            bad += 1
            continue
        posts[post.platform_id] = post
    if rows and not posts:
        raise ImportRefused(
            msg("{file} has no row with a date that can be used.", file=archive.tweets[0].label),
            msg("Download the archive again and import the new file."),
        )
    return _reading(archive, account, owner, list(posts.values()), len(rows), bad, options, now)


def _reading(
    archive: _Archive,
    account: AccountRef,
    owner: Mapping[str, Any],
    posts: list[Post],
    rows: int,
    bad: int,
    options: ImportOptions,
    now: datetime,
) -> FileReading:
    made = _made(archive, posts, now)
    observed = min(options.observed_at or made, now)
    covered = _covered(posts, owner, min(made, observed))
    left = []
    if bad:
        left.append(LeftOut(msg("a date that cannot be read"), bad))
    if rows - bad - len(posts):
        again = msg("a repetition of the same post")
        left.append(LeftOut(again, rows - bad - len(posts), harmless=True))
    missing = dict.fromkeys(_UNTOLD, Reason.NOT_OFFERED)
    if not options.followers:
        missing["followers"] = Reason.NOT_OFFERED
    return of_document(
        source=archive.tweets[0],
        kind=KIND,
        account=account,
        rows=rows,
        posts=tuple(sorted(posts, key=lambda post: post.published_at)),
        left_out=tuple(left),
        covered=covered,
        span_source="declared",
        complete=covered is not None and not bad,
        observed_at=observed,
        observed_source="user" if options.observed_at else "file",
        missing=missing,
        followers=options.followers.get(account, options.followers.get(None)),
        warnings=tuple(_warnings(posts)),
    )


def _warnings(posts: list[Post]) -> Iterator[Message]:
    if not posts:
        yield msg("The archive holds no post: this is no data, not a silence.")
    yield msg("An archive tells no answers: how many comments came is not known.")


def _entries(source: Source, name: str) -> Iterator[Mapping[str, Any]]:
    """The entries of a file, bare or each inside an object of its name."""
    with source.text(detect_encoding(source)) as handle:
        text = handle.read()
    _, _, right = text.partition("=")
    try:
        rows = parse_json(right.strip().rstrip(";"))
    except ValueError:
        raise ImportRefused(
            msg("{file} is not whole: it is no list of entries.", file=source.label),
            msg("Download the archive again and import the new file."),
        ) from None
    for row in rows if isinstance(rows, list) else []:
        inner = row.get(name, row) if isinstance(row, dict) else None
        if isinstance(inner, dict):
            yield inner


def _account(archive: _Archive, owner: Mapping[str, Any], options: ImportOptions) -> AccountRef:
    handle = str(owner.get("username") or "")
    from_file = None
    if handle:
        try:
            from_file = parse_ref(f"x:{handle}")
        except UsageError:
            from_file = None
    account = options.account_for("x")
    if account is None and from_file is None:
        raise NeedsAnswer(
            msg("{file} does not tell which account it is about.", file=archive.tweets[0].label),
            msg("Add --account x:NAME"),
            "account",
        )
    if account is not None and account.platform != "x":
        raise ImportRefused(
            msg(
                "{file} is an export of {network}, not of {account}.",
                file=archive.tweets[0].label,
                network="x",
                account=str(account),
            ),
            msg("Correct --account, or leave it away."),
        )
    if (
        account is not None
        and from_file is not None
        and account != from_file
        and not account.handle.isdecimal()
    ):
        raise ImportRefused(
            msg(
                "{file} is about {told}, not about {account}.",
                file=archive.tweets[0].label,
                told=str(from_file),
                account=str(account),
            ),
            msg("Correct --account, or leave it away."),
        )
    return account or parse_ref(f"x:{handle}")


def _post(
    row: Mapping[str, Any], own_id: str, handle: str, notes: Sequence[Mapping[str, Any]]
) -> Post | None:
    identifier = str(row.get("id_str") or row.get("id") or "")
    when = _time(row.get("created_at"))
    if not identifier or when is None:
        return None
    text = unescape(str(row.get("full_text") or row.get("text") or ""))
    repost = text.startswith("RT @")
    answered = str(row.get("in_reply_to_status_id_str") or row.get("in_reply_to_status_id") or "")
    to = str(row.get("in_reply_to_user_id_str") or row.get("in_reply_to_user_id") or "")
    reply = bool(answered or to)
    # An answer to oneself goes on a thread; whether the thread is another's is not told.
    own = bool(to) and to == own_id
    value = row.get("entities")
    entities: Mapping[str, Any] = value if isinstance(value, dict) else {}
    counts = (
        Counts()
        if repost
        else Counts(
            reactions=_number(row.get("favorite_count")), shares=_number(row.get("retweet_count"))
        )
    )
    kind = PostKind.REPOST if repost else PostKind.REPLY if reply else PostKind.POST
    return Post(
        platform_id=identifier,
        published_at=when,
        kind=kind,
        url=f"https://x.com/{handle}/status/{identifier}",
        format=_format(row, entities),
        text=_full_text(text, when, notes),
        links=tuple(_links(entities)),
        mentions=tuple(_mentioned(entities)) if kind is PostKind.POST else (),
        language=_language(row.get("lang")),
        reply_to=answered or None,
        on_own_thread=True if own else (False if reply else None),
        counts=counts,
        missing=dict.fromkeys(_UNTOLD, Reason.NOT_OFFERED),
    )


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.strptime(value, _CTIME).astimezone(UTC)
    except ValueError:
        pass
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value)
        except (ValueError, TypeError):
            return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _number(value: object) -> int | None:
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    return int(text) if text.isdecimal() and len(text) < 20 else None


def _language(value: object) -> str | None:
    return value if isinstance(value, str) and len(value) == 2 else None


def _media(row: Mapping[str, Any], entities: Mapping[str, Any]) -> list[str]:
    extended = row.get("extended_entities")
    media = (extended if isinstance(extended, dict) else entities).get("media")
    return [str(medium.get("type")) for medium in media or [] if isinstance(medium, dict)]


def _format(row: Mapping[str, Any], entities: Mapping[str, Any]) -> Format:
    media = _media(row, entities)
    if any(kind in ("video", "animated_gif") for kind in media):
        return Format.VIDEO
    if media:
        return Format.CAROUSEL if len(media) > 1 else Format.IMAGE
    return Format.LINK if entities.get("urls") else Format.TEXT


def _links(entities: Mapping[str, Any]) -> Iterator[str]:
    for url in entities.get("urls") or []:
        if isinstance(url, dict) and (link := url.get("expanded_url") or url.get("url")):
            yield str(link)


def _mentioned(entities: Mapping[str, Any]) -> Iterator[str]:
    for mention in entities.get("user_mentions") or []:
        if isinstance(mention, dict) and mention.get("screen_name"):
            yield str(mention["screen_name"])


def _full_text(text: str, when: datetime, notes: Sequence[Mapping[str, Any]]) -> str:
    """The whole text of a long post, which stands apart: the same beginning, the same moment."""
    start = re.sub(r"(?:…|\.\.\.)?\s*(?:https://t\.co/\w+)?$", "", text)[:_SAME_TEXT]
    for note in notes:
        core = note.get("core")
        said = unescape(str(core.get("text") or "")) if isinstance(core, dict) else ""
        at = _time(note.get("createdAt"))
        near = at is None or abs(at - when) <= timedelta(minutes=1)
        if start and near and said.startswith(start) and len(said) > len(text):
            return said
    return text


def _made(archive: _Archive, posts: Sequence[Post], now: datetime) -> datetime:
    """When the archive was made, as its members say; not before its newest post.

    Members of an archive that bear no date tell nothing beyond that post.
    """
    newest = max((post.published_at for post in posts), default=None)
    times = [tweet.made for tweet in archive.tweets if tweet.made is not None]
    if not times:
        packed = any(tweet.member is not None for tweet in archive.tweets)
        return newest + timedelta(milliseconds=1) if packed and newest is not None else now
    made = max(times).replace(tzinfo=UTC)
    if newest is not None and made <= newest:
        made = newest + timedelta(milliseconds=1)
    return min(made, now)


def _covered(posts: Sequence[Post], owner: Mapping[str, Any], made: datetime) -> Window | None:
    """From the account's beginning to the day on which the archive was made."""
    if not posts:
        return None
    first = min(post.published_at for post in posts)
    born = _time(owner.get("createdAt"))
    start = min(first, born) if born is not None else first
    return Window(start, made) if made > start else None
