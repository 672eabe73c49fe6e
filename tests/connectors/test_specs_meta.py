"""What is asked of Meta stands in its own field lists: fields, and edges with their modifiers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.meta import facebook_fields, instagram

# Edges and fields that the facts name although the published lists leave them out.
BESIDE: dict[str, set[str]] = {"AdVideo": {"reactions"}, "Page": {"video_reels", "picture"}}


@pytest.fixture
def lists(material: Path) -> Path:
    folder = material / "specs" / "meta"
    if not folder.is_dir():
        pytest.skip(f"no field lists in {folder}")
    return folder


def known(folder: Path, node: str) -> tuple[set[str], dict[str, str]]:
    """The fields of a node, and its edges with the node behind each."""
    data = json.loads((folder / f"{node}.json").read_text(encoding="utf-8"))
    fields = {field["name"] for field in data["fields"]} | BESIDE.get(node, set())
    edges = {
        api["endpoint"].strip("/"): str(api["return"])
        for api in data["apis"]
        if api["method"] == "GET" and api.get("endpoint")
    }
    return fields, edges


def parsed(text: str) -> Iterator[tuple[str, str | None]]:
    """The fields of a field expansion, each with what stands in its braces."""
    depth, start = 0, 0
    for position, sign in enumerate(f"{text},"):
        depth += (sign in "({") - (sign in ")}")
        if sign == "," and depth == 0:
            name = re.match(r"\w+", text[start:position])
            inner = re.search(r"\{(.*)\}$", text[start:position])
            assert name, text[start:position]
            yield name[0], inner[1] if inner else None
            start = position + 1


def check(folder: Path, node: str, text: str) -> None:
    fields, edges = known(folder, node)
    for name, inner in parsed(text):
        assert name in fields | set(edges), f"{node} has no {name}"
        behind = edges.get(name, "")
        if inner is not None and (folder / f"{behind}.json").is_file():
            check(folder, behind, inner)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        ("Page", facebook_fields.PROFILE),
        ("Page", facebook_fields.OWN_PROFILE),
        ("Page", facebook_fields.OWN_FIELDS),
        ("PagePost", f"{facebook_fields.POST},insights.metric(post_media_view){{name,values}}"),
        ("AdVideo", facebook_fields.REEL),
        ("Comment", facebook_fields.COMMENT),
        ("Page", instagram._OWN_FIELDS),
        ("IGUser", instagram._PROFILE),
        ("IGUserForIGOnlyAPI", instagram._ONLY_PROFILE),
        ("IGMedia", f"{instagram._MEDIUM},view_count"),
        ("IGComment", instagram._COMMENT),
    ],
)
def test_every_field_is_in_the_networks_own_lists(lists: Path, node: str, text: str) -> None:
    check(lists, node, text)


def test_the_lists_would_show_a_field_that_does_not_exist(lists: Path) -> None:
    with pytest.raises(AssertionError, match="PagePost has no no_such_field"):
        check(lists, "PagePost", "id,no_such_field")


@pytest.mark.parametrize(
    ("node", "edge", "asked"),
    [
        ("PagePost", "comments", {"filter": "stream", "order": "chronological"}),
        ("Page", "video_reels", {"since": "", "until": ""}),
    ],
)
def test_every_parameter_is_in_the_networks_own_lists(
    lists: Path, node: str, edge: str, asked: dict[str, str]
) -> None:
    data = json.loads((lists / f"{node}.json").read_text(encoding="utf-8"))
    (matches,) = (
        api for api in data["apis"] if api["method"] == "GET" and api.get("endpoint") == edge
    )
    assert set(asked) <= {param["name"] for param in matches["params"]}
