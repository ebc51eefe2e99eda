"""Money set aside for one purpose, which can never be overspent, and payments for attendance."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.money.models.ledger import Entry, Fund
from spinney.money.states import AccrualState


class RingFence(models.Model):
    """A part of a fund kept for one purpose. `remaining_pence` is what is neither spent nor
    promised: the database refuses what would bring it below nought. What is paid from it stands on
    the line of the budget that has `budget_key`, in whichever version is in force.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="ring_fences")
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300, blank=True)
    amount_pence = models.PositiveBigIntegerField()
    remaining_pence = models.BigIntegerField()
    budget_key = models.UUIDField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="ring_fence_never_below_nought",
                condition=Q(remaining_pence__gte=0) & Q(remaining_pence__lte=F("amount_pence")),
            ),
            models.UniqueConstraint(fields=["cluster", "name"], name="ring_fence_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class RingFenceMove(models.Model):
    """What was taken from a ring-fence (below nought) or put back, and for what. Never changed."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    ring_fence = models.ForeignKey(RingFence, on_delete=models.CASCADE, related_name="moves")
    pence = models.BigIntegerField()
    words = models.CharField(max_length=200)
    source = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.pence} of ring-fence {self.ring_fence_id}"


class AttendanceRate(models.Model):
    """What a member is paid for coming: by meeting or by hour there, from a ring-fence. Only those
    with a yearly income of at most `income_at_most_pence`, where that is set, or those chosen.
    """

    class RatePer(models.TextChoices):
        MEETING = "meeting", "A meeting"
        HOUR = "hour", "An hour"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    ring_fence = models.ForeignKey(RingFence, on_delete=models.CASCADE, related_name="rates")
    pence = models.PositiveBigIntegerField()
    per = models.CharField(max_length=8, choices=RatePer, default=RatePer.MEETING)
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    income_at_most_pence = models.PositiveBigIntegerField(null=True, blank=True)
    organisations = models.ManyToManyField("register.Organisation", blank=True, related_name="+")
    agreed_in = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-from_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="attendance_rate_days",
                condition=Q(to_day=None) | Q(to_day__gte=F("from_day")),
            )
        ]

    def __str__(self) -> str:
        return f"rate of ring-fence {self.ring_fence_id}"


class AttendancePayment(models.Model):
    """What one organisation is due for one meeting: once, whatever happens."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    ring_fence = models.ForeignKey(RingFence, on_delete=models.CASCADE, related_name="payments")
    rate = models.ForeignKey(AttendanceRate, on_delete=models.PROTECT, related_name="payments")
    meeting = models.ForeignKey("decisions.Meeting", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    minutes = models.PositiveIntegerField()
    pence = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=AccrualState, default=AccrualState.DUE)
    why = models.CharField("why it is not paid", max_length=300, blank=True)
    entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accrued_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ring_fence", "meeting", "organisation"], name="attendance_paid_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} for meeting {self.meeting_id}"
