"""What the address of a post tells: the account, the network's own id, whether it is a post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

from auditor.core.errors import UsageError
from auditor.core.model import AccountRef
from auditor.core.refs import parse_ref

_LOOKED_AT = 500
_OWN_HOSTS: dict[str, tuple[str, ...]] = {
    "facebook": ("facebook.com", "fb.com", "fb.watch", "fb.me"),
    "instagram": ("instagram.com", "instagr.am"),
    "threads": ("threads.net", "threads.com"),
    "linkedin": ("linkedin.com", "lnkd.in"),
    "x": ("x.com", "twitter.com"),
    "pinterest": ("pinterest.com", "pin.it", "pinterest.it", "pinterest.co.uk"),
    "tiktok": ("tiktok.com",),
    "youtube": ("youtube.com", "youtu.be"),
    "bluesky": ("bsky.app",),
    "telegram": ("t.me", "telegram.me"),
}
# Networks and review sites that no connector reads: what lies there is on no other network.
_OTHER_HOSTS = (
    "vk.com vk.ru ok.ru dzen.ru rutube.ru weibo.com weibo.cn xiaohongshu.com douyin.com "
    "kuaishou.com bilibili.com zhihu.com qq.com reddit.com redd.it tumblr.com quora.com "
    "xing.com viadeo.com snapchat.com discord.com discord.gg twitch.tv kick.com vimeo.com "
    "dailymotion.com rumble.com odysee.com flickr.com behance.net dribbble.com 500px.com "
    "medium.com substack.com truthsocial.com gab.com gettr.com parler.com minds.com mewe.com "
    "nextdoor.com nextdoor.it lemon8-app.com bere.al kakao.com line.me sharechat.com "
    "kooapp.com taringa.net wykop.pl naver.com mixi.jp note.com whatsapp.com trustpilot.com "
    "tripadvisor.com tripadvisor.it yelp.com yelp.it g.page maps.app.goo.gl glassdoor.com "
    "glassdoor.it capterra.com"
)
_OTHER_NETWORKS = tuple(_OTHER_HOSTS.split())
_IDS: dict[str, tuple[str, ...]] = {
    "x": (r"/status(?:es)?/(\d+)",),
    "linkedin": (r"(urn:li:(?:activity|share|ugcPost):\d+)",),
    "youtube": (r"[?&]v=([\w-]{11})", r"youtu\.be/([\w-]{11})", r"/(?:shorts|live)/([\w-]{11})"),
    "tiktok": (r"/(?:video|photo)/(\d+)",),
    "pinterest": (r"/pin/(\d+)",),
}

_NAMED_BY_PATH = frozenset(_OWN_HOSTS) - {"facebook", "youtube"}
_TRACKS = re.compile(
    r"(?:utm_\w+|fbclid|igshid|igsh|si|__cft__\S*|__tn__|mibextid|rdid|locale|hl|ref|refsrc)="
)

_OTHER_HOST = re.compile(
    r"https?://(?:www\.|m\.|mobile\.|mbasic\.|touch\.|web\.|[a-z]{2}(?:-[a-z]{2})?\.)?"
    r"(?=(?:facebook|instagram|linkedin|tiktok|pinterest|threads)\.)",
    re.IGNORECASE,
)

_POSTS = re.compile(
    r"(?:x|twitter)\.com/.+/status(?:es)?/\d"
    r"|linkedin\.com/(?:.*urn:li:(?:activity|share|ugcpost):\d|posts/|pulse/)"
    r"|(?:youtube\.com/(?:watch\?|shorts/|live/)|youtu\.be/\w)"
    r"|tiktok\.com/.*(?:video|photo)/\d|(?:vm|vt)\.tiktok\.com/\w"
    r"|pinterest\.[a-z.]+/pin/|pin\.it/\w"
    r"|instagr(?:am\.com|\.am)/(?:[\w.]+/)?(?:p|reels?|tv)/\w"
    r"|facebook\.com/.*(?:posts/|videos/|photos?[/.]|reels?/|story\.php|permalink|watch|share/|\d+_\d+"
    r"|groups/|/\d{9,})|fb\.(?:watch|me)/\w"
    r"|threads\.(?:net|com)/.*post/|bsky\.app/.*/post/|t\.me/\w+/\d"
    r"|//[^/]+/(?:@[\w.@]+/|users/[\w.]+/statuses/)\d{6,}",
    re.IGNORECASE,
)

_GROUPS = re.compile(
    r"//(?:[\w-]+\.)*(?:facebook\.com/groups/|linkedin\.com/groups/|reddit\.com/r/"
    r"|xing\.com/communities/|discord\.com/channels/|t\.me/c/)",
    re.IGNORECASE,
)

_COMMENTS = re.compile(
    r"[?&]lc=[\w-]{8}|/(?:p|reels?|tv)/[\w-]+/c/\d|/comment/\w|/comments/\w+/[^/]*/\w{5,}",
    re.IGNORECASE,
)
# ``share_comment_id=7``, ``dashCommentUrn=urn:…``, ``comment-12``; not ``comments=1``.
_ONE_COMMENT = re.compile(r"comment(?!s)[^\d]*\d", re.IGNORECASE)


def is_post(url: str) -> bool:
    """Whether an address has the form of a post on one of the networks."""
    return _POSTS.search(unquote(url)) is not None


def is_home(url: str) -> bool:
    """Whether an address is that of an account on one of the networks, and of no post."""
    if network_of(url) is None or is_post(url):
        return False
    try:
        return parse_ref(url).platform != "site"
    except UsageError:
        return False


def in_group(url: str) -> bool:
    """Whether an address lies where anybody writes: a group of Facebook or LinkedIn, a board."""
    return _GROUPS.search(unquote(url)) is not None


def is_comment(url: str) -> bool:
    """Whether an address is that of a comment below a post: a part of it names one by its id."""
    url = unquote(url)
    if _COMMENTS.search(url):
        return True
    _, _, asked = url.partition("?")
    _, _, fragment = url.partition("#")
    return any(map(_ONE_COMMENT.search, re.split("[&#]", f"{asked}&{fragment}")))


def network_of(url: str) -> str | None:
    """The network on whose hosts an address lies; ``None`` for any other host."""
    return next((name for name in _OWN_HOSTS if url.strip() and is_own(url.strip(), name)), None)


def on_another_network(url: str) -> bool:
    """Whether an address lies on a network, or a site for reviews, that is none of the known."""
    return _lies_on(url, _OTHER_NETWORKS)


def is_own(url: str, platform: str) -> bool:
    """Whether an address lies on the network itself; true where the hosts are not known."""
    hosts = _OWN_HOSTS.get(platform)
    return hosts is None or not url or _lies_on(url, hosts)


def _lies_on(url: str, hosts: Iterable[str]) -> bool:
    try:
        host = (urlsplit(url if "://" in url else f"https://{url}").hostname or "").lower()
    except ValueError:
        return False
    return any(host == own or host.endswith(f".{own}") for own in hosts)


def post_id(url: str, platform: str) -> str:
    """The network's id of the post at an address, else the address without what only tracks.

    Where the path names the post, all of the query only tracks; elsewhere only what is known to.
    """
    url = _on_the_main_host(plain_form(url), platform)
    for pattern in _IDS.get(platform, ()):
        match = re.search(pattern, url)
        if match:
            return match[1]
    bare, _, query = url.split("#")[0].partition("?")
    if platform in _NAMED_BY_PATH and is_own(url, platform) and is_post(bare):
        return bare.rstrip("/")
    left = [part for part in query.split("&") if part and not _TRACKS.match(part)]
    return "?".join([bare, "&".join(left)] if left else [bare.rstrip("/")])


def _on_the_main_host(url: str, platform: str) -> str:
    """An address as a computer shows it: ``http://m.facebook.com/…`` is ``https://www…``."""
    match = _OTHER_HOST.match(url)
    return f"https://www.{url[match.end() :]}" if match and is_own(url, platform) else url


