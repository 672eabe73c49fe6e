"""A known export: the words of its header, and what its network is known to do in such files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.core.messages import Message
from connectors.files.words.synonyms import normalized

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Export:
    """One layout, as data.

    Args:
        kind: its name in stores and results.
        name: the same for people.
        platform: the network that writes it.
        words: field -> the header words that may hold it, ``|`` between them, in any language; the
            first that a file has wins. Beside the fields of a post, ``account`` holds whose it is.
        guessed: those of the words that stand in no facts page, by field.
        needed: fields without which it is another file.
        marks: header words of which it has at least one, ``|`` between them.
        languages: of the headers that are known.
        filled: fields whose further columns fill what the first leaves blank.
        fuller: fields of which the fuller column stands, with the other where that says more.
        summed: fields whose columns are added up.
        only: the whole header, ``|`` between the words, where a few plain words are all it has.
        date_order: ``mdy`` or ``dmy``, where the network writes dates in one order always.
        zone: the zone of its times, where the network writes them in one zone always.
        excludes_last_day: the second day in its name is no longer inside.
        account_in_name: a pattern whose first group is the account in a file's name.
        moments: the moments in the posts' ids, for a network that writes only days.
        moments_in: the field that holds the ids.
        counts_of_period: counts are of the period declared, not since the publication; posts from
            before it are normal.
        a_choice: it lists some posts (the best), so that what is not in it says nothing.
        no_posts: it is recognised, and why it is no table of posts.
        kinds: post, reply or repost, by the texts of the posts.
        outgoing: its rows are what the account wrote under other people's posts: replies, of
            which no word is kept.
        archive: it is whole until the day on which it was made.
        cleaned: takes the writer's own marks out of the texts.
        zero_is_unknown: counts that are written as 0 where the network offers none.
    """

    kind: str
    name: Message
    platform: str
    words: Mapping[str, str]
    needed: tuple[str, ...]
    marks: str
    guessed: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    filled: frozenset[str] = frozenset()
    fuller: frozenset[str] = frozenset()
    summed: frozenset[str] = frozenset()
    only: str = ""
    date_order: str | None = None
    zone: str | None = None
    excludes_last_day: bool = False
    account_in_name: str | None = None
    moments: Callable[[pd.Series], pd.Series] | None = None
    moments_in: str = "platform_id"
    counts_of_period: bool = False
    a_choice: bool = False
    no_posts: Message | None = None
    kinds: Callable[[pd.Series], pd.Series] | None = None
    outgoing: bool = False
    archive: bool = False
    cleaned: Callable[[pd.Series], pd.Series] | None = None
    zero_is_unknown: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """What it may give."""
        return tuple(dict.fromkeys((*self.words, *self.guessed)))

    @cached_property
    def _plain_words(self) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(
                normalized(word)
                for words in (self.words.get(name, ""), self.guessed.get(name, ""))
                for word in words.split("|")
                if word
            )
            for name in self.fields
        }

    @cached_property
    def _plain_marks(self) -> frozenset[str]:
        return frozenset(normalized(mark) for mark in self.marks.split("|"))

    def places(self, header: Sequence[str]) -> dict[str, list[int]] | None:
        """Field -> its columns in this header; ``None`` when the header is another file's."""
        at = {normalized(name): index for index, name in reversed(list(enumerate(header)))}
        if not self._plain_marks & at.keys():
            return None
        if self.only and {normalized(word) for word in self.only.split("|")} != at.keys() - {""}:
            return None
        several = self.filled | self.fuller | self.summed
        columns: dict[str, list[int]] = {}
        used: set[int] = set()
        for name, words in self._plain_words.items():
            here = [at[word] for word in words if word in at and at[word] not in used]
            here = list(dict.fromkeys(here)) if name in several else here[:1]
            if here:
                columns[name] = here
                used.update(here)
        return None if any(name not in columns for name in self.needed) else columns

    def named_in(self, file_name: str) -> str | None:
        """The account that a file's name tells."""
        if self.account_in_name is None:
            return None
        match = re.match(self.account_in_name, file_name)
        return match[1] if match else None
