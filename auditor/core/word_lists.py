"""Lists of words as files: a line is one form, ``#`` begins a remark."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def word_list(package: str, name: str) -> tuple[str, ...]:
    """The forms of one list, each once, in the order of the file ``name.txt`` of a package."""
    text = files(package).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
