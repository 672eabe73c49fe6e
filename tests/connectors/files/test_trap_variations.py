"""Traps that people who do this job fell into, in other forms than they were told in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from connectors.files import ImportRefused, make_options, read_files
from tests.connectors.files.exports import NOW

FB, YT, X, LI = "facebook:prova", "youtube:@prova", "x:prova", "linkedin:company/prova"


@dataclass(frozen=True)
class Case:
    """A file and what it must give: days (day.month), and a count of every post by a field."""

    account: str
    content: str
    days: str
    field: str = "reactions"
    counts: tuple[int | None, ...] = ()
    encoding: str = "utf-8"
    options: tuple[tuple[str, Any], ...] = ()


LINK = "https://www.linkedin.com/feed/update/urn:li:share:"
CASES: dict[str, Case] = {
    # Day and month swapped without a word.
    "T01 points": Case(
        FB,
        "data;testo;reazioni\n03.04.2026;uno;9\n17.04.2026;due;7\n05.04.2026;tre;1\n",
        "03.04 17.04 05.04",
        counts=(9, 7, 1),
    ),
    "T01 month first": Case(
        FB,
        "date,text,likes\n4/3/2026 10:00,a,9\n4/17/2026 10:00,b,7\n",
        "03.04 17.04",
        counts=(9, 7),
    ),
    # The order follows the language of the screen; the ids tell it.
    "T02 English": Case(
        LI,
        f"Post link,Created date,Post title,Likes\n{LINK}7468202380492800000,6/4/2026,a,3\n"
        f"{LINK}7470021869568000000,6/9/2026,b,4\n",
        "04.06 09.06",
        counts=(3, 4),
    ),
    "T02 Italian, X": Case(
        X,
        "id,data,testo,mi piace\n2051270614840246272,4/5/2026,uno,1\n"
        "2058517835710279680,5/5/2026,due,2\n",
        "04.05 05.05",
        counts=(1, 2),
    ),
    # Thousands that look like decimals.
    "T03 spaces": Case(
        FB,
        "data;testo;copertura\n2026-03-01;a;12 310\n2026-03-02;b;980\n",
        "01.03 02.03",
        "reach",
        (12310, 980),
    ),
    "T03 commas": Case(
        FB,
        'date,text,reach\n2026-03-01,a,"1,204"\n2026-03-02,b,"12,310,000"\n',
        "01.03 02.03",
        "reach",
        (1204, 12310000),
    ),
    # Rates are no counts, and a decimal comma elsewhere decides nothing.
    "T04 rate beside": Case(
        FB,
        "Orario di pubblicazione,Descrizione,Copertura,Mi piace,Tasso di interazione\n"
        '03/14/2026 18:30,a,"12.310",388,"3,3"\n03/15/2026 18:30,b,"1.204",41,"3,6"\n',
        "14.03 15.03",
        "reach",
        (12310, 1204),
    ),
    "T04 thousands": Case(
        FB,
        'data,testo,visualizzazioni\n2026-03-01,a,1.2K\n2026-03-02,b,"213,1 mila"\n',
        "01.03 02.03",
        "views",
        (1200, 213100),
    ),
    # Headers in another spelling.
    "T05 case": Case(
        FB,
        "DATA DI PUBBLICAZIONE;TESTO DEL POST;MI PIACE\n2026-03-01;ciao;4\n",
        "01.03",
        counts=(4,),
    ),
    "T05 accents": Case(FB, "date,text,Réactions\n2026-03-01,ciao,4\n", "01.03", counts=(4,)),
    # The date column that is not a date.
    "T07 Lifetime first": Case(
        FB,
        "Date,Post ID,Page name,Publish time,Title,Reactions\n"
        "Lifetime,1,P,03/14/2026 09:00,a,9\nLifetime,2,P,03/04/2026 09:00,b,1\n",
        "14.03 04.03",
        counts=(9, 1),
    ),
    "T07 a period": Case(
        FB,
        "date,text,published,likes\nLast 28 days,a,2026-03-01,1\nLast 28 days,b,2026-03-02,2\n",
        "01.03 02.03",
        counts=(1, 2),
    ),
    # The total is no video.
    "T08 English, last": Case(
        YT,
        "Content,Video title,Video publish time,Views\n"
        'AbCdEfGhI01,Uno,"Mar 3, 2026",900\nTotal,,,1300\n',
        "03.03",
        "views",
        (900,),
    ),
    "T08 no word": Case(
        YT,
        "Content,Video title,Video publish time,Views\n,,,1300\n"
        'AbCdEfGhI01,Uno,"Mar 3, 2026",900\n',
        "03.03",
        "views",
        (900,),
    ),
    # A blank cell makes no float of the others.
    "T09 blank last": Case(
        FB,
        "Post ID,date,Likes,text\n122158000000000001,2026-03-01,1,a\n"
        "122158000000000002,2026-03-01,2,b\n,2026-03-02,3,c\n",
        "01.03 01.03 02.03",
        counts=(1, 2, 3),
    ),
    "T09 rounded": Case(
        FB,
        "Post ID,date,Likes,text\n1.22158E+17,2026-03-01,1,a\n1.22158E+17,2026-03-02,2,b\n",
        "01.03 02.03",
        counts=(1, 2),
    ),
    # The day east of Greenwich.
    "T17 offset": Case(
        FB,
        "published_at,text,likes\n2026-03-31T23:30:00+02:00,a,4\n2026-04-01T00:30:00+02:00,b,6\n",
        "31.03 31.03",
        counts=(4, 6),
    ),
    "T17 zone given": Case(
        FB,
        "published_at,text,likes\n2026-04-01 01:30,a,4\n",
        "31.03",
        counts=(4,),
        options=(("timezone", "Europe/Rome"),),
    ),
    # Units of time by magnitude.
    "T18 seconds": Case(
        FB, "taken at,text,likes\n1772528400,a,1\n1772614800,b,2\n", "03.03 04.03", counts=(1, 2)
    ),
    "T18 mixed": Case(
        FB,
        "taken at,text,likes\n1772528400000,a,1\n1772614800000000,b,2\n",
        "03.03 04.03",
        counts=(1, 2),
    ),
    # Blanks, marks, encodings.
    "T25 right text stays": Case(
        FB,
        "data,testo,mi piace\n2026-03-01,Pão e Vinho São João,4\n",
        "01.03",
        counts=(4,),
        encoding="cp1252",
    ),
    "T25 UTF-16": Case(
        FB,
        "data\ttesto\tmi piace\n2026-03-01\tCaffè da Giò\t4\n",
        "01.03",
        counts=(4,),
        encoding="utf-16",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_trap_in_another_form(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    path = tmp_path / "file.csv"
    path.write_text(case.content, encoding=case.encoding, newline="")
    options = make_options(account=case.account, **dict(case.options))
    (file,) = read_files([path], options, NOW).files
    assert " ".join(f"{post.published_at:%d.%m}" for post in file.posts) == case.days
    assert tuple(getattr(post.counts, case.field) for post in file.posts) == case.counts
    assert len({post.platform_id for post in file.posts}) == len(file.posts)


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["Perch\u00c3\u00a9 no? \u00e2\u009d\u00a4", "Ciao"], ["Perché no? ❤", "Ciao"]),
        (["Caff\u00c3\u00a8 \u00e2\u20ac\u201c da Gi\u00c3\u00b2"], ["Caffè – da Giò"]),
        (["Caffè da Giò", "Perch\u00c3\u00a9 no?"], ["Caffè da Giò", "Perch\u00c3\u00a9 no?"]),
        (["Pão e Vinho São João", "\u00c3 e basta"], ["Pão e Vinho São João", "\u00c3 e basta"]),
    ],
)
def test_texts_that_were_encoded_twice_are_read_back_all_or_none(
    tmp_path: Path, texts: list[str], meant: list[str]
) -> None:
    rows = "".join(f"2026-03-0{n},{text},1\n" for n, text in enumerate(texts, 1))
    path = tmp_path / "file.csv"
    path.write_text("date,text,likes\n" + rows, encoding="utf-8")
    (file,) = read_files([path], make_options(account=FB), NOW).files
    assert [post.text for post in file.posts] == meant
    assert ("encoded twice" in " ".join(map(str, file.warnings))) is (texts != meant)


@pytest.mark.parametrize(
    "content",
    [
        "Date,Impressions,Likes,Engagements\n2026-03-01,412,9,21\n2026-03-02,380,4,11\n",
        "Giorno;Copertura;Follower\n01/03/2026;412;900\n02/03/2026;380;901\n",
        "Date,Views,Watch time (hours)\n2026-03-01,412,9.5\n2026-03-02,380,4.1\n",
    ],
)
def test_figures_by_day_are_never_posts(content: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ImportRefused, match="by day"):
        read_files([path], make_options(account=FB), NOW)
