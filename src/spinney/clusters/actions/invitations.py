"""Inviting organisations into a cluster, and keeping at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, TooMany
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.clusters import policies
from spinney.clusters.bridge.standing import tiers_of
from spinney.clusters.events import invitations as news
from spinney.clusters.letters import invitations as letters
from spinney.clusters.models import Cluster, Invitation, Tier
from spinney.clusters.policies import clusters as cluster_rules
from spinney.clusters.policies import invitations as rules
from spinney.clusters.policies import members as member_rules
from spinney.clusters.queries.invitations import ACCEPT, MOST_A_DAY, Guest, problems_of, sent_lately
from spinney.clusters.states import InvitationState


@transaction.atomic
def invite(
    *,
    cluster: Cluster,
    guests: Sequence[Guest],
    tier: Tier,
    message: str,
    answer_by: date,
    by: Actor,
    now: datetime,
) -> list[Invitation]:
    """Ask organisations by e-mail to join as a tier, each with a link that answers.

    All are sent, or none: raises BadInput, with a sentence for each that cannot be invited (it
    belongs already, was invited already, stands in the list twice), TooMany beyond 300 a day.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "invite", by=by, scope=scope)
    # One at a time: two facilitators must not invite the same organisation in the same moment.
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    cluster_rules.check_cluster_goes_on(cluster)
    rules.check_answer_by(answer_by, localdate(now))
    member_rules.check_tier_is_in_use_here(tier, tiers_of(cluster))
    if sent_lately(by.label, now) + len(guests) > MOST_A_DAY:
        raise TooMany(f"You can send {MOST_A_DAY} invitations a day. Send the rest tomorrow.")
    problems = problems_of(cluster, guests)
    if problems:
        raise BadInput(" ".join(problems.values()), {"guests": list(problems.values())})
    sent = []
    for guest in guests:
        invitation = Invitation.objects.create(
            cluster=cluster,
            organisation_id=guest.organisation_id,
            organisation_name=guest.organisation_name,
            email=guest.email.strip().lower(),
            person_name=guest.person_name,
            tier=tier,
            message=message,
            sent_at=now,
            sent_by=by.label,
            answer_by=answer_by,
        )
        record(
            "clusters.invite", by=by, on=invitation, at=now, scope=scope,
            organisation=guest.organisation_name, tier=tier.name,
        )  # fmt: skip
        letters.invited(invitation, by=by, now=now)
        news.invitation_sent.send(sender=Invitation, invitation=invitation, now=now, by=by)
        sent.append(invitation)
    return sent


def _locked(invitation: Invitation) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("cluster", "tier", "organisation")
        .get(pk=invitation.pk)
    )


@transaction.atomic
def remind_invitee(*, invitation: Invitation, by: Actor, now: datetime) -> Invitation:
    """Send the invitation once more, as a reminder. Once a day at most."""
    scope = cluster_scope(invitation.cluster_id)
    require(policies.MAY, "remind_invitee", by=by, scope=scope)
    invitation = _locked(invitation)
    cluster_rules.check_cluster_goes_on(invitation.cluster)
    rules.check_is_open(invitation)
    rules.check_not_reminded_today(invitation, localdate(now))
    letters.invited(invitation, by=by, now=now, reminds=True)
    invitation.reminded_at = now
    invitation.save(update_fields=["reminded_at"])
    record(
        "clusters.remind_invitee", by=by, on=invitation, at=now, scope=scope,
        organisation=invitation.organisation_name,
    )  # fmt: skip
    return invitation


@transaction.atomic
def resend_invitation(
    *, invitation: Invitation, email: str, answer_by: date, by: Actor, now: datetime
) -> Invitation:
    """Send an invitation that waits again, to another address or with a later date. Links that
    were sent before stop working.
    """
    scope = cluster_scope(invitation.cluster_id)
    require(policies.MAY, "resend_invitation", by=by, scope=scope)
    invitation = _locked(invitation)
    cluster_rules.check_cluster_goes_on(invitation.cluster)
    rules.check_is_open(invitation)
    rules.check_answer_by(answer_by, localdate(now))
    links.revoke(ACCEPT, subject_of(invitation), now=now)
    changed_address = email.strip().lower() != invitation.email
    invitation.email, invitation.answer_by = email.strip().lower(), answer_by
    invitation.sent_at, invitation.sent_by, invitation.reminded_at = now, by.label, None
    invitation.save()
    letters.invited(invitation, by=by, now=now)
    record(
        "clusters.resend_invitation", by=by, on=invitation, at=now, scope=scope,
        organisation=invitation.organisation_name, to_another_address=changed_address,
        answer_by=answer_by,
    )  # fmt: skip
    return invitation


@transaction.atomic
def withdraw_invitation(
    *, invitation: Invitation, reason: str = "", by: Actor, now: datetime
) -> Invitation:
    """Take an invitation back: its link tells so."""
    scope = cluster_scope(invitation.cluster_id)
    require(policies.MAY, "withdraw_invitation", by=by, scope=scope)
    invitation = _locked(invitation)
    rules.check_is_open(invitation)
    invitation.state, invitation.reason = InvitationState.WITHDRAWN, reason
    invitation.answered_at = now
    invitation.save(update_fields=["state", "reason", "answered_at"])
    links.revoke(ACCEPT, subject_of(invitation), now=now)
    record(
        "clusters.withdraw_invitation", by=by, on=invitation, at=now, scope=scope,
        organisation=invitation.organisation_name, reason=reason,
    )  # fmt: skip
    return invitation
