"""The guided start in a real terminal, in Italian: from an empty folder to an open page."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from real_clock import days_until

from auditor.app.client_forms import read_form

pexpect = pytest.importorskip("pexpect", reason="no terminal of this kind on Windows")
pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(sys.platform == "win32", reason="no terminal of this kind on Windows"),
]
AUDITOR = Path(sys.executable).with_name("auditor")
CSV = "data,testo,mi piace,commenti,condivisioni\n" + "".join(
    f"2026-{month:02}-{day:02} 10:00,Sconto sulla novità numero {month * 31 + day},{day % 3},0,0\n"
    for month in range(1, 11)
    for day in (2, 9, 16, 23)
)


class Terminal:
    """The program in a terminal of its own, with a home, a store and a browser of its own."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder, self.opened = folder, folder / "opened"
        browser = folder / "browser.sh"
        browser.write_text(f'#!/bin/sh\necho "$1" > "{self.opened}"\n')
        browser.chmod(0o755)
        self.work = folder / "vuota"
        self.work.mkdir()
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TERM": "xterm",
            "COLUMNS": "100",
            "LANG": "C.UTF-8",
            "AUDITOR_LANGUAGE": "it",
            "AUDITOR_STORE": str(self.store),
            "AUDITOR_CONFIG_DIR": str(folder / "config"),
            "BROWSER": f"{browser} %s",
            **more,
        }
        if "PYTHONPATH" in os.environ:
            environment.setdefault("PYTHONPATH", os.environ["PYTHONPATH"])
        self.child: Any = pexpect.spawn(
            str(AUDITOR),
            cwd=str(self.work),
            env=environment,
            encoding="utf-8",
            timeout=60,
            dimensions=(50, 100),
        )

    @property
    def store(self) -> Path:
        return self.folder / "store.sqlite3"

    def asked(self, words: str, answer: str = "") -> None:
        """Wait for a question that holds these words, then answer it."""
        self.child.expect_exact(words)
        self.child.expect_exact("> ")
        self.child.sendline(answer)

    def told(self, words: str) -> None:
        self.child.expect_exact(words)

    def interrupted(self) -> int:
        """Press Ctrl-C at a question, again if it came between the prompt and the reading of the
        answer, of which Python hears only with a line."""
        self.child.expect_exact("> ")
        return self.interrupted_now()

    def interrupted_now(self) -> int:
        """The same at a question that has been seen."""
        for _ in range(5):
            time.sleep(0.3)
            self.child.sendintr()
            if self.child.expect_exact(["Interrotto.", pexpect.TIMEOUT], timeout=5) == 0:
                break
        return self.ends()

    def ends(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)

    def posts(self) -> int:
        with sqlite3.connect(self.store) as connection:
            return int(connection.execute("SELECT count(*) FROM post").fetchone()[0])


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    made: list[Terminal] = []

    def begin(**more: str) -> Terminal:
        made.append(Terminal(tmp_path, **more))
        return made[-1]

    yield begin
    for value in made:
        value.child.close(force=True)


def csv_in(folder: Path) -> Path:
    path = folder / "i miei post.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


FIRST = "Incollare gli indirizzi"
RIGHT = "È giusto? Invio: sì."
BEGINS = "Invio: si comincia."


def test_a_dropped_file_becomes_an_open_page(start: Any, tmp_path: Path) -> None:
    server = start()
    server.asked(FIRST, f"'{csv_in(tmp_path)}'")
    server.asked("Di chi sono questi post?", "https://www.facebook.com/esempio")
    server.told("Conteggi trovati: reazioni, commenti")
    server.asked(RIGHT)
    server.told("facebook:esempio: 40 post in i miei post.csv")
    server.child.sendline("")
    server.asked("Di chi sono queste pagine?", "Esempio S.p.A.")
    server.asked("Qual è il suo sito", "https://www.esempio.example.com")
    server.asked("Quanti follower ha facebook:esempio?", "dodicimila")
    server.asked("Scrivere un numero intero", "12,4 mila")
    server.told("1  Nome: Esempio S.p.A.")
    server.told("4  Follower: facebook:esempio 12400")
    server.asked(BEGINS)
    server.told("social-pigra")
    server.told("La settimana prossima")
    server.told("auditor audit --client audit-esempio-s.p.a-")
    assert server.ends() == 0
    page = Path(server.opened.read_text().strip().removeprefix("file://"))
    assert page.name == "index.html"
    assert "Esempio S.p.A." in page.read_text(encoding="utf-8")
    kept = tomllib.loads((page.parent / "client.toml").read_text(encoding="utf-8"))["client"]
    assert kept["domains"] == ["esempio.example.com"]
    assert kept["followers"] == {"facebook:esempio": 12_400}


