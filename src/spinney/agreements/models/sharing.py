"""What members share under a protocol: what they took back, who looked, whom to ask."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.agreements.models.agreements import Agreement
from spinney.base.kernel.ids import new_uid


class Revocation(models.Model):
    """An organisation shares something no longer, though a protocol allows it; from this moment
    until it is lifted. Without field, recipient or purpose: all of them. With `runners` it is
    those that run the cluster who are shown it no longer, and nobody else.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="revocations")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    field = models.CharField(max_length=80, blank=True)
    recipient = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    runners = models.BooleanField(default=False)
    purpose = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    reason = models.TextField(blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "at"], name="revocation_of")]

    def __str__(self) -> str:
        return f"revocation {self.pk}"


class Look(models.Model):
    """One organisation's data were looked at by another under a protocol: a row each time, for each
    kind of data. Its own to read, at any time; never changed. No `by_organisation`: by somebody who
    runs the cluster. `in_file` says that they were taken away in a file.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=80)
    purpose = models.CharField(max_length=80)
    of = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    by_organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    number = models.PositiveIntegerField("version of the agreement", null=True, blank=True)
    in_file = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["of", "at"], name="look_of"),
            models.Index(fields=["at"], name="look_at"),
        ]

    def __str__(self) -> str:
        return f"look {self.pk}"


class Contact(models.Model):
    """Whom to ask at an organisation, and for what, as it wants its partners to know. Its own."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=120, blank=True)
    about = models.CharField("what to ask about", max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
