"""What the sections of a report are called: in its contents, and at their head."""

from __future__ import annotations

from auditor.core.messages import Message, msg

TITLES: dict[str, Message] = {
    "verdict": msg("In brief"),
    "since": msg("Since the last audit"),
    "first": msg("Three things to do first"),
    "pillars": msg("Page by page"),
    "compared": msg("Head to head"),
    "rhythm": msg("Rhythm"),
    "mix": msg("Contents"),
    "response": msg("Response"),
    "posts": msg("Posts"),
    "dialogue": msg("Dialogue"),
    "networks": msg("Networks"),
    "identity": msg("Identity"),
    "selfassessment": msg("Self-assessment"),
    "people": msg("The team"),
    "evidence": msg("Evidence"),
    "plan": msg("Plan"),
    "data": msg("Data"),
    "method": msg("Method"),
    "appendix": msg("Appendix"),
}
# What stands at the head of those that are called otherwise in the contents.
HEADINGS: dict[str, Message] = {
    "mix": msg("Content mix"),
    "response": msg("Audience response"),
    "posts": msg("Posts that worked, and posts that did not"),
    "networks": msg("Network by network"),
    "identity": msg("Identity and completeness"),
    "selfassessment": msg("What is said and what was measured"),
    "evidence": msg("Evidence, check by check"),
    "plan": msg("Plan for 30, 60 and 90 days"),
    "data": msg("Data quality"),
    "method": msg("Method and glossary"),
    "appendix": msg("Appendix: the posts"),
}
