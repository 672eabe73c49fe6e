"""What every command shares: its words in the reader's language, and the global options."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.ui.i18n import _, say
from auditor.cli.ui.output import echo
from auditor.cli.ui.placeholders import in_own_language
from auditor.core.messages import Message, msg
from auditor.core.settings import LANGUAGES, Settings, load_settings

if TYPE_CHECKING:
    from auditor.app.workplace import Workplace
    from auditor.store import Store


@dataclass
class State:
    """What the global options of one call say. ``None`` leaves the choice to the settings."""

    store: str | None = None
    language: str | None = None
    debug: bool = False
    kept: bool = False  # what this call has read so far is in the store
    left_out: bool = False  # a client file with mistakes, of several

    @cached_property
    def settings(self) -> Settings:
        """The settings of this call, tokens of logins among the keys.

        Raises:
            UsageError: one of them is wrong.
        """
        from auditor.app.support.tokens import with_tokens
        from auditor.cli.key_files import tell_notices

        loaded = load_settings()
        settings = with_tokens(loaded, self.store or loaded.store)
        tell_notices(settings)
        return settings

    @property
    def place(self) -> str | None:
        """Where the store is wanted; ``None`` is the usual place."""
        return self.store or self.settings.store

    def workplace(self, silent: bool = False) -> Workplace:
        """Where the use cases of this call work; ``silent`` shows nothing but problems."""
        from auditor.app.workplace import Workplace
        from auditor.cli.ui.observer import TerminalObserver

        return Workplace(self.settings, self.place, TerminalObserver(self, silent))

    def open_store(self) -> Store:
        """The store of this call.

        Raises:
            StoreError: it cannot be opened or brought up to date.
        """
        return self.workplace().open_store()


class Option(click.Option):
    """An option whose help is told in the reader's language."""

    def __init__(self, *args: Any, words: Message, **kwargs: Any) -> None:
        kwargs["help"] = words.singular
        super().__init__(*args, **kwargs)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names of the option and what it does."""
        translated = copy(self)
        translated.help = say(self.words)
        translated.metavar = None if self.metavar is None else in_own_language(self.metavar)
        return click.Option.get_help_record(translated, ctx)


def help_option(command: click.Command, ctx: click.Context) -> click.Option | None:
    """The option that shows a command's help; click would keep it in the first language met."""
    names = command.get_help_option_names(ctx)
    if not names or not command.add_help_option:
        return None

    def show(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
        del parameter
        if value and not ctx.resilient_parsing:
            echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return Option(
        names,
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        words=msg("Show this message and exit."),
    )


@dataclass(frozen=True)
class Example:
    """A command line as one would type it, and what it does."""

    line: str
    what: Message


class Command(click.Command):
    """A command with its description and examples in the reader's language.

    Its function returns the exit status of the program.
    """

    def __init__(
        self, *args: Any, words: Message, examples: Sequence[Example] = (), **kwargs: Any
    ) -> None:
        kwargs["help"] = words.singular
        super().__init__(*args, **kwargs)
        self.words = words
        self.examples = tuple(examples)
        self.params += global_options()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, told in the reader's language."""
        return help_option(self, ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the command's name in its line of usage."""
        return [in_own_language(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        del ctx
        write_words(formatter, self.words)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples."""
        del ctx
        write_examples(formatter, self.examples)


def write_words(formatter: click.HelpFormatter, words: Message) -> None:
    """A description under the line of usage, its paragraphs kept."""
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(say(words))


def write_examples(formatter: click.HelpFormatter, examples: Sequence[Example]) -> None:
    """The examples, each line below what it does."""
    if not examples:
        return
    with formatter.section(_("Examples")):
        for example in examples:
            formatter.write_text(say(example.what))
            with formatter.indentation():
                formatter.write(f"{'':>{formatter.current_indent}}{example.line}\n")


def command(
    name: str, words: Message, examples: Sequence[Example] = ()
) -> Callable[[Callable[..., int]], Command]:
    """Makes a function the command ``name``.

    Args:
        name: as it is typed.
        words: what it does, for its help.
        examples: calls with a word on each.
    """

    def make(function: Callable[..., int]) -> Command:
        return click.command(name, cls=Command, words=words, examples=examples)(function)

    return make


def option(*names: str, words: Message, **details: object) -> Callable[[Any], Any]:
    """An option of a command, described in the reader's language."""
    return click.option(*names, cls=Option, words=words, **details)


def global_options() -> list[click.Parameter]:
    """Fresh copies of the options that every command takes."""
    return [
        Option(
            ["--store"],
            metavar="FILE",
            expose_value=False,
            callback=_keep("store"),
            words=msg("The store to work on: the path of a file."),
        ),
        Option(
            ["--language"],
            type=click.Choice(LANGUAGES, case_sensitive=False),
            expose_value=False,
            is_eager=True,
            callback=_keep("language"),
            words=msg("The language of what is printed and reported."),
        ),
        Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_keep("debug"),
            words=msg("Show the technical details of an error."),
        ),
    ]


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(ctx: click.Context, parameter: click.Parameter, value: object) -> None:
        del parameter
        if value:
            setattr(ctx.ensure_object(State), name, value)

    return keep


class _Dollars(click.FloatRange):
    """An amount; "not a number" lies in every range."""

    def convert(
        self, value: float | str, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The amount as a number."""
        dollars = float(super().convert(value, param, ctx))  # type: ignore[arg-type]
        if math.isnan(dollars):
            self.fail(_("{value} is not an amount.").format(value=value), param, ctx)
        return dollars


quiet_option = option("--quiet", "-q", is_flag=True, words=msg("Print nothing but errors."))
json_option = option(
    "--json",
    "as_json",
    is_flag=True,
    words=msg("Print JSON for other programs, and nothing else, on standard output."),
)
report_out_option = option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    words=msg("Where to write; what is there under the same names is replaced."),
)
open_option = option("--open", "show", is_flag=True, words=msg("Open the report in the browser."))
previous_option = option(
    "--previous",
    metavar="RESULT.json",
    type=click.Path(path_type=Path),
    words=msg(
        "Show what changed since the audit that wrote this result; a folder stands for the result "
        "in it. An audit without this option takes the client's newest result that is kept."
    ),
)
brand_option = option(
    "--brand",
    metavar="FILE",
    type=click.Path(path_type=Path),
    words=msg(
        "A file with the [consultant] who hands the report over: her logo, colour, contact and own "
        "words; before that of a client file."
    ),
)
note_option = option(
    "--note",
    metavar="FILE",
    type=click.Path(path_type=Path),
    words=msg(
        "A Markdown file of the consultant's own words; its headings name the sections in which "
        "they stand. Without it: NAME.note.md beside the client file NAME.toml."
    ),
)
answers_option = option(
    "--answers",
    metavar="FILE",
    type=click.Path(path_type=Path),
    words=msg(
        "Put beside it what the firm says of itself: the answers that the questionnaire has saved."
    ),
)
clients_option = option(
    "--client",
    "clients",
    multiple=True,
    metavar="FILE|FOLDER",
    words=msg("A client file, or a folder of client files. May be given several times."),
)
history_option = option(
    "--history-days",
    type=click.IntRange(1, 36_500),
    default=365,
    show_default=True,
    metavar="N",
    words=msg("How many days back to read."),
)
max_spend_option = option(
    "--max-spend",
    type=_Dollars(0, 1_000_000),
    metavar="USD",
    default=None,
    words=msg("Stop before a call that would make this reading cost more than so many dollars."),
)
refs_argument = click.argument("refs", nargs=-1, metavar="[REF]...")
