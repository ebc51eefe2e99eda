"""The register of decisions: numbered, reviewed, superseded, never deleted or changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.ids import new_uid
from spinney.decisions.states import DecisionState, Origin, StepKind, StepState

FIXED = (
    "cluster", "number", "title", "origin", "decided_on", "facts", "before_digest", "digest",
    "noted_at",
)  # fmt: skip
"""What an entry says from the moment it is written."""
KEPT = (
    "What the register of decisions says is kept as it was written. Note a new decision that"
    " supersedes this one."
)


class EntryIsFixed(WrongState):
    """Somebody would change or take out what the register of decisions says."""


class FixedEntries(models.QuerySet["Decision"]):
    """Refuses to change in bulk what entries say, and to delete them."""

    def update(self, **values: Any) -> int:
        """Raises EntryIsFixed for what an entry says."""
        if set(values) & {*FIXED, "cluster_id"}:
            raise EntryIsFixed(KEPT)
        return super().update(**values)

    def bulk_update(
        self, objs: Iterable[Decision], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        """Raises EntryIsFixed for what an entry says."""
        fields = list(fields)
        if set(fields) & set(FIXED):
            raise EntryIsFixed(KEPT)
        return super().bulk_update(objs, fields, batch_size)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises EntryIsFixed (a whole cluster is taken away as one)."""
        raise EntryIsFixed(KEPT)


class Decision(models.Model):
    """One entry. What it says is fixed when it is written: `facts` is its JSON (question, way,
    outcome in a sentence, rule in words with its sources, electorate by name as it was, result,
    reasons, dissent, what it was about), `digest` the SHA-256 of the facts, its number and the
    digest of the entry before (`before_digest`): whoever changes or takes out one breaks the
    chain. What comes later (review, superseded, what it put in motion) stands beside it.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=DecisionState, default=DecisionState.STANDS)
    origin = models.CharField(max_length=10, choices=Origin)
    ballot = models.OneToOneField(
        "decisions.Ballot", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="decision",
    )  # fmt: skip
    meeting = models.ForeignKey(
        "decisions.Meeting", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="decisions",
    )  # fmt: skip
    item = models.ForeignKey(
        "decisions.AgendaItem", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="decisions",
    )  # fmt: skip
    decided_on = models.DateField()
    facts = models.JSONField()
    before_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    words = models.TextField("all its words, for searching", blank=True)
    review_on = models.DateField(null=True, blank=True)
    review_reminded_on = models.DateField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="supersedes"
    )
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    objects = FixedEntries.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "number"], name="decision_number_once"),
            models.CheckConstraint(
                name="superseded_by_something",
                condition=Q(state="superseded", superseded_by__isnull=False)
                | ~Q(state="superseded") & Q(superseded_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises EntryIsFixed for a change to what the entry says."""
        written = kwargs.get("update_fields")
        names = [name for name in FIXED if written is None or name in written]
        if names and not self._state.adding:
            before = Decision.objects.filter(pk=self.pk).first()
            if before and any(_said(before, name) != _said(self, name) for name in names):
                raise EntryIsFixed(KEPT)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """A decision is superseded, never deleted (a whole cluster is taken away as one)."""
        raise TypeError("A decision is never deleted: supersede it with a new one.")


def _said(decision: Decision, name: str) -> object:
    return getattr(decision, "cluster_id" if name == "cluster" else name)


class Review(models.Model):
    """A decision was looked at again: kept, to be changed, or ended."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="reviews")
    on = models.DateField()
    finding = models.CharField(
        max_length=6, choices=[("keep", "Keep it"), ("change", "Change it"), ("end", "End it")]
    )
    note = models.TextField(blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"review of decision {self.decision_id}"


class NextStep(models.Model):
    """What a decision can put in motion, or has. `subject` is what came of it, by its table and uid
    ("agreements.Version:8b1c…"), so that it travels with the cluster; `words` that in words.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    state = models.CharField(max_length=8, choices=StepState, default=StepState.OFFERED)
    subject = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "kind"], name="step_once_each")]

    def __str__(self) -> str:
        return f"{self.kind} after decision {self.decision_id}"


class OutlineLine(models.Model):
    """A priority that was chosen, as the first line of a workplan (`api.outline`)."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="outline")
    option = models.ForeignKey(
        "decisions.Option", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    cost_pence = models.PositiveBigIntegerField(null=True, blank=True)
    quick_win = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title
