"""The demo's script: six accounts of a firm that does not exist, and how each one behaves.

What an account does is written as a rhythm (the days of its posts), a choice of texts and the
numbers of reactions and comments. The figures vary by a fixed sequence, so that the demo is the
same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from auditor.core.model import AccountRef, Format, Profile
from auditor.core.spec import AuditSpec, SubjectSpec, TeamMember

# The end of 31 October 2026 in Rome, which has left summer time by then.
AS_OF = datetime(2026, 10, 31, 23, tzinfo=UTC)
# Fixed, so that the demo's report is the same each time.
GENERATED_AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
HISTORY_DAYS = 365


@dataclass(frozen=True)
class Share:
    """A kind of text and how many of ten posts are of it."""

    kind: str
    of_ten: int


@dataclass(frozen=True)
class Character:
    """An account and its habits.

    ``days`` are the days before the demo's date on which it posts. ``reactions``, ``comments``
    and ``shares`` are the least and the most a post gets. ``answered`` says how many of ten
    comments get an answer, ``delay`` after how many hours (least and most). ``team`` says which of
    the public are members of the firm's team, by the handle under which they comment;
    ``comments_told`` whether the comments were read or only counted;
    ``history`` how many days were read.
    """

    ref: AccountRef
    name: str
    url: str
    profile: Profile
    days: Sequence[int]
    texts: tuple[Share, ...]
    formats: tuple[Format, ...]
    reactions: tuple[int, int]
    comments: tuple[int, int]
    shares: tuple[int, int] | None
    answered: int = 0
    delay: tuple[int, int] = (1, 6)
    public: int = 40
    created: date | None = None
    views: tuple[int, int] | None = None
    extra: dict[str, str] = field(default_factory=dict)
    team: dict[int, str] = field(default_factory=dict)
    comments_told: bool = True
    history: int = HISTORY_DAYS


def every(first: int, last: int, *steps: int) -> list[int]:
    """Days from ``first`` to ``last`` before the demo's date, the steps taken in turn."""
    days, day, turn = [], first, 0
    while day <= last:
        days.append(day)
        day += steps[turn % len(steps)]
        turn += 1
    return days


def _profile(followers: int, posts: int, bio: str, named_person: bool = False) -> Profile:
    return Profile(
        observed_at=AS_OF,
        followers=followers,
        posts=posts,
        bio=bio,
        website="https://esempio.example.com",
        has_picture=True,
        has_cover=True,
        has_contact=True,
        has_location=True,
        has_named_person=named_person,
    )


_BIO = "Pasta e sughi dal 1962. Pagina ufficiale di Esempio S.p.A., azienda inventata."

