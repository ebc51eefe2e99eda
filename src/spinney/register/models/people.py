"""Who speaks for an organisation: claims, and the mandates that come of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.register.models.organisations import Organisation
from spinney.register.states import ClaimState, OfferState


class Claim(models.Model):
    """Somebody says that she represents an organisation; a facilitator, or mail to the address on
    the register, confirms it.
    """

    class Method(models.TextChoices):
        FACILITATOR = "facilitator", "A facilitator confirms"
        REGISTER_MAIL = "register_mail", "Mail to the address on the register"
        COLLEAGUE = "colleague", "Somebody who already represents it confirms"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="claims")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims"
    )
    post = models.CharField("your post there", max_length=120)
    note = models.TextField(blank=True)
    method = models.CharField(max_length=20, choices=Method, default=Method.FACILITATOR)
    state = models.CharField(max_length=12, choices=ClaimState, default=ClaimState.WAITING)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(state=ClaimState.WAITING),
                name="one_waiting_claim",
            )
        ]

    def __str__(self) -> str:
        return f"claim {self.pk}"


class Mandate(models.Model):
    """A person acts for an organisation: what she may do, from when to when, and who gave it.

    `deputy_for` names the mandate that this one stands in for. `spend_limit_pence` None means that
    she may commit no money. A mandate is never rewritten: a change ends this row and begins
    another (`replaced_by`), so that what held on any past day can still be told.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="mandates"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates"
    )
    post = models.CharField(max_length=120, blank=True)
    may_represent = models.BooleanField(default=True)
    may_vote = models.BooleanField(default=False)
    may_sign = models.BooleanField(default=False)
    may_hold_data = models.BooleanField(default=False)
    spend_limit_pence = models.BigIntegerField(null=True, blank=True)
    deputy_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="deputies"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_early_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=80)
    given_how = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mandate_ends_after_start",
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
            )
        ]
        indexes = [models.Index(fields=["person", "starts_on"], name="mandate_person")]

    def __str__(self) -> str:
        return f"mandate {self.pk}"


class MandateOffer(models.Model):
    """Somebody was asked by e-mail to act for an organisation, with the powers that she will have;
    the link in the mail, or Home when she is signed in, answers it.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="mandate_offers"
    )
    email = models.EmailField(max_length=254)
    person_name = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=120, blank=True)
    may_represent = models.BooleanField(default=True)
    may_vote = models.BooleanField(default=False)
    may_sign = models.BooleanField(default=False)
    may_hold_data = models.BooleanField(default=False)
    spend_limit_pence = models.BigIntegerField(null=True, blank=True)
    deputy_for = models.ForeignKey(
        Mandate, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    message = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.SENT)
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=80)
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(state=OfferState.SENT),
                name="one_open_offer",
            )
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"
