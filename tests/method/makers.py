"""Random accounts, as a network or a file could tell them, and writing them into a store."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from auditor.core.model import (
    Account,
    AccountRef,
    Comment,
    Counts,
    Format,
    Origin,
    Post,
    PostKind,
    Profile,
    Window,
)
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.store import RunEnd, RunStart, Store

AS_OF = datetime(2026, 6, 30, 13, 30, tzinfo=UTC)
PLATFORMS = (
    "facebook",
    "instagram",
    "x",
    "tiktok",
    "youtube",
    "bluesky",
    "mastodon",
    "linkedin",
    "pinterest",
)
DOMAIN = "ditta.example.com"
FORMATS = (Format.IMAGE, Format.VIDEO, Format.TEXT, Format.LINK)
WORDS = [
    f"{a}{b}{c}"
    for a in ("ba", "co", "du", "fe", "gi", "lo")
    for b in ("ra", "mi", "nu", "te")
    for c in ("no", "la", "ve", "so", "ri")
]


@dataclass
class Made:
    """One account with everything that was observed of it."""

    ref: AccountRef
    followers: int | None
    spans: list[tuple[datetime, datetime, str, bool]]  # start, end, source, complete
    posts: list[Post] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)  # post id -> kind of text
    comments: list[Comment] = field(default_factory=list)
    comments_read: bool = False
    incoming: dict[date, int] = field(default_factory=dict)
    profile: dict[str, object] = field(default_factory=dict)
    domains: tuple[str, ...] = ()
    professional: bool = False
    subject: str = ""
    observed_at: datetime = AS_OF + timedelta(hours=1)


def text_of(chance: random.Random, label: str) -> str | None:
    """A text that asks, names, sells …, or none."""
    words = " ".join(chance.sample(WORDS, 9))
    return {
        "none": None,
        "empty": "",
        "plain": f"oggi {words} con tutti",
        "asks": f"che cosa pensate di {words}?",
        "names": f"grazie a @amico{chance.randrange(50)} per {words}",
        "credit": f"oggi {words} con tutti. Foto di @fotografo",
        "own": f"oggi {words} con tutti da @miomarchio",
        "sells": f"offerta: {words} in promozione per tutti",
        "sells_asks": f"sconto su {words}, che ne dite?",
        "foreign": f"heute ist {words} und wir sind nicht mit der arbeit fertig",
    }[label]


def make(seed: int, platforms: Sequence[str] = PLATFORMS) -> Made:
    """A random account, the same for the same seed."""
    chance = random.Random(seed)
    platform = chance.choice(platforms)
    handle = f"conto{seed}"
    handle = {
        "mastodon": f"{handle}@social.example",
        "bluesky": f"{handle}.example.com",
        "youtube": f"@{handle}",
        "linkedin": f"company/{handle}",
    }.get(platform, handle)
    followers = chance.choice(
        [
            None,
            0,
            int(10 ** chance.uniform(1.5, 6)),
            int(10 ** chance.uniform(2, 5)),
            int(10 ** chance.uniform(2, 5)),
        ]
    )
    made = Made(AccountRef(platform, handle), followers, _spans(chance))
    made.domains = chance.choice([(), (DOMAIN,), (DOMAIN,)])
    made.professional = chance.random() < 0.2
    if seed % 10 == 0:  # some that tend their page, or the accounts would be all alike
        made.spans = [(AS_OF - timedelta(days=200), AS_OF, "api", True)]
    made.subject = f"ditta {seed // 2 if chance.random() < 0.3 else seed}"
    _posts(made, chance)
    if chance.random() < 0.65:
        made.comments_read = True
        _comments(made, chance)
    elif platform == "x" and chance.random() < 0.7:
        day = (AS_OF - timedelta(days=40)).date()
        made.incoming = {day: chance.randrange(0, 30), day + timedelta(days=9): chance.randrange(5)}
    if chance.random() < 0.6:
        yes = (True, False, None)
        made.profile = {
            f"has_{item}": chance.choice(yes)
            for item in ("picture", "cover", "contact", "location", "named_person")
        }
        made.profile["bio"] = chance.choice([None, "", "breve", "una ditta " * 6])
        made.profile["website"] = chance.choice(
            [None, "", f"https://www.{DOMAIN}/x", "https://b.example"]
        )
        made.profile["name"] = chance.choice([None, "Ditta"])
        if platform == "facebook":  # which has room for both
            made.profile |= {f"has_{item}": chance.choice(yes) for item in ("hours", "category")}
            made.profile |= {"rating": chance.choice([None, 4.5]), "reviews": chance.randrange(9)}
    return made


def _spans(chance: random.Random) -> list[tuple[datetime, datetime, str, bool]]:
    source = chance.choice(["api", "rows", "declared"])
    whole = chance.random() < 0.85
    end = AS_OF - timedelta(days=chance.choice([0, 0, 0, 1.5, 20, 75]))
    length = chance.choice([5, 20, 40, 60, 120, 200, 300])
    first = (end - timedelta(days=length), end, source, whole)
    if chance.random() < 0.3:
        gap = chance.choice([0, 3, 25, 70])
        stop = first[0] - timedelta(days=gap)
        return [(stop - timedelta(days=chance.choice([10, 50, 90])), stop, source, True), first]
    return [first]


def _posts(made: Made, chance: random.Random) -> None:
    start, end = made.spans[0][0], made.spans[-1][1]
    rate = chance.choice([0, 0.02, 0.1, 0.3, 1, 1, 3, 7])
    labels = chance.choices(
        [
            "plain",
            "asks",
            "names",
            "sells",
            "sells_asks",
            "empty",
            "credit",
            "own",
            "foreign",
            "none",
        ],
        [chance.random() ** 2 for _ in range(10)],
        k=400,
    )
    if made.spans[0][1] - made.spans[0][0] == timedelta(days=200) and len(made.spans) == 1:
        rate, labels = chance.choice([0.3, 0.6]), chance.choices(["asks", "names", "plain"], k=400)
    if chance.random() < 0.15:
        labels = ["none"] * 400
    tells = {part: chance.random() < 0.85 for part in ("reactions", "comments", "shares")}
    total_only = chance.random() < 0.1
    level = 10 ** chance.uniform(-0.5, 3.5)
    at, number, texts = start, 0, []
    while number < 330:
        at += timedelta(days=chance.expovariate(rate)) if rate else timedelta(days=10_000)
        at = at.replace(microsecond=0)
        if at >= end:
            break
        number += 1
        label = labels[number]
        text = text_of(chance, label)
        if texts and chance.random() < 0.08:
            label, text = chance.choice(texts)
        elif text and texts and chance.random() < 0.05 and texts[-1][1]:
            label, text = texts[-1][0], f"{texts[-1][1]} ancora"
        texts.append((label, text))
        identifier = f"{made.ref.handle}-{number}"
        made.posts.append(_post(made, chance, identifier, at, text, (tells, total_only, level)))
        made.labels[identifier] = label


def _post(made: Made, chance, identifier, at, text, how) -> Post:
    tells, total_only, level = how

    def count(share: float) -> int | None:
        if chance.random() < 0.04:
            return None
        return int(chance.gammavariate(1.2, max(level * share, 0.1)))

    counts = (
        Counts(interactions=count(1))
        if total_only
        else Counts(
            reactions=count(0.8) if tells["reactions"] else None,
            comments=count(0.1) if tells["comments"] else None,
            shares=count(0.1) if tells["shares"] else None,
        )
    )
    kind = chance.choices([PostKind.POST, PostKind.REPLY, PostKind.REPOST], [9, 1, 1])[0]
    links = (
        None
        if text is None
        else chance.choice(
            [
                (),
                (),
                (f"https://www.{DOMAIN}/a",),
                ("https://bit.ly/x",),
                ("https://altro.example.net/",),
            ]
        )
    )
    return Post(
        platform_id=identifier,
        published_at=at,
        kind=kind,
        format=chance.choice([*FORMATS, None]),
        text=text,
        links=links,
        is_poll=True if chance.random() < 0.02 else None,
        reply_to=f"altri-{chance.randrange(6)}" if kind is PostKind.REPLY else None,
        on_own_thread=chance.choice([None, True, False]) if kind is PostKind.REPLY else None,
        counts=counts,
    )


def _comments(made: Made, chance: random.Random) -> None:
    number = 0
    answers = chance.random()
    for post in made.posts:
        for _ in range(chance.choice([0, 0, 0, 1, 1, 2, 5])):
            number += 1
            root = f"c{number}"
            at = post.published_at + timedelta(minutes=chance.randrange(1, 4000))
            made.comments.append(
                Comment(
                    root,
                    post.platform_id,
                    at,
                    author_id=f"p{chance.randrange(25)}",
                    text=chance.choice(["bello", "complimenti a tutti", "quanto costa?"]),
                )
            )
            while chance.random() < answers * 0.8:
                number += 1
                at += timedelta(minutes=chance.randrange(-30, 3000))
                mine = chance.random() < 0.7
                made.comments.append(
                    Comment(
                        f"c{number}",
                        post.platform_id,
                        at,
                        parent_id=root,
                        is_account=mine,
                        author_id="io" if mine else f"p{chance.randrange(25)}",
                        text="grazie",
                        counted=chance.random() < 0.5,
                    )
                )


def write(store: Store, accounts: list[Made], origin: Origin = Origin.API) -> None:
    """Write what was observed, through the store's own writers."""
    with store.write() as writer:
        for made in accounts:
            account_id = writer.account(Account(made.ref), AS_OF)
            run_id: int | None = None
            for start, end, source, whole in made.spans:
                run_id = writer.start_run(account_id, RunStart(origin, "maker", end))
                writer.finish_run(
                    run_id,
                    RunEnd(
                        end, Window(start, end), whole, source, comments_read=made.comments_read
                    ),
                )
            writer.posts(account_id, run_id, made.posts, made.observed_at, origin)
            writer.comments(account_id, run_id, made.comments, made.observed_at)
            if made.comments_read:
                read = {post.platform_id: 0 for post in made.posts}
                writer.comments_read(account_id, read, made.observed_at)
            writer.incoming(account_id, made.incoming)
            profile = Profile(made.observed_at, followers=made.followers, **made.profile)  # type: ignore[arg-type]
            writer.profile(account_id, run_id, profile, origin)


def spec_of(accounts: list[Made]) -> AuditSpec:
    """An audit of these accounts, grouped by subject."""
    subjects = []
    for name in dict.fromkeys(made.subject for made in accounts):
        own = [made for made in accounts if made.subject == name]
        subjects.append(
            SubjectSpec(
                name,
                "professional" if own[0].professional else "company",
                "client",
                tuple(made.ref for made in own),
                own[0].domains,
                ("miomarchio",),
            )
        )
    return AuditSpec(tuple(subjects))
