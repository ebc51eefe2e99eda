"""What a member shares of its spending with a cluster."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.purchasing.states import ShareState


class SpendShare(models.Model):
    """A member shares what it spent in a period with a cluster, in the form that the terms in force
    say. `shown` ("suppliers", "bands", "amounts") and `broker` are what the term `purchases` said
    when it agreed: terms that would show more need its word again (queries.seeing). Taking it back
    hides everything at once.
    """

    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    first_day = models.DateField()
    last_day = models.DateField()
    shown = models.CharField(max_length=10)
    broker = models.CharField(max_length=10, default="runners")
    state = models.CharField(max_length=10, choices=ShareState, default=ShareState.SHARED)
    shared_at = models.DateTimeField()
    shared_by = models.CharField(max_length=80)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "organisation"], name="spend_share_once"),
            models.CheckConstraint(
                name="spend_share_days", condition=Q(last_day__gte=models.F("first_day"))
            ),
        ]

    def __str__(self) -> str:
        return f"spending of {self.organisation_id} in cluster {self.cluster_id}"

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class SpendAsked(models.Model):
    """A member was asked for its figures by those who run a cluster, by a link."""

    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    by_day = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "organisation"], name="spend_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} asked by cluster {self.cluster_id}"

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)
