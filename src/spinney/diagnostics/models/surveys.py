"""A survey: an instrument put to organisations, under a mode that says who sees what."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.diagnostics.models.instruments import Version
from spinney.diagnostics.models.places import InPlace
from spinney.diagnostics.states import AskedState, Mode, SurveyState


class Survey(InPlace):
    """One asking of an instrument. `mode` freezes with the first answer (`frozen_at`); the
    smallest group of which anything is shown is `minimum`. `follows` is the asking before, with
    which this one is compared. Only one that was never opened can be removed (`removed_at`); it is
    brought back, or goes for good after 30 days.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    asks = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="surveys")
    title = models.CharField(max_length=200)
    text = models.TextField("what those asked are told", blank=True)
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.FACILITATOR)
    minimum = models.PositiveSmallIntegerField(default=3)
    state = models.CharField(max_length=10, choices=SurveyState, default=SurveyState.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(InPlace.Meta):
        indexes = [models.Index(fields=["state", "closes_at"], name="survey_state_closes")]

    def __str__(self) -> str:
        return self.title


class ModeChange(models.Model):
    """Who may see what was changed, before anybody answered: what it was, what it is, and why."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="mode_changes")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    from_mode = models.CharField(max_length=12, choices=Mode)
    to_mode = models.CharField(max_length=12, choices=Mode)
    from_minimum = models.PositiveSmallIntegerField()
    to_minimum = models.PositiveSmallIntegerField()
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.from_mode} to {self.to_mode}"


class Asked(models.Model):
    """An organisation was asked, at an address. In a detached survey its state goes no further
    than having sent, and nothing leads from here to what it said.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="asked")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    email = models.EmailField(max_length=254, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=AskedState, default=AskedState.ASKED)
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField("agreed to be named to the group", null=True, blank=True)
    agreed_by = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "asked"
        constraints = [
            models.UniqueConstraint(fields=["survey", "organisation"], name="asked_once_a_survey")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} asked in {self.survey_id}"
