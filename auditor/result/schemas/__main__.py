"""Writes the JSON Schemas of a result and of answers anew from the models that check them."""

import json
from pathlib import Path

from auditor.result.schema import json_schema
from auditor.selfassessment.answers import answers_schema

TARGET = Path(__file__).with_name("auditor.result.2.json")
ANSWERS = Path(__file__).with_name("auditor.answers.1.json")


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def answers_text() -> str:
    """The schema of the answers of a self-assessment."""
    return json.dumps(answers_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
    ANSWERS.write_text(answers_text(), encoding="utf-8", newline="\n")
