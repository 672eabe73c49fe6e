"""A good listing, one answer of it spoiled: what is lost is what the fault took, and it is told.

``python tests/connectors/fault_injector.py`` prints the table: every fault by every network, with
three seeds each (which page, which entry).
"""

from __future__ import annotations

import copy
import json
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from answering import put, run
from kept import frames
from nets import NETS, Answer, Net, Query

SEEDS = (1, 2, 3)
Values = dict[str, tuple[Any, ...]]


@dataclass
class Target:
    """What one fault spoils: the entries of one page, the entry chosen, and whose posts it took."""

    net: Net
    rows: list[Any]
    place: int
    taken: set[str] = field(default_factory=set)

    def take(self) -> None:
        self.taken.add(post_name(self.net, self.rows[self.place]))


def post_name(net: Net, row: Any) -> str:
    for step in net.id_at:
        row = row[step]
    return net.stored(str(row))


def field_fault(path: Callable[[Net], tuple[str, ...]], value: Any, takes: bool) -> Any:
    """Another value (``...``: none at all) at a path of one entry."""

    def spoil(target: Target) -> bool:
        where = path(target.net)
        if not where:
            return False
        if takes:
            target.take()
        row = target.rows[target.place]
        if value is ...:
            for step in where[:-1]:
                row = row.get(step, {})
            row.pop(where[-1], None)
        else:
            put(row, where, value)
        return True

    return spoil


def entry_fault(value: Any) -> Any:
    def spoil(target: Target) -> bool:
        target.take()
        target.rows[target.place] = value
        return True

    return spoil


def doubled(times: int, gap: bool) -> Any:
    def spoil(target: Target) -> bool:
        for _ in range(times):
            again = copy.deepcopy(target.rows[target.place])
            if gap and target.net.text_at:
                put(again, target.net.text_at, None)
            target.rows.insert(target.place, again)
        return True

    return spoil


def reordered(how: str) -> Any:
    def spoil(target: Target) -> bool:
        if how == "reversed":
            target.rows.reverse()
        else:
            random.Random(target.place).shuffle(target.rows)
        return True

    return spoil


def removed(target: Target) -> bool:
    target.take()
    del target.rows[target.place]
    return True


