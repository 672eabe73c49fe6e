"""How reports look with a consultant's face: tried on the example, before a client sees it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from auditor.app.support.output_paths import report_folder

if TYPE_CHECKING:
    from reports.brand import Brand


@dataclass(frozen=True)
class BrandRequest:
    """What is asked of a brand.

    Args:
        file: a file with a ``[consultant]``.
        language: of the example's report.
        out: where to write the example's report; ``None`` for a new folder in the working folder.
    """

    file: Path
    language: str
    out: Path | None = None


def read_brand(request: BrandRequest) -> Brand:
    """The brand that a file describes.

    Raises:
        InputError: it cannot be read, has mistakes, or its logo cannot be used.
    """
    from auditor.core.client_file import read_consultant
    from reports.brand import brand_of

    return brand_of(read_consultant(request.file))


def preview(request: BrandRequest, brand: Brand) -> list[Path]:
    """Write the report of the fictional firm with a brand; returns the files.

    Raises:
        UsageError: the folder cannot be made.
    """
    from auditor import demo
    from auditor.result.build import as_result, run_audit
    from auditor.store import Store
    from reports.write import write_report

    folder = report_folder(request.out, "brand-preview")
    with TemporaryDirectory() as scratch, Store.open(Path(scratch) / "example.sqlite3") as store:
        demo.write_demo(store)
        raw = run_audit(store, demo.SPEC, demo.GENERATED_AT, demo.AS_OF, demo.HISTORY_DAYS, True)
    return write_report(as_result(raw), folder, ["html"], request.language, brand)
