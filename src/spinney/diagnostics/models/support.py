"""The support directory: help that is there, who took it up, and requests on their way to it."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.diagnostics.models.places import InPlace
from spinney.diagnostics.states import RequestState, SupportKind


class Support(InPlace):
    """Help that an organisation gives others, found by area and by whom it is for."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    provider = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=SupportKind)
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    area = models.CharField(max_length=30)
    for_whom = models.CharField(max_length=300, blank=True)
    where = models.CharField(max_length=200, blank=True)
    cost = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    website = models.URLField(blank=True)
    places = models.PositiveIntegerField("how many it can take", null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    checked_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(InPlace.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class TakeUp(models.Model):
    """An organisation took up some support, from a day to a day, with what came of it."""

    support = models.ForeignKey(Support, on_delete=models.CASCADE, related_name="take_up")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.organisation_id} took up {self.support_id}"


class SupportRequest(InPlace):
    """An organisation asks for help; an intermediary is asked to give it, as technical assistance
    or as fieldwork with the organisation.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(max_length=30)
    what = models.CharField("what is needed", max_length=200)
    detail = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.ASKED)
    kind = models.CharField(max_length=12, choices=SupportKind, blank=True)
    support = models.ForeignKey(
        Support, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    intermediary = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    routed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField("why it was turned down or given back", blank=True)
    outcome = models.TextField(blank=True)
    days = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(InPlace.Meta):
        pass

    def __str__(self) -> str:
        return self.what
