"""The program as a library: files and networks in, posts and verdicts out as data frames.

What it reads and keeps is what the command line does: the same store, the same settings. Nothing
is printed.
"""

from auditor.library.audit import Audit
from auditor.library.library import Library

__all__ = ["Audit", "Library"]
