"""Agreeing to a version by the rule in force, before it is signed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from spinney.agreements.models.agreements import Version
from spinney.agreements.states import ApprovalState, Voice
from spinney.base.kernel.ids import new_uid


class Approval(models.Model):
    """The members are asked whether they agree to a version; or, with `ends_on`, whether the
    agreement whose words are in this version ends early, from that day on, for the reason in `why`.
    `rule` is the rule as it was in force when they were asked (JSON: the terms that count, and
    where they come from); `result` the count with its reasons, once closed. `decided_elsewhere`
    says where, when another room or a meeting decided.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    about = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="approvals")
    state = models.CharField(max_length=12, choices=ApprovalState, default=ApprovalState.OPEN)
    rule = models.JSONField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    decided_elsewhere = models.CharField(max_length=300, blank=True)
    #: The SHA-256 of the content that is agreed to: a change to it afterwards asks anew.
    digest = models.CharField(max_length=64)
    ends_on = models.DateField("first day without it", null=True, blank=True)
    why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about"], condition=Q(state=ApprovalState.OPEN), name="one_open_approval"
            )
        ]

    def __str__(self) -> str:
        return f"approval {self.pk}"


class Answered(models.Model):
    """What an organisation says to it, through whoever may vote for it; it may change its mind
    until the end.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    says = models.CharField(max_length=12, choices=Voice)
    reason = models.TextField(blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "organisation"], name="one_answer_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} on approval {self.approval_id}"
