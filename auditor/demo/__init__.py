"""A firm that does not exist, with the pages of one: what ``auditor demo`` shows."""

from pathlib import Path

from auditor.demo.story import AS_OF, GENERATED_AT, HISTORY_DAYS, SPEC
from auditor.demo.write import write_demo

# The networks about which the firm was asked, and what it answered.
ASSESSED = tuple(ref.platform for ref in SPEC.subjects[0].accounts if ref.platform != "linkedin")
ANSWERS = Path(__file__).with_name("answers.json")

__all__ = ["ANSWERS", "ASSESSED", "AS_OF", "GENERATED_AT", "HISTORY_DAYS", "SPEC", "write_demo"]
