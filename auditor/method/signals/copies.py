"""Which posts repeat an earlier one: exact Jaccard over shingles, without comparing all with all.

Two sets with a Jaccard index of at least .8 share one of their smallest few hashes (prefix
filtering, Chaudhuri, Ganti & Kaushik 2006): only posts that do are compared.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from auditor.method.facts import Bools, Facts, Floats, Ints, once

LEAST = 0.8
_AT_ONCE = 50_000
Objects = npt.NDArray[np.object_]


@once
def copies(facts: Facts) -> Floats:
    """1 where an own post repeats an earlier own post of the subject; NaN where texts are unknown.

    Posts without words repeat nothing.
    """
    posts = facts.post_rows
    prints = posts["fingerprint"]
    own = posts["own"]
    has_print = own & np.array([isinstance(mark, bytes) for mark in prints], dtype=bool)
    copied = np.where(has_print, 0.0, np.nan)
    at = np.flatnonzero(has_print & np.array([bool(mark) for mark in prints], dtype=bool))
    if not len(at):
        return copied
    subject = facts.accounts["subject"].to_numpy()[posts["account"][at]]
    order = np.lexsort((posts["row"][at], posts["at"][at], subject))
    at, subject = at[order], subject[order]
    for piece in _pieces(subject):
        copied[at[piece][_again(prints[at[piece]], subject[piece])]] = 1.0
    return copied


def _pieces(subject: Ints) -> Iterator[slice]:
    """Whole subjects, so many at once as have some 50,000 posts: only theirs are compared."""
    edges = [0, *(np.flatnonzero(subject[1:] != subject[:-1]) + 1).tolist(), len(subject)]
    start = 0
    for number, edge in enumerate(edges[1:], start=1):
        last = number == len(edges) - 1
        if last or edges[number + 1] - start > _AT_ONCE:
            yield slice(start, edge)
            start = edge


def _again(prints: Objects, subject: Ints) -> Bools:
    """Which of some posts, in order of subject and time, repeat an earlier one of it."""
    codes, distinct = pd.factorize(
        pd.Series(list(zip(subject.tolist(), prints, strict=True)), dtype=object)
    )
    first = np.full(len(distinct), -1, dtype=np.int64)
    places = np.arange(len(prints))
    first[codes[::-1]] = places[::-1]
    repeated = np.asarray(first[codes] != places)
    near = _near([mark for _, mark in distinct], subject[first])
    repeated[first[near]] = True
    return repeated


def _near(prints: list[bytes], subject: Ints) -> Ints:
    """Of distinct prints in order of subject and time, those near to an earlier one of it."""
    size = np.array([len(mark) // 8 for mark in prints], dtype=np.int64)
    flat = np.frombuffer(b"".join(prints), dtype="<u8")
    start = np.concatenate([[0], np.cumsum(size)])[:-1]
    length = size - np.ceil(LEAST * size - 1e-9).astype(np.int64) + 1
    owner = np.repeat(np.arange(len(prints)), length)
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(length) - length, length)
    hashes = flat[start[owner] + rank]
    order = np.lexsort((owner, hashes, subject[owner]))
    owner, hashes = owner[order], hashes[order]
    new = np.ones(len(owner), dtype=bool)
    new[1:] = (hashes[1:] != hashes[:-1]) | (subject[owner[1:]] != subject[owner[:-1]])
    group = np.cumsum(new) - 1
    shared = np.bincount(group)[group] > 1
    candidates: dict[int, set[int]] = {}
    members: dict[int, list[int]] = {}
    for key, owner_id in zip(group[shared].tolist(), owner[shared].tolist(), strict=True):
        earlier = members.setdefault(key, [])
        candidates.setdefault(owner_id, set()).update(earlier)
        earlier.append(owner_id)
    sets: dict[int, frozenset[int]] = {}

    def hashes_of(text: int) -> frozenset[int]:
        if text not in sets:
            sets[text] = frozenset(flat[start[text] : start[text] + size[text]].tolist())
        return sets[text]

    near = [
        text
        for text, earlier_texts in candidates.items()
        if any(_alike(hashes_of(text), hashes_of(earlier)) for earlier in earlier_texts)
    ]
    return np.array(near, dtype=np.int64)


def _alike(first: frozenset[int], second: frozenset[int]) -> bool:
    small, large = sorted((len(first), len(second)))
    if small < LEAST * large - 1e-9:
        return False
    both = len(first & second)
    return both >= LEAST * (small + large - both) - 1e-9
