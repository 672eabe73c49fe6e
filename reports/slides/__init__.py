"""The report as slides, in an own layout or in an agency's."""

from __future__ import annotations

from reports.slides.build import render_slides

__all__ = ["render_slides"]
