"""What will be left over, and where it goes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.money.models.budgets import Budget, BudgetLine
from spinney.money.states import ReallocationState


class Forecast(models.Model):
    """What somebody who knows says will be spent on a line by the end, over what is reckoned."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="forecasts")
    pence = models.BigIntegerField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"forecast of line {self.line_id}"


class Reallocation(models.Model):
    """A proposal to move what will be left over. `checked` is what the rules said when it was
    decided, as JSON of `engine.underspend`.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="reallocations")
    title = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    state = models.CharField(
        max_length=12, choices=ReallocationState, default=ReallocationState.DRAFT
    )
    small_share_percent = models.PositiveSmallIntegerField(
        "part of the price that goes to small bodies, at least", null=True, blank=True
    )
    small_income_pence = models.PositiveBigIntegerField(default=10_000_000)
    checked = models.JSONField(default=dict)
    ballot = models.ForeignKey(
        "decisions.Ballot", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision_number = models.PositiveIntegerField(null=True, blank=True)
    new_budget = models.ForeignKey(
        Budget, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class ReallocationMove(models.Model):
    """So much from one line to another, or to a new one in words."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    reallocation = models.ForeignKey(Reallocation, on_delete=models.CASCADE, related_name="moves")
    from_line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="+")
    to_line = models.ForeignKey(
        BudgetLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_title = models.CharField(max_length=200, blank=True)
    to_organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_area = models.CharField(max_length=120, blank=True)
    pence = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="moves_to_something", condition=Q(to_line__isnull=False) | ~Q(to_title="")
            )
        ]

    def __str__(self) -> str:
        return f"move of {self.reallocation_id}"
