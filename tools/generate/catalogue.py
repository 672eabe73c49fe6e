"""The catalogues of translations, made by pybabel, and whether they say everything.

``python -m tools.generate.catalogue update`` collects every marked text and merges it into each
language's catalogue; ``compile`` writes the ``.mo`` files; ``check`` says what is missing, fuzzy,
no longer in the program or not compiled, by content: how a version of pybabel writes a file is all
one.
"""

from __future__ import annotations

import argparse
import contextlib
import string
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from reports.language import DOMAIN, LOCALES

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("auditor", "connectors", "reports", "tools")
KEYWORDS = ("msg", "msgn:1,2")


def _pybabel(*arguments: str | Path) -> None:
    CommandLineInterface().run(["pybabel", "-q", *map(str, arguments)])  # type: ignore[no-untyped-call]


def _extract(root: Path, template: Path) -> None:
    keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    with contextlib.chdir(root):  # the catalogues name files as they lie in the project
        _pybabel(
            "extract",
            *keywords,
            "-F",
            Path(__file__).with_name("babel.cfg"),
            "--sort-output",
            "--add-location=file",
            "-o",
            template,
            *PACKAGES,
        )


def _catalogues(locales: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(locales.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        yield path.parents[1].name, path


def update(root: Path = ROOT, locales: Path = LOCALES) -> None:
    """Collect every text, merge it into each catalogue, write and compile them."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / f"{DOMAIN}.pot"
        _extract(root, template)
        _pybabel(
            "update",
            "-i",
            template,
            "-d",
            locales,
            "-D",
            DOMAIN,
            "-w",
            "98",
            "--ignore-obsolete",
            "--no-fuzzy-matching",
            "--ignore-pot-creation-date",
        )
    compile_all(locales)


def compile_all(locales: Path = LOCALES) -> None:
    """Write the ``.mo`` file beside each ``.po``.

    Not by the command, which takes "90% interval" for a place where a number goes.
    """
    for language, path in _catalogues(locales):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(path, language))


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_mo(file) if path.suffix == ".mo" else read_po(file, locale=language)


def _words(catalogue: Catalog) -> dict[str, Message]:
    """Every message with a text by its text, or by its singular."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalogue
        if message.id
    }


def _translation(message: Message) -> tuple[str, ...]:
    words = message.string
    return tuple(words) if isinstance(words, (list, tuple)) else (str(words or ""),)


def _names(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}


def _same_names(message: Message) -> bool:
    """Whether a translation names the values that its text names.

    "One post" may leave the number out in any form, but may not name another value.
    """
    if isinstance(message.id, str):
        return _names(message.id) == _names(str(message.string))
    forms = [_names(text) for text in message.id]
    needed, allowed = set.intersection(*forms) - {"n"}, set().union(*forms) | {"n"}
    return all(needed <= _names(text) <= allowed for text in _translation(message))


def _faults(path: Path, language: str, template: Catalog) -> Iterator[tuple[str, str]]:
    texts, entries = _words(template), _words(_read(path, language))
    compiled = path.with_suffix(".mo")
    shipped = _words(_read(compiled, language)) if compiled.exists() else {}
    for text in texts.keys() - entries.keys():
        yield "missing", text
    for text, message in entries.items():
        if text not in texts:
            yield "no longer in the program", text
        elif not all(_translation(message)):
            yield "missing", text
        elif message.fuzzy:
            yield "fuzzy", text
        elif not _same_names(message):
            yield "names other values", text
        elif text not in shipped or _translation(shipped[text]) != _translation(message):
            yield "not compiled", text


def check(root: Path = ROOT, locales: Path = LOCALES) -> list[str]:
    """What is wrong with the catalogues against the texts of the program, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / f"{DOMAIN}.pot"
        _extract(root, template)
        texts = _read(template, "en")
    return [
        f"{language}: {fault}: {text}"
        for language, path in _catalogues(locales)
        for fault, text in sorted(_faults(path, language, texts))
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns 0 when every catalogue is complete, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.generate.catalogue")
    parser.add_argument("action", choices=("update", "compile", "check"))
    action = parser.parse_args(arguments).action
    if action != "check":
        (update if action == "update" else compile_all)()
    faults = check()
    sys.stdout.write("\n".join([*faults, f"faults: {len(faults)}"]) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
