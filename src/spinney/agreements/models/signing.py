"""Signing: who is asked, in which order; signatures with what proves them; scans; the seal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from spinney.agreements.models.agreements import Party, Version
from spinney.agreements.models.fixed import KeptQuerySet, WrittenOnce
from spinney.agreements.states import AskedState, ScanState, SignedHow, SigningState
from spinney.base.kernel.ids import new_uid


class Signing(models.Model):
    """A version is out for signature until a day. `needed` is how many of those asked must sign
    (none: all who are required). `amount_pence` is what a party commits to by signing, where that
    is an amount: above its limit a second signatory signs too.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    signs = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="signings")
    state = models.CharField(max_length=10, choices=SigningState, default=SigningState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    deadline = models.DateField()
    in_order = models.BooleanField("one step after the other", default=False)
    needed = models.PositiveSmallIntegerField(null=True, blank=True)
    amount_pence = models.BigIntegerField(null=True, blank=True)
    message = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signs"], condition=Q(state=SigningState.OPEN), name="one_open_signing"
            )
        ]

    def __str__(self) -> str:
        return f"signing {self.pk}"


class AskedToSign(models.Model):
    """A party is asked to sign. `step` is its place when there is an order (equal steps sign side
    by side); `signatories` how many of its people must. `person` is whom the request was passed
    to; none: anybody with a mandate to sign.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    signing = models.ForeignKey(Signing, on_delete=models.CASCADE, related_name="asked")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="asked")
    step = models.PositiveSmallIntegerField(default=1)
    signatories = models.PositiveSmallIntegerField(default=1)
    is_required = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=AskedState, default=AskedState.WAITING)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField("why not", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["step", "id"]
        verbose_name_plural = "asked to sign"
        constraints = [
            models.UniqueConstraint(fields=["signing", "party"], name="asked_to_sign_once")
        ]

    def __str__(self) -> str:
        return f"party {self.party_id} in signing {self.signing_id}"


class Signature(WrittenOnce):
    """One person signed for one organisation, and what proves it. Names and powers are kept as
    they were at that moment. Never changed, never deleted.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    asked = models.ForeignKey(AskedToSign, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=120, blank=True)
    organisation_name = models.CharField(max_length=300)
    mandate = models.ForeignKey(
        "register.Mandate", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    mandate_words = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=12, choices=SignedHow)
    identified_by = models.CharField("how we know who it was", max_length=200)
    digest = models.CharField("SHA-256 of the words signed", max_length=64)
    at = models.DateTimeField()

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["asked", "person"], name="one_signature_a_person")
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"


class Paper(models.Model):
    """A file of the room, with its name, size, type and hash; never run, never shown inline."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    file = models.FileField(upload_to="agreements/%Y/%m/")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        abstract = True


class Authority(Paper):
    """What shows that somebody may sign: a trustees' minute, a scheme of delegation."""

    asked = models.ForeignKey(AskedToSign, on_delete=models.CASCADE, related_name="authorities")
    evidence = models.ForeignKey(
        "register.Evidence", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.name


class Scan(Paper):
    """A signature on paper: the scan, who signed and when, and the two people who compared it with
    the words that were put out.
    """

    asked = models.ForeignKey(AskedToSign, on_delete=models.CASCADE, related_name="scans")
    signer_name = models.CharField(max_length=200)
    signer_post = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField()
    state = models.CharField(max_length=10, choices=ScanState, default=ScanState.WAITING)
    first_confirmed_by = models.CharField(max_length=80, blank=True)
    first_confirmed_at = models.DateTimeField(null=True, blank=True)
    second_confirmed_by = models.CharField(max_length=80, blank=True)
    second_confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_why = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Sealed(models.Model):
    """The signed agreement as one PDF with its certificate page, sealed by the site."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    seals = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="sealed")
    file = models.FileField(upload_to="agreements/%Y/%m/")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    certificate_sha256 = models.CharField(max_length=64)
    timestamped_by = models.CharField("address of the time-stamping authority", max_length=300)

    class Meta:
        verbose_name_plural = "sealed"

    def __str__(self) -> str:
        return f"seal of {self.seals_id}"


class SignedElsewhere(Paper):
    """The file of an agreement that was signed before it came here, and the two people who compared
    it with the terms that were keyed in. `digest` is of the content that they compared: a change
    to it asks both anew.
    """

    of = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="originals")
    signed_on = models.DateField()
    digest = models.CharField(max_length=64, blank=True)
    first_confirmed_by = models.CharField(max_length=80, blank=True)
    first_confirmed_at = models.DateTimeField(null=True, blank=True)
    second_confirmed_by = models.CharField(max_length=80, blank=True)
    second_confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "signed elsewhere"

    def __str__(self) -> str:
        return self.name
