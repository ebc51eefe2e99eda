"""The facilitator's playbook: which exercises were done, and what she logs for herself alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.diagnostics.states import EpisodeKind


class StepDone(models.Model):
    """A cluster did an exercise of the playbook (`step` is its key there)."""

    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    step = models.SlugField(max_length=60)
    done_on = models.DateField()
    note = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.step


class Episode(models.Model):
    """A negotiation episode or a breach of trust, as a facilitator saw it: hers alone, as her
    journal is. No other role reads it, nor any export but hers. `what` is its key in the playbook.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=EpisodeKind)
    what = models.SlugField(max_length=60)
    happened_on = models.DateField()
    text = models.TextField(blank=True)
    what_was_done = models.TextField(blank=True)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"episode {self.pk}"
