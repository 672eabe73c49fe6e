"""Columns that say of which network and whose a row is, and the words by which networks go."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.core.networks import ALIASES
from connectors.files.words.months import month_number
from connectors.files.words.synonyms import plain
from connectors.files.words.terms import terms

if TYPE_CHECKING:
    from connectors.files.table.layout import ColumnUse

_NETWORK_HEADERS = frozenset(map(plain, (
    "canale", "canali", "social", "rete", "rete sociale", "social network", "piattaforma", "network", "platform",
    "channel", "channels", "service", "servizio", "social media", "media", "source", "fonte", "plattform",
    "netzwerk", "soziales netzwerk", "kanal", "red", "red social", "plataforma", "canal", "rede",
    "rede social", "reseau", "reseau social", "plateforme", "social channel", "network name",
    "canale social", "piattaforma social", "social platform", "provider", "medium", "sito", "app",
    "tipo di account", "account type", "profile type", "network type",
)))  # fmt: skip
# In the order in which they are believed: a handle, an address, an id, a name.
_ACCOUNT_HEADERS = tuple(map(plain, (
    "username", "user name", "account username", "nome utente", "nome utente dell'account", "handle",
    "account handle", "profile handle", "owner username", "ownerUsername", "author username", "author.username",
    "user.username", "authorMeta.name", "screen name", "user.screen_name", "benutzername", "nombre de usuario", "nom d'utilisateur",
    "nome de usuario", "profile url", "account url", "page url", "url del profilo", "link pagina", "page link",
    "page id", "account id", "profile id", "id pagina", "id della pagina", "seiten id", "konto id",
    "page", "page name", "pagina", "nome pagina", "nome della pagina", "profile", "profile name", "profilo",
    "nome profilo", "account", "account name", "nome account", "facebook page", "instagram account",
    "group name", "nome del gruppo", "nome gruppo", "facebook group", "gruppo facebook",
    "nombre del grupo", "nom du groupe", "gruppenname",
    "pagina facebook", "profilo instagram", "social account", "social profile", "linkedin page",
    "seite", "seitenname", "profil", "profilname", "konto", "kontoname", "perfil", "cuenta",
    "nombre de la pagina", "nombre de la cuenta", "compte", "nom du compte", "nom de la page", "conta",
    "nome da conta", "nome da pagina", "channel name", "channel title", "nome canale",
    "titolo del canale", "brand", "marca", "marchio", "author", "author name", "autore", "autor", "auteur",
    "nickname", "nick name", "user.nickname", "user nickname", "uniqueId", "user.uniqueId", "from", "from name", "user", "utente", "posted by", "pubblicato da", "published by", "sender", "by user",
)))  # fmt: skip
_SHORT = {
    "fb": "facebook", "ig": "instagram", "insta": "instagram", "in": "linkedin", "li": "linkedin",
    "lk": "linkedin", "tw": "x", "twitter": "x", "x": "x", "twitterx": "x", "xtwitter": "x", "yt": "youtube", "tt": "tiktok",
    "tk": "tiktok", "pin": "pinterest", "thread": "threads", "bsky": "bluesky", "tg": "telegram",
    "masto": "mastodon", "tik": "tiktok", "linkedln": "linkedin", "metafacebook": "facebook", "you": "youtube",
}  # fmt: skip
_NAMES = ("facebook", "instagram", "threads", "linkedin", "pinterest", "tiktok", "youtube", "bluesky",
          "mastodon", "telegram", "twitter")  # fmt: skip
# Short words that are parts of names too.
_AMBIGUOUS = frozenset({"in", "you", "pin", "tik", "thread", "li", "lk", "tk"})
_MOST = 0.8


def network_of(text: str) -> str | None:
    """The network that a word of a table stands for: ``IG`` and ``Pagina Instagram`` to instagram.

    ``None`` for any other word and for one that names two networks.
    """
    found = networks_in(text)
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=4_000)
def networks_in(text: str) -> frozenset[str]:
    """All networks that a cell names: ``FB + IG`` names two."""
    word = plain(text)
    if not word or len(text) > 80:
        return frozenset()
    if word in _SHORT:
        return frozenset({_SHORT[word]})
    named = {name for name in _NAMES if name in word} | {
        _SHORT[part] for part in terms(text) if part in _SHORT and part not in _AMBIGUOUS
    }
    found = {ALIASES.get(name, name) for name in named}
    if not found and word in ALIASES:
        found = {ALIASES[word]}
    return frozenset(found)


_OF_SHEETS = frozenset(["foglio", "sheet", "tabelle", "feuille", "feuil", "hoja", "planilha", "folha", "tab", "table", "tabella", "tabellenblatt", "dati", "data", "posts", "post", "contenuti", "contenuto", "content", "contents", "inhalte", "contenidos", "contenus", "tutti", "all", "alle", "todos", "tous", "reel", "reels", "video", "videos", "foto", "fotos", "photos", "photo", "immagini", "images", "image", "carosello", "caroselli", "carousel", "carousels", "album", "storie", "stories", "live", "link", "shorts", "short", "tweet", "tweets", "pin", "pins", "grezzi", "raw", "settimana", "week", "woche", "semana", "semaine", "mese", "month", "monat", "mes", "mois", "anno", "year", "jahr", "ano", "annee", "trimestre", "quarter", "quartal", "q", "h", "s", "w", "t", "semestre", "trim", "sem", "export", "report", "pagina", "page", "organico", "organic", "pubblicati", "published", "piano", "calendario", "editoriale", "calendar", "editorial", "insights", "metriche", "metrics", "statistiche", "analytics", "di", "of", "de", "del", "dei", "da", "a", "e", "and", "und", "y", "et", "the", "la", "il", "i", "le", "al", "copia", "copy", "nuovo", "new", "best", "top"])  # fmt: skip


def names_somebody(sheet: str) -> bool:
    """Whether a sheet's name may be somebody's: no network, no period, no kind of post in it."""
    words = [word for word in terms(sheet) if not re.search(r"\d", word)]
    return network_of(sheet) is None and any(
        word not in _OF_SHEETS and math.isnan(month_number(word)) for word in words
    )


def _filled(body: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place].strip() for row in body if len(row) > place and row[place].strip()]


def _are_networks(cells: Sequence[str]) -> bool:
    """Whether at least half of the cells name a network; the others may say "Newsletter"."""
    return bool(cells) and sum(bool(networks_in(cell)) for cell in cells) >= 0.5 * len(cells)


def _are_surely_networks(cells: Sequence[str]) -> bool:
    """Whether nearly all cells name a network, and not the same: then no header is needed."""
    named = [found for cell in cells if (found := networks_in(cell))]
    return len(named) >= _MOST * len(cells) and len(set(named)) > 1 and all(
        len(cell) <= 30 for cell in cells
    )  # fmt: skip


def uses(
    places: dict[str, int], header: Sequence[str], body: Sequence[Sequence[str]],
    named: Callable[..., ColumnUse],
) -> list[ColumnUse]:  # fmt: skip
    """The columns ``network`` and ``account``, taken out of ``places``.

    A column is one of networks when most of its cells name one; one of accounts by its header,
    unless its cells are networks or running text.
    """
    found = []
    network = next(
        (place for word, place in places.items()
         if word in _NETWORK_HEADERS and _are_networks(_filled(body, place))), None,
    )  # fmt: skip
    if network is None:
        network = next((place for place in places.values()
                        if _are_surely_networks(_filled(body, place))), None)  # fmt: skip
    if network is not None:
        found.append(named("network", header, [network]))
    accounts = [
        places[word] for word in _ACCOUNT_HEADERS
        if word in places and places[word] != network and _tells_accounts(_filled(body, places[word]))
    ]  # fmt: skip
    several = [place for place in accounts if len(set(_filled(body, place))) > 1]
    if accounts:
        found.append(named("account", header, (several or accounts)[:1]))
    taken = {place for use in found for place in use.places}
    for word in [word for word, place in places.items() if place in taken]:
        del places[word]
    return found


def _tells_accounts(cells: Sequence[str]) -> bool:
    """Whether cells may be names: short, not all different where there are many, no networks."""
    if not cells or _are_networks(cells):
        return False
    return sum(len(cell) <= 120 for cell in cells) == len(cells)
