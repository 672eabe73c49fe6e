"""The JSON Schema of a result, for other programs; ``python -m auditor.schemas`` renews it."""
