"""What eight clients cost in every form: CPU seconds and bytes, in one process.

``python tests/benchmarks/forms.py`` prints a row a form. The clients are parts of the example: three
pages each.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from auditor import demo
from auditor.core.consultant import Consultant
from auditor.result.build import as_result, run_audit
from auditor.result.schema import Result
from auditor.store import Store
from reports.brand import brand_of
from reports.forms import FORMS
from reports.write import write_report

PAGES = 3


def example(folder: Path) -> Result:
    """The result of the fictional firm."""
    with Store.open(folder / "store.sqlite3") as store:
        demo.write_demo(store)
        raw = run_audit(store, demo.SPEC, demo.GENERATED_AT, demo.AS_OF, demo.HISTORY_DAYS, True)
    return as_result(raw)


def part(result: Result, number: int) -> Result:
    """Three of its pages as a client of their own."""
    subject = next(subject for subject in result.subjects if subject.role == "client")
    own = [account for account in result.accounts if account.ref in subject.accounts]
    chosen = [own[(number + at) % len(own)] for at in range(PAGES)]
    client = subject.model_copy(
        update={"accounts": [account.ref for account in chosen], "team": []}
    )
    return result.model_copy(update={"accounts": chosen, "subjects": [client]})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=8)
    clients = parser.parse_args().clients
    brand = brand_of(Consultant("Studio Esempio", colour="#8a1f9c"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        whole = example(folder)
        results = [part(whole, number) for number in range(clients)]
        seconds, size = 0.0, 0
        print(f"{'form':8} {'CPU s':>7} {'KB':>8}   ({clients} clients of {PAGES} pages)")
        for form in FORMS:
            start, written = time.process_time(), []
            for number, result in enumerate(results):
                out = folder / str(number)
                out.mkdir(exist_ok=True)
                written += write_report(result, out, [form], "it", brand)
            used = time.process_time() - start
            amount = sum(path.stat().st_size for path in written)
            if form != "charts":
                seconds, size = seconds + used, size + amount
            print(f"{form:8} {used:7.2f} {amount / 1024:8.0f}")
        print(f"{'all':8} {seconds:7.2f} {size / 1024:8.0f}   (without charts)")


if __name__ == "__main__":
    main()
