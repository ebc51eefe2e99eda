"""Buying together: who is in on which conditions, what suppliers offer, who is appointed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.purchasing.states import InvitedState, PaidPer, PledgeState, PurchaseState


class JointPurchase(models.Model):
    """Something that members buy together. `unit` is what a price is for ("a licence");
    `measure` the measure in which each says how much (empty: one each). A price is paid `per`
    month, year…; quotes are compared over `months`, with VAT at `vat_percent`. Quotes are sealed
    until `quotes_by`: nobody reads them before, those who run the cluster included. What members
    mark stays their own until all have marked, or `marking_closed_at`. `ballot` is the uid of the
    ballot by which the members appoint, `winner` the quote that was chosen, or (while it is being
    decided) the one that is proposed.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(
        "purchasing.Opportunity", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="purchases",
    )  # fmt: skip
    title = models.CharField(max_length=200)
    what = models.TextField("what is to be bought", blank=True)
    category = models.CharField(max_length=30, default="other")
    unit = models.CharField(max_length=60, blank=True)
    measure = models.CharField(max_length=20, blank=True)
    per = models.CharField("a price is paid", max_length=8, choices=PaidPer, default=PaidPer.YEAR)
    months = models.PositiveSmallIntegerField("compared over months", default=12)
    vat_percent = models.PositiveSmallIntegerField(default=20)
    state = models.CharField(max_length=10, choices=PurchaseState, default=PurchaseState.PLEDGING)
    pledge_by = models.DateField(null=True, blank=True)
    pledges_asked_at = models.DateTimeField(null=True, blank=True)
    quotes_by = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField("quotes opened at", null=True, blank=True)
    marking_closed_at = models.DateTimeField(null=True, blank=True)
    ballot = models.UUIDField(null=True, blank=True)
    winner = models.ForeignKey(
        "purchasing.Quote", null=True, blank=True, on_delete=models.SET_NULL, related_name="won"
    )
    chosen_why = models.TextField(blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["cluster", "state"], name="purchase_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class Pledge(models.Model):
    """A member's word: in, if the price of a unit is at most `at_most_pence` (empty: whatever it
    is) and at least `at_least` members join (itself counted), for so much.
    """

    purchase = models.ForeignKey(JointPurchase, on_delete=models.CASCADE, related_name="pledges")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(max_length=10, choices=PledgeState, default=PledgeState.IN)
    at_most_pence = models.PositiveBigIntegerField(null=True, blank=True)
    at_least = models.PositiveSmallIntegerField(default=1)
    quantity = models.DecimalField(max_digits=12, decimal_places=2, default=1)
    note = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purchase", "organisation"], name="pledge_once"),
            models.CheckConstraint(name="pledge_quantity", condition=Q(quantity__gt=0)),
        ]

    def __str__(self) -> str:
        return f"pledge of {self.organisation_id} for {self.purchase_id}"


class Criterion(models.Model):
    """What quotes are compared by, and how much it weighs (percent). The price is one of them:
    its marks are reckoned, the others' are given by members.
    """

    purchase = models.ForeignKey(JointPurchase, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    question = models.CharField("what suppliers are asked", max_length=500, blank=True)
    is_price = models.BooleanField(default=False)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["purchase", "position"], name="criterion_position")
        ]

    def __str__(self) -> str:
        return self.title


class InvitedSupplier(models.Model):
    """A supplier who is asked for a quote by a link of its own. It need not be known to the
    cluster. `email` is where the link goes; it stands in no record and no export.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    purchase = models.ForeignKey(JointPurchase, on_delete=models.CASCADE, related_name="invited")
    supplier = models.ForeignKey(
        "purchasing.Supplier", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField()
    state = models.CharField(max_length=10, choices=InvitedState, default=InvitedState.DRAFT)
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_why = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Quote(models.Model):
    """What a supplier offers. Until quotes are opened it is `sealed` (base.access.sealed) and the
    other fields are empty, so that nobody reads it from the tables either; opening unseals it.
    Prices are pence for one unit at so many units or more: `prices` lists {"from": 1, "pence":
    450}. `answers` holds the words for each criterion by its position.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    invited = models.OneToOneField(InvitedSupplier, on_delete=models.CASCADE, related_name="quote")
    sealed = models.TextField(blank=True)
    prices = models.JSONField(default=list)
    one_off_pence = models.PositiveBigIntegerField(default=0)
    includes_vat = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(null=True, blank=True)
    holds_until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"quote of {self.invited_id}"


class QuoteFile(models.Model):
    """A file that came with a quote. Until quotes are opened its bytes are sealed, and its name and
    size stand in what the quote seals.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to="quotes")
    name = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class QuoteMark(models.Model):
    """What one member gives a quote for one criterion, from 0 to 5, with a word."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="marks")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    mark = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "criterion", "organisation"], name="quote_mark_once"
            ),
            models.CheckConstraint(name="quote_mark_range", condition=Q(mark__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.mark} for quote {self.quote_id}"
