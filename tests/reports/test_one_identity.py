"""One identity: what site and pages say of telephone, place, category and of each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from auditor.core.model import Account, AccountRef, Origin, Profile
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from auditor.store import RunEnd, RunStart, Store
from connectors.site import identity as told
from connectors.site.homepage import Page
from reports.language import Language
from reports.names import PageContext
from reports.sections.identity import Compared, compared

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SITE, FACEBOOK, GOOGLE, INSTAGRAM = (
    AccountRef("site", "https://www.esempio.example"),
    AccountRef("facebook", "esempio"),
    AccountRef("google", "7"),
    AccountRef("instagram", "esempio"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.sqlite3") as opened:
        yield opened


def rows(store: Store, profiles: dict[AccountRef, Profile]) -> dict[str, Compared]:
    """The rows of the identity of a firm with these profiles, by what they compare."""
    for ref, profile in profiles.items():
        with store.write() as writer:
            account = writer.account(Account(ref), NOW)
            run = writer.start_run(account, RunStart(Origin.API, "maker", NOW))
            writer.profile(account, run, profile, Origin.API)
            writer.finish_run(run, RunEnd(finished_at=NOW, covered=None, complete=True))
    firm = SubjectSpec(
        "Esempio S.p.A.",
        "company",
        "client",
        tuple(profiles),
        domains=("esempio.example",),
    )
    result = as_result(run_audit(store, AuditSpec((firm,)), NOW, NOW))
    page = PageContext(result)
    return {row.item.singular: row for row in compared(page)}


def profile(**more: Any) -> Profile:
    return Profile(NOW - timedelta(hours=1), **more)


def said(row: Compared) -> str:
    return Language("en").text(row.words)


def test_a_firm_that_says_the_same_everywhere(store: Store) -> None:
    found = rows(
        store,
        {
            SITE: profile(
                phones=("+39 02 1234567",),
                place="Via Roma 1, Milano",
                links=("facebook:esempio", "instagram:esempio"),
            ),
            FACEBOOK: profile(
                phones=("02/1234567",),
                place="via Roma, 1 - Milano",
                category="Ristorante",
                website="https://www.esempio.example",
            ),
            INSTAGRAM: profile(website="https://esempio.example/"),
        },
    )
    tones = {name: row.tone for name, row in found.items()}
    assert tones == {
        "Site to pages": "good",
        "Pages to site": "good",
        "Telephone": "good",
        "Place": "good",
        "Category": "none",
    }
    assert said(found["Site to pages"]) == "The home page leads to all 2 pages."
    assert said(found["Telephone"]) == "+39 02 1234567, on 2 pages."


def test_what_differs_is_said_page_by_page(store: Store) -> None:
    found = rows(
        store,
        {
            SITE: profile(phones=("+39 02 1234567",), links=("facebook:altra",)),
            FACEBOOK: profile(phones=("+39 06 7654321",), website=""),
            GOOGLE: profile(
                phones=("02 1234567", "06 7654321"),
                category="Trattoria",
                place="Via Roma 1, Milano",
                website="https://www.esempio.example",
            ),
            INSTAGRAM: profile(place="Via Verdi 2, Roma", website="https://altrove.example"),
        },
    )
    assert {name: row.tone for name, row in found.items()} == {
        "Site to pages": "bad",
        "Pages to site": "bad",
        "Telephone": "bad",
        "Place": "bad",
        "Category": "none",
    }
    assert said(found["Site to pages"]) == (
        "Of 2 pages the home page leads to 0; not to Facebook (it names facebook:altra) and "
        "Instagram."
    )
    assert said(found["Pages to site"]) == (
        "Of 3 pages that tell it 1 name the site; not Facebook and Instagram."
    )
    assert "Facebook: +39 06 7654321" in said(found["Telephone"])
    assert "Google Business Profile: Via Roma 1, Milano" in said(found["Place"])


@pytest.mark.parametrize(
    ("site", "page", "tone"),
    [
        ("Via Roma 1, Milano", "via Roma n. 1, 20121 Milano (MI)", "good"),
        ("Via Roma 1, Forlì", "Via Roma, 1 - Forli'", "good"),
        ("Via Roma 1, Milano", "Via Roma 12, Milano", "bad"),
        ("Via Roma 1, Milano", "Corso Italia 1, Torino", "bad"),
        ("Via Roma 1, Milano", "Milano", "good"),
        ("Via Roma 1, Milano", "V.le Roma 1 Milano Centro", "none"),
        ("Via Roma 1, Milano", "Via Verdi 1, Milano", "none"),
        ("Musterstr. 1, Berlin", "Musterstraße 1, Berlin", "none"),
    ],
)
def test_a_place_that_may_be_the_same_is_not_said_to_differ(
    site: str, page: str, tone: str, store: Store
) -> None:
    found = rows(store, {SITE: profile(place=site), FACEBOOK: profile(place=page)})
    assert found["Place"].tone == tone


@pytest.mark.parametrize(
    "phone", ["0039 02 1234567", "02-123.45.67", "(02) 1234567", "+39021234567", "02 1234567"]
)
def test_a_number_is_one_however_it_is_written(phone: str, store: Store) -> None:
    told_by = {SITE: profile(phones=("+39 02 1234567",)), FACEBOOK: profile(phones=(phone,))}
    assert rows(store, told_by)["Telephone"].tone == "good"


def test_nothing_is_compared_of_what_nobody_tells(store: Store) -> None:
    assert rows(store, {FACEBOOK: profile(followers=10), SITE: profile()}) == {}


def test_a_single_page_agrees_with_nobody(store: Store) -> None:
    found = rows(store, {FACEBOOK: profile(phones=("02 1234567",), place="Via Roma 1, Milano")})
    assert {row.tone for row in found.values()} == {"none"}


def test_a_site_that_leads_to_no_page_says_so(store: Store) -> None:
    found = rows(store, {SITE: profile(links=()), FACEBOOK: profile(followers=1)})
    assert said(found["Site to pages"]) == ("The home page does not lead to Facebook.")


# What a home page says ------------------------------------------------------------------------------

HOME = """<html><head><title>Esempio</title>
<script type="application/ld+json">{"@type": "Restaurant", "name": "Esempio",
 "telephone": "+39 02 1234567",
 "address": {"streetAddress": "Via Roma 1", "addressLocality": "Milano"},
 "sameAs": ["https://www.facebook.com/esempio", "https://www.linkedin.com/company/esempio"]}</script>
