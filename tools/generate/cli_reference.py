"""The reference of the command line, made from the commands: ``docs/cli.md``, ``docs/cli.it.md``.

``python -m tools.generate.cli_reference`` writes both; with ``--check`` it says whether it is fresh.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from auditor.cli.exit import MEANINGS, PRECEDENCE, Exit
from auditor.cli.framework import Command
from auditor.cli.main import COMMANDS, main
from auditor.cli.ui.i18n import speaking
from auditor.core.settings import LANGUAGES

_DOCS = Path(__file__).resolve().parents[2] / "docs"
TARGETS = {"en": _DOCS / "cli.md", "it": _DOCS / "cli.it.md"}
_WIDTH = 98

_HEAD = """\
# The command line

Made from the commands by `python -m tools.generate.cli_reference`; do not edit it by hand. Every command
also takes `--store`, `--language` and `--debug`, before or after its name.

Tables are coloured on a terminal and plain text elsewhere; `NO_COLOR` takes the colours away. With
`--json`, standard output holds JSON and nothing else.

## How it ends

{statuses}

When several hold, the first of {order} is given.
"""


_ITALIAN_HEAD = """\
# La riga di comando

Questa pagina è fatta dai comandi stessi con `python -m tools.generate.cli_reference`: non si corregge a mano. Ogni comando accetta
anche `--store`, `--language` e `--debug`, prima o dopo il suo nome.

Su un terminale le tabelle sono a colori, altrove sono testo semplice; `NO_COLOR` toglie i colori. Con `--json`, sull’uscita
standard c’è soltanto JSON.

## Come finisce

{statuses}

Se ne valgono più di uno, si dà il primo di {order}.
"""
_ITALIAN_MEANINGS = {
    Exit.DONE: "fatto",
    Exit.SOME_FAILED: "fatto, ma di qualche profilo non si sa nulla: è nominato, del resto c’è il rapporto",
    Exit.USAGE: "il comando, un file, un’impostazione o il file del cliente non va bene: non è stato fatto nulla",
    Exit.NO_CREDENTIAL: "non si è potuto leggere nulla perché manca una chiave",
    Exit.BUDGET: "le chiamate o il denaro concessi sono finiti; ciò che era già letto resta",
    Exit.FAIL_ON: "`--fail-on` ha trovato ciò che cercava",
    Exit.INTERRUPTED: "interrotto; ciò che era già letto resta",
}
_HEADS = {"en": (_HEAD, "status | meaning", MEANINGS)}
_HEADS["it"] = (_ITALIAN_HEAD, "stato | che cosa vuol dire", _ITALIAN_MEANINGS)


def reference(language: str) -> str:
    """The whole page in a language, ``en`` or ``it``."""
    with speaking(language):
        parts = [_head(language), _part("auditor", main, None)]
        with click.Context(main, info_name="auditor") as parent:
            for name in COMMANDS:
                command = main.get_command(parent, name)
                if isinstance(command, Command):
                    parts.append(_part(f"auditor {name}", command, parent))
    return "\n".join(parts)


def _head(language: str) -> str:
    head, columns, meanings = _HEADS[language]
    rows = [f"| {int(status)} | {meaning} |" for status, meaning in meanings.items()]
    return head.format(
        statuses="\n".join([f"| {columns} |", "|---|---|", *rows]),
        order=", ".join(str(int(status)) for status in PRECEDENCE),
    )


def _part(title: str, command: click.Command, parent: click.Context | None) -> str:
    context = click.Context(
        command,
        info_name=title.rpartition(" ")[2],
        parent=parent,
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        help_option_names=["-h", "--help"],
    )
    return f"## `{title}`\n\n```text\n{context.get_help()}\n```\n"


def run(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` say whether the written ones are fresh."""
    stale = 0
    for language in LANGUAGES:
        text, target = reference(language), TARGETS[language]
        if "--check" not in arguments:
            target.write_text(text, encoding="utf-8")
        elif not target.is_file() or target.read_text(encoding="utf-8") != text:
            stale = 1
            sys.stderr.write(
                f"docs/{target.name} is not fresh: run 'python -m tools.generate.cli_reference'\n"
            )
    return stale


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
