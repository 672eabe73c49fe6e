"""The kind and the format of a post, from the words that networks write in a column."""

from __future__ import annotations

import pandas as pd

from auditor.core.model import Format, PostKind
from connectors.files.words.synonyms import normalized
from connectors.files.words.yes_no import YES

_KINDS: dict[PostKind, str] = {
    PostKind.REPLY: "reply replies risposta comment commento inreplyto",
    PostKind.REPOST: "repost retweet reblog boost reshare ricondivisione repostato",
}
# Headers that ask, whose cells say yes or no.
_ASKED = {
    "isrepl": PostKind.REPLY,
    "isshare": PostKind.REPOST,
    "isashare": PostKind.REPOST,
    "isrepost": PostKind.REPOST,
    "isretweet": PostKind.REPOST,
    "isreshare": PostKind.REPOST,
    "econdiviso": PostKind.REPOST,
    "condivis": PostKind.REPOST,
    "geteilterbeitrag": PostKind.REPOST,
    "istgeteilt": PostKind.REPOST,
    "escompartido": PostKind.REPOST,
    "estunpartage": PostKind.REPOST,
    "eumcompartilhamento": PostKind.REPOST,
}
_FORMATS: tuple[tuple[Format, str], ...] = (
    (Format.CAROUSEL, "carousel carosello album multiphoto gallery galleria sidecar"),
    (Format.LIVE, "live diretta indiretta"),
    (Format.SHORT_VIDEO, "reel reels short shorts clip"),
    (Format.VIDEO, "video videos film animatedgif gif filmato"),
    (Format.IMAGE, "photo photos foto image images immagine immagini picture static pin"),
    (Format.LINK, "link links collegamento sharedlink url"),
    (Format.POLL, "poll sondaggio"),
    (Format.EVENT, "event evento events"),
    (Format.ARTICLE, "article articolo newsletter blog note"),
    (Format.QUOTE, "quote citazione quotetweet"),
    (Format.AUDIO, "audio podcast voice"),
    (Format.TEXT, "text status testo stato statusupdate textonly tweet message"),
)


def format_of(word: str) -> Format | None:
    """``IG reel`` to short video, ``Foto`` to image; ``None`` for an empty cell."""
    if not word.strip():
        return None
    parts = {normalized(part) for part in word.replace("_", " ").replace("-", " ").split()}
    parts.add(normalized(word))
    for form, words in _FORMATS:
        if parts & set(words.split()):
            return form
    return Format.OTHER


def post_kind(word: str) -> PostKind:
    """``Reply`` or ``retweet``, and ``yes`` under "is reply"; else a post."""
    text = normalized(word)
    for kind, words in _KINDS.items():
        if text in words.split():
            return kind
    return PostKind.POST


def kinds_from(column: pd.Series, header: str) -> pd.Series:
    """A column of kinds; a header such as "is reply" makes yes and no of its cells."""
    asks = next(
        (kind for start, kind in _ASKED.items() if normalized(header).startswith(start)), None
    )
    if asks is not None:
        yes = column.map(normalized).isin(YES)
        return pd.Series([asks if answer else PostKind.POST for answer in yes], index=column.index)
    return column.map({word: post_kind(word) for word in column.unique()})
