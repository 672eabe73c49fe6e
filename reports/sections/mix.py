"""Content mix: what the posts of every account are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.core.messages import Message, msg, msgn
from auditor.core.reasons import Reason
from auditor.result.schema_account import AccountResult, Mix
from reports.figures import Figure, Kind, Stack, StackRow, Table
from reports.names import PageContext

KINDS: dict[str, Kind] = {
    "sells": Kind("k2", msg("sells")),
    "home": Kind("k1", msg("leads to the firm's own site")),
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


def mix_figures(page: PageContext) -> Iterator[Figure]:
    """What the posts are about; nothing when no post was read."""
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
    yield _kinds(page.client, [(name, mix) for name, _, mix in rows], mine)


def _kinds(
    client: str, rows: Sequence[tuple[Message, Mix]], mine: Sequence[AccountResult]
) -> Figure:
    posts = sum(account.series.mix.posts for account in mine if account.series.mix is not None)
    details = [
        account.signals["self_share"].details for account in mine if "self_share" in account.signals
    ]
    total_posts = sum(int(detail.get("of") or 0) for detail in details)
    itself = sum(int(detail.get("counted") or 0) for detail in details)
    if not posts:
        title = msg("{client} published nothing in this period", client=client)
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
    both = sum(
        post.is_promotion is True and post.links_home is True and post.kind == "post"
        for account in mine
        for post in account.series.posts
    )
    if both:
        text = msgn(
            "{text} {n} post does both: it sells and leads to the firm's own site.",
            "{text} {n} posts do both: they sell and lead to the firm's own site.",
            both,
            text=text,
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
        "{text} Where posts lead cannot be told: which sites are your own was not said.", text=text
    )
