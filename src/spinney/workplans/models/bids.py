"""Funding bids on which a plan waits."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.workplans.states import BidState


class FundingBid(models.Model):
    """A bid to a funder: for how much, when it goes out, when the funder decides."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    funder = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    amount_pence = models.PositiveBigIntegerField(null=True, blank=True)
    won_pence = models.PositiveBigIntegerField(null=True, blank=True)
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    send_by = models.DateField(null=True, blank=True)
    decision_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=BidState, default=BidState.PLANNED)
    state_on = models.DateField(null=True, blank=True)
    outcome_note = models.TextField(blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["decision_on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)
