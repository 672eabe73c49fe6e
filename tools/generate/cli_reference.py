"""The reference of the command line, ``docs/cli.md``, made from the commands themselves.

``python -m tools.generate.cli_reference`` writes it; with ``--check`` it says whether it is fresh.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from auditor.cli.exit import MEANINGS, PRECEDENCE
from auditor.cli.framework import Command
from auditor.cli.main import COMMANDS, main
from auditor.cli.ui.i18n import speaking

TARGET = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
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


def reference() -> str:
    """The whole page, in English."""
    with speaking("en"):
        parts = [_head(), _part("auditor", main, None)]
        with click.Context(main, info_name="auditor") as parent:
            for name in COMMANDS:
                command = main.get_command(parent, name)
                if isinstance(command, Command):
                    parts.append(_part(f"auditor {name}", command, parent))
    return "\n".join(parts)


def _head() -> str:
    rows = [f"| {int(status)} | {meaning} |" for status, meaning in MEANINGS.items()]
    return _HEAD.format(
        statuses="\n".join(["| status | meaning |", "|---|---|", *rows]),
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
    """Write the page, or with ``--check`` say whether the written one is fresh."""
    text = reference()
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    fresh = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text
    if not fresh:
        sys.stderr.write("docs/cli.md is not fresh: run 'python -m tools.generate.cli_reference'\n")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
