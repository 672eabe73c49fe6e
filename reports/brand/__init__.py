"""A consultant's face on a report: colours that stay readable, a logo, contact, sections."""

from __future__ import annotations

from reports.brand.brand import NO_BRAND, Brand, brand_of

__all__ = ["NO_BRAND", "Brand", "brand_of"]
