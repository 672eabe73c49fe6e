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
from reports.names import PageContext

_STATES: dict[bool | None, Message] = {
    True: msg("passed"),
    False: msg("failed"),
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
    pages: tuple[PageChange, ...]


def since(page: PageContext) -> Since | None:
    """The change since the earlier audit; ``None`` without one."""
    earlier = page.result.previous
    if earlier is None:
        return None
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
        return Since(lead, note, ())
    lead = msg(
        "The audit of {old} beside this one of {new}.",
        old=earlier.as_of.date(),
        new=page.result.as_of.date(),
    )
    return Since(lead, note, tuple(_pages(page, earlier)))


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
            title=_title(account, old),
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


def _title(account: AccountResult, old: PreviousAccount) -> Message:
    then, now = labels.verdict_words(old.verdict, old.sub_label), _label(account)
    verdict = (
        msg("still {now}", now=now)
        if list(then) == now
        else msg("from {then} to {now}", then=list(then), now=now)
    )
    before, after = old.score, account.score.value
    if before is None or after is None:
        return msg("{verdict}; no score to compare", verdict=verdict)
    change = round(after) - round(before)
    if change == 0:
        return msg("{verdict}; the score stays at {score}", verdict=verdict, score=Rounded(after))
    if change > 0:
        return msgn(
            "{verdict}; {n} point more than {before}",
            "{verdict}; {n} points more than {before}",
            change,
            verdict=verdict,
            before=Rounded(before),
        )
    return msgn(
        "{verdict}; {n} point less than {before}",
        "{verdict}; {n} points less than {before}",
        -change,
        verdict=verdict,
        before=Rounded(before),
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
