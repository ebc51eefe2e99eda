"""Loading a regulator's file: what was read, what was refused, and how far it has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.register.states import LoadState


class Load(models.Model):
    """One load of one or more files from one source.

    `files` lists {"name", "path", "size", "sha256"}; `fingerprint` is the hash of these and of the
    mapping, by which the same files are known again. `checkpoint` is where reading continues:
    {"table": 0, "item": 12000}. `checked_on` is the day for which the files vouch where their rows
    do not say. `rows` counts the organisations and additions that were read; of these so many were
    added, changed what was known, or were as before. `trial` holds the counts of the last dry run.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    source = models.CharField(max_length=300)
    files = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, db_index=True)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=LoadState, default=LoadState.READY)
    checkpoint = models.JSONField(default=dict)
    checked_on = models.DateField()
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    trial = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    message = models.TextField(blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"load {self.pk} of {self.source}"


class LoadReject(models.Model):
    """A row that could not be taken: where it stands, why, and what was expected.

    `kept` is True when only one value of the row was left out.
    """

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="rejects")
    file = models.CharField(max_length=300)
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    expected = models.CharField(max_length=300, blank=True)
    row = models.TextField(blank=True)
    kept = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class LoadBatch(models.Model):
    """What one batch of a load did to the tables, so that it can be undone exactly.

    `made` holds ranges of ids by table, `changed` the values before and after by organisation,
    `removed` the rows taken away. Written in the batch's own transaction.
    """

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    made = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    removed = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["load", "number"], name="load_batch_unique")]

    def __str__(self) -> str:
        return f"batch {self.number} of load {self.load_id}"


class LoadedRow(models.Model):
    """What one row of one source said when it was last loaded.

    By it the same row is known again: `key` is a hash of source, table and number, `digest` one of
    everything that the row said, `load_id` and `line` tell where it was last seen, and `lists`
    which names, activities and areas it gave. `parent` is the identifier of a parent that was not
    found yet. Kept without constraints, so that removing an organisation need not look here.
    """

    key = models.BigIntegerField(primary_key=True)
    organisation_id = models.BigIntegerField()
    digest = models.BigIntegerField()
    load_id = models.BigIntegerField()
    line = models.PositiveIntegerField()
    lists = models.JSONField(null=True)
    parent = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation_id} at line {self.line} of load {self.load_id}"
