"""Who belongs: tiers, the criteria for them, memberships and how they came about."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.clusters.models.clusters import Cluster
from spinney.clusters.models.programmes import Programme
from spinney.clusters.states import InvitationState, MembershipState


class Tier(models.Model):
    """A way of belonging and what goes with it. A programme's tiers serve its clusters; a cluster
    that has any of its own uses those instead. A member holds the first tier (by `position`) whose
    criteria it meets, among the tiers from the one it was admitted to downwards. One that the
    members agreed says where in `agreed_in` ("“Ground rules”, version 1, clause 4"); nobody changes
    it by hand.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="tiers"
    )
    cluster = models.ForeignKey(
        Cluster, null=True, blank=True, on_delete=models.CASCADE, related_name="tiers"
    )
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, blank=True)
    is_member = models.BooleanField("counts as a member", default=True)
    may_vote = models.BooleanField(default=True)
    may_see = models.BooleanField("sees what members see", default=True)
    in_quorum = models.BooleanField("is counted for the quorum", default=True)
    agreed_in = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="tier_of_programme_or_cluster",
                condition=models.Q(programme=None, cluster__isnull=False)
                | models.Q(programme__isnull=False, cluster=None),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """What an organisation must hold for a tier: evidence of a kind, in date, not too old, with
    enough cover.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="criteria")
    evidence_kind = models.CharField(max_length=30)
    max_age_months = models.PositiveSmallIntegerField(null=True, blank=True)
    min_cover_pence = models.BigIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "criteria"

    def __str__(self) -> str:
        return f"{self.evidence_kind} for tier {self.tier_id}"


class Membership(models.Model):
    """An organisation in a cluster. The row stays when it leaves, and is taken up again when it
    returns. `admitted_to` is the tier it was let in to; `tier` the one it holds now, which may be
    lower while evidence is missing. `leaves_on` is the first day on which it no longer belongs;
    `set_aside_until`, of a suspended one, the first day on which it counts again. `sponsor` is the
    member that proposed it, and `trial_until` the last day of its trial, where that was agreed.
    `representative` and `deputy` are whom it named to speak for it here; what they may do follows
    from their mandates.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    admitted_to = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="+")
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(
        max_length=10, choices=MembershipState, default=MembershipState.INVITED
    )
    representative = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    brings = models.TextField("what it brings", blank=True)
    asked_at = models.DateTimeField()
    joined_on = models.DateField(null=True)
    leaves_on = models.DateField(null=True)
    set_aside_until = models.DateField(null=True)
    trial_until = models.DateField(null=True)
    sponsor = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    left_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "organisation"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.cluster_id}"


class MembershipChange(models.Model):
    """How a membership changed, by whom or by which rule, and why. Never deleted.

    It holds from `effective_on` (that day included). The rights of the tier are kept as they were,
    so that who could vote on a past day is known whatever became of the tier. Where others than
    those who run the cluster decide, `decided` says where they did and `decided_on` when;
    `decision` is the uid of the entry in the register of decisions, if it was chosen from there.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    from_tier = models.CharField(max_length=60, blank=True)
    to_tier = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    by_rule = models.BooleanField(default=False)
    decided = models.CharField("where it was decided", max_length=300, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.CharField("uid of the decision", max_length=36, blank=True)
    effective_on = models.DateField()
    is_member = models.BooleanField(default=True)
    may_vote = models.BooleanField(default=True)
    may_see = models.BooleanField(default=True)
    in_quorum = models.BooleanField(default=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["membership", "effective_on"], name="change_effective")]

    def __str__(self) -> str:
        return f"change of membership {self.membership_id}"


class Invitation(models.Model):
    """An organisation was asked by e-mail to join a cluster; the link in the mail answers it.

    `organisation` may be unknown until the invitation is accepted: unregistered groups are named
    by whoever accepts.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation_name = models.CharField(max_length=300)
    email = models.EmailField(max_length=254)
    person_name = models.CharField(max_length=200, blank=True)
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="+")
    message = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.SENT)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True)
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "organisation"],
                condition=models.Q(state=InvitationState.SENT),
                name="one_open_invitation",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
