"""The ledger of savings: what was saved, by whom, and how it is known."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.purchasing.states import SavingKind, SavingState


class Saving(models.Model):
    """What one member saves, reckoned for the time from `first_day` to `last_day` (both included).

    `baseline_pence` is what it would have cost in that time, `new_pence` what it costs,
    `one_off_pence` what the change cost once; the saving is the first less the other two. For
    capacity, `hours` are freed and the amounts are what they are worth. `basis` says what the
    baseline rests on, as JSON for `engine.savings` (own lines of a period, a contract, a quote,
    somebody's word). `seen` is what later spending showed when it was last looked at, as JSON.
    `covers` is what it is a saving on ("category:energy", "supplier:<key>"): two savings of a
    member over the same and overlapping days would count twice, and cannot both stand.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=SavingKind)
    category = models.CharField(max_length=30, default="other")
    covers = models.CharField(max_length=120, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    baseline_pence = models.PositiveBigIntegerField()
    new_pence = models.PositiveBigIntegerField(default=0)
    one_off_pence = models.PositiveBigIntegerField(default=0)
    hours = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    how = models.TextField("how it came about", blank=True)
    basis = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)
    seen_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=SavingState, default=SavingState.CLAIMED)
    opportunity = models.ForeignKey(
        "purchasing.Opportunity", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="savings",
    )  # fmt: skip
    purchase = models.ForeignKey(
        "purchasing.JointPurchase", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="savings",
    )  # fmt: skip
    contract = models.ForeignKey(
        "purchasing.Contract", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="savings",
    )  # fmt: skip
    claimed_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=80)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-first_day", "-pk"]
        indexes = [models.Index(fields=["cluster", "state"], name="saving_state")]
        constraints = [
            models.CheckConstraint(name="saving_days", condition=Q(last_day__gte=F("first_day"))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)

    @property
    def saved_pence(self) -> int:
        """Less spent in all its days, what the change cost taken off; below nought is a loss."""
        return self.baseline_pence - self.new_pence - self.one_off_pence
