"""Ballots: a question, a way to decide it, and its options."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.decisions.states import BallotState


class Ballot(models.Model):
    """A question put to the members of a cluster.

    `way` is a key of `engine.ways.WAYS`, `settings` the JSON of `engine.settings.Settings`. When
    voting opens (or is announced), `rule` is fixed: the rule in force that day as JSON
    (`agreements.api.Asking`), with "adopts" ("directly", or "by_motion" where what is chosen must
    still be agreed by the members' own rule), the customs of voting and where all of it comes
    from; it never changes afterwards. `seed` parts ties by lot: its SHA-256 can be seen while
    voting is open, the seed itself after the close. `result` is the JSON of what it came to,
    `outcome` its short code: "chosen", "agreed", "not_agreed", "no_quorum", "heard" (it decided
    nothing), "nobody_voted", "none_chosen".

    What is open cannot be changed: a new version takes its place (`replaces`). `about_version` is
    the agreement's version that would go out for signature if it is carried; `follows` the ballot
    whose choice this one puts to the members.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    title = models.CharField("the question", max_length=200)
    background = models.TextField(blank=True)
    way = models.CharField(max_length=20)
    settings = models.JSONField(default=dict)
    secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=BallotState, default=BallotState.DRAFT)
    edition = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    about_version = models.ForeignKey(
        "agreements.Version", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    elects_lead = models.BooleanField("the winner becomes the lead body", default=False)
    meeting = models.ForeignKey(
        "decisions.Meeting", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="ballots",
    )  # fmt: skip
    rule = models.JSONField(null=True, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    opens_at = models.DateTimeField("to be opened at", null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    result = models.JSONField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["cluster", "state"], name="ballot_state")]
        constraints = [
            models.CheckConstraint(
                name="open_ballots_have_their_rule",
                condition=Q(rule__isnull=False, opened_at__isnull=False, closes_at__isnull=False)
                | ~Q(state__in=["open", "closed"]),
            ),
            models.CheckConstraint(
                name="ballot_closes_after_it_opened",
                condition=Q(closes_at=None) | Q(opened_at=None) | Q(closes_at__gt=F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class Option(models.Model):
    """Something that can be chosen. `number` is what a voter writes on paper or in a reply, and
    the engine's key; it never changes. Where it comes from the list of themes, `theme` says so;
    in an election `organisation` is who stands; in a poll about times it has a time and a place.
    What is withdrawn after votes came in stays, marked: votes for it count no more.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    cost_pence = models.PositiveBigIntegerField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    pros = models.TextField("what speaks for it", blank=True)
    cons = models.TextField("what speaks against it", blank=True)
    quick_win = models.BooleanField(default=False)
    theme = models.ForeignKey(
        "diagnostics.Theme", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="option_numbers_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """How the engine, a vote's marks and a file call it."""
        return str(self.number)


class OptionFile(models.Model):
    """A file that goes with an option: a quote, a plan."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to="ballots")
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
