"""Whether the method still tells generated pages apart as well as it must (method 2, section 8)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from auditor.core.messages import Message, msg
from auditor.method.judging.agreement import calibration, macro_f1
from auditor.method.judging.generator import SEEDS, Pages, generate, without_replies
from auditor.method.judging.lines import CODES, LINES, TOO_LITTLE
from auditor.method.judging.many import judge_all

MANY = 5_000
# One class of two: which half a regular page is short of is told by its sentence.
_ONE_CLASS = {"one_way": "middle", "without_direction": "middle"}


@dataclass(frozen=True, slots=True)
class World:
    """A way to read generated pages, and the least macro-F1 and sureness it must reach."""

    name: Message
    make: Callable[[int], Pages]
    least_f1: float
    least_right: float = 0.80


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a world with one seed. ``right`` is of verdicts with a confidence of .85."""

    world: str
    seed: int
    judged: int
    f1: float
    least_f1: float
    sure: int
    right: float
    least_right: float
    confusion: dict[tuple[str, str], int]

    @property
    def holds(self) -> bool:
        """Whether both gates hold."""
        return self.f1 >= self.least_f1 and self.right >= self.least_right


WORLDS: tuple[World, ...] = (
    World(msg("13 weeks, comments read"), generate, 0.78),
    World(msg("13 weeks, comments not read"), lambda seed: without_replies(generate(seed)), 0.70),
    World(msg("8 posts, comments read"), lambda seed: generate(seed, most=8), 0.74),
)


def gates(seeds: Sequence[int] | None = None, worlds: Sequence[World] = WORLDS) -> list[Outcome]:
    """Every world with every seed, in their order."""
    chosen = SEEDS if seeds is None else seeds
    return [_outcome(world, seed, world.make(seed)) for world in worlds for seed in chosen]


def _outcome(world: World, seed: int, pages: Pages) -> Outcome:
    judged = judge_all(pages.measured)
    has_verdict = [code != TOO_LITTLE for code in judged.verdict]
    truth = [_class(CODES[code]) for code, yes in zip(pages.truth, has_verdict, strict=True) if yes]
    verdicts = [_class(code) for code, yes in zip(judged.verdict, has_verdict, strict=True) if yes]
    confidence = judged.confidence[np.array(has_verdict)].tolist()
    right = [a == b for a, b in zip(truth, verdicts, strict=True)]
    _, sure, share = calibration(confidence, right, (0.0, LINES["sure"]))[-1]
    return Outcome(
        world.name.singular,
        seed,
        len(truth),
        macro_f1(truth, verdicts),
        world.least_f1,
        sure,
        share,
        world.least_right,
        dict(Counter(zip(truth, verdicts, strict=True))),
    )


def _class(code: str) -> str:
    return _ONE_CLASS.get(code, code)


def judging_seconds() -> float:
    """How long judging :data:`MANY` pages takes on one core."""
    pages = generate(SEEDS[0], MANY)
    start = time.perf_counter()
    judge_all(pages.measured)
    return time.perf_counter() - start
