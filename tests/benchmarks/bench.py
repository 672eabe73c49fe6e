"""How fast it is, as ratios to what the same machine does in the same run.

``python tests/benchmarks/bench.py`` prints one table: the import of a CSV against pandas' own reader
of the same file, the audit of a store against SQLite's own fetch of the same columns, and how both
grow with the number of accounts; and how long the page of 300 posts takes.
"""

from __future__ import annotations

import argparse
import math
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pandas as pd

from auditor.core.model import Account, AccountRef, Counts, Format, Origin, Post, Profile, Window
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.method import verdict
from auditor.method.facts import load
from auditor.method.signals import measure
from auditor.method.usual import usual
from auditor.method.windows import to_ms
from auditor.result.build import assemble, run_audit, write_result
from auditor.result.read import read_result
from auditor.store import RunEnd, RunStart, Store
from auditor.store.columns import POST_COLUMNS
from connectors.files import make_options, read_files, write_reading
from reports.html import render_html

AS_OF = datetime(2026, 10, 31, tzinfo=UTC)
WORDS = [
    "oggi",
    "con",
    "tutti",
    "noi",
    "lavoro",
    "nuova",
    "ricetta",
    "mare",
    "pane",
    "tempo",
    "storia",
    "mani",
    "terra",
    "vino",
    "acqua",
    "sole",
    "che",
    "ne",
    "dite",
    "grazie",
]
FORMATS = (Format.IMAGE, Format.VIDEO, Format.LINK, Format.TEXT)
POSTS = 200


def timed(work: Callable[[], object], times: int = 3) -> float:
    """The least of several runs, in seconds."""
    best = math.inf
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def text(chance: random.Random, n: int) -> str:
    return f"{' '.join(chance.choices(WORDS, k=18))} numero {n}" + ("?" if n % 5 == 0 else "")


def csv_file(folder: Path, rows: int) -> Path:
    chance = random.Random(1)
    path = folder / "posts.csv"
    first = AS_OF - timedelta(days=365)
    step = timedelta(days=365) / rows
    with path.open("w", encoding="utf-8") as file:
        file.write("id,published_at,text,type,likes,comments,shares,reach\n")
        for n in range(rows):
            at = first + n * step
            file.write(
                f'{10**15 + n},{at:%Y-%m-%d %H:%M:%S},"{text(chance, n)}",photo,{chance.randrange(900)},'
                f"{chance.randrange(40)},{chance.randrange(30)},{chance.randrange(9000)}\n"
            )
    return path


def bench_import(folder: Path, rows: int) -> tuple[float, float]:
    path = csv_file(folder, rows)
    base = timed(lambda: pd.read_csv(path, engine="c"))
    number = iter(range(100))

    def bring_in() -> None:
        options = make_options(account="facebook:esempio", timezone="UTC")
        with Store.open(folder / f"import{next(number)}.sqlite3") as store:
            write_reading(store, read_files([path], options, AS_OF), options, AS_OF)

    return timed(bring_in, 2), base


def filled(folder: Path, accounts: int) -> tuple[Path, AuditSpec]:
    """A store of so many accounts with 200 posts each over the last year."""
    chance = random.Random(2)
    value = folder / f"store{accounts}.sqlite3"
    refs = [AccountRef("facebook", f"conto{n}") for n in range(accounts)]
    window = Window(AS_OF - timedelta(days=365), AS_OF)
    with Store.open(value) as store, store.write() as writer:
        for ref in refs:
            account = writer.account(Account(ref), AS_OF)
            run = writer.start_run(account, RunStart(Origin.API, "bench", AS_OF))
            posts = [
                Post(
                    f"{ref.handle}-{n}",
                    AS_OF - timedelta(days=365 * (n + chance.random()) / POSTS),
                    text=text(chance, n),
                    format=FORMATS[n % 4],
                    links=(),
                    counts=Counts(chance.randrange(300), chance.randrange(20), chance.randrange(9)),
                )
                for n in range(POSTS)
            ]
            writer.posts(account, run, posts, AS_OF, Origin.API)
            writer.profile(
                account, run, Profile(AS_OF, followers=chance.randrange(500, 90_000)), Origin.API
            )
            writer.finish_run(run, RunEnd(AS_OF, window, True))
    subjects = tuple(SubjectSpec(ref.handle, "company", "client", (ref,)) for ref in refs)
    return value, AuditSpec(subjects)


def fetched(place: Path) -> float:
    sql = (
        f"SELECT {', '.join(POST_COLUMNS)} FROM post p LEFT JOIN post_snapshot s ON s.post_id = p.id "
        "ORDER BY p.account_id, p.published_at, p.id, s.observed_at"
    )
    with sqlite3.connect(place) as connection:
        return timed(lambda: connection.execute(sql).fetchall(), 5)


