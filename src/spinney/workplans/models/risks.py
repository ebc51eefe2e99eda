"""What could go wrong, who looks after it, and how it was looked at again."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.workplans.models.activities import Activity
from spinney.workplans.states import RiskResponse, RiskState

ONE_TO_FIVE = (MinValueValidator(1), MaxValueValidator(5))


class Risk(models.Model):
    """A risk: how likely and how bad, from 1 (little) to 5; what is done about it, by whom."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="risks"
    )
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    likelihood = models.PositiveSmallIntegerField(validators=ONE_TO_FIVE)
    impact = models.PositiveSmallIntegerField(validators=ONE_TO_FIVE)
    response = models.CharField(max_length=10, choices=RiskResponse, default=RiskResponse.REDUCE)
    response_words = models.TextField(blank=True)
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person_name = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RiskState, default=RiskState.OPEN)
    removed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["review_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="risk_one_to_five",
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class RiskReview(models.Model):
    """A risk was looked at: as it was judged then, and what was said."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="reviews")
    likelihood = models.PositiveSmallIntegerField(validators=ONE_TO_FIVE)
    impact = models.PositiveSmallIntegerField(validators=ONE_TO_FIVE)
    state = models.CharField(max_length=10, choices=RiskState)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"review of risk {self.risk_id}"
