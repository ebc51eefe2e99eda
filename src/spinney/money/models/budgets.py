"""Budgets in versions, and their lines."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.money.models.ledger import Fund
from spinney.money.states import BudgetState


class Budget(models.Model):
    """One version of a cluster's budget. `based_on` is the version that it was copied from."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, choices=BudgetState, default=BudgetState.DRAFT)
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    decision_number = models.PositiveIntegerField(null=True, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "number"], name="budget_number_once"),
            models.UniqueConstraint(
                fields=["cluster"], condition=Q(state="in_force"), name="one_budget_in_force"
            ),
            models.CheckConstraint(name="budget_days", condition=Q(last_day__gte=F("first_day"))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class BudgetLine(models.Model):
    """So much for something, in a time; `pence` below nought is money that comes in. `key` is the
    same in every version of the budget, so that what was spent on it can be told whichever version
    is in force. `profile` are whole-number weights of its months (empty: evenly by days);
    `promised_pence` is ordered or promised beyond what is spent, and beyond claims.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="lines")
    key = models.UUIDField(default=new_uid)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    category = models.CharField(max_length=60, blank=True)
    activity = models.ForeignKey(
        "workplans.Activity", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    fund = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(max_length=120, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    pence = models.BigIntegerField()
    profile = models.JSONField(default=list, blank=True)
    promised_pence = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "key"], name="budget_line_key_once"),
        ]

    def __str__(self) -> str:
        return self.title
