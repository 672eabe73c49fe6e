"""Files of archives and folders that are known by their names to hold no posts.

They are passed over before a byte of them is read: what is private is not even looked at.
"""

from __future__ import annotations

import re

from auditor.core.messages import Message, msg

_MESSAGES = msg("private messages: nobody's private words are read")
_PEOPLE = msg("contacts and followers: people, not posts")
_GIVEN = msg("reactions, votes, saved and viewed things: no posts")
_LOOKED = msg("searches, histories and advertising profiles: private, and no posts")
_LOGINS = msg("logins, devices and settings: private, and no posts")
_TRADE = msg("orders, invoices, tickets and customers: no posts")
_CHATS = msg("live chats and playlists: no posts")
_CAREER = msg("a person's profile and career: no posts")
_SYSTEM = msg("a file of the system")

# Compared with the path inside, in lower case, signs and blanks as one hyphen; first match wins.
_NAMES: tuple[tuple[Message, str], ...] = (
    (_SYSTEM, r"(?:^|/)(?:-*macosx/|desktop-ini$|thumbs-db$)"),
    (
        _MESSAGES,
        r"(?:^|/)(?:messages?|messaggi|inbox|direct-?messages?(?:-[\w-]*)?|dms?|chats?|conversations?|"
        r"conversazioni|message-requests|filtered-threads|archived-threads|guide-messages|"
        r"learning-?coach-?messages?|coach-messages|chat-history|secret-groups|e2ee-cutover|nachrichten|"
        r"mensajes|mensagens)(?:-part\d+|-\d+)?(?:/|-(?:js|json|csv|txt|xlsx|html)$)"
        r"|(?:^|/)[\w-]*(?:direct-?messages?|private-?messages?|messaggi-privati|whatsapp)[\w-]*$",
    ),
    (
        _CHATS,
        r"(?:^|/)(?:live-?chats?|chat-dal-vivo|playlists?|playlist-[\w-]*|live-chat-[\w-]*)"
        r"(?:/|-(?:csv|json)$)",
    ),
    (
        _PEOPLE,
        r"(?:^|/)(?:connections?|collegamenti|imported-?contacts|importedcontacts|contacts?|contatti|rubrica|"
        r"invitations?|inviti|followers?(?:-\d+)?|following|follower|blocked[\w-]*|blocks?|mutes?|"
        r"friends[\w-]*|email-addresses|phone-?numbers|whats-app-phone-numbers|close-friends|"
        r"subscriptions|iscrizioni|company-follows|members?-follows|lists?(?:-[\w-]*)?|"
        r"synced-contacts|people-[\w-]*|recently-unfollowed[\w-]*|pending-follow[\w-]*|"
        r"followers-and-following)(?:/|-(?:js|json|csv|txt|xlsx|html|vcf)$)",
    ),
    (
        _GIVEN,
        r"(?:^|/)(?:reactions?|reazioni|votes?|voti|likes?(?:-part\d+)?|liked-[\w-]*|saved[\w-]*|"
        r"saved-items|comment-likes|story-sticker-interactions|polls?|emoji-sliders|favorites?|"
        r"bookmarks?|endorsement[\w-]*|recommendations[\w-]*)(?:/|-(?:js|json|csv|txt|xlsx|html)$)",
    ),
    (
        _LOOKED,
        r"(?:^|/)(?:search-?queries|search-?history|watch-?history|cronologia[\w-]*|ads?-[\w-]*|ads-clicked|"
        r"ad-targeting|ads-information|ads-and-businesses|personalization|inferences[\w-]*|"
        r"lan-ads-engagement|your-topics|recent-?searches|word-or-phrase-searches|"
        r"logged-information|apps-and-websites[\w-]*|browsing-history|video-browsing-history)"
        r"(?:/|-(?:js|json|csv|txt|html)$)",
    ),
    (
        _LOGINS,
        r"(?:^|/)(?:logins?|security[\w-]*|ip-audit|device[\w-]*|sessions?|preferences|settings|"
        r"impostazioni|assets|registration|receipts?[\w-]*|verifications?|private-identity-asset|"
        r"account-status-changes|passwords?|app|moment|periscope[\w-]*|spaces[\w-]*|"
        r"personal-information|login-and-[\w-]*)(?:/|-(?:js|json|csv|txt|html)$)",
    ),
    (
        _CAREER,
        r"(?:^|/)(?:positions?|education|skills|profile(?:-summary)?|languages|certifications|courses|"
        r"honors|patents|projects|publications|test-scores|volunteering|organizations|causes-you-care-about|"
        r"job-applications|job-applicant[\w-]*|jobs?|saved-job-[\w-]*|job-seeker[\w-]*|learning|services-marketplace|events|"
        r"rich-media|hashtag-follows?|instant-reposts)(?:/|-(?:csv|json)$)",
    ),
    (
        _TRADE,
        r"(?:^|/)[\w-]*(?:orders?|ordini|ordine|invoices?|fatture|fattura|tickets?|segnalazioni|clienti|"
        r"customers?|payments?|pagamenti|prenotazioni|bookings?|listino|preventivi|contabilita|"
        r"estratto-conto|bilancio|buste-paga|stipendi)(?:-[\w-]*)?-(?:csv|xlsx?|ods|json|txt|pdf|docx?)$",
    ),
)
_MATCHERS = tuple((reason, re.compile(pattern)) for reason, pattern in _NAMES)
_SIGNS = re.compile(r"[\s._()&,'’]+")


def private_reason(name: str) -> Message | None:
    """Why a file of this name, with the folders above it, is not looked at; ``None`` if it may be."""
    path = name.replace("\\", "/").lower()
    plain = "/".join(_SIGNS.sub("-", part).strip("-") for part in path.split("/"))
    return next((reason for reason, matcher in _MATCHERS if matcher.search(plain)), None)
