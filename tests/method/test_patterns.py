"""The mix of an account's posts and the hours at which they appear."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.core.model import Format
from auditor.method.facts import load
from auditor.method.windows import to_ms
from auditor.result.build import run_audit
from auditor.result.mix_and_hours import KINDS, heatmaps, mixes
from auditor.store import Store
from tests.method.makers import AS_OF, DOMAIN, Made, make, spec_of, write
from tests.method.test_verdicts import account

TEXTS = (
    ("che ne dite di questa forma?", f"https://{DOMAIN}/x"),  # leads home, though it asks
    ("oggi il forno riposa con tutti", f"https://{DOMAIN}/y"),
    ("offerta: pasta in promozione per tutti", ""),
    ("oggi il forno riposa ancora con tutti", ""),
    (None, None),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "patterns.sqlite")


def mixed(domains: tuple[str, ...] = (DOMAIN,)) -> Made:
    made = account([1, 2, 3, 4, 5], [9], domains=domains)
    made.posts = [
        replace(
            post,
            text=text,
            language="it",
            format=Format.IMAGE if n else None,
            links=None if link is None else (link,) if link else (),
        )
        for n, (post, (text, link)) in enumerate(zip(made.posts, TEXTS, strict=True))
    ]
    return made


def test_a_post_belongs_to_the_first_kind_that_fits(store: Store) -> None:
    write(store, [mixed()])
    (mix_row,) = mixes(load(store, spec_of([mixed()]), to_ms(AS_OF), 365))
    assert mix_row == {
        "posts": 5,
        "sells": 1,
        "home": 2,
        "repeats": 0,
        "invites": 0,
        "names": 0,
        "other": 1,
        "unknown": 1,
        "formats": {"image": 4, "unknown": 1},
    }


def test_without_own_domains_a_post_with_a_link_is_unknown_one_without_is_not(store: Store) -> None:
    write(store, [mixed(domains=())])
    (mix_row,) = mixes(load(store, spec_of([mixed(domains=())]), to_ms(AS_OF), 365))
    values = tuple(mix_row[name] for name in ("invites", "sells", "other", "unknown"))
    assert values == (1, 1, 1, 2)


def test_hours_are_local_and_a_day_without_a_clock_is_left_out(store: Store) -> None:
    made = account([1, 2, 3], [9])
    monday = AS_OF.replace(day=29, hour=22, minute=30)  # in Rome it is half past midnight, Tuesday
    times = (monday, monday, monday - timedelta(days=1))
    made.posts = [
        replace(
            post, published_at=at, has_clock=n < 2, platform_id=f"h{n}", text=f"{n} {post.text}"
        )
        for n, (post, at) in enumerate(zip(made.posts, times, strict=True))
    ]
    write(store, [made])
    spec = replace(spec_of([made]), timezone="Europe/Rome")
    (heatmap,) = heatmaps(load(store, spec, to_ms(AS_OF), 365))
    assert heatmap is not None
    assert heatmap[1][0] == 2
    assert sum(map(sum, heatmap)) == 2


def test_no_post_with_a_clock_has_no_map(store: Store) -> None:
    made = account([1], [9])
    made.posts = [replace(made.posts[0], has_clock=False)]
    write(store, [made])
    assert heatmaps(load(store, spec_of([made]), to_ms(AS_OF), 365)) == [None]


def test_kinds_of_any_account_add_up_to_its_posts_of_the_window(store: Store) -> None:
    made = [make(seed) for seed in range(40)]
    write(store, made)
    spec = spec_of(made)
    for account_row in run_audit(store, spec, AS_OF + timedelta(days=1), AS_OF)["accounts"]:
        mix, series = account_row["series"]["mix"], account_row["series"]
        kinds = sum(mix[kind] for kind in KINDS)
        assert mix["posts"] == kinds == sum(mix["formats"].values())
        if series["heatmap"] is not None:
            assert sum(map(sum, series["heatmap"])) == account_row["counts"]["own_posts"]