def test_an_archive_dropped_as_it_was_downloaded_is_enough(start: Any, tmp_path: Path) -> None:
    from tests.connectors.files.test_x_archive import whole

    server = start()
    server.asked(FIRST, f"'{whole(tmp_path)}'")
    server.asked(RIGHT)
    server.told("x:esempio: 5 post in twitter-2026-06-01.zip")
    server.child.sendline("")
    server.asked("Di chi sono queste pagine?", "Esempio S.p.A.")
    server.asked("Qual è il suo sito", "")
    server.asked("Quanti follower ha x:esempio?", "300")
    server.asked(BEGINS)
    server.told("auditor audit --client")
    assert server.ends() == 0
    assert server.posts() == 5


def test_a_folder_of_exports_asks_only_for_what_they_do_not_tell(
    start: Any, tmp_path: Path
) -> None:
    from tests.connectors.files.exports import FOLDER

    folder = tmp_path / "scaricati"
    folder.mkdir()
    for name in ("instagram-it.csv", "youtube-it.csv", "tiktok-en.csv"):
        shutil.copy(FOLDER / name, folder / name)
    server = start()
    server.asked(FIRST, f"'{folder}'")
    server.asked("Di chi sono questi post?", "https://www.youtube.com/@esempio")
    server.asked(RIGHT)
    server.told("instagram:esempio.pasta, tiktok:esempio, youtube:@esempio: 7 post in scaricati")
    assert server.interrupted() == 130


def on_the_day_of_the_answers() -> dict[str, str]:
    """Surroundings in which a program lives on the day of the loopback's posts, whatever day it is."""
    from tests.connectors.loopback import AS_OF

    return {
        "PYTHONPATH": str(Path(__file__).parents[1] / "moved_clock"),
        "AUDITOR_TEST_DAYS_AHEAD": str(days_until(AS_OF)),
    }


@pytest.mark.usefixtures("written_day")
def test_an_address_is_read_from_its_network(start: Any) -> None:
    from tests.connectors.loopback import Loopback, World

    with Loopback(World(1, 60)) as server:
        entry = start(AUDITOR_BLUESKY_URL=server.url, **on_the_day_of_the_answers())
        entry.asked(FIRST, "https://bsky.app/profile/esempio0.example non-un-indirizzo")
        entry.told("«non-un-indirizzo» non è l’indirizzo di un profilo")
        entry.child.sendline("")
        entry.told("bluesky:esempio0.example: si può leggere adesso")
        entry.asked("Di chi sono queste pagine?")
        entry.asked("Qual è il suo sito")
        entry.asked(BEGINS)
        entry.told("Rapporto: audit-esempio0.example-")
        assert entry.ends() == 0
    assert entry.opened.exists()
    assert entry.posts() == 60


@pytest.mark.usefixtures("written_day")
def test_the_address_of_a_site_stands_for_the_pages_that_it_names(start: Any) -> None:
    from tests.connectors.loopback import Loopback, World
    from tests.connectors.test_finder import Site

    page = (
        "<html><head><title>Esempio S.p.A.</title></head><body>"
        '<a href="https://bsky.app/profile/esempio0.example">Bluesky</a></body></html>'
    )
    site = Site({"/": page})
    with Loopback(World(1, 60)) as server:
        entry = start(AUDITOR_BLUESKY_URL=server.url, **on_the_day_of_the_answers())
        entry.asked(FIRST, site.url)
        entry.told("bluesky:esempio0.example")
        entry.child.sendline("")
        entry.told("bluesky:esempio0.example: si può leggere adesso")
        entry.asked("Invio: Esempio S.p.A.")
        entry.asked(BEGINS)
        entry.told("Rapporto: audit-esempio-s.p.a-")
        assert entry.ends() == 0
    site.close()
    assert entry.posts() == 60


def test_what_needs_a_key_or_a_file_is_told_and_can_be_left(start: Any) -> None:
    server = start()
    server.asked(FIRST, "youtube:@esempio https://www.linkedin.com/company/esempio")
    server.told("linkedin:company/esempio")
    server.child.sendline("")
    server.told("Per YouTube serve una chiave")
    server.asked("Incollare la chiave")
    server.told("linkedin:company/esempio: serve un file")
    server.told("Analisi, Contenuti, Esporta")
    server.asked("Trascinare quel file")
    server.told("Non resta niente che si possa leggere adesso.")
    assert server.ends() == 0
    assert not server.opened.exists()


