"""A page of the docs for each network, made from its connector's own declarations.

``python -m tools.generate.network_pages`` writes them; a test says whether they are fresh.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.cli.commands.platforms import FIELDS
from auditor.cli.ui.i18n import say, speaking_here
from auditor.core.messages import msg
from auditor.core.reasons import WORDS, Reason
from connectors.claims import CLAIMS, Claim
from connectors.key_steps import steps_of
from connectors.registry import PLATFORMS, connector_class

if TYPE_CHECKING:
    from connectors.base import Connector
    from connectors.platform import Credential, PlatformInfo

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "networks"


LANGUAGES = ("en", "it")


def pages() -> dict[str, str]:
    """The text of every page by its file's name: what a network gives, in English, and the steps to
    its key in each language."""
    with speaking_here("en"):
        by_name = {f"{name}.md": _page(connector_class(name)) for name in PLATFORMS}
    for language in LANGUAGES:
        with speaking_here(language):
            by_name |= {
                f"key-{name}.{language}.md": _steps(connector_class(name)) for name in PLATFORMS
            }
    return by_name


def _steps(kind: type[Connector]) -> str:
    """The way to a network's key, step by step, as ``doctor`` prints it."""
    name, title = kind.info.platform, kind.info.title
    steps = [f"{n}. {say(step.words)}" for n, step in enumerate(steps_of(name), start=1)]
    parts = [
        "# " + say(msg("{title}: the key, step by step", title=title)),
        say(
            msg(
                "`auditor doctor {network}` prints these steps and says which is next.",
                network=name,
            )
        ),
        "\n".join(steps),
        "## " + say(msg("What is taken for granted here")),
        "\n".join(_claim(claim) for claim in CLAIMS.get(name, ())),
    ]
    return "\n\n".join(parts) + "\n"


def _claim(claim: Claim) -> str:
    checked = say(msg("checked on {date}", date=claim.checked))
    return f"- {say(claim.words)} ({checked}, <{claim.source}>)"


def _page(kind: type[Connector]) -> str:
    info = kind.info
    parts = [
        f"# {info.title}",
        "Made by `python -m tools.generate.network_pages` from the connector's declarations; do not "
        "edit it by hand. [All networks](../networks.md) on one page.",
        "## What it gives",
        _offers(info),
        "A value that is not offered is unknown in every report, never zero.",
        "## The key",
        _keys(info),
        f"Step by step: [English](key-{info.platform}.en.md), "
        f"[italiano](key-{info.platform}.it.md).",
        "## Limits and cost",
        _limits(kind),
        "## Terms",
        _terms(info),
    ]
    return "\n\n".join(parts) + "\n"


def _offers(info: PlatformInfo) -> str:
    rows = ["| what | own pages | others' pages |", "|---|---|---|"]
    for name, words in FIELDS.items():
        cells = [_offered(side[name]) for side in (info.own, info.others)]
        rows.append(f"| {say(words)} | {cells[0]} | {cells[1]} |")
    return "\n".join(rows)


def _offered(reason: Reason | None) -> str:
    return "yes" if reason is None else say(WORDS[reason])


def _keys(info: PlatformInfo) -> str:
    if not info.credentials:
        return "None is needed."
    return "\n".join(map(_key, info.credentials))


def _key(credential: Credential) -> str:
    need = "needed" if credential.required else "optional"
    lifetime = f" It {say(credential.lifetime)}." if credential.lifetime else ""
    scopes = f" Scopes: {', '.join(credential.scopes)}." if credential.scopes else ""
    return f"- `{credential.env}` ({need}): {say(credential.purpose)}{lifetime}{scopes} Get it at <{credential.where}>."


def _limits(kind: type[Connector]) -> str:
    info, quota = kind.info, kind.rules.quota
    lines = [
        f"- {say(info.cost)}",
        f"- how far back: {say(info.history)}",
        f"- {info.page_size} items a call, at most {kind.rules.in_flight} calls at once to a host",
    ]
    if quota is not None:
        lines.append(
            f"- {quota.units:,} units a day for each key, counted anew at midnight in "
            f"{quota.zone}; the use is kept across runs and nothing is asked beyond it"
        )
    if not info.has_dialogue:
        lines.append(
            "- comments are counted and never shown: how the account answers is unknown"
            if info.own["comments"] is None
            else "- no comments and no reactions: a rhythm, and no verdict"
        )
    return "\n".join(lines)


def _terms(info: PlatformInfo) -> str:
    keep = "What was read may be kept." if info.keep is None else say(info.keep)
    if info.keep_days is not None:
        keep = (
            f"What was read may be kept for {info.keep_days} days unless it is read again; what "
            "is older is erased when the store is opened."
        )
    version = f" API version {info.api_version}" if info.api_version else ""
    if info.review_by is not None:
        version += f", to be looked at again by {info.review_by.isoformat()}"
        if info.platform in ("facebook", "instagram"):
            version += f" (`AUDITOR_{info.platform.upper()}_API_VERSION` sets another)"
    version += "." if version else ""
    return f"{keep}{version} The network's own words: <{info.docs}>."


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
