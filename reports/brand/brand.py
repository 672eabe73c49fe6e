"""All that a consultant changes of a report's look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor.core.consultant import SECTIONS, Consultant, SectionName
from reports.brand.colours import palettes
from reports.brand.logo import Logo, read_logo
from reports.palette import DARK, LIGHT, Palette
from reports.safety import page_text, safe_url


@dataclass(frozen=True, slots=True)
class Contact:
    """A line of how to reach somebody: its words, and where they lead (empty: nowhere)."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Brand:
    """Whoever hands the report over: without a ``name`` nobody but this program.

    ``sections`` are those behind the first sheet, in their order; ``slides`` is an agency's
    template.
    """

    name: str = ""
    logo: Logo | None = None
    light: Palette = LIGHT
    dark: Palette = DARK
    contact: tuple[Contact, ...] = ()
    footer: str = ""
    confidential: str = ""
    verdicts: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[SectionName, ...] = SECTIONS
    slides: Path | None = None

    def shows(self, section: str) -> bool:
        """Whether a section stands in the report."""
        return section in self.sections


NO_BRAND = Brand()


def brand_of(consultant: Consultant | None) -> Brand:
    """The look of a consultant's reports; that of nobody without one.

    Raises:
        InputError: the logo cannot be used.
    """
    if consultant is None:
        return NO_BRAND
    light, dark = palettes(consultant.colour)
    first = [name for name in consultant.order if name not in consultant.hide]
    rest = [name for name in SECTIONS if name not in (*consultant.order, *consultant.hide)]
    return Brand(
        name=page_text(consultant.name),
        logo=None if consultant.logo is None else read_logo(consultant.logo, light, dark),
        light=light,
        dark=dark,
        contact=tuple(_contact(page_text(line)) for line in consultant.contact),
        footer=page_text(consultant.footer),
        confidential=page_text(consultant.confidential),
        verdicts={str(code): page_text(words) for code, words in consultant.verdicts.items()},
        sections=(*first, *rest),
        slides=consultant.slides,
    )


def _contact(line: str) -> Contact:
    bare = line.strip()
    if bare.count("@") == 1 and " " not in bare and "." in bare.rpartition("@")[2]:
        return Contact(line, f"mailto:{bare}")
    if " " not in bare and bare.lower().startswith(("http://", "https://")):
        return Contact(line, safe_url(bare))
    digits = "".join(sign for sign in bare if sign.isdigit())
    if len(digits) >= 6 and all(sign in "+0123456789 ()./-" for sign in bare):
        return Contact(line, f"tel:{'+' if bare.startswith('+') else ''}{digits}")
    return Contact(line, "")
