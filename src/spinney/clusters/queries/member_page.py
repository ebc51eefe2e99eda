"""One member's page: its tier, why, what would change it and when; who speaks for it; its history.

Why a member holds its tier is shown to its own people and to those who run the cluster; to the
other members only the tier itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.web.components.parts import Happening, Status, Tone
from spinney.base.web.components.words import day
from spinney.clusters.bridge.rules import WHO_DECIDES, SuspensionRule, suspension_rule
from spinney.clusters.bridge.standing import Standing, standing_of
from spinney.clusters.bridge.suspending import open_suspension
from spinney.clusters.bridge.words import (
    criterion_words,
    finding_words,
    foreseen_words,
    tier_words,
)
from spinney.clusters.engine.tiers import Finding
from spinney.clusters.models import Membership, MembershipChange, Suspension, Tier
from spinney.clusters.policies.suspending import heard_on
from spinney.clusters.queries.cluster_page import speakers_words, state_of
from spinney.clusters.queries.clusters import runs
from spinney.clusters.queries.decisions import named_decisions
from spinney.clusters.queries.members import history_of
from spinney.clusters.states import Decides, MembershipState, SuspensionState
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
    suspension: SuspensionShown | None
    rule: SuspensionRule
    on_trial_until: date | None
    runs_it: bool
    speaks_for: bool
    evidence_url: str = ""


@dataclass(frozen=True)
class SuspensionShown:
    """A suspension that is proposed or in force, as somebody may see it: its reason and the answer
    are read by the member, by those who run the cluster, and by the members if they decide it.
    """

    suspension: Suspension
    who: str
    tells_why: bool
    can_decide: bool

    @property
    def is_proposed(self) -> bool:
        return self.suspension.state == SuspensionState.PROPOSED


def _suspension_of(
    actor: Actor, membership: Membership, today: date, *, close: bool
) -> SuspensionShown | None:
    found = open_suspension(membership)
    if found is None:
        return None
    # The members that are to decide it read it while they do.
    waits_for_members = (found.state, found.decides) == (SuspensionState.PROPOSED, Decides.MEMBERS)
    decides_here = waits_for_members and actor.has(
        Role.MEMBER, cluster_scope(membership.cluster_id)
    )
    first = heard_on(found)
    return SuspensionShown(
        found, WHO_DECIDES[Decides(found.decides)], close or decides_here,
        first is None or first <= today,
    )  # fmt: skip


def member_page_of(actor: Actor, membership: Membership, today: date) -> MemberPage:
    """The page of a membership for somebody who may see it."""
    runs_it = runs(actor, membership.cluster_id)
    own = actor.organisation_id == membership.organisation_id
    tells_why = (runs_it or own) and membership.state == MembershipState.ACTIVE
    standing = standing_of(membership, today) if tells_why else None
    mandates = register.representatives_of([membership.organisation_id], today)
    history = history_of(membership)
    links = _links(actor, membership, history)
    return MemberPage(
        state=state_of(membership),
        rights=tier_words(membership.tier),
        tiers=_stands(standing) if standing else (),
        foreseen=foreseen_words(standing, today) if standing else "",
        is_below=membership.tier_id != membership.admitted_to_id,
        speaks=speakers_words(membership, mandates),
        history=[_happened(one, links, tells_why=runs_it or own) for one in history],
        suspension=_suspension_of(actor, membership, today, close=runs_it or own),
        rule=suspension_rule(membership.cluster_id),
        on_trial_until=_trial(membership, today),
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
    ("applied", "applied"): "Was invited, and asked again to join",
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


def _trial(membership: Membership, today: date) -> date | None:
    """The last day of a trial that still goes on."""
    last = membership.trial_until
    if last is None or last < today or membership.state != MembershipState.ACTIVE:
        return None
    return last


def _links(
    actor: Actor, membership: Membership, history: Sequence[MembershipChange]
) -> dict[str, str]:
    """Where the decisions that a history names stand, by their uids; asked only if it names any."""
    if not any(one.decision for one in history):
        return {}
    return {one.uid: one.url for one in named_decisions(actor, membership.cluster_id)}


def _happened(change: MembershipChange, links: Mapping[str, str], *, tells_why: bool) -> Happening:
    """One line of a membership's history; why it happened is told as the tier's why is. Where it
    was decided is everybody's who sees the page.
    """
    told = _TOLD.get((change.from_state, change.to_state))
    if told is None:
        told = "Moved from {before} to {to}" if change.from_tier != change.to_tier else "Stays {to}"
        if change.by_rule:
            told = "Changed from {before} to {to}, by the criteria"
    text = told.format(before=change.from_tier, to=change.to_tier)
    said = [change.reason] if tells_why and change.reason else []
    if change.decided:
        on = f", {day(change.decided_on)}" if change.decided_on else ""
        said.append(f"Decided: {change.decided}{on}.")
    return Happening(
        change.effective_on, f"{text}.", url=links.get(change.decision, ""), detail=" ".join(said)
    )


def people_who_may_speak(membership: Membership, today: date) -> dict[Person, str]:
    """Those who hold a mandate to represent the member, each with what tells them apart."""
    found: dict[Person, str] = {}
    for mandate in register.representatives_of([membership.organisation_id], today):
        until = f"until {day(mandate.ends_on)}" if mandate.ends_on else ""
        stands_in = f"deputy of {mandate.deputy_for.person}" if mandate.deputy_for else ""
        detail = ", ".join(part for part in (mandate.post, stands_in, until) if part)
        found.setdefault(mandate.person, detail)
    return found
