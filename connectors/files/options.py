"""What the user says about the files to be imported, checked before any file is opened."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from auditor.core.errors import InputError, UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import COUNT_FIELDS, AccountRef, Window
from auditor.core.ranges import MOST_FOLLOWERS, check_day, read_count
from auditor.core.refs import parse_ref

if TYPE_CHECKING:
    from auditor.store import RememberedOptions

FIELDS: tuple[str, ...] = (
    "platform_id",
    "url",
    "published_at",
    "text",
    "kind",
    "format",
    *COUNT_FIELDS,
    "reply_to",
    "links",
    "followers",
    "paid",
)
DATE_ORDERS: tuple[str, ...] = ("dmy", "mdy", "ymd")


class ImportRefused(InputError):
    """A file that cannot be read as a table of posts; nothing of the call is written.

    ``reason`` says it in a list of files, without the file's name.
    """

    def __init__(
        self, message: Message, advice: Message | None = None, reason: Message | None = None
    ) -> None:
        super().__init__(message, advice)
        self.reason = reason or message


class NeedsAnswer(UsageError):
    """The files leave something open that only a person can say: the option that says it.

    ``choices`` are the answers that the file itself offers.
    """

    def __init__(
        self, message: Message, advice: Message | None, option: str, choices: Sequence[str] = ()
    ) -> None:
        super().__init__(message, advice)
        self.option = option
        self.choices = tuple(choices)


Followers = Mapping[AccountRef | None, int]


class NotPosts(ImportRefused):
    """A file that nothing recognises as posts. In a folder it is named and left out."""


@dataclass(frozen=True)
class ImportOptions:
    """What the user says about the files of one call.

    ``covers`` are the first and the last day, both included. ``mapping`` maps a field of
    :data:`FIELDS` to ``COLUMN`` or ``COLUMN+COLUMN``. ``timezone`` is an IANA name or a fixed
    offset such as ``-05:00``; ``default_timezone`` is used without it, and the reading says so.
    ``accounts`` are whose posts they are, one a network at most; ``alone`` says that the call reads
    one file only, so that an account of another network is a contradiction.
    ``remembered`` is what was said of the accounts' files before: it stands where nothing is said.
    ``pages`` are names by which files call accounts, as
    :func:`connectors.files.words.synonyms.normalized` writes them.
    ``posts`` says that a table holds posts where nothing but a date and words speaks for it.
    ``asking`` says that somebody answers: what a file of a folder does not tell is asked for.
    ``date_order`` is ``dmy`` or ``mdy``, asked for when the dates can be read both ways.
    """

    accounts: tuple[AccountRef, ...] = ()
    followers: Followers = field(default_factory=dict)
    timezone: str | None = None
    covers: tuple[date, date] | None = None
    observed_at: datetime | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    date_order: str | None = None
    default_timezone: str = "UTC"
    alone: bool = True
    remembered: Mapping[AccountRef, RememberedOptions] = field(default_factory=dict)
    pages: Mapping[str, AccountRef] = field(default_factory=dict)
    posts: bool = False
    asking: bool = False

    def __post_init__(self) -> None:
        for name in self.mapping:
            check_field(name)
        if self.date_order is not None and self.date_order not in DATE_ORDERS:
            raise UsageError(
                msg("'{order}' is not an order of dates.", order=self.date_order),
                msg("Write --date-order dmy (day first), mdy (month first) or ymd (year first)."),
            )
        if self.covers is not None and self.covers[0] > self.covers[1]:
            raise _wrong_span(f"{self.covers[0]}..{self.covers[1]}")
        self.zone()

    def account_of(self, platform: str | None) -> AccountRef | None:
        """The account given that is of a network."""
        return next((ref for ref in self.accounts if ref.platform == platform), None)

    def account_for(self, platform: str | None) -> AccountRef | None:
        """The account given for an export of a network; of any other table the only one given."""
        if (fitting := self.account_of(platform)) is not None:
            return fitting
        only = len(self.accounts) == 1 and (platform is None or self.alone)
        return self.accounts[0] if only else None

    def zone_before(self, account: AccountRef) -> str | None:
        """The zone that was said of an account's files before, where none is said now."""
        earlier = self.remembered.get(account)
        return earlier.timezone if earlier is not None and self.timezone is None else None

    def order_before(self, account: AccountRef, layout: str) -> str | None:
        """The order of day and month in which files of this layout were read before."""
        earlier = self.remembered.get(account)
        return earlier.orders.get(layout) if earlier is not None else None

    def names_of(self, account: AccountRef) -> list[str]:
        """The names by which the user says, or said before, that files call an account, as
        :func:`connectors.files.words.synonyms.normalized` writes them."""
        earlier = self.remembered.get(account)
        before = set() if earlier is None else earlier.names
        return sorted(before | {name for name, ref in self.pages.items() if ref == account})

    def posts_before(self, fingerprint: str) -> bool:
        """Whether it was said of tables with these columns that they hold posts of an account of
        the call."""
        earlier = (self.remembered.get(account) for account in self.accounts)
        return any(fingerprint in options.posts for options in earlier if options is not None)

    def zone(self) -> tzinfo:
        """The zone for times that carry none."""
        return parse_zone(self.timezone or self.default_timezone)

    def asked(self, zone: tzinfo) -> Window | None:
        """The span of ``covers`` in UTC, its last day included."""
        return None if self.covers is None else day_span(*self.covers, zone)


