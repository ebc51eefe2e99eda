"""Agreements, their versions and their parties."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from spinney.agreements.models.fixed import FixedOnceOut, FixedWordsQuerySet
from spinney.agreements.states import (
    AgreementState,
    PartyRole,
    SpeaksFor,
    VersionState,
)
from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid


class Agreement(models.Model):
    """One agreement of a cluster, from its first draft to its end.

    `kind` is the key of the wording it began from ("ground_rules"). `speaks_for` says whether its
    terms are the whole cluster's, or its parties' alone (a subcontract). A deed by which somebody
    joins or leaves another agreement says which in `deed_of`; one that takes the place of an
    expiring one in `renews`. `begun_by` is the member whose people began it and may draft it; none:
    those that run the cluster. `ended_on` is the first day on which it is no longer in force.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    kind = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    speaks_for = models.CharField(max_length=10, choices=SpeaksFor, default=SpeaksFor.CLUSTER)
    state = models.CharField(max_length=10, choices=AgreementState, default=AgreementState.DRAFT)
    deed_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="deeds"
    )
    renews = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="renewals"
    )
    begun_by = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_elsewhere = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["cluster", "state"], name="agreement_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class Version(FixedOnceOut):
    """What an agreement says, from one signing to the next.

    `content` is the JSON of `engine.content.Content`: clauses with gaps, terms, answers. When the
    version is put out for signature its words are fixed as `text` (JSON of
    `engine.document.Document`), and `digest` is the SHA-256 of that: what is signed, and never
    changes afterwards. The first version is number 1; each variation is the next.

    In force from `in_force_from` to `in_force_until`, both days included; no last day: until
    something ends it. Both stay empty until everybody who is needed has signed. `wanted_from` is
    the day that was asked for when it was put out (none: the day of the last signature). What was
    thrown away (`discarded_at`) can be brought back for a while.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    content = models.JSONField()
    text = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    what_changed = models.TextField("why it is varied", blank=True)
    undoes = models.JSONField("the content before the last change", null=True, blank=True)
    wanted_from = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    put_out_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FixedWordsQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreement_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state__in=(VersionState.DRAFT, VersionState.SIGNING)),
                name="one_version_under_way",
            ),
            models.CheckConstraint(
                name="fixed_words_once_out",
                condition=Q(state__in=(VersionState.DRAFT, VersionState.DISCARDED))
                | (Q(text__isnull=False) & ~Q(digest="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} version {self.number}"

    def is_in_force(self, on: date) -> bool:
        """Whether it holds on a day."""
        return (
            self.state == VersionState.AGREED
            and self.in_force_from is not None
            and self.in_force_from <= on
            and (self.in_force_until is None or on <= self.in_force_until)
        )


class Party(models.Model):
    """An organisation that an agreement is made with. `joined_on` is its first day as a party
    (none until it is in force for it), `left_on` the first day on which it no longer is.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=15, choices=PartyRole, default=PartyRole.MEMBER)
    position = models.PositiveSmallIntegerField(default=0)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in agreement {self.agreement_id}"

    def belongs(self, on: date) -> bool:
        """Whether it is a party on a day."""
        return (
            self.joined_on is not None
            and self.joined_on <= on
            and (self.left_on is None or on < self.left_on)
        )
