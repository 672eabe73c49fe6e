"""What X's answers cost, by its price list: what an answer holds is paid for."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from connectors.http.json_fields import get_dict, get_dicts
from connectors.http.response import ApiResponse

PRICES_OF = date(2026, 8, 22)
# In thousandths of a dollar. ``OWNED`` is a post or an account that belongs to whose login asks.
POST, USER, COUNTS, OWNED = 5, 10, 10, 1


def price(response: ApiResponse) -> int:
    """What an answer costs: a price for a count, else one for each post and each account in it."""
    if "/counts/" in urlsplit(response.url).path:
        return COUNTS
    posts, users = _held(response)
    return posts * POST + users * USER


def owned_price(response: ApiResponse) -> int:
    """What an answer costs that holds what belongs to whose login asks."""
    return sum(_held(response)) * OWNED


def _held(response: ApiResponse) -> tuple[int, int]:
    """How many posts and how many accounts an answer holds."""
    data = response.json()
    if not isinstance(data, dict):
        return 0, 0
    rows, included = data.get("data"), get_dict(data, "includes")
    posts = len(rows) if isinstance(rows, list) else 0
    users = int(isinstance(rows, dict))
    posts += sum(1 for name in ("tweets", "posts") for _ in get_dicts(included, name))
    return posts, users + sum(1 for _ in get_dicts(included, "users"))
