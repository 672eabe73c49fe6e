"""Inputs made at random by their structure: nine families that strangers or machines write.

``python tests/attacks/fuzz.py --seconds 600`` tries each family so long and prints a table: tried,
refused in words, fell. The tests run a short form, and everything that ever fell stays in ``FALLS``
of ``test_fuzz.py``. A fall is an error that is not one of ours, or work of more than ten seconds.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from auditor.core.errors import AuditorError  # noqa: E402

LONGEST = 10
NAMES = (
    "data",
    "date",
    "testo",
    "text",
    "likes",
    "mi piace",
    "commenti",
    "comments",
    "id",
    "url",
    "Post ID",
    "Permalink",
    "Publish time",
    "Canale",
    "Pagina",
    "autore",
    "message",
    "Impressions",
    "",
    "﻿Data",
)
CELLS = (
    "2026-03-02 10:00",
    "02/03/2026",
    "3/2/26",
    "1.234",
    "1,5",
    "12 k",
    "",
    "-",
    "n/d",
    "ciao",
    "https://x.com/a/status/1",
    "0000-00-00",
    "9999-12-31",
    "=1+1",
    "\x00",
    "\ud83d",
    "1e308",
    "nan",
    "45000",
    "45000.5",
    "gio 12/02",
    "12 commenti",
    "999999999999999999999",
    "\u202e",
    "a\nb",
    '"',
    "'",
    "12:00",
    "2026-13-45",
    "٣",
    "½",
    "31/04/2026",
    "29/02/2026",
)
odd_text = st.one_of(
    st.sampled_from(CELLS), st.text(max_size=30), st.text(alphabet="0123456789/.-: ", max_size=20)
)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), odd_text),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(odd_text, inner, max_size=4)
    ),
    max_leaves=12,
)


GOOD = (
    ("data", st.sampled_from(["2026-03-02 10:00", "02/03/2026", "2026-04-05"])),
    ("testo", odd_text),
    ("mi piace", st.one_of(st.integers(0, 999).map(str), odd_text)),
)


@st.composite
def rows(draw: st.DrawFn) -> list[list[str]]:
    """A table: a header somewhere in the first rows, rows of about its width; mostly of posts."""
    width = draw(st.integers(0, 5))
    above = draw(st.lists(st.lists(odd_text, max_size=3), max_size=2))
    more = draw(
        st.lists(st.one_of(st.sampled_from(NAMES), odd_text), min_size=width, max_size=width)
    )
    good = GOOD if draw(st.integers(0, 4)) else ()
    body = []
    for _ in range(draw(st.integers(0, 8))):
        cells = [draw(cell) if draw(st.integers(0, 9)) else draw(odd_text) for _, cell in good]
        body.append(
            cells + draw(st.lists(odd_text, min_size=max(0, width - 1), max_size=width + 1))
        )
    return [*above, [*(name for name, _ in good), *more], *body]


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table as text, in any encoding and with any separator, cut or changed here and there."""
    separator = draw(st.sampled_from(",;\t|"))
    quote = draw(st.sampled_from(['"', "'", ""]))
    lines = [separator.join(f"{quote}{cell}{quote}" for cell in row) for row in draw(rows())]
    text = draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)
    encoding = draw(
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman", "utf-16-be"])
    )
    return draw(changed(text.encode(encoding, "replace")))


@st.composite
def changed(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes as they are (half of them), cut, or with some of them set to anything."""
    if draw(st.booleans()):
        return data
    result = bytearray(data)
    # places by share: what is drawn must not hang on a length, which may differ by a moment written in it
    for position, value in draw(
        st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), max_size=3)
    ):
        if result:
            result[position * len(result) // 10_000] = value
    share = draw(st.integers(0, 10_000)) if draw(st.integers(0, 4)) == 0 else 10_000
    return bytes(result[: share * len(result) // 10_000])


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """An .xlsx of such tables, whole or damaged."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_formulas": False, "in_memory": True}) as book:
        for _ in range(draw(st.integers(1, 2))):
            sheet = book.add_worksheet()
            for number, row in enumerate(draw(rows())):
                for position, cell in enumerate(row):
                    with suppress(Exception):  # the writer refuses some texts
                        sheet.write(number, position, cell.encode("utf-8", "replace").decode())
    return draw(changed(made.getvalue()))


