"""Where a cluster stood on a day, from mobilisation to realisation."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.ids import new_uid


class PositionTaken(models.Model):
    """Where a cluster stood, as its records said that day. `position` is JSON of `engine.mar`.
    Never changed.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    position = models.JSONField()
    steps_done = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-on"]
        verbose_name_plural = "positions taken"
        constraints = [
            models.UniqueConstraint(fields=["cluster", "on"], name="position_once_a_day")
        ]

    def __str__(self) -> str:
        return f"position of {self.cluster_id}"
