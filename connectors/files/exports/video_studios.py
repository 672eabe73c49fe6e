"""YouTube Studio (Analytics, Advanced mode, Export) and TikTok Studio (Content).

YouTube's counts are those of the period chosen on the screen, which the name of the ZIP declares:
of a video that is older than the period they are no total.
"""

from __future__ import annotations

from auditor.core.messages import msg
from connectors.files.exports.declaration import Export

_TITLE = "Video title|Titolo video"
_TIME = "Video publish time|Ora pubblicazione video"
_TIME_GUESSED = (
    "Hora de publicación del vídeo|Heure de publication de la vidéo|Horário de publicação do vídeo"
    "|Veröffentlichungszeit des Videos|Zeitpunkt der Veröffentlichung des Videos"
)

YOUTUBE = Export(
    kind="youtube_studio_table",
    name=msg("YouTube Studio, table of videos"),
    platform="youtube",
    words={
        "platform_id": "Content|Contenuti|Identificativo del video",
        "text": _TITLE,
        "published_at": _TIME,
        "views": "Views|Visualizzazioni",
        "impressions": "Impressions",
        "reactions": "Likes",
        "comments": "Comments added",
        "shares": "Shares",
    },
    guessed={
        "platform_id": "Contenido|Contenu|Conteúdo|Inhalte",
        "text": "Título del vídeo|Titre de la vidéo|Título do vídeo|Videotitel",
        "published_at": _TIME_GUESSED,
        "views": "Visualizaciones|Vues|Visualizações|Aufrufe",
        "impressions": "Impressioni|Impresiones|Impressões|Impressionen",
        "reactions": "Mi piace|Me gusta|J’aime|Marcações Gostei|„Mag ich“-Bewertungen",
        "comments": "Commenti aggiunti|Comentarios añadidos|Commentaires ajoutés"
        "|Comentários adicionados|Hinzugefügte Kommentare",
        "shares": "Condivisioni|Veces compartido|Partages|Compartilhamentos|Geteilt",
    },
    needed=("platform_id", "text", "published_at"),
    marks=f"{_TIME}|{_TIME_GUESSED}",
    languages=("en", "it", "es", "fr", "pt", "de"),
    counts_of_period=True,
)

YOUTUBE_CHART = Export(
    kind="youtube_studio_chart",
    name=msg("YouTube Studio, figures by day"),
    platform="youtube",
    words={
        "published_at": "Date|Data",
        "platform_id": "Content|Contenuti|Identificativo del video",
        "text": _TITLE,
        "created": _TIME,
        "views": "Views|Visualizzazioni",
        "impressions": "Impressions",
        "reactions": "Likes",
        "comments": "Comments added",
        "shares": "Shares",
    },
    needed=("published_at", "platform_id", "created"),
    marks=_TIME,
    languages=("en", "it"),
    no_posts=msg("it holds figures by day, not posts"),
)

TIKTOK = Export(
    kind="tiktok_studio_content",
    name=msg("TikTok Studio, content"),
    platform="tiktok",
    words={
        "url": "Video link|Enlace del video",
        "text": "Video title|Título del video",
        "published_at": "Post time|Video publish time|Hora de publicación",
        "reactions": "Total likes|Me gusta totales",
        "comments": "Total comments|Comentarios totales",
        "shares": "Total shares|Veces compartido",
        "views": "Total views|Visualizaciones totales",
        "reach": "Reach",
    },
    needed=("url", "published_at"),
    marks="Video link|Enlace del video",
    languages=("en", "es"),
)
