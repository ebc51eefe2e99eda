"""Who should work with whom: a question put to the engine, its proposals, and changes by hand."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.diagnostics.models.places import InPlace
from spinney.diagnostics.models.surveys import Survey
from spinney.diagnostics.states import GroupingState


class Grouping(InPlace):
    """A question to the engine: whose answers, which sizes, what counts how much, which rules.
    `settings` are those of `bridge.grouping.Settings`; `problem` is the JSON of `engine.groups` as
    it was put last, and each proposal keeps the one that it answers. `removed_at`: put away, to be
    brought back for 30 days.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    title = models.CharField(max_length=200)
    survey = models.ForeignKey(
        Survey, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    settings = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=GroupingState, default=GroupingState.DRAFT)
    job_uid = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(InPlace.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class Proposal(models.Model):
    """One way to put the organisations into groups. `problem` is what it answers, as it was put;
    `result` holds its groups and what was proven (`bridge.grouping.proposals_for`). One made
    `by_hand` grew out of another (`changed_from`); each move is kept with whether it was undone.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    grouping = models.ForeignKey(Grouping, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    problem = models.JSONField(default=dict)
    result = models.JSONField()
    by_hand = models.BooleanField(default=False)
    changed_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    moves = models.JSONField("moves made by hand, for undoing", default=list)
    chosen_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["grouping", "number"], name="proposal_number_once")
        ]

    def __str__(self) -> str:
        return self.title
