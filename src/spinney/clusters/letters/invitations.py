"""The letter that asks an organisation to join, its reminder, and word of the answer."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_default_timezone, localdate

from spinney.base.access.links import Errand
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.outbox import ask, tell
from spinney.base.post.senders import reply_address
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters.bridge.rules import joining_rule
from spinney.clusters.letters.clusters import asker_of
from spinney.clusters.models import Invitation
from spinney.clusters.policies.invitations import DAYS_AFTER_DATE
from spinney.clusters.queries.clusters import facilitators_of
from spinney.clusters.queries.invitations import ACCEPT, held_by
from spinney.clusters.states import InvitationState, MembershipState
from spinney.register import api as register

INVITED = "clusters.invitation"
ANSWERED = "clusters.invitation_answered"
ACTS = "clusters.somebody_acts"
MINUTES = 3
SAY_NO = (
    "If it is not for you, open the link and say no: a word why helps, and nobody writes again."
    " If a colleague should answer, you can pass it on there."
)


def errand_of(invitation: Invitation) -> Errand:
    """What the link of an invitation lets its holder do: answer this one, or pass it on."""
    return Errand(
        ACCEPT,
        subject_of(invitation),
        cluster_scope(invitation.cluster_id),
        minutes=MINUTES,
        may_forward=True,
    )


def ends_at(invitation: Invitation) -> datetime:
    """When the link of an invitation ends: some days after the date asked for."""
    last = invitation.answer_by + timedelta(days=DAYS_AFTER_DATE)
    return datetime.combine(last, time(23, 59), get_default_timezone())


def invited(invitation: Invitation, *, by: Actor, now: datetime, reminds: bool = False) -> TaskLink:
    """Send the invitation (or remind of it) with a link that answers it, and return the link.

    A reminder goes to whoever has it now: she may have been handed it by the one it was sent to.
    """
    cluster = invitation.cluster
    letter = _invited(
        cluster_scope(cluster.pk), cluster.name, asker_of(by, cluster, now),
        invitation.organisation_name, _paragraphs(invitation, reminds), invitation.message,
    )  # fmt: skip
    letter = Letter(
        **{
            **vars(letter),
            "by_when": invitation.answer_by,
            "about": subject_of(invitation),
            "reply_to": reply_address(by),
        }
    )
    to = held_by([invitation])[invitation.pk] if reminds else invitation.email
    _, link = ask(
        letter, errand_of(invitation), to=to, by=by, now=now,
        expires_at=ends_at(invitation), organisation_id=invitation.organisation_id,
    )  # fmt: skip
    return link


def _paragraphs(invitation: Invitation, reminds: bool) -> list[str]:
    cluster, tier = invitation.cluster, invitation.tier
    first = "This reminds you of an invitation that waits for your answer. " if reminds else ""
    rule = joining_rule(cluster.pk)
    waits = "" if rule.at_once else f" If you say yes you ask to join. {rule.words_to_others}"
    return [
        f"{first}{cluster.name} asks {invitation.organisation_name} to join it as {tier.name}."
        f"{waits}",
        f"Joining costs nothing, and you can leave again. Please answer by"
        f" {day(invitation.answer_by)}. You need no account and no password.",
    ]


def _invited(
    scope: Scope, place: str, asker: str, organisation: str, words: list[str], said: str
) -> Letter:
    return Letter(
        kind=INVITED,
        scope=scope,
        place=place,
        asker=asker,
        headline=f"will {organisation} join {place}?",
        paragraphs=words,
        said=said,
        deed="Answer",
        minutes=MINUTES,
        say_no=SAY_NO,
    )


def somebody_acts(
    organisation: register.Organisation,
    person: Person,
    post: str,
    invitation: Invitation,
    *,
    may_sign: bool,
    now: datetime,
) -> None:
    """Tell the address on the register that somebody now acts for the organisation, so that a
    stranger cannot do so unseen.
    """
    if not organisation.email or organisation.email.lower() == person.email:
        return
    letter = _acts(
        organisation.name, invitation.cluster.name, str(person), person.email, post,
        subject_of(invitation), may_sign=may_sign,
    )  # fmt: skip
    tell(letter, to=organisation.email, by=Actor.system("invitations"), now=now)


def _acts(
    organisation: str,
    cluster: str,
    name: str,
    email: str,
    post: str,
    about: str = "",
    *,
    may_sign: bool = False,
) -> Letter:
    powers = (
        "speak, vote and sign agreements for it, and keep its profile, but not spend"
        if may_sign
        else "speak and vote for it there, and keep its profile, but neither sign nor spend"
    )
    return Letter(
        kind=ACTS,
        scope=Scope("site"),
        place=organisation,
        asker=cluster,
        headline=f"{name} now acts for {organisation} on Spinney",
        paragraphs=[
            f"{name} ({email}) said: I am {post} at {organisation}, and accepted an invitation to"
            f" join {cluster}. So this person may now {powers}.",
            "This address is the one on the public register, so we tell you. If it is not right,"
            " answer this message, and it will be stopped.",
        ],
        about=about,
    )


def answered(invitation: Invitation, *, by: Actor, now: datetime) -> None:
    """Tell the facilitators what an organisation answered."""
    cluster, name = invitation.cluster, invitation.organisation_name
    accepted = invitation.state == InvitationState.ACCEPTED
    membership = invitation.membership
    waits = accepted and membership is not None and membership.state == MembershipState.APPLIED
    told = f"{name} does not join {cluster.name}"
    if accepted:
        told = f"{name} asks to join {cluster.name}" if waits else f"{name} joins {cluster.name}"
    link = reverse(f"clusters:{'members' if accepted else 'invitations'}", args=[cluster.pk])
    if waits and membership is not None:
        link = reverse("clusters:member", args=[cluster.pk, membership.pk])
    letter = _answered(
        cluster_scope(cluster.pk), cluster.name, name, told, invitation.reason, link,
        subject_of(invitation),
    )  # fmt: skip
    for helper in facilitators_of(cluster.pk, localdate(now)):
        if helper.person_id != by.person_id:
            tell(letter, to=helper.person, by=by, now=now)


def _answered(
    scope: Scope, place: str, name: str, told: str, reason: str, link: str, about: str = ""
) -> Letter:
    return Letter(
        kind=ANSWERED,
        scope=scope,
        place=place,
        asker=name,
        headline=told,
        paragraphs=[f"{name} answered your invitation. {told}."],
        said=reason,
        link=link,
        about=about,
    )


add_kind(
    Kind(
        INVITED,
        "Invitations to join a cluster",
        lambda: _invited(
            Scope("cluster", 1),
            "The Spinney",
            "Ash Green, facilitator",
            "Birch House",
            ["The Spinney asks Birch House to join it as Full."],
            "We met in March.",
        ),
    )  # fmt: skip
)
add_kind(
    Kind(
        ANSWERED,
        "Answers to your invitations",
        lambda: _answered(
            Scope("cluster", 1),
            "The Spinney",
            "Birch House",
            "Birch House joins The Spinney",
            "",
            "/clusters/1/members/",
        ),
    )
)
add_kind(
    Kind(
        ACTS,
        "Who acts for your organisation",
        lambda: _acts("Birch House", "The Spinney", "B. Birch", "birch@example.org", "director"),
        may_be_refused=False,
    )
)
