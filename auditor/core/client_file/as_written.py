"""A client file as people write it: in Italian, in Notepad, in Word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from auditor.core.ranges import read_day

_SECTIONS = {
    "cliente": "client",
    "concorrente": "competitors",
    "concorrenti": "competitors",
    "squadra": "team",
    "persone": "people",
    "piano": "plan",
    "consulente": "consultant",
}
_KEYS = {
    "nome": "name",
    "pagine": "accounts",
    "profili": "accounts",
    "siti": "domains",
    "sito": "domains",
    "domini": "domains",
    "siti_altrui": "not_domains",
    "marchi": "brands",
    "lingua": "language",
    "fuso": "timezone",
    "fuso_orario": "timezone",
    "tipo": "kind",
    "parole": "words",
    "settore": "industry",
    "regione": "region",
    "gruppo": "cohort",
    "follower": "followers",
    "ruolo": "role",
    "base": "basis",
    "data_base": "basis_date",
    "base_fino": "basis_until",
    "nota": "note",
    "azione": "action",
    "chi": "who",
    "entro": "by",
    "fatto": "done",
    "colore": "colour",
    "contatti": "contact",
    "piede": "footer",
    "riservato": "confidential",
    "giudizi": "verdicts",
    "nascondi": "hide",
    "ordine": "order",
    "diapositive": "slides",
}
_VALUES = {
    "language": {"italiano": "it", "inglese": "en", "italian": "it", "english": "en"},
    "kind": {"azienda": "company", "impresa": "company", "professionista": "professional"},
    "basis": {"consenso": "consent", "sé": "self", "se stesso": "self", "io": "self"},
    "words": {"schiette": "sharp", "neutre": "neutral"},
}
_LISTS = frozenset({"accounts", "domains", "not_domains", "brands", "contact", "hide", "order"})
_DAYS = frozenset({"basis_date", "basis_until", "by", "done"})
_ENCODINGS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CURLY = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚′", "'"))
_TEXT = re.compile(r"([ \t]*[\w.-]{1,50}[ \t]*=[ \t]*)\"([^\"']*)\"([ \t]*(?:#.*)?)")


def italian_keys(key: str) -> list[str]:
    """The Italian words for a key or a section, the usual one first."""
    return [word for names in (_SECTIONS, _KEYS) for word, name in names.items() if name == key]


def italian_key(key: str) -> str:
    """The usual Italian word for a key or a section."""
    return {"competitors": "concorrenti"}.get(key) or next(iter(italian_keys(key)), key)


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, what Notepad calls Unicode, or else what it calls ANSI.

    Raises:
        UnicodeDecodeError: it is none of them.
    """
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in data:
            raise
        return data.decode("cp1252")


def parsed(text: str) -> dict[str, Any]:
    """The content of a client file, keys and codes in English.

    What only a typewriter's habit has spoiled is mended: curly quotes around texts, and backslashes
    of a Windows path between straight ones.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML, mended or not.
    """
    try:
        return in_english(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return in_english(tomllib.loads(mended(text)))


def mended(text: str) -> str:
    """The lines of a client file with straight quotes, and Windows paths as plain texts."""
    return "".join(f"{_mended(line)}\n" for line in text.splitlines())


def _mended(line: str) -> str:
    """A line whose curly quotes begin and end texts; one with straight quotes keeps them."""
    if '"' not in line and not line.lstrip().startswith("#"):
        line = line.translate(_CURLY)
    with_path = _TEXT.fullmatch(line) if "\\" in line else None
    return line if with_path is None else f"{with_path[1]}'{with_path[2]}'{with_path[3]}"


def in_english(data: Mapping[str, Any]) -> dict[str, Any]:
    """Italian names of sections, keys and codes in English; what stands there twice stays.

    Days between quotes are read as people write them, the day first unless the file's language is
    English.
    """
    content: dict[str, Any] = {}
    client = data.get("client", data.get("cliente", {}))
    spoken = _section(client, True).get("language") if isinstance(client, dict) else None
    for name, section in data.items():
        english = _SECTIONS.get(name.lower(), name)
        key = name if english != name and (english in data or english in content) else english
        if isinstance(section, dict):
            # Several are wanted, and one was written as [concorrenti].
            part: Any = _section(section, spoken != "en")
            content[key] = [part] if name != key and key in _SEVERAL else part
        elif isinstance(section, list):
            content[key] = [
                _section(part, spoken != "en") if isinstance(part, dict) else part
                for part in section
            ]
        else:
            content[key] = section
    return content


_SEVERAL = frozenset({"competitors", "team", "people", "plan"})


def _section(section: Mapping[str, Any], day_first: bool) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for name, value in section.items():
        key = _KEYS.get(name.lower(), name)
        if key != name and (key in section or key in content):
            key = name
        content[key] = _value(key, value, day_first)
    return content


def _value(key: str, value: object, day_first: bool) -> object:
    """A value with its code in English, its day as a day, one entry as a list.

    Args:
        key: its name, in English.
        value: as TOML has it.
        day_first: whether the day comes before the month.
    """
    if not isinstance(value, str):
        return value
    if key in _DAYS:
        return read_day(value, day_first) or value
    if key in _LISTS:
        return [value]
    return _VALUES.get(key, {}).get(value.strip().casefold(), value)
