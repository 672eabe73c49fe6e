"""The words that files use for the fields of a post, in English, Italian, German, Spanish, French and
Portuguese.

Compared without case, accents, spaces and signs. In each list the first that a file has wins.
"""

from __future__ import annotations

from functools import lru_cache

_WORDS: dict[str, str] = {
    "platform_id": "id|post id|postid|status id|tweet id|media id|video id|pin id|message id"
    "|item id|id post|id del post|id dell'elemento|id contenuto|id del contenuto|identificativo"
    "|activity id|object id|page post id|post identifier|identificativo del video|id video"
    "|id del video|id del tweet|urn|content|contenuti"
    "|thread id|reel id|clip id|update id|toot id|beitrags id|beitragsid|identificacao do post|identificador de la publicacion"
    "|id de la publicacion|identifiant de la publication|id do post|media pk|shortcode|short code",
    "url": "permalink|post link|post url|tweet permalink|tweet url|post permalink|permalink url"
    "|link to post|url|video url|pin url|media url|status url|share link|sharelink"
    "|link al post|link del post|url del post|indirizzo|indirizzo del post|link|collegamento"
    "|post permalink url|web video url|webvideourl|tweet link|video link|link permanente"
    "|beitragslink|link zum beitrag|enlace permanente|enlace de la publicacion|enlace|lien"
    "|lien permanent|lien de la publication|link da publicacao|input url|share url|guid",
    # Words for the publication first, then those for whatever happened at a time.
    "published_at": "published at|taken at|publish time|publication time|published time"
    "|publish date|publication date|published date|date published|date of publication|published on"
    "|published|status published|post published|post publish date|pub date|publish timestamp"
    "|post created|post created date|post time|post date|posting date|posting time|date posted"
    "|posted at|posted on|posted|time posted|upload date|uploaded at|video publish time"
    "|video publish timestamp|create time iso|created utc"
    "|orario di pubblicazione|data di pubblicazione del post|ora pubblicazione video"
    "|ora di pubblicazione del video|ora di pubblicazione|data di pubblicazione"
    "|data pubblicazione|pubblicato il|pubblicato|data e ora di pubblicazione"
    "|giorno di pubblicazione|data del post|data post|data di uscita|data uscita"
    "|timestamp di pubblicazione"
    "|veroffentlicht am|veroffentlicht|veroffentlichungsdatum|veroffentlichungszeit"
    "|veroffentlichungszeitpunkt|gepostet am|zeitpunkt der veroffentlichung|beitragsdatum"
    "|fecha de publicacion|hora de publicacion|publicado el|fecha publicacion"
    "|fecha y hora de publicacion|date de publication|heure de publication|publie le"
    "|date et heure de publication|data de publicacao|horario de publicacao|publicado em"
    "|hora da publicacao|data da publicacao"
    "|created time|created at|created date|creation time|creation date|date created|create date"
    "|create time|created|createtime|sent at|date sent|scheduled for|scheduled time|sent time"
    "|data di creazione|data creazione|creato il|data di invio|data invio|programmato per"
    "|erstellt am|erstellungsdatum|fecha de creacion|creado el|date de creation|cree le"
    "|data de criacao|criado em|gesendet am"
    "|date time|datetime|date and time|timestamp|data e ora|data ora|datum und uhrzeit|datum uhrzeit"
    "|fecha y hora|date et heure|data e hora|zeitstempel|marca de tiempo|horodatage"
    "|date utc|time utc|date|day|time|when|data|giorno|quando|datum|tag|fecha|dia|jour|ora|uhrzeit",
    "text": "text|post text|tweet text|full text|message|status message|post message|caption"
    "|content|post content|body|copy|description|share commentary|sharecommentary|post|tweet"
    "|post title|video title|pin title|title|headline|subject|summary|riepilogo"
    "|testo|testo del post|messaggio|didascalia|contenuto|descrizione|titolo video"
    "|titolo del video|titolo|titolo del post"
    "|contenuto del post|testo post|copy del post|titolo post|titolo del contenuto|argomento"
    "|texto|texto de la publicacion|mensaje|descripcion|titulo|titulo del video|leyenda"
    "|beschreibung|titel|nachricht|beitragstext|bildunterschrift|texte|texte de la publication"
    "|legende|titre|texto do post|texto da publicacao|descricao|mensagem|legenda|contenido",
    "kind": "is share|is a shared post|kind|post kind|item kind|is reply|genere|is repost|is retweet|is reshare|e condiviso|condivisa|condiviso|geteilter beitrag|ist geteilt|es compartido",
    "format": "format|status type|post type|media type|content type|media product type|type"
    "|media format|formato|tipo di post|tipo post|tipo di contenuto|tipo contenuto|tipo|tipologia"
    "|beitragsart|inhaltstyp|typ|tipo de publicacion|tipo de contenido|tipo de post|type de publication"
    "|type de contenu|tipo de publicacao|formato del post|formato contenuto|format du contenu|media",
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


_COLLECTED = (
    "scraped at", "scrape date", "scraping date", "extracted at", "extraction date", "collected at",
    "collection date", "fetched at", "retrieved at", "exported at", "export date", "crawled at",
    "updated at", "last updated", "query time", "data estrazione", "data di estrazione",
    "data di esportazione", "data esportazione", "estratto il", "rilevato il", "data rilevazione",
    "data di rilevazione", "aggiornato il", "data raccolta", "abgerufen am", "exportiert am",
    "extraido el", "fecha de extraccion", "extrait le", "extraido em",
)  # fmt: skip
_TITLES = (
    "title", "post title", "video title", "pin title", "headline", "subject", "titolo",
    "titolo video", "titolo del video", "titolo del post", "titolo post", "titolo del contenuto",
    "argomento", "titel", "titulo", "titulo del video", "titre", "titulo do video",
)  # fmt: skip


@lru_cache(maxsize=20_000)
def plain(header: str) -> str:
    """A header without case, accents, spaces and signs: ``Num_Réactions`` to ``numreactions``."""
    import unicodedata

    split = unicodedata.normalize("NFKD", header.replace("\ufeff", "")).casefold()
    return "".join(letter for letter in split if letter.isalnum())


SYNONYMS: dict[str, tuple[str, ...]] = {
    name: tuple(plain(word) for word in words.split("|")) for name, words in _WORDS.items()
}
KNOWN_WORDS: frozenset[str] = frozenset(word for words in SYNONYMS.values() for word in words)
DATE_WORDS: frozenset[str] = frozenset(SYNONYMS["published_at"])
REACTION_TYPES: tuple[tuple[str, ...], ...] = tuple(
    tuple(plain(word) for word in words.split("|")) for words in _REACTION_TYPES.split(";")
)
# A column under such a word tells when the rows were collected.
# When a row was changed: never the day of publication, and no sure moment of collection.
_CHANGED = (
    "modified", "modified at", "modified on", "last modified", "date modified", "updated",
    "last update", "date updated", "modificato", "modificato il", "ultima modifica",
    "data modifica", "data di modifica", "aggiornato", "ultimo aggiornamento",
    "data aggiornamento", "geandert am", "aktualisiert am", "modificado", "actualizado el",
    "modifie le", "mis a jour le", "atualizado em",
)  # fmt: skip
CHANGED_WORDS = frozenset(map(plain, _CHANGED))
COLLECTED_WORDS: tuple[str, ...] = tuple(plain(word) for word in _COLLECTED)
TITLE_WORDS: frozenset[str] = frozenset(plain(word) for word in _TITLES)
DAY_WORDS: frozenset[str] = frozenset(
    map(plain, ("date", "day", "data", "giorno", "datum", "tag", "fecha", "dia", "jour", "post date", "date posted", "data del post",
                "publish date", "publication date", "data di pubblicazione", "data pubblicazione"))
)  # fmt: skip
CLOCK_WORDS: frozenset[str] = frozenset(
    map(plain, ("time", "hour", "ora", "orario", "uhrzeit", "zeit", "hora", "heure", "post time", "time posted", "ora del post",
                "publish time", "ora di pubblicazione", "ora pubblicazione"))
)  # fmt: skip
TOTAL_WORDS: frozenset[str] = frozenset(
    map(
        plain,
        (
            "total",
            "totals",
            "grand total",
            "sum",
            "totale",
            "totali",
            "somma",
            "subtotal",
            "subtotale",
            "totale generale",
            "totale mese",
            "totale complessivo",
            "parziale",
            "media",
            "average",
            "mean",
            "gesamt",
            "summe",
            "zwischensumme",
            "gesamtsumme",
            "durchschnitt",
            "suma",
            "totales",
            "promedio",
            "totaux",
            "somme",
            "moyenne",
            "sous total",
            "soma",
            "subtotais",
            "totais",
        ),
    )
)
# Meta writes the month first whatever the language of the screen.
META_DATE_WORDS: frozenset[str] = frozenset(map(plain, ("publish time", "orario di pubblicazione")))
MONTHS_LAST_WORDS: frozenset[str] = frozenset(
    map(plain, ("data", "giorno", "data e ora", "data ora", "data del post", "data post",
                "data di pubblicazione", "data pubblicazione", "data di creazione",
                "data creazione", "data di invio", "pubblicato il", "creato il",
                "data e ora di pubblicazione", "data di pubblicazione del post"))
)  # fmt: skip
