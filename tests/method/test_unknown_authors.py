"""Comments of which the network does not tell who wrote them say nothing about answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from auditor.core.model import Account, AccountRef, Comment, Origin
from auditor.result.build import as_result, run_audit
from auditor.result.schema import Result
from auditor.store import RunStart, Store
from tests.method.makers import AS_OF, Made, spec_of, write
from tests.method.test_verdicts import account


def page(*comments: Comment) -> Made:
    made = account([0.5 + 3 * n for n in range(60)], [9])
    made.ref = AccountRef("facebook", "esempio")
    made.comments, made.comments_read = list(comments), True
    return made


def said(n: int, by_account: bool | None) -> Comment:
    return Comment(f"c{n}", f"p{n}", AS_OF - timedelta(days=3 * n), is_account=by_account)


def audited(store: Store, made: Made) -> Result:
    return as_result(run_audit(store, spec_of([made]), AS_OF, AS_OF))


def test_neither_the_rate_nor_the_verdict_nor_a_note_says_that_nobody_answers(
    tmp_path: Path,
) -> None:
    with Store.open(tmp_path / "store.sqlite3") as store:
        made = page(*(said(n, None) for n in range(1, 20)), said(20, True))
        write(store, [made])
        result = audited(store, made)
    (account_row,) = result.accounts
    for name in ("reply_rate", "reply_time", "unique_commenters", "returning_commenters"):
        assert account_row.signals[name].value is None, name
        assert account_row.signals[name].missing is not None
    assert not account_row.coverage.comments_read
    assert account_row.halves is not None
    assert account_row.halves.listens.parts["reply_rate"] is None
    notes = {note.code for note in result.data_quality}
    assert "authors_untold" in notes
    assert "comments_unread" not in notes


def test_a_later_reading_that_tells_the_authors_brings_the_rate(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite3") as store:
        made = page(*(said(n, None) for n in range(1, 20)))
        write(store, [made])
        with store.write() as writer:
            account_id = writer.account(Account(made.ref), AS_OF)
            run_id = writer.start_run(account_id, RunStart(Origin.API, "maker", AS_OF))
            sentences = [replace(comment, is_account=False) for comment in made.comments]
            writer.comments(account_id, run_id, sentences, AS_OF)
        (account_row,) = audited(store, made).accounts
    assert account_row.signals["reply_rate"].n == 19
    assert account_row.signals["reply_rate"].value is not None
