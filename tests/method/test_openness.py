"""What a page speaks of: which site is presumed its own, which posts count, which are of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.core.model import AccountRef, Origin, Post
from auditor.method.content import content_days, content_start, in_content, per_week
from auditor.method.facts import Facts, load
from auditor.method.signals.openness import invitation_share, name_share, self_share
from auditor.method.sites import PresumedSite, presumed, registered, sites_of
from auditor.method.windows import DAY, to_ms
from auditor.store import Store
from tests.method.makers import AS_OF, WORDS, Made, spec_of, write

Load = Callable[..., Facts]


@pytest.fixture
def facts(tmp_path: Path) -> Load:
    def make(
        posts: Sequence[Post],
        platform: str = "facebook",
        covered: float = 300,
        domains=(),
        not_domains=(),
        origin: Origin = Origin.API,
    ) -> Facts:
        made = Made(
            AccountRef(platform, "prova"),
            1000,
            [(AS_OF - timedelta(days=covered), AS_OF, "api", True)],
        )
        made.observed_at = AS_OF + timedelta(days=4)
        made.posts, made.domains, made.subject = list(posts), tuple(domains), "Prova"
        spec = spec_of([made])
        subject = replace(spec.client, not_domains=tuple(not_domains))
        spec = replace(spec, subjects=(subject,))
        (tmp_path / "store.sqlite3").unlink(missing_ok=True)
        with Store.open(tmp_path / "store.sqlite3") as store:
            write(store, [made], origin)
            return load(store, spec, to_ms(AS_OF), 365)

    return make


def words(n: int) -> str:
    return " ".join(WORDS[(n * 7 + k * 11) % len(WORDS)] for k in range(8))


def posts(
    days: Sequence[float], text: str = "oggi {} con tutti", links: Sequence[str] | None = ()
) -> list[Post]:
    value = None if links is None else tuple(links)
    return [
        Post(f"p{n}", AS_OF - timedelta(days=ago), text=text.format(words(n)), links=value)
        for n, ago in enumerate(days)
    ]


WEEKLY = [0.5 + 3 * n for n in range(30)]


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("shop.esempio.it", "esempio.it"),
        ("a.b.esempio.co.uk", "esempio.co.uk"),
        ("ditta.blogspot.com", "ditta.blogspot.com"),
        ("192.0.2.7", "192.0.2.7"),
        ("localhost", "localhost"),
        ("uffici.comune.roma.it", "comune.roma.it"),
    ],
)
def test_the_domain_that_somebody_registered(host: str, domain: str) -> None:
    assert registered(host) == domain


def test_the_site_to_which_most_links_lead_is_presumed(facts: Load) -> None:
    made = posts(WEEKLY[:3], links=["https://www.esempio.it/a"])
    made += [Post("other", AS_OF - timedelta(days=40), text="x", links=("https://altro.it",))]
    account_facts = facts(made)
    assert presumed(account_facts) == (PresumedSite("esempio.it", 3, 4),)
    assert self_share(account_facts, {}).extra["home"].tolist() == [3]


@pytest.mark.parametrize(
    "link",
    [
        "https://bit.ly/x",
        "https://youtu.be/x",
        "https://www.amazon.com/x",
        "https://wa.me/39",
        "https://it.wikipedia.org/wiki/X",
        "https://www.facebook.com/altri",
    ],
)
def test_what_serves_everybody_is_nobodys_site(facts: Load, link: str) -> None:
    assert presumed(facts(posts(WEEKLY, links=[link]))) == (None,)


def test_two_links_or_less_than_half_presume_nothing(facts: Load) -> None:
    assert presumed(facts(posts(WEEKLY[:2], links=["https://esempio.it"]))) == (None,)


def test_a_presumed_site_can_be_denied(facts: Load) -> None:
    made = posts(WEEKLY, links=["https://www.sponsor.it/a"])
    account_facts = facts(made, not_domains=["sponsor.it"])
    assert presumed(account_facts) == (None,)
    # nothing is known of the links then: they are neither counted nor left out
    column = self_share(account_facts, {})
    assert column.extra["unknown"].tolist() == column.of.tolist() == [30]
    assert column.missing[0] == "own_domain_unknown"


def test_a_named_site_stands_beside_the_presumed(facts: Load) -> None:
    account_facts = facts(posts(WEEKLY, links=["https://negozio.it"]), domains=["esempio.it"])
    assert sites_of(account_facts, 0) == ("esempio.it", "negozio.it")


def test_links_behind_a_shortener_may_lead_home(facts: Load) -> None:
    column = self_share(
        facts(posts(WEEKLY, links=["https://bit.ly/x"]), domains=["esempio.it"]), {}
    )
    assert column.extra["unknown"].tolist() == [30]


def test_each_post_is_of_itself_once(facts: Load) -> None:
    sells = "offerta: {} in promozione per tutti"
    made = posts(WEEKLY[:10], sells, ["https://esempio.it"]) + [
        replace(post, platform_id=f"again{n}", text=f"oggi {words(70)} con tutti", links=())
        for n, post in enumerate(posts(WEEKLY[10:14]))
    ]
    column = self_share(facts(made, domains=["esempio.it"]), {})
    assert (column.counted.tolist(), column.of.tolist()) == ([13], [14])
    assert {name: values.tolist() for name, values in column.extra.items()} == {
        "sells": [10],
        "home": [10],
        "repeats": [3],
        "unknown": [0],
        "settled": [14],
    }


def test_texts_in_another_language_are_not_taken_for_modest(facts: Load) -> None:
    german = posts(WEEKLY, "heute ist {} und wir sind nicht mit der arbeit fertig")
    column = self_share(facts(german), {})
    assert (column.of.tolist(), column.missing[0]) == ([0], "not_offered")
    mixed = german[:10] + posts(WEEKLY[10:])
    column = self_share(facts([replace(p, platform_id=f"m{n}") for n, p in enumerate(mixed)]), {})
    assert column.of.tolist() == [30]
    assert column.extra["unknown"].tolist() == [10]


def test_posts_without_texts_say_nothing(facts: Load) -> None:
    none = [replace(post, text=None) for post in posts(WEEKLY, links=None)]
    account_facts = facts(none)
    assert self_share(account_facts, {}).of.tolist() == [0]
    assert invitation_share(account_facts, {}).missing[0] == "not_offered"


def test_invitations_are_counted_among_posts_with_a_text(facts: Load) -> None:
    made = posts(WEEKLY[:6], "che ne dite di {}?") + [
        replace(post, platform_id=f"b{n}", text=None if n < 4 else "")
        for n, post in enumerate(posts(WEEKLY[6:14]))
    ]
    column = invitation_share(facts(made), {})
    assert (column.counted.tolist(), column.of.tolist()) == ([6], [10])


@pytest.mark.parametrize(
    ("platform", "origin", "text", "n"),
    [
        ("facebook", Origin.API, "oggi {}", 30),
        ("facebook", Origin.EXPORT, "oggi {}", 0),
        ("facebook", Origin.EXPORT, "grazie a @amico per {}", 30),
        ("instagram", Origin.EXPORT, "oggi {}", 30),
        ("linkedin", Origin.EXPORT, "oggi {}", 0),
    ],
)
def test_names_are_unknown_where_a_file_does_not_show_them(
    facts: Load, platform: str, origin: Origin, text: str, n: int
) -> None:
    column = name_share(facts(posts(WEEKLY, text), platform, origin=origin), {})
    assert column.of.tolist() == [n]


@pytest.mark.parametrize(
    ("days", "covered", "weeks"),
    [
        (WEEKLY, 300, 13),
        ([3 + 8 * n for n in range(30)], 300, 23),
        ([3 + 20 * n for n in range(14)], 300, 26),
        ([3 + 8 * n for n in range(30)], 120, 17),
        ([3 + 8 * n for n in range(30)], 60, 13),
    ],
)
def test_the_content_window_goes_back_to_twenty_posts(
    facts: Load, days: Sequence[float], covered: float, weeks: int
) -> None:
    account_facts = facts(posts([day for day in days if day < covered]), covered=covered)
    assert (to_ms(AS_OF) - content_start(account_facts)[0]) / (7 * DAY) == weeks
    inside = [day for day in days if day < min(covered, 7 * weeks)]
    assert in_content(account_facts).sum() == len(inside)
    assert content_days(account_facts)[0] == pytest.approx(min(covered, 7 * weeks))
    assert per_week(account_facts)[0] == pytest.approx(len(inside) * 7 / min(covered, 7 * weeks))
