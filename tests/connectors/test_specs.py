"""What the connectors ask stands in the networks' own specifications, by name and by value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import responses
from loopback import AS_OF
from nets import NETS, Net

from auditor.model import Window
from auditor.settings import Settings
from auditor.store import Store
from connectors.collect import collect
from connectors.registry import make_connector
from connectors.session import Session

Call = tuple[str, dict[str, str]]


@pytest.fixture
def specs(material: Path) -> Path:
    folder = material / "specs"
    if not folder.is_dir():
        pytest.skip(f"no specifications in {folder}")
    return folder


def calls(net: Net, store: Store) -> list[Call]:
    """The paths and queries of one whole reading in two pages."""
    made: list[Call] = []

    def reply(request: Any) -> Any:
        parts = urlsplit(request.url)
        query = dict(parse_qsl(parts.query))
        made.append((parts.path, query))
        return net.answer(net.kind(parts.path), query)

    session = Session(attempts=1)
    settings = Settings(credentials=net.keys)
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.add_callback(responses.GET, re.compile(r"https://.*"), callback=reply)
        window = Window(AS_OF - timedelta(days=365), AS_OF)
        collect(store, lambda name: make_connector(name, session, settings), [net.ref], window,
                now=lambda: AS_OF)  # fmt: skip
    session.close()
    assert len(made) >= 4
    return made


def openapi(path: Path) -> Iterator[tuple[re.Pattern[str], dict[str, Any]]]:
    """Each path of a specification as a pattern, with its parameters by name."""
    paths = json.loads(path.read_text(encoding="utf-8"))["paths"]
    for name, methods in sorted(paths.items(), key=lambda pair: pair[0].count("{")):
        known = {one["name"]: one.get("schema", {}) for one in methods.get("get", {}).get("parameters", [])
                 if "name" in one}  # fmt: skip
        yield re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(name)) + "$"), known


@pytest.mark.parametrize(
    ("network", "file"),
    [("bluesky", "bluesky.openapi.json"), ("mastodon", "mastodon.openapi.json")],
)
def test_every_parameter_is_one_of_the_specification(
    network: str, file: str, specs: Path, store: Store
) -> None:
    known = list(openapi(specs / file))
    for path, query in calls(NETS[network](page=3), store):
        found = next((parameters for pattern, parameters in known if pattern.match(path)), None)
        assert found is not None, f"{path} is no path of {file}"
        assert set(query) <= set(found), f"{path}: {set(query) - set(found)}"
        for parameter, value in query.items():
            schema = found[parameter]
            if "maximum" in schema:
                assert int(value) <= schema["maximum"], f"{path}: {parameter}={value}"
            if "enum" in schema:
                assert value in schema["enum"]


def test_every_parameter_is_one_of_the_discovery_document(specs: Path, store: Store) -> None:
    document = json.loads((specs / "youtube-v3.discovery.json").read_text(encoding="utf-8"))
    for path, query in calls(NETS["youtube"](page=3), store):
        resource = path.rpartition("/")[2]
        method = document["resources"][resource]["methods"]["list"]
        known = {**method["parameters"], **document["parameters"]}
        assert set(query) <= set(known), f"{path}: {set(query) - set(known)}"
        for name, one in method["parameters"].items():
            assert not one.get("required") or name in query, f"{path} lacks {name}"
            if name in query and "maximum" in one:
                assert int(query[name]) <= int(one["maximum"])
            if name in query and "enum" in one:
                assert query[name] in one["enum"]
