"""Why a value is missing: one closed list, with its words.

A value that is not there is null with one of these reasons, never zero.
"""

from __future__ import annotations

from enum import StrEnum

from auditor.core.messages import Message, msg


class Reason(StrEnum):
    """Why a value is null. The values are what stores and results contain."""

    NOT_OFFERED = "not_offered"
    OWNER_ONLY = "owner_only"
    NO_PERMISSION = "no_permission"
    NO_CREDENTIAL = "no_credential"
    HIDDEN_BY_ACCOUNT = "hidden_by_account"
    ACCOUNT_GONE = "account_gone"
    ACCOUNT_PRIVATE = "account_private"
    UNREADABLE = "unreadable"
    TOO_OLD = "too_old"
    BELOW_THRESHOLD = "below_threshold"
    RETIRED_BY_PLATFORM = "retired_by_platform"
    NOT_FETCHED = "not_fetched"
    GAP = "gap"
    NO_BENCHMARK = "no_benchmark"
    NOTHING_TO_MEASURE = "nothing_to_measure"
    OWN_DOMAIN_UNKNOWN = "own_domain_unknown"
    LINKS_UNRESOLVED = "links_unresolved"
    NO_AUDIENCE_SIDE = "no_audience_side"
    TOO_FEW = "too_few"
    NOT_APPLICABLE = "not_applicable"


WORDS: dict[Reason, Message] = {
    Reason.NOT_OFFERED: msg("the network does not offer it"),
    Reason.OWNER_ONLY: msg("only the owner of the account can see it"),
    Reason.NO_PERMISSION: msg("the key in use is not allowed to read it"),
    Reason.NO_CREDENTIAL: msg("a key is needed to read it"),
    Reason.HIDDEN_BY_ACCOUNT: msg("the account hides it"),
    Reason.ACCOUNT_GONE: msg("the account no longer exists"),
    Reason.ACCOUNT_PRIVATE: msg("the account is private"),
    Reason.UNREADABLE: msg("the value could not be read"),
    Reason.TOO_OLD: msg("the network no longer gives it: too old"),
    Reason.BELOW_THRESHOLD: msg("the network gives it only above a minimum"),
    Reason.RETIRED_BY_PLATFORM: msg("the network has withdrawn this figure"),
    Reason.NOT_FETCHED: msg("it was not read in this run"),
    Reason.GAP: msg("the data have a gap here"),
    Reason.NO_BENCHMARK: msg("nobody publishes a figure to compare it with"),
    Reason.NOTHING_TO_MEASURE: msg("there was nothing to measure"),
    Reason.OWN_DOMAIN_UNKNOWN: msg("the firm's own sites were not named"),
    Reason.LINKS_UNRESOLVED: msg("too many links hide behind a shortener"),
    Reason.NO_AUDIENCE_SIDE: msg("nothing is known of how the public responds"),
    Reason.TOO_FEW: msg("too few cases for a figure"),
    Reason.NOT_APPLICABLE: msg("it does not apply here"),
}
