"""Small grants out of a ring-fence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.money.models.ledger import Entry
from spinney.money.models.ringfences import RingFence
from spinney.money.states import MicroGrantState, RoundState


class MicroGrantRound(models.Model):
    """A time in which micro-grants can be applied for: what for, up to how much, until when."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    ring_fence = models.ForeignKey(RingFence, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=200)
    what_for = models.TextField(blank=True)
    most_pence = models.PositiveBigIntegerField()
    closes_on = models.DateField()
    report_within_days = models.PositiveSmallIntegerField(default=180)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.DRAFT)
    ballot = models.ForeignKey(
        "decisions.Ballot", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-closes_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class MicroGrant(models.Model):
    """One application and what became of it. A group that is on no register is named in words.
    `put_as` is how it is called among the options of the ballot of its round.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    round = models.ForeignKey(MicroGrantRound, on_delete=models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    group_name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    purpose = models.TextField()
    asked_pence = models.PositiveBigIntegerField()
    given_pence = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=MicroGrantState, default=MicroGrantState.APPLIED
    )
    put_as = models.CharField(max_length=200, blank=True)
    reasons = models.TextField(blank=True)
    decision_number = models.PositiveIntegerField(null=True, blank=True)
    entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pay_asked_by = models.CharField(max_length=80, blank=True)
    report = models.TextField(blank=True)
    report_due_on = models.DateField(null=True, blank=True)
    applied_at = models.DateTimeField()
    applied_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["applied_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="micro_grant_to_somebody",
                condition=Q(organisation__isnull=False) | ~Q(group_name=""),
            )
        ]

    def __str__(self) -> str:
        return f"micro-grant {self.pk}"
