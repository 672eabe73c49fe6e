"""Every verdict, finer name and flag is reached, with its words in Italian and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from auditor.core import labels
from auditor.core.model import AccountRef, Comment, Counts, Format, Post, PostKind
from auditor.result.build import as_result, run_audit
from auditor.result.schema import Result
from auditor.store import Store
from reports.html import render_html
from tests.method.makers import AS_OF, WORDS, Made, spec_of, write

KINDS = (Format.IMAGE, Format.VIDEO, Format.LINK, Format.TEXT)


def text(n: int, label: str) -> str:
    some = " ".join(WORDS[(n * 7 + k * 11) % len(WORDS)] for k in range(8))
    return {
        "plain": f"oggi {some} con tutti",
        "asks": f"che ne dite di {some}?",
        "sells": f"offerta: {some} in promozione per tutti",
        "lost": f"?? oggi {some} con tutti",
    }[label]


def account(
    days: Sequence[float],
    reactions: Sequence[int],
    *,
    label: str = "plain",
    followers: int | None = 10_000,
    platform: str = "facebook",
    covered: float = 300,
    **more: Any,
) -> Made:
    """Posts so many days ago, each with so many reactions; further values of ``Made``."""
    handle = "prova.example.com" if platform == "bluesky" else "prova"
    made = Made(
        AccountRef(platform, handle),
        followers,
        [(AS_OF - timedelta(days=covered), AS_OF, "api", True)],
    )
    made.observed_at = AS_OF + timedelta(days=4)
    for n, ago in enumerate(days):
        likes = reactions[n % len(reactions)]
        made.posts.append(
            Post(
                f"p{n}",
                AS_OF - timedelta(days=ago),
                text=text(n, label),
                links=(),
                format=KINDS[n % 4],
                counts=Counts(reactions=likes, comments=0, shares=0),
            )
        )
        made.labels[f"p{n}"] = label
    made.subject = "Prova"
    for name, value in more.items():
        setattr(made, name, value)
    return made


def commented(made: Made, each: int, answered: float, same: bool = False) -> Made:
    """So many comments under every post, of which a share is answered after two hours."""
    number = 0
    for post in made.posts:
        for _ in range(each):
            number += 1
            at = post.published_at + timedelta(hours=1)
            said = "bello" if same else f"commento {number}"
            made.comments.append(
                Comment(f"c{number}", post.platform_id, at, author_id=f"p{number % 40}", text=said)
            )
            if number * answered // 1 > (number - 1) * answered // 1:
                made.comments.append(
                    Comment(
                        f"a{number}",
                        post.platform_id,
                        at + timedelta(hours=2),
                        parent_id=f"c{number}",
                        author_id="io",
                        is_account=True,
                    )
                )
    made.comments_read = True
    return made


WEEKLY = [0.5 + 3 * n for n in range(30)]

CASES: dict[str, tuple[Made, str, str | None, bool]] = {
    "absent": (account([], [0]), "absent", None, False),
    "paused": (account([100 + 5 * n for n in range(40)], [5]), "absent", "paused", False),
    "present in conversations": (
        account([], [0], platform="bluesky", professional=True),
        "without_direction",
        "present_in_conversations",
        False,
    ),
    "seven days": (account([1, 2, 3, 4, 5], [9], covered=7), "insufficient_data", None, False),
    "three posts": (account([5, 10, 20], [9]), "insufficient_data", None, False),
    "into the void": (
        account(WEEKLY, [0, 1], label="sells", followers=None),
        "social_lazy",
        "into_the_void",
        False,
    ),
    "lazy": (account(WEEKLY, [2, 3], label="sells"), "social_lazy", None, False),
    "lazy by response": (
        commented(account(WEEKLY, [40, 60], label="sells", followers=900_000), 1, 0.0),
        "social_lazy",
        None,
        False,
    ),
    "active": (commented(account(WEEKLY, [30, 40], label="asks"), 1, 0.9), "active", None, False),
    "one-way": (commented(account(WEEKLY, [4, 5]), 1, 0.0), "one_way", None, False),
    "followed": (commented(account(WEEKLY, [900]), 1, 0.0), "one_way", "followed", False),
    "irregular": (
        commented(account([45 + 2 * n for n in range(20)], [9], label="asks"), 1, 0.9),
        "without_direction",
        "irregular",
        False,
    ),
    "rare and loved": (
        account([3, 30, 45, 60, 85], [5000], label="asks"),
        "without_direction",
        "rare_and_loved",
        False,
    ),
    "unheard": (
        commented(account(WEEKLY, [1, 0], label="asks"), 1, 0.9),
        "without_direction",
        "unheard",
        False,
    ),
    "leans": (account(WEEKLY, [9], followers=None), "one_way", None, True),
}
CASES["present in conversations"][0].posts = [
    Post(
        f"r{n}",
        AS_OF - timedelta(days=2 + 3 * n),
        kind=PostKind.REPLY,
        text="grazie",
        reply_to=f"x{n}",
        on_own_thread=False,
    )
    for n in range(20)
]


def one_hit() -> Made:
    return account(WEEKLY, [3] * 29 + [20_000])


FLAGS: dict[str, Made] = {
    "rented_audience": account(WEEKLY, [0, 1, 0], followers=400_000),
    "suspicious_interactions": account(WEEKLY, [4_000]),
    "unanswered_comments": commented(account(WEEKLY, [9]), 1, 0.0),
    "one_hit": one_hit(),
    "impersonal": account(WEEKLY, [9], profile={"has_named_person": False}),
    "lost_signs": account(WEEKLY, [9], label="lost"),
}
PHRASES = {
    "absent": ("social-assente", "social-absent"),
    "insufficient_data": ("dati insufficienti", "not enough data"),
    "social_lazy": ("social-pigra (pagina vetrina)", "social-lazy (showcase page)"),
    "active": ("attiva", "active"),
    "one_way": ("a senso unico", "one-way"),
    "without_direction": ("senza direzione", "without direction"),
    "paused": ("in pausa", "paused"),
    "present_in_conversations": (
        "assente come autore, presente nelle conversazioni",
        "absent as an author, present in conversations",
    ),
    "into_the_void": ("nel vuoto", "into the void"),
    "followed": ("ma seguita", "but followed"),
    "rare_and_loved": ("rara e amata", "rare and loved"),
    "unheard": ("parla e nessuno reagisce", "it speaks and nobody reacts"),
    "irregular": ("irregolare", "irregular"),
}
FLAG_PHRASES = {
    "rented_audience": (
        "follower senza reazioni: da verificare",
        "followers without reactions: check",
    ),
    "suspicious_interactions": (
        "interazioni insolite: da verificare",
        "unusual interactions: check",
    ),
    "unanswered_comments": ("commenti senza risposta", "comments without an answer"),
    "one_hit": ("un solo post raccoglie oltre metà", "one post holds over half"),
    "impersonal": ("non dice chi risponde", "the profile names nobody"),
    "lost_signs": ("emoji sono andati persi", "emoji were lost"),
}


def audited(made: Made, tmp_path: Path) -> Result:
    with Store.open(tmp_path / "s.sqlite3") as store:
        write(store, [made])
        return as_result(run_audit(store, spec_of([made]), AS_OF, AS_OF))


def pages(result: Result) -> dict[str, str]:
    return {language: render_html(result, language) for language in ("it", "en")}


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_is_reached_and_told(name: str, tmp_path: Path) -> None:
    made, code, sub_label, leans = CASES[name]
    result = audited(made, tmp_path)
    verdict = result.accounts[0].verdict
    assert (verdict.code, verdict.sub_label, verdict.leans) == (code, sub_label, leans)
    page_list = pages(result)
    neutral = leans or made.professional
    names = labels.NEUTRAL if neutral else labels.LABELS
    assert str(names[code]) in page_list["en"]
    for language, position in (("it", 0), ("en", 1)):
        for value in (code, sub_label):
            if value is not None and (
                value not in {"absent", "social_lazy", "without_direction"} or not neutral
            ):
                assert PHRASES[value][position] in page_list[language]
    assert ('class="tag">tende a<' in page_list["it"]) is leans
    assert verdict.label is not None
    if code == "insufficient_data":
        assert (verdict.confidence, verdict.shares, verdict.reasons) == (None, {}, [])
        return
    assert verdict.confidence == max(verdict.shares.values())
    assert sum(verdict.shares.values()) == pytest.approx(1)
    assert verdict.level == words_of_level(verdict.confidence)
    assert verdict.reasons
    assert len(verdict.signs) >= 3
    assert "non ancora convalidati da persone" in page_list["it"]


def words_of_level(confidence: float) -> str:
    return "high" if confidence >= 0.85 else "medium" if confidence >= 0.70 else "low"


def test_every_code_of_the_method_is_among_the_cases() -> None:
    codes = {case[1] for case in CASES.values()} | {case[2] for case in CASES.values()}
    first = {"confused", "broadcaster", "megaphone", "one_way_response_unknown"}
    assert codes - {None} == (set(labels.LABELS) | set(labels.SUB_LABELS)) - first
    assert set(FLAGS) == set(labels.FLAGS) - {"absent_managers", "staff_only"}  # in test_team.py


@pytest.mark.parametrize("code", FLAGS)
def test_a_flag_is_reached_and_told(code: str, tmp_path: Path) -> None:
    result = audited(FLAGS[code], tmp_path)
    flags = {flag.code: flag for flag in result.accounts[0].flags}
    assert code in flags
    assert flags[code].evidence
    page_list = pages(result)
    assert FLAG_PHRASES[code][0] in page_list["it"]
    assert FLAG_PHRASES[code][1] in page_list["en"]


def test_an_account_that_does_well_has_no_flag(tmp_path: Path) -> None:
    assert audited(CASES["active"][0], tmp_path).accounts[0].flags == []


def test_the_same_words_by_most_commenters_are_suspicious(tmp_path: Path) -> None:
    result = audited(commented(account(WEEKLY, [9]), 1, 0.0, same=True), tmp_path)
    assert "suspicious_interactions" in {flag.code for flag in result.accounts[0].flags}


def test_an_irregular_page_names_its_weeks_and_its_silence(tmp_path: Path) -> None:
    page_list = pages(audited(CASES["irregular"][0], tmp_path))
    assert (
        "Nei 91 giorni letti ha pubblicato in 6 settimane su 13, con un silenzio di 45"
        in page_list["it"]
    )
    assert "In the 91 days read it posted in 6 weeks of 13, with a silence of 45" in page_list["en"]


def test_the_signs_add_up(tmp_path: Path) -> None:
    """The two halves give the index: S = (V + 100 − L) / 2."""
    account_ = audited(CASES["lazy"][0], tmp_path).accounts[0]
    assert account_.halves is not None
    itself, listens = account_.halves.self_.value, account_.halves.listens.value
    assert account_.showcase.value == pytest.approx((itself + 100 - listens) / 2, abs=1e-5)
    by_name = {sign.id: sign for sign in account_.verdict.signs}
    assert by_name["self"].value == itself
    assert by_name["listens"].value == listens
    assert (by_name["self"].counted, by_name["self"].of) == (30, 30)
    assert account_.pillars["openness"].score == pytest.approx(100 - account_.showcase.value)


def test_a_loved_page_of_few_posts_is_never_lazy(tmp_path: Path) -> None:
    for followers in (None, 10_000, 10_000_000):
        folder = tmp_path / str(followers)
        folder.mkdir()
        made = account([3, 30, 45, 60, 85], [90_000], followers=followers)
        assert audited(made, folder).accounts[0].verdict.code != "social_lazy"


def test_a_site_and_reviews_get_no_verdict(tmp_path: Path) -> None:
    made = account(WEEKLY, [9])
    made.ref = AccountRef("site", "https://esempio.example.com")
    account_row = audited(made, tmp_path).accounts[0]
    assert account_row.verdict.code is None
    assert account_row.verdict.missing == "not_applicable"
    assert account_row.score.value is None
    assert account_row.showcase.value is None
    assert account_row.halves is None
