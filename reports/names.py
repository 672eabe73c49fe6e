"""Names of networks."""

from __future__ import annotations

from auditor.messages import Message, msg

_PROPER = {
    "facebook": "Facebook", "instagram": "Instagram", "threads": "Threads",
    "linkedin": "LinkedIn", "x": "X", "pinterest": "Pinterest", "tiktok": "TikTok",
    "youtube": "YouTube", "bluesky": "Bluesky", "mastodon": "Mastodon", "telegram": "Telegram",
    "google": "Google Business Profile",
}  # fmt: skip
_SITE = msg("Website")


def platform_name(platform: str) -> str | Message:
    """The name of a network; ``site`` is the only one that is translated."""
    return _SITE if platform == "site" else _PROPER.get(platform, platform)