def test_a_key_is_not_shown_and_kept_only_when_somebody_says_so(start: Any) -> None:
    server = start()
    server.asked(FIRST, "youtube:@esempio")
    server.told("youtube:@esempio")
    server.child.sendline("")
    server.asked("Incollare la chiave", "AIzaCanaryCanary")
    server.asked("Conservare la chiave su questo computer", "s")
    server.told("Di chi sono queste pagine?")
    kept = server.folder / "config" / ".env"
    assert "YOUTUBE_API_KEY=AIzaCanaryCanary" in kept.read_text().replace("'", "")
    assert kept.stat().st_mode & 0o077 == 0
    assert "AIzaCanary" not in server.child.before
    assert server.interrupted() == 130


def test_every_question_can_be_left_with_enter(start: Any, tmp_path: Path) -> None:
    server = start()
    server.asked(FIRST, str(csv_in(tmp_path)))
    server.asked("Di chi sono questi post?")
    server.told("i miei post.csv: lasciato fuori")
    server.child.sendline("")
    server.asked("Non è stato indicato niente.")
    assert server.ends() == 0
    assert not server.opened.exists()


def test_left_at_every_question_the_file_is_still_judged(start: Any, tmp_path: Path) -> None:
    server = start()
    server.asked(FIRST, f"facebook:esempio {csv_in(tmp_path).name}")
    server.told("non esiste")
    server.child.sendline(str(tmp_path / "i miei post.csv").replace(" ", "\\ "))
    server.asked("Di chi sono questi post?", "facebook:esempio")
    server.asked(RIGHT)
    server.told("40 post")
    server.child.sendline("")
    server.told("facebook:esempio: dal file")
    for question in ("Di chi sono queste pagine?", "Qual è il suo sito", "Quanti follower", BEGINS):
        server.asked(question)
    assert server.ends() == 0
    assert server.opened.exists()


def test_a_reading_that_is_not_right_is_left_out(start: Any, tmp_path: Path) -> None:
    server = start()
    server.asked(FIRST, str(csv_in(tmp_path)))
    server.asked("Di chi sono questi post?", "facebook:esempio")
    server.told("40 post propri")
    server.asked(RIGHT, "n")
    server.told("i miei post.csv: lasciato fuori")
    server.child.sendline("")
    server.asked("Non è stato indicato niente.")
    assert server.ends() == 0
    assert not server.store.exists() or server.posts() == 0


BEFORE_THE_NAME = (
    ("Di chi sono questi post?", "facebook:esempio"),
    (RIGHT, ""),
    ("40 post in", ""),
)


@pytest.mark.parametrize("questions", range(5))
def test_ctrl_c_before_the_first_answer_leaves_nothing_half_done(
    start: Any, tmp_path: Path, questions: int
) -> None:
    server = start()
    answers = [(FIRST, str(csv_in(tmp_path))), *BEFORE_THE_NAME]
    for words, answer in answers[:questions]:
        server.asked(words, answer)
    assert server.interrupted() == 130
    assert not server.opened.exists()
    assert not server.store.exists() or server.posts() == 0
    assert list(server.work.iterdir()) == []


@pytest.mark.parametrize("questions", range(3))
def test_ctrl_c_loses_nothing_that_was_typed(start: Any, tmp_path: Path, questions: int) -> None:
    server = start()
    answers = [
        (FIRST, str(csv_in(tmp_path))),
        *BEFORE_THE_NAME,
        ("Di chi sono queste pagine?", "Forno Esempio"),
        ("Qual è il suo sito", "forno.example.com"),
        ("Quanti follower ha", "1.200"),
    ]
    for words, answer in answers[: 5 + questions]:
        server.asked(words, answer)
    server.child.expect_exact("> ")
    assert server.interrupted_now() == 130
    form = read_form(server.work / "forno-esempio.toml")
    assert form.name == "Forno Esempio"
    assert form.domains == (("forno.example.com",) if questions else ())
    assert list(form.followers.values()) == ([1_200] if questions > 1 else [])
    assert server.posts() == 40


