"""Writes the JSON Schema of a result anew from the model that checks it."""

import json
from pathlib import Path

from auditor.result import json_schema

TARGET = Path(__file__).with_name("auditor.result.1.json")


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
