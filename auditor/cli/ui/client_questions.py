"""The answers of a client file asked in plain words, shown with a number each to correct them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from auditor.app.client_forms import ClientForm, Colleague, Rival
from auditor.cli.ui import prompts
from auditor.cli.ui.i18n import language, say
from auditor.cli.ui.output import echo
from auditor.cli.ui.pasted import pieces
from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from auditor.core.ranges import is_day, is_timezone, local_today, read_day
from auditor.core.refs import parse_ref
from auditor.core.settings import LANGUAGES


@dataclass(frozen=True)
class Step:
    """A point of a client file: its title, its question, and its answer as it is shown."""

    title: Message
    ask: Callable[[ClientForm], ClientForm]
    shown: Callable[[ClientForm], str]


WRITES = msg("Enter writes the file. A number corrects that point; q leaves without writing.")
_LEAVE = frozenset({"q", "annulla", "cancel", "esci", "quit"})
_LANGUAGE_WORDS = {"italiano": "it", "inglese": "en", "italian": "it", "english": "en"}


def ask_all(form: ClientForm) -> ClientForm:
    """Every question once, for a new client."""
    for ask in (ask_name, _accounts, ask_domains, _followers, _competitors, _team, _consultant):
        form = ask(form)
    return form


def correct(
    form: ClientForm, steps: Sequence[Step] | None = None, question: Message = WRITES
) -> ClientForm | None:
    """What was understood, to be corrected point by point; ``None`` when it is left.

    Args:
        form: the answers.
        steps: the points that are shown; without them all.
        question: what Enter does, and what else can be answered.
    """
    steps = STEPS if steps is None else steps
    while True:
        echo()
        for number, step in enumerate(steps, start=1):
            value = step.shown(form) or "–"
            prompts.hint(msg("{n}  {title}: {value}", n=number, title=step.title, value=value))
        answer = prompts.ask(question).casefold()
        if not answer:
            return form
        if answer in _LEAVE:
            return None
        if answer.isdecimal() and 1 <= int(answer[:3]) <= len(steps):
            form = steps[int(answer) - 1].ask(form)
        else:
            prompts.tell_wrong(msg("'{answer}' is none of these numbers.", answer=answer[:40]))


def _joined(refs: tuple[AccountRef, ...]) -> str:
    return ", ".join(map(str, refs))


def ask_name(form: ClientForm) -> ClientForm:
    """The answers with the firm's name."""
    name = prompts.ask(msg("What is the firm called? The name stands on the report."))
    while not (name or form.name):
        name = prompts.ask_more()
    return replace(form, name=name or form.name)


def _accounts(form: ClientForm) -> ClientForm:
    accounts = _ask_accounts(
        msg("Which are its pages? Paste their addresses, one line or several; an empty line ends."),
    )
    while not (accounts or form.accounts):
        accounts = _ask_accounts(msg("At least one page is needed."))
    accounts = accounts or form.accounts
    followers = {ref: n for ref, n in form.followers.items() if ref in accounts}
    return replace(form, accounts=accounts, followers=followers)


def _ask_accounts(question: Message) -> tuple[AccountRef, ...]:
    accounts: list[AccountRef] = []
    line = prompts.ask(question)
    while line:
        for piece in pieces(line):
            try:
                ref = parse_ref(piece)
            except UsageError as error:
                prompts.tell_wrong(error.message, error.advice)
                continue
            prompts.tell_done(str(ref))
            accounts.append(ref)
        line = prompts.ask_more()
    return tuple(dict.fromkeys(accounts))


def ask_domains(form: ClientForm) -> ClientForm:
    """The answers with the firm's own sites."""
    answer = prompts.ask(
        msg("Which is its own website, so that links to it are known? Enter: none.")
    )
    hosts: list[str] = []
    while answer:
        named = [(piece, _host(piece)) for piece in pieces(answer)]
        hosts += [host for _piece, host in named if host]
        wrong = next((piece for piece, host in named if not host), None)
        if wrong is None:
            break
        prompts.tell_wrong(
            msg("'{text}' is no website: is its ending missing, .it or .com?", text=wrong)
        )
        answer = prompts.ask_more()
    return replace(form, domains=tuple(dict.fromkeys(hosts)))


