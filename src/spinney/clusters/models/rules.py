"""What was agreed on letting members in and setting them aside; and each time that one was."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.ids import new_uid
from spinney.clusters.models.clusters import Cluster
from spinney.clusters.models.members import Membership
from spinney.clusters.states import Decides, SuspensionState


class MembershipRules(models.Model):
    """How members come in and are set aside, where an agreement in force says so: it writes this,
    and no hand does. `joining_agreed_in` and `suspension_agreed_in` name its clause; while one of
    them is empty, its half is what holds without an agreement. `suspension_for` is JSON: the
    reasons agreed, each a key and words; none: any good reason.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.OneToOneField(Cluster, on_delete=models.CASCADE, related_name="+")
    joining_decides = models.CharField(max_length=10, choices=Decides, default=Decides.RUN)
    trial_months = models.PositiveSmallIntegerField(null=True, blank=True)
    sponsor = models.BooleanField("a member must propose it", default=False)
    joining_agreed_in = models.CharField(max_length=300, blank=True)
    suspension_decides = models.CharField(max_length=10, choices=Decides, default=Decides.MEMBERS)
    suspension_for = models.JSONField(default=list)
    answer_days = models.PositiveSmallIntegerField(default=14)
    most_months = models.PositiveSmallIntegerField(default=6)
    suspension_agreed_in = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "membership rules"

    def __str__(self) -> str:
        return f"membership rules of {self.cluster_id}"


class Suspension(models.Model):
    """It was proposed to set a member aside: why, what it answered, and what came of it. Never
    deleted. What held when it was proposed is kept with it: who decides, until when it may answer
    (`answer_by`; none: it need not be asked first), how many months at the most, and where that
    was agreed. `ends_on` is the first day on which it counts again.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="suspensions")
    state = models.CharField(
        max_length=10, choices=SuspensionState, default=SuspensionState.PROPOSED
    )
    for_what = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    decides = models.CharField(max_length=10, choices=Decides)
    answer_by = models.DateField(null=True, blank=True)
    most_months = models.PositiveSmallIntegerField()
    agreed_in = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(state__in=[SuspensionState.PROPOSED, SuspensionState.IN_FORCE]),
                name="one_open_suspension",
            )
        ]

    def __str__(self) -> str:
        return f"suspension {self.pk}"
