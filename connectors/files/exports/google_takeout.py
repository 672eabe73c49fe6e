"""Google Takeout of a Business Profile: ``reviews.json`` and its further pages, a folder a profile.

A review has the form that Google's API gives it. Of each the moment, the answer and its moment are
kept, never who wrote it nor a word. One profile may lie below several accounts, with the same
reviews: the copy that was changed last stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from auditor.core.json_types import parse_json
from auditor.core.messages import msg
from auditor.core.model import AccountRef, Comment, Profile
from auditor.core.reasons import Reason
from connectors.files.options import ImportOptions, ImportRefused
from connectors.files.reading_record import OF_OTHERS, FileReading, LeftOut, of_document
from connectors.files.sources.source import Source
from connectors.google import parse
from connectors.http.json_fields import dicts_in, get_dict, get_dicts, get_str, get_time

KIND = "google_takeout"
_HEAD = 1 << 16
_LIST = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{[^{\[]*"reviews"\s*:\s*\[')
_NAME = re.compile(rb'"name"\s*:\s*"accounts/[^"/]+/locations/[^"/]+/reviews/')
_LOCATION = re.compile(r"locations/([^/]+)/reviews/(.+)$")
_OF_THE_PROFILE = "additionalData.json"
_STARS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5}


@dataclass
class _OfProfile:
    """The reviews of one profile by their own number, and the files that hold them."""

    reviews: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    files: dict[str, Source] = field(default_factory=dict)
    rows: int = 0
    name: str | None = None

    @property
    def sources(self) -> list[Source]:
        return list(self.files.values())

    @property
    def sha256(self) -> str:
        """The hash of all files, in their order."""
        hashes = [source.sha256() for source in self.sources]
        return hashes[0] if len(hashes) == 1 else sha256("".join(hashes).encode()).hexdigest()


def read(
    sources: Sequence[Source], options: ImportOptions, now: datetime
) -> tuple[list[FileReading], list[Source]]:
    """A reading for each profile among the sources, and the sources that it took.

    Args:
        sources: the files that are left.
        options: what the user said of the files.
        now: the moment of the call, aware.

    Raises:
        UsageError: a file is damaged, or is of another profile than the user says.
    """
    used = [source for source in sources if _holds_reviews(source)]
    named = [source for source in sources if used and source.name == _OF_THE_PROFILE]
    profiles: defaultdict[str, _OfProfile] = defaultdict(_OfProfile)
    for source in used:
        for row in _rows(source):
            match = _LOCATION.search(get_str(row, "name") or "")
            if match is not None:
                _put(profiles[match[1]], match[2], row, source)
    if not profiles:
        return [], []
    for source in named:
        number = _folder(source).rpartition("location-")[2]
        if number in profiles:
            profiles[number].name = _listing_name(source)
    chosen = _chosen(profiles, options, used[0])
    readings = [
        _reading(ref, profiles[number], options, now) for number, ref in sorted(chosen.items())
    ]
    others = sum(profile.rows for number, profile in profiles.items() if number not in chosen)
    if others:
        readings[0] = _with_others(readings[0], others)
    return readings, [*used, *named]


def _holds_reviews(source: Source) -> bool:
    """Whether a file is a list of reviews of a profile, by its beginning and not its name."""
    with source.binary() as handle:
        head = handle.read(_HEAD)
    return _LIST.match(head) is not None and _NAME.search(head) is not None


def _rows(source: Source) -> list[Mapping[str, Any]]:
    with source.binary() as handle:
        text = handle.read()
    try:
        data = parse_json(text)
    except ValueError:
        raise ImportRefused(
            msg("{file} is not whole: it is no list of entries.", file=source.label),
            msg("Download the archive again and import the new file."),
        ) from None
    return list(dicts_in(data.get("reviews") if isinstance(data, dict) else None))


def _folder(source: Source) -> str:
    """The folder in which a file lies: ``location-123``."""
    inside = source.member or source.path.as_posix()
    return inside.rpartition("/")[0].rpartition("/")[2]


def _listing_name(source: Source) -> str | None:
    """A profile's name among its further data; ``None`` where it is not told."""
    with source.binary() as handle:
        try:
            data = parse_json(handle.read())
        except ValueError:
            return None
    for attribute in dicts_in(data.get("attributes") if isinstance(data, dict) else None):
        if get_dict(attribute, "id").get("attributeType") != "LISTING_NAME":
            continue
        for value in get_dicts(attribute, "values"):
            name = get_str(get_dict(get_dict(value, "datum"), "listingName"), "text")
            if name is not None:
                return name
    return None