SOUND_MEMBERS: dict[str, bytes] = {
    "Shares.csv": b"Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    b"2026-03-02 10:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7170000000000000000,"
    b"Ciao a tutti,,,MEMBER_NETWORK\n",
    "data/account.js": b'window.YTD.account.part0 = [{"account":{"accountId":"7","username":"esempio",'
    b'"createdAt":"2020-01-01T00:00:00.000Z"}}]',
    "data/tweets.js": b'window.YTD.tweets.part0 = [{"tweet":{"id_str":"1900000000000000000",'
    b'"created_at":"Mon Mar 02 10:00:00 +0000 2026","full_text":"Ciao","favorite_count":"3",'
    b'"retweet_count":"0","entities":{"urls":[],"user_mentions":[]}}}]',
}
ODD_NAMES = (
    "posts.csv",
    "a.zip",
    "../x.csv",
    "/etc/passwd.csv",
    "messages.csv",
    "your_posts_1.json",
)


@st.composite
def archives(draw: st.DrawFn) -> bytes:
    """A ZIP of sound and odd members, whole or damaged."""
    script = json_values.map(
        lambda value: (
            b"window.YTD.tweets.part0 = "
            + json.dumps(value, allow_nan=True).encode("utf-8", "replace")
        )
    )
    odd = st.tuples(
        st.one_of(st.sampled_from([*ODD_NAMES, *SOUND_MEMBERS]), odd_text),
        st.one_of(tables(), st.binary(max_size=40), script),
    )
    sound = st.sampled_from(list(SOUND_MEMBERS)).flatmap(
        lambda name: st.tuples(st.just(name), changed(SOUND_MEMBERS[name]))
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in draw(st.lists(st.one_of(sound, odd), max_size=4)):
            with suppress(ValueError, UnicodeError, IndexError), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                package.writestr(
                    name.strip("\x00") or "x", data, draw(st.sampled_from([0, 8, 12, 14]))
                )
    return draw(changed(made.getvalue()))


TAGS = (
    "item",
    "entry",
    "title",
    "link",
    "guid",
    "id",
    "pubDate",
    "published",
    "updated",
    "description",
    "content",
)


@st.composite
def feeds(draw: st.DrawFn) -> bytes:
    """RSS, Atom or JSON Feed of odd entries."""
    if draw(st.booleans()):
        items = draw(
            st.lists(
                st.dictionaries(
                    st.sampled_from(
                        ["id", "url", "title", "date_published", "content_text", "content_html"]
                    ),
                    json_values,
                ),
                max_size=4,
            )
        )
        return json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": items,
                "next_url": draw(odd_text),
            }
        ).encode("utf-8", "replace")
    entries = "".join(
        f"<item>{''.join(f'<{tag}>{text}</{tag}>' for tag, text in entry)}</item>"
        for entry in draw(
            st.lists(st.lists(st.tuples(st.sampled_from(TAGS), odd_text), max_size=5), max_size=4)
        )
    )
    return draw(
        changed(
            f'<?xml version="1.0"?><rss version="2.0"><channel>{entries}</channel></rss>'.encode(
                "utf-8", "replace"
            )
        )
    )


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A firm's home page with odd links and declarations."""
    link = st.one_of(
        odd_text,
        st.sampled_from(
            [
                "http://[x",
                "//x",
                "https://www.facebook.com/a",
                "https://www.instagram.com/p/x/",
                "javascript:x",
                "https://x.com/share?u=1",
                "mailto:a@b",
                "#",
                "\x00",
            ]
        ),
    )
    parts = [f'<a href="{draw(link)}">{draw(odd_text)}</a>' for _ in range(draw(st.integers(0, 4)))]
    parts += [
        f'<link rel="{draw(st.sampled_from(["alternate", "me", "icon", "https://api.w.org/"]))}" hreflang="{draw(odd_text)}" type="application/rss+xml" href="{draw(link)}">'
        for _ in range(draw(st.integers(0, 3)))
    ]
    parts += [
        f'<script type="application/ld+json">{json.dumps(draw(json_values))}</script>'
        for _ in range(draw(st.integers(0, 2)))
    ]
    parts += [draw(st.text(alphabet="<>!-/ a=\"'?&;#", max_size=40))]
    return "<html><head><title>Esempio</title>" + "".join(draw(st.permutations(parts)))


