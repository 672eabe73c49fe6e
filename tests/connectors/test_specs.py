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

from auditor.core.model import Window
from auditor.core.settings import Settings
from auditor.store import Store
from connectors.collecting.collect import collect
from connectors.http.session import Session
from connectors.registry import make_connector
from connectors.x import connector

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
        collect(
            store,
            lambda name: make_connector(name, session, settings),
            [net.ref],
            window,
            now=lambda: AS_OF,
        )
    session.close()
    assert len(made) >= 4
    return made


def openapi(path: Path) -> Iterator[tuple[re.Pattern[str], dict[str, Any]]]:
    """Each path of a specification as a pattern, with its parameters by name."""
    paths = json.loads(path.read_text(encoding="utf-8"))["paths"]
    for name, methods in sorted(paths.items(), key=lambda pair: pair[0].count("{")):
        expected = {
            value["name"]: value.get("schema", {})
            for value in methods.get("get", {}).get("parameters", [])
            if "name" in value
        }
        yield re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(name)) + "$"), expected


@pytest.mark.parametrize(
    ("network", "file"),
    [("bluesky", "bluesky.openapi.json"), ("mastodon", "mastodon.openapi.json")],
)
def test_every_parameter_is_one_of_the_specification(
    network: str, file: str, specs: Path, store: Store
) -> None:
    items = list(openapi(specs / file))
    for path, query in calls(NETS[network](page=3), store):
        first_match = next(
            (parameters for pattern, parameters in items if pattern.match(path)), None
        )
        assert first_match is not None, f"{path} is no path of {file}"
        assert set(query) <= set(first_match), f"{path}: {set(query) - set(first_match)}"
        for parameter, value in query.items():
            schema = first_match[parameter]
            if "maximum" in schema:
                assert int(value) <= schema["maximum"], f"{path}: {parameter}={value}"
            if "enum" in schema:
                assert value in schema["enum"]


def test_every_parameter_is_one_of_the_discovery_document(specs: Path, store: Store) -> None:
    document = json.loads((specs / "youtube-v3.discovery.json").read_text(encoding="utf-8"))
    for path, query in calls(NETS["youtube"](page=3), store):
        resource = path.rpartition("/")[2]
        method = document["resources"][resource]["methods"]["list"]
        expected = {**method["parameters"], **document["parameters"]}
        assert set(query) <= set(expected), f"{path}: {set(query) - set(expected)}"
        for name, parameter in method["parameters"].items():
            assert not parameter.get("required") or name in query, f"{path} lacks {name}"
            if name in query and "maximum" in parameter:
                assert int(query[name]) <= int(parameter["maximum"])
            if name in query and "enum" in parameter:
                assert query[name] in parameter["enum"]


def referred(document: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    """A parameter, which may stand elsewhere in the document."""
    if "$ref" not in one:
        return one
    parameter: dict[str, Any] = document["components"]["parameters"][one["$ref"].rpartition("/")[2]]
    return parameter


def test_every_parameter_is_one_of_pinterests_specification(specs: Path, store: Store) -> None:
    document = json.loads((specs / "pinterest-v5.openapi.json").read_text(encoding="utf-8"))
    net = NETS["pinterest"](page=2)
    vars(net)["account_type"] = "BUSINESS"  # which has analytics too
    asked = list(calls(net, store))
    assert any(path.endswith("/pins/analytics") for path, _ in asked)
    for path, query in asked:
        expected = {
            parameter["name"]: parameter.get("schema", {})
            for stated in document["paths"][path.removeprefix("/v5")]["get"]["parameters"]
            if (parameter := referred(document, stated))["in"] == "query"
        }
        assert set(query) <= set(expected), f"{path}: {set(query) - set(expected)}"
        for name, value in query.items():
            schema = expected[name]
            values = schema.get("items", {})
            if (pattern := values.get("pattern")) is not None:
                assert re.fullmatch(pattern, value), f"{path}: {name}"
            kinds = [kind for part in values.get("oneOf", ()) for kind in part.get("enum", ())]
            assert value in kinds if kinds else True
            assert int(value) <= schema["maximum"] if "maximum" in schema else True
            assert value in schema["enum"] if "enum" in schema else True


@pytest.mark.parametrize(
    ("file", "fields"),
    [
        ("x-api-v2.2.159.openapi.json", connector._TWEETS),
        ("x-api-v2.openapi.json", connector._POSTS),
    ],
)
@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/2/users/by/username/{username}", {"user.fields": connector._USER_FIELDS}),
        (
            "/2/users/{id}/tweets",
            {
                "max_results": "100",
                "exclude": "retweets",
                "start_time": "",
                "end_time": "",
                "pagination_token": "",
            },
        ),
        (
            "/2/tweets/search/all",
            {"query": "", "max_results": "500", "start_time": "", "until_id": "", "next_token": ""},
        ),
        (
            "/2/tweets/counts/all",
            {"query": "", "granularity": "day", "start_time": "", "end_time": "", "next_token": ""},
        ),
        ("/2/usage/tweets", {"days": "1"}),
    ],
)
def test_every_parameter_is_one_of_either_version_of_x(
    specs: Path, file: str, fields: dict[str, str], path: str, asked: dict[str, str]
) -> None:
    document = json.loads((specs / file).read_text(encoding="utf-8"))
    given = document["paths"][path]["get"]["parameters"]
    expected = {
        entry["name"]: entry.get("schema", {}) for entry in (referred(document, p) for p in given)
    }
    posts = fields if path.endswith(("/{id}/tweets", "/search/all")) else {}
    for name, value in {**asked, **posts}.items():
        assert name in expected, f"{path} of {file} has no {name}"
        listed = expected[name].get("items", {}).get("enum") or expected[name].get("enum")
        if listed:
            assert set(value.split(",")) <= set(listed), f"{name}={value}"
        if value.isdigit() and "maximum" in expected[name]:
            assert expected[name]["minimum"] <= int(value) <= expected[name]["maximum"]
