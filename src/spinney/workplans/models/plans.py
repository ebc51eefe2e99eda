"""A cluster's workplan, what it is for, and how it was planned before it was planned anew."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.workplans.states import PlanState


class Workplan(models.Model):
    """What the members of a cluster do together in a time. A cluster has one that is not ended."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    aims = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    decision_number = models.PositiveIntegerField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cluster"], condition=~Q(state="ended"), name="one_workplan"
            ),
            models.CheckConstraint(name="workplan_days", condition=Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class Baseline(models.Model):
    """The plan as it was when it was agreed, or planned anew, and why. Never changed. `plan` is
    its JSON (`bridge.plans`).
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    workplan = models.ForeignKey(Workplan, on_delete=models.CASCADE, related_name="baselines")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    plan = models.JSONField()
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["workplan", "number"], name="baseline_number_once")
        ]

    def __str__(self) -> str:
        return f"baseline {self.number} of {self.workplan_id}"


class Objective(models.Model):
    """What is to be reached. One that came from a decision names its line in the outline of what
    was decided, and the number of the decision, which stays if the line goes.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    workplan = models.ForeignKey(Workplan, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    priority = models.ForeignKey(
        "decisions.OutlineLine", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision_number = models.PositiveIntegerField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