def _put(profile: _OfProfile, number: str, row: Mapping[str, Any], source: Source) -> None:
    profile.rows += 1
    profile.files.setdefault(f"{source.path}:{source.member}", source)
    before = profile.reviews.get(number)
    if before is None or _changed(before) <= _changed(row):
        profile.reviews[number] = row


def _changed(row: Mapping[str, Any]) -> datetime:
    """When a review or its answer was changed last."""
    answer = get_dict(row, "reviewReply")
    times = [get_time(row, "updateTime"), get_time(row, "createTime")]
    times.append(get_time(answer, "updateTime"))
    return max((at for at in times if at is not None), default=datetime.min.replace(tzinfo=UTC))


def _chosen(
    profiles: Mapping[str, _OfProfile], options: ImportOptions, source: Source
) -> dict[str, AccountRef]:
    """The profiles to be read and the accounts that they are; without ``--account`` all.

    A single one is whichever account the user says: a place id is another name of its number.
    """
    account = options.account_for("google")
    if account is None:
        return {number: AccountRef("google", number) for number in profiles}
    if account.platform != "google":
        raise ImportRefused(
            msg(
                "{file} is an export of {network}, not of {account}.",
                file=source.label,
                network="google",
                account=str(account),
            ),
            msg("Correct --account, or leave it away."),
        )
    if account.handle in profiles:
        return {account.handle: account}
    if len(profiles) == 1 and not account.handle.isdecimal():
        return {next(iter(profiles)): account}
    raise ImportRefused(
        msg(
            "{file} is about {told}, not about {account}.",
            file=source.label,
            told=", ".join(f"google:{number}" for number in sorted(profiles)[:5]),
            account=str(account),
        ),
        msg("Correct --account, or leave it away."),
    )


def _reading(
    ref: AccountRef, profile: _OfProfile, options: ImportOptions, now: datetime
) -> FileReading:
    rows = list(profile.reviews.values())
    comments, unread = parse.comments({"reviews": rows})
    late = [c for c in comments if c.published_at and c.published_at > now + timedelta(days=1)]
    comments = [comment for comment in comments if comment not in late]
    left = []
    if unread or late:
        left.append(LeftOut(msg("a date that cannot be read"), unread + len(late)))
    if profile.rows > len(rows):
        again = msg("a repetition of the same review")
        left.append(LeftOut(again, profile.rows - len(rows), harmless=True))
    observed = min(options.observed_at or _made(profile, comments, now), now)
    reading = of_document(
        source=profile.sources[0],
        kind=KIND,
        account=ref,
        rows=profile.rows,
        posts=(),
        reviews=tuple(comments),
        account_name=profile.name,
        left_out=tuple(left),
        covered=None,
        span_source="declared",
        complete=False,
        observed_at=observed,
        observed_source="user" if options.observed_at else "file",
        missing={"followers": Reason.NOT_OFFERED, "posts": Reason.NOT_OFFERED},
        profile=_totals(rows, observed),
        warnings=() if comments else (msg("The archive holds no review that can be read."),),
    )
    return replace(reading, sha256=profile.sha256)


def _totals(rows: Sequence[Mapping[str, Any]], observed: datetime) -> Profile:
    """How many reviews there are and their stars on average, where all tell them."""
    stars = [_STARS.get(get_str(row, "starRating") or "") for row in rows]
    known = [number for number in stars if number is not None]
    whole = bool(known) and len(known) == len(stars)
    rating = round(sum(known) / len(known), 2) if whole else None
    return Profile(observed, reviews=len(rows), rating=rating)


def _made(profile: _OfProfile, comments: Sequence[Comment], now: datetime) -> datetime:
    """When the archive was made, as its members say, not before what it tells last; of files that
    were unpacked nobody knows, and what they tell last stands for it."""
    last = max((c.published_at for c in comments if c.published_at), default=now)
    newest = last + timedelta(milliseconds=1)
    times = [source.made for source in profile.sources if source.made is not None]
    return max([newest, *(at.replace(tzinfo=UTC) for at in times)])


def _with_others(reading: FileReading, rows: int) -> FileReading:
    return replace(reading, left_out=(*reading.left_out, LeftOut(OF_OTHERS, rows, harmless=True)))
