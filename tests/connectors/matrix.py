"""The contract as a table: every kind of answer by every network, cells that do not apply explained.

``python tests/connectors/matrix.py`` runs the contract and prints it; it fails where a cell does.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

HERE = Path(__file__).parent
_SIGNS = {"passed": "ok", "failed": "WRONG", "skipped": "–"}


class Cells:
    """Hears how each test of the contract ended."""

    def __init__(self, networks: tuple[str, ...]) -> None:
        self.networks = networks
        self.found: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.why: dict[tuple[str, str], str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.outcome == "passed":
            return
        named = report.nodeid.partition("::")[2].removeprefix("test_contract_")
        kind, _, rest = named.partition("[")
        network = next(
            (entry for entry in self.networks if entry in re.split(r"[-\]]", rest)), None
        )
        if network is None:
            return
        self.found[kind][network].add(report.outcome)
        if report.outcome == "skipped" and isinstance(report.longrepr, tuple):
            self.why[kind, network] = str(report.longrepr[2]).removeprefix("Skipped: ")


def main() -> int:
    sys.path.insert(0, str(HERE))
    from nets import NETS

    cells = Cells(tuple(NETS))
    code = pytest.main(
        ["-o", "addopts=", "-p", "no:terminal", str(HERE / "test_contract.py")], plugins=[cells]
    )
    print(f"{'kind':72}" + "".join(f"{name:>10}" for name in NETS))
    for kind, by_network in cells.found.items():
        row = [_sign(by_network.get(name, set())) for name in NETS]
        print(f"{kind.replace('_', ' '):72}" + "".join(f"{sign:>10}" for sign in row))
    print()
    for (kind, network), why in cells.why.items():
        print(f"– {kind.replace('_', ' ')}, {network}: {why}")
    return int(code)


def _sign(outcomes: set[str]) -> str:
    if "failed" in outcomes:
        return _SIGNS["failed"]
    if "passed" in outcomes:
        return _SIGNS["passed"]
    return _SIGNS["skipped"] if outcomes else ""


if __name__ == "__main__":
    raise SystemExit(main())
