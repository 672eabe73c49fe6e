"""``auditor import``: the files that networks export, shown as read, then written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, json_option, option, quiet_option
from auditor.cli.options_days import in_iso, span_in_iso
from auditor.cli.ui.i18n import _, ngettext, say
from auditor.cli.ui.output import echo
from auditor.core.messages import Message, msg

if TYPE_CHECKING:
    from auditor.core.model import AccountRef
    from connectors.files.reading_record import FileReading, ImportReading, ImportWritten

_EACH, _SOME = 5, 3  # so many files of one reason are named each, of more so many
_EXAMPLES = (
    Example(
        "auditor import posts.csv --account facebook:esempio --dry-run",
        msg("See how a file would be read, and write nothing:"),
    ),
    Example(
        "auditor import posts.csv --account facebook:esempio --timezone Europe/Rome "
        "--followers 1200",
        msg("Say what the file does not tell:"),
    ),
    Example(
        "auditor import posts.csv --account facebook:esempio --map published_at=day+time",
        msg("Say which columns hold the date:"),
    ),
)


@framework.command(
    "import",
    msg(
        "Read the files that networks export into the store.\n\nAny table of posts in CSV or "
        "Excel is understood: columns are found by their names in English and Italian. How "
        "everything was read is shown before anything is written."
    ),
    _EXAMPLES,
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@option(
    "--account",
    multiple=True,
    metavar="REF",
    words=msg(
        "Whose posts these are, such as facebook:esempio; as facebook:esempio=NAME where the file "
        "calls the page by another name. May be repeated, one a network."
    ),
)
@option(
    "--followers",
    multiple=True,
    metavar="N|REF=N",
    words=msg("How many followers the account has. May be repeated, as REF=N."),
)
@option(
    "--timezone",
    metavar="ZONE",
    words=msg("The zone of times that carry none: Europe/Rome or -05:00."),
)
@option(
    "--covers",
    metavar="START..END",
    callback=span_in_iso,
    words=msg("The days that the files cover, the last one included."),
)
@option(
    "--observed-at",
    metavar="DATE",
    callback=in_iso,
    words=msg("The day on which the counts were exported."),
)
@option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=COLUMN",
    words=msg("Which column holds a field; join two with a plus sign. May be repeated."),
)
@option(
    "--date-order",
    metavar="dmy|mdy|ymd",
    words=msg("Whether the day or the month comes first, where dates can be read both ways."),
)
@option(
    "--posts",
    is_flag=True,
    words=msg("The table holds posts of the account, though nothing in it says so for certain."),
)
@option("--yes", is_flag=True, words=msg("Write without asking on a terminal."))
@option("--dry-run", is_flag=True, words=msg("Show the reading and write nothing."))
@quiet_option
@json_option
@click.pass_obj
def command(
    state: State,
    /,
    paths: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    quiet: bool,
    as_json: bool,
    account: tuple[str, ...],
    followers: tuple[str, ...],
    timezone: str | None,
    covers: str | None,
    observed_at: str | None,
    mapping: tuple[str, ...],
    date_order: str | None,
    posts: bool,
) -> int:
    """Read, show, write."""
    from auditor.app import imports
    from auditor.cli.ui import prompts
    from auditor.cli.ui.terminal import can_ask
    from connectors.files import make_options

    silent = quiet or as_json
    options = make_options(
        account=account,
        followers=followers,
        timezone=timezone,
        covers=covers,
        observed_at=observed_at,
        mapping=mapping,
        date_order=date_order,
        default_timezone=state.settings.timezone,
        posts=posts,
    )
    request = imports.ImportRequest([Path(path) for path in paths], options, datetime.now(UTC))
    work = state.workplace(silent)
    reading = imports.read(work, request)
    if not quiet and not as_json:
        _show(reading)
    written: ImportWritten | None = None
    unknown: Sequence[AccountRef] = ()
    agreed = not dry_run
    if agreed and not (yes or silent) and can_ask():
        agreed = prompts.ask_unless_no(msg("Write this? Enter: yes. n: write nothing."))
    if agreed:
        outcome = imports.write(work, request, reading)
        written, unknown = outcome.written, outcome.followers_unknown
    if as_json:
        _show_json(reading, written, unknown)
    elif not quiet:
        _close(reading, written, unknown, dry_run)
    return Exit.DONE


def _show(reading: ImportReading) -> None:
    from connectors.files import describe

    for file in reading.files:
        first, *details = describe(file)
        echo(say(first))
        for line in details:
            echo(f"  {say(line)}")
    for line in passed_over(reading):
        echo(say(line))


def passed_over(reading: ImportReading) -> list[Message]:
    """The lines for files left out; many with one reason are a line, with the names of some."""
    groups: dict[str, list[str]] = {}
    reasons = {}
    for file in reading.passed_over:
        groups.setdefault(str(file.reason), []).append(file.name)
        reasons[str(file.reason)] = file.reason
    lines: list[Message] = []
    for key, names in groups.items():
        if len(names) > _EACH:
            lines.append(
                msg(
                    "Left out: {n} files, such as {names} ({reason})",
                    n=len(names),
                    names=names[:_SOME],
                    reason=reasons[key],
                )
            )
        else:
            lines += [
                msg("Left out: {file} ({reason})", file=name, reason=reasons[key]) for name in names
            ]
    return lines


def _close(
    reading: ImportReading,
    written: ImportWritten | None,
    unknown: Sequence[AccountRef],
    dry_run: bool,
) -> None:
    if written is None and dry_run:
        echo(_("Nothing was written. Leave --dry-run away to write it."))
        return
    if written is None:
        echo(_("Nothing was written."))
        return
    for account in written.accounts:
        line = ngettext(
            "{account}: {n} post written, {new} of them new.",
            "{account}: {n} posts written, {new} of them new.",
            account.posts,
        )
        if account.posts or not account.reviews:
            echo(line.format(account=account.account, n=account.posts, new=account.new_posts))
        if account.reviews:
            line = ngettext(
                "{account}: {n} review or answer written, {new} of them new.",
                "{account}: {n} reviews and answers written, {new} of them new.",
                account.reviews,
            )
            echo(line.format(account=account.account, n=account.reviews, new=account.new_reviews))
        if account.known_files:
            echo(
                "  "
                + ngettext(
                    "{n} file was known by its content and adds nothing.",
                    "{n} files were known by their content and add nothing.",
                    account.known_files,
                ).format(n=account.known_files)
            )
    for ref in unknown:
        echo(
            _(
                "How many follow {account} is told by no file: add --followers {account}=N, once."
            ).format(account=ref)
        )
    refs = " ".join(str(ref) for ref in reading.accounts)
    echo(_("Next: {command}").format(command=f"auditor audit {refs} --offline"))


def _show_json(
    reading: ImportReading, written: ImportWritten | None, unknown: Sequence[AccountRef]
) -> None:
    from auditor.cli.ui.output import show_json

    show_json(
        {
            "files": [_file(file) for file in reading.files],
            "passed_over": {file.name: say(file.reason) for file in reading.passed_over},
            "followers_unknown": [str(ref) for ref in unknown],
            "written": None
            if written is None
            else [
                {
                    "account": str(account.account),
                    "posts": account.posts,
                    "new_posts": account.new_posts,
                    "reviews": account.reviews,
                    "new_reviews": account.new_reviews,
                }
                for account in written.accounts
            ],
        }
    )


def _file(file: FileReading) -> dict[str, Any]:
    covered = file.covered
    return {
        "file": file.source.label,
        "sheet": file.sheet,
        "kind": file.kind,
        "account": str(file.account),
        "columns": {use.field: list(use.columns) for use in file.columns},
        "unused": list(file.unused),
        "encoding": file.encoding,
        "separator": file.separator,
        "date_order": file.date_order,
        "timezone": file.zone,
        "timezone_source": file.zone_source,
        "rows": file.rows,
        "posts": len(file.posts),
        "reviews": len(file.reviews),
        "left_out": {say(out.reason): out.rows for out in file.left_out},
        "covered": None if covered is None else [_iso(covered.start), _iso(covered.end)],
        "covered_source": file.span_source,
        "warnings": [say(warning) for warning in file.warnings],
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
