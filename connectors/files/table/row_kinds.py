"""Rows among posts that are none, or not the page's own doing: stories, drafts, comments, paid ones.

A cell says it by its word, under a header that speaks of kinds, states or campaigns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from auditor.core.messages import Message, msg
from connectors.files.words.synonyms import plain
from connectors.files.words.terms import terms

if TYPE_CHECKING:
    from connectors.files.table.table import Table

STORY = msg("a story, which vanishes after a day and is not judged")
TALK = msg("a comment, a message or a review, not a post of the page")
PAID = msg("paid for: it is no organic post and stands in no figure")
UNPUBLISHED = msg("not public: a draft, planned, private or taken down")

_STORIES = frozenset("story stories storia storie historia historias".split())  # noqa: SIM905
_TALKS = frozenset(map(plain, (
    "comment", "comments", "commento", "commenti", "message", "messages", "messaggio", "messaggi",
    "direct message", "private message", "dm", "mention", "mentions", "menzione", "menzioni",
    "review", "reviews", "recensione", "recensioni", "kommentar", "kommentare", "nachricht",
    "mensaje", "comentario", "commentaire", "comentário", "inbound message", "incoming message",
    "messaggio privato", "story mention", "public comment", "post comment", "ad comment",
)))  # fmt: skip
_PAID = frozenset(map(plain, (
    "sponsored", "boosted", "promoted", "paid", "ad", "ads", "advert", "dark post", "dark ad",
    "sponsorizzato", "sponsorizzata", "promosso", "promossa", "a pagamento", "in evidenza",
    "inserzione", "pubblicita", "gesponsert", "beworben", "anzeige", "bezahlt", "patrocinado",
    "promocionado", "pagado", "sponsorise", "paye", "impulsionado", "boosted post",
    "sponsored post", "post sponsorizzato", "paid post", "promoted post", "sponsored update",
    "post in evidenza", "sponsored content",
)))  # fmt: skip
_UNPUBLISHED = frozenset(map(plain, (
    "draft", "drafts", "bozza", "bozze", "scheduled", "programmato", "programmata", "planned",
    "pianificato", "in programma", "failed", "error", "fallito", "errore", "rejected", "rifiutato",
    "pending", "pending approval", "in attesa", "in approvazione", "da approvare", "private",
    "privato", "privata", "unlisted", "non in elenco", "deleted", "eliminato", "removed", "rimosso",
    "archived", "archiviato", "entwurf", "geplant", "borrador", "programado", "privado", "brouillon",
    "programme", "prive", "rascunho", "agendado", "nicht gelistet", "oculto", "non pubblicato",
    "unpublished", "da pubblicare", "to do", "da fare",
)))  # fmt: skip
_YES = frozenset({"true", "yes", "1", "si", "vero", "x", "ja", "sim", "oui"})
STATUS_HEADERS = frozenset(map(plain, (
    "status", "stato", "state", "post status", "stato post", "stato del post", "publishing status",
    "approval status", "privacy", "visibility", "visibilita", "stato del video", "video state",
    "stato pubblicazione", "estado", "etat", "statut", "sichtbarkeit", "visibilidad",
)))  # fmt: skip
PAID_HEADERS = frozenset(map(plain, (
    "sponsored", "is sponsored", "boosted", "is boosted", "boost status", "promoted", "is promoted",
    "paid", "is paid", "paid organic", "paid or organic", "organic paid", "traffic type",
    "sponsorizzato", "sponsorizzata", "promosso", "a pagamento", "in evidenza", "tipo di traffico",
    "pagamento organico", "organico pagamento", "gesponsert", "beworben", "patrocinado",
    "sponsorise", "adv", "is ad", "is_ad", "ad", "boost", "post category", "categoria post",
)))  # fmt: skip
CAMPAIGN_HEADERS = frozenset(map(plain, (
    "campaign", "campaign name", "ad campaign", "campagna", "nome campagna", "nome della campagna",
    "campagna pubblicitaria", "kampagne", "kampagnenname", "campana", "nombre de la campana",
    "campagne", "nom de la campagne", "campanha", "nome da campanha", "boosted campaign",
)))  # fmt: skip
SPENT_HEADERS = frozenset(map(plain, (
    "amount spent", "amount spent eur", "amount spent (€)", "spend", "spent", "ad spend", "media spend", "boost budget",
    "importo speso", "importo speso eur", "spesa", "speso", "spesa media", "budget adv",
    "budget sponsorizzata", "costo sponsorizzata", "ausgaben", "ausgegebener betrag", "gasto",
    "importe gastado", "montant depense", "depenses", "valor gasto", "valor usado",
)))  # fmt: skip
AD_HEADERS = frozenset(map(plain, (
    "ad id", "ad name", "ad set id", "ad set name", "adset id", "campaign id", "id inserzione", "id campagna",
    "nome inserzione", "anzeigen id", "kampagnen id", "id del anuncio", "id de la publicite", "promoted post id",
)))  # fmt: skip
_SUM = re.compile(r"[1-9]")
_NO_CAMPAIGN = frozenset(map(plain, ("organic", "organico", "nessuna", "none", "no", "n a", "-", "0",
                                     "null", "false")))  # fmt: skip


def no_posts(table: Table) -> Iterator[tuple[Message, pd.Series]]:
    """The kinds of rows that are left out of the posts, each with its mask."""
    words = {
        field: column for field in ("format", "kind", "status", "paid", "campaign", "spent", "ad")
        if (column := _cells(table, field)) is not None
    }  # fmt: skip
    kinds = [words[field] for field in ("format", "kind") if field in words]
    urls = _cells(table, "url")
    nothing = pd.Series(False, index=table.cells.index)
    story, talk, paid = nothing.copy(), nothing.copy(), nothing.copy()
    for column in kinds:
        story |= _holds(column, lambda cell: bool(_STORIES & set(terms(cell))))
        talk |= _holds(column, lambda cell: plain(cell) in _TALKS)
        paid |= _holds(column, lambda cell: plain(cell) in _PAID)
    if urls is not None:
        story |= urls.str.contains(r"/stories/\w", regex=True)
    if "paid" in words:
        paid |= _holds(words["paid"], lambda cell: plain(cell) in _PAID | _YES)
    if "spent" in words:
        paid |= _holds(words["spent"], lambda cell: _SUM.search(cell) is not None)
    if "ad" in words:
        paid |= _holds(words["ad"], lambda cell: plain(cell) not in _NO_CAMPAIGN | {""})
    if "campaign" in words:
        named = _holds(words["campaign"], lambda cell: plain(cell) not in _NO_CAMPAIGN | {""})
        # Where every row has a campaign it is a plan's own word for a theme.
        paid |= named & (not named.all() or table.layout.export is not None)
    yield STORY, story
    yield TALK, talk
    yield PAID, paid
    if "status" in words:
        yield UNPUBLISHED, _holds(words["status"], lambda cell: plain(cell) in _UNPUBLISHED)


def _cells(table: Table, field: str) -> pd.Series | None:
    use = table.layout.use(field)
    return None if use is None else table.cells[use.places[0]].astype(str).str.strip()


def _holds(column: pd.Series, test: Callable[[str], bool]) -> pd.Series:
    told = {cell: test(cell) for cell in column.unique()}
    return column.map(told).astype(bool)
