"""What is told about the files that hold keys: who else may read them, whose address they set."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator
from pathlib import Path

from auditor.app.support.tokens import token_file
from auditor.cli.exit import tell
from auditor.cli.ui.i18n import say
from auditor.core.files import is_wide
from auditor.core.messages import Message, msg
from auditor.core.settings import Settings, config_folder, keys_in

_LARGEST_IGNORE = 1_000_000


def tell_notices(settings: Settings) -> None:
    """What of the files is not used and where they send what is read, on standard error."""
    for notice in settings.notices:
        tell(say(notice))


def tell_exposed(location: str | None) -> None:
    """Which files show their keys to others, on standard error."""
    for warning, advice in exposed(location):
        tell(f"{say(warning)} {say(advice)}")


def exposed(location: str | None) -> Iterator[tuple[Message, Message]]:
    """Each file with keys that others may read, or that a commit would publish, with what to do.

    Args:
        location: the path or URL of the store.
    """
    folders = dict.fromkeys(folder.absolute() for folder in (Path.cwd(), config_folder(os.environ)))
    files = [path for folder in folders if keys_in(path := folder / ".env")]
    tokens = token_file(location)
    if tokens.tokens():
        files.append(tokens.path.absolute())
    for path in files:
        if is_wide(path):
            yield (
                msg(
                    "{file} holds keys, and other users of this computer may open it.",
                    file=str(path),
                ),
                msg("Close it to them: chmod 600 {file}", file=str(path)),
            )
        if is_published_by_git(path):
            yield (
                msg(
                    "{file} holds keys and lies in a Git folder that does not ignore it: a commit "
                    "would publish them.",
                    file=str(path),
                ),
                msg("Add a line with {name} to the file .gitignore there.", name=path.name),
            )


def is_published_by_git(path: Path) -> bool:
    """Whether a file lies in a Git folder none of whose ignore files names it.

    Git itself is not started: in a stranger's folder its settings may start programs.
    """
    path = path.absolute()
    root = next((folder for folder in path.parents if (folder / ".git").exists()), None)
    if root is None:
        return False
    ignored = False
    files = [root / ".git" / "info" / "exclude"]
    between = [folder for folder in path.parents if folder.is_relative_to(root)]
    files += [folder / ".gitignore" for folder in reversed(between)]
    for file in files:
        base = root if file.name == "exclude" else file.parent
        for pattern in _patterns(file):
            if _matches(pattern.removeprefix("!"), path.relative_to(base)):
                ignored = not pattern.startswith("!")
    return not ignored


def _patterns(file: Path) -> list[str]:
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST_IGNORE:
            return []
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    return [line.rstrip() for line in lines if line.strip() and not line.startswith("#")]


def _matches(pattern: str, path: Path) -> bool:
    """Git's rule: a pattern with a slash is a path from its file's folder, else a name anywhere.

    A folder that is ignored takes all that lies in it along.
    """
    folder_only = pattern.endswith("/")
    name = pattern.strip("/").removeprefix("**/")
    from_here = "/" in pattern.removesuffix("/").removeprefix("**/")
    parts = path.parts
    for depth in range(1, len(parts) + 1):
        if folder_only and depth == len(parts):
            continue
        candidate = "/".join(parts[:depth]) if from_here else parts[depth - 1]
        if fnmatch.fnmatchcase(candidate, name):
            return True
    return False
