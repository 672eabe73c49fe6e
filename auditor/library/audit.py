"""What an audit found, as data frames, a page and a document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.library.frames import typed_frame

if TYPE_CHECKING:
    import pandas as pd

    from auditor.result.raw import RawResult
    from auditor.result.schema import Result


@dataclass(frozen=True)
class Audit:
    """What an audit found. ``data`` is the result as ``result.json`` holds it."""

    data: RawResult

    @property
    def result(self) -> Result:
        """The result as a checked object (``auditor.result/2``)."""
        from auditor.result.build import as_result

        return as_result(self.data)

    @property
    def verdicts(self) -> pd.DataFrame:
        """A row an account: its verdict, how sure it is (0..1), its score with its interval.

        ``<NA>`` where there is none; ``leans`` says that the verdict only leans there.
        """
        rows = [
            (
                account["ref"],
                account["verdict"]["code"],
                account["verdict"]["label"],
                account["verdict"]["confidence"],
                account["verdict"]["leans"],
                account["score"]["value"],
                account["score"]["low"],
                account["score"]["high"],
                account["followers"],
            )
            for account in self.data["accounts"]
        ]
        return typed_frame(
            rows,
            {
                "account": "string",
                "verdict": "string",
                "label": "string",
                "confidence": "Float64",
                "leans": "boolean",
                "score": "Float64",
                "score_low": "Float64",
                "score_high": "Float64",
                "followers": "Int64",
            },
        )

    @property
    def signals(self) -> pd.DataFrame:
        """A row an account and signal: ``value`` with its ``unit``, of how many cases (``n``), and
        why it is ``missing`` where it is."""
        units = {name: signal["unit"] for name, signal in self.data["method"]["signals"].items()}
        rows = [
            (
                account["ref"],
                name,
                _number(signal["value"]),
                units[name],
                signal["n"],
                signal["missing"],
            )
            for account in self.data["accounts"]
            for name, signal in account["signals"].items()
        ]
        return typed_frame(
            rows,
            {
                "account": "string",
                "signal": "string",
                "value": "Float64",
                "unit": "string",
                "n": "Int64",
                "missing": "string",
            },
        )

    def html(self, language: str = "en") -> str:
        """The report as one page of HTML, in ``en`` or ``it``."""
        from reports.html import render_html

        return render_html(self.result, language)

    def to_json(self) -> str:
        """The result as ``result.json`` holds it."""
        return json.dumps(self.data, ensure_ascii=False, allow_nan=False)


def _number(value: object) -> float | None:
    """A signal's value; ``None`` for one that is no number, such as a median not reached."""
    return float(value) if isinstance(value, int | float) else None
