"""The questionnaire as one HTML file: no server, no request; one script, allowed by its hash."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from auditor.core.messages import Message, msg
from auditor.core.networks import TITLES
from auditor.selfassessment.answers import NO_NETWORK
from auditor.selfassessment.assessment import RESULT_SCHEMA
from auditor.selfassessment.authority import QUADRANTS
from auditor.selfassessment.items import AUTHORITY, DIMENSIONS, ITEMS, SCHEMA, Kind
from auditor.selfassessment.scoring import LEVELS
from auditor.selfassessment.sentences import SENTENCES
from reports.html import environment, style_of
from reports.language import Language
from reports.safety import own_markup, page_text

_SCRIPT = Path(__file__).parent / "static" / "questionnaire.js"
# D and E hold for all networks and come first.
_ORDER = ("D", "E", "A", "B", "C")
_DONT_KNOW = msg("I don't know")
_OR_NONE = msg("{none}, or I don't know")
_WORDS: dict[str, Message] = {
    "as_first": msg("As {network}"),
    "level": msg("level"),
    "total": msg("total"),
    "network": msg("network"),
    "dimension": msg("dimension"),
    "pulls_down": msg("what pulls it down"),
    "first": msg("What to do first"),
    "everywhere": msg("everywhere"),
    "not_known": msg("not known"),
    "card": msg("{network}: level {level}, {total} of 100"),
    "card_unknown": msg("{network}: too few answers"),
    "drawing": msg("The five dimensions, network by network, of 100"),
    "authority": msg("standing outside the networks"),
    "presence": msg("presence on the networks"),
    "chart": msg("The paradox: authority {authority}, presence {presence} of 100, {quadrant}"),
    "more": msg("{n} more of the eight have to be answered for a place on the chart."),
    "broken": msg("This file is broken: save the answers again, and do not edit the file."),
    "foreign": msg("This is no file of answers."),
    "newer": msg("This file was saved by a newer version of this page."),
    "other_kind": msg("These answers were given for the other kind of page, company or person."),
    "paradox": msg("Go on to the paradox"),
    "next": msg("Next"),
    "end": msg("Back to the beginning"),
}


def render_questionnaire(kind: Kind, networks: Sequence[str], language: str) -> str:
    """The page for a company or a professional, with a row for each of ``networks``.

    Args:
        kind: ``company`` or ``professional``.
        networks: the networks, in the order in which they are shown.
        language: ``it`` or ``en``.
    """
    voice = Language(language)
    script = _script(kind, networks, voice)
    style = style_of("questionnaire.css")
    return (
        environment()
        .get_template("questionnaire.html.j2")
        .render(
            company=kind == "company",
            language=voice,
            gettext=voice.gettext,
            ngettext=voice.ngettext,
            networks=[
                {"id": network, "title": TITLES.get(network, network)} for network in networks
            ],
            dimensions=[_dimension(name, kind, voice) for name in _ORDER],
            authority=[
                _question(
                    statement.id, voice.value(statement.words), statement.scale.answers, None, voice
                )
                for statement in AUTHORITY
            ],
            reversed=", ".join(statement.id for statement in ITEMS if statement.reverse),
            weights=", ".join(
                f"{page_text(voice.value(dimension.title))} {dimension.weight}"
                for dimension in DIMENSIONS
            ),
            policy=page_policy(style, script),
            style=own_markup(style),
            script=own_markup(script),
        )
    )


def page_policy(style: str, script: str) -> str:
    """The policy of a page that is one file: its own style and script, and nothing from outside."""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; "
        f"script-src 'sha256-{_digest(script)}'; font-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _dimension(name: str, kind: Kind, voice: Language) -> dict[str, Any]:
    part = next(dimension for dimension in DIMENSIONS if dimension.id == name)
    items = [
        _question(
            statement.id,
            voice.value(statement.words(kind)),
            statement.scale.answers,
            statement.none,
            voice,
        )
        for statement in ITEMS
        if statement.dimension == name
    ]
    return {
        "id": name,
        "title": voice.value(part.title),
        "shared": part.shared,
        "questions": items,
    }


def _question(
    name: str, words: str, answers: Sequence[Message], none: Message | None, voice: Language
) -> dict[str, Any]:
    unknown = _DONT_KNOW if none is None else msg(_OR_NONE.singular, none=none)
    return {
        "id": name,
        "words": words,
        "answers": [voice.value(answer) for answer in answers],
        "unknown": voice.value(unknown),
    }


def _script(kind: Kind, networks: Sequence[str], voice: Language) -> str:
    """The page's script with its data in front: one text, so that one hash allows both."""
    data = {
        "schema": SCHEMA,
        "resultSchema": RESULT_SCHEMA,
        "kind": kind,
        "language": voice.code,
        "networks": {network: TITLES.get(network, network) for network in networks},
        "titles": TITLES,
        "noNetwork": sorted(NO_NETWORK),
        "dimensions": [
            {
                "id": dimension.id,
                "title": voice.value(dimension.title),
                "weight": dimension.weight,
                "shared": dimension.shared,
            }
            for dimension in DIMENSIONS
        ],
        "items": [
            {
                "id": statement.id,
                "reverse": statement.reverse,
                "words": voice.value(statement.words(kind)),
                "advice": voice.value(statement.advice(kind)),
            }
            for statement in ITEMS
        ],
        "authority": [statement.id for statement in AUTHORITY],
        "levels": {level.value: voice.value(words) for level, words in LEVELS.items()},
        "quadrants": {quadrant.value: voice.value(words) for quadrant, words in QUADRANTS.items()},
        "sentences": {
            name: voice.gettext(sentence.singular) for name, sentence in SENTENCES.items()
        },
        "nowhere": voice.gettext(SENTENCES[f"nowhere_{kind}"].singular),
        "words": {name: voice.gettext(word.singular) for name, word in _WORDS.items()},
    }
    questions = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f"const DATA = {questions};\n{_SCRIPT.read_text(encoding='utf-8')}"
