"""Opens a report where the person reads."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path

from auditor.cli.exit import tell
from auditor.cli.ui.i18n import _


def open_page(written: Sequence[Path]) -> None:
    """Open the first page among the files written, if a browser can be found."""
    page = next((path for path in written if path.suffix == ".html"), None)
    if page is None:
        tell(_("There is no page to open: add html to --format."))
    elif not webbrowser.open(page.resolve().as_uri()):
        tell(_("No browser was found. Open this file: {path}").format(path=page.resolve()))
