"""One member's page: its tier, why, what would change it and when; who speaks for it; its history.

Why a member holds its tier is shown to its own people and to those who run the cluster; to the
other members only the tier itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.base.web.components.parts import Happening, Status, Tone
from spinney.base.web.components.words import day
from spinney.clusters.bridge.standing import Standing, standing_of
from spinney.clusters.bridge.words import (
    criterion_words,
    finding_words,
    foreseen_words,
    tier_words,
)
from spinney.clusters.engine.tiers import Finding
from spinney.clusters.models import Membership, MembershipChange, Tier
from spinney.clusters.queries.cluster_page import speakers_words, state_of
from spinney.clusters.queries.clusters import runs
from spinney.clusters.queries.members import history_of
from spinney.clusters.states import MembershipState
from spinney.register import api as register


@dataclass(frozen=True)
class Asked:
    """One criterion of a tier, and how it stands."""

    words: str
    stands: str
    status: Status


@dataclass(frozen=True)
class TierStands:
    """One tier that a member could hold, and how its criteria stand."""

    tier: Tier
    is_held: bool
    asked: Sequence[Asked]


@dataclass(frozen=True)
class MemberPage:
    """What stands on the page."""

    state: Status
    rights: Sequence[str]
    tiers: Sequence[TierStands]
    foreseen: str
    is_below: bool
    speaks: str
    history: Sequence[Happening]
    runs_it: bool
    speaks_for: bool
    evidence_url: str = ""


def member_page_of(actor: Actor, membership: Membership, today: date) -> MemberPage:
    """The page of a membership for somebody who may see it."""
    runs_it = runs(actor, membership.cluster_id)
    own = actor.organisation_id == membership.organisation_id
    tells_why = (runs_it or own) and membership.state == MembershipState.ACTIVE
    standing = standing_of(membership, today) if tells_why else None
    mandates = register.representatives_of([membership.organisation_id], today)
    return MemberPage(
        state=state_of(membership),
        rights=tier_words(membership.tier),
        tiers=_stands(standing) if standing else (),
        foreseen=foreseen_words(standing, today) if standing else "",
        is_below=membership.tier_id != membership.admitted_to_id,
        speaks=speakers_words(membership, mandates),
        history=[_happened(change, tells_why=runs_it or own) for change in history_of(membership)],
        runs_it=runs_it,
        speaks_for=own,
        evidence_url=_evidence_url(membership) if own else "",
    )


def _evidence_url(membership: Membership) -> str:
    return reverse("register:list-evidence", args=[membership.organisation_id])


def _stands(standing: Standing) -> list[TierStands]:
    return [
        TierStands(
            standing.tier_of(rung.rung),
            rung.rung == standing.judgement.rung,
            [_asked(standing, finding) for finding in rung.findings],
        )
        for rung in standing.judgement.considered
    ]


def _asked(standing: Standing, finding: Finding) -> Asked:
    words = criterion_words(standing.criteria[finding.need.key])
    status = Status("Met", Tone.GO) if finding.is_met else Status("Not met", Tone.WAITS)
    return Asked(words, finding_words(finding), status)


_TOLD = {
    ("", "active"): "Joined as {to}",
    ("", "applied"): "Asked to join",
    ("applied", "active"): "Was let in as {to}",
    ("applied", "declined"): "Did not come in",
    ("left", "active"): "Came back as {to}",
    ("left", "applied"): "Asked to come back",
    ("declined", "applied"): "Asked to join again",
    ("declined", "active"): "Joined as {to}",
    ("active", "suspended"): "Was suspended",
    ("suspended", "active"): "Is no longer suspended: {to}",
    ("active", "left"): "Left",
    ("suspended", "left"): "Left",
}


def _happened(change: MembershipChange, *, tells_why: bool) -> Happening:
    """One line of a membership's history; why it happened is told as the tier's why is."""
    told = _TOLD.get((change.from_state, change.to_state))
    if told is None:
        told = "Moved from {before} to {to}" if change.from_tier != change.to_tier else "Stays {to}"
        if change.by_rule:
            told = "Changed from {before} to {to}, by the criteria"
    text = told.format(before=change.from_tier, to=change.to_tier)
    return Happening(change.effective_on, f"{text}.", detail=change.reason if tells_why else "")


def people_who_may_speak(membership: Membership, today: date) -> dict[Person, str]:
    """Those who hold a mandate to represent the member, each with what tells them apart."""
    found: dict[Person, str] = {}
    for mandate in register.representatives_of([membership.organisation_id], today):
        until = f"until {day(mandate.ends_on)}" if mandate.ends_on else ""
        stands_in = f"deputy of {mandate.deputy_for.person}" if mandate.deputy_for else ""
        detail = ", ".join(part for part in (mandate.post, stands_in, until) if part)
        found.setdefault(mandate.person, detail)
    return found
