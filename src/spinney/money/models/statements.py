"""Lines of a bank or an accounting package, and the entries that they are."""

from __future__ import annotations

from django.db import models

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.ids import new_uid
from spinney.money.models.ledger import Entry, Fund
from spinney.money.states import BankFileState, BankLineState


class BankFile(models.Model):
    """A file of lines. `understood` says which column is what, as JSON; `problems` what could not
    be read, by row.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    fund = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file = models.FileField(upload_to="bank/%Y/%m/")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=BankFileState, default=BankFileState.TO_CHECK)
    understood = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class BankLine(models.Model):
    """One line: money in (above nought) or out. `key` tells it from every other line, so that a
    file given twice, or two that overlap, add nothing twice.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    bank_file = models.ForeignKey(BankFile, on_delete=models.CASCADE, related_name="lines")
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    row = models.PositiveIntegerField()
    day = models.DateField()
    words = models.CharField(max_length=300)
    pence = models.BigIntegerField()
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=BankLineState, default=BankLineState.OPEN)
    entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="bank_lines"
    )
    made_entry = models.BooleanField("the entry was made from the line", default=False)

    class Meta:
        ordering = ["day", "row"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "key"], name="bank_line_once"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def went(self) -> int:
        """What went out, in pence; below nought if it came in."""
        return -self.pence
