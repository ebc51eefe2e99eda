"""Feasibility studies: options side by side, and what became of the study."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.workplans.states import StudyState


class Study(models.Model):
    """A question with options to compare. `sharing` says how costs are shared to show each member's
    part: "equal", "income" or "staff".
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=StudyState, default=StudyState.DRAFT)
    first_year = models.PositiveSmallIntegerField("the year in which costs begin")
    sharing = models.CharField(max_length=10, default="equal")
    decision_number = models.PositiveIntegerField(null=True, blank=True)
    ballot = models.ForeignKey(
        "decisions.Ballot", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "studies"

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class StudyOption(models.Model):
    """One way to do it. `form` is its place on Pepin's map of collaboration (group 1 to 4 and which
    of its kinds); commitment, formality and cost of running are from 1 (little) to 5. `costs` is
    [{"words": ..., "kind": "start"|"running"|"saving", "pence": [first, second, third year]}].
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    form = models.CharField("kind of collaboration", max_length=40, blank=True)
    commitment = models.PositiveSmallIntegerField(null=True, blank=True)
    formality = models.PositiveSmallIntegerField(null=True, blank=True)
    governance = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    requires_next = models.TextField("what it would require next", blank=True)
    costs = models.JSONField(default=list)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class StudyEvent(models.Model):
    """What happened to a study: begun, opened, stalled, revived, decided; why; and who was in it
    then, as [{"uid": ..., "name": ...}]. Never changed.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(max_length=10, choices=StudyState)
    reason = models.TextField(blank=True)
    members = models.JSONField(default=list)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.state}: study {self.study_id}"
