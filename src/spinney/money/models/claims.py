"""Claims: what a member spent and wants back, with receipts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.money.models.budgets import BudgetLine
from spinney.money.models.grants import Grant
from spinney.money.models.ledger import Entry, Fund
from spinney.money.states import ClaimState


class Claim(models.Model):
    """What an organisation claims for a time."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    grant = models.ForeignKey(
        Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    fund = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.DRAFT)
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)
    pay_asked_by = models.CharField(max_length=80, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    paid_by = models.CharField(max_length=80, blank=True)
    entry = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "number"], name="claim_number_once"),
            models.CheckConstraint(name="claim_days", condition=Q(last_day__gte=F("first_day"))),
        ]

    def __str__(self) -> str:
        return f"claim {self.number}"

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class ClaimLine(models.Model):
    """One thing that was paid for."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines")
    budget_line = models.ForeignKey(
        BudgetLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField()
    what = models.CharField(max_length=200)
    pence = models.BigIntegerField()

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.what


class Receipt(models.Model):
    """A picture or PDF that shows what was paid."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    line = models.ForeignKey(ClaimLine, on_delete=models.CASCADE, related_name="receipts")
    file = models.FileField(upload_to="receipts/%Y/%m/")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
