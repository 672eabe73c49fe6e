"""JSON nested more deeply than anything that is meant: from files, hosts, tokens, results."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.core.client_file import ClientFileError, read_client
from auditor.core.errors import InputError, UsageError
from auditor.core.json_types import parse_json
from connectors.auth.tokens import TokenFile
from connectors.errors import PlatformError
from connectors.files import make_options, read_files
from connectors.http.response import ApiResponse
from connectors.meta.errors import usage

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
DEEP = {
    "lists": "[" * 100_000 + "]" * 100_000,
    "objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "open lists": "[" * 100_000,
    "in a list of posts": '[{"tweet":' + "[" * 100_000 + "]" * 100_000 + "}]",
}
# What is read here was written by the program itself, or has been looked at before.
OWN = {
    "auditor/app/support/kept_results.py",
    "auditor/core/json_types.py",
    "auditor/demo/write.py",
    "auditor/result/read.py",
    "connectors/collecting/paging.py",
    "connectors/files/table/spreadsheet.py",
    "connectors/meta/graph.py",
    "connectors/site/connector.py",
    "connectors/x/connector.py",
    "connectors/youtube/position.py",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_it_is_no_json(text: str) -> None:
    with pytest.raises(ValueError, match=r"too deeply|Expecting"):
        parse_json(text)


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("name", ["posts.json", "posts.csv", "result.json", "tweets.js"])
def test_a_file_of_it_is_refused_in_words(text: str, name: str, tmp_path: Path) -> None:
    prefix = "window.YTD.tweets.part0 = " if name.endswith(".js") else ""
    alone = tmp_path / name
    alone.write_text(prefix + text, encoding="utf-8")
    packed = tmp_path / "archive.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"data/{name}", prefix + text)
    for path in (alone, packed):
        with pytest.raises(UsageError):
            read_files([path], make_options(account="x:esempio"), NOW)


def test_a_host_and_a_file_of_logins_are_damaged_and_no_more(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.json"
    tokens.write_text('{"tokens": ' + DEEP["objects"] + "}", encoding="utf-8")
    assert TokenFile(tokens).tokens() == {}
    for text in DEEP.values():
        response = ApiResponse(200, {}, text.encode(), "https://example.com/")
        with pytest.raises(PlatformError):
            response.json()
        assert usage({"x-app-usage": text, "x-business-use-case-usage": text}, NOW) is None


def test_every_other_text_of_json_is_read_in_one_place() -> None:
    reading = {
        str(path.relative_to(ROOT))
        for folder in ("auditor", "connectors", "reports")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\bjson\.loads?\(", path.read_text(encoding="utf-8"))
    }
    assert reading == OWN


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text",
    [
        ".".join("a" * 50_000) + " = 1",
        "[" + " . ".join(['"a"'] * 50_000) + "]",
        "x = {" + ".".join(["'a b'"] * 50_000) + " = 1}",
        "[[" + ".".join(["a" * 99] * 15_000) + "]]",
        ".".join(['"' + "a" * 500 + '"'] * 3_000) + " = 1",
    ],
    ids=["dotted", "table", "inline", "array", "quoted"],
)
def test_a_key_of_thousands_of_parts_is_refused_at_once(text: str, tmp_path: Path) -> None:
    path = tmp_path / "client.toml"
    path.write_text(text)
    with pytest.raises(InputError, match="nested too deeply"):
        read_client(path)


def test_thousands_of_mistakes_are_counted_and_some_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "client.toml"
    path.write_text("\n".join(f"[a{n}]" for n in range(5_000)))
    with pytest.raises(ClientFileError, match="5001 mistakes") as refused:
        read_client(path)
    assert len(refused.value.problems) == 51
    assert str(refused.value.problems[-1]) == "and 4951 more"
