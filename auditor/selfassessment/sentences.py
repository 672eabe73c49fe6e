"""The sentences of a self-assessment: how it opens, and where somebody stands."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.core.messages import Message, msg
from auditor.core.networks import TITLES
from auditor.selfassessment.answers import AnswersFile
from auditor.selfassessment.assessment import worst_network
from auditor.selfassessment.authority import QUADRANTS, Standing
from auditor.selfassessment.items import BY_ID, DIMENSIONS
from auditor.selfassessment.scoring import LEVELS, Assessment, weakest

# The questionnaire's page fills the same sentences by itself.
SENTENCES: Mapping[str, Message] = {
    "nowhere_company": msg(
        "We are on no network: level absent. On Monday: choose the one network where customers "
        "already are, and write down for whom and what for."
    ),
    "nowhere_professional": msg(
        "I am on no network: level absent. On Monday: choose the one network where those who look "
        "for me already are, and write down for whom and what for."
    ),
    "too_few": msg(
        "Too few statements were answered for a level: it takes three of four, in dimensions that "
        "make up half of the total."
    ),
    "done": msg("{network}: {total} of 100, level {level}. Nothing is left to do first."),
    "alone": msg(
        "{network}: {total} of 100, level {level}, most of all for {why}. On Monday: {what}"
    ),
    "weakest": msg(
        "{network} is the weakest: {total} of 100, level {level}, most of all for {why}. On "
        "Monday: {what}"
    ),
    "standing": msg(
        "The paradox: {quadrant}. Authority {authority} of 100; of {answered} answers {documented} "
        "have a proof."
    ),
    "standing_near": msg(
        "The paradox: {quadrant}, near the line. Authority {authority} of 100; of {answered} "
        "answers {documented} have a proof."
    ),
}


def _filled(name: str, **params: object) -> Message:
    return Message(SENTENCES[name].singular, params)


def opening(answers: AnswersFile, networks: Mapping[str, Assessment]) -> Message:
    """One sentence: the worst network, why, and what to do on Monday."""
    if not answers.present:
        return SENTENCES[f"nowhere_{answers.kind}"]
    name = worst_network(networks)
    assessment = networks[name] if name is not None else None
    if name is None or assessment is None or assessment.level is None or assessment.total is None:
        return SENTENCES["too_few"]
    values = {
        "network": network_title(name),
        "total": assessment.total.shown,
        "level": LEVELS[assessment.level],
    }
    heaviest = weakest(assessment)
    if heaviest is None or not assessment.first:
        return _filled("done", **values)
    why = next(dimension.title for dimension in DIMENSIONS if dimension.id == heaviest)
    what = BY_ID[assessment.first[0]].advice(answers.kind)
    return _filled("alone" if len(networks) == 1 else "weakest", why=why, what=what, **values)


def network_title(name: str) -> str:
    """A network as it writes itself; one that is not known as it was written."""
    return TITLES.get(name, name)


def of_standing(stands: Standing) -> Message:
    """Where somebody stands, how much of it is documented, and how near to the line it is."""
    return _filled(
        "standing_near" if stands.borderline else "standing",
        authority=stands.authority.shown,
        documented=stands.documented,
        answered=stands.answered,
        quadrant=QUADRANTS[stands.quadrant],
    )
