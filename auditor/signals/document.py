"""``docs/method.md``: every formula with its source, made from the declarations themselves.

``python -m auditor.signals.document`` writes it; a test says whether it is fresh.
"""

from __future__ import annotations

from pathlib import Path

from auditor import benchmarks, score
from auditor.signals import SIGNALS
from auditor.signals.registry import Signal

TARGET = Path(__file__).resolve().parents[2] / "docs" / "method.md"

_HEAD = """\
# The method, version {version}

Made by `python -m auditor.signals.document` from the declarations in the code; do not edit it by hand.
**[S]** is a published source, **[T]** was measured on real data, **[D]** is a design choice without
outside authority. A change of any number here is a new version of the method.

Missing is not zero: a value that was not offered, not read or hidden is null with a reason, leaves
its pillar, and the rest is weighed anew. Own posts are what the account published itself; reposts and
replies are kept apart. Interactions are reactions + comments + shares, of those that the source
tells; the account's own comments are taken out where they are known. Posts younger than 72 hours when
they were observed count for the rhythm and not for the response.

The verdict window is the 91 days before the audit's day, of which only what was really read counts; a
gap in the data is no silence. A week is a block of 7 days counted back from that day, and counts from
4 covered days on.

## Signals
"""
_SCORE = """\
## Pillars and score

`up(x, p50, p90)` = 100 Φ(1.28155 · ln(x / p50) / ln(p90 / p50)), 0 for x ≤ 0: Lighthouse's log-normal
curve mirrored [S]; `down` is the same where less is better. Other parts grow in a straight line up to
the value that gives full points.

| pillar | weight | part | share | points |
|---|---|---|---|---|
{rows}

Parts without a value leave their pillar, pillars without a part leave the score. Beside the score
stand the coverage (weight measured, by part) and the worst and the best that it could be, with what
is missing counted as 0 and as 100. Below a coverage of {coverage} or {days} covered days there is no
score.

## Showcase index S

S is the highest weighted mean of the known core parts with any of the other known parts: a part that
would lower it is left out, so that not linking home is no merit.

| part | weight | formula |
|---|---|---|
{showcase}

## Resonance: where the expected interactions come from

E = rate × f_ref × (followers / f_ref)^{beta}, from one published median a network. Where there is none,
there is no resonance.

| network | median rate | f_ref | year | sample | source |
|---|---|---|---|---|---|
{tables}

The 90 % interval of θ is θ ± 1.645 sd, sd² = τ²s/(τ² + s) + .21 + table, s = 1.12 σ²/n; the spread of
the table is (ln(highest / lowest published median) / 2)², at least .21, and 1.1 without a table.

## Verdicts, in this order

| verdict | rule |
|---|---|
| social-absent | 56 covered days or more, read completely, and: no own post, or at most 2 in 91 days, or the last more than 60 covered days ago, or active_weeks < .12. *Paused* when the 26 weeks before the last post were regular. A professional with more than 2 comments on others' posts in 91 days is *absent as an author, present in conversations* |
| not enough data | fewer than 28 covered days, or fewer than 4 mature posts, or no S |
| social-lazy, into the void | 12 mature posts or more, median interactions ≤ 1, S ≥ .65 |
| not enough data | nothing is known of the audience: neither resonance (with ΣE ≥ 5) nor reply_rate |
| social-lazy | S ≥ .75 and resonance ≤ 60, or S ≥ .65 and resonance ≤ 20; at most 35 posts a week |
| active | active_weeks ≥ .70, posts_per_week ≥ .75, S ≤ .65, resonance ≥ 25 |
| confused | all else, with its contradiction. *Rare and loved*: presence < 40, resonance > 60. *Broadcaster*: would be lazy but for more than 35 posts a week. *Megaphone*: S > .65, resonance > 60 |

Without resonance, behaviour decides and the verdict is *provisional*: S ≥ .80 is lazy (over 35 posts a
week: broadcaster; followers unknown and median interactions > 20: *one-way, response unknown*);
active_weeks ≥ .70, posts_per_week ≥ .75 and S ≤ .55 is active; else confused.

Flags: *followers without reactions* (2,000 followers or more, 8 posts, ΣE ≥ 10, raw < ln .10, upper
limit < ln .35); *unusual interactions* (ratio > 10 and no comment at 1,000 likes or more, or over 80 %
of 5 comments or more with the same words) [D]; *comments without an answer* (5 or more, under 10 %
answered); *one post holds over half* (8 posts or more); *no person is named*.

## Not established

The size exponent for small firms, the reference sizes, the community thresholds and the promotion
lexicon are design choices. Verdicts are not yet validated against human judgement. Confidence,
cohorts, a declared team and copies across networks are not computed yet.
"""


def _signal(one: Signal) -> str:
    line = ""
    if one.threshold is not None:
        line = f" · passed {'≥' if one.higher else '≤'} {one.threshold:g}"
    pillar = f" · pillar {one.pillar}" if one.pillar else ""
    return (
        f"### `{one.id}` — {one.title.singular}\n\n{one.why.singular}\n\n"
        f"- {one.formula}\n- unit: {one.unit}{pillar}{line}\n- source: {one.source}\n"
    )


def _points(name: str) -> str:
    if name == "resonance":
        return "100 Φ(θ)"
    if name in score.CURVES:
        p50, p90 = score.CURVES[name]
        return f"{'up' if p90 > p50 else 'down'}(x, {p50:g}, {p90:g})"
    return f"100 · min(1, x / {score.FULL[name]:g})"


def text() -> str:
    """The whole page."""
    rows = [
        f"| {pillar} | {score.PILLARS[pillar]:g} | {name} | {share:g} | {_points(name)} |"
        for pillar, parts in score.PARTS.items()
        for name, share in parts.items()
    ]
    formulas = {
        "no_reply": f"1 − min(1, reply_rate / {score.FULL_REPLY:g})",
        "no_dialogue": f"1 − min(1, dialogue_share / {score.FULL_DIALOGUE:g})",
    }
    showcase = [
        f"| {name} | {weight:g} | {formulas.get(name, 'the share itself')} |"
        for name, weight in {**score.CORE, **score.SIGNS}.items()
    ]
    tables = [
        f"| {one.platform} | {one.value:g} % | {one.f_ref:,} | {one.year} | {one.sample} | "
        f"{one.publisher}, {one.source} |"
        for one in benchmarks.table()
        if one.used
    ]
    return "\n".join(
        [
            _HEAD.format(version=score.METHOD_VERSION),
            *map(_signal, SIGNALS.values()),
            _SCORE.format(
                rows="\n".join(rows), showcase="\n".join(showcase), tables="\n".join(tables),
                coverage=score.LEAST_COVERAGE, days=score.LEAST_DAYS, beta=benchmarks.BETA,
            ),
        ]
    )  # fmt: skip


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
