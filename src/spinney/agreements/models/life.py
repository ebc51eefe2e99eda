"""What follows from agreements: duties with their dates, alerts, leaving."""

from __future__ import annotations

from django.db import models

from spinney.agreements.models.agreements import Agreement, Party, Version
from spinney.agreements.states import DutyKind, DutyState, LeavingState
from spinney.base.kernel.ids import new_uid


class Duty(models.Model):
    """Something that is due under an agreement, on a day, perhaps again every so many months;
    perhaps of one organisation. `from_term` is the key of the term it was read from; none: noted
    by hand.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=10, choices=DutyKind)
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    from_term = models.CharField(max_length=60, blank=True)
    clause = models.CharField("key of the clause", max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=DutyState, default=DutyState.OPEN)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name_plural = "duties"
        indexes = [models.Index(fields=["state", "due_on"], name="duty_due")]

    def __str__(self) -> str:
        return self.title


class Alert(models.Model):
    """It was said, so many days before, that a version runs out; never said twice."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="alerts")
    days = models.PositiveSmallIntegerField("days before")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "days"], name="alert_once")]

    def __str__(self) -> str:
        return f"{self.days} days before {self.of_id} ends"


class Leaving(models.Model):
    """A party gave notice, or left. `settled` says what becomes of each of its open duties: JSON
    {"duty", "title", "how": "done" | "handed" | "dropped", "to", "why", "on"}. `relations` is how
    they part in the words of the one that leaves, `others_say` in the words of those who stay.
    `belonged_from` keeps the first day of the stretch that ends, for one that joins again later.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="leavings")
    state = models.CharField(max_length=12, choices=LeavingState, default=LeavingState.NOTICE)
    noticed_on = models.DateField("notice given on")
    noticed_by = models.CharField(max_length=80)
    leaves_on = models.DateField()
    reason = models.TextField(blank=True)
    settled = models.JSONField(default=list)
    relations = models.TextField(blank=True)
    relations_good = models.BooleanField(null=True, blank=True)
    others_say = models.TextField(blank=True)
    others_good = models.BooleanField(null=True, blank=True)
    belonged_from = models.DateField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["noticed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=models.Q(state=LeavingState.NOTICE), name="one_notice"
            )
        ]

    def __str__(self) -> str:
        return f"leaving {self.pk}"
