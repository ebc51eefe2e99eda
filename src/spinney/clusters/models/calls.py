"""An open call for expressions of interest: questions, responses, scores, outcome."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.clusters.models.clusters import Cluster
from spinney.clusters.models.members import Tier
from spinney.clusters.states import CallState, ResponseState


class Call(models.Model):
    """A cluster asks organisations to say that they are interested, by a date."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="calls")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=10)
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="+")
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField()
    is_public = models.BooleanField("anybody with the address may answer", default=True)
    state = models.CharField(max_length=10, choices=CallState, default=CallState.DRAFT)
    chosen_text = models.TextField("what those chosen are told", blank=True)
    not_chosen_text = models.TextField("what those not chosen are told", blank=True)
    told_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question of a call. Scored ones carry the most points an answer can be given."""

    class AnswerKind(models.TextChoices):
        TEXT = "text", "A few words"
        LONG_TEXT = "long_text", "A paragraph"
        NUMBER = "number", "A number"
        MONEY = "money", "An amount in pounds"
        DATE = "date", "A date"
        YES_NO = "yes_no", "Yes or no"
        ONE = "one", "One of several"
        SEVERAL = "several", "Any of several"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=AnswerKind, default=AnswerKind.TEXT)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=True)
    max_points = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class Response(models.Model):
    """One organisation's expression of interest."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="responses")
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation_name = models.CharField(max_length=300)
    org_id = models.CharField("charity or company number", max_length=80, blank=True)
    person_name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    state = models.CharField(max_length=12, choices=ResponseState, default=ResponseState.STARTED)
    note = models.TextField("note for those who choose", blank=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["call", "state"], name="response_call_state")]

    def __str__(self) -> str:
        return f"response {self.pk}"


class Answer(models.Model):
    """What a response says to one question; text as typed, several choices one to a line."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="answer_once")]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Score(models.Model):
    """The points that one assessor gave to one answer."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="scores")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="scores")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    scored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question", "person"], name="score_once_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.points} for {self.response_id}"
