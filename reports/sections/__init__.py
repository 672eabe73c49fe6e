"""The sections of the page, each from a result to values and sentences; no markup."""
