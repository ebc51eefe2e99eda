"""Criteria, and how they stand, in plain words."""

from __future__ import annotations

from datetime import date

from spinney.base.web.components.words import day, money, short_money
from spinney.clusters.bridge.standing import Standing
from spinney.clusters.engine.tiers import Finding, Reason
from spinney.clusters.models import Criterion, Tier
from spinney.register.api import evidence_kind_label


def criterion_words(criterion: Criterion) -> str:
    """A criterion as a trustee would write it: "Public liability insurance of at least £1m, in
    date" or "Annual accounts or financial statement not older than 18 months".
    """
    words = evidence_kind_label(criterion.evidence_kind)
    if criterion.min_cover_pence:
        words += f" of at least {_cover(criterion.min_cover_pence)}"
    if criterion.max_age_months is not None:
        months = criterion.max_age_months
        words += f" not older than {months} month{'' if months == 1 else 's'}"
    else:
        words += ", in date"
    return words


def tier_words(tier: Tier) -> list[str]:
    """What goes with a tier: one short clause for each right, given or not."""
    return [
        "is a member" if tier.is_member else "is not a member",
        "votes" if tier.may_vote else "does not vote",
        "sees what members see" if tier.may_see else "sees the cluster’s page only",
        "is counted for the quorum" if tier.in_quorum else "is not counted for the quorum",
    ]


def finding_words(finding: Finding) -> str:
    """How one criterion stands, as a sentence."""
    if finding.reason is Reason.MET:
        return f"Shared, and good until {day(finding.day)}." if finding.day else "Shared."
    return {
        Reason.MISSING: "Nothing of this kind is shared with the cluster.",
        Reason.COVER_TOO_LOW: "What is shared covers less than that.",
        Reason.EXPIRED: f"What is shared ran out on {day(finding.day)}.",
        Reason.TOO_OLD: f"What is shared has been too old since {day(finding.day)}.",
        Reason.NOT_YET: f"What is shared begins on {day(finding.day)}.",
    }[finding.reason]


def why_words(standing: Standing) -> str:
    """Why a membership is in a lower tier than it was admitted to: what is missing, in one line."""
    if not standing.judgement.above:
        return ""
    first = standing.judgement.above[0]
    wanted = [
        f"{criterion_words(standing.criteria[f.need.key])}: {_lower(finding_words(f))}"
        for f in first.unmet
    ]
    return f"For {standing.tier_of(first.rung).name}: {' '.join(wanted)}"


def foreseen_words(standing: Standing, now_on: date) -> str:
    """What will happen by itself, and when; "" when nothing will."""
    if not standing.steps:
        return ""
    step = standing.steps[0]
    return (
        f"On {day(step.on)} the tier becomes {standing.tier_of(step.rung).name},"
        " unless something newer is shared before then."
    )


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _cover(pence: int) -> str:
    """£1m for round millions, else the whole amount."""
    return short_money(pence) if pence % 10_000_000 == 0 and pence >= 100_000_000 else money(pence)
