"""What was counted of accounts: all that the rules look at, without a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

import numpy as np

from auditor.method.judging.norms import NOTHING, Usual
from auditor.method.windows import Bools, Floats, Ints


@dataclass(frozen=True)
class Measured:
    """What was counted of each account, an array each (n accounts); NaN where it is not known.

    ``weeks`` (n × 13) are the posts of each week, the newest first, NaN where it was not covered;
    ``log_ratio`` the trimmed mean of ln((y + .5)/(E + .5)); ``near_zero`` and ``void`` the mature
    posts with 3 interactions and 1 or fewer; ``self_unknown`` the posts with a link of which nobody
    can tell whether it leads home, ``self_settled`` those whose text and links were judged;
    ``team`` the share of the team that takes part (0..1);
    ``outbound`` the comments of a professional elsewhere in 91 days; ``community`` and ``profile``
    points (0..100). ``usual`` are norms by the pages of the store, for all accounts alike.
    """

    networks: Sequence[str]
    complete: Bools
    covered_days: Floats
    posts: Floats
    weeks: Floats
    longest_silence: Floats
    days_since_last: Floats
    mature: Floats
    log_ratio: Floats
    expected_sum: Floats
    expected_variance: Floats
    near_zero: Floats
    void: Floats
    invites: Floats
    invites_of: Floats
    self_told: Floats
    self_of: Floats
    self_unknown: Floats
    self_settled: Floats
    names: Floats
    names_of: Floats
    replied: Floats
    comments: Floats
    team: Floats
    outbound: Floats
    community: Floats
    profile: Floats
    usual: Usual = field(default_factory=lambda: NOTHING)

    @property
    def count(self) -> int:
        """How many accounts."""
        return len(self.networks)

    def take(self, places: Ints) -> Measured:
        """The accounts at some places, in that order."""
        chosen = {
            field.name: getattr(self, field.name)[places]
            for field in fields(self)
            if field.name not in ("networks", "usual")
        }
        networks = [self.networks[page] for page in np.asarray(places).tolist()]
        return replace(self, networks=networks, **chosen)
