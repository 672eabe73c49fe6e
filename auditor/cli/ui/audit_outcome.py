"""What came of an audit, as the terminal tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.cli.ui.i18n import _
from auditor.cli.ui.output import echo

if TYPE_CHECKING:
    from auditor.app.audit import AuditOutcome


def show_done(carried: AuditOutcome) -> None:
    """Print how each account was judged, what it cost, and where the reports are."""
    from auditor.cli.reading import tell_calls
    from auditor.cli.ui.verdict_table import show_outcome

    if carried.read is not None:
        tell_calls(carried.read)
    for audited in carried.done:
        show_outcome(audited.result)
        echo(_("Report: {path}").format(path=audited.folder / "index.html"))
        if audited.kept is not None:
            echo(_("The result that stood there was kept: {path}").format(path=audited.kept))
