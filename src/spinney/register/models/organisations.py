"""An organisation and the facts about it, each with where it came from and when it was checked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.register.models.loads import Load
from spinney.register.states import LoadState


class Kind(models.TextChoices):
    """What sort of body an organisation is, as the sources tell members and partners apart."""

    VOLUNTARY = "voluntary", "Voluntary or community"
    SECOND_TIER = "second_tier", "Second-tier (supports other organisations)"
    STATUTORY = "statutory", "Statutory"
    COMMERCIAL = "commercial", "Commercial"
    ACADEMIC = "academic", "Academic"


class Status(models.TextChoices):
    ACTIVE = "active", "Active"
    CLOSED = "closed", "Closed or removed from its register"
    UNKNOWN = "unknown", "Not known"


class Published(models.Manager["Organisation"]):
    """Organisations that are there for everybody: all but those of a load that is not done.

    A load makes its organisations visible all at once, by becoming done (docs/adr/loads.md).
    """

    def get_queryset(self) -> models.QuerySet[Organisation]:
        unfinished = Load.objects.exclude(state=LoadState.DONE).values("pk")
        return super().get_queryset().exclude(made_by_load__in=unfinished)


class Organisation(models.Model):
    """A body that can be a member, partner, supporter or supplier: registered or not.

    Facts written by a register load carry the row's `source` and `checked_on`. A fact from
    elsewhere (a representative, another register) is named in `provenance`:
    {"income_pence": {"source": "representative", "checked_on": "2026-03-01"}}, and a load does not
    overwrite it; what the register says instead is kept in `differs`: {"income_pence":
    {"value": ..., "source": ..., "checked_on": ...}}. A branch has a `parent` and is not it.
    The names of facts are those of the columns here. `merged_into` is set on the row that a merge
    put aside. `confirmed_on` is the day on which somebody who acts for it last said that the whole
    profile is right; `confirm_asked_on` the day on which it was last asked to. `made_by_load` is
    the load that made the row: until that load is done, only `Organisation.everything` has it.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.VOLUNTARY)
    legal_form = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    registered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    summary = models.TextField(blank=True)
    website = models.CharField(max_length=300, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    address = models.TextField(blank=True)
    town = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    income_pence = models.BigIntegerField(null=True, blank=True)
    spending_pence = models.BigIntegerField(null=True, blank=True)
    year_end = models.DateField(null=True, blank=True)
    full_time_staff = models.PositiveIntegerField(null=True, blank=True)
    staff = models.PositiveIntegerField(null=True, blank=True)
    volunteers = models.PositiveIntegerField(null=True, blank=True)
    trustees = models.PositiveIntegerField(null=True, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="branches"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged_from"
    )
    source = models.CharField(max_length=60, default="entered here")
    checked_on = models.DateField(null=True, blank=True)
    provenance = models.JSONField(default=dict, blank=True)
    differs = models.JSONField(default=dict, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirm_asked_on = models.DateField(null=True, blank=True)
    made_by_load = models.ForeignKey(
        Load, null=True, editable=False, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[Published] = Published()
    everything: ClassVar[models.Manager[Organisation]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["name"], name="organisation_name"),
            models.Index(fields=["latitude", "longitude"], name="organisation_where"),
            models.Index(fields=["income_pence"], name="organisation_income"),
            models.Index(fields=["kind", "status"], name="organisation_kind"),
            models.Index(fields=["postcode"], name="organisation_postcode"),
        ]

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """A number on a public list: a scheme of org-id.guide ("GB-CHC"), the value as listed."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    source = models.CharField(max_length=60)
    checked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_unique")
        ]

    def __str__(self) -> str:
        return self.org_id

    @property
    def org_id(self) -> str:
        """The identifier as org-id.guide writes it: "GB-CHC-1096829"."""
        return f"{self.scheme}-{self.value}"


class OtherName(models.Model):
    """A name besides the first: working, previous, short."""

    class NameKind(models.TextChoices):
        WORKING = "working", "Working name"
        PREVIOUS = "previous", "Previous name"
        SHORT = "short", "Short name"
        OTHER = "other", "Other name"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="other_names"
    )
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=NameKind, default=NameKind.OTHER)
    source = models.CharField(max_length=60)
    checked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="other_name_unique")
        ]

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """What organisations do or for whom, in the words of a published classification."""

    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=200)
    organisations = models.ManyToManyField(Organisation, related_name="activities")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="activity_unique")]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.label


class Area(models.Model):
    """Where organisations work, as their register names it ("Bolton", "Throughout England")."""

    name = models.CharField(max_length=200)
    code = models.CharField(max_length=20, blank=True)
    organisations = models.ManyToManyField(Organisation, related_name="areas")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="area_name_unique")]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A place from which an organisation works, besides its registered address."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    source = models.CharField(max_length=60)
    checked_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """What an organisation offers to people, as HSDS 3.1 describes a service."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="services"
    )
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    for_whom = models.CharField(max_length=300, blank=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_running = models.BooleanField(default=True)
    source = models.CharField(max_length=60)
    checked_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """A tie between two organisations that are not the same: federation, subsidiary, successor."""

    class LinkKind(models.TextChoices):
        FEDERATION = "federation", "Belongs to the same federation"
        SUBSIDIARY = "subsidiary", "Is owned by"
        SUCCESSOR = "successor", "Took over from"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=LinkKind)
    source = models.CharField(max_length=60)
    checked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "other", "kind"], name="link_unique")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.other_id}"


class Postcode(models.Model):
    """Where a postcode is, from the ONS Postcode Directory or a file of its shape.

    `code` has no space and is in capitals ("M154AB").
    """

    code = models.CharField(max_length=8, primary_key=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    area_code = models.CharField(max_length=12, blank=True)
    area_name = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.code
