"""The numbers of a report as tables: for spreadsheets, and for whoever builds on them."""

from __future__ import annotations

from reports.tables.build import Column, Sheet, sheets_of
from reports.tables.csv_files import csv_files
from reports.tables.workbook import workbook

__all__ = ["Column", "Sheet", "csv_files", "sheets_of", "workbook"]
