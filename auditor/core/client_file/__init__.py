"""The client file: whose accounts are audited, written in TOML, checked whole.

Every mistake is listed at once; an unknown key is refused with the nearest known one, so that a
typing error never passes for a choice.
"""

from __future__ import annotations

from auditor.core.client_file.problems import ClientFileError
from auditor.core.client_file.reading import is_consultant_file, read_client, read_consultant
from auditor.core.client_file.sections import ClientFile

__all__ = ["ClientFile", "ClientFileError", "is_consultant_file", "read_client", "read_consultant"]