CHARACTERS: tuple[Character, ...] = (
    Character(
        ref=AccountRef("facebook", "esempio"),
        name="Esempio S.p.A.",
        url="https://www.facebook.com/esempio",
        profile=_profile(12_400, 1_911, _BIO),
        days=every(1, 222, 5, 5, 6),
        history=224,
        texts=(Share("every_day", 10),),
        formats=(Format.IMAGE, Format.IMAGE, Format.IMAGE, Format.LINK, Format.IMAGE),
        reactions=(0, 2),
        comments=(0, 1),
        shares=(0, 1),
        answered=0,
    ),
    Character(
        ref=AccountRef("instagram", "esempio"),
        name="Esempio | il pastificio",
        url="https://www.instagram.com/esempio/",
        profile=_profile(5_800, 640, _BIO + " Risponde la squadra del turno.", True),
        days=every(0, 181, 4, 4, 5, 4, 5),
        history=182,
        texts=(Share("asking", 4), Share("naming", 2), Share("telling", 4)),
        formats=(
            Format.IMAGE,
            Format.SHORT_VIDEO,
            Format.CAROUSEL,
            Format.IMAGE,
            Format.SHORT_VIDEO,
        ),
        reactions=(19, 46),
        comments=(2, 6),
        shares=(0, 3),
        answered=8,
        delay=(1, 9),
        public=140,
        team={
            2: "carla.inventata",
            9: "carla.inventata",
            23: "carla.inventata",
            31: "carla.inventata",
            40: "anna.inventata",
            5: "anna.inventata",
        },
    ),
    Character(
        ref=AccountRef("youtube", "@esempio"),
        name="Esempio in cucina",
        url="https://www.youtube.com/@esempio",
        profile=_profile(2_300, 38, _BIO),
        days=every(43, 88, 6, 7, 7) + every(95, 222, 9, 12, 10),
        history=224,
        texts=(Share("asking", 6), Share("telling", 4)),
        formats=(Format.VIDEO, Format.SHORT_VIDEO, Format.VIDEO),
        reactions=(3, 8),
        comments=(1, 4),
        shares=None,
        answered=8,
        delay=(2, 30),
        public=45,
        views=(140, 900),
    ),
    Character(
        ref=AccountRef("x", "esempio"),
        name="Esempio S.p.A.",
        url="https://x.com/esempio",
        profile=_profile(3_100, 402, "Pasta e sughi. Azienda inventata."),
        days=[190, 204, 210, 226, 243, 262, 281, 290, 304, 313, 331, 349],
        texts=(Share("every_day", 10),),
        formats=(Format.LINK, Format.TEXT),
        reactions=(0, 3),
        comments=(0, 1),
        shares=(0, 1),
        public=12,
    ),
    Character(
        ref=AccountRef("bluesky", "esempio.example.com"),
        name="Esempio",
        url="https://bsky.app/profile/esempio.example.com",
        profile=Profile(
            observed_at=AS_OF,
            followers=46,
            following=31,
            posts=3,
            bio=_BIO,
            has_picture=True,
            has_cover=False,
        ),
        days=[6, 14, 20],
        texts=(Share("every_day", 10),),
        formats=(Format.TEXT,),
        reactions=(1, 6),
        comments=(0, 2),
        shares=(0, 1),
        answered=7,
        public=9,
        created=date(2026, 10, 11),
        history=21,
    ),
    Character(
        ref=AccountRef("linkedin", "company/esempio"),
        name="Esempio S.p.A.",
        url="https://www.linkedin.com/company/esempio/",
        profile=_profile(1_450, 96, _BIO),
        days=every(2, 118, 6, 5, 7),
        texts=(Share("telling", 8), Share("asking", 2)),
        formats=(Format.IMAGE, Format.TEXT, Format.IMAGE),
        reactions=(9, 34),
        comments=(0, 3),
        shares=(0, 2),
        comments_told=False,
        history=119,
    ),
    Character(
        ref=AccountRef("facebook", "altro"),
        name="Altro S.r.l.",
        url="https://www.facebook.com/altro",
        profile=_profile(9_700, 1_204, "Altro S.r.l., azienda inventata.", True),
        days=every(2, 118, 5, 6, 7),
        history=119,
        texts=(Share("telling", 10),),
        formats=(Format.IMAGE, Format.VIDEO, Format.IMAGE, Format.LINK),
        reactions=(14, 38),
        comments=(1, 4),
        shares=(0, 2),
        answered=1,
        delay=(3, 40),
        public=90,
    ),
)

SPEC = AuditSpec(
    subjects=(
        SubjectSpec(
            name="Esempio S.p.A.",
            kind="company",
            role="client",
            accounts=tuple(character.ref for character in CHARACTERS[:6]),
            domains=("esempio.example.com",),
        ),
        SubjectSpec(
            name="Altro S.r.l.",
            kind="company",
            role="competitor",
            accounts=(CHARACTERS[6].ref,),
            domains=("altro.example.com",),
        ),
    ),
    team=tuple(
        TeamMember(
            name,
            (AccountRef("facebook", handle), AccountRef("instagram", handle)),
            role,
            "consent",
            date(2026, 10, 1),
            date(2028, 10, 1),
        )
        for name, handle, role in (
            ("Anna Inventata", "anna.inventata", "direttrice marketing"),
            ("Bruno Inventato", "bruno.inventato", "amministratore delegato"),
            ("Carla Inventata", "carla.inventata", "servizio clienti"),
        )
    ),
    language="it",
    timezone="Europe/Rome",
    industry="food",
    fictional=True,
)
