"""The contractors' register: who does which work where, is insured, and was good (case K7)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid


class Contractor(models.Model):
    """Somebody who does work for members: a builder, a plumber, a trainer. `trades` are keys of
    `engine.trades.TRADES`. What is removed can be brought back.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    trades = models.JSONField(default=list)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    travels_km = models.PositiveSmallIntegerField("how far it comes", null=True, blank=True)
    areas = models.JSONField("names of places where it works", default=list)
    about = models.TextField(blank=True)
    supplier = models.ForeignKey(
        "purchasing.Supplier", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_by_organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["cluster", "name"], name="contractor_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class ContractorInsurance(models.Model):
    """An insurance or a registration that a contractor showed to a member."""

    contractor = models.ForeignKey(Contractor, on_delete=models.CASCADE, related_name="insurances")
    kind = models.CharField(max_length=40)
    cover_pence = models.PositiveBigIntegerField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    seen_on = models.DateField()
    seen_by_organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} of {self.contractor_id}"


class ContractorUse(models.Model):
    """A member used a contractor: when last, for what, and how it was. Members see it, and the
    facilitator who keeps the register for them. `stars` from 1 to 5; empty where it was only used.
    """

    contractor = models.ForeignKey(Contractor, on_delete=models.CASCADE, related_name="uses")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    last_used_on = models.DateField()
    job = models.CharField(max_length=200, blank=True)
    stars = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)
    would_again = models.BooleanField(null=True, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contractor", "organisation"], name="contractor_use"),
            models.CheckConstraint(
                name="contractor_stars", condition=Q(stars=None) | Q(stars__gte=1, stars__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} used {self.contractor_id}"
