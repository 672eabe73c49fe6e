"""Which file the owner of a page can download where no connector reads it, and where to click.

The names of menus are the networks' own; they move, so each line also says what the file must hold.
"""

from __future__ import annotations

from auditor.core.messages import Message, msg

_BUSINESS_SUITE = msg(
    "business.facebook.com, Insights, Content, Export data: the posts of a year as CSV. The page's "
    "owner or an administrator can do it."
)
WHERE: dict[str, Message] = {
    "facebook": _BUSINESS_SUITE,
    "instagram": _BUSINESS_SUITE,
    "linkedin": msg(
        "the page as its administrator sees it, Analytics, Content, Export: the posts of a year."
    ),
    "x": msg(
        "analytics.x.com, Content, Export data (with Premium): CSV of 90 days at most; or the data "
        "archive of the account's settings: everything since its beginning, without comments."
    ),
    "youtube": msg("YouTube Studio, Analytics, Advanced mode, Content, Export: a ZIP as it comes."),
    "tiktok": msg("TikTok Studio, Analytics, Content, Download data: CSV."),
    "google": msg(
        "takeout.google.com, Deselect all, then Google Business Profile alone: the ZIP as it comes "
        "holds all reviews with the owner's answers."
    ),
}
_ANY_TABLE = msg(
    "a table in CSV or Excel with a row for each post: its date, and as far as they are known its "
    "text, likes, comments and shares."
)


def where_to_click(platform: str) -> Message:
    """How the owner of a page gets its posts as a file."""
    return WHERE.get(platform, _ANY_TABLE)
