"""The ledger: accounts, funds, entries and their lines. Entries are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.ids import new_uid
from spinney.money.states import Restriction

KEPT = (
    "What stands in the ledger is kept as it was written. Correct it with an entry that takes it"
    " back."
)


class LedgerIsFixed(WrongState):
    """Somebody would change or take out what stands in the ledger."""


class FixedLines(models.QuerySet[Any]):
    """Refuses to change or delete entries in bulk."""

    def update(self, **values: Any) -> int:
        """Raises LedgerIsFixed."""
        raise LedgerIsFixed(KEPT)

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        """Raises LedgerIsFixed."""
        raise LedgerIsFixed(KEPT)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises LedgerIsFixed (a whole cluster is taken away as one)."""
        raise LedgerIsFixed(KEPT)


class Account(models.Model):
    """An account of a cluster's chart: `code` is the word the software uses ("bank"), `number` what
    accounting packages ask for.
    """

    class AccountKind(models.TextChoices):
        ASSET = "asset", "What we have"
        LIABILITY = "liability", "What we owe"
        FUNDS = "funds", "What we began with"
        INCOME = "income", "What came in"
        COST = "cost", "What was spent"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=30)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=AccountKind)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "code"], name="account_code_once"),
            models.UniqueConstraint(fields=["cluster", "number"], name="account_number_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Fund(models.Model):
    """Money from one funder for one purpose, held by one organisation (the accountable body)."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    funder = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    restriction = models.CharField(
        max_length=12, choices=Restriction, default=Restriction.RESTRICTED
    )
    holder = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "name"], name="fund_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)


class Entry(models.Model):
    """Something that happened to money on a day. Its lines add up to nought. `number` counts the
    cluster's entries without gaps. `source` is what it came of, by table and uid
    ("money.Instalment:8b1c…"). An entry that takes another back names it. `digest` is the SHA-256
    of what it says and of the digest of the entry before (`engine.ledger.Fact`): whoever changes or
    takes out one breaks the chain.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    day = models.DateField()
    words = models.CharField(max_length=300)
    source = models.CharField(max_length=100, blank=True)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="reversed_by"
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    before_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = FixedLines.as_manager()

    class Meta:
        ordering = ["-day", "-number"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["cluster", "number"], name="entry_number_once"),
        ]
        indexes = [
            models.Index(fields=["cluster", "day"], name="entry_day"),
            models.Index(fields=["source"], name="entry_source"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.words}"

    @property
    def scope(self) -> Scope:
        """Where it stands, as permissions ask."""
        return cluster_scope(self.cluster_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises LedgerIsFixed for an entry that stands."""
        if not self._state.adding:
            raise LedgerIsFixed(KEPT)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises LedgerIsFixed."""
        raise LedgerIsFixed(KEPT)


class Posting(models.Model):
    """One line of an entry: so many pence to an account (above nought) or from it (below), of a
    fund, for an activity, a line of the budget, an organisation.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    fund = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="postings"
    )
    pence = models.BigIntegerField()
    activity = models.ForeignKey(
        "workplans.Activity", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    budget_line = models.ForeignKey(
        "money.BudgetLine", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)

    objects = FixedLines.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="posting_of_something", condition=~Q(pence=0))]

    def __str__(self) -> str:
        return f"{self.pence} to {self.account_id}"

    @property
    def taken(self) -> int:
        """What it takes from its account: its pence with the other sign."""
        return -self.pence

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises LedgerIsFixed for a line that stands."""
        if not self._state.adding:
            raise LedgerIsFixed(KEPT)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises LedgerIsFixed."""
        raise LedgerIsFixed(KEPT)


class Balance(models.Model):
    """What the lines of one account add up to, of one fund, for one activity, line of the budget
    and organisation: kept with each entry, so that nothing need be added up anew. It may go below
    nought (money spent before it came); a ring-fence may not.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="balances")
    fund = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.CASCADE, related_name="balances"
    )
    activity = models.ForeignKey(
        "workplans.Activity", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    budget_line = models.ForeignKey(
        "money.BudgetLine", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "register.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pence = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            # Nought for “none”, so that two rows without a fund are one and the same.
            models.UniqueConstraint(
                F("account"), Coalesce("fund", 0), Coalesce("activity", 0),
                Coalesce("budget_line", 0), Coalesce("organisation", 0),
                name="balance_kept_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pence} on account {self.account_id}"
