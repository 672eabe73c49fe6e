"""The answers of a client file asked in plain words, shown with a number each to correct them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

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

Step = tuple[Message, Callable[[ClientForm], ClientForm]]
_LEAVE = frozenset({"q", "annulla", "cancel", "esci", "quit"})
_LANGUAGE_WORDS = {"italiano": "it", "inglese": "en", "italian": "it", "english": "en"}


def ask_all(form: ClientForm) -> ClientForm:
    """Every question once, for a new client."""
    for ask in (_name, _accounts, _domains, _followers, _competitors, _team, _consultant):
        form = ask(form)
    return form


def correct(form: ClientForm) -> ClientForm | None:
    """What was understood, to be corrected point by point; ``None`` when it is left."""
    while True:
        echo()
        for number, ((title, _ask), value) in enumerate(
            zip(STEPS, _values(form), strict=True), start=1
        ):
            prompts.hint(msg("{n}  {title}: {value}", n=number, title=title, value=value))
        answer = prompts.ask(
            msg("Enter writes the file. A number corrects that point; q leaves without writing.")
        ).casefold()
        if not answer:
            return form
        if answer in _LEAVE:
            return None
        if answer.isdecimal() and 1 <= int(answer[:3]) <= len(STEPS):
            form = STEPS[int(answer) - 1][1](form)
        else:
            prompts.tell_wrong(msg("'{answer}' is none of these numbers.", answer=answer[:40]))


def _values(form: ClientForm) -> list[str]:
    none = say(msg("none"))
    followers = [f"{ref} {count}" for ref, count in form.followers.items()]
    rivals = [f"{rival.name} ({_joined(rival.accounts)})" for rival in form.competitors]
    team = [f"{member.name} ({_joined(member.accounts)})" for member in form.team]
    return [
        form.name,
        _joined(form.accounts),
        ", ".join(form.domains) or none,
        ", ".join(followers) or none,
        ", ".join(rivals) or none,
        ", ".join(team) or none,
        say(msg("Italian")) if form.language == "it" else say(msg("English")),
        form.timezone,
        form.consultant or none,
    ]


def _joined(refs: tuple[AccountRef, ...]) -> str:
    return ", ".join(map(str, refs))


def _name(form: ClientForm) -> ClientForm:
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


def _domains(form: ClientForm) -> ClientForm:
    answer = prompts.ask(
        msg("Which is its own website, so that links to it are known? Enter: none.")
    )
    domains = []
    for piece in pieces(answer):
        host = piece.lower().partition("://")[2] or piece.lower()
        host = host.partition("/")[0].removeprefix("www.")
        if "." in host:
            domains.append(host)
        else:
            prompts.tell_wrong(
                msg("'{text}' is no website: is its ending missing, .it or .com?", text=piece)
            )
    return replace(form, domains=tuple(dict.fromkeys(domains)))


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


STEPS: tuple[Step, ...] = (
    (msg("Name"), _name),
    (msg("Pages"), _accounts),
    (msg("Website"), _domains),
    (msg("Followers"), _followers),
    (msg("Competitors"), _competitors),
    (msg("Team"), _team),
    (msg("Language of the report"), _language),
    (msg("Time zone"), _timezone),
    (msg("Handed over by"), _consultant),
)
