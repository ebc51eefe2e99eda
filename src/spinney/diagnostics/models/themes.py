"""From many issues to a few: themes with their evidence, and the rounds that narrow them."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.diagnostics.states import ThemeState


class Theme(models.Model):
    """Something the cluster could work on together. `evidence` is a list of
    {"publication": uid, "measure": …, "area": …, "words": …}: what it rests on, as it was shown.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    area = models.CharField(max_length=30, blank=True)
    evidence = models.JSONField(default=list)
    cost_pence = models.BigIntegerField(null=True, blank=True)
    is_quick_win = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ThemeState, default=ThemeState.LISTED)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """A time when the list was gone through: what stayed, what was set aside, and how."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    how = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "number"], name="round_number_once")
        ]

    def __str__(self) -> str:
        return f"round {self.number} of {self.cluster_id}"


class Outcome(models.Model):
    """What a round did with a theme, and the reason when it was set aside. Never deleted."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="outcomes")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="outcomes")
    kept = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "theme"], name="outcome_once")]

    def __str__(self) -> str:
        return f"theme {self.theme_id} in round {self.round_id}"
