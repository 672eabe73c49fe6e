"""The method's page in both languages: every formula with its source, from the code's own tables.

``python -m tools.generate.method_page`` writes docs/method.md and docs/metodo.md; a test says whether
they are fresh.
"""

from __future__ import annotations

from pathlib import Path

from auditor.cli.ui.i18n import _, say, speaking_here
from auditor.core.messages import Message
from auditor.method import score
from auditor.method.cohorts import (
    LEAST_POSTS,
    NEAREST,
    NO_TABLE_SLOPE,
    WHOLE,
    WHOLE_VARIANCE,
    WIDE_VARIANCE,
)
from auditor.method.content import ENOUGH, MOST_WEEKS
from auditor.method.facts import LEAST_COHORT
from auditor.method.judging.draws import DRAWS, SEED
from auditor.method.judging.lines import LINES, LISTENS
from auditor.method.judging.norms import NORMS_VERSION, Expectation, Norm, expectations, norms
from auditor.method.signals import SIGNALS
from auditor.method.signals.registry import Signal
from auditor.text import lexicon

_DOCS = Path(__file__).resolve().parents[2] / "docs"
TARGETS: dict[str, Path] = {"en": _DOCS / "method.md", "it": _DOCS / "metodo.md"}


def text(language: str) -> str:
    """The whole page in a language."""
    with speaking_here(language):
        return _template(language).format(
            version=score.METHOD_VERSION,
            norms=NORMS_VERSION,
            lexicons=lexicon.VERSION,
            signals="\n".join(_signal(signal, language) for signal in SIGNALS.values()),
            rows="\n".join(_rows(language)),
            tables="\n".join(
                _table(name, expectation, language) for name, expectation in expectations().items()
            ),
            norms_rows="\n".join(_norm(*key, norm, language) for key, norm in norms().items()),
            listens=", ".join(
                f"{name} ({_number(weight, language)})" for name, weight in LISTENS.items()
            ),
            coverage=_number(score.LEAST_COVERAGE, language),
            days=score.LEAST_DAYS,
            least=LEAST_COHORT,
            posts=LEAST_POSTS,
            whole=WHOLE,
            nearest=NEAREST,
            draws=DRAWS,
            seed=SEED,
            enough=ENOUGH,
            most_weeks=MOST_WEEKS,
            beta=_number(NO_TABLE_SLOPE, language),
            whole_v=_number(WHOLE_VARIANCE, language),
            wide_v=_number(WIDE_VARIANCE, language),
            **_lines(language),
        )


def _lines(language: str) -> dict[str, str]:
    """The lines of the verdicts by name."""
    numbers = {name: _number(value, language) for name, value in LINES.items()}
    numbers["listens_line"] = numbers.pop("listens")
    numbers["confident"] = _number(100 * LINES["confident"], language)
    return numbers


def _template(language: str) -> str:
    """The prose around the tables."""
    return Path(__file__).with_name(f"method.{language}.txt").read_text(encoding="utf-8")


def _number(value: float, language: str) -> str:
    text = f"{value:,g}" if abs(value) >= 1000 else f"{value:g}"
    return text.translate(str.maketrans(",.", ".,")) if language == "it" else text


def _signal(signal: Signal, language: str) -> str:
    area, unit, source, passed = _("pillar"), _("unit"), _("source"), _("passed")
    of = next((name for name, parts in score.PARTS.items() if signal.id in parts), None)
    pillar = f" · {area}: {of}" if of else ""
    line = ""
    if signal.threshold is not None:
        sign = "≥" if signal.higher else "≤"
        line = f" · {passed} {sign} {_number(signal.threshold, language)}"
    return (
        f"### `{signal.id}` — {say(signal.title)}\n\n{say(signal.why)}\n\n"
        f"- {say(Message(signal.formula))}\n- {unit}: {signal.unit}{pillar}{line}\n"
        f"- {source}: {say(Message(signal.source))}\n"
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
    if name in score.PARTS["openness"]:
        return _("position among pages of the network")
    if name in score.CURVES:
        p50, p90 = score.CURVES[name]
        ends = f"{_number(p50, language)}; {_number(p90, language)}"
        return f"{'up' if p90 > p50 else 'down'}(x; {ends})"
    return f"100 · min(1; x / {_number(score.FULL[name], language)})"


def _table(network: str, expectation: Expectation, language: str) -> str:
    values = (
        100 * expectation.rate,
        expectation.reference,
        expectation.below,
        expectation.above,
        expectation.knot,
        expectation.volume,
        expectation.variance,
    )
    rate, *values_after = (_number(round(value, 6), language) for value in values)
    return f"| {network} | {rate} | {expectation.year:.0f} | {' | '.join(values_after)} | {expectation.source} |"


def _norm(network: str, rate: str, norm: Norm, language: str) -> str:
    a, b = _number(norm.a, language), _number(norm.b, language)
    return f"| {network} | {rate} | {a} | {b} | {norm.source} |"


if __name__ == "__main__":
    for code, target in TARGETS.items():
        target.write_text(text(code), encoding="utf-8", newline="\n")