def halved(target: Target) -> bool:
    target.take()
    row = target.rows[target.place]
    for key in list(row)[len(row) // 2 :]:
        del row[key]
    return True


def of_id(net: Net) -> tuple[str, ...]:
    return net.id_at


def of_time(net: Net) -> tuple[str, ...]:
    return net.time_at


def of_text(net: Net) -> tuple[str, ...]:
    return net.text_at


def of_count(net: Net) -> tuple[str, ...]:
    return net.count_at


ENTRY: dict[str, Callable[[Target], bool]] = {
    "entry doubled": doubled(1, gap=False),
    "entry doubled, one with a gap": doubled(1, gap=True),
    "entry four times": doubled(3, gap=False),
    "page reversed": reordered("reversed"),
    "page shuffled": reordered("shuffled"),
    "entry removed": removed,
    "entry halved": halved,
    **{
        f"entry is {json.dumps(value)}": entry_fault(value)
        for value in (None, "x", 7, [], {}, True)
    },
    **{
        f"id {name}": field_fault(of_id, value, takes=True)
        for name, value in (
            ("missing", ...),
            ("null", None),
            ("empty", ""),
            ("a list", [1]),
            ("an object", {"a": 1}),
            ("half a sign", "x\ud83d"),
            ("endless", "x" * 9_000),
            ("true", True),
        )
    },
    **{
        f"time {name}": field_fault(of_time, value, takes=True)
        for name, value in (
            ("missing", ...),
            ("null", None),
            ("a word", "ieri"),
            ("year 0", "0000-01-01T00:00:00Z"),
            ("year 99999", "99999-01-01T00:00:00Z"),
            ("a list", []),
            ("1970", 0),
            ("true", True),
            ("beyond all", 10**30),
        )
    },
    **{
        f"text {name}": field_fault(of_text, value, takes=False)
        for name, value in (
            ("missing", ...),
            ("null", None),
            ("a number", 7),
            ("a list", ["x"]),
            ("half a sign", "a\ud83d"),
            ("NUL", "a\x00b"),
            ("a megabyte", "parola " * 150_000),
        )
    },
    **{
        f"count {name}": field_fault(of_count, value, takes=False)
        for name, value in (
            ("missing", ...),
            ("null", None),
            ("beyond 63 bits", 10**30),
            ("negative", -3),
            ("a part", 1.5),
            ("a word", "molti"),
            ("a list", [3]),
            ("an object", {"n": 3}),
            ("true", True),
        )
    },
    "unknown field": field_fault(
        lambda net: ("aFieldOfTomorrow",), {"x": [{"y": None}]}, takes=False
    ),
}


def with_list(value: Any) -> Callable[[Net, Answer], Answer]:
    def spoil(net: Net, answer: Answer) -> Answer:
        data = json.loads(answer[2])
        if net.rows_at is None:
            data = {} if value is ... else value
        elif value is ...:
            if not net.leaves_out_empty:
                data.pop(net.rows_at)
        else:
            data[net.rows_at] = value
        return answer[0], answer[1], json.dumps(data)

    return spoil


def with_body(change: Callable[[str], str], status: int = 200) -> Callable[[Net, Answer], Answer]:
    return lambda net, answer: (status, answer[1], change(answer[2]))


def with_position(value: Any) -> Callable[[Net, Answer], Answer]:
    """Another position of the next page; ``...``: none."""

    def spoil(net: Net, answer: Answer) -> Answer:
        status, headers, body = answer
        if net.rows_at is None:
            if value is ... or not isinstance(value, str):
                return status, {}, body
            return status, {"Link": f'<https://social.example/x?max_id={value}>; rel="next"'}, body
        data = json.loads(body)
        result = {
            "bluesky": ("cursor",),
            "youtube": ("nextPageToken",),
            "google": ("nextPageToken",),
            "site": ("next_url",),
            "x": ("meta", "next_token"),
            "linkedin": ("paging", "links"),
        }.get(net.name, ("paging", "cursors", "after"))
        holder = data
        for step in result[:-1]:
            holder = holder.setdefault(step, {})
        if value is ...:
            holder.pop(result[-1], None)
            if "cursors" in result:
                data["paging"].pop("next", None)
        else:
            holder[result[-1]] = value
        return status, headers, json.dumps(data)

    return spoil


ANSWER: dict[str, Callable[[Net, Answer], Answer]] = {
    **{
        f"list {name}": with_list(value)
        for name, value in (
            ("missing", ...),
            ("null", None),
            ("an object", {"a": 1}),
            ("a word", "x"),
        )
    },
    "body cut": with_body(lambda body: body[: len(body) // 2]),
    "body empty": with_body(lambda body: ""),
    "body a web page": with_body(lambda body: "<!doctype html><p>Manutenzione"),
    "body null": with_body(lambda body: "null"),
    "body a word": with_body(lambda body: '"ok"'),
    "body with a mark before it": with_body(lambda body: f"\ufeff{body}"),
    "body nested without end": with_body(lambda body: "[" * 20_000 + "]" * 20_000),
    "out of order": with_body(lambda body: "{}", 500),
    "a refusal": with_body(lambda body: "{}", 418),
    **{
        f"position {name}": with_position(value)
        for name, value in (
            ("missing", ...),
            ("null", None),
            ("a number", 3),
            ("a list", [1]),
            ("empty", ""),
        )
    },
}
FAULTS = (*ENTRY, *ANSWER)
# Faults that stay, however often the page is asked for.
_LASTING = ("out of order", "body", "a refusal", "list")
# Nobody can tell that something is gone where the network neither names it nor counts what there is.
_NO_TOTAL = frozenset({"facebook", "linkedin", "x", "google", "site"})


def untellable(fault: str, net: str) -> bool:
    if fault in {"entry removed", "page reversed", "page shuffled"}:
        return True
    return net in _NO_TOTAL and fault.startswith("position ")


@dataclass
class Outcome:
    """What came of one fault: ``wrong`` says why it is not as it should be."""

    lost: int = 0
    told: bool = False
    applies: bool = True
    wrong: str = ""


def values(store: Any) -> Values:
    posts = frames(store).posts
    columns = ("platform_id", "published_at", "text", "reactions")
    return {
        row[0]: tuple(None if value != value else value for value in row[1:])
        for row in posts[list(columns)].itertuples(index=False)
    }


def try_fault(name: str, fault: str, seed: int, good: Values) -> Outcome:
    """One reading of one network with one fault in one answer."""
    from auditor.store import Store

    net = NETS[name](page=3)
    rng = random.Random(f"{name} {fault} {seed}")
    page, spoiled = rng.choice((1, 2)), Outcome(applies=False)
    taken: set[str] = set()
    touched: set[str] = set()

    def change(kind: str, query: Query, number: int, normal: Answer) -> Answer | None:
        if kind != (net.kind_of_times if fault in ENTRY else "list") or number < page:
            return None
        lasting = fault.startswith(_LASTING)
        if number > page and not lasting:
            return None
        if fault in ANSWER:
            spoiled.applies = True
            return ANSWER[fault](net, normal)
        data = json.loads(normal[2])
        rows = net.rows(data)
        target = Target(net, rows, rng.randrange(len(rows)))
        touched.add(post_name(net, rows[target.place]))
        spoiled.applies = ENTRY[fault](target)
        taken.update(target.taken)
        return normal[0], normal[1], json.dumps(data)

    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "s.db") as store:
        report = run(net, store, change)
        kept = values(store)
    if not spoiled.applies:
        return spoiled
    lost = set(good) - set(kept)
    if len(kept) == len(good):
        lost -= taken  # kept, under the id that was told
    spoiled.lost = len(lost)
    spoiled.told = report.error is not None or not report.complete or bool(report.notes)
    touched_posts = Touched(taken, touched)
    spoiled.wrong = _wrong(fault, name, page, report, good, kept, touched_posts, spoiled)
    return spoiled


@dataclass
class Touched:
    """The posts whose entries a fault took, and those that it changed."""

    taken: set[str]
    changed: set[str]


def _wrong(
    fault: str,
    name: str,
    page: int,
    report: Any,
    good: Values,
    kept: Values,
    touched: Touched,
    outcome: Outcome,
) -> str:
    """Why an outcome is not as it should be; empty where it is."""
    lost = set(good) - set(kept) - (touched.taken if len(kept) == len(good) else set())
    others = set(kept) & set(good) - touched.changed
    counts = {value for value in touched.changed & set(kept) if "count" in fault}
    checks = {
        f"a fault of the program: {report.cause!r}": report.cause is not None,
        f"lost more than was taken: {sorted(lost - touched.taken)}": fault in ENTRY
        and not lost <= touched.taken,
        f"ended by one entry: {report.error}": fault in ENTRY and report.error is not None,
        "lost the page before": fault in ANSWER and page == 2 and len(kept) < 3,
        "a loss that nobody is told of": bool(lost)
        and not outcome.told
        and not untellable(fault, name),
        "another post has changed": any(kept[other] != good[other] for other in others),
        "a count that was never told": any(
            kept[count][2] not in (None, good[count][2]) for count in counts
        ),
    }
    return next((words for words, holds in checks.items() if holds), "")


def good_values(name: str) -> Values:
    """What an undisturbed reading keeps."""
    from auditor.store import Store

    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "s.db") as store:
        run(NETS[name](page=3), store)
        return values(store)


def main() -> int:
    import time_machine
    from loopback import AS_OF

    wrong: list[str] = []
    with time_machine.travel(AS_OF, tick=False):
        good = {name: good_values(name) for name in NETS}
        print(f"{'fault':34}" + "".join(f"{name:>10}" for name in NETS))
        for fault in FAULTS:
            cells = []
            for name in NETS:
                matches = [try_fault(name, fault, seed, good[name]) for seed in SEEDS]
                bad = [value.wrong for value in matches if value.wrong]
                wrong += [f"{fault} on {name}: {entry}" for entry in bad]
                lost = sum(value.lost for value in matches)
                cells.append(
                    "WRONG"
                    if bad
                    else "–"
                    if not matches[0].applies
                    else f"-{lost}" + (" told" if any(current.told for current in matches) else "")
                    if lost
                    else "whole"
                )
            print(f"{fault:34}" + "".join(f"{cell:>10}" for cell in cells))
    print(f"{len(FAULTS)} faults x {len(NETS)} networks x {len(SEEDS)} seeds; wrong: {len(wrong)}")
    print(
        "-n told: so many posts lost in all, as taken, and told; –: the network has no such field"
    )
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