def test_an_answer_is_corrected_before_it_counts_and_all_can_be_left(
    start: Any, tmp_path: Path
) -> None:
    server = start()
    server.asked(FIRST, str(csv_in(tmp_path)))
    for words, answer in BEFORE_THE_NAME:
        server.asked(words, answer)
    server.asked("Di chi sono queste pagine?", "Forno Esempoi")
    server.asked("Qual è il suo sito", "fornoesempio")
    server.told("manca la fine, .it o .com?")
    server.child.sendline("fornoesempio.example.com")
    server.asked("Quanti follower ha", "12")
    server.told("1  Nome: Forno Esempoi")
    server.asked(BEGINS, "1")
    server.asked("Come si chiama", "Forno Esempio")
    server.told("1  Nome: Forno Esempio")
    server.asked(BEGINS, "annulla")
    assert server.ends() == 0
    assert not server.opened.exists()


def test_a_second_file_may_be_of_the_page_that_was_just_given(start: Any, tmp_path: Path) -> None:
    server = start()
    server.asked(FIRST, "facebook:esempio")
    server.told("facebook:esempio")
    server.child.sendline(str(csv_in(tmp_path)).replace(" ", "\\ "))
    server.told("1: facebook:esempio")
    server.asked("Di chi sono questi post?", "1")
    server.asked(RIGHT)
    server.told("facebook:esempio: 40 post in")
    assert server.interrupted() == 130


def test_a_client_file_dropped_is_audited_as_it_stands(start: Any, tmp_path: Path) -> None:
    client = tmp_path / "esempio.toml"
    client.write_text('[client]\nname = "Esempio"\naccounts = ["facebook:esempio"]\n')
    server = start()
    server.asked(FIRST, str(client))
    server.told("file del cliente esempio.toml")
    server.child.sendline("")
    server.told("Oppure chi la gestisce scarica un file")
    assert server.ends() == 3


def test_nothing_given_can_show_the_example(start: Any) -> None:
    server = start()
    server.asked(FIRST)
    server.asked("Vedere il rapporto di un", "sì")
    server.told("Rapporto: demo-report")
    assert server.ends() == 0
    assert server.opened.exists()


def test_piped_it_is_the_help(tmp_path: Path) -> None:
    import subprocess

    shutil.rmtree(tmp_path / "x", ignore_errors=True)
    said = subprocess.run(
        [AUDITOR], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    assert "Usage" in said.stdout or "Uso" in said.stdout


def test_what_may_be_anything_is_asked_about(start: Any, tmp_path: Path) -> None:
    path = tmp_path / "verbali.csv"
    path.write_text("Data,Testo\n2026-02-01,riunione con il cliente\n", encoding="utf-8")
    server = start()
    server.asked(FIRST, str(path))
    server.asked("Sono post pubblicati dalla pagina stessa?", "")
    server.told("verbali.csv: lasciato fuori")
    server.child.sendline("")
    server.asked("Non è stato indicato niente.")
    assert server.ends() == 0


def test_a_page_that_the_file_calls_otherwise_is_chosen(start: Any, tmp_path: Path) -> None:
    path = tmp_path / "meta.csv"
    path.write_text(
        "Post ID,Page ID,Page name,Title,Publish time,Post type,Reactions,Comments,Shares\n"
        "1,7,Prova Uno,Ciao,02/13/2026 09:00,Photos,3,1,0\n"
        "2,8,Prova Due,Ecco,02/14/2026 09:00,Photos,3,1,0\n"
        "3,8,Prova Due,Altro,02/15/2026 09:00,Photos,3,1,0\n",
        encoding="utf-8",
    )
    server = start()
    server.asked(FIRST, "facebook:esempio")
    server.child.sendline("")
    server.asked("Trascinare quel file", str(path))
    server.told("1: Prova Due")
    server.asked("Quale di queste è la pagina?", "1")
    server.told("2 post propri")
    server.asked(RIGHT)
    server.asked("Di chi sono queste pagine?")
    assert server.interrupted() == 130


def test_brands_of_one_page_are_told_by_a_zero(start: Any, tmp_path: Path) -> None:
    path = tmp_path / "piano.csv"
    lines = [f"2026-02-{n:02d},Ciao {n},3,1,{('Sud', 'Nord')[n % 2]}" for n in range(1, 13)]
    path.write_text("\n".join(["Data,Testo,Like,Commenti,Marchio", *lines]), encoding="utf-8")
    server = start()
    server.asked(FIRST, "facebook:esempio")
    server.child.sendline("")
    server.asked("Trascinare quel file", str(path))
    server.told("1: Nord")
    server.asked("oppure 0 se tutte le righe", "0")
    server.told("12 post propri")
    server.asked(RIGHT)
    server.asked("Di chi sono queste pagine?")
    assert server.interrupted() == 130
