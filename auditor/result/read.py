"""Reads a result: its JSON checked by the schema and by what a page needs."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from pathlib import Path

from pydantic import ValidationError

from auditor.core.errors import InputError, ResultError
from auditor.core.files import regular_bytes
from auditor.core.messages import msg
from auditor.result.schema import Result
from auditor.result.schema_check import check_result
from auditor.result.version_1 import as_second


def parse_result(text: str, name: str = "result.json") -> Result:
    """A result from its JSON text.

    Raises:
        ResultError: the text is no JSON or no result of this version; says where.
    """
    text = as_second(text)
    try:
        result = Result.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "-"
        raise ResultError(
            msg(
                "{file} is not a result of this program ({where}: {what}).",
                file=name,
                where=where,
                what=first["msg"],
            ),
            msg("Give the result.json that 'auditor audit' wrote, or run the audit again."),
        ) from error
    check_result(result, json.loads(text), name)
    return result


def read_result(path: Path) -> Result:
    """A result from a file. Raises :class:`ResultError` with one line that says what is wrong."""
    try:
        text = _unpacked(regular_bytes(path, _LARGEST)).decode()
    except FileNotFoundError:
        raise ResultError(
            msg("{file} does not exist.", file=str(path)),
            msg("Give the path of a result.json written by 'auditor audit'."),
        ) from None
    except InputError as error:
        raise ResultError(error.message, error.advice) from error
    except (OSError, UnicodeDecodeError, EOFError, zlib.error) as error:
        raise ResultError(
            msg(
                "{file} is no result.json of this program, or you may not read it.", file=str(path)
            ),
            msg("Give the path of a result.json written by 'auditor audit'."),
        ) from error
    return parse_result(text, str(path))


_LARGEST = 256 * 1024 * 1024


def _unpacked(data: bytes) -> bytes:
    """The bytes of a result, packed by gzip or not; of a bomb only what is allowed."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        return file.read(_LARGEST + 1)
