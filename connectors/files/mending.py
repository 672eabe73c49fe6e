"""Texts that were encoded twice: ``PerchÃ©`` for ``Perché``.

A table is mended only as a whole: every text that is not plain must turn into another one by being
read back. A right text, such as a Portuguese name, does not, and then nothing is touched.
"""

from __future__ import annotations

import pandas as pd


def encoded_twice(texts: pd.Series) -> bool:
    """Whether all texts beyond ASCII are texts that were encoded twice."""
    strange = [text for text in texts.unique() if not str(text).isascii()]
    return bool(strange) and all(_read_back(str(text)) is not None for text in strange)


def mended(texts: pd.Series) -> pd.Series:
    """The texts read back; those that are plain stay."""
    told = {text: _read_back(str(text)) or text for text in texts.unique()}
    return texts.map(told).astype(object)


def _read_back(text: str) -> str | None:
    """What a text was before it was encoded a second time; ``None`` when it was not."""
    for encoding in ("cp1252", "latin-1"):
        try:
            found = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return found if found != text else None
    return None
