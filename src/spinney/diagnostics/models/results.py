"""What a survey shows: published, kept as it was; free text only after somebody read it."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.diagnostics.models.surveys import Survey
from spinney.diagnostics.states import TextState


class Publication(models.Model):
    """Results as the group was shown them. `ledger` is what the disclosure rules must remember of
    it (opaque keys of respondents, bands shown); `tables` what everybody sees; never changed.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    ledger = models.JSONField()
    tables = models.JSONField()
    breakdowns = models.JSONField(default=list)
    note = models.TextField("the facilitator's words", blank=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="publication_number_once")
        ]

    def __str__(self) -> str:
        return f"results {self.number} of {self.survey_id}"


class FreeText(models.Model):
    """Words that somebody wrote into a survey, waiting until a facilitator has read them: what is
    `shown` to the group is what she cleared, perhaps with names and places taken out. `source` is
    opaque: the key of a sheet, or of a detached one.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="texts")
    key = models.CharField(max_length=120)
    source = models.CharField(max_length=60)
    said = models.TextField()
    shown = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=TextState, default=TextState.WAITING)
    why = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "source", "key"], name="free_text_once")
        ]

    def __str__(self) -> str:
        return f"words {self.pk}"


class Upgrade(models.Model):
    """What it costs, here, to mend a baseline that is not met: the facilitator's own figure in
    place of the instrument's.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="upgrades")
    key = models.CharField(max_length=120)
    cost_pence = models.BigIntegerField()
    note = models.CharField(max_length=300, blank=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="upgrade_once_a_key")]

    def __str__(self) -> str:
        return self.key
