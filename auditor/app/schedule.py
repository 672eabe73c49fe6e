"""The week's work as a system's scheduler takes it: cron, systemd, or the tasks of Windows."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from auditor.core.errors import UsageError
from auditor.core.files import real_path
from auditor.core.messages import msg

System = Literal["cron", "systemd", "windows"]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ITALIAN = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")
_AT = re.compile(r"([a-zìA-Z]{3})[a-zìA-Z]*\s+(\d{1,2})[:.](\d{2})")
# Control signs, and the bytes of a name that is no UTF-8.
_NO_LINE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_NAME = "auditor-weekly"
_WINDOWS_DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


@dataclass(frozen=True)
class Moment:
    """A day of the week (0 is Monday) and a time of the computer's own clock."""

    day: int
    hour: int
    minute: int


@dataclass(frozen=True)
class ScheduleRequest:
    """What is to be done every week, and when.

    Args:
        folder: the folder of the client files.
        moment: when.
        language: of what is said: a scheduler runs without one.
        now: the moment of the call, aware; a task of Windows begins with the week after it.
        notify: send what came of it to where the settings say.
    """

    folder: Path
    moment: Moment
    language: str
    now: datetime
    notify: bool = False


def moment_of(text: str) -> Moment:
    """``mon 07:30`` or ``lun 7.30`` as a moment of the week.

    Raises:
        UsageError: it is none.
    """
    match = _AT.fullmatch(text.strip())
    if match is not None:
        day, hour, minute = match[1].lower(), int(match[2]), int(match[3])
        for names in (DAYS, _ITALIAN):
            if day in names and hour < 24 and minute < 60:
                return Moment(names.index(day), hour, minute)
    raise UsageError(
        msg("'{value}' is no moment of a week.", value=text[:40]),
        msg("Write a day and a time, such as --at 'mon 07:30'."),
    )


def usual_system() -> System:
    """The scheduler that this computer most likely has."""
    if sys.platform == "win32":
        return "windows"
    return "systemd" if Path("/run/systemd/system").is_dir() else "cron"


def files_of(system: System, request: ScheduleRequest) -> dict[str, str]:
    """The files that a scheduler takes, by name; of cron the one line of its table.

    Args:
        system: which scheduler.
        request: what is to be done, and when.

    Raises:
        UsageError: the folder is none, or its name cannot stand in a scheduler's line.
    """
    folder = real_path(request.folder)
    if not folder.is_dir():
        raise UsageError(
            msg("{folder} is no folder.", folder=str(request.folder)),
            msg("Name the folder of the client files."),
        )
    if _NO_LINE.search(f"{folder}{sys.executable}"):
        raise UsageError(
            msg("The name of the folder holds signs that no scheduler takes."),
            msg("Give the folder another name."),
        )
    if system == "cron":
        return {f"{_NAME}.cron": _cron(folder, request)}
    if system == "systemd":
        return {
            f"{_NAME}.service": _service(folder, request),
            f"{_NAME}.timer": _timer(request.moment),
        }
    return {f"{_NAME}.xml": _task(folder, request)}


def next_steps(system: System, folder: Path) -> list[str]:
    """The commands by which a scheduler takes the files that lie in a folder."""
    quoted = shlex.quote(str(folder))
    if system == "cron":
        return [f"(crontab -l 2>/dev/null; cat {quoted}/{_NAME}.cron) | crontab -"]
    if system == "systemd":
        units = "~/.config/systemd/user"
        return [
            f"mkdir -p {units} && cp {quoted}/{_NAME}.service {quoted}/{_NAME}.timer {units}/",
            f"systemctl --user daemon-reload && systemctl --user enable --now {_NAME}.timer",
            "loginctl enable-linger",
        ]
    return [f'schtasks /Create /TN "{_NAME}" /XML "{folder}\\{_NAME}.xml"']


def _words(request: ScheduleRequest) -> list[str]:
    """The command line, to be run in the folder."""
    language = ["--language", request.language]
    options = ["--log", "weekly.log", *(["--notify"] if request.notify else [])]
    return [sys.executable, "-m", "auditor", *language, "weekly", ".", *options]


def _cron(folder: Path, request: ScheduleRequest) -> str:
    moment = request.moment
    command = f"cd {shlex.quote(str(folder))} && {shlex.join(_words(request))}"
    # A per cent sign ends the command in cron's table.
    line = command.replace("%", r"\%")
    return f"{moment.minute} {moment.hour} * * {(moment.day + 1) % 7} {line}\n"


def _service(folder: Path, request: ScheduleRequest) -> str:
    command = " ".join(_systemd_word(word) for word in _words(request))
    return (
        "[Unit]\nDescription=Social account activity auditor, every week\n\n"
        f"[Service]\nType=oneshot\nWorkingDirectory={_systemd_path(folder)}\nExecStart={command}\n"
    )


def _systemd_word(word: str) -> str:
    """A word inside quotes, with what systemd would expand doubled."""
    inner = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{inner}"'


def _systemd_path(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace("%", "%%")


def _timer(moment: Moment) -> str:
    day = DAYS[moment.day].capitalize()
    return (
        "[Unit]\nDescription=Every week\n\n"
        f"[Timer]\nOnCalendar={day} *-*-* {moment.hour:02d}:{moment.minute:02d}\n"
        "Persistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )


def _task(folder: Path, request: ScheduleRequest) -> str:
    """A task of Windows: it makes up for a missed run, and runs on battery too."""
    moment = request.moment
    local = request.now.astimezone()
    ahead = (moment.day - local.weekday()) % 7
    first = (local + timedelta(days=ahead)).replace(
        hour=moment.hour, minute=moment.minute, second=0, microsecond=0
    )
    program, *arguments = _words(request)
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Social account activity auditor, every week</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{first:%Y-%m-%dT%H:%M:%S}</StartBoundary>
      <ScheduleByWeek>
        <DaysOfWeek><{_WINDOWS_DAYS[moment.day]}/></DaysOfWeek>
        <WeeksInterval>1</WeeksInterval>
      </ScheduleByWeek>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT6H</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(subprocess.list2cmdline(arguments))}</Arguments>
      <WorkingDirectory>{escape(str(folder))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
