"""Instruments: what is asked, kept in versions that never change once published."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import SITE, Scope, cluster_scope, programme_scope
from spinney.base.kernel.ids import new_uid
from spinney.diagnostics.states import VersionState


class Instrument(models.Model):
    """Something ready to be asked. Without cluster and programme it comes with Spinney, and its
    `key` names the file it is read from; else it is that cluster's or programme's own, perhaps
    `adapted_from` another.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey(
        "clusters.Cluster", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    programme = models.ForeignKey(
        "clusters.Programme", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    key = models.SlugField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    adapted_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="instrument_of_one_place_at_most",
                condition=Q(programme=None) | Q(cluster=None),
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(cluster=None, programme=None),
                name="built_in_instrument_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_built_in(self) -> bool:
        return self.cluster_id is None and self.programme_id is None

    @property
    def scope(self) -> Scope:
        """Who may change it: people of its place; nobody, for what comes with Spinney."""
        if self.cluster_id is not None:
            return cluster_scope(self.cluster_id)
        return programme_scope(self.programme_id) if self.programme_id is not None else SITE


class Version(models.Model):
    """What an instrument asks, from one publishing to the next: `definition` is the JSON of
    `engine.definition.Instrument`. There is at most one draft; once published it never changes.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    what_changed = models.CharField(max_length=300, blank=True)
    came_from = models.JSONField("the file it was read from, and what was left out", default=dict)
    undoes = models.JSONField("the definition before the last change", null=True, blank=True)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["instrument"],
                condition=Q(state=VersionState.DRAFT),
                name="one_draft_an_instrument",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} version {self.number}"


class DiscardedDraft(models.Model):
    """A draft that was thrown away: it can be brought back for a while. `instrument` is what it was
    a draft of, empty where that went with it.
    """

    cluster = models.ForeignKey(
        "clusters.Cluster", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    programme = models.ForeignKey(
        "clusters.Programme", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    instrument = models.ForeignKey(
        Instrument, null=True, blank=True, on_delete=models.SET_NULL, related_name="discarded"
    )
    title = models.CharField(max_length=200)
    definition = models.JSONField()
    came_from = models.JSONField(default=dict)
    discarded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
