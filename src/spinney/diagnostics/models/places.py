"""Where something stands: in one cluster, or in a programme before its clusters are there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope, programme_scope


class InPlace(models.Model):
    """A row that belongs to one cluster, or to one programme (a whole locality), never to both."""

    cluster = models.ForeignKey(
        "clusters.Cluster", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    programme = models.ForeignKey(
        "clusters.Programme", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_in_one_place",
                condition=Q(programme=None, cluster__isnull=False)
                | Q(programme__isnull=False, cluster=None),
            )
        ]

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        if self.cluster_id is not None:
            return cluster_scope(self.cluster_id)
        assert self.programme_id is not None  # noqa: S101  (the table's own constraint)
        return programme_scope(self.programme_id)

    @property
    def place_name(self) -> str:
        """What the cluster or programme is called."""
        return str(self.cluster or self.programme)
