"""Organisations that may be one: suggested, judged, merged, and taken apart again."""

from __future__ import annotations

from django.db import models

from spinney.register.models.organisations import Organisation
from spinney.register.states import DuplicateState


class Duplicate(models.Model):
    """Two organisations that may be the same, with the reasons as codes and a score from 0 to 1.
    `left` has the lower id, so that a pair is suggested once.
    """

    left = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=DuplicateState, default=DuplicateState.SUGGESTED
    )
    suggested_at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True)
    judged_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="duplicate_pair_unique"),
            models.CheckConstraint(
                name="duplicate_left_before_right",
                condition=models.Q(left__lt=models.F("right")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} and {self.right_id}"


class Merge(models.Model):
    """One organisation was put aside in favour of another; `moved` lists what came over, so that
    the merge can be taken apart exactly.
    """

    kept = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merges")
    aside = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=80)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.aside_id} into {self.kept_id}"
