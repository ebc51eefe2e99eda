"""Contracts of members and of the cluster: when they end, and by when notice must be given."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.actors import Scope, cluster_scope, organisation_scope
from spinney.base.kernel.ids import new_uid
from spinney.purchasing.states import ContractState


class Contract(models.Model):
    """A contract with a supplier, of one member or (`cluster` alone) made together.

    A member's own contract is its own; `shown_to` names the cluster in which its supplier, category
    and dates may be seen (amounts as the terms say). `notice_day` is the last day on which notice
    can be given: `end_day` less `notice_days`, kept so that it can be asked for. `renews` says that
    it goes on by itself. `sharing` is the kind of cost by which a joint contract's cost is shared
    (the term `cost_sharing`).
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey(
        "clusters.Cluster", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    shown_to = models.ForeignKey(
        "clusters.Cluster", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    supplier = models.ForeignKey(
        "purchasing.Supplier", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    supplier_name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    category = models.CharField(max_length=30, default="other")
    yearly_pence = models.PositiveBigIntegerField(null=True, blank=True)
    measure = models.CharField("what is counted", max_length=20, blank=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    first_day = models.DateField(null=True, blank=True)
    end_day = models.DateField(null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(default=0)
    notice_day = models.DateField(null=True, blank=True)
    renews = models.BooleanField(default=False)
    sharing = models.CharField(max_length=80, blank=True)
    purchase = models.ForeignKey(
        "purchasing.JointPurchase", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="contracts",
    )  # fmt: skip
    state = models.CharField(max_length=12, choices=ContractState, default=ContractState.RUNS)
    note = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["cluster", "notice_day"], name="contract_notice"),
            models.Index(fields=["organisation", "end_day"], name="contract_end"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contract_has_an_owner",
                condition=Q(cluster__isnull=False) | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="contract_ends_after_it_begins",
                condition=Q(end_day=None) | Q(first_day=None) | Q(end_day__gte=F("first_day")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask: with its member, or with the cluster."""
        if self.organisation_id is not None:
            return organisation_scope(self.organisation_id)
        return cluster_scope(self.cluster_id or 0)


class ContractShare(models.Model):
    """What one member bears of a joint contract in a year, and how that was reckoned."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="shares")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    yearly_pence = models.PositiveBigIntegerField()
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    steps = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "organisation"], name="contract_share_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in contract {self.contract_id}"
