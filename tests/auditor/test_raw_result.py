"""The plain data of a result have the keys of the parts that check them."""

from __future__ import annotations

import typing
from typing import Any

import pytest

from auditor.result import raw, raw_account, schema, schema_account, schema_verdict
from auditor.result.schema_verdict import Part

RAW = {
    name.removeprefix("Raw"): shape
    for module in (raw, raw_account)
    for name, shape in vars(module).items()
    if name.startswith("Raw") and typing.is_typeddict(shape)
}
PARTS = {
    name: part
    for module in (schema, schema_account, schema_verdict)
    for name, part in vars(module).items()
    if isinstance(part, type) and issubclass(part, Part) and part is not Part
}
# The account's is AccountResult; an earlier audit and answers are checked objects from the start.
PARTS["Account"] = PARTS.pop("AccountResult")
CHECKED_FROM_THE_START = {"Previous", "PreviousAccount", "SelfAssessment"}


def test_every_part_has_its_plain_data() -> None:
    assert set(RAW) == set(PARTS) - CHECKED_FROM_THE_START


@pytest.mark.parametrize("name", sorted(RAW))
def test_the_keys_are_those_of_the_part(name: str) -> None:
    shape: Any = RAW[name]
    fields = {field.alias or key for key, field in PARTS[name].model_fields.items()}
    assert set(shape.__annotations__) == fields
