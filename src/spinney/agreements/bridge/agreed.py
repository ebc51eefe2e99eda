"""What the clusters room is told of agreements: tiers as agreed, and what shows a condition."""

from __future__ import annotations

from spinney.agreements.engine.terms import Joining, Suspension, Tiers
from spinney.agreements.models import Version
from spinney.base.web.components.words import counted, day
from spinney.clusters import api as clusters


def agreed_tiers(tiers: Tiers) -> list[clusters.AgreedTier]:
    """The tiers of the term, highest first, as the clusters room takes them."""
    return [
        clusters.AgreedTier(
            clusters.TierText(
                one.name,
                one.description,
                is_member=one.is_member,
                may_vote=one.may_vote,
                may_see=one.may_see,
                in_quorum=one.in_quorum,
            ),
            tuple(
                clusters.CriterionText(
                    need.evidence_kind, need.max_age_months, need.min_cover_pence
                )
                for need in tiers.criteria_of(one.name)
            ),
        )
        for one in tiers.tiers
    ]


def agreed_joining(term: Joining, where: str) -> clusters.JoiningRule:
    """How organisations come in, as the clusters room takes it; `where` says the clause."""
    return clusters.JoiningRule(term.decides, term.trial_months, term.sponsor, where)


def agreed_suspension(term: Suspension, where: str) -> clusters.SuspensionRule:
    """How members are set aside, as the clusters room takes it; `where` says the clause."""
    return clusters.SuspensionRule(
        term.decides, term.reasons_in_words, term.answer_days, term.most_months, where
    )


def shown_by(version: Version) -> clusters.Shown:
    """What shows that an agreement is in force, since when, and how many of the members it binds
    (all need not have signed). Needs its agreement.
    """
    since, agreement = version.in_force_from, version.agreement
    if since is None:
        raise ValueError(f"version {version.pk} was never in force")
    bound = {one.organisation_id for one in agreement.parties.all() if one.belongs(since)}
    members = clusters.members(agreement.cluster, since)
    signed = sum(one.organisation_id in bound for one in members)
    words = f"“{agreement.title}”, version {version.number}, in force since {day(since)}"
    if members:
        words += f", which binds {signed} of {counted(len(members), 'member')}"
    return clusters.Shown(since, words)
