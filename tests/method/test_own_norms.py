"""What is usual, by the pages of the store: thirty with twenty posts each replace the table."""

from __future__ import annotations

import math
import random
from pathlib import Path

import numpy as np
import pytest

from auditor.core.model import AccountRef, Counts, Post
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.method.judging.fitting import LEAST_PAGES, fitted
from auditor.method.judging.norms import norms
from auditor.result.build import as_result, run_audit
from auditor.result.schema import Result
from auditor.store import Store
from reports.html import render_html
from tests.method.makers import AS_OF, Made, text_of, write
from tests.method.test_verdicts import WEEKLY, account


def drawn(pages: int, a: float, b: float, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.Generator(np.random.PCG64(seed))
    of = generator.integers(20, 120, pages).astype(float)
    return generator.binomial(of.astype(int), generator.beta(a, b, pages)).astype(float), of


def likelihood(a: float, b: float, x: np.ndarray, n: np.ndarray) -> float:
    """The logarithm of the beta-binomial likelihood, by its textbook form."""

    def log_beta(p: float, q: float) -> float:
        return math.lgamma(p) + math.lgamma(q) - math.lgamma(p + q)

    return sum(log_beta(a + k, b + m - k) - log_beta(a, b) for k, m in zip(x, n, strict=True))


@pytest.mark.parametrize(("a", "b"), [(1.6, 30), (0.6, 1.0), (2, 4), (0.5, 8), (5, 5)])
@pytest.mark.parametrize("seed", range(3))
def test_nothing_near_it_is_more_likely(a: float, b: float, seed: int) -> None:
    x, n = drawn(60, a, b, seed)
    norm = fitted(x, n)
    assert norm is not None
    assert norm.pages == 60
    best = likelihood(norm.a, norm.b, x, n)
    for more_a in (0.9, 1, 1.1):
        for more_b in (0.9, 1, 1.1):
            assert likelihood(norm.a * more_a, norm.b * more_b, x, n) <= best + 1e-2


def test_many_pages_give_back_what_they_were_drawn_from() -> None:
    norm = fitted(*drawn(3000, 1.6, 12))
    assert norm is not None
    assert norm.a == pytest.approx(1.6, rel=0.1)
    assert norm.b == pytest.approx(12, rel=0.1)


def test_thirty_pages_with_twenty_seen_are_needed() -> None:
    x, n = drawn(LEAST_PAGES, 1.6, 12)
    assert fitted(x, n) is not None
    assert fitted(x[1:], n[1:]) is None
    n[0] = 19
    assert fitted(np.minimum(x, n), n) is None
    x[0], n[0] = np.nan, np.nan
    assert fitted(x, n) is None


@pytest.mark.parametrize("share", [0.0, 1.0, 0.3])
def test_pages_that_are_all_alike_have_a_norm_within_bounds(share: float) -> None:
    n = np.full(40, 50.0)
    norm = fitted(n * share, n)
    assert norm is not None
    assert 0.05 <= norm.a <= 500
    assert 0.05 <= norm.b <= 500


def test_no_page_tells_more_than_three_hundred_posts() -> None:
    x, n = drawn(40, 1.6, 12)
    longer = n.copy()
    longer[0], more = 3000.0, x.copy()
    more[0] = 300.0
    cut = n.copy()
    cut[0], less = 300.0, x.copy()
    less[0] = 30.0
    assert fitted(more, longer) == fitted(less, cut)


def pages(count: int) -> list[Made]:
    """Pages of which some invite often and most never; each with thirty posts."""
    matches = []
    for number in range(count):
        made = account(WEEKLY, [5], platform="bluesky")
        made.ref, made.subject = AccountRef("bluesky", f"pagina{number}.example.com"), f"P{number}"
        chance = random.Random(number)
        rate = chance.betavariate(1.5, 3)
        made.posts = [
            Post(
                f"{number}-{own_post}",
                post.published_at,
                links=(),
                counts=Counts(reactions=5),
                text=text_of(chance, "asks" if chance.random() < rate else "plain"),
            )
            for own_post, post in enumerate(made.posts)
        ]
        matches.append(made)
    return matches


def audited(made: list[Made], folder: Path, of: int = 1) -> Result:
    with Store.open(folder / f"{random.random()}.sqlite3") as store:
        write(store, made)
        subjects = tuple(
            SubjectSpec(value.subject, "company", "client", (value.ref,)) for value in made[:of]
        )
        return as_result(run_audit(store, AuditSpec(subjects), AS_OF, AS_OF))


def test_an_audit_takes_the_norms_of_its_store(tmp_path: Path) -> None:
    result = audited(pages(30), tmp_path)
    own = {own_norm.rate: own_norm for own_norm in result.method.own_norms}
    assert {value.network for value in own.values()} == {"bluesky"}
    assert own["invites"].pages == 30
    assert own["invites"].a / (own["invites"].a + own["invites"].b) == pytest.approx(
        1 / 3, abs=0.12
    )
    text = "compared with 30 pages that were read here"
    assert text in render_html(result, "en")
    assert audited(pages(29), tmp_path).method.own_norms == []


def test_whoever_is_audited_the_norm_is_one(tmp_path: Path) -> None:
    made = pages(34)
    alone, all_ = audited(made, tmp_path), audited(made, tmp_path, of=34)
    assert alone.method.own_norms == all_.method.own_norms
    assert alone.accounts[0].verdict == all_.accounts[0].verdict


def test_what_is_rare_elsewhere_may_be_usual_here(tmp_path: Path) -> None:
    """A page that invites in every third post stands high by the table, in the middle by its like."""
    made = pages(40)
    few, many = audited(made[:5], tmp_path), audited(made, tmp_path)
    assert ("bluesky", "invites") not in norms()
    listens = [value.accounts[0].halves.listens for value in (few, many)]
    parts = [half.parts["invitation_share"] for half in listens]
    assert parts[0] > parts[1]
