"""The method's page in both languages: every formula with its source, from the code's own tables.

``python -m auditor.cli.method_page`` writes docs/method.md and docs/metodo.md; a test says whether
they are fresh.
"""

from __future__ import annotations

from pathlib import Path

from auditor import benchmarks, score
from auditor.benchmarks import Benchmark
from auditor.cli.words import _, say, speaking_here
from auditor.cohorts import LEAST_POSTS, WHOLE
from auditor.facts import LEAST_COHORT
from auditor.messages import Message
from auditor.signals import SIGNALS
from auditor.signals.registry import Signal

_DOCS = Path(__file__).resolve().parents[2] / "docs"
TARGETS: dict[str, Path] = {"en": _DOCS / "method.md", "it": _DOCS / "metodo.md"}


def text(language: str) -> str:
    """The whole page in a language."""
    with speaking_here(language):
        return _template(language).format(
            version=score.METHOD_VERSION,
            signals="\n".join(_signal(one, language) for one in SIGNALS.values()),
            rows="\n".join(_rows(language)), showcase="\n".join(_showcase(language)),
            tables="\n".join(_table(one, language) for one in benchmarks.table() if one.used),
            coverage=_number(score.LEAST_COVERAGE, language), days=score.LEAST_DAYS,
            least=LEAST_COHORT, posts=LEAST_POSTS, whole=WHOLE,
            beta=_number(benchmarks.BETA, language),
        )  # fmt: skip


def _template(language: str) -> str:
    """The prose around the tables."""
    return Path(__file__).with_name(f"method.{language}.txt").read_text(encoding="utf-8")


def _number(value: float, language: str) -> str:
    told = f"{value:,g}" if abs(value) >= 1000 else f"{value:g}"
    return told.translate(str.maketrans(",.", ".,")) if language == "it" else told


def _signal(one: Signal, language: str) -> str:
    area, unit, source, passed = _("pillar"), _("unit"), _("source"), _("passed")
    pillar = f" · {area}: {one.pillar}" if one.pillar else ""
    line = ""
    if one.threshold is not None:
        sign = "≥" if one.higher else "≤"
        line = f" · {passed} {sign} {_number(one.threshold, language)}"
    return (
        f"### `{one.id}` — {say(one.title)}\n\n{say(one.why)}\n\n"
        f"- {say(Message(one.formula))}\n- {unit}: {one.unit}{pillar}{line}\n"
        f"- {source}: {say(Message(one.source))}\n"
    )


def _rows(language: str) -> list[str]:
    return [
        f"| {pillar} | {_number(score.PILLARS[pillar], language)} | {name} "
        f"| {_number(share, language)} | {_points(name, language)} |"
        for pillar, parts in score.PARTS.items()
        for name, share in parts.items()
    ]


def _points(name: str, language: str) -> str:
    if name == "resonance":
        return "100 Φ(θ)"
    if name in score.CURVES:
        p50, p90 = score.CURVES[name]
        ends = f"{_number(p50, language)}; {_number(p90, language)}"
        return f"{'up' if p90 > p50 else 'down'}(x; {ends})"
    return f"100 · min(1; x / {_number(score.FULL[name], language)})"


def _showcase(language: str) -> list[str]:
    full = {"no_reply": ("reply_rate", score.FULL_REPLY),
            "no_dialogue": ("dialogue_share", score.FULL_DIALOGUE)}  # fmt: skip
    found = []
    for name, weight in {**score.CORE, **score.SIGNS}.items():
        formula = _("the share itself")
        if name in full:
            signal, most = full[name]
            formula = f"1 − min(1; {signal} / {_number(most, language)})"
        found.append(f"| {name} | {_number(weight, language)} | {formula} |")
    return found


def _table(one: Benchmark, language: str) -> str:
    return (
        f"| {one.platform} | {_number(one.value, language)} % "
        f"| {_number(float(one.f_ref or 0), language)} | {one.year} "
        f"| {say(Message(one.sample))} | {one.publisher}, {one.source} |"
    )


if __name__ == "__main__":
    for code, target in TARGETS.items():
        target.write_text(text(code), encoding="utf-8", newline="\n")
