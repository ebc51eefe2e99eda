"""Unpaid time and things given: counted beside money, never as money."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.money.states import ContributionFor, ContributionKind


class Contribution(models.Model):
    """What an organisation gave without being paid. Time in `hours`, worth `rate_pence` an hour by
    `rate_source`; things by their `value_pence`.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    activity = models.ForeignKey(
        "workplans.Activity", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=ContributionKind)
    work = models.CharField(max_length=12, choices=ContributionFor, default=ContributionFor.PLAN)
    what = models.CharField(max_length=200)
    day = models.DateField()
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    rate_pence = models.PositiveBigIntegerField(null=True, blank=True)
    rate_source = models.CharField(max_length=200, blank=True)
    value_pence = models.PositiveBigIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="contribution_of_something",
                condition=Q(kind="time", hours__gt=0) | Q(kind="things"),
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)
