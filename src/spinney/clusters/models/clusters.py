"""A cluster: organisations that share and decide together."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from spinney.base.kernel.ids import new_uid
from spinney.clusters.models.programmes import Programme
from spinney.clusters.states import ClusterState


class Cluster(models.Model):
    """A group of organisations, of a place or round a theme, in a programme or on its own.

    `counts_from`: the day from which its programme's plan counts for it, when it has dates of its
    own because it joined late; None while it keeps to the dates of the programme.
    `notice_agreed_in`: the agreement that says the notice to leave; empty while hands set it.
    """

    class JoinRule(models.TextChoices):
        INVITED = "invited", "By invitation only"
        ASK = "ask", "Organisations ask to join"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="clusters"
    )
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=120, blank=True)
    theme = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    logo = models.FileField(upload_to="logos/", blank=True)
    colour = models.CharField(max_length=7, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    counts_from = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ClusterState, default=ClusterState.FORMING)
    join_rule = models.CharField(max_length=10, choices=JoinRule, default=JoinRule.INVITED)
    notice_to_leave_days = models.PositiveSmallIntegerField(default=0)
    notice_agreed_in = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    last_activity_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Facilitator(models.Model):
    """A person who helps a cluster along; she is of no member."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="facilitators")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "person"], name="facilitator_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} facilitates {self.cluster_id}"


class Document(models.Model):
    """A file that a programme gives to its clusters, or a cluster to its members."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    cluster = models.ForeignKey(
        Cluster, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    title = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to="documents/%Y/%m/")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="document_of_programme_or_cluster",
                condition=models.Q(programme=None, cluster__isnull=False)
                | models.Q(programme__isnull=False, cluster=None),
            )
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceShare(models.Model):
    """An organisation lets a cluster see one piece of its evidence, until it says otherwise: its
    facilitators and programme managers, and the other members only when `members_see`.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="evidence_shares")
    evidence = models.ForeignKey("register.Evidence", on_delete=models.CASCADE, related_name="+")
    members_see = models.BooleanField(default=False)
    shared_at = models.DateTimeField()
    shared_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "evidence"],
                condition=models.Q(ended_at=None),
                name="evidence_shared_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} with {self.cluster_id}"
