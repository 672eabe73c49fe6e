"""The program ``auditor``: commands by name, each loaded when it is called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module

import click

from auditor import __version__
from auditor.cli.exit import run
from auditor.cli.framework import (
    Example,
    Option,
    State,
    global_options,
    help_option,
    write_examples,
    write_words,
)
from auditor.cli.ui.i18n import _, choose_language, say, speaking
from auditor.cli.ui.output import echo
from auditor.cli.ui.placeholders import in_own_language
from auditor.cli.ui.terminal import can_ask
from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg

# A command's module and what it does, so that the help needs none of the modules.
COMMANDS: dict[str, tuple[str, Message]] = {
    "demo": ("demo", msg("A complete report of a fictional firm: no key, no network.")),
    "audit": ("audit", msg("Read accounts, judge them and write the report.")),
    "collect": ("collect", msg("Read accounts from their networks into the store.")),
    "find": ("find", msg("The pages of a firm on the networks, by its own site.")),
    "plan": ("plan", msg("What a reading will cost, before anything is asked.")),
    "platforms": ("platforms", msg("What each network offers, with a key and without.")),
    "login": ("login", msg("Let this program read in your name, on the network's own page.")),
    "doctor": ("doctor", msg("Which networks can be read now, and what to do about the others.")),
    "import": ("import_", msg("Read the files that networks export into the store.")),
    "questionnaire": (
        "questionnaire",
        msg("A page on which anybody judges their own use of each network."),
    ),
    "assess": ("assess", msg("Judge one's own use of each network, from a few questions.")),
    "compare": ("compare", msg("Two results side by side, account by account.")),
    "status": ("status", msg("What the store holds, how fresh it is, how large.")),
    "history": ("history", msg("Every reading of an account, and how its followers grew.")),
    "export": ("export", msg("All posts of the store, as CSV, Excel or JSON.")),
    "forget": ("forget", msg("Erase accounts from the store for good.")),
    "validate": (
        "trials.validate",
        msg("Try the method: pages made at random, in numbers, labelled."),
    ),
    "label": (
        "trials.label",
        msg("A page on which people say what pages are, without the verdict."),
    ),
    "client": ("clients.client", msg("Client files, made and changed in plain words.")),
    "weekly": ("weekly", msg("The week's work for all clients of a folder.")),
    "schedule": ("schedule", msg("Have that done every week by this computer.")),
    "brand": ("brand", msg("Try how a report looks with a logo, a colour and own words.")),
    "report": ("report", msg("Write the report of a result again, in another language.")),
}
_WORDS = msg(
    "Tells which social pages are alive with people and which are shop windows that nobody "
    "tends, and why."
)
_EXAMPLES = (
    Example("auditor demo --open", msg("See a report now:")),
    Example(
        "auditor import posts.csv --account facebook:esempio",
        msg("Bring in the posts that a network has exported:"),
    ),
)


class Main(click.Group):
    """The group of all commands. Ends with the statuses of docs/cli.md, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which somebody meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(
            f"auditor.cli.commands.{COMMANDS[cmd_name][0]}"
        ).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names, the nearest proposed for one that is none."""
        near = get_close_matches(args[0].lower(), COMMANDS, n=1)
        if args[0] in COMMANDS or not near or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        raise UsageError(
            msg("'{name}' is no command.", name=args[0]),
            msg("Did you mean: auditor {name}", name=near[0]),
        )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, told in the reader's language."""
        return help_option(self, ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the program's name in its line of usage."""
        return [in_own_language(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the program does."""
        del ctx
        write_words(formatter, _WORDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without loading them."""
        del ctx
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, say(what)) for name, (_module, what) in COMMANDS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples."""
        del ctx
        write_examples(formatter, _EXAMPLES)

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: object,
    ) -> int:
        """Run one command line; returns its exit status, or exits with it.

        Args:
            args: the words of the command line; ``None`` for those of the process.
            prog_name: the name in help; ``None`` for ``auditor``.
            complete_var: click's own variable for completion.
            standalone_mode: whether it exits with the status, or returns it.
            **extra: click's further settings.
        """
        arguments = None if args is None else list(args)
        state = State()

        def start() -> object:
            return click.Group.main(
                self,
                arguments,
                prog_name or "auditor",
                complete_var,
                standalone_mode=False,
                obj=state,
                **extra,
            )

        with speaking(choose_language(sys.argv[1:] if arguments is None else arguments)):
            status = run(start, state)
        if standalone_mode:
            sys.exit(status)
        return status


def _version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    del parameter
    if value:
        echo(f"auditor {__version__}")
        ctx.exit()


@click.group(
    "auditor",
    cls=Main,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",  # as newer versions of click write it
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    params=[
        *global_options(),
        Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            words=msg("Show the version and exit."),
        ),
    ],
)
@click.pass_context
def main(ctx: click.Context) -> int:
    """Alone: the guided start on a terminal, else the help."""
    if ctx.invoked_subcommand is not None:
        return 0
    if not can_ask():
        echo(ctx.get_help())
        return 0
    from auditor.cli.guide import run_guide as guide

    return guide(ctx.ensure_object(State))
