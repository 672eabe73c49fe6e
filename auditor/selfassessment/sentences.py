"""The sentences of a self-assessment: how it opens, and where somebody stands."""

from __future__ import annotations

from auditor.messages import Message, msg
from auditor.networks import TITLES
from auditor.selfassessment.answers import AnswersFile
from auditor.selfassessment.assessment import worst
from auditor.selfassessment.authority import QUADRANTS, Standing
from auditor.selfassessment.items import BY_ID, DIMENSIONS
from auditor.selfassessment.scoring import LEVELS, Assessment, weakest

_NOWHERE = {
    "company": msg("We are on no network: level absent. On Monday: choose the one network "
                   "where customers already are, and write down for whom and what for."),
    "professional": msg("I am on no network: level absent. On Monday: choose the one network "
                        "where those who look for me already are, and write down for whom and "
                        "what for."),
}  # fmt: skip
_TOO_FEW = msg(
    "Too few statements were answered for a level: it takes three of four, in dimensions that make "
    "up half of the total."
)


def opening(found: AnswersFile, networks: dict[str, Assessment]) -> Message:
    """One sentence: the worst network, why, and what to do on Monday."""
    if not found.present:
        return _NOWHERE[found.kind]
    name = worst(networks)
    if name is None:
        return _TOO_FEW
    one = networks[name]
    level, total = one.level, one.total
    if level is None or total is None:
        return _TOO_FEW
    heaviest = weakest(one)
    params = {"network": title_of(name), "total": total.shown, "level": LEVELS[level]}
    if heaviest is None or not one.first:
        return msg("{network}: {total} of 100, level {level}. Nothing is left to do first.",
                   **params)  # fmt: skip
    why = next(one.title for one in DIMENSIONS if one.id == heaviest)
    what = BY_ID[one.first[0]].advice(found.kind)
    if len(networks) == 1:
        return msg("{network}: {total} of 100, level {level}, most of all for {why}. On Monday: "
                   "{what}", why=why, what=what, **params)  # fmt: skip
    return msg("{network} is the weakest: {total} of 100, level {level}, most of all for {why}. On "
               "Monday: {what}", why=why, what=what, **params)  # fmt: skip


def title_of(name: str) -> str:
    """A network as it writes itself; one that is not known as it was written."""
    return TITLES.get(name, name)


def of_standing(place: Standing) -> Message:
    """Where somebody stands, how much of it is documented, and how near to the line it is."""
    params = {
        "authority": place.authority.shown, "documented": place.documented,
        "answered": place.answered, "quadrant": QUADRANTS[place.quadrant],
    }  # fmt: skip
    if place.borderline:
        return msg("The paradox: {quadrant}, near the line. Authority {authority} of 100; of "
                   "{answered} answers {documented} have a proof.", **params)  # fmt: skip
    return msg("The paradox: {quadrant}. Authority {authority} of 100; of {answered} answers "
               "{documented} have a proof.", **params)  # fmt: skip
