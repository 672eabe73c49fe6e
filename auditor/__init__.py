"""Tells which social pages are alive with people and which are shop windows, and why.

As a library: ``auditor.open()`` gives the store of the command line; see docs/library.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.version import __version__

if TYPE_CHECKING:
    from auditor.library import Library

__all__ = ["__version__", "open"]


def open(location: str | Path | None = None) -> Library:
    """Open a store: the command line's own, or the one at ``location``; made where there is none.

    Raises:
        StoreError: it cannot be opened or brought up to date.
    """
    from auditor.library import Library

    return Library(location)
