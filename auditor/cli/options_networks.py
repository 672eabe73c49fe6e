"""Who answers, and of which networks: shared by the page and the terminal."""

from __future__ import annotations

import click

from auditor.cli.framework import option
from auditor.core.errors import UsageError
from auditor.core.messages import msg

kind_option = option(
    "--kind",
    type=click.Choice(["company", "professional"]),
    default="company",
    show_default=True,
    words=msg("Who answers: a company or a professional."),
)


def network_list(networks: str) -> list[str]:
    """The networks of a list.

    Raises:
        UsageError: one is unknown, or there is none.
    """
    from auditor.core.model import PLATFORMS

    names = [name.strip().lower() for name in networks.split(",") if name.strip()]
    unknown = next((name for name in names if name not in PLATFORMS), None)
    if unknown is not None or not names:
        raise UsageError(
            msg("--networks: '{name}' is not a network.", name=unknown or networks),
            msg("Write one or more of: {names}.", names=", ".join(PLATFORMS)),
        )
    return list(dict.fromkeys(names))