def plain_form(url: str) -> str:
    """An address whose urn is not percent-encoded: ``urn%3Ali%3A…`` to ``urn:li:…``."""
    return unquote(url) if "%3A" in url or "%3a" in url else url


def accounts_in(urls: Iterable[str]) -> set[AccountRef]:
    """The accounts that addresses name, looking at 500 of them spread over the file."""
    distinct = list(dict.fromkeys(url for url in urls if url))
    accounts: set[AccountRef] = set()
    for url in spread(distinct, _LOOKED_AT):
        try:
            ref = parse_ref(url)
        except UsageError:
            continue
        if ref.platform != "site":
            accounts.add(ref)
    return accounts


def page_in(url: str, platform: str) -> str | None:
    """The name of the page in the address of a post of Facebook, LinkedIn or Telegram.

    ``None`` where the network's addresses have none, or a number, which stands for any name.
    """
    if platform == "linkedin":
        author = re.search(r"linkedin\.com/posts/([\w-]+?)_", plain_form(url), re.IGNORECASE)
        return author[1].lower() if author else None
    try:
        ref = parse_ref(url)
    except UsageError:
        return None
    named = ref.platform == platform and platform in ("facebook", "telegram")
    return ref.handle.lower() if named and not ref.handle.isdecimal() else None


def spread(items: Sequence[str], most: int) -> Sequence[str]:
    """At most ``most`` of the items, evenly spread, first and last included."""
    if len(items) <= most:
        return items
    step = (len(items) - 1) / (most - 1)
    return [items[round(index * step)] for index in range(most)]
