"""Lines of budgets in the tables: copied with their keys, and put in the place of others."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db.models import ProtectedError, Sum

from spinney.base.kernel.errors import WrongState
from spinney.base.web.components.words import listed
from spinney.money.bridge.budgets import LineSaid
from spinney.money.models import Account, Budget, BudgetLine, Posting


def copy_lines(source: Budget, target: Budget) -> None:
    """The lines of one version in another: with the same keys, so that what was spent follows."""
    BudgetLine.objects.bulk_create(
        BudgetLine(budget=target, key=row.key, position=row.position, **LineSaid.of(row).fields())
        for row in BudgetLine.objects.filter(budget=source)
    )


def keyed(there: Sequence[LineSaid], lines: Sequence[LineSaid]) -> list[LineSaid]:
    """New lines, with the keys of those of the same name that they replace."""
    keys: dict[str, list[UUID | None]] = {}
    for one in there:
        keys.setdefault(one.title.casefold(), []).append(one.key)
    return [
        one.with_key(same.pop(0) if (same := keys.get(one.title.casefold())) else None)
        for one in lines
    ]


def write_lines(budget: Budget, lines: Sequence[LineSaid]) -> None:
    """Put these lines in the place of those that are there. Raises WrongState where one would go
    on which money was spent: it would be spent on nothing.
    """
    there = {row.key: row for row in BudgetLine.objects.filter(budget=budget)}
    kept: set[UUID] = set()
    for position, one in enumerate(lines):
        row = there.get(one.key) if one.key and one.key not in kept else None
        row = row or BudgetLine(budget=budget, key=uuid4())
        for name, value in one.fields().items():
            setattr(row, name, value)
        row.position = position
        row.save()
        kept.add(row.key)
    _take_out(budget, [row for key, row in there.items() if key not in kept])


def _take_out(budget: Budget, gone: list[BudgetLine]) -> None:
    if not gone:
        return
    counted = Posting.objects.filter(
        entry__cluster=budget.cluster_id, budget_line__key__in=[row.key for row in gone],
        account__kind__in=(Account.AccountKind.COST, Account.AccountKind.INCOME),
    )  # fmt: skip
    sums = counted.values_list("budget_line__key").annotate(pence=Sum("pence")).order_by()
    spent = {key for key, pence in sums if pence}
    if spent:
        names = listed(f"“{row.title}”" for row in gone if row.key in spent)
        raise WrongState(
            f"Money was spent on {names}. Keep the line: it can go down to what was spent."
        )
    try:
        BudgetLine.objects.filter(pk__in=[row.pk for row in gone]).delete()
    except ProtectedError as error:
        raise WrongState("Something else rests on a line that would go. Keep it.") from error
