"""What went well, and what nobody had expected."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.workplans.models.activities import Activity
from spinney.workplans.states import SuccessKind


class Success(models.Model):
    """Something to be glad of, told by a member or by those who run the cluster."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="successes"
    )
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=SuccessKind, default=SuccessKind.SUCCESS)
    title = models.CharField(max_length=200)
    story = models.TextField(blank=True)
    happened_on = models.DateField()
    removed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name_plural = "successes"

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class Cheer(models.Model):
    """An organisation said "well done"."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    success = models.ForeignKey(Success, on_delete=models.CASCADE, related_name="cheers")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["success", "organisation"], name="cheered_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} cheers {self.success_id}"
