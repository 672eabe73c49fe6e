"""Content mix: what the posts of every account are about, and their formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.core.messages import Message, msg, msgn
from auditor.core.reasons import Reason
from auditor.result.schema_account import AccountResult, Mix
from reports.figures import Figure, Kind, Stack, StackRow, Table
from reports.names import PageContext

KINDS: dict[str, Kind] = {
    "sells": Kind("k2", msg("sells")),
    "home": Kind("k1", msg("leads to the own site")),
    "repeats": Kind("k5", msg("repeats an earlier post")),
    "invites": Kind("k0", msg("invites an answer")),
    "names": Kind("k4", msg("names somebody else")),
    "other": Kind("k3", msg("anything else")),
    "unknown": Kind("unknown", msg("cannot be told")),
}
FORMATS: dict[str, Message] = {
    "text": msg("text"),
    "link": msg("link"),
    "image": msg("image"),
    "carousel": msg("carousel"),
    "video": msg("video"),
    "short_video": msg("short video"),
    "live": msg("live"),
    "audio": msg("audio"),
    "poll": msg("poll"),
    "quote": msg("quotation"),
    "event": msg("event"),
    "article": msg("article"),
    "other": msg("other format"),
    "unknown": msg("format not told"),
}
_COLOURS = ("k0", "k1", "k4", "k2", "k5", "k3")


def mix_figures(page: PageContext) -> Iterator[Figure]:
    """What the posts are about and which formats they have; nothing when no post was read."""
    names = page.names
    rows = [
        (names[account.ref], account, account.series.mix)
        for account in page.order
        if account.series.mix is not None
    ]
    if not any(mix.posts for _, _, mix in rows):
        return
    own = {
        ref
        for subject in page.result.subjects
        if subject.role == "client"
        for ref in subject.accounts
    }
    mine = [account for _, account, _ in rows if account.ref in own]
    yield _kinds([(name, mix) for name, _, mix in rows], mine)
    if any(set(mix.formats) - {"unknown"} for _, _, mix in rows):
        yield _formats([(name, mix) for name, _, mix in rows], _own(page, rows))


def _own(page: PageContext, rows: Sequence[tuple[Message, AccountResult, Mix]]) -> list[Mix]:
    own = {
        ref
        for subject in page.result.subjects
        if subject.role == "client"
        for ref in subject.accounts
    }
    return [mix for _, account, mix in rows if account.ref in own]


def _kinds(rows: Sequence[tuple[Message, Mix]], mine: Sequence[AccountResult]) -> Figure:
    posts = sum(account.series.mix.posts for account in mine if account.series.mix is not None)
    details = [
        account.signals["self_share"].details for account in mine if "self_share" in account.signals
    ]
    total_posts = sum(int(detail.get("of") or 0) for detail in details)
    itself = sum(int(detail.get("counted") or 0) for detail in details)
    if not posts:
        title = msg("The client published nothing in this period")
    elif not total_posts:
        title = msg("What the posts are about cannot be told: their texts are not known")
    else:
        title = msgn(
            "{n} post of {total} speaks of the page itself",
            "{n} posts of {total} speak of the page itself",
            itself,
            total=total_posts,
        )
    kinds = [name for name in KINDS if name != "unknown" or any(mix.unknown for _, mix in rows)]
    drawn = tuple(StackRow(name, tuple(getattr(mix, kind) for kind in kinds)) for name, mix in rows)
    columns = (msg("Page"), *(KINDS[kind].name for kind in kinds))
    cells = tuple((row.name, *row.parts) for row in drawn)
    return Figure(
        id="all-mix",
        title=title,
        reading=_reading(mine),
        chart=Stack(tuple(KINDS[kind] for kind in kinds), drawn),
        table=Table(columns, cells),
    )


def _reading(mine: Sequence[AccountResult]) -> Message:
    text = msg(
        "Own posts of the period judged. Each counts once, in the first kind that fits, from left "
        "to right; the first three are the page speaking of itself."
    )
    hidden = any(
        account.signals["own_link_share"].missing is Reason.OWN_DOMAIN_UNKNOWN
        and account.series.mix is not None
        and account.series.mix.unknown
        for account in mine
    )
    if not hidden:
        return text
    return msg(
        "{text} Where posts lead cannot be told: the client's own sites were not named.", text=text
    )


def _formats(rows: Sequence[tuple[Message, Mix]], own: Sequence[Mix]) -> Figure:
    total: Counter[str] = Counter()
    for _, mix in rows:
        total.update({name: n for name, n in mix.formats.items() if name != "unknown"})
    top = [name for name, _ in total.most_common(5)]
    remaining = [name for name in total if name not in top]
    unknown = any("unknown" in mix.formats for _, mix in rows)
    kinds = [
        Kind(ink, FORMATS.get(name, Message(name)))
        for ink, name in zip(_COLOURS, top, strict=False)
    ]
    kinds += [Kind("k3", msg("other formats"))] if remaining else []
    kinds += [Kind("unknown", FORMATS["unknown"])] if unknown else []
    drawn = tuple(
        StackRow(name, tuple(_parts(mix, top, bool(remaining), unknown))) for name, mix in rows
    )
    return Figure(
        id="all-formats",
        title=_format_title(own),
        reading=msg("The same posts by format, as the network tells it."),
        chart=Stack(tuple(kinds), drawn),
        table=Table(
            (msg("Page"), *(kind.name for kind in kinds)),
            tuple((row.name, *row.parts) for row in drawn),
        ),
    )


def _parts(mix: Mix, top: Sequence[str], has_others: bool, unknown: bool) -> Iterator[int]:
    yield from (mix.formats.get(name, 0) for name in top)
    if has_others:
        named_kinds = {*top, "unknown"}
        yield sum(n for name, n in mix.formats.items() if name not in named_kinds)
    if unknown:
        yield mix.formats.get("unknown", 0)


def _format_title(own: Sequence[Mix]) -> Message:
    total: Counter[str] = Counter()
    for mix in own:
        total.update({name: n for name, n in mix.formats.items() if name != "unknown"})
    if not total:
        return msg("The formats of the client's posts are not known")
    n, (first, most) = total.total(), total.most_common(1)[0]
    even = [name for name, count in total.items() if count == most]
    name = FORMATS.get(first, Message(first))
    if len(even) > 1:
        return msg(
            "No format is used most: {formats} have {most} of {n} posts each",
            formats=[FORMATS.get(name, Message(name)) for name in even],
            most=most,
            n=n,
        )
    if most == n:
        return msg("All posts have one format: {format}", format=name)
    return msg("The format used most: {format}, {most} of {n} posts", format=name, most=most, n=n)
