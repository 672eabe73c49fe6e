"""A firm that does not exist, with the pages of one: what ``auditor demo`` shows."""

from pathlib import Path

from auditor.demo.story import AS_OF, GENERATED_AT, HISTORY_DAYS, SPEC
from auditor.demo.write import write_demo

# What the firm answered about its own use of its networks.
ANSWERS = Path(__file__).with_name("answers.json")

__all__ = ["ANSWERS", "AS_OF", "GENERATED_AT", "HISTORY_DAYS", "SPEC", "write_demo"]
