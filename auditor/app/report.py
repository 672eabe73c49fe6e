"""A result again, in another form or language, without any network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from auditor.app.observer import Observer
from auditor.app.support.hand_over import face_and_words
from auditor.app.support.output_paths import dated, report_folder
from auditor.app.support.report_folders import result_in
from auditor.core.errors import ResultError
from auditor.core.messages import msg


@dataclass(frozen=True)
class ReportRequest:
    """What is asked of a report.

    Args:
        result: a file ``result.json``, or the folder that holds one.
        formats: what to write, of ``reports.forms.FORMS``.
        language: of the report.
        today: the user's day, after which a new folder is named.
        out: where to write; ``None`` for a new folder in the working folder.
        previous: an earlier result, to show what has changed.
        answers: a file of the questionnaire, to be put beside the result.
        brand: a file with the ``[consultant]`` who hands the report over.
        note: a Markdown file of her own words.
        observer: hears of headings in it that name no section.
    """

    result: Path
    formats: Sequence[str]
    language: str
    today: date
    out: Path | None = None
    previous: Path | None = None
    answers: Path | None = None
    brand: Path | None = None
    note: Path | None = None
    observer: Observer | None = None


def write_again(request: ReportRequest) -> list[Path]:
    """Write the report of a result; returns the files written.

    Raises:
        ResultError: the result, or the one before, is none or cannot be drawn.
        UsageError: the folder cannot be made, or the file of answers or of the brand is none.
    """
    from auditor.core.client_file import read_consultant
    from auditor.result.read import read_result
    from reports.write import write_report

    consultant = None if request.brand is None else read_consultant(request.brand)
    brand, notes = face_and_words(consultant, request.note, request.observer)
    result = read_result(result_in(request.result))
    if request.previous is not None:
        from auditor.result.previous import figures_of

        result.previous = figures_of(read_result(result_in(request.previous)), result)
    if request.answers is not None:
        from auditor.result.declared import beside
        from auditor.selfassessment.answers import read_answers

        result.selfassessment = beside(result, read_answers(request.answers))
    folder = report_folder(request.out, dated("report", result.client.name, request.today))
    try:
        return list(write_report(result, folder, request.formats, request.language, brand, notes))
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as error:
        raise ResultError(
            msg(
                "{file} cannot be drawn: something in it is not as this program writes it.",
                file=str(request.result),
            ),
            msg("Run the audit again, or see with --debug where it stands."),
        ) from error
