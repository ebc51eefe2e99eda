"""Evaluation reports: written from live records, kept as they were when they were finished."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope, programme_scope
from spinney.base.kernel.ids import new_uid
from spinney.evaluation.states import ReportState


class Report(models.Model):
    """A report of a cluster, or of a programme. `frozen` holds its finished versions: words,
    figures and pictures as they were that day (JSON of `bridge.kept_reports`); what is public is
    the last of them. `public_name` is its name in its public address; `agreed_by` says who was
    asked to agree to publish it, and what each said (JSON of `bridge.agreeing`).
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey(
        "clusters.Cluster", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    programme = models.ForeignKey(
        "clusters.Programme", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    number = models.PositiveSmallIntegerField("how often it was finished", default=0)
    frozen = models.JSONField(default=dict)
    frozen_on = models.DateField(null=True, blank=True)
    public_name = models.SlugField(max_length=60, blank=True)
    agreed_by = models.JSONField(default=dict)
    removed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="report_of_cluster_or_programme",
                condition=Q(cluster=None, programme__isnull=False)
                | Q(cluster__isnull=False, programme=None),
            ),
            models.UniqueConstraint(
                fields=["public_name"], condition=~Q(public_name=""), name="public_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        if self.cluster_id is not None:
            return cluster_scope(self.cluster_id)
        assert self.programme_id is not None  # noqa: S101 - the constraint says so
        return programme_scope(self.programme_id)


class ReportSection(models.Model):
    """A part of a report: words with figures by name ({{members}}), and the names of the pictures
    that stand after them.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    pictures = models.JSONField(default=list)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class ReportPicture(models.Model):
    """A picture that somebody added, with what it shows in words."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="added")
    file = models.ImageField(upload_to="reports/%Y/%m/")
    name = models.CharField(max_length=200)
    says = models.CharField(max_length=300)
    removed_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
