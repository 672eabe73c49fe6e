"""JSON Schemas of results, for other programs; made by ``python -m auditor.result.schemas``."""
