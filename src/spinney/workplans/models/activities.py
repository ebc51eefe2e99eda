"""What is done, by whom, from when to when; what waits on what; milestones and how it goes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.ids import new_uid
from spinney.workplans.models.bids import FundingBid
from spinney.workplans.models.plans import Objective, Workplan
from spinney.workplans.states import ActivityState


class Activity(models.Model):
    """One piece of work. `organisation` does it (empty: all together); `person_name` is who, in
    its words. It is to be from `starts_on` to `ends_on`, and was from `began_on` to `done_on`.
    `cost_pence` is what it was said to cost when it was chosen: the budget says what it costs.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    workplan = models.ForeignKey(Workplan, on_delete=models.CASCADE, related_name="activities")
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.SET_NULL, related_name="activities"
    )
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ActivityState, default=ActivityState.PLANNED)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    began_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person_name = models.CharField(max_length=200, blank=True)
    quick_win = models.BooleanField(default=False)
    cost_pence = models.PositiveBigIntegerField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                name="activity_days",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Dependency(models.Model):
    """An activity waits on another, on a decision (by its number in the cluster's register, or in
    words while there is none), or on a funding bid.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="waits_on")
    on_activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="holds_up"
    )
    on_bid = models.ForeignKey(
        FundingBid, null=True, blank=True, on_delete=models.CASCADE, related_name="holds_up"
    )
    decision_number = models.PositiveIntegerField(null=True, blank=True)
    decision_words = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "dependencies"
        constraints = [
            models.CheckConstraint(
                name="waits_on_one_thing",
                condition=(
                    Q(on_activity__isnull=False, on_bid=None, decision_words="")
                    | Q(on_activity=None, on_bid__isnull=False, decision_words="")
                    | Q(on_activity=None, on_bid=None) & ~Q(decision_words="")
                ),
            ),
            models.CheckConstraint(
                name="waits_on_another",
                condition=Q(on_activity=None) | ~Q(on_activity=F("activity")),
            ),
            models.UniqueConstraint(fields=["activity", "on_activity"], name="waits_once"),
            models.UniqueConstraint(fields=["activity", "on_bid"], name="waits_on_bid_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} waits"


class Milestone(models.Model):
    """Something that will be seen to be reached by a day, with what is measured: `target` and
    `reached` are in `unit` ("people trained"), both empty where there is nothing to count.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    workplan = models.ForeignKey(Workplan, on_delete=models.CASCADE, related_name="milestones")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="milestones"
    )
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    measure = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    reached = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class ProgressNote(models.Model):
    """How an activity goes, said by whoever does it. The state as it was said stays with it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="notes")
    state = models.CharField(max_length=10, choices=ActivityState)
    words = models.TextField(blank=True)
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"note on {self.activity_id}"
