"""From what people paste to an account's address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.core.errors import UsageError
from auditor.core.model import PLATFORMS, AccountRef
from auditor.core.refs import KNOWN_FORMS, parse_ref

CHANNEL = "UC" + "aB3-_xYz" * 2 + "123456"

PASTED = {
    # Facebook
    "https://www.facebook.com/esempio": "facebook:esempio",
    "https://www.facebook.com/Esempio/": "facebook:esempio",
    "m.facebook.com/esempio?ref=bookmarks": "facebook:esempio",
    "https://it-it.facebook.com/esempio/": "facebook:esempio",
    "https://fb.com/esempio": "facebook:esempio",
    "https://www.facebook.com/esempio/posts/123456": "facebook:esempio",
    "https://www.facebook.com/profile.php?id=100064512345678": "facebook:100064512345678",
    "https://www.facebook.com/pages/Esempio-SpA/123456789012": "facebook:123456789012",
    "https://www.facebook.com/people/Esempio/100064512345678/": "facebook:100064512345678",
    "https://www.facebook.com/Esempio-Spa-123456789012/": "facebook:123456789012",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.instagram.com%2Fesempio": "instagram:esempio",
    # Instagram, Threads, TikTok, X, Pinterest, Telegram
    "https://www.instagram.com/esempio/?hl=it": "instagram:esempio",
    "instagram.com/Esempio.Ufficiale": "instagram:esempio.ufficiale",
    "https://www.instagram.com/stories/esempio/3141592653/": "instagram:esempio",
    "https://www.threads.net/@esempio": "threads:esempio",
    "https://www.tiktok.com/@esempio?lang=it": "tiktok:esempio",
    "https://twitter.com/Esempio": "x:esempio",
    "https://x.com/esempio/status/1234567890": "x:esempio",
    "https://x.com/intent/user?screen_name=esempio": "x:esempio",
    "https://it.pinterest.com/esempio/": "pinterest:esempio",
    "https://www.pinterest.co.uk/esempio/bacheca": "pinterest:esempio",
    "https://t.me/s/esempio": "telegram:esempio",
    # LinkedIn
    "https://www.linkedin.com/company/esempio/": "linkedin:company/esempio",
    "https://it.linkedin.com/company/esempio/posts/?feedView=all": "linkedin:company/esempio",
    "https://www.linkedin.com/in/nome-inventato": "linkedin:in/nome-inventato",
    # YouTube
    "https://www.youtube.com/@Esempio/videos": "youtube:@esempio",
    "youtube.com/c/EsempioSpA": "youtube:c/esempiospa",
    "https://www.youtube.com/user/esempio": "youtube:user/esempio",
    f"https://m.youtube.com/channel/{CHANNEL}/about": f"youtube:{CHANNEL}",
    # Bluesky
    "https://bsky.app/profile/esempio.example.com": "bluesky:esempio.example.com",
    "https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx": (
        "bluesky:did:plc:abcdefghijklmnopqrstuvwx"
    ),
    "did:plc:abcdefghijklmnopqrstuvwx": "bluesky:did:plc:abcdefghijklmnopqrstuvwx",
    "@esempio.bsky.social": "bluesky:esempio.bsky.social",
    "at://esempio.example.com/app.bsky.feed.post/3k": "bluesky:esempio.example.com",
    # Mastodon
    "@esempio@social.example": "mastodon:esempio@social.example",
    "https://social.example/@Esempio": "mastodon:esempio@social.example",
    "https://social.example/@esempio/112233445566": "mastodon:esempio@social.example",
    "https://social.example/users/esempio": "mastodon:esempio@social.example",
    "https://social.example/web/@esempio@other.example": "mastodon:esempio@other.example",
    # network:name
    "facebook:Esempio": "facebook:esempio",
    "twitter:@esempio": "x:esempio",
    "youtube:@Esempio": "youtube:@esempio",
    "youtube:esempio": "youtube:@esempio",
    f"youtube:{CHANNEL}": f"youtube:{CHANNEL}",
    "linkedin:esempio": "linkedin:company/esempio",
    "mastodon:esempio@social.example": "mastodon:esempio@social.example",
    "facebook:https://www.facebook.com/esempio": "facebook:esempio",
    "site:https://Esempio.example.com/news/": "site:https://esempio.example.com/news",
    "site:esempio.example.com": "site:https://esempio.example.com",
    "https://www.esempio.example.com/": "site:https://www.esempio.example.com",
    "http://esempio.example.com/blog/?utm_source=x": "site:http://esempio.example.com/blog",
    "https://esempio.example.com/?feed=rss2&fbclid=abc": "site:https://esempio.example.com?feed=rss2",
    # as copied from a mail
    "  <https://www.instagram.com/esempio/>,": "instagram:esempio",
    "“facebook:esempio”": "facebook:esempio",
    "\u200bfacebook:esempio\ufeff": "facebook:esempio",
}


@pytest.mark.parametrize(("pasted", "expected"), PASTED.items())
def test_what_is_pasted_becomes_the_accounts_address(pasted: str, expected: str) -> None:
    assert str(parse_ref(pasted)) == expected


@pytest.mark.parametrize("expected", sorted(set(PASTED.values())))
def test_a_canonical_address_is_read_as_itself(expected: str) -> None:
    assert str(parse_ref(expected)) == expected


NO_ACCOUNTS = [
    "",
    "   ",
    "esempio",
    "hello world",
    "https://",
    "https://www.facebook.com/",
    "https://www.facebook.com/watch",
    "https://www.instagram.com/explore",
    "nowhere:esempio",
    "ftp://social.example/@esempio",
    "https://www.tiktok.com/esempio",
    "mastodon:esempio",
    "youtube:@con spazio",
    "file:///etc/passwd",
    "https://medium.com/@esempio",
    "javascript:alert(1)",
    "site:https://user:word@esempio.example.com",
    "facebook:",
    "https://business.facebook.com/esempio",
]


@pytest.mark.parametrize("pasted", NO_ACCOUNTS)
def test_what_is_no_account_is_refused_with_what_to_do(pasted: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_ref(pasted)
    assert refused.value.advice is not None


def test_an_unknown_address_is_told_which_forms_are_known() -> None:
    with pytest.raises(UsageError) as refused:
        parse_ref("esempio")
    assert refused.value.advice is KNOWN_FORMS


@pytest.mark.parametrize(
    "post",
    [
        "https://www.youtube.com/watch?v=abc",
        "https://www.instagram.com/p/C0/",
        "https://www.pinterest.it/pin/123/",
    ],
)
def test_the_address_of_a_single_post_is_refused_as_such(post: str) -> None:
    with pytest.raises(UsageError, match="single post"):
        parse_ref(post)


def test_a_short_link_is_refused_because_it_hides_the_page() -> None:
    with pytest.raises(UsageError, match="short link"):
        parse_ref("https://bit.ly/3abcde")


def test_a_network_that_disagrees_with_its_address_is_refused() -> None:
    with pytest.raises(UsageError, match="instagram"):
        parse_ref("facebook:https://www.instagram.com/esempio")


@pytest.mark.parametrize("prefix", ["", "site:"])
def test_no_address_keeps_a_query_that_could_hold_a_key(prefix: str) -> None:
    for name in ("access_token", "key", "sig"):
        kept = parse_ref(f"{prefix}https://api.example.com/feed?{name}=secret123&format=xml")
        assert str(kept) == "site:https://api.example.com/feed?format=xml"


def test_an_error_never_repeats_a_query_that_could_hold_a_key() -> None:
    with pytest.raises(UsageError) as refused:
        parse_ref("https://www.reddit.com/user/esempio?access_token=secret123")
    assert "secret123" not in f"{refused.value.message} {refused.value.advice}"


@pytest.mark.parametrize(
    "page",
    [
        "https://www.reddit.com/r/esempio",
        "https://linktr.ee/esempio",
        "https://maps.google.com/x",
        "https://medium.com/@esempio",
    ],
)
def test_a_network_that_is_not_read_yet_is_named_and_no_website(page: str) -> None:
    with pytest.raises(UsageError, match="does not read yet"):
        parse_ref(page)


@given(st.text(max_size=60))
def test_any_text_is_an_account_or_a_usage_error(text: str) -> None:
    try:
        ref = parse_ref(text)
    except UsageError:
        return
    assert ref.platform in PLATFORMS
    assert parse_ref(str(ref)) == ref


@given(st.sampled_from(sorted(set(PASTED))), st.sampled_from(["", "/", " ", ","]))
def test_trailing_signs_change_nothing(pasted: str, ending: str) -> None:
    plain = pasted.strip(" <>,“”")
    if plain.startswith(("http", "facebook:")) and "?" not in plain:
        assert parse_ref(plain + ending) == parse_ref(plain)


def test_a_reference_is_written_network_colon_name() -> None:
    assert (
        str(AccountRef("mastodon", "esempio@social.example")) == "mastodon:esempio@social.example"
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/sharer.php?u=https%3A%2F%2Fesempio.example",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://www.facebook.com/share.php?u=x",
        "https://www.facebook.com/v2.0/dialog/share?app_id=1",
        "https://www.facebook.com/dialog/feed?app_id=1",
        "https://www.facebook.com/plugins/like.php?href=x",
        "https://www.facebook.com/tr?id=12&ev=PageView",
        "https://twitter.com/intent/tweet?text=a",
        "https://x.com/share?url=x",
        "https://www.linkedin.com/shareArticle?mini=true",
        "https://www.linkedin.com/sharing/share-offsite/?url=x",
        "https://pinterest.com/pin/create/button/?url=x",
        "https://www.instagram.com/share/x",
        "https://www.threads.net/intent/post?text=x",
        "https://bsky.app/intent/compose?text=x",
        "https://t.me/share/url?url=x",
        "https://www.youtube.com/redirect?q=x",
        "https://www.youtube.com/iframe_api",
        "https://www.youtube.com/subscription_center?add_user=esempio",
        "https://www.youtube.com/feeds/videos.xml?channel_id=UC1",
        "https://www.instagram.com/embed.js",
        "https://www.facebook.com/2008/fbml",
        "https://www.facebook.com/legal/terms",
        "https://www.facebook.com/about/privacy",
        "https://www.facebook.com/messages/t/esempio",
        "https://www.facebook.com/login.php",
        "https://www.pinterest.com/_tools/more-info/",
        "https://assets.pinterest.com/js/pinit.js",
        "https://platform.linkedin.com/in.js",
        "https://platform.twitter.com/widgets.js",
    ],
)
def test_a_button_to_share_is_nobodys_page(address: str) -> None:
    with pytest.raises(UsageError):
        parse_ref(address)


@pytest.mark.parametrize(
    ("written", "handle"),
    [
        ("https://business.google.com/n/229278163236567155/profile?fid=146", "229278163236567155"),
        ("business.google.com/n/229278163236567155", "229278163236567155"),
        ("https://business.google.com/reviews/l/0229278163", "0229278163"),
        ("google:https://business.google.com/n/123/searchprofile", "123"),
        ("google:123", "123"),
        ("google:locations/123", "123"),
        ("google:accounts/9/locations/123", "123"),
        ("google:ChIJN1t_tDeuEmsRUsoyG83frY4", "ChIJN1t_tDeuEmsRUsoyG83frY4"),
    ],
)
def test_a_profile_on_google_by_its_number_or_place(written: str, handle: str) -> None:
    assert parse_ref(written) == AccountRef("google", handle)


@pytest.mark.parametrize(
    "written",
    [
        "https://www.google.com/maps/place/Trattoria+Esempio/@45.4,9.1",
        "https://www.google.it/maps?cid=123",
        "https://g.page/esempio",
        "https://business.google.com/locations",
        "https://business.google.com/n/profile",
    ],
)
def test_an_address_that_hides_the_number_says_where_it_stands(written: str) -> None:
    with pytest.raises(UsageError, match="which profile on Google") as refused:
        parse_ref(written)
    assert "business.google.com/n/NUMBER" in str(refused.value.advice)
