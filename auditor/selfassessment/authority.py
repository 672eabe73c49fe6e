"""Standing outside the networks against presence on them: the paradox, method, section 9."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from auditor.core.messages import Message, msg
from auditor.selfassessment.items import AUTHORITY
from auditor.selfassessment.scoring import Fraction

_LEAST_ANSWERED, _CUT, _NEAR = 6, 50, 8


class Quadrant(StrEnum):
    """Where somebody stands."""

    INVISIBLE = "invisible_excellence"
    PRESENT = "authoritative_and_present"
    TO_BUILD = "to_be_built"
    VISIBLE = "more_visible_than_documented"


QUADRANTS: Mapping[Quadrant, Message] = {
    Quadrant.INVISIBLE: msg("invisible excellence"),
    Quadrant.PRESENT: msg("authoritative and present"),
    Quadrant.TO_BUILD: msg("to be built"),
    Quadrant.VISIBLE: msg("more visible than documented"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """One answer of authority, ``None`` if missing, with the links that document it."""

    value: int | None
    links: tuple[str, ...] = ()

    @property
    def documented(self) -> bool:
        """Whether a link shows it."""
        return any(link.startswith("https://") for link in self.links)


@dataclass(frozen=True, slots=True)
class Standing:
    """Authority (0 to 100) with how many of the answers are documented, and the quadrant."""

    authority: Fraction
    documented: int
    answered: int
    quadrant: Quadrant
    borderline: bool


def authority(proofs: Mapping[str, Proof]) -> tuple[Fraction, int, int] | None:
    """25 Σwv / Σw, a documented answer weighing 1 and a declared one .5, with six of eight
    answered; how many are documented, and how many answered."""
    answered_proofs = [
        proof
        for statement in AUTHORITY
        if (proof := proofs.get(statement.id)) and proof.value is not None
    ]
    if len(answered_proofs) < _LEAST_ANSWERED:
        return None
    weights = [2 if proof.documented else 1 for proof in answered_proofs]
    weighed = sum(w * (proof.value or 0) for w, proof in zip(weights, answered_proofs, strict=True))
    documented = sum(proof.documented for proof in answered_proofs)
    return Fraction(25 * weighed, sum(weights)), documented, len(answered_proofs)


def standing(
    proofs: Mapping[str, Proof],
    presence: Fraction,
    low: float | None = None,
    high: float | None = None,
) -> Standing | None:
    """The quadrant of authority and presence; ``low`` and ``high`` are a measured interval.

    Args:
        proofs: answers about standing outside the networks, by item.
        presence: presence on the networks, 0..100.
        low: the lower end where it was measured.
        high: the upper end where it was measured.
    """
    total = authority(proofs)
    if total is None:
        return None
    x, documented, answered = total
    above, present = x.above >= _CUT * x.below, presence.above >= _CUT * presence.below
    quadrant = {
        (True, False): Quadrant.INVISIBLE,
        (True, True): Quadrant.PRESENT,
        (False, False): Quadrant.TO_BUILD,
        (False, True): Quadrant.VISIBLE,
    }[above, present]
    near = _is_near(x) or (
        _is_near(presence) if low is None or high is None else low <= _CUT <= high
    )
    return Standing(x, documented, answered, quadrant, near)


def _is_near(total: Fraction) -> bool:
    return abs(total.above - _CUT * total.below) <= _NEAR * total.below
