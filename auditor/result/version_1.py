"""Results of version 1 of the method, in the form of version 2: drawn as they were judged.

What version 1 did not measure is null; nothing is judged anew, and nothing of it is compared with a
result of version 2.
"""

from __future__ import annotations

import json
from typing import Any

from auditor.core.json_types import parse_json

FIRST = "auditor.result/1"
SECOND = "auditor.result/2"
_PILLARS = {"resonance": "response"}


def as_second(text: str) -> str:
    """The text of a result, brought to the form of version 2; any other text as it is."""
    if FIRST not in text[:400]:
        return text
    try:
        data = parse_json(text)
        if data.get("schema") != FIRST:
            return text
        _method(data["method"])
        for account in data["accounts"]:
            _account(account)
        for entry in data["subjects"]:
            own = entry["role"] == "client" and entry["kind"] == "company"
            entry["words"] = "sharp" if own else "neutral"
        for entry in ((data.get("previous") or {}).get("accounts") or {}).values():
            entry["pillars"] = _renamed(entry["pillars"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return text  # no result at all: whoever reads it says so
    return json.dumps({**data, "schema": SECOND}, ensure_ascii=False)


def _renamed(pillars: dict[str, Any]) -> dict[str, Any]:
    return {_PILLARS.get(name, name): value for name, value in pillars.items()}


def _method(method: dict[str, Any]) -> None:
    method.pop("showcase", None)
    method.setdefault("lines", {"least_days": 28.0})
    method["weights"] = _renamed(method["weights"])
    for signal in method["signals"].values():
        signal["pillar"] = _PILLARS.get(signal["pillar"], signal["pillar"])


def _account(account: dict[str, Any]) -> None:
    verdict, score, showcase = account["verdict"], account["score"], account["showcase"]
    lines = verdict.pop("evidence")
    for name in ("provisional", "contradiction", "confidence_level"):
        verdict.pop(name, None)
    verdict.update(
        neutral_label=verdict["label"],
        confidence=None,
        level=None,
        leans=False,
        shares={},
        decides=None,
        reasons=[],
        signs=[_sign(line) for line in lines],
    )
    account["pillars"] = _renamed(account["pillars"])
    score.pop("worst", None), score.pop("best", None)
    value = showcase["value"]
    account["showcase"] = {
        "value": None if value is None else 100 * value,
        "low": None,
        "high": None,
        "missing": showcase["missing"],
    }
    mix = account["series"].get("mix")
    if mix is not None:
        account["series"]["mix"] = {
            "posts": mix["posts"],
            "sells": mix["promotion"],
            "home": mix["link_home"],
            "repeats": 0,
            "invites": mix["dialogue"],
            "names": 0,
            "other": mix["other"],
            "unknown": mix["unknown"],
            "formats": mix["formats"],
        }
    account["advice"] = []


def _sign(line: dict[str, Any]) -> dict[str, Any]:
    value = line["value"]
    return {
        "id": line["signal"],
        "value": value if isinstance(value, int | float) else None,
        "low": None,
        "high": None,
        "unit": line["unit"],
        "line": line["threshold"],
        "higher_is_better": None,
        "passed": line["passed"],
        "counted": None,
        "of": line["n"],
    }
