"""``auditor demo``: a whole audit of a firm that does not exist, without key or network."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, open_option, report_out_option
from auditor.cli.ui.i18n import _, language
from auditor.cli.ui.output import echo
from auditor.core.messages import msg

STORE = "demo.sqlite3"


@framework.command(
    "demo",
    msg(
        "Audit a fictional firm and write its report.\n\nSix pages of Esempio S.p.A., which does "
        "not exist: one that nobody tends, one that falls silent, one that talks with people, one "
        "that was left, one too young to be judged, and one of which too little is known to be "
        "sure. No key, no network."
    ),
    (
        Example("auditor demo --open", msg("Write the report and open it:")),
        Example("auditor demo --out show --language it", msg("In Italian, into a folder:")),
    ),
)
@report_out_option
@open_option
@click.pass_obj
def command(state: State, /, out: Path | None, show: bool) -> int:
    """Write the demo's store, audit it, write the report."""
    return show_demo(state, out, show)


def show_demo(state: State, out: Path | None = None, show: bool = True) -> int:
    """The whole example. Returns the exit status."""
    from auditor import demo
    from auditor.app.support.output_paths import report_folder
    from auditor.cli.ui.browser import open_page
    from auditor.cli.ui.verdict_table import show_outcome
    from auditor.result.build import as_result, run_audit, write_result
    from auditor.store import Store
    from reports.write import write_report

    folder = report_folder(out, "demo-report")
    _remove_old_store(folder)
    with Store.open(folder / STORE) as store:
        demo.write_demo(store)
        raw = run_audit(store, demo.SPEC, demo.GENERATED_AT, demo.AS_OF, demo.HISTORY_DAYS, True)
    write_result(raw, folder / "result.json")
    result = as_result(raw)
    written = write_report(result, folder, ["html"], state.language or language())
    show_outcome(result)
    _self_assessment(folder, state.language or language())
    echo(_("Report: {path}").format(path=folder / "index.html"))
    if show:
        open_page(written)
    return Exit.DONE


def _self_assessment(folder: Path, spoken: str) -> None:
    """A questionnaire to try, and what the fictional firm answered."""
    from auditor import demo
    from auditor.core.files import write_text
    from reports.questionnaire import render_questionnaire

    write_text(
        folder / "questionnaire.html", render_questionnaire("company", demo.ASSESSED, spoken)
    )
    write_text(folder / "answers.json", demo.ANSWERS.read_text(encoding="utf-8"))


def _remove_old_store(folder: Path) -> None:
    """An earlier demo in the same folder is replaced, not added to."""
    for ending in ("", "-wal", "-shm"):
        (folder / f"{STORE}{ending}").unlink(missing_ok=True)
