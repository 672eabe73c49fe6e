"""``config.example.env``: every setting and key, made from the connectors' own declarations.

``python -m tools.generate.example_env`` writes it; a test says whether it is fresh.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from auditor.cli.ui.i18n import say, speaking_here
from connectors.platform import Credential, PlatformInfo
from connectors.registry import PLATFORMS, connector_class

TARGET = Path(__file__).resolve().parents[2] / "config.example.env"
_WIDTH = 98

_HEAD = """\
# Copy this file to .env in the folder you work in, and fill in what you have. Nothing is needed
# for imported files. The environment wins over this file, and this file over a .env in the user's
# configuration folder. Made by `python -m tools.generate.example_env`.

# --- What to use ------------------------------------------------------------------------------
# it or en; without it the system's language.
AUDITOR_LANGUAGE=

# The zone of dates and of files that name none, such as Europe/Rome; without it UTC.
AUDITOR_TIMEZONE=

# The store: the path of a file, or the URL of a database; without it a file in the user's folder.
AUDITOR_STORE=

# --- Keys of networks -------------------------------------------------------------------------
# auditor doctor tries them and says what each opens. A key is never printed.
"""


_DELIVERY = """\
# --- Where auditor weekly --notify sends what came of the week --------------------------------
# By mail, with the reports as PDF: smtps://NAME:PASSWORD@HOST, or smtp://… with STARTTLS. Special
# signs of name and password are percent-encoded (@ is %40).
AUDITOR_SMTP_URL=
AUDITOR_MAIL_FROM=

# One or more, with commas between.
AUDITOR_MAIL_TO=

# Or to Slack, Teams, Telegram and others, without the reports: addresses of apprise with blanks
# between; pip install 'social-account-auditor[notify]'. https://github.com/caronc/apprise/wiki
AUDITOR_NOTIFY_URLS=

"""


_LOGIN = """\
# --- Apps of your own, for auditor login ------------------------------------------------------
# The two keys of an app that you register with a network; login then gets the key above by itself.
"""


def text() -> str:
    """The whole file."""
    infos = [connector_class(name).info for name in PLATFORMS]
    with speaking_here("en"):
        parts = [_part(info.title, credential) for info in infos for credential in info.credentials]
    apps = {info.login.app_id: info for info in reversed(infos) if info.login is not None}
    return "\n".join(
        [_HEAD, *parts, _DELIVERY + _LOGIN, *(_app(info) for info in reversed(apps.values()))]
    )


def _app(info: PlatformInfo) -> str:
    login = info.login
    if login is None:
        return ""
    return f"# {info.title}: {login.console}\n{login.app_id}=\n{login.app_key}=\n"


def _part(title: str, credential: Credential) -> str:
    lifetime = f" It {say(credential.lifetime)}." if credential.lifetime else ""
    scopes = f" Scopes: {', '.join(credential.scopes)}." if credential.scopes else ""
    words = f"{title}: {say(credential.purpose)}{lifetime}{scopes}"
    lines = textwrap.wrap(words, _WIDTH, initial_indent="# ", subsequent_indent="# ")
    return "\n".join([*lines, f"# {credential.where}", f"{credential.env}=", ""])


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
