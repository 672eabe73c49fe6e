"""From what people paste to an account's address.

>>> str(parse_ref("https://www.youtube.com/@Acme/videos?hl=it"))
'youtube:@acme'
>>> str(parse_ref("https://it-it.facebook.com/acme/posts/123"))
'facebook:acme'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import SplitResult, parse_qs, parse_qsl, unquote, urlencode, urlsplit

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import PLATFORMS, AccountRef
from auditor.core.networks import (
    ALIASES,
    DOMAIN,
    FEED_QUERY,
    INVISIBLE,
    LONGEST_VALUE,
    NETWORKS,
    NO_ACCOUNTS,
    SERVER,
    SHORTENERS,
    UNREAD,
    network_of,
)
from auditor.core.ref_errors import (
    KNOWN_FORMS,
    NO_PAGES,
    abridged,
    no_page,
    one_post,
    short_link,
    unknown,
)

# No network has names as long as this; a Mastodon server's is 253 by itself.
_LONGEST_HANDLE, _LONGEST_ADDRESS = 300, 8_000


def parse_ref(text: str) -> AccountRef:
    """The account that an address, a handle or ``network:name`` stands for, in canonical form.

    ``parse_ref(str(ref)) == ref`` for every reference returned.

    Raises:
        UsageError: it is no account's address; the advice says which forms are known.
    """
    cleaned = _clean(text) if len(text) <= _LONGEST_ADDRESS else ""
    if not cleaned or re.search(r"\s", cleaned):
        raise unknown(text)
    prefix, colon, rest = cleaned.partition(":")
    platform = ALIASES.get(prefix.lower(), prefix.lower())
    if colon and platform in PLATFORMS:
        return _from_pair(platform, rest, cleaned)
    if re.match(r"did:(plc|web):", cleaned, re.IGNORECASE):
        return _make("bluesky", cleaned, cleaned)
    if re.fullmatch(rf"(?:acct:|@)[\w.-]+@{SERVER}", cleaned, re.IGNORECASE):
        return _make("mastodon", re.sub(r"^(?:acct:|@)", "", cleaned, flags=re.I), cleaned)
    if re.fullmatch(r"@?[a-z0-9-]+\.bsky\.social", cleaned, re.IGNORECASE):
        return _make("bluesky", cleaned.lstrip("@"), cleaned)
    return _from_url(cleaned)


def _clean(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(INVISIBLE).strip()
    return plain.strip("<>\"'`“”«»‘’ \t\r\n").rstrip(",;").strip()


def _from_pair(platform: str, rest: str, whole: str) -> AccountRef:
    if platform == "site":
        return AccountRef("site", _site(rest, whole))
    if "://" in rest or rest.lower().startswith("www."):
        ref = _from_url(rest)
        if ref.platform != platform:
            raise UsageError(
                msg(
                    "'{text}' names {network}, but the address is one of {other}.",
                    text=abridged(whole),
                    network=platform,
                    other=ref.platform,
                ),
                msg("Leave '{network}:' away and paste the address alone.", network=platform),
            )
        return ref
    return _make(platform, rest, whole)


def _make(platform: str, raw: str, whole: str) -> AccountRef:
    canonical = _FORMS[platform].canonical
    handle = canonical(unquote(raw).strip("/"))
    if len(handle) > _LONGEST_HANDLE or not NETWORKS[platform].handle.fullmatch(handle):
        raise unknown(whole, _HANDLE_ADVICE.get(platform, KNOWN_FORMS))
    return AccountRef(platform, handle)


_GOOGLE_HOSTS = frozenset({"google.com", "google.it", "g.page"})
_GOOGLE_FORM = msg(
    "A Google profile is written google: and its number, which stands in the address where its "
    "owner sees it: business.google.com/n/NUMBER. With a key, auditor doctor lists them."
)
_HANDLE_ADVICE: dict[str, Message] = {
    "mastodon": msg("A Mastodon account is written mastodon:user@server."),
    "bluesky": msg("A Bluesky account is written bluesky:name.bsky.social, or with its domain."),
    "google": _GOOGLE_FORM,
}


def _lower(raw: str) -> str:
    return unicodedata.normalize("NFC", raw.removeprefix("@").lower())


def _facebook_handle(raw: str) -> str:
    handle = _lower(raw)
    with_id = re.fullmatch(r".*-(\d{9,})", handle)
    return with_id[1] if with_id else handle


def _linkedin_handle(raw: str) -> str:
    organisation = re.fullmatch(r"urn:li:(?:organization|company):(\d+)", raw, re.IGNORECASE)
    handle = organisation[1] if organisation else _lower(raw)
    return handle if "/" in handle else f"company/{handle}"


def _youtube_handle(raw: str) -> str:
    channel = raw.removeprefix("channel/")
    if re.fullmatch(r"UC[\w-]{22}", channel):
        return channel
    handle = unicodedata.normalize("NFC", raw.lower())
    return handle if handle.startswith(("@", "user/", "c/")) else f"@{handle}"


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        valid = parts.port is None or parts.port > 0
    except ValueError:
        return None
    return parts if valid and parts.hostname else None


def _site(rest: str, whole: str) -> str:
    """``https://host/path``: host in lower case, without fragment, final slash, default port."""
    parts = _split(rest)
    host = (parts.hostname or "") if parts else ""
    local = host in {"localhost", "127.0.0.1"}
    if parts is None or parts.scheme.lower() not in {"http", "https"} or parts.username:
        raise unknown(whole)
    if not (local or DOMAIN.match(host)):
        raise unknown(whole)
    default = {"http": 80, "https": 443}[parts.scheme.lower()]
    port = f":{parts.port}" if parts.port not in (None, default) else ""
    pairs = [
        (name, value)
        for name, value in parse_qsl(parts.query)
        if name.lower() in FEED_QUERY and len(value) <= LONGEST_VALUE
    ]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"{parts.scheme.lower()}://{host}{port}{parts.path.rstrip('/')}{query}"


