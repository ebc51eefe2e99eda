"""Learning together: events, lessons, and what came of it that nobody had planned."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.actors import Scope, cluster_scope, programme_scope
from spinney.base.kernel.ids import new_uid
from spinney.evaluation.states import Confirmed, EventState, LessonKind, SpinOffKind


class LearningEvent(models.Model):
    """A programme brings its clusters together to learn. `meets_conditions`: whoever came has met
    these conditions of its grant (uids of the programme's conditions); with `every_member`, once
    every member of the cluster came.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    programme = models.ForeignKey("clusters.Programme", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    where = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=EventState, default=EventState.PLANNED)
    meets_conditions = models.JSONField(default=list)
    every_member = models.BooleanField(default=False)
    told_clusters_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return programme_scope(self.programme_id)


class LearningPresence(models.Model):
    """An organisation was at an event, for its cluster, with so many people."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    event = models.ForeignKey(LearningEvent, on_delete=models.CASCADE, related_name="presences")
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    people = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "cluster", "organisation"], name="learning_presence_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} at event {self.event_id}"


class Lesson(models.Model):
    """What was learned. `shared` lets the other clusters of the programme read it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(
        LearningEvent, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons"
    )
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=LessonKind)
    words = models.TextField()
    about = models.CharField(max_length=120, blank=True)
    shared = models.BooleanField("other clusters of the programme see it", default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-told_at", "-pk"]

    def __str__(self) -> str:
        return f"lesson {self.pk}"

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class SpinOff(models.Model):
    """Something that came of working together beside what was planned. `because` says how far it
    came of it; a partner confirms it: `partner` is its name, where it is no member.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=SpinOffKind)
    title = models.CharField(max_length=200)
    story = models.TextField(blank=True)
    because = models.TextField(blank=True)
    partner = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField("a partner was last asked to confirm it", null=True, blank=True)
    since = models.DateField()
    worth_pence = models.PositiveBigIntegerField(null=True, blank=True)
    confirmed = models.CharField(max_length=5, choices=Confirmed, default=Confirmed.OPEN)
    confirmed_by_organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    answer_words = models.CharField("what the partner said", max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)
