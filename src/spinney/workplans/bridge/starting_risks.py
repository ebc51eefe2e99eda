"""The usual risks of groups like these, to begin with (casebook: K6, K7, K10, K12, P4)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UsualRisk:
    """A risk that such groups often meet, and what others did about it."""

    key: str
    title: str
    likelihood: int
    impact: int
    response: str
    words: str


USUAL: tuple[UsualRisk, ...] = (
    UsualRisk(
        "funding", "The funding fails", 3, 4, "reduce",
        "Say in the plan what stops if a bid is lost, and what you do without it. Do not wait for"
        " one funder.",
    ),
    UsualRisk(
        "breakdown", "The collaboration breaks down", 2, 5, "reduce",
        "Sign ground rules with steps for when you disagree. Meet even when there is little to"
        " decide.",
    ),
    UsualRisk(
        "key_person", "A key person leaves or falls ill", 3, 4, "reduce",
        "Name a deputy for each member. Keep notes where others find them.",
    ),
    UsualRisk(
        "no_time", "Members cannot find the time", 4, 3, "reduce",
        "Ask for little at a time, and say how long it takes. Pay small members for coming, if you"
        " can.",
    ),
    UsualRisk(
        "not_coming", "Members agree to come, and do not", 3, 3, "reduce",
        "Choose days together. Ask early who cannot come, and let deputies speak.",
    ),
    UsualRisk(
        "withdraws", "A member leaves in the middle", 2, 3, "share",
        "Agree on notice, and on what happens to its part of costs and work.",
    ),
    UsualRisk(
        "host", "The host is in trouble of its own", 2, 5, "share",
        "Keep shared money ring-fenced, and agree who takes over.",
    ),
    UsualRisk(
        "uneven", "One member carries most of the work", 3, 3, "reduce",
        "Count time given, and look at it together twice a year.",
    ),
)  # fmt: skip
