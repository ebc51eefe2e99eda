"""Budgets as somebody may see them: versions, lines with what was spent on them, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.money.bridge.budgets import NO_NAME, change_words, labels_of, line_of, named
from spinney.money.engine.budgets import Change, Line, Total, compare, crossed, total, totals
from spinney.money.models import Account, Balance, Budget, BudgetLine, ClaimLine, Fund, Posting
from spinney.money.policies.budgets import INSIDE, check_may_write
from spinney.money.queries.keeping import keeps
from spinney.money.states import BudgetState, ClaimState
from spinney.workplans import api as workplans

TURNED = (Account.AccountKind.INCOME, Account.AccountKind.COST)
APPROVED = (ClaimState.APPROVED, ClaimState.ASKED)
"""Claims that are to be paid and are not yet: promised."""


def visible_to(by: Actor) -> QuerySet[Budget]:
    """The budgets of the clusters whose money somebody keeps or shares in."""
    rows = Budget.objects.filter(removed_at=None)
    return rows if by.is_system else rows.filter(cluster__in=by.ids_of("cluster", *INSIDE))


def budgets_of(by: Actor, cluster_id: int) -> list[Budget]:
    """Every version of a cluster, the newest first. One query."""
    rows = visible_to(by).filter(cluster=cluster_id).select_related("based_on", "cluster")
    return list(rows.order_by("-number"))


def get_budget(by: Actor, cluster_id: int, number: int, *, removed: bool = False) -> Budget:
    """One version by its number. Raises NotFound."""
    rows = Budget.objects.all() if removed else visible_to(by)
    if removed and not by.is_system:
        rows = rows.filter(cluster__in=by.ids_of("cluster", *INSIDE))
    found = rows.filter(cluster=cluster_id, number=number).select_related("cluster").first()
    if found is None:
        raise NotFound("There is no such budget here.")
    return found


def budget_to_write(by: Actor, cluster_id: int, number: int) -> Budget:
    """One that the actor may change. Raises NotFound, or NotAllowed."""
    found = get_budget(by, cluster_id, number)
    check_may_write(by, found, keeps=keeps(by, found.cluster, localdate()))
    return found


def in_force(cluster_id: int) -> Budget | None:
    """The version that is in force. One query."""
    return Budget.objects.filter(
        cluster=cluster_id, state=BudgetState.IN_FORCE, removed_at=None
    ).first()


@dataclass(frozen=True)
class SeenLine:
    """A line with what was spent on it and is promised, in whichever version it stood then: in
    `posted` are the rows of it that entries name.
    """

    row: BudgetLine
    line: Line
    claimed: int
    posted: tuple[int, ...] = ()

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def title(self) -> str:
        return self.row.title

    @property
    def planned(self) -> int:
        return self.line.pence

    @property
    def spent(self) -> int:
        return self.line.spent

    @property
    def promised(self) -> int:
        return self.line.committed

    @property
    def left(self) -> int:
        return self.line.left

    @property
    def goes(self) -> str:
        return "Comes in" if self.line.is_income else "Goes out"

    @property
    def member(self) -> str:
        return self.row.organisation.name if self.row.organisation else NO_NAME["member"]

    @property
    def fund(self) -> str:
        return self.row.fund.name if self.row.fund else NO_NAME["fund"]

    @property
    def restriction(self) -> str:
        return self.row.fund.get_restriction_display() if self.row.fund else NO_NAME["fund"]

    @property
    def activity(self) -> str:
        return self.row.activity.title if self.row.activity else NO_NAME["activity"]

    @property
    def category(self) -> str:
        return self.row.category or NO_NAME["category"]


@dataclass(frozen=True)
class ShownRow:
    """A row of a table of two dimensions: its name, its cells and their sum, in pence."""

    name: str
    cells: tuple[int, ...]
    whole: int


@dataclass(frozen=True)
class Shown:
    """A table of two dimensions, named, with its sums in pence."""

    rows: tuple[ShownRow, ...]
    columns: tuple[str, ...]
    sums: tuple[int, ...]
    whole: int


@dataclass(frozen=True)
class SeenBudget:
    """A version with its lines."""

    budget: Budget
    lines: tuple[SeenLine, ...]

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        return labels_of(one.row for one in self.lines)

    @cached_property
    def engine_lines(self) -> tuple[Line, ...]:
        return tuple(one.line for one in self.lines)

    @cached_property
    def whole(self) -> Total:
        return total(self.engine_lines)

    @property
    def over(self) -> tuple[SeenLine, ...]:
        """Lines on which more went out, or is promised, than they have."""
        return tuple(one for one in self.lines if one.line.is_over)

    def by(self, dimension: str) -> list[tuple[str, Total, tuple[int, ...]]]:
        """Totals by a dimension, in order: what it is called, the total, and the rows of costs that
        entries name (none by month: the ledger has its own days).
        """
        found = [
            (one.keys[0], named(self.labels, dimension, one.keys[0]), one)
            for one in totals(self.engine_lines, (dimension,))
        ]
        found.sort(key=lambda one: (not one[0], one[0] if dimension == "month" else one[1]))
        return [(name, one, self._posted(dimension, key)) for key, name, one in found]

    def _posted(self, dimension: str, key: str) -> tuple[int, ...]:
        if dimension == "month":
            return ()
        lines = (one for one in self.lines if str(getattr(one.line, dimension)) == key)
        return tuple(row for one in lines if not one.line.is_income for row in one.posted)

    @property
    def posted(self) -> tuple[int, ...]:
        """The rows of its lines of costs that entries name, in whichever version."""
        return tuple(row for one in self.lines if not one.line.is_income for row in one.posted)

    def crossed(self, down: str, across: str) -> Shown:
        """Planned costs in a table of two dimensions, named."""
        found = crossed(self.engine_lines, down, across)
        return Shown(
            tuple(
                ShownRow(
                    named(self.labels, down, key),
                    tuple(found.cells[(key, column)] for column in found.columns),
                    found.of_rows[key],
                )
                for key in found.rows
            ),
            tuple(named(self.labels, across, key) for key in found.columns),
            tuple(found.of_columns[key] for key in found.columns),
            found.whole,
        )


@dataclass
class Posted:
    """What stands in the ledger on a line, by whichever rows of it it was noted: pence spent
    (received, where money comes in), and the rows, for the way to the entries.
    """

    pence: int = 0
    rows: tuple[int, ...] = ()


def compared(before: SeenBudget, after: SeenBudget) -> list[tuple[Change, str]]:
    """What changed from one version to another, line by line, with words for it."""
    return [
        (one, change_words(one, before.labels, after.labels))
        for one in compare(before.engine_lines, after.engine_lines)
    ]


def spent_by_key(cluster_id: int) -> dict[UUID, Posted]:
    """What was spent on lines, by their keys, whichever version they were in when it was. One
    query, of what is kept with each entry.
    """
    rows = Balance.objects.filter(
        account__cluster=cluster_id, budget_line__isnull=False, account__kind__in=TURNED
    )
    summed = rows.order_by().values_list("budget_line__key", "budget_line", "account__kind")
    found: dict[UUID, Posted] = {}
    for key, row, kind, pence in summed.annotate(whole=Sum("pence")):
        one = found.setdefault(key, Posted())
        one.pence += -pence if kind == Account.AccountKind.INCOME else pence
        one.rows += () if row in one.rows else (row,)
    return found


def spent_on_no_line(cluster_id: int) -> int:
    """What was spent without a line of any budget, in pence: it is in the totals of the ledger, and
    in none of a budget's. One query, of what is kept with each entry.
    """
    rows = Balance.objects.filter(
        account__cluster=cluster_id, budget_line=None, account__kind=Account.AccountKind.COST
    )
    return rows.aggregate(whole=Sum("pence"))["whole"] or 0


def spent_by_month(cluster_id: int, until: date | None = None) -> dict[tuple[UUID, date], int]:
    """What was spent on lines of costs, by key and first day of the month. One query."""
    rows = Posting.objects.filter(
        entry__cluster=cluster_id, budget_line__isnull=False,
        account__kind=Account.AccountKind.COST,
    )  # fmt: skip
    if until is not None:
        rows = rows.filter(entry__day__lte=until)
    grouped = (
        rows.annotate(month=TruncMonth("entry__day"))
        .values_list("budget_line__key", "month")
        .annotate(pence=Sum("pence"))
        .order_by()
    )
    return {(key, month): pence for key, month, pence in grouped}


def claimed_by_key(cluster_id: int) -> dict[UUID, int]:
    """What was approved of claims and is not yet paid, by the keys of lines. One query."""
    rows = ClaimLine.objects.filter(
        claim__cluster=cluster_id, claim__removed_at=None, claim__state__in=APPROVED,
        budget_line__isnull=False,
    )  # fmt: skip
    grouped = rows.values_list("budget_line__key").annotate(pence=Sum("pence")).order_by()
    return dict(grouped)


def rows_of(budget: Budget) -> QuerySet[BudgetLine]:
    """The lines of a version, in order, with what they name."""
    rows = BudgetLine.objects.filter(budget=budget)
    return rows.select_related("fund", "organisation", "activity").order_by("position", "pk")


def seen(budget: Budget) -> SeenBudget:
    """A version with what was spent on its lines. Three queries."""
    spent, claimed = spent_by_key(budget.cluster_id), claimed_by_key(budget.cluster_id)
    lines = []
    for row in rows_of(budget):
        posted, asked = spent.get(row.key, Posted()), claimed.get(row.key, 0)
        line = line_of(row, budget, spent=posted.pence, claimed=asked)
        lines.append(SeenLine(row, line, asked, posted.rows))
    return SeenBudget(budget, tuple(lines))


def budget_of(cluster: clusters.Cluster) -> SeenBudget | None:
    """The version in force with what was spent on its lines; None while none is. Four queries."""
    found = in_force(cluster.pk)
    return seen(found) if found is not None else None


@dataclass(frozen=True)
class Nameable:
    """What lines of a cluster may name: activities of its plan, its funds, who belongs to it."""

    activities: Mapping[int, str]
    funds: Mapping[int, str]
    organisations: Mapping[int, str]

    @property
    def allowed(self) -> Mapping[str, frozenset[int]]:
        return {
            "activity_id": frozenset(self.activities),
            "fund_id": frozenset(self.funds),
            "organisation_id": frozenset(self.organisations),
        }


def nameable(cluster: clusters.Cluster, on: date, budget: Budget | None = None) -> Nameable:
    """What lines may name on a day, and what lines of `budget` name already (a member that left, a
    fund that is closed). Three queries, four with a budget.
    """
    plan = workplans.Activity.objects.filter(workplan__cluster=cluster, removed_at=None)
    activities = dict(plan.order_by("position").values_list("pk", "title"))
    open_funds = Fund.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on), cluster=cluster)
    funds = dict(open_funds.values_list("pk", "name"))
    here = {one.organisation_id: one.organisation_name for one in clusters.belongs(cluster, on)}
    for row in rows_of(budget) if budget is not None else ():
        if row.activity is not None:
            activities.setdefault(row.activity.pk, row.activity.title)
        if row.fund is not None:
            funds.setdefault(row.fund.pk, row.fund.name)
        if row.organisation is not None:
            here.setdefault(row.organisation.pk, row.organisation.name)
    return Nameable(activities, funds, here)


def budget_url(budget: Budget, view: str = "budget") -> str:
    """The address of a page of a version."""
    return reverse(f"money:{view.replace('_', '-')}", args=[budget.cluster_id, budget.number])