</head><body><a href="tel:+39021234567">Chiama</a> <a href="tel:800%20123456">Verde</a>
<a href="https://www.instagram.com/esempio/">Instagram</a> <a href="/contatti">Contatti</a>
<a href="https://www.facebook.com/sharer.php?u=x">Condividi</a>
<a href="https://www.facebook.com/wix">Fatto con</a>
<script>var x = "https://x.com/qualcuno";</script></body></html>"""


def test_a_home_page_tells_numbers_a_place_and_where_it_leads() -> None:
    page = Page.read(HOME)
    assert told.phones(page) == ("+39 02 1234567", "800 123456")
    assert told.place(page) == "Via Roma 1, Milano"
    assert told.accounts(page, "https://www.esempio.example") == (
        "facebook:esempio",
        "linkedin:company/esempio",
        "instagram:esempio",
    )


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html></html>",
        "<html><body><div id=root></div><script src=a.js></script></body></html>",
    ],
)
def test_a_page_that_a_browser_builds_tells_nothing(body: str) -> None:
    page = Page.read(body)
    assert (told.phones(page), told.place(page)) == (None, None)
    assert told.accounts(page, "https://www.esempio.example") is None


@pytest.mark.parametrize(
    ("declared", "place"),
    [
        ('{"address": "Via Roma 1, Milano", "telephone": 7}', "Via Roma 1, Milano"),
        ('{"address": [{"addressLocality": "Milano"}]}', "Milano"),
        ('{"address": null, "telephone": [null, "02 1234567"]}', None),
        ('{"address": {"streetAddress": 7}}', None),
        ('{"@graph": [{"address": {"addressLocality": "Roma"}}]}', "Roma"),
        ("{not json", None),
    ],
)
def test_odd_declarations_cost_themselves(declared: str, place: str | None) -> None:
    links = "".join(f'<a href="/{n}">x</a>' for n in range(6))
    page = Page.read(f'<script type="application/ld+json">{declared}</script>{links}')
    assert told.place(page) == place
    assert told.accounts(page, "https://www.esempio.example") == ()
