"""What version 1 of the method got wrong: hooks, invitations without a mark, one post more, surety."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.result.schema_account import AccountResult
from tests.method.makers import AS_OF, Made
from tests.method.test_verdicts import account, audited, commented

DAYS = [1 + 3.5 * n for n in range(26)]
THINGS = ("cucine", "divani", "finestre", "scarpe", "torte", "occhiali", "tende", "lampade")
HOOKS: dict[str, Sequence[str]] = {
    "it": (
        "Cerchi {} su misura? Scopri la nuova collezione e acquista online, numero {}.",
        "Stanco di {} qualunque? Approfitta dello sconto del 20%: offerta {} valida fino a domenica.",
        "Hai già visto le nostre {}? Prenota subito la tua, promozione {}!",
    ),
    "en": (
        "Looking for {}? Shop now and get 20% off, offer {}.",
        "Tired of old {}? Discover our new collection and buy online today, number {}.",
        "Did you know about our {}? Order now, limited offer {}.",
    ),
}
CALLS: dict[str, Sequence[str]] = {
    "it": (
        "Oggi parliamo di {}: raccontateci la vostra esperienza nei commenti, numero {}.",
        "Due modi di scegliere {}. Diteci che cosa ne pensate, parte {}.",
        "La nostra classifica di {}. Scrivete nei commenti la vostra preferita, giro {}.",
    ),
    "en": (
        "Today it is all about {}: tell us your story in the comments, number {}.",
        "Two ways to choose {}. Let us know what you think in the comments, part {}.",
        "Our ranking of {}. Share your favourite in the comments, round {}.",
    ),
}


def page(
    texts: Sequence[str], likes: Sequence[int] = (6, 9), followers: int | None = 3_000
) -> Made:
    made = account(DAYS, likes, followers=followers)
    made.posts = [
        replace(post, text=texts[n % len(texts)].format(THINGS[n % len(THINGS)], n))
        for n, post in enumerate(made.posts)
    ]
    return made


def judged(made: Made, folder: Path) -> AccountResult:
    folder.mkdir(exist_ok=True)
    return audited(made, folder).accounts[0]


@pytest.mark.parametrize("language", HOOKS)
@pytest.mark.parametrize("mark", ["?", "", "???"])
def test_adverts_that_open_with_a_hook_are_not_active(
    tmp_path: Path, language: str, mark: str
) -> None:
    """With a question mark, without and with three: the same page."""
    texts = [text.replace("?", mark, 1) for text in HOOKS[language]]
    judgement = judged(page(texts), tmp_path)
    assert judgement.signals["self_share"].details["counted"] == 26
    assert judgement.signals["invitation_share"].details["counted"] == 0
    assert judgement.verdict.code in {"social_lazy", "one_way"}
    assert judgement.verdict.shares["active"] < 0.05


@pytest.mark.parametrize("language", CALLS)
def test_invitations_without_a_question_mark_are_no_showcase(tmp_path: Path, language: str) -> None:
    entry = judged(page(CALLS[language]), tmp_path)
    assert entry.signals["invitation_share"].details["counted"] == 26
    assert entry.verdict.code != "social_lazy"
    assert entry.verdict.shares["social_lazy"] < 0.05
    judgement = judged(
        page([text.rstrip(".") + "?" for text in CALLS[language]]), tmp_path / "asked"
    )
    assert judgement.verdict.code == entry.verdict.code


@pytest.mark.parametrize("kind", ["sells", "asks", "plain"])
def test_one_post_more_turns_no_page_into_another(tmp_path: Path, kind: str) -> None:
    """A verdict that one post could turn was never sure of itself."""
    for n in range(8, 24, 3):
        rows, more = (account(DAYS[:k], [6, 9], label=kind) for k in (n, n + 1))
        before, after = judged(rows, tmp_path / f"{n}"), judged(more, tmp_path / f"{n}more")
        if before.verdict.code != after.verdict.code:
            assert before.verdict.leans or after.verdict.leans, n
        for code, share in before.verdict.shares.items():
            assert abs(after.verdict.shares[code] - share) < 0.35, (n, code)


def test_the_less_is_known_the_less_is_sure(tmp_path: Path) -> None:
    """Of the same page: everything read, no answers, no followers either."""
    whole = commented(page(CALLS["it"], (12, 20)), 2, 0.9)
    no_answers = page(CALLS["it"], (12, 20))
    nothing = page(CALLS["it"], (12, 20), followers=None)
    sure = [
        judged(made, tmp_path / str(n)).verdict
        for n, made in enumerate((whole, no_answers, nothing))
    ]
    confidences = [value.confidence or 0.0 for value in sure]
    assert confidences == sorted(confidences, reverse=True)
    assert (sure[0].leans, sure[2].leans) == (False, True)
    assert sure[2].decides is not None


def test_the_days_are_those_of_the_page(tmp_path: Path) -> None:
    assert (AS_OF - judged(page(CALLS["it"]), tmp_path).series.posts[0].published_at).days == 88