def make_options(
    account: str | Sequence[str] | None = None,
    followers: Sequence[str] = (),
    timezone: str | None = None,
    covers: str | None = None,
    observed_at: str | None = None,
    mapping: Sequence[str] = (),
    date_order: str | None = None,
    default_timezone: str = "UTC",
    posts: bool = False,
) -> ImportOptions:
    """The options from the words of the command line.

    Args:
        account: ``network:name``, one a network, or ``network:name=NAME``.
        followers: ``NUMBER`` or ``network:name=NUMBER``.
        timezone: the zone of times that carry none.
        covers: ``FIRST..LAST``.
        observed_at: the day of the counts.
        mapping: ``FIELD=COLUMN``.
        date_order: ``dmy`` or ``mdy``.
        default_timezone: the zone of the settings.
        posts: whether the user says that these are posts of the page.

    Raises:
        UsageError: a value is not what it should be; the advice shows the form.
    """
    zone = parse_zone(timezone or default_timezone)
    said = [account] if isinstance(account, str) else list(account or ())
    pages = parse_pages(said)
    return ImportOptions(
        accounts=parse_accounts([_PAGE.sub(r"\1", text) for text in said]),
        pages=pages,
        followers=parse_followers(followers),
        timezone=timezone or None,
        covers=parse_covers(covers) if covers else None,
        observed_at=parse_moment(observed_at, zone) if observed_at else None,
        mapping=parse_mapping(mapping),
        date_order=date_order.lower() if date_order else None,
        default_timezone=default_timezone,
        posts=posts,
    )


_PAGE = re.compile(r"^([a-z]+:[^=\s?]+)=(.+)$", re.IGNORECASE | re.DOTALL)


def parse_pages(texts: Sequence[str]) -> dict[str, AccountRef]:
    """``facebook:esempio=Pagina di Esempio``: by which name a file calls an account."""
    from connectors.files.words.synonyms import normalized

    matches = (match for text in texts if (match := _PAGE.match(text.strip())))
    return {normalized(match[2]): parse_ref(match[1]) for match in matches}


def parse_accounts(texts: Sequence[str]) -> tuple[AccountRef, ...]:
    """Whose posts the files hold, one account a network at most."""
    accounts = tuple(dict.fromkeys(parse_ref(text) for text in texts if text))
    networks = [ref.platform for ref in accounts]
    twice = next((ref for ref in accounts if networks.count(ref.platform) > 1), None)
    if twice is not None:
        raise UsageError(
            msg("--account names two accounts of {network}.", network=twice.platform),
            msg("Import the files of each by themselves."),
        )
    return accounts


