"""What reading an owner's account costs in calls: no more than the formula on the networks' page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from answering import run
from nets import NETS

YEAR = tuple(float(day) for day in range(1, 301))
NETWORKS_PAGE = Path(__file__).parents[2] / "docs" / "networks.md"


@pytest.mark.parametrize(
    ("network", "posts", "page", "formula"),
    [
        # the account and its followers, a page for 100 posts and an empty one, one of replies,
        # and for each post its figures and its conversation
        ("threads", 300, 100, 3 + 3 + 1 + 300 + 300),
        ("tiktok", 100, 20, 1 + 5 + 100),
        ("pinterest", 300, 250, 1 + 2),
    ],
)
def test_an_example_account_costs_no_more_than_its_formula(
    network: str, posts: int, page: int, formula: int, store: Any
) -> None:
    calls: list[str] = []
    net = NETS[network](days=YEAR[:posts], page=page, answered=True)
    report = run(net, store, calls=calls)
    assert (report.status, report.posts_read) == ("read", posts)
    assert len(calls) <= formula
    assert len(calls) > formula - 5


@pytest.mark.parametrize("network", ["Threads", "TikTok", "Pinterest", "Google Business Profile"])
def test_the_networks_page_says_the_formula(network: str) -> None:
    rows = NETWORKS_PAGE.read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in rows if line.startswith(f"| {network} |")]
    assert re.search(r"\d \+ 1 for \d+", row)
