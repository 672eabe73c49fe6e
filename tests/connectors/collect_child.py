"""Collects from a loopback server in a process of its own, so that a test can end it.

``python collect_child.py NETWORK URL STORE ACCOUNTS [--comments]``; each page read is a line.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from loopback import AS_OF

from auditor.core.model import AccountRef, Window
from auditor.core.settings import Settings
from auditor.store import Store
from connectors.base import Connector
from connectors.collecting.collect import CollectReport, Progress, collect
from connectors.http.session import Session
from connectors.registry import make_connector

HANDLES = {"mastodon": "esempio{}@social.example", "bluesky": "esempio{}.example"}


def refs(network: str, accounts: int) -> list[AccountRef]:
    return [AccountRef(network, HANDLES[network].format(number)) for number in range(accounts)]


def run(
    network: str, url: str, store: Store, accounts: int, comments: bool, told: bool = False
) -> CollectReport:
    """Collect a year of every account, at a time that stands still."""
    session = Session()
    settings = Settings(base_urls={network: url})

    def make(platform: str) -> Connector:
        return make_connector(platform, session, settings)

    def tell(event: Progress) -> None:
        if told and event.posts:
            print(event.ref, event.stage, event.posts, event.comments, flush=True)

    window = Window(AS_OF - timedelta(days=365), AS_OF)
    try:
        return collect(store, make, refs(network, accounts), window, comments, lambda: AS_OF, tell)
    finally:
        session.close()


def main() -> None:
    network, url, path, accounts = sys.argv[1:5]
    with Store.open(path) as store:
        run(network, url, store, int(accounts), "--comments" in sys.argv, told=True)


if __name__ == "__main__":
    main()
