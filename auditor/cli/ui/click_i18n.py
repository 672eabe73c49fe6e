"""Click's own words, named here so that the catalogue translates them.

Click asks for these texts by itself; nothing calls this list.
"""

from __future__ import annotations

from auditor.core.messages import Message, msg, msgn

TEXTS: tuple[Message, ...] = (
    msg("Usage:"),
    msg("Options"),
    msg("Commands"),
    msg("Positional arguments"),
    msg("Aborted!"),
    msg("Error: {message}"),
    msg("Try '{command} {option}' for help."),
    msg("Show this message and exit."),
    msg("Show the version and exit."),
    msg("%(prog)s, version %(version)s"),
    msg("Missing command."),
    msg("Missing argument"),
    msg("Missing option"),
    msg("Missing parameter"),
    msg("No such option {name!r}."),
    msg("No such command {name!r}."),
    msg("Option {name!r} does not take a value."),
    msg("Invalid value: {message}"),
    msg("Invalid value for {param_hint}: {message}"),
    msg("{value!r} is not a valid {number_type}."),
    msg("{value} is not in the range {range}."),
    msg("{name} {filename!r} does not exist."),
    msg("{name} {filename!r} is a file."),
    msg("{name} {filename!r} is a directory."),
    msg("{name} {filename!r} is not readable."),
    msg("default: {default}"),
    msg("file"),
    msg("directory"),
    msg("path"),
    msgn("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 2),
    msgn("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 2),
    msgn(
        "{value!r} is not {choice}.",
        "{value!r} is not one of {choices}.",
        2,
    ),
    msgn(
        "Did you mean {possibility}?",
        "(Did you mean one of: {possibilities}?)",
        2,
    ),
)
