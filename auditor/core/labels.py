"""The words of codes: verdicts, finer names, flags. Reports and the terminal share them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.core.messages import Message, msg
from auditor.core.reasons import WORDS as REASONS
from auditor.core.reasons import Reason

LABELS: dict[str, Message] = {
    "absent": msg("social-absent"),
    "insufficient_data": msg("not enough data"),
    "social_lazy": msg("social-lazy (showcase page)"),
    "without_direction": msg("without direction"),
    "one_way": msg("one-way"),
    "active": msg("active"),
    "confused": msg("confused"),
}
# The words for pages of others, and for whatever goes to third parties.
NEUTRAL: dict[str, Message] = {
    **LABELS,
    "absent": msg("dormant page"),
    "social_lazy": msg("used like a web site"),
    "without_direction": msg("uneven"),
}
SUB_LABELS: dict[str, Message] = {
    "paused": msg("paused"),
    "present_in_conversations": msg("absent as an author, present in conversations"),
    "into_the_void": msg("into the void"),
    "followed": msg("but followed"),
    "rare_and_loved": msg("rare and loved"),
    "unheard": msg("it speaks and nobody reacts"),
    "irregular": msg("irregular"),
    "broadcaster": msg("broadcaster"),
    "megaphone": msg("megaphone"),
    "one_way_response_unknown": msg("one-way, response unknown"),
}
FLAGS: dict[str, Message] = {
    "rented_audience": msg("followers without reactions: check"),
    "suspicious_interactions": msg("unusual interactions: check"),
    "absent_managers": msg("nobody who runs the firm ever comments"),
    "unanswered_comments": msg("comments without an answer"),
    "staff_only": msg("only its own staff comments"),
    "one_hit": msg("one post holds over half of all interactions"),
    "impersonal": msg("the profile names nobody"),
    "lost_signs": msg("emoji were lost when the file was saved: import the original file"),
}
PILLARS: dict[str, Message] = {
    "presence": msg("Presence"),
    "response": msg("Response"),
    "openness": msg("Openness"),
    "dialogue": msg("Dialogue"),
    "community": msg("Community"),
    "profile": msg("Profile"),
}
# What would settle a verdict most.
DECIDES: dict[str, Message] = {
    "comments": msg("reading the comments"),
    "followers": msg("the number of followers"),
    "comparison": msg("a comparison with similar pages"),
    "own_sites": msg("the page's own sites"),
    "posts": msg("more posts"),
}

# code -> its sentence, with the values that a note carries
QUALITY: dict[str, Message] = {
    "nothing_read": msg("Nothing was read of this account."),
    "no_rows": msg("A file without any row was read: that is no data, not a silence."),
    "span_rows": msg(
        "The file does not say which days it covers: the span goes from its first to its last "
        "post, so nobody can tell whether the page stopped or the file ends."
    ),
    "span_user": msg("Which days the file covers was said by whoever imported it."),
    "span_declared": msg("The file says which days it covers."),
    "few_days": msg("Only {days} days of the last 91 were read: too few for a verdict."),
    "gap": msg("Nothing was read from {start} to {end}: a gap in the data is not a silence."),
    "incomplete": msg("The reading is not complete: some rows or posts are missing."),
    "zone_assumed": msg("The times carry no time zone and were read as {zone}."),
    "followers_typed": msg("The number of followers was typed in by a person."),
    "followers_unknown": msg(
        "The number of followers is not known: add it to see how the response compares."
    ),
    "unused_people": msg(
        "The people of the client file were checked and kept; this version does not audit them yet."
    ),
    "cohort": msg(
        "The response is compared with {n} other pages of this network that are kept here, with "
        "{least} to {most} followers."
    ),
    "cohort_wide": msg(
        "The response is compared with {n} other pages of this network that are kept here, with "
        "{least} to {most} followers: fewer than 30, so that the interval is wide."
    ),
    "shorts_by_length": msg(
        "Which videos are Shorts was told by their length alone (three minutes or less), because "
        "the channel's list of Shorts could not be read: {n} of them."
    ),
    "threads_cut": msg(
        "Without a token the server shows 60 answers under a post and no more. Posts at that "
        "limit: {n}."
    ),
    "feed_only": msg(
        "The server shows this account to strangers only as a feed: dates and words of the newest "
        "posts, without counts and comments."
    ),
    "comments_hidden": msg(
        "Under some posts the network counts comments and shows none of them, not even to the "
        "page's owner. Posts of that kind: {n}."
    ),
    "facebook_ranked": msg(
        "Facebook lists about 600 posts of a year, chosen by itself: there are at least {n}."
    ),
    "reels_unread": msg(
        "Facebook lists the Reels apart and did not show them: what the page publishes there is "
        "not counted."
    ),
    "posts_not_told": msg(
        "LinkedIn named some posts and did not show them: {n}. They are not counted."
    ),
    "undated": msg(
        "The network told no readable id or time of some entries, which are therefore not counted: "
        "{n}."
    ),
    "ahead": msg(
        "The network dates some entries in the future, which are therefore not counted: {n}."
    ),
    "views_changed": msg(
        "Since {start} YouTube counts a view from the first frame: views of before and of after "
        "that day do not compare."
    ),
    "clock": msg(
        "Readings that bear a day in the future are not used to say what was read: {n}, the last "
        "of {day}. The clock of this computer was wrong then, or it is now."
    ),
    "silence_unproven": msg(
        "X answered with no post although the account has some: whether it was silent in these "
        "days is not known."
    ),
    "comments_refused": msg(
        "Under some posts the comments could not be read ({why}). Posts or threads: {n}. What was "
        "answered there is not known."
    ),
    "comments_unread": msg("Comments were not read: whether the page answers is not known."),
    "authors_untold": msg(
        "The network does not tell who wrote the comments: whether the page answers is not known."
    ),
}


def note(code: str, params: Mapping[str, Any]) -> Message:
    """What a note on the data says; a reason in it is put into words."""
    why = params.get("why")
    values = params if why is None else {**params, "why": REASONS[Reason(why)]}
    return Message(QUALITY[code].singular, values)


def verdict_words(
    code: str | None, sub_label: str | None, neutral: bool = False
) -> tuple[Message, ...]:
    """The words of a verdict, with its finer name beside; ``neutral`` for pages of others.

    Args:
        code: the verdict; ``None`` for an account that gets none.
        sub_label: its finer name.
        neutral: whether it is said without sharp words, as of pages of others.
    """
    if code is None:
        return ()
    if code == "confused" and sub_label is not None:  # version 1 of the method
        return (SUB_LABELS[sub_label],)
    name = (NEUTRAL if neutral else LABELS)[code]
    return (name,) if sub_label is None else (name, SUB_LABELS[sub_label])