def bench_audit(folder: Path, accounts: int) -> tuple[float, float, float]:
    """Seconds from the store to verdicts, to a result on disk, and of SQLite's own fetch."""
    outcome, spec = filled(folder, accounts)
    base = fetched(outcome)
    with Store.open(outcome) as store:

        def verdicts() -> None:
            facts = load(store, spec, to_ms(AS_OF), 365)
            columns = measure(facts)
            answer = verdict.verdicts(facts, columns, partial(usual, store, facts))
            for n in range(facts.count):
                answer.of(n)

        def result() -> None:
            facts = load(store, spec, to_ms(AS_OF), 365)
            write_result(assemble(store, facts, AS_OF), folder / "result.json")

        return timed(verdicts), timed(result), base


def bench_page(folder: Path) -> tuple[float, float, float]:
    """The page of 300 posts of four accounts: built again, as a whole process, the libraries' start."""
    store = Store.open(folder / "page.sqlite3")
    chance, refs = random.Random(3), []
    with store.write() as writer:
        for n, network in enumerate(("facebook", "instagram", "x", "tiktok")):
            ref = AccountRef(network, f"conto{n}")
            refs.append(ref)
            account = writer.account(Account(ref), AS_OF)
            span = Window(AS_OF - timedelta(days=365), AS_OF)
            run = writer.start_run(account, RunStart(Origin.API, "bench", AS_OF))
            writer.profile(account, run, Profile(AS_OF, followers=900 * (n + 1)), Origin.API)
            posts = [
                Post(
                    f"p{k}",
                    AS_OF - timedelta(days=4 * k, hours=n),
                    text=text(chance, k),
                    links=(),
                    format=FORMATS[k % 4],
                    counts=Counts(reactions=k % 9, comments=k % 3, shares=0),
                )
                for k in range(75)
            ]
            writer.posts(account, run, posts, AS_OF, Origin.API)
            writer.finish_run(run, RunEnd(AS_OF, span, complete=True, span_source="api"))
    spec = AuditSpec((SubjectSpec("ditta", "company", "client", tuple(refs)),))
    value = folder / "page.json"
    write_result(run_audit(store, spec, AS_OF, AS_OF), value)
    result = read_result(value)
    render_html(result, "it")
    code = (
        "import sys; from pathlib import Path; from auditor.result.read import read_result; "
        "from reports.write import write_report; "
        "write_report(read_result(Path(sys.argv[1])), Path(sys.argv[2]), ['html'], 'it')"
    )
    whole = [sys.executable, "-c", code, str(value), str(folder)]
    start = [sys.executable, "-c", "import jinja2, pydantic"]
    return (
        timed(lambda: render_html(result, "it"), 10),
        timed(lambda: subprocess.run(whole, check=True), 5),
        timed(lambda: subprocess.run(start, check=True), 5),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--accounts", type=int, default=1_000)
    options = parser.parse_args()
    lines: list[tuple[str, str, str, str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        taken, base = bench_import(folder, options.rows)
        lines.append(
            (
                f"import of {options.rows} rows / read_csv",
                f"{taken:.2f} s / {base:.2f} s",
                f"{taken / base:.1f}",
                "12",
            )
        )
        few = bench_audit(folder, max(1, options.accounts // 10))
        many = bench_audit(folder, options.accounts)
    for label, position, goal in (("verdicts", 0, "10"), ("result.json", 1, "25")):
        lines.append(
            (
                f"{options.accounts} accounts to {label} / fetchall",
                f"{many[position]:.2f} s / {many[2]:.2f} s",
                f"{many[position] / many[2]:.1f}",
                goal,
            )
        )
    for label, position in (("verdicts", 0), ("result.json", 1)):
        slope = math.log10(many[position] / few[position])
        lines.append(
            (
                f"growth to {label}, a tenth to all",
                f"{few[position]:.2f} s to {many[position]:.2f} s",
                f"{slope:.2f}",
                "1.05",
            )
        )
    with tempfile.TemporaryDirectory() as name:
        warm, whole, start = bench_page(Path(name))
    lines.append(("page of 300 posts, built again", f"{1000 * warm:.0f} ms", "", "150 ms"))
    lines.append(
        (
            "page of 300 posts, a process / its libraries",
            f"{whole:.2f} s / {start:.2f} s",
            f"{whole / start:.1f}",
            ".36 s",
        )
    )
    for line in [("what", "time", "ratio", "goal"), *lines]:
        sys.stdout.write(f"{line[0]:<44}{line[1]:>22}{line[2]:>8}{line[3]:>8}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
