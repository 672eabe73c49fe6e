"""The words that files use for the fields of a post, in English and Italian.

Compared without case, accents, spaces and signs. In each list the first that a file has wins.
"""

from __future__ import annotations

_WORDS: dict[str, str] = {
    "platform_id": "id|post id|postid|status id|tweet id|media id|video id|pin id|message id"
    "|item id|id post|id del post|id dell'elemento|id contenuto|id del contenuto|identificativo"
    "|activity id|object id|page post id|post identifier|identificativo del video|id video"
    "|id del video|id del tweet|urn|content|contenuti",
    "url": "permalink|post link|post url|tweet permalink|tweet url|post permalink|permalink url"
    "|link to post|url|video url|pin url|media url|status url|share link|sharelink"
    "|link al post|link del post|url del post|indirizzo|indirizzo del post|link|collegamento",
    "published_at": "published at|taken at|publish time|publication time|published time"
    "|publish date|publication date|published date|date published|published|status published"
    "|post published"
    "|created time|created at|created date|creation time|creation date|date created|date time"
    "|datetime|date and time|timestamp|post time|post date|posting date|date posted|posted at"
    "|posted on|posted|time posted|upload date|uploaded at|video publish time|pubdate|sent at"
    "|date utc|time utc|date|day|time"
    "|orario di pubblicazione|data di pubblicazione del post|ora pubblicazione video"
    "|ora di pubblicazione del video|data di pubblicazione|data pubblicazione|pubblicato il"
    "|pubblicato|data e ora|data ora|data e ora di pubblicazione|data di creazione"
    "|data creazione|creato il"
    "|data del post|data post|data di invio|data|giorno",
    "text": "text|post text|tweet text|full text|message|status message|post message|caption"
    "|content|post content|body|copy|description|share commentary|sharecommentary|post|tweet"
    "|post title|video title|pin title|title|headline|subject"
    "|testo|testo del post|messaggio|didascalia|contenuto|descrizione|titolo video"
    "|titolo del video|titolo|titolo del post",
    "kind": "kind|post kind|item kind|is reply|genere",
    "format": "format|status type|post type|media type|content type|media product type|type"
    "|media format|formato|tipo di post|tipo post|tipo di contenuto|tipo contenuto|tipo|tipologia",
    "reactions": "reactions|num reactions|total reactions|reaction count|reactions count"
    "|reactions total|likes and reactions|all reactions|number of reactions|post reactions"
    "|reazioni|totale reazioni|reazioni totali|numero di reazioni|numero reazioni",
    "comments": "comments|comment|num comments|comment count|comments count|total comments"
    "|comments total|number of comments|replies|reply count|num replies|post comments"
    "|commenti|numero di commenti|numero commenti|totale commenti|commenti totali|risposte",
    "shares": "shares|share|num shares|share count|shares count|total shares|number of shares"
    "|reposts|repost count|reshares|retweets|retweet count|num retweets|boosts|reblogs"
    "|repins|post shares"
    "|condivisioni|numero di condivisioni|numero condivisioni|totale condivisioni|ricondivisioni"
    "|diffusioni del post",
    "interactions": "interactions|total interactions|interaction count|num interactions"
    "|reactions comments and shares|reactions comments shares|total engagements"
    "|interazioni|interazioni totali|totale interazioni|numero di interazioni"
    "|reazioni commenti e condivisioni",
    "views": "views|view count|views count|total views|num views|video views|plays|play count"
    "|visualizzazioni|visualizzazioni totali|visualizzazioni video|riproduzioni",
    "saves": "saves|save count|saved|num saves|bookmarks|bookmark count|pin saves|total saves"
    "|salvataggi|salvati|elementi salvati|segnalibri",
    "impressions": "impressions|impression count|total impressions|post impressions|t impression"
    "|impressions total|lifetime post total impressions|impression|impressioni"
    "|impressioni totali",
    "reach": "reach|total reach|post reach|t reach|accounts reached|people reached"
    "|unique impressions"
    "|lifetime post total reach|copertura|copertura del post|copertura totale|account raggiunti"
    "|persone raggiunte",
    "clicks": "clicks|total clicks|clicks total|link clicks|url clicks|post clicks|click count"
    "|click|clic|clic totali|clic sul link|click totali|clic sul post",
    "reply_to": "reply to|in reply to|in reply to id|in reply to status id|reply to id"
    "|in reply to status id str|replied to|risposta a|in risposta a",
    "links": "links|status link|shared url|sharedurl|shared link|link url|outbound link"
    "|destination url|external url"
    "|link condiviso|url condiviso|link esterni",
    "followers": "followers|follower|followers count|follower count|page followers|page likes"
    "|page t likes|page total likes|fans|numero di follower|fan",
}
_REACTION_TYPES = (
    "like|likes|num likes|like count|likes count|total likes|favorites|favourites|favorite count"
    "|mi piace|numero di mi piace|num mi piace|preferiti"
    ";love|loves|num loves|love count|adoro|cuori|hearts"
    ";wow|wows|num wows|wow count|stupore"
    ";haha|hahas|num hahas|haha count|ahah"
    ";sad|sads|num sads|sad count|sorry|sigh|triste"
    ";angry|angrys|angries|num angrys|num angries|angry count|anger|grrr|grr"
    ";care|cares|num cares|hug|hugs|abbraccio|abbracci"
    ";thankful|num thankful|thankfuls|num thankfuls"
    ";pride|num pride|prides"
    ";celebrate|celebrates|celebration|festeggio"
    ";support|supports|sostengo"
    ";insightful|interessante"
    ";curious|curiosity"
    ";funny|divertente"
)


def plain(header: str) -> str:
    """A header without case, accents, spaces and signs: ``Num_Réactions`` to ``numreactions``."""
    import unicodedata

    split = unicodedata.normalize("NFKD", header.replace("\ufeff", "")).casefold()
    return "".join(letter for letter in split if letter.isalnum())


SYNONYMS: dict[str, tuple[str, ...]] = {
    name: tuple(plain(word) for word in words.split("|")) for name, words in _WORDS.items()
}
REACTION_TYPES: tuple[tuple[str, ...], ...] = tuple(
    tuple(plain(word) for word in words.split("|")) for words in _REACTION_TYPES.split(";")
)
DAY_WORDS: frozenset[str] = frozenset(
    map(plain, ("date", "day", "data", "giorno", "post date", "date posted", "data del post",
                "publish date", "publication date", "data di pubblicazione", "data pubblicazione"))
)  # fmt: skip
CLOCK_WORDS: frozenset[str] = frozenset(
    map(plain, ("time", "hour", "ora", "orario", "post time", "time posted", "ora del post",
                "publish time", "ora di pubblicazione", "ora pubblicazione"))
)  # fmt: skip
TOTAL_WORDS: frozenset[str] = frozenset(
    map(plain, ("total", "totals", "grand total", "sum", "totale", "totali", "somma"))
)
# Meta writes the month first whatever the language of the screen.
META_DATE_WORDS: frozenset[str] = frozenset(map(plain, ("publish time", "orario di pubblicazione")))
MONTHS_LAST_WORDS: frozenset[str] = frozenset(
    map(plain, ("data", "giorno", "data e ora", "data ora", "data del post", "data post",
                "data di pubblicazione", "data pubblicazione", "data di creazione",
                "data creazione", "data di invio", "pubblicato il", "creato il",
                "data e ora di pubblicazione", "data di pubblicazione del post"))
)  # fmt: skip
