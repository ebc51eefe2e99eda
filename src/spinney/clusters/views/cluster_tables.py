"""The lists of clusters, members and invitations, declared once for page and spreadsheet."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.clusters.models import Cluster, Invitation, Membership
from spinney.clusters.queries.cluster_page import state_of
from spinney.clusters.states import ClusterState, InvitationState, MembershipState

CLUSTER_TONES = {
    ClusterState.FORMING: Tone.WAITS,
    ClusterState.ACTIVE: Tone.GO,
    ClusterState.ENDED: Tone.QUIET,
}
INVITATION_TONES = {
    InvitationState.SENT: Tone.WAITS,
    InvitationState.ACCEPTED: Tone.GO,
    InvitationState.DECLINED: Tone.QUIET,
    InvitationState.WITHDRAWN: Tone.QUIET,
}


def cluster_status(cluster: Cluster) -> Status:
    """Where a cluster stands, as a tag."""
    return Status(cluster.get_state_display(), CLUSTER_TONES[ClusterState(cluster.state)])


def invitation_status(invitation: Invitation) -> Status:
    """Where an invitation stands, as a tag."""
    tone = INVITATION_TONES[InvitationState(invitation.state)]
    return Status(invitation.get_state_display(), tone)


CLUSTERS = Table(
    name="clusters",
    caption="Clusters",
    default_order="name",
    noun="cluster",
    columns=[
        Column(
            "name", "Cluster", order_by="name",
            link=lambda c: reverse("clusters:cluster", args=[c.pk]),
        ),
        Column("state", "State", kind="status", value=cluster_status, order_by="state"),
        Column(
            "programme", "Programme", order_by="programme__name",
            value=lambda c: c.programme.name if c.programme else "",
        ),
        Column("place", "Place or theme", value=lambda c: c.place or c.theme, order_by="place"),
        Column("n_members", "Members", kind="number", order_by="n_members"),
    ],
    filters=[ChoiceFilter("state", "State", labels=dict(ClusterState.choices))],
    search=["name", "place", "theme"],
    empty=Empty(
        "You are in no cluster yet",
        "When somebody invites your organisation, you find the cluster here. You can also set one"
        " up yourself.",
    ),
)  # fmt: skip

ASKABLE = Table(
    name="open-clusters",
    caption="Clusters that you may ask to join",
    default_order="name",
    noun="cluster",
    columns=[
        Column("name", "Cluster", order_by="name"),
        Column("place", "Place or theme", value=lambda c: c.place or c.theme, order_by="place"),
        Column("summary", "What it is for"),
        Column(
            "ask", "Ask", value=lambda c: "Ask to join",
            link=lambda c: reverse("clusters:ask-to-join", args=[c.pk]),
        ),
    ],
    search=["name", "place", "theme", "summary"],
)  # fmt: skip


def members_table(speakers: dict[int, str]) -> Table:
    """A cluster's members; `speakers` gives, by organisation, who speaks for it."""
    return Table(
        name="members",
        caption="Members",
        default_order="tier",
        noun="organisation",
        columns=[
            Column(
                "name", "Organisation", value=lambda m: m.organisation.name,
                order_by="organisation__name",
                link=lambda m: reverse("clusters:member", args=[m.cluster_id, m.pk]),
            ),
            Column(
                "tier", "Tier", value=lambda m: m.tier.name,
                order_by=["tier__position", "organisation__name"],
            ),
            Column("state", "State", kind="status", value=state_of, order_by="state"),
            Column("vote", "Votes", kind="yes_no", value=_votes, order_by="tier__may_vote"),
            Column("speaks", "Who speaks for it", value=lambda m: speakers.get(m.organisation_id)),
            Column("joined_on", "Joined", kind="date", order_by="joined_on"),
            Column("left_on", "Left", kind="date", order_by="left_on", only="file"),
            Column("admitted_to", "Admitted to", value=lambda m: m.admitted_to.name, only="file"),
            Column("brings", "What it brings", only="file"),
        ],
        filters=[
            ChoiceFilter("state", "State", labels=_STATES),
            ChoiceFilter("tier", "Tier", field="tier__name"),
        ],
        search=["organisation__name", "brings"],
        empty=Empty("No members yet", "Invite the first organisations."),
    )  # fmt: skip


_STATES = dict(MembershipState.choices)


def _votes(membership: Membership) -> bool:
    return membership.state == "active" and membership.tier.may_vote


def invitations_table(
    cluster: Cluster, delivered: dict[str, str], handed_on: dict[int, str]
) -> Table:
    """A cluster's invitations; `delivered` says how each letter fared, by the record's subject, and
    `handed_on` who has one now that was sent to somebody else.
    """

    def fared(invitation: Invitation) -> Any:
        return delivered.get(f"clusters.Invitation:{invitation.pk}", "")

    def next_page(invitation: Invitation) -> str:
        if invitation.state != InvitationState.SENT:
            return ""
        return reverse("clusters:resend-invitation", args=[cluster.pk, invitation.pk])

    return Table(
        name="invitations",
        caption="Invitations",
        default_order="-sent_at",
        noun="invitation",
        columns=[
            Column("organisation_name", "Organisation", order_by="organisation_name"),
            Column("state", "State", kind="status", value=invitation_status, order_by="state"),
            Column(
                "email", "Sent to", order_by="email",
                note=lambda i: f"handed on to {handed_on[i.pk]}" if i.pk in handed_on else "",
            ),
            Column(
                "handed_on", "Handed on to", value=lambda i: handed_on.get(i.pk, ""), only="file"
            ),
            Column("tier", "Invited as", value=lambda i: i.tier.name, order_by="tier__position"),
            Column("sent_at", "Sent", kind="moment", order_by="sent_at"),
            Column("delivered", "Delivered", value=fared),
            Column("answer_by", "Answer by", kind="date", order_by="answer_by"),
            Column("reason", "Word with the answer"),
            Column(
                "act", "See to it",
                value=lambda i: "Remind, change or withdraw" if next_page(i) else "",
                link=next_page,
            ),
        ],
        filters=[ChoiceFilter("state", "State", labels=dict(InvitationState.choices))],
        search=["organisation_name", "email", "person_name"],
        empty=Empty(
            "Nobody is invited yet", "",
            Link("Invite an organisation", reverse("clusters:invite", args=[cluster.pk])),
        ),
    )  # fmt: skip
