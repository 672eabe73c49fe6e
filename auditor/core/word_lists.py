"""Lists of words as files, ``#`` begins a remark.

A file of one list has a form a line; one of several has a line ``[name]`` above each, and commas
between its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def word_list(package: str, name: str) -> tuple[str, ...]:
    """The forms of one list, each once, in the order of the file ``name.txt`` of a package."""
    return tuple(dict.fromkeys(_lines(package, name)))


@cache
def word_lists(package: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of the file ``name.txt`` of a package by their names, words in their order."""
    lists: dict[str, list[str]] = {}
    for line in _lines(package, name):
        if line.startswith("["):
            words = lists.setdefault(line.strip("[]"), [])
        else:
            words += [word.strip() for word in line.split(",") if word.strip()]
    return {title: tuple(dict.fromkeys(words)) for title, words in lists.items()}


def _lines(package: str, name: str) -> list[str]:
    text = files(package).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]
