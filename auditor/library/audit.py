"""What an audit found, as data frames, a page and a document."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.errors import UsageError
from auditor.core.messages import msg
from auditor.library.frames import typed_frame

if TYPE_CHECKING:
    import pandas as pd

    from auditor.result.raw import RawResult
    from auditor.result.schema import Result
    from reports.brand import Brand
    from reports.notes import Notes


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

    def html(
        self,
        language: str = "en",
        consultant: str | os.PathLike[str] | None = None,
        notes: str | os.PathLike[str] | None = None,
    ) -> str:
        """The report as one page of HTML.

        Args:
            language: ``en`` or ``it``.
            consultant: a TOML file with a ``[consultant]``: whoever hands the report over.
            notes: a Markdown file with the consultant's own words.

        Raises:
            InputError: a file, or a logo that it names, cannot be used.
        """
        from reports.html import render_html

        return render_html(self.result, language, *_face_and_words(consultant, notes))

    def write(
        self,
        folder: str | os.PathLike[str],
        formats: Sequence[str] = ("html", "json"),
        language: str = "en",
        consultant: str | os.PathLike[str] | None = None,
        notes: str | os.PathLike[str] | None = None,
    ) -> list[Path]:
        """Write the report into a folder, in the forms and under the names of ``auditor report``.

        Args:
            folder: the folder; it is made where there is none.
            formats: of ``html json pdf xlsx csv mail png charts pptx``.
            language: ``en`` or ``it``.
            consultant: a TOML file with a ``[consultant]``: whoever hands the report over.
            notes: a Markdown file with the consultant's own words.

        Returns:
            The files, in the order of ``formats``.

        Raises:
            UsageError: a format is none.
            InputError: a file cannot be used.
            MissingPackageError: a form needs a package that is not installed.
        """
        from auditor.core.files import make_folder
        from reports.forms import FORMS
        from reports.write import write_report

        unknown = next((name for name in formats if name not in FORMS), None)
        if unknown is not None:
            raise UsageError(
                msg("'{name}' is not a form of report.", name=unknown),
                msg("Write one or more of: {names}.", names=list(FORMS)),
            )
        brand, words = _face_and_words(consultant, notes)
        make_folder(Path(folder))
        return write_report(self.result, Path(folder), formats, language, brand, words)

    def to_json(self) -> str:
        """The result as ``result.json`` holds it."""
        return json.dumps(self.data, ensure_ascii=False, allow_nan=False)


def _face_and_words(
    consultant: str | os.PathLike[str] | None, notes: str | os.PathLike[str] | None
) -> tuple[Brand, Notes]:
    from auditor.app.support.hand_over import face_and_words
    from auditor.core.client_file import read_consultant

    return face_and_words(
        None if consultant is None else read_consultant(Path(consultant)),
        None if notes is None else Path(notes),
    )


def _number(value: object) -> float | None:
    """A signal's value; ``None`` for one that is no number, such as a median not reached."""
    return float(value) if isinstance(value, int | float) else None
