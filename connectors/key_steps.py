"""How to get each network's key, step by step: printed by ``doctor`` and in the docs.

A step's stage is what a check of ``doctor`` can tell apart: what comes before it has been reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.core.messages import Message, msg
from connectors.base import PERMISSIONS, REAL_CALL, Check

APP, KEY, ALLOWED, PAGES, LASTS = "app", "key", "permissions", "pages", "lasts"
_ORDER = (APP, KEY, ALLOWED, PAGES, LASTS)
OWN_PAGES, HOLDS = msg("own pages"), msg("how long the key holds")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; ``stage`` is one of the five above."""

    stage: str
    words: Message


_META_APP = msg(
    "Make an app at https://developers.facebook.com/apps with the use case 'Manage everything on "
    "your Page'. Without an app there is no key."
)
_META_ROLE = msg(
    "Take a role in that app (administrator, developer or tester) with the profile that runs the "
    "page: until the app is reviewed, only people with a role can use it."
)
_META_LONG = msg(
    "The key of the Explorer holds an hour or two. Open it in the Access Token Debugger and choose "
    "'Extend Access Token': then it holds 60 days. Or: auditor login {network}, which does it."
)
STEPS: dict[str, tuple[Step, ...]] = {
    "bluesky": (Step(KEY, msg("No key is needed: every public account can be read.")),),
    "site": (Step(KEY, msg("No key is needed: a site is asked as a visitor asks it.")),),
    "mastodon": (
        Step(
            KEY,
            msg(
                "Most servers need no key. For one that is closed, log in there and open "
                "Preferences, Development, New application, with the scope 'read'."
            ),
        ),
        Step(
            KEY,
            msg(
                "Copy 'Your access token' and set MASTODON_ACCESS_TOKEN=server=token, so that "
                "it goes to that server only."
            ),
        ),
    ),
    "youtube": (
        Step(APP, msg("Open https://console.cloud.google.com and make a project.")),
        Step(APP, msg("In 'APIs & Services' look for 'YouTube Data API v3' and enable it.")),
        Step(
            KEY,
            msg(
                "Under 'Credentials' choose 'Create credentials', 'API key', and set "
                "YOUTUBE_API_KEY. It opens every public channel and does not expire."
            ),
        ),
        Step(
            LASTS,
            msg(
                "A login (auditor login youtube) is only needed where a key may not be used. "
                "While its app is in testing, it ends after seven days."
            ),
        ),
    ),
    "facebook": (
        Step(APP, _META_APP),
        Step(APP, _META_ROLE),
        Step(
            ALLOWED,
            msg(
                "In the Graph API Explorer choose the app and the permissions pages_show_list, "
                "pages_read_engagement, pages_read_user_content, read_insights and "
                "business_management, then 'Generate Access Token'."
            ),
        ),
        Step(
            PAGES,
            msg(
                "In the consent window leave every page ticked that is to be read: a page without a "
                "tick is not listed."
            ),
        ),
        Step(
            PAGES,
            msg(
                "A page that belongs to a business portfolio is listed only with business_management, "
                "and only if the portfolio has given your profile access to it."
            ),
        ),
        Step(KEY, msg("Set FACEBOOK_ACCESS_TOKEN to the key.")),
        Step(LASTS, _META_LONG),
    ),
    "instagram": (
        Step(
            APP,
            msg(
                "Make the account a professional one (business or creator) and link it to a "
                "Facebook page."
            ),
        ),
        Step(APP, _META_APP),
        Step(APP, _META_ROLE),
        Step(
            ALLOWED,
            msg(
                "In the Graph API Explorer choose the app and the permissions instagram_basic, "
                "instagram_manage_insights, instagram_manage_comments, pages_read_engagement, "
                "pages_show_list and business_management, then 'Generate Access Token'."
            ),
        ),
        Step(
            PAGES,
            msg(
                "In the consent window leave the page and its Instagram account ticked; of a page in a "
                "business portfolio, business_management is needed."
            ),
        ),
        Step(KEY, msg("Set INSTAGRAM_ACCESS_TOKEN to the key.")),
        Step(LASTS, _META_LONG),
    ),
    "linkedin": (
        Step(
            APP,
            msg(
                "Make an app at https://www.linkedin.com/developers/apps and name the company "
                "page that it belongs to."
            ),
        ),
        Step(
            APP,
            msg(
                "Let a super administrator of that page open the link of 'Verify': without it "
                "no product is given."
            ),
        ),
        Step(
            ALLOWED,
            msg(
                "Ask for a product: the 'Pages Data Portability API' (EU, easier) or the "
                "'Community Management API', which must be the only product of its app."
            ),
        ),
        Step(
            PAGES,
            msg("Use the profile of an administrator, editor or analyst of the page to be read."),
        ),
        Step(
            KEY,
            msg(
                "auditor login linkedin gets the key. Where the app takes no address of this "
                "machine, register an https address in it and paste the one that the browser "
                "comes back to: auditor login linkedin --redirect https://…"
            ),
        ),
        Step(
            KEY,
            msg(
                "For a person's own posts, in the EU or Switzerland: make an app for the page "
                "'Member Data Portability (Member) Default Company', add its one product, make a key "
                "at https://www.linkedin.com/developers/tools/oauth/token-generator and set "
                "LINKEDIN_MEMBER_TOKEN to it and LINKEDIN_MEMBER to the person's name in the address "
                "linkedin.com/in/NAME. It holds a year."
            ),
        ),
        Step(LASTS, msg("The key holds 60 days; then log in again.")),
    ),
    "threads": (
        Step(
            APP,
            msg(
                "Make an app at https://developers.facebook.com/apps/ with the use case 'Access the "
                "Threads API'. It has two ids: what is needed is the Threads app's."
            ),
        ),
        Step(
            APP,
            msg(
                "Register an https address to come back to, and set THREADS_CLIENT_ID and "
                "THREADS_CLIENT_SECRET to the id and the secret of the Threads app."
            ),
        ),
        Step(
            ALLOWED,
            msg(
                "Add the account as a Threads tester in the app's roles and accept the invitation "
                "in its settings on Threads: a tester's account needs no review."
            ),
        ),
        Step(
            KEY,
            msg(
                "auditor login threads --redirect https://… gets the key; paste the address that the "
                "browser comes back to. With --product others it also asks for others' posts, which "
                "Meta shows after a review of the app."
            ),
        ),
        Step(
            LASTS,
            msg(
                "The key holds 60 days; a reading in the last 30 of them renews it. A key that has "
                "ended is not renewed: then log in again."
            ),
        ),
    ),
    "pinterest": (
        Step(
            APP,
            msg(
                "Turn the account into a business account, which is free: Settings, Account "
                "management, Convert to business account."
            ),
        ),
        Step(
            APP,
            msg(
                "Connect an app at https://developers.pinterest.com/apps/, say that it reads your own "
                "account's figures, and wait until Pinterest has approved it for trial access, which "
                "is enough to read."
            ),
        ),
        Step(
            APP,
            msg(
                "Register the address to come back to in the app, and set PINTEREST_CLIENT_ID and "
                "PINTEREST_CLIENT_SECRET to its id and its secret."
            ),
        ),
        Step(
            KEY,
            msg(
                "auditor login pinterest gets the key, with the permissions user_accounts:read, "
                "boards:read and pins:read; log in as the account to be read."
            ),
        ),
        Step(LASTS, msg("The key holds about 30 days and is renewed by itself for a year.")),
    ),
    "google": (
        Step(
            APP,
            msg(
                "Make a project at https://console.cloud.google.com with a Google account that "
                "owns or manages a profile which has been verified for more than 60 days."
            ),
        ),
        Step(
            ALLOWED,
            msg(
                "Ask for access to the Business Profile APIs with the form at "
                "https://support.google.com/business/contact/api_default: until Google approves "
                "the project, it may make 0 calls a minute."
            ),
        ),
        Step(
            APP,
            msg(
                "Enable 'My Business Account Management API', 'My Business Business Information "
                "API' and 'Google My Business API'."
            ),
        ),
        Step(
            APP,
            msg(
                "Under 'Credentials' make an OAuth client of the type 'Desktop app', and set "
                "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET."
            ),
        ),
        Step(
            KEY,
            msg(
                "auditor login google gives the key and renews it. auditor doctor then lists the "
                "profiles that it opens, with the number to write after google:"
            ),
        ),
        Step(
            LASTS,
            msg("While the app is in testing, a login ends after seven days: publish the app."),
        ),
    ),
    "tiktok": (
        Step(
            APP,
            msg(
                "Make an app at https://developers.tiktok.com/apps/ and add the products Login Kit "
                "and Display API."
            ),
        ),
        Step(
            APP,
            msg(
                "Register an https address to come back to, and set TIKTOK_CLIENT_ID and "
                "TIKTOK_CLIENT_SECRET to the app's client key and client secret."
            ),
        ),
        Step(
            ALLOWED,
            msg(
                "Ask for the permissions user.info.basic, user.info.profile, user.info.stats and "
                "video.list and wait for the review; meanwhile the app's sandbox opens the accounts "
                "that are entered there."
            ),
        ),
        Step(
            KEY,
            msg(
                "auditor login tiktok --redirect https://… gets the key; log in as the account to be "
                "read and paste the address that the browser comes back to."
            ),
        ),
        Step(
            KEY,
            msg(
                "For comments and answers: an app at https://business-api.tiktok.com/portal with "
                "the permissions of TikTok Accounts. Set TIKTOK_ACCESS_TOKEN to its key and "
                "TIKTOK_BUSINESS_ID to the open_id that came with it; such a key lasts a day."
            ),
        ),
        Step(LASTS, msg("The key holds a day and is renewed by itself for a year.")),
    ),
    "x": (
        Step(
            APP,
            msg("Buy credits first at https://console.x.com: with a balance of 0 nothing answers."),
        ),
        Step(APP, msg("Set a spending limit there; --max-spend sets one for each reading.")),
        Step(APP, msg("Make a project and an app in the same console.")),
        Step(
            KEY,
            msg(
                "Copy the app's Bearer token and set X_BEARER_TOKEN: it opens every public account."
            ),
        ),
        Step(
            LASTS,
            msg(
                "A login (auditor login x) makes the own account's posts cheaper. Set both "
                "keys of the app then, X_CLIENT_ID and X_CLIENT_SECRET: counts and the "
                "whole search need the app's own key."
            ),
        ),
    ),
}


def steps_of(platform: str) -> tuple[Step, ...]:
    """The steps to a network's key, in order; the name of the network is filled in."""
    return tuple(
        replace(step, words=replace(step.words, params={"network": platform}))
        for step in STEPS.get(platform, ())
    )


def next_step(platform: str, checks: Sequence[Check]) -> int | None:
    """The place of the step to do next, by what was checked; ``None`` where nothing is left."""
    stuck = _stuck_at(checks)
    if stuck is None:
        return None
    steps = STEPS.get(platform, ())
    return next((index for index, step in enumerate(steps) if step.stage == stuck), None)


def _stuck_at(checks: Sequence[Check]) -> str | None:
    """The first stage that a check says is not reached."""
    states = {check.name.singular: check.status for check in checks}
    if any(name.startswith("{env}") and state == "skipped" for name, state in states.items()):
        return None if REAL_CALL.singular in states else APP
    stages = {
        KEY: states.get(REAL_CALL.singular) == "failed",
        ALLOWED: states.get(PERMISSIONS.singular) == "warning",
        PAGES: states.get(OWN_PAGES.singular) == "warning",
        LASTS: states.get(HOLDS.singular) in ("warning", "failed"),
    }
    return next((stage for stage in _ORDER if stages.get(stage)), None)
