"""The results of twenty stores as numbers of their own, kept beside: what moves no line of the
method leaves them as they are.

``python -m tests.method.kept_results`` writes them anew, where a change of the method is meant.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from auditor.result.build import run_audit
from auditor.store import Store
from tests.method import makers

KEPT = Path(__file__).with_name("kept_results.json")
STORES, ACCOUNTS, DIGITS = 20, 5, 9


def digests() -> dict[str, str]:
    """Of every store its result as a hash; without the program's version, numbers rounded so that
    the last bit of a machine's logarithm changes nothing."""
    return {str(number): _digest(number) for number in range(STORES)}


def _digest(number: int) -> str:
    accounts = [makers.make(number * ACCOUNTS + index) for index in range(ACCOUNTS)]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "s.sqlite3") as store:
        makers.write(store, accounts)
        now = makers.AS_OF + timedelta(hours=1)
        raw = run_audit(store, makers.spec_of(accounts), now, makers.AS_OF)
    del raw["provenance"]["tool_version"]
    text = json.dumps(_rounded(raw), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {name: _rounded(entry) for name, entry in value.items()}
    return [_rounded(cell) for cell in value] if isinstance(value, list | tuple) else value


if __name__ == "__main__":
    KEPT.write_text(json.dumps(digests(), indent=1) + "\n", encoding="utf-8")
