"""The forms in which a report can be handed over, and what each needs."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from auditor.core.errors import MissingPackageError
from auditor.core.messages import msg

# Each form with the package that makes it, and the extra that brings it; none: it is always there.
_NEEDS: dict[str, tuple[str, str] | None] = {
    "html": None,
    "json": None,
    "pdf": ("typst", "pdf"),
    "png": ("typst", "png"),
    "xlsx": ("xlsxwriter", "xlsx"),
    "csv": None,
    "mail": None,
    "pptx": ("pptx", "pptx"),
    "charts": ("typst", "png"),
}
FORMS: tuple[str, ...] = tuple(_NEEDS)
# Written only where they are named: nobody asks for thirty pictures by saying "all".
ON_DEMAND = frozenset({"charts"})


def missing_package(form: str) -> MissingPackageError | None:
    """Why a form cannot be made here, and how to get it; ``None`` where it can."""
    needed = _NEEDS[form]
    if needed is None or find_spec(needed[0]) is not None:
        return None
    return MissingPackageError(
        msg("The form {form} needs a further package.", form=form),
        msg("pip install 'social-account-auditor[{extra}]'", extra=needed[1]),
    )


def that_can_be_made(forms: Sequence[str]) -> tuple[list[str], list[MissingPackageError]]:
    """Of some forms those that can be made, and why the others cannot."""
    lacking = {form: error for form in forms if (error := missing_package(form)) is not None}
    return [form for form in forms if form not in lacking], list(lacking.values())
