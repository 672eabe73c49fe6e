"""What is known of the addresses of networks: hosts, forms of names, pages that are no account."""

from __future__ import annotations

import re
from datetime import date

from auditor.core.word_lists import word_list

# How each network writes its own name.
TITLES: dict[str, str] = {
    "facebook": "Facebook", "instagram": "Instagram", "threads": "Threads",
    "linkedin": "LinkedIn", "x": "X", "pinterest": "Pinterest", "tiktok": "TikTok",
    "youtube": "YouTube", "bluesky": "Bluesky", "mastodon": "Mastodon", "telegram": "Telegram",
    "google": "Google Business Profile",
}  # fmt: skip

ALIASES = {"twitter": "x", "fediverse": "mastodon", "bsky": "bluesky"}
HOSTS = {
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.me": "facebook",
    "instagram.com": "instagram",
    "instagr.am": "instagram",
    "threads.net": "threads",
    "threads.com": "threads",
    "linkedin.com": "linkedin",
    "x.com": "x",
    "twitter.com": "x",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "bsky.app": "bluesky",
    "t.me": "telegram",
    "telegram.me": "telegram",
}
PINTEREST = re.compile(r"(?:^|\.)pinterest\.(?:com?\.)?[a-z]{2,3}$")
# Hosts behind which any page may lie, and those of a network that lead to one of its posts.
SHORTENERS = frozenset(word_list("auditor.core", "shorteners")) | {
    "pin.it", "youtu.be", "fb.watch", "g.co", "vm.tiktok.com", "vt.tiktok.com", "maps.app.goo.gl",
}  # fmt: skip
NO_ACCOUNTS = ("about.", "business.", "developer.", "developers.", "help.", "support.", "blog.")
# Networks that nothing here reads yet: their pages are no website of the firm's own.
UNREAD = frozenset(
    {
        "reddit.com", "medium.com", "xing.com", "vk.com", "snapchat.com", "twitch.tv",
        "discord.com", "discord.gg", "whatsapp.com", "wa.me", "linktr.ee",
        "google.com", "google.it", "g.page",
        "tumblr.com", "weibo.com", "quora.com", "flickr.com", "vimeo.com", "trustpilot.com",
        "tripadvisor.com", "tripadvisor.it", "stackoverflow.com", "ok.ru", "line.me", "wechat.com",
    }
)  # fmt: skip
# What may stand in the query of a feed's address; anything else may be a key or a tracker.
FEED_QUERY = frozenset(
    {"feed", "format", "type", "alt", "cat", "tag", "lang", "post_type", "p", "page_id", "id"}
)
DOMAIN = re.compile(r"^(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*$")
LONGEST_VALUE = 40
SERVER = r"(?:[\w-]+(?:\.[\w-]+)+|localhost)(?::\d{1,5})?"
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"))

PATTERNS = {
    "facebook": re.compile(r"[\w.-]+"),
    "instagram": re.compile(r"[\w.]+"),
    "threads": re.compile(r"[\w.]+"),
    "x": re.compile(r"\w+"),
    "pinterest": re.compile(r"[\w-]+"),
    "tiktok": re.compile(r"[\w.]+"),
    "telegram": re.compile(r"-?\w+"),
    "mastodon": re.compile(rf"[\w.-]+@{SERVER}"),
    "bluesky": re.compile(r"did:(?:plc|web):[a-z0-9.:%-]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+"),
    "linkedin": re.compile(r"(?:company|showcase|school|in)/[^\s/?#%@]+"),
    "youtube": re.compile(r"@[^\s/?#%@]+|UC[\w-]{22}|(?:user|c)/[^\s/?#%@]+"),
    "google": re.compile(r"[\w./-]+"),
}
RESERVED = {
    "facebook": "watch share sharer groups group events marketplace gaming hashtag login help photo"
    " photos video videos reel reels stories live privacy policies business ads home search",
    "instagram": "explore accounts about developer legal direct",
    "x": "i home search explore settings notifications messages hashtag share login signup tos"
    " privacy compose intent jobs about",
    "pinterest": "ideas search categories today business settings login about",
    "youtube": "feed results hashtag gaming premium account ads about t howyoutubeworks",
    "telegram": "joinchat addstickers share proxy socks setlanguage c iv",
    "tiktok": "tag music discover foryou explore search live",
}
POSTS = {
    "facebook": "reel watch photo share video story.php permalink.php",
    "instagram": "p reel reels tv",
    "threads": "t",
    "linkedin": "feed posts pulse events",
    "x": "i",
    "pinterest": "pin",
    "tiktok": "t v",
    "youtube": "watch shorts live embed playlist clip",
}


# Since when a network counts views in another way, so that older and newer ones do not compare:
# YouTube from the first frame since 24 August 2026, by its help pages of that month.
VIEWS_CHANGED: dict[str, date] = {"youtube": date(2026, 8, 24)}

_PAGES = {
    "facebook": "https://www.facebook.com/{handle}",
    "instagram": "https://www.instagram.com/{handle}/",
    "threads": "https://www.threads.net/@{handle}", "linkedin": "https://www.linkedin.com/{handle}/",
    "x": "https://x.com/{handle}", "pinterest": "https://www.pinterest.com/{handle}/",
    "tiktok": "https://www.tiktok.com/@{handle}", "bluesky": "https://bsky.app/profile/{handle}",
    "telegram": "https://t.me/{handle}", "site": "{handle}",
}  # fmt: skip


def page_of(platform: str, handle: str) -> str | None:
    """The address at which people see an account; ``None`` where it cannot be told."""
    if platform == "mastodon":
        user, _, server = handle.partition("@")
        return f"https://{server}/@{user}"
    if platform == "youtube":
        named = handle.startswith(("@", "user/", "c/"))
        return f"https://www.youtube.com/{handle if named else f'channel/{handle}'}"
    pattern = _PAGES.get(platform)
    return None if pattern is None else pattern.format(handle=handle)
