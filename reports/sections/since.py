"""Since the last audit: pillars before and after, and the checks that changed their state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.core import labels
from auditor.core.messages import Message, msg, msgn
from auditor.result.schema import Previous
from auditor.result.schema_account import AccountResult, PreviousAccount
from reports.figures import Change, Dumbbell, Figure, Table
from reports.language import NO_VALUE, Rounded
from reports.names import PageContext, last_day
from reports.safety import page_text
from reports.sheet.actions import SHORT_TITLES

_STATES: dict[bool | None, Message] = {
    True: msg("in order"),
    False: msg("to fix"),
    None: msg("not measured"),
}


@dataclass(frozen=True, slots=True)
class PageChange:
    """One page: its verdict then and now, the pillars, and the checks of another state."""

    figure: Figure
    checks: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an earlier audit, a page after the other."""

    lead: Message
    note: Message | None
    news: tuple[Message, ...]
    pages: tuple[PageChange, ...]


def since(page: PageContext) -> Since | None:
    """The change since the earlier audit; ``None`` without one."""
    earlier = page.result.previous
    if earlier is None:
        return None
    if earlier.as_of == page.result.as_of:
        return Since(
            msg(
                "No new data since {day}: what was judged then still stands.",
                day=last_day(earlier.as_of).date(),
            ),
            None,
            tuple(_of_the_plan(page, earlier)),
            (),
        )
    note = None
    if earlier.judged_anew is not None:
        note = msg(
            "The method has changed since (version {old}, now {new}): the earlier day was judged "
            "again by this one, from the posts that are kept.",
            old=earlier.judged_anew,
            new=page.result.method.version,
        )
    elif earlier.method_version != page.result.method.version:
        note = msg(
            "The method has changed since (version {old}, now {new}): the two do not compare.",
            old=earlier.method_version,
            new=page.result.method.version,
        )
    if note is not None and earlier.judged_anew is None:
        lead = msg(
            "There is an audit of {old}; this one is of {new}.",
            old=earlier.as_of.date(),
            new=page.result.as_of.date(),
        )
        return Since(lead, note, (), ())
    lead = msg(
        "The audit of {old} beside this one of {new}.",
        old=earlier.as_of.date(),
        new=page.result.as_of.date(),
    )
    return Since(lead, note, tuple(_news(page, earlier)), tuple(_pages(page, earlier)))


def _pages(page: PageContext, earlier: Previous) -> Iterator[PageChange]:
    names = page.names
    first = True
    for number, account in enumerate(page.order, start=1):
        old = earlier.accounts.get(account.ref)
        if old is None:
            continue
        rows = tuple(
            Change(labels.PILLARS[name], old.pillars.get(name), pillar.score)
            for name, pillar in account.pillars.items()
        )
        cells = tuple((row.name, _score(row.before), _score(row.after)) for row in rows)
        figure = Figure(
            id=f"s{number}-since",
            title=_title(page, account, old),
            reading=msg("An open mark is the earlier audit, a full one this."),
            chart=Dumbbell(rows, page.result.method.zones),
            table=Table((msg("Pillar"), msg("Before"), msg("Now")), cells),
            account=names[account.ref],
            open=first,
        )
        first = False
        yield PageChange(figure, tuple(_checks(page, account, old)))


def _score(value: float | None) -> Rounded | str:
    return NO_VALUE if value is None else Rounded(value)


def _news(page: PageContext, earlier: Previous) -> Iterator[Message]:
    """What changed on the client's pages, in words; those without a change are counted."""
    still = 0
    for account in page.order:
        old = earlier.accounts.get(account.ref)
        if account.ref not in page.own_refs:
            continue
        name = page.names[account.ref]
        if old is None:
            yield msg("{page}: looked at for the first time", page=name)
        elif _is_same(account, old):
            still += 1
        else:
            yield msg("{page}: {change}", page=name, change=_title(page, account, old))
    yield from _of_the_plan(page, earlier)
    if still:
        yield msgn("{n} page stands where it stood.", "{n} pages stand where they stood.", still)


def _of_the_plan(page: PageContext, earlier: Previous) -> Iterator[Message]:
    """What somebody had to do, and whether it was done."""
    now = {entry.action: entry for entry in page.result.plan}
    today = page.result.as_of.date()
    for name in dict.fromkeys([*(entry.action for entry in earlier.plan), *now]):
        entry = now.get(name)
        if entry is None or name not in SHORT_TITLES:
            continue
        what, who = SHORT_TITLES[name], page_text(entry.who)
        if entry.done is not None:
            yield msg("Done on {day}: {what}", day=entry.done, what=what)
        elif entry.by is not None and entry.by < today:
            yield (
                msg("Not done, {who}, by {day}: {what}", who=who, day=entry.by, what=what)
                if who
                else msg("Not done by {day}: {what}", day=entry.by, what=what)
            )
        elif any(old.action == name for old in earlier.plan):
            yield msg("Still to do: {what}", what=what)


def _is_same(account: AccountResult, old: PreviousAccount) -> bool:
    """The same verdict, and the score within a point."""
    if account.verdict.code != old.verdict or account.verdict.sub_label != old.sub_label:
        return False
    before, after = old.score, account.score.value
    if before is None or after is None:
        return before is after
    return abs(round(after) - round(before)) <= 1


def _title(page: PageContext, account: AccountResult, old: PreviousAccount) -> Message:
    then = page.in_own_words(old.verdict, labels.verdict_words(old.verdict, old.sub_label))
    now = list(page.in_own_words(account.verdict.code, _label(account)))
    unknown = "insufficient_data"
    if account.verdict.code == unknown and old.verdict != unknown:
        return msg("too little is known to judge it again; it was {then}", then=list(then))
    if old.verdict == unknown and account.verdict.code != unknown:
        return msg("can be judged now: {now}", now=now)
    verdict = (
        msg("still {now}", now=now)
        if list(then) == now
        else msg("from {then} to {now}", then=list(then), now=now)
    )
    before, after = old.score, account.score.value
    if before is None or after is None:
        return verdict
    if round(after) == round(before):
        return msg("{verdict}; the score stays at {score}", verdict=verdict, score=Rounded(after))
    return msg(
        "{verdict}; the score goes from {before} to {after}",
        verdict=verdict,
        before=Rounded(before),
        after=Rounded(after),
    )


def _label(account: AccountResult) -> list[Message]:
    return list(labels.verdict_words(account.verdict.code, account.verdict.sub_label))


def _checks(page: PageContext, account: AccountResult, old: PreviousAccount) -> Iterator[Message]:
    for name, signal in account.signals.items():
        method = page.result.method.signals[name]
        if method.threshold is None or name not in old.passed:
            continue
        then, now = old.passed[name], signal.passed
        if then != now:
            yield msg(
                "{check}: {then} before, {now} now",
                check=Message(method.title),
                then=_STATES[then],
                now=_STATES[now],
            )
