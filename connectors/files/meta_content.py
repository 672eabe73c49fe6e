"""Meta Business Suite: Insights, Content, Export, of Facebook pages and of Instagram accounts.

The month comes first in dates, whatever the language of the screen. The column "Date" holds
``Lifetime``. Both days in the name are inside.
"""

from __future__ import annotations

from auditor.messages import msg
from connectors.files.export import Export

_PUBLISHED = "Publish time|Publication time|Orario di pubblicazione"

FACEBOOK = Export(
    kind="meta_content_facebook",
    name=msg("Meta Business Suite, content of a Facebook page"),
    platform="facebook",
    words={
        "platform_id": "Post ID",
        "account": "Page ID",
        "url": "Permalink",
        "published_at": _PUBLISHED,
        "text": "Title|Description|Titolo|Descrizione",
        "format": "Post type|Tipo di post",
        "kind": "Is share|Is a Shared Post",
        "interactions": "Reactions, Comments and Shares|Reazioni, commenti e condivisioni",
        "reactions": "Reactions|Reazioni",
        "comments": "Comments|Commenti",
        "shares": "Shares|Condivisioni",
        "views": "Views",
        "impressions": "Impressions",
        "reach": "Reach|Copertura",
        "clicks": "Total clicks",
    },
    guessed={
        "platform_id": "ID del post|ID post",
        "account": "ID della Pagina",
        "url": "Link permanente",
        "views": "Visualizzazioni",
    },
    needed=("published_at",),
    languages=("en", "it"),
    marks="Page ID|Page name|ID della Pagina|Nome della Pagina|Reactions, Comments and Shares"
    "|Reazioni, commenti e condivisioni",
    filled=frozenset({"text"}),
    date_order="mdy",
)

INSTAGRAM = Export(
    kind="meta_content_instagram",
    name=msg("Meta Business Suite, content of an Instagram account"),
    platform="instagram",
    words={
        "platform_id": "Post ID",
        "account": "Account username|Nome utente dell'account",
        "url": "Permalink",
        "published_at": _PUBLISHED,
        "text": "Description|Descrizione",
        "format": "Post type|Tipo di post",
        "reactions": "Likes|Mi piace",
        "comments": "Comments|Commenti",
        "shares": "Shares|Condivisioni",
        "saves": "Saves",
        "views": "Views|Visualizzazioni",
        "impressions": "Impressions",
        "reach": "Reach",
    },
    guessed={
        "platform_id": "ID del post|ID post",
        "saves": "Salvataggi",
        "reach": "Copertura",
    },
    needed=("published_at",),
    languages=("en", "it"),
    marks="Account username|Nome utente dell'account|Account ID|ID dell'account",
    date_order="mdy",
)
