"""Answering an invitation: by the link in the mail, or signed in. Accepting brings the organisation
in, and lets the person act for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.kernel.policy import require
from spinney.base.post import outbox
from spinney.base.record.record import record, subject_of
from spinney.clusters import policies
from spinney.clusters.bridge.changes import Turn, turn
from spinney.clusters.bridge.joining import bring_in, membership_row
from spinney.clusters.bridge.rules import joining_rule
from spinney.clusters.bridge.standing import tiers_of
from spinney.clusters.events import invitations as news
from spinney.clusters.events import members as member_news
from spinney.clusters.letters import invitations as letters
from spinney.clusters.models import Invitation, Membership, Tier
from spinney.clusters.policies import clusters as cluster_rules
from spinney.clusters.policies import invitations as rules
from spinney.clusters.queries.invitations import ACCEPT, is_invitee
from spinney.clusters.states import InvitationState, MembershipState
from spinney.register import api as register

POWERS = register.Powers(may_represent=True, may_vote=True, may_hold_data=True)
"""What accepting lets a person do for her organisation: speak, vote, keep its evidence. She may
sign for it only if she says that its board or its rules let her; she may not spend.
"""


@dataclass(frozen=True)
class Answer:
    """Who accepts: her name and post, what her organisation is called if the invitation left it
    open, what it brings, that she agreed to the words shown to her, and whether she said that she
    may sign for it.
    """

    person_name: str
    post: str
    agreed_to: str
    organisation_name: str = ""
    brings: str = ""
    may_sign: bool = False


def _open(invitation: Invitation, verb: str, by: Actor) -> tuple[Invitation, str]:
    """The invitation, locked, and the address that answers. Raises NotFound to anybody else."""
    subject = subject_of(invitation)
    scope = cluster_scope(invitation.cluster_id)
    # A link is for accepting; whoever may accept may also decline, or pass it on.
    asked = "accept_invitation" if by.pass_ is not None else verb
    require(policies.MAY, asked, by=by, scope=scope, subject=subject)
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("cluster__programme", "tier", "organisation")
        .get(pk=invitation.pk)
    )
    if by.pass_ is not None:
        return invitation, TaskLink.objects.get(pk=by.pass_.link_id).email
    email = Person.objects.get(pk=by.person_id).email if by.person_id else ""
    if not is_invitee(by, email, invitation):
        raise NotFound("There is no such invitation, or it is not for you.")
    return invitation, email


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, answer: Answer, by: Actor, now: datetime
) -> Membership:
    """Bring the organisation in, from today. Where others than those who run the cluster decide
    who comes in, or a member must propose it, saying yes is asking to join: it waits for them.

    The person whose mailbox it came to gets a mandate to represent it, unless somebody else does
    already: then NotAllowed, since one of those must answer (`forward_invitation`).
    """
    invitation, email = _open(invitation, "accept_invitation", by)
    cluster = invitation.cluster
    rules.check_can_become(invitation, InvitationState.ACCEPTED)
    cluster_rules.check_cluster_goes_on(cluster)
    _check_answer(answer, invitation)
    organisation = _organisation(invitation, answer, now=now)
    person = _person(email, answer.person_name)
    _let_speak(organisation, person, answer, invitation, now=now)
    membership = membership_row(cluster, organisation.pk, invitation.tier, now)
    if membership.pk is None or membership.state not in (
        MembershipState.ACTIVE,
        MembershipState.SUSPENDED,
    ):
        membership.brings = answer.brings or membership.brings
        tier = invitation.tier if invitation.tier in tiers_of(cluster) else tiers_of(cluster)[-1]
        _come_in(membership, tier, by=by, now=now)
    invitation.organisation, invitation.membership = organisation, membership
    invitation.organisation_name = organisation.name
    _settle(invitation, InvitationState.ACCEPTED, "", now)
    record(
        "clusters.accept_invitation", by=by, on=invitation, at=now, scope=cluster_scope(cluster.pk),
        organisation=organisation.name, post=answer.post,
        tier=membership.tier.name if membership.state != MembershipState.APPLIED else "",
        agreed_to=answer.agreed_to, person_id=person.pk, may_sign=answer.may_sign,
    )  # fmt: skip
    _tell_of_answer(invitation, by=by, now=now)
    return membership


def _come_in(membership: Membership, tier: Tier, *, by: Actor, now: datetime) -> None:
    """Bring it in; or let it ask, where that is decided by others."""
    rule = joining_rule(membership.cluster_id)
    if rule.at_once:
        change = bring_in(membership, tier, trial_months=rule.trial_months, by=by, now=now)
    else:
        membership.asked_at = now
        to = Turn(MembershipState.APPLIED, tier, tier, membership.brings)
        change = turn(membership, to, by=by, now=now, on=localdate(now))
    member_news.membership_changed.send(
        sender=Membership, membership=membership, change=change, now=now, by=by
    )


def _check_answer(answer: Answer, invitation: Invitation) -> None:
    fields = {}
    if not answer.person_name.strip():
        fields["person_name"] = ["Enter your name."]
    if not answer.post.strip():
        fields["post"] = ["Enter your post there, such as director or trustee."]
    if not answer.agreed_to:
        fields["agrees"] = ["Tick the box if you agree. Without it we cannot let you act for it."]
    if fields:
        raise BadInput("Some answers are missing.", fields)


def _organisation(
    invitation: Invitation, answer: Answer, *, now: datetime
) -> register.Organisation:
    """The organisation that was invited; the one kept, if it was merged; a new one, if the register
    does not know it.
    """
    known = invitation.organisation
    while known is not None and known.merged_into is not None:
        known = known.merged_into
    if known is not None:
        return known
    name = answer.organisation_name.strip() or invitation.organisation_name
    return register.add_organisation(facts={"name": name}, by=Actor.system("invitations"), now=now)


def _person(email: str, name: str) -> Person:
    person = Person.objects.filter(email=email).first()
    if person is None:
        return Person.objects.create_user(email, name.strip())
    if not person.name:
        person.name = name.strip()
        person.save(update_fields=["name"])
    return person


def _let_speak(
    organisation: register.Organisation,
    person: Person,
    answer: Answer,
    invitation: Invitation,
    *,
    now: datetime,
) -> None:
    today = localdate(now)
    held = register.representatives_of([organisation.pk], today)
    if person.pk in {mandate.person_id for mandate in held}:
        return
    rules.check_nobody_else_speaks(organisation.name, [m.post for m in held])
    how = f"accepted the invitation to {invitation.cluster.name}"
    register.give_mandate(
        organisation=organisation,
        person=person,
        powers=replace(POWERS, may_sign=answer.may_sign),
        term=register.Term(starts_on=today, post=answer.post.strip(), given_how=how),
        by=Actor.system("invitations"),
        now=now,
    )
    letters.somebody_acts(
        organisation, person, answer.post, invitation, may_sign=answer.may_sign, now=now
    )


def _settle(invitation: Invitation, state: InvitationState, reason: str, now: datetime) -> None:
    invitation.state, invitation.reason, invitation.answered_at = state, reason, now
    invitation.save()
    links.finish(ACCEPT, subject_of(invitation), now=now)


def _tell_of_answer(invitation: Invitation, *, by: Actor, now: datetime) -> None:
    letters.answered(invitation, by=by, now=now)
    news.invitation_answered.send(sender=Invitation, invitation=invitation, now=now, by=by)


@transaction.atomic
def decline_invitation(
    *, invitation: Invitation, reason: str = "", by: Actor, now: datetime
) -> Invitation:
    """Say no, with a reason or without. Nobody writes about it again."""
    invitation, _ = _open(invitation, "decline_invitation", by)
    rules.check_can_become(invitation, InvitationState.DECLINED)
    _settle(invitation, InvitationState.DECLINED, reason, now)
    record(
        "clusters.decline_invitation", by=by, on=invitation, at=now,
        scope=cluster_scope(invitation.cluster_id),
        organisation=invitation.organisation_name, reason=reason,
    )  # fmt: skip
    _tell_of_answer(invitation, by=by, now=now)
    return invitation


@transaction.atomic
def forward_invitation(
    *, invitation: Invitation, email: str = "", by: Actor, now: datetime
) -> Invitation:
    """Pass an invitation on to a colleague's address; without one, to whoever represents the
    organisation here already. The first link stops working.
    """
    invitation, address = _open(invitation, "forward_invitation", by)
    rules.check_is_open(invitation)
    email = email.strip().lower() or _first_representative(invitation, now)
    if email == address:
        told = "That is your own address. Give a colleague’s."
        raise BadInput(told, {"email": [told]})
    link = (
        TaskLink.objects.filter(verb=ACCEPT, subject=subject_of(invitation), email=address)
        .filter(used_at=None, revoked_at=None, expires_at__gt=now)
        .order_by("-made_at", "-pk")
        .first()
    )
    if link is None:
        raise NotFound("The link of this invitation has ended. Ask the facilitator for a new one.")
    outbox.hand_on(link, email=email, by_whom=address, now=now)
    others = TaskLink.objects.filter(verb=ACCEPT, subject=subject_of(invitation), used_at=None)
    others.filter(revoked_at=None).exclude(email=email).update(revoked_at=now)
    record(
        "clusters.forward_invitation", by=by, on=invitation, at=now,
        scope=cluster_scope(invitation.cluster_id), organisation=invitation.organisation_name,
    )  # fmt: skip
    return invitation


def _first_representative(invitation: Invitation, now: datetime) -> str:
    held = register.representatives_of([invitation.organisation_id or 0], localdate(now))
    if not held:
        told = "Give the address of a colleague."
        raise BadInput(told, {"email": [told]})
    return held[0].person.email
