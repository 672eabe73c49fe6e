"""Collects ten accounts on six networks in a process of its own, so that a test can end it.

``python companies_child.py URL STORE``; each piece read is a line.
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
from connectors.http.usage import Ledger
from connectors.registry import make_connector

KEYS = {
    "FACEBOOK_ACCESS_TOKEN": "EAAperson",
    "INSTAGRAM_ACCESS_TOKEN": "EAAperson",
    "X_BEARER_TOKEN": "AAAAapp",
    "LINKEDIN_ACCESS_TOKEN": "AQXperson",
}
OPEN = ("bluesky", "mastodon")
COMPANIES = ("facebook", "instagram", "x", "linkedin")
REFS = [
    AccountRef("bluesky", "esempio0.example"),
    AccountRef("bluesky", "esempio1.example"),
    AccountRef("mastodon", "esempio0@social.example"),
    AccountRef("mastodon", "esempio1@social.example"),
    AccountRef("facebook", "esempio0"),
    AccountRef("facebook", "esempio1"),
    AccountRef("instagram", "esempio0"),
    AccountRef("x", "esempio0"),
    AccountRef("x", "esempio1"),
    AccountRef("linkedin", "company/esempio0"),
]


def run(url: str, store: Store, told: bool = False) -> CollectReport:
    """Collect a year of every account, at a time that stands still."""
    session = Session(Ledger(store))
    addresses = {**dict.fromkeys(OPEN, url), **{name: f"{url}/{name}" for name in COMPANIES}}
    settings = Settings(credentials=KEYS, base_urls=addresses)

    def make(platform: str) -> Connector:
        return make_connector(platform, session, settings)

    def tell(event: Progress) -> None:
        if told:
            print(event.ref, event.stage, event.posts, event.comments, flush=True)

    try:
        window = Window(AS_OF - timedelta(days=365), AS_OF)
        return collect(store, make, REFS, window, True, lambda: AS_OF, tell)
    finally:
        session.close()


def main() -> None:
    url, path = sys.argv[1:3]
    with Store.open(path) as store:
        run(url, store, told=True)


if __name__ == "__main__":
    main()
