"""Which network's export a table seems to be whose header nobody understands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.core.networks import TITLES
from connectors.files.table import post_urls

_FILE_NAMES: tuple[tuple[str, str], ...] = (
    (r"(?:^|[ ›/])[A-Z][a-z]{2}-\d{2}-\d{4}_[A-Z][a-z]{2}-\d{2}-\d{4}_\d+", "Meta Business Suite"),
    (r"tweet_activity_metrics_|account_(?:overview_)?analytics", "X Analytics"),
    (r"_content_\d{10,}\.xls", "LinkedIn"),
)
_LEAST_COLUMNS = 5


def export_like(file: str, rows: Sequence[Sequence[str]]) -> str | None:
    """The export's name; ``None`` where neither the file's name nor addresses of posts tell."""
    if max(map(len, rows), default=0) < _LEAST_COLUMNS:
        return None
    export = next((name for pattern, name in _FILE_NAMES if re.search(pattern, file)), None)
    if export is not None:
        return export
    urls = [cell for row in rows[:50] for cell in row if post_urls.is_post(cell)]
    networks = {network for url in urls if (network := post_urls.network_of(url))}
    if len(urls) < 2 or len(networks) != 1:
        return None
    network = networks.pop()
    return TITLES.get(network, network)