def _from_url(text: str) -> AccountRef:
    if text.lower().startswith("at://"):
        return _make("bluesky", text[5:].partition("/")[0], text)
    parts = _split(text)
    if parts is None or parts.scheme.lower() not in {"http", "https"}:
        raise unknown(text)
    host = (parts.hostname or "").lower().removeprefix("www.")
    if host in SHORTENERS:
        raise short_link(text)
    segments = [unquote(part) for part in parts.path.split("/") if part]
    platform = network_of(host)
    if platform is None:
        return _mastodon(host, parts, segments, text)
    first = segments[0].lower() if segments else ""
    if first in NETWORKS[platform].reserved and first in NO_PAGES:
        raise no_page(text, first)
    query = parse_qs(parts.query)
    if host.startswith("l.") and "u" in query:
        return _from_url(query["u"][0])
    if host.startswith(NO_ACCOUNTS) and platform != "google":
        raise unknown(text)
    read_handle = _FORMS[platform].read
    return _make(platform, read_handle(_Address(platform, segments, query, text)), text)


def _mastodon(host: str, parts: SplitResult, segments: list[str], text: str) -> AccountRef:
    if segments and segments[0] in {"web", "deck"}:
        segments = segments[1:]
    user = ""
    if segments and segments[0].startswith("@") and len(segments[0]) > 1:
        user = segments[0][1:]
    elif len(segments) >= 2 and segments[0] == "users":
        user = segments[1]
    if any(host == domain or host.endswith(f".{domain}") for domain in UNREAD):
        raise _not_read_yet(host, text)
    if not user:
        return _own_site(host, text)
    port = f":{parts.port}" if parts.port else ""
    return _make("mastodon", user if "@" in user else f"{user}@{host}{port}", text)


def _own_site(host: str, text: str) -> AccountRef:
    """The site of an address that says http; a bare name may be anything."""
    if "://" in text:
        return AccountRef("site", _site(text, text))
    if not DOMAIN.match(host) or "@" in text:
        raise unknown(text)
    address = f"https://{abridged(text).rstrip('/')}"
    raise unknown(
        text, msg("For a website, write site:{address} and its news are read.", address=address)
    )


def _not_read_yet(host: str, text: str) -> UsageError:
    if host in _GOOGLE_HOSTS:
        return _hidden_profile(text)
    return UsageError(
        msg(
            "'{text}' is on {host}, which this program does not read yet.",
            text=abridged(text),
            host=host,
        ),
        KNOWN_FORMS,
    )