def parse_followers(texts: Sequence[str]) -> dict[AccountRef | None, int]:
    """``["1200"]`` or ``["facebook:esempio=1200"]``; the key ``None`` is the call's one account."""
    followers: dict[AccountRef | None, int] = {}
    for text in texts:
        name, equals, number = text.rpartition("=")
        count = read_count(number)
        if count is None or count > MOST_FOLLOWERS:
            raise UsageError(
                msg("--followers '{text}' is not a number of followers.", text=text),
                msg(
                    "Write --followers 1200, or --followers facebook:esempio=1200; at most {most}.",
                    most=MOST_FOLLOWERS,
                ),
            )
        followers[parse_ref(name) if equals else None] = count
    return followers


def check_field(name: str) -> None:
    """Refuses a field that does not exist, listing those that do."""
    if name not in FIELDS:
        raise UsageError(
            msg("'{field}' is not a field that --map knows.", field=name),
            msg("The fields are: {fields}.", fields=list(FIELDS)),
        )


def parse_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """``["published_at=date+time"]`` to ``{"published_at": "date+time"}``."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        name = name.strip().lower()
        if not equals or not column.strip():
            raise UsageError(
                msg("--map '{pair}' is not of the form FIELD=COLUMN.", pair=pair),
                msg("For example: --map published_at=date+time"),
            )
        check_field(name)
        if name in mapping:
            raise UsageError(
                msg("--map names the field '{field}' twice.", field=name),
                msg("Join two columns with a plus sign, as in --map published_at=date+time"),
            )
        mapping[name] = column.strip()
    return mapping


def parse_covers(text: str) -> tuple[date, date]:
    """``2026-01-01..2026-03-31``: the first and the last day covered."""
    start, dots, end = text.partition("..")
    try:
        first, last = date.fromisoformat(start.strip()), date.fromisoformat(end.strip())
    except ValueError:
        raise _wrong_span(text) from None
    check_day("--covers", text, first, last)
    if not dots or first > last:
        raise _wrong_span(text)
    return first, last


def _wrong_span(text: str) -> UsageError:
    return UsageError(
        msg("--covers '{text}' is not a span of days.", text=text),
        msg("Write the first and the last day, as in --covers 2026-01-01..2026-03-31"),
    )


def parse_moment(text: str, zone: tzinfo) -> datetime:
    """A date (the end of that day) or a time in ISO 8601, in ``zone`` when it names none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        pass
    else:
        check_day("--observed-at", text, day)
        return day_span(day, day, zone).end
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            msg("--observed-at '{text}' is not a date.", text=text),
            msg("Write it as in --observed-at 2026-03-31"),
        ) from None
    check_day("--observed-at", text, moment)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def parse_zone(text: str) -> tzinfo:
    """An IANA name such as ``Europe/Rome``, or a fixed offset such as ``-05:00``."""
    match = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", text.strip(), re.IGNORECASE)
    if match:
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        if offset <= timedelta(hours=14) and int(match[3] or 0) < 60:
            return timezone(-offset if match[1] == "-" else offset)
    try:
        return ZoneInfo(text.strip())
    except (ValueError, OSError, KeyError):
        raise UsageError(
            msg("'{zone}' is not a time zone.", zone=text),
            msg("Write a name such as Europe/Rome or an offset such as --timezone=-05:00"),
        ) from None


def day_span(first: date, last: date, zone: tzinfo) -> Window:
    """From the first day's midnight to the midnight after the last day, in UTC.

    Args:
        first: the first day.
        last: the last day.
        zone: the zone of the times.
    """
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    return Window(start.astimezone(UTC), end.astimezone(UTC))
