"""LinkedIn's REST API asked: its headers, its lists of ids, its three ways of turning a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from auditor.core.json_types import JsonValue
from auditor.core.messages import msg
from connectors.collecting.refusals import in_halves
from connectors.errors import TransientError
from connectors.http.json_fields import get_count as number_of
from connectors.http.json_fields import get_dict, get_dicts, get_rows, get_str
from connectors.http.request import Params
from connectors.http.response import ApiResponse, ApiRules
from connectors.http.session import Session
from connectors.http.status_errors import host_of, unexpected
from connectors.linkedin.errors import (
    A_MINUTE,
    BETWEEN_FIGURES,
    FEED,
    FIGURES,
    MEMBER_FIGURES,
    BadRequestError,
    classify,
    endpoint,
)

_BATCH = 50
Payload = Mapping[str, Any]


class Api:
    """One key's view of the API. ``base`` is what stands before ``/rest``."""

    def __init__(
        self, session: Session, rules: ApiRules, base: str, version: str, token: str
    ) -> None:
        self._session, self._base = session, base
        self._headers = {
            "Authorization": f"Bearer {token}",
            "LinkedIn-Version": version,
            "X-Restli-Protocol-Version": "2.0.0",
        }
        self._slow: set[str] = set()
        self._rules = replace(rules, classify=self._judge, between=self._between)

    @property
    def is_slow(self) -> bool:
        """Whether an endpoint has asked for a minute between two calls."""
        return bool(self._slow)

    def _judge(self, response: ApiResponse) -> JsonValue:
        """The usual rules; an endpoint that once asked for a minute keeps it from then on."""
        name = endpoint(urlsplit(response.url).path)
        if response.status == 429 and name == FEED:
            self._slow.add(name)
        if response.status == 429 and name in {FIGURES, MEMBER_FIGURES}:
            words = msg("{host} was asked too often.", host=host_of(response))
            return TransientError(words, retry=False)  # what can be done without is not waited for
        return classify(response)

    def _between(self, path: str) -> float:
        name = endpoint(path)
        return A_MINUTE if name in self._slow else BETWEEN_FIGURES if name == FIGURES else 0.0

    def ask(self, path: str, params: Params = (), finder: bool = False) -> Payload:
        """One answer. ``path`` may carry a query of its own, with lists in it.

        Args:
            path: it may carry a query of its own.
            params: the query.
            finder: whether it is a finder, which takes lists.
        """
        headers = {**self._headers, **({"X-RestLi-Method": "FINDER"} if finder else {})}
        response = self._session.get(self._rules, f"{self._base}/rest/{path}", params, headers)
        data = response.json()
        if not isinstance(data, dict):
            raise unexpected(host_of(response))
        return data

    def batch(self, path: str, ids: Sequence[str], params: Params = ()) -> dict[str, Payload]:
        """Entities by their ids, as many in a call as its address holds. What was refused or has
        gone is not among them.

        Args:
            path: where the entities lie.
            ids: their ids.
            params: the query.
        """
        entities: dict[str, Payload] = {}

        def ask(part: Sequence[str]) -> dict[str, Payload]:
            results = self.ask(f"{path}?ids={id_list(part)}", params)["results"]
            return {
                unquote(str(name)): result
                for name, result in results.items()
                if isinstance(result, dict)
            }

        for first in range(0, len(ids), _BATCH):
            entities.update(in_halves(ids[first : first + _BATCH], ask, BadRequestError)[0])
        return entities


def id_list(ids: Sequence[str]) -> str:
    """Ids as the API wants them: each one encoded, the brackets around them not."""
    return f"List({','.join(quote(name, safe='') for name in ids)})"


def next_start(data: Payload, start: int, count: int) -> int | None:
    """Where the next page begins: as a link says, else as the declared total proves.

    A page that is not full proves nothing against them: entries that may not be shown are left out
    of it. Where neither is told, a full page has a next one.

    Args:
        data: what the network answered.
        start: where this page begins.
        count: entries asked for.
    """
    paging, rows = get_dict(data, "paging"), get_rows(data, "elements")
    for row in get_dicts(paging, "links"):
        if row.get("rel") == "next":
            offset = dict(parse_qsl(urlsplit(str(row.get("href"))).query)).get("start", "")
            return int(offset) if offset.isdecimal() and int(offset) > start else start + count
    total = number_of(paging, "total")
    goes_on = len(rows) >= count if total is None else start + count < total
    return start + count if goes_on else None


def next_cursor(data: Payload) -> str | None:
    """The cursor of the next page. LinkedIn spells the name of the place wrongly."""
    meta = get_dict(data, "metadata")
    for source in (
        get_dict(meta, "paginationCursorMetdata"),
        get_dict(meta, "paginationCursorMetadata"),
        meta,
    ):
        cursor = get_str(source, "nextPaginationCursor")
        if cursor is not None:
            return cursor
    return None


def urns(data: Payload) -> Iterator[str]:
    """The ids of what a finder lists, under whichever of its names."""
    rows = data.get("elements")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, str):
            yield row
        elif isinstance(row, dict):
            names = (
                get_str(row, name)
                for name in (
                    "id",
                    "urn",
                    "postUrn",
                    "shareUrn",
                    "ugcUrn",
                    "ugcPostUrn",
                    "commentUrn",
                )
            )
            urn = next((name for name in names if name and name.startswith("urn:li:")), None)
            if urn is not None:
                yield urn
