"""What the terminal can do: whether somebody sits there, whether it shows colours."""

from __future__ import annotations

import io
import os
import sys
from typing import IO


def can_ask() -> bool:
    """Whether somebody sits there who can be asked: both ends are a terminal."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


def shows_progress() -> bool:
    """Whether progress can be drawn on standard error."""
    return _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"


def shows_colours(stream: IO[str]) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return _is_terminal(stream) and not os.environ.get("NO_COLOR")


def speak_utf8() -> None:
    """Write UTF-8 wherever the output goes; Windows would use an old code page for files.

    What the caller has closed leads nowhere: the first file that is opened would else take its
    number, and whatever a child process prints would be written into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Descriptors are given out from the lowest: this one is the stream's own.
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _is_terminal(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False
