"""The words of a header: ``public_metrics.like_count`` to ``public metrics like count``.

A column of counts is known by what its words mean, not by their order or by what stands around
them: a header is a field's when nothing but the field's own word is left of it once the words that
only say "how many" or "of what" are taken away. "Engagement rate" leaves "rate" and is no count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_EDGES = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+|%|\u20ac|\$")
# Names of networks that their own capitals would cut in two.
_BRAND = re.compile(r"tik[ _-]?tok|you[ _-]?tube|linked[ _-]?in|word[ _-]?press", re.IGNORECASE)
_RATIO = re.compile(r"[^\W\d_]\s*/\s*[^\W\d_]")
_FILLERS = (
    "count counts counter number num nr n no of the a total totals tot sum all public metric "
    "metrics meta stat stats statistics edge fb ig li tw yt tt post posts tweet tweets video "
    "videos pin pins reel reels lifetime insights overall item items on in with to for numero "
    "numeri nro quantita totale totali tutti tutte somma di del dei della delle degli il i le "
    "la al ai su per post contenuto anzahl gesamt gesamtzahl insgesamt summe der die das von zu "
    "beitrag beitrage beitrags cantidad suma de las los el en nombre nb totaux des du les au "
    "sur quantidade soma do da dos das o os as publicacion publicaciones publicacao publication "
    "facebook instagram linkedin twitter youtube tiktok pinterest threads bluesky mastodon "
    "telegram publications added aggiunti aggiunte anadidos hinzugefugt ajoutes adicionados "
    "received ricevuti ricevute ricevuto ricevuta ottenuti ottenute erhalten erhaltene recibidos "
    "recibidas obtenidos obtenidas recus recues obtenus obtenues recebidos recebidas obtidos obtidas "
)
_HOW_MANY = frozenset(_FILLERS.split())
_FIELDS: dict[str, str] = {
    "reactions": "reaction reactions reazione reazioni reaktion reaktionen reaccion reacciones "
    "reacoes reacao likesandreactions reactionsandlikes likesreactions reactionslikes",
    "likes": "like likes liked mipiace mipiaci digg diggs favorite favorites favourite favourites "
    "consiglia recomendaciones empfehlungen recommandations favs fav hearts heart cuori cuore "
    "cuoricini cuoricino herz herzen herzchen corazon corazones coeur coeurs cœur cœurs coracao coracoes pollici preferiti gefalltmir gefalltmirangaben gefallt megusta jaime "
    "jaimes curtida curtidas gosto gostos apprezzamenti thumbsup",
    "comments": "comment comments commento commenti reply replies risposta risposte kommentar "
    "kommentare comentario comentarios commentaire commentaires antworten respuestas reponses "
    "respostas",
    "shares": "share shares shared condivisione condivisioni repost reposts retweet retweets reshare "
    "reshares boost boosts reblog reblogs repin repins ricondivisioni geteilt geteilte geteilteinhalte "
    "compartido compartidos compartidas vecescompartido partage partages compartilhamento "
    "compartilhamentos partilhas reposteos republicaciones weitergeleitet "
    "forward forwards forwarded inoltro inoltri inoltrati weiterleitungen reenvios transferts",
    "interactions": "interaction interactions interazione interazioni engagement engagements "
    "engagementtotal interaktion interaktionen interaccion interacciones interacao interacoes "
    "reactionscommentsandshares reactionscommentsshares reazionicommentiecondivisioni "
    "reazionicommenticondivisioni reaktionenkommentareundgeteilteinhalte "
    "reaccionescomentariosyvecescompartido interazione",
    "views": "view views viewed play plays played visualizzazione visualizzazioni riproduzioni "
    "vistas aufrufe wiedergaben visualizacion visualizaciones reproducciones vues lectures visualizacao "
    "visualizacoes videoaufrufe",
    "saves": "save saves saved bookmark bookmarks collect collects collected salvataggio salvataggi "
    "salvati gespeichert speicherungen guardado guardados enregistrements sauvegardes salvamento "
    "salvamentos segnalibri",
    "impressions": "impression impressions impressione impressioni impressionen impresiones "
    "impressoes",
    "reach": "reach reached copertura portata raggiunti accountraggiunti personeraggiunte reichweite "
    "erreichtepersonen erreichtekonten alcance couverture portee accountsreached peoplereached "
    "comptesatteints",
    "clicks": "click clicks clic clics klick klicks cliques linkclicks urlclicks clicsullink",
    "followers": "follower followers fan fans seguaci abonnenten seguidores abonnes authorfollowers "
    "authorfans userfollowers pagefollowers accountfollowers profilefollowers ownerfollowers "
    "followersatposting subscriber subscribers iscritti",
}


@lru_cache(maxsize=20_000)
def terms(header: str) -> tuple[str, ...]:
    """The words of a header, without case, accents and signs: ``diggCount`` to ``digg, count``."""
    whole = _BRAND.sub(_one_word, header.replace("\ufeff", ""))
    split = unicodedata.normalize("NFKD", _EDGES.sub(" ", whole))
    bare = "".join(letter for letter in split if not unicodedata.combining(letter)).casefold()
    return tuple(_WORD.findall(bare))


def stem_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """What matches any of some words as a whole; a star at the end stands for any ending."""
    return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in words))


def _one_word(brand: re.Match[str]) -> str:
    return f" {re.sub('[ _-]', '', brand.group()).lower()} "


_BY_CORE: dict[str, str] = {
    word: field for field, words in _FIELDS.items() for word in words.split()
} | {
    # Written with words that are taken away elsewhere.
    "megusta": "likes",
    "mipiace": "likes",
    "jaime": "likes",
}


# What people write above a column instead of a word.
_SIGNS = {
    **dict.fromkeys("👍❤♥♡💙🧡💛💚💜🤍", "likes"),
    **dict.fromkeys("💬🗨🗯", "comments"),
    **dict.fromkeys("🔁🔄↗↪🔀♻", "shares"),
    **dict.fromkeys("👁👀▶", "views"),
    **dict.fromkeys("🔖💾", "saves"),
}
_TOTAL = frozenset(
    [
        "total",
        "totals",
        "totale",
        "totali",
        "tot",
        "gesamt",
        "insgesamt",
        "totales",
        "totaux",
        "totais",
        "sum",
    ]
)


def is_total_header(header: str) -> bool:
    """Whether a header says that its count is a whole: ``Commenti (totale)``."""
    return not _TOTAL.isdisjoint(terms(header))


_ORGANIC_WORDS = (
    "organic organico organica organiche organici organisch organische organicos organicas "
    "organique organiques unpaid"
)
_PAID_WORDS = (
    "paid sponsored boosted promoted pagamento sponsorizzato sponsorizzata sponsorizzati "
    "sponsorizzate bezahlt bezahlte gesponsert gesponserte pagado pagada pagados pagadas paye payee "
    "payes payees patrocinado patrocinada patrocinados patrocinadas sponsorise sponsorisee "
    "sponsorises sponsorisees pago paga pagos pagas ads adv inserzioni"
)
_ORGANIC, _PAID = frozenset(_ORGANIC_WORDS.split()), frozenset(_PAID_WORDS.split())


@lru_cache(maxsize=20_000)
def share_of_count(header: str) -> tuple[str, bool] | None:
    """The count of which a header names a share, and whether it is the organic one: ``Paid likes``
    to ``("likes", False)``; ``None`` where it names no share of a count."""
    words = terms(header)
    organic, paid = (not part.isdisjoint(words) for part in (_ORGANIC, _PAID))
    if organic == paid or _RATIO.search(header):
        return None
    count = count_of(" ".join(w for w in words if w not in _ORGANIC | _PAID | {"by", "a"}))
    return None if count is None else (count, organic)


def bare_word(header: str) -> str:
    """A header without the words that only say "of what": ``Contenu du post`` to ``contenu``."""
    return "".join(word for word in terms(header) if word not in _HOW_MANY)


@lru_cache(maxsize=20_000)
def count_of(header: str) -> str | None:
    """The count that a header stands for: a field of a post, ``likes`` or ``followers``.

    ``None`` for whatever says more: a rate, a part (organic, paid), a growth.
    """
    words = terms(header)
    if not words and (sign := header.strip().rstrip("\ufe0f")) in _SIGNS:
        return _SIGNS[sign]
    if not words or _RATIO.search(header):
        return None
    whole = "".join(words)
    if whole in _BY_CORE:
        return _BY_CORE[whole]
    left = [word for word in words if word not in _HOW_MANY]
    if len(left) > 1 and len(set(left)) == 1:
        left = left[:1]
    return _BY_CORE.get("".join(left))