SOUND_CLIENT: dict[str, dict[str, str]] = {
    "[client]": {
        "name": '"Esempio S.p.A."',
        "kind": '"company"',
        "accounts": '["facebook:esempio", "x:esempio"]',
        "domains": '["esempio.example.com"]',
        "timezone": '"Europe/Rome"',
        "followers": '{"facebook:esempio" = 1200}',
        "language": '"it"',
    },
    "[[competitors]]": {"name": '"Altro S.r.l."', "accounts": '["facebook:altro"]'},
    "[[team]]": {
        "name": '"Anna"',
        "role": '"direction"',
        "accounts": '["bluesky:anna.example.com"]',
        "basis": '"consent"',
        "basis_date": "2026-10-01",
    },
}


@st.composite
def clients(draw: st.DrawFn) -> bytes:
    """A sound client file in which some values are odd, some are missing, some are too many."""
    value = st.one_of(
        odd_text.map(json.dumps),
        st.integers(-(10**20), 10**20).map(str),
        st.sampled_from(
            [
                "true",
                "2026-01-01",
                "9999-12-31",
                "[]",
                "{}",
                "1.5",
                "inf",
                '["facebook:a"]',
                "07:00:00",
            ]
        ),
    )
    fields = [*SOUND_CLIENT["[client]"], *SOUND_CLIENT["[[team]]"], "brands", "not_domains", "x"]
    lines = []
    for title, sound in SOUND_CLIENT.items():
        odd = draw(st.dictionaries(st.sampled_from(fields), value, max_size=1))
        gone = {draw(st.sampled_from([*sound, *[""] * 9]))}
        if title == "[client]" or draw(st.booleans()):
            whole = {name: text for name, text in sound.items() if name not in gone} | odd
            lines += [title, *(f"{name} = {text}" for name, text in whole.items())]
    return draw(changed("\n".join(lines).encode("utf-8", "replace")))


@st.composite
def grafts(draw: st.DrawFn) -> list[tuple[int, Any]]:
    """Places of a result, by number, and what is put there."""
    return draw(st.lists(st.tuples(st.integers(0, 10**6), json_values), min_size=1, max_size=3))


environments = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "AUDITOR_X_URL",
                "AUDITOR_LANGUAGE",
                "AUDITOR_TIMEZONE",
                "X_BEARER_TOKEN",
                "AUDITOR_STORE",
                "AUDITOR_MASTODON_URL",
                "MASTODON_ACCESS_TOKEN",
                "AUDITOR_FACEBOOK_API_VERSION",
            ]
        ),
        odd_text,
    ),
    max_size=5,
)


def _imported(data: bytes, name: str) -> None:
    from datetime import UTC, datetime

    from connectors.files import make_options, read_files

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        whose = ["linkedin:in/esempio" if name.endswith(".zip") else "facebook:esempio"]
        read_files([path], make_options(account=whose), datetime(2026, 11, 20, tzinfo=UTC))


def _feed(data: bytes) -> None:
    from connectors.http.response import ApiResponse
    from connectors.site import feed_parse

    for kind in ("application/rss+xml", "application/feed+json", "text/html; charset=x"):
        reply = ApiResponse(200, {"Content-Type": kind}, data, "https://esempio.example.com/feed")
        if feed_parse.feed_kind(reply) is None:
            continue
        read = feed_parse.json_page if data.startswith(b"{") else feed_parse.feed_page
        read(reply, *([] if data.startswith(b"{") else ["https://esempio.example.com/feed"]))  # type: ignore[operator]


def _page(text: str) -> None:
    import responses

    from connectors.http.session import Session
    from connectors.site.finder import Finder

    session = Session(attempts=1, sleep=lambda seconds: None)
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.get(
            "https://esempio.example.com/robots.txt", body=text.encode("utf-8", "replace")[:200]
        )
        mock.get("https://esempio.example.com/", body=text.encode("utf-8", "replace"))
        Finder(session, lambda host: ["93.184.216.34"]).find("https://esempio.example.com/")
    session.close()


def _client(data: bytes) -> None:
    from datetime import date

    from auditor.core.client_file import read_client

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "c.toml")
        path.write_bytes(data)
        read_client(path, date(2026, 11, 20))


_GOOD: list[Any] = []


