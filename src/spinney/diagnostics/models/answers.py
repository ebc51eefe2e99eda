"""What organisations answer. A sheet is the organisation's own until it is sent."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.diagnostics.models.surveys import Asked, Survey
from spinney.diagnostics.states import Channel, SheetState


class Sheet(models.Model):
    """One organisation's answers to one survey, filled by several people if they like. In a
    detached survey it is emptied when it is sent, and what it said goes into a DetachedSheet.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    asked = models.OneToOneField(Asked, on_delete=models.CASCADE, related_name="sheet")
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.STARTED)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.LINK)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=80, blank=True)
    revision = models.PositiveIntegerField("how often it was sent", default=0)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class Answer(models.Model):
    """What a sheet says to one question; `key` is the question's, with its round where it repeats
    ("computers[2].age"); `value` as `engine.definition.Kind` says. `is_sent` marks what stood when
    the sheet was last sent: results are made of those values alone (`sent_value`). `page` is a
    random mark of the open page it was typed on, so that somebody with two pages open is told.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=120)
    value = models.JSONField(null=True)
    sent_value = models.JSONField(null=True)
    is_sent = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=80)
    page = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "key"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return f"{self.key} of sheet {self.sheet_id}"


class OtherAnswer(models.Model):
    """A second person of the same organisation answered differently. Both stand, and are shown,
    until somebody of the organisation says which one holds (`settled_at`).
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="others")
    key = models.CharField(max_length=120)
    value = models.JSONField(null=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=80)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"other {self.key} of sheet {self.sheet_id}"


class DetachedSheet(models.Model):
    """Answers that nobody can link to who gave them: no organisation, no time, no order. Its key is
    random, and all sheets of a survey are written anew, shuffled, when one is added.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="detached_sheets")
    answers = models.JSONField()

    def __str__(self) -> str:
        return "a detached sheet"


class Part(models.Model):
    """A colleague was asked for some sections of a sheet, by a link of her own."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="parts")
    email = models.EmailField(max_length=254)
    sections = models.JSONField("keys of the sections", default=list)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    done_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"part of sheet {self.sheet_id}"


class Upload(models.Model):
    """A filled spreadsheet or keyed-in paper sheet, as it was read: what it would change is shown
    first, taken in one step, and can be taken back (`before` holds what stood there).
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    channel = models.CharField(max_length=12, choices=Channel)
    read = models.JSONField("answers as read")
    problems = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
