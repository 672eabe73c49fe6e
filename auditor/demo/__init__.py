"""A firm that does not exist, with the pages of one: what ``auditor demo`` shows."""

from auditor.demo.story import AS_OF, GENERATED_AT, HISTORY_DAYS, SPEC
from auditor.demo.write import write_demo

__all__ = ["AS_OF", "GENERATED_AT", "HISTORY_DAYS", "SPEC", "write_demo"]