def _result(places: list[tuple[int, Any]]) -> None:
    from click.testing import CliRunner

    from auditor.cli.main import main

    with tempfile.TemporaryDirectory() as folder:
        if not _GOOD:
            CliRunner().invoke(main, ["demo", "--out", folder])
            _GOOD.append(Path(folder, "result.json").read_text("utf-8"))
        data = json.loads(_GOOD[0])
        _graft(data, places)
        path = Path(folder, "r.json")
        path.write_text(json.dumps(data), "utf-8", "replace")
        done = CliRunner().invoke(main, ["report", str(path), "--out", folder])
        if "in the program itself" in done.output or "Traceback" in done.output:
            raise RuntimeError(done.output[-200:])


def _spots(data: Any) -> Iterator[tuple[Any, Any]]:
    for key in data if isinstance(data, dict) else range(min(3, len(data))):
        yield data, key
        if isinstance(data[key], dict | list):
            yield from _spots(data[key])


def _answers(value: tuple[Any, list[tuple[int, Any]]]) -> None:
    from auditor.demo import ANSWERS
    from auditor.selfassessment.answers import parse_answers
    from connectors.auth.tokens import TokenFile

    odd, places = value
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "s.tokens.json")
        path.write_text(json.dumps({"tokens": odd}), "utf-8", "replace")
        file = TokenFile(path)
        file.tokens()
        with suppress(AuditorError):
            file.drop("x")
    answers = json.loads(ANSWERS.read_text("utf-8"))
    _graft(answers, places)
    parse_answers(answers, "a.json")


def _graft(data: Any, places: list[tuple[int, Any]]) -> None:
    """Put odd values into places of sound data."""
    spots = list(_spots(data))
    for number, value in places:
        holder, key = spots[number % len(spots)]
        with suppress(IndexError, KeyError, TypeError):
            holder[key] = value


def _environment(pairs: list[tuple[str, str]]) -> None:
    from auditor.core.settings import load_settings

    with tempfile.TemporaryDirectory() as folder:
        text = "\n".join(f"{name}={value}" for name, value in pairs)
        Path(folder, ".env").write_bytes(text.encode("utf-8", "surrogatepass"))
        load_settings({"AUDITOR_CONFIG_DIR": folder}, Path(folder))


FAMILIES: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], None]]] = {
    "tables": (tables(), lambda data: _imported(data, "posts.csv")),
    "workbooks": (workbooks(), lambda data: _imported(data, "posts.xlsx")),
    "archives": (archives(), lambda data: _imported(data, "export.zip")),
    "feeds": (feeds(), _feed),
    "pages": (pages(), _page),
    "client files": (clients(), _client),
    "results": (grafts(), _result),
    "answers and tokens": (st.tuples(json_values, grafts()), _answers),
    "settings": (environments, _environment),
}


@dataclass
class Tally:
    """What became of a family."""

    tried: int = 0
    refused: int = 0
    fell: dict[str, Any] = field(default_factory=dict)


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in work that takes longer."""

    def over(number: int, frame: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def attempt(family: str, value: Any, tally: Tally) -> None:
    """Try one input."""
    tally.tried += 1
    try:
        with at_most(LONGEST):
            FAMILIES[family][1](value)
    except AuditorError as error:
        tally.refused += 1
        str(error), str(error.advice)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        tally.fell.setdefault(
            f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}", value
        )


def rounds(family: str, number: int, start: int, tally: Tally) -> None:
    """So many inputs of a family."""

    @seed(start)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(FAMILIES[family][0])
    def check(value: Any) -> None:
        attempt(family, value, tally)

    check()


def main(arguments: Sequence[str] | None = None) -> int:
    """Every family for so long, as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    os.environ["AUDITOR_CONFIG_DIR"] = tempfile.mkdtemp()
    os.environ["AUDITOR_STORE"] = str(Path(os.environ["AUDITOR_CONFIG_DIR"], "s.sqlite3"))
    print(f"{'family':22}{'tried':>8}{'refused':>9}{'fell':>6}")
    fell = 0
    for family in FAMILIES:
        if options.only and family not in options.only.split(","):
            continue
        tally, until, start = Tally(), time.monotonic() + options.seconds, options.seed
        while time.monotonic() < until:
            rounds(family, 50, start, tally)
            start += 1
        fell += len(tally.fell)
        print(f"{family:22}{tally.tried:>8}{tally.refused:>9}{len(tally.fell):>6}", flush=True)
        for what, value in list(tally.fell.items())[:8]:
            print(f"    {what}: {value!r:.300}")
    return 1 if fell else 0


if __name__ == "__main__":
    raise SystemExit(main())
