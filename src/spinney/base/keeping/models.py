"""What came here in a file from another site."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.ids import new_uid


class Arrival(models.Model):
    """One cluster that was imported. `made` lists the rows that the import made, by table, so that
    it can be undone exactly; `book` is the cluster's book of the record and `entries` its length
    right afterwards: when it has grown since, somebody has worked there.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster_uid = models.UUIDField()
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=300)
    made = models.JSONField(default=dict)
    book = models.CharField(max_length=60)
    entries = models.PositiveIntegerField()
    arrived_at = models.DateTimeField()
    arrived_by = models.CharField(max_length=80)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} from {self.file}"
