"""Costs that members share: as budgeted, as it came, and who agreed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.money.models.budgets import BudgetLine
from spinney.money.models.ledger import Entry
from spinney.money.states import CostState, SignOff


class SharedCost(models.Model):
    """A cost that members bear together in a time. `kind` is the kind of cost of the term
    `cost_sharing`; `rule` is the rule as it was when it was shared, as JSON of `bridge.cost_rules`,
    `rule_from` the clause that it comes from. `working` is how it was reckoned, as JSON. `made_of`
    says what the cost is made of (pence: "once", "unit", "site"; "step" for every "each" units
    begun), so that it is known what any group would pay alone. `vat` are the words on the
    conditions of the exemption for groups that share costs.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    budget_pence = models.PositiveBigIntegerField()
    actual_pence = models.PositiveBigIntegerField(null=True, blank=True)
    actual_typed = models.BooleanField(
        "the actual cost was typed, not taken from the ledger", default=False
    )
    paid_by = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    budget_line = models.ForeignKey(
        BudgetLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rule = models.JSONField(default=dict)
    rule_from = models.CharField(max_length=300, blank=True)
    working = models.JSONField(default=dict)
    made_of = models.JSONField(default=dict)
    vat = models.JSONField(default=dict)
    unit = models.CharField("what use is counted in", max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=CostState, default=CostState.DRAFT)
    agreed_on = models.DateField(null=True, blank=True)
    trued_up_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="shared_cost_days", condition=Q(last_day__gte=F("first_day"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class CostShare(models.Model):
    """What one member bears: from when to when it takes part, the figures that the rule asks for
    (None: not known), its part as budgeted and as it came, and what it says to each.
    `exempt_activity` says for which exempt or non-business work it uses the service.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cost = models.ForeignKey(SharedCost, on_delete=models.CASCADE, related_name="shares")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    from_day = models.DateField()
    to_day = models.DateField()
    income_pence = models.BigIntegerField(null=True, blank=True)
    staff = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    units = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    actual_units = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    parts = models.PositiveIntegerField(null=True, blank=True)
    alone_pence = models.PositiveBigIntegerField("what it would cost alone", null=True, blank=True)
    exempt_activity = models.TextField(blank=True)
    figures_at = models.DateTimeField("when it gave its figures", null=True, blank=True)
    budget_pence = models.BigIntegerField(null=True, blank=True)
    actual_pence = models.BigIntegerField(null=True, blank=True)
    budget_answer = models.CharField(max_length=10, choices=SignOff, default=SignOff.OPEN)
    actual_answer = models.CharField(max_length=10, choices=SignOff, default=SignOff.OPEN)
    question = models.TextField(blank=True)
    reply = models.TextField("the answer to its question", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    budget_entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    true_up_entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cost", "organisation"], name="cost_share_once"),
            models.CheckConstraint(name="cost_share_days", condition=Q(to_day__gte=F("from_day"))),
        ]

    def __str__(self) -> str:
        return f"share of {self.organisation_id} in cost {self.cost_id}"
