"""Where a cluster could save: found by comparing what members buy."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.purchasing.states import OpportunityState


class Opportunity(models.Model):
    """One way to save. `kind` is "switch", "join", "renegotiate" or "stop"; `key` the engine's
    stable key, by which the next run knows it again. The amounts are pence a year, a range.

    Everything but `for_brokers` is reckoned from no more than what each member may know of every
    other, so it may be shown to all of them: `facts` is that `engine.opportunities.Opportunity` as
    JSON ("found") with how much each member showed then ("levels"), empty where only a broker can
    find it. `for_brokers` is the same from what members show a broker, with what each exactly pays
    now ("now"); it leaves this site with nobody. What is no longer found is "gone", and stays.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    category = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    supplier = models.ForeignKey(
        "purchasing.Supplier", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    low_pence = models.BigIntegerField()
    high_pence = models.BigIntegerField()
    effort = models.CharField(max_length=8)
    by_when = models.DateField(null=True, blank=True)
    rank = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)
    for_brokers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=OpportunityState, default=OpportunityState.OPEN)
    why_put_by = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField()
    last_found_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "key"], name="opportunity_key_once"),
            models.CheckConstraint(
                name="opportunity_range",
                condition=Q(low_pence__gte=0, high_pence__gte=F("low_pence")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class OpportunityMember(models.Model):
    """What it concerns of one member: what it pays now, and what it could save, in pence a year, as
    far as all members may know: reckoned from the middle of its band where it shows bands.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    now_pence = models.BigIntegerField()
    low_pence = models.BigIntegerField()
    high_pence = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "organisation"], name="opportunity_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in opportunity {self.opportunity_id}"
