"""Loading a regulator's file: what was read, what was refused, and how far it has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.register.states import LoadState


class Load(models.Model):
    """One load of one or more files from one source."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    source = models.CharField(max_length=60)
    files = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=LoadState, default=LoadState.READY)
    checkpoint = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"load {self.pk} of {self.source}"


class LoadReject(models.Model):
    """A row that could not be taken: where it stands and why."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="rejects")
    file = models.CharField(max_length=300)
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    row = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"
