"""The lives of programmes, clusters and memberships, as data (docs/reference/states.md)."""

from __future__ import annotations

from django.db import models


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", "Being set up"
    RUNNING = "running", "Running"
    CLOSED = "closed", "Closed"


class ClusterState(models.TextChoices):
    FORMING = "forming", "Forming"
    ACTIVE = "active", "Active"
    ENDED = "ended", "Ended"


class MembershipState(models.TextChoices):
    INVITED = "invited", "Invited"
    APPLIED = "applied", "Has asked to join"
    ACTIVE = "active", "Member"
    SUSPENDED = "suspended", "Suspended"
    LEFT = "left", "Has left"
    DECLINED = "declined", "Did not join"


class SuspensionState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    IN_FORCE = "in_force", "In force"
    DROPPED = "dropped", "Dropped"
    ENDED = "ended", "Ended"


class Decides(models.TextChoices):
    """Who decides whether somebody comes in, or is set aside."""

    MEMBERS = "members", "The members, by your rule for decisions"
    RUN = "run", "Those who run the cluster"
    LEAD_BODY = "lead_body", "The lead body"


class InvitationState(models.TextChoices):
    SENT = "sent", "Sent"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class CallState(models.TextChoices):
    DRAFT = "draft", "Being written"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    TOLD = "told", "Outcome told"


class ResponseState(models.TextChoices):
    STARTED = "started", "Started"
    SENT = "sent", "Sent"
    SHORTLISTED = "shortlisted", "Shortlisted"
    CHOSEN = "chosen", "Chosen"
    NOT_CHOSEN = "not_chosen", "Not chosen"
    WITHDRAWN = "withdrawn", "Withdrawn"


NEXT: dict[type[models.TextChoices], dict[str, frozenset[str]]] = {
    ProgrammeState: {
        ProgrammeState.DRAFT: frozenset({ProgrammeState.RUNNING}),
        ProgrammeState.RUNNING: frozenset({ProgrammeState.CLOSED}),
        ProgrammeState.CLOSED: frozenset({ProgrammeState.RUNNING}),
    },
    ClusterState: {
        ClusterState.FORMING: frozenset({ClusterState.ACTIVE, ClusterState.ENDED}),
        ClusterState.ACTIVE: frozenset({ClusterState.ENDED}),
        ClusterState.ENDED: frozenset({ClusterState.ACTIVE}),
    },
    MembershipState: {
        MembershipState.INVITED: frozenset({MembershipState.ACTIVE, MembershipState.DECLINED}),
        MembershipState.APPLIED: frozenset({MembershipState.ACTIVE, MembershipState.DECLINED}),
        MembershipState.ACTIVE: frozenset({MembershipState.SUSPENDED, MembershipState.LEFT}),
        MembershipState.SUSPENDED: frozenset({MembershipState.ACTIVE, MembershipState.LEFT}),
        MembershipState.LEFT: frozenset({MembershipState.ACTIVE, MembershipState.APPLIED}),
        MembershipState.DECLINED: frozenset({MembershipState.INVITED, MembershipState.APPLIED}),
    },
    SuspensionState: {
        SuspensionState.PROPOSED: frozenset({SuspensionState.IN_FORCE, SuspensionState.DROPPED}),
        SuspensionState.IN_FORCE: frozenset({SuspensionState.ENDED}),
        SuspensionState.DROPPED: frozenset(),
        # Who left by a merge that was taken apart is where it was.
        SuspensionState.ENDED: frozenset({SuspensionState.IN_FORCE}),
    },
    InvitationState: {
        InvitationState.SENT: frozenset(
            {InvitationState.ACCEPTED, InvitationState.DECLINED, InvitationState.WITHDRAWN}
        ),
        InvitationState.ACCEPTED: frozenset(),
        InvitationState.DECLINED: frozenset({InvitationState.ACCEPTED}),
        InvitationState.WITHDRAWN: frozenset(),
    },
    CallState: {
        CallState.DRAFT: frozenset({CallState.OPEN}),
        CallState.OPEN: frozenset({CallState.CLOSED}),
        CallState.CLOSED: frozenset({CallState.OPEN, CallState.TOLD}),
        CallState.TOLD: frozenset(),
    },
    ResponseState: {
        ResponseState.STARTED: frozenset({ResponseState.SENT, ResponseState.WITHDRAWN}),
        ResponseState.SENT: frozenset(
            {
                ResponseState.SHORTLISTED,
                ResponseState.CHOSEN,
                ResponseState.NOT_CHOSEN,
                ResponseState.WITHDRAWN,
            }
        ),
        ResponseState.SHORTLISTED: frozenset(
            {ResponseState.SENT, ResponseState.CHOSEN, ResponseState.NOT_CHOSEN}
        ),
        ResponseState.CHOSEN: frozenset({ResponseState.SHORTLISTED, ResponseState.NOT_CHOSEN}),
        ResponseState.NOT_CHOSEN: frozenset({ResponseState.SHORTLISTED, ResponseState.CHOSEN}),
        ResponseState.WITHDRAWN: frozenset({ResponseState.STARTED}),
    },
}
