"""What this program takes for granted about the networks, each with its day and its source.

Networks change: ``doctor`` says when a claim was last checked more than six months ago.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from auditor.core.messages import Message, msg

GOOD_FOR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence about a network; ``checked`` is the day on which ``source`` said so."""

    words: Message
    checked: date
    source: str


_META = "https://developers.facebook.com/docs/graph-api/changelog"
_LINKEDIN = "https://learn.microsoft.com/linkedin/marketing/"
CLAIMS: dict[str, tuple[Claim, ...]] = {
    "bluesky": (
        Claim(
            msg("The public view answers without a key."),
            date(2026, 11, 23),
            "https://docs.bsky.app/docs/advanced-guides/rate-limits",
        ),
        Claim(
            msg("Threads nest deeper than ten answers; up to 1,000 levels may be asked for."),
            date(2026, 11, 23),
            "https://docs.bsky.app/docs/api/app-bsky-feed-get-post-thread",
        ),
    ),
    "mastodon": (
        Claim(
            msg("Without a token a server shows at most 60 answers under a post."),
            date(2026, 11, 23),
            "https://docs.joinmastodon.org/methods/statuses/#context",
        ),
        Claim(
            msg("A name may be served by another host, which WebFinger tells."),
            date(2026, 11, 23),
            "https://docs.joinmastodon.org/spec/webfinger/",
        ),
    ),
    "facebook": (
        Claim(
            msg(
                "New apps may not use field aliases, several ids in a call or date_format since "
                "4 November 2026; version 28 takes them from all."
            ),
            date(2026, 11, 28),
            _META,
        ),
        Claim(
            msg("Of a year about 600 posts are listed, chosen by Facebook."),
            date(2026, 11, 23),
            "https://developers.facebook.com/docs/graph-api/reference/page/feed/",
        ),
        Claim(
            msg("Views and viewers replaced impressions and reach in November 2025."),
            date(2026, 11, 23),
            "https://developers.facebook.com/docs/graph-api/reference/insights",
        ),
    ),
    "instagram": (
        Claim(
            msg(
                "There are no impressions since version 22, and views not for every kind of medium."
            ),
            date(2026, 11, 28),
            "https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights",
        ),
        Claim(
            msg("The figures of a post are kept for two years."),
            date(2026, 11, 23),
            "https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights",
        ),
    ),
    "linkedin": (
        Claim(
            msg(
                "A monthly version is served for at least a year; 202511 ended on 16 November 2026."
            ),
            date(2026, 11, 28),
            f"{_LINKEDIN}versioning",
        ),
        Claim(
            msg("Statistics of posts reach back 12 months."),
            date(2026, 11, 23),
            f"{_LINKEDIN}community-management/organizations/share-statistics",
        ),
        Claim(
            msg("A page of a list that is not full does not prove that it is the last."),
            date(2026, 11, 28),
            "https://learn.microsoft.com/linkedin/shared/api-guide/concepts/pagination",
        ),
        Claim(
            msg("A member in the EU or Switzerland may read the own data by a key of a year."),
            date(2026, 11, 30),
            "https://learn.microsoft.com/linkedin/dma/member-data-portability/member-data-portability-member/",
        ),
    ),
    "x": (
        Claim(
            msg(
                "A post read costs $0.005, an account and a month of counts $0.01, an own post "
                "$0.001."
            ),
            date(2026, 8, 22),
            "https://docs.x.com/x-api/getting-started/pricing",
        ),
        Claim(
            msg("The timeline holds the newest 3,200 posts; what is older is found by search."),
            date(2026, 8, 22),
            "https://docs.x.com/x-api/posts/timelines/introduction",
        ),
        Claim(
            msg("Counts and the whole search are refused to the key of a login."),
            date(2026, 11, 28),
            "https://docs.x.com/x-api/posts/counts/introduction",
        ),
    ),
    "youtube": (
        Claim(
            msg("A key has 10,000 units a day, counted anew at midnight in California."),
            date(2026, 11, 23),
            "https://developers.google.com/youtube/v3/getting-started#quota",
        ),
        Claim(
            msg("A view counts from the first frame since 24 August 2026."),
            date(2026, 11, 28),
            "https://support.google.com/youtube/answer/2991785",
        ),
        Claim(
            msg("Shorts are up to three minutes long since 15 October 2024."),
            date(2026, 11, 23),
            "https://support.google.com/youtube/answer/15424877",
        ),
    ),
    "threads": (
        Claim(
            msg(
                "Others' posts are shown without counts, of public profiles of 100 followers or "
                "more."
            ),
            date(2026, 11, 23),
            "https://developers.facebook.com/docs/threads/overview",
        ),
        Claim(
            msg(
                "A key lasts 60 days and can be renewed by itself once it is a day old, until it "
                "ends."
            ),
            date(2026, 11, 30),
            "https://developers.facebook.com/docs/threads/get-started/long-lived-tokens/",
        ),
        Claim(
            msg("Whose post the account has answered is told only where the post is its own."),
            date(2026, 11, 30),
            "https://developers.facebook.com/docs/threads/overview",
        ),
    ),
    "pinterest": (
        Claim(
            msg("An account is shown to its owner only; comments are counted and never shown."),
            date(2026, 11, 23),
            "https://github.com/pinterest/api-description/blob/main/v5/openapi.json",
        ),
        Claim(
            msg("An app with trial access may make 1,000 calls a day in all."),
            date(2026, 11, 23),
            "https://developers.pinterest.com/docs/reference/rate-limits/",
        ),
        Claim(
            msg("An app that serves marketing needs Pinterest's approval for that."),
            date(2026, 11, 30),
            "https://policy.pinterest.com/en-gb/developer-guidelines",
        ),
        Claim(
            msg("The time of a pin that carries no zone is taken as UTC."),
            date(2026, 11, 30),
            "https://github.com/pinterest/api-description/blob/main/v5/openapi.json",
        ),
    ),
    "tiktok": (
        Claim(
            msg("An account is shown to its owner only; the Display API shows no comments."),
            date(2026, 11, 23),
            "https://developers.tiktok.com/doc/display-api-overview",
        ),
        Claim(
            msg("600 calls a minute are allowed of each kind."),
            date(2026, 8, 4),
            "https://developers.tiktok.com/doc/tiktok-api-v2-rate-limit",
        ),
        Claim(
            msg("In the API for Business the status is 200 whatever happened; a number says it."),
            date(2026, 11, 23),
            "https://business-api.tiktok.com/portal/docs",
        ),
    ),
    "google": (
        Claim(
            msg("Reviews with dates and answers are shown to those who manage a verified profile."),
            date(2026, 11, 30),
            "https://developers.google.com/my-business/content/review-data",
        ),
        Claim(
            msg("A project may make 0 calls a minute until Google approves it, then 300."),
            date(2026, 11, 30),
            "https://developers.google.com/my-business/content/limits",
        ),
        Claim(
            msg("Since April 2026 an answer says whether Google rejected it."),
            date(2026, 11, 30),
            "https://developers.google.com/my-business/content/latest-updates",
        ),
    ),
    "site": (
        Claim(
            msg(
                "WordPress may leave out how many pages there are; a refused page is then the end."
            ),
            date(2026, 11, 28),
            "https://developer.wordpress.org/rest-api/using-the-rest-api/pagination/",
        ),
    ),
}


def outdated(platform: str, today: date) -> Claim | None:
    """The claim about a network that was checked longest ago, if that is over six months."""
    oldest = min(CLAIMS.get(platform, ()), key=lambda claim: claim.checked, default=None)
    return oldest if oldest is not None and today - oldest.checked > GOOD_FOR else None
