"""Reads one account into the store, a page a transaction, so that a stop loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from auditor.core.model import Account, AccountRef, Origin, Window
from auditor.core.reasons import Reason
from auditor.store.storable import storable
from connectors.base import AskedPost, CommentPage, Connector, KnownAccount
from connectors.collecting import run as runs
from connectors.collecting.forecast import moving_since, wanted_window
from connectors.collecting.paging import (
    COMMENTS,
    POSTS,
    Cursors,
    Reached,
    Step,
    choose_resume_point,
    empty_pages,
    walk,
)
from connectors.collecting.progress import AccountReport, Order, Progress
from connectors.collecting.run import ReadingRun, may_have_new_comments, missing_of
from connectors.errors import (
    MALFORMED,
    BudgetError,
    ConnectorError,
    StalePositionError,
    TransientError,
)
from connectors.http.session_errors import stopped
from connectors.http.status_errors import fault_of, unexpected

if TYPE_CHECKING:
    from auditor.store import PostToAsk, RunStart, Store, Writer
    from connectors.http.usage import Spent

_T = TypeVar("_T")
_READ_AGAIN_AFTER = timedelta(hours=1)
UNREAD = "undated"
_FIELDS = ("followers", "profile", "posts", "replies")


class AccountReader:
    """Reads one account: profile, posts, comments."""

    def __init__(self, store: Store, connector: Connector, ref: AccountRef, order: Order) -> None:
        self._store = store
        self._connector = connector
        self._order = order
        self._tally: Spent
        self._run: ReadingRun | None = None
        self._account: Account | None = None
        self._expected: float | None = None
        self._pace = runs.Pace(0, 0.0)
        self.report = AccountReport(ref)

    def read(self) -> AccountReport:
        """Read it. What goes wrong with this account, be it the network's, the store's or the
        program's own fault, is told in the report and never raised: others are read meanwhile."""
        with self._connector.session.ledger.measure() as self._tally:
            self._tell("profile")
            try:
                self._read_all()
            except ConnectorError as error:
                self._fail(error)
            except Exception as error:  # noqa: BLE001 - one account's fault is that account's only
                self.report.cause = error
                self._fail(fault_of(error))
        self.report.calls, self.report.units = self._tally.calls, self._tally.units
        self.report.money = self._tally.money
        self._tell("done", done=True)
        return self.report

    def _read_all(self) -> None:
        account = storable(self._ask(self._resolved))
        self.report.same_as = self._order.claim(self._host, account)
        if self.report.same_as is not None:
            with self._store.write() as writer:
                writer.account(account)
            return
        account_id = self._store.same(account)
        if account_id is not None and not self._order.fresh:
            details = self._store.kept_details(account_id)
            account = replace(account, details={**details, **account.details})
        self._account = account
        resumed = self._begin(account, account_id)
        run = self._read_run(account)
        newest = self._order.window.end
        if resumed and newest - run.started_at > _READ_AGAIN_AFTER:
            self._start(account, Window(run.started_at, newest))
            self._read_run(account)

    def _read_run(self, account: Account) -> ReadingRun:
        run = self._current()
        if not run.posts_done:
            self._read_posts(account, run)
        if self._order.comments and self._connector.info.has_dialogue and run.has_comments:
            self._read_comments(account, run)
        self._finish(run, None)
        return run

    def _resolved(self) -> Account:
        account = self._connector.resolve(self.report.ref)
        profile = account.profile or self._connector.profile(account)
        return replace(account, profile=profile)

    def _ask(self, call: Callable[[], _T]) -> _T:
        """Ask the connector; an answer in no known form becomes an error of the network."""
        if self._order.stop.is_set():
            raise stopped()
        try:
            return call()
        except MALFORMED as error:
            raise unexpected(self._connector.info.title) from error

    def _begin(self, account: Account, account_id: int | None) -> bool:
        """Go on with a young unfinished run, or start a new one. Whether it goes on."""
        points = self._store.resume_points(account_id) if account_id is not None else {}
        chosen = choose_resume_point(points, self._order.window, self._order.now())
        if account_id is None or chosen is None:
            self._start(account, self._wanted(account_id))
            return False
        point, reached = chosen
        window = point.asked or self._order.window
        self._run = ReadingRun(point.run_id, account_id, point.started_at, window, reached)
        self._run.posts_done = point.stream == COMMENTS
        self._plan(account, window)
        return True

    def _wanted(self, account_id: int | None) -> Window:
        window = self._order.window
        if self._order.fresh:
            return window
        return wanted_window(self._store, self._connector.info, account_id, window)

    def _start(self, account: Account, window: Window) -> None:
        started = self._order.now()
        with self._store.write() as writer:
            account_id = writer.account(account, started)
            run_id = writer.start_run(account_id, self._run_start(started, window))
            self._run = ReadingRun(run_id, account_id, started, window, Reached())
            for stream in (POSTS, COMMENTS):
                writer.resume_at(account_id, run_id, stream, None, started)
            offered = self._connector.info.offered(account.access)
            missing = {name: reason for name, reason in offered.items() if reason is not None}
            if not self._order.comments:
                missing["replies"] = Reason.NOT_FETCHED
            if account.profile is not None:
                profile = replace(account.profile, observed_at=started)
                writer.profile(account_id, run_id, profile, Origin.API)
                missing.update(account.profile.missing)
            writer.missing(account_id, run_id, missing)
        self._plan(account, window)

    def _run_start(self, started: datetime, window: Window) -> RunStart:
        from auditor.store import RunStart

        return RunStart(
            origin=Origin.API,
            connector=self._connector.info.platform,
            started_at=started,
            connector_version=self._connector.version,
            api_version=self._connector.api_version,
            source=self._connector.host(self.report.ref),
            asked=window,
        )

    def _plan(self, account: Account, window: Window) -> None:
        facts = KnownAccount(account.ref, self._declared(account), access=account.access)
        plan = self._connector.plan(facts, window, self._order.comments)
        self.report.planned_calls = self._expected = plan.calls.likely
        before = self._tally.calls
        pages = -(-(self._declared(account) or 0) // max(1, self._connector.info.page_size))
        self._pace = runs.Pace(before, max(0.0, plan.calls.likely - before - pages))
        self.report.planned_money = plan.money.likely

    def _read_posts(self, account: Account, run: ReadingRun) -> None:
        info = self._connector.info
        total = self._declared(account)
        fetch = partial(self._connector.posts, account, run.asked)
        declared = account.profile.posts if account.profile else None
        steps = walk(
            fetch,
            run.asked,
            self._host,
            run.reached,
            total,
            info.in_order,
            info.old_pages,
            empty_pages(declared, info.page_size),
            info.most_pages,
        )
        while (step := self._ask(partial(next, steps, None))) is not None:
            self._write_posts(run, step)
            if step.position is not None:
                expected = self._pace.in_all(self._tally.calls, run.reached, total, run.asked)
                self._expected = expected or self._expected
            self._tell(POSTS)
        run.posts_done = True

    def _declared(self, account: Account | None) -> int | None:
        """How many entries the network says that the listing holds."""
        counts = self._connector.info.counts_listing
        return account.profile.posts if account and account.profile and counts else None

    @property
    def _host(self) -> str:
        return self._connector.host(self.report.ref)

    def _write_posts(self, run: ReadingRun, step: Step) -> None:
        observed = self._order.now()
        last, reached = step.position is None, run.reached
        reached.posts += len(step.posts)
        reached.at = step.position
        run.short, run.open_end = step.short, step.page.open_end
        run.unchanged = step.page.unchanged is not None
        ahead = runs.from_the_future(step.page.items, observed)
        reached.partial |= step.page.partial or step.page.unread + ahead > 0
        run.notes.update({**step.page.notes, UNREAD: step.page.unread, "ahead": ahead})
        run.has_comments = "replies" not in step.page.missing
        if (refused := step.page.refused) is not None:
            self.report.error, self.report.advice = refused.message, refused.advice
        whole = last and not (run.short or run.open_end or run.unchanged)
        reached.oldest = None if whole else step.oldest or reached.oldest
        reached.first = runs.first_of(reached.first, step.posts)
        missing = {**missing_of(step.posts), **step.page.missing}
        with self._store.write() as writer:
            new = writer.posts(run.account_id, run.id, step.posts, observed, Origin.API)
            writer.missing(run.account_id, run.id, missing)
            if step.page.keep and self._account is not None:
                details = {**self._account.details, **step.page.keep}
                writer.account(replace(self._account, details=details), observed)
            self._mark(writer, run, POSTS, None if last else step.position)
            if last and self._order.comments:
                self._mark(writer, run, COMMENTS, "")
        self.report.posts_read += len(step.posts)
        self.report.posts_new += new

    def _read_comments(self, account: Account, run: ReadingRun) -> None:
        of_posts = not self._connector.info.under_no_post
        posts = self._store.posts_to_ask(run.account_id, run.asked) if of_posts else []
        position = run.reached.at or None
        moving = moving_since(self._connector.info, run.asked)
        to_ask = [runs.asked(post) for post in posts if may_have_new_comments(post, moving)]
        if position is None:
            self._write_silent(run, posts)
        # What was planned by guess is now known.
        if of_posts:
            self._expected = self._tally.calls + len(to_ask)
        self._ask_comments(account, run, to_ask, position)
        if position is not None and of_posts:
            # what an earlier sitting passed over, because the network was out of order then
            posts = self._store.posts_to_ask(run.account_id, run.asked)
            left = [
                runs.asked(post)
                for post in posts
                if may_have_new_comments(post, moving) and post.read is None
            ]
            self._ask_comments(account, run, left, None)
        run.comments_done = run.has_comments and not self._connector.info.counts_incoming

    def _ask_comments(
        self, account: Account, run: ReadingRun, to_ask: Sequence[AskedPost], position: str | None
    ) -> None:
        cursors = Cursors(self._host)
        while to_ask or self._connector.info.under_no_post:
            if position is not None:
                cursors.take(position)
            call = partial(self._connector.comments, account, to_ask, run.asked, position)
            try:
                page = self._ask(call)
            except StalePositionError as stale:
                position = cursors.begin_again(stale)
                continue
            position = page.position
            self._write_comments(run, page)
            if position is None:
                break

    def _write_comments(self, run: ReadingRun, page: CommentPage) -> None:
        observed = self._order.now()
        run.reached.comments += len(page.comments)
        run.notes.update(page.notes)
        if self._connector.info.under_no_post:
            run.has_comments &= "replies" not in page.missing
        with self._store.write() as writer:
            new = writer.comments(run.account_id, run.id, page.comments, observed)
            writer.comments_read(run.account_id, page.read, observed)
            writer.incoming(run.account_id, page.incoming)
            writer.missing(run.account_id, run.id, page.missing)
            self._mark(writer, run, COMMENTS, page.position)
        self.report.comments_read += len(page.comments)
        self.report.comments_new += new
        self._tell(COMMENTS)

    def _write_silent(self, run: ReadingRun, posts: Sequence[PostToAsk]) -> None:
        """Posts without a comment need no call: that there is none was read with the post."""
        silent = {post.platform_id: 0 for post in posts if post.comments == 0}
        if silent:
            with self._store.write() as writer:
                writer.comments_read(run.account_id, silent, self._order.now())

    def _mark(self, writer: Writer, run: ReadingRun, stream: str, position: str | None) -> None:
        """Note where to go on, in the transaction of the rows read up to there."""
        encoded = None
        if position is not None:
            run.reached.at = position
            encoded = run.reached.encode(self._tally.calls, self._tally.units, self._tally.money)
        writer.resume_at(run.account_id, run.id, stream, encoded, self._order.now())

    def _finish(self, run: ReadingRun, error: ConnectorError | None) -> None:
        from auditor.store import RunEnd

        profile = self._account.profile if self._account else None
        self.report.complete, self.report.listed = run.complete, run.reached.listed
        self.report.declared = self._declared(self._account)
        self.report.notes = dict(+run.notes)
        end = RunEnd(
            finished_at=self._order.now(),
            covered=runs.covered(run, self._account),
            complete=self.report.complete,
            stopped_because=self._why(error),
            comments_read=run.comments_done,
            rows=run.reached.posts,
            posts_declared=profile.posts if profile else None,
            calls=run.reached.calls + self._tally.calls,
            units=run.reached.units + self._tally.units,
            money=runs.dollars_spent(run.reached.money + self._tally.money),
            notes={**+run.notes, **({} if error is None else {"error": str(error.message)})},
        )
        with self._store.write() as writer:
            if end.complete and end.covered is not None and not run.unchanged:
                writer.mark_deleted(run.account_id, end.covered, run.started_at, end.finished_at)
            if not self._goes_on(error):
                for stream in (POSTS, COMMENTS):
                    writer.resume_at(run.account_id, run.id, stream, None, end.finished_at)
                writer.missing(run.account_id, run.id, runs.unread(run, error))
            writer.finish_run(run.id, end)

    def _why(self, error: ConnectorError | None) -> str | None:
        if error is None:
            return None
        return "interrupted" if self._order.stop.is_set() else str(error.reason)

    def _goes_on(self, error: ConnectorError | None) -> bool:
        """Whether the next collection should go on from here."""
        return self._order.stop.is_set() or isinstance(error, TransientError)

    def _fail(self, error: ConnectorError) -> None:
        self.report.reason, self.report.stopped = error.reason, self._order.stop.is_set()
        self.report.error, self.report.advice = error.message, error.advice
        self.report.over_budget = isinstance(error, BudgetError)
        try:
            if self._run is not None:
                self._finish(self._run, error)
            elif not self.report.stopped:
                self._record_unread(error)
        except Exception as further:  # noqa: BLE001 - the first fault is told; this is its echo
            self.report.cause = self.report.cause or further

    def _record_unread(self, error: ConnectorError) -> None:
        """A run that read nothing, with the reason."""
        from auditor.store import RunEnd

        started = self._order.now()
        end = RunEnd(
            finished_at=started,
            covered=None,
            complete=False,
            stopped_because=str(error.reason),
            rows=0,
            calls=self._tally.calls,
            units=self._tally.units,
            money=runs.dollars_spent(self._tally.money),
            notes={"error": str(error.message)},
        )
        with self._store.write() as writer:
            account_id = writer.account(Account(self.report.ref))
            run_id = writer.start_run(account_id, self._run_start(started, self._order.window))
            writer.missing(account_id, run_id, dict.fromkeys(_FIELDS, error.reason))
            writer.finish_run(run_id, end)

    def _current(self) -> ReadingRun:
        if self._run is None:
            raise RuntimeError("no run was begun")
        return self._run

    def _tell(self, stage: str, done: bool = False) -> None:
        report = self.report
        counts = (report.posts_read, report.comments_read, self._tally.calls)
        declared = self._declared(self._account)
        self._order.tell(Progress(report.ref, stage, *counts, self._expected, done, declared))
