"""Grants of a programme to its clusters: applied for, approved, released in instalments, ended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from spinney.base.kernel.actors import Scope, cluster_scope, programme_scope
from spinney.base.kernel.ids import new_uid
from spinney.money.models.budgets import Budget
from spinney.money.models.ledger import Entry, Fund
from spinney.money.states import ChangeState, GrantState, InstalmentState, ReportState


class GrantScheme(models.Model):
    """A programme's rules for its grants. `two_people_above_pence`: above this, whoever releases is
    not alone. `instalments` is the usual way to pay, as [{"percent": 60, "conditions": [{"kind":
    "agreement", "value": "ground_rules"}]}, ...].
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    programme = models.OneToOneField(
        "clusters.Programme", on_delete=models.CASCADE, related_name="+"
    )
    guidance = models.TextField(blank=True)
    apply_by = models.DateField(null=True, blank=True)
    spend_by = models.DateField(null=True, blank=True)
    two_people_above_pence = models.PositiveBigIntegerField(default=50_000)
    instalments = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"grants of programme {self.programme_id}"

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return programme_scope(self.programme_id)


class Grant(models.Model):
    """A cluster's application and grant. What was applied with is kept as it stood: the plan's
    baseline and the budget's version. `holder` receives the money for the cluster.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=GrantState, default=GrantState.DRAFT)
    asked_pence = models.PositiveBigIntegerField()
    awarded_pence = models.PositiveBigIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    holder = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    baseline = models.ForeignKey(
        "workplans.Baseline", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    budget = models.ForeignKey(
        Budget, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    fund = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    conditions = models.TextField("what the funder asks in words", blank=True)
    reasons = models.TextField("why it was decided so", blank=True)
    from_file = models.JSONField("what a published file said of it", default=dict)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)
    statement = models.JSONField("the statement at its end, as it was signed off", default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="approved_grant_has_amount",
                condition=~Q(state__in=["approved", "closed"]) | Q(awarded_pence__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class GrantQuestion(models.Model):
    """A question about an application and its answer, on the record."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="questions")
    question = models.TextField()
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"question on grant {self.grant_id}"


class Instalment(models.Model):
    """A part of a grant. Above the scheme's limit somebody asks for its release (`asked_by`) and
    somebody else releases it. Whoever dropped or weakened one of its conditions (`eased_by`, the
    last one to do so) does not release it.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    pence = models.PositiveBigIntegerField()
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=InstalmentState, default=InstalmentState.PLANNED
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.CharField(max_length=80, blank=True)
    eased_by = models.CharField(max_length=80, blank=True)
    released_on = models.DateField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.CharField(max_length=80, blank=True)
    received_on = models.DateField(null=True, blank=True)
    release_entry = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    received_entry = models.OneToOneField(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="instalment_number_once"),
            models.CheckConstraint(name="instalment_of_something", condition=Q(pence__gt=0)),
        ]

    def __str__(self) -> str:
        return f"instalment {self.number} of grant {self.grant_id}"


class InstalmentCondition(models.Model):
    """What must be so before an instalment is released. `value` says what: the kind of agreement
    signed, the share of the money before that must be spent in percent, the report by its number;
    "words" is said to be met by the programme manager, with what shows it.
    """

    class ConditionKind(models.TextChoices):
        AGREEMENT = "agreement", "An agreement is in force"
        PROGRAMME = "programme", "The programme's conditions are met"
        SPENT = "spent", "So much of what came before is spent"
        REPORT = "report", "A report is accepted"
        WORDS = "words", "Something else"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    instalment = models.ForeignKey(Instalment, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=10, choices=ConditionKind)
    value = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=300, blank=True)
    met_on = models.DateField(null=True, blank=True)
    shown_by = models.CharField(max_length=300, blank=True)
    noted_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} before instalment {self.instalment_id}"


class GrantChange(models.Model):
    """A cluster asks to change what was approved: money between lines, dates, instalments. `before`
    and `after` say what, as JSON.
    """

    class ChangeKind(models.TextChoices):
        BUDGET = "budget", "Move money between lines"
        TIMETABLE = "timetable", "Change dates"
        INSTALMENTS = "instalments", "Change instalments"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ChangeKind)
    reason = models.TextField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    budget = models.ForeignKey(
        Budget, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="grant_change_number_once")
        ]

    def __str__(self) -> str:
        return f"change {self.number} of grant {self.grant_id}"


class GrantReport(models.Model):
    """A report that the funder asks for, in the cluster's words, with the figures as they stood."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DUE)
    note = models.TextField("what the funder said", blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="grant_report_number_once")
        ]

    def __str__(self) -> str:
        return f"report {self.number} on grant {self.grant_id}"
