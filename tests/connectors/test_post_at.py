"""Where the comments of posts are read on, after a stop or without one."""

from __future__ import annotations

import json

import pytest

from connectors.collecting.paging import post_at

IDS = ["a", "b", "c"]


def test_comments_begin_with_the_first_post_and_go_on_where_they_were() -> None:
    assert post_at(IDS, None, "after") == {"p": "a", "after": None}
    position = json.dumps({"p": "b", "after": "x"})
    assert post_at(IDS, position, "after") == {"p": "b", "after": "x"}


@pytest.mark.parametrize("begin", [None, 0])
def test_a_post_that_is_no_longer_asked_for_leaves_no_other_out(begin: int | None) -> None:
    position = json.dumps({"p": "gone", "after": "x"})
    assert post_at(IDS, position, "after", begin) == {"p": "a", "after": begin}


def test_without_posts_there_is_nothing_to_ask() -> None:
    assert post_at([], None, "after") is None
