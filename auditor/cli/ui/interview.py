"""The self-assessment asked on the terminal: one statement at a time, back and forth, left and
resumed. Every answer is written at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auditor.cli.ui.i18n import _, say
from auditor.cli.ui.output import echo
from auditor.core.errors import UsageError
from auditor.core.files import write_text
from auditor.core.messages import Message, msg
from auditor.core.model import PLATFORMS
from auditor.selfassessment.answers import AnswersFile, parse_answers, read_answers
from auditor.selfassessment.items import DIMENSIONS, ITEMS, SCHEMA, Item, Kind, is_asked_once
from auditor.selfassessment.sentences import network_title

# D and E hold for all networks and come first.
_ORDER = ("D", "E", "A", "B", "C")
_BACK, _LEAVE = frozenset({"b", "i"}), frozenset({"q", "u"})
_NOWHERE = frozenset({"none", "nessuna", "-"})
_UNKNOWN = 6


@dataclass(frozen=True, slots=True)
class _Question:
    """A statement of one network, or of all (``network`` is empty)."""

    item: Item
    network: str


class Interview:
    """One person's answers while they are given, kept in a file."""

    def __init__(self, path: Path, kind: Kind, language: str) -> None:
        self.path = path
        self._data: dict[str, Any] = {
            "schema": SCHEMA,
            "kind": kind,
            "language": language,
            "present": True,
            "networks": {},
            "common": {},
            "authority": {},
        }
        if path.exists():
            self._resume(kind)

    def _resume(self, kind: Kind) -> None:
        earlier = read_answers(self.path)
        if earlier.kind != kind:
            raise UsageError(
                msg("{file} holds answers of the other kind.", file=str(self.path)),
                msg("Give another file with --out, or the kind of those answers with --kind."),
            )
        self._data.update(earlier.model_dump(mode="json", by_alias=True))
        _tell(msg("Going on with the answers in {file}.", file=str(self.path)))

    def answers(self) -> AnswersFile:
        """What was answered so far."""
        return parse_answers(self._data, str(self.path))

    def ask(self, networks: Sequence[str]) -> bool:
        """Ask all that is open; whether it was gone through to the end."""
        names = list(networks) or list(self._data["networks"]) or self._asked_networks()
        if names is None:
            return False
        self._data["present"] = bool(names)
        for name in names:
            self._data["networks"].setdefault(name, {})
        self._write()
        questions = [
            _Question(statement, name)
            for dimension in _ORDER
            for statement in ITEMS
            if statement.dimension == dimension
            for name in ([""] if is_asked_once(statement) else names)
        ]
        return not names or self._walk(questions)

    def _walk(self, questions: Sequence[_Question]) -> bool:
        index = next(
            (n for n, question in enumerate(questions) if not self._is_answered(question)),
            len(questions),
        )
        while index < len(questions):
            answer = self._answer(questions[index], index, len(questions))
            if answer in _LEAVE:
                _tell(
                    msg(
                        "The answers are kept in {file}: the same command goes on from here.",
                        file=str(self.path),
                    )
                )
                return False
            if answer in _BACK:
                index = max(0, index - 1)
                continue
            if answer:
                number = int(answer)
                self._keep(questions[index], None if number == _UNKNOWN else number - 1)
            index += 1
        return True

    def _answer(self, question: _Question, index: int, count: int) -> str:
        statement, kind = question.item, self._data["kind"]
        title = say(
            next(dimension.title for dimension in DIMENSIONS if dimension.id == statement.dimension)
        )
        where = f" · {network_title(question.network)}" if question.network else ""
        echo(err=True)
        echo(f"{index + 1}/{count} · {title}{where}", err=True, dim=True)
        echo(say(statement.words(kind)), err=True, bold=True)
        before = self._group(question).get(statement.id, "")
        for number, words in enumerate(statement.scale.answers, start=1):
            mark = "›" if before == number - 1 else " "
            echo(f" {mark}{number}  {say(words)}", err=True)
        unknown = _("I don't know")
        if statement.none is not None:
            unknown = f"{say(statement.none)}, {unknown}"
        echo(f" {'›' if before is None else ' '}{_UNKNOWN}  {unknown}", err=True)
        while True:
            answer = _read_line(_("1 to 6, Enter skips, b goes back, q leaves"))
            if answer in _BACK | _LEAVE or answer == "" or answer in {str(n) for n in range(1, 7)}:
                return answer
            echo(_("Write a number from 1 to 6, b or q."), err=True)

    def _group(self, question: _Question) -> dict[str, int | None]:
        networks: dict[str, dict[str, int | None]] = self._data["networks"]
        common: dict[str, int | None] = self._data["common"]
        return networks[question.network] if question.network else common

    def _is_answered(self, question: _Question) -> bool:
        return question.item.id in self._group(question)

    def _keep(self, question: _Question, answer: int | None) -> None:
        self._group(question)[question.item.id] = answer
        self._write()

    def _write(self) -> None:
        """The file is whole at any moment."""
        self._data["saved_at"] = datetime.now(UTC).isoformat(timespec="seconds")
        write_text(self.path, json.dumps(self._data, ensure_ascii=False, indent=1) + "\n")

    def _asked_networks(self) -> list[str] | None:
        """The networks that somebody names; an empty list is none at all, ``None`` left."""
        echo(
            say(
                msg(
                    "On which networks? Name the two or three that bring clients, with "
                    "commas between: {names}. Or: none.",
                    names=", ".join(PLATFORMS),
                )
            ),
            err=True,
        )
        while True:
            answer = _read_line("")
            if answer in _LEAVE or answer == "":
                return None
            if answer in _NOWHERE:
                return []
            names = [name.strip() for name in answer.split(",") if name.strip()]
            unknown = next((name for name in names if name not in PLATFORMS), None)
            if unknown is None:
                return list(dict.fromkeys(names))
            echo(_("'{name}' is not a network.").format(name=unknown), err=True)


def _tell(text: Message) -> None:
    echo(say(text), err=True)


def _read_line(prompt: str) -> str:
    """A line in small letters; the end of the input leaves."""
    echo(f"{prompt} > " if prompt else "> ", nl=False, err=True)
    line = sys.stdin.readline()
    return line.strip().casefold() if line else "q"
