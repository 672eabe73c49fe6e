"""Meta Business Suite: Insights, Content, Export, of Facebook pages and of Instagram accounts.

The month comes first in dates, whatever the language of the screen. The column "Date" holds
``Lifetime``. Both days in the name are inside.
"""

from __future__ import annotations

from auditor.core.messages import msg
from connectors.files.exports.declaration import Export

_PUBLISHED = "Publish time|Publication time|Orario di pubblicazione|Horário de publicação"
_PUBLISHED_GUESSED = (
    "Hora de publicación|Fecha de publicación|Heure de publication|Date de publication"
    "|Veröffentlichungszeitpunkt|Zeit der Veröffentlichung|Data e ora di pubblicazione"
)

FACEBOOK = Export(
    kind="meta_content_facebook",
    name=msg("Meta Business Suite, content of a Facebook page"),
    platform="facebook",
    words={
        "platform_id": "Post ID|Video asset ID|Beitrags-ID",
        "account": "Page ID|Seiten-ID",
        "account_name": "Page name|Seitenname",
        "url": "Permalink",
        "published_at": f"{_PUBLISHED}|Datum",
        "text": "Title|Description|Titolo|Descrizione|Titel|Beschreibung",
        "format": "Post type|Tipo di post|Beitragsart",
        "kind": "Is share|Is a Shared Post|Geteilter Beitrag",
        "interactions": "Reactions, Comments and Shares|Reazioni, commenti e condivisioni"
        "|Interaktionen",
        "reactions": "Reactions|Reazioni|„Gefällt mir“-Angaben",
        "comments": "Comments|Commenti|Kommentare",
        "shares": "Shares|Condivisioni|Geteilte Inhalte",
        "views": "Views",
        "impressions": "Impressions|Impressionen",
        "reach": "Reach|Copertura|Erreichte Personen",
        "clicks": "Total clicks|Klicks",
    },
    guessed={
        "platform_id": "ID del post|ID post|Identificador de la publicación"
        "|Identificador de publicación|Identifiant de la publication|ID de publication",
        "account": "ID della Pagina|Identificador de la página|Identifiant de la Page"
        "|Identificação da Página",
        "account_name": "Nome della Pagina|Nombre de la página|Nom de la Page|Nome da Página",
        "url": "Link permanente|Enlace permanente|Permalien|Lien permanent",
        "published_at": _PUBLISHED_GUESSED,
        "text": "Título|Descripción|Titre|Description de la publication|Descrição",
        "format": "Tipo de publicación|Type de publication|Tipo de post",
        "kind": "È condiviso|Condivisa|Es compartido|Est un partage|É um compartilhamento",
        "interactions": "Reacciones, comentarios y veces que se ha compartido"
        "|Réactions, commentaires et partages|Reações, comentários e compartilhamentos"
        "|Reaktionen, Kommentare und geteilte Inhalte",
        "reactions": "Reacciones|Réactions|Reações|Reaktionen",
        "comments": "Comentarios|Commentaires|Comentários",
        "shares": "Veces que se ha compartido|Veces compartido|Compartidos|Partages"
        "|Compartilhamentos",
        "views": "Visualizzazioni|Visualizaciones|Vues|Visualizações|Aufrufe",
        "reach": "Alcance|Couverture|Portée|Reichweite",
    },
    needed=("published_at",),
    languages=("en", "it", "de", "es", "fr", "pt"),
    marks="Page ID|Page name|ID della Pagina|Nome della Pagina|Reactions, Comments and Shares"
    "|Reazioni, commenti e condivisioni|Seiten-ID|Seitenname|Identificador de la página"
    "|Nombre de la página|Identifiant de la Page|Nom de la Page|Identificação da Página"
    "|Nome da Página",
    fuller=frozenset({"text"}),
    date_order="mdy",
)

INSTAGRAM = Export(
    kind="meta_content_instagram",
    name=msg("Meta Business Suite, content of an Instagram account"),
    platform="instagram",
    words={
        "platform_id": "Post ID|Identificação do post",
        "account": "Account username|Nome utente dell'account",
        "account_name": "Account name|Nome da conta",
        "url": "Permalink|Link permanente",
        "published_at": _PUBLISHED,
        "text": "Description|Descrizione|Descrição",
        "format": "Post type|Tipo di post|Tipo de post",
        "reactions": "Likes|Mi piace|Curtidas",
        "comments": "Comments|Commenti|Comentários",
        "shares": "Shares|Condivisioni|Compartilhamentos",
        "saves": "Saves|Salvamentos",
        "views": "Views|Visualizzazioni|Visualizações",
        "impressions": "Impressions",
        "reach": "Reach|Alcance",
    },
    guessed={
        "platform_id": "ID del post|ID post|Identificador de la publicación"
        "|Identificador de publicación|Identifiant de la publication|ID de publication"
        "|Beitrags-ID",
        "account": "Nombre de usuario de la cuenta|Nom d’utilisateur du compte"
        "|Nome de usuário da conta|Benutzername des Kontos|Kontobenutzername",
        "account_name": "Nome dell'account|Nombre de la cuenta|Nom du compte|Kontoname",
        "url": "Enlace permanente|Permalien|Lien permanent",
        "published_at": _PUBLISHED_GUESSED,
        "text": "Descripción|Beschreibung",
        "format": "Tipo de publicación|Type de publication|Beitragsart",
        "reactions": "Me gusta|J’aime|„Gefällt mir“-Angaben",
        "comments": "Comentarios|Commentaires|Kommentare",
        "shares": "Veces que se ha compartido|Veces compartido|Partages|Geteilte Inhalte",
        "saves": "Salvataggi|Guardados|Veces que se ha guardado|Enregistrements|Gespeichert",
        "views": "Visualizaciones|Vues|Aufrufe",
        "reach": "Copertura|Couverture|Reichweite|Erreichte Konten",
    },
    needed=("published_at",),
    languages=("en", "it", "pt", "de", "es", "fr"),
    marks="Account username|Nome utente dell'account|Account ID|ID dell'account"
    "|Identificação da conta|Identificador de la cuenta|Identifiant du compte|Konto-ID"
    "|Nombre de usuario de la cuenta|Nom d’utilisateur du compte|Nome de usuário da conta"
    "|Benutzername des Kontos|Kontobenutzername",
    date_order="mdy",
)
