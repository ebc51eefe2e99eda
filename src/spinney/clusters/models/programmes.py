"""A programme runs several clusters by the same rules, timetable and parameters."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.clusters.states import ProgrammeState


class Programme(models.Model):
    """What a funder sets: rules, timetable, grant and days for each cluster.

    `brand_pattern` makes a cluster's name from its place or theme: "Collaborate {place}".
    A cluster is *stalled* when nothing happened for `stalled_after_idle_days`, or when it is later
    than its stage's target by `stalled_after_late_days`; 0 leaves that half of the rule out.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    name = models.CharField(max_length=200)
    funder = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    starts_on = models.DateField(null=True, blank=True)
    grant_pence = models.BigIntegerField("grant for each cluster", default=0)
    facilitation_days = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    review_days = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    day_rate_pence = models.BigIntegerField("what a day costs", null=True, blank=True)
    brand_pattern = models.CharField(max_length=100, default="{place}")
    stalled_after_idle_days = models.PositiveIntegerField(default=42)
    stalled_after_late_days = models.PositiveIntegerField(default=28)
    calendar_number = models.PositiveIntegerField("goes up to end old calendar links", default=1)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Manager(models.Model):
    """A person who manages a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="managers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "person"], name="manager_once")]

    def __str__(self) -> str:
        return f"{self.person_id} manages {self.programme_id}"


class Stage(models.Model):
    """One step of a programme, with the date by which clusters should have done it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    target_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Condition(models.Model):
    """What a cluster must have done before it may leave a stage. One with a kind of agreement in
    `met_by_agreement` is met by itself while such an agreement of the cluster is in force.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="conditions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)
    of_grant = models.BooleanField("is a condition of the grant", default=False)
    met_by_agreement = models.SlugField(
        "kind of agreement that meets it", max_length=60, blank=True
    )
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class ConditionMet(models.Model):
    """A cluster has met a condition: when, and what shows it. Taken back, the row stays."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="met")
    cluster = models.ForeignKey(
        "clusters.Cluster", on_delete=models.CASCADE, related_name="conditions_met"
    )
    met_on = models.DateField()
    shown_by = models.CharField(max_length=300, blank=True)
    noted_by = models.CharField(max_length=80)
    noted_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["condition", "cluster"],
                condition=models.Q(taken_back_at=None),
                name="condition_met_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.condition_id} met by {self.cluster_id}"


class StageMove(models.Model):
    """A cluster entered a stage; the open row (no `left_on`) is where it is now."""

    cluster = models.ForeignKey(
        "clusters.Cluster", on_delete=models.CASCADE, related_name="stage_moves"
    )
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="moves")
    entered_on = models.DateField()
    left_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    early = models.BooleanField("moved with conditions not yet met", default=False)
    moved_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cluster"], condition=models.Q(left_on=None), name="one_present_stage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id} in {self.stage_id}"


class TimetableChange(models.Model):
    """The timetable as it was and as it became, and why. Never deleted.

    `before` and `after` list stages as [{"stage": uid, "name": ..., "target_on": "2026-03-01"}].
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="timetable_changes"
    )
    number = models.PositiveSmallIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="timetable_change_number_unique"
            )
        ]

    def __str__(self) -> str:
        return f"change {self.number} of {self.programme_id}"


class Comparator(models.Model):
    """What another way of helping organisations cost, to compare this programme with."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="comparators")
    name = models.CharField(max_length=200)
    pence_per_organisation = models.BigIntegerField()
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
