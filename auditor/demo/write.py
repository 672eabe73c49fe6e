"""Plays the demo's script into a store, through the same writer that networks are read with."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from auditor.core.model import Account, Comment, Counts, Origin, Post, Window
from auditor.core.reasons import Reason
from auditor.demo.story import AS_OF, CHARACTERS, Character

if TYPE_CHECKING:
    from auditor.store import Store, Writer

_SEED = 1962
_HOURS = (8, 9, 12, 13, 17, 18, 18, 20)


def write_demo(store: Store) -> None:
    """Write all accounts of the demo, in one transaction.

    Raises:
        StoreError: the store cannot be written.
    """
    with store.write() as writer:
        for character in CHARACTERS:
            _write(writer, character)


def make(character: Character) -> tuple[list[Post], list[Comment]]:
    """The posts of an account and all comments under them, the same on every machine."""
    words = json.loads(files("auditor.demo").joinpath("texts.json").read_text(encoding="utf-8"))
    chance = random.Random(_SEED + CHARACTERS.index(character))  # noqa: S311 - no secret
    return _Player(character, words, chance).play()


def _write(writer: Writer, character: Character) -> None:
    """The account, its profile, and one complete run with posts and comments."""
    from auditor.store import RunEnd, RunStart

    posts, comments = make(character)
    window = Window(AS_OF - timedelta(days=character.history), AS_OF)
    account_id = writer.account(_account(character))
    writer.timezone(account_id, "Europe/Rome")
    run_id = writer.start_run(
        account_id,
        RunStart(Origin.API, "demo", AS_OF, connector_version="1", source="demo", asked=window),
    )
    writer.profile(account_id, run_id, replace(character.profile, name=character.name), Origin.API)
    writer.posts(account_id, run_id, posts, AS_OF, Origin.API)
    if character.comments_told:
        writer.comments(account_id, run_id, comments, AS_OF)
        under = Counter(comment.post_id for comment in comments)
        comments_of = {post.platform_id: under[post.platform_id] for post in posts}
        writer.comments_read(account_id, comments_of, AS_OF)
    else:
        writer.missing(account_id, run_id, {"replies": Reason.NO_PERMISSION})
    if character.shares is None:
        writer.missing(account_id, run_id, {"shares": Reason.NOT_OFFERED})
    rows = len(posts) + len(comments)
    writer.finish_run(
        run_id,
        RunEnd(
            AS_OF,
            window,
            complete=True,
            span_source="declared",
            comments_read=character.comments_told,
            rows=rows,
            posts_declared=character.profile.posts,
        ),
    )


def _account(character: Character) -> Account:
    day = character.created
    created = datetime.combine(day, time(), UTC) if day is not None else None
    return Account(
        character.ref, f"demo-{character.ref}", character.name, character.url, created_at=created
    )


class _Player:
    """One account: its posts, the comments under them and its answers."""

    def __init__(
        self, character: Character, words: Mapping[str, Any], chance: random.Random
    ) -> None:
        self.character = character
        self.slots: Mapping[str, Sequence[str]] = words["slots"]
        self.templates: Mapping[str, Sequence[str]] = words[str(character.ref)]
        self.remarks: Sequence[str] = words["comments"]
        self.answers: Sequence[str] = words["replies"]
        self.chance = chance
        self.said = 0
        self.told: Counter[str] = Counter()

    def play(self) -> tuple[list[Post], list[Comment]]:
        """All posts, newest first, and the comments under them."""
        posts, comments = [], []
        kinds = self._kinds(len(self.character.days))
        for number, (day, kind) in enumerate(zip(self.character.days, kinds, strict=True)):
            published = self._moment(day)
            post_id = f"{self.character.ref.platform}-{number + 1:03d}"
            under = self._comments(post_id, published)
            comments += under
            posts.append(self._post(post_id, number, kind, published, len(under)))
        return posts, comments

    def _kinds(self, count: int) -> list[str]:
        """The kind of each post's text, the kinds spread evenly over the year."""
        wheel = [share.kind for share in self.character.texts for _ in range(share.of_ten)]
        return [wheel[number * 3 % len(wheel)] for number in range(count)]

    def _post(
        self, post_id: str, number: int, kind: str, published: datetime, comments: int
    ) -> Post:
        character = self.character
        return Post(
            platform_id=post_id,
            published_at=published,
            url=f"{character.url.rstrip('/')}/posts/{post_id}",
            format=character.formats[number % len(character.formats)],
            text=self._text(self.templates[kind], kind),
            language="it",
            counts=Counts(
                reactions=self._between(character.reactions),
                comments=comments,
                shares=None if character.shares is None else self._between(character.shares),
                views=None if character.views is None else self._between(character.views),
            ),
        )

    def _text(self, templates: Sequence[str], kind: str) -> str:
        """The next text of its kind; a template comes back only with other words in it."""
        rounds, turn = divmod(self.told[kind], len(templates))
        self.told[kind] += 1
        words = {
            name: values[(2 * turn + rounds) % len(values)] for name, values in self.slots.items()
        }
        text = templates[turn].format(**words)
        return text[:1].upper() + text[1:]

    def _comments(self, post_id: str, published: datetime) -> list[Comment]:
        comments: list[Comment] = []
        for _ in range(self._between(self.character.comments)):
            said_at = published + timedelta(minutes=20 + self._between((0, 2_600)))
            if said_at >= AS_OF:
                continue
            remark = self._comment(post_id, said_at)
            comments.append(remark)
            if self._between((0, 9)) < self.character.answered:
                answer = self._answer(remark)
                comments += [answer] if answer is not None else []
        return comments

    def _comment(self, post_id: str, said_at: datetime) -> Comment:
        self.said += 1
        # Some people come back: the lower half of the public speaks three times out of four.
        half = self.character.public // 2
        person = (
            self._between((0, half)) if self._between((0, 3)) else self._between((half, 2 * half))
        )
        handle = self.character.team.get(person)
        return Comment(
            platform_id=f"{post_id}-{self.said:04d}",
            post_id=post_id,
            published_at=said_at,
            author_id=handle or f"public-{person:03d}",
            author_handle=handle,
            text=self._text(self.remarks, "comment"),
        )

    def _answer(self, remark: Comment) -> Comment | None:
        if remark.published_at is None:
            return None
        minutes = 60 * self._between(self.character.delay) + self._between((0, 59))
        answered_at = remark.published_at + timedelta(minutes=minutes)
        if answered_at >= AS_OF:
            return None
        return Comment(
            platform_id=f"{remark.platform_id}-a",
            post_id=remark.post_id,
            published_at=answered_at,
            parent_id=remark.platform_id,
            author_id="account",
            is_account=True,
            text=self.answers[self.said % len(self.answers)],
        )

    def _moment(self, day: int) -> datetime:
        hour = _HOURS[self._between((0, len(_HOURS) - 1))]
        midnight = AS_OF - timedelta(days=day + 1)
        return midnight + timedelta(hours=hour, minutes=self._between((0, 59)))

    def _between(self, span: tuple[int, int]) -> int:
        """A whole number of the span; only ``random()`` is the same in every Python."""
        least, most = span
        return least + int(self.chance.random() * (most - least + 1))