@dataclass(frozen=True, slots=True)
class _Address:
    """An address on a network: the parts of its path, its query, and how it was written."""

    platform: str
    segments: Sequence[str]
    query: Mapping[str, Sequence[str]]
    text: str

    def named(self, name: str) -> str:
        """A value of the query; empty without one."""
        return self.query.get(name, [""])[0]

    def first(self) -> str:
        """The first part of the path, refused when it is a post's or one of the network's pages."""
        if not self.segments:
            raise unknown(self.text)
        network, name = NETWORKS[self.platform], self.segments[0].lower()
        if len(self.segments) > 1 or "?" in self.text or network.post_first:
            self.refuse_post()
        if name in network.reserved | network.posts:
            raise unknown(self.text)
        return self.segments[0]

    def refuse_post(self) -> None:
        """Raise when the first part of the path leads to a single post."""
        if self.segments[0].lower() in NETWORKS[self.platform].posts:
            raise one_post(self.text)


def _facebook(address: _Address) -> str:
    segments = address.segments
    page = (segments or [""])[0].lower()
    number = address.named("id")
    if page in {"profile.php", "story.php", "permalink.php", "photo.php"} and number.isdigit():
        return number
    if page.endswith(".php") or re.fullmatch(r"v\d+\.\d+", page):  # a button, a dialogue
        raise unknown(address.text)
    if page in {"pages", "people", "p", "pg"} and len(segments) > 1:
        digits = next((part for part in reversed(segments) if part.isdigit()), None)
        return digits or segments[1 if page in {"p", "pg"} else -1]
    of_page = re.fullmatch(r"(\d+)_\d+", page)
    return of_page[1] if of_page else address.first()


def _instagram(address: _Address) -> str:
    segments = address.segments
    if len(segments) > 1 and segments[0].lower() in {"stories", "_u"}:
        if segments[1].lower() == "highlights":
            raise one_post(address.text)
        return segments[1]
    return address.first()


def _linkedin(address: _Address) -> str:
    names = [part.lower() for part in address.segments]
    for index, name in enumerate(names[:-1]):
        if name in {"company", "showcase", "school", "in"}:
            return f"{name}/{address.segments[index + 1]}"
    if names:
        address.refuse_post()
    raise unknown(address.text)


def _x(address: _Address) -> str:
    handle = address.named("screen_name")
    if [part.lower() for part in address.segments[:1]] == ["intent"] and handle:
        return handle
    return address.first()


def _youtube(address: _Address) -> str:
    name, segments = address.first(), address.segments
    if name.lower() == "channel":
        if len(segments) < 2 or not re.fullmatch(r"UC[\w-]{22}", segments[1]):
            raise unknown(address.text)
        return segments[1]
    if name.lower() in {"user", "c"} and len(segments) > 1:
        return f"{name.lower()}/{segments[1]}"
    return name if name.startswith("@") else f"c/{name}"


def _bluesky(address: _Address) -> str:
    if len(address.segments) < 2 or address.segments[0].lower() != "profile":
        raise unknown(address.text)
    return address.segments[1]


def _telegram(address: _Address) -> str:
    if address.segments[:1] == ["s"]:
        address = replace(address, segments=address.segments[1:])
    return address.first()


def _with_at(address: _Address) -> str:
    """A network whose pages start with ``@``; anything else is a post or a page of its own."""
    name = address.first()
    if not name.startswith("@"):
        raise unknown(address.text)
    return name


def _google(address: _Address) -> str:
    """The profile's number in its owner's own address: ``/n/123/profile``, ``/reviews/l/123``."""
    for before, number in pairwise(address.segments):
        if before in {"n", "l"} and number.isdecimal():
            return number
    raise _hidden_profile(address.text)


def _hidden_profile(text: str) -> UsageError:
    words = msg("'{text}' does not tell which profile on Google is meant.", text=abridged(text))
    return UsageError(words, _GOOGLE_FORM)


def _google_handle(raw: str) -> str:
    """The number of a profile, ``accounts/1/locations/2`` to ``2``, or its place id as it is."""
    return raw.rpartition("locations/")[2]


@dataclass(frozen=True, slots=True)
class _Form:
    """How an account is read from a network's address, and its handle in canonical form."""

    read: Callable[[_Address], str] = _Address.first
    canonical: Callable[[str], str] = _lower


_FORMS: dict[str, _Form] = {
    "facebook": _Form(_facebook, _facebook_handle),
    "instagram": _Form(_instagram),
    "threads": _Form(_with_at),
    "linkedin": _Form(_linkedin, _linkedin_handle),
    "x": _Form(_x),
    "pinterest": _Form(),
    "tiktok": _Form(_with_at),
    "youtube": _Form(_youtube, _youtube_handle),
    "bluesky": _Form(_bluesky),
    "mastodon": _Form(),
    "google": _Form(_google, _google_handle),
    "telegram": _Form(_telegram),
}
