"""Each network by name and address: what it is called, its hosts, its handles, its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.core.word_lists import word_list

SERVER = r"(?:[\w-]+(?:\.[\w-]+)+|localhost)(?::\d{1,5})?"


@dataclass(frozen=True, slots=True)
class Network:
    """The name and the addresses of a network.

    Args:
        title: how it writes its own name.
        handle: what an account's handle looks like in canonical form.
        page: the address at which people see an account, with ``{handle}``.
        ids: handles that are numbers or keys of the network, where those have a page of their own.
        id_page: that page.
        hosts: the domains of its pages, each with its subdomains.
        aliases: other words for it before a colon, as in ``twitter:esempio``.
        reserved: first parts of a path that are the network's own pages.
        posts: first parts of a path that lead to a single post.
        post_first: a post's address has one part, like an account's: the name alone tells.
    """

    title: str
    handle: re.Pattern[str]
    page: str | None = None
    ids: re.Pattern[str] | None = None
    id_page: str | None = None
    hosts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    reserved: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    post_first: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NETWORKS: dict[str, Network] = {
    "facebook": Network(
        title="Facebook",
        handle=re.compile(r"[\w.-]+"),
        page="https://www.facebook.com/{handle}",
        hosts=("facebook.com", "fb.com", "fb.me"),
        aliases=("fb",),
        reserved=_words(
            "watch share sharer groups group events marketplace gaming hashtag login help photo "
            "photos video videos reel reels stories live privacy policies business ads home search "
            "posts media notes l.php plugins dialog tr recover settings legal about messages "
            "images fbml 2008 badges"
        ),
        posts=_words("reel watch photo share video story.php permalink.php photo.php posts media"),
    ),
    "instagram": Network(
        title="Instagram",
        handle=re.compile(r"[\w.]+"),
        page="https://www.instagram.com/{handle}/",
        hosts=("instagram.com", "instagr.am"),
        aliases=("ig", "insta"),
        reserved=_words(
            "explore accounts about developer legal direct share challenge oauth web embed.js"
        ),
        posts=_words("p reel reels tv"),
    ),
    "threads": Network(
        title="Threads",
        handle=re.compile(r"[\w.]+"),
        page="https://www.threads.net/@{handle}",
        hosts=("threads.net", "threads.com"),
        posts=_words("t"),
    ),
    "linkedin": Network(
        title="LinkedIn",
        handle=re.compile(r"(?:company|showcase|school|in)/[^\s/?#%@]+"),
        page="https://www.linkedin.com/{handle}/",
        hosts=("linkedin.com",),
        reserved=_words("groups jobs events search hashtag"),
        aliases=("li",),
        posts=_words("feed posts pulse events"),
    ),
    "x": Network(
        title="X",
        handle=re.compile(r"\w+"),
        page="https://x.com/{handle}",
        hosts=("x.com", "twitter.com"),
        aliases=("twitter", "tw"),
        reserved=_words(
            "i home search explore settings notifications messages hashtag share login signup tos "
            "privacy compose intent jobs about"
        ),
        posts=_words("i"),
    ),
    "pinterest": Network(
        title="Pinterest",
        handle=re.compile(r"[\w-]+"),
        aliases=("pin",),
        page="https://www.pinterest.com/{handle}/",
        reserved=_words("ideas search categories today business settings login about _tools js"),
        posts=_words("pin"),
    ),
    "tiktok": Network(
        title="TikTok",
        handle=re.compile(r"[\w.]+"),
        page="https://www.tiktok.com/@{handle}",
        hosts=("tiktok.com",),
        aliases=("tt",),
        reserved=_words("tag music discover foryou explore search live"),
        posts=_words("t v"),
    ),
    "youtube": Network(
        title="YouTube",
        handle=re.compile(r"@[^\s/?#%@]+|UC[\w-]{22}|(?:user|c)/[^\s/?#%@]+"),
        page="https://www.youtube.com/{handle}",
        ids=re.compile(r"UC[\w-]{22}"),
        id_page="https://www.youtube.com/channel/{handle}",
        hosts=("youtube.com",),
        aliases=("yt",),
        reserved=_words(
            "feed results hashtag gaming premium account ads about t howyoutubeworks redirect "
            "signin oembed iframe_api s subscription_center feeds"
        ),
        posts=_words("watch shorts live embed playlist clip"),
        post_first=True,
    ),
    "bluesky": Network(
        title="Bluesky",
        handle=re.compile(r"did:(?:plc|web):[a-z0-9.:%-]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+"),
        page="https://bsky.app/profile/{handle}",
        hosts=("bsky.app",),
        aliases=("bsky",),
    ),
    "mastodon": Network(
        title="Mastodon",
        handle=re.compile(rf"[\w.-]+@{SERVER}"),
        page="https://{server}/@{user}",
        aliases=("fediverse",),
    ),
    "telegram": Network(
        title="Telegram",
        handle=re.compile(r"-?\w+"),
        page="https://t.me/{handle}",
        hosts=("t.me", "telegram.me"),
        aliases=("tg",),
        reserved=_words("joinchat addstickers share proxy socks setlanguage c iv"),
    ),
    "google": Network(
        title="Google Business Profile",
        handle=re.compile(r"[\w./-]+"),
        hosts=("business.google.com",),  # as its owner sees it
    ),
}
TITLES: dict[str, str] = {name: network.title for name, network in NETWORKS.items()}
ALIASES: dict[str, str] = {
    alias: name for name, network in NETWORKS.items() for alias in network.aliases
}
_HOSTS: dict[str, str] = {
    host: name for name, network in NETWORKS.items() for host in network.hosts
}
_PINTEREST = re.compile(r"(?:^|\.)pinterest\.(?:com?\.)?[a-z]{2,3}$")

# Hosts behind which any page may lie, and those of a network that lead to one of its posts.
SHORTENERS = frozenset(word_list("auditor.core", "shorteners")) | _words(
    "pin.it youtu.be fb.watch g.co vm.tiktok.com vt.tiktok.com maps.app.goo.gl"
)
_NO_ACCOUNTS = (
    "about api assets blog business cdn connect developer developers graph help platform static "
    "support"
)
NO_ACCOUNTS = tuple(f"{name}." for name in _NO_ACCOUNTS.split())
# Networks that nothing here reads yet: their pages are no website of the firm's own.
UNREAD = _words(
    "reddit.com medium.com xing.com vk.com snapchat.com twitch.tv discord.com discord.gg "
    "whatsapp.com wa.me linktr.ee google.com google.it g.page tumblr.com weibo.com quora.com "
    "flickr.com vimeo.com trustpilot.com tripadvisor.com tripadvisor.it stackoverflow.com ok.ru "
    "line.me wechat.com"
)
# What may stand in the query of a feed's address; anything else may be a key or a tracker.
FEED_QUERY = _words("feed format type alt cat tag lang post_type p page_id id")
DOMAIN = re.compile(r"^(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*$")
LONGEST_VALUE = 40
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"))


def network_of(host: str) -> str | None:
    """The network to which a host belongs, with or without a subdomain; ``None`` for any other."""
    for domain, name in _HOSTS.items():
        if host == domain or host.endswith(f".{domain}"):
            return name
    return "pinterest" if _PINTEREST.search(host) else None


def page_of(platform: str, handle: str) -> str | None:
    """The address at which people see an account; ``None`` where it cannot be told."""
    if platform == "site":
        return handle
    network = NETWORKS.get(platform)
    if network is None or network.page is None:
        return None
    by_id = network.ids is not None and network.ids.fullmatch(handle)
    user, _, server = handle.partition("@")
    page = network.id_page if by_id and network.id_page else network.page
    return page.format(handle=handle, user=user, server=server)
