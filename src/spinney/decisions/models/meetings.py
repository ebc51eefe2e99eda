"""Meetings: called, held, minuted; and what somebody undertook to do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.decisions.models.fixed_minutes import FixedMinutesQuerySet, FixedOnceApproved
from spinney.decisions.states import (
    ActionState,
    CameHow,
    ItemKind,
    MeetingState,
    MinutesState,
)

USUAL_LENGTH = timedelta(hours=2)


class Meeting(models.Model):
    """A meeting of a cluster. `poll` is the ballot that found its date. `chair` is who is in the
    chair in words, `chair_independent` that she belongs to no member. `sequence` counts what was
    changed since it was called, as calendars ask (RFC 5545). `gathering` keeps its attendance in
    step with the cluster's own (`clusters.api`).
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.DRAFT)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    online = models.URLField("where to join it online", blank=True)
    chair = models.CharField(max_length=200, blank=True)
    chair_independent = models.BooleanField(default=False)
    poll = models.OneToOneField(
        "decisions.Ballot", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="finds_date_of",
    )  # fmt: skip
    gathering = models.OneToOneField(
        "clusters.Gathering", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    called_at = models.DateTimeField(null=True, blank=True)
    notice_why = models.CharField(
        "why it was called at shorter notice than agreed", max_length=300, blank=True
    )
    papers_sent_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField("when it was begun", null=True, blank=True)
    closed_at = models.DateTimeField("when it was over", null=True, blank=True)
    ended_why = models.CharField("why it is cancelled", max_length=300, blank=True)
    rule = models.JSONField("the quorum in force when it was begun", null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["cluster", "state"], name="meeting_state")]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(starts_at=None) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="called_meetings_have_a_time",
                condition=Q(starts_at__isnull=False) | ~Q(state__in=["called", "held"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)

    @property
    def until(self) -> datetime | None:
        """When it ends as planned; after the usual length, where nobody said."""
        return self.ends_at or (self.starts_at and self.starts_at + USUAL_LENGTH)


class AgendaItem(models.Model):
    """An item of an agenda, and what was said to it in the minutes (`notes`)."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=6, choices=ItemKind, default=ItemKind.TALK)
    minutes = models.PositiveSmallIntegerField("how many minutes it has", null=True, blank=True)
    leads = models.CharField("who leads it", max_length=200, blank=True)
    background = models.TextField(blank=True)
    ballot = models.ForeignKey(
        "decisions.Ballot", null=True, blank=True, on_delete=models.SET_NULL, related_name="items"
    )
    standing = models.BooleanField("comes back at every meeting", default=False)
    notes = models.TextField("what was said", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class MeetingPaper(models.Model):
    """A paper that is read before or at a meeting."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="papers"
    )
    file = models.FileField(upload_to="meetings")
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """What is known of an organisation at a meeting: what it said before (`expected`), and how it
    came. `late_minutes` after the beginning, `left_at` if before the end. `person` is who came.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    tier = models.CharField(max_length=60, blank=True)
    in_quorum = models.BooleanField(default=True)
    expected = models.CharField(max_length=10, choices=CameHow, blank=True)
    how = models.CharField(max_length=10, choices=CameHow, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    person_name = models.CharField(max_length=200, blank=True)
    late_minutes = models.PositiveSmallIntegerField(default=0)
    left_at = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="presence_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} at meeting {self.meeting_id}: {self.how}"


class Minutes(FixedOnceApproved):
    """The minutes of a meeting as a whole: whatever stands at its items, and these. Once approved
    they are fixed: `text` is the JSON of what was approved, `digest` its SHA-256. `corrections` is
    what members asked to be put right (`queries.minutes.Correction`), asked until a day; what
    is asked after they were approved is noted in the next meeting, and never changes these.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    state = models.CharField(max_length=8, choices=MinutesState, default=MinutesState.NONE)
    opening = models.TextField("what was said at the beginning", blank=True)
    closing = models.TextField("what was said at the end", blank=True)
    taken_by = models.CharField("who wrote them", max_length=200, blank=True)
    others = models.CharField("who else was there", max_length=500, blank=True)
    corrections = models.JSONField(default=list)
    corrections_until = models.DateField(null=True, blank=True)
    text = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Minutes]] = models.Manager.from_queryset(
        FixedMinutesQuerySet
    )()

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"minutes of meeting {self.meeting_id}"


class ActionItem(models.Model):
    """What somebody undertook to do, at a meeting, after a decision, or in between."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    decision = models.ForeignKey(
        "decisions.Decision", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="actions",
    )  # fmt: skip
    what = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=ActionState, default=ActionState.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField("how it went", max_length=300, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["cluster", "state"], name="action_state")]

    def __str__(self) -> str:
        return self.what

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)
