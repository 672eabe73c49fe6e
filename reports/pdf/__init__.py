"""The report on paper: one PDF by typst, in a layout of its own."""

from __future__ import annotations

from reports.pdf.render import render_chart_pngs, render_pdf, render_sheet_png

__all__ = ["render_chart_pngs", "render_pdf", "render_sheet_png"]
