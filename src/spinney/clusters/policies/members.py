"""Who may read and change memberships, and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.web.components.words import day
from spinney.clusters.models import Cluster, Membership, Tier
from spinney.clusters.states import NEXT, MembershipState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
IN_A_TIER = frozenset({Role.MEMBER, Role.OBSERVER})
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # the site itself, by rule

MAY: dict[str, frozenset[Role]] = {
    "members": RUNS_IT | {Role.MEMBER},
    "export_members": RUNS_IT | {Role.MEMBER},
    "member": RUNS_IT | IN_A_TIER,
    "ask_to_join": frozenset({Role.SIGNED_IN}),
    "take_back_request": frozenset({Role.SIGNED_IN}),
    "admit_member": RUNS_IT,
    "decline_member": RUNS_IT,
    "move_member": RUNS_IT,
    "propose_suspension": RUNS_IT,
    "answer_suspension": IN_A_TIER,
    "drop_suspension": RUNS_IT,
    "suspend_member": RUNS_IT,
    "reinstate_member": RUNS_IT,
    "readmit_member": RUNS_IT,
    "leave_cluster": RUNS_IT | IN_A_TIER,
    "stay_in_cluster": RUNS_IT | IN_A_TIER,
    "name_representative": RUNS_IT | IN_A_TIER,
    "end_membership": NOBODY_BY_HAND,
    "adjust_tiers": NOBODY_BY_HAND,
    "agree_notice": NOBODY_BY_HAND,
    "agree_joining": NOBODY_BY_HAND,
    "agree_suspension": NOBODY_BY_HAND,
    "end_suspension": NOBODY_BY_HAND,
    "follow_merge": NOBODY_BY_HAND,
    "follow_unmerge": NOBODY_BY_HAND,
}


def runs(by: Actor, cluster_id: int) -> bool:
    """Whether the actor runs the cluster (or is the site itself)."""
    return by.is_system or bool(by.roles_in(cluster_scope(cluster_id)) & RUNS_IT)


def speaks_for(by: Actor, membership: Membership) -> bool:
    """Whether the actor acts for the member now."""
    return by.organisation_id == membership.organisation_id


def check_runs_or_speaks_for(by: Actor, membership: Membership) -> None:
    """Raise NotAllowed to whoever neither runs the cluster nor acts for this member."""
    if not (runs(by, membership.cluster_id) or speaks_for(by, membership)):
        raise NotAllowed(
            f"That is for those who act for {membership.organisation.name}, or for a facilitator."
        )


def check_can_become(membership: Membership, state: MembershipState) -> None:
    """Raise WrongState unless the membership may move to the state."""
    if state not in NEXT[MembershipState][membership.state]:
        raise WrongState(
            f"{membership.organisation.name} is “{membership.get_state_display()}” now,"
            f" so it cannot become “{state.label}”."
        )


def check_is_in(membership: Membership) -> None:
    """Raise WrongState unless the organisation is in the cluster (a suspended one is)."""
    if membership.state not in (MembershipState.ACTIVE, MembershipState.SUSPENDED):
        raise WrongState(f"{membership.organisation.name} does not belong to this cluster now.")


def check_is_request(membership: Membership) -> None:
    """Raise WrongState unless the organisation has asked to join and waits for an answer."""
    if membership.state != MembershipState.APPLIED:
        raise WrongState(
            f"{membership.organisation.name} does not wait for an answer:"
            f" it is “{membership.get_state_display()}”."
        )


def check_sponsor(sponsor_id: int | None, members: Collection[int]) -> None:
    """Raise BadInput unless a member of today proposes whoever comes in."""
    told = ""
    if sponsor_id is None:
        told = "You agreed that a member proposes it. Say which one does."
    elif sponsor_id not in members:
        told = "Choose one that is a member today."
    if told:
        raise BadInput(told, {"sponsor": [told]})


def check_not_leaving(membership: Membership) -> None:
    """Raise WrongState when a day of leaving is set already."""
    if membership.leaves_on is not None:
        raise WrongState(
            f"{membership.organisation.name} is leaving already, on {day(membership.leaves_on)}."
        )


def check_is_leaving(membership: Membership, on: date) -> None:
    """Raise WrongState unless a day of leaving is set and still to come."""
    if membership.leaves_on is None or membership.leaves_on <= on:
        raise WrongState(f"{membership.organisation.name} is not about to leave.")


def earliest_day_to_leave(cluster: Cluster, today: date) -> date:
    """The first day on which a member that gives notice today no longer belongs."""
    return today + timedelta(days=cluster.notice_to_leave_days)


def check_may_ask(cluster: Cluster) -> None:
    """Raise NotFound unless the cluster lets organisations ask: others stay confidential."""
    if cluster.join_rule != Cluster.JoinRule.ASK or cluster.state == "ended":
        raise NotFound("There is no such page, or it is not shared with you.")


def check_acts_for_somebody(by: Actor) -> int:
    """The organisation that the actor represents. Raises NotAllowed when there is none."""
    if by.organisation_id is None:
        raise NotAllowed(
            "You act for no organisation yet. Find yours and say that you represent it, then ask."
        )
    scope = next(s for s in by.roles if s.kind == "organisation" and s.id == by.organisation_id)
    if not by.has(Role.REPRESENTATIVE, scope):
        raise NotAllowed(
            f"Your mandate for {by.organisation_name} does not let you represent it."
            " Ask a colleague who does."
        )
    return by.organisation_id


def check_tier_is_in_use_here(tier: Tier, tiers: list[Tier]) -> None:
    """Raise WrongState unless the tier is one of those that the cluster goes by."""
    if tier.pk not in {one.pk for one in tiers}:
        raise WrongState(f"“{tier.name}” is not one of this cluster’s tiers any more.")
