"""The catalogues of translations: collected, merged, compiled and checked.

``python -m tools.generate.catalogue update [--from FILE…]`` collects every marked text and merges it
into each language's catalogue, taking translations from the files given first;
``compile`` writes the ``.mo`` files; ``check`` says what is missing, fuzzy, stale or not fresh.
"""

from __future__ import annotations

import argparse
import io
import string
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reports.language import DOMAIN, LOCALES

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("auditor", "connectors", "reports", "tools")
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "msg": None,
    "msgn": (1, 2),
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
}
_JINJA_OPTIONS = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
_JINJA_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
}
# A catalogue's bytes depend on its texts alone.
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

MessageId = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A marked text and the file it stands in. A pair is a singular with its plural."""

    id: MessageId
    path: str


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """What is wrong with one language's catalogue; all empty means that nothing is."""

    language: str
    missing: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    wrong_params: list[str] = field(default_factory=list)
    compiled: bool = True

    @property
    def good(self) -> bool:
        """Nothing to do."""
        return self.compiled and not (self.missing or self.fuzzy or self.stale or self.wrong_params)


def _texts_in(path: Path, root: Path) -> Iterator[Text]:
    name = path.relative_to(root).as_posix()
    if path.suffix == ".j2":
        found = extract_from_file(
            "jinja2.ext:babel_extract", path, _JINJA_KEYWORDS, (), _JINJA_OPTIONS
        )
    else:
        found = extract_from_file("python", path, _KEYWORDS)
    for _line, message, _comments, _context in found:
        if isinstance(message, tuple):
            yield Text((message[0], message[1]), name)
        elif message:
            yield Text(message, name)


def collect(root: Path = ROOT) -> list[Text]:
    """Every marked text of the program, in the order of its files."""
    files = sorted(
        path
        for package in PACKAGES
        for path in (root / package).rglob("*")
        if path.suffix in {".py", ".j2"} and path.resolve() != Path(__file__).resolve()
    )
    return [text for path in files for text in _texts_in(path, root)]


def _key(identifier: MessageId | list[str]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def _translations(catalogues: Iterable[Catalog]) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for catalogue in catalogues:
        for message in catalogue:
            if message.id and _translated(message) and not message.fuzzy:
                found.setdefault(_key(message.id), message)  # type: ignore[arg-type]
    return found


def _translated(message: Message) -> bool:
    words = message.string
    return all(words) if isinstance(words, (list, tuple)) else bool(words)


def _new_catalogue(language: str) -> Catalog:
    return Catalog(
        locale=language, domain=DOMAIN, project="social-account-auditor", version="1",
        copyright_holder="the authors", msgid_bugs_address="", creation_date=_EPOCH,
        revision_date=_EPOCH, last_translator="", language_team="", fuzzy=False,
        header_comment=f"# Translations of the social account auditor: {language}.",
    )  # fmt: skip


def _string(text: Text, known: Message | None) -> str | tuple[str, ...] | None:
    if known is None:
        return None
    plural = isinstance(text.id, tuple)
    words = known.string
    if plural != isinstance(words, (list, tuple)):
        return None
    return tuple(words or ()) if plural else str(words)


def _merge(texts: Sequence[Text], known: dict[str, Message], language: str) -> Catalog:
    catalogue = _new_catalogue(language)
    plurals = {_key(text.id) for text in texts if isinstance(text.id, tuple)}
    for text in sorted(texts, key=lambda text: (_key(text.id), isinstance(text.id, str))):
        key = _key(text.id)
        if key in plurals and isinstance(text.id, str):
            continue
        catalogue.add(text.id, _string(text, known.get(key)), locations=[(text.path, 0)])
    return catalogue


def _languages(locales: Path) -> list[str]:
    return sorted({"it", *(path.name for path in locales.glob("*") if path.is_dir())})


def _po(locales: Path, language: str) -> Path:
    return locales / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _compiled(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update(
    fragments: Sequence[Path] = (), root: Path = ROOT, locales: Path = LOCALES
) -> list[CatalogueState]:
    """Collect every text, merge it into each catalogue, write and compile them.

    Translations come from the ``fragments`` (files in PO form) first, then from the catalogue.
    """
    texts = collect(root)
    for language in _languages(locales):
        path = _po(locales, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        sources = [*fragments, *([path] if path.exists() else [])]
        known = _translations(_read(source, language) for source in sources)
        buffer = io.BytesIO()
        write_po(buffer, _merge(texts, known, language), width=98, include_lineno=False)
        path.write_bytes(buffer.getvalue())
    compile_all(locales)
    return check(root, locales)


def compile_all(locales: Path = LOCALES) -> list[Path]:
    """Write the ``.mo`` file beside each ``.po``; returns the files written."""
    written = []
    for language in _languages(locales):
        path = _po(locales, language)
        if path.exists():
            target = path.with_suffix(".mo")
            target.write_bytes(_compiled(_read(path, language)))
            written.append(target)
    return written


def _params(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}


def _same_params(message: Message) -> bool:
    if isinstance(message.id, str):
        return _params(message.id) == _params(str(message.string))
    # "one post" may leave the number out in any form, but may not name another value.
    forms = [_params(text) for text in message.id]
    needed, allowed = set.intersection(*forms) - {"n"}, set().union(*forms) | {"n"}
    return all(needed <= _params(text) <= allowed for text in message.string or ())


def _state(language: str, wanted: set[str], locales: Path) -> CatalogueState:
    path = _po(locales, language)
    if not path.exists():
        return CatalogueState(language, missing=sorted(wanted), compiled=False)
    catalogue = _read(path, language)
    entries = {_key(message.id): message for message in catalogue if message.id}  # type: ignore[arg-type]
    done = {key for key, message in entries.items() if _translated(message)}
    compiled = path.with_suffix(".mo")
    return CatalogueState(
        language,
        missing=sorted(wanted - done),
        fuzzy=sorted(key for key, message in entries.items() if message.fuzzy),
        stale=sorted(set(entries) - wanted),
        wrong_params=sorted(key for key in done if not _same_params(entries[key])),
        compiled=compiled.exists() and compiled.read_bytes() == _compiled(catalogue),
    )


def check(root: Path = ROOT, locales: Path = LOCALES) -> list[CatalogueState]:
    """The state of each language's catalogue against the texts of the program."""
    wanted = {_key(text.id) for text in collect(root)}
    return [_state(language, wanted, locales) for language in _languages(locales)]


def _say(state: CatalogueState) -> str:
    lines = [f"{state.language}: {'complete' if state.good else 'not complete'}"]
    for name in ("missing", "fuzzy", "stale", "wrong_params"):
        lines += [f"  {name}: {text}" for text in getattr(state, name)]
    if not state.compiled:
        lines.append(
            "  the .mo file is not fresh: run 'python -m tools.generate.catalogue compile'"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns 0 when every catalogue is complete, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.generate.catalogue")
    parser.add_argument("action", choices=("update", "compile", "check"))
    parser.add_argument("--from", dest="fragments", nargs="*", type=Path, default=[])
    parser.add_argument("--partial", action="store_true", help="texts may lack a translation")
    options = parser.parse_args(arguments)
    if options.action == "update":
        states = update(options.fragments)
    else:
        if options.action == "compile":
            compile_all()
        states = check()
    sys.stdout.write("\n".join(_say(state) for state in states) + "\n")
    if options.partial:
        states = [replace(state, missing=[]) for state in states]
    return 0 if all(state.good for state in states) else 1


if __name__ == "__main__":
    sys.exit(main())
