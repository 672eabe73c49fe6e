"""A clock on which waiting takes no time: who sleeps moves it on."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.real_clock import now


class PassingClock:
    """The real clock, ahead by all that was slept."""

    def __init__(self) -> None:
        self.slept = timedelta(0)

    def __call__(self) -> datetime:
        return now() + self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += timedelta(seconds=seconds)