def _host(text: str) -> str:
    """``https://www.esempio.it/shop`` to ``esempio.it``; nothing for what is no website."""
    bare = text.strip().lower()
    host = (urlsplit(bare if "://" in bare else f"https://{bare}").hostname or "").strip(".")
    return host.removeprefix("www.") if "." in host else ""


def _followers(form: ClientForm) -> ClientForm:
    followers = {}
    for ref in form.accounts:
        count = prompts.ask_number(
            msg("How many followers has {account}? Enter: not known.", account=str(ref)),
            msg("Write a number, such as 12400 or 1,2k. Enter: not known."),
        )
        if count is not None:
            followers[ref] = count
    return replace(form, followers=followers)


def _competitors(form: ClientForm) -> ClientForm:
    rivals: list[Rival] = []
    name = prompts.ask(msg("With whom shall it be compared? A competitor's name. Enter: nobody."))
    while name:
        accounts = _ask_accounts(
            msg("Which are the pages of {name}? An empty line ends.", name=name)
        )
        if accounts:
            rivals.append(Rival(name, accounts))
        name = prompts.ask(msg("Another competitor? Enter: no."))
    return replace(form, competitors=tuple(rivals))


def _team(form: ClientForm) -> ClientForm:
    team: list[Colleague] = []
    name = prompts.ask(
        msg(
            "Who of the firm answers or should be seen on its pages? The name of a person who has "
            "agreed to be looked for. Enter: nobody."
        )
    )
    while name:
        accounts = _ask_accounts(
            msg("Which are the profiles of {name}? An empty line ends.", name=name)
        )
        if accounts:
            team.append(Colleague(name, accounts, _agreed(name)))
        name = prompts.ask(msg("Another person? Enter: no."))
    return replace(form, team=tuple(team))


def _agreed(name: str) -> date:
    today = local_today()
    answer = prompts.ask(msg("On which day did {name} agree? Enter: today.", name=name))
    while answer:
        day = read_day(answer, day_first=language() == "it")
        if day is not None and is_day(day) and day <= today:
            return day
        answer = prompts.ask(msg("Write a day that is past, such as 2026-10-31. Enter: today."))
    return today


def _consultant(form: ClientForm) -> ClientForm:
    name = prompts.ask(
        msg("Who hands the report over? The name of a consultant or an agency. Enter: nobody.")
    )
    return replace(form, consultant=name)


def _language(form: ClientForm) -> ClientForm:
    answer = prompts.ask(msg("In which language is the report? it or en.")).casefold()
    code = _LANGUAGE_WORDS.get(answer, answer)
    if code in LANGUAGES:
        return replace(form, language=code)
    return form


def _timezone(form: ClientForm) -> ClientForm:
    answer = prompts.ask(msg("In which time zone are its days? Such as Europe/Rome."))
    if is_timezone(answer):
        return replace(form, timezone=answer)
    if answer:
        prompts.tell_wrong(
            msg("'{value}' is not a time zone, such as Europe/Rome", value=answer[:40])
        )
    return form


def _by_name(entries: Sequence[Rival | Colleague]) -> str:
    return ", ".join(f"{entry.name} ({_joined(entry.accounts)})" for entry in entries)


def _shown_followers(form: ClientForm) -> str:
    return ", ".join(f"{ref} {count}" for ref, count in form.followers.items())


def _shown_language(form: ClientForm) -> str:
    return say(msg("Italian")) if form.language == "it" else say(msg("English"))


NAME = Step(msg("Name"), ask_name, lambda form: form.name)
PAGES = Step(msg("Pages"), _accounts, lambda form: _joined(form.accounts))
WEBSITE = Step(msg("Website"), ask_domains, lambda form: ", ".join(form.domains))
FOLLOWERS = Step(msg("Followers"), _followers, _shown_followers)
LANGUAGE = Step(msg("Language of the report"), _language, _shown_language)
TIME_ZONE = Step(msg("Time zone"), _timezone, lambda form: form.timezone)
STEPS = (
    NAME,
    PAGES,
    WEBSITE,
    FOLLOWERS,
    Step(msg("Competitors"), _competitors, lambda form: _by_name(form.competitors)),
    Step(msg("Team"), _team, lambda form: _by_name(form.team)),
    LANGUAGE,
    TIME_ZONE,
    Step(msg("Handed over by"), _consultant, lambda form: form.consultant),
)
